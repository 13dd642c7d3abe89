"""What a question or a person wants documents narrowed to: when, what kind, by whom, about whom,
in which language. Pure.

A person who chooses a facet means it, and it restricts. Words only prefer («báo cáo năm 2025 về
Nhật Bản»), for a year in a question is mostly one of facts («Năm 2025 Huế đón bao nhiêu
đoàn?»), unless the question asks for documents as such («liệt kê các quyết định năm 2024»).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from index.aliases import Aliases
from ingest import text as vi
from ingest.structure import KINDS
from ingest.text import Span

T = TypeVar("T")


@dataclass(frozen=True)
class Period:
    """From one day to another, both included, ISO 8601; an empty one is open. `years` are
    those that a title may name instead: a report on 2025 may be signed in 2026."""

    first: str = ""
    last: str = ""
    years: tuple[int, ...] = ()

    def holds(self, day: str | None, title: str = "") -> bool:
        """Whether a document of that date and title belongs here; without a date, by its
        title alone."""
        dated = day is not None and self.first <= day and (not self.last or day <= self.last)
        return dated or any(number in self.years for _, number in vi.years(title))


@dataclass(frozen=True)
class Filters:
    """Narrowing of documents; what is empty does not narrow, several values of one field are
    alternatives. `kinds`, `issuers`, `partners` as documents spell them; `languages` ISO 639-1.
    `recent` prefers the newer and restricts nothing. `documents` are ids to stay with, `without`
    ids to leave out."""

    periods: tuple[Period, ...] = ()
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    recent: bool = False
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def or_else(self, others: Filters) -> Filters:
        """These, and the others' for the fields that are empty here."""
        mine = {name: value for name, value in vars(self).items() if value}
        return replace(others, **mine)

    def spelled(self, aliases: Aliases) -> Filters:
        """With each partner and issuer under all its names."""
        return replace(
            self,
            partners=tuple(_spellings(self.partners, aliases)),
            issuers=tuple(_spellings(self.issuers, aliases)),
        )

    def bonus(self, documents: Iterable[Traits]) -> dict[str, float]:
        """What a document's score gains for being what was asked for, by its id; those
        that gain nothing are left out."""
        known = list(documents)
        newest = max((one.date for one in known if one.date), default=None)
        gains = {one.id: self._gain(one, newest) for one in known}
        return {key: gain for key, gain in gains.items() if gain}

    def _gain(self, one: Traits, newest: str | None) -> float:
        fits = {
            _BY_PERIOD: any(period.holds(one.date, one.title) for period in self.periods),
            _BY_KIND: same_kind(one.kind, self.kinds),
            _BY_ISSUER: any(is_issuer(one.issuer, wanted) for wanted in self.issuers),
            _BY_PARTNER: not _keys(one.partners).isdisjoint(_keys(self.partners)),
            _BY_LANGUAGE: one.language in self.languages,
        }
        gained = sum(weight for (_, weight), fit in fits.items() if fit)
        if self.recent and newest and one.date:
            gained += _NEWEST * max(0.0, 1 - _years_between(one.date, newest) / _RECENT)
        return gained


@dataclass(frozen=True)
class Traits:
    """What of a document filters look at."""

    id: str
    title: str
    date: str | None
    kind: str
    issuer: str
    language: str
    partners: tuple[str, ...]


NO_FILTERS = Filters()

# In the log-odds of `index.search`; together less than a named document adds.
_BY_PERIOD, _BY_KIND, _BY_ISSUER = ("period", 1.2), ("kind", 0.8), ("issuer", 0.8)
_BY_PARTNER, _BY_LANGUAGE = ("partner", 0.6), ("language", 1.2)
_NEWEST = 1.2
_RECENT = 4.0  # years until being older costs no more


def year(number: int) -> Period:
    return Period(f"{number:04}-01-01", f"{number:04}-12-31")


def years(first: int, last: int) -> Period:
    return Period(f"{min(first, last):04}-01-01", f"{max(first, last):04}-12-31")


def same_kind(kind: str, wanted: Iterable[str]) -> bool:
    return bool(kind) and any(_key(kind) == _key(one) for one in wanted)


def is_issuer(issuer: str, wanted: str) -> bool:
    """Whether the wanted agency is the issuer, in full or as the beginning of its name: «UBND
    tỉnh» is «Ủy ban nhân dân tỉnh Thừa Thiên Huế»."""
    return bool(wanted) and f"{_agency_key(issuer)} ".startswith(f"{_agency_key(wanted)} ")


