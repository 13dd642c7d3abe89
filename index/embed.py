"""Texts become vectors. The sole place that imports sentence-transformers and torch."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.default_model import CHECKSUMS, ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Raised whenever the same model would give different vectors, so that stored ones are replaced.
_RECIPE = b"1"
_BATCH = 16
_MODEL_FILES = {".json", ".txt", ".model", ".bin", ".safetensors"}


@dataclass(frozen=True)
class Passage:
    """A text to embed, under a line of `context` (such as title and headings) that may be empty.

    `sentences` are spans (start, end) of characters within `text`.
    """

    context: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PassageVectors:
    """L2-normalised vectors: `passage` of shape (d,), `sentences` (n, d) in the order given."""

    passage: NDArray[np.float32]
    sentences: NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors of one space; every vector is float32 and L2-normalised."""

    @property
    def fingerprint(self) -> str:
        """Identifies the vector space: vectors compare only with others of equal fingerprint."""

    @property
    def dimension(self) -> int:
        """Length d of every vector."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector (d,) of a question."""

    def embed_passages(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """Vectors of each passage and of each of its sentences."""


def load_embedder(model_folder: Path, *, threads: int | None = None) -> SentenceTransformerEmbedder:
    """Loads any sentence-transformers folder, without network and without running its code.

    `threads` sets torch's thread count for the whole process; None leaves it. Takes seconds.
    Raises ModelError if the folder is missing or can't be loaded.
    """
    if not (model_folder / "config.json").is_file():
        raise ModelError("model_missing", model_folder, "no config.json")
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if threads is not None:
        torch.set_num_threads(threads)
    try:
        model = SentenceTransformer(str(model_folder), local_files_only=True, device="cpu")
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError("model_unreadable", model_folder, str(error)) from error
    return SentenceTransformerEmbedder(model, _fingerprint(model_folder))


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(_RECIPE)
    checksums = folder / CHECKSUMS
    if checksums.is_file():
        digest.update(checksums.read_bytes())
    else:
        for file in sorted(folder.rglob("*")):
            if file.suffix in _MODEL_FILES and file.is_file():
                digest.update(
                    f"{file.relative_to(folder).as_posix()} {file.stat().st_size}".encode()
                )
                digest.update(_head_and_tail(file))
    return digest.hexdigest()[:16]


def _head_and_tail(file: Path, span: int = 1 << 20) -> bytes:
    with file.open("rb") as stream:
        head = stream.read(span)
        stream.seek(max(span, file.stat().st_size - span))
        return head + stream.read(span)


@dataclass(frozen=True)
class _Batch:
    """A forward pass over b texts, padded to t tokens."""

    indices: list[int]  # (b,) which of the texts given
    pooled: NDArray[np.float32]  # (b, d) L2-normalised
    tokens: NDArray[np.float32]  # (b, t, d)
    offsets: NDArray[np.int64]  # (b, t, 2) characters of text; empty for special tokens
    truncated: NDArray[np.bool_]  # (b,) whether the text may have more tokens than the model takes


class SentenceTransformerEmbedder:
    """An Embedder on a loaded sentence-transformers model. Safe to call from several threads."""

    def __init__(self, model: SentenceTransformer, fingerprint: str) -> None:
        prompts = {name: prompt for name, prompt in model.prompts.items() if prompt}
        self._model = model
        self._fingerprint = fingerprint
        self._query_prompt = prompts.get("query", "")
        # The names that sentence-transformers itself tries for documents, in its order.
        names = [name for name in ("document", "passage", "corpus") if name in prompts]
        self._passage_prompt = prompts[names[0]] if names else ""
        self._has_token_space = _has_token_space(model)
        # Fast tokenizers fail with "Already borrowed" when two threads set truncation at once.
        self._tokenizer_lock = Lock()

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        dimension = self._model.get_embedding_dimension()
        assert dimension is not None
        return dimension

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self._embed([text], self._query_prompt)[0]

    def embed_sentences(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, d) of texts on their own, as passages without context."""
        return self._embed(texts, self._passage_prompt)

    def embed_passages(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """One forward pass a passage: its pooled vector, and the mean token vector a sentence.

        A sentence that the model's maximum length cuts off is embedded on its own, and so are
        all sentences under a model whose pooling isn't a plain mean.
        """
        leads = [f"{passage.context}\n" if passage.context else "" for passage in passages]
        pooled = np.empty((len(passages), self.dimension), np.float32)
        sentences = [np.empty((len(p.sentences), self.dimension), np.float32) for p in passages]
        alone: list[tuple[int, int]] = []
        texts = [lead + passage.text for lead, passage in zip(leads, passages, strict=True)]
        for batch in self._batches(texts, self._passage_prompt):
            for row, index in enumerate(batch.indices):
                pooled[index] = batch.pooled[row]
                start = len(self._passage_prompt) + len(leads[index])
                spans = np.array(passages[index].sentences, np.int64).reshape(-1, 2) + start
                members = self._members(spans, batch, row)
                sentences[index][:] = _normalise(members.astype(np.float32) @ batch.tokens[row])
                alone += [(index, int(lost)) for lost in np.flatnonzero(~members.any(axis=1))]
        lost_texts = [passages[i].text[slice(*passages[i].sentences[s])] for i, s in alone]
        for (index, sentence), vector in zip(alone, self.embed_sentences(lost_texts), strict=True):
            sentences[index][sentence] = vector
        return [PassageVectors(*vectors) for vectors in zip(pooled, sentences, strict=True)]

    def _members(self, spans: NDArray[np.int64], batch: _Batch, row: int) -> NDArray[np.bool_]:
        """Which tokens (n, t) make up which span; none for a span that isn't covered whole."""
        begins, ends = batch.offsets[row].T
        # By its last character: some tokenizers count the space before a word to its first token.
        members = (ends > spans[:, :1]) & (ends <= spans[:, 1:]) & (ends > begins)
        if batch.truncated[row]:
            members[spans[:, 1] > ends.max()] = False
        return members if self._has_token_space else np.zeros_like(members)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for batch in self._batches(texts, prompt):
            vectors[batch.indices] = batch.pooled
        return vectors

    def _batches(self, texts: Sequence[str], prompt: str) -> Iterator[_Batch]:
        # Texts of like length together, or most of a batch would be padding.
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            indices = order[start : start + _BATCH]
            yield self._forward(indices, [texts[index] for index in indices], prompt)

    def _forward(self, indices: list[int], texts: list[str], prompt: str) -> _Batch:
        import torch

        with self._tokenizer_lock:
            features = self._model.preprocess(
                texts,
                prompt=prompt,
                processing_kwargs={"text": {"return_offsets_mapping": True}},
            )
        offsets = features.pop("offset_mapping").numpy()
        truncated = features["attention_mask"].sum(dim=1).numpy() == self._model.max_seq_length
        with torch.inference_mode():
            output = self._model(features)
        return _Batch(
            indices=indices,
            pooled=_normalise(output["sentence_embedding"].float().numpy()),
            tokens=output["token_embeddings"].float().numpy(),
            offsets=offsets,
            truncated=truncated,
        )


def _has_token_space(model: SentenceTransformer) -> bool:
    """Whether the mean of some token vectors lies in the space of the model's own vectors."""
    from sentence_transformers.models import Normalize, Pooling

    _transformer, pooling, *rest = model
    return (
        isinstance(pooling, Pooling)
        and pooling.pooling_mode == "mean"
        and all(isinstance(module, Normalize) for module in rest)
    )


def _normalise(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    normalised: NDArray[np.float32] = vectors / np.maximum(lengths, np.float32(1e-12))
    return normalised
