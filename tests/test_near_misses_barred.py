"""Near misses by deadline, clause, unit, family, body, department, party and place: each sentence
sounds like the answer, and only its neighbour gives it."""

from __future__ import annotations

import pytest
from passages import NAMES, hit, read, record
from test_bars import barred
from test_ground import lacks

from assistant.bodies import bodies
from assistant.extract import Candidate
from assistant.moments import is_deadline, is_over
from assistant.reasons import lacks_reason
from assistant.select import Selection, select
from assistant.totals import total
from assistant.understand import understand
from ingest import text as vi
from ingest.document import BLOCK_SEPARATOR

FAIR = "Hội chợ sách khai mạc ngày nào?"
OPENED = "Nhà truyền thống khánh thành khi nào?"
LIGHTING = "Chi phí chiếu sáng phía Lyon lo là bao nhiêu tiền?"
FEE = "Lệ phí làm thẻ là bao nhiêu?"
SPEAKERS = "Có bao nhiêu người nói tiếng Nhật?"
MEMBERS = "Trung tâm có bao nhiêu viên chức?"
WELCOMED = "Năm 2031 đón được bao nhiêu đoàn?"
HEAD = "Trưởng phòng Lễ tân là ai?"
DIRECTOR = "Giám đốc Sở Du lịch là ai?"
PARTIES = "Thỏa thuận giữa Lyon và Suncheon ký ngày nào?"
FILMS = "Tuần lễ phim ngắn tại Đà Nẵng mở cửa khi nào?"
DELEGATES = "Đoàn đi Lyon gồm những ai?"
DISBURSED = "Quận Ba giải ngân bao nhiêu USD?"


@pytest.mark.parametrize(
    ("question", "answer", "near_miss"),
    [
        (FAIR,
         "Hội chợ sách khai mạc ngày 4 tháng 6 năm 2031.",
         "Về hội chợ sách: Văn phòng gửi giấy mời trước ngày 2 tháng 5 năm 2031."),
        (OPENED,
         "Nhà truyền thống khánh thành trước ngày 9 tháng 9 năm 2031.",
         "Nhà truyền thống khởi công ngày 9 tháng 9 năm 2029."),
        (LIGHTING,
         "Phía Lyon lo chi phí chiếu sáng, 30 triệu đồng; phía Huế lo nhạc công.",
         "Chi phí chiếu sáng do phía Lyon lo; tiền thuê nhạc công không quá 20 triệu đồng."),
        (FEE,
         "Lệ phí làm thẻ là 50.000 đồng.",
         "Kinh phí làm thẻ cả năm là 3 tỷ đồng."),
        (FEE,
         "Làm thẻ: không thu lệ phí.",
         "Lệ phí làm thẻ thu theo 2 mức của thông tư."),
        (SPEAKERS,
         "Có 4 người nói tiếng Nhật.",
         "Có 18 người nói tiếng Lào."),
        (MEMBERS,
         "Trung tâm có 12 viên chức.",
         "Chi bộ Trung tâm có 9 đảng viên."),
        (WELCOMED,
         "Năm 2031 đã đón 61 đoàn.",
         "Năm 2031 phấn đấu đón trên 80 đoàn."),
        (HEAD,
         "Trưởng phòng Lễ tân là bà Lê Thu Hà.",
         "Dự họp có Trưởng phòng Trần Văn Minh."),
        (DIRECTOR,
         "Giám đốc Sở Du lịch Lê Thu Hà dự họp.",
         "Chủ trì buổi tiếp là Giám đốc Trần Văn Minh."),
        (PARTIES,
         "Thỏa thuận giữa Lyon và Suncheon được ký ngày 3 tháng 4 năm 2019.",
         "Thỏa thuận với Lyon được ký ngày 3 tháng 4 năm 2019."),
        (FILMS,
         "Tuần lễ phim ngắn tại Đà Nẵng mở cửa tháng 9 năm 2031.",
         "Tuần lễ phim ngắn tại Huế mở tháng 9 năm 2031, cùng Hội Điện ảnh tại Đà Nẵng."),
        (DELEGATES,
         "TT: 1; Họ và tên: Lê Thu Hà; Chức vụ: Giám đốc; Vai trò: Trưởng đoàn",
         "TT: 1; Nơi đến: Lyon; Trưởng đoàn: Giám đốc Lê Thu Hà; Số người: 7"),
        (DISBURSED,
         "TT: 3; Địa bàn: Quận Ba; Cam kết (USD): 90.000; Giải ngân (USD): 40.000",
         "TT: 3; Địa bàn: Quận Ba; Cam kết (USD): 90.000; Giải ngân (USD): chưa có số liệu"),
    ],
)  # fmt: skip
def test_only_the_sentence_that_says_it_may_answer(
    question: str, answer: str, near_miss: str
) -> None:
    assert not barred(question, answer)
    assert barred(question, near_miss)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Giấy mời hội chợ phải gửi trước ngày nào?", "Văn phòng gửi trước ngày 2/5/2031."),
        ("Hội chợ có bao nhiêu gian hàng?", "Hội chợ có 40 gian hàng; khai mạc lúc 8 giờ."),
        ("Giám đốc Sở Ngoại vụ là ai?", "Chủ trì buổi tiếp là Giám đốc Trần Văn Minh."),
        ("Năm 2031 dự kiến đón mấy đoàn?", "Năm 2031 phấn đấu đón trên 80 đoàn."),
        ("Tổng vốn là bao nhiêu?", "Tổng vốn đầu tư là 12 tỷ đồng; khởi công quý II."),
    ],
)
def test_other_questions_are_left_alone(question: str, sentence: str) -> None:
    assert not barred(question, sentence)


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("Nộp trước ngày 02/5/2031.", "02/5/2031", True),
        ("Nộp chậm nhất là ngày 02/5/2031.", "02/5/2031", True),
        ("Nộp trước 16 giờ 00 ngày 02/5/2031.", "02/5/2031", True),
        ("Đoàn đến ngày 02/5/2031.", "02/5/2031", False),
        ("Trước đó, ngày 02/5/2031 đoàn đến.", "02/5/2031", False),
    ],
)
def test_a_deadline_is_told_by_the_words_before_it(text: str, date: str, expected: bool) -> None:
    at = text.index(date)
    assert is_deadline(text, (at, at + len(date))) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Chánh Văn phòng hiện nay là ai?", "Năm 2027, Chánh Văn phòng là ông Lê Vinh.", True),
        ("Chánh Văn phòng là ai?", "Chánh Văn phòng khi đó (2027) là ông Lê Vinh.", True),
        ("Chánh Văn phòng là ai?", "Ông Lê Vinh là Chánh Văn phòng từ năm 2027.", False),
        ("Năm 2027 Chánh Văn phòng là ai?", "Năm 2027, Chánh Văn phòng là ông Lê Vinh.", False),
    ],
)
def test_what_was_so_in_an_earlier_year_is_over(
    question: str, sentence: str, expected: bool
) -> None:
    asked = understand(question, NAMES)
    assert is_over(asked, sentence, 2031) is expected
    assert not is_over(asked, sentence, 2027)  # the document speaks of its own year