def _key(text: str) -> str:
    return " ".join(vi.terms(text, folded=True))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_key, names))


_AGENCY = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho",
    "bng": "bo ngoai giao", "sngv": "so ngoai vu", "ubmttq": "uy ban mat tran to quoc",
    "ttg": "thu tuong chinh phu", "vpcp": "van phong chinh phu",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _agency_key(name: str) -> str:
    return " ".join(_AGENCY.get(word, word) for word in vi.terms(name, folded=True))


def _spellings(names: Iterable[str], aliases: Aliases) -> Iterator[str]:
    for name in names:
        yield name
        for mention in aliases.find(name):
            if (mention.start, mention.end) == (0, len(name)):
                yield from mention.name.names


def _years_between(day: str, newest: str) -> float:
    try:
        return (date.fromisoformat(newest) - date.fromisoformat(day)).days / 365
    except ValueError:
        return _RECENT


# Filters in words ----------------------------------------------------------------------------

# Kinds of document that a question may want; as verbs or goals they say nothing of documents.
_GENERAL = ("văn bản", "tài liệu", "hồ sơ", "giấy tờ")
_NO_KIND = frozenset({"quy định", "dự án", "lệnh", "quy chuẩn"})
_NAMES = {
    "mou": "Bản ghi nhớ", "biên bản ghi nhớ": "Bản ghi nhớ", "bản ghi nhớ": "Bản ghi nhớ",
    "thỏa thuận": "Bản thỏa thuận", "quyết nghị": "Nghị quyết",
}  # fmt: skip
_KIND_OF = {
    vi.fold(kind): kind.capitalize() for kind in KINDS if kind not in _NO_KIND
} | {vi.fold(word): kind for word, kind in _NAMES.items()}  # fmt: skip
_ANY = frozenset(map(vi.fold, _GENERAL))
_NOUN = "|".join(sorted((*_KIND_OF, *_ANY), key=len, reverse=True))

_AGENCIES = (
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|chinh phu|thu tuong|quoc hoi|bo|so|cuc|vu|"
    r"tong cuc|ban|tinh uy|thanh uy|trung uong|van phong|dai su quan|tong lanh su quan|hoi|"
    r"lien hiep|truong|vien|hoc vien|trung tam|phong|cong an|thanh tra|bng|sngv|chu tich)"
)
_ENDS = (
    r"(?=\s+(?:nam|thang|quy|ngay|tu|truoc|sau|ve|gan day|moi|trong|lien quan|co|la|gui|ban hanh|"
    r"noi|quy dinh|bang|duoc|cho|den|giai doan|nao|ma)\b|\s*[,.;:?!()]|\s*$)"
)
_ISSUER = re.compile(rf"(?<!\w)(?:cua|do)\s+(?P<issuer>{_AGENCIES}(?:\s+[\w.]+){{0,8}}?){_ENDS}")
_ASKS = re.compile(
    r"(?<!\w)(?:tim|liet ke|danh sach|danh muc|tra cuu|xem|loc|co (?:nhung|cac)|nhung|cac|tat ca|"
    r"moi|toan bo|cho (?:toi|em|minh))(?:\s+(?:xem|cac|nhung|tat ca|giup|cho|toi))*\s+"
    rf"(?P<noun>{_NOUN})(?!\w)"
)
_LISTS = re.compile(
    r"^\W*(?:(?:hay|xin|vui long|giup(?: toi| em)?|toi (?:can|muon)|can|"
    r"cho (?:toi|em|minh)(?: xem)?)\s+)*"
    r"(?:tim|liet ke|tra cuu|loc|danh sach|danh muc|thong ke|"
    r"(?:co|hien co) (?:nhung|cac|bao nhieu))"
    r"(?:\s+(?:cac|nhung|tat ca|toan bo|giup|cho|toi|kiem|loai))*"
    rf"\s+(?:{_NOUN})(?!\w)"
)
_WHICH = re.compile(rf"(?<!\w)(?:nhung|cac)\s+(?:{_NOUN})\s+nao(?!\w)")
_FACTS = re.compile(
    r"(?<!\w)(?:bao nhieu|may|la gi|la ai|ai|khi nao|bao gio|o dau|the nao|ra sao|tai sao|vi sao|"
    r"quy dinh gi|noi gi|neu gi|nhu the nao|bao lau)(?!\w)"
)
_START = re.compile(rf"^\W*(?:(?:cac|nhung|mot so|tat ca)\s+)?(?P<noun>{_NOUN})(?!\w)")
_FOLLOWED = re.compile(
    rf"(?<!\w)(?P<noun>{_NOUN})(?=\s+(?:(?:cua|do)\s+{_AGENCIES}[\w\s.]{{0,60}}?\s+)?"
    r"(?:(?:cua |trong )?nam (?:19|20)\d{2}|thang \d|quy [ivx\d]|tu (?:nam )?(?:19|20)\d{2}|"
    r"truoc nam|sau nam|moi nhat|gan day))"
)
_RECENCY = re.compile(
    r"(?<!\w)(?:gan day|moi nhat|moi day|moi ban hanh|vua ban hanh|gan nhat)(?!\w)"
)
_LANGUAGES = {
    "tieng anh": "en", "tieng phap": "fr", "tieng nhat": "ja", "tieng han": "ko",
    "tieng trung": "zh", "tieng hoa": "zh", "tieng lao": "lo", "tieng thai": "th",
    "tieng duc": "de", "tieng nga": "ru", "tieng tay ban nha": "es", "tieng khmer": "km",
    "tieng viet": "vi",
}  # fmt: skip
_LANGUAGE = re.compile(r"(?<!\w)(?:bang\s+)?(?P<name>" + "|".join(_LANGUAGES) + r")(?!\w)")


