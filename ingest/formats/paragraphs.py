"""Lines of pages become paragraphs, footnotes and rows of tables; what repeats at the edges of
the pages is set apart. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import RawBlock
from ingest.formats.layout import FIRST_LETTERS, Line, Page, Table, joined
from ingest.formats.tables import Cell, table_blocks
from ingest.structure import is_national_title


def blocks(pages: Iterable[Page]) -> tuple[list[RawBlock], tuple[RawBlock, ...]]:
    """The paragraphs, footnotes and rows of tables, and apart from them what repeats at the
    edges of the pages."""
    kept, margins = _without_furniture(list(pages))
    body = _body_size(kept)
    return _Writer([_with_notes(page, body) for page in kept]).blocks(), tuple(margins)


# Headers, footers, page numbers ---------------------------------------------------------------

_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*", re.I)
_EDGE_LINES = 2  # lines at the top and at the bottom that may be furniture


def _without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[RawBlock]]:
    """The pages without their numbers and without the lines that repeat at their edges; and
    these lines, each once."""
    seen = Counter(key for page in pages for key in {_key(line, page) for line in _edges(page)})
    often = max(1, len(pages) // 3)
    repeated = {key for key, count in seen.items() if count > often}
    margins: dict[str, RawBlock] = {}
    kept: list[Page] = []
    for page in pages:
        dropped = {id(line): line for line in _edges(page) if _is_furniture(line, page, repeated)}
        for line in dropped.values():
            margins.setdefault(_key(line, page), joined([line], page.number))
        items = tuple(item for item in page.items if id(item) not in dropped)
        kept.append(replace(page, items=items))
    return kept, list(margins.values())


def _is_furniture(line: Line, page: Page, repeated: set[str]) -> bool:
    # Page 1 bears no number (Nghị định 30/2020), so that of page 2 may stand alone.
    own = page.number > 1 and line.text.strip(" -–") == str(page.number)
    return own or _key(line, page) in repeated


def _edges(page: Page) -> list[Line]:
    """The outermost lines; none at the top of a page that opens a document with a masthead."""
    lines = sorted(page.lines, key=lambda line: line.top)
    opens = any(is_national_title(line.text) for line in lines[: 2 * _EDGE_LINES])
    top = [] if opens else lines[:_EDGE_LINES]
    return top + lines[_EDGE_LINES:][-_EDGE_LINES:]


def _key(line: Line, page: Page) -> str:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "#"
    return re.sub(rf"\b{page.number}\b", "#", line.text)


# Footnotes -----------------------------------------------------------------------------------

_NOTE_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡]+)[)\].]?(?:\s|$)")


def _body_size(pages: Sequence[Page]) -> float:
    """The size in which most letters are set."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _with_notes(page: Page, body: float) -> Page:
    """The page with its footnotes marked: lines in smaller type that end it, under a short
    rule or behind a number."""
    lines = sorted((line for line in page.lines if not line.aside), key=lambda line: line.top)
    first = len(lines)
    while first and lines[first - 1].size < 0.92 * body:
        first -= 1
    if first in (0, len(lines)):
        return page
    above, note = lines[first - 1], lines[first]
    ruled = any(
        above.top < top < note.bottom and x1 - x0 < 0.5 * (page.right - note.x0)
        for x0, top, x1, bottom in page.rules
        if x1 - x0 > bottom - top
    )
    if not ruled and not _NOTE_MARK.match(note.text):
        return page
    notes = set(map(id, lines[first:]))
    items = (
        replace(item, note=True) if isinstance(item, Line) and id(item) in notes else item
        for item in page.items
    )
    return replace(page, items=tuple(items))


# Paragraphs ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """A line with its page, and where the text around it begins and ends."""

    line: Line
    page: int
    left: float
    right: float


