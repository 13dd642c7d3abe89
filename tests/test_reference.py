"""A document by its number, in any spelling; and what only looks like one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reference import (
    Reference,
    article_labels,
    in_article,
    reference_spans,
    references,
    sign,
)
from ingest import text as vi

DECISION = ("222/1998/QĐ/UBND", "1998-02-14")
DECREE = ("30/2020/NĐ-CP", "2020-03-05")
LETTER = ("809/BNG-LS", "2024-06-01")
PLAN = ("45/KH-SNgV", "2026-01-09")
THREE = (("222", ""), ("223", ""), ("224", "1999"))
ALL = (DECISION, DECREE, LETTER, PLAN, ("222/QĐ-TTg", "2019-02-25"), ("30/2021/TT-BTC", None))


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("QĐ 222", DECISION),
        ("QĐ-222", DECISION),
        ("QĐ222", DECISION),
        ("qd222", DECISION),
        ("qđ 222", DECISION),
        ("Q.Đ 222", DECISION),
        ("Q. Đ. 222", DECISION),
        ("QĐ số 222", DECISION),
        ("QĐ-UBND 222", DECISION),
        ("QĐ 222/1998", DECISION),
        ("QĐ 222 (1998)", DECISION),
        ("222/1998/QĐ/UBND", DECISION),
        ("222/1998/QD-UBND", DECISION),
        ("222/1998/qđ-ubnd", DECISION),
        ("222 / 1998 / QĐ - UBND", DECISION),
        ("222-1998-QĐ-UBND", DECISION),
        ("222_1998_QD_UBND", DECISION),
        ("222/98/QĐ-UB", DECISION),
        ("222/QĐ-UBND", DECISION),
        ("222 QĐ-UBND", DECISION),
        ("222 QĐ UBND", DECISION),
        ("Quyết định 222-QĐ/UBND", DECISION),
        ("Quyết định số: 222/1998/QĐ/UBND ngày 14 tháng 02 năm 1998", DECISION),
        ("quyết định số 222 năm 1998", DECISION),
        ("quyet dinh so 222 nam 1998", DECISION),
        ("QUYẾT ĐỊNH SỐ 222 NĂM 1998", DECISION),
        ("quyết định 222 của UBND tỉnh năm 1998", DECISION),
        ("quyết định của UBND tỉnh Thừa Thiên Huế số 222", DECISION),
        ("quyết định năm 1998 số 222", DECISION),
        ("quyết định mang số 222", DECISION),
        ("quyết định 222 ký ngày 14/2/1998", DECISION),
        ("Sở được lập theo quyết định 222 phải không?", DECISION),
        ("văn bản số 222/1998", DECISION),
        ("nd 30/2020", DECREE),
        ("nđ 030/2020", DECREE),
        ("NĐ-CP 30", DECREE),
        ("nd 30 2020", DECREE),
        ("30_2020_ND_CP", DECREE),
        ("30/2020/nd-cp", DECREE),
        ("Nghị định 30", DECREE),
        ("Điều 10 Nghị định 30 nói gì?", DECREE),
        ("Nghị định 30 quy định gì?", DECREE),
        ("Nghị định 30 điều 5", DECREE),
        ("Nghị định 30 ban hành khi nào?", DECREE),
        ("nghị định số 30 năm 2020 của Chính phủ", DECREE),
        ("nghị định của Chính phủ số 30 năm 2020", DECREE),
        ("nghi dinh so 30 nam 2020 cua chinh phu", DECREE),
        ("công văn 809 BNG-LS", LETTER),
        ("cong van 809 bng-ls", LETTER),
        ("công văn số 809/BNG-LS", LETTER),
        ("CÔNG VĂN 809 BNG-LS", LETTER),
        ("CV 809/BNG", LETTER),
        ("công văn 809", LETTER),
        ("809/CV-BNG", LETTER),
        ("kế hoạch 45 của Sở Ngoại vụ", PLAN),
        ("ke hoach 45/kh-sngv", PLAN),
        ("KH số 45/2026", PLAN),
    ],
)
def test_a_document_by_its_number(question: str, document: tuple[str, str]) -> None:
    (found,) = references(question)
    assert found.fits(*document)
    others = {
        "222/QĐ-TTg" if "ubnd" not in vi.fold(question) and not found.year else "",
        *([] if document is DECISION else [DECISION[0]]),
    }
    fitting = {number for number, date in ALL if found.fits(number, date)}
    assert fitting - {document[0]} <= others


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("QĐ 222", [Reference("222", "qd", "")]),
        ("Quyết định số 222 năm 1998", [Reference("222", "qd", "1998")]),
        ("Nghị định 30/2020", [Reference("30", "nd", "2020")]),
        ("222/1998/QĐ/UBND", [Reference("222/1998/QĐ/UBND", "", "")]),
        ("Quyết định số 222 ngày 14/2/1998", [Reference("222", "qd", "1998")]),
        ("số 222/QĐ-UBND ngày 14/2/1998", [Reference("222/QĐ-UBND", "", "1998")]),
        ("Nghị định 30 của Chính phủ", [Reference("30", "nd", "", "cp")]),
        (
            "Quyết định 222, 223 và số 224/1999",
            [
                Reference("222", "qd", ""),
                Reference("223", "qd", ""),
                Reference("224", "qd", "1999"),
            ],
        ),
        (
            "Nghị định 30/2020/NĐ-CP thay Nghị định 110 năm 2004",
            [Reference("30/2020/NĐ-CP", "", ""), Reference("110", "nd", "2004")],
        ),
        ("QĐ 222 và lại QĐ 222", [Reference("222", "qd", "")]),
        ("222 / QĐ - UBND", [Reference("222/QĐ-UBND", "", "")]),
        ("Luật số 70/2020/QH14", [Reference("70/2020/QH14", "", "")]),
        ("Quy định 272-QĐ/TW", [Reference("272-QĐ/TW", "", "")]),
        ("Nghị quyết 57", [Reference("57", "nq", "")]),
        ("Chương trình 135", [Reference("135", "ctr", "")]),
        ("Công văn số 2024", [Reference("2024", "cv", "")]),
        ("Nghị định 30 có 6 phụ lục", [Reference("30", "nd", "")]),
    ],
)
def test_references(question: str, expected: list[Reference]) -> None:
    assert references(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "kế hoạch 5 năm",
        "Kế hoạch 5 năm 2021-2025",
        "kế hoạch 5 năm 2021",
        "Kế hoạch 5 năm tới",
        "ke hoach 5 nam 2021–2025",
        "Kế hoạch 2026 của Sở",
        "quyết định 3 người",
        "Quyết định 12 người",
        "quyết định cử 3 người",
        "quyết định ngày 5 tháng 3",
        "Có 30 quyết định",
        "thông báo 2 đoàn",
        "báo cáo 2025",
        "báo cáo 5/2025",
        "báo cáo 6 tháng đầu năm",
        "báo cáo 5 vấn đề",
        "chương trình 3 ngày",
        "theo quy định 30 ngày",
        "thủ tục 5 bước",
        "điều 10",
        "Luật 2020",
        "tt 5 phòng",
        "số 5/2025 là số mấy",
        "tỷ lệ 3/4 QĐ",
        "nghỉ lễ 30/4-1/5",
        "trực 24/7",
        "ngày 14/2/2025",
        "39,5 triệu USD",
        "Năm 2025 Huế đón bao nhiêu đoàn?",
        "covid-19 và G-20",
        "điện thoại 0234-3822",
    ],
)
def test_what_names_no_document(question: str) -> None:
    assert references(question) == []


@pytest.mark.parametrize(
    ("reference", "number", "fits"),
    [
        (Reference("30", "nd", ""), "30/2020/NĐ-CP", True),
        (Reference("30", "nd", "2020"), "30/2020/NĐ-CP", True),
        (Reference("30", "nd", "2021"), "30/2020/NĐ-CP", False),
        (Reference("30", "qd", ""), "30/2020/NĐ-CP", False),
        (Reference("3", "nd", ""), "30/2020/NĐ-CP", False),
        (Reference("030", "nd", ""), "30/2020/NĐ-CP", True),
        (Reference("30/2020/NĐ-CP", "", ""), "30/2020/nđ-cp", True),
        (Reference("30/2020/ND-CP", "", ""), "30/2020/NĐ-CP", True),
        (Reference("30/2020/NĐ-CP", "", ""), "130/2020/NĐ-CP", False),
        (Reference("30/2020/NĐ-CP", "", ""), "30/2021/NĐ-CP", False),
        (Reference("30/NĐ-CP", "", ""), "30/2020/NĐ-CP", True),
        (Reference("222", "qd", "", "ttg"), "222/QĐ-UBND", False),
        (Reference("222", "qd", "", "ttg"), "222/QĐ-TTg", True),
        (Reference("222", "qd", "", "ubnd"), "222/QĐ-SNN", True),  # an office not known
        (Reference("809", "cv", ""), "809/QĐ-UBND", False),
        (Reference("809", "cv", ""), "809/SNgV-HTQT", True),
        (Reference("70", "luat", ""), "70/2020/QH14", True),
        (Reference("70", "luat", ""), "70/2020/NĐ-CP", False),
        (Reference("70/2020/QH", "", ""), "70/2020/QH14", True),
        (Reference("272", "qyd", ""), "272-QĐ/TW", True),
        (Reference("30", "", ""), "", False),
        (Reference("30", "", ""), "30", False),
        (Reference("", "", ""), "30/QĐ-UBND", False),
    ],
)
def test_what_a_reference_fits(reference: Reference, number: str, fits: bool) -> None:
    assert reference.fits(number) is fits


def test_a_year_may_stand_in_the_number_or_in_the_date() -> None:
    assert Reference("222", "qd", "1998").fits("222/QĐ-UBND", "1998-02-14")
    assert not Reference("222", "qd", "1998").fits("222/QĐ-UBND", "2021-02-14")
    assert not Reference("222", "qd", "1998").fits("222/QĐ-UBND")
    assert Reference("222/QĐ-UBND", "", "1998").fits("222/QĐ-UBND")  # the sign is all there


def test_the_document_that_agrees_in_all_is_closest() -> None:
    (wanted,) = references("Quyết định 222/QĐ-UBND")
    exact, longer = wanted.closeness("222/QĐ-UBND"), wanted.closeness("222/1998/QĐ/UBND")
    assert exact > longer > 0


# Properties ----------------------------------------------------------------------------------

numbers = st.integers(1, 99_999).map(str)
kinds = st.sampled_from(["QĐ", "NĐ", "TT", "KH", "BC", "TB", "NQ", "CT", "TTr"])
offices = st.sampled_from(["UBND", "CP", "BNG", "SNgV", "TTg", "HĐND", "BTC"])
years = st.integers(1946, 2044).map(str)
joints = st.sampled_from(["/", "-", " / ", " - ", "_"])
WORDS = {
    "QĐ": "quyết định", "NĐ": "nghị định", "TT": "thông tư", "KH": "kế hoạch", "BC": "báo cáo",
    "TB": "thông báo", "NQ": "nghị quyết", "CT": "chỉ thị", "TTr": "tờ trình",
}  # fmt: skip


@given(numbers, kinds, offices, years, joints, joints)
def test_a_number_finds_its_document_whatever_parts_it(
    number: str, kind: str, office: str, year: str, one: str, other: str
) -> None:
    written = f"{number}/{year}/{kind}-{office}"
    for question in (written, f"{number}{one}{year}{one}{kind}{other}{office}"):
        for form in (question, question.lower(), vi.fold(question)):
            (found,) = references(form)
            assert found.closeness(written) == 1.0
            assert not found.fits(f"{number}1/{year}/{kind}-{office}")
            assert not found.fits(f"{number}/{int(year) + 1}/{kind}-{office}")


@given(numbers, kinds, offices, years)
def test_a_number_in_words_finds_its_document(
    number: str, kind: str, office: str, year: str
) -> None:
    document = f"{number}/{kind}-{office}"
    for question in (
        f"{WORDS[kind]} số {number} năm {year}",
        f"{WORDS[kind]} số {number}/{year}",
        f"Nội dung {WORDS[kind]} số {number} ban hành năm {year} là gì?",
    ):
        for form in (question, vi.fold(question), question.upper()):
            (found,) = references(form)
            assert found.fits(document, f"{year}-06-01")
            assert not found.fits(document, f"{int(year) + 1}-06-01")


@given(st.text(max_size=200))
def test_any_text_is_read_and_spans_lie_within_it(raw: str) -> None:
    text = vi.clean(raw)
    assert all(0 <= start < end <= len(text) for start, end in reference_spans(text))
    for reference in references(text):
        assert reference.number
        sign(reference.number)


@given(st.text(alphabet="QĐNKHBC222/19-98 .ốsđịnhquyết", max_size=60))
def test_decomposed_letters_change_nothing(raw: str) -> None:
    text = vi.clean(raw)
    apart = vi.clean(unicodedata.normalize("NFD", text))
    assert references(apart) == references(text)


# Articles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Điều 10, Chương II và phụ lục 3", ["dieu 10", "chuong ii", "phu luc 3"]),
        ("phụ lục iii nghị định 30", ["phu luc iii"]),
        ("điều vi phạm", []),
        ("dieu vi pham", []),
        ("phần vì sao", []),
        ("mục c", []),
        ("Phần I", ["phan i"]),
    ],
)
def test_article_labels(question: str, labels: list[str]) -> None:
    assert article_labels(question) == labels


def test_in_article() -> None:
    assert in_article(("Chương I", "Điều 1. Phạm vi"), "dieu 1")
    assert not in_article(("Chương I", "Điều 10. Phạm vi"), "dieu 1")
