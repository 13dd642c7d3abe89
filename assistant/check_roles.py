"""Whether who does and to whom it is done are the same in a sentence and its evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.anchors import Kind, Named, joined, named
from assistant.claims import Claim, Ground, Unsupported
from index.aliases import Aliases

_PASSIVE = re.compile(r"(?:được|bị|do|bởi|by)\s+(?:[^\W\d]+\s+){0,3}$")
# Between two who may be named in either order; the second where one is a person.
_MUTUAL = re.compile(r"(?<!\w)(?:với|giữa|hợp tác|kết nghĩa|with|between)(?!\w)")
_IS = re.compile(r"(?<!\w)(?:là|giữ chức|làm|is|as)(?!\w)")
_SOME_DELEGATION = "đoàn|"  # told by its country, a name of its own
_ASIDE = re.compile(
    r"(?<!\w)(?:tại|ở|theo|in|at|according to)\s+(?:\w+\.?\s+){0,2}$", re.IGNORECASE
)


@dataclass(frozen=True)
class _Two:
    """Two names of a text, the earlier first, among all its names."""

    text: str
    first: Named
    second: Named
    names: Sequence[Named]

    @property
    def between(self) -> str:
        return self.text[self.first.end : self.second.start]

    @property
    def amid(self) -> list[Named]:
        """The names between them."""
        within = range(self.first.end, self.second.start)
        return [one for one in self.names if one.start in within]

    @property
    def joined(self) -> bool:
        return joined(self.text, self.first, self.second, self.names)


def roles(claim: str, ground: Ground, aliases: Aliases) -> Iterator[Unsupported]:
    """Two who are named in the claim and in one sentence of the evidence must stand there in
    the same parts: «A thăm B» is no «B thăm A», nor is it borne out by «A thăm C, D thăm B»."""
    for two in _pairs(claim, aliases):
        told = [
            _alike(two, other, turned=turned)
            for sentence in ground.sentences
            for other, turned in _same(two, sentence, aliases)
        ]
        if told and not any(told):
            yield Unsupported(Claim.ROLE, claim[two.first.start : two.second.end])


def _pairs(claim: str, aliases: Aliases) -> Iterator[_Two]:
    """Of whom the claim may say that one does something to the other."""
    names = [
        one
        for one in named(claim, aliases)
        if one.key != _SOME_DELEGATION and not _ASIDE.search(claim[: one.start])
    ]
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            two = _Two(claim, first, second, names)
            nested = first.end > second.start or first.is_same(second)
            if not nested and not two.joined and not _in_own_clauses(two):
                yield two


def _in_own_clauses(two: _Two) -> bool:
    """Whether they stand in clauses of which each has its own: «Lào thăm Huế, Thái Lan thăm Đà
    Nẵng»."""
    commas = [match.start() for match in re.finditer("[,;]", two.text[: two.second.start])]
    if not commas or commas[-1] < two.first.end:
        return False
    begins = max((at for at in commas if at < two.first.start), default=0)
    return any(
        one.kind is two.second.kind
        and begins <= one.start < commas[-1]
        and not joined(two.text, one, two.second, two.names)
        for one in two.names
    )


def _same(two: _Two, sentence: str, aliases: Aliases) -> Iterator[tuple[_Two, bool]]:
    """Each place where the sentence names both, and whether it names the second first."""
    names = named(sentence, aliases)
    for one in names:
        for other in names:
            if two.first.is_same(one) and two.second.is_same(other):
                if one.end <= other.start:
                    yield _Two(sentence, one, other, names), False
                elif other.end <= one.start:
                    yield _Two(sentence, other, one, names), True


def _alike(two: _Two, other: _Two, *, turned: bool) -> bool:
    same_voice = bool(_PASSIVE.search(two.between)) is bool(_PASSIVE.search(other.between))
    return (turned is not same_voice or _is_even(two, other)) and not _is_parted(two, other)


def _is_even(two: _Two, other: _Two) -> bool:
    """Whether the order of the names says nothing: «Giám đốc Sở là ông A», «A ký với B»."""
    orderless = [_MUTUAL]
    if Kind.PERSON in (two.first.kind, two.second.kind):
        orderless.append(_IS)
    return all(any(pattern.search(each.between) for pattern in orderless) for each in (two, other))


def _is_parted(two: _Two, other: _Two) -> bool:
    """Whether one of the same kind stands between the others, who so belong to others."""
    for one in other.amid:
        ends = (other.first, other.second)
        if any(one.is_same(name) for name in (*ends, *two.amid)):
            continue
        if one.kind is other.second.kind:
            beside = joined(other.text, one, other.second, other.names)
        elif one.kind is other.first.kind:
            beside = joined(other.text, other.first, one, other.names)
        else:
            continue
        if not beside:
            return True
    return False
