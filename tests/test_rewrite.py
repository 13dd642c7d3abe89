"""A follow-up takes what it lacks from the questions before it; others stay as they are."""

from __future__ import annotations

import pytest

from assistant.rewrite import standalone
from index import aliases

NAMES = aliases.load()


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        # a year for a year, a period for a period
        ("Năm 2021 Sở đón bao nhiêu đoàn?", "Còn năm 2022?", "Năm 2022 Sở đón bao nhiêu đoàn?"),
        ("Năm 2021 Sở đón bao nhiêu đoàn?", "Thế còn 2022 thì sao?",
         "Năm 2022 Sở đón bao nhiêu đoàn?"),
        ("Năm 2021 có mấy đoàn?", "Còn giai đoạn 2022-2023?", "Giai đoạn 2022-2023 có mấy đoàn?"),
        ("Giai đoạn 2015 - 2019 có mấy đoàn?", "Còn năm 2022?", "Năm 2022 có mấy đoàn?"),
        ("Năm 2019 ai là Chánh Văn phòng?", "Còn hiện nay?", "Hiện nay ai là Chánh Văn phòng?"),
        ("Ai là Chánh Văn phòng hiện nay?", "Còn năm 2019?", "Ai là Chánh Văn phòng năm 2019?"),
        # a place for a place of its kind
        ("Có những đối tác nào ở Lào?", "Còn Thái Lan thì sao?",
         "Có những đối tác nào ở Thái Lan?"),
        ("Huế có đối tác nào ở Lào?", "Đà Nẵng thì sao?", "Đà Nẵng có đối tác nào ở Lào?"),
        ("Năm 2021 có mấy đoàn Lào?", "Còn Nhật Bản năm 2022?", "Năm 2022 có mấy đoàn Nhật Bản?"),
        ("Có những đối tác nào ở Lào?", "Pháp nữa?", "Có những đối tác nào ở Pháp?"),
        ("Nhật Bản có mấy đoàn?", "Thế Hàn Quốc?", "Hàn Quốc có mấy đoàn?"),
        ("Năm 2021 có mấy đoàn?", "Vậy năm 2022?", "Năm 2022 có mấy đoàn?"),
        # a post for a post
        ("Ai là trưởng đoàn đi Lào?", "Thế phó trưởng đoàn là ai?",
         "Ai là phó trưởng đoàn đi Lào?"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Thế còn phó giám đốc?",
         "Phó giám đốc Sở Ngoại vụ là ai?"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Phó Giám đốc là ai?", "Phó Giám đốc Sở Ngoại vụ là ai?"),
        ("giam doc so ngoai vu la ai", "the chanh van phong la ai",
         "chanh van phong so ngoai vu la ai"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Thế giám đốc năm 2019?",
         "Giám đốc Sở Ngoại vụ là ai năm 2019?"),
        ("Năm 2020 ai làm Giám đốc Sở Ngoại vụ?", "Thế phó giám đốc năm 2019 là ai?",
         "Năm 2019 ai làm phó giám đốc Sở Ngoại vụ?"),
        ("Giám đốc Sở là ai?", "Phó giám đốc?", "Phó giám đốc Sở là ai?"),
        # one of another body or department brings its own
        ("Giám đốc Sở Ngoại vụ là ai?", "Thế giám đốc Sở Tài chính?",
         "Giám đốc Sở Tài chính là ai?"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Thế Chủ tịch nước?", "Chủ tịch nước là ai?"),
        ("Ai là trưởng phòng Hợp tác quốc tế?", "Thế trưởng phòng Lãnh sự?",
         "Trưởng phòng Lãnh sự là ai?"),
        ("Ai là trưởng đoàn đi Lào?", "Thế trưởng đoàn đi Nhật Bản?",
         "Trưởng đoàn đi Nhật Bản là ai?"),
        # a thing that takes no place in the earlier question is asked beside it
        ("Đoàn đi Lào có bao nhiêu người?", "Thế kinh phí?", "Đoàn đi Lào, kinh phí?"),
        ("Đoàn đi Lào có bao nhiêu người?", "Bao nhiêu người tham gia?",
         "Đoàn đi Lào, bao nhiêu người tham gia?"),
        ("Đoàn đi Lào có bao nhiêu người?", "Thế lệ phí?", "Đoàn đi Lào, lệ phí?"),
        ("Giám đốc Sở là ai?", "Sinh ngày nào?", "Giám đốc Sở, sinh ngày nào?"),
        # what a term means is no matter of the earlier question
        ("Năm 2021 có mấy đoàn vào?", "Thế giấy mời là gì?", "Giấy mời là gì?"),
        ("Hộ chiếu công vụ cấp ở đâu?", "Hồ sơ là gì?",
         "Hộ chiếu công vụ cấp, hồ sơ là gì?"),
        # what asks first brings the statement before it too
        ("Đoàn đi Lào có bao nhiêu người?", "Ai làm trưởng đoàn?",
         "Đoàn đi Lào, ai làm trưởng đoàn?"),
        ("Ai chủ trì cuộc họp giao ban?", "Vậy ai là thư ký?",
         "Chủ trì cuộc họp giao ban, ai là thư ký?"),
        # a thing for one that begins with the same word
        ("Lề trái văn bản bao nhiêu mm?", "Còn lề phải?", "Lề phải văn bản bao nhiêu mm?"),
        # a thing for what was used
        ("Thư mời dùng phông chữ gì?", "Thế còn cỡ chữ?", "Thư mời dùng cỡ chữ gì?"),
        # one that asks a question of its own stays
        ("Ký văn bản dùng bút màu gì?", "Còn đóng dấu thì mực màu gì?", "Đóng dấu thì mực màu gì?"),
        ("Sở lập năm nào?", "Thế trước đó là đơn vị nào?",
         "Sở lập, trước đó là đơn vị nào?"),
        # the year in a document's number is no year to replace
        ("Quyết định 222/1998/QĐ-UB do ai ký?", "Còn năm 2019?",
         "Quyết định 222/1998/QĐ-UB do ai ký năm 2019?"),
        # what points back or is too short brings the statement before it
        ("Sở được thành lập năm nào?", "Theo quyết định số mấy?",
         "Sở được thành lập, theo quyết định số mấy?"),
        ("Quan hệ với Gifu bắt đầu năm nào?", "Ở đó có bao nhiêu người Việt?",
         "Quan hệ với Gifu bắt đầu, ở đó có bao nhiêu người Việt?"),
        # who or what is pointed to is named as the earlier question names it
        ("Ông Lê Quang Vinh là ai?", "Ông ấy sinh năm nào?", "Lê Quang Vinh sinh năm nào?"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Bà ấy nói gì?", "Giám đốc Sở Ngoại vụ nói gì?"),
        ("Ai ký Nghị định 12?", "Nghị định đó thay thế văn bản nào?",
         "Nghị định 12 thay thế văn bản nào?"),
        ("Ai ký Nghị định 12?", "Văn bản này có hiệu lực khi nào?",
         "Nghị định 12 có hiệu lực khi nào?"),
        ("Nghị định 12 quy định phông chữ gì?", "Còn khổ giấy?",
         "Nghị định 12 quy định khổ giấy thế nào?"),
        ("Quy trình đoàn ra gồm mấy bước?", "Hồ sơ gồm những gì?",
         "Quy trình đoàn ra, hồ sơ gồm những gì?"),
        # half a question without diacritics takes them from the other half
        ("giam doc so nam 2023 la ai", "con hien nay", "giam doc so hien nay la ai"),
        ("so thanh lap nam nao", "Theo quyết định số mấy?",
         "so thanh lap, theo quyet dinh so may?"),
    ],
)  # fmt: skip
def test_a_follow_up_becomes_a_whole_question(previous: str, question: str, expected: str) -> None:
    assert standalone(question, [previous], NAMES) == expected


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        # of another thing or person that no list knows
        ("Cán bộ đầu mối về Haewon là ai?", "Còn Valmont?", "Cán bộ đầu mối về Valmont là ai?"),
        ("Haewon ký thỏa thuận năm nào?", "Thế Valmont thì sao?",
         "Valmont ký thỏa thuận năm nào?"),
        ("Nguyễn Văn An là ai?", "Còn Trần Thị Bình?", "Trần Thị Bình là ai?"),
        ("Ông Nguyễn Văn An giữ chức vụ gì?", "Còn bà Lê Thị Hoa?",
         "Bà Lê Thị Hoa giữ chức vụ gì?"),
        ("ong Park Jin Woo la ai?", "con ba Kim Soo Jin?", "Ba Kim Soo Jin la ai?"),
        ("Ông Đỗ Minh làm gì ở Tập đoàn Daewoo?", "Còn anh Tuấn?",
         "Anh Tuấn làm gì ở Tập đoàn Daewoo?"),
        # the kind of thing that it brings along says which
        ("Khách sạn Saigon Morin có mấy phòng?", "Còn khách sạn Azerai?",
         "Khách sạn Azerai có mấy phòng?"),
        ("Dự án của tổ chức Hope Bridge là gì?", "Thế tổ chức MediCare?",
         "Dự án của tổ chức MediCare là gì?"),
        # one that is known gives way to one that is not
        ("Ai phụ trách Hàn Quốc?", "Còn Valmont?", "Ai phụ trách Valmont?"),
        # something else of the same
        ("Số điện thoại của chị Hương là gì?", "Còn email?", "Email của chị Hương là gì?"),
        ("Trụ sở của Hội ở đâu?", "Còn điện thoại?", "Điện thoại của Hội là gì?"),
        ("Dân số của Huế là bao nhiêu?", "Còn diện tích?", "Diện tích của Huế là bao nhiêu?"),
    ],
)  # fmt: skip
def test_a_name_takes_the_place_of_its_like(previous: str, question: str, expected: str) -> None:
    assert standalone(question, [previous], NAMES) == expected


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Haewon và Seonbi ký thỏa thuận năm nào?", "Còn Valmont?"),  # which of both?
        ("Haewon đầu tư bao nhiêu?", "Còn FDI?"),  # may be no name of a firm
        ("Haewon đầu tư khi nào?", "Còn Nghị?"),
    ],
)
def test_a_name_is_put_nowhere_where_its_place_is_not_clear(previous: str, question: str) -> None:
    kept = previous.rstrip("?")
    assert standalone(question, [previous], NAMES).startswith(kept)


