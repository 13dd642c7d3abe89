"""Posts told apart: deputies from heads, former from present, one office's from another's."""

from __future__ import annotations

import pytest
from test_ground import lacks

from assistant.posts import asks_who_holds, posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phó Giám đốc Sở Ngoại vụ là ai?", [("pho giam doc", "so ngoai vu")]),
        ("Giám đốc của Sở Du lịch", [("giam doc", "so du lich")]),
        ("Giám đốc Sở Tài chính là ai?", [("giam doc", "so tai chinh")]),  # no «tại»
        ("Giám đốc Sở tại buổi họp", [("giam doc", "")]),
        ("nguyên Chủ tịch UBND tỉnh", [("nguyen chu tich", "ubnd tinh")]),
        ("ông Nguyễn Giám đốc", [("giam doc", "")]),
        ("Phó Chủ tịch Thường trực", [("pho chu tich thuong truc", "")]),
        ("pho truong phong va truong phong", [("pho truong phong", ""), ("truong phong", "")]),
        ("Giám đốc đầu tiên của Sở Ngoại vụ", [("giam doc dau tien", "so ngoai vu")]),
        ("Quyền Giám đốc", [("quyen giam doc", "")]),
        ("Sở Ngoại vụ", []),
        ("Giám đốc Sở Lê Thị Mai", [("giam doc", "so")]),
        ("Trưởng phòng Lãnh sự - Pháp lý", [("truong phong", "lanh su")]),
        ("Trưởng phòng Trần Văn Minh", [("truong phong", "")]),
    ],
)
def test_posts_of_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.name, one.body) for one in posts(text)] == expected


@pytest.mark.parametrize(
    ("question", "sentence", "absent"),
    [
        ("Giám đốc Sở Ngoại vụ là ai?", "Bà Lê Thị Mai là Giám đốc Sở Ngoại vụ.", []),
        ("Giám đốc Sở là ai?", "Bà Lê Thị Mai là Giám đốc Sở Ngoại vụ.", []),
        ("Giám đốc là ai?", "Bà Lê Thị Mai là Phó Giám đốc.", ["Giám đốc"]),
        ("Giám đốc đầu tiên là ai?", "Bà Lê Thị Mai là Giám đốc.", ["Giám đốc đầu tiên"]),
        ("Phó Giám đốc là ai?", "Bà Lê Thị Mai là Giám đốc.", ["Phó Giám đốc"]),
        ("Phó Giám đốc là ai?", "Giám đốc Lê Mai và Phó Giám đốc Trần Bình dự.", []),
        ("Giám đốc Sở Du lịch là ai?", "Bà Mai là Giám đốc Sở Ngoại vụ.", ["Giám đốc Sở Du lịch"]),
        ("Chủ tịch UBND là ai?", "Phó Chủ tịch Thường trực UBND Lê Mai nói.", ["Chủ tịch UBND"]),
        (
            "Trưởng phòng Lễ tân là ai?",
            "Bà Mai là Trưởng phòng Kế toán tổng hợp.",
            ["Trưởng phòng Lễ tân"],
        ),
        (
            "Trưởng phòng Lễ tân Sở Y tế là ai?",
            "Bà Mai là Trưởng phòng Lễ tân, Sở Du lịch.",
            ["Trưởng phòng Lễ tân"],
        ),
        ("Giám đốc là ai?", "Bà Lê Thị Mai đứng đầu cơ quan.", []),  # says it in other words
        ("Ai ký?", "Phó Giám đốc Lê Thị Mai ký.", []),
    ],
)
def test_a_post_must_be_the_one_asked_about(
    question: str, sentence: str, absent: list[str]
) -> None:
    assert lacks(question, sentence) == absent


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Ai là trưởng đoàn đi Lào?", True),
        ("Năm 2031, Giám đốc Sở Ngoại vụ là ai?", True),
        ("ai lam giam doc so ngoai vu", True),
        ("Ai bổ nhiệm Giám đốc Sở Ngoại vụ?", False),
        ("Ai là người ký quyết định bổ nhiệm Giám đốc?", False),
        ("Giám đốc Sở do ai bổ nhiệm?", False),
    ],
)
def test_who_holds_a_post_is_not_who_gives_it(question: str, holds: bool) -> None:
    assert asks_who_holds(question, posts(question)[0]) == holds
