"""Whether what belongs together in a sentence belongs together in its evidence: a number or date
and what it is said of, a part's figure and the part, who does and to whom it is done. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.anchors import Kind, Named, Owners, named, owners, years
from assistant.check_words import content
from assistant.claims import Claim, Ground, Unsupported
from assistant.particulars import Particulars, When, particulars
from assistant.quantities import Quantity, same_unit
from index.aliases import Aliases

# Numbers and dates -----------------------------------------------------------------------------


def of_the_same(
    claim: Particulars, at: int, parsed: Particulars, there: int, aliases: Aliases
) -> bool:
    """Whether two facts, each at its offset, are said of the same year, place, person and unit,
    as far as both say: of «năm 2022 đón 15 đoàn, năm 2023 đón 20 đoàn» no 20 belongs to 2022."""
    return _agree(claim, owners(claim, at, aliases), parsed, owners(parsed, there, aliases))


def is_days(
    claim: Particulars, when: When, parsed: Particulars, other: When, aliases: Aliases
) -> bool:
    """As `of_the_same` of dates: of the only one in a sentence all in it may be said."""
    days = {(one.year, one.month, one.day) for one in parsed.whens}
    if len(days) < 2:
        return True
    ours = owners(claim, when.start, aliases)
    theirs = owners(parsed, other.start, aliases)
    ours.pop(Kind.YEAR, None)
    return _agree(claim, ours, parsed, theirs)


def _agree(claim: Particulars, ours: Owners, parsed: Particulars, theirs: Owners) -> bool:
    return all(
        _meet(claim.text, ours[kind], parsed.text, theirs[kind])
        for kind in ours.keys() & theirs.keys()
    )


def _meet(text: str, ours: Sequence[Named], their_text: str, theirs: Sequence[Named]) -> bool:
    """Whether one of ours is one of theirs; of what is said of a list, all of it."""
    shared = [their for their in theirs if any(their.is_same(one) for one in ours)]
    listed = [their for their in theirs if _in_list(their_text, their, theirs)]
    # More may have joined on either side.
    claimed = [one for one in ours if _in_list(text, one, ours)]
    return bool(shared) and all(
        any(one.is_same(other) for other in others)
        for those, others in ((listed, ours), (claimed, theirs))
        for one in those
    )


def _in_list(text: str, name: Named, names: Sequence[Named]) -> bool:
    return any(
        _joined(text, min(name, one, key=_start), max(name, one, key=_start), names)
        for one in names
        if one is not name
    )


def _start(name: Named) -> int:
    return name.start


def years_left_out(
    claim: Particulars,
    quantity: Quantity,
    parsed: Particulars,
    other: Quantity,
    ground: Ground,
    aliases: Aliases,
) -> bool:
    """Whether the number is one year's among several, and neither the claim nor what it follows
    upon says which."""
    told = owners(parsed, other.start, aliases).get(Kind.YEAR, ())
    if not told or Kind.YEAR in owners(claim, quantity.start, aliases):
        return False
    rivals = {
        year.key
        for each in parsed.quantities
        if same_unit(each, other)
        for year in owners(parsed, each.start, aliases).get(Kind.YEAR, ())
    }
    said = years(particulars(ground.said))
    return len(rivals) > 1 and not any(one.is_same(other) for one in told for other in said)


_OF_NUMBERS = frozenset(
    "không quá ít nhất nhiều hơn khoảng gần tối đa thiểu cả tổng cộng mỗi lần lượt người".split()
)
_CLAUSES = re.compile(r"[,;|:()\n]|\s(?:và|and|còn|trong khi)\s")


def is_anothers(
    claim: Particulars,
    quantity: Quantity,
    parsed: Particulars,
    other: Quantity,
    ground: Ground,
    aliases: Aliases,
) -> bool:
    """Whether the words beside the number belong to another number of its kind: of «lưu trú 5
    đoàn, quá cảnh 7 đoàn» nobody may make «quá cảnh 5 đoàn»."""
    alike = [each for each in parsed.quantities if same_unit(each, other)]
    wanted = _beside(claim, quantity)
    ours = [_beside(parsed, each) for each in alike if each.low == other.low]
    rivals = [each for each in alike if each.low != other.low]
    best = max((len(wanted & _beside(parsed, each)) for each in rivals), default=0)
    # Words said once for all numbers tell nothing.
    if not all(ours) or best <= max((len(wanted & words) for words in ours), default=0):
        return False
    return not _told_apart(claim, quantity, parsed, other, rivals, ground, aliases)


def _told_apart(
    claim: Particulars,
    quantity: Quantity,
    parsed: Particulars,
    other: Quantity,
    rivals: Sequence[Quantity],
    ground: Ground,
    aliases: Aliases,
) -> bool:
    """Whether the number and its rivals are of different years, places or people, of which the
    claim, or what it follows upon, names this one's."""
    said = particulars(ground.said)
    claimed = owners(claim, quantity.start, aliases)
    named_before = (*named(said, aliases), *years(said))
    for kind, theirs in owners(parsed, other.start, aliases).items():
        others = [
            one for rival in rivals for one in owners(parsed, rival.start, aliases).get(kind, ())
        ]
        ours = [*claimed.get(kind, ()), *named_before]
        if any(
            any(one.is_same(our) for our in ours) and not any(one.is_same(two) for two in others)
            for one in theirs
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _beside(parsed: Particulars, quantity: Quantity) -> frozenset[str]:
    """The words of the number's clause, no further than the numbers beside it."""
    text = parsed.text
    begin = max((one.end for one in parsed.quantities if one.end <= quantity.start), default=0)
    starts = (one.start for one in parsed.quantities if one.start >= quantity.end)
    end = min(starts, default=len(text))
    before = [part for part in _CLAUSES.split(text[begin : quantity.start]) if content(part)]
    behind = _CLAUSES.split(text[quantity.end : end])[0]
    words = content(f"{before[-1] if before else ''} {behind}")
    return frozenset(words) - _OF_NUMBERS - frozenset(quantity.counted)


_PART = re.compile(
    r"(?:trong (?:đó|số đó|số này)|riêng|bao gồm|of which|including)(?!\w)", re.IGNORECASE
)
_ANYBODY = frozenset({"người", "people", "persons", "đại", "biểu", "có", "là"})


def is_part_said_of_whole(
    claim: Particulars,
    quantity: Quantity,
    parsed: Particulars,
    other: Quantity,
    aliases: Aliases,
    ground: Ground,
) -> bool:
    """Whether the number is a part's, and the claim does not say so: of «25 người, trong đó 5
    người ở lại» nobody may make «đoàn có 5 người»."""
    ours, theirs = owners(claim, quantity.start, aliases), owners(parsed, other.start, aliases)
    units = theirs.get(Kind.UNIT, ())
    said = named(particulars(ground.said), aliases)
    parts = [unit for unit in units if unit.is_part]
    if parts and Kind.UNIT not in ours and not any(p.is_same(one) for p in parts for one in said):
        return True
    if not units and _of_another_part(ground, ours.get(Kind.UNIT, ()), aliases):
        return True
    marks = [match.end() for match in _PART.finditer(parsed.text, 0, other.start)]
    if not marks or _PART.search(claim.text):
        return False
    alike = ours.keys() & theirs.keys()
    if any(one.start >= marks[-1] for kind in alike for one in theirs[kind]):
        return False
    counted = set(quantity.counted) & set(other.counted) - _ANYBODY
    return not counted


def _of_another_part(ground: Ground, ours: Sequence[Named], aliases: Aliases) -> bool:
    """Whether the evidence stands under the heading of a part that is not the claim's."""
    over = [one for one in named(particulars(ground.context), aliases) if one.is_part]
    return bool(over and ours) and not any(one.is_same(other) for one in ours for other in over)


# Who does what to whom -------------------------------------------------------------------------

_PASSIVE = re.compile(r"(?:được|bị|do|bởi|by)\s+(?:[^\W\d]+\s+){0,3}$")
_JOINED = re.compile(
    r"\s*(?:,|;|và|and|hoặc|or|cùng|cũng như|-|–|&|\()?\s*"
    r"(?:(?:các|tỉnh|thành phố|TP\.?|nước|ông|bà|của|đoàn|với)\s*)*"
)
# Between two who may be named in either order.
_EVEN = re.compile(
    r"(?<!\w)(?:là|giữ chức|làm|với|giữa|hợp tác|kết nghĩa|thuộc|của|is|as|with|of)(?!\w)"
)
_SOME_DELEGATION = "đoàn|"  # told by its country, a name of its own
_ASIDE = re.compile(
    r"(?<!\w)(?:tại|ở|theo|in|at|according to)\s+(?:\w+\.?\s+){0,2}$", re.IGNORECASE
)


def roles(claim: Particulars, ground: Ground, aliases: Aliases) -> Iterator[Unsupported]:
    """Two who are named in the claim and in one sentence of the evidence must stand there in
    the same parts: «A thăm B» is no «B thăm A», nor is it borne out by «A thăm C, D thăm B»."""
    ours = [
        one
        for one in named(claim, aliases)
        if one.key != _SOME_DELEGATION and not _ASIDE.search(claim.text[: one.start])
    ]
    sentences = [particulars(text) for text in ground.sentences]
    for place, first in enumerate(ours):
        for second in ours[place + 1 :]:
            if first.end > second.start or first.is_same(second):
                continue
            if _apart(claim.text, first, second, ours):
                continue
            told = [
                fits
                for parsed in sentences
                for fits in _fits(claim, first, second, parsed, aliases)
            ]
            if told and not any(told):
                written = claim.text[first.start : second.end]
                yield Unsupported(Claim.ROLE, written)


def _fits(
    claim: Particulars, first: Named, second: Named, parsed: Particulars, aliases: Aliases
) -> Iterator[bool]:
    """For each place where the sentence names both, whether they stand there alike."""
    names = named(parsed, aliases)
    between = claim.text[first.end : second.start]
    for one in names:
        for other in names:
            apart = one.end <= other.start or other.end <= one.start
            if not (apart and first.is_same(one) and second.is_same(other)):
                continue
            left, right = sorted((one, other), key=lambda each: each.start)
            there = parsed.text[left.end : right.start]
            same_order = one.start < other.start
            same_voice = bool(_PASSIVE.search(between)) is bool(_PASSIVE.search(there))
            even = _EVEN.search(between) and _EVEN.search(there)
            alike = same_order is same_voice or bool(even)
            yield alike and not _parted(
                claim, first, second, parsed.text, left, right, names, aliases
            )


def _parted(
    claim: Particulars,
    first: Named,
    second: Named,
    text: str,
    left: Named,
    right: Named,
    names: Sequence[Named],
    aliases: Aliases,
) -> bool:
    """Whether another of the same kind stands between the two, who so belong to others."""
    amid = [one for one in named(claim, aliases) if first.end <= one.start < second.start]
    for one in names:
        if not (left.end <= one.start and one.end <= right.start):
            continue
        if one.kind not in (left.kind, right.kind) or any(one.is_same(other) for other in amid):
            continue
        beside = right if one.kind is right.kind else left
        if one.is_same(left) or one.is_same(right):
            continue
        earlier, later = sorted((one, beside), key=lambda each: each.start)
        if not _joined(text, earlier, later, names):
            return True
    return False


def _apart(text: str, first: Named, second: Named, names: Sequence[Named]) -> bool:
    """Whether a sentence says nothing of the two together: they stand in one list, or in clauses
    of which each has its own, «Lào thăm Huế, Thái Lan thăm Đà Nẵng»."""
    if _joined(text, first, second, names):
        return True
    commas = [match.start() for match in re.finditer(r"[,;]", text[: second.start])]
    if not commas or commas[-1] < first.end:
        return False
    begins = max((at for at in commas if at < first.start), default=0)
    return any(
        one.kind is second.kind
        and begins <= one.start < commas[-1]
        and not _joined(text, one, second, names)
        for one in names
    )


def _joined(text: str, one: Named, other: Named, names: Sequence[Named]) -> bool:
    """Whether both stand in one list, «Nhật Bản, Lào và Huế»."""
    at = one.end
    for name in (*(each for each in names if one.end <= each.start < other.start), other):
        if not _JOINED.fullmatch(text[at : name.start]):
            return False
        at = name.end
    return True
