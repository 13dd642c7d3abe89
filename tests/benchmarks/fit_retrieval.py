"""Fits the weights of index/search.py: log-odds that a candidate is the right one (softmax over the
candidates), on the articles of XQuAD that are declared development data. Called by
`retrieval.py --fit`."""

from __future__ import annotations

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
