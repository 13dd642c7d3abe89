"""Plain text: its encoding, and its paragraphs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def parse(data: bytes) -> Content:
    return Content([RawBlock(text) for text in paragraphs(decode(data))])


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, declared name, UTF-8, Windows-1258.

    Raises IntakeError(DAMAGED) for what is no text in any of these.
    """
    names = [name for mark, name in _MARKS if data.startswith(mark)][:1]
    for name in names or [*filter(None, [declared]), "utf-8", "cp1258"]:
        try:
            text = data.decode(name)
        except (UnicodeError, LookupError):
            continue
        if not _BINARY.search(text):
            return text
    raise IntakeError(Reason.DAMAGED, detail="encoding")


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs: parted at blank lines, and at single line ends where lines are not wrapped."""
    lines = text.splitlines()
    wrapped = _is_wrapped(lines)
    for part in _parts(lines):
        yield from _unwrap(part) if wrapped else part


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if line.strip():
            part.append(line.strip())
        elif part:
            yield part
            part = []
    if part:
        yield part


_WRAP = range(50, 121)  # characters; where editors and mail programs break lines
_BEGINS = re.compile(r"[-+*•–]\s|\d+(?:\.\d+)*[.)]\s|[a-zđ]\)\s|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]")


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end at a margin: most lines that another follows are nearly the longest."""
    widths = [
        len(line.strip())
        for line, following in pairwise(lines)
        if line.strip() and following.strip()
    ]
    if len(widths) < 3 or max(widths) not in _WRAP:
        return False
    return sum(width > 0.8 * max(widths) for width in widths) > 0.6 * len(widths)


def _unwrap(lines: Sequence[str]) -> Iterator[str]:
    """Joins the lines of one part; a short line that ends a sentence, and a list mark, part."""
    margin = max(map(len, lines))
    joined = ""
    previous = ""
    for line in lines:
        ended = len(previous) < 0.8 * margin and previous.endswith((".", ":", ";", "!", "?", "…"))
        if joined and (ended or _BEGINS.match(line)):
            yield joined
            joined = ""
        joined = f"{joined} {line}".strip()
        previous = line
    yield joined