@pytest.mark.parametrize(
    "question",
    [
        "Thủ tục cấp hộ chiếu công vụ gồm những bước nào?",  # «hộ» is not «họ»
        "Thành phần hồ sơ xin thị thực gồm những gì?",
        "Sơ đồ tổ chức của Sở gồm những phòng nào?",
        "Ai giữ hồ sơ cán bộ của cơ quan hiện nay?",
        "Con đường nào dẫn tới trụ sở cơ quan?",  # «con» is not «còn»
        "Đà Nẵng có bao nhiêu lãnh sự quán?",
        "FDI là gì?",
        "Quyết định số 12/QĐ-UBND quy định gì?",
    ],
)
def test_a_question_that_stands_alone_stays(question: str) -> None:
    assert standalone(question, ["Hội nghị diễn ra ở đâu?"], NAMES) == question


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Năm 2021 có mấy đoàn vào?", question)
        for question in (
            # «Thể», «Thẻ», «Vay» are no «Thế», «Vậy», nor is «Thế» of «Thế mạnh»
            "Thể thức văn bản?", "the thuc van ban?", "Thể lệ cuộc thi?", "Thẻ ABTC?",
            "the ABTC?", "Thế mạnh của Huế?", "Thế vận hội 2024?", "Vay vốn ODA?", "vay von ODA?",
            # whole questions, though they ask first
            "Ai ký thư mời?", "Ai duyệt đoàn ra?", "Mấy giờ làm việc?", "Bao nhiêu tuổi nghỉ hưu?",
            "Bao giờ họp giao ban?", "Tại sao phải ký nháy?", "Sao y là gì?", "Sao lục là gì?",
            # nothing is asked
            "Vậy à?", "Thế thôi", "Vậy cảm ơn nhé", "Vậy đúng không?", "The a", "vay ok",
        )
    ]
    + [
        ("Giám đốc Sở Ngoại vụ là ai?", question)
        for question in (
            "Phó giám đốc Sở Tài chính là ai?", "pho giam doc so tai chinh la ai",
            "Thế Thủ tướng là ai?", "Thế Tổng Bí thư là ai?", "Chủ tịch nước là ai?",
        )
    ],
)  # fmt: skip
def test_the_topic_is_glued_to_nothing_that_only_looks_like_a_follow_up(
    previous: str, question: str
) -> None:
    assert standalone(question, [previous], NAMES) == question


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Ai bổ nhiệm Giám đốc Sở Ngoại vụ?", "Phó giám đốc là ai?"),
        ("Ai là người ký quyết định bổ nhiệm Giám đốc Sở Ngoại vụ?", "Phó giám đốc là ai?"),
        ("Giám đốc Sở Ngoại vụ là ai?", "Thế phó trưởng đoàn là ai?"),
        ("Ai là trưởng phòng Hợp tác quốc tế?", "Thế chánh văn phòng là ai?"),
    ],
)
def test_no_post_takes_the_place_of_one_that_is_not_asked_for_its_holder(
    previous: str, question: str
) -> None:
    assert standalone(question, [previous], NAMES).endswith(
        (", phó giám đốc là ai?", ", phó trưởng đoàn là ai?", ", chánh văn phòng là ai?")
    )


