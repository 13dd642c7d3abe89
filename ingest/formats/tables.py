"""Tables of any format, as blocks: a data table row by row, a layout table cell by cell.

A grid is a list of rows of cells. A merged cell is one Cell object that stands at each of
the places it covers, so identity, not text, tells a merged cell from a repeated one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ingest import text as vi
from ingest.document import BlockKind, RawBlock
from ingest.legacy import convert


@dataclass(frozen=True, eq=False)
class Cell:
    """`header` says that the format itself marks the cell as a heading of its column."""

    blocks: tuple[RawBlock, ...] = ()
    header: bool = False

    @cached_property
    def text(self) -> str:
        """All on one line; empty for a cell that holds only rules and punctuation."""
        # Only white space is cleaned: in TCVN3 a soft hyphen is the letter «ư».
        joined = " ".join(" ".join(block.text for block in self.blocks).split())
        return joined if any(map(str.isalnum, joined)) else ""

    @property
    def page(self) -> int | None:
        return self.blocks[0].page if self.blocks else None


Row = Sequence[Cell]
Names = list[str]

_LONGEST_NAME = 80  # characters of a column's name; beyond it is text, not a name
_ORDINAL_NAMES = {"stt", "tt", "so tt", "so thu tu", "no", "no.", "#"}
# The masthead (Nghị định 30/2020, ô số 1) and the closing of a document are set as tables.
_LETTER_PARTS = re.compile(r"cong hoa xa hoi chu nghia|doc lap - tu do|^noi nhan|^kinh gui")
_MOST_LETTER_ROWS = 5
# «UBND THÀNH PHỐ HUẾ↵SỞ NGOẠI VỤ» is two lines of a masthead; before a small letter the
# break only wraps.
_BROKEN_LINE = re.compile(r"\n(?!\s*[a-zà-ỹđ])")


def table_blocks(grid: Sequence[Row]) -> list[RawBlock]:
    """ROW blocks «Cột: giá trị; Cột: giá trị» of a data table, else the cells' own blocks."""
    rows = _compact(_in_unicode(grid))
    captions = 0
    while captions < len(rows) and _spans_all(rows[captions]):
        captions += 1
    body = rows[captions:]
    if len(body) < 2 or len(body[0]) < 2 or _is_letter_part(rows):
        return list(_reading_order(rows))
    before = list(_reading_order(rows[:captions]))
    depth = _header_depth(body)
    if _is_header(body, depth):
        data = list(_data_rows(_column_names(body[:depth]), body[:depth], body[depth:]))
        return before + data if data else list(_reading_order(rows))
    if _is_labelled(body):
        return before + list(_labelled_rows(body))
    return list(_reading_order(rows))


def _in_unicode(grid: Sequence[Row]) -> list[list[Cell]]:
    """The grid with what is set in legacy fonts converted: within a row the fonts' spans
    would be lost. A merged cell stays one."""
    known: dict[int, Cell] = {}

    def converted(cell: Cell) -> Cell:
        if not any(block.fonts for block in cell.blocks):
            return cell
        if id(cell) not in known:
            known[id(cell)] = replace(cell, blocks=tuple(convert(cell.blocks)[0]))
        return known[id(cell)]

    return [[converted(cell) for cell in row] for row in grid]


def _compact(grid: Sequence[Row]) -> list[list[Cell]]:
    """The grid made rectangular, without rows and columns that hold no text."""
    width = max((len(row) for row in grid), default=0)
    rows = [[*row, *(Cell() for _ in range(width - len(row)))] for row in grid]
    kept = [i for i in range(width) if any(row[i].text for row in rows)]
    return [[row[i] for i in kept] for row in rows if any(cell.text for cell in row)]


def _spans_all(row: Row) -> bool:
    return len(row) > 1 and all(cell is row[0] for cell in row)


def _is_letter_part(rows: Sequence[Row]) -> bool:
    texts = (vi.fold(cell.text) for row in rows for cell in row)
    return len(rows) <= _MOST_LETTER_ROWS and any(map(_LETTER_PARTS.search, texts))


def _header_depth(rows: Sequence[Row]) -> int:
    """Rows of the header: those that a cell merged downwards from the first row reaches."""
    depth = 1
    while depth < len(rows) - 1 and any(a is b for a, b in zip(rows[depth], rows[0], strict=True)):
        depth += 1
    return depth


