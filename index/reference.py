"""Documents named by their number in a question, however it is spelled. Pure.

«222/1998/QĐ/UBND», «Quyết định 222-QĐ/UBND», «QĐ 222», «qd222», «Q.Đ 222», «quyết định số 222
năm 1998», «công văn 809 BNG-LS»; kinds and their initials after Nghị định 30/2020/NĐ-CP, Phụ
lục III. A number that counts something names no document: «kế hoạch 5 năm», «quyết định 3
người», «báo cáo 2025».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest import text as vi
from ingest.text import Span


@dataclass(frozen=True)
class Sign:
    """A số/ký hiệu taken apart: «222/1998/QĐ/UBND» is 222, 1998 and (qd, ubnd)."""

    digits: str  # without leading zeros; a letter may follow («30a»)
    year: str
    letters: tuple[str, ...]  # folded


@dataclass(frozen=True)
class Reference:
    """A document named by its number in a question: «Nghị định 30», «QĐ 222/1998»."""

    number: str  # the leading number, or the whole số/ký hiệu as it is written
    kind: str  # folded initials of the kind, such as «nd» or «qd»; empty if not said
    year: str
    issuer: str = ""  # folded initials of who issued it, such as «cp»; empty if not said

    def fits(self, number: str, date: str | None = None) -> bool:
        """Whether it may mean the document of this số/ký hiệu and ISO date."""
        return self.closeness(number, date) > 0

    def closeness(self, number: str, date: str | None = None) -> float:
        """1 where it agrees with that số/ký hiệu in all that it says, less where its own one
        leaves something out, 0 where it means another document."""
        ours, theirs = sign(self.number), sign(number)
        if ours.letters and ours == theirs and self._fits_year(ours, theirs.year, (date or "")[:4]):
            return 1.0
        fits = (
            bool(ours.digits and theirs.letters)
            and ours.digits == theirs.digits
            and self._fits_year(ours, theirs.year, (date or "")[:4])
            and self._fits_kind(theirs.letters)
            and self._fits_issuer(theirs.letters)
            and _within(ours.letters, theirs.letters)
        )
        return (_NEARLY if ours.letters else 1.0) if fits else 0.0

    def _fits_year(self, ours: Sign, written: str, signed: str) -> bool:
        """A whole sign without a year may be of any that is not known."""
        meant = ours.year or self.year
        unknown = not (written or signed) and bool(ours.letters) and not ours.year
        return not meant or unknown or meant in (written, signed)

    def _fits_kind(self, letters: tuple[str, ...]) -> bool:
        if self.kind == _LETTER:  # công văn has no initials of its own
            return _INITIALS.isdisjoint(letters)
        if self.kind == _LAW:
            return any(part.startswith(("qh", "l")) for part in letters)
        return not self.kind or not _SAME_KIND.get(self.kind, {self.kind}).isdisjoint(letters)

    def _fits_issuer(self, letters: tuple[str, ...]) -> bool:
        """Only an issuer that the number names, and that is another one, speaks against it."""
        named = [part for part in letters if any(_same(code, part) for code in _CODES)]
        return not (self.issuer and named) or any(_same(self.issuer, part) for part in named)


# A số/ký hiệu --------------------------------------------------------------------------------

_NEARLY = 0.8
_PARTS = re.compile(r"[\s/_.–-]+")
_CENTURY = 45  # «222/98» is of 1998


@lru_cache(maxsize=8192)
def sign(number: str) -> Sign:
    """Takes a số/ký hiệu apart, whatever stands between its parts."""
    digits, *rest = _PARTS.split(vi.fold(number).strip())
    year = rest.pop(0) if rest and re.fullmatch(r"\d{4}|\d{2}", rest[0]) else ""
    if len(year) == 2:
        year = f"{19 if int(year) >= _CENTURY else 20}{year}"
    return Sign(digits.lstrip("0"), year, tuple(filter(None, rest)))


def _within(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether the letters that are said are among the document's («222/QĐ» leaves some out)."""
    return all(part == _LETTER or any(_same(part, other) for other in theirs) for part in ours)


