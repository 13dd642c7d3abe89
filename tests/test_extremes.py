"""The row of a table with the most or the least of a column."""

from __future__ import annotations

import pytest
from passages import NAMES, hit, record

from assistant.extremes import asks_for_extreme, extreme
from assistant.understand import understand

ROWS = (
    "STT: 1; Tổ chức: Mái Nhà Xanh; Nước: Úc; Số dự án: 4; Giá trị cam kết: 145.000 USD",
    "STT: 2; Tổ chức: Nguồn Sáng; Nước: Na Uy; Số dự án: 12; Giá trị cam kết: 98.500 USD",
    "STT: 3; Tổ chức: Cánh Buồm; Nước: Đức; Số dự án: 7; Giá trị cam kết: 320.000 USD",
    "STT: 4; Tổ chức: Hạt Giống; Nước: Nhật Bản; Số dự án: 7; Giá trị cam kết: 61.000 USD",
)
TOTAL = "STT: ; Tổ chức: Tổng cộng; Nước: ; Số dự án: 30; Giá trị cam kết: 624.500 USD"


def answered(question: str, rows: tuple[str, ...] = ROWS) -> list[str]:
    table = hit("\n\n".join(rows), record("Danh sách tổ chức phi chính phủ nước ngoài")).chunk
    found = extreme(understand(question, NAMES), [table])
    return [one.text.split("; ")[1].partition(": ")[2] for one in found.chosen] if found else []


@pytest.mark.parametrize(
    ("question", "organisation"),
    [
        ("Tổ chức nào có nhiều dự án nhất?", "Nguồn Sáng"),
        ("Tổ chức nào có ít dự án nhất?", "Mái Nhà Xanh"),
        ("Tổ chức phi chính phủ nào cam kết giá trị lớn nhất?", "Cánh Buồm"),
        ("Tổ chức nào có giá trị cam kết thấp nhất?", "Hạt Giống"),
        ("to chuc nao co gia tri cam ket thap nhat", "Hạt Giống"),
    ],
)
def test_the_row_with_the_most_or_the_least(question: str, organisation: str) -> None:
    assert asks_for_extreme(understand(question, NAMES))
    assert answered(question) == [organisation]


def test_a_row_that_adds_up_is_no_row() -> None:
    assert answered("Tổ chức nào có nhiều dự án nhất?", (*ROWS, TOTAL)) == ["Nguồn Sáng"]


def test_rows_that_are_alike_answer_together() -> None:
    rows = (*ROWS[2:], "STT: 5; Tổ chức: Bến Quê; Nước: Bỉ; Số dự án: 2; Giá trị cam kết: 9 USD")
    assert answered("Tổ chức nào có nhiều dự án nhất?", rows) == ["Cánh Buồm", "Hạt Giống"]


@pytest.mark.parametrize(
    "question",
    [
        "Tổ chức nào có nhiều tình nguyện viên nhất?",  # no such column
        "Nước nào đón nhiều khách du lịch nhất?",
        "Trường đại học nào có nhiều dự án nhất?",  # of something else than the table's rows
        "Tổ chức nào có nhiều dự án hạng Nhất?",
        "Tổ chức nào có nhiều dự án Nhật Bản?",
        "Tổ chức nào của Hội An có nhiều dự án nhất năm 2031?",
    ],
)
def test_what_the_table_does_not_tell_is_not_answered(question: str) -> None:
    assert answered(question) == []


def test_values_that_cannot_be_compared_answer_nothing() -> None:
    asked = "Tổ chức nào có giá trị cam kết lớn nhất?"
    for cell in ("2 tỷ đồng", "khoảng 100.000 - 200.000 USD", "chưa rõ", ""):
        mixed = (*ROWS[:3], ROWS[3].replace("61.000 USD", cell))
        assert answered(asked, mixed) == []
    assert answered(asked, ROWS[:2]) == []  # two rows are no table
