"""A place must bear out the year, the place, the rank, the number that the question names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import NAMES, hit, read, record

from assistant.extract import place
from assistant.ground import missing, names_about, years_covered


def lacks(
    question: str, sentence: str, title: str = "", *headings: str, **facts: object
) -> list[str]:
    """What the last sentence of a passage does not bear out."""
    _, candidates = read(question, hit(sentence, record(title, **facts), *headings))
    last = max(candidates, key=lambda candidate: candidate.position)
    return [lack.wanted for lack in last.missing]


@pytest.mark.parametrize(
    ("question", "sentence", "absent"),
    [
        ("Năm 2021 có mấy đoàn?", "Năm 2021 có 14 đoàn vào.", []),
        ("Năm 2021 có mấy đoàn?", "Năm 2020 có 14 đoàn vào.", ["2021"]),
        # The total of a period is not the figure of one of its years …
        ("Năm 2016 có mấy đoàn?", "Giai đoạn 2015 – 2019 có 90 đoàn vào.", ["2016"]),
        ("Năm 2016 có mấy đoàn?", "Từ 2015 đến năm 2019 có 90 đoàn vào.", ["2016"]),
        # … but it is that of the period, and other facts of the period hold in each year.
        ("Từ 2015 đến 2019 có mấy đoàn?", "Giai đoạn 2015 – 2019 có 90 đoàn vào.", []),
        ("Ai phụ trách năm 2016?", "Giai đoạn 2015 – 2019, ông Lê Văn Tám phụ trách.", []),
        ("Năm 2020 có mấy đoàn?", "Giai đoạn 2015 – 2019 có 90 đoàn vào.", ["2020"]),
        ("Năm 2021 có mấy đoàn?", "Kết quả năm 2021 như sau. Có 14 đoàn vào.", []),
        ("Năm 2022 có mấy đoàn?", "Kết quả năm 2021 như sau. Có 14 đoàn vào.", ["2022"]),
        ("Trụ sở ở Đà Nẵng đặt ở đâu?", "Trụ sở tại Đà Nẵng đặt ở phố Bạch Đằng.", []),
        ("Đà Nẵng đón mấy đoàn?", "Huế đón 14 đoàn khách.", ["Đà Nẵng"]),
        ("Huế đón mấy đoàn?", "TP. Huế đón 14 đoàn khách.", []),
        ("Nhật Bản có mấy đoàn?", "Hàn Quốc có 14 đoàn vào.", ["Nhật Bản"]),
        ("Số đoàn của Nhật Bản và Lào?", "Lào có 14 đoàn vào.", []),  # one of those listed
        ("Số đoàn của Nhật Bản và Lào?", "Pháp có 14 đoàn vào.", ["Nhật Bản", "Lào"]),
        ("Huân chương hạng Nhất tặng ai?", "Huân chương hạng Nhất tặng Văn phòng.", []),
        ("Huân chương hạng Nhất tặng ai?", "Huân chương hạng Nhì tặng Văn phòng.", ["hạng Nhất"]),
        ("Hội nghị lần hai họp ở đâu?", "Hội nghị lần thứ II họp ở trụ sở.", []),
        ("Hội nghị lần hai họp ở đâu?", "Hội nghị lần thứ ba họp ở trụ sở.", ["lần hai"]),
        ("doanh thu quy 1 la bao nhieu", "Doanh thu quý I là 12 tỷ đồng.", []),
        ("doanh thu quy 1 la bao nhieu", "Doanh thu quý II là 12 tỷ đồng.", ["quy 1"]),
        # what a sentence says of other ranks is not said of the one before it
        ("Quà cho khách hạng C?", "Ăn: hạng C 4 triệu. Quà: hạng A 2 triệu.", ["hạng C"]),
        ("Quà cho khách hạng A?", "Ăn: hạng C 4 triệu. Quà: hạng A 2 triệu.", []),
        ("Ai trực thứ 6?", "Lịch: thứ Sáu ông Lê Văn Tám trực.", []),
        ("Ai trực thứ 6?", "Lịch: thứ Năm ông Lê Văn Tám trực.", ["thứ 6"]),
        ("Trần Văn Bình giữ chức gì?", "Ông Trần Văn Minh là Trưởng phòng.", ["Trần Văn Bình"]),
        ("Văn bản ký TUQ do ai ký?", "Văn bản ký TM do Chủ tịch ký.", ["TUQ"]),
        ("Hồ sơ đoàn ra gồm gì?", "Hồ sơ đoàn vào gồm chương trình.", ["đoàn ra"]),
        ("Hồ sơ đoàn ra gồm gì?", "Hồ sơ đoàn ra gồm thư mời.", []),
        ("Trần Văn Bình sinh năm nào?", "Ông Trần Văn Bình thăm Huế năm 2020.", ["sinh"]),
        ("Tháng 4 có mấy đoàn?", "Tháng 4/2025 có 14 đoàn vào.", []),
        ("Tháng 4 có mấy đoàn?", "Ngày 16/4 có 14 đoàn vào.", []),
        ("Tháng 4 có mấy đoàn?", "Tháng 5 có 14 đoàn vào.", ["4"]),
        ("Tháng 4 có mấy đoàn?", "Ngày 05/5/2025 có 14 đoàn vào.", ["4"]),
        ("Tháng 4 có mấy đoàn?", "Kết quả tháng 4 như sau. Có 14 đoàn vào.", []),
        ("Tháng 4 có mấy đoàn?", "Có 14 đoàn vào.", []),  # of some month
        ("Hội nghị 350 đại biểu họp khi nào?", "Hội nghị 350 đại biểu họp tháng 5.", []),
        ("Hội nghị 350 đại biểu họp khi nào?", "Hội nghị 35 đại biểu họp tháng 5.", ["350"]),
    ],
)
def test_what_a_sentence_does_not_bear_out(question: str, sentence: str, absent: list[str]) -> None:
    assert sorted(lacks(question, sentence)) == sorted(absent)


@pytest.mark.parametrize(
    ("facts", "absent"),
    [
        ({"date": "2021-03-01"}, []),
        ({"latest_year": 2021}, []),
        ({"date": "2019-03-01", "latest_year": 2021}, ["2021"]),  # the date says more
        ({}, ["2021"]),
    ],
)
def test_a_sentence_without_a_year_has_that_of_its_document(
    facts: dict[str, object], absent: list[str]
) -> None:
    assert lacks("Năm 2021 có mấy đoàn?", "Có 14 đoàn vào.", "Báo cáo", **facts) == absent


@pytest.mark.parametrize(
    ("title", "heading", "absent"),
    [
        ("Báo cáo của Đà Nẵng", "", []),
        ("Báo cáo", "II. Hợp tác của Đà Nẵng", []),
        ("Báo cáo của Huế", "", ["Đà Nẵng"]),
    ],
)
def test_title_and_headings_speak_for_the_sentences_under_them(
    title: str, heading: str, absent: list[str]
) -> None:
    assert lacks("Đà Nẵng có mấy đoàn vào?", "Có 14 đoàn vào.", title, heading) == absent


def test_a_title_does_not_speak_for_a_sentence_about_another_place() -> None:
    assert lacks("Đà Nẵng đón mấy đoàn?", "Huế đón 14 đoàn.", "Báo cáo của Đà Nẵng") == ["Đà Nẵng"]


def test_a_tables_rows_do_not_borrow_their_neighbours_country() -> None:
    rows = ["Nước: Lào; Số đoàn: 3; Ghi chú: mới", "Đối tác: Gyeongju; Số đoàn: 5; Ghi chú: cũ"]
    table = hit("\n".join(rows), record("Danh mục"))
    at, middle = table.chunk.start, table.chunk.start + len(rows[0])
    spans = ((at, middle), (middle + 1, table.chunk.end))
    table = replace(table, chunk=replace(table.chunk, sentences=spans), sentence_cosines=(0.8, 0.8))
    question, _ = read("Lào có bao nhiêu đoàn?", table)
    absent = [
        missing(question, place(table, position, row, lambda _: frozenset()), NAMES)
        for position, row in enumerate(rows)
    ]
    assert absent[0] == []
    assert [lack.wanted for lack in absent[1]] == ["Lào"]


@pytest.mark.parametrize(
    ("question", "number", "heading", "absent"),
    [
        ("Điều 5 của Nghị định 30 nói gì?", "30/2020/NĐ-CP", "Điều 5. Giải thích", []),
        ("Điều 5 của Nghị định 30 nói gì?", "30/2020/NĐ-CP", "Điều 50. Hiệu lực", ["dieu 5"]),
        ("Điều 5 của Nghị định 30 nói gì?", "30/2020/QĐ-UBND", "Điều 5. Giải thích", ["30"]),
        ("Nghị định 31 quy định gì?", "30/2020/NĐ-CP", "Điều 5. Giải thích", ["31"]),
    ],
)
def test_the_document_and_the_article_must_be_the_ones_named(
    question: str, number: str, heading: str, absent: list[str]
) -> None:
    sentence = "Cơ quan lưu giữ bản gốc."
    assert lacks(question, sentence, "Văn bản", heading, number=number) == absent


def test_a_missing_particular_says_what_stands_there_instead() -> None:
    _, (year,) = read("Năm 2021 có mấy đoàn?", hit("Năm 2020 có 14 đoàn."))
    _, (place,) = read("Đà Nẵng có mấy đoàn?", hit("Huế có 14 đoàn."))
    assert year.missing[0].found == ("2020",)
    assert place.missing[0].found == ("Huế",)


@given(st.integers(1900, 2090), st.integers(0, 9), st.sampled_from(["-", " – ", " đến năm "]))
def test_a_range_covers_each_of_its_years(first: int, length: int, dash: str) -> None:
    covered = years_covered(f"Giai đoạn {first}{dash}{first + length}")
    assert covered == set(range(first, first + length + 1))


def test_a_document_is_about_what_it_opens_with_and_keeps_naming() -> None:
    opening = "Báo cáo của Đà Nẵng. " + "Công tác chung. " * 50
    text = opening + "Đoàn Lào. " * 5 + "Đoàn Pháp. Đoàn Gifu. "
    assert {name.key for name in names_about(text, NAMES)} == {"Đà Nẵng", "Lào"}


def test_a_heading_speaks_for_its_sentences_before_the_date_of_the_document() -> None:
    facts = {"date": "2026-07-15"}
    under = ("Báo cáo công tác", "II. KẾT QUẢ NĂM 2025")
    assert lacks("Năm 2026 có mấy dự án?", "Có 11 dự án.", *under, **facts) == ["2026"]
    assert lacks("Năm 2025 có mấy dự án?", "Có 11 dự án.", *under, **facts) == []
    assert lacks("Năm 2026 có mấy dự án?", "Có 11 dự án.", "Báo cáo công tác", **facts) == []
