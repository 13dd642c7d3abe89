"""What stands under a heading answers a question for that heading, whatever its words."""

from __future__ import annotations

from passages import NAMES, hit, read, record

from assistant.select import Selection, select
from index.search import Hit

RULES = record("Quy chế nhà khách")
DUTIES = hit(
    "Điều 4. Trách nhiệm của lễ tân\n\n1. Trực điện thoại cả ngày.\n\n2. Ghi sổ khách đến.",
    RULES,
    "Điều 4. Trách nhiệm của lễ tân",
)
OTHERS = hit(
    "Điều 5. Trách nhiệm của bảo vệ\n\n1. Khóa cổng lúc 22 giờ.\n\n2. Kiểm tra xe ra vào.",
    RULES,
    "Điều 5. Trách nhiệm của bảo vệ",
)
LIST = hit(
    "Phòng khách được quét dọn hằng ngày.\n\n2. Hồ sơ thuê phòng gồm:\n\na) đơn đề nghị;\n\n"
    "b) giấy giới thiệu. Giấy có dấu.\n\nc) ảnh;\n\n3. Khách trả phòng trước 12 giờ.",
    RULES,
    "Điều 6. Phòng khách",
)


def chosen(question: str, *hits: Hit) -> Selection:
    asked, candidates = read(question, *hits)
    return select(asked, candidates, NAMES, 3)


def texts(selection: Selection) -> list[str]:
    return [candidate.text for candidate in selection.chosen]


def test_the_items_under_the_heading_are_quoted_and_the_heading_named() -> None:
    for question in ("Lễ tân có trách nhiệm gì?", "le tan co trach nhiem gi"):
        selection = chosen(question, OTHERS, DUTIES)
        assert texts(selection) == ["1. Trực điện thoại cả ngày.", "2. Ghi sổ khách đến."]
        assert selection.heading == "Điều 4. Trách nhiệm của lễ tân"


def test_the_neighbouring_heading_does_not_answer() -> None:
    assert texts(chosen("Bảo vệ có trách nhiệm gì?", OTHERS, DUTIES))[0].startswith("1. Khóa cổng")
    assert not chosen("Nhà bếp có trách nhiệm gì?", OTHERS, DUTIES).heading


def test_a_line_that_announces_a_list_brings_it_and_no_more() -> None:
    assert texts(chosen("Hồ sơ thuê phòng gồm những gì?", LIST)) == [
        "2. Hồ sơ thuê phòng gồm:",
        "a) đơn đề nghị;",
        "b) giấy giới thiệu.",
        "Giấy có dấu.",
        "c) ảnh;",
    ]


def test_what_stands_under_a_documents_text_belongs_to_no_section() -> None:
    last = hit(
        "Điều 9. Trách nhiệm của bếp\n\n1. Nấu cơm đúng giờ.\n\nNơi nhận:\n\n- Lưu: VT.\n\n"
        "GIÁM ĐỐC",
        RULES,
        "Điều 9. Trách nhiệm của bếp",
    )
    assert texts(chosen("Bếp có trách nhiệm gì?", last)) == ["1. Nấu cơm đúng giờ."]


def test_who_and_when_are_no_questions_for_a_section() -> None:
    assert not chosen("Ai giao trách nhiệm cho lễ tân?", DUTIES).heading


def test_a_heading_that_asks_when_answers_when() -> None:
    applies = hit(
        "I. Khi nào áp dụng\n\nÁp dụng với đoàn từ ba người, ở lại qua đêm.",
        RULES,
        "I. Khi nào áp dụng",
    )
    asked = "Khi nào áp dụng quy chế nhà khách?"
    assert texts(chosen(asked, OTHERS, applies)) == ["Áp dụng với đoàn từ ba người, ở lại qua đêm."]
    assert not chosen("Khi nào đổi quy chế nhà khách?", OTHERS, applies).heading
