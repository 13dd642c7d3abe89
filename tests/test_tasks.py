"""Questions that want a document's summary or a comparison, told from questions of fact."""

from __future__ import annotations

import pytest
from passages import NAMES

from assistant.tasks import Comparison, Side, Summary, against, counting, task


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("Tóm tắt văn bản 222/1998/QĐ/UBND", "222/1998/QĐ/UBND"),
        ("Hãy tóm tắt giúp tôi bài “Huế đón khách”.", "Huế đón khách"),
        ("tom tat nghi dinh 30", "nghi dinh 30"),
        ("Nội dung chính của Nghị định 30/2020/NĐ-CP là gì?", "Nghị định 30/2020/NĐ-CP"),
        ("Cho tôi biết những ý chính của báo cáo năm 2025", "báo cáo năm 2025"),
        ("QĐ 222 nói gì?", "QĐ 222"),
        ("Nghị định 30 quy định những gì?", "Nghị định 30"),
    ],
)
def test_a_summary_is_asked_for(question: str, of: str) -> None:
    assert task(question, NAMES) == Summary(of)


@pytest.mark.parametrize(
    ("question", "of"),
    [
        ("Quy trình đón đoàn vào gồm mấy bước?", "Quy trình đón đoàn vào"),
        ("Thủ tục cử đoàn ra được thực hiện như thế nào?", "Thủ tục cử đoàn ra"),
        ("Muốn cử đoàn ra thì phải làm thế nào?", "đoàn ra"),
        ("Muốn đưa đoàn đi nước ngoài thì làm sao?", "đoàn ra"),  # under its own name
        ("Muốn đưa đoàn đi nước ngoài thì làm những bước nào?", "đoàn ra"),
        ("doan vao gom may buoc", "đoàn vào"),
        ("Các bước đưa đoàn đi nước ngoài?", "đoàn ra"),
        ("Đón đoàn vào theo trình tự nào?", "đoàn vào"),
    ],
)
def test_the_steps_of_a_procedure_are_asked_for(question: str, of: str) -> None:
    assert task(question, NAMES) == Summary(of, procedure=True)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("So sánh số đoàn vào năm 2023 và 2026",
         [("năm 2023", "Số đoàn vào năm 2023"), ("năm 2026", "Số đoàn vào năm 2026")]),
        ("Số dự án năm 2024 và năm 2025 khác nhau thế nào?",
         [("năm 2024", "Số dự án năm 2024"), ("năm 2025", "Số dự án năm 2025")]),
        ("Số đoàn vào thay đổi thế nào từ năm 2023 đến 2025?",
         [("năm 2023", "Số đoàn vào năm 2023"), ("năm 2025", "Số đoàn vào năm 2025")]),
        ("So sánh Nhật Bản và Hàn Quốc về số đoàn khách",
         [("Nhật Bản", "Nhật Bản về số đoàn khách"), ("Hàn Quốc", "Hàn Quốc về số đoàn khách")]),
        ("so sanh so doan vao nam 2023 va 2024",
         [("nam 2023", "So doan vao nam 2023"), ("nam 2024", "So doan vao nam 2024")]),
    ],
)  # fmt: skip
def test_each_side_of_a_comparison_is_a_question(
    question: str, sides: list[tuple[str, str]]
) -> None:
    assert task(question, NAMES) == Comparison(tuple(Side(*side) for side in sides))


@pytest.mark.parametrize(
    "question",
    [
        "Sở Ngoại vụ được thành lập năm nào?",
        "Điều 5 Nghị định 30 quy định gì?",  # an article is quoted whole
        "Huế thay đổi thế nào?",  # nothing to compare
        "So sánh năm 2023 và 2023",
        "Giám đốc Sở nói gì về Nhật Bản?",
        "Năm 2023 và 2024 có bao nhiêu đoàn?",
    ],
)
def test_facts_are_asked_for(question: str) -> None:
    assert task(question, NAMES) is None


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Thư mời khác giấy mời thế nào?", ["Thư mời", "giấy mời"]),
        ("Thư mời và giấy mời khác nhau ra sao?", ["Thư mời", "giấy mời"]),
        ("Đoàn ra và đoàn vào khác nhau thế nào?", ["Đoàn ra", "đoàn vào"]),
        ("So sánh thư mời với giấy mời", ["thư mời", "giấy mời"]),
        ("thu moi co gi khac giay moi?", ["thu moi", "giay moi"]),
    ],
)
def test_of_terms_compared_each_is_explained(question: str, terms: list[str]) -> None:
    found = task(question, NAMES)
    assert isinstance(found, Comparison)
    assert [side.label for side in found.sides] == terms
    what = "la gi?" if question.islower() else "là gì?"
    assert all(side.question.endswith(what) for side in found.sides)