def _same(one: str, other: str) -> bool:
    """«ub» and «ubnd» are one office, and QH14 the Quốc hội of one term."""
    if one == other or {one, other} == {"ub", "ubnd"}:
        return True
    return other.startswith(one) and other[len(one) :].isdecimal()


# Kinds and issuers ---------------------------------------------------------------------------

_LETTER = "cv"
_LAW = "luat"
_KINDS = {
    "nghi dinh": "nd", "quyet dinh": "qd", "thong tu lien tich": "ttlt", "thong tu": "tt",
    "bo luat": _LAW, "luat": _LAW, "phap lenh": "", "nghi quyet lien tich": "nqlt",
    "nghi quyet": "nq", "chi thi": "ct", "ke hoach": "kh", "bao cao": "bc", "cong van": _LETTER,
    "to trinh": "ttr", "thong bao": "tb", "huong dan": "hd", "bien ban": "bb",
    "chuong trinh": "ctr", "quy dinh": "qyd", "quy che": "qc", "cong dien": "cd", "de an": "da",
    "phuong an": "pa", "du an": "da", "ket luan": "kl", "giay moi": "gm", "hop dong": "hd",
    "thong cao": "tc", "giay uy quyen": "guq", "giay gioi thieu": "ggt", "van ban": "",
}  # fmt: skip
# Initials that people type instead of the words; the others are words too («da», «hd», «bb»).
_TYPED = ("ttlt", "nqlt", "ttr", "ctr", "nd", "qd", "tt", "kh", "bc", "tb", "nq", "ct", "cv")
_INITIALS = frozenset(_KINDS.values()) - {"", _LAW, _LETTER}
_SAME_KIND = {"qyd": {"qyd", "qd"}, "ctr": {"ctr", "ct"}}
# What is decreed has its number said without «số»; behind the others a small number counts.
_NUMBERED = frozenset({"nd", "tt", "ttlt", "nq", "nqlt", "ct", _LETTER})
_SMALL = 20
# A year behind these is the month's: «báo cáo 5/2025».
_MONTHLY = frozenset({"bc"})
_MONTHS = 12

_ISSUERS = {
    "chinh phu": "cp", "thu tuong": "ttg", "quoc hoi": "qh", "uy ban nhan dan": "ubnd",
    "ubnd": "ubnd", "uy ban": "ubnd", "chu tich ubnd": "ubnd",
    "chu tich uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "hdnd": "hdnd",
    "bo ngoai giao": "bng", "bng": "bng", "bo noi vu": "bnv", "bnv": "bnv",
    "bo tai chinh": "btc", "btc": "btc", "bo cong an": "bca", "bo tu phap": "btp",
    "bo quoc phong": "bqp", "so ngoai vu": "sngv", "sngv": "sngv", "van phong chinh phu": "vpcp",
    "thanh uy": "tu", "tinh uy": "tu", "trung uong": "tw", "bo chinh tri": "tw",
    "ban bi thu": "tw",
}  # fmt: skip
_CODES = frozenset(_ISSUERS.values()) | {"ub"}


# Finding them --------------------------------------------------------------------------------

