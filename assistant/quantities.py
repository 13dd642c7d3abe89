"""Numbers in Vietnamese and English text with what they count: «1.250 người», «2,35 tỷ đồng»,
«hai mươi lăm», «1 triệu rưỡi», «20–25 mm», «một phần ba», «hơn 44 %». Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ingest import text as vi
from ingest.text import Span


class Bound(StrEnum):
    """How a number is meant: «hơn 44» is not 44."""

    EXACT = "exact"
    MORE = "more"
    ALMOST = "almost"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS = "less"


@dataclass(frozen=True)
class Quantity:
    """A number where it stands. `low` and `high` differ in a range; `measure` is a unit of
    measure or currency by its code («usd», «%», «km»), `counted` the words behind it otherwise;
    `vague` marks «một», which may be no more than an article."""

    start: int
    end: int
    low: Fraction
    high: Fraction
    measure: str
    counted: tuple[str, ...]
    bound: Bound
    vague: bool = False


def quantities(text: str, taken: Sequence[Span] = ()) -> tuple[Quantity, ...]:
    """The numbers of a text in order, without those within the `taken` spans (dates, document
    numbers, ordinals)."""
    return tuple(_Scan(text, taken).run())


def same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether both count the same kind of thing, as far as either says: 15 người are no
    15 đoàn, USD no đồng; but people are people by whatever noun."""
    if one.measure or other.measure:
        return one.measure == other.measure
    ours, theirs = one.counted, other.counted
    if not ours or not theirs:
        return True
    if _are_people(ours) and _are_people(theirs):
        return "nguoi" in map(vi.fold, (ours[0], theirs[0])) or _heads_meet(ours, theirs)
    return _heads_meet(ours, theirs)


def _heads_meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if _SAME_HEADS.get(ours[0], ours[0]) == _SAME_HEADS.get(theirs[0], theirs[0]):
        both = len(ours) > 1 and len(theirs) > 1
        # «công chức» and «công ty» share no more than a syllable
        return not (both and ours[0] in _HALVES and ours[1] != theirs[1])
    return ours[0] in theirs[:3] or theirs[0] in ours[:3]


def _are_people(counted: tuple[str, ...]) -> bool:
    return counted[0] in _PEOPLE or " ".join(counted[:2]) in _PEOPLE


# Words -----------------------------------------------------------------------------------------

_DIGITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONLY_INSIDE = frozenset({"mốt", "tư", "lăm", "nhăm"})
_SCALES = {
    "chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "hundred": 100, "thousand": 1000, "million": 10**6,
    "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
# «một» behind which no 1 is meant; «năm» is 5 behind these only, and before a scale.
_NO_ONE = frozenset("số trong cách phần vài lần mặt chút".split())
_BEFORE_FIVE = frozenset("có gồm khoảng hơn gần cả với là trên dưới đủ thêm".split())
_MEASURES = {
    "%": "%", "phần trăm": "%", "percent": "%", "per cent": "%", "điểm phần trăm": "điểm %",
    "đồng": "vnd", "vnd": "vnd", "vnđ": "vnd", "đ": "vnd", "usd": "usd", "đô la": "usd",
    "đô": "usd", "dollars": "usd", "dollar": "usd", "us dollars": "usd", "eur": "eur",
    "euro": "eur", "euros": "eur", "yên": "jpy", "yen": "jpy", "jpy": "jpy", "won": "krw",
    "krw": "krw", "nhân dân tệ": "cny", "ndt": "cny", "cny": "cny", "kíp": "lak", "kip": "lak",
    "lak": "lak", "baht": "thb", "thb": "thb", "bạt": "thb",
    "mm": "mm", "cm": "cm", "m": "m", "mét": "m", "km": "km", "ki lô mét": "km", "m2": "m2",
    "m²": "m2", "mét vuông": "m2", "km2": "km2", "km²": "km2", "ha": "ha", "héc ta": "ha",
    "hecta": "ha", "hectares": "ha", "kg": "kg", "tấn": "tấn", "tons": "tấn", "pt": "pt",
    "cỡ chữ": "pt",
    "năm": "year", "years": "year", "year": "year", "tháng": "month", "months": "month",
    "month": "month", "tuần": "week", "weeks": "week", "ngày": "day", "days": "day",
    "day": "day", "giờ": "hour", "tiếng": "hour", "hours": "hour", "phút": "minute",
    "minutes": "minute", "ngày làm việc": "working day", "working days": "working day",
}  # fmt: skip
_LONGEST_MEASURE = 3
_CURRENCIES = frozenset("vnd usd eur jpy krw cny lak thb".split())
_PEOPLE = frozenset(
    "người,vị,khách,people,persons,delegates,members,guests,officials,đại biểu,thành viên,cán bộ,"
    "công chức,viên chức,chuyên gia,nhân viên,lao động,sinh viên,học viên,học sinh,công dân,"
    "đồng chí,lưu học,tình nguyện".split(",")
)
_SAME_HEADS = {"quốc": "nước", "countries": "nước"}
# Syllables that say little without the next one.
_HALVES = frozenset("công quan đại nhân học cán viên chuyên thành tổ văn hội dự hợp thỏa".split())
_ENDS_UNIT = frozenset(
    "của và có được là đã đang sẽ trong tại ở từ đến tới theo với để khi nếu hoặc hay do bởi cho "
    "về vào trên dưới như thì mà này đó so gồm bao tăng giảm nhằm bằng hơn "
    "of and in at from to by for with were was is are on".split()
)
_COUNTED_WORDS = 4
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_LEAST, r"ít nhất(?: là)?|tối thiểu(?: là)?|không dưới|không ít hơn|at least"),
    (Bound.AT_MOST, r"tối đa(?: là)?|nhiều nhất(?: là)?|không quá|không vượt quá|không hơn|"
     r"up to|at most|no more than|not more than"),
    (Bound.LESS, r"dưới|chưa đến|chưa tới|chưa đầy|ít hơn|thấp hơn|nhỏ hơn|less than|under|"
     r"fewer than|below"),
    (Bound.MORE, r"hơn|trên|quá|vượt|more than|over|above"),
    (Bound.ALMOST, r"gần|ngót|suýt soát|nearly|almost"),
    (Bound.ABOUT, r"khoảng|chừng|độ|xấp xỉ|ước|ước khoảng|about|approximately|around|some|roughly"),
)  # fmt: skip
_BEFORE = tuple(
    (bound, re.compile(rf"(?<!\w)(?:{words})\s*[$€]?\s*$", re.IGNORECASE))
    for bound, words in _BOUNDS
)
_LOOKED_BACK = 24  # characters
_BEHIND = re.compile(r"[^.;,]{0,30}?\btrở (lên|xuống)\b|[^.;,]{0,20}?\bor (more|less)\b")
# «trên 3 lĩnh vực»: not more than three
_ON = re.compile(r"trên\s*$", re.IGNORECASE)
_SURFACES = frozenset({"lĩnh vực", "phương diện", "địa bàn", "cơ sở", "khía cạnh", "bình diện"})

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)?|[^\W\d_]+(?:²|2(?!\w))?|[%$€]|[^\w\s]")
_RANGE = frozenset({"-", "–", "—", "đến", "tới", "to"})
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class _Number:
    value: Fraction
    after: int  # index of the token behind it
    scaled: bool = False
    vague: bool = False


