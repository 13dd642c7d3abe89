"""What sentences count: whether two of them tell the same, or count the same thing differently.
Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.particulars import particulars
from assistant.quantities import Quantity, same_unit
from ingest import text as vi

_SAME = 0.8  # overlap of syllables from which two sentences say the same
_ALIKE = 0.5  # the same, where they count the same thing
_AKIN = 0.25  # the same, where they count several things alike
_SEVERAL = 2
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})


def figures(text: str) -> tuple[Quantity, ...]:
    """What a text counts or measures. Dates, spans of time and «một» count nothing."""
    return tuple(
        one
        for one in particulars(text).quantities
        if not one.vague and one.measure not in _TIMES and (one.measure or one.counted)
    )


def same(one: str, other: str) -> bool:
    """Whether two sentences say the same, to the number; or count the same thing alike, in
    words of which half are the same; or several things, in fewer. Those that count a thing
    differently, or name other years, never do."""
    first, second = (set(vi.terms(text, folded=True)) for text in (one, other))
    shared = _overlap(first, second)
    if shared >= _SAME and not any(map(str.isdigit, "".join(first ^ second))):
        return True
    if shared < _AKIN or _other_years(one, other):
        return False
    mine, theirs = figures(one), figures(other)
    if any(_rivals(mine, theirs)):
        return False
    agreed = sum(any(_equal(figure, rival) for rival in theirs) for figure in mine)
    return agreed >= (1 if shared >= _ALIKE else _SEVERAL)


def differences(one: str, other: str) -> list[tuple[Quantity, Quantity]]:
    """What two sentences that are about the same count differently. Figures that each name
    years of their own differ rightly."""
    words = [
        {term for term in vi.terms(text, folded=False) if not term[0].isdigit()}
        for text in (one, other)
    ]
    if _overlap(*words) < _ALIKE or _other_years(one, other):
        return []
    return list(_rivals(figures(one), figures(other)))


def _rivals(
    mine: tuple[Quantity, ...], theirs: tuple[Quantity, ...]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Each figure beside the first of its kind, where none of its kind is the same."""
    for figure in mine:
        rivals = [one for one in theirs if same_unit(figure, one)]
        if rivals and not any(_equal(figure, one) for one in rivals):
            yield figure, rivals[0]


def _equal(one: Quantity, other: Quantity) -> bool:
    return same_unit(one, other) and (one.low, one.high) == (other.low, other.high)


def _other_years(one: str, other: str) -> bool:
    years = [{year for _, year in vi.years(text)} for text in (one, other)]
    return all(years) and years[0].isdisjoint(years[1])


def _overlap(first: set[str], second: set[str]) -> float:
    """The share of the shorter one's words that the other has too."""
    return len(first & second) / max(1, min(len(first), len(second)))
