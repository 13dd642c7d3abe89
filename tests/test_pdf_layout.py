"""Where words stand on a PDF page decides how they are read."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest
import scans
from corpus import CORPUS, needs_corpus
from docx.oxml.ns import qn
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ingest.document import BlockKind, RawBlock
from ingest.formats import pdf
from ingest.read import read

SIZE = 11.0
LEAD = 14.0


class Paper(Canvas):
    """A canvas that keeps its PDF."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer)

    def pdf(self) -> bytes:
        self.save()
        return self.buffer.getvalue()


def drawn(canvas: Paper) -> list[RawBlock]:
    return pdf.parse(canvas.pdf()).blocks


def column(canvas: Canvas, x: float, y: float, lines: list[str], size: float = SIZE) -> None:
    canvas.setFont(scans.font(), size)
    for i, line in enumerate(lines):
        canvas.drawString(x, y - LEAD * i, line)


LEFT = [
    "Sở Ngoại vụ là cơ quan tham mưu, giúp Ủy",
    "ban nhân dân thành phố quản lý nhà nước",
    "về công tác đối ngoại trên địa bàn.",
    "Hằng năm, Sở chủ trì đón tiếp nhiều đoàn",
    "khách quốc tế đến làm việc, khảo sát và trao",
    "đổi kinh nghiệm về bảo tồn di sản với các",
]
RIGHT = [
    "cơ quan của thành phố.",
    "Quan hệ kết nghĩa với các địa phương nước",
    "ngoài ngày càng đi vào chiều sâu, gắn với lợi",
    "ích thiết thực của người dân và doanh nghiệp",
    "trong các lĩnh vực du lịch, giáo dục, y tế và",
    "ứng phó với biến đổi khí hậu.",
]


@pytest.mark.parametrize("offset", [0.0, 5.0])
def test_two_columns_of_running_text_are_read_one_after_the_other(offset: float) -> None:
    canvas = Paper()
    column(canvas, 70, 780, ["TIN ĐỐI NGOẠI THÁNG BA"])
    column(canvas, 70, 740, LEFT)
    column(canvas, 315, 740 - offset, RIGHT)
    column(canvas, 70, 600, ["Bản tin do Văn phòng Sở biên soạn."])
    assert [block.text for block in drawn(canvas)] == [
        "TIN ĐỐI NGOẠI THÁNG BA",
        " ".join(LEFT[:3]),
        " ".join([*LEFT[3:], RIGHT[0]]),
        " ".join(RIGHT[1:]),
        "Bản tin do Văn phòng Sở biên soạn.",
    ]


