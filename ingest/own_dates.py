"""The date of a document that has none in its masthead, from where it states its own: pure.

Only lines that say of this document that it was signed, issued, brought up to date or posted;
never a day that the text tells of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Block
from ingest.masthead import DATE, iso

_FIRST_LINES = 6
_FIRST_OF_MEETING = 15  # the parties of an agreement or a meeting are named at length
_LAST_LINES = 8
_STATED = re.compile(
    rf"\(?(?:cập nhật(?: lần cuối)?|ngày ban hành|ngày lập|ký|lập)\s*:?\s*{DATE}(?!\d)",
    re.IGNORECASE,
)
_POSTED = re.compile(
    rf"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s*,\s*{DATE}\W{{1,4}}"
    r"\d{1,2}[:h]\d{2}(?:\s\(?GMT\S*)?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf"\(?(?:(?:done|signed|made) (?:in|at)\s[^\d]{{2,80}}?,?\s(?:on\s+(?:the\s+)?)?|"
    rf"(?:ký|làm|lập) tại\s[^\d]{{2,80}}?,?\s(?:vào\s+)?){DATE}(?!\d)",
    re.IGNORECASE,
)
_MET = re.compile(
    r"(?:hôm nay|thời gian)\s*[,:]?\s(?:(?:vào lúc\s)?\d\S*(?:\s(?:giờ|phút|\d{2}))*,?\s+)?"
    rf"{DATE}(?!\d)",
    re.IGNORECASE,
)
_OF_MEETING = frozenset({"Biên bản", "Bản ghi nhớ", "Bản thỏa thuận", "Thỏa thuận", "Hợp đồng"})


def own_date(text: str, blocks: Sequence[Block], kind: str) -> str | None:
    """ISO 8601; minutes and agreements (`kind`) bear the day of the meeting or signing."""
    opening = [text[block.start : block.end] for block in blocks[:_FIRST_OF_MEETING]]
    first = opening[:_FIRST_LINES]
    last = [text[block.start : block.end] for block in blocks[-_LAST_LINES:]]
    places: list[tuple[re.Pattern[str], Sequence[str]]] = [
        (_STATED, first),
        (_POSTED, first),
        (_SIGNED, [*first, *last]),
    ]
    if kind in _OF_MEETING:
        places.append((_MET, opening))
    found = (pattern.match(line) for pattern, where in places for line in where)
    return next((date for match in found if match and (date := iso(match))), None)
