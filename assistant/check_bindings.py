"""Whether a number or date is said of what it is said of in the evidence: of the same year, place,
person, unit or thing, and not of a whole what is a part's. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.anchors import Kind, Named, Owners, joined, named, owners, years
from assistant.check_words import content
from assistant.claims import Ground
from assistant.particulars import Particulars, When, particulars
from assistant.quantities import Quantity, same_unit
from index.aliases import Aliases


@dataclass(frozen=True)
class Pair:
    """A number of a claim, and the same in a text of the ground."""

    claim: Particulars
    ours: Quantity
    parsed: Particulars
    theirs: Quantity
    ground: Ground
    aliases: Aliases

    @property
    def of_ours(self) -> Owners:
        return owners(self.claim.text, self.ours.start, self.aliases)

    @property
    def of_theirs(self) -> Owners:
        return self.of(self.theirs)

    @property
    def said(self) -> list[Named]:
        """What is named where the claim follows upon it."""
        return [*named(self.ground.said, self.aliases), *years(self.ground.said)]

    def of(self, quantity: Quantity) -> Owners:
        """What a number of the evidence is said of."""
        return owners(self.parsed.text, quantity.start, self.aliases)


def belongs(pair: Pair) -> bool:
    """Whether both numbers may be said of the same thing."""
    return (
        _agree(pair.claim.text, pair.of_ours, pair.parsed.text, pair.of_theirs)
        and not _is_anothers(pair)
        and not _is_part_said_of_whole(pair)
        and not _leaves_year_out(pair)
    )


def is_days(
    claim: Particulars, when: When, parsed: Particulars, other: When, aliases: Aliases
) -> bool:
    """Whether both dates may be said of the same place, person and unit; of the only one in a
    sentence all in it may be said."""
    days = {(one.year, one.month, one.day) for one in parsed.whens}
    if len(days) < 2:
        return True
    ours = owners(claim.text, when.start, aliases)
    theirs = dict(owners(parsed.text, other.start, aliases))
    theirs.pop(Kind.YEAR, None)
    return _agree(claim.text, ours, parsed.text, theirs)


# Owners ----------------------------------------------------------------------------------------


def _agree(text: str, ours: Owners, their_text: str, theirs: Owners) -> bool:
    """Whether both have the same owners, as far as both have any: of «năm 2022 đón 15 đoàn, năm
    2023 đón 20 đoàn» no 20 belongs to 2022."""
    return all(
        _meet(text, ours[kind], their_text, theirs[kind]) for kind in ours.keys() & theirs.keys()
    )


def _meet(text: str, ours: Sequence[Named], their_text: str, theirs: Sequence[Named]) -> bool:
    """Whether one of ours is one of theirs; where either is a list, all of it: what two gave
    together neither gave."""
    return (
        any(one.is_same(other) for one in ours for other in theirs)
        and all(_is_among(one, ours) for one in _listed(their_text, theirs))
        and all(_is_among(one, theirs) for one in _listed(text, ours))
    )


def _is_among(name: Named, names: Sequence[Named]) -> bool:
    return any(name.is_same(one) for one in names)


def _listed(text: str, names: Sequence[Named]) -> Iterator[Named]:
    for place, one in enumerate(names):
        before = any(joined(text, other, one, names) for other in names[:place])
        if before or any(joined(text, one, other, names) for other in names[place + 1 :]):
            yield one


# Another thing's number ------------------------------------------------------------------------

_OF_NUMBERS = frozenset(
    "không quá ít nhất nhiều hơn khoảng gần tối đa thiểu cả tổng cộng mỗi lần lượt người".split()
)
_CLAUSES = re.compile(r"[,;|:()\n]|\s(?:và|and|còn|trong khi)\s")


def _is_anothers(pair: Pair) -> bool:
    """Whether the words beside the number belong to another number of its kind: of «lưu trú 5
    đoàn, quá cảnh 7 đoàn» nobody may make «quá cảnh 5 đoàn»."""
    text = pair.parsed.text
    alike = [each for each in pair.parsed.quantities if same_unit(each, pair.theirs)]
    rivals = [each for each in alike if each.low != pair.theirs.low]
    wanted = _beside(pair.claim.text, pair.ours)
    ours = [_beside(text, each) for each in alike if each.low == pair.theirs.low]
    best = max((len(wanted & _beside(text, each)) for each in rivals), default=0)
    # Words said once for all numbers tell nothing.
    if not all(ours) or best <= max((len(wanted & words) for words in ours), default=0):
        return False
    return not _told_apart(pair, rivals)


def _told_apart(pair: Pair, rivals: Sequence[Quantity]) -> bool:
    """Whether an owner that its rivals don't have tells the number from them, and is named."""
    for kind, theirs in pair.of_theirs.items():
        others = [one for rival in rivals for one in pair.of(rival).get(kind, ())]
        ours = [*pair.of_ours.get(kind, ()), *pair.said]
        if any(_is_among(one, ours) and not _is_among(one, others) for one in theirs):
            return True
    return False


