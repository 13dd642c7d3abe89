"""DOCX (ECMA-376) by python-docx: the body in document order, tables and text boxes included.

Paragraphs are read from the XML, not by `paragraph.text`, which leaves out whatever stands
in tracked insertions, content controls, smart tags and fields (python-openxml/python-docx#328).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.document import BlockKind, RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.tables import Cell, table_blocks

Element = Any  # an lxml element; python-docx ships no types for its own subclasses

# A 10 MB text document unpacks to some 100 MB of XML; more is a bomb or no office document.
_MOST_UNPACKED = 500 * 2**20

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T, _RPR, _PPR = qn("w:t"), qn("w:rPr"), qn("w:pPr")
_VAL = qn("w:val")
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
    return Content(list(reader.blocks(package.element.body)))


def _check_unpacked_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        raise IntakeError(
            Reason.TOO_LARGE, size_mb=unpacked // 2**20, limit_mb=_MOST_UNPACKED // 2**20
        )


@dataclass(frozen=True)
class _Style:
    """What a paragraph style means here: heading level (0 none), bold, table of contents."""

    level: int = 0
    bold: bool = False
    contents: bool = False


_PLAIN = _Style()


class _Reader:
    """Reads blocks of one package; holds its styles and notes."""

    def __init__(self, package: Any) -> None:
        self._package = package

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

    def _paragraph(self, paragraph: Element) -> Iterator[RawBlock]:
        style = self._style_of(paragraph)
        if style.contents:
            return  # a table of contents repeats the headings
        text = "".join(_pieces(paragraph))
        if text.strip():
            yield RawBlock(
                text,
                BlockKind.HEADING if style.level else BlockKind.PARAGRAPH,
                style.level,
                bold=_is_bold(paragraph, style.bold),
            )

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
                merge = _find(element, "w:tcPr/w:vMerge")
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

    def _style_of(self, paragraph: Element) -> _Style:
        named = _find(paragraph, "w:pPr/w:pStyle")
        style = self._styles.get(named.get(_VAL), _PLAIN) if named is not None else self._default
        outline = _find(paragraph, "w:pPr/w:outlineLvl")
        if outline is None:
            return style
        return _Style(_outline_level(outline.get(_VAL)), style.bold, style.contents)

    @cached_property
    def _styles(self) -> dict[str, _Style]:
        elements = {
            element.get(qn("w:styleId")): element
            for element in self._package.styles.element.iter(qn("w:style"))
        }
        return {name: _resolve(name, elements) for name in elements}

    @cached_property
    def _default(self) -> _Style:
        for element in self._package.styles.element.iter(qn("w:style")):
            if element.get(qn("w:default")) in ("1", "true") and element.get(qn("w:type")) == (
                "paragraph"
            ):
                return self._styles[element.get(qn("w:styleId"))]
        return _PLAIN

    @cached_property
    def _notes(self) -> dict[tuple[str, str], Element]:
        notes = {}
        for relation in self._package.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind in _NOTES.values() and not relation.is_external:
                for element in parse_xml(relation.target_part.blob):
                    notes[kind, element.get(qn("w:id"))] = element
        return notes


def _find(element: Element, path: str) -> Element | None:
    return element.find("/".join(qn(step) for step in path.split("/")))


def _number(element: Element, path: str, default: int) -> int:
    """The value of a property as 0…1000; a hostile span of millions would fill the memory."""
    found = _find(element, path)
    value = found.get(_VAL, "") if found is not None else ""
    return min(int(value), 1000) if value.isdecimal() else default


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Children of that tag, also within content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (_P, _TBL, _TR, _TC):
            yield from _children(child, tag)


def _rows(table: Element) -> Iterator[Element]:
    for row in _children(table, _TR):
        if _find(row, "w:trPr/w:del") is None:
            yield row


def _visible(element: Element) -> Iterator[Element]:
    """Descendants in order, without what is deleted or told twice; text boxes not entered."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        yield child
        if child.tag != _TEXT_BOX:
            yield from _visible(child)


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in _visible(paragraph):
        if element.tag == _T:
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]


def _is_bold(paragraph: Element, by_style: bool) -> bool:
    runs = [
        run
        for run in _visible(paragraph)
        if run.tag == qn("w:r") and any((text.text or "").strip() for text in run.iter(_T))
    ]
    return bool(runs) and all(_flag(_find(run, "w:rPr/w:b"), by_style) for run in runs)


def _flag(element: Element | None, default: bool) -> bool:
    """An on/off property (ECMA-376 17.17.4): present without a value means on."""
    if element is None:
        return default
    return element.get(_VAL, "1") not in ("0", "false", "off")


def _outline_level(value: str | None) -> int:
    """Outline levels count from 0; 9 is body text."""
    return int(value) + 1 if value and value.isdecimal() and int(value) < 9 else 0


def _resolve(name: str, elements: dict[str, Element]) -> _Style:
    """The style with what it inherits; a chain that bites its tail ends there."""
    level, bold = 0, None
    seen: set[str] = set()
    label = ""
    while name in elements and name not in seen:
        seen.add(name)
        element = elements[name]
        title = element.find(qn("w:name"))
        own = (title.get(_VAL) or "").lower() if title is not None else ""
        label = label or own
        level = level or _named_level(own) or _outline_of(element)
        mark = _find(element, "w:rPr/w:b")
        bold = _flag(mark, False) if bold is None and mark is not None else bold
        base = element.find(qn("w:basedOn"))
        name = base.get(_VAL) if base is not None else ""
    return _Style(level, bool(bold), label.startswith("toc "))


def _named_level(name: str) -> int:
    """Built-in names are English in every Word: «heading 1» … «heading 9», «Title»."""
    kind, _, number = name.partition(" ")
    if kind == "heading" and number.isdecimal():
        return int(number)
    return 1 if name == "title" else 0


def _outline_of(style: Element) -> int:
    outline = _find(style, "w:pPr/w:outlineLvl")
    return _outline_level(outline.get(_VAL)) if outline is not None else 0
