"""Greetings, thanks and excuses around a question are no part of it."""

from __future__ import annotations

import pytest

from assistant.chatter import without_chatter


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Xin chào, Sở thành lập năm nào?", "Sở thành lập năm nào?"),
        ("ad ơi cho e hỏi mấy giờ làm việc ạ", "Mấy giờ làm việc ạ"),
        ("Cho chị hỏi chút là ai trực?", "Ai trực?"),
        ("Sếp vừa hỏi mà mình quên: có mấy đoàn? Cảm ơn bạn nhé.", "Có mấy đoàn?"),
        ("Ai là Giám đốc? Cảm ơn.", "Ai là Giám đốc?"),
        # What names something may be what the rest is about.
        (
            "Alo trợ lý ơi, mình đang viết về Andong, họ tặng mấy cuốn sách?",
            "Mình đang viết về Andong, họ tặng mấy cuốn sách?",
        ),
    ],
)
def test_what_is_asked_is_left(written: str, asked: str) -> None:
    assert without_chatter(written) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Chào bạn",
        "Cảm ơn nhiều nhé",
        "Đã tặng quà chưa?",
        "Chào cờ vào thứ mấy?",
        "Năm 2025, Sở đón bao nhiêu đoàn?",
        "Hồ sơ gồm những gì, nộp ở đâu?",
        "",
    ],
)
def test_a_question_that_is_one_stays(question: str) -> None:
    assert without_chatter(question) == question
