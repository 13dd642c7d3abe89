"""Questions on the real documents beside the project, as staff and leadership ask them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from corpus import CORPUS, needs_corpus

from assistant import build, settings
from assistant.chat import Answer
from assistant.intake import Status, files_in
from index.access import OPERATOR
from ingest import text as vi

pytestmark = needs_corpus

HISTORY = "so-ngoai-vu-25-nam.txt"
ECONOMY = "ngoai-giao-kinh-te-hue.txt"
DECREE = "30_2020_ND_CP.docx"
ANNEX = "Phuluc1.docx"

ANSWERED = [
    ("Sở Ngoại vụ Thừa Thiên Huế được thành lập năm nào?", ["1998"], HISTORY),
    ("Sở Ngoại vụ được thành lập theo quyết định số mấy?", ["222/1998/QĐ/UBND"], HISTORY),
    ("Tỉnh Thừa Thiên Huế có đối tác thuộc bao nhiêu quốc gia?", ["44 quốc gia"], HISTORY),
    (
        "Giai đoạn 2011 đến giữa năm 2023 đã ký kết bao nhiêu bản ghi nhớ hợp tác?",
        ["32 bản ghi nhớ"],
        HISTORY,
    ),
    (
        "Huế có quan hệ hợp tác với những tỉnh nào của Nhật Bản?",
        ["Gifu", "Niigata", "Nara", "Kyoto", "Shiga"],
        HISTORY,
    ),
    ("Các tỉnh đối tác ở Lào là những tỉnh nào?", ["Salavan", "Champasak", "Atapư"], HISTORY),
    ("Giám đốc Sở Ngoại vụ hiện nay là ai?", ["Nguyễn Văn Phúc"], ECONOMY),
    ("Năm 2023 ai là Giám đốc Sở Ngoại vụ?", ["Trần Công Phú"], HISTORY),
    (
        "Năm 2025 Huế cấp mới bao nhiêu dự án FDI, tổng vốn bao nhiêu?",
        ["11 dự án FDI", "39 triệu USD"],
        ECONOMY,
    ),
    ("Nghị định 30 quy định lề trang như thế nào?", ["30 - 35 mm", "15 - 20 mm"], ANNEX),
    ("Điều 10 của Nghị định 30 nói gì?", ["Soạn thảo văn bản", "chủ trì soạn thảo"], DECREE),
]
REFUSED = [
    "Năm 2024 Huế cấp mới bao nhiêu dự án FDI?",
    "Sở Ngoại vụ Đà Nẵng được thành lập năm nào?",
    "Dân số của Huế là bao nhiêu?",
    "Thủ đô của Brazil là gì?",
    "Số điện thoại của Sở Ngoại vụ là bao nhiêu?",
    "Giám đốc Sở Ngoại vụ Quảng Trị là ai?",
    "Điều 95 của Nghị định 30 nói gì?",
]


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, model_folder: object
) -> Iterator[build.Office]:
    data = tmp_path_factory.mktemp("corpus")
    models = str(model_folder).removesuffix("/default")
    opened = build.open_office(settings.load({"NGOAIVU_DATA": str(data), "NGOAIVU_MODELS": models}))
    for path in files_in([CORPUS]):
        if path.name.startswith("Phuluc") and path.name != ANNEX:
            continue  # nothing asked below stands there, and embedding them takes long
        assert opened.intake.ingest_file(path).status is Status.ADDED, path
    yield opened
    opened.close()


def assert_verbatim(office: build.Office, answer: Answer) -> None:
    for citation in (*answer.citations, *answer.nearest):
        text = office.library.text(citation.document_id, OPERATOR)
        assert text is not None
        assert text[citation.start : citation.end] == citation.quote
    for citation in answer.citations:
        assert f"“{citation.quote}” [{citation.n}]" in answer.text


@pytest.mark.parametrize("spelling", [str, vi.fold], ids=["có dấu", "không dấu"])
@pytest.mark.parametrize(("question", "facts", "file"), ANSWERED)
def test_the_fact_is_quoted_from_its_document(
    office: build.Office, question: str, facts: list[str], file: str, spelling: type[str]
) -> None:
    answer = office.answerer.ask(spelling(question), OPERATOR)
    assert not answer.refused
    assert_verbatim(office, answer)
    assert answer.citations[0].file == file
    for fact in facts:
        assert fact in answer.text


@pytest.mark.parametrize("spelling", [str, vi.fold], ids=["có dấu", "không dấu"])
@pytest.mark.parametrize("question", REFUSED)
def test_what_no_document_says_is_refused(
    office: build.Office, question: str, spelling: type[str]
) -> None:
    answer = office.answerer.ask(spelling(question), OPERATOR)
    assert answer.refused
    assert answer.citations == ()
    assert_verbatim(office, answer)


def test_the_answer_for_today_mentions_the_older_value(office: build.Office) -> None:
    answer = office.answerer.ask("Ai là Giám đốc Sở Ngoại vụ hiện nay?", OPERATOR)
    assert answer.as_of == "2026-02-14"
    assert answer.text.index("Nguyễn Văn Phúc") < answer.text.index("Trần Công Phú")
    assert answer.warnings


def test_a_year_without_evidence_says_which_year_there_is(office: build.Office) -> None:
    answer = office.answerer.ask("Năm 2024 Huế cấp mới bao nhiêu dự án FDI?", OPERATOR)
    assert "2025" in answer.text
    assert "2024" in answer.text


@pytest.mark.parametrize(
    ("previous", "question", "fact"),
    [
        ("Sở Ngoại vụ được thành lập năm nào?", "Theo quyết định số mấy?", "222/1998/QĐ/UBND"),
        ("Năm 2024 Huế cấp mới bao nhiêu dự án FDI?", "Còn năm 2025?", "11 dự án FDI"),
        ("Các tỉnh đối tác ở Lào là những tỉnh nào?", "Còn Hàn Quốc thì sao?", "Gyeongju"),
    ],
)
def test_a_follow_up_keeps_the_subject(
    office: build.Office, previous: str, question: str, fact: str
) -> None:
    answer = office.answerer.ask(question, OPERATOR, [previous])
    assert fact in answer.text
    assert answer.question != question


def test_another_province_does_not_answer_for_the_own_office(office: build.Office) -> None:
    newer = (
        "Quảng Trị, ngày 19 tháng 10 năm 2026\n\nQUYẾT ĐỊNH\n\nĐiều 1. Giám đốc Sở Ngoại vụ tỉnh "
    )
    report = office.intake.ingest_bytes(
        f"{newer}Quảng Trị là ông Hoàng Văn Bách.".encode(), name="quang-tri.txt"
    )
    try:
        ours = office.answerer.ask("Giám đốc Sở Ngoại vụ hiện nay là ai?", OPERATOR)
        theirs = office.answerer.ask("Giám đốc Sở Ngoại vụ tỉnh Quảng Trị là ai?", OPERATOR)
    finally:
        assert report.document_id is not None
        office.library.delete(report.document_id, OPERATOR)
    assert "Nguyễn Văn Phúc" in ours.text
    assert "Hoàng Văn Bách" not in ours.text
    assert "Hoàng Văn Bách" in theirs.text
