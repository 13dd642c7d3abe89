"""A draft as Word, PDF, Markdown and card: the decree's form, every source, nothing changed."""

from __future__ import annotations

import io
import os
import re
import shutil
import threading
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pdfplumber
import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import office_suite
from assistant.chat import Citation
from assistant.draft import Check, Doubt, Draft, Fact, Kind, Part, Point, Section, Topic
from assistant.draft_sheet import WORDS, sheet
from assistant.markdown import markdown
from assistant.office_suite import OfficeSuiteError
from assistant.speech import Brief, Occasion, Person
from assistant.word import Form, Notes, docx
from assistant.word_card import card

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORM = Form(office="Sở Ngoại vụ", parent="UBND thành phố Huế", place="Huế")
needs_suite = pytest.mark.skipif(
    office_suite.program() is None, reason="không có LibreOffice trên máy này"
)


def citation(quote: str, *, title: str = "Báo cáo hợp tác", start: int = 0) -> Citation:
    return Citation(
        0, "d1", title, "bao-cao.docx", "21/BC-SNgV", "2024-12-20", 2, start, start + len(quote),
        quote,
    )  # fmt: skip


QUOTE = "Năm 2019, hai bên ký kết Bản ghi nhớ về hợp tác giáo dục."
FACT = citation("Đoàn tỉnh Kimsan thăm Huế.", start=100)
BRIEF = Brief(
    Occasion.RECEPTION,
    partner="tỉnh Kimsan",
    country="Lào",
    guests=(Person("Mali", "Tỉnh trưởng tỉnh Kimsan", "bà"),),
    when=date(2026, 12, 5),
)
DRAFT = Draft(
    BRIEF,
    "Tiếp xã giao: tỉnh Kimsan",
    (
        Section(
            Part.WELCOME,
            "Chào mừng",
            (Point("1", Kind.PHRASE, "Kính thưa bà Mali, Tỉnh trưởng tỉnh Kimsan,"),),
        ),
        Section(
            Part.RELATIONS,
            "Quan hệ với tỉnh Kimsan",
            (
                Point("2", Kind.QUOTE, QUOTE, citation(QUOTE)),
                Point("3", Kind.GAP, "Hai bên kết nghĩa năm 2001."),
                Point("4", Kind.OWN, "Chúng tôi rất quý mến quý vị."),
                Point("5", Kind.OWN, "Hai bên đã ký.", citation(QUOTE), checked=True),
            ),
        ),
    ),
    (Fact(Topic.VISITS, "2023", FACT),),
    (Check(Doubt.NO_SOURCE, "Quan hệ: “Hai bên kết nghĩa năm 2001.”"),),
)


def opened(content: bytes) -> Document:
    return Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in opened(content).paragraphs)


def footnotes(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    notes = [one for one in root if one.get(f"{W}type") is None]
    return ["".join(part.text or "" for part in note.iter(f"{W}t")).strip() for note in notes]


def references(content: bytes) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return [int(one.get(f"{W}id") or 0) for one in root.iter(f"{W}footnoteReference")]


def headings(content: bytes) -> list[tuple[str, str]]:
    """(style, text) of what Word's navigation lists."""
    listed = [(one.style.name, one.text) for one in opened(content).paragraphs]
    return [(style, text) for style, text in listed if style.startswith("Heading")]


def pages(content: bytes) -> list[str]:
    """The text of each page, as LibreOffice sets it."""
    with pdfplumber.open(io.BytesIO(office_suite.pdf(content))) as document:
        return [page.extract_text() for page in document.pages]


# The decree's form -------------------------------------------------------------------------------


def test_page_type_and_language() -> None:
    document = opened(docx(DRAFT, FORM))
    [section] = document.sections
    measures = [section.page_width, section.page_height, section.top_margin]
    measures += [section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(one.mm) for one in measures] == [210, 297, 20, 20, 30, 15]
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    properties = document.core_properties
    assert (properties.title, properties.author) == (DRAFT.title, "Sở Ngoại vụ")
    assert properties.language == "vi-VN"


def test_the_letterhead_is_there_where_it_is_wanted() -> None:
    plain, official = opened(docx(DRAFT, FORM)), opened(docx(DRAFT, replace(FORM, letterhead=True)))
    assert plain.tables == []
    cells = [cell.text for row in official.tables[0].rows for cell in row.cells]
    assert cells[0].rstrip() == "UBND THÀNH PHỐ HUẾ\nSỞ NGOẠI VỤ"
    assert cells[1].rstrip() == f"{WORDS.fill('country')}\n{WORDS.fill('motto')}"
    assert cells[3] == "Huế, ngày 05 tháng 12 năm 2026"
    undated = replace(DRAFT, brief=replace(BRIEF, when=None))
    empty = opened(docx(undated, replace(FORM, letterhead=True))).tables[0]
    assert not re.search(r"\d", empty.rows[1].cells[1].text)


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 15), "ngày 15 tháng 02 năm 2027"),
        (date(2027, 3, 5), "ngày 05 tháng 3 năm 2027"),
        (date(2027, 9, 30), "ngày 30 tháng 9 năm 2027"),
        (date(2027, 10, 1), "ngày 01 tháng 10 năm 2027"),
    ],
)
def test_only_the_months_1_and_2_have_a_0_before_them(when: date, written: str) -> None:
    draft = replace(DRAFT, brief=replace(BRIEF, when=when))
    table = opened(docx(draft, replace(FORM, letterhead=True))).tables[0]
    assert table.rows[1].cells[1].text == f"Huế, {written}"