@pytest.mark.parametrize(
    "question",
    [
        "Đơn vị khác phải làm thế nào?",
        "Có ý kiến khác thì xử lý ra sao?",
        "Văn bản nào khác quy định việc này?",
        "Người ký có được giao cho người khác không?",
    ],
)
def test_not_every_other_is_a_comparison(question: str) -> None:
    assert not isinstance(task(question, NAMES), Comparison)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "Kinh phí đối ngoại năm 2031 tăng hay giảm so với năm 2030?",
            [
                "Kinh phí đối ngoại năm 2031 là bao nhiêu?",
                "Kinh phí đối ngoại năm 2030 là bao nhiêu?",
            ],
        ),
        (
            "Năm 2031 so với năm 2030, số đoàn ra thế nào?",
            ["Năm 2031 có bao nhiêu đoàn ra?", "Năm 2030 có bao nhiêu đoàn ra?"],
        ),
        (
            "Số đoàn ra năm 2031 tăng bao nhiêu phần trăm so với năm 2030?",
            ["Có bao nhiêu đoàn ra năm 2031?", "Có bao nhiêu đoàn ra năm 2030?"],
        ),
        (
            "Số đoàn vào 6 tháng đầu năm 2031 so với cùng kỳ năm 2030 thế nào?",
            [
                "Có bao nhiêu đoàn vào 6 tháng đầu năm 2031?",
                "Có bao nhiêu đoàn vào 6 tháng đầu năm 2030?",
            ],
        ),
        (
            "Tăng trưởng năm 2031 so với năm 2030 là bao nhiêu?",
            ["Tăng trưởng năm 2031 là bao nhiêu?", "Tăng trưởng năm 2030 là bao nhiêu?"],
        ),
        (
            "so doan vao nam 2031 so voi nam 2030",
            ["Co bao nhieu doan vao nam 2031?", "Co bao nhieu doan vao nam 2030?"],
        ),
    ],
)
def test_a_year_against_another_asks_for_the_figure_of_each(
    question: str, sides: list[str]
) -> None:
    found = against(question)
    assert [side.question for side in found] == sides
    assert [side.label for side in found] == ["năm 2031", "năm 2030"]


@pytest.mark.parametrize(
    "question",
    [
        "Kinh phí đối ngoại năm 2031 tăng hay giảm?",
        "So với kế hoạch, năm 2031 đạt bao nhiêu phần trăm?",
        "Năm 2031 so với năm 2031 thế nào?",
        "Năm 2031 tăng bao nhiêu đoàn so với năm 2030?",  # the figure of what is not said
        "Số đoàn ra năm 2029, 2031 so với năm 2030 thế nào?",
        "Giai đoạn 2027-2031 so với năm 2026, số đoàn ra thế nào?",
        "Số đoàn ra 6 tháng đầu năm 2031 so với năm 2030 thế nào?",
        "Nghị định 30/2031 so với 2030 thế nào?",
    ],
)
def test_one_year_is_set_against_none(question: str) -> None:
    assert against(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Vì sao số đoàn ra năm 2031 giảm so với năm 2030?",
        "Nước nào có số đoàn năm 2031 tăng so với năm 2030?",
        "Năm 2031 ai là giám đốc so với năm 2030?",
        "Quy định năm 2031 có gì mới so với năm 2030?",
        "Tình hình an ninh năm 2031 thế nào so với năm 2030?",
        "Doanh thu năm 2031 gấp mấy lần so với năm 2030?",
        "Số đoàn năm 2031 bằng bao nhiêu phần trăm so với năm 2030?",
    ],
)
def test_what_is_no_figure_of_each_year_is_not_asked_of_each(question: str) -> None:
    assert against(question) == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Số đoàn ra năm 2031 là bao nhiêu?", "Có bao nhiêu đoàn ra năm 2031?"),
        ("Năm 2031, số lượt khách là bao nhiêu?", "Năm 2031 có bao nhiêu lượt khách?"),
        ("Tổng số dự án đạt bao nhiêu?", "Có bao nhiêu dự án?"),
        ("Số quyết định là bao nhiêu?", "Số quyết định là bao nhiêu?"),
        ("Sở đoàn có bao nhiêu?", "Sở đoàn có bao nhiêu?"),
        ("Số đoàn ra năm 2031 do ai duyệt?", "Số đoàn ra năm 2031 do ai duyệt?"),
        ("Số đoàn ra có bao nhiêu?", "Có bao nhiêu đoàn ra?"),
        ("Số văn bản đã ban hành là bao nhiêu?", "Có bao nhiêu văn bản đã ban hành?"),
    ],
)
def test_a_number_of_things_is_how_many_there_are(question: str, asked: str) -> None:
    assert counting(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        # a number by which something goes
        "Số hộ chiếu của trưởng đoàn là bao nhiêu?",
        "Số chuyến bay của đoàn là bao nhiêu?",
        "Số văn bản thành lập Sở là bao nhiêu?",
        # another figure than how many there are
        "Số cán bộ tăng bao nhiêu?",
        "Số dự án còn thiếu bao nhiêu?",
        "Số tổ chức phi chính phủ chiếm tỷ lệ bao nhiêu?",
        "Số người tối đa của đoàn là bao nhiêu?",
        "Số đoàn trung bình mỗi năm là bao nhiêu?",
        "Số đoàn ra năm 2031 so với năm 2030 là bao nhiêu?",
        "Số dự án và tổng vốn là bao nhiêu?",
    ],
)
def test_not_every_number_is_how_many_there_are(question: str) -> None:
    assert counting(question) == question
