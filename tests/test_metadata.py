"""What a document says of itself, and what must not be taken for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.metadata import judged, scores
from header_cases import HEADERS, HELD_OUT, Header

from ingest.document import Metadata, RawBlock, Relation, assemble
from ingest.metadata import find_metadata
from ingest.read import read
from ingest.structure import mark

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
QUOC_HIEU = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
BASIS = "Căn cứ Nghị định số 99/2019/NĐ-CP ngày 01 tháng 01 năm 2019 của Chính phủ;"


def metadata(*lines: str, **properties: str) -> Metadata:
    text, blocks = assemble(mark([RawBlock(line, bold=False) for line in lines]))
    return find_metadata(text, blocks, properties, name="ten-tep")


def test_a_decision() -> None:
    found = metadata(
        "ỦY BAN NHÂN DÂN",
        "TỈNH THỪA THIÊN HUẾ",
        "Số: 222 /QĐ-UBND",
        *QUOC_HIEU,
        "Thừa Thiên Huế, ngày 14 tháng 02 năm 2023",
        "QUYẾT ĐỊNH",
        "Về việc thành lập Trung tâm Lễ tân",
        BASIS,
        "Điều 1. Thành lập Trung tâm Lễ tân theo Quyết định số 1/QĐ-TTg ngày 02/02/2020.",
        "Nơi nhận:",
        "- Như Điều 1;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn An",
    )
    references = [(one.relation, one.number, one.date) for one in found.references]
    assert references == [
        (Relation.BASED_ON, "99/2019/NĐ-CP", "2019-01-01"),
        (Relation.MENTIONS, "1/QĐ-TTg", "2020-02-02"),
    ]
    assert replace(found, references=()) == Metadata(
        title="Quyết định về việc thành lập Trung tâm Lễ tân",
        number="222/QĐ-UBND",
        date="2023-02-14",
        issuer="Ủy ban nhân dân tỉnh Thừa Thiên Huế",
        kind="Quyết định",
        subject="Về việc thành lập Trung tâm Lễ tân",
        signer="Nguyễn Văn An",
        signer_post="Phó Chủ tịch (thay mặt Ủy ban nhân dân, ký thay Chủ tịch)",
        recipients=("Như Điều 1", "Lưu: VT"),
        language="vi",
    )


def test_an_official_letter() -> None:
    found = metadata(
        "UBND THÀNH PHỐ HUẾ",
        "SỞ NGOẠI VỤ",
        "Số: 123/SNgV-LSLT",
        "V/v mời tham dự Hội nghị",
        "xúc tiến hợp tác với Hàn Quốc",
        *QUOC_HIEU,
        "Huế, ngày 5 tháng 3 năm 2026",
        "Kính gửi: Sở Du lịch",
        "Thực hiện Công văn số 809/BNG-LS ngày 01 tháng 02 năm 2026 của Bộ Ngoại giao.",
    )
    assert [one.number for one in found.references] == ["809/BNG-LS"]
    assert replace(found, references=()) == Metadata(
        title="Công văn về việc mời tham dự Hội nghị xúc tiến hợp tác với Hàn Quốc",
        number="123/SNgV-LSLT",
        date="2026-03-05",
        issuer="Sở Ngoại vụ",
        kind="Công văn",
        subject="Về việc mời tham dự Hội nghị xúc tiến hợp tác với Hàn Quốc",
        language="vi",
        partners=("Hàn Quốc",),
    )


def test_a_number_split_over_two_cells() -> None:
    found = metadata("SỞ NGOẠI VỤ", "Số:", "45/BC-SNgV", *QUOC_HIEU, "BÁO CÁO", "Công tác 2025")
    assert (found.number, found.kind) == ("45/BC-SNgV", "Báo cáo")
    assert found.title == "Báo cáo Công tác 2025"


def test_a_number_not_yet_given() -> None:
    assert metadata("SỞ NGOẠI VỤ", "Số:      /KH-SNgV", *QUOC_HIEU, "KẾ HOẠCH", BASIS).number == ""


def test_an_annex_carries_the_number_of_its_document() -> None:
    assert metadata(
        "Phụ lục II",
        "DANH SÁCH ĐỐI TÁC HÀN QUỐC",
        "(Kèm theo Kế hoạch số 12/KH-UBND",
        "ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân thành phố Huế)",
        "Các thành phố của đối tác Hàn Quốc gồm Gyeongju và Gwangju, có danh sách kèm theo.",
    ) == Metadata(
        title="Phụ lục II. Danh sách đối tác Hàn Quốc",
        number="12/KH-UBND",
        date="2026-03-05",
        issuer="Ủy ban nhân dân thành phố Huế",
        kind="Phụ lục",
        subject="Danh sách đối tác Hàn Quốc",
        language="vi",
        partners=("Hàn Quốc", "Gyeongju", "Gwangju"),
    )


def test_numbers_and_dates_of_the_body_are_not_the_documents() -> None:
    found = metadata(
        "Ngoại giao kinh tế của Huế",
        "Theo Quyết định số 222/1998/QĐ/UBND ngày 14/02/1998, Sở Ngoại vụ được thành lập.",
        "Huế, ngày 05 tháng 3 năm 2020 là một ngày đẹp trời ở trong bài báo này của chúng tôi.",
    )
    assert (found.title, found.number, found.date) == ("Ngoại giao kinh tế của Huế", "", None)
    assert (found.kind, found.subject, found.signer, found.recipients) == ("", "", "", ())


@pytest.mark.parametrize(
    "line", ["date 2026-02-14", "Ngày đăng: 14/02/2026", "Cập nhật: 14.02.2026"]
)
def test_a_stated_date(line: str) -> None:
    assert metadata(line, "Tin tức đối ngoại.").date == "2026-02-14"


@pytest.mark.parametrize("line", ["date 2026-02-30", "Huế, ngày 31 tháng 4 năm 2026"])
def test_days_that_do_not_exist_are_no_dates(line: str) -> None:
    assert metadata("Số: 1/BC-SNgV", line, "BÁO CÁO").date is None


def test_a_web_pages_own_title_and_date() -> None:
    found = metadata("Nội dung bài.", title="Huế tiếp đoàn", date="2026-02-14T08:00:00+07:00")
    assert (found.title, found.date) == ("Huế tiếp đoàn", "2026-02-14")


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    assert metadata("Câu đầu tiên là một câu trọn vẹn của bài.").title == "Ten tep"


def test_the_national_title_is_never_the_issuer() -> None:
    assert metadata(*QUOC_HIEU, "Số: 1/BC-SNgV", "BÁO CÁO").issuer == ""


@pytest.mark.parametrize("header", [*HEADERS, *HELD_OUT], ids=lambda header: header.blocks[:40])
def test_labelled_headers(header: Header) -> None:
    for name, expected, found in judged(header):
        assert found == expected, name


def test_numbers_and_dates_of_the_labelled_headers() -> None:
    for name, (right, total) in scores((*HEADERS, *HELD_OUT)).items():
        if name in ("number", "date"):
            assert right >= 0.97 * total


def test_a_title_in_capitals_takes_the_case_of_the_text() -> None:
    body = "Sở hướng dẫn quy trình đón đoàn vào, đón tiếp khách và làm việc."
    assert metadata("QUY TRÌNH ĐÓN TIẾP ĐOÀN VÀO", body).title == "Quy trình đón tiếp đoàn vào"
    assert metadata("LỄ HỘI ÁO DÀI", body).title == "LỄ HỘI ÁO DÀI"  # not sure


def test_a_decision_without_the_national_title() -> None:
    found = metadata("QUYẾT ĐỊNH", "ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "Điều 1. Giải thể Tổ công tác.")
    assert (found.kind, found.title) == ("Quyết định", "Quyết định")


def test_a_law_is_dated_where_it_was_passed() -> None:
    found = metadata(
        "QUỐC HỘI",
        "Luật số: 5/2024/QH15",
        *QUOC_HIEU,
        "LUẬT",
        "Căn cứ Hiến pháp;",
        "Điều 1. Phạm vi.",
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 7 "
        "thông qua ngày 27 tháng 6 năm 2024.",
    )
    assert found.date == "2024-06-27"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "nghi-dinh-30-2020/30_2020_ND_CP.docx",
            Metadata(
                "Nghị định về công tác văn thư",
                "30/2020/NĐ-CP",
                "2020-03-05",
                "Chính phủ",
                "Nghị định",
                "Về công tác văn thư",
                "Nguyễn Xuân Phúc",
                "Thủ tướng (thay mặt Chính phủ)",
            ),
        ),
        (
            "nghi-dinh-30-2020/Phuluc2.docx",
            Metadata(
                "Phụ lục II. Viết hoa trong văn bản hành chính",
                "30/2020/NĐ-CP",
                "2020-03-05",
                "Chính phủ",
                "Phụ lục",
                "Viết hoa trong văn bản hành chính",
            ),
        ),
        (
            "ngoai-giao-kinh-te-hue.txt",
            Metadata(
                "Ký kết biên bản hợp tác giữa Sở Du lịch TP. Huế với đối tác nước ngoài",
                date="2026-02-14",
            ),
        ),
        (
            "so-ngoai-vu-25-nam.txt",
            Metadata("Triển khai đồng bộ công tác đối ngoại, đẩy mạnh hội nhập quốc tế"),
        ),
    ],
)
def test_the_corpus(name: str, expected: Metadata) -> None:
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"the public corpus is not at hand: {path}")
    found = read(path.read_bytes(), path.name).metadata
    assert found.language == "vi"
    assert replace(found, language="", partners=(), recipients=(), references=()) == expected


def test_the_decree_ends_the_older_ones() -> None:
    path = CORPUS / "nghi-dinh-30-2020" / "30_2020_ND_CP.docx"
    if not path.is_file():
        pytest.skip(f"the public corpus is not at hand: {path}")
    found = read(path.read_bytes(), path.name).metadata
    assert [(one.relation, one.number, one.effective) for one in found.references] == [
        (Relation.ABOLISHES, "110/2004/NĐ-CP", "2020-03-05"),
        (Relation.ABOLISHES, "09/2010/NĐ-CP", "2020-03-05"),
    ]
    assert len(found.recipients) > 10
