"""A question has one answer, which stands in its passage; wrong options are of the same kind and
surely wrong; what gives itself away isn't asked."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from papers import paper

from assistant.onboarding import (
    quiz_blanks,
    quiz_contrast,
    quiz_order,
    quiz_people,
    quiz_sizes,
    quiz_tables,
    quiz_terms,
)
from assistant.onboarding.glossary import definitions
from assistant.onboarding.paper import Paper
from assistant.onboarding.quiz import GAP, Asked, Form, Item, plain
from assistant.onboarding.rounds import apart, asks_the_same

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
    found = list(quiz_terms.items(known, known))
    return [*found, *(one for each in papers for one in quiz_terms.pairs(definitions(each), each))]


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


def test_abbreviations_to_match_are_shown_with_the_passage_of_them_all() -> None:
    [match] = [one for one in of_terms(ORGANISATIONS) if one.asked is Asked.PAIRS]
    assert len(match.pairs) == 4
    assert all(
        term in match.quote.text and words in match.quote.text for term, words in match.pairs
    )


def test_a_definition_that_says_its_term_is_not_asked_for() -> None:
    subjects = {one.answer for one in of_terms(TERMS) if one.asked is Asked.TERM}
    assert "Bản sao lục" in subjects
    assert "Chữ ký" not in subjects


def test_a_row_is_asked_by_what_names_it_and_not_where_it_gives_itself_away() -> None:
    rows = {"Salavan": "Lào", "Champasak": "Lào", "Gifu": "Nhật Bản", "Rennes": "Pháp",
            "Blois": "Pháp", "Gyeongju": "Hàn Quốc"}  # fmt: skip
    asked = [one for one in quiz_tables.items(TABLE) if one.asked is Asked.CELL]
    assert 0 < len(asked) <= 2  # a table is looked up, not learned by heart
    assert all(rows[one.subject] == one.answer for one in asked)


def test_a_table_is_asked_at_once_with_as_many_things_as_answers() -> None:
    four = paper(
        """2. Sản phẩm
        Việc: Bộ thông tin; Sản phẩm: Tài liệu song ngữ
        Việc: Rà soát thỏa thuận; Sản phẩm: Bảng theo dõi
        Việc: Kết nối doanh nghiệp; Sản phẩm: Danh sách nhu cầu
        Việc: Bồi dưỡng công chức; Sản phẩm: Bài kiểm tra""",
        "Kế hoạch",
    )
    [match] = [one for one in quiz_tables.items(four) if one.asked is Asked.COLUMN]
    assert match.column == "Sản phẩm"
    assert dict(match.pairs)["Rà soát thỏa thuận"] == "Bảng theo dõi"
    assert sorted(match.options) == sorted(right for _, right in match.pairs)


def test_margins_are_matched_with_their_widths() -> None:
    text = "- Lề trên và lề dưới 20 - 25 mm; lề trái 30 - 35 mm; lề phải 15 - 20 mm."
    [item] = quiz_sizes.items(paper(f"1. Khổ giấy và lề\n{text}"))
    assert item.pairs == (
        ("Lề trên và lề dưới", "20 - 25 mm"), ("lề trái", "30 - 35 mm"), ("lề phải", "15 - 20 mm"),
    )  # fmt: skip


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


def test_what_is_done_is_asked_for_its_step_unless_it_names_it() -> None:
    told = {
        "Tiếp nhận đề nghị": "Văn thư đăng ký và trình trong ngày, chậm nhất là ngày hôm sau.",
        "Xin ý kiến": "Trình cấp có thẩm quyền; sau khi được đồng ý mới trả lời phía khách.",
        "Chuẩn bị": "Phiên dịch nhận tài liệu trước, thống nhất cách đọc các tên riêng.",
        "Buổi tiếp": "Khách được mời vào chỗ, rồi buổi tiếp khách bắt đầu theo chương trình.",
        "Kết thúc": "Cung cấp tin và ảnh cho báo chí sau khi được lãnh đạo duyệt nội dung.",
    }
    text = "\n".join(f"Bước {n}. {name}\n{told[name]}" for n, name in enumerate(told, 1))
    found = [one for one in quiz_order.items(paper(text, "Quy trình đoàn vào"))
             if one.asked is Asked.STEP]  # fmt: skip
    assert {one.answer: one.subject for one in found} == {
        name: sentence for name, sentence in told.items() if name != "Buổi tiếp"
    }


def test_what_is_listed_in_order_is_asked_for_its_order() -> None:
    parts = ["Lời thưa gửi", "Lời chào mừng", "Ý nghĩa sự kiện", "Kết quả", "Lời chúc sức khỏe"]
    follows = dict(pairwise(parts))
    listed = paper(f"Bài phát biểu đi theo thứ tự: {'; '.join(parts)}.")
    points = "\n".join(f"{n}. {part}." for n, part in enumerate(parts, 1))
    numbered = paper(f"Bài phát biểu gồm năm phần, viết ngắn:\n{points}")
    for each, head in (
        (listed, "Bài phát biểu đi theo thứ tự"),
        (numbered, "Bài phát biểu gồm năm phần"),
    ):
        found = list(quiz_order.items(each))
        assert found
        assert all(one.answer == follows[one.subject] for one in found)
        assert {one.column for one in found} == {head}


# What a newcomer should know ---------------------------------------------------------------------


def test_the_decision_that_founded_the_office_is_asked_without_its_date() -> None:
    acts = ("Thông tư số 09/2025/TT-BNG", "Nghị định số 30/2020/NĐ-CP", "Chỉ thị số 25/2018/CT-TW")
    others = [paper(f"Mọi việc thực hiện theo {act} và các văn bản khác có liên quan.", f"V{n}")
              for n, act in enumerate(acts)]  # fmt: skip
    text = (
        "Quyết định số 222/1998/QĐ/UBND ngày 14 tháng 02 năm 1998 của Ủy ban nhân dân tỉnh Thừa "
        "Thiên Huế là văn bản thành lập Sở."
    )
    [item] = [one for one in of_blanks(paper(text), *others) if one.quote.text == text]
    assert item.answer == "Quyết định số 222/1998/QĐ/UBND"
    assert item.subject.startswith(f"{GAP} của Ủy ban nhân dân")


def test_what_the_office_came_from_is_typed() -> None:
    text = "Sở Ngoại vụ thành lập năm 1998 (tiền thân là Phòng Ngoại vụ thuộc Văn phòng Ủy ban)."
    [item] = [one for one in of_blanks(paper(text)) if one.answer != "1998"]
    assert (item.form, item.answer) == (Form.FILL, "Phòng Ngoại vụ")
    assert item.right("phong ngoai vu")


def test_where_the_guest_sits_is_asked() -> None:
    text = "Trong phòng tiếp, khách chính thường ngồi bên phải chủ nhà; phiên dịch ngồi phía sau."
    [item] = of_blanks(paper(text))
    assert item.answer == "bên phải"
    assert "bên trái" in item.options
    assert "phía sau" not in item.options  # stands in the sentence


TOLD = {
    "Trần Công Phú": "Giám đốc Sở Ngoại vụ Trần Công Phú đã ký biên bản với đoàn khách đến thăm.",
    "Nguyễn Văn Phúc": "Ông Nguyễn Văn Phúc, Giám đốc Sở Ngoại vụ, đã tiếp đoàn khách quốc tế.",
    "Lê Văn Tám": "Phó Chủ tịch Lê Văn Tám đã dự buổi làm việc với đoàn khách của tỉnh bạn.",
    "Võ Thị Mai": "Bí thư Thành đoàn Võ Thị Mai đã dự lễ đón đoàn khách đến thăm thành phố Huế.",
}


@pytest.mark.parametrize(
    ("date", "asked"), [(None, set()), ("2023-06-01", set(TOLD))], ids=["undated", "dated"]
)
def test_who_holds_a_post_is_asked_only_of_a_document_with_a_date(
    date: str | None, asked: set[str]
) -> None:
    papers = [paper(text, f"Bài {n}", date) for n, text in enumerate(TOLD.values())]
    assert {one.answer for one in of_blanks(*papers)} == asked


def test_two_who_held_the_same_post_are_not_set_against_each_other() -> None:
    papers = [paper(text, f"Bài {n}", "2026-01-01") for n, text in enumerate(TOLD.values())]
    directors = {"Trần Công Phú", "Nguyễn Văn Phúc"}
    found = [one for one in of_blanks(*papers) if one.answer in directors]
    assert len(found) == 2
    assert not any(directors <= set(one.options) for one in found)


def test_what_comes_before_what_is_asked_with_the_same_words_in_other_orders() -> None:
    two = paper("Khi giới thiệu khách, nêu chức vụ trước, họ tên sau.")
    [item] = quiz_contrast.items(two)
    assert item.answer == "chức vụ trước, họ tên sau"
    assert set(item.options) == {item.answer, "họ tên trước, chức vụ sau"}
    three = paper("Lời mở đầu nêu khách chính, sau đó đến chủ nhà, cuối cùng là quý vị.")
    [item] = quiz_contrast.items(three)
    assert (item.subject, item.answer) == (
        f"Lời mở đầu nêu {GAP}.", "khách chính, sau đó đến chủ nhà, cuối cùng là quý vị"
    )  # fmt: skip
    assert len(item.options) == 4
    assert len({tuple(sorted(plain(one).split())) for one in item.options}) == 1


def test_what_a_sentence_denies_is_a_wrong_option() -> None:
    text = "Xếp ngôi thứ theo chức vụ chính thức, không theo tuổi tác hay quan hệ riêng."
    [item] = quiz_contrast.items(paper(text))
    assert (item.subject, item.answer) == (f"Xếp ngôi thứ theo {GAP}.", "chức vụ chính thức")
    assert set(item.options) == {"chức vụ chính thức", "tuổi tác", "quan hệ riêng"}
    single = "Khi ký văn bản giấy thì dùng bút mực xanh, không dùng mực dễ phai."
    assert list(quiz_contrast.items(paper(single))) == []


LEADERS = paper(
    """5. Lãnh đạo Sở
    Nguồn: Bài viết năm 2023; Giám đốc Sở: Trần Công Phú
    Nguồn: Bài viết năm 2026; Giám đốc Sở: Nguyễn Văn Phúc""",
    "Giới thiệu",
)


def test_who_held_a_post_when_is_asked_of_a_table_however_short() -> None:
    told = (
        "Phó Chủ tịch Lê Văn Tám đã dự buổi làm việc với đoàn khách của tỉnh bạn năm 2025.",
        "Giám đốc Sở Du lịch Võ Thị Mai đã dự lễ đón đoàn khách đến thăm thành phố năm 2025.",
    )
    papers = [paper(text, f"Bài {n}", "2025-01-01") for n, text in enumerate(told)]
    known = [one for each in papers for one in quiz_blanks.blanks(each)]
    found = {one.subject: one for one in quiz_people.items(LEADERS, known)}
    assert {key: one.answer for key, one in found.items()} == {
        "Bài viết năm 2023": "Trần Công Phú", "Bài viết năm 2026": "Nguyễn Văn Phúc"
    }  # fmt: skip
    for one in found.values():
        assert set(one.options) == {"Trần Công Phú", "Nguyễn Văn Phúc", "Lê Văn Tám"}


def test_a_table_of_people_with_nobody_else_known_is_not_asked() -> None:
    assert list(quiz_people.items(LEADERS, [])) == []


# A round -----------------------------------------------------------------------------------------


def test_questions_that_answer_each_other_do_not_come_together() -> None:
    asked = [one for one in of_terms(TERMS) if {"Bản sao lục"} & {one.answer, one.subject}]
    assert {one.asked for one in asked} == {Asked.TERM, Asked.MEANING}
    assert len(apart(asked, 8)) == 1


def test_the_same_fact_of_two_documents_is_one_question() -> None:
    facts = (
        "Từ năm 2011 Sở đã tham mưu ký 32 bản ghi nhớ hợp tác với đối tác nước ngoài.",
        "Sở Ngoại vụ tham mưu ký 32 bản ghi nhớ hợp tác với các đối tác của nước ngoài.",
        "Trong kỳ có 32 dự án được cấp mới trên địa bàn thành phố Huế trong cả năm.",
    )
    others = [paper(f"Trong tháng có {n} dự án khác được xem xét, cho ý kiến tại Huế.", f"P{n}")
              for n in (21, 25, 28)]  # fmt: skip
    papers = [paper(text, f"Bài {n}") for n, text in enumerate(facts)]
    found = {one.quote.text: one for one in of_blanks(*papers, *others) if one.answer == "32"}
    first, same, another = (found[text] for text in facts)
    assert asks_the_same(first, same)
    assert not asks_the_same(first, another)


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