def test_every_further_part_begins_a_page_without_an_empty_line_before_it() -> None:
    document = opened(docx(DRAFT, replace(FORM, notes=Notes.ANNEX)))
    begin = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert begin == [WORDS.fill(name) for name in ("facts", "checks", "sources")]
    assert 'w:type="page"' not in document.element.xml


def test_words_navigation_lists_every_part_and_section() -> None:
    assert headings(docx(DRAFT, replace(FORM, notes=Notes.ANNEX))) == [
        ("Heading 1", "GỢI Ý PHÁT BIỂU"),
        ("Heading 2", "1. Chào mừng"),
        ("Heading 2", "2. Quan hệ với tỉnh Kimsan"),
        ("Heading 1", "TỜ THÔNG TIN VỀ ĐỐI TÁC"),
        ("Heading 2", "1. Đoàn thăm, làm việc"),
        ("Heading 1", "CẦN KIỂM TRA"),
        ("Heading 2", "1. Chưa có nguồn"),
        ("Heading 1", "NGUỒN TRÍCH DẪN"),
    ]


@pytest.mark.parametrize("name", ["Heading 1", "Heading 2"])
def test_a_heading_looks_as_the_decree_has_it(name: str) -> None:
    styles = opened(docx(DRAFT, FORM)).styles
    heading = styles[name]
    assert (heading.font.bold, str(heading.font.color.rgb)) == (True, "000000")
    assert heading.base_style is not None
    assert heading.base_style.name == "Normal"  # whose typeface and size, 14 points, it takes over
    assert heading.font.name is heading.font.size is None
    assert not re.search(r"theme", heading.element.xml.partition("<w:rPr>")[2])


def test_a_heading_and_a_phrase_that_leads_over_stay_with_what_they_lead_to() -> None:
    said = (Point("1", Kind.PHRASE, "Tài liệu ghi như sau."), Point("2", Kind.OWN, "Một ý."))
    sections = (Section(Part.RELATIONS, "Quan hệ hai bên", said),)
    paragraphs = opened(docx(replace(DRAFT, sections=sections, facts=(), checks=()), FORM))
    kept = [
        one.text.removeprefix("1. ")
        for one in paragraphs.paragraphs
        if one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next
    ]
    assert kept[-2:] == ["Quan hệ hai bên", said[0].text]
    assert said[1].text not in kept


@pytest.mark.parametrize("title", ["Tiếp xã giao: " + "ạ" * 300, "Tiếp \x0b\x00 xã giao"])
def test_no_title_keeps_a_document_from_being_made(title: str) -> None:
    draft = replace(DRAFT, title=title)
    for content in (docx(draft, FORM), card(draft, FORM)):
        kept = opened(content).core_properties.title
        assert kept == re.sub(r"[\x00-\x1f]", "", title)[:255]


