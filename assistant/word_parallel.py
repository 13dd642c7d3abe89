"""What a draft says in two languages, as a table of a Word document: a sentence a row."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from assistant.draft_sheet import TRANSLATION, Sheet
from assistant.tongues import Language
from assistant.word_parts import add_run

_COLUMN = Mm(82.5)  # half of the decree's page within its margins
_SIZE = 13  # points
_REGIONS = {Language.ENGLISH: "en-GB", Language.FRENCH: "fr-FR"}  # for the spelling checker


def add_parallel(document: WordDocument, laid_out: Sheet, language: Language) -> None:
    """The rows of a section stand under its heading; the languages are named on every page."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    named = laid_out.language[:1].upper() + laid_out.language[1:]
    for cell, name in zip(
        table.rows[0].cells, (TRANSLATION.fill("vietnamese"), named), strict=True
    ):
        _say(cell, name, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _mark_row(table.rows[0], "w:tblHeader")
    for block in laid_out.parallel:
        row = table.add_row()
        heading = _say(row.cells[0].merge(row.cells[1]), block.heading, bold=True)
        heading.paragraph_format.keep_with_next = True
        for pair in block.pairs:
            row = table.add_row()
            _mark_row(row, "w:cantSplit")
            _say(row.cells[0], pair.text)
            said = _say(row.cells[1], pair.translated, language=_REGIONS[language])
            if pair.mark:
                add_run(said, f" {pair.mark}" if pair.translated else pair.mark, size=_SIZE,
                        bold=True, italic=True)  # fmt: skip
    _set_widths(table)


def _say(cell: _Cell, text: str, *, bold: bool = False, language: str = "") -> Paragraph:
    said: Paragraph = cell.paragraphs[0]
    said.paragraph_format.space_after = Pt(2)
    add_run(said, text, size=_SIZE, bold=bold)
    if language:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), language)
        said.runs[0]._r.get_or_add_rPr().append(mark)
    return said


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _set_widths(table: Table) -> None:
    for column in table.columns:
        column.width = _COLUMN
    for row in table.rows:
        for cell in row._tr.tc_lst:
            cell.width = _COLUMN * cell.grid_span