_YEAR = r"(?:19|20)\d{2}"
_WORDS = "|".join(sorted(_KINDS, key=len, reverse=True))
_DOTTED = "|".join(r"\.\s?".join(initials) + r"\.?" for initials in _TYPED)
_OPENING = re.compile(
    rf"(?<![\w./])(?:(?P<words>{_WORDS})(?!\w)|(?P<initials>{'|'.join(_TYPED)}|{_DOTTED})"
    # «QĐ-UBND 222», «NĐ-CP 30»
    r"(?:\s?[/-]\s?(?P<office>ubnd|ub|hdnd|cp|ttg|tw|tu|bng|sngv)(?![^\W\d]))?(?![^\W\d]))"
)
# Words of a place or a unit; whatever else a sentence goes on with ends them.
_UNIT = (
    r"(?:\s(?!(?:nam|so|ve|co|noi|quy|la|ngay|va|da|duoc|cho|ban hanh|ky|thi|neu|thang|hay|ai|gi|"
    r"trong|o|tai|den|tu)\b)[^\W\d_]+){0,5}?"
)
_BY = re.compile(
    rf"\s*,?\s*(?:cua|do)\s+(?P<issuer>{'|'.join(sorted(_ISSUERS, key=len, reverse=True))})(?!\w)"
    rf"(?P<rest>{_UNIT})(?=\s*(?:,|\(|[.?!;:]|$|\sso\b|\snam\b|\sngay\b|\sve\b|\sban hanh\b|\sky\b|"
    r"\s(?:co|noi|quy|la|va|da|duoc|cho|thi|neu|hay)\b))"
)
_WHEN = r"\s*[,(]?\s*(?:(?:duoc\s+)?(?:ky|ban hanh)\s+)?"
_IN_YEAR = re.compile(rf"{_WHEN}(?:cua\s+)?nam\s+(?P<year>{_YEAR})(?!\w|\s*[-–]\s*\d)")
_ON_DAY = re.compile(
    rf"{_WHEN}ngay\s+\d{{1,2}}(?:\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*|\s+thang\s+\d{{1,2}}\s*,?\s*nam\s+)"
    rf"(?P<year>{_YEAR})(?!\w)"
)
_BESIDE = re.compile(
    rf"(?:\s?[/_.-]\s?|\s*\(\s*|\s+)(?P<year>{_YEAR})(?![\w/]|\s*[-–]\s*\d)(?:\s*\))?"
)
_SAID = re.compile(
    r"\s*[-.:,(]?\s*(?P<said>(?:(?:co|mang)\s+)?so(?:\s+(?:ky\s+)?hieu)?(?:\s+la)?\s*[:.]?\s*)?"
)
_DIGITS = re.compile(r"(?P<digits>\d{1,5}[a-e]?)(?![\w]|[.,]\d)")
_JOINT = r"(?:\s?[/_-]\s?|–|\.(?=[a-z]))"
_RUN = r"[a-z][a-z0-9]{0,9}"
_LETTERS = rf"(?P<letters>{_RUN}(?:(?:{_JOINT}|\s(?=(?:ubnd|cp|ttg)\b)){_RUN}){{0,4}})(?![\w])"
# Behind the digits: «/1998/QĐ/UBND», «-QĐ/UBND», « BNG-LS», «_2020_ND_CP».
_TAIL = re.compile(
    rf"(?:{_JOINT}(?P<year>{_YEAR}|\d{{2}})(?={_JOINT}[a-z]))?(?P<joint>{_JOINT}|\s){_LETTERS}"
)
_BARE = re.compile(r"(?<![\w.,/-])\d{1,5}[a-e]?(?=[\s/_.–-])")
_UNNAMED = re.compile(
    r"(?<!bao )(?<!chi )(?<!san )\bso\s*:?\s*"
    rf"(?P<digits>\d{{1,5}})\s?/\s?(?P<year>{_YEAR})(?![\w/])"
)
_NEXT = re.compile(
    r"\s*(?:[,;&]|\sva\s|\shoac\s|\shay\s|\svoi\s)\s*(?P<said>so\s+)?(?P<digits>\d{2,5})(?!\w|[.,]\d)"
)

# Behind a number that counts; behind a small one any word does that is not among `_GOES_ON`.
_COUNTED = re.compile(
    r"\s*(?:nam|ngay|thang|tuan|gio|phut|lan|nguoi|doan|van ban|trang|nuoc|du an|co quan|don vi|"
    r"can bo|dong(?! y)|trieu|ty|phan tram|usd|truong hop|quoc gia|dia phuong|dai bieu|ho so|"
    r"tai lieu|doi tac|hoc bong|phong(?! chong)|quyet dinh|cong van|thong tu|nghi dinh)(?!\w)|\s*%"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[?.!,;:)»”\"'-]|(?:cua|ve|noi|quy dinh|co|la|do|duoc|o|tai|dieu \d|khoan \d|muc \d|"
    r"gi|nao|va|hay|thi|nhu|con|het|ban hanh|thay|sua|ai|khi|ra|the|thuoc|trong|theo|de|den|tu|"
    r"cho|hieu luc|bai bo|huong dan|ap dung|yeu cau|giao|ky|phe duyet|thanh lap|nay|tren|"
    r"bo nhiem|ngay \d|nam (?:19|20)\d{2}(?!\s*[-–]))(?!\w))"
)
_NO_LETTERS = frozenset(
    "nam ngay thang nguoi tuan quy lan gio km m2 van ban doan va hoac hay phut ty trieu ha".split()
)

