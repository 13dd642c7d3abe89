"""OpenDocument texts (.odt, ISO/IEC 26300), also as one flat XML file (.fodt)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]

from ingest.archive import open_archive
from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.numbering import Counter
from ingest.formats.odt_lists import Lists
from ingest.formats.odt_styles import DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, Element, Look, Styles
from ingest.formats.probe import ARCHIVE_ERRORS
from ingest.formats.runs import Run, block_of, labelled
from ingest.formats.tables import Cell, table_blocks

# A 10 MB text document unpacks to some 100 MB of XML; more is a bomb.
_MOST_UNPACKED = 300 * 2**20
_MOST_CELLS = 1_000_000
_MOST_REPEATED = 200  # columns, or spaces

_P, _H = f"{TEXT}p", f"{TEXT}h"
_LIST, _ITEM, _LIST_HEADER = f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}list-header"
_BREAKS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_SPACES = f"{TEXT}s"
_ROW = f"{TABLE}table-row"
_HEADER_ROWS = f"{TABLE}table-header-rows"
_ROW_GROUPS = (_HEADER_ROWS, f"{TABLE}table-rows", f"{TABLE}table-row-group")
_CELL, _COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
# Deleted text, remarks, indexes that repeat headings and captions, and what is no text.
_SKIPPED = {
    *(
        f"{TEXT}{name}"
        for name in "tracked-changes table-of-content illustration-index table-index "
        "object-index note-citation ruby-text script hidden-text hidden-paragraph "
        "sequence-decls variable-decls user-field-decls".split()
    ),
    *(f"{OFFICE}{name}" for name in ("annotation", "forms", "binary-data", "event-listeners")),
    *(f"{SVG}{name}" for name in ("title", "desc")),
    f"{TABLE}title",
    f"{TABLE}desc",
}


def parse(data: bytes) -> Content:
    try:
        roots = list(_roots(data))
        reader = _Reader(roots)
        body = roots[-1].find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise IntakeError(Reason.DAMAGED)
        margins = [block for root in roots for block in reader.margins(root)]
        return Content(list(reader.blocks(body)), margins=tuple(margins))
    except (etree.XMLSyntaxError, RecursionError, *ARCHIVE_ERRORS) as error:
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


def _roots(data: bytes) -> Iterator[Element]:
    """The styles, where they are in a part of their own, and the content."""
    if not data.startswith(b"PK"):
        yield _parsed(data)
        return
    with open_archive(data) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        manifest = entries.get("META-INF/manifest.xml")
        if "encrypted-package" in entries or (
            manifest is not None and b"encryption-data" in _unpacked(archive, manifest)
        ):
            raise IntakeError(Reason.ENCRYPTED)
        if "content.xml" not in entries:
            raise IntakeError(Reason.DAMAGED)
        for name in ("styles.xml", "content.xml"):
            if name in entries:
                yield _parsed(_unpacked(archive, entries[name]))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > _MOST_UNPACKED:
        raise IntakeError(
            Reason.TOO_LONG,
            size_mb=entry.file_size // 2**20,
            limit_mb=_MOST_UNPACKED // 2**20,
        )
    return archive.read(entry)


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise IntakeError(Reason.DAMAGED)  # no writer declares one, but whoever means harm does
    return root


class _Reader:
    def __init__(self, roots: Sequence[Element]) -> None:
        self._styles = Styles(roots)
        self._lists = Lists(roots)
        self._cells = 0
        self._tables = 0  # that are open around the place
        self._waiting: list[RawBlock] = []

    def margins(self, root: Element) -> Iterator[RawBlock]:
        for page in root.iter(f"{STYLE}master-page"):
            yield from self.blocks(page)

    def blocks(self, container: Element) -> Iterator[RawBlock]:
        for child in container:
            if child.tag in (_P, _H):
                yield from self._paragraph(child)
            elif child.tag == _LIST:
                yield from self._list(child)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            elif child.tag.startswith(DRAW):
                yield from self._text_box(child)
            elif child.tag not in _SKIPPED and child.get(f"{TEXT}display") != "none":
                yield from self.blocks(child)  # sections, whatever holds paragraphs

    def _list(
        self, element: Element, outer: Counter | None = None, depth: int = 0
    ) -> Iterator[RawBlock]:
        counter = self._lists.counter(element, outer)
        for item in element.iterchildren(_ITEM, _LIST_HEADER):
            start = item.get(f"{TEXT}start-value") or ""
            if start.isdecimal():
                counter.restart(depth, int(start))
            numbered = item.tag == _ITEM
            for child in item:
                if child.tag == _LIST:
                    yield from self._list(child, counter, depth + 1)
                elif child.tag in (_P, _H):
                    yield from self._paragraph(child, counter.label(depth) if numbered else "")
                    numbered = False

    def _paragraph(self, paragraph: Element, label: str | None = None) -> Iterator[RawBlock]:
        """`label` is its number in a list; without a list, headings have their own."""
        name = paragraph.get(f"{TEXT}style-name")
        attached: list[RawBlock] = []
        runs = list(self._runs(paragraph, self._styles.look("paragraph", name), attached))
        level = 1 if self._styles.is_title(name) else 0
        if paragraph.tag == _H:
            level = _number(paragraph, f"{TEXT}outline-level", 9)
            if label is None and paragraph.get(f"{TEXT}is-list-header") != "true":
                label = self._lists.headings.label(level - 1)
        block = block_of(labelled(label or "", runs), level)
        if block is not None:
            yield block
        if self._tables:
            self._waiting.extend(attached)
        else:
            yield from attached

    def _runs(self, element: Element, look: Look, attached: list[RawBlock]) -> Iterator[Run]:
        """What can be seen, in order; notes and text boxes are put by."""
        if element.text:
            yield from _run(element.text, look)
        for child in element:
            if child.tag in _BREAKS:
                yield from _run(_BREAKS[child.tag], look)
            elif child.tag == _SPACES:
                yield from _run(" " * _number(child, f"{TEXT}c"), look)
            elif child.tag == f"{TEXT}note":
                attached.extend(self.blocks(child))
            elif child.tag.startswith(DRAW):
                attached.extend(self._text_box(child))
            elif child.tag not in _SKIPPED:
                own = self._styles.look("text", child.get(f"{TEXT}style-name"))
                yield from self._runs(child, own.within(look), attached)
            if child.tail:
                yield from _run(child.tail, look)

    def _text_box(self, shape: Element) -> Iterator[RawBlock]:
        for block in self.blocks(shape):
            yield replace(block, in_layout=True)

    def _table(self, table: Element) -> Iterator[RawBlock]:
        """What is attached to paragraphs of a table follows it: a note in the header's cell
        is no part of the column's name."""
        self._tables += 1
        yield from table_blocks(self._grid(table))
        self._tables -= 1
        if not self._tables:
            waiting, self._waiting = self._waiting, []
            yield from waiting

    def _grid(self, table: Element) -> list[list[Cell]]:
        """The cells by row and column, a merged cell at each place that it covers."""
        grid: list[list[Cell]] = []
        reach: dict[Cell, _Reach] = {}
        for row, header in _rows(table):
            line: list[Cell] = []
            for element in row.iterchildren(_CELL, _COVERED):
                for _ in range(_number(element, f"{TABLE}number-columns-repeated")):
                    if element.tag == _CELL:
                        line.append(self._cell(element, header))
                        reach[line[-1]] = _reach(element, len(grid), len(line) - 1)
                    else:
                        line.append(_covering(grid, line, reach))
            self._count(len(line))
            grid.append(line)
        return grid

    def _cell(self, element: Element, header: bool) -> Cell:
        blocks = tuple(self.blocks(element))
        return Cell(blocks, header or (bool(blocks) and all(block.bold for block in blocks)))

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise IntakeError(Reason.TOO_LONG, cells=self._cells, limit=_MOST_CELLS)


