"""How right an answer is, and how well scores part right from wrong. Pure."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)
# Scripts without spaces are compared letter by letter, as CMRC 2018 and JaQuAD do.
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")


def normalise(answer: str, *, english: bool = False) -> list[str]:
    """SQuAD's: lower case, without punctuation (and English articles), in words."""
    text = "".join(
        character
        for character in unicodedata.normalize("NFC", answer).lower()
        if character not in _PUNCTUATION and not unicodedata.category(character).startswith("P")
    )
    if english:
        text = _ARTICLES.sub(" ", text)
    return _UNSPACED.sub(r" \1 ", text).split()


def exact(given: str, expected: Iterable[str], *, english: bool = False) -> float:
    """1 if the answer is one of those expected. Nothing is right only where nothing is."""
    words = normalise(given, english=english)
    return float(any(words == normalise(one, english=english) for one in expected))


def f1(given: str, expected: Iterable[str], *, english: bool = False) -> float:
    """The harmonic mean of the words' precision and recall, against the best of `expected`."""
    words = normalise(given, english=english)
    return max((_f1(words, normalise(one, english=english)) for one in expected), default=0.0)


def _f1(given: list[str], expected: list[str]) -> float:
    if not given or not expected:
        return float(given == expected)
    same = sum((Counter(given) & Counter(expected)).values())
    return 2 * same / (len(given) + len(expected))


def auroc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """How often a right one scores above a wrong one; a tie counts half."""
    if not right or not wrong:
        return float("nan")
    order = np.sort(np.asarray(wrong))
    below = np.searchsorted(order, right, "left") + np.searchsorted(order, right, "right")
    return float(below.mean() / (2 * len(wrong)))
