"""Values of spreadsheet cells as a person sees them, in Vietnamese style.

Number formats are those of ECMA-376, part 1, 18.8.31. What is plain is followed (digits,
separators, percent, literal text); scientific notation, fractions and conditions are
written like the General format.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)  # a double has at most 309 digits before «,»
_GENERAL_DIGITS = 10  # of a number in the General format, as many as Excel finds room for

_SECTIONS = re.compile(r'(?:"[^"]*"?|\\.|[^;"\\])+|(?<=;)(?=;)|^(?=;)|(?<=;)$', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<symbol>[^]-]*)[^]]*\]|'
    r"(?P<condition>\[[<>=][^]]*\])|\[[^]]*\]|(?P<general>general)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)|"
    r"(?P<odd>E[+-]|/|@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_NO_LETTERS = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^]]*\]', re.IGNORECASE)


def display(value: object, number_format: str) -> str:
    """The cell's text; empty for what shows nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        return _number(value, number_format) if math.isfinite(value) else ""
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return _date(value, number_format)
    return ""


def _date(value: date, number_format: str) -> str:
    letters = set(_NO_LETTERS.sub("", number_format).lower())
    if "d" not in letters and "y" in letters:
        return f"{value.month:02}/{value.year}" if "m" in letters else str(value.year)
    day = f"{value.day:02}/{value.month:02}/{value.year}"
    timed = isinstance(value, datetime) and value.time() != time() and "h" in letters
    return f"{day} {value:%H:%M}" if timed else day


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _number(value: float, number_format: str) -> str:
    if number_format == "General" and float(value).is_integer():
        return str(int(value))
    exact = Decimal(repr(value))
    section, signed = _section(number_format, exact)
    tokens = _tokens(section)
    if any(kind in ("odd", "condition") for kind, _ in tokens):
        tokens, signed = (("general", ""),), True
    literal, text = _filled(abs(exact), tokens)
    negative = signed and exact < 0 and any(map("123456789".count, literal))
    return f"-{text}".strip() if negative else text.strip()


def _section(number_format: str, value: Decimal) -> tuple[str, bool]:
    """The part of the format for the value's sign, and whether it leaves the sign to us."""
    sections = _SECTIONS.findall(number_format) or ["General"]
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[tuple[str, str], ...]:
    """Kind and text of each token that shows something: digits, general, percent, literal."""
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind in ("digits", "general", "odd", "condition"):
            found.append((kind, match[0]))
        elif kind is not None:
            found.append(("percent" if match[0] == "%" else "literal", match[kind]))
    return tuple(found)


def _filled(value: Decimal, tokens: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The digits alone, and the whole text with the literals around them."""
    percents = sum(kind == "percent" for kind, _ in tokens)
    patterns = [text for kind, text in tokens if kind == "digits"]
    scaled = value.scaleb(2 * percents, _EXACT)
    if len(patterns) > 1:
        digits = _distributed(scaled, patterns)
    else:
        digits = [_patterned(scaled, pattern) for pattern in patterns]
    shown = iter(digits)
    pieces = []
    for kind, text in tokens:
        if kind == "digits":
            pieces.append(next(shown))
        else:
            pieces.append(_general(scaled) if kind == "general" else text)
    return "".join(digits) or _general(scaled), "".join(pieces)


def _patterned(value: Decimal, pattern: str) -> str:
    """«#,##0.00» and the like."""
    whole, _, fraction = pattern.partition(".")
    # Commas behind the last digit divide by thousands.
    tail = len(pattern.replace(".", "")) - len(pattern.replace(".", "").rstrip(","))
    places = sum(map(fraction.count, "0#?"))
    rounded = value.scaleb(-3 * tail, _EXACT).quantize(Decimal(1).scaleb(-places), context=_EXACT)
    integer, _, decimals = f"{rounded:f}".partition(".")
    least = fraction.count("0")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    integer = integer.lstrip("0").zfill(whole.count("0"))
    if "," in whole.rstrip(","):
        integer = _grouped(integer)
    if decimals:
        return f"{integer or '0'},{decimals}"
    return integer


def _grouped(integer: str) -> str:
    first = len(integer) % 3 or 3
    return ".".join([integer[:first], *(integer[i : i + 3] for i in range(first, len(integer), 3))])


def _distributed(value: Decimal, patterns: Sequence[str]) -> list[str]:
    """A number that literals part, as telephone numbers in «0000 000 000»: from the right."""
    left = str(int(value.to_integral_value(context=_EXACT)))
    left = left.zfill(sum(pattern.count("0") for pattern in patterns))
    parts: list[str] = []
    for pattern in reversed(patterns[1:]):
        size = sum(map(pattern.count, "0#?"))
        parts.append(left[-size:])
        left = left[:-size]
    return [left, *reversed(parts)]


def _general(value: Decimal) -> str:
    whole = len(str(int(value)))
    places = max(0, _GENERAL_DIGITS - whole)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    if not rounded and value:
        return f"{value:.6g}".replace(".", ",")
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
