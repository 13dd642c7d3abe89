"""Words with places become lines, tables, paragraphs: what digital and scanned pages share.

All lengths are points from the top left; y runs downwards. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest import text as vi
from ingest.document import RawBlock
from ingest.formats.ruling import Box, grids
from ingest.formats.runs import Run, block_of
from ingest.formats.tables import Cell, table_blocks
from ingest.legacy import is_legacy_font
from ingest.structure import is_national_title


@dataclass(frozen=True)
class Word:
    """`top` and `bottom` reach from the ascenders to the descenders of the word's line; `bold`
    is None where it cannot be told; `font` is empty where it has no name."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool | None = None
    font: str = ""


@dataclass(frozen=True)
class Line:
    """Words on one baseline without a wide gap."""

    words: tuple[Word, ...]
    aside: bool = False  # in one of two columns set side by side
    column: tuple[float, float] | None = None  # edges of the column of running text it is in
    note: bool = False  # of a footnote

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @cached_property
    def bold(self) -> bool | None:
        if any(word.bold is None for word in self.words):
            return None
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) > 0.9 * letters


@dataclass(frozen=True)
class Table:
    """A ruled table: its cells, and the edges of its columns."""

    grid: list[list[Cell]]
    edges: tuple[float, ...]
    top: float


Item = Line | Table | RawBlock  # a RawBlock is text that needs no layout


@dataclass(frozen=True)
class Page:
    """Items in reading order. `rules` are the lines drawn on the page."""

    number: int
    items: tuple[Item, ...]
    rules: tuple[Box, ...] = ()

    @cached_property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]

    @cached_property
    def right(self) -> float:
        """Where full lines end: the right margin of the text."""
        return max((line.x1 for line in self.lines if not line.aside), default=0.0)


def arrange(words: Sequence[Word], rules: Sequence[Box], page: int) -> list[Item]:
    """The words as lines in reading order, and the ruled tables among them."""
    tables = list(_tables(words, rules, page))
    outside = [word for word in words if not any(_within(word, box) for box, _ in tables)]
    lines = list(_in_columns(_rows(outside)))
    return _by_height(lines, [table for _, table in tables])


def blocks(pages: Iterable[Page]) -> tuple[list[RawBlock], tuple[RawBlock, ...]]:
    """The paragraphs, footnotes and rows of tables, and apart from them what repeats at the
    edges of the pages."""
    kept, margins = _without_furniture(list(pages))
    body = _body_size(kept)
    return _Writer([_with_notes(page, body) for page in kept]).blocks(), tuple(margins)


def _by_height(lines: Sequence[Line], tables: Sequence[Table]) -> list[Item]:
    """Tables put among the lines, which keep their own order."""
    waiting = list(tables)
    result: list[Item] = []
    for line in lines:
        while waiting and waiting[0].top < line.top:
            result.append(waiting.pop(0))
        result.append(line)
    return result + waiting


