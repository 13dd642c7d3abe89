"""What an encoding makes of the words of a text, and how far that is Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.encodings import ENCODINGS
from ingest.legacy_capitals import restore_in_words
from ingest.syllables import is_syllable

_UNICODE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
# Surfaces hold signs, no-break spaces and control characters: a word ends at ASCII alone.
_WORD = re.compile(r"[^\t-\r !-@\[-`{-\x7f]+")
_ACCENT = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\xa1-\xff\uf001-\uf0ff]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ODD = re.compile(r"[^\W\d_A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ]|[^A-Za-zÀ-ÖØ-öø-ÿ]")
_QUOTES = "“”‘’–—…•„‚"
_QUOTE = re.compile(f"[{_QUOTES}]")
_QUOTATION = "«»" + _QUOTES
_SIGNS = frozenset("§©·×÷±°½¼¾¹²³»")  # that stand alone; not «®)», which is «đ)» in TCVN3
_BESIDE = "¡¿©®°±×£¢¥½¼¾¹²³" + _QUOTATION  # stand beside words of any language
_LONGEST_ABBREVIATION = 6  # letters: QĐ, UBTĐ, ĐHQGĐN

_LEAST_ACCENTED = 0.3  # of a paragraph's words; French has half of it
_LEAST_LEGACY = 0.2  # of a document's accented words, unless they are Vietnamese already
_SAMPLE = 200  # paragraphs that are tried in each encoding
_FINE = 0.7  # of a paragraph's accented words; of TCVN3's, a quarter happen to be Vietnamese


class Tally(NamedTuple):
    """What an encoding makes of a text. Of the words that it changes: how many are Vietnamese
    before and after, and how many can be no other language (`telling`). Of the accented words,
    which have characters beyond ASCII, and of all, changed or not: how many are Vietnamese
    after."""

    changed: int = 0
    before: int = 0
    after: int = 0
    telling: int = 0
    accented: int = 0
    accented_after: int = 0
    words: int = 0
    words_after: int = 0

    @property
    def gain(self) -> int:
        return self.after - self.before

    @property
    def vietnamese(self) -> float:
        """The share of all words that are Vietnamese after."""
        return self.words_after / max(self.words, 1)

    @property
    def may_be(self) -> bool:
        """Whether the encoding helps, and most accented words are Vietnamese after."""
        return self.gain > 0 and 2 * self.accented_after >= self.accented

    @property
    def convinces(self) -> bool:
        """Vietnamese in Unicode loses words (before > after), other languages win none."""
        return (
            self.changed >= 3
            and self.after >= 0.8 * self.changed
            and self.before <= 0.5 * self.changed
            and self.vietnamese >= 0.6
        )


def tally(text: str, encoding: str) -> Tally:
    return total(_tally_word(word, encoding) for word in _words(text))


def total(tallies: Iterable[Tally]) -> Tally:
    return Tally(*map(sum, zip(*tallies, strict=True)))


@lru_cache(maxsize=65536)
def _tally_word(word: str, encoding: str) -> Tally:
    accented = _ACCENT.search(word) is not None
    converted = _converted(word, encoding)
    if converted == word:
        vietnamese = _is_vietnamese(word)
        return Tally(
            accented=accented,
            accented_after=accented and vietnamese,
            words=1,
            words_after=vietnamese,
        )
    after = _is_vietnamese(converted) or not _LETTERS.search(converted)
    return Tally(
        changed=1,
        before=_is_fine_word(word),
        after=after,
        telling=_tells(word, converted),
        accented=accented,
        accented_after=after,
        words=1,
        words_after=after,
    )


def best_encoding(texts: Iterable[str]) -> tuple[str, Tally] | None:
    """The encoding in which texts that look like legacy text are Vietnamese, if one convinces.

    Texts that are Vietnamese as they stand say nothing, short ones being without the letters
    that only Unicode has.
    """
    looking = [text for text in texts if looks_legacy(text) and not _is_fine(text)]
    sample = looking[:: len(looking) // _SAMPLE + 1]
    convincing = []
    for encoding in ENCODINGS:
        tallies = [tally(text, encoding) for text in sample]
        # What may not be in the encoding is in other languages.
        found = total(found for found in tallies if found.may_be)
        accented = total(tallies).accented
        if found.convinces and found.changed >= _LEAST_LEGACY * accented:
            convincing.append((encoding, found))
    return max(convincing, key=lambda found: found[1].gain, default=None)


def is_unicode_vietnamese(text: str) -> bool:
    """Whether the text has a letter that only Unicode Vietnamese has. Such text is sacred."""
    return _UNICODE.search(unicodedata.normalize("NFC", text)) is not None


def looks_legacy(text: str) -> bool:
    """Whether enough of the words are accented."""
    words = _WORD.findall(text)
    accented = sum(_ACCENT.search(word) is not None for word in words)
    return accented > 0 and accented >= _LEAST_ACCENTED * len(words)


def _is_fine(text: str) -> bool:
    accented = [word for word in _WORD.findall(text) if _ACCENT.search(word)]
    return sum(map(_is_fine_word, accented)) >= _FINE * len(accented)


def _is_fine_word(word: str) -> bool:
    """Whether the word is Vietnamese as it stands, with no signs but quotation marks about it."""
    parts = word.strip(_QUOTATION).replace("\xa0", "–").split("–")  # «Hà Nam», «Huế–Saijo»
    return all(part.isalpha() and _is_vietnamese(part) for part in parts)


def _words(text: str) -> Iterator[str]:
    """The words of the text, without signs that stand alone."""
    return (word for word in _WORD.findall(text) if len(word) > 1 or word.isalpha())


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
    return restore_in_words(ENCODINGS[encoding](word), encoding)


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
