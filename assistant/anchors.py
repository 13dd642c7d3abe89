"""Who and what a text names, where, and which of them a number or date of it belongs to. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.particulars import Particulars, Run, When, particulars
from index.aliases import Aliases, Mention
from ingest import text as vi


class Kind(StrEnum):
    """The kinds of thing that a fact is said of."""

    YEAR = "year"
    COUNTRY = "country"
    LOCALITY = "locality"
    PERSON = "person"
    UNIT = "unit"  # an authority, a department, a delegation
    BODY = "body"  # an organisation of another name


@dataclass(frozen=True)
class Named:
    """A name where it stands. `key` is the same for one thing under all its known names."""

    start: int
    end: int
    kind: Kind
    key: str

    def is_same(self, other: Named) -> bool:
        """«Bình» may be «Trần Văn Bình», «Sở» «Sở Ngoại vụ»; «Phòng» is no «Sở»."""
        if self.kind is not other.kind:
            return False
        if self.kind is Kind.UNIT:
            return _same_unit(self.key, other.key)
        if self.kind is Kind.PERSON:
            return f" {self.key} " in f" {other.key} " or f" {other.key} " in f" {self.key} "
        return self.key == other.key

    @property
    def is_part(self) -> bool:
        """Whether it is by its name a part of something larger."""
        return self.kind is Kind.UNIT and self.key.partition("|")[0] in _PARTS


# Units -----------------------------------------------------------------------------------------

_PARTS = frozenset(
    "phòng|văn phòng|thanh tra|trung tâm|ban|tổ|chi cục|khoa|nhóm|vụ|đội|chi nhánh|bộ phận".split(
        "|"
    )
)
_HEADS = (
    "Văn phòng|Phòng|Thanh tra|Trung tâm|Ủy ban|Uỷ ban|UBND|Ban|Sở|Bộ|Chi cục|Cục|Vụ|Tổ|Khoa|Nhóm|"
    "Đội|Hội|Liên hiệp|Đoàn|Chi nhánh|Bộ phận|Quỹ|Viện|Trường|Công ty"
)
# Capitalised at the head of a sentence, and no unit: «Hội nghị», «Phòng chống dịch».
_NO_UNIT = (
    "nghị|thảo|đồng|đàm|viên|chống|ngừa|họp|chức|quốc|hành|đầu|đêm|kết|máy|đội|trưởng|tiêu|hạn|"
    "ngày|hữu"
)
_UNIT = re.compile(
    rf"(?<!\w)(?:(?P<head>{_HEADS})(?!\s+(?:{_NO_UNIT})(?!\w))(?!\w)"
    rf"(?:\s+(?P<name>[{vi.UPPER}]\w*(?:\s+\w+)?))?"
    r"|(?:[Tt]oàn|[Cc]ả)\s+(?P<all>sở|Sở|cơ quan|ngành|tỉnh|thành phố|nước|quốc|huyện|đoàn|đơn vị)"
    r"|(?P<some>[Cc]ơ quan|[Đđ]ơn vị))(?!\w)"
)
_WHOLE, _ANY = "toàn", "cơ quan"
_COUNTED = re.compile(r"(?:\d|\bcác|\bnhững|\bmỗi|\bsố|\blượt)\s*$")
_SYLLABLES = {"đoàn": 0, "quỹ": 1, "viện": 1, "trường": 1, "công ty": 1}  # 2 of the others
_SPELT = {"uỷ ban": "ủy ban", "ubnd": "ủy ban"}


def _units(text: str) -> list[Named]:
    found = []
    for match in _UNIT.finditer(text):
        if _COUNTED.search(text, 0, match.start()):
            continue
        found.append(Named(*match.span(), Kind.UNIT, _unit_key(match)))
    return found


def _unit_key(match: re.Match[str]) -> str:
    if match["all"]:
        what = vi.lower_key(match["all"])
        return f"{what}|" if what in ("sở", "đoàn") else f"{_WHOLE}|{what}"
    if match["some"]:
        return f"{_ANY}|"
    head = vi.lower_key(match["head"])
    name = vi.lower_key(match["name"] or "").split()
    # A delegation is told by its country, which is a name of its own.
    told = name[: _SYLLABLES.get(head, 2)]
    return f"{_SPELT.get(head, head)}|{' '.join(told)}"


def _same_unit(one: str, other: str) -> bool:
    (head, name), (their_head, their_name) = (key.split("|", 1) for key in (one, other))
    if _ANY in (head, their_head):
        return not {head, their_head} & {*_PARTS, _WHOLE, "đoàn"}
    return head == their_head and (not name or not their_name or _begins(name, their_name))


def _begins(one: str, other: str) -> bool:
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


# People ----------------------------------------------------------------------------------------

_POST = re.compile(
    r"(?:phó|quyền|nguyên|tổng|trưởng|giám đốc|chủ tịch|bí thư|đại sứ|bộ trưởng|thứ trưởng|"
    r"tham tán|lãnh sự|chánh|vụ|cục|thủ tướng|thị trưởng|thống đốc|tỉnh trưởng)(?!\w)",
    re.IGNORECASE,
)
_OFFICES = frozenset("sở bộ ủy uỷ tỉnh thành phòng ban hội liên trung đại cục vụ viện quỹ".split())


def people(parsed: Particulars, aliases: Aliases) -> list[Run]:
    """Capitalised words that may be a person's name: two or more, of no known name."""
    known = [(mention.start, mention.end) for mention in aliases.find(parsed.text)]
    return [
        run
        for run in parsed.runs
        if len(run.words) > 1
        and vi.lower_key(run.words[0].text) not in _OFFICES
        and not any(start < run.end and run.start < end for start, end in known)
        and not _POST.match(parsed.text, run.start)
    ]