class _Writer:
    """Goes through the pages and writes blocks. What is open goes on over a page break: a
    paragraph, a table; footnotes wait until their paragraph is whole."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._left = _left_margin(pages)
        self._spacing = _line_spacing(pages)
        self._known = _vocabulary(pages)
        self._written: list[RawBlock] = []
        self._paragraph: list[_Place] = []
        self._notes: list[_Place] = []
        self._table: Table | None = None

    def blocks(self) -> list[RawBlock]:
        for page in self._pages:
            for item in page.items:
                if isinstance(item, Line):
                    self._add_line(item, page)
                elif isinstance(item, Table):
                    self._add_table(item)
                else:
                    self._close()
                    self._written.append(item)
        self._close()
        return self._written

    def _add_line(self, line: Line, page: Page) -> None:
        left, right = line.column or (self._left, page.right)
        place = _Place(line, page.number, left, right)
        if line.note:
            self._notes.append(place)
            return
        self._close_table()
        if self._paragraph and not _continues(self._paragraph, place, self._spacing):
            self._close_paragraph()
        self._paragraph.append(place)

    def _add_table(self, table: Table) -> None:
        self._close_paragraph()
        if self._table is not None and table.edges == self._table.edges:
            table = replace(table, grid=_continued(self._table.grid, table.grid))
        else:
            self._close_table()
        self._table = table

    def _close(self) -> None:
        self._close_table()
        self._close_paragraph()

    def _close_table(self) -> None:
        if self._table is not None:
            self._written.extend(table_blocks(self._table.grid))
            self._table = None

    def _close_paragraph(self) -> None:
        self._write(self._paragraph)
        notes, self._notes, self._paragraph = self._notes, [], []
        paragraph: list[_Place] = []
        for place in notes:
            if paragraph and not _continues_note(paragraph, place, self._spacing):
                self._write(paragraph)
                paragraph = []
            paragraph.append(place)
        self._write(paragraph)

    def _write(self, places: Sequence[_Place]) -> None:
        if places:
            lines = [place.line for place in places]
            block = joined(lines, places[0].page, self._known)
            self._written.append(replace(block, in_layout=lines[0].aside))


def _continued(above: list[list[Cell]], below: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table over a page break; a row that goes on mid-sentence is made whole."""
    first = [cell.text for cell in below[0]]
    goes_on = not first[0] and all(text[0].islower() for text in first if text)
    if not goes_on or len(first) != len(above[-1]):
        return [*above, *below]
    whole = [
        Cell((*top.blocks, *rest.blocks), top.header)
        for top, rest in zip(above[-1], below[0], strict=True)
    ]
    return [*above[:-1], whole, *below[1:]]


def _left_margin(pages: Sequence[Page]) -> float:
    """Where most lines begin, in whole points."""
    starts = Counter(
        round(line.x0)
        for page in pages
        for line in page.lines
        if not line.aside and line.column is None
    )
    return float(starts.most_common(1)[0][0]) if starts else 0.0


def _line_spacing(pages: Sequence[Page]) -> float:
    """The usual distance from line to line within a paragraph: the smaller half of all."""
    steps = sorted(
        b.top - a.top
        for page in pages
        for a, b in pairwise(page.lines)
        if 0 < b.top - a.top < 4 * a.size and not (a.aside or b.aside)
    )
    return steps[len(steps) // 4] if steps else 0.0


_STARTS_ITEM = re.compile(
    r"[-+•–*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|"
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[\dIVX]+"
)
_HYPHEN_ENDS = re.compile(r"[^\W\d_]-$")
_ENDS_SENTENCE = re.compile(r"[.;:!?…][”\"’»)\]]*$")


def _continues(before: Sequence[_Place], place: _Place, spacing: float) -> bool:
    """Whether the line belongs to the paragraph that the lines before it began."""
    last, line = before[-1].line, place.line
    if line.aside or last.aside or abs(line.size - last.size) > 0.15 * last.size:
        return False
    if (line.column is None) != (last.column is None):
        return False
    ended = bool(_ENDS_SENTENCE.search(last.text))
    # Neither over a page break nor from one column to the next.
    below = before[-1].page == place.page and line.top > last.top
    if below and line.top - last.top > max(1.6 * spacing, 2.2 * last.size):
        return False
    starts_item = _STARTS_ITEM.match(line.text)
    if starts_item and (ended or not below or line.text[0].islower()):
        return False
    if _HYPHEN_ENDS.search(last.text) or (line.text[0].islower() and not ended):
        return True
    if line.bold != last.bold or (ended and not below):
        return False
    # The line before was full: the first word of this one had no room left on it.
    first = line.words[0].x1 - line.words[0].x0
    full = last.x1 + first + 0.2 * line.size > before[-1].right - 0.02 * last.size
    return full and not _is_indented(before, place)


def _continues_note(before: Sequence[_Place], place: _Place, spacing: float) -> bool:
    return not _NOTE_MARK.match(place.line.text) and _continues(before, place, spacing)


def _is_indented(before: Sequence[_Place], place: _Place) -> bool:
    """Whether the line begins a paragraph by its indent; under a list mark text hangs."""
    line = place.line
    own = before[0].line.x0 if len(before) == 1 else before[1].line.x0
    hanging = len(before) == 1 and bool(_STARTS_ITEM.match(before[0].line.text))
    reference = max(place.left, own) if hanging or len(before) > 1 else place.left
    return line.x0 > reference + 0.8 * line.size and not (hanging and line.x0 > own)


def _vocabulary(pages: Sequence[Page]) -> frozenset[str]:
    """The words of the document, in lower case, as far as they stand within a line."""
    return frozenset(
        match[0].lower()
        for page in pages
        for line in page.lines
        for match in FIRST_LETTERS.finditer(line.text)
    )