def test_schema_order_of_the_line_below_the_motto() -> None:
    cell = opened(docx(DRAFT, replace(FORM, letterhead=True))).tables[0].rows[0].cells[1]
    names = [child.tag.removeprefix(W) for child in cell.paragraphs[-1]._p.pPr]
    assert names.index("pBdr") < names.index("spacing") < names.index("ind")


# Sources -----------------------------------------------------------------------------------------


def test_every_fact_has_a_footnote_and_every_footnote_its_fact() -> None:
    content = docx(DRAFT, FORM)
    notes = footnotes(content)
    assert references(content) == list(range(1, len(notes) + 1))
    source = "Báo cáo hợp tác, số 21/BC-SNgV, ngày 20/12/2024, trang 2"
    assert notes[0] == f"{source}."
    assert notes[1] == f"{source}: “{QUOTE}”"  # of a person's own words, what bears them out
    assert len(notes) == 3


def test_the_annex_gives_sources_by_number() -> None:
    content = docx(DRAFT, replace(FORM, notes=Notes.ANNEX))
    text = text_of(content)
    assert references(content) == []
    assert f"- {QUOTE} [1]" in text
    assert f"[1] Báo cáo hợp tác, số 21/BC-SNgV, ngày 20/12/2024, trang 2: “{QUOTE}”" in text


def test_a_check_of_two_documents_names_both() -> None:
    other = citation("Năm 2020, hai bên ký.", title="Công văn", start=500)
    check = Check(Doubt.CONFLICT, "Nêu khác nhau.", (citation(QUOTE), other))
    draft = replace(DRAFT, facts=(), checks=(check,))
    assert "Nêu khác nhau. [1] [2]" in text_of(docx(draft, replace(FORM, notes=Notes.ANNEX)))
    assert [f"“{one.quote}”" in "".join(footnotes(docx(draft, FORM))[-2:]) for one in
            check.citations] == [True, True]  # fmt: skip
    assert "Nêu khác nhau.[^1][^2]" in markdown(draft)
    [said] = [one for one in opened(docx(draft, FORM)).paragraphs if "Nêu khác nhau" in one.text]
    assert said.text == "- Nêu khác nhau.,"  # marks are numbers: 1 and 2 must not read as 12


def test_what_no_document_says_is_marked() -> None:
    text = text_of(docx(DRAFT, FORM))
    assert f"Hai bên kết nghĩa năm 2001. {WORDS.fill('gap')}" in text
    assert f"Chúng tôi rất quý mến quý vị. {WORDS.fill('own')}" in text
    assert f"Hai bên đã ký. {WORDS.fill('own_sourced')}" in text
    unsourced = Point("6", Kind.OWN, "Chưa rõ.", checked=True)
    sections = (Section(Part.RESULTS, "Kết quả", (unsourced,)),)
    marked = text_of(docx(replace(DRAFT, sections=sections), FORM))
    assert f"Chưa rõ. {WORDS.fill('own_unsourced')}" in marked


def test_it_says_for_whom_and_what_it_is() -> None:
    speaker = Person("Nguyễn Văn A", "Chủ tịch UBND thành phố Huế", "ông")
    draft = replace(DRAFT, brief=replace(BRIEF, speaker=speaker, event="Lễ đón", interpreted=True))
    text = text_of(docx(draft, FORM))
    for line in (
        "Dịp: Tiếp xã giao",
        "Sự kiện: Lễ đón",
        "Đối tác: tỉnh Kimsan, Lào",
        "Khách: bà Mali, Tỉnh trưởng tỉnh Kimsan",
        "Người phát biểu: ông Nguyễn Văn A, Chủ tịch UBND thành phố Huế",
        "Ngày: 05/12/2026",
        "một nửa thời gian dành cho phiên dịch",
    ):
        assert line in text


def test_one_place_has_one_number() -> None:
    assert [one.quote for one in sheet(DRAFT).sources] == [QUOTE, FACT.quote]


def test_the_fact_sheet_and_what_to_check_are_there_only_if_there_is_something() -> None:
    text = text_of(docx(DRAFT, FORM))
    assert WORDS.fill("facts") in text
    assert WORDS.fill("checks") in text
    bare = text_of(docx(replace(DRAFT, facts=(), checks=()), FORM))
    assert WORDS.fill("facts") not in bare
    assert WORDS.fill("checks") not in bare


