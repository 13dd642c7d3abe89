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
_LEAST = 0.3  # of a question's or goal's words that are said by what is about it
_LIKE = 0.08  # taken off for everything chosen that is of the same section, document or kind
_DULL = 0.2  # taken off for what is dull
_LONG = 150  # words: what is as long says as much by chance
# Words that ask, or that goals are written with.
_ASKING = frozenset(
    "nào gì ai mấy bao nhiêu là những các được theo hiện nay thế khi phải có đã gồm và với của cho"
    " biết nêu nắm làm kể hiểu phân biệt một việc cần mỗi từng trong ở thì cái".split()
)


@dataclass(frozen=True)
class Focus:
    """A module's goals and questions against the sentences that its lesson has."""

    module: Module
    sentences: tuple[str, ...]

    def covers(self, text: str) -> tuple[float, ...]:
        """For each question, then each goal, the share of its words that the text says, 0 to 1,
        a word weighing the more the fewer sentences have it."""
        said = _features(text)
        long = 1 + len(text.split()) / _LONG
        return tuple(
            sum(weight for word, weight in line.items() if word in said) / total / long
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
    dull: Callable[[T], bool] = lambda _one: False,
) -> tuple[list[T], list[T]]:  # fmt: skip
    """Those that are about the module's questions and goals, and the rest. Of the first the best
    on each question comes before the second best on any; of all, what is of another section,
    document or kind (`likes`) before more of the same, and what is `dull` late. Ties are broken by
    hashes."""
    ordered = sorted(options, key=lambda one: short_hash("rank", identity(one)))
    left = dict(enumerate(ordered))
    covers = {at: focus.covers(text(one)) for at, one in left.items()}
    seen: Counter[Hashable] = Counter()

    def like(at: int) -> float:
        one = ordered[at]
        return _LIKE * sum(seen[like] for like in likes(one)) + _DULL * dull(one)

    def take(at: int, found: list[T]) -> None:
        found.append(left.pop(at))
        seen.update(likes(ordered[at]))

    about: list[T] = []
    lines = list(range(len(focus.covers(""))))
    while lines:
        for line in list(lines):
            fitting = [at for at in left if covers[at][line] >= _LEAST]
            if fitting:
                worth = {at: covers[at][line] - like(at) for at in fitting}
                take(max(worth, key=worth.__getitem__), about)
            else:
                lines.remove(line)
    rest: list[T] = []
    while left:
        take(min(left, key=like), rest)
    return about, rest


def _features(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", vi.lower_key(text))
    pairs = (f"{a} {b}" for a, b in pairwise(words) if not {a, b} & _ASKING)
    return frozenset(words) - _ASKING | frozenset(pairs)
