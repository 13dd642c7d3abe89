"""The bare answer of a sentence: lifted letter for letter, with what its meaning hangs on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import NAMES, hit, read, stored_text

from assistant.lead import SURE, SURE_OF_ANYTHING, lead
from index.reader import Found, PassageReading


def lifted(
    question: str, sentence: str, found: str = "", margin: float = SURE_OF_ANYTHING + 1
) -> str | None:
    """The lead of a one-sentence passage in which the reader found these words, or nothing."""
    shown = hit(sentence)
    if found:
        at = sentence.index(found)
        reading = PassageReading(3.0, (Found((at, at + len(found)), margin),))
        shown = replace(shown, reading=reading)
    asked, (candidate,) = read(question, shown)
    span = lead(asked, candidate, NAMES)
    return None if span is None else stored_text(shown)[slice(*span)]


@pytest.mark.parametrize(
    ("question", "sentence", "found", "expected"),
    [
        ("Sở thành lập năm nào?", "Sở được thành lập năm 1998 tại Huế.", "1998", "năm 1998"),
        ("Sở thành lập ngày nào?", "Sở lập ngày 14/02/1998 ở đây.", "1998", "ngày 14/02/1998"),
        ("Ký khi nào?", "Hai bên ký ngày 14 tháng 02 năm 1998 tại Huế.", "14 tháng",
         "ngày 14 tháng 02 năm 1998"),
        ("Vốn bao nhiêu?", "Tổng vốn đăng ký hơn 39 triệu USD cả năm.", "39", "hơn 39 triệu USD"),
        ("Tăng bao nhiêu?", "Số đoàn tăng khoảng 12,5 % so với trước.", "12,5", "khoảng 12,5 %"),
        ("Thời hạn bao lâu?", "Nộp trong 12 ngày kể từ khi về nước.", "12", "12 ngày"),
        ("Có bao nhiêu quốc gia?", "Huế có đối tác ở 44 quốc gia khi ấy.", "44", "44 quốc gia"),
        ("Đi mấy chuyến?", "Mỗi năm đi không quá 03 lần, trừ khi cần.", "03", "không quá 03 lần"),
        ("Lề rộng bao nhiêu?", "Lề trái rộng 30 - 35 mm ở mọi trang.", "30", "30 - 35 mm"),
        ("Theo quyết định số mấy?", "Sở lập theo Quyết định số 222/1998/QĐ/UBND năm ấy.", "222",
         "222/1998/QĐ/UBND"),
        ("Ai ký?", "Bản ghi nhớ do bà Phạm Thu Hà ký.", "Phạm Thu Hà", "Phạm Thu Hà"),
        ("Ai ký?", "Bản ghi nhớ do bà Phạm Thu Hà (Giám đốc) ký.", "Hà (Giám đốc", "Hà (Giám đốc)"),
        ("Để làm gì?", "Đoàn sang để tìm nhà đầu tư, rồi về.", "tìm nhà đầu tư,", "tìm nhà đầu tư"),
    ],
)  # fmt: skip
def test_the_answer_comes_whole(question: str, sentence: str, found: str, expected: str) -> None:
    assert lifted(question, sentence, found) == expected


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Sở thành lập năm nào?", "Sở được thành lập theo đề nghị của tỉnh.", "tỉnh"),  # no time
        ("Có bao nhiêu phòng?", "Sở có các phòng chuyên môn ở tầng trên.", "các phòng"),  # no count
        ("Ai ký?", "Bản ghi nhớ do giám đốc ký.", "giám đốc"),  # a post, no name
        ("Ai ký?", "Người ký không phải là Phạm Thu Hà mà là người khác.", "Phạm Thu Hà"),
        ("Ai ký?", "Phạm Thu Hà.", "Phạm Thu Hà"),  # the sentence says no more than its lead
    ],
)
def test_what_does_not_answer_is_not_lifted(question: str, sentence: str, found: str) -> None:
    assert lifted(question, sentence, found) is None


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("Năm 2023 ai ký?", "Ông Trần Bình ký năm 2023, ông Lê Phúc ký năm 2026.", "Lê Phúc"),
        ("Năm 2023 có mấy đoàn?", "Năm 2023 có 31 đoàn, năm 2024 có 58 đoàn.", "58"),
        ("Nhật Bản có mấy đoàn?", "Nhật Bản có 12 đoàn, Lào có 7 đoàn khách.", "7"),
        ("Hạng Nhì tặng ai?", "Hạng Nhì tặng Lê Phúc, hạng Ba tặng Trần Bình.", "Trần Bình"),
        ("Giám đốc là ai?", "Giám đốc Lê Phúc và Phó Giám đốc Trần Bình dự.", "Trần Bình"),
    ],
)
def test_a_sentence_that_tells_of_several_yields_no_bare_answer(
    question: str, sentence: str, found: str
) -> None:
    assert lifted(question, sentence, found) is None


@pytest.mark.parametrize(
    ("question", "sentence", "right", "wrong"),
    [
        ("Có bao nhiêu người làm vườn?", "Trại có 31 kỹ sư và 8 người làm vườn.",
         "8 người làm vườn", "31 kỹ sư"),
        ("Tổng kinh phí lễ hội là bao nhiêu?",
         "Tổng kinh phí lễ hội là 5 tỷ đồng, trong đó quà tặng 1 tỷ đồng.",
         "5 tỷ đồng", "1 tỷ đồng"),
        ("Trưởng đoàn là ai?", "Bà Lê Thu Hà, Trưởng đoàn, cùng ông Trần Văn Minh đến.",
         "Lê Thu Hà", "Trần Văn Minh"),
        ("Lễ hội tổ chức ngày nào?", "Lễ hội tổ chức ngày 3/4/2031 trong tháng 4 ở Huế.",
         "ngày 3/4/2031", "tháng 4"),
    ],
)  # fmt: skip
def test_of_several_only_the_one_that_fits_best_is_lifted(
    question: str, sentence: str, right: str, wrong: str
) -> None:
    assert lifted(question, sentence, right) is not None
    assert lifted(question, sentence, wrong) is None


def test_a_deadline_is_lifted_only_where_one_is_asked_for() -> None:
    sentence = "Ban tổ chức mở hội chợ trước ngày 02/5/2031 ở Huế."
    assert lifted("Hội chợ mở ngày nào?", sentence, "02/5/2031") is None
    assert lifted("Hội chợ mở chậm nhất ngày nào?", sentence, "02/5/2031") == "trước ngày 02/5/2031"


def test_a_period_comes_whole() -> None:
    sentence = "Hội chợ mở từ ngày 3 đến ngày 5 tháng 6 năm 2031 ở Huế."
    period = "từ ngày 3 đến ngày 5 tháng 6 năm 2031"
    assert lifted("Hội chợ mở ngày nào?", sentence, "ngày 3") == period


def test_what_is_counted_stands_behind_the_number() -> None:
    assert lifted("Chi hội có bao nhiêu hội viên?", "Chi hội có 27 thành viên mới.", "27") is None


def test_an_unsure_reader_lifts_nothing() -> None:
    asked, sentence = "Ai ký?", "Bản ghi nhớ do bà Phạm Thu Hà ký."
    assert lifted(asked, sentence, "Phạm Thu Hà", SURE - 0.1) is None


def test_without_a_reader_only_the_unmistakable_is_lifted() -> None:
    one = "Sở lập theo Quyết định số 222/1998/QĐ/UBND của tỉnh."
    assert lifted("Theo quyết định số mấy?", one) == "222/1998/QĐ/UBND"
    assert lifted("Năm nào?", "Sở lập năm 1998, đổi tên năm 2003.") is None
    assert lifted("Ai ký?", "Bản ghi nhớ do bà Phạm Thu Hà ký.") is None


WORDS = st.lists(
    st.sampled_from("ngày 14/02/1998 hơn 44 quốc gia (Huế) “Lào” 2,5 tỷ - ; không bà Hà".split()),
    min_size=1, max_size=14,
).map(" ".join)  # fmt: skip


@given(WORDS, st.integers(0, 80), st.integers(1, 30))
def test_a_lead_lies_within_its_sentence(sentence: str, start: int, length: int) -> None:
    sentence = f"Sở {sentence} nữa"
    begin = min(start, len(sentence) - 1)
    found = sentence[begin : begin + length]
    if found.strip():
        said = lifted("Khi nào, ở đâu, bao nhiêu quốc gia?", sentence, found)
        assert said is None or (said in sentence and said == said.strip(" ,.;"))
