"""Which lines of a document are headings, and so answer nothing. Pure."""

from __future__ import annotations

import re

from assistant.extract import Candidate
from ingest import text as vi

_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*\.|[IVX]+\.|(?:Điều|Bước|Chương|Mục|Phần) \w+)\s")
_ABOVE_TEXT = re.compile(
    r"[(“\"]?(?:[\w .]{2,30}, )?(?:ngày|date) [\d -]+(?:tháng \d+ năm \d+)?(?: của [\w ]+)?\W*$|"
    r"date \d{4}-|Căn cứ (?:Luật|Nghị|Quyết|Thông|Bộ luật|Pháp lệnh|Hiến)"
)
# «Thứ Năm, 22/01/2026 - 16:45», above what was posted then
_TIME_STAMP = re.compile(
    r"\W*(?:(?:Thứ \w+|Chủ nhật|ngày|đăng|cập nhật|lúc|Ngày|Đăng|Cập nhật|Lúc)\W*)*"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\W*(?:lúc\W*)?\d{1,2}\s?(?:[:hg]|giờ)\s?\d{0,2}(?:\s?[AP]M)?)?\W*"
)
_LABELLED = re.compile(r":(?:\s+\S+){4}")  # a heading that goes on to say something
_LONGEST_HEADING = 60  # characters


def is_heading(candidate: Candidate) -> bool:
    """Also of a heading whose label and name stand on two lines, and of one that the heading
    path does not hold: short, numbered, without punctuation at its end. The lines above a
    document's text (place and day, legal bases) answer nothing either."""
    text, headings = candidate.text, candidate.hit.chunk.headings
    if _ABOVE_TEXT.match(text) or _TIME_STAMP.fullmatch(text):
        return True
    if vi.fold(text) in vi.fold(candidate.hit.chunk.document.title):
        return True
    return (
        text.isupper()
        or (any(text in heading for heading in headings) and not _LABELLED.search(text))
        or (
            _NUMBERED.match(text) is not None
            and len(text) < _LONGEST_HEADING
            and text[-1].isalnum()
        )
    )
