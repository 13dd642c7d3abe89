"""Which questions come in which order with which windows: a pure function of seed and place, so
that a resumed run goes on as if it had never stopped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

import numpy as np

from index.windows import Cutter
from training import vietnamese, written
from training.data import Collection, Example, Question, examples
from training.mine import Ints
from training.near_misses import NearMisses

# How many foreign passages a question brings along: none, one, two.
_NEGATIVES = (0.5, 0.4, 0.1)
# How many questions come once more with one particular altered, over the same window; and how
# many written ones with one of the questions that were written as near misses of that passage.
_ALTERED, _IN_VAIN = 0.5, 0.7
# Where a foreign passage comes from. What mining finds is seldom of the same article, which is
# what a reader of one office's documents has to tell apart most often.
_MINED, _SIBLING, _NEAR = 0.6, 0.2, 0.2


@dataclass(frozen=True)
class Group:
    """One question's windows; the first holds the answer, unless none does."""

    windows: tuple[Example, ...]
    answered: bool


class Rounds:
    """Endless rounds over the questions, each a draw of its own, by a mix of
    sources such as data.TRAIN."""

    def __init__(
        self,
        collection: Collection,
        negatives: Ints,
        cutter: Cutter,
        seed: int,
        mix: Mapping[str, float],
    ) -> None:
        self._collection, self._negatives = collection, negatives
        self._cutter, self._seed, self._mix = cutter, seed, mix
        self._near_misses = NearMisses(collection)
        self._in_vain = defaultdict(list)
        for question in collection.questions:
            if question.source == written.SOURCE and not question.answers:
                self._in_vain[question.passage].append(question.text)
        self._articles = defaultdict(list)
        for number, passage in enumerate(collection.passages):
            self._articles[passage.source, passage.article].append(number)
        self._order = lru_cache(maxsize=2)(self._draw)
        self.length = len(self._order(0))

    def _draw(self, number: int) -> Sequence[int]:
        random = np.random.default_rng((self._seed, number))
        drawn: list[int] = []
        for source, share in self._mix.items():
            of_source = [
                n
                for n, question in enumerate(self._collection.questions)
                if question.source == source
                # Those that are written in vain come beside their passage's answered ones.
                and (question.answers or source != written.SOURCE)
            ]
            # Consecutive rounds take consecutive parts of one shuffled order, so that a source
            # of share .5 has been seen whole after two.
            mixed = np.random.default_rng((self._seed, len(of_source))).permutation(of_source)
            count = round(share * len(mixed))
            drawn.extend(np.roll(mixed, -number * count)[:count].tolist())
        random.shuffle(drawn)
        return drawn

    def group(self, place: int) -> Group | None:
        """The group at a place in the endless order; None where its answer fits no window."""
        number, position = divmod(place, self.length)
        random = np.random.default_rng((self._seed, number, position))
        row = self._order(number)[position]
        question = self._collection.questions[row]
        text = self._collection.passages[question.passage].text
        if question.source == written.SOURCE:
            question = replace(question, text=_typed(question.text, random))
        if not question.answers:
            windows = examples(self._cutter, question.text, text)
            return Group((windows[random.integers(len(windows))],), answered=False)
        try:
            windows = examples(self._cutter, question.text, text, question.answers[0])
        except ValueError:
            return None
        holding = [window for window in windows if window.span != (0, 0)]
        chosen = [holding[random.integers(len(holding))]]
        near = self._without(windows, text, question.answers[0])
        for _ in range(random.choice(len(_NEGATIVES), p=_NEGATIVES)):
            window = self._negative(row, near, random)
            if window is not None:
                chosen.append(window)
        altered = self._near_miss(question, random)
        if altered is not None:
            chosen.append(self._asked_anew(altered, text, chosen[0]))
        return Group(tuple(chosen), answered=True)

    def _near_miss(self, question: Question, random: np.random.Generator) -> str | None:
        if question.source == written.SOURCE:
            in_vain = self._in_vain[question.passage]
            if not in_vain or random.random() >= _IN_VAIN:
                return None
            return _typed(in_vain[random.integers(len(in_vain))], random)
        if question.source == vietnamese.SOURCE or random.random() >= _ALTERED:
            return None  # generated passages bring near misses of their own
        return self._near_misses.altered(question, random)

    def _asked_anew(self, question: str, text: str, window: Example) -> Example:
        """A question that the passage does not answer, over (nearly) the same stretch of it."""
        begin = window.offsets[0][0]
        shown = examples(self._cutter, question, text)
        return min(shown, key=lambda one: abs(one.offsets[0][0] - begin))

    def _without(self, windows: list[Example], text: str, answer: tuple[int, int]) -> list[Example]:
        """Windows of the answer's own passage in which its words don't occur."""
        words = text[slice(*answer)].casefold()
        return [
            window
            for window in windows
            if words not in text[window.offsets[0][0] : window.offsets[-1][1]].casefold()
        ]

    def _negative(
        self, row: int, near: list[Example], random: np.random.Generator
    ) -> Example | None:
        where = random.random()
        if near and where >= _MINED + _SIBLING:
            return near[random.integers(len(near))]
        candidates = [n for n in self._negatives[row] if n >= 0]
        if where >= _MINED:
            candidates = self._siblings(row) or candidates
        if not candidates:
            return None
        passage = self._collection.passages[candidates[random.integers(len(candidates))]]
        windows = examples(self._cutter, self._collection.questions[row].text, passage.text)
        return windows[random.integers(len(windows))]

    def _siblings(self, row: int) -> list[int]:
        """Other passages of the article that don't hold the answer."""
        question = self._collection.questions[row]
        own = self._collection.passages[question.passage]
        answer = own.text[slice(*question.answers[0])].casefold()
        return [
            number
            for number in self._articles[own.source, own.article]
            if answer not in self._collection.passages[number].text.casefold()
        ]


def _typed(question: str, random: np.random.Generator) -> str:
    """As people type it, at times; another way each time that it is drawn."""
    return vietnamese.typed(question, Random(int(random.integers(2**32))))


def portions(groups: Sequence[Group], tokens: int) -> list[list[Group]]:
    """The groups in order, in runs of at most `tokens` tokens (or one group)."""
    runs: list[list[Group]] = []
    size = 0
    for group in groups:
        count = sum(len(window.ids) for window in group.windows)
        if not runs or size + count > tokens:
            runs.append([])
            size = 0
        runs[-1].append(group)
        size += count
    return runs
