"""What an encoding makes of the words of a text, and how far that is Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.encodings import ENCODINGS
from ingest.syllables import is_syllable

_UNICODE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
# Surfaces hold signs, no-break spaces and control characters: a word ends at ASCII alone.
_WORD = re.compile(r"[^\t-\r !-@\[-`{-\x7f]+")
_HIGH = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\xa1-\xff\uf001-\uf0ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ODD = re.compile(r"[^\W\d_A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ]|[^A-Za-zÀ-ÖØ-öø-ÿ]")
_QUOTES = "“”‘’–—…•„‚"
_QUOTATION = "«»" + _QUOTES
_QUOTE = re.compile(f"[{_QUOTES}]")
_SIGNS = frozenset("§©·×÷±°½¼¾¹²³»")  # that stand alone; not «®)», which is «đ)» in TCVN3
_BESIDE = "¡¿©®°§±×£¢¥½¼¾¹²³" + _QUOTATION  # stand beside words of any language
_LONGEST_ABBREVIATION = 6  # letters: QĐ, UBTƯ, ĐHQGĐN

_LEAST_HIGH = 0.3  # of a paragraph's words; French has half of it
_FINE = 0.7  # of the words with such characters; of TCVN3's, a quarter happen to be Vietnamese
_WITHOUT_CAPITALS = ("tcvn3", "vni")


def is_unicode_vietnamese(text: str) -> bool:
    """Whether the text has a letter that only Unicode Vietnamese has. Such text is sacred."""
    return _UNICODE.search(unicodedata.normalize("NFC", text)) is not None


def has_legacy_look(text: str) -> bool:
    """Whether enough words have characters of the upper half of Latin-1."""
    words = _WORD.findall(text)
    high = sum(_HIGH.search(word) is not None for word in words)
    return high > 0 and high >= _LEAST_HIGH * len(words)


def _is_fine(text: str) -> bool:
    high = [word for word in _WORD.findall(text) if _HIGH.search(word)]
    return sum(map(_is_fine_word, high)) >= _FINE * len(high)


def _is_fine_word(word: str) -> bool:
    """Whether the word is Vietnamese as it stands, with no signs but quotation marks about it."""
    parts = word.strip(_QUOTATION).replace("\xa0", "–").split("–")  # «Hà Nam», «Huế–Saijo»
    return all(part.isalpha() and _is_vietnamese(part) for part in parts)


@dataclass(frozen=True)
class Tally:
    """What an encoding makes of a text: the words that it changes, how many of those are
    Vietnamese before and after, how many of them cannot be anything else than legacy text
    (`telling`); and the shares that are Vietnamese afterwards, of all words and of those
    with accents (`accented`), changed or not."""

    changed: int
    before: int
    after: int
    telling: int
    vietnamese: float
    accented: float

    @property
    def gain(self) -> int:
        return self.after - self.before

    @property
    def confidence(self) -> float:
        return self.after / self.changed if self.changed else 0.0

    @property
    def convinces(self) -> bool:
        """Vietnamese in Unicode loses words (before > after), other languages win none."""
        return (
            self.changed >= 3
            and self.after >= 0.8 * self.changed
            and self.before <= 0.5 * self.changed
            and self.vietnamese >= 0.6
        )


def best_encoding(texts: Iterable[str]) -> tuple[str, Tally] | None:
    """The encoding in which texts that look like legacy text are Vietnamese, if one convinces.

    Texts that are Vietnamese as they stand say nothing, short ones being without the letters
    that only Unicode has.
    """
    looking = [text for text in texts if has_legacy_look(text) and not _is_fine(text)]
    tallies = ((encoding, tally(looking, encoding)) for encoding in ENCODINGS)
    convincing = (found for found in tallies if found[1].convinces)
    return max(convincing, key=lambda found: found[1].gain, default=None)


def tally(texts: Iterable[str], encoding: str) -> Tally:
    words = accented = changed = before = after = telling = kept = plain = 0
    for word in _words(texts):
        words += 1
        accented += _HIGH.search(word) is not None
        converted = _converted(word, encoding)
        if converted == word:
            kept += _HIGH.search(word) is not None and _is_vietnamese(word)
            plain += _HIGH.search(word) is None and _is_vietnamese(word)
            continue
        changed += 1
        before += _is_fine_word(word)
        after += _is_vietnamese(converted) or not _LETTERS.search(converted)
        telling += _tells(word, converted)
    return Tally(
        changed,
        before,
        after,
        telling,
        vietnamese=(plain + kept + after) / max(words, 1),
        accented=(kept + after) / max(accented, 1),
    )


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for word in _WORD.findall(text):
            if any(map(str.isalpha, word)) or len(word) > 1:
                yield word


@lru_cache(maxsize=65536)
def _converted(word: str, encoding: str) -> str:
    """The word by the encoding's table. Quotation marks and dashes around it, which are letters
    in VISCII and VPS, stay what they are where the word makes no sense otherwise."""
    whole = _by_table(word, encoding)
    core = word.strip(_QUOTES)
    if len(core) in (0, len(word)) or _is_vietnamese(whole):
        return whole
    at = word.index(core)
    kept = word[:at] + _by_table(core, encoding) + word[at + len(core) :]
    return kept if _is_vietnamese(kept) else whole


def _by_table(word: str, encoding: str) -> str:
    converted = ENCODINGS[encoding](word)
    return _LETTERS.sub(_capitalised, converted) if encoding in _WITHOUT_CAPITALS else converted


def _capitalised(match: re.Match[str]) -> str:
    return match[0].upper() if _case(match[0]) else match[0]


@lru_cache(maxsize=65536)
def _is_vietnamese(word: str) -> bool:
    parts = _LETTERS.findall(word)
    return bool(parts) and all(
        _is_abbreviation(part)
        or (is_syllable(part) and (part.isupper() or not any(map(str.isupper, part[1:]))))
        for part in parts
    )


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 2 <= len(word) <= _LONGEST_ABBREVIATION and "Đ" in word


def _tells(word: str, converted: str) -> bool:
    """Whether the word can be no word of another language: it has signs or capitals within
    («Nghµ», «ViÖt»), or several characters for one letter («tieáng»)."""
    cores = _QUOTE.split(word.strip(_BESIDE).lstrip("µ"))  # «µm»
    return len(converted) < len(word) or any(map(_ODD.search, cores))


def convert_words(text: str, encoding: str) -> str:
    """The text by the encoding's table, in NFC, but for words of other languages in it and
    for signs that stand alone (§ 5, © 2005, 3 × 4)."""

    def replace(match: re.Match[str]) -> str:
        word = match[0]
        converted = _converted(word, encoding)
        if word in _SIGNS and converted != "ở":
            return word
        fits = len(word) == 1 or _is_vietnamese(converted) or _tells(word, converted)
        return converted if fits else word

    return unicodedata.normalize("NFC", _WORD.sub(replace, text))


def convert_all(text: str, encoding: str) -> str:
    """The text by the encoding's table, in NFC, every character of it."""
    return unicodedata.normalize("NFC", ENCODINGS[encoding](text))


