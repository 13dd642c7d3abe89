"""A spreadsheet's page as blocks, whichever program wrote it: its name, then its tables.

Runs of rows that an empty row parts are tables of their own. The lines above a table are
its captions, those below it its notes; a run that goes on without a header of its own, as
after a spacing row, keeps the header above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.document import BlockKind, RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.tables import Cell, table_blocks
from ingest.formats.values import display
from ingest.legacy import is_legacy_font

SheetRow = dict[int, Cell]  # by column
Area = tuple[int, int, int, int]  # top, left, bottom, right; the last two included

# Measured: 50,000 rows of 10 columns take 15 s and 370 MB to read, become 14 million characters,
# and at 2,000 tokens/s take some 40 minutes to embed. What is larger is a database.
MOST_CELLS = 500_000
MOST_CHARACTERS = 20_000_000
_MOST_PLACES = 5_000_000  # empty ones among them

_NAMELESS = re.compile(r"(?:sheet|trang[ _]?tính|trang|bảng|book)?[\s_-]*\d*", re.IGNORECASE)
_MOST_LETTER_ROWS = 5  # a masthead or the signatures, which read cell by cell


@dataclass
class Tally:
    """Counts what a workbook holds, and stops the reading of one that holds too much."""

    cells: int = 0
    characters: int = 0

    def add(self, text: str, places: int = 1) -> None:
        """A cell of that text, or one more time each at the `places` it is merged over.

        Raises IntakeError(TOO_LONG).
        """
        self.cells += places
        self.characters += places * len(text)
        if self.cells > MOST_CELLS or self.characters > MOST_CHARACTERS:
            raise IntakeError(Reason.TOO_LONG, cells=self.cells, limit=MOST_CELLS)


@dataclass(frozen=True)
class CellStyle:
    """What a cell's format means here: how its value is written, whether it is bold, and its
    font where that is one of an encoding older than Unicode."""

    number_format: str
    bold: bool
    legacy_font: str

    @classmethod
    def of(cls, number_format: str, bold: object, font: str | None) -> CellStyle:
        return cls(number_format, bool(bold), font if font and is_legacy_font(font) else "")

    def cell(self, value: object) -> Cell | None:
        """None for a value that shows nothing."""
        text = display(value, self.number_format)
        if not text.strip():
            return None
        fonts = ((0, len(text), self.legacy_font),) if self.legacy_font else ()
        return Cell((RawBlock(text, bold=self.bold, fonts=fonts),), header=self.bold)


@dataclass
class Sheet:
    """What a reader finds on one sheet; rows and columns count from 0. `rows` holds only
    cells that show something."""

    name: str
    rows: dict[int, SheetRow]
    merged: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def sheet_blocks(sheet: Sheet, tally: Tally) -> Iterator[RawBlock]:
    """The sheet's name as a heading, then what is visible on it.

    What stands in hidden rows and columns is left out: whoever made the sheet did not mean
    it to be read. Raises IntakeError(TOO_LONG).
    """
    _merge(sheet, tally)
    layout = _Layout()
    blocks = [block for island in _islands(sheet) for block in layout.blocks(island)]
    if blocks and not _NAMELESS.fullmatch(sheet.name.strip()):
        yield RawBlock(sheet.name, BlockKind.HEADING, 1)
    yield from blocks


def stated(blocks: Sequence[RawBlock]) -> dict[str, str]:
    """The properties of a workbook: the name that its first sheet opens with."""
    named = blocks and blocks[0].kind is BlockKind.HEADING
    return {"sheet": blocks[0].text} if named else {}


def _merge(sheet: Sheet, tally: Tally) -> None:
    """Puts each merged cell at all its places, over what still lies beneath it unseen."""
    last_row = max(sheet.rows, default=-1)
    last_column = max((max(row, default=-1) for row in sheet.rows.values()), default=-1)
    for top, left, bottom, right in sheet.merged:
        cell = sheet.rows.get(top, {}).get(left)
        down = range(top, min(bottom, last_row) + 1)
        across = range(left, min(right, last_column) + 1)
        if not across:
            continue  # beyond all cells, and as long as the sheet may claim to be
        tally.add(cell.text if cell else "", len(down) * len(across))
        for i in down:
            row = sheet.rows.setdefault(i, {})
            row.update(dict.fromkeys(across, cell) if cell else {})
            if cell is None:
                for column in across:
                    row.pop(column, None)


def _islands(sheet: Sheet) -> Iterator[list[SheetRow]]:
    """Runs of visible rows with text; a row that only repeats merged cells is left out."""
    island: list[SheetRow] = []
    previous = -1
    for i in sorted(sheet.rows.keys() - sheet.hidden_rows):
        row = {
            column: cell
            for column, cell in sorted(sheet.rows[i].items())
            if cell.text and column not in sheet.hidden_columns
        }
        if not row:
            continue
        if not all(between in sheet.hidden_rows for between in range(previous + 1, i)) and island:
            yield island
            island = []
        if not island or row != island[-1]:
            island.append(row)
        previous = i
    if island:
        yield island


@dataclass
class _Layout:
    """Goes down one sheet; remembers the header that a run without one goes on under."""

    _header: list[SheetRow] = field(default_factory=list)

    def blocks(self, island: list[SheetRow]) -> Iterator[RawBlock]:
        columns = set().union(*island)
        width = len(columns)
        if width == 2 and max(columns) - min(columns) > 1:
            yield from _lines(island)  # who signs on the left and who on the right
            return
        full = [i for i, row in enumerate(island) if _is_full(row, width)]
        if not full:
            yield from _loose(island)
            return
        top, end = full[0], len(island)
        while width > 2 and end > full[-1] + 1 and _is_line(island[end - 1]):
            end -= 1
        yield from _above(island[:top])
        yield from self._table(island[top:end])
        yield from _lines(island[end:])

    def _table(self, rows: list[SheetRow]) -> Iterator[RawBlock]:
        if self._goes_on(rows):
            yield from table_blocks(_grid([*self._header, *rows]))
            return
        blocks = table_blocks(_grid(rows))
        if any(block.kind is BlockKind.ROW for block in blocks):
            self._header = _header(rows)
            yield from blocks
        else:
            yield from _loose(rows)

    def _goes_on(self, rows: list[SheetRow]) -> bool:
        """Whether the rows lie under the header above, and do not begin with their own."""
        if not self._header or set().union(*rows) - set().union(*self._header):
            return False
        first = list(rows[0].values())
        if all(cell.header for cell in first):
            return False
        marked = all(cell.header for row in self._header for cell in row.values())
        return marked or any(cell.text[0].isdigit() for cell in first)


def _cells(row: SheetRow) -> list[Cell]:
    """From left to right, each merged cell once."""
    return [cell for cell, _ in groupby(row.values())]


def _is_full(row: SheetRow, width: int) -> bool:
    """Whether it can be a row of a table `width` columns wide, not a line of text about it."""
    return len(_cells(row)) >= min(max(width, 2), 3) and 2 * len(row) >= width


def _is_line(row: SheetRow) -> bool:
    cells = _cells(row)
    return len(cells) == 1 and not cells[0].text.isdecimal()


def _header(rows: list[SheetRow]) -> list[SheetRow]:
    """The first row, and those that a cell merged downwards from it reaches."""
    depth = 1
    while depth < len(rows) and any(rows[depth].get(i) is cell for i, cell in rows[0].items()):
        depth += 1
    return rows[:depth] if len(rows[0]) > 2 else []


def _grid(rows: list[SheetRow]) -> list[list[Cell]]:
    """The rows over all columns that any of them uses."""
    columns = sorted(set().union(*rows))
    if len(rows) * len(columns) > _MOST_PLACES:
        raise IntakeError(Reason.TOO_LONG, cells=len(rows) * len(columns), limit=_MOST_PLACES)
    grid = []
    for row in rows:
        empty = Cell()  # one a row: a cell that stands in two rows is merged over them
        grid.append([row.get(column, empty) for column in columns])
    return grid


def _above(rows: list[SheetRow]) -> Iterator[RawBlock]:
    """Captions, line by line; a masthead or «nhãn | giá trị» as the tables that they are."""
    for single, group in groupby(rows, key=lambda row: len(_cells(row)) == 1):
        run = list(group)
        yield from _lines(run) if single else table_blocks(_grid(run))


def _lines(rows: list[SheetRow]) -> Iterator[RawBlock]:
    seen: set[int] = set()
    for cell in (cell for row in rows for cell in _cells(row)):
        if id(cell) not in seen:
            seen.add(id(cell))
            yield from cell.blocks


def _loose(rows: list[SheetRow]) -> Iterator[RawBlock]:
    """Rows that no header names: each still one line, except where few read cell by cell."""
    blocks = table_blocks(_grid(rows))
    wide = max(len(_cells(row)) for row in rows) > 1
    if not wide:
        yield from _lines(rows)
    elif len(rows) <= _MOST_LETTER_ROWS or any(block.kind is BlockKind.ROW for block in blocks):
        yield from blocks
    else:
        for row in rows:
            yield RawBlock("; ".join(cell.text for cell in _cells(row)), BlockKind.ROW)
