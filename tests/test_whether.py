"""«Có» or «Không» is said only where the quoted sentence leaves no doubt."""

from __future__ import annotations

import pytest
from passages import NAMES, hit

from assistant.extract import certain
from assistant.understand import understand
from assistant.whether import verdict


def said(question: str, *sentences: str) -> str:
    chosen = [certain(hit(sentence).chunk, 0) for sentence in sentences]
    return verdict(understand(question, NAMES), chosen)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Thư mời có ghi mã bưu chính không?",
         "Thư mời không ghi mã bưu chính: chỉ ghi tên đường.", "Không"),
        ("Bản nháp có được lưu vào tủ không?", "Bản nháp không được lưu vào tủ.", "Không"),
        ("Tủ số 5 đã được niêm phong chưa?", "Tủ số 5 chưa niêm phong.", "Chưa"),
        ("Phòng Lễ tân có quản lý kho quà không?", "Phòng Lễ tân quản lý kho quà.", "Có"),
        ("Kho quà đã được kiểm kê chưa?", "Kho quà đã được kiểm kê.", "Đã"),
        ("Bà Lê Thu Hà có phải là Giám đốc Sở Y tế không?",
         "Bà Lê Thu Hà, Giám đốc Sở Y tế, chủ trì cuộc họp.", "Có"),
    ],
)  # fmt: skip
def test_what_a_clause_says_in_the_words_of_the_question_settles_it(
    question: str, sentence: str, expected: str
) -> None:
    assert said(question, sentence) == expected


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # a condition, an exception, a plan, what is only told
        ("Bản nháp có được lưu vào tủ không?", "Bản nháp không được lưu vào tủ khi chưa ký."),
        ("Bản nháp có được lưu vào tủ không?",
         "Bản nháp không được lưu vào tủ; trường hợp cần thiết thì xin ý kiến."),
        ("Kho quà đã được kiểm kê chưa?", "Kho quà sẽ được kiểm kê."),
        ("Kho quà đã được kiểm kê chưa?", "Bài viết có dòng chú thích về việc kho quà kiểm kê."),
        # another thing denied, another subject, other words
        ("Thư mời có ghi mã bưu chính không?", "Thư mời ghi mã bưu chính, không ghi tên đường."),
        ("Phòng Lễ tân có quản lý kho quà không?", "Văn phòng quản lý kho quà."),
        ("Phòng Lễ tân có quản lý kho quà không?", "Phòng Lễ tân giữ chìa khóa kho quà."),
        # asked of the whole, or with a denial of its own
        ("Phòng Lễ tân có quản lý tất cả kho quà không?", "Phòng Lễ tân quản lý tất cả kho quà."),
        ("Bản chưa ký có được lưu vào tủ không?", "Bản chưa ký được lưu vào tủ."),
        # no such question
        ("Phòng Lễ tân quản lý kho quà nào?", "Phòng Lễ tân quản lý kho quà."),
    ],
)  # fmt: skip
def test_where_anything_is_in_doubt_the_quote_has_to_do(question: str, sentence: str) -> None:
    assert said(question, sentence) == ""


def test_several_sentences_settle_nothing_in_one_word() -> None:
    one = "Phòng Lễ tân quản lý kho quà."
    assert said("Phòng Lễ tân có quản lý kho quà không?", one, one) == ""
