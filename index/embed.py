"""Texts become vectors. The sole place that imports sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.default_model import CHECKSUMS, ModelError
from index.late import Floats, Projection, TokenVectors, unit
from index.torch_setup import loading

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]

# Raised whenever the same model would give different vectors, so that stored ones are replaced.
_RECIPE = b"3"
# How to compare the default model's tokens.
_PROJECTION = Path(__file__).parent / "late_interaction.safetensors"
# Characters to a batch: about four chunks or a score of sentences. On 2 cores larger ones are
# slower, since they miss the cache.
_BATCH = 3000
# Of the default model.
_QUERY, _LONGEST = "query: ", 512  # tokens
_MODEL_FILES = {".json", ".txt", ".model", ".bin", ".safetensors"}


@dataclass(frozen=True)
class EmbeddedQuery:
    """A question's vector (d,), and its tokens where the model's can be compared."""

    vector: Vector
    tokens: Floats | None = None


@dataclass(frozen=True)
class EmbeddedPassage:
    """A passage's vector (d,), and its tokens where the model's can be compared."""

    vector: Vector
    tokens: TokenVectors | None = None


class Embedder(Protocol):
    """What turns texts into vectors of one space; every vector is float32 and L2-normalised."""

    @property
    def fingerprint(self) -> str:
        """Identifies the vector space: vectors compare only with others of equal fingerprint."""

    def embed_query(self, text: str) -> EmbeddedQuery:
        """A question."""

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        """Texts to be found, with their tokens."""

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        """The vectors (n, d) of texts to be found."""


def load_embedder(model_folder: Path, *, threads: int | None = None) -> SentenceTransformerEmbedder:
    """An embedder on any sentence-transformers folder, without network and without running its
    code. The model itself is loaded when the first text comes, which takes seconds: listing or
    deleting documents needs none.

    `threads` sets torch's thread count for the whole process; None leaves it. Raises ModelError
    if the folder is missing.
    """
    if (
        not (model_folder / "config.json").is_file()
        and not (model_folder / "modules.json").is_file()
    ):
        raise ModelError("model_missing", model_folder, "no config.json")
    return SentenceTransformerEmbedder(model_folder, threads)


def _load(model_folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(str(model_folder), local_files_only=True, device="cpu")


class _QueryEncoder:
    """The default model for one question at a time: what sentence-transformers computes, in half
    the time, and without its import, which takes seconds. Safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        from index.encoder import load_encoder, quick_type
        from index.windows import load_tokenizer

        self._tokenizer = load_tokenizer(folder)
        self._encoder = load_encoder(folder).compute_in(quick_type())

    def states(self, text: str) -> tuple[Floats, Floats]:
        """Of all tokens, and of the text's own, without the prompt and the closing mark."""
        import torch

        encoding = self._tokenizer.encode(_QUERY + text)
        ids = [*encoding.ids[: _LONGEST - 1], encoding.ids[-1]][: len(encoding.ids)]
        with torch.inference_mode():
            states: Floats = self._encoder(torch.tensor(ids), [len(ids)]).float().numpy()
        prompt = sum(0 < end <= len(_QUERY) for _, end in encoding.offsets)
        return states, states[1 + prompt : -1]


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(_RECIPE)
    if _is_default(folder):
        digest.update((folder / CHECKSUMS).read_bytes())
        digest.update(_PROJECTION.read_bytes())
    else:
        for file in sorted(folder.rglob("*")):
            if file.suffix in _MODEL_FILES and file.is_file():
                name = f"{file.relative_to(folder).as_posix()} {file.stat().st_size}"
                digest.update(name.encode())
                digest.update(_head_and_tail(file))
    return digest.hexdigest()[:16]


def _is_default(folder: Path) -> bool:
    """Whether `index.default_model` made it; only its tokens fit the trained projection."""
    return (folder / CHECKSUMS).is_file()


def _head_and_tail(file: Path, span: int = 1 << 20) -> bytes:
    with file.open("rb") as stream:
        head = stream.read(span)
        stream.seek(max(span, file.stat().st_size - span))
        return head + stream.read(span)


class SentenceTransformerEmbedder:
    """An Embedder on a sentence-transformers model. Safe to call from several threads. Raises
    ModelError with the first text where the model cannot be loaded."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        self._folder, self._threads = folder, threads
        self._fingerprint = _fingerprint(folder)
        self._projection = Projection.load(_PROJECTION) if _is_default(folder) else None
        self._loaded: SentenceTransformer | None = None
        self._queries: _QueryEncoder | None = None
        # Fast tokenizers fail with "Already borrowed" when two threads set truncation at once.
        self._lock = Lock()

    @property
    def _model(self) -> SentenceTransformer:
        """To be used under the lock."""
        if self._loaded is None:
            with loading(self._folder, self._threads):
                self._loaded = _load(self._folder)
        return self._loaded

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def embed_query(self, text: str) -> EmbeddedQuery:
        if self._projection is None:
            with self._lock:
                (vector,) = self._model.encode_query([text], show_progress_bar=False)
            return EmbeddedQuery(unit(vector))
        with self._lock:
            if self._queries is None:
                with loading(self._folder, self._threads):
                    self._queries = _QueryEncoder(self._folder)
        states, own = self._queries.states(text)
        return EmbeddedQuery(unit(states.mean(axis=0)), self._projection.query(own))

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        """Longer texts than the model takes (512 tokens of the default one) are cut off."""
        return [self._passage(found) for found in self._encode(texts, output_value=None)]

    def _passage(self, found: Any) -> EmbeddedPassage:
        vector = unit(found["sentence_embedding"].numpy())
        if self._projection is None:
            return EmbeddedPassage(vector)
        return EmbeddedPassage(vector, self._projection.passage(own_tokens(found)))

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        vectors = self._encode(texts)
        if not vectors:
            with self._lock:
                return np.empty((0, self._model.get_embedding_dimension() or 0), np.float32)
        return unit(np.stack(vectors))

    def _encode(self, texts: Sequence[str], **options: Any) -> list[Any]:
        """The lock is given up between batches, so that questions are answered meanwhile."""
        # Texts of like length together, or most of a batch would be padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        found: list[Any] = [None] * len(texts)
        places = iter(order)
        for batch in _batches([texts[index] for index in order]):
            with self._lock:
                encoded = self._model.encode_document(batch, show_progress_bar=False, **options)
            for one in encoded:
                found[next(places)] = one
        return found


def own_tokens(found: Any) -> Floats:
    """A text's own token embeddings (tokens, hidden) of what sentence-transformers found, without
    the prompt and the closing mark."""
    kept = found["token_embeddings"][found["attention_mask"].bool()]
    embeddings: Floats = kept[found["prompt_length"] : -1].numpy()
    return embeddings


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """Runs of texts that come shortest first, by what the longest pads the others to."""
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) + 1) * len(text) > _BATCH:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch
