"""A person's progress as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from ui.onboarding_text import SUMMARY

if TYPE_CHECKING:
    from assistant.onboarding.desk import Standing


_WIDTHS = (Mm(70), Mm(25), Mm(30), Mm(40))


def summary(standings: Sequence[Standing], made: date, name: str = "") -> bytes:
    """The bytes of a .docx. It names modules and numbers, no words of documents; without a `name`
    there is a line to write it on."""
    document = Document()
    page = document.sections[0]
    # Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, lề trên/dưới 20, trái 30, phải 15 mm.
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"].font
    style.name, style.size = "Times New Roman", Pt(13)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(str(SUMMARY["title"])).bold = True
    document.add_paragraph(str(SUMMARY["person"]).format(name=name or "…" * 25))
    document.add_paragraph(str(SUMMARY["made"]).format(date=made.strftime("%d/%m/%Y")))
    columns = SUMMARY["columns"]
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for one in standings:
        row = table.add_row().cells
        row[0].text = one.lesson.module.title
        row[1].text = _of(one.read, one.passages)
        row[2].text = _of(min(one.known, one.wanted), one.wanted)
        row[3].text = _state(one)
    table.autofit = False
    for at, width in enumerate(_WIDTHS):  # Word reads the cells', LibreOffice the columns'
        table.columns[at].width = width
        for cell in table.columns[at].cells:
            cell.width = width
    document.add_paragraph()
    document.add_paragraph(_total(standings))
    document.add_paragraph().add_run(str(SUMMARY["note"])).italic = True
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _of(done: int, all_: int) -> str:
    return f"{done}/{all_}" if all_ else "–"


def _state(one: Standing) -> str:
    if not one.passages:
        return str(SUMMARY["empty"])
    if one.done:
        return str(SUMMARY["done"])
    return str(SUMMARY["under_way" if one.read or one.known else "not_begun"])


def _total(standings: Sequence[Standing]) -> str:
    there = [one for one in standings if one.passages]
    return str(SUMMARY["total"]).format(
        done=sum(one.done for one in there),
        count=len(there),
        read=sum(one.read for one in there),
        passages=sum(one.passages for one in there),
        known=sum(min(one.known, one.wanted) for one in there),
        items=sum(one.wanted for one in there),
    )
