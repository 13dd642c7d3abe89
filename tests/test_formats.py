"""What each format gives, and how files that cannot be read are refused."""

from __future__ import annotations

import hashlib
import io
import os
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind, Document
from ingest.errors import IntakeError, Reason
from ingest.files import load
from ingest.formats.tables import Cell
from ingest.read import SUPPORTED_SUFFIXES, read

NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n95\n%%EOF"
)


CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def corpus_file(name: str) -> Path:
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"the public corpus is not at hand: {path}")
    return path


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if kind in (None, block.kind)
    ]


def parse(data: bytes | str, name: str) -> Document:
    encoded = data.encode() if isinstance(data, str) else data
    return read(encoded, name)


def reason(data: bytes, name: str) -> Reason:
    with pytest.raises(IntakeError) as caught:
        read(data, name)
    return caught.value.reason


def docx_bytes(package: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def pdf_bytes(
    *pages: list[tuple[float, float, str]], font: str = "Helvetica", **options: object
) -> bytes:
    """A PDF of lines at (x, y) points from the bottom left."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **options)
    for lines in pages:
        canvas.setFont(font, 12)
        for x, y, line in lines:
            canvas.drawString(x, y, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# Any file ------------------------------------------------------------------------------------


def test_a_document_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "Báo cáo đối ngoại (bản 2).txt")
    path.write_text("Nội dung báo cáo.", encoding="utf-8")
    document = read(load(path), path.name)
    assert document.file == unicodedata.normalize("NFC", path.name)
    assert document.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.metadata.title


def test_text_is_stored_in_nfc() -> None:
    text = "Ủy ban nhân dân thành phố Huế họp định kỳ."
    assert parse(unicodedata.normalize("NFD", text), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", Reason.EMPTY),
        (b" \n\t ", "a.docx", Reason.EMPTY),
        (b"***\n\n___", "a.txt", Reason.NO_TEXT),
        (b"abc\x00def", "a.txt", Reason.DAMAGED),
        (bytes(range(256)), "a.md", Reason.DAMAGED),
        (b"rubbish", "a.pdf", Reason.DAMAGED),
        (b"%PDF-1.7\nrubbish", "a.pdf", Reason.DAMAGED),
        (NO_PAGES, "a.pdf", Reason.NO_PAGES),
        (b"PK\x03\x04 cut off", "a.docx", Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", Reason.DAMAGED),
        (b"{\\rtf1 abc", "a.rtf", Reason.DAMAGED),
        (b"abc", "khong-duoi", Reason.UNSUPPORTED),
        (b"<html><body><script>var a;</script></body></html>", "a.html", Reason.NO_TEXT),
    ],
)
def test_refusals(data: bytes, name: str, expected: Reason) -> None:
    assert reason(data, name) is expected


def test_unsupported_names_the_suffix() -> None:
    with pytest.raises(IntakeError) as caught:
        parse("x", "Bản vẽ.DWG")
    assert caught.value.facts == {"suffix": ".dwg"}
    assert caught.value.refused


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, expected in ((tmp_path / "x.txt", Reason.MISSING), (tmp_path, Reason.UNREADABLE)):
        with pytest.raises(IntakeError) as caught:
            load(path)
        assert caught.value.reason is expected


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200 * 2**20)
    with pytest.raises(IntakeError) as caught:
        load(path)
    assert caught.value.reason is Reason.TOO_LARGE
    assert caught.value.facts == {"size_mb": 200.0, "limit_mb": 100.0}


def test_content_decides_before_the_suffix() -> None:
    package = docx.Document()
    package.add_paragraph("Nội dung.")
    assert parse(docx_bytes(package), "a.txt").text == "Nội dung."
    assert parse("<!DOCTYPE html><p>Nội dung.</p>", "a.txt").text == "Nội dung."


def test_supported_suffixes() -> None:
    assert {".txt", ".md", ".docx", ".pdf", ".html", ".htm"} <= SUPPORTED_SUFFIXES


# Plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_text(encoding: str) -> None:
    assert parse("Sở Ngoại vụ Huế".encode(encoding), "a.txt").text == "Sở Ngoại vụ Huế"


def test_windows_1258_writes_tones_apart() -> None:
    data = "Sơ\u0309 Ngoa\u0323i vu\u0323 Huê\u0301".encode("cp1258")
    assert parse(data, "a.txt").text == "Sở Ngoại vụ Huế"


def test_paragraphs_at_blank_lines_and_at_long_lines() -> None:
    prose = "Sở Ngoại vụ là cơ quan tham mưu cho Ủy ban nhân dân thành phố về đối ngoại. " * 3
    assert len(parse(f"{prose}\n{prose}", "a.txt").blocks) == 2
    assert len(parse("Một.\n\nHai.\n\n\nBa.", "a.txt").blocks) == 3


def test_lines_wrapped_at_a_margin_are_one_paragraph() -> None:
    wrapped = (
        "Sở Ngoại vụ thành phố Huế là cơ quan chuyên môn thuộc Ủy ban nhân\n"
        "dân thành phố, thực hiện chức năng tham mưu, giúp Ủy ban nhân dân\n"
        "thành phố quản lý nhà nước về công tác đối ngoại, biên giới lãnh\n"
        "thổ trên địa bàn.\n\n"
        "Sở chịu sự chỉ đạo của Ủy ban nhân dân thành phố và sự kiểm tra về\n"
        "chuyên môn của Bộ Ngoại giao.\n"
    )
    assert texts(parse(wrapped, "a.txt"))[0].endswith("lãnh thổ trên địa bàn.")
    assert len(parse(wrapped, "a.txt").blocks) == 2


# Markdown ------------------------------------------------------------------------------------

MARKDOWN = """---
title: "Sổ tay lễ tân"
date: 2026-03-01
---
# Sổ tay

Giới thiệu
==========

Đón **đoàn vào** theo [quy trình](http://x.vn/a) `QT-01`,
gồm *hai* bước:

- Gửi công hàm
- Xếp lịch

## Đầu mối

| Nước | Đầu mối | Ghi chú |
|---|:---:|---|
| Lào | Bà An | |
| Nhật Bản | Ông Bình | tiếng Nhật |
"""


def test_markdown() -> None:
    document = parse(MARKDOWN, "a.md")
    assert document.metadata.title == "Sổ tay lễ tân"
    assert document.metadata.date == "2026-03-01"
    assert [
        (block.level, document.text[block.start : block.end])
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    ] == [(1, "Sổ tay"), (1, "Giới thiệu"), (2, "Đầu mối")]
    assert "Đón đoàn vào theo quy trình QT-01, gồm hai bước:" in texts(document)
    assert "- Gửi công hàm" in texts(document)
    assert texts(document, BlockKind.ROW) == [
        "Nước: Lào; Đầu mối: Bà An",
        "Nước: Nhật Bản; Đầu mối: Ông Bình; Ghi chú: tiếng Nhật",
    ]


# HTML ----------------------------------------------------------------------------------------

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Cổng thông tin</title>
<meta property="article:published_time" content="2026-02-14T08:00:00+07:00">
<style>p {color: red}</style></head><body>
<header>Đầu trang</header><nav>Trang chủ</nav>
<article><h1>Huế tiếp đoàn Gyeongju</h1>
<p>Sáng 14/02, <b>lãnh đạo</b> thành phố tiếp đoàn.<br>Hai bên trao đổi.<br><br>Đoạn mới.</p>
<script>alert('xấu')</script><p style="display: none">Ẩn</p>
<h2>Kết quả</h2><ul><li>Ký biên bản</li></ul>
<table><tr><th>Năm</th><th>Đoàn</th></tr><tr><td rowspan="2">2025</td><td>12</td></tr>
<tr><td>15</td></tr></table></article>
<aside>Tin liên quan</aside><footer>Chân trang</footer></body></html>"""


def test_html_keeps_the_article_alone() -> None:
    document = parse(PAGE, "a.html")
    assert texts(document) == [
        "Huế tiếp đoàn Gyeongju",
        "Sáng 14/02, lãnh đạo thành phố tiếp đoàn. Hai bên trao đổi.",
        "Đoạn mới.",
        "Kết quả",
        "- Ký biên bản",
        "Năm: 2025; Đoàn: 12",
        "Năm: 2025; Đoàn: 15",
    ]
    assert [block.level for block in document.blocks][:4] == [1, 0, 0, 2]
    assert document.metadata.title == "Huế tiếp đoàn Gyeongju"
    assert document.metadata.date == "2026-02-14"


def test_html_without_article_keeps_the_body_within_one_form() -> None:
    page = f"<html><body><form><div>{'Bài viết dài. ' * 20}<p>Hết.</p></div></form></body></html>"
    assert texts(parse(page, "a.html"))[-1] == "Hết."


def test_html_in_a_declared_encoding() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>Hôtel à Huê</p></body></html>'
    assert parse(page.encode("cp1252"), "a.htm").text == "Hôtel à Huê"


# DOCX ----------------------------------------------------------------------------------------


def test_docx_in_document_order_with_tables() -> None:
    package = docx.Document()
    package.add_heading("Đầu mối", 1)
    package.add_paragraph("Trước bảng.")
    table = package.add_table(3, 3)
    for row, cells in zip(
        table.rows,
        [("TT", "Nước", "Đầu mối"), ("1", "Lào", "Bà An"), ("2", "Lào", "")],
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1)).text = "Lào"
    package.add_paragraph("Sau bảng.")
    assert texts(parse(docx_bytes(package), "a.docx")) == [
        "Đầu mối",
        "Trước bảng.",
        "TT: 1; Nước: Lào; Đầu mối: Bà An",
        "TT: 2; Nước: Lào",
        "Sau bảng.",
    ]


def test_docx_masthead_is_a_layout_table() -> None:
    package = docx.Document()
    cells = package.add_table(2, 2)
    cells.cell(0, 0).text = "UBND THÀNH PHỐ HUẾ\nSỞ NGOẠI VỤ"
    cells.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    cells.cell(1, 0).text = "Số: 45/BC-SNgV"
    cells.cell(1, 1).text = "Huế, ngày 05 tháng 3 năm 2026"
    document = parse(docx_bytes(package), "a.docx")
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}
    assert texts(document)[:2] == ["UBND THÀNH PHỐ HUẾ", "SỞ NGOẠI VỤ"]
    assert document.metadata.issuer == "Sở Ngoại vụ"
    assert document.metadata.number == "45/BC-SNgV"


