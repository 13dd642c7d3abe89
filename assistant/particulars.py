"""The particulars of a sentence that can be held against another text: dates in all spellings,
document numbers, ordinals, codes, quantities and capitalised names. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.quantities import Quantity, quantities
from index.reference import Reference, reference_spans, references
from ingest import text as vi
from ingest.text import Span, Token


@dataclass(frozen=True)
class When:
    """A date as far as it is given."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def borne_out_by(self, other: When) -> bool:
        """Whether the other says all that this one says: a date bears out its year, a year no
        date."""
        return all(
            mine is None or mine == theirs
            for mine, theirs in (
                (self.year, other.year),
                (self.month, other.month),
                (self.day, other.day),
            )
        )


@dataclass(frozen=True)
class Ordinal:
    """«hạng Nhì», «lần thứ 3», «Điều 10», «quý I»; `label` is folded, empty where a language
    has none («3rd»)."""

    start: int
    end: int
    label: str
    rank: str


@dataclass(frozen=True)
class Run:
    """Capitalised words side by side."""

    start: int
    end: int
    words: tuple[Token, ...]
    opens: bool  # the sentence, where any word is capitalised

    @property
    def key(self) -> str:
        return " ".join(vi.lower_key(word.text) for word in self.words)


@dataclass(frozen=True)
class Particulars:
    """What one text claims, each with its place in it."""

    text: str
    folded: bool
    whens: tuple[When, ...]
    references: tuple[Reference, ...]
    signs: tuple[str, ...]
    ordinals: tuple[Ordinal, ...]
    codes: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    runs: tuple[Run, ...]


# A passage is held against every sentence that cites it.
@lru_cache(maxsize=4096)
def particulars(text: str) -> Particulars:
    signs = vi.document_numbers(text)
    named = [span for span in reference_spans(text) if not _ARTICLE.match(text, span[0])]
    documents = [*(span for span, _ in signs), *named]
    codes = [match for match in _CODE.finditer(text) if not _within(match.span(), documents)]
    # «30/100/NĐ-CP» reads as document 30: the rest is to stand there as well.
    codes += [match for match in _SLASHED.finditer(text) if _juts_out(match.span(), documents)]
    coded = [match.span() for match in codes]
    # A date behind a document's name is read with it, and is a claim of its own.
    whens = _whens(text, [*(span for span, _ in signs), *coded])
    taken = [*documents, *coded]
    taken += [(when.start, when.end) for when in whens]
    ordinals = tuple(one for one in _ordinals(text) if not _within((one.start, one.end), taken))
    # «Nhì» and «II» of a rank are no names, nor is the sign of a document.
    ranked = [*taken, *((one.end - 1, one.end) for one in ordinals)]
    taken += [(one.start, one.end) for one in ordinals]
    return Particulars(
        text=text,
        folded=vi.is_folded(text),
        whens=whens,
        references=tuple(references(text)),
        signs=tuple(number for _, number in signs),
        ordinals=ordinals,
        codes=tuple(vi.fold(match[0]) for match in codes),
        quantities=quantities(text, taken),
        runs=tuple(run for run in _runs(text) if not _within((run.start, run.end), ranked)),
    )


def _juts_out(span: Span, spans: Sequence[Span]) -> bool:
    return any(start <= span[0] < end < span[1] for start, end in spans)


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


# A part of a document, which is ranked like any other thing.
_ARTICLE = re.compile(r"(?:điều|chương|mục|phần|phụ\s+lục)\s", re.IGNORECASE)
# Letters and digits in one word: «A4», «QH14», «COVID-19», «APEC2017».
_CODE = re.compile(rf"(?<![\w/])[{vi.UPPER}a-z]*[{vi.UPPER}](?:-\d+|\d+)(?:-\d+)*(?![\w/])")
_SLASHED = re.compile(r"\d\w*(?:/[\w-]+)+")

# Dates -----------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
        "september sep sept,october oct,november nov,december dec".split(","),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_Y, _M, _D = (
    r"(?P<y>(?:1[89]|20|21)\d{2})",
    r"(?P<m>0?[1-9]|1[0-2])",
    r"(?P<d>0?[1-9]|[12]\d|3[01])",
)
_END = r"(?![\w/]|[.,-]\d)"
_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12,
}  # fmt: skip
_WORD_MONTH = "|".join(sorted(_MONTH_WORDS, key=len, reverse=True))
# The fuller ones first: a place that one has taken is not read again.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_D}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_NAME})\.?,?\s+{_Y}{_END}",
        rf"\b(?P<name>{_NAME})\.?\s+{_D}(?:st|nd|rd|th)?,?\s+{_Y}{_END}",
        rf"\b(?P<name>{_NAME})\.?,?\s+{_Y}{_END}",
        rf"\bngày\s+{_D}\s+tháng\s+(?P<word>{_WORD_MONTH})\s+năm\s+{_Y}{_END}",
        rf"\btháng\s+(?:{_M}|(?P<word>{_WORD_MONTH}))(?:\s*/\s*|\s*-\s*|\s+(?:,\s*)?năm\s+){_Y}{_END}",
        rf"(?<![\w/.,-]){_M}/{_Y}{_END}",
        rf"\b(?:ngày|mồng|sáng|chiều|tối)\s+{_D}\s*(?:/|-|\s+tháng\s+){_M}{_END}",
        rf"(?<![\w/.,-]){_D}\s+tháng\s+{_M}{_END}",
        rf"\b{_D}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_NAME})(?!\w)",
        rf"\b(?P<name>{_NAME})\s+{_D}(?:st|nd|rd|th)?{_END}",
        rf"\btháng\s+(?:{_M}{_END}|(?P<word>giêng|chạp))",
        rf"\bngày\s+{_D}{_END}",
    )
)
# Behind a number that looks like a year: then it counts something.
_COUNTS = re.compile(
    r"\s*(?:%|người|đoàn|lượt|hộ|khách|đại biểu|học sinh|sinh viên|usd|đồng|triệu|tỷ|tỉ|nghìn|ha\b|"
    r"km|m2|tấn|euro|đô la|people|visitors|dollars)",
    re.IGNORECASE,
)


