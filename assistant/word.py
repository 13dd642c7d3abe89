"""A draft as a Word document in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from assistant.draft import Draft
from assistant.draft_sheet import (
    TRANSLATION,
    WORDS,
    Block,
    Line,
    Sheet,
    bullet,
    leads,
    paragraphs,
    sheet,
    source_line,
)
from assistant.word_parallel import add_parallel
from assistant.word_parts import (
    BODY,
    CHAPTER,
    SECTION,
    Footnotes,
    add_run,
    as_bytes,
    centred,
    describe,
    draw_line,
    new_document,
    number_pages,
    paragraph,
    width,
)

_TEXT_WIDTH = Mm(165)  # of the decree's page within its margins
_LEFT, _RIGHT = Mm(65), Mm(100)  # of the letterhead; quốc hiệu has to fit on one line
_RULE = 0.4  # of the words' length: the decree's third to half
_CELL_MARGINS = 10.8  # points, left and right together
_MOTTO = 12.8  # ems that «Độc lập - Tự do - Hạnh phúc» measures in bold


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
    centred(document, WORDS.fill("title"), style=CHAPTER)
    _subject(document, laid_out.title)
    for line in laid_out.about:
        paragraph(document, line, size=12, italic=True)
    paragraph(document, WORDS.fill("legend"), size=12, italic=True)
    cite = _Citing(laid_out, form, notes)
    _blocks(document, laid_out.sections, cite)
    if laid_out.speech:
        _new_page(document, WORDS.fill("speech"))
        paragraph(document, WORDS.fill("speech_legend"), size=12, italic=True)
        _speech(document, laid_out.speech, cite)
    if draft.parallel and laid_out.parallel:
        _new_page(document, TRANSLATION.fill("heading", language=laid_out.language.upper()))
        paragraph(document, TRANSLATION.fill("legend"), size=12, italic=True)
        add_parallel(document, laid_out, draft.parallel.language)
    if laid_out.facts:
        _new_page(document, WORDS.fill("facts"))
        _blocks(document, laid_out.facts, cite)
    if laid_out.checks:
        _new_page(document, WORDS.fill("checks"))
        _blocks(document, laid_out.checks, cite)
    if form.notes is Notes.ANNEX and laid_out.sources:
        _new_page(document, WORDS.fill("sources"))
        for number, citation in enumerate(laid_out.sources, 1):
            line = f"[{number}] {source_line(citation)}: “{citation.quote}”"
            paragraph(document, line, size=12)
    notes.attach(document)
    return as_bytes(document)


class _Citing:
    """How a line's source is shown: at the foot of the page, or by its number in the annex."""

    def __init__(self, laid_out: Sheet, form: Form, notes: Footnotes) -> None:
        self._sources, self._form, self._notes = laid_out.sources, form, notes

    def __call__(self, said: Paragraph, line: Line) -> None:
        for number in line.sources:
            if self._form.notes is Notes.ANNEX:
                add_run(said, f" [{number}]")
                continue
            citation = self._sources[number - 1]
            quoted = citation.quote in line.text
            text = source_line(citation) + ("." if quoted else f": “{citation.quote}”")
            self._notes.add(said, text)


def _blocks(document: WordDocument, blocks: Iterable[Block], cite: _Citing) -> None:
    for number, block in enumerate(blocks, 1):
        paragraph(document, f"{number}. {block.heading}", style=SECTION)
        for line in block.lines:
            said = paragraph(document, bullet(line), italic=line.phrase)
            said.paragraph_format.keep_with_next = leads(line, block) or None
            cite(said, line)
            if line.mark:
                add_run(said, f" {line.mark}", bold=True, italic=True)


def _speech(document: WordDocument, blocks: Iterable[Block], cite: _Citing) -> None:
    """A paragraph a section and one a greeting, a source behind each sentence."""
    for lines in (lines for block in blocks for lines in paragraphs(block)):
        said = paragraph(document, "")
        for number, line in enumerate(lines):
            add_run(said, f" {line.text}" if number else line.text)
            cite(said, line)


def _letterhead(document: WordDocument, form: Form, when: date | None) -> None:
    """Tên cơ quan at the left, quốc hiệu and tiêu ngữ at the right, number and date below."""
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, room in zip(table.columns, (_LEFT, _RIGHT), strict=True):
        column.width = room
        for cell in column.cells:
            cell.width = room
    left, right = table.rows[0].cells
    if form.parent:
        _cell(left, form.parent.upper(), 12)
    office = form.office.upper()
    _cell(left, office, 12, bold=True)
    room = _LEFT.pt - _CELL_MARGINS
    draw_line(left.add_paragraph(), min(width(office) * 12, room) * _RULE, room)
    _cell(right, WORDS.fill("country"), 12, bold=True)
    _cell(right, WORDS.fill("motto"), 13, bold=True)
    draw_line(right.add_paragraph(), _MOTTO * 13, _RIGHT.pt - _CELL_MARGINS)
    below, dated = table.rows[1].cells
    _cell(below, WORDS.fill("number"), 13).paragraph_format.space_before = Pt(6)
    line = _cell(dated, _dated(form.place, when), 13, italic=True)
    line.paragraph_format.space_before = Pt(6)
    document.add_paragraph()


def _dated(place: str, when: date | None) -> str:
    """Days below 10 and the months 1 and 2 have a 0 before them, the months 3 to 9 none."""
    if when is None:
        return WORDS.fill("undated", place=place)
    month = f"{when.month:02}" if when.month < 3 else str(when.month)
    return WORDS.fill("dated", place=place, day=f"{when.day:02}", month=month, year=when.year)


def _cell(
    cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    """Adds a line to what the cell holds."""
    line: Paragraph = cell.add_paragraph() if cell.text else cell.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(0)
    add_run(line, text, size=size, bold=bold, italic=italic)
    return line


def _subject(document: WordDocument, text: str) -> None:
    """Trích yếu, and the line below it, a third to a half as long."""
    centred(document, text, bold=True)
    line = document.add_paragraph()
    draw_line(line, min(width(text) * BODY, _TEXT_WIDTH.pt) * _RULE, _TEXT_WIDTH.pt)
    line.paragraph_format.space_after = Pt(8)


def _new_page(document: WordDocument, heading: str) -> None:
    begun = centred(document, heading, after=8, style=CHAPTER)
    begun.paragraph_format.page_break_before = True
