"""A question taken apart: what it asks for, and what an answer must bear out."""

from __future__ import annotations

import pytest

from assistant.question import Asked
from assistant.understand import understand
from index import aliases

NAMES = aliases.load()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ai là Chánh Văn phòng của Sở?", {Asked.PERSON}),
        ("Trưởng đoàn là người nào?", {Asked.PERSON}),
        ("Đơn vị nào tiếp nhận hồ sơ?", {Asked.OTHER}),  # no «vị nào»
        ("Bà Lê Thị Mai là ai?", {Asked.IDENTITY}),
        ("Khi nào ký bản ghi nhớ với Gifu?", {Asked.TIME}),
        ("Cơ quan được lập năm bao nhiêu?", {Asked.TIME}),  # a year, not a count
        ("Tổng vốn bao nhiêu?", {Asked.QUANTITY}),
        ("Có mấy đoàn khách đến thăm?", {Asked.QUANTITY}),
        ("Hội nghị tổ chức ở đâu?", {Asked.PLACE}),
        ("Huế kết nghĩa với những tỉnh nào của Nhật Bản?", {Asked.PLACE}),
        ("Ban hành kèm theo quyết định số mấy?", {Asked.NUMBER}),  # a number, not a count
        ("Hộ chiếu công vụ gồm những loại nào?", {Asked.OTHER}),
        ("Ai ký và ký khi nào?", {Asked.PERSON, Asked.TIME}),
        ("Máy bay đến từ đầu tháng có gì lạ?", {Asked.OTHER}),  # no «mấy», no «từ đâu»
        ("may bay den tu dau", {Asked.PLACE, Asked.QUANTITY}),  # it may be either
    ],
)
def test_the_kind_of_thing_asked_for(text: str, asked: set[Asked]) -> None:
    assert understand(text, NAMES).asked == asked


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Lề trên rộng bao nhiêu mm?", ("mm",)),
        ("Có bao nhiêu địa phương kết nghĩa?", ("địa", "phương")),
        ("Năm nào ký?", ()),
    ],
)
def test_what_is_counted(text: str, counted: tuple[str, ...]) -> None:
    assert understand(text, NAMES).counted == counted


@pytest.mark.parametrize(
    ("text", "years", "numbers"),
    [
        ("Năm 2021 có 45 đoàn ra?", {2021}, {"45"}),
        ("Từ năm 2011 đến 2022 ký mấy văn bản?", {2011, 2022}, set()),
        ("Ngày 14/02/1998 có sự kiện gì?", {1998}, set()),
        ("Hội nghị 350 đại biểu là hội nghị nào?", set(), {"350"}),
        ("Điều 10 của Nghị định 30 nói gì?", set(), set()),
        ("Có 3 bước phải không?", set(), set()),  # one digit tells nothing apart
    ],
)
def test_years_and_numbers(text: str, years: set[int], numbers: set[str]) -> None:
    question = understand(text, NAMES)
    assert (question.years, question.numbers) == (years, numbers)


@pytest.mark.parametrize(
    ("text", "names", "listed"),
    [
        ("Đà Nẵng có bao nhiêu lãnh sự quán?", ["Đà Nẵng"], set()),
        ("Thừa Thiên Huế hợp tác với ai?", ["Huế"], set()),
        ("Korea tài trợ dự án nào?", ["Hàn Quốc"], set()),
        ("Số đoàn của Nhật Bản và Lào?", ["Nhật Bản", "Lào"], {"Nhật Bản", "Lào"}),
        ("Thỏa thuận giữa Nhật Bản và Lào?", ["Nhật Bản", "Lào"], set()),  # of both together
        ("Huế và Nhật Bản ký gì?", ["Huế", "Nhật Bản"], set()),  # not of one kind
        ("Việt Nam có chính sách gì?", [], set()),  # tells no document apart
        ("Pháp luật quy định thế nào?", [], set()),
    ],
)
def test_places_named(text: str, names: list[str], listed: set[str]) -> None:
    question = understand(text, NAMES)
    assert [name.key for name in question.names] == names
    assert {name.key for name in question.listed} == listed


def test_a_place_is_one_under_each_of_its_names() -> None:
    (one,) = understand("Ở Thừa Thiên Huế?", NAMES).names
    (other,) = understand("o TP Hue", NAMES).names
    assert one == other