def _whens(text: str, taken: Sequence[Span]) -> tuple[When, ...]:
    found = [
        When(*span, *map(int, iso.split("-"))) for span, iso in vi.dates(text)
        if not _within(span, taken)
    ]  # fmt: skip
    reached = [*taken, *((when.start, when.end) for when in found)]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _within(match.span(), reached):
                found.append(_when(match))
                reached.append(match.span())
    for span, year in vi.years(text):
        if not _within(span, reached) and not _COUNTS.match(text, span[1]):
            found.append(When(*span, year))
    return tuple(sorted(found, key=lambda when: when.start))


def _when(match: re.Match[str]) -> When:
    parts = match.groupdict()
    month = parts.get("m")
    if parts.get("name"):
        month = _MONTHS[parts["name"].lower()]
    elif parts.get("word"):
        month = _MONTH_WORDS[parts["word"].lower()]
    return When(
        *match.span(),
        year=int(parts["y"]) if parts.get("y") else None,
        month=int(month) if month else None,
        day=int(parts["d"]) if parts.get("d") else None,
    )


# Ordinals --------------------------------------------------------------------------------------

_RANKS = {
    "nhất": "1", "một": "1", "nhì": "2", "hai": "2", "ba": "3", "tư": "4", "bốn": "4", "năm": "5",
    "sáu": "6", "bảy": "7", "tám": "8", "chín": "9", "mười": "10", "first": "1", "second": "2",
    "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10",
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ORDINAL = re.compile(
    r"\b(?P<label>hạng|lần\s+thứ|thứ|lần|khóa|khoá|nhiệm\s+kỳ|quý|khoản|điều|chương|mục|phần|"
    r"phụ\s+lục|mẫu|bảng|biểu|hình|cấp\s+độ|cấp|loại|đợt|kỳ\s+họp\s+thứ|vòng|bước|điểm|bậc|giải)\s+"
    r"(?P<rank>\d+(?:\.\d+)*[a-e]?(?![\w%]|[,/]\d)|[ivxlc]+\b|nhất\b|nhì\b|hai\b|ba\b|tư\b|bốn\b|năm\b|"
    r"sáu\b|bảy\b|tám\b|chín\b|mười\b|[a-zđ]\b)",
    re.IGNORECASE,
)
_RANKED_ENGLISH = re.compile(
    r"\b(?:(?P<digits>\d+)(?:st|nd|rd|th)|"
    r"(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))\b",
    re.IGNORECASE,
)
# «điểm năm», «phần hai»: only behind these does a word rank rather than count.
_BY_WORD = frozenset({"hang", "thu", "lan thu", "ky hop thu", "giai", "bac", "loai"})
_BY_LETTER = frozenset({"diem", "loai", "cap", "phu luc", "khoan"})


def _ordinals(text: str) -> Iterator[Ordinal]:
    for match in _ORDINAL.finditer(text):
        label = re.sub(r"\s+", " ", vi.fold(match["label"]))
        rank = _rank(label, match["rank"])
        if rank:
            yield Ordinal(*match.span(), label.removesuffix(" thu") if label != "thu" else "", rank)
    if vi.is_folded(text):
        for match in _RANKED_ENGLISH.finditer(text):
            rank = match["digits"] or _RANKS[match["word"].lower()]
            yield Ordinal(*match.span(), "", rank)


def _rank(label: str, written: str) -> str:
    lower = written.lower()
    if lower[0].isdecimal():
        return lower.lstrip("0")
    if lower in _RANKS:
        return _RANKS[lower] if label in _BY_WORD else ""
    roman = set(lower) <= set(_ROMAN)
    if roman and (written.isupper() or len(lower) > 1):
        values = [_ROMAN[letter] for letter in lower]
        following = [*values[1:], 0]
        total = sum(-a if a < b else a for a, b in zip(values, following, strict=True))
        return str(total)
    return lower if len(lower) == 1 and label in _BY_LETTER else ""


# Names -----------------------------------------------------------------------------------------

_CAPITALISED = re.compile(rf"[{vi.UPPER}][^\W\d_]*(?:[.-]?[ -]?[{vi.UPPER}][^\W\d_]*)*", re.UNICODE)
_OPENING = re.compile(r"[\s\"“«'(\[–•-]*")
_HONORIFICS = frozenset(
    "ông bà ngài anh chị cô chú gs pgs ts ths tskh gsts pgsts bs ks cn mr mrs ms dr prof sir madam "
    "đc tm kt".split()
)


def _runs(text: str) -> Iterator[Run]:
    opening = _OPENING.match(text)
    begins = opening.end() if opening else 0
    for match in _CAPITALISED.finditer(text):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "/"):
            continue
        at = match.start()
        words = [Token(at + t.start, at + t.end, t.text) for t in vi.tokens(match[0])]
        opens = match.start() == begins or text[: match.start()].rstrip()[-1:] in tuple(".!?:;–•")
        while words and words[0].text.lower() in _HONORIFICS:
            words, opens = words[1:], False
        if words:
            yield Run(words[0].start, match.end(), tuple(words), opens)