Found = tuple[Span, Reference]


def references(question: str) -> list[Reference]:
    """The documents that a question names by number, in order, each once."""
    return list(dict.fromkeys(reference for _, reference in _find(question)))


def reference_spans(question: str) -> list[Span]:
    """Where a question names documents and their articles."""
    return [
        *(span for span, _ in _find(question)),
        *(match.span() for match in _articles(question)),
    ]


@lru_cache(maxsize=256)
def _find(question: str) -> tuple[Found, ...]:
    text = _Text(question, vi.fold(question))
    found = list(text.with_kind())
    for one in (*text.signs(), *text.unnamed()):
        if not any(one[0][0] < end and start < one[0][1] for (start, end), _ in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one[0]))


@dataclass(frozen=True)
class _Text:
    """A question with its folded form, in which every character stands at the same place."""

    written: str
    folded: str

    def with_kind(self) -> Iterator[Found]:
        """«quyết định số 222 năm 1998», «QĐ 222», «Q.Đ 222/1998 và 223/1998»."""
        reached = 0
        for opening in _OPENING.finditer(self.folded):
            if opening.start() < reached:
                continue
            for span, reference in self._after(opening):
                yield span, reference
                reached = span[1]

    def _after(self, opening: re.Match[str]) -> Iterator[Found]:
        kind = _kind(opening)
        issuer, year, at = _qualifiers(self.folded, opening.end())
        issuer = opening["office"] or issuer
        said = _SAID.match(self.folded, at)
        digits = _DIGITS.match(self.folded, said.end()) if said else None
        if said is None or digits is None:
            return
        if tail := self._tail(digits.end(), kind=kind):
            (_, end), reference = self._signed(digits.start(), tail)
            yield (opening.start(), end), reference
            return
        later, more, end = _qualifiers(self.folded, digits.end(), beside=True)
        year, issuer = year or more, issuer or later
        glued = digits.start() == opening.end()
        if not said["said"] and self._counts(kind, digits, glued=glued, dated=bool(year)):
            return
        if kind in _MONTHLY and not said["said"] and self._is_month(digits):
            return
        yield (opening.start(), end), Reference(digits["digits"], kind, year, issuer)
        yield from self._listed(kind, end)

    def _listed(self, kind: str, at: int) -> Iterator[Found]:
        """«…, 223 và số 224/1999»: more of the same kind."""
        while match := _NEXT.match(self.folded, at):
            _, year, end = _qualifiers(self.folded, match.end(), beside=True)
            if not (match["said"] or year or _GOES_ON.match(self.folded, match.end())):
                return
            if _is_year(match["digits"]) and not match["said"]:
                return
            yield (match.start("digits"), end), Reference(match["digits"], kind, year)
            at = end

    def _counts(self, kind: str, digits: re.Match[str], *, glued: bool, dated: bool) -> bool:
        """Whether the number counts what follows it, or is a year."""
        number = digits["digits"]
        if _is_year(number):
            return True
        if glued:
            return len(number) < 2 and kind not in ("qd", "nd", "nq")
        following = self.folded[digits.end() :]
        year = _IN_YEAR.match(following)
        if kind in _NUMBERED or number.startswith("0"):
            return not dated and _COUNTED.match(following) is not None
        if number.isdecimal() and int(number) <= _SMALL:
            # «kế hoạch 5 năm 2021» is a plan for five years
            span = kind in ("kh", "ctr", "bc") and year is not None
            return span or (not dated and _GOES_ON.match(following) is None)
        return not dated and _COUNTED.match(following) is not None

    def _is_month(self, digits: re.Match[str]) -> bool:
        slash = re.match(rf"\s?/\s?{_YEAR}", self.folded[digits.end() :])
        return slash is not None and int(digits["digits"].rstrip("abcde")) <= _MONTHS

    def signs(self) -> Iterator[Found]:
        """«222/1998/QĐ/UBND», «222 QĐ-UBND», «30_2020_ND_CP»."""
        for match in _BARE.finditer(self.folded):
            if tail := self._tail(match.end(), kind=None):
                yield self._signed(match.start(), tail)

    def unnamed(self) -> Iterator[Found]:
        """«số 222/1998»."""
        for match in _UNNAMED.finditer(self.folded):
            if int(match["digits"]) > _MONTHS:
                yield match.span(), Reference(match["digits"], "", match["year"])

    def _tail(self, at: int, *, kind: str | None) -> re.Match[str] | None:
        """The rest of a sign behind its digits; `kind` is None where none was said before."""
        match = _TAIL.match(self.folded, at)
        if match is None:
            return None
        runs = re.split(r"[\s/_.–-]+", match["letters"])
        written = self.written[match.start("letters") : match.end("letters")]
        capitals = written[: len(runs[0])].isupper() and not self.written.isupper()
        known = runs[0] in _INITIALS or runs[0] in _CODES or runs[0] == _LETTER
        if match["joint"].isspace():
            joined = len(runs) > 1 or (kind in (_LETTER, "") and runs[0] in _CODES)
            sure = joined and (known or (capitals and len(runs[0]) > 1 and kind is not None))
        elif kind is None:
            sure = known or (written[:1].isupper() and match["joint"].strip() in ("/", "-"))
        else:
            sure = known or capitals or written[:1].isupper() or runs[0] not in _NO_LETTERS
        return match if sure else None

    def _signed(self, start: int, tail: re.Match[str]) -> Found:
        """A whole sign; a year behind it counts where it has none of its own."""
        number = re.sub(r"\s*([/_–-])\s*", r"\1", self.written[start : tail.end()])
        _, year, end = _qualifiers(self.folded, tail.end())
        return (start, end), Reference(number, "", "" if tail["year"] else year)


