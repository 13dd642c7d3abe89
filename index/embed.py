"""Texts become vectors: what every embedder promises, and which one reads a model folder. The
sole place of the product that imports sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.default_model import CHECKSUMS, ModelError
from index.late import Floats, TokenVectors, unit
from index.torch_setup import loading

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]
T = TypeVar("T")

# Raised whenever the same model would give different vectors, so that stored ones are replaced.
RECIPE = b"3"
# Characters to a batch: about four chunks or a score of sentences. On 2 cores larger ones are
# slower, since they miss the cache.
_BATCH = 3000
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
    """What turns texts into vectors of one space; every vector is float32 and L2-normalised. Safe
    to call from several threads. Raises ModelError with the first text where the model cannot be
    loaded; until then nothing is, for listing or deleting documents needs none."""

    @property
    def fingerprint(self) -> str:
        """Identifies the vector space: vectors compare only with others of equal fingerprint."""

    def embed_query(self, text: str) -> EmbeddedQuery:
        """A question."""

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        """Texts to be found, with their tokens. Longer ones than the model takes (512 tokens of
        the default one) are cut off."""

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        """The vectors (n, d) of texts to be found."""


def load_embedder(model_folder: Path, *, threads: int | None = None) -> Embedder:
    """An embedder on the default model or any sentence-transformers folder, without network and
    without running its code.

    `threads` sets torch's thread count for the whole process; None leaves it. Raises ModelError
    if the folder is missing.
    """
    if (model_folder / CHECKSUMS).is_file():
        return _default(model_folder, (model_folder / CHECKSUMS).read_bytes(), threads)
    if (
        not (model_folder / "config.json").is_file()
        and not (model_folder / "modules.json").is_file()
    ):
        raise ModelError("model_missing", model_folder, "no config.json")
    return SentenceTransformerEmbedder(model_folder, threads)


@lru_cache(maxsize=1)
def _default(folder: Path, _checksums: bytes, threads: int | None) -> Embedder:
    """One for all stores that a process opens: its weights are the same half a gigabyte."""
    from index.default_embedder import DefaultEmbedder

    return DefaultEmbedder(folder, threads)


class SentenceTransformerEmbedder:
    """An Embedder on any sentence-transformers folder; how to compare its tokens is not known."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        self._folder, self._threads = folder, threads
        self._fingerprint = _fingerprint(folder)
        self._loaded: SentenceTransformer | None = None
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
        with self._lock:
            (vector,) = self._model.encode_query([text], show_progress_bar=False)
        return EmbeddedQuery(unit(vector))

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        return [EmbeddedPassage(vector) for vector in self.embed_sentences(texts)]

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        vectors = in_batches(texts, self._encode)
        if not vectors:
            with self._lock:
                return np.empty((0, self._model.get_embedding_dimension() or 0), np.float32)
        return unit(np.stack(vectors))

    def _encode(self, batch: list[str]) -> list[Vector]:
        """The lock is given up between batches, so that questions are answered meanwhile."""
        with self._lock:
            return list(self._model.encode_document(batch, show_progress_bar=False))


def in_batches(texts: Sequence[str], encode: Callable[[list[str]], Sequence[T]]) -> list[T]:
    """What `encode` makes of each of the texts, those of like length together: most of a batch
    would be padding otherwise."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    found = [one for batch in _batches([texts[index] for index in order]) for one in encode(batch)]
    place = {index: number for number, index in enumerate(order)}
    return [found[place[index]] for index in range(len(texts))]


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


def _load(model_folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(str(model_folder), local_files_only=True, device="cpu")


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(RECIPE)
    for file in sorted(folder.rglob("*")):
        if file.suffix in _MODEL_FILES and file.is_file():
            name = f"{file.relative_to(folder).as_posix()} {file.stat().st_size}"
            digest.update(name.encode())
            digest.update(_head_and_tail(file))
    return digest.hexdigest()[:16]


def _head_and_tail(file: Path, span: int = 1 << 20) -> bytes:
    with file.open("rb") as stream:
        head = stream.read(span)
        stream.seek(max(span, file.stat().st_size - span))
        return head + stream.read(span)
