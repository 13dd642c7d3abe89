"""Lists read out of a table by one of its columns: which places of a country are partners."""

from __future__ import annotations

import pytest
from passages import NAMES, hit, record

from assistant.columns import asks_for_column, column
from assistant.question import Question
from assistant.understand import understand
from index.aliases import Name

HOME = next(name for name in NAMES.names if name.key == "Huế")
DANANG = next(name for name in NAMES.names if name.key == "Đà Nẵng")
TABLE = hit(
    "\n\n".join(
        (
            "Số: 1; Nước: Nhật Bản; Địa phương hợp tác: Aomori; Loại: tỉnh",
            "Số: 2; Nước: Pháp; Địa phương hợp tác: Lyon; Loại: thành phố",
            "Số: 3; Nước: Pháp; Địa phương hợp tác: Bretagne; Loại: vùng",
            "Số: 4; Nước: Hàn Quốc; Địa phương hợp tác: Suncheon; Loại: thành phố",
        )
    ),
    record("Danh mục"),
).chunk
_SIGNED = "\n\n".join(
    (
        "TT: 1; Địa phương: Thành phố Lyon; Nước: Pháp; Năm ký: 2012",
        "TT: 2; Địa phương: Thành phố Suncheon; Nước: Hàn Quốc; Năm ký: 2008",
        "TT: 3; Địa phương: Quận Nam; Nước: Hàn Quốc; Năm ký: 2023",
    )
)
SIGNED = hit(_SIGNED, record("Danh mục"), "Các địa phương nước ngoài có thỏa thuận").chunk
VISITS = hit(_SIGNED, record("Báo cáo"), "Các đoàn ra nước ngoài").chunk
ORGANISATIONS = hit(
    "Số: 1; Tên: Hội Hữu nghị; Nước: Pháp\n\nSố: 2; Tên: Trung tâm Văn hóa; Nước: Pháp",
    record("Tổ chức"),
).chunk


def asked(question: str) -> Question:
    return understand(question, NAMES, HOME)


def listed(question: str, *, about: frozenset[Name] = frozenset({HOME})) -> list[str]:
    found = column(asked(question), [TABLE], about, NAMES)
    return [one.text.split("; ")[2].partition(": ")[2] for one in found.chosen] if found else []


@pytest.mark.parametrize(
    "question",
    [
        "Huế có quan hệ với những địa phương nào của Pháp?",
        "Các địa phương Pháp hợp tác với Huế gồm những địa phương nào?",
        "Kể tên những địa phương của Pháp hợp tác với Huế.",
        "Danh sách địa phương đối tác của Huế tại Pháp?",
        "hue co quan he voi nhung dia phuong nao cua phap",
    ],
)
def test_places_of_a_country_are_every_row_that_holds_it(question: str) -> None:
    assert asks_for_column(asked(question))
    assert listed(question) == ["Lyon", "Bretagne"]


def test_a_kind_of_place_narrows_the_rows() -> None:
    assert listed("Huế hợp tác với những thành phố nào của Pháp?") == ["Lyon"]
    assert listed("Huế hợp tác với những tỉnh nào của Pháp?") == []


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Huế có quan hệ hợp tác với tỉnh Aomori không?", ["Aomori"]),
        ("Aomori có phải là đối tác của Huế không?", ["Aomori"]),
        ("Huế có hợp tác với Pháp không?", ["Lyon", "Bretagne"]),
        ("Huế có quan hệ hợp tác với Gifu không?", []),
    ],
)
def test_whether_there_are_relations_is_told_by_the_places_own_rows(
    question: str, rows: list[str]
) -> None:
    assert asks_for_column(asked(question))
    assert listed(question) == rows


@pytest.mark.parametrize(
    "question",
    [
        "Huế có kết nghĩa với Gifu không?",
        "Huế đã ký thỏa thuận với Gifu chưa?",
        "Năm 2019 Huế có quan hệ với Gifu không?",
        "Huế có hợp tác về y tế với Gifu không?",
    ],
)
def test_more_than_a_relation_no_row_tells(question: str) -> None:
    assert not asks_for_column(asked(question))


@pytest.mark.parametrize(
    "question",
    [
        "Tỉnh ký hợp tác với những địa phương nào của Hàn Quốc?",
        "Huế đã ký thỏa thuận với những địa phương nào của Hàn Quốc?",
    ],
)
def test_who_signed_is_told_by_a_table_of_agreements(question: str) -> None:
    found = column(asked(question), [SIGNED], frozenset({HOME}), NAMES)
    assert [one.text[:5] for one in found.chosen] == ["TT: 2", "TT: 3"]
    assert column(asked(question), [TABLE], frozenset({HOME}), NAMES) is None  # only partners
    assert column(asked(question), [VISITS], frozenset({HOME}), NAMES) is None


def test_a_country_that_no_row_holds_has_no_list() -> None:
    assert listed("Huế hợp tác với những địa phương nào của Đức?") == []


def test_a_table_of_another_office_is_not_the_own_ones() -> None:
    question = "Những địa phương nào của Pháp hợp tác với Huế?"
    assert listed(question, about=frozenset({DANANG})) == []
    assert listed(question, about=frozenset()) == []


def test_a_table_of_organisations_lists_no_places() -> None:
    question = asked("Những địa phương nào của Pháp hợp tác với Huế?")
    assert column(question, [ORGANISATIONS], frozenset({HOME}), NAMES) is None


@pytest.mark.parametrize(
    "question",
    [
        "Những thành phố nào của Pháp từng đăng cai Thế vận hội?",
        "Năm 2019 Huế hợp tác với những địa phương nào của Pháp?",
        "Huế kết nghĩa với những thành phố nào của Pháp?",  # closer than any partner
        "Huế hợp tác với những nước nào?",
        "Đà Nẵng hợp tác với những địa phương nào của Pháp?",
        "Giám đốc thăm những địa phương nào của Pháp?",
    ],
)
def test_what_the_table_does_not_say_is_not_asked_of_it(question: str) -> None:
    assert not asks_for_column(asked(question))
