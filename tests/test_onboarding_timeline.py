"""Events are exact sentences whose date is the event's own; partners are those that documents
call so."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.onboarding.partners import mentions, partners
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
    told = [(one.dated.start, one.dated.quote.text) for one in found]
    assert told == [("2016", text), ("2020", text)]


def test_of_a_sentence_with_several_decorations_each_is_told_by_its_own_words() -> None:
    first = "Chủ tịch nước tặng Huân chương Lao động hạng Nhì vì thành tích giai đoạn 2013-2017"
    second = "Huân chương Lao động hạng Ba vì thành tích giai đoạn 2005-2009"
    third = "Cờ thi đua (2016)"
    one = paper(f"Tập thể được tặng nhiều phần thưởng: {first} và {second}, {third}.")
    assert [event.quote.text for event in events(one)] == [first, second, third]


def test_what_several_documents_tell_alike_is_told_once() -> None:
    papers = [
        paper("Sở Ngoại vụ ra đời năm 1998.", "Giới thiệu"),
        paper("Sở Ngoại vụ được thành lập năm 1998, ra đời từ Phòng Ngoại vụ.", "Kỷ yếu"),
        paper("Trung tâm Dịch vụ đối ngoại ra đời năm 1998.", "Trung tâm"),
    ]
    found = in_order(event for each in papers for event in events(each))
    assert {
        one.dated.quote.document.id: [quote.document.id for quote in one.also] for one in found
    } == {"Kỷ yếu": ["Giới thiệu"], "Trung tâm": []}


def test_partners_come_by_country_with_the_words_that_name_them() -> None:
    one = paper(
        """Quốc gia: Lào; Địa phương đối tác: Salavan; Loại đơn vị: tỉnh
        Tỉnh có quan hệ hợp tác với các tỉnh Gifu, Nara (Nhật Bản).
        Báo có nhắc tới tỉnh Fukui (Nhật Bản) khi nói về du lịch."""
    )
    found = {country.name: country for country in partners(mentions(one)).countries}
    assert [name for name, _ in found["Lào"].places] == ["Salavan"]
    assert [name for name, _ in found["Nhật Bản"].places] == ["Gifu", "Nara"]
    for country in found.values():
        for name, quote in country.places:
            assert name in quote.text == one.text[quote.start : quote.end]


def test_a_sentence_that_names_many_countries_is_no_countrys_own() -> None:
    many = "Thành phố ưu tiên hợp tác với các đối tác như: Nhật Bản, Hàn Quốc, Pháp và Hoa Kỳ."
    own = "Nhật Bản là đối tác chiến lược của thành phố trong thu hút đầu tư."
    found = partners(mentions(paper(f"{many}\n{own}")))
    assert [quote.text for quote in found.general] == [many]
    assert [[quote.text for quote in one.quotes] for one in found.countries if one.quotes] == [
        [own]
    ]