# All that is named -----------------------------------------------------------------------------

_KINDS = {"country": Kind.COUNTRY, "locality": Kind.LOCALITY, "organisation": Kind.BODY}


@lru_cache(maxsize=4096)
def named(text: str, aliases: Aliases) -> tuple[Named, ...]:
    """The names in a text, in order, none within another but countries and localities."""
    parsed = particulars(text)
    found = _units(text)
    found += [_known(one) for one in aliases.find(text) if one.name.kind in _KINDS]
    found += [Named(run.start, run.end, Kind.PERSON, run.key) for run in people(parsed, aliases)]
    # «tỉnh Thừa Thiên Huế» behind «Ủy ban nhân dân» is a name of its own; of two that begin
    # together the longer is meant.
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end or one.kind in (Kind.COUNTRY, Kind.LOCALITY):
            kept.append(one)
    return tuple(kept)


def _known(mention: Mention) -> Named:
    kind = _KINDS[mention.name.kind]
    match = _UNIT.match(mention.name.key) if kind is Kind.BODY else None
    key = _unit_key(match) if match else mention.name.key
    return Named(mention.start, mention.end, Kind.UNIT if match else kind, key)


# What a fact belongs to ------------------------------------------------------------------------

_BELONGS = re.compile(r"(?:của|thuộc|tại|ở|cho|in|of|from|for|at)\s+(?:\w+\s+){0,2}$")


Owners = Mapping[Kind, Sequence[Named]]


@lru_cache(maxsize=4096)
def owners(text: str, at: int, aliases: Aliases) -> Owners:
    """Of each kind, what a number or date that begins at an offset is said of, as far as the
    text says."""
    parsed = particulars(text)
    numbers = [one.start for one in parsed.quantities]
    facts = sorted([*numbers, *(when.start for when in parsed.whens)])
    found = {}
    for kind in Kind:
        among = years(text) if kind is Kind.YEAR else named(text, aliases)
        names = [one for one in among if one.kind is kind and one.start != at]
        owner = _owners(text, at, names, numbers if kind is Kind.YEAR else facts)
        if owner:
            found[kind] = owner
    return found


def _owners(text: str, at: int, names: Sequence[Named], facts: Sequence[int]) -> list[Named]:
    """Where names lead («năm 2022 đón 15»), those between the fact and the one before it, else
    the last before it; where they follow («15 đoàn năm 2022», «5 người của Phòng A»), the next
    behind it."""
    before = [one for one in names if one.start < at]
    behind = [one for one in names if one.start > at]
    if behind and not any(at < fact < behind[0].start for fact in facts):
        between = text[at : behind[0].start]
        if not re.search(r"[,;:.]\s", between) and _BELONGS.search(between):
            return behind[:1]
    if names and facts and names[0].start < facts[0]:
        since = max((fact for fact in facts if fact < at), default=0)
        return [one for one in before if one.start >= since] or before[-1:]
    return behind[:1] or before[-1:]


def years(text: str) -> list[Named]:
    """The years of a text, alone or in dates, but for those of a span of years."""
    return [
        Named(when.start, when.end, Kind.YEAR, str(when.year))
        for when in particulars(text).whens
        if when.year and not _in_range(text, when)
    ]


def _in_range(text: str, when: When) -> bool:
    dashes = tuple("-–—")
    before, behind = text[: when.start].rstrip(), text[when.end :].lstrip()
    return before[-1:] in dashes or behind[:1] in dashes


# Lists -----------------------------------------------------------------------------------------

_JOINED = re.compile(
    r"\s*(?:,|;|và|and|hoặc|or|cùng|cũng như|-|–|&|\()?\s*"
    r"(?:(?:các|tỉnh|thành phố|TP\.?|nước|ông|bà|của|đoàn|với)\s*)*"
)


def joined(text: str, one: Named, other: Named, names: Sequence[Named]) -> bool:
    """Whether two of the text's names, the earlier first, stand in one list: «Nhật Bản, Lào và
    Huế»."""
    at = one.end
    for name in (*(each for each in names if one.end <= each.start < other.start), other):
        if not _JOINED.fullmatch(text[at : name.start]):
            return False
        at = name.end
    return True
