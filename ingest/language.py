"""The language of a document or a passage by its script and its commonest words: pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from ingest import text as vi
from ingest.syllables import accented

_READ = 20_000  # characters

_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
)
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
# «\w» knows no vowel signs of Lao, Thai and Khmer, which are half of their letters.
_LETTER = re.compile("[^\\W\\d_]|[\u0e31-\u0e4e\u0eb1-\u0ece\u17b4-\u17d3\u102b-\u103e]")
_WORD = re.compile(r"[^\W\d_]+")

# The commonest words, for Vietnamese also without diacritics; a few are of two languages.
_COMMON = {
    "vi": "va cua cac cho duoc trong nhung voi khong nguoi nam ve theo den tai mot ngay so".split(),
    "en": (
        "the of and to in that is for with this be by are from shall which on as at it its will "
        "was were has have not or an their between under we our your you"
    ).split(),
    "fr": (
        "le la les des du et un une est dans pour que qui par sur au aux ce avec de il elle nous "
        "vous sont ont été leur cette ces ou en à l d entre deux"
    ).split(),
    "de": (
        "der die das und den von mit ist im für auf dem des ein eine nicht zu sich wird werden "
        "zur zum bei sind wir"
    ).split(),
    "es": (
        "el la los las del y en con por para una un que de su se es al como entre más sus han "
        "este esta"
    ).split(),
}
_LANGUAGES_OF = Counter(word for known in _COMMON.values() for word in set(known))
_LEAST_SHARE = 0.3  # of letters, for a script beside Latin ones
_LEAST_PLAIN = 0.15  # of all words
_LEAST_COMMON = 0.1  # of the words without capitals
_LEAST_WORDS = 2  # common ones; one of two languages counts half for each
_SURE_LEAD = 1.5  # over the next language
_LEAST_SYLLABLES = 4  # words of a text without diacritics, nearly all of them syllables
_SYLLABLES = 0.9
_MOST_SYLLABLES = 200  # words looked at
_ASKS = re.compile(
    r"\b(?:là (?:ai|gì|bao nhiêu)|ở đâu|bao nhiêu|khi nào|thế nào|vì sao|tại sao|những (?:ai|gì))\b"
)
_LEAST_VIETNAMESE = 0.7  # of a question's words


def language(text: str) -> str:
    """ISO 639-1 of vi, en, fr, de, es, ja, ko, zh, lo, th, km, my, ru; empty where it is none
    of them or the text is too short to tell."""
    text = text[:_READ]
    letters = len(_LETTER.findall(text))
    if not letters:
        return ""
    shares = {name: len(pattern.findall(text)) / letters for name, pattern in _SCRIPTS}
    # Japanese mixes kana with Chinese characters, Korean may.
    if shares["ja"] > 0.1 and shares["ja"] + shares["zh"] > _LEAST_SHARE:
        return "ja"
    name = max(shares, key=lambda key: shares[key])
    if shares[name] > _LEAST_SHARE:
        return name
    if len(_VIETNAMESE.findall(text)) / letters > 0.05:
        return "vi"
    words = _WORD.findall(text)
    # Names tell nothing («Los Angeles» is no Spanish), unless all is in capitals.
    plain = [word for word in words if not word[0].isupper()]
    return _by_words(plain if len(plain) >= _LEAST_PLAIN * len(words) else [*map(str.lower, words)])


@lru_cache(maxsize=2048)
def is_vietnamese(question: str) -> bool:
    """Whether a question, too short for statistics, is Vietnamese with or without diacritics:
    it asks as only Vietnamese does, or most of its words that are no names can be Vietnamese
    syllables."""
    if language(question) not in ("", "vi"):
        return False
    if _ASKS.search(unicodedata.normalize("NFC", question.lower())):
        return True
    words = [token.text for token in vi.tokens(question) if token.text.isalpha()]
    common = [word for word in words if word.islower()] or words
    if not common:
        return True
    fitting = sum(bool(accented(vi.fold(word))) for word in common)
    return fitting >= _LEAST_VIETNAMESE * len(common)


@lru_cache(maxsize=2048)
def of_passage(text: str, document: str) -> str:
    """The language of a part of a document, which is in the document's own where it is too
    short to tell, or of Chinese characters alone in Japanese."""
    found = language(text)
    return document if not found or (found, document) == ("zh", "ja") else found


def _by_words(words: list[str]) -> str:
    counts = Counter(words)
    common = {
        name: sum(counts[word] / _LANGUAGES_OF[word] for word in known)
        for name, known in _COMMON.items()
    }
    best, second = sorted(common, key=lambda key: -common[key])[:2]
    sure = common[best] >= max(_LEAST_WORDS, _LEAST_COMMON * len(words))
    if sure and common[best] >= _SURE_LEAD * common[second]:
        return best
    return "vi" if _are_syllables(words[:_MOST_SYLLABLES]) else ""


def _are_syllables(words: list[str]) -> bool:
    """Whether it reads as Vietnamese without diacritics."""
    if len(words) < _LEAST_SYLLABLES:
        return False
    return sum(bool(accented(word)) for word in words) >= _SYLLABLES * len(words)