def _is_header(rows: Sequence[Row], depth: int) -> bool:
    if depth >= len(rows):
        return False
    first = rows[0]
    names = _column_names(rows[:depth])
    if sum(map(bool, names)) < max(2, len(names) - 1) or max(map(len, names)) > _LONGEST_NAME:
        return False
    if len(set(filter(None, names))) < 2:
        return False
    named = [cell for cell in first if cell.text]
    marked = all(cell.header for cell in named)
    ordinal = vi.fold(first[0].text) in _ORDINAL_NAMES
    # Two columns without any mark are as often «nhãn | giá trị» as a header over values.
    wordy = len(first) > 2 and all(names) and not any(name[0].isdigit() for name in names)
    return marked or ordinal or wordy


def _column_names(header: Sequence[Row]) -> Names:
    """One name a column: its header cells from the top down, each merged cell once."""
    names: Names = []
    for column in zip(*header, strict=True):
        names.append(" ".join(cell.text for cell, _ in groupby(column) if cell.text))
    return names


def _data_rows(names: Names, header: Sequence[Row], rows: Sequence[Row]) -> Iterator[RawBlock]:
    numbered = _numbered(names, header)
    for row in rows:
        # Headers repeated on each page, and the line «(1) (2) (3)» under a header.
        if _repeats_header(row, header) or _counts_columns([cell.text for cell in row]):
            continue
        if _spans_all(row):
            yield from _reading_order([row])
            continue
        pairs = "; ".join(_pairs(numbered, row))
        if pairs:
            page = next((cell.page for cell in row if cell.page is not None), None)
            yield RawBlock(pairs, BlockKind.ROW, page=page)


def _numbered(names: Names, header: Sequence[Row]) -> Names:
    """«Tên», «Tên (2)»; columns under one merged header cell share its name."""
    seen: dict[str, int] = {}
    result: Names = []
    for i, name in enumerate(names):
        if i and all(row[i] is row[i - 1] for row in header):
            result.append(result[-1])
            continue
        seen[name] = seen.get(name, 0) + 1
        result.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return result


def _repeats_header(row: Row, header: Sequence[Row]) -> bool:
    """Whether most cells say what their column's header says (the wording may vary)."""
    columns = zip(row, zip(*header, strict=True), strict=True)
    same = [cell.text in {above.text for above in column} for cell, column in columns if cell.text]
    return len(same) > 1 and 2 * sum(same) > len(same)


def _counts_columns(texts: Sequence[str]) -> bool:
    digits = [text.strip("()[]") for text in texts]
    return len(texts) > 2 and digits == [str(i + 1) for i in range(len(texts))]


_WIDEST_NAMED_SPAN = 3  # columns; a wider cell is a title within the table


def _pairs(names: Names, row: Row) -> Iterator[str]:
    for _, run in groupby(range(len(row)), key=lambda i: id(row[i])):
        columns = list(run)
        value = row[columns[0]].text
        if not value:
            continue
        spanned = list(dict.fromkeys(names[i] for i in columns if names[i]))
        named = spanned and len(spanned) <= _WIDEST_NAMED_SPAN
        yield f"{', '.join(spanned)}: {value}" if named else value


def _is_labelled(rows: Sequence[Row]) -> bool:
    """Two columns of a form: short distinct labels on the left, their values on the right."""
    if len(rows[0]) != 2:
        return False
    plain = [row for row in rows if not _spans_all(row)]
    labels = [row[0].text for row in plain]
    return (
        len(plain) > 1
        and all(labels)
        and len(set(labels)) == len(labels)
        and max(map(len, labels)) <= _LONGEST_NAME
        and all(len(cell.blocks) <= 2 for row in plain for cell in row)
    )


def _labelled_rows(rows: Sequence[Row]) -> Iterator[RawBlock]:
    for row in rows:
        if _spans_all(row):
            yield from _reading_order([row])
            continue
        label, value = (cell.text for cell in row)
        pair = f"{label.rstrip(' :')}: {value}" if value else label
        yield RawBlock(pair, BlockKind.ROW, page=row[0].page)


def _reading_order(rows: Sequence[Row]) -> Iterator[RawBlock]:
    """The blocks of the cells from left to right and down, each merged cell once."""
    seen: set[int] = set()
    for cell in (cell for row in rows for cell in row):
        if id(cell) not in seen:
            seen.add(id(cell))
            for block in cell.blocks:
                for line in _BROKEN_LINE.split(block.text):
                    yield replace(block, text=line, in_layout=True)
