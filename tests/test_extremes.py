"""The row of a table with the most or the least of a column."""

from __future__ import annotations

import pytest
from passages import NAMES, hit, record

from assistant.extremes import extreme
from assistant.question import Question
from assistant.select import Selection
from assistant.superlatives import superlative
from assistant.understand import understand
from index.aliases import Name
from index.records import StoredChunk

ROWS = (
    "STT: 1; Tổ chức: Mái Nhà Xanh; Nước: Úc; Số dự án: 4; Giá trị cam kết: 145.000 USD",
    "STT: 2; Tổ chức: Nguồn Sáng; Nước: Na Uy; Số dự án: 12; Giá trị cam kết: 98.500 USD",
    "STT: 3; Tổ chức: Cánh Buồm; Nước: Đức; Số dự án: 7; Giá trị cam kết: 320.000 USD",
    "STT: 4; Tổ chức: Hạt Giống; Nước: Nhật Bản; Số dự án: 7; Giá trị cam kết: 61.000 USD",
)
TOTAL = "STT: ; Tổ chức: Tổng cộng; Nước: ; Số dự án: 30; Giá trị cam kết: 624.500 USD"


def most(question: Question, chunks: list[StoredChunk], about: frozenset[Name]) -> Selection | None:
    wanted = superlative(question)
    return extreme(question, wanted, chunks, about) if wanted else None


def answered(question: str, rows: tuple[str, ...] = ROWS) -> list[str]:
    table = hit("\n\n".join(rows), record("Danh sách tổ chức phi chính phủ nước ngoài")).chunk
    found = most(understand(question, NAMES), [table], frozenset())
    return [one.text.split("; ")[1].partition(": ")[2] for one in found.chosen] if found else []


@pytest.mark.parametrize(
    ("question", "organisation"),
    [
        ("Tổ chức nào có nhiều dự án nhất?", "Nguồn Sáng"),
        ("Tổ chức nào có ít dự án nhất?", "Mái Nhà Xanh"),
        ("Tổ chức phi chính phủ nào cam kết giá trị lớn nhất?", "Cánh Buồm"),
        ("Tổ chức nào có giá trị cam kết thấp nhất?", "Hạt Giống"),
        ("to chuc nao co gia tri cam ket thap nhat", "Hạt Giống"),
        ("Tổ chức nào có số lượng dự án lớn nhất?", "Nguồn Sáng"),
        ("Tổ chức nào có nhiều nhất số dự án?", "Nguồn Sáng"),
        ("Tổ chức có nhiều dự án nhất là tổ chức nào?", "Nguồn Sáng"),
        ("Tên tổ chức có nhiều dự án nhất là gì?", "Nguồn Sáng"),
        ("Hiện nay, trong các tổ chức phi chính phủ, tổ chức nào cam kết nhiều nhất?", "Cánh Buồm"),
        ("to chuc nao co so du an it nhat", "Mái Nhà Xanh"),
    ],
)
def test_the_row_with_the_most_or_the_least(question: str, organisation: str) -> None:
    assert superlative(understand(question, NAMES))
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
        # at least, at most
        "Tổ chức nào có ít nhất 5 dự án?",
        "Tổ chức nào có ít nhất năm dự án?",
        "to chuc nao co it nhat 5 du an",
        # several, or all but one, or now
        "Ba tổ chức nào có nhiều dự án nhất?",
        "Trừ Nguồn Sáng, tổ chức nào có nhiều dự án nhất?",
        "Tổ chức nào không có nhiều dự án nhất?",
        "Tổ chức nào có nhiều dự án nhất năm nay?",
        "Tổ chức nào có nhiều dự án nhất và giá trị cam kết lớn nhất?",
        # of something that the column does not count
        "Tổ chức phi chính phủ nước ngoài nào có số nhân viên lớn nhất?",
        "Tổ chức phi chính phủ nước ngoài nào giải ngân giá trị lớn nhất?",
        "Tổ chức nào có nhiều dự án đã kết thúc nhất?",
        "Tổ chức nào có nhiều dự án y tế nhất?",
        # something else about the one that has the most
        "Tổ chức có nhiều dự án nhất hoạt động như thế nào?",
        "Tổ chức có nhiều dự án nhất được thành lập năm nào?",
        # words that only look like «nhất»
        "Tổ chức nào có nhiều nội dung dự án thống nhất?",
        "Tổ chức nào có nhiều dự án thứ nhất?",
        "to chuc nao co nhieu du an nhat ban",
        "to chuc nao co nhieu du an cap nhat",
    ],
)
def test_what_the_table_does_not_tell_is_not_answered(question: str) -> None:
    assert answered(question) == []


def test_values_that_cannot_be_compared_answer_nothing() -> None:
    asked = "Tổ chức nào có giá trị cam kết lớn nhất?"
    for cell in (
        "2 tỷ đồng",
        "khoảng 100.000 - 200.000 USD",
        "hơn 61.000 USD",
        "-61.000 USD",
        "61.000 USD/năm",
        "chưa rõ",
        "",
    ):
        mixed = (*ROWS[:3], ROWS[3].replace("61.000 USD", cell))
        assert answered(asked, mixed) == []
    assert answered(asked, ROWS[:2]) == []  # two rows are no table


