"""Capitals that TCVN3 and VNI could not write, or that people left to the font."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.syllables import is_syllable

_LETTERS = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[^.:;\n\t]+")
_CAPITAL = re.compile(r"[A-ZĂÂĐÊÔƠƯÀ-Ý]")


def restore_capitals(text: str, encoding: str) -> str:
    """Capitals for the small letters in words of capitals: TCVN3 has no capital letter with a
    tone, and fonts of capitals show «CéNG HOµ» as «CỘNG HOÀ»; VNI has, and people forget them.

    In TCVN3 a word such as «Sở» that may be either goes with its neighbours on both sides.
    """
    if encoding == "tcvn3":
        return _CLAUSE.sub(lambda match: _restore_in_clause(match[0]), text)
    return restore_in_words(text, encoding)


def restore_in_words(text: str, encoding: str) -> str:
    """As `restore_capitals`, each word by itself."""
    return _LETTERS.sub(_capitalised, text) if encoding in ("tcvn3", "vni") else text


def _capitalised(match: re.Match[str]) -> str:
    return match[0].upper() if _case(match[0]) else match[0]


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
