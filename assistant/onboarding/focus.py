"""What a module is for, as the path says it in goals and questions, and which of many passages
say most of it. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from assistant.onboarding.paths import Module
from ingest import text as vi
from ingest.document import short_hash

T = TypeVar("T")

_PAIR = 1.5  # what two neighbouring syllables weigh more than one
_AGAIN = 0.45  # what a goal is worth that something chosen already is about
_LIKE = 0.08  # taken off for everything chosen that is of the same section, document or kind


@dataclass(frozen=True)
class Focus:
    """A module's goals and questions against the sentences that its lesson has."""

    module: Module
    sentences: tuple[str, ...]

    def covers(self, text: str) -> tuple[float, ...]:
        """For each question and goal the share of its words that the text says, 0 to 1, a word
        weighing the more the fewer sentences have it."""
        said = _features(text)
        return tuple(
            sum(weight for word, weight in line.items() if word in said) / total
            for line, total in self._lines
        )

    @cached_property
    def _lines(self) -> tuple[tuple[dict[str, float], float], ...]:
        held = Counter(word for one in self.sentences for word in _features(one))
        count = len(self.sentences)

        def weight(word: str) -> float:
            rare = math.log((1 + count) / (1 + held[word])) if held[word] else 0.5
            return rare * (_PAIR if " " in word else 1.0)

        found = []
        for told in (*self.module.questions, *self.module.goals):
            weights = {word: weight(word) for word in _features(told)}
            found.append((weights, sum(weights.values()) or 1.0))
        return tuple(found)


def ranked(
    options: Iterable[T], focus: Focus, text: Callable[[T], str],
    likes: Callable[[T], Sequence[Hashable]], identity: Callable[[T], str],
) -> list[T]:  # fmt: skip
    """All options, one after another the one that says most of what those before it don't;
    `likes` are what makes two of a kind. Ties are broken by hashes."""
    left = [(one, focus.covers(text(one)), tuple(likes(one))) for one in options]
    left.sort(key=lambda one: short_hash("rank", identity(one[0])))
    worth = [1.0] * max((len(covers) for _, covers, _ in left), default=0)
    seen: Counter[Hashable] = Counter()
    found = []
    while left:
        values = [
            max((share * value for share, value in zip(covers, worth, strict=True)), default=0.0)
            - _LIKE * sum(seen[like] for like in likes_)
            for _, covers, likes_ in left
        ]
        at = values.index(max(values))
        one, covers, likes_ = left.pop(at)
        found.append(one)
        seen.update(likes_)
        if covers:
            best = max(range(len(covers)), key=lambda line: covers[line] * worth[line])
            worth[best] *= _AGAIN
    return found


def _features(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", vi.lower_key(text))
    return frozenset(words) | {f"{a} {b}" for a, b in pairwise(words)}
