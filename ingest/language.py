"""The language of a text by its script and its commonest words: pure."""

from __future__ import annotations

import re
from collections import Counter

_READ = 20_000  # characters

_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
)
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

# Words that no other of the languages shares, and for Vietnamese also without diacritics.
_COMMON = {
    "vi": "va cua cac cho duoc trong nhung voi khong nguoi nam ve theo den tai mot ngay so".split(),
    "en": "the of and to in that is for with this be by are from shall which on as".split(),
    "fr": "le la les des du et un une est dans pour que qui par sur au aux ce avec".split(),
    "de": "der die das und den von mit ist im für auf dem des ein eine nicht zu sich".split(),
}
_LEAST_SHARE = 0.3  # of letters, for a script beside Latin ones
_LEAST_WORDS = 4
_LEAST_COMMON = 0.08  # of all words


def language(text: str) -> str:
    """ISO 639-1 of vi, en, fr, de, ja, ko, zh, lo, th, ru; empty where it is none of them
    or the text is too short to tell."""
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
    words = Counter(word.lower() for word in _WORD.findall(text))
    total = words.total()
    counts = {name: sum(words[word] for word in common) for name, common in _COMMON.items()}
    best = max(counts, key=lambda key: counts[key])
    sure = counts[best] >= _LEAST_WORDS and counts[best] >= _LEAST_COMMON * total
    return best if sure else ""
