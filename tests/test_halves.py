"""Two questions in one become two that stand alone."""

from __future__ import annotations

import pytest
from passages import NAMES

from assistant.halves import halves


@pytest.mark.parametrize(
    ("question", "second"),
    [
        # The subject, where the second says something else of it
        ("Giám đốc Sở là ai và sinh năm nào?", "Giám đốc Sở sinh năm nào?"),
        ("Nghị định 30 ban hành ngày nào và có hiệu lực từ khi nào?",
         "Nghị định 30 có hiệu lực từ khi nào?"),
        ("Nghị định 30 do ai ký và thay thế văn bản nào?", "Nghị định 30 thay thế văn bản nào?"),
        ("Sở Y tế thành lập năm nào và tiền thân là gì?", "Sở Y tế tiền thân là gì?"),
        ("Chức năng của Sở là gì và thành lập năm nào?", "Sở thành lập năm nào?"),
        # All of it, where one more circumstance is asked for
        ("Sở Ngoại vụ được thành lập năm nào và theo quyết định nào?",
         "Sở Ngoại vụ được thành lập theo quyết định nào?"),
        ("Có bao nhiêu bản ghi nhớ và ký ở đâu?", "Bản ghi nhớ ký ở đâu?"),
        # Another thing of the same sort, another time, a subject of its own
        ("Nơi nhận dùng cỡ chữ bao nhiêu và kiểu chữ gì?", "Nơi nhận dùng kiểu chữ gì?"),
        ("Giám đốc Sở hiện nay là ai và năm 2023 là ai?", "Giám đốc Sở năm 2023 là ai?"),
        ("Giám đốc là ai và Sở thành lập năm nào?", "Sở thành lập năm nào?"),
        ("Ai ký văn bản và ai đóng dấu?", "Ai đóng dấu?"),
        ("giam doc so la ai va giu chuc tu nam nao", "Giam doc so giu chuc tu nam nao?"),
    ],
)  # fmt: skip
def test_the_second_question_gets_what_it_leaves_out(question: str, second: str) -> None:
    first, found = halves(question, NAMES)
    assert found == second
    opening = first.rstrip("?")
    assert question.lower().startswith(opening.lower())


@pytest.mark.parametrize(
    "question",
    [
        "Nhiệm vụ và quyền hạn của Sở là gì?",
        "Lề trái và lề phải là bao nhiêu?",
        "Cơ quan nào thẩm định và trình văn bản?",
        "Nhật Bản và Lào có bao nhiêu đoàn?",
        "Sở Ngoại vụ được thành lập năm nào?",
        "Sao lục khác gì, định nghĩa thế nào?",
    ],
)
def test_one_question_is_left_whole(question: str) -> None:
    assert halves(question, NAMES) == ()
