"""When two sentences tell the same, and when they count the same thing differently."""

from __future__ import annotations

import pytest

from assistant.figures import differences, same

NEW = "Kết quả là 11 dự án FDI được cấp mới trong năm 2025, vốn đăng ký trên 39 triệu USD."
AGAIN = (
    "Riêng năm 2025, thành phố đã cấp mới 11 dự án đầu tư nước ngoài, với tổng vốn hơn "
    "39 triệu USD, góp phần thúc đẩy tăng trưởng theo hướng bền vững."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NEW, AGAIN),
        ("Huế đón 4 triệu lượt khách.", "Huế đã đón 4.000.000 lượt khách."),
        ("Hai bên trao đổi ba đoàn.", "Hai bên đã trao đổi 3 đoàn cấp cao."),
    ],
)
def test_the_same_figures_in_other_words_are_told_once(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)
    assert differences(one, other) == []


def test_figures_that_differ_are_told_both_and_set_side_by_side() -> None:
    other = AGAIN.replace("39", "50")
    assert not same(NEW, other)
    near = NEW.replace("39", "50")
    [(mine, theirs)] = differences(NEW, near)
    assert (NEW[mine.start : mine.end], near[theirs.start : theirs.end]) == (
        "39 triệu",
        "50 triệu",
    )


def test_the_same_number_of_another_year_is_another_fact() -> None:
    one = "Năm 2023, Kimsan tiếp nhận 45 sinh viên Huế."
    other = one.replace("2023", "2024")
    assert not same(one, other)
    assert differences(one, other.replace("45", "54")) == []


def test_one_number_alike_in_sentences_about_other_things_is_no_repeat() -> None:
    assert not same(
        "Kimsan tiếp nhận 12 sinh viên Huế sang thực tập.",
        "Đoàn gồm 12 sinh viên của trường âm nhạc biểu diễn ở lễ hội.",
    )
