"""Hard negatives: passages that look like the one asked about and don't hold the answer.

The training passages are searched the way the product searches: cosine of e5 vectors and BM25,
added as z-scores with weight .7 for the vectors. BM25 counts the tokenizer's pieces, since
Japanese, Chinese and Thai don't part words by spaces.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]

from index.encoder import Encoder, load_encoder
from index.windows import BEGIN, END, Cutter
from training import vietnamese
from training.data import Collection

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

KEPT = 8  # negatives a question
_LOOKED_AT = 40
_DENSE_WEIGHT = 0.7
_COMMON = 0.1  # pieces in more passages than this tell nothing apart
_K1, _B = 1.2, 0.75
_AT_ONCE = 500
_TOKENS = 4000


def negatives(
    collection: Collection, cutter: Cutter, model: Path, cache: Path, *, dense: bool
) -> Ints:
    """For each question (row) up to KEPT passages of its source, hardest first, then -1.

    Without `dense` only BM25 is asked: encoding 15,000 passages takes an hour on two cores.
    The result is kept in the folder `cache`, under a name that holds the questions' digest.
    """
    digest = hashlib.sha256(repr((collection, dense, KEPT)).encode()).hexdigest()[:16]
    file = cache / f"negatives-{digest}.npy"
    if file.is_file():
        kept: Ints = np.load(file)
        return kept
    found = np.full((len(collection.questions), KEPT), -1, np.int32)
    encoder = load_encoder(model) if dense else None
    for source in dict.fromkeys(question.source for question in collection.questions):
        if source == vietnamese.SOURCE:
            continue  # other scenes may tell of the same things otherwise
        _mine(collection, source, cutter, encoder, found)
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as stream:
        np.save(stream, found)
    unfinished.rename(file)
    return found


def _mine(
    collection: Collection, source: str, cutter: Cutter, encoder: Encoder | None, found: Ints
) -> None:
    """Fills the rows of one source's questions."""
    rows = [n for n, question in enumerate(collection.questions) if question.source == source]
    columns = [n for n, passage in enumerate(collection.passages) if passage.source == source]
    asked = [cutter.pieces(collection.questions[n].text)[0] for n in rows]
    texts = [cutter.pieces(collection.passages[n].text)[0] for n in columns]
    idf, weights = bm25(texts)
    queries = _counts(asked, idf.size, binary=True).multiply(idf[None, :]).tocsr()
    if encoder is not None:
        query_vectors = vectors(encoder, cutter.pieces("query:")[0], asked)
        text_vectors = vectors(encoder, cutter.pieces("passage:")[0], texts)
    for begin in range(0, len(rows), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        scores = (queries[part] @ weights.T).toarray()
        if encoder is not None:
            cosines = query_vectors[part] @ text_vectors.T
            scores = (1 - _DENSE_WEIGHT) * standard(scores) + _DENSE_WEIGHT * standard(cosines)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :_LOOKED_AT]
        for row, order in zip(rows[part], best, strict=True):
            kept = _without_answer(collection, row, [columns[n] for n in order])
            found[row, : len(kept)] = kept


def _without_answer(collection: Collection, row: int, candidates: list[int]) -> list[int]:
    question = collection.questions[row]
    own = collection.passages[question.passage].text
    answers = {own[start:end].casefold() for start, end in question.answers}
    kept = []
    for number in candidates:
        text = collection.passages[number].text
        if text != own and not any(answer in text.casefold() for answer in answers):
            kept.append(number)
    return kept[:KEPT]


def bm25(texts: list[tuple[int, ...]]) -> tuple[Floats, sparse.csr_matrix]:
    """Each piece's inverse document frequency, and its saturated frequency in each text."""
    size = max((max(text, default=0) for text in texts), default=0) + 1
    counts = _counts(texts, size).astype(np.float32)
    frequency = np.bincount(counts.indices, minlength=size)
    idf = np.log1p((len(texts) - frequency + 0.5) / (frequency + 0.5))
    idf[frequency > max(_COMMON * len(texts), 5)] = 0
    lengths = np.asarray(counts.sum(1)).ravel()
    norm = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1))
    rows = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    counts.data = counts.data * (_K1 + 1) / (counts.data + norm[rows])
    return idf.astype(np.float32), counts


def bm25_scores(questions: Sequence[list[str]], texts: Sequence[list[str]]) -> Floats:
    """BM25 of every question (row) against every text, of ready-made terms."""
    numbers: dict[str, int] = {}
    encoded = [tuple(numbers.setdefault(term, len(numbers)) for term in text) for text in texts]
    asked = [tuple(numbers[term] for term in terms if term in numbers) for terms in questions]
    idf, weights = bm25(encoded)
    queries = _counts(asked, idf.size, binary=True).multiply(idf[None, :]).tocsr()
    scores: Floats = (queries @ weights.T).toarray()
    return scores


def _counts(texts: list[tuple[int, ...]], size: int, binary: bool = False) -> sparse.csr_matrix:
    rows, columns = [], []
    for row, text in enumerate(texts):
        for piece in set(text) if binary else text:
            if piece < size:
                rows.append(row)
                columns.append(piece)
    ones = np.ones(len(rows), np.float32)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(len(texts), size))


@torch.inference_mode()
def vectors(encoder: Encoder, prefix: tuple[int, ...], texts: list[tuple[int, ...]]) -> Floats:
    """e5 vectors (n, hidden) of token ids: mean over all tokens, of length 1."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    encoder = encoder.to(device, torch.bfloat16)
    room = encoder.shape.positions - len(prefix) - 2
    found: list[Floats] = []
    batch: list[tuple[int, ...]] = []
    for number, text in enumerate(texts):
        batch.append((BEGIN, *prefix, *text[:room], END))
        if sum(map(len, batch)) > _TOKENS or number + 1 == len(texts):
            ids = torch.tensor([piece for ids in batch for piece in ids], device=device)
            lengths = [len(ids) for ids in batch]
            states = encoder(ids, lengths).float().split(lengths)
            pooled = torch.stack([state.mean(0) for state in states])
            found.append(torch.nn.functional.normalize(pooled).cpu().numpy())
            batch = []
    return np.concatenate(found)


def standard(scores: Floats) -> Floats:
    """z-scores within each row."""
    deviation = np.maximum(scores.std(1, keepdims=True), 1e-6)
    standard: Floats = (scores - scores.mean(1, keepdims=True)) / deviation
    return standard