class _Scan:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, taken: Sequence[Span]) -> None:
        self._text = text
        self._taken = taken
        self._tokens = list(_TOKEN.finditer(text))
        self._words = [match[0].lower() for match in self._tokens]
        self._vietnamese = not vi.is_folded(text)

    def run(self) -> list[Quantity]:
        found: list[Quantity] = []
        at = 0
        while at < len(self._tokens):
            number = None if self._is_taken(at) else self._number(at)
            if number is None:
                at += 1
                continue
            quantity, at = self._quantity(at, number)
            found.append(quantity)
        return found

    def _is_taken(self, at: int) -> bool:
        start, end = self._tokens[at].span()
        return any(
            start < taken_end and taken_start < end for taken_start, taken_end in self._taken
        )

    def _word(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _quantity(self, at: int, number: _Number) -> tuple[Quantity, int]:
        low, high, after = number.value, number.value, number.after
        if second := self._second(after):
            high, after = second.value, second.after
            if second.scaled and not number.scaled:
                low *= self._scale_of(second)
        measure, past = self._measure(after)
        if not measure and self._word(at - 1) in ("$", "€"):
            measure = "usd" if self._word(at - 1) == "$" else "eur"
        counted = () if measure else self._counted(after)
        start, end = self._tokens[at].start(), self._tokens[after - 1].end()
        bound = self._bound(start, end, counted)
        vague = number.vague and not measure
        return Quantity(start, end, low, high, measure, counted, bound, vague), past

    def _second(self, after: int) -> _Number | None:
        """The upper end of a range, behind «–» or «đến», or behind a unit and one of them."""
        measure, past = self._measure(after)
        for joint in {after, past if measure else after}:
            if self._word(joint) in _RANGE and not self._is_taken(
                min(joint + 1, len(self._words) - 1)
            ):
                second = self._number(joint + 1)
                if second is not None and self._digits(joint + 1):
                    return second
        return None

    def _digits(self, at: int) -> bool:
        return self._word(at)[:1].isdecimal()

    def _scale_of(self, number: _Number) -> int:
        return _SCALES.get(self._word(number.after - 1), 1)

    def _number(self, at: int) -> _Number | None:
        if at >= len(self._words):
            return None
        if self._digits(at):
            return self._numeral(at)
        if self._vietnamese:
            return self._fraction_words(at) or self._vietnamese_words(at)
        return self._english_words(at)

    def _numeral(self, at: int) -> _Number | None:
        if _LETTER.match(self._text[max(0, self._tokens[at].start() - 1) :][:1] or " "):
            return None  # within a code, «QH14»
        word = self._word(at)
        if "/" in word:
            above, _, below = word.partition("/")
            if not above.isdecimal() or not int(below):
                return None
            return _Number(Fraction(int(above), int(below)), at + 1)
        measure, _ = self._measure(at + 1)
        scaled = self._word(at + 1) in _SCALES or (measure != "" and measure not in _CURRENCIES)
        return self._scaled(_value(word, vietnamese=self._vietnamese, scaled=scaled), at + 1)

    def _scaled(self, value: Fraction, at: int) -> _Number:
        """With the scales behind it: «2 triệu rưỡi», «1 tỷ 200 triệu», «1,2 nghìn tỷ»."""
        scale = 1
        while scale < 10**12 and self._word(at) in _SCALES:
            scale *= _SCALES[self._word(at)]
            at += 1
        value *= scale
        if scale > 1 and self._word(at) == "rưỡi":
            return _Number(value + Fraction(scale, 2), at + 1, scaled=True)
        if scale > 1 and self._digits(at) and _SCALES.get(self._word(at + 1), scale) < scale:
            rest = self._scaled(
                _value(self._word(at), vietnamese=self._vietnamese, scaled=True), at + 1
            )
            return _Number(value + rest.value, rest.after, scaled=True)
        return _Number(value, at, scaled=scale > 1)

    def _fraction_words(self, at: int) -> _Number | None:
        """«một phần ba», «một nửa»."""
        if self._word(at) == "nửa":
            return _Number(Fraction(1, 2), at + 1)
        if self._word(at) == "một" and self._word(at + 1) == "nửa":
            return _Number(Fraction(1, 2), at + 2)
        below = _DIGITS.get(self._word(at + 2)) or (10 if self._word(at + 2) == "mười" else 0)
        if self._word(at) in _DIGITS and self._word(at + 1) == "phần" and below:
            return _Number(Fraction(_DIGITS[self._word(at)], below), at + 3)
        return None

    def _vietnamese_words(self, at: int) -> _Number | None:
        first = self._word(at)
        if not self._begins(at):
            return None
        total = group = last_scale = 0
        pending: int | None = None
        start = at
        while word := self._word(at):
            if word in _DIGITS and pending is None and (at == start or self._goes_on(at)):
                pending = _DIGITS[word]
            elif word == "mười" and pending is None:
                group += 10
            elif word == "mươi" and pending is not None:
                group, pending = group + pending * 10, None
            elif word in ("linh", "lẻ") and self._word(at + 1) in _DIGITS and at > start:
                pass
            elif word in _SCALES and (pending is not None or group):
                last_scale, value = _SCALES[word], pending or 0
                if last_scale <= 100:
                    group += value * last_scale
                else:
                    total, group = total + (group + value) * last_scale, 0
                pending = None
            elif word == "rưỡi" and last_scale:
                at += 1
                return _Number(Fraction(total + group) + Fraction(last_scale, 2), at, scaled=True)
            else:
                break
            at += 1
        whole = Fraction(total + group + (pending or 0))
        scaled = self._word(at - 1) in _SCALES
        return _Number(whole, at, scaled, vague=first == "một" and at == start + 1)

    def _begins(self, at: int) -> bool:
        word, following = self._word(at), self._word(at + 1)
        if word != "mười" and (word not in _DIGITS or word in _ONLY_INSIDE):
            return False
        written = self._tokens[at][0]
        if (
            written[0].isupper()
            and at + 1 < len(self._tokens)
            and self._tokens[at + 1][0][0].isupper()
        ):
            return False  # «Ba Lan»
        if written[0].isupper() and at > 0 and self._word(at - 1) not in '.:;–-"“«(':
            return False  # «Bà Ba»
        if word == "năm":
            compound = following in _SCALES or following == "mươi"
            counts = self._word(at - 1) in _BEFORE_FIVE and following.isalpha()
            return compound or (counts and following not in ("nay", "qua", "tới", "sau", "trước"))
        if word == "ba" and self._word(at + 1) == "":
            return self._word(at - 1) != ""
        return not (word == "một" and following in _NO_ONE)

    def _goes_on(self, at: int) -> bool:
        """Whether a digit may stand here within a number: «mươi lăm», «trăm linh ba»."""
        before = self._word(at - 1)
        if self._word(at) == "năm" and self._word(at + 1) not in (*_SCALES, "mươi"):
            return False
        return before in ("mươi", "mười", "linh", "lẻ") or before in _SCALES

    def _english_words(self, at: int) -> _Number | None:
        if self._word(at) not in _ENGLISH:
            return None
        value = 0
        while (word := self._word(at)) in _ENGLISH:
            value += _ENGLISH[word]
            at += 1
            if self._word(at) == "-" and self._word(at + 1) in _ENGLISH:
                at += 1
        return self._scaled(Fraction(value), at)

    def _measure(self, at: int) -> tuple[str, int]:
        """The unit of measure at a place and the index behind it."""
        for length in range(_LONGEST_MEASURE, 0, -1):
            code = _MEASURES.get(" ".join(self._words[at : at + length]))
            if code:
                return code, at + length
        return "", at

    def _counted(self, at: int) -> tuple[str, ...]:
        counted: list[str] = []
        while len(counted) < _COUNTED_WORDS and self._word(at).isalpha():
            if self._word(at) in _ENDS_UNIT:
                break
            counted.append(vi.lower_key(self._word(at)))
            at += 1
        return tuple(counted)

    def _bound(self, start: int, end: int, counted: tuple[str, ...]) -> Bound:
        behind = _BEHIND.match(self._text, end)
        if behind:
            return Bound.AT_LEAST if behind[1] == "lên" or behind[2] == "more" else Bound.AT_MOST
        before = self._text[max(0, start - _LOOKED_BACK) : start]
        if " ".join(counted[:2]) in _SURFACES and _ON.search(before):
            return Bound.EXACT
        for bound, pattern in _BEFORE:
            if pattern.search(before):
                return bound
        return Bound.EXACT


def _value(word: str, *, vietnamese: bool, scaled: bool) -> Fraction:
    """A numeral with its separators. Groups of three are thousands; a single one behind the
    decimal mark of the language is decimal where something is measured («2,350 tỷ»)."""
    groups = re.split("[.,]", word)
    marks = re.findall("[.,]", word)
    if not marks:
        return Fraction(word)
    decimal_mark = "," if vietnamese else "."
    whole_groups = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    thousands = whole_groups and len(set(marks)) == 1 and not groups[0].startswith("0")
    if thousands and not (len(marks) == 1 and marks[0] == decimal_mark and scaled):
        return Fraction("".join(groups))
    if len(marks) > 1 and len(set(marks)) == 1:
        return Fraction("".join(groups))  # no number that anyone writes; told apart all the same
    return Fraction(f"{''.join(groups[:-1])}.{groups[-1]}")