def test_of_two_years_in_one_page_the_present_holder_is_named() -> None:
    page = record("Giới thiệu", latest_year=2031)
    past = hit("Năm 2027, Chánh Văn phòng Sở Ngoại vụ là ông Lê Quang Vinh.", page)
    row = hit("Họ và tên: Phạm Thu Hà; Chức vụ: Chánh Văn phòng; Điện thoại: 0212", page)
    question, candidates = read("Chánh Văn phòng Sở Ngoại vụ hiện nay là ai?", past)
    assert select(question, candidates, NAMES, 3) == Selection()
    question, candidates = read("Chánh Văn phòng hiện nay là ai?", past, row)
    assert [one.text for one in select(question, candidates, NAMES, 3).chosen] == [row.chunk.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc Sở Y tế Đà Nẵng là ai?", [("so y te", "Đà Nẵng")]),
        ("giam doc so y te da nang la ai", [("so y te", "Đà Nẵng")]),
        ("Chủ tịch Ủy ban nhân dân thành phố Đà Nẵng", [("ubnd", "Đà Nẵng")]),
        ("Sở đón đoàn Đà Nẵng", []),
        ("Sở tiếp khách tại Đà Nẵng", []),
    ],
)
def test_bodies_that_a_place_belongs_to(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.words, one.place.key) for one in bodies(text, NAMES)] == expected


@pytest.mark.parametrize(
    ("sentence", "borne_out"),
    [
        ("Giám đốc Sở Y tế Đà Nẵng là bà Lê Thu Hà.", True),
        ("Tại Đà Nẵng, Giám đốc Sở Y tế là bà Lê Thu Hà.", True),
        ("Đơn vị: thành phố Đà Nẵng; Giám đốc: Lê Thu Hà", True),
        ("Giám đốc Lê Thu Hà tiếp khách tại Đà Nẵng.", False),
        ("Giám đốc Lê Thu Hà gặp Hội Nông dân Đà Nẵng.", False),
    ],
)
def test_a_place_must_belong_to_the_body_asked_about(sentence: str, borne_out: bool) -> None:
    assert ("Đà Nẵng" not in lacks("Giám đốc Sở Y tế Đà Nẵng là ai?", sentence)) is borne_out


def sole(question: str, text: str) -> Candidate:
    _, candidates = read(question, hit(text))
    return min(candidates, key=lambda one: one.position)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Buổi hòa nhạc bị hoãn vì mưa lớn.", False),
        ("Buổi hòa nhạc bị hoãn. Nguyên nhân là mưa lớn.", False),
        ("Buổi hòa nhạc có 40 nhạc công.", True),
        ("Buổi hòa nhạc do ông Lê Vinh chỉ huy.", True),
    ],
)
def test_a_reason_is_told_by_a_word_here_or_behind(text: str, lacking: bool) -> None:
    question = "Vì sao buổi hòa nhạc bị hoãn?"
    assert lacks_reason(understand(question, NAMES), sole(question, text)) is lacking
    when = "Buổi hòa nhạc khi nào?"
    assert not lacks_reason(understand(when, NAMES), sole(when, text))


ROWS = BLOCK_SEPARATOR.join(
    [
        "Địa bàn: Quận Ba; Số dự án: 7; Giá trị cam kết (USD): 90.000",
        "Địa bàn: Quận Tư; Số dự án: 4; Giá trị cam kết (USD): 30.000",
        "Địa bàn: Tổng cộng; Số dự án: 11; Giá trị cam kết (USD): 120.000",
    ]
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Tổng số dự án viện trợ là bao nhiêu?", True),
        ("Tổng số dự án viện trợ ở Quận Tám là bao nhiêu?", False),
        ("Tổng số hội thảo viện trợ là bao nhiêu?", False),
        ("Quận Ba có bao nhiêu dự án viện trợ?", False),
    ],
)
def test_a_total_is_the_row_that_adds_up(question: str, expected: bool) -> None:
    asked, candidates = read(question, hit(ROWS, record("Viện trợ")))
    found = total(asked, candidates)
    assert (found is not None and vi.fold(found.text).startswith("dia ban: tong")) is expected
