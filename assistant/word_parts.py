"""The parts that Word documents are put together from: the decree's page, headings, paragraphs,
page numbers, footnotes.

Nghị định 30/2020/NĐ-CP, Phụ lục I: A4; margins 20 mm above and below, 30 mm left, 15 mm right;
Times New Roman, black; page numbers in Arabic figures of the text's size, in the middle of the
upper margin, none on the first page.
"""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY = 14  # points
CHAPTER, SECTION = "Heading 1", "Heading 2"  # by which Word's navigation finds its way
_INDENT = Mm(10)  # of a paragraph's first line
_BLACK = RGBColor(0, 0, 0)
_A4 = (Mm(210), Mm(297))
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTE_SIZE = 10  # points
_NOTE_TEXT, _NOTE_MARK = "footnote text", "footnote reference"
_LONGEST_PROPERTY = 255  # characters; python-docx refuses more
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
_BEHIND_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")  # by the schema
# Where Times New Roman has no letters and a taller, wider typeface steps in.
_LATIN_ENDS, _PUNCTUATION = 0x058F, range(0x1E00, 0x2100)


def new_document(*, landscape: bool = False, size: int = BODY) -> WordDocument:
    """An empty document on the decree's page; `size` of its text is in points."""
    document = Document()
    section = document.sections[0]
    width, height = reversed(_A4) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(size)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    _add_note_styles(document)
    for name in (CHAPTER, SECTION):
        _shape_heading(document, name)
    spacing = normal.paragraph_format
    spacing.space_before, spacing.space_after = Pt(0), Pt(6)
    spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
    return document


def _shape_heading(document: WordDocument, name: str) -> None:
    """Word's own heading, as the decree has it: the text's typeface and size, bold, black."""
    for styled in (document.styles[name], document.styles[f"{name} Char"]):
        styled.element.remove(styled.element.rPr)  # with the template's colours and typefaces
        styled.font.bold, styled.font.color.rgb = True, _BLACK
    layout = document.styles[name].paragraph_format
    layout.space_before, layout.space_after = Pt(6 if name == SECTION else 0), Pt(6)
    layout.keep_with_next, layout.keep_together = True, None


def _add_note_styles(document: WordDocument) -> None:
    """Under the names by which Word knows them."""
    text = document.styles.add_style(_NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(_NOTE_SIZE)
    text.paragraph_format.space_after = Pt(0)
    text.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    mark = document.styles.add_style(_NOTE_MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def centred(
    document: WordDocument,
    text: str,
    *,
    bold: bool = False,
    size: int = 0,
    after: int = 2,
    style: str | None = None,
) -> Paragraph:
    """`after` is the room below it, in points."""
    line = document.add_paragraph(style=style)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(after)
    add_run(line, text, bold=bold, size=size)
    return line


def paragraph(
    document: WordDocument,
    text: str,
    *,
    size: int = 0,
    italic: bool = False,
    indent: bool = True,
    style: str | None = None,
) -> Paragraph:
    line = document.add_paragraph(style=style)
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        line.paragraph_format.first_line_indent = _INDENT
    add_run(line, text, size=size, italic=italic)
    return line


def add_run(
    line: Paragraph, text: str, *, size: int = 0, bold: bool = False, italic: bool = False
) -> None:
    """`size` is in points, 0 for the paragraph's own."""
    run = line.add_run(printable(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def as_bytes(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def number_pages(document: WordDocument) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def describe(document: WordDocument, title: str, author: str, now: datetime) -> None:
    """The document's properties."""
    properties = document.core_properties
    title, author = (printable(one)[:_LONGEST_PROPERTY] for one in (title, author))
    properties.title, properties.author, properties.language = title, author, "vi-VN"
    properties.last_modified_by, properties.comments = author, ""
    properties.created = properties.modified = now.replace(tzinfo=None, microsecond=0)


def printable(text: str) -> str:
    """Without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def is_foreign(letter: str) -> bool:
    """Whether another typeface than Times New Roman has to show it."""
    return ord(letter) > _LATIN_ENDS and ord(letter) not in _PUNCTUATION


def width(text: str) -> float:
    """About how wide a line of it is, in ems; rather too much than too little."""
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if is_foreign(letter):
        return 1.1
    if letter.isspace():
        return 0.25
    return 0.75 if letter.isupper() or letter in "mw%@&…—" else 0.5


def draw_line(paragraph: Paragraph, length: float, room: float) -> None:
    """Makes an empty paragraph a thin line; its `length`, and the `room` in whose middle it
    stands, are in points. A border of the words' own paragraph would squeeze them to its
    length."""
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_BEHIND_BORDERS)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Pt(max(0.0, (room - length) / 2))
    layout.space_before, layout.space_after = Pt(2), Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)


class Footnotes:
    """The footnotes of one document. Add them as they come, then `attach` once."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def add(self, paragraph: Paragraph, text: str) -> None:
        """Puts a mark behind the paragraph's words and the text at the foot of the page."""
        if paragraph.runs and paragraph.runs[-1]._r.find(qn("w:footnoteReference")) is not None:
            paragraph.add_run(",", style=_NOTE_MARK)  # 1 and 2 would read as 12
        self._notes.append(printable(text))
        run = paragraph.add_run(style=_NOTE_MARK)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self._notes)))
        run._r.append(mark)

    def attach(self, document: WordDocument) -> None:
        if not self._notes:
            return
        notes = [_separator(-1, "separator"), _separator(0, "continuationSeparator")]
        styles = document.styles
        notes += [_note(number, text, styles) for number, text in enumerate(self._notes, 1)]
        content = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:footnotes xmlns:w="{_NAMESPACE}">{"".join(notes)}</w:footnotes>'
        )
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, content.encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings: Any = document.settings.element
        listed = OxmlElement("w:footnotePr")
        for number in (-1, 0):
            one = OxmlElement("w:footnote")
            one.set(qn("w:id"), str(number))
            listed.append(one)
        _insert(settings, listed)


def _insert(settings: Any, listed: Any) -> None:
    """Where the schema wants it: before the settings of compatibility."""
    before = settings.find(qn("w:compat"))
    if before is None:
        settings.append(listed)
    else:
        before.addprevious(listed)


def _separator(number: int, kind: str) -> str:
    return (
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
    )


def _note(number: int, text: str, styles: Styles) -> str:
    paragraph, mark = (styles[name].style_id for name in (_NOTE_TEXT, _NOTE_MARK))
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )
