"""The answer's text: exact quotes under their sources, or a refusal that says what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import NAMES, hit, read, record, stored_text

from assistant import compose, summary
from assistant.chat import Answer
from assistant.select import Selection, select
from index.search import Hit


def answer(question: str, *hits: Hit) -> Answer:
    asked, candidates = read(question, *hits)
    return compose.answer(asked, select(asked, candidates, NAMES, 3), candidates, NAMES)


SIGNED = hit(
    "Ngày 12/5/2021, hai bên ký bản ghi nhớ về trao đổi sinh viên.",
    record("Biên bản làm việc", number="15/BB-SNgV", date="2021-05-20", kind="biên bản"),
)
ASKED = "Hai bên ký bản ghi nhớ về trao đổi sinh viên khi nào?"


def test_an_answer_names_its_source_and_date() -> None:
    found = answer(ASKED, SIGNED)
    assert not found.refused
    for words in ("Biên bản làm việc", "15/BB-SNgV", "20/05/2021", "[1]"):
        assert words in found.text
    assert (found.as_of, found.warnings) == ("2021-05-20", ())


def test_an_undated_document_is_said_to_be_so() -> None:
    found = answer(ASKED, hit(SIGNED.chunk.text, record("Ghi chép", latest_year=2022)))
    assert found.as_of == "2022"
    assert "2022" in found.warnings[0]
    assert answer(ASKED, hit(SIGNED.chunk.text, record("Ghi chép"))).as_of is None


def test_an_older_value_is_mentioned_after_the_newer_one_with_a_warning() -> None:
    old = hit("Sở Ngoại vụ có 31 công chức.", record("Cũ", date="2018-01-01"))
    new = hit("Sở Ngoại vụ có 42 công chức.", record("Mới", date="2024-01-01"))
    found = answer("Hiện nay Sở Ngoại vụ có bao nhiêu công chức?", old, new)
    assert found.text.index("42 công chức") < found.text.index("31 công chức")
    assert found.as_of == "2024-01-01"
    assert found.warnings


@pytest.mark.parametrize(
    ("question", "passage", "words"),
    [
        ("Năm 2012 hai bên ký mấy bản ghi nhớ?", "Năm 2021 hai bên ký 3 bản ghi nhớ.",
         ["2012", "2021"]),
        ("Đà Nẵng ký mấy bản ghi nhớ?", "Huế ký 3 bản ghi nhớ.", ["Đà Nẵng", "Huế"]),
        ("Huân chương hạng Nhất tặng khi nào?", "Huân chương hạng Nhì tặng năm 2003.",
         ["hạng Nhất"]),
        ("Nghị định 45 ký bản ghi nhớ thế nào?", "Việc ký bản ghi nhớ theo quy định chung.",
         ["45"]),
    ],
)  # fmt: skip
def test_a_refusal_names_what_is_missing(question: str, passage: str, words: list[str]) -> None:
    found = answer(question, hit(passage))
    assert (found.refused, found.citations, found.as_of) == (True, (), None)
    for word in words:
        assert word in found.text
    assert [citation.quote for citation in found.nearest] == [passage]


def test_a_refusal_without_anything_near_shows_nothing() -> None:
    found = answer("Giá vàng hôm nay?", hit("Sở có bốn phòng chuyên môn."))
    assert (found.refused, found.nearest) == (True, ())


def test_names_that_nothing_covers_are_told() -> None:
    found = answer(
        "Nhật Bản và Lào có bao nhiêu đoàn khách đến thăm tỉnh?",
        hit("Nhật Bản có 12 đoàn khách đến thăm tỉnh."),
    )
    assert not found.refused
    assert any("Lào" in warning for warning in found.warnings)


WORDS = st.sampled_from(
    "Sở đoàn khách ký bản ghi nhớ năm 2021 Huế Lào Nhật Bản 14 TP. “trích” (mục) é 🙂 $x".split()
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: " ".join(words) + ".")


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.data())
def test_every_quote_stands_in_its_document_at_its_place(
    sentences: list[str], data: st.DataObject
) -> None:
    found = hit(" ".join(sentences))
    question, candidates = read("Đoàn khách nào ký bản ghi nhớ?", found)
    kept = data.draw(st.lists(st.sampled_from(candidates), max_size=3, unique_by=id))
    said = compose.answer(question, Selection(chosen=tuple(kept)), candidates, NAMES)
    assert said.refused is not bool(kept)
    for citation in (*said.citations, *said.nearest):
        assert stored_text(found)[citation.start : citation.end] == citation.quote
    for citation in said.citations:
        assert f"“{citation.quote}” [{citation.n}]" in said.text
    assert [citation.n for citation in said.citations] == list(range(1, len(kept) + 1))


# The bare answer, comparisons, summaries ---------------------------------------------------------


def test_the_bare_answer_comes_first_and_stands_in_its_quote() -> None:
    found = answer(ASKED, SIGNED)
    assert found.lead is not None
    assert found.text.startswith("Ngày 12/5/2021 [1]")
    (citation,) = found.citations
    at = slice(found.lead.start - citation.start, found.lead.end - citation.start)
    assert citation.quote[at] == found.lead.text == "Ngày 12/5/2021"


def test_a_refusal_has_no_bare_answer() -> None:
    assert answer("Thủ tục nuôi ong lấy mật ra sao?", SIGNED).lead is None


def sides(*asked: tuple[str, str, Hit]) -> list[tuple[str, Selection]]:
    found = []
    for label, question, shown in asked:
        understood, candidates = read(question, shown)
        found.append((label, select(understood, candidates, NAMES, 3)))
    return found


IN_2023 = hit("Năm 2023 Huế đón 31 đoàn khách quốc tế.", record("Cũ", date="2023-12-30"))
IN_2025 = hit("Năm 2025 Huế đón 58 đoàn khách quốc tế.", record("Mới", date="2025-12-30"))
COUNT = "Năm {} Huế đón bao nhiêu đoàn khách quốc tế?"


def test_a_comparison_shows_each_side_under_its_label() -> None:
    found = compose.comparison(
        "So sánh",
        sides(("năm 2023", COUNT.format(2023), IN_2023), ("năm 2025", COUNT.format(2025), IN_2025)),
    )
    assert found is not None
    before, after = found.text.split("Năm 2025:")
    assert before.startswith("Năm 2023:")
    assert "31 đoàn" in before
    assert "[1]" in before
    assert "58 đoàn" in after
    assert "[2]" in after
    assert found.as_of == "2025-12-30"


def test_a_side_that_nothing_answers_is_said_to_be_missing() -> None:
    one = ("năm 2023", COUNT.format(2023), IN_2023)
    none = ("năm 2024", COUNT.format(2024), IN_2023)
    found = compose.comparison("So sánh", sides(one, none))
    assert found is not None
    assert "Năm 2024: không tìm thấy" in found.text
    assert compose.comparison("So sánh", sides(none, none)) is None


def test_sides_with_one_answer_share_it() -> None:
    both = hit("Nhật Bản và Lào có 12 đoàn khách đến thăm tỉnh.")
    asked = "{} có bao nhiêu đoàn khách đến thăm tỉnh?"
    found = compose.comparison(
        "So sánh",
        sides(("Nhật Bản", asked.format("Nhật Bản"), both), ("Lào", asked.format("Lào"), both)),
    )
    assert found is not None
    assert "Nhật Bản; Lào:" in found.text
    assert len(found.citations) == 1


def test_of_two_questions_the_one_without_an_answer_is_named() -> None:
    asked = []
    for question in (COUNT.format(2023), COUNT.format(2024)):
        understood, candidates = read(question, IN_2023)
        asked.append((understood, select(understood, candidates, NAMES, 3)))
    found = compose.halves("?", asked, NAMES, {})
    assert "31 đoàn" in found.text
    assert f"Chưa tìm thấy trong các tài liệu được phép đọc: {COUNT.format(2024)}" in found.text
    assert len(found.citations) == 1


def test_what_answers_both_questions_is_quoted_once() -> None:
    understood, candidates = read(COUNT.format(2023), IN_2023)
    chosen = select(understood, candidates, NAMES, 3)
    found = compose.halves("?", [(understood, chosen), (understood, chosen)], NAMES, {})
    assert found.text.count("31 đoàn") == 1


def test_a_summary_quotes_each_part_under_its_heading() -> None:
    document = record("Kế hoạch", number="9/KH-SNgV", date="2025-02-01", kind="kế hoạch")
    shown = hit("Sở Ngoại vụ làm đầu mối mời các đoàn doanh nghiệp.", document, "I. VIỆC LÀM")
    parts = summary.outline([shown.chunk], {shown.chunk.id: [0.9]})
    found = compose.summary(document, parts, "Tóm tắt kế hoạch 9", {})
    assert "9/KH-SNgV" in found.text
    assert found.text.index("I. VIỆC LÀM") < found.text.index("[1]")
    (citation,) = found.citations
    assert stored_text(shown)[citation.start : citation.end] == citation.quote
    assert (found.as_of, found.refused) == ("2025-02-01", False)