def _within(word: Word, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


# Tables --------------------------------------------------------------------------------------


def _tables(words: Sequence[Word], rules: Sequence[Box], page: int) -> Iterator[tuple[Box, Table]]:
    """Ruled tables of at least two rows and columns, from the top; others read as lines."""
    for boxes in grids(rules):
        across = sorted({round(x) for box in boxes for x in (box[0], box[2])})
        down = sorted({round(y) for box in boxes for y in (box[1], box[3])})
        if len(across) > 2 and len(down) > 2:
            x0, top, x1, bottom = zip(*boxes, strict=True)
            outline = (min(x0), min(top), max(x1), max(bottom))
            inside = [word for word in words if _within(word, outline)]
            cells = {box: _cell(box, inside, page) for box in boxes}
            grid = [
                [_cell_at(cells, (x0 + x1) / 2, (y0 + y1) / 2) for x0, x1 in pairwise(across)]
                for y0, y1 in pairwise(down)
            ]
            yield outline, Table(grid, tuple(across), outline[1])


def _cell(box: Box, words: Sequence[Word], page: int) -> Cell:
    lines = [_merge(row) for row in _rows([word for word in words if _within(word, box)])]
    if not lines:
        return Cell()
    return Cell((_block(lines, page),), all(line.bold for line in lines))


def _cell_at(cells: dict[Box, Cell], x: float, y: float) -> Cell:
    """The cell over a point; merged cells stand over several places of the grid."""
    for (x0, y0, x1, y1), cell in cells.items():
        if x0 <= x <= x1 and y0 <= y <= y1:
            return cell
    return Cell()


# Lines ---------------------------------------------------------------------------------------


def _rows(words: Sequence[Word]) -> Iterator[list[Line]]:
    """The lines of the page from the top; several in a row where wide gaps part it, or where
    two columns in types of different sizes stand at uneven heights."""
    above: list[Line] = []
    for row in _baselines(words):
        if above and _stand_beside(above, row):
            above = sorted([*above, *row], key=lambda line: line.x0)
            continue
        if above:
            yield above
        above = row
    if above:
        yield above


def _stand_beside(above: Sequence[Line], row: Sequence[Line]) -> bool:
    if len(above) > 1 or len(row) > 1:
        return False
    one, other = above[0], row[0]
    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
    return other.top < one.bottom - 0.2 * one.size and apart > one.size


def _baselines(words: Sequence[Word]) -> Iterator[list[Line]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        if row and not (_level(row[0], word) or _level(row[-1], word)):
            yield _segments(row)
            row = []
        row.append(word)
    if row:
        yield _segments(row)


def _level(one: Word, other: Word) -> bool:
    """Whether the words stand on one line, be one of them smaller and raised."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.7 * min(_height(one), _height(other))


def _height(word: Word) -> float:
    return word.bottom - word.top


_MARKER = re.compile(r"[-+•–*]|\(?\w{1,4}[.)]|\d+(\.\d+)*\.?")


def _segments(row: list[Word]) -> list[Line]:
    """Parts the words of one baseline at gaps that no justified line has."""
    row = sorted(row, key=lambda word: word.x0)
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    usual = median(gaps) if len(gaps) > 4 else 0.0
    parts: list[list[Word]] = [row[:1]]
    for gap, word in zip(gaps, row[1:], strict=True):
        wide = gap > max(1.1 * _height(word), 2.5 * usual)
        marker = len(parts[-1]) == 1 and _MARKER.fullmatch(parts[-1][0].text)
        if wide and not marker:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def _merge(row: Sequence[Line]) -> Line:
    return Line(tuple(word for line in row for word in line.words))


# Columns -------------------------------------------------------------------------------------

Gutter = tuple[float, float]


def _in_columns(rows: Iterator[list[Line]]) -> Iterator[Line]:
    """Reading order: where two columns stand side by side (masthead, signatures, newspapers),
    the left one whole and then the right one."""
    left: list[Line] = []
    right: list[Line] = []
    gutter: Gutter = (0.0, 0.0)
    for parts in rows:
        row = _parted(parts, gutter) if left else parts
        narrowed = _narrow(gutter, row, open_columns=bool(left))
        if narrowed is None:
            yield from _side_by_side(left, right)
            left, right = [], []
            narrowed = _narrow((0.0, 0.0), row, open_columns=False)
        if narrowed is None:
            yield _merge(row)
            continue
        gutter = narrowed
        for line in row:
            (left if line.x1 <= gutter[0] else right).append(line)
    yield from _side_by_side(left, right)


def _parted(row: Sequence[Line], gutter: Gutter) -> Sequence[Line]:
    """The row as one line on each side of the gutter, where none of it stands within:
    «Số:        /BC-SNgV | Huế, ngày …»."""
    left = [line for line in row if line.x1 <= gutter[0] + 2]
    right = [line for line in row if line.x0 >= gutter[1] - 2]
    if len(row) < 3 or not left or not right or len(left) + len(right) < len(row):
        return row
    return [_merge(left), _merge(right)]


def _narrow(gutter: Gutter, row: Sequence[Line], *, open_columns: bool) -> Gutter | None:
    """The gutter that the row leaves free, None where it leaves none."""
    if len(row) == 2:
        between = (row[0].x1, row[1].x0)
        if not open_columns:
            return between
        low, high = max(gutter[0], between[0]), min(gutter[1], between[1])
    elif len(row) == 1 and open_columns:
        if row[0].x1 <= gutter[1]:
            low, high = max(gutter[0], row[0].x1), gutter[1]
        else:
            low, high = gutter[0], min(gutter[1], row[0].x0)
    else:
        return None
    return (low, high) if high - low > 2 else None


_RUNNING_LINES = 6


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Line]:
    running = _is_running(left) and _is_running(right)
    for column in (left, right):
        if running:
            edges = (min(line.x0 for line in column), max(line.x1 for line in column))
            yield from (replace(line, column=edges) for line in column)
        else:
            yield from (replace(line, aside=True) for line in column)


def _is_running(column: Sequence[Line]) -> bool:
    """Whether the lines are running text, most of them full, and not a masthead or a list."""
    if len(column) < _RUNNING_LINES:
        return False
    width = max(line.x1 for line in column) - min(line.x0 for line in column)
    return sum(line.x1 - line.x0 > 0.75 * width for line in column) > len(column) / 2


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
            margins.setdefault(_key(line, page), _block([line], page.number))
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
            block = _block(lines, places[0].page, self._known)
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
    if line.text[0].islower() and not ended:
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


def _block(lines: Sequence[Line], page: int, known: frozenset[str] = frozenset()) -> RawBlock:
    """The lines as one paragraph; `known` are words by which a hyphen is told to part one."""
    words = [word for line in lines for word in line.words]
    if any(is_legacy_font(word.font) for word in words):
        # In fonts older than Unicode no character is what it looks like: no hyphens to join.
        block = block_of(Run(f"{word.text} ", bool(word.bold), word.font) for word in words)
        if block is not None:
            return replace(block, page=page)
    text = ""
    for line in lines:
        text = _join(text, line.text, known)
    bold = None if any(line.bold is None for line in lines) else all(line.bold for line in lines)
    return RawBlock(text, page=page, bold=bold)


_HYPHENATED = re.compile(r"([^\W\d_]{2,})-$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")


def _join(text: str, line: str, known: frozenset[str]) -> str:
    """Two lines of a paragraph. A soft hyphen goes, and a hyphen within a word that stands
    elsewhere in the document without one («coopera-tion»); a real one («Nouvelle-Aquitaine»)
    stays, without a space: Vietnamese words are not parted at line ends."""
    if text.endswith("\u00ad"):
        return text[:-1] + line
    first, rest = _HYPHENATED.search(text), _FIRST_LETTERS.match(line)
    if first and rest and (first[1] + rest[0]).lower() in known:
        return text[:-1] + line
    if re.search(r"\w-$", text) and line[:1].isalnum():
        return text + line
    return vi.clean(f"{text} {line}")


def _vocabulary(pages: Sequence[Page]) -> frozenset[str]:
    """The words of the document, in lower case, as far as they stand within a line."""
    return frozenset(
        match[0].lower()
        for page in pages
        for line in page.lines
        for match in _FIRST_LETTERS.finditer(line.text)
    )
