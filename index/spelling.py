"""A question as people type it becomes the question as they meant it.

Without diacritics or with some of them, with Telex or VNI keys left in, with typing errors and
abbreviations: what each word can have been is weighed against the corpus's own words and pairs
of words (a noisy channel over a bigram model, decoded by Viterbi). There is no state: the
frequencies are looked up in the keyword index.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.aliases import Aliases
from index.counts import Counts, Frequencies, Prior
from index.readings import Kind, Reader, Reading, Word, words_of
from ingest import text as vi
from ingest.syllables import skeletons

__all__ = ["Change", "Frequencies", "Kind", "Spelled", "Speller"]

# How readily the person leaves diacritics out, mark by mark, and how likely each habit is
# beforehand. The question itself decides: «nước» typed right speaks against leaving out,
# «nuoc» for it.
_HABITS = {0.002: 0.6, 0.03: 0.04, 0.5: 0.16, 0.95: 0.2}
_HABITS_BARE, _HABITS_MARKED = (0.002, 0.95), (0.002, 0.03, 0.5)
# «TP. Huế»: the full stop belongs to the abbreviation unless it ends the sentence.
_ABBREVIATED = re.compile(r"\.(?=\s*\w)")
_MOST_WORDS = 100  # that are read; what follows stays as typed


@dataclass(frozen=True)
class Change:
    """A run of the typed text that was understood otherwise; `confidence` in 0.5–1 is the
    probability of this reading against the next best one. (On XQuAD without diacritics .99 was
    right in .997 of the cases, .9 in .89, .7 in .75, .5 in .45.)"""

    start: int
    end: int
    typed: str
    understood: str
    kind: Kind
    confidence: float


@dataclass(frozen=True)
class Spelled:
    """`typed` is the cleaned question, to which the changes' offsets refer; `text` the question
    as understood."""

    typed: str
    text: str
    changes: tuple[Change, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.changes)

    @property
    def expansions(self) -> tuple[str, ...]:
        """What abbreviations stand for, for the keyword side to look for besides."""
        return tuple(change.understood for change in self.of(Kind.ABBREVIATION))

    def applying(self, changes: Iterable[Change]) -> str:
        """What was typed with these of its changes made."""
        text, end = "", 0
        for change in sorted(changes, key=lambda change: change.start):
            text += self.typed[end : change.start] + change.understood
            end = change.end
        return text + self.typed[end:]

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds."""
        return tuple(change for change in self.changes if change.kind in kinds)


class Speller:
    """Reads questions by the corpus's frequencies and the known names."""

    def __init__(self, frequencies: Frequencies, aliases: Aliases) -> None:
        self._frequencies = frequencies
        self._prior = Prior.of(aliases)

    def read(self, question: str) -> Spelled:
        """The question as meant. One in another language, and one that is right, stays."""
        typed = vi.clean(question)
        words = words_of(typed)[:_MOST_WORDS]
        if not words:
            return Spelled(typed, typed)
        counts = Counts(self._frequencies, self._prior)
        reader = Reader(words, counts, self._prior)
        if reader.foreign:
            return Spelled(typed, typed)
        lattice = _Lattice(len(words), reader.readings(), counts)
        kept = sum(word.marks for word in words if word.vietnamese)
        path = lattice.best(kept)
        return _spelled(typed, words, path)


