"""Automatic numbers of paragraphs («Điều 1.», «1.», «a)»), counted as Word counts them
(ECMA-376 part 1, 17.9). They are no text of the file, but readers see and cite them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 5000  # beyond it and below 1, digits
_MOST_LETTERS = 26 * 9
# Bullets are characters of symbol fonts, mostly; this one says more than that an item begins.
_SECOND_BULLET = "+"


@dataclass(frozen=True)
class Level:
    """One level of a list. In `text`, «%2» is the number of the second level. `form` is a
    name of ECMA-376 («decimal», «lowerLetter», «bullet», …). Within an item of a level above,
    counting starts anew unless `restarts` is False. `legal` shows all numbers as digits."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts: bool = True
    legal: bool = False


class Counter:
    """The numbers of one list; its levels count from 0."""

    def __init__(self, levels: Mapping[int, Level]) -> None:
        self._levels = levels
        self._numbers: dict[int, int] = {}

    def restart(self, depth: int, start: int) -> None:
        self._numbers[depth] = start - 1

    def label(self, depth: int) -> str:
        """What stands before the next item of that level, with a space behind it; empty for
        a level without numbers."""
        level = self._levels.get(depth)
        if level is None:
            return ""
        self._numbers[depth] = self._numbers.get(depth, level.start - 1) + 1
        for below in [each for each in self._numbers if each > depth]:
            if below not in self._levels or self._levels[below].restarts:
                del self._numbers[below]
        if level.form == "bullet":
            return f"{_SECOND_BULLET if level.text == _SECOND_BULLET else '-'} "
        text = _PLACE.sub(lambda place: self._shown(int(place[1]) - 1, level), level.text)
        return f"{text} " if text.strip() else ""

    def _shown(self, depth: int, within: Level) -> str:
        level = self._levels.get(depth, Level())
        number = self._numbers.get(depth, level.start)
        return _written(number, "decimal" if within.legal else level.form)


def _written(number: int, form: str) -> str:
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if 0 < number <= _MOST_LETTERS:
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if form == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < number <= _MOST_ROMAN:
            return _roman(number) if form == "lowerRoman" else _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    result = ""
    for value, letters in _ROMAN:
        result += letters * (number // value)
        number %= value
    return result
