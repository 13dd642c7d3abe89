"""Presentations (.pptx, ECMA-376) by python-pptx: slide by slide, each slide a page.

Hidden slides are read as well: they are hidden from an audience, not from the office.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.shapes.group import GroupShape

from ingest.archive import open_archive
from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.pptx_fonts import Fonts
from ingest.formats.probe import ARCHIVE_ERRORS
from ingest.formats.runs import Run, block_of
from ingest.formats.tables import Cell, table_blocks

Shape = Any  # python-pptx's shapes have no common type with what is read here
Element = Any  # an lxml element

_MOST_UNPACKED = 500 * 2**20  # bytes, of XML parts

_BAND = 360_000  # EMU (1 cm): shapes whose tops lie in one band are read from left to right
_MARGINS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_P, _BREAK, _WRITTEN = qn("a:p"), qn("a:br"), (qn("a:r"), qn("a:fld"))
_TRUE = ("1", "true")
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"


def parse(data: bytes) -> Content:
    try:
        _check_unpacked_size(data)
        # pptx.Presentation() refuses slide shows and templates, which are the same inside.
        presentation = Package.open(io.BytesIO(data)).main_document_part.presentation
        reader = _Reader()
        blocks = list(reader.blocks(presentation))
        return Content(blocks, margins=tuple(reader.margins))
    except (PythonPptxError, LookupError, AttributeError, RecursionError, *ARCHIVE_ERRORS) as error:
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


def _check_unpacked_size(data: bytes) -> None:
    with open_archive(data) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries if entry.filename.endswith(".xml"))
    if unpacked > _MOST_UNPACKED:
        raise IntakeError(
            Reason.TOO_LONG, size_mb=unpacked // 2**20, limit_mb=_MOST_UNPACKED // 2**20
        )


class _Reader:
    """`margins` gathers what stands on every slide alike."""

    def __init__(self) -> None:
        self.margins: list[RawBlock] = []
        self._fonts: dict[str, Fonts] = {}  # by the name of the master's part
        self._seen: set[str] = set()  # layouts and masters

    def blocks(self, presentation: Any) -> Iterator[RawBlock]:
        for page, slide in enumerate(presentation.slides, start=1):
            self._read_layout(slide.slide_layout)
            notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            written = [] if notes is None else list(_paragraphs(notes._txBody, Fonts()))
            for block in chain(self._slide(slide), written):
                yield replace(block, page=page)

    def _slide(self, slide: Any) -> Iterator[RawBlock]:
        fonts = self._fonts_of(slide.slide_layout.slide_master)
        title = slide.shapes.title
        if title is not None:
            yield from _title(title, fonts)
        rest = (
            shape for shape in slide.shapes if title is None or shape.element is not title.element
        )
        yield from self._shapes(rest, fonts)

    def _shapes(self, shapes: Iterable[Shape], fonts: Fonts) -> Iterator[RawBlock]:
        for shape in sorted(shapes, key=_place):
            if isinstance(shape, GroupShape):
                yield from self._shapes(shape.shapes, fonts)
            elif shape.has_text_frame:
                placed = shape.is_placeholder
                blocks = _paragraphs(shape.element.txBody, fonts, shape)
                if placed and shape.placeholder_format.type in _MARGINS:
                    self.margins.extend(blocks)
                else:
                    yield from (replace(block, in_layout=not placed) for block in blocks)
            elif shape.has_table:
                yield from table_blocks(_grid(shape.table._tbl, fonts))
            else:
                yield from _diagram(shape, fonts)

    def _read_layout(self, layout: Any) -> None:
        """What a layout and its master show by themselves, not the places to be filled."""
        master = layout.slide_master
        for source in (layout, master):
            name = str(source.part.partname)
            if name not in self._seen:
                self._seen.add(name)
                fixed = (shape for shape in source.shapes if not shape.is_placeholder)
                self.margins.extend(self._shapes(fixed, self._fonts_of(master)))

    def _fonts_of(self, master: Any) -> Fonts:
        name = str(master.part.partname)
        if name not in self._fonts:
            self._fonts[name] = Fonts(master)
        return self._fonts[name]


def _place(shape: Shape) -> tuple[int, int]:
    return (shape.top or 0) // _BAND, shape.left or 0


def _title(shape: Shape, fonts: Fonts) -> Iterator[RawBlock]:
    """A title of several lines is one heading."""
    styles = fonts.styles(shape)
    lines = [[*_runs(line, fonts, styles), Run("\n")] for line in shape.element.txBody.p_lst]
    block = block_of(chain.from_iterable(lines), level=1)
    if block is not None:
        yield block


def _paragraphs(body: Element, fonts: Fonts, shape: Shape | None = None) -> Iterator[RawBlock]:
    styles = fonts.styles(shape)
    for paragraph in body.iter(_P):
        block = block_of(_runs(paragraph, fonts, styles))
        if block is not None:
            yield block


def _runs(paragraph: Element, fonts: Fonts, styles: Sequence[Element]) -> Iterator[Run]:
    properties = paragraph.find(qn("a:pPr"))
    level = int(properties.get("lvl", "0")) if properties is not None else 0
    for child in paragraph:
        if child.tag == _BREAK:
            yield Run("\n")
        elif child.tag in _WRITTEN:
            text = child.findtext(qn("a:t")) or ""
            yield Run(text, *fonts.look(child, level, styles))


def _grid(table: Element, fonts: Fonts) -> list[list[Cell]]:
    """The cells by row and column, a merged cell at each place that it covers."""
    properties = table.find(qn("a:tblPr"))
    headed = properties is not None and properties.get("firstRow") in _TRUE
    grid: list[list[Cell]] = []
    for row in table.iterchildren(qn("a:tr")):
        line: list[Cell] = []
        for element in row.iterchildren(qn("a:tc")):
            above = grid[-1] if grid else []
            if element.get("vMerge") in _TRUE and len(line) < len(above):
                line.append(above[len(line)])
            elif element.get("hMerge") in _TRUE and line:
                line.append(line[-1])
            else:
                blocks = tuple(_paragraphs(element, fonts))
                bold = bool(blocks) and all(block.bold for block in blocks)
                line.append(Cell(blocks, bold or (headed and not grid)))
        grid.append(line)
    return grid


def _diagram(shape: Shape, fonts: Fonts) -> Iterator[RawBlock]:
    """The texts of a SmartArt diagram, which are in a part of their own."""
    for ids in shape.element.iter(f"{_DIAGRAM}relIds"):
        data = parse_xml(shape.part.related_part(ids.get(qn("r:dm"))).blob)
        for point in data.iter(f"{_DIAGRAM}t"):
            yield from (replace(block, in_layout=True) for block in _paragraphs(point, fonts))
