"""Whether a sentence in another language says the numbers, dates, document numbers and names of
the Vietnamese sentence, and no others. Pure.

Words cannot be compared across languages, so what passes is not proved: it is only not found
wrong in what counts most. What cannot be told is a fault, never a pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant import polarity
from assistant.parallel_names import missing_names, other_names
from assistant.parallel_pair import EXACT_UNITS, Fault, Pair, Wrong
from assistant.particulars import Particulars, When
from assistant.polarity import Marker
from assistant.quantities import Bound
from assistant.tongues import Language, in_notation
from index.aliases import Aliases
from ingest import text as vi
from ingest.language import language as language_of

__all__ = ["Fault", "Wrong", "faults"]


def faults(
    vietnamese: str, translated: str, language: Language, aliases: Aliases
) -> tuple[Fault, ...]:
    """What of the translated sentence does not go with the Vietnamese one; none where all that
    can be compared does."""
    if not translated.strip():
        return (Fault(Wrong.UNTRANSLATED),)
    found = language_of(translated)
    if vi.clean(translated) == vi.clean(vietnamese) or found not in ("", language.value):
        return (Fault(Wrong.LANGUAGE),)
    pair = Pair(vietnamese, in_notation(translated, language), aliases)
    return tuple(
        dict.fromkeys(
            [
                *_numbers(pair),
                *_dates(pair),
                *_documents(pair),
                *missing_names(pair),
                *other_names(pair),
                *_denials(pair),
                *_length(pair),
            ]
        )
    )


# Numbers ---------------------------------------------------------------------------------------

_SMALL = (1, 2)  # «một», «hai bên»: in words they often go without saying
_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
# «năm» that counts nothing: «năm 2025», «năm nay», «hằng năm».
_YEARS = re.compile(
    r"(?:hằng|hàng|mỗi|trong|những|các|đầu|cuối|nửa|giữa|cả|từ|quý \S+) năm\b|"
    r"\bnăm (?=\d|nay\b|qua\b|tới\b|sau\b|trước\b|đầu\b|thứ\b|học\b)|\bnăm(?=\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Number:
    start: int
    value: Fraction
    unit: str  # of EXACT_UNITS, or empty
    bound: Bound
    written: str
    optional: bool

    def is_said_by(self, other: _Number) -> bool:
        return self.value == other.value and self.unit == other.unit


def _numbers(pair: Pair) -> Iterator[Fault]:
    ours, theirs = _all(pair.ours), _all(pair.theirs)
    years = {when.year for when in (*pair.ours.whens, *pair.theirs.whens)}
    unread = _spoken_digits(pair.ours.text)
    met: set[object] = set()
    for one in ours:
        same = [other for other in theirs if one.is_said_by(other)]
        if same and not one.optional and one.bound not in {other.bound for other in same}:
            yield Fault(Wrong.MISSING, _with_bound(pair.ours, one))
        if same:
            met.add((one.value, one.unit))
        elif not one.optional and one.value not in years:
            yield Fault(Wrong.MISSING, one.written)
    for other in theirs:
        known = any(other.is_said_by(one) for one in ours) or other.value in years
        if not known and not other.optional and other.value not in unread:
            yield Fault(Wrong.ADDED, other.written)
    for unit in sorted({one.unit for one in ours}):
        if _order(ours, unit, met) != _order(theirs, unit, met):
            yield Fault(Wrong.ORDER)


def _all(parsed: Particulars) -> list[_Number]:
    """Counts, ranks and numbers of documents without letters, in the order of the text."""
    found = []
    for one in parsed.quantities:
        written = parsed.text[one.start : one.end]
        unit = one.measure if one.measure in EXACT_UNITS else ""
        small = one.vague or (one.low in _SMALL and not any(map(str.isdigit, written)))
        for value in dict.fromkeys((one.low, one.high)):
            found.append(_Number(one.start, value, unit, one.bound, written, small))
    for ordinal in parsed.ordinals:
        written = parsed.text[ordinal.start : ordinal.end]
        if ordinal.rank.isdecimal():
            small = int(ordinal.rank) in _SMALL and not any(map(str.isdigit, written))
            value = Fraction(ordinal.rank)
            found.append(_Number(ordinal.start, value, "", Bound.EXACT, written, small))
    for reference in parsed.references:
        if reference.number.isdecimal():
            at = parsed.text.find(reference.number)
            value = Fraction(reference.number)
            found.append(_Number(at, value, "", Bound.EXACT, reference.number, False))
    return sorted(found, key=lambda one: one.start)


def _with_bound(parsed: Particulars, one: _Number) -> str:
    before = parsed.text[: one.start].rsplit(maxsplit=1)[-1:]
    return " ".join((*before, one.written))


def _order(numbers: Sequence[_Number], unit: str, met: set[object]) -> list[object]:
    """The values that both have, each where it comes first."""
    return list(
        dict.fromkeys(
            one.value
            for one in numbers
            if one.unit == unit and (one.value, unit) in met and not one.optional
        )
    )


def _spoken_digits(vietnamese: str) -> set[int]:
    """What single words may count that the reader of numbers leaves alone, «ở năm châu lục»."""
    words = re.findall(r"\w+", _YEARS.sub(" ", vi.lower_key(vietnamese)))
    return {_DIGITS[word] for word in words if word in _DIGITS}


# Dates and documents ---------------------------------------------------------------------------


def _dates(pair: Pair) -> Iterator[Fault]:
    counted = {one.low for one in (*pair.ours.quantities, *pair.theirs.quantities)}
    ours, theirs = pair.ours.whens, pair.theirs.whens
    for wrong, parsed, there in (
        (Wrong.MISSING, pair.ours, theirs),
        (Wrong.ADDED, pair.theirs, ours),
    ):
        for when in parsed.whens:
            if _day(when) not in map(_day, there) and (when.month or when.year not in counted):
                yield Fault(wrong, parsed.text[when.start : when.end])
    both = set(map(_day, ours)) & set(map(_day, theirs))
    if _days(ours, both) != _days(theirs, both):
        yield Fault(Wrong.ORDER)


def _day(when: When) -> tuple[int | None, ...]:
    return when.year, when.month, when.day


def _days(whens: Iterable[When], both: set[tuple[int | None, ...]]) -> list[object]:
    return list(dict.fromkeys(day for day in map(_day, whens) if day in both))


def _documents(pair: Pair) -> Iterator[Fault]:
    ours, theirs = ({vi.fold(sign): sign for sign in one.signs} for one in (pair.ours, pair.theirs))
    yield from (Fault(Wrong.MISSING, ours[key]) for key in ours if key not in theirs)
    yield from (Fault(Wrong.ADDED, theirs[key]) for key in theirs if key not in ours)
    codes, others = set(pair.ours.codes), set(pair.theirs.codes)
    yield from (Fault(Wrong.MISSING, code) for code in sorted(codes - others))
    yield from (Fault(Wrong.ADDED, code) for code in sorted(others - codes))


# The rest --------------------------------------------------------------------------------------

_LONGEST, _SHORTEST, _SLACK = 1.6, 0.3, 8  # words a Vietnamese syllable; words more or less


def _denials(pair: Pair) -> Iterator[Fault]:
    denied = [
        any(one.marker is Marker.NEGATION for one in polarity.marked(text))
        for text in (pair.ours.text, pair.theirs.text)
    ]
    if denied[0] is not denied[1]:
        yield Fault(Wrong.NEGATION)


def _length(pair: Pair) -> Iterator[Fault]:
    ours, theirs = (len(words.split()) for words in (pair.our_words, pair.their_words))
    if not ours * _SHORTEST - _SLACK <= theirs <= ours * _LONGEST + _SLACK:
        yield Fault(Wrong.LENGTH)
