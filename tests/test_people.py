"""People whom a text names, and the columns that hold their names."""

from __future__ import annotations

import pytest

from assistant.people import holds_names, may_hold_names


@pytest.mark.parametrize(
    ("column", "surely", "perhaps"),
    [
        ("Họ và tên", True, True),
        ("Họ, tên", True, True),
        ("Đại biểu", True, True),
        ("Đại biểu phía Huế", False, True),
        ("Tên dự án", False, True),
        ("Đơn vị", False, False),
        ("Tênh", False, False),
    ],
)
def test_a_column_holds_names_by_its_own(column: str, surely: bool, perhaps: bool) -> None:
    assert (holds_names(column), may_hold_names(column)) == (surely, perhaps)
