"""What a lesson has to remember: sentences that say something alone."""

from __future__ import annotations

from papers import paper

from assistant.onboarding.lessons import statements

TALK = """V. Gợi ý phát biểu
Gợi ý phát biểu gồm ba phần, viết thành gạch đầu dòng:
1. Chào mừng và cảm ơn đoàn khách đã đến thăm thành phố.
2. Đánh giá quan hệ giữa hai bên, có số liệu và mốc thời gian.
3. Chúc sức khỏe và chúc chuyến thăm của đoàn thành công.
Mỗi số liệu phải kèm thời điểm và văn bản làm căn cứ."""
PARTS = """2. Thành phần
1. Quốc hiệu và tiêu ngữ.
2. Tên cơ quan ban hành.
3. Chức vụ, họ tên và chữ ký của người có thẩm quyền.
4. Nơi nhận văn bản."""
RULES = """I. Ngôi thứ
1. Xếp ngôi thứ theo chức vụ chính thức, không theo tuổi tác hay quan hệ riêng.
2. Người tiếp khách nên tương đương về cấp với trưởng đoàn khách đến thăm."""


def told(text: str) -> list[str]:
    return [one.text for one in statements(paper(text))]


def test_the_parts_that_a_line_announces_say_nothing_without_it() -> None:
    assert told(TALK) == ["Mỗi số liệu phải kèm thời điểm và văn bản làm căn cứ."]


def test_a_list_of_names_is_no_list_of_statements() -> None:
    assert told(PARTS) == []


def test_rules_that_are_numbered_are_statements() -> None:
    assert len(told(RULES)) == 2
