"""What a document is called, and which day it bears, where its masthead does not say."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind, Metadata, RawBlock, assemble
from ingest.metadata import find_metadata
from ingest.structure import mark

BODY = "Các phòng phối hợp thực hiện và báo cáo kết quả về Văn phòng trước ngày 20 hằng tháng."


def metadata(*lines: str | RawBlock, **properties: str) -> Metadata:
    raw = [RawBlock(line, bold=False) if isinstance(line, str) else line for line in lines]
    text, blocks = assemble(mark(raw))
    return find_metadata(text, blocks, properties, name="ban-nhap_01")


def heading(text: str) -> RawBlock:
    return RawBlock(text, BlockKind.HEADING, 1)


def row(text: str) -> RawBlock:
    return RawBlock(text, BlockKind.ROW)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["SỞ NGOẠI VỤ THÀNH PHỐ HUẾ", "LỊCH TRỰC LỄ 30 THÁNG 4", "(Năm 2026)"],
            "Lịch trực lễ 30 tháng 4",
        ),
        (
            ["BIÊN BẢN LÀM VIỆC", "với đoàn thành phố Saijo", "Địa điểm: Phòng khánh tiết"],
            "Biên bản làm việc với đoàn thành phố Saijo",
        ),
        (
            ["GIỚI THIỆU SỞ NGOẠI VỤ THÀNH PHỐ HUẾ", heading("1. Tổ chức"), BODY],
            "Giới thiệu Sở Ngoại vụ thành phố Huế",
        ),
        (
            ["UBND THÀNH PHỐ HUẾ", "SỞ NGOẠI VỤ", "NỘI QUY", "Phòng đọc của Sở", BODY],
            "Nội quy Phòng đọc của Sở",
        ),
        (
            ["BIÊN BẢN GHI NHỚ HỢP TÁC", "GIỮA TỈNH QUẢNG TRỊ VÀ TỈNH SALAVAN", "Điều 1. Mục đích"],
            "Biên bản ghi nhớ hợp tác giữa tỉnh Quảng Trị và tỉnh Salavan",
        ),
        (
            ["SỞ NGOẠI VỤ", "THÔNG CÁO BÁO CHÍ", "Về chuyến thăm của Thị trưởng Saijo", BODY],
            "Thông cáo báo chí về chuyến thăm của Thị trưởng Saijo",
        ),
        (["GIẤY MỜI", "Sở Ngoại vụ trân trọng kính mời", "Ông Nguyễn Văn Bình"], "Giấy mời"),
        (
            ["SỞ NGOẠI VỤ", heading("Sổ tay phiên dịch"), heading("1. Chuẩn bị")],
            "Sổ tay phiên dịch",
        ),
    ],
)
def test_a_title_stands_between_the_masthead_and_the_first_part(
    lines: list[str | RawBlock], title: str
) -> None:
    assert metadata(*lines).title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            [
                "MEMORANDUM OF UNDERSTANDING",
                "between Hue City and the City of Blois",
                "Signed at Hue on 9 May 2024",
                heading("Article 1. Purpose"),
            ],
            "Memorandum of Understanding between Hue City and the City of Blois",
        ),
        (
            ["AGREEMENT ON FRIENDSHIP", "BETWEEN HUE AND BLOIS", heading("Article 1")],
            "Agreement on Friendship between Hue and Blois",
        ),
        (
            ["DEPARTMENT OF FOREIGN AFFAIRS", "18 River Street", "Re: Our visit", "Dear Mr. Sato,"],
            "Our visit",
        ),
        (["PEOPLE'S COMMITTEE OF HUE CITY", "18 River Street", "Dear Mr. Sato,"], "Ban nhap 01"),
    ],
)
def test_titles_of_documents_in_english(lines: list[str | RawBlock], title: str) -> None:
    assert metadata(*lines).title == title


@pytest.mark.parametrize(
    "lines",
    [
        [heading("1. Bối cảnh"), BODY],
        [heading("Điều 1. Phạm vi"), BODY],
        ["SỞ NGOẠI VỤ", "Huế, ngày 05 tháng 3 năm 2026", BODY],
    ],
)
def test_without_a_title_the_file_names_the_document(lines: list[str | RawBlock]) -> None:
    assert metadata(*lines).title == "Ban nhap 01"


def test_a_headline_that_begins_like_an_agency_is_a_title() -> None:
    line = "ĐOÀN THÀNH PHỐ SAIJO THĂM TRƯỜNG HAI BÀ TRƯNG"
    assert metadata(line, BODY).title == line


def test_the_rows_of_a_table_are_no_part_of_a_title() -> None:
    found = metadata("DANH MỤC", "Dự án viện trợ năm 2025", row("TT: 1; Dự án: Trồng rừng"))
    assert found.title == "Danh mục Dự án viện trợ năm 2025"


def test_the_caption_of_a_sheet_goes_before_its_name() -> None:
    sheet, table = heading("Quý I"), row("TT: 1; Đoàn: Saijo")
    captioned = metadata(sheet, "Khách quốc tế trong quý I năm 2026", table, sheet="Quý I")
    assert captioned.title == "Khách quốc tế trong quý I năm 2026"
    assert metadata(sheet, table, sheet="Quý I").title == "Quý I"


def test_the_agency_above_a_title_issued_it() -> None:
    found = metadata("SỞ NGOẠI VỤ", "PHÒNG HỢP TÁC QUỐC TẾ", "PHIẾU TRÌNH", "Đón đoàn Saijo", BODY)
    assert (found.issuer, found.title) == ("Phòng Hợp tác quốc tế", "Phiếu trình Đón đoàn Saijo")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["Giới thiệu", "(Cập nhật ngày 02 tháng 3 năm 2026)", BODY], "2026-03-02"),
        (["Huế tiếp đoàn Saijo", "Thứ Năm, 22/01/2026 - 16:45", BODY], "2026-01-22"),
        (["QUY TRÌNH ĐÓN KHÁCH", "Ngày ban hành: 15/01/2026", BODY], "2026-01-15"),
        (["AGREEMENT", BODY, "Done at Hue on 14 June 2019, in two copies."], "2019-06-14"),
        (["BIÊN BẢN HỌP", "Thời gian: 09 giờ 00 ngày 14 tháng 4 năm 2026"], "2026-04-14"),
        (["BẢN GHI NHỚ", "Hôm nay, ngày 10 tháng 6 năm 2026, tại Huế, hai bên"], "2026-06-10"),
        # Days of which the document only tells:
        (["GIẤY MỜI", "Thời gian: 09 giờ 00 ngày 14 tháng 4 năm 2026"], None),
        (["LỊCH CÔNG TÁC TUẦN 11", "(Từ ngày 09 tháng 3 đến ngày 13 tháng 3 năm 2026)"], None),
        (["LỊCH CÔNG TÁC TUẦN 11", "Thứ Hai, 09/3/2026, 07:30 Chào cờ tại trụ sở"], None),
        (["Huế tiếp đoàn Saijo", "Hôm nay, ngày 10 tháng 6 năm 2026, đoàn đã đến."], None),
    ],
)
def test_the_day_that_a_document_states_as_its_own(lines: list[str], date: str | None) -> None:
    assert metadata(*lines).date == date