def test_docx_keeps_insertions_links_and_controls_and_leaves_deletions() -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("Đầu ")
    for xml in (
        "<w:ins {0}><w:r><w:t>chèn </w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>xóa </w:delText></w:r></w:del>",
        "<w:hyperlink {0}><w:r><w:t>liên kết </w:t></w:r></w:hyperlink>",
        '<w:smartTag {0} w:element="x"><w:r><w:t>thẻ</w:t><w:tab/><w:t>và</w:t></w:r></w:smartTag>',
        "<w:sdt {0}><w:sdtContent><w:r><w:br/><w:t>hết</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert parse(docx_bytes(package), "a.docx").text == "Đầu chèn liên kết thẻ và hết"


def test_docx_text_box_is_read_once() -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("Thân bài.")
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc='
            '"http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    assert texts(parse(docx_bytes(package), "a.docx")) == ["Thân bài.", "Trong khung"]


def test_docx_bold_lines_are_headings() -> None:
    package = docx.Document()
    package.add_paragraph().add_run("Công tác lễ tân").bold = True
    package.add_paragraph("Đã đón 12 đoàn khách quốc tế trong năm.")
    assert parse(docx_bytes(package), "a.docx").blocks[0].kind is BlockKind.HEADING


def test_docx_that_is_cut_off_is_damaged() -> None:
    package = docx.Document()
    package.add_paragraph("Nội dung.")
    data = docx_bytes(package)
    assert reason(data[: len(data) // 2], "a.docx") is Reason.DAMAGED


def test_zip_that_is_no_docx() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    assert reason(buffer.getvalue(), "a.docx") is Reason.DAMAGED
    assert reason(buffer.getvalue(), "a.zip") is Reason.UNSUPPORTED


def test_docx_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.docx._MOST_UNPACKED", 1000)
    package = docx.Document()
    package.add_paragraph("Nội dung.")
    assert reason(docx_bytes(package), "a.docx") is Reason.TOO_LARGE


def test_docx_with_a_hostile_span_stays_small() -> None:
    package = docx.Document()
    cell = package.add_table(1, 2).cell(0, 0)
    cell.text = "Ô"
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "999999999")
    cell._tc.get_or_add_tcPr().append(span)
    assert parse(docx_bytes(package), "a.docx").text == "Ô"


# PDF -----------------------------------------------------------------------------------------

WRAPPED = [
    "So Ngoai vu la co quan chuyen mon thuoc Uy ban nhan dan thanh pho, thuc hien",
    "chuc nang tham muu, giup Uy ban nhan dan thanh pho quan ly nha nuoc ve cong",
    "tac doi ngoai tren dia ban.",
]


def test_pdf_joins_wrapped_lines_and_parts_paragraphs() -> None:
    lines = [(72.0, 760.0 - 16 * i, line) for i, line in enumerate([*WRAPPED, *WRAPPED])]
    document = parse(pdf_bytes(lines), "a.pdf")
    assert texts(document) == [" ".join(WRAPPED)] * 2
    assert [block.page for block in document.blocks] == [1, 1]


def test_pdf_paragraph_over_a_page_break_is_one_and_starts_on_the_first_page() -> None:
    first = [(72.0, 100.0, WRAPPED[0]), (72.0, 84.0, WRAPPED[1])]
    second = [(72.0, 760.0, WRAPPED[2]), (72.0, 700.0, "Doan sau.")]
    document = parse(pdf_bytes(first, second), "a.pdf")
    assert texts(document) == [" ".join(WRAPPED), "Doan sau."]
    assert [block.page for block in document.blocks] == [1, 2]


def test_pdf_headers_and_page_numbers_that_repeat_are_dropped() -> None:
    pages = [
        [(200.0, 800.0, "So tay le tan"), (72.0, 700.0, f"Noi dung thu {word}."), (300.0, 40.0, n)]
        for word, n in (("nhat", "1"), ("hai", "2"), ("ba", "3"))
    ]
    assert texts(parse(pdf_bytes(*pages), "a.pdf")) == [
        "Noi dung thu nhat.",
        "Noi dung thu hai.",
        "Noi dung thu ba.",
    ]


def test_pdf_number_of_the_second_of_two_pages_is_dropped() -> None:
    data = pdf_bytes([(72.0, 700.0, "Mot.")], [(300.0, 800.0, "2"), (72.0, 700.0, "Hai.")])
    assert texts(parse(data, "a.pdf")) == ["Mot.", "Hai."]


def test_pdf_numbered_forms_at_the_top_of_pages_are_no_headers() -> None:
    pages = [[(72.0, 800.0, f"Mau 1.{n}"), (72.0, 600.0, f"Noi dung {n}.")] for n in (4, 5, 6)]
    assert "Mau 1.5" in texts(parse(pdf_bytes(*pages), "a.pdf"))


def test_pdf_columns_of_the_masthead_are_read_one_after_the_other() -> None:
    lines = [
        (80.0, 780.0, "UBND THANH PHO HUE"),
        (300.0, 780.0, "CONG HOA XA HOI CHU NGHIA VIET NAM"),
        (100.0, 764.0, "SO NGOAI VU"),
        (330.0, 764.0, "Doc lap - Tu do - Hanh phuc"),
        (72.0, 700.0, WRAPPED[0]),
    ]
    assert texts(parse(pdf_bytes(lines), "a.pdf")) == [
        "UBND THANH PHO HUE",
        "SO NGOAI VU",
        "CONG HOA XA HOI CHU NGHIA VIET NAM",
        "Doc lap - Tu do - Hanh phuc",
        WRAPPED[0],
    ]


def test_pdf_ruled_table() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.grid([72, 150, 300, 450], [600, 630, 660, 690])
    for row, cells in enumerate(
        [("TT", "Nuoc", "So doan"), ("1", "Lao", "12"), ("2", "Nhat Ban", "7")]
    ):
        for x, text in zip((80, 160, 310), cells, strict=True):
            canvas.drawString(x, 670 - 30 * row, text)
    canvas.drawString(72, 720, "Truoc bang.")
    canvas.drawString(72, 560, "Sau bang.")
    canvas.save()
    assert texts(parse(buffer.getvalue(), "a.pdf")) == [
        "Truoc bang.",
        "TT: 1; Nuoc: Lao; So doan: 12",
        "TT: 2; Nuoc: Nhat Ban; So doan: 7",
        "Sau bang.",
    ]


def test_pdf_hyphen_at_the_line_end_stays_without_a_space() -> None:
    lines = [(72.0, 760.0, WRAPPED[0] + " Nouvelle-"), (72.0, 744.0, "aquitaine hop tac.")]
    assert "Nouvelle-aquitaine hop" in parse(pdf_bytes(lines), "a.pdf").text


def test_pdf_with_a_password_is_encrypted() -> None:
    data = pdf_bytes([(72.0, 700.0, "Mat")], encrypt=StandardEncryption("x", ownerPassword="y"))
    assert reason(data, "a.pdf") is Reason.ENCRYPTED


def test_pdf_of_pictures_alone_has_no_text() -> None:
    assert reason(pdf_bytes([], []), "a.pdf") is Reason.NO_TEXT


# The public corpus ---------------------------------------------------------------------------


def _words(text: str) -> Counter[str]:
    letters = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text))
    return Counter(letters.split())


@pytest.mark.parametrize(
    "name", ["30_2020_ND_CP.docx", "Phuluc1.docx", "Phuluc2.docx", "Phuluc3.docx", "Phuluc6.docx"]
)
def test_docx_of_the_corpus_lose_no_words(name: str) -> None:
    path = corpus_file(f"nghi-dinh-30-2020/{name}")
    raw = " ".join(
        "".join(t.text or "" if t.tag == qn("w:t") else " " for t in paragraph.iter(*_RUN_TEXT))
        for paragraph in docx.Document(str(path)).element.body.iter(qn("w:p"))
        if not any(ancestor.tag.endswith("}Fallback") for ancestor in paragraph.iterancestors())
        and paragraph.find(".//" + qn("w:txbxContent")) is None
    )
    expected, found = _words(raw), _words(read(load(path), path.name).text)
    assert (expected & found).total() >= 0.99 * expected.total()


_RUN_TEXT = (qn("w:t"), qn("w:tab"), qn("w:br"))


def test_a_cell_of_rules_alone_is_empty() -> None:
    assert Cell().text == ""