def asks_for_documents(question: str) -> bool:
    """Whether it wants documents as such, not what stands in them: «liệt kê các quyết định năm
    2024», «có những văn bản nào về Lào»."""
    folded = vi.fold(question)
    which = _WHICH.search(folded) and not _FACTS.search(folded)
    return bool(which or _LISTS.search(folded))


def read_filters(question: str, aliases: Aliases, today: date | None = None) -> Filters:
    """What the words of a question narrow documents to. Of a question of facts only what
    stands right beside a kind of document counts («báo cáo năm 2025 nêu bao nhiêu …»)."""
    folded = vi.fold(question)
    nouns = _nouns(folded)
    listing = asks_for_documents(question)
    if listing or not _FACTS.search(folded):
        reaches = [(0, len(folded))] if nouns else []
        about = _about(question, folded, aliases) if nouns else Filters()
    else:
        reaches = [_reach(folded, noun) for noun in nouns]
        about = Filters()
    kinds = (_KIND_OF.get(folded[start:end]) for start, end in nouns)
    parts = [folded[start:end] for start, end in reaches]
    found = replace(
        about,
        periods=_once(one for part in parts for one in read_periods(part, today or date.today())),
        issuers=_once(question[start:end] for start, end in _issuers(folded, reaches)),
        recent=any(_RECENCY.search(part) for part in parts),
    )
    # A kind alone is mostly what the question is about.
    return replace(found, kinds=_once(filter(None, kinds))) if found or listing else Filters()


def _about(question: str, folded: str, aliases: Aliases) -> Filters:
    """Partners and languages named anywhere but in an issuer's name."""
    issuers = _issuers(folded, [(0, len(folded))])
    partners = (
        mention.name.key
        for mention in aliases.find(question)
        if mention.name.kind in ("country", "locality")
        and not any(start <= mention.start < end for start, end in issuers)
    )
    languages = (_LANGUAGES[match["name"]] for match in _LANGUAGE.finditer(folded))
    return Filters(partners=_once(partners), languages=_once(languages))


def _issuers(folded: str, within: Iterable[Span]) -> list[Span]:
    return [
        (start + match.start("issuer"), start + match.end("issuer"))
        for start, end in within
        for match in _ISSUER.finditer(folded[start:end])
    ]


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _nouns(folded: str) -> list[Span]:
    """Where kinds of document are named as such, and not as verbs."""
    found = {
        match.span("noun")
        for pattern in (_ASKS, _START, _FOLLOWED)
        for match in pattern.finditer(folded)
    }
    return sorted(found)


def _reach(folded: str, noun: Span) -> Span:
    """What belongs to the noun in a question of facts: a few words behind it."""
    behind = re.match(
        rf"(?:\s+(?:cua|do)\s+{_AGENCIES}[\w\s.]{{0,60}}?)?"
        r"(?:\s+(?:(?:cua |trong )?(?:nam|thang|quy)\s[\w/ ]{1,12}?|moi nhat|gan day|"
        rf"tu [\w ]{{4,24}}|truoc nam \d{{4}}|sau nam \d{{4}})(?=\s|[,?.!]|$))?",
        folded[noun[1] :],
    )
    return noun[0], noun[1] + (behind.end() if behind else 0)


# Periods -------------------------------------------------------------------------------------

