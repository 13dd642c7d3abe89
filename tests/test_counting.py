"""Numbers that count, told from those that date or name."""

from __future__ import annotations

import pytest

from assistant.counting import without_dates


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Ngày 14/02/1998 có 12 đoàn.", ["12"]),
        ("Năm 2025 đón 3.500 lượt khách.", ["3.500"]),
        ("Quyết định 123/QĐ-UBND giao 5 tỷ đồng.", ["5"]),
        ("5 đoàn vào ngày 2 tháng 9 năm 2024", ["5"]),
    ],
)
def test_what_is_left_counts_and_stays_where_it_stood(text: str, figures: list[str]) -> None:
    left = without_dates(text)
    words = [word for word in left.split() if word[0].isdigit()]
    assert words == figures
    assert [text.find(word) for word in words] == [left.find(word) for word in words]
