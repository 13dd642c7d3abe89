"""Excel workbooks since 2007 (ECMA-376): .xlsx, .xlsm and their templates.

Read are the values that the program last computed, as it shows them. Left out: formulas
without a computed value, errors, comments, charts, macros, and whatever is hidden (sheets,
rows, columns), by a filter too.

openpyxl reads the workbook's structure and styles, lxml the cells and the texts: openpyxl's
read-only worksheets know neither merged cells nor hidden rows, its full ones hold every cell
of a sheet before the first can be counted, and both take three times as long.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import IO, Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl.cell.read_only import ReadOnlyCell  # type: ignore[import-untyped]
from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]
from openpyxl.styles.numbers import is_date_format, is_timedelta_format  # type: ignore[import-untyped]
from openpyxl.styles.stylesheet import apply_stylesheet  # type: ignore[import-untyped]
from openpyxl.utils import column_index_from_string, range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.datetime import from_excel, from_ISO8601  # type: ignore[import-untyped]
from openpyxl.xml.constants import SHARED_STRINGS  # type: ignore[import-untyped]

from ingest.archive import open_archive
from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.sheets import Area, CellStyle, Sheet, SheetRow, Tally, sheet_blocks, stated

Element = Any  # an lxml element

# Bytes of XML, pictures not counted. The 500,000 cells that are read at most take some 50 MB;
# the rest is room for cells that are empty but formatted.
_MOST_UNPACKED = 300 * 2**20

_MOST_COLUMNS = 16_384  # of any sheet (ECMA-376, 18.3.1.13); a forged number fills the memory

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWN_LINE, _DRAWN_TEXT = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}" for name in "pt"
)
_ROW, _COLUMN, _MERGED = f"{_MAIN}row", f"{_MAIN}col", f"{_MAIN}mergeCell"
_CELL, _VALUE, _STRING = f"{_MAIN}c", f"{_MAIN}v", f"{_MAIN}si"
_TEXT, _READING = f"{_MAIN}t", f"{_MAIN}rPh"  # the second is how to pronounce the first
_MARGINS = tuple(
    f"{_MAIN}{page}{end}" for page in ("odd", "even", "first") for end in ("Header", "Footer")
)
# What parts and sets the text of a header: «&C&"Arial,Bold"&14MẬT» (ECMA-376, 18.3.1.46).
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_TRUE = ("1", "true")


def parse(data: bytes) -> Content:
    """Raises IntakeError: TOO_LONG for more cells, text or XML than can be indexed, ENCRYPTED,
    DAMAGED; and whatever openpyxl and lxml raise on what is malformed."""
    _check_unpacked_size(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would not write back
        book = _Workbook(data)
        blocks = list(book.blocks())
        return Content(blocks, stated(blocks), margins=tuple(book.margins()))


def _check_unpacked_size(data: bytes) -> None:
    with open_archive(data) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries if entry.filename.endswith(".xml"))
    if unpacked > _MOST_UNPACKED:
        raise IntakeError(
            Reason.TOO_LONG, size_mb=unpacked // 2**20, limit_mb=_MOST_UNPACKED // 2**20
        )


@dataclass(frozen=True)
class _Format:
    style: CellStyle
    date: bool
    duration: bool


class _Workbook:
    def __init__(self, data: bytes) -> None:
        self._reader = ExcelReader(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        self._reader.read_manifest()
        self._reader.read_workbook()
        self._book = self._reader.wb
        apply_stylesheet(self._reader.archive, self._book)
        self._format = lru_cache(maxsize=None)(self._find_format)
        self._margins: list[str] = []

    def blocks(self) -> Iterator[RawBlock]:
        tally = Tally()
        for sheet, relation in self._reader.parser.find_sheets():
            worksheet = relation.Type.endswith("/worksheet")
            if worksheet and sheet.state == "visible":
                with self._reader.archive.open(relation.target) as source:
                    yield from sheet_blocks(self._sheet(sheet.name, source, tally), tally)

    def margins(self) -> Iterator[RawBlock]:
        """Headers and footers of the sheets that were read, and what stands in drawings."""
        yield from map(RawBlock, self._margins)
        for name in self._reader.valid_files:
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                with self._reader.archive.open(name) as source:
                    for line in _elements(source, _DRAWN_LINE):
                        yield RawBlock("".join(text.text or "" for text in line.iter(_DRAWN_TEXT)))

    def _sheet(self, name: str, source: IO[bytes], tally: Tally) -> Sheet:
        rows: dict[int, SheetRow] = {}
        merged: list[Area] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        number = -1
        for element in _elements(source, _ROW, _COLUMN, _MERGED, *_MARGINS):
            if element.tag == _MERGED:
                left, top, right, bottom = range_boundaries(element.get("ref"))
                merged.append((top - 1, left - 1, bottom - 1, right - 1))
            elif element.tag in _MARGINS:
                self._margins.extend(_MARGIN_CODE.sub("\n", element.text or "").splitlines())
            elif element.tag == _COLUMN:
                if element.get("hidden") in _TRUE:
                    last = min(int(element.get("max")), _MOST_COLUMNS)
                    hidden_columns.update(range(int(element.get("min")) - 1, last))
            else:
                number = int(element.get("r", number + 2)) - 1
                if element.get("hidden") in _TRUE:
                    hidden_rows.add(number)
                if row := self._row(element, tally):
                    rows[number] = row
        return Sheet(name, rows, merged, frozenset(hidden_rows), frozenset(hidden_columns))

    def _row(self, element: Element, tally: Tally) -> SheetRow:
        row: SheetRow = {}
        column = -1
        for child in element.iterchildren(_CELL):
            place = child.get("r")
            column = _column(place.rstrip("0123456789")) if place else column + 1
            form = self._format(int(child.get("s", 0)))
            cell = form.style.cell(self._value(child, form))
            if cell is not None:
                tally.add(cell.text)
                row[column] = cell
        return row

    def _value(self, cell: Element, form: _Format) -> object:
        """The value as Python has it; None for a blank, an error, an uncomputed formula."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        stored = cell.findtext(_VALUE)
        if not stored or kind == "e":
            return None
        match kind:
            case "s":
                return self._strings[int(stored)]
            case "b":
                return stored in _TRUE
            case "n":
                number = float(stored) if not stored.lstrip("-").isdecimal() else int(stored)
                return self._date(number, form) if form.date else number
            case "d":
                return from_ISO8601(stored)
        return stored

    def _date(self, number: float, form: _Format) -> object:
        try:
            return from_excel(number, self._book.epoch, timedelta=form.duration)
        except (OverflowError, ValueError):  # shown as «#####»
            return None

    @cached_property
    def _strings(self) -> list[str]:
        part = self._reader.package.find(SHARED_STRINGS)
        if part is None:
            return []
        with self._reader.archive.open(part.PartName[1:]) as source:
            return [_text(element) for element in _elements(source, _STRING)]

    def _find_format(self, number: int) -> _Format:
        sample = ReadOnlyCell(SimpleNamespace(parent=self._book), 1, 1, None, style_id=number)
        code = sample.number_format
        style = CellStyle.of(code, sample.font.b, sample.font.name)
        return _Format(style, is_date_format(code), is_timedelta_format(code))


def _elements(source: IO[bytes], *tags: str) -> Iterator[Element]:
    """Each element of those tags once it is complete; what has been seen is forgotten.

    Raises IntakeError(DAMAGED) for a document type, which is how a few bytes come to stand
    for gigabytes (ECMA-376, part 2, 9.1.4 forbids it; lxml does not expand it here).
    """
    parser = etree.iterparse(source, tag=tags, resolve_entities=False, no_network=True)
    for _, element in parser:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if parser.root is not None and parser.root.getroottree().docinfo.internalDTD is not None:
        raise IntakeError(Reason.DAMAGED, detail="document type")


def _text(element: Element) -> str:
    pieces = (
        piece.text or "" for piece in element.iter(_TEXT) if piece.getparent().tag != _READING
    )
    return "".join(pieces).replace("_x000D_", "")  # a carriage return (ECMA-376, 22.4.2.4)


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters)) - 1