_Y = r"((?:19|20)\d{2})"
_NOT_OF_CONTENT = r"(?<!giai doan )(?<!nhiem ky )(?<!thoi ky )(?<!khoa )(?<!tam nhin )"
_RANGE = re.compile(
    rf"(?<!\w){_NOT_OF_CONTENT}(?:tu\s+)?(?:nam\s+)?{_Y}"
    rf"\s*(?:-|–|den(?: het)?|toi)\s*(?:nam\s+)?{_Y}(?![\w/])"
)
_OPEN = re.compile(
    rf"(?<!\w)(?P<side>truoc|sau|tu sau|tu|ke tu|tinh tu|den|toi)\s+(?:nam\s+)?{_Y}(?![\w/])"
    r"(?:\s+(?:den|toi|tro)\s+(?:nay|di|gio))?"
)
_MONTH = re.compile(rf"(?<!\w)thang\s+(\d{{1,2}})\s*(?:/|-|nam|\s)\s*(?:nam\s+)?{_Y}(?![\w/])")
_DAY = re.compile(
    rf"(?<!\w)(?:ngay\s+)?(\d{{1,2}})(?:[/.-](\d{{1,2}})[/.-]|\s+thang\s+(\d{{1,2}})\s*,?\s*nam\s+){_Y}(?![\w/])"
)
_QUARTER = re.compile(rf"(?<!\w)quy\s+(iv|i{{1,3}}|[1-4])\s*(?:/|-|nam|,)?\s*(?:nam\s+)?{_Y}(?!\w)")
_HALF = re.compile(rf"(?<!\w)(?:6|sau)\s+thang\s+(dau|cuoi)\s+nam\s+{_Y}(?!\w)")
_RELATIVE = re.compile(
    r"(?<!\w)(nam nay|nam ngoai|nam truoc|nam vua qua|thang nay|thang truoc)(?!\w)"
)
_YEAR = re.compile(rf"(?<!\w)(?<!\d[/.-]){_NOT_OF_CONTENT}(?:nam\s+)?{_Y}(?!\w|[/.,-]\d)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_periods(folded: str, today: date) -> list[Period]:
    """The times that a folded text states, in the order of the kinds of wording."""
    found: list[Period] = []

    def take(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        nonlocal folded
        yield from pattern.finditer(folded)
        folded = pattern.sub(" | ", folded)

    for match in take(_RANGE):
        first, last = sorted((int(match[1]), int(match[2])))
        named = tuple(range(first, last + 1)) if last - first <= _MOST_NAMED else ()
        found.append(Period(f"{first}-01-01", f"{last}-12-31", named))
    for match in take(_HALF):
        found.append(_months(int(match[2]), 1 if match[1] == "dau" else 7, 6))
    for match in take(_QUARTER):
        quarter = _QUARTERS.get(match[1]) or int(match[1])
        found.append(_months(int(match[2]), 3 * quarter - 2, 3))
    for match in take(_DAY):
        day, month, of = int(match[1]), int(match[2] or match[3]), int(match[4])
        if 1 <= month <= 12 and 1 <= day <= monthrange(of, month)[1]:
            iso = f"{of}-{month:02}-{day:02}"
            found.append(Period(iso, iso))
    for match in take(_MONTH):
        if 1 <= int(match[1]) <= 12:
            found.append(_months(int(match[2]), int(match[1]), 1))
    for match in take(_OPEN):
        found.append(_open(match["side"], int(match[2])))
    for match in take(_RELATIVE):
        found.append(_relative(match[1], today))
    for match in take(_YEAR):
        found.append(replace(year(int(match[1])), years=(int(match[1]),)))
    return found


_MOST_NAMED = 10


def _months(of: int, first: int, count: int) -> Period:
    last = first + count - 1
    return Period(f"{of}-{first:02}-01", f"{of}-{last:02}-{monthrange(of, last)[1]:02}")


def _open(side: str, of: int) -> Period:
    if side == "truoc":
        return Period("", f"{of - 1}-12-31")
    if side in ("sau", "tu sau"):
        return Period(f"{of + 1}-01-01", "")
    if side in ("den", "toi"):
        return Period("", f"{of}-12-31")
    return Period(f"{of}-01-01", "")


def _relative(words: str, today: date) -> Period:
    if words == "thang nay":
        return _months(today.year, today.month, 1)
    if words == "thang truoc":
        before = date.fromordinal(today.replace(day=1).toordinal() - 1)
        return _months(before.year, before.month, 1)
    of = today.year if words == "nam nay" else today.year - 1
    return replace(year(of), years=(of,))