@pytest.mark.parametrize(
    ("text", "phrases", "ordinals", "acronyms"),
    [
        ("Huân chương hạng Nhất được tặng khi nào?", (), (" hạng nhất ",), []),
        ("Khóa 3 mở khi nào?", (), (" khóa 3 ",), []),
        ("Máy chạy thử từ ngày nào?", (), (), []),  # no «thứ tư»
        ("Đồng chí Trần Văn Bình giữ chức gì?", (" trần văn bình ",), (), []),
        ("Văn bản ký TUQ do ai ký?", (), (), [" tuq "]),
        ("AI KÝ TUQ?", (), (), []),  # all in capitals shows nothing
        ("QĐ 222 nói gì?", (), (), []),  # the initials of a document's number
    ],
)
def test_what_must_stand_as_it_is(
    text: str, phrases: tuple[str, ...], ordinals: tuple[str, ...], acronyms: list[str]
) -> None:
    question = understand(text, NAMES)
    assert question.phrases == phrases
    assert question.ordinals == ordinals
    assert [spellings[0] for spellings in question.acronyms] == acronyms


@pytest.mark.parametrize(
    ("text", "numbers", "articles", "only"),
    [
        ("Điều 10 của Nghị định 30 nói gì?", ["30"], ("dieu 10",), True),
        ("Nội dung Điều 5 Quyết định số 12/2019/QĐ-UBND", ["12/2019/QĐ-UBND"], ("dieu 5",), True),
        ("Người nộp hồ sơ theo Điều 5 Nghị định 30 là ai?", ["30"], ("dieu 5",), False),
        ("Điều 7 nói gì?", [], ("dieu 7",), False),  # of which document?
        ("Kế hoạch 5 năm 2021–2025 nêu gì?", [], (), False),
    ],
)
def test_documents_and_articles_named(
    text: str, numbers: list[str], articles: tuple[str, ...], only: bool
) -> None:
    question = understand(text, NAMES)
    assert [reference.number for reference in question.references] == numbers
    assert question.articles == articles
    assert question.asks_for_article is only


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("Đoàn vào là gì?", " đoàn vào "),
        ("doan vao la gi", " doan vao "),
        ("Đoàn vào là gì theo quy chế?", " đoàn vào "),
        ("Thế nào là hộ chiếu công vụ?", " hộ chiếu công vụ "),
        ("Lễ tân đối ngoại được hiểu như thế nào?", " lễ tân đối ngoại "),
        ("Mục đích của chuyến thăm tỉnh Gifu năm ấy là gì?", ""),  # too long for a term
        ("Ai là Giám đốc?", ""),
    ],
)
def test_what_is_asked_to_be_explained(text: str, defined: str) -> None:
    assert understand(text, NAMES).defined == defined


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Tháng 4 và tháng 10 có mấy đoàn?", {4, 10}),
        ("Ngày 14 tháng 02 năm 1998 có gì?", set()),  # a whole date
        ("Trong 4 tháng có mấy đoàn?", set()),
    ],
)
def test_months(text: str, months: set[int]) -> None:
    question = understand(text, NAMES)
    assert question.months == months
    assert not question.numbers & {str(month) for month in months}


@pytest.mark.parametrize(
    ("text", "timely"),
    [
        ("Ai là Giám đốc hiện nay?", True),
        ("Ai là Giám đốc?", True),  # who it is now
        ("Ai là Giám đốc năm 2019?", False),
        ("Hộ chiếu công vụ là gì?", False),
    ],
)
def test_whether_the_newest_document_decides(text: str, timely: bool) -> None:
    assert understand(text, NAMES).timely is timely


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Huế hợp tác với những nước nào?", "country"),
        ("Huế hợp tác với những tỉnh nào?", "locality"),
        ("Huế hợp tác khi nào?", ""),
    ],
)
def test_the_kind_of_place_asked_for(text: str, kind: str) -> None:
    assert understand(text, NAMES).places_asked == kind


def test_content_words_are_what_is_left() -> None:
    question = understand("Năm 2021 ở Huế có bao nhiêu đoàn khách của Lào?", NAMES)
    assert [term.key for term in question.terms] == ["đoàn", "khách"]
    assert question.sought == ("2021", "Huế", "đoàn khách", "Lào")


@pytest.mark.parametrize("text", ["", "?", "…", "ai", "là gì", "🙂", "\x00", "0" * 500])
def test_any_text_can_be_taken_apart(text: str) -> None:
    assert understand(text, NAMES).asked
