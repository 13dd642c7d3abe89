"""White text on a coloured ground is seen, in Word and in PDF: it is read."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from reportlab.pdfgen.canvas import Canvas

from ingest.formats import docx as word
from ingest.formats import pdf

NAVY = "003366"
WHITE = RGBColor(255, 255, 255)


def read_word(package: docx.document.Document) -> str:
    buffer = io.BytesIO()
    package.save(buffer)
    return "\n".join(block.text for block in word.parse(buffer.getvalue()).blocks)


def shading(fill: str) -> OxmlElement:
    element = OxmlElement("w:shd")
    element.set(qn("w:val"), "clear")
    element.set(qn("w:fill"), fill)
    return element


@pytest.mark.parametrize(("fill", "seen"), [(NAVY, True), ("FFFFFF", False), ("auto", False)])
@pytest.mark.parametrize("of", ["run", "paragraph", "cell"])
def test_white_text_in_word_is_read_where_it_stands_on_a_colour(
    of: str, fill: str, seen: bool
) -> None:
    package = docx.Document()
    cell = package.add_table(1, 1).cell(0, 0)
    paragraph = cell.paragraphs[0] if of == "cell" else package.add_paragraph()
    run = paragraph.add_run("chữ trắng")
    run.font.color.rgb = WHITE
    {
        "run": run._r.get_or_add_rPr(),
        "paragraph": paragraph._p.get_or_add_pPr(),
        "cell": cell._tc.get_or_add_tcPr(),
    }[of].append(shading(fill))
    assert ("chữ trắng" in read_word(package)) is seen


def test_a_run_of_its_own_size_and_colour_is_read_in_a_style_that_has_none() -> None:
    package = docx.Document()
    package.styles["Normal"].font.size = Pt(1)
    package.styles["Normal"].font.color.rgb = WHITE
    paragraph = package.add_paragraph("ẩn ")
    run = paragraph.add_run("thấy")
    run.font.size, run.font.color.rgb = Pt(13), RGBColor(0, 0, 0)
    assert read_word(package) == "thấy"


def test_white_text_in_a_pdf_is_read_where_it_stands_on_a_colour() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "An ordinary line of the page")
    canvas.setFillColorRGB(0, 0.2, 0.4)
    canvas.rect(60, 590, 300, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, "white on blue")
    canvas.drawString(72, 500, "white on white")
    canvas.save()
    text = "\n".join(block.text for block in pdf.parse(buffer.getvalue()).blocks)
    assert "white on blue" in text
    assert "white on white" not in text
