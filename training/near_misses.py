"""Questions that a passage would answer, were it not for one particular: another year, number,
name or place. A reader that has only seen foreign passages as «not here» answers them all."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from training.data import Collection, Question

# What a question is about, by scripts: numbers, capitalised words, katakana, Chinese characters.
_PARTICULARS = {
    "number": re.compile(r"\d+"),
    "name": re.compile(r"(?<=[\w,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*"),
    "katakana": re.compile(r"[ァ-ヴー]{3,}"),
    "characters": re.compile(r"(?<![一-龥])[一-龥]{2,5}(?![一-龥])"),
}
_NEAREST = 12  # how far another number lies from the one asked about, at most
_TRIES = 4
_MOST_ARTICLES = 2


class NearMisses:
    """Alters questions of a collection. Names are exchanged for those that other questions of
    the same source ask about."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        articles: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for question in collection.questions:
            article = collection.passages[question.passage].article
            for kind, pattern in _PARTICULARS.items():
                for name in pattern.findall(question.text) if kind != "number" else ():
                    articles[question.source, kind, name].add(article)
        # What many articles are asked about is no name.
        self._names = {key for key, found in articles.items() if len(found) <= _MOST_ARTICLES}
        self._pools: dict[tuple[str, str], list[str]] = defaultdict(list)
        for source, kind, name in articles:
            if (source, kind, name) in self._names:
                self._pools[source, kind].append(name)

    def _particulars(self, question: Question) -> list[tuple[str, re.Match[str]]]:
        """Numbers and names that the passage has too."""
        passage = self._collection.passages[question.passage].text
        return [
            (kind, found)
            for kind, pattern in _PARTICULARS.items()
            for found in pattern.finditer(question.text)
            if found.group() in passage
            and (kind == "number" or (question.source, kind, found.group()) in self._names)
        ]

    def altered(self, question: Question, random: np.random.Generator) -> str | None:
        """The question with one particular exchanged for one that its passage does not have;
        None where it has none to exchange."""
        passage = self._collection.passages[question.passage].text
        found = self._particulars(question)
        for _ in range(_TRIES if found else 0):
            kind, particular = found[random.integers(len(found))]
            if kind == "number":
                other = _number_near(particular.group(), random)
            else:
                pool = self._pools[question.source, kind]
                other = pool[random.integers(len(pool))]
            if other not in passage and other not in question.text:
                start, end = particular.span()
                return question.text[:start] + other + question.text[end:]
        return None


def _number_near(digits: str, random: np.random.Generator) -> str:
    """Of as many digits, not far off: another year of the decade, another count."""
    away = int(random.integers(1, _NEAREST + 1)) * (1 if random.random() < 0.5 else -1)
    near = abs(int(digits) + away)
    return str(near).zfill(len(digits))[-len(digits) :]
