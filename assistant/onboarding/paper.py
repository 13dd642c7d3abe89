"""A document laid out for learning from it: its lines with the section that each stands in, and
quotes of it. Pure.

Everything that learning shows of documents is a `Quote`: a span of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.orders import gives_orders
from index.records import Record, StoredChunk
from ingest import text as vi
from ingest.document import Span, short_hash

_NUMBERED = r"(?:[IVXLC]+|\d+(?:\.\d+)*)\s?[.)]\s"
_HEADING = re.compile(
    rf"(?:{_NUMBERED}|#+\s|(?:Điều|Chương|Mục|Tiểu mục|Phần|Bước|Phụ lục)\s+[\dIVXLC]+\b)", re.I
)
# What a point begins with: «1. », «a) », «- ».
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–•+])\s+")
_LONGEST_HEADING = 110  # characters
_BELOW = re.compile(r"\d+(?:\.\d+)*\s?[.)]\s")
_ENDS = (".", ";", ":", ",", "/.", "!", "?", "…")


@dataclass(frozen=True)
class Quote:
    """Words of a document, verbatim: `text` is `start`..`end` of its stored text. `section` is
    the heading that they stand under, empty where there is none."""

    document: Record
    start: int
    end: int
    text: str
    section: str
    page: int | None

    @property
    def id(self) -> str:
        """The same as long as the document says the same, wherever in it that stands."""
        return short_hash("quote", self.document.id, self.text)


@dataclass(frozen=True)
class Line:
    """A paragraph or a table's row. `section` is the heading above it, `part` the one above
    that where it is numbered below it («1. …» below «II. …»)."""

    start: int
    end: int
    text: str
    section: str
    part: str
    heading: bool

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans in the document's text."""
        return tuple((self.start + a, self.start + b) for a, b in vi.sentences(self.text))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Those of a table's row, empty for a paragraph."""
        if not vi.is_row(self.text):
            return ()
        return tuple(
            Cell(column, self.text[a:b], self.start + a, self.start + b)
            for column, (a, b) in vi.cells(self.text)
        )


@dataclass(frozen=True)
class Cell:
    """A table's cell with its column's name. The span is in the document's text."""

    column: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Paper:
    """A document's version as it is learned from."""

    record: Record
    text: str
    chunks: tuple[StoredChunk, ...]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        known = frozenset(heading for chunk in self.chunks for heading in chunk.headings)
        return tuple(_lines(self.text, self.record.title, known))

    @cached_property
    def sectioned(self) -> bool:
        """Whether it has headings, so that what stands before the first is its masthead."""
        return any(line.heading for line in self.lines)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names of its tables' columns, as `ingest.text.lower_key` gives them."""
        return frozenset(vi.lower_key(cell.column) for line in self.lines for cell in line.cells)

    def behind_number(self, start: int, end: int) -> int:
        """Where the words of a sentence begin: behind its «1. », «a) » or «- », if it has one."""
        numbered = _NUMBERING.match(self.text, start, end)
        return numbered.end() if numbered else start

    def quote(self, start: int, end: int, section: str = "") -> Quote:
        return Quote(self.record, start, end, self.text[start:end], section, self._page(start))

    def _page(self, position: int) -> int | None:
        at = bisect_right(self._starts, position) - 1
        return self.chunks[at].page if at >= 0 else None

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [chunk.start for chunk in self.chunks]


def _lines(text: str, title: str, known: frozenset[str]) -> Iterator[Line]:
    """`known` are headings that only the document's layout tells."""
    section = part = ""
    for match in re.finditer(r"[^\n]+", text):
        words = match[0]
        if gives_orders(words):  # no evidence (docs/decisions/0009)
            continue
        heading = _may_head(words, title) and (words in known or _is_heading(words))
        if heading:
            below = _BELOW.match(words) is not None
            if not below:
                part = words
            elif part == words:
                part = ""
            section = words
        yield Line(match.start(), match.end(), words, section, part, heading)


def _may_head(words: str, title: str) -> bool:
    """No title, no date of a masthead, no line of dots to be filled in."""
    if len(words) > _LONGEST_HEADING or "…" in words or "..." in words:
        return False
    return vi.fold(words) != vi.fold(title) and not vi.dates(words)


def _is_heading(words: str) -> bool:
    if words.endswith(_ENDS):
        return False
    return _HEADING.match(words) is not None
