"""Plain text and its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.decoding import decode
from ingest.document import RawBlock
from ingest.formats.content import Content

__all__ = ["decode", "paragraphs", "parse"]


def parse(data: bytes) -> Content:
    return Content([RawBlock(text) for text in paragraphs(decode(data))])


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
