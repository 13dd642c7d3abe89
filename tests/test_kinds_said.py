"""Years before 1800, centuries, months, ranks, shares and laws are answers of their kinds."""

from __future__ import annotations

import pytest

from assistant.kinds import kinds_held, span_fit
from assistant.question import Asked
from assistant.understand import understand
from index import aliases
from ingest import text as vi

NAMES = aliases.load()


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("Phú Xuân thành thủ phủ năm nào?", "Năm 1687, phủ dời về Phú Xuân.", True),
        ("Phú Xuân thành thủ phủ khi nào?", "Phủ dời về Phú Xuân vào thế kỷ XVII.", True),
        ("Phú Xuân thành thủ phủ năm nào?", "Mỗi năm 1500 lượt khách thăm Phú Xuân.", False),
        ("Lễ hội diễn ra khi nào?", "Lễ hội diễn ra vào tháng Bảy âm lịch.", True),
        ("Lễ hội diễn ra năm nào?", "Lễ hội diễn ra vào tháng Bảy âm lịch.", False),
        ("Huế đứng thứ mấy về lượng khách?", "Huế đứng thứ ba về lượng khách.", True),
        ("Festival này là lần thứ mấy?", "Đây là Festival lần thứ XI.", True),
        ("Huế đứng thứ mấy về lượng khách?", "Huế đón hai đoàn khách.", False),
        ("Rừng chiếm bao nhiêu phần trăm?", "Rừng chiếm hơn một nửa diện tích.", True),
        ("Rừng chiếm bao nhiêu phần trăm?", "Rừng chiếm hai phần ba diện tích.", True),
        ("Rừng chiếm bao nhiêu phần trăm?", "Rừng có một loài chim.", False),
        ("Vùng có dân số vượt quá bao nhiêu?", "Vùng có hơn năm triệu người.", True),
        ("Vùng có dân số vượt quá bao nhiêu?", "Vùng hình thành sau năm hòa bình.", False),
        ("Việc ký kết theo luật nào?", "Việc ký kết theo Luật Thỏa thuận quốc tế.", True),
        ("Việc ký kết theo nghị định nào?", "Việc ký theo Luật Thỏa thuận quốc tế.", False),
    ],
)
def test_what_is_asked_for_is_known_in_the_sentence(
    question: str, sentence: str, held: bool
) -> None:
    asked = understand(question, NAMES)
    assert (kinds_held(asked, sentence, NAMES) == asked.asked) is held


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Năm 1306, hai châu được sáp nhập.", [1306]),
        ("vào năm 1687 và năm 1795", [1687, 1795]),
        ("nam 1306 co gi", [1306]),
        ("mỗi năm 1500 lượt khách, hằng năm 1200 tấn", []),
        ("năm 1500 người", []),
        ("có 1306 hộ", []),
    ],
)
def test_years_of_long_ago(text: str, years: list[int]) -> None:
    assert [year for _, year in vi.years(text)] == years


def test_a_bare_old_year_fits_where_a_year_is_asked_for() -> None:
    asked = understand("Phú Xuân thành thủ phủ năm nào?", NAMES)
    sentence = "Năm 1687, phủ dời về Phú Xuân."
    at = sentence.index("1687")
    assert span_fit(asked, sentence, (at, at + 4)) == 1.0


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Vệ tinh nào cho phép phát sóng?", {Asked.OTHER}),
        ("Tỉnh nào ký trước?", {Asked.PLACE}),
        ("Khu vực nào có tỷ lệ tội phạm cao?", {Asked.OTHER}),
        ("Dân số của tỉnh là gì?", {Asked.QUANTITY}),
        ("Tỷ lệ nào được áp dụng?", {Asked.QUANTITY}),
    ],
)
def test_words_that_only_look_like_a_kind(question: str, kinds: set[Asked]) -> None:
    assert understand(question, NAMES).asked == kinds


@pytest.mark.parametrize(
    ("question", "timed"),
    [
        ("Thời gian họp thế nào?", True),
        ("Thời gian xử lý được tính theo đơn vị nào?", False),
        ("Dòng thời gian nào dài nhất?", False),
        ("Thời gian nào nộp hồ sơ?", True),
    ],
)
def test_time_is_not_always_asked_for_by_its_name(question: str, timed: bool) -> None:
    assert (Asked.TIME in understand(question, NAMES).asked) is timed
