"""DOCX (ECMA-376) by python-docx: the body in document order, tables and text boxes included.

Paragraphs are read from the XML, not by `paragraph.text`, which leaves out whatever stands
in tracked insertions, content controls, smart tags and fields (python-openxml/python-docx#328).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.docx_lists import Lists
from ingest.formats.docx_styles import Element, Look, Styles, find, is_coloured
from ingest.formats.runs import Run, block_of, labelled
from ingest.formats.tables import Cell, table_blocks

# A 10 MB text document unpacks to some 100 MB of XML; more is a bomb or no office document.
_MOST_UNPACKED = 500 * 2**20

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_R, _T, _RPR, _PPR = qn("w:r"), qn("w:t"), qn("w:rPr"), qn("w:pPr")
_VAL, _SHADING = qn("w:val"), qn("w:shd")
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT_BOX = qn("w:txbxContent")
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
# Deleted or moved-away text, properties, and the second copy that Word keeps of a drawing.
_SKIPPED = {
    qn("w:del"),
    qn("w:moveFrom"),
    _PPR,
    _RPR,
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def parse(data: bytes) -> Content:
    _check_unpacked_size(data)
    package = docx.Document(io.BytesIO(data))
    reader = _Reader(package)
    return Content(list(reader.blocks(package.element.body)), margins=tuple(reader.margins()))


def _check_unpacked_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        raise IntakeError(
            Reason.TOO_LARGE, size_mb=unpacked // 2**20, limit_mb=_MOST_UNPACKED // 2**20
        )


class _Reader:
    """Reads blocks of one package; holds its styles, lists and notes."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self._styles = Styles(package)
        self._lists = Lists(package, self._styles)

    def blocks(self, container: Element) -> Iterator[RawBlock]:
        for child in container:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from table_blocks(self._grid(child))
            elif child.tag not in _SKIPPED and len(child):
                yield from self.blocks(child)  # content controls, custom XML, insertions
                continue
            if child.tag in (_P, _TBL) and next(child.iterancestors(_TC), None) is None:
                yield from self._attached(child)

    def margins(self) -> Iterator[RawBlock]:
        """Page headers and footers."""
        for relation in self._package.part.rels.values():
            if relation.reltype.endswith(("/header", "/footer")) and not relation.is_external:
                yield from self.blocks(parse_xml(relation.target_part.blob))

    def _paragraph(self, paragraph: Element) -> Iterator[RawBlock]:
        style = self._styles.of(paragraph)
        if style.contents:
            return  # a table of contents repeats the headings
        runs = list(self._runs(paragraph, style.look))
        block = block_of(labelled(self._lists.label(style), runs), style.level)
        if block is not None:
            yield block

    def _runs(self, paragraph: Element, base: Look) -> Iterator[Run]:
        look = base
        on_white = not _is_shaded(paragraph)
        for element in _visible(paragraph):
            if element.tag == _R:
                look = self._styles.look(element.find(_RPR), base)
            elif look.hidden or look.tiny or (look.white and on_white):
                continue
            elif element.tag == _T:
                yield Run(element.text or "", look.bold, look.font)
            elif element.tag in _BREAKS:
                yield Run(_BREAKS[element.tag], look.bold, look.font)

    def _attached(self, element: Element) -> Iterator[RawBlock]:
        """Notes and text boxes of a paragraph or of a whole table, which they follow."""
        for found in element.iter(_TEXT_BOX, *_NOTES):
            within = {ancestor.tag for ancestor in found.iterancestors()}
            if _TEXT_BOX in within or not within.isdisjoint(_SKIPPED):
                continue
            if found.tag == _TEXT_BOX:
                yield from (replace(block, in_layout=True) for block in self.blocks(found))
            else:
                note = self._notes.get((_NOTES[found.tag], found.get(qn("w:id"))))
                if note is not None:
                    yield from self.blocks(note)

    def _grid(self, table: Element) -> list[list[Cell]]:
        """The cells by row and grid column, a merged cell at each place that it covers."""
        grid: list[list[Cell]] = []
        for row in _rows(table):
            marked = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells = [Cell() for _ in range(_number(row, "w:trPr/w:gridBefore", 0))]
            for element in _children(row, _TC):
                merge = find(element, "w:tcPr/w:vMerge")
                above = grid[-1] if grid else []
                if merge is not None and merge.get(_VAL) != "restart" and len(cells) < len(above):
                    cell = above[len(cells)]
                else:
                    blocks = tuple(self.blocks(element))
                    header = marked or (bool(blocks) and all(block.bold for block in blocks))
                    cell = Cell(blocks, header)
                cells.extend([cell] * _number(element, "w:tcPr/w:gridSpan", 1))
            grid.append(cells)
        return grid

    @cached_property
    def _notes(self) -> dict[tuple[str, str], Element]:
        notes = {}
        for relation in self._package.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind in _NOTES.values() and not relation.is_external:
                for element in parse_xml(relation.target_part.blob):
                    notes[kind, element.get(qn("w:id"))] = element
        return notes


def _number(element: Element, path: str, default: int) -> int:
    """The value of a property as 0…1000; a hostile span of millions would fill the memory."""
    found = find(element, path)
    value = found.get(_VAL, "") if found is not None else ""
    return min(int(value), 1000) if value.isdecimal() else default


def _is_shaded(paragraph: Element) -> bool:
    """Whether the text may stand on another ground than white: by its own shading, in a
    shaded table or one of a style, which may shade it, or in a drawing."""
    properties = paragraph.find(_PPR)
    if properties is not None and is_coloured(properties.find(_SHADING)):
        return True
    within = list(paragraph.iterancestors(_TBL, _TEXT_BOX))
    return any(
        found.tag == _TEXT_BOX
        or find(found, "w:tblPr/w:tblStyle") is not None
        or any(map(is_coloured, found.iter(_SHADING)))
        for found in within
    )


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Children of that tag, also within content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (_P, _TBL, _TR, _TC):
            yield from _children(child, tag)


def _rows(table: Element) -> Iterator[Element]:
    for row in _children(table, _TR):
        if find(row, "w:trPr/w:del") is None:
            yield row


def _visible(element: Element) -> Iterator[Element]:
    """Descendants in order, without what is deleted or told twice; text boxes not entered."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        yield child
        if child.tag != _TEXT_BOX:
            yield from _visible(child)
