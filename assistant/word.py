"""A draft as a Word document in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, and as a card in
large type to hold while speaking."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from math import ceil

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from assistant.draft import Draft
from assistant.draft_sheet import WORDS, Block, Line, Sheet, sheet, source_line
from assistant.word_parts import (
    BODY,
    HEADINGS,
    Footnotes,
    describe,
    draw_line,
    is_foreign,
    new_document,
    number_pages,
    printable,
    width,
)

_PART, _SECTION = HEADINGS
_INDENT = Mm(10)  # of a paragraph's first line
_TEXT_WIDTH = Mm(165)  # of the decree's page within its margins
_LEFT, _RIGHT = Mm(65), Mm(100)  # of the letterhead; quốc hiệu has to fit on one line
_RULE = 0.4  # of the words' length: the decree's third to half
_CELL_MARGINS = 10.8  # points, left and right together
_MOTTO = 12.8  # ems that «Độc lập - Tự do - Hạnh phúc» measures in bold
_CARD_SIZES = (24, 22, 20, 18)  # points; smaller is not read at arm's length
_CARD_WIDTH, _CARD_HEIGHT = 757, 520  # points of text on a landscape page within the card's margins
_CARD_LINE, _FOREIGN_LINE, _CARD_GAP = 1.17, 1.6, 3  # of the type's size; points between lines
_CARD_LAST = 20  # points, of the line that says what is left out


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
    _centred(document, WORDS.fill("title"), bold=True, style=_PART)
    _subject(document, laid_out.title)
    for line in laid_out.about:
        _paragraph(document, line, size=12, italic=True)
    _paragraph(document, WORDS.fill("legend"), size=12, italic=True)
    cite = _Citing(laid_out, form, notes)
    _blocks(document, laid_out.sections, cite)
    if laid_out.speech:
        _new_page(document, WORDS.fill("speech"))
        _paragraph(document, WORDS.fill("speech_legend"), size=12, italic=True)
        _speech(document, laid_out.speech, cite)
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
    none, as many points of each section as do, and how many are left out."""
    laid_out = sheet(draft)
    title, blocks = laid_out.title, laid_out.sections
    size = next((one for one in _CARD_SIZES if _height(title, blocks, one) <= _CARD_HEIGHT), 0)
    left = ""
    if not size:
        size = _CARD_SIZES[-1]
        blocks, count = _shortened(title, blocks, size)
        left = WORDS.fill("card_left", count=count)
    document = new_document(landscape=True, size=size)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(12)
    describe(document, title, form.office, datetime.now(UTC))
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    _centred(document, title, bold=True)
    for block in blocks:
        paragraph = _paragraph(document, block.heading, bold=True, indent=False, style=_SECTION)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(3)
        for line in block.lines:
            said = _paragraph(document, _bullet(line), italic=line.phrase, indent=False)
            said.paragraph_format.keep_with_next = _leads(line, block) or None
            for number in line.sources:
                _run(said, f" [{number}]", size=12)
            if line.mark:
                _run(said, f" {line.mark}", bold=True, italic=True)
    if left:
        _centred(document, left, size=12)
    return _bytes(document)


def _shortened(title: str, blocks: Sequence[Block], size: int) -> tuple[tuple[Block, ...], int]:
    """The blocks with the first lines of each, as many as a card of that size holds, and how many
    lines are left out. What only leads over to something left out goes with it."""
    places = [(n, which) for which, block in enumerate(blocks) for n in range(len(block.lines))]
    chosen: set[tuple[int, int]] = set()
    kept = _kept(blocks, chosen)
    for place in sorted(places):
        tried = _kept(blocks, {*chosen, place})
        if _height(title, tried, size) + _CARD_LAST <= _CARD_HEIGHT:
            chosen.add(place)
            kept = tried
    kept = tuple(
        replace(block, lines=lines)
        for block in kept
        if (lines := tuple(line for line in block.lines if not _leads_nowhere(line, block, blocks)))
    )
    return kept, len(places) - sum(len(block.lines) for block in kept)


def _kept(blocks: Sequence[Block], chosen: set[tuple[int, int]]) -> tuple[Block, ...]:
    return tuple(
        replace(block, lines=lines)
        for which, block in enumerate(blocks)
        if (lines := tuple(one for n, one in enumerate(block.lines) if (n, which) in chosen))
    )


def _leads_nowhere(line: Line, block: Block, whole: Sequence[Block]) -> bool:
    before = next(one for one in whole if one.heading == block.heading and line in one.lines)
    return _leads(line, before) and not _leads(line, block)


def _height(title: str, blocks: Iterable[Block], size: int) -> float:
    """About how much of a page the card takes in type of that size, in points."""
    texts = [title]
    for block in blocks:
        texts += [block.heading, *(f"{_bullet(line)} {line.mark} [10]" for line in block.lines)]
    return sum(_rows(text, _CARD_WIDTH / size) * size + _CARD_GAP for text in texts)


def _rows(text: str, room: float) -> float:
    """How high a text is that is set in lines of that width, both in ems."""
    rows = 0
    for line in printable(text).splitlines() or [""]:
        rows, used = rows + 1, 0.0
        for word in line.split(" "):
            used += width(word)
            if used > room:
                rows, used = rows + ceil(width(word) / room), width(word) % room
            used += width(" ")
    return rows * (_FOREIGN_LINE if any(map(is_foreign, text)) else _CARD_LINE)


class _Citing:
    """How a line's source is shown: at the foot of the page, or by its number in the annex."""

    def __init__(self, laid_out: Sheet, form: Form, notes: Footnotes) -> None:
        self._sources, self._form, self._notes = laid_out.sources, form, notes

    def __call__(self, paragraph: Paragraph, line: Line) -> None:
        for number in line.sources:
            if self._form.notes is Notes.ANNEX:
                _run(paragraph, f" [{number}]")
                continue
            citation = self._sources[number - 1]
            quoted = citation.quote in line.text
            text = source_line(citation) + ("." if quoted else f": “{citation.quote}”")
            self._notes.add(paragraph, text)


def _blocks(document: WordDocument, blocks: Iterable[Block], cite: _Citing) -> None:
    for number, block in enumerate(blocks, 1):
        heading = _paragraph(document, f"{number}. {block.heading}", bold=True, style=_SECTION)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = Pt(6)
        for line in block.lines:
            paragraph = _paragraph(document, _bullet(line), italic=line.phrase)
            paragraph.paragraph_format.keep_with_next = _leads(line, block) or None
            cite(paragraph, line)
            if line.mark:
                _run(paragraph, f" {line.mark}", bold=True, italic=True)


def _speech(document: WordDocument, blocks: Iterable[Block], cite: _Citing) -> None:
    """A paragraph a section, a source behind each sentence."""
    for block in blocks:
        paragraph = _paragraph(document, "")
        for number, line in enumerate(block.lines):
            _run(paragraph, f" {line.text}" if number else line.text)
            cite(paragraph, line)


def _leads(line: Line, block: Block) -> bool:
    """Whether a phrase introduces what comes next, and may not end a page alone."""
    behind = block.lines[block.lines.index(line) + 1 :]
    return line.phrase and bool(behind) and not behind[0].phrase


def _bullet(line: Line) -> str:
    return line.text if line.phrase else f"- {line.text}"


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
    paragraph: Paragraph = cell.add_paragraph() if cell.text else cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _subject(document: WordDocument, text: str) -> None:
    """Trích yếu, and the line below it, a third to a half as long."""
    _centred(document, text, bold=True)
    line = document.add_paragraph()
    draw_line(line, min(width(text) * BODY, _TEXT_WIDTH.pt) * _RULE, _TEXT_WIDTH.pt)
    line.paragraph_format.space_after = Pt(8)


def _new_page(document: WordDocument, heading: str) -> None:
    paragraph = _centred(document, heading, bold=True, after=8, style=_PART)
    paragraph.paragraph_format.page_break_before = True


def _centred(
    document: WordDocument,
    text: str,
    *,
    bold: bool = False,
    size: int = 0,
    after: int = 2,
    style: str = "Normal",
) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    _run(paragraph, text, bold=bold, size=size)
    return paragraph


def _paragraph(
    document: WordDocument,
    text: str,
    *,
    size: int = 0,
    bold: bool = False,
    italic: bool = False,
    indent: bool = True,
    style: str = "Normal",
) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = _INDENT
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _run(
    paragraph: Paragraph, text: str, *, size: int = 0, bold: bool = False, italic: bool = False
) -> None:
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def _bytes(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