texts = st.text(min_size=1, max_size=60).filter(lambda text: text.strip())


@settings(max_examples=20, deadline=None)
@given(texts, texts, st.sampled_from(Notes))
def test_any_text_makes_a_document_that_opens(quote: str, title: str, notes: Notes) -> None:
    point = Point("1", Kind.QUOTE, quote, citation(quote, title=title))
    sections = (Section(Part.RESULTS, title, (point,)),)
    content = docx(replace(DRAFT, sections=sections), replace(FORM, notes=notes))
    opened(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(archive.read(name))
    opened(card(replace(DRAFT, sections=sections), FORM))


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_a_quote_is_in_the_document_letter_for_letter(quote: str) -> None:
    point = Point("1", Kind.QUOTE, quote, citation(quote))
    sections = (Section(Part.RESULTS, "Kết quả", (point,)),)
    draft = replace(DRAFT, sections=sections, facts=(), checks=())
    assert f"- {quote} [1]" in text_of(docx(draft, replace(FORM, notes=Notes.ANNEX)))


# Markdown ----------------------------------------------------------------------------------------


def test_markdown_has_all_of_it() -> None:
    written = markdown(DRAFT)
    assert written.startswith("# Tiếp xã giao: tỉnh Kimsan\n")
    assert f"- {QUOTE}[^1]" in written
    assert f"[^1]: Báo cáo hợp tác, số 21/BC-SNgV, ngày 20/12/2024, trang 2: “{QUOTE}”" in written
    assert f"**{WORDS.fill('gap')}**" in written


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://xau.example/a.png)",
        "<img src=x onerror=alert(1)>",
        "[bấm đây](https://xau.example)",
        "# Tiêu đề giả\n\n- ý giả",
        "[^9]: nguồn giả",
        "&lt;img src=x&gt;",
    ],
)
def test_what_a_document_says_is_no_markup(hostile: str) -> None:
    point = Point("1", Kind.QUOTE, hostile, citation(hostile, title=hostile))
    sections = (Section(Part.RESULTS, "Kết quả", (point,)),)
    written = markdown(replace(DRAFT, sections=sections, facts=(), checks=()))
    assert "\n# Tiêu" not in written
    assert "\n- ý giả" not in written
    own = written.replace("[^1]", "")
    assert not re.search(r"(?<!\\)[\[\]<>&]", own)


@pytest.mark.parametrize(
    ("quote", "written"),
    [("- Về y tế", r"\- Về y tế"), ("+ Về y tế", r"\+ Về y tế"), ("2. Y tế", r"2\. Y tế")],
)
def test_a_quote_that_opens_like_a_list_keeps_its_mark(quote: str, written: str) -> None:
    point = Point("1", Kind.QUOTE, quote, citation(quote))
    sections = (Section(Part.RESULTS, "Kết quả", (point,)),)
    assert f"\n- {written}[^1]\n" in markdown(replace(DRAFT, sections=sections))


# The card, and LibreOffice -----------------------------------------------------------------------


def of_length(points: int, words: str = QUOTE) -> Draft:
    """Three sections of so many points each, whose texts tell them apart."""
    sections = tuple(
        Section(
            part,
            f"Phần {part}",
            tuple(Point(f"{part}{n}", Kind.OWN, f"{part} {n}: {words}") for n in range(points)),
        )
        for part in (Part.RELATIONS, Part.RESULTS, Part.PROPOSALS)
    )
    return replace(DRAFT, sections=sections, facts=())


def size_of(content: bytes) -> float:
    return opened(content).styles["Normal"].font.size.pt


def said_on(content: bytes, draft: Draft) -> list[str]:
    """The ids of the points on a card."""
    text = text_of(content)
    points = [point for section in draft.sections for point in section.points]
    return [point.id for point in points if f"- {point.text} " in text]


def test_the_card_is_as_large_as_it_can_be_and_never_small() -> None:
    sizes = [size_of(card(of_length(points), FORM)) for points in (1, 2, 3, 4, 40)]
    assert sizes[0] == 24
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 18


def test_a_card_that_holds_all_says_nothing_more() -> None:
    draft = of_length(2)
    content = card(draft, FORM)
    assert len(said_on(content, draft)) == 6
    assert "rút gọn" not in text_of(content)