def test_a_title_below_the_masthead_belongs_to_no_column() -> None:
    canvas = Paper()
    column(canvas, 80, 780, ["UBND THÀNH PHỐ HUẾ", "SỞ NGOẠI VỤ"])
    column(canvas, 330, 780, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    column(canvas, 252, 700, ["BÁO CÁO"])
    blocks = drawn(canvas)
    assert [block.text for block in blocks[2:]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO",
    ]
    assert [block.in_layout for block in blocks] == [True] * 4 + [False]


def test_the_gap_left_for_a_number_does_not_tear_the_masthead() -> None:
    canvas = Paper()
    column(canvas, 80, 780, ["UBND THÀNH PHỐ HUẾ", "SỞ NGOẠI VỤ", "Số:"])
    column(canvas, 150, 752, ["/BC-SNgV"])
    column(canvas, 330, 780, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    column(canvas, 360, 752, ["Huế, ngày 05 tháng 3 năm 2026"])
    assert [block.text for block in drawn(canvas)] == [
        "UBND THÀNH PHỐ HUẾ",
        "SỞ NGOẠI VỤ",
        "Số: /BC-SNgV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Huế, ngày 05 tháng 3 năm 2026",
    ]


# Footnotes -----------------------------------------------------------------------------------

LONG = [
    "Trong năm qua, thành phố đã đón 127 đoàn khách quốc tế với hơn 1.300 lượt người, trong",
    "đó có nhiều đoàn cấp cao; công tác lễ tân được chuẩn bị chu đáo, an toàn, trọng thị và",
]
REST = ["để lại ấn tượng tốt đẹp về đất nước và con người Việt Nam."]


@pytest.mark.parametrize(
    ("rule", "note"),
    [
        (True, "Theo báo cáo của Công an thành phố năm 2025."),
        (False, "1 Theo báo cáo của Công an thành phố năm 2025."),
    ],
)
def test_a_footnote_does_not_cut_the_paragraph_over_the_page_break(rule: bool, note: str) -> None:
    canvas = Paper()
    column(canvas, 70, 780, [*LONG, *REST])
    column(canvas, 70, 110, LONG)
    if rule:
        canvas.line(70, 84, 200, 84)
    column(canvas, 70, 72, [note], size=8)
    canvas.showPage()
    column(canvas, 70, 780, REST)
    blocks = drawn(canvas)
    whole = " ".join([*LONG, *REST])
    assert [(block.text, block.page) for block in blocks] == [(whole, 1), (whole, 1), (note, 1)]


def test_small_type_at_the_foot_that_is_no_note_stays_in_its_place() -> None:
    canvas = Paper()
    column(canvas, 70, 110, LONG)
    column(canvas, 70, 72, ["Nguồn số liệu do các đơn vị cung cấp"], size=8)
    canvas.showPage()
    column(canvas, 70, 780, REST)
    assert [block.text for block in drawn(canvas)][1] == "Nguồn số liệu do các đơn vị cung cấp"


# Words and letters ----------------------------------------------------------------------------


def test_letters_drawn_out_of_order_are_read_by_their_places() -> None:
    """As producers do where a font lacks letters: those of the other font come last."""
    canvas = Paper()
    name = scans.font()
    canvas.setFont(name, 14)
    x = 72.0
    later = []
    for char in "Cộng tác viên đối ngoại":
        if char.isascii():
            canvas.drawString(x, 700, char)
        else:
            later.append((x, char))
        x += pdfmetrics.stringWidth(char, name, 14)
    for place, char in later:
        canvas.drawString(place, 700, char)
    assert [block.text for block in drawn(canvas)] == ["Cộng tác viên đối ngoại"]


def test_writing_on_its_side_is_read_and_a_slanted_watermark_is_not() -> None:
    canvas = Paper()
    canvas.rotate(90)
    column(canvas, 100, -300, ["Bảng tổng hợp viện trợ", "phi chính phủ năm 2025"])
    canvas.rotate(-45)
    column(canvas, 300, -100, ["BẢN SAO"], size=40)
    assert [block.text for block in drawn(canvas)] == [
        "Bảng tổng hợp viện trợ phi chính phủ năm 2025"
    ]


def test_a_hyphen_goes_where_the_document_itself_writes_the_word_without() -> None:
    canvas = Paper()
    lines = [
        "The two sides agreed on a memorandum of cooperation in heritage and on further coopera-",
        "tion in tourism with the region of Nouvelle-",
        "Aquitaine.",
    ]
    column(canvas, 70, 780, lines)
    text = " ".join(block.text for block in drawn(canvas))
    assert "further cooperation in tourism" in text
    assert "Nouvelle-Aquitaine" in text


def test_a_font_older_than_unicode_is_named_with_the_text_it_sets() -> None:
    canvas = Paper()
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 700, "Thµnh phè HuÕ, tr\u00adêng §¹i häc, sè 01/Q§-UBND")
    data = canvas.pdf().replace(b"/BaseFont /Helvetica ", b"/BaseFont /.VnTimeXX ")
    (block,) = pdf.parse(data).blocks
    assert [block.text[start:end].strip() for start, end, _ in block.fonts] == [block.text.strip()]
    assert block.fonts[0][2].startswith(".VnTime")
    assert "tr\u00adêng" in block.text  # PDFium takes TCVN3's ư for a hyphen
    assert "01/Q§-UBND" in block.text


def test_what_repeats_at_the_edges_is_kept_apart_for_stamps() -> None:
    canvas = Paper()
    for line in LEFT[0], LEFT[2], LEFT[4]:
        column(canvas, 250, 810, ["LƯU HÀNH NỘI BỘ"])
        column(canvas, 70, 700, [line])
        canvas.showPage()
    content = pdf.parse(canvas.pdf())
    assert [block.text for block in content.margins] == ["LƯU HÀNH NỘI BỘ"]
    assert "LƯU HÀNH" not in " ".join(block.text for block in content.blocks)


def test_a_table_drawn_with_thin_boxes() -> None:
    canvas = Paper()
    for x, width in ((72, 60), (132, 120), (252, 90)):
        for y in (600, 630, 660):
            canvas.rect(x, y, width, 30)
    rows = [("TT", "Nước", "Số đoàn"), ("1", "Lào", "12"), ("2", "Nhật Bản", "7")]
    for i, cells in enumerate(rows):
        for x, text in zip((80, 140, 260), cells, strict=True):
            column(canvas, x, 670 - 30 * i, [text])
    assert [(block.kind, block.text) for block in drawn(canvas)] == [
        (BlockKind.ROW, "TT: 1; Nước: Lào; Số đoàn: 12"),
        (BlockKind.ROW, "TT: 2; Nước: Nhật Bản; Số đoàn: 7"),
    ]


def test_a_huge_drawing_is_no_table() -> None:
    canvas = Paper()
    for i in range(900):
        canvas.line(50 + i / 2, 100, 50 + i / 2, 100 + i % 7 * 50 + 10)
        canvas.line(50, 100 + i / 2, 50 + i % 5 * 90 + 10, 100 + i / 2)
    column(canvas, 70, 780, ["Bản đồ địa giới hành chính."])
    assert [block.text for block in drawn(canvas)] == ["Bản đồ địa giới hành chính."]


# Against the same document in Word's format ---------------------------------------------------


@needs_corpus
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to make the PDF")
def test_a_pdf_loses_no_words_of_its_docx(tmp_path: Path) -> None:
    source = CORPUS / "nghi-dinh-30-2020" / "30_2020_ND_CP.docx"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        source,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    paragraphs = docx.Document(str(source)).element.body.iter(qn("w:p"))
    expected = words(
        " ".join("".join(part.text or " " for part in p.iter(*_TEXT)) for p in paragraphs)
    )
    found = words(read((tmp_path / "30_2020_ND_CP.pdf").read_bytes(), "a.pdf").text)
    assert (expected & found).total() >= 0.99 * expected.total()
    assert (found - expected).total() <= 0.01 * expected.total()


_TEXT = (qn("w:t"), qn("w:tab"), qn("w:br"))


def words(text: str) -> Counter[str]:
    return Counter("".join(c if c.isalnum() else " " for c in text).split())