def test_another_post_of_another_body_is_no_follow_up() -> None:
    asked = "Chủ tịch Hội Hữu nghị là ai?"
    assert standalone(asked, ["Giám đốc Sở Ngoại vụ là ai?"], NAMES) == asked


def test_the_subject_lasts_over_several_questions() -> None:
    previous = ["Sở Ngoại vụ được thành lập năm nào?", "Theo quyết định số mấy?"]
    assert standalone("Ai ký?", previous, NAMES).startswith("Sở Ngoại vụ được thành lập")


def test_each_follow_up_changes_the_one_before_it() -> None:
    previous = ["Năm 2020 có mấy đoàn Lào?", "Còn năm 2021?"]
    assert standalone("Còn Nhật Bản?", previous, NAMES) == "Năm 2021 có mấy đoàn Nhật Bản?"


@pytest.mark.parametrize("previous", [[], [""], ["  ", "\t"]])
def test_without_a_question_before_it_nothing_changes(previous: list[str]) -> None:
    assert standalone("Còn năm 2022?", previous, NAMES) == "Còn năm 2022?"


def test_greetings_of_the_question_before_are_no_part_of_a_follow_up() -> None:
    before = "Xin chào, cho em hỏi Sở thành lập năm nào?"
    plain = "Sở thành lập năm nào?"
    asked = "Theo quyết định nào?"
    assert standalone(asked, [before], NAMES) == standalone(asked, [plain], NAMES)