@pytest.mark.parametrize(
    ("question", "business"),
    [
        ("Doanh nghiệp nào có số lao động ít nhất?", "Công ty Sen Trắng"),
        ("doanh nghiep nao co so lao dong it nhat", "Công ty Sen Trắng"),
        ("Doanh nghiệp nào có nhiều lao động nhất?", "Tổng Công ty Bến Cát"),
        ("Doanh nghiệp nào có giá trị hợp đồng thấp nhất?", "Công ty Sen Trắng"),
        ("doanh nghiep nao co gia tri hop dong lon nhat", "Hợp tác xã Đồi Chè"),
        ("Doanh nghiệp nào có diện tích lớn nhất?", "Công ty Mây Vàng"),
    ],
)
def test_the_word_next_to_it_says_most_or_least(question: str, business: str) -> None:
    # «động», «đồng» are no «đông»; «Công ty», «Tổng Công ty» add nothing up
    rows = (
        "STT: 1; Doanh nghiệp: Công ty Mây Vàng; Số lao động: 50; Giá trị hợp đồng: 3 tỷ đồng; "
        "Diện tích: 1.250 km",
        "STT: 2; Doanh nghiệp: Công ty Sen Trắng; Số lao động: 20; "
        "Giá trị hợp đồng: 900 triệu đồng; Diện tích: 980 km",
        "STT: 3; Doanh nghiệp: Tổng Công ty Bến Cát; Số lao động: 90; "
        "Giá trị hợp đồng: 1,2 tỷ đồng; Diện tích: 7 km",
        "STT: 4; Doanh nghiệp: Hợp tác xã Đồi Chè; Số lao động: 30; "
        "Giá trị hợp đồng: 5 tỷ đồng; Diện tích: 3 km",
    )
    assert answered(question, rows) == [business]


def _years(*counts: tuple[int, int, int]) -> tuple[str, ...]:
    return tuple(f"Năm: {year}; Số đoàn vào: {a}; Số đoàn ra: {b}" for year, a, b in counts)


def test_the_column_is_the_one_that_the_question_names_to_the_word() -> None:
    rows = _years((2031, 10, 30), (2032, 12, 20), (2033, 40, 5))
    assert answered("Năm nào có nhiều đoàn vào nhất?", rows) == ["40"]
    assert answered("Năm nào có nhiều đoàn ra nhất?", rows) == ["10"]
    assert answered("nam nao co nhieu doan ra nhat", rows) == ["10"]
    assert answered("Năm nào có nhiều đoàn nhất?", rows) == []
    outgoing = tuple(row.replace("Số đoàn vào", "Nơi") for row in rows)
    assert answered("Năm nào có nhiều đoàn vào nhất?", outgoing) == []


def _distances(*values: str) -> tuple[str, ...]:
    names = "An Bình Chi Dũng Em".split()
    return tuple(
        f"STT: {at}; Tổ chức: {name}; Khoảng cách: {value}"
        for at, (name, value) in enumerate(zip(names, values, strict=False), 1)
    )


@pytest.mark.parametrize(
    "rows",
    [
        _distances("25", "15", "40"),  # the others together
        _distances("2031", "2033", "2032"),
        _distances("05/2031", "06/2031", "04/2032"),
        _distances("giảm 12%", "5%", "3%"),
        (*_distances("1", "2", "4"), *_distances("5", "2", "9")),  # two tables in one
        (*_distances("1", "2", "4"), "STT: II; Tổ chức: Nhóm hai; Khoảng cách: 9"),
        (*_distances("1", "2", "4"), "Tổ chức: Không số; Khoảng cách: 9"),  # left out
    ],
)
def test_a_table_that_may_mislead_answers_nothing(rows: tuple[str, ...]) -> None:
    assert answered("Tổ chức nào có khoảng cách dài nhất?", rows) == []


def test_a_country_with_several_rows_would_have_to_be_added_up() -> None:
    asked = "Nước nào có nhiều dự án nhất?"
    assert answered(asked) == ["Nguồn Sáng"]
    twice = ROWS[3].replace("Nhật Bản", "Đức")
    assert answered(asked, (*ROWS[:3], twice)) == []


@pytest.mark.parametrize(
    ("question", "title", "date", "tells"),
    [
        ("Nước nào có nhiều đoàn nhất năm 2032?", "Thống kê đoàn năm 2032", None, True),
        ("Nước nào có nhiều đoàn nhất năm 2033?", "Thống kê đoàn năm 2032", "2033-01-10", False),
        ("Nước nào có nhiều đoàn nhất năm 2032?", "Thống kê đoàn", "2032-12-10", True),
        ("Nước nào có nhiều đoàn nhất năm 2032?", "Thống kê đoàn 2030 - 2034", None, False),
        ("Nước nào có nhiều đoàn nhất giai đoạn 2030 - 2034?", "Thống kê đoàn giai đoạn "
         "2030 - 2034", None, True),
    ],
)  # fmt: skip
def test_a_year_is_told_only_by_a_table_of_that_year(
    question: str, title: str, date: str | None, tells: bool
) -> None:
    rows = "\n\n".join(f"Nước: {name}; Số đoàn: {n}" for name, n in
                       (("Úc", 30), ("Lào", 20), ("Đức", 5)))  # fmt: skip
    table = hit(rows, record(title, date=date)).chunk
    found = most(understand(question, NAMES), [table], frozenset())
    told = [one.text for one in found.chosen] if found else []
    assert told == (["Nước: Úc; Số đoàn: 30"] if tells else [])


def test_two_tables_that_fit_and_another_places_tell_nothing() -> None:
    asked = "Tổ chức nào có nhiều dự án nhất?"
    title = record("Danh sách tổ chức")
    first, second = (hit("\n\n".join(ROWS), title, heading).chunk for heading in ("I", "II"))
    assert most(understand(asked, NAMES), [first], frozenset())
    assert most(understand(asked, NAMES), [first, second], frozenset()) is None
    home, other = (NAMES.find(name)[0].name for name in ("Huế", "Đà Nẵng"))
    here = understand(asked, NAMES, home)
    assert most(here, [first], frozenset({home, other}))
    assert most(here, [first], frozenset({other})) is None