def test_a_long_draft_is_shortened_to_the_first_points_of_each_section() -> None:
    draft = of_length(20)
    content = card(draft, FORM)
    said = said_on(content, draft)
    for section in draft.sections:
        mine = [one for one in said if one.startswith(section.part)]
        assert mine == [f"{section.part}{n}" for n in range(len(mine))]
        assert mine
    assert WORDS.fill("card_more", count=60 - len(said)) in text_of(content)


def test_one_long_sentence_takes_no_other_section_from_the_card() -> None:
    draft = of_length(2, QUOTE * 3)
    long = Section(Part.WELCOME, "Mở đầu", (Point("dài", Kind.OWN, "Rất dài. " * 200),))
    content = card(replace(draft, sections=(long, *draft.sections)), FORM)
    assert {one[:-1] for one in said_on(content, draft)} == {one.part for one in draft.sections}


def test_no_phrase_leads_over_to_a_point_that_is_not_on_the_card() -> None:
    lead = Point("1", Kind.PHRASE, "Tài liệu ghi như sau.")
    said = (lead, Point("2", Kind.OWN, "Rất dài. " * 300), Point("3", Kind.OWN, "Ngắn."))
    sections = (*of_length(2).sections, Section(Part.CLOSING, "Cảm ơn", said))
    text = text_of(card(replace(DRAFT, sections=sections), FORM))
    assert lead.text not in text
    assert "Cảm ơn" not in text
    assert WORDS.fill("card_more", count=3) in text


@needs_suite
@pytest.mark.parametrize(
    "words",
    [
        QUOTE,
        QUOTE * 3,
        "Ngắn.",
        "HỘI NGHỊ XÚC TIẾN ĐẦU TƯ " * 4,
        "岐阜県知事 " * 20,
        "ý\n" * 3,
        "m" * 300,
    ],
)
@pytest.mark.parametrize("points", [3, 60])
def test_a_card_has_one_page(words: str, points: int) -> None:
    assert len(pages(card(of_length(points, words), FORM))) == 1


@needs_suite
def test_the_country_and_the_subject_stand_on_one_line_each() -> None:
    content = office_suite.pdf(docx(DRAFT, replace(FORM, letterhead=True)))
    with pdfplumber.open(io.BytesIO(content)) as document:
        lines = document.pages[0].extract_text().splitlines()
    assert lines[0].endswith(WORDS.fill("country"))
    assert DRAFT.title in lines


@needs_suite
@pytest.mark.parametrize("notes", Notes)
def test_libreoffice_reads_all_of_it(notes: Notes) -> None:
    found = pages(docx(DRAFT, replace(FORM, notes=notes, letterhead=True)))
    assert len(found) == 3 + (notes is Notes.ANNEX)
    assert WORDS.fill("checks") in found[2]
    whole = " ".join(" ".join(found).split())
    for words in (QUOTE, FACT.quote, "số 21/BC-SNgV, ngày 20/12/2024, trang 2"):
        assert words in whole
    assert found[1].split()[0] == "2"  # the page's number, above its text


def test_without_libreoffice_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(OfficeSuiteError):
        office_suite.pdf(b"")


@needs_suite
def test_what_libreoffice_cannot_read_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_suite, "_SECONDS", 0)
    with pytest.raises(OfficeSuiteError):
        office_suite.pdf(docx(DRAFT, FORM))


def test_nothing_that_it_started_outlives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`soffice` is a starter: here one that gives up while what it started goes on."""
    alive, ready = tmp_path / "alive", tmp_path / "ready"
    os.mkfifo(alive)
    os.mkfifo(ready)
    starter = tmp_path / "soffice"
    office = f"exec 3>{alive}; echo started >&3; echo >{ready}; sleep 600"
    starter.write_text(f"#!/bin/sh\nsh -c '{office}' &\nread line <{ready}\nexit 1\n")
    starter.chmod(0o755)
    monkeypatch.setattr(office_suite, "program", lambda: str(starter))
    written: list[str] = []
    reader = threading.Thread(target=lambda: written.append(alive.read_text()), daemon=True)
    reader.start()  # reads to the end, which comes when nobody is left who could write
    with pytest.raises(OfficeSuiteError):
        office_suite.pdf(b"")
    reader.join(60)
    assert written == ["started\n"]