# Capitals ------------------------------------------------------------------------------------

_CLAUSE = re.compile(r"[^.:;\n\t]+")
_CAPITAL = re.compile(r"[A-ZĂÂĐÊÔƠƯÀ-Ý]")


def restore_capitals(text: str, encoding: str) -> str:
    """Capitals for the small letters in words of capitals: TCVN3 has no capital letter with a
    tone, and fonts of capitals show «CéNG HOµ» as «CỘNG HOÀ».

    A word such as «Sở» that may be either goes with its neighbours on both sides.
    """
    if encoding not in _WITHOUT_CAPITALS:
        return text
    return _CLAUSE.sub(lambda match: _restore_in_clause(match[0]), text)


def _restore_in_clause(text: str) -> str:
    words = [match[0] for match in _LETTERS.finditer(text)]
    cases = [_case(word) for word in words]
    # Abbreviations are in capitals anywhere: «Số TT», «Sở KHCN».
    seen = [
        None if case and not is_syllable(word) else case
        for word, case in zip(words, cases, strict=True)
    ]
    left = _nearest(seen)
    right = _nearest(seen[::-1])[::-1]
    restored = iter(
        word.upper() if case or (case is None and {*sides} - {None} == {True}) else word
        for word, case, *sides in zip(words, cases, left, right, strict=True)
    )
    return _LETTERS.sub(lambda _: next(restored), text)


def _case(word: str) -> bool | None:
    """True for a word of capitals, False for one in small letters, None where a capital with
    small toned letters, or such a letter alone, leaves it open."""
    capitals = len(_CAPITAL.findall(word))
    if re.search("[a-z]", word):
        return False
    if capitals > 1 or (capitals == 1 and _CAPITAL.match(word) is None):
        return True
    return False if re.search("[ăâđêôơư]", word) else None


def _nearest(cases: Iterable[bool | None]) -> list[bool | None]:
    """For each place the last known case before it."""
    known: bool | None = None
    found: list[bool | None] = []
    for case in cases:
        found.append(known)
        known = known if case is None else case
    return found
