"""Fits the weights of index/search.py: log-odds that a candidate is the right one (softmax over the
candidates), and how far the reader may reorder the first few, on the articles of XQuAD that are
declared development data. Called by `retrieval.py --fit`."""

from __future__ import annotations

from collections.abc import Sequence
from unittest import mock

import numpy as np
import xquad
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax

from assistant import build
from index.access import OPERATOR
from index.late import NO_TOKENS, similarities

NAMES = ("_TOKENS", "_KEYWORD", "_SENTENCE")
_PRIOR = 1e-3  # of the squared weights in tens; keeps what tells nothing near nothing


def rows(office: build.Office, question: str) -> tuple[list[str], np.ndarray]:
    """The candidates' documents, and what speaks for each: (candidates, 3)."""
    searcher = office.searcher
    spelled = searcher._speller.read(question)
    query = searcher._embedder.embed_query(spelled.text)
    keyword = searcher._keyword(spelled, None)
    dense = searcher._vectors.nearest(query.vector, 60)
    chunks = searcher._catalog.chunks({**dense, **keyword}, OPERATOR)
    kept = searcher._tokens.of(list(chunks))
    near = similarities(query.tokens, [kept.get(key, NO_TOKENS) for key in chunks])
    counts = {key: len(chunk.sentences) for key, chunk in chunks.items()}
    cosines = searcher._vectors.sentence_cosines(query.vector, counts)
    found = [
        [tokens, keyword.get(key, 0.0), max(cosines[key], default=0.0)]
        for key, tokens in zip(chunks, near, strict=True)
    ]
    return [chunk.document.file.removesuffix(".txt") for chunk in chunks.values()], np.array(found)


def fit(in_vi: build.Office) -> None:
    asked = []
    for item in xquad.items():
        if item.development:
            files, found = rows(in_vi, item.question)
            right = np.array([file == item.passage for file in files])
            if right.any():
                asked.append((found, right))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = len(asked) * _PRIOR * np.sum((weights / 10) ** 2)
        slope = len(asked) * _PRIOR * weights / 50
        for found, right in asked:
            odds = found @ weights
            total += logsumexp(odds) - logsumexp(odds[right])
            expected = softmax(odds)
            expected[right] -= softmax(odds[right])
            slope = slope + expected @ found
        return total, slope

    best = minimize(loss, np.full(len(NAMES), 10.0), jac=True, method="L-BFGS-B")
    weights = {name: round(float(w), 1) for name, w in zip(NAMES, best.x, strict=True)}
    print(f"fitted to {len(asked)} questions: {weights}")


def second_stage(asked: Sequence[tuple[build.Office, str, str]]) -> None:
    """Prints R@1 by how close to the first a passage must lie to be read, and by the weight of
    the reader's logits. `asked` holds a store, a question and the name of its passage."""
    read = []
    for office, question, right in asked:
        searcher = office.searcher
        with mock.patch.object(searcher, "_reader", None):
            hits = searcher.search(question, OPERATOR, 4)
        hits = searcher._read(searcher._speller.read(question).text, hits)
        files = [hit.chunk.document.file.removesuffix(".txt") == right for hit in hits]
        best = [hit.reading.best.margin if hit.reading.best else -12.0 for hit in hits]
        answers = [hit.reading.answers for hit in hits]
        read.append((np.array([hit.score for hit in hits]), np.array(best), answers, files))
    print(f"{len(read)} questions, R@1 without the reader {np.mean([f[0] for *_, f in read]):.3f}")
    for close in (0.5, 1.0, 2.0, 3.0, 6.0):
        for answering in (0.0, 0.25, 0.5, 1.0):
            cells = []
            for margin in (0.0, 0.15, 0.3, 0.6, 1.0):
                first = []
                for scores, best, answers, files in read:
                    near = scores[0] - scores < close
                    total = scores + margin * best + answering * np.array(answers)
                    first.append(files[int(np.where(near, total, -1e9).argmax())])
                cells.append(f"{np.mean(first):.3f}")
            print(f"  close {close}, answers {answering}: by margin {cells}", flush=True)
    number = [np.sum(scores[0] - scores < 4.0) for scores, *_ in read]
    print(f"  passages within 4: {np.mean(number):.2f} on average")
