"""Words with places become lines in reading order and tables, for digital and scanned pages.

All lengths are points from the top left; y runs downwards. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest import text as vi
from ingest.document import RawBlock
from ingest.formats.ruling import Box, grids
from ingest.formats.runs import Run, block_of
from ingest.formats.tables import Cell
from ingest.legacy import is_legacy_font


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
    return Cell((joined(lines, page),), all(line.bold for line in lines))


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
    bottom = 0.0
    for parts in rows:
        row = _parted(parts, gutter) if left else parts
        if left and len(row) == 1 and row[0].top - bottom > 2.5 * row[0].size:
            yield from _side_by_side(left, right)  # what follows a wide gap is no column's
            left, right = [], []
        bottom = max(line.bottom for line in row)
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
        line = row[0]
        if line.x0 < gutter[0]:
            low, high = max(gutter[0], line.x1), gutter[1]
        elif line.x1 > gutter[1]:
            low, high = gutter[0], min(gutter[1], line.x0)
        else:  # a title in the middle, below both columns
            return None
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


# Text ----------------------------------------------------------------------------------------


def joined(lines: Sequence[Line], page: int, known: frozenset[str] = frozenset()) -> RawBlock:
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
FIRST_LETTERS = re.compile(r"[^\W\d_]+")


def _join(text: str, line: str, known: frozenset[str]) -> str:
    """Two lines of a paragraph. A soft hyphen goes, and a hyphen within a word that stands
    elsewhere in the document without one («coopera-tion»); a real one («Nouvelle-Aquitaine»)
    stays, without a space: Vietnamese words are not parted at line ends."""
    if text.endswith("\u00ad"):
        return text[:-1] + line
    first, rest = _HYPHENATED.search(text), FIRST_LETTERS.match(line)
    if first and rest and (first[1] + rest[0]).lower() in known:
        return text[:-1] + line
    if re.search(r"\w-$", text) and line[:1].isalnum():
        return text + line
    return vi.clean(f"{text} {line}")