def _kind(opening: re.Match[str]) -> str:
    if opening["words"]:
        return _KINDS[opening["words"]]
    return re.sub(r"[.\s]", "", opening["initials"])


def _is_year(number: str) -> bool:
    return re.fullmatch(_YEAR, number) is not None


def _qualifiers(folded: str, at: int, *, beside: bool = False) -> tuple[str, str, int]:
    """The issuer and the year said at a place, in any order, and where they end; with `beside`
    also a year right behind the number («222/1998»)."""
    issuer = year = ""
    patterns = [_BESIDE] if beside else []
    while True:
        for pattern in (*patterns, _BY, _IN_YEAR, _ON_DAY):
            match = pattern.match(folded, at)
            if match is None or (pattern is _BY and issuer) or (pattern is not _BY and year):
                continue
            if pattern is _BY:
                issuer = _ISSUERS[match["issuer"]]
            else:
                year = match["year"]
            at = match.end()
            break
        else:
            return issuer, year, at
        patterns = []


# Articles ------------------------------------------------------------------------------------

_ARTICLE = re.compile(r"\b(dieu|chuong|muc|phan|phu luc)\s+(\d{1,3}|[ivxlc]{1,6})\b")
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


def article_labels(question: str) -> list[str]:
    """The parts that a question names, folded: «dieu 10», «phu luc i»."""
    return [f"{match[1]} {match[2]}" for match in _articles(question)]


def _articles(question: str) -> Iterator[re.Match[str]]:
    for match in _ARTICLE.finditer(vi.fold(question)):
        written = question[match.start(2) : match.end(2)]
        if match[2].isdecimal() or (_ROMAN.fullmatch(match[2]) and _is_roman(match[1], written)):
            yield match


def _is_roman(part: str, written: str) -> bool:
    """Not «điều vi phạm» and «phần vì sao»: an Điều's numeral is in capitals."""
    return written.isascii() and (written.isupper() or part != "dieu") and written != "vi"


def in_article(headings: tuple[str, ...], label: str) -> bool:
    """Whether a heading path passes through the labelled part."""
    return any(
        re.match(re.escape(label) + r"(?!\w)", vi.fold(heading)) is not None for heading in headings
    )
