"""A draft as a Word document in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, and as a card in
large type to hold while speaking."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from math import ceil

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from assistant.draft import Draft
from assistant.draft_sheet import WORDS, Block, Line, Sheet, sheet, source_line
from assistant.word_parts import Footnotes, describe, new_document, number_pages

_INDENT = Mm(10)  # of a paragraph's first line
_BEHIND_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # by the schema
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_CARD_SIZES = (24, 22, 20, 18, 16)  # points
_CARD_WIDTH, _CARD_HEIGHT = 757, 520  # points of text on a landscape page within the card's margins
_CARD_LETTER, _CARD_LINE, _CARD_GAP = 0.47, 1.17, 3  # of the type's size; points between lines


class Notes(StrEnum):
    """Where sources stand."""

    FOOTNOTES = "footnotes"
    ANNEX = "annex"


@dataclass(frozen=True)
class Form:
    """`office` and `parent` are tên cơ quan ban hành and its cơ quan chủ quản, `place` is địa
    danh."""

    letterhead: bool = False
    notes: Notes = Notes.FOOTNOTES
    office: str = "Sở Ngoại vụ"
    parent: str = ""
    place: str = ""


def docx(draft: Draft, form: Form) -> bytes:
    """The draft, its fact sheet, what to check and the sources."""
    laid_out = sheet(draft)
    document = new_document()
    number_pages(document)
    describe(document, laid_out.title, form.office, datetime.now(UTC))
    notes = Footnotes()
    if form.letterhead:
        _letterhead(document, form, draft.brief.when)
    _centred(document, WORDS.fill("title"), bold=True)
    _centred(document, laid_out.title, bold=True, after=10)
    for line in laid_out.about:
        _paragraph(document, line, size=12, italic=True)
    _paragraph(document, WORDS.fill("legend"), size=12, italic=True)
    cite = _Citing(laid_out, form, notes)
    _blocks(document, laid_out.sections, cite)
    if laid_out.facts:
        _new_page(document, WORDS.fill("facts"))
        _blocks(document, laid_out.facts, cite)
    if laid_out.checks:
        _new_page(document, WORDS.fill("checks"))
        _blocks(document, laid_out.checks, cite)
    if form.notes is Notes.ANNEX and laid_out.sources:
        _new_page(document, WORDS.fill("sources"))
        for number, citation in enumerate(laid_out.sources, 1):
            paragraph = _paragraph(document, f"[{number}] {source_line(citation)}: ", size=12)
            _run(paragraph, f"“{citation.quote}”", size=12)
    notes.attach(document)
    return _bytes(document)


def card(draft: Draft, form: Form) -> bytes:
    """What is said, on one landscape page in the largest type that it fits in; where it fits in
    none, it says that it goes on."""
    laid_out = sheet(draft)
    size = next((one for one in _CARD_SIZES if _height(laid_out, one) <= _CARD_HEIGHT), 0)
    goes_on, size = not size, size or _CARD_SIZES[-1]
    document = new_document(landscape=True, size=size)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(12)
    describe(document, laid_out.title, form.office, datetime.now(UTC))
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    _centred(document, laid_out.title, bold=True)
    if goes_on:
        _centred(document, WORDS.fill("card_more"), size=12)
    for block in laid_out.sections:
        paragraph = _paragraph(document, block.heading, bold=True, indent=False)
        paragraph.paragraph_format.keep_with_next = True
        for line in block.lines:
            said = _paragraph(document, _bullet(line), italic=line.phrase, indent=False)
            if line.source:
                _run(said, f" [{line.source}]", size=12)
            if line.mark:
                _run(said, f" {line.mark}", bold=True, italic=True)
    return _bytes(document)


def _height(laid_out: Sheet, size: int) -> float:
    """About how much of a page the card takes in type of that size, in points."""
    texts = [laid_out.title]
    for block in laid_out.sections:
        texts += [block.heading, *(f"{_bullet(line)} {line.mark} [10]" for line in block.lines)]
    letters = _CARD_WIDTH / (_CARD_LETTER * size)
    rows = [ceil(len(text) / letters) for text in texts]
    return sum(row * _CARD_LINE * size + _CARD_GAP for row in rows)


class _Citing:
    """How a line's source is shown: at the foot of the page, or by its number in the annex."""

    def __init__(self, laid_out: Sheet, form: Form, notes: Footnotes) -> None:
        self._sources, self._form, self._notes = laid_out.sources, form, notes

    def __call__(self, paragraph: Paragraph, line: Line) -> None:
        if not line.source:
            return
        citation = self._sources[line.source - 1]
        if self._form.notes is Notes.ANNEX:
            _run(paragraph, f" [{line.source}]")
            return
        quoted = citation.quote in line.text
        text = source_line(citation) + ("." if quoted else f": “{citation.quote}”")
        self._notes.add(paragraph, _printable(text))


def _blocks(document: WordDocument, blocks: Iterable[Block], cite: _Citing) -> None:
    for number, block in enumerate(blocks, 1):
        heading = _paragraph(document, f"{number}. {block.heading}", bold=True)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(6)
        for line in block.lines:
            paragraph = _paragraph(document, _bullet(line), italic=line.phrase)
            cite(paragraph, line)
            if line.mark:
                _run(paragraph, f" {line.mark}", bold=True, italic=True)


def _bullet(line: Line) -> str:
    return line.text if line.phrase else f"- {line.text}"


def _letterhead(document: WordDocument, form: Form, when: date | None) -> None:
    """Tên cơ quan at the left, quốc hiệu and tiêu ngữ at the right, number and date below."""
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, (Mm(65), Mm(100)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    left, right = table.rows[0].cells
    names = [(form.parent.upper(), False)] if form.parent else []
    _cell(left, [*names, (form.office.upper(), True)], 13)
    _cell(right, [(WORDS.fill("country"), True), (WORDS.fill("motto"), True)], 13)
    for cell in (left, right):
        _underline(cell.paragraphs[-1])
    below, dated = table.rows[1].cells
    _cell(below, [(WORDS.fill("number"), False)], 13)
    values = {"place": form.place}
    if when:
        values |= {"day": f"{when.day:02}", "month": f"{when.month:02}", "year": str(when.year)}
    _cell(dated, [(WORDS.fill("dated" if when else "undated", **values), False)], 13, italic=True)
    document.add_paragraph()


def _cell(cell: object, lines: list[tuple[str, bool]], size: int, *, italic: bool = False) -> None:
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()  # type: ignore[attr-defined]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, text, size=size, bold=bold, italic=italic)


def _underline(paragraph: Paragraph) -> None:
    """The line below the agency's name and the motto, a third to a half as long."""
    line = paragraph._p.get_or_add_pPr()
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line.insert_element_before(borders, *_BEHIND_BORDERS)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(13)


def _new_page(document: WordDocument, heading: str) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _centred(document, heading, bold=True, after=8)


def _centred(
    document: WordDocument, text: str, *, bold: bool = False, size: int = 0, after: int = 2
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, text, bold=bold, size=size)


def _paragraph(
    document: WordDocument,
    text: str,
    *,
    size: int = 0,
    bold: bool = False,
    italic: bool = False,
    indent: bool = True,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = _INDENT
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _run(
    paragraph: Paragraph, text: str, *, size: int = 0, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(_printable(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _bytes(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
