"""Headings found by wording and type: levels, names, and what is no heading."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind, RawBlock
from ingest.structure import label_of, mark

BODY = "Nội dung của phần này được viết thành câu đầy đủ, có chủ ngữ và vị ngữ."


def levels(*blocks: RawBlock | str) -> list[tuple[str, int]]:
    """(«h» heading or «p», level) of each block; plain strings know no bold."""
    raw = [RawBlock(block) if isinstance(block, str) else block for block in blocks]
    return [(block.kind.value[0], block.level) for block in mark(raw)]


def bold(text: str) -> RawBlock:
    return RawBlock(text, bold=True)


def light(text: str) -> RawBlock:
    return RawBlock(text, bold=False)


def test_units_nest() -> None:
    assert levels(
        "Phần I", "QUY ĐỊNH", "Chương I", "QUY ĐỊNH CHUNG", "Mục 1", "Soạn thảo", "Điều 1. Phạm vi"
    ) == [("h", 1), ("h", 1), ("h", 2), ("h", 2), ("h", 3), ("h", 3), ("h", 4)]


def test_parts_within_an_annex_and_articles_within_a_subsection_go_deeper() -> None:
    assert levels("Phụ lục I", "MẪU", "Phần I", "Mục 1", "Tiểu mục 1", "Điều 5.") == [
        ("h", 1),
        ("h", 1),
        ("h", 2),
        ("h", 3),
        ("h", 4),
        ("h", 5),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Điều 10. Soạn thảo văn bản", ("h", 4)),
        ("Điều 10: Soạn thảo văn bản", ("h", 4)),
        ("Điều 10", ("h", 4)),
        ("ĐIỀU 5A. HIỆU LỰC", ("h", 4)),
        ("Điều 1. Phạm vi điều chỉnh.", ("h", 4)),
        (f"Điều 1. Thành lập Sở Ngoại vụ, là cơ quan chuyên môn. {BODY}", ("p", 4)),
        ("Điều 5 của Luật này quy định về thỏa thuận quốc tế.", ("p", 0)),
        ("Chương II. TỔ CHỨC THỰC HIỆN", ("h", 2)),
        ("CHƯƠNG 2: TỔ CHỨC", ("h", 2)),
        ("Chương II của Luật này áp dụng cho cơ quan.", ("p", 0)),
        ("Mục 3 của Kế hoạch đã nêu rõ", ("p", 0)),
        ("Phần thứ hai: NHIỆM VỤ", ("h", 1)),
        ("PHỤ LỤC", ("h", 1)),
        ("Chương I. QUY ĐỊNH CHUNG ........ 3", ("p", 0)),
        ("I. KẾT QUẢ ĐẠT ĐƯỢC", ("h", 3)),
        ("V. Lenin đã viết như vậy.", ("p", 0)),
        ("1. Công tác lễ tân", ("h", 5)),
        ("1.2. Đón đoàn vào", ("h", 6)),
        ("1. Thực hiện nghiêm quy định này.", ("p", 0)),
        ("20 - 25 mm", ("p", 0)),
        ("Kính gửi: Bộ Ngoại giao", ("p", 0)),
    ],
)
def test_single_lines(text: str, expected: tuple[str, int]) -> None:
    assert levels(text, BODY)[0] == expected


def test_an_article_that_is_its_own_text_before_the_next_one() -> None:
    assert levels("Điều 2. Quyết định này có hiệu lực từ ngày ký.", "Điều 3. Thi hành") == [
        ("p", 4),
        ("h", 4),
    ]


def test_numbered_items_of_a_list_are_no_headings() -> None:
    assert levels(light("1. Sổ văn bản đến"), light("2. Sổ văn bản đi"), BODY)[0] == ("p", 0)


def test_a_clause_ends_the_numbered_heading_before_it() -> None:
    assert levels("Điều 4. Yêu cầu", "2. Yêu cầu chung", BODY, f"3. {BODY}", f"4. {BODY}") == [
        ("h", 4),
        ("h", 5),
        ("p", 0),
        ("p", 5),
        ("p", 0),
    ]


def test_bold_and_capital_lines() -> None:
    assert levels(bold("Công tác lễ tân"), light(BODY))[0] == ("h", 4)
    assert levels(bold("TỔ CHỨC THỰC HIỆN"), light(BODY))[0] == ("h", 3)
    assert levels(light("Công tác lễ tân"), light(BODY))[0] == ("p", 0)


def test_masthead_and_signatures_are_no_headings() -> None:
    lines = [
        bold("ỦY BAN NHÂN DÂN"),
        bold("THÀNH PHỐ HUẾ"),
        bold("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        bold("Độc lập - Tự do - Hạnh phúc"),
        bold("QUYẾT ĐỊNH"),
        bold("Về việc thành lập Sở Ngoại vụ"),
        light(BODY),
        bold("KT. CHỦ TỊCH"),
        bold("PHÓ CHỦ TỊCH"),
        light("Nơi nhận:"),
        bold("NGUYỄN VĂN A"),
        light("- Như trên;"),
    ]
    assert {kind for kind, _ in levels(*lines)} == {"p"}


def test_a_numbered_heading_may_follow_the_masthead_closely() -> None:
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "I. KẾT QUẢ"]
    assert levels(*map(bold, lines), BODY)[2] == ("h", 3)


def test_styles_count_unless_the_articles_stand_outside_of_them() -> None:
    styled = RawBlock("Giới thiệu", BlockKind.HEADING, 2)
    assert levels(styled, BODY)[0] == ("h", 2)
    junk = RawBlock("Chính phủ", BlockKind.HEADING, 2, bold=False)
    articles = [bold("Điều 1. Phạm vi"), light(BODY), bold("Điều 2. Đối tượng"), light(BODY)]
    assert levels(junk, *articles)[0] == ("p", 0)


def test_lone_lines_of_plain_text_above_long_paragraphs() -> None:
    long = BODY * 4
    assert levels("Kết quả nổi bật năm 2025", long, "Định hướng thời gian tới", long) == [
        ("h", 4),
        ("p", 0),
        ("h", 4),
        ("p", 0),
    ]


def test_label_of() -> None:
    assert label_of("Điều 1. Thành lập Sở Ngoại vụ.") == "Điều 1"
    assert label_of("3. Nhiệm vụ khác.") == ""


def test_a_decision_in_plain_text_without_the_national_title() -> None:
    lines = ["ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "QUYẾT ĐỊNH", "VỀ VIỆC LẬP TỔ CÔNG TÁC", "Điều 1. Lập"]
    assert levels(*lines, BODY) == [("p", 0), ("p", 0), ("p", 0), ("h", 4), ("p", 0)]