@lru_cache(maxsize=4096)
def _beside(text: str, quantity: Quantity) -> frozenset[str]:
    """The words of the number's clause, no further than the numbers beside it."""
    among = particulars(text).quantities
    begin = max((one.end for one in among if one.end <= quantity.start), default=0)
    end = min((one.start for one in among if one.start >= quantity.end), default=len(text))
    before = [part for part in _CLAUSES.split(text[begin : quantity.start]) if content(part)]
    behind = _CLAUSES.split(text[quantity.end : end])[0]
    words = content(f"{before[-1] if before else ''} {behind}")
    return frozenset(words) - _OF_NUMBERS - frozenset(quantity.counted)


# A part's number, a year's number --------------------------------------------------------------

_PART = re.compile(
    r"(?:trong (?:đó|số đó|số này)|riêng|bao gồm|of which|including)(?!\w)", re.IGNORECASE
)
_ANYBODY = frozenset({"người", "people", "persons", "đại", "biểu", "có", "là"})


def _is_part_said_of_whole(pair: Pair) -> bool:
    """Whether the number is a part's, and the claim does not say so: of «25 người, trong đó 5
    người ở lại» nobody may make «đoàn có 5 người»."""
    ours, theirs = pair.of_ours, pair.of_theirs
    parts = [unit for unit in theirs.get(Kind.UNIT, ()) if unit.is_part]
    if parts and Kind.UNIT not in ours and not any(_is_among(one, pair.said) for one in parts):
        return True
    if Kind.UNIT not in theirs and _is_under_another(pair, ours.get(Kind.UNIT, ())):
        return True
    marks = [match.end() for match in _PART.finditer(pair.parsed.text, 0, pair.theirs.start)]
    if not marks or _PART.search(pair.claim.text):
        return False
    if any(one.start >= marks[-1] for kind in ours.keys() & theirs.keys() for one in theirs[kind]):
        return False
    return not set(pair.ours.counted) & set(pair.theirs.counted) - _ANYBODY


def _is_under_another(pair: Pair, ours: Sequence[Named]) -> bool:
    """Whether the evidence stands under the heading of a part that is not the claim's."""
    over = [one for one in named(pair.ground.context, pair.aliases) if one.is_part]
    return bool(over and ours) and not any(_is_among(one, over) for one in ours)


def _leaves_year_out(pair: Pair) -> bool:
    """Whether the number is one year's among several, and neither the claim nor what it follows
    upon says which."""
    told = pair.of_theirs.get(Kind.YEAR, ())
    if not told or Kind.YEAR in pair.of_ours:
        return False
    alike = [each for each in pair.parsed.quantities if same_unit(each, pair.theirs)]
    rivals = {year.key for each in alike for year in pair.of(each).get(Kind.YEAR, ())}
    return len(rivals) > 1 and not any(_is_among(one, pair.said) for one in told)