_Reach = tuple[int, int]  # the last row and column that a cell covers


def _rows(table: Element, header: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows, and whether each is one that is repeated on every page."""
    for child in table:
        if child.tag == _ROW:
            yield child, header
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, header or child.tag == _HEADER_ROWS)


def _reach(element: Element, row: int, column: int) -> _Reach:
    return (
        row + _number(element, f"{TABLE}number-rows-spanned") - 1,
        column + _number(element, f"{TABLE}number-columns-spanned") - 1,
    )


def _covering(grid: list[list[Cell]], line: list[Cell], reach: Mapping[Cell, _Reach]) -> Cell:
    """The merged cell, to the left or above, that covers the next place of the line."""
    row, column = len(grid), len(line)
    left = line[-1:]
    above = [grid[-1][column]] if grid and column < len(grid[-1]) else []
    for cell in (*left, *above):
        last_row, last_column = reach.get(cell, (-1, -1))
        if last_row >= row and last_column >= column:
            return cell
    return Cell()


def _run(text: str, look: Look) -> Iterator[Run]:
    if not look.hidden:
        yield Run(text, bool(look.bold), look.font or "")


def _number(element: Element, name: str, most: int = _MOST_REPEATED) -> int:
    """A count as 1…`most`; a hostile one of millions would fill the memory."""
    value = element.get(name, "")
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 10 else 1
