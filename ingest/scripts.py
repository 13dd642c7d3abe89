"""Scripts that write no spaces between words, or other than Latin ones do: Chinese characters,
kana, Hangul, Lao, Thai, Khmer, Burmese. Pure.

Their unit here is the cluster: a character with the marks that are written on it. Words are
not told apart; indexes take pairs of clusters instead, as Lucene's CJK analysis does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
_SOUTH = ((0x0E01, 0x0E4F), (0x0E81, 0x0ECF), (0x0EDC, 0x0EE0), (0x1000, 0x1040), (0x1050, 0x1090),
          (0x1780, 0x17D4))  # fmt: skip


def _of(categories: str) -> str:
    """Characters of the southern scripts whose general category begins with one of these."""
    return "".join(
        chr(code)
        for first, end in _SOUTH
        for code in range(first, end)
        if unicodedata.category(chr(code))[0] in categories
    )


_LETTERS, _MARKS = _of("L"), _of("M")
SOUTHERN = f"{_LETTERS}{_MARKS}"
CHARACTERS = f"{_HAN}{_KANA}{_HANGUL}{SOUTHERN}"  # for a character class
# A consonant below another (coeng, asat) is part of its cluster.
CLUSTER = (
    rf"[{_HAN}{_KANA}{_HANGUL}]|"
    rf"[{_LETTERS}](?:[\u17d2\u1039][{_LETTERS}]|[{_MARKS}])*|[{_MARKS}]+"
)
_ANY = re.compile(f"[{CHARACTERS}]")
_IS_HANGUL = re.compile(f"[{_HANGUL}]")
_EAST = re.compile(f"[{_HAN}{_KANA}\u3001-\u303f\uff01-\uff65]")


def present(text: str) -> bool:
    return _ANY.search(text) is not None


def has_hangul(text: str) -> bool:
    return _IS_HANGUL.search(text) is not None


def count(text: str) -> int:
    """Characters of these scripts."""
    return len(_ANY.findall(text))


def are_one_run(one: str, other: str) -> bool:
    """Whether two neighbouring clusters may belong to one word; Hangul and Chinese characters
    side by side do not."""
    return has_hangul(one) == has_hangul(other)


def terms(run: Sequence[str]) -> list[str]:
    """Index terms of clusters that stand together: their pairs, and for Hangul also the whole
    eojeol; one alone is its own term."""
    if len(run) == 1:
        return list(run)
    pairs = [one + other for one, other in pairwise(run)]
    return [*pairs, "".join(run)] if len(run) > 2 and has_hangul(run[0]) else pairs


# Tokens of the default model a character, measured: Vietnamese .24, Lao, Thai and Khmer .24 to
# .29, Korean .51, Chinese and Japanese .65 to .72.
_HANGUL_WEIGHT, _EAST_WEIGHT = 2.25, 3.0


def weights(text: str) -> list[float] | None:
    """What each character weighs against a Latin letter in the model's input; None where all
    weigh 1."""
    if _EAST.search(text) is None and not has_hangul(text):
        return None
    return [
        _EAST_WEIGHT if _EAST.match(one) else _HANGUL_WEIGHT if _IS_HANGUL.match(one) else 1.0
        for one in text
    ]