class _Lattice:
    """All readings of a question with the bigram model's scores between neighbours."""

    def __init__(self, length: int, readings: Sequence[Reading], counts: Counts) -> None:
        self._readings = sorted(readings, key=lambda reading: (reading.start, reading.end))
        ends: list[list[int]] = [[] for _ in range(length + 1)]
        self._over: list[list[int]] = [[] for _ in range(length)]
        for number, reading in enumerate(self._readings):
            ends[reading.end].append(number)
            for place in range(reading.start, reading.end):
                self._over[place].append(number)
        self._last = ends[length]
        self._before = [ends[reading.start] for reading in self._readings]
        counts.learn_pairs(self._neighbours())
        self._own = [
            reading.cost + sum(counts.after(a, b) for a, b in reading.inner)
            for reading in self._readings
        ]
        self._steps = [
            [counts.after(self._readings[p].words[-1], reading.words[0]) for p in before]
            if reading.start
            else [counts.alone(reading.words[0])]
            for reading, before in zip(self._readings, self._before, strict=True)
        ]

    def _neighbours(self) -> Iterable[tuple[str, str]]:
        for reading, before in zip(self._readings, self._before, strict=True):
            yield from reading.inner
            for number in before:
                yield self._readings[number].words[-1], reading.words[0]

    def best(self, kept: int) -> list[tuple[Reading, float]]:
        """The readings of the likeliest path, in order, each with its margin in nats over the
        likeliest path that has another reading in its place. `kept` counts the diacritics
        typed."""
        habit, scores = max(
            # Who typed some diacritics leaves none out always, who typed none does.
            ((rate, self._forward(rate)) for rate in (_HABITS_MARKED if kept else _HABITS_BARE)),
            key=lambda found: self._evidence(found[0], found[1], kept),
        )
        rest = self._backward(habit)
        whole = [score + after for score, after in zip(scores, rest, strict=True)]
        return [
            (self._readings[number], self._margin(number, whole)) for number in self._path(scores)
        ]

    def _evidence(self, rate: float, scores: Sequence[float], kept: int) -> float:
        """Log-probability of the question if diacritics are left out at this rate."""
        best = max(scores[number] for number in self._last)
        return best + kept * math.log1p(-rate) + math.log(_HABITS[rate])

    def _forward(self, rate: float) -> list[float]:
        """The log-probability of the likeliest path up to each reading."""
        left_out = math.log(rate)
        scores: list[float] = []
        for number, reading in enumerate(self._readings):
            steps, before = self._steps[number], self._before[number]
            reached = (
                max((scores[p] + s for p, s in zip(before, steps, strict=True)), default=-math.inf)
                if reading.start
                else steps[0]
            )
            scores.append(reached + self._own[number] + reading.missing * left_out)
        return scores

    def _backward(self, rate: float) -> list[float]:
        """The log-probability of the likeliest path from each reading to the end."""
        left_out = math.log(rate)
        last = set(self._last)
        rest = [0.0 if number in last else -math.inf for number in range(len(self._readings))]
        for number in reversed(range(len(self._readings))):
            if not self._readings[number].start:
                continue
            onward = rest[number] + self._own[number] + self._readings[number].missing * left_out
            for before, step in zip(self._before[number], self._steps[number], strict=True):
                rest[before] = max(rest[before], onward + step)
        return rest

    def _path(self, scores: Sequence[float]) -> list[int]:
        number = max(self._last, key=lambda last: scores[last])
        path = [number]
        while self._readings[number].start:
            steps = dict(zip(self._before[number], self._steps[number], strict=True))
            number = max(steps, key=lambda before: scores[before] + steps[before])
            path.append(number)
        return path[::-1]

    def _margin(self, chosen: int, whole: Sequence[float]) -> float:
        reading = self._readings[chosen]
        others = {
            number
            for place in range(reading.start, reading.end)
            for number in self._over[place]
            if number != chosen
        }
        return whole[chosen] - max((whole[number] for number in others), default=-math.inf)


def _spelled(typed: str, words: Sequence[Word], path: Sequence[tuple[Reading, float]]) -> Spelled:
    shouted = typed.isupper()
    pieces: list[str] = []
    changes: list[Change] = []
    written = 0
    for reading, margin in path:
        start, end = words[reading.start].start, words[reading.end - 1].end
        was = typed[start:end]
        understood = _written(reading, was, shouted)
        if reading.kind is Kind.ABBREVIATION and _ABBREVIATED.match(typed, end):
            end += 1
        pieces += [typed[written:start], understood]
        if reading.kind:
            confidence = 1 / (1 + math.exp(-min(margin, 50.0)))
            changes.append(
                Change(start, end, typed[start:end], understood, reading.kind, confidence)
            )
        written = end
    return Spelled(typed, "".join(pieces) + typed[written:], tuple(changes))


def _written(reading: Reading, typed: str, shouted: bool) -> str:
    """The reading in the capitals of what was typed; a question all in capitals in none, since
    the embedding model reads those badly."""
    if reading.kind is None:
        return typed.lower() if shouted and vi.fold(typed) in skeletons() else typed
    if reading.form:
        return reading.form
    words = " ".join(reading.words)
    if shouted:
        return words
    if len(words) == len(typed):
        return "".join(
            new.upper() if old.isupper() else new for new, old in zip(words, typed, strict=True)
        )
    if typed.isupper() and len(typed) > 1:
        return words.upper()
    return words[0].upper() + words[1:] if typed[0].isupper() else words
