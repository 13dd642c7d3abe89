"""Events are exact sentences whose date is the event's own; partners are those that documents
call so."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.onboarding.partners import countries, mentions
from assistant.onboarding.timeline import Event, events, in_order


def dated(text: str) -> list[tuple[Event, str]]:
    return [(one.event, one.start) for one in events(paper(text))]


@pytest.mark.parametrize(
    ("text", "event", "start"),
    [
        ("Sở Ngoại vụ được thành lập vào năm 1998 theo Quyết định số 222/1998/QĐ-UB ngày "
         "14/02/1998.", Event.FOUNDING, "1998"),
        ("Ngày 12/3/2024, hai bên đã ký bản ghi nhớ hợp tác tại Huế.", Event.AGREEMENT,
         "2024-03-12"),
        ("Từ ngày 01 tháng 01 năm 2025, Huế trở thành thành phố trực thuộc trung ương.",
         Event.MILESTONE, "2025-01-01"),
        ("Luật số 117/2025/QH15 có hiệu lực từ ngày 01 tháng 3 năm 2026.", Event.LAW,
         "2026-03-01"),
        ("Huân chương Lao động hạng Ba, giai đoạn 2005 - 2009.", Event.DECORATION, "2005"),
        ("Năm 2025, đoàn công tác của thành phố tham dự hội chợ tại Bỉ.", Event.VISIT, "2025"),
    ],
)  # fmt: skip
def test_an_event_has_the_date_of_its_own_sentence(text: str, event: Event, start: str) -> None:
    assert dated(text) == [(event, start)]


@pytest.mark.parametrize(
    "text",
    [
        "Tính đến năm 2023 đã có 32 bản ghi nhớ.",
        "Kỷ niệm 25 năm thành lập Sở, không nêu ngày.",
        "Theo bài viết ngày 14/02/2026, Sở được ví như cây cầu.",
        "Năm 2027 thành phố sẽ ký bản ghi nhớ với tỉnh Gifu.",
        "Ông đã chọn không đến thăm nước này trong năm 2013.",
        "Năm 1997 Anh đăng ký Thỏa thuận về chính sách xã hội.",
        "Mạng ấy trở thành một thế lực vào những năm 1980.",
        "Đây được thành lập vào năm 1968.",
        "Quyết định số 12/QĐ-SNgV ngày 03/4/2024 gồm ba điều.",
        "Phấn đấu đến năm 2030 được công nhận là đô thị di sản.",
    ],
)
def test_a_date_that_is_no_events_is_passed_over(text: str) -> None:
    assert dated(text) == []


def test_several_dates_of_one_decoration_are_several_events_of_the_same_words() -> None:
    text = "Cờ thi đua của Chủ tịch UBND tỉnh các năm 2016, 2020."
    found = in_order(events(paper(text)))
    assert [(one.start, one.quote.text) for one in found] == [("2016", text), ("2020", text)]


def test_partners_come_by_country_with_the_words_that_name_them() -> None:
    one = paper(
        """Quốc gia: Lào; Địa phương đối tác: Salavan; Loại đơn vị: tỉnh
        Tỉnh có quan hệ hợp tác với các tỉnh Gifu, Nara (Nhật Bản).
        Báo có nhắc tới tỉnh Fukui (Nhật Bản) khi nói về du lịch."""
    )
    found = {country.name: country for country in countries(mentions(one))}
    assert [name for name, _ in found["Lào"].places] == ["Salavan"]
    assert [name for name, _ in found["Nhật Bản"].places] == ["Gifu", "Nara"]
    for country in found.values():
        for name, quote in country.places:
            assert name in quote.text == one.text[quote.start : quote.end]
