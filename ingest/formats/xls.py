"""Excel workbooks before 2007 (BIFF) by xlrd: .xls. The same is read as of .xlsx."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import xlrd  # type: ignore[import-untyped]
from xlrd.xldate import XLDateError, xldate_as_datetime  # type: ignore[import-untyped]

from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.ole import read_streams
from ingest.formats.sheets import CellStyle, Sheet, SheetRow, Tally, sheet_blocks, stated


def parse(data: bytes) -> Content:
    try:
        book = xlrd.open_workbook(
            file_contents=_workbook_stream(data),
            logfile=io.StringIO(),  # else warnings go to the standard output
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,  # else one cell at IV65536 makes 16 million
        )
    except xlrd.XLRDError as error:
        reason = Reason.ENCRYPTED if "encrypted" in str(error) else Reason.DAMAGED
        raise IntakeError(reason, detail=str(error)) from error
    blocks = list(_blocks(book))
    return Content(blocks, stated(blocks))


def _workbook_stream(data: bytes) -> bytes:
    """The workbook out of its OLE file, by olefile: a chain of sectors that bites its tail
    makes xlrd's own reader of such files fill the memory without end."""
    for stream in read_streams(data, ("Workbook", "Book")).values():
        return stream
    raise IntakeError(Reason.DAMAGED)


def _blocks(book: Any) -> Iterator[RawBlock]:
    tally = Tally()
    styles = [_style(book, xf) for xf in book.xf_list]
    for number in range(book.nsheets):
        worksheet = book.sheet_by_index(number)
        if worksheet.visibility == 0:
            yield from sheet_blocks(_sheet(worksheet, styles, tally), tally)
        book.unload_sheet(number)


def _style(book: Any, xf: Any) -> CellStyle:
    font = book.font_list[xf.font_index]
    number_format = book.format_map.get(xf.format_key)
    return CellStyle.of(number_format.format_str if number_format else "", font.bold, font.name)


def _sheet(worksheet: Any, styles: list[CellStyle], tally: Tally) -> Sheet:
    rows: dict[int, SheetRow] = {}
    for i in range(worksheet.nrows):
        row: SheetRow = {}
        for column, raw in enumerate(worksheet.row(i)):
            style = styles[raw.xf_index]
            cell = style.cell(_value(raw, style.number_format, worksheet.book.datemode))
            if cell is not None:
                tally.add(cell.text)
                row[column] = cell
        if row:
            rows[i] = row
    return Sheet(
        worksheet.name,
        rows,
        [(top, left, low - 1, high - 1) for top, low, left, high in worksheet.merged_cells],
        frozenset(i for i, info in worksheet.rowinfo_map.items() if info.hidden),
        frozenset(i for i, info in worksheet.colinfo_map.items() if info.hidden),
    )


def _value(cell: Any, number_format: str, epoch: int) -> object:
    """The cell's value as Python has it; None for blanks and errors."""
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(cell.value, number_format, epoch)
    return None


def _date(days: float, number_format: str, epoch: int) -> object:
    if "[h" in number_format.lower():
        return timedelta(days=days)
    try:
        moment = xldate_as_datetime(days, epoch)
    except (XLDateError, OverflowError, ValueError):
        return None
    return moment if days >= 1 else moment.time()
