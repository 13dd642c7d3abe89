"""A question has one answer, which stands in its passage; wrong options are of the same kind and
surely wrong; what gives itself away isn't asked."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from papers import paper

from assistant.onboarding import quiz_blanks, quiz_numbers, quiz_order, quiz_tables, quiz_terms
from assistant.onboarding.glossary import definitions
from assistant.onboarding.paper import Paper
from assistant.onboarding.quiz import GAP, Asked, Form, Item, plain

ORGANISATIONS = paper(
    """I. CHỮ VIẾT TẮT
    JICA: Cơ quan Hợp tác Quốc tế Nhật Bản.
    KOICA: Cơ quan Hợp tác Quốc tế Hàn Quốc.
    USAID: Cơ quan Phát triển Quốc tế Hoa Kỳ.
    FDI: đầu tư trực tiếp nước ngoài.
    UBND: Ủy ban nhân dân.""",
    "Chữ viết tắt",
)
TERMS = paper(
    """Điều 3. Giải thích từ ngữ
    1. “Bản sao y” là bản sao đầy đủ, chính xác nội dung của bản gốc hoặc bản chính.
    2. “Bản sao lục” là bản sao đầy đủ, chính xác của một bản đã được sao trước.
    3. “Bản trích sao” là bản sao chính xác phần nội dung cần lấy ra.
    4. “Bản gốc văn bản” là bản hoàn chỉnh được người có thẩm quyền trực tiếp ký.
    5. “Chữ ký” là chữ ký của người có thẩm quyền.""",
    "Nghị định thử",
)
TABLE = paper(
    """2. Địa phương đối tác
    STT: 1; Quốc gia: Lào; Địa phương: Salavan
    STT: 2; Quốc gia: Nhật Bản; Địa phương: Gifu
    STT: 3; Quốc gia: Pháp; Địa phương: Rennes
    STT: 4; Quốc gia: Hàn Quốc; Địa phương: Gyeongju
    STT: 5; Quốc gia: Lào; Địa phương: Champasak
    STT: 6; Quốc gia: Pháp; Địa phương: Blois
    STT: 7; Quốc gia: Thái Lan; Địa phương: Udon Thái Lan""",
    "Danh mục",
)


def of_terms(*papers: Paper) -> list[Item]:
    known = [one for each in papers for one in definitions(each)]
    return list(quiz_terms.items(known, known))


def of_blanks(*papers: Paper) -> list[Item]:
    known = [one for each in papers for one in quiz_blanks.blanks(each)]
    return list(quiz_blanks.items(known, known))


def all_items() -> list[Item]:
    facts = [
        paper(f"Năm {year}, Sở đã {deed} {count} bản ghi nhớ hợp tác với đối tác nước ngoài.", deed)
        for year, count, deed in (
            (2019, 12, "chủ trì ký"), (2020, 15, "tham mưu"), (2021, 22, "rà soát"),
            (2022, 31, "theo dõi"), (2023, 18, "góp ý"), (2024, 27, "thẩm định"),
        )
    ]  # fmt: skip
    found = [*of_terms(ORGANISATIONS, TERMS), *quiz_tables.items(TABLE), *of_blanks(*facts)]
    assert {one.form for one in found} == set(Form)
    return found


@pytest.mark.parametrize("item", all_items(), ids=lambda item: item.id)
def test_options_are_apart_and_the_answer_stands_in_the_passage(item: Item) -> None:
    assert item.answer in item.quote.text or item.form is Form.MATCH or item.asked is Asked.TERM
    assert plain(item.answer) in plain(item.quote.text)
    assert all(plain(a) != plain(b) for a, b in combinations(item.options, 2))
    if item.form is Form.CHOOSE:
        assert item.options.count(item.answer) == 1
        assert [one for one in item.options if item.right(one)] == [item.answer]


def test_the_same_documents_give_the_same_questions() -> None:
    assert all_items() == all_items()


def test_an_abbreviation_is_asked_among_its_like_and_only_if_it_hides_its_words() -> None:
    asked = {one.subject: one for one in of_terms(ORGANISATIONS) if one.asked is Asked.STANDS_FOR}
    assert "UBND" not in asked
    assert {"Cơ quan Hợp tác Quốc tế Hàn Quốc", "Cơ quan Phát triển Quốc tế Hoa Kỳ"} <= set(
        asked["JICA"].options
    )


def test_a_definition_that_says_its_term_is_not_asked_for() -> None:
    subjects = {one.answer for one in of_terms(TERMS) if one.asked is Asked.TERM}
    assert "Bản sao lục" in subjects
    assert "Chữ ký" not in subjects


def test_a_row_is_asked_by_what_names_it_and_not_where_it_gives_itself_away() -> None:
    asked = {one.subject: one.answer for one in quiz_tables.items(TABLE)}
    assert asked == {
        "Salavan": "Lào", "Champasak": "Lào", "Gifu": "Nhật Bản", "Rennes": "Pháp",
        "Blois": "Pháp", "Gyeongju": "Hàn Quốc",
    }  # fmt: skip


def test_the_same_sentence_with_another_number_elsewhere_is_not_asked() -> None:
    sentence = "Sở đã chủ trì ký {} bản ghi nhớ hợp tác với các đối tác nước ngoài."
    others = [paper(f"Có {n} dự án được cấp mới trên địa bàn thành phố trong kỳ.", f"D{n}")
              for n in (21, 25, 28)]  # fmt: skip
    agreeing = [*others, paper(sentence.format(32), "Một")]
    assert any("bản ghi nhớ" in one.subject for one in of_blanks(*agreeing))
    contradicting = [*agreeing, paper(sentence.format(30), "Hai")]
    assert not any("bản ghi nhớ" in one.subject for one in of_blanks(*contradicting))


def test_one_date_written_in_two_ways_is_not_two_options() -> None:
    dates = ("14 tháng 02 năm 1998", "05 tháng 3 năm 2020", "01 tháng 6 năm 2021",
             "09 tháng 9 năm 2022", "14 tháng 2 năm 1998")  # fmt: skip
    papers = [paper(f"Buổi lễ thứ {name} của thành phố Huế được tổ chức ngày {day} tại Đại Nội.",
                    f"N{name}") for name, day in zip("abcde", dates, strict=True)]  # fmt: skip
    first = next(one for one in of_blanks(*papers) if one.quote.document.id == "Na")
    assert "14 tháng 2 năm 1998" not in first.options


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong đó có 12 đoàn do lãnh đạo thành phố dẫn đầu đi công tác nước ngoài.",
        "Ví dụ, năm 2024 thành phố đón 12 đoàn khách của các nước đến thăm chính thức.",
        "Quyết định số 222/1998/QĐ-UB ngày 14/02/1998 của Ủy ban là văn bản thành lập Sở.",
        "Theo ông, họ sẽ đón 12 đoàn khách của các nước trong kỳ lễ hội tới tại Huế.",
        "Đối với hồ sơ này, thời hạn giải quyết tại cơ quan là 05 ngày làm việc.",
    ],
)
def test_a_sentence_that_leans_on_another_or_tells_its_answer_is_not_asked(sentence: str) -> None:
    assert quiz_blanks.blanks(paper(sentence)) == ()


def test_a_procedure_is_asked_for_its_order() -> None:
    steps = ["Xác định nhu cầu", "Lập hồ sơ", "Lấy ý kiến", "Trình duyệt", "Báo cáo"]
    text = "\n".join(f"Bước {n}. {name}\nViệc của bước." for n, name in enumerate(steps, 1))
    found = list(quiz_order.items(paper(text, "Quy trình đoàn ra")))
    assert {one.subject: one.answer for one in found} == dict(pairwise(steps))


def test_a_number_that_two_documents_share_is_not_asked() -> None:
    own = [paper(f"Số: {n}/KH-SNgV", f"Kế hoạch {name}", number=f"{n}/KH-SNgV")
           for n, name in ((1, "lễ tân"), (2, "báo chí"), (3, "đào tạo"), (4, "hội thảo"),
                              (5, "lãnh sự"))]  # fmt: skip
    assert len(list(quiz_numbers.items(own, own))) == 5
    twin = paper("Số: 1/KH-SNgV", "Phụ lục", number="1/KH-SNgV")
    asked = {one.subject for one in quiz_numbers.items(own, [*own, twin])}
    assert asked == {"2/KH-SNgV", "3/KH-SNgV", "4/KH-SNgV", "5/KH-SNgV"}


@pytest.mark.parametrize(
    ("answer", "given", "right"),
    [
        ("44", "44", True), ("44", " 44 quốc gia ", True), ("03", "3", True),
        ("1998", "năm 1998", True),
        ("1.200", "1200", True), ("44", "4", False), ("44", "", False), ("39,5", "39,5", True),
        ("39,5", "395", False),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_people_write(answer: str, given: str, right: bool) -> None:
    quote = paper("x").quote(0, 1)
    item = Item("1", Form.FILL, Asked.BLANK, GAP, "", "", (), answer, quote)
    assert item.right(given) is right
