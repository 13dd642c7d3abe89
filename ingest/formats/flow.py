"""Text with tables as Word streams it (.doc, RTF): paragraphs, ends of cells and ends of rows
come one after the other, and only the end of a row tells where its cells stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.document import RawBlock
from ingest.formats.tables import Cell, table_blocks

# Beyond these no table is meant, and a hostile file would fill the memory.
_DEEPEST = 10
_MOST_COLUMNS = 200

_SAME_EDGE = 60  # twips (1 mm): edges dragged by hand seldom meet exactly
_SOME_WIDTH = 1000  # twips, for a cell whose edge the file does not give


@dataclass(frozen=True)
class Slot:
    """A cell's place in its row: its right edge in twips, and whether it goes on the cell
    above it or the one to its left."""

    right: int
    below: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Shape:
    """How a row is ruled. `header` marks a row that Word repeats on each page."""

    slots: Sequence[Slot] = ()
    left: int = 0
    header: bool = False


@dataclass(frozen=True)
class _Placed:
    blocks: tuple[RawBlock, ...]
    left: int
    right: int
    below: bool
    header: bool


@dataclass
class _Level:
    """The body (outermost) or a table: what has come since the last end of a cell or row."""

    blocks: list[RawBlock] = field(default_factory=list)
    cells: list[tuple[RawBlock, ...]] = field(default_factory=list)
    rows: list[list[_Placed]] = field(default_factory=list)


class Flow:
    """Depths count from 0, the body; a table within a table's cell has depth 2."""

    def __init__(self) -> None:
        self._levels = [_Level()]
        self._waiting: list[RawBlock] = []

    def add(self, block: RawBlock | None, depth: int, attached: Iterable[RawBlock] = ()) -> None:
        """A paragraph. What is attached to it (notes, text boxes) follows it, or the outermost
        table that it stands in."""
        self._go_to(depth)
        if block is not None:
            self._levels[-1].blocks.append(block)
        self._waiting.extend(attached)
        self._release()

    def end_cell(self, depth: int) -> None:
        self._go_to(max(depth, 1))
        level = self._levels[-1]
        level.cells.append(tuple(level.blocks))
        level.blocks = []

    def end_row(self, depth: int, shape: Shape) -> None:
        self._go_to(max(depth, 1))
        self._end_row(shape)

    def finish(self) -> list[RawBlock]:
        """All blocks in order."""
        self._go_to(0)
        return self._levels[0].blocks

    def _go_to(self, depth: int) -> None:
        depth = min(depth, _DEEPEST)
        while len(self._levels) <= depth:
            self._levels.append(_Level())
        while len(self._levels) > depth + 1:
            self._end_row(Shape())
            table = self._levels.pop()
            self._levels[-1].blocks.extend(table_blocks(_grid(table.rows)))
            self._release()

    def _end_row(self, shape: Shape) -> None:
        level = self._levels[-1]
        if level.blocks:
            level.cells.append(tuple(level.blocks))
        if level.cells:
            level.rows.append(_placed(level.cells, shape))
        level.blocks, level.cells = [], []

    def _release(self) -> None:
        if len(self._levels) == 1:
            self._levels[0].blocks.extend(self._waiting)
            self._waiting = []


def _placed(cells: Sequence[tuple[RawBlock, ...]], shape: Shape) -> list[_Placed]:
    placed: list[_Placed] = []
    right = shape.left
    for i, blocks in enumerate(cells):
        left = right
        slot = shape.slots[i] if i < len(shape.slots) else Slot(left + _SOME_WIDTH)
        right = max(slot.right, left)
        if slot.beside and placed:
            left, blocks = placed[-1].left, placed.pop().blocks + blocks
        header = shape.header or (bool(blocks) and all(block.bold for block in blocks))
        placed.append(_Placed(blocks, left, right, slot.below, header))
    return placed


def _grid(rows: Sequence[Sequence[_Placed]]) -> list[list[Cell]]:
    """The cells by row and column, a merged cell at each place that it covers. A column is
    what lies between two neighbouring edges of any row."""
    edges = _edges(edge for row in rows for cell in row for edge in (cell.left, cell.right))
    if len(edges) > _MOST_COLUMNS:
        return [[Cell(cell.blocks, cell.header) for cell in row] for row in rows]
    grid: list[list[Cell]] = []
    for row in rows:
        above = grid[-1] if grid else []
        line: list[Cell] = []
        for placed in row:
            first, last = _column(edges, placed.left), _column(edges, placed.right)
            line.extend(Cell() for _ in range(first - len(line)))
            continues = placed.below and not placed.blocks and len(line) < len(above)
            cell = above[len(line)] if continues else Cell(placed.blocks, placed.header)
            line.extend([cell] * max(last - len(line), 1))
        grid.append(line)
    return grid


def _edges(found: Iterable[int]) -> list[int]:
    """The edges from left to right, one of those that lie together."""
    edges: list[int] = []
    for edge in sorted(set(found)):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _column(edges: Sequence[int], edge: int) -> int:
    return max(bisect_left(edges, edge + 1) - 1, 0)
