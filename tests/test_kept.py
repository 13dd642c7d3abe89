"""An answer that was kept says only what its documents still bear out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.kept import GONE, Json, standing
from index.access import Label
from index.records import Record

DECISION = "Sở Ngoại vụ được thành lập ngày 14/02/1998. Sở có bảy phòng [2]."
PLAN = "Đoàn gồm 12 người.\nĐoàn đi Lào."
SIDES = "Theo Quyết định:\n\n“{one}” [1]\n\nVăn bản cũ hơn, Kế hoạch, nêu:\n\n“{two}” [2]"


def record(key: str, title: str, version: str = "v1") -> Record:
    return Record(key, version, f"{key}.txt", title, "", None, None, "", "", Label.PUBLIC, "", "")


class Shelf:
    """Documents that can be read; one taken away or changed is so for whoever reads next."""

    def __init__(self) -> None:
        self.held = {
            "qd": (record("qd", "Quyết định"), DECISION),
            "kh": (record("kh", "Kế hoạch"), PLAN),
            "bb": (record("bb", "Bãi bỏ"), "Bãi bỏ Quyết định."),
        }

    def read(self, document: str) -> tuple[Record, str] | None:
        return self.held.get(document)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def citation(n: int, shelf: Shelf, document: str, quote: str) -> Json:
    found, text = shelf.held[document]
    start = text.index(quote)
    return {
        "n": n, "document_id": document, "title": found.title, "file": found.file, "number": "",
        "date": None, "page": None, "start": start, "end": start + len(quote), "quote": quote,
        "language": "vi",
    }  # fmt: skip


def answer(text: str, *citations: Json, **more: Any) -> Json:
    return {
        "answer": text, "refused": False, "citations": list(citations), "lead": None,
        "as_of": "1998-02-14", "mode": "trich_dan", "warnings": [], "timings_ms": {"total": 1.0},
        "question": "câu hỏi", "nearest": [], **more,
    }  # fmt: skip


def both(shelf: Shelf, one: str = DECISION, two: str = PLAN) -> Json:
    quotes = (citation(1, shelf, "qd", one), citation(2, shelf, "kh", two))
    return answer(SIDES.format(one=one, two=two), *quotes)


def test_what_stands_is_as_it_was_given(shelf: Shelf) -> None:
    given = both(shelf)
    assert standing(given, {"bb": "v1"}, shelf.read) == given


def test_a_document_that_is_gone_takes_its_sentence_and_its_name_along(shelf: Shelf) -> None:
    given = both(shelf)
    del shelf.held["kh"]
    left = standing(given, {}, shelf.read)
    assert left["answer"] == f"Theo Quyết định:\n\n“{DECISION}” [1]\n\n{GONE}"
    assert [one["n"] for one in left["citations"]] == [1]
    assert left["withheld"] == [{"n": 2, "reason": GONE}]
    assert "Kế hoạch" not in str(left)
    assert "Lào" not in str(left)


def test_marks_within_a_quote_are_not_the_answer_s_own(shelf: Shelf) -> None:
    """The decision's text holds «[2]»: it neither falls with citation 2 nor survives with it."""
    given = both(shelf)
    del shelf.held["qd"]
    left = standing(given, {}, shelf.read)
    assert "bảy phòng" not in str(left)
    assert PLAN in left["answer"]


def test_a_sentence_that_moved_or_changed_falls(shelf: Shelf) -> None:
    given = both(shelf)
    found, text = shelf.held["kh"]
    shelf.held["kh"] = (found, text.replace("12", "13"))
    assert standing(given, {}, shelf.read)["withheld"] == [{"n": 2, "reason": GONE}]


def test_where_nothing_is_left_only_that_is_said(shelf: Shelf) -> None:
    given = both(shelf)
    shelf.held.clear()
    left = standing(given, {}, shelf.read)
    assert left["answer"] == GONE
    assert (left["citations"], left["as_of"], left["warnings"]) == ([], None, [])


def test_a_sentence_that_rests_on_two_documents_falls_with_either(shelf: Shelf) -> None:
    prose = "Sở lập năm 1998 và cử đoàn 12 người [1][2]. Sở có bảy phòng [1]."
    given = {**both(shelf), "answer": prose, "mode": "prose"}
    del shelf.held["kh"]
    assert standing(given, {}, shelf.read)["answer"] == f"{GONE} Sở có bảy phòng [1]."


def test_a_bare_answer_stands_and_falls_with_its_quote(shelf: Shelf) -> None:
    lead = {"n": 1, "text": "bảy phòng [2]", "start": 46, "end": 59}
    given = {**both(shelf), "lead": lead}
    given["answer"] = f"bảy phòng [2] [1]\n\n{given['answer']}"
    plan = shelf.held.pop("kh")
    left = standing(given, {}, shelf.read)
    assert left["lead"] == lead
    assert left["answer"].startswith("bảy phòng [2] [1]\n\nTheo Quyết định:")
    shelf.held["kh"] = plan
    del shelf.held["qd"]
    left = standing(given, {}, shelf.read)
    assert left["lead"] is None
    assert "phòng" not in left["answer"]


def test_a_title_that_looks_like_a_citation_is_none(shelf: Shelf) -> None:
    found, text = shelf.held["kh"]
    shelf.held["kh"] = (replace(found, title="Mật [1]"), text)
    given = both(shelf)
    given["answer"] = given["answer"].replace("Kế hoạch", "Mật [1]") + "\n\nLưu ý: Mật [1] đã cũ."
    del shelf.held["kh"]
    assert "Mật" not in str(standing(given, {}, shelf.read))


def test_a_document_cannot_call_up_what_another_no_longer_says(shelf: Shelf) -> None:
    bait = "Sở có bảy phòng \ue001\ue002."
    found, _ = shelf.held["qd"]
    shelf.held["qd"] = (found, bait)
    given = both(shelf, one=bait)
    del shelf.held["kh"]
    left = standing(given, {}, shelf.read)
    assert left["answer"] == f"Theo Quyết định:\n\n“{bait}” [1]\n\n{GONE}"


def test_a_line_that_leads_to_what_fell_falls_too(shelf: Shelf) -> None:
    first, second = DECISION.split(". ")[0] + ".", PLAN.split("\n")[0]
    text = f"Hai việc đã làm, một là lập Sở, hai là cử đoàn:\n\n“{first}” [1]\n\n“{second}” [2]"
    quotes = (citation(1, shelf, "qd", first), citation(2, shelf, "kh", second))
    given = answer(text, *quotes)
    del shelf.held["kh"]
    assert standing(given, {}, shelf.read)["answer"] == f"“{first}” [1]\n\n{GONE}"


def test_words_that_cite_nothing_fall_when_the_document_they_name_does(shelf: Shelf) -> None:
    notice = "Lưu ý: Quyết định đã hết hiệu lực, được bãi bỏ bởi Bãi bỏ."
    quote = citation(1, shelf, "qd", DECISION)
    text = f"Theo Quyết định:\n\n“{DECISION}” [1]\n\n{notice}"
    given = answer(text, quote, warnings=[notice])
    del shelf.held["bb"]
    left = standing(given, {"bb": "v1"}, shelf.read)
    assert left["answer"] == f"Theo Quyết định:\n\n“{DECISION}” [1]"
    assert (left["warnings"], left["withheld"]) == ([], [])


def test_a_document_named_only_must_be_the_version_that_was_named(shelf: Shelf) -> None:
    given = answer(f"“{DECISION}” [1]\n\nLưu ý.", citation(1, shelf, "qd", DECISION))
    assert standing(given, {"bb": "v0"}, shelf.read)["answer"] == f"“{DECISION}” [1]"


def test_citations_come_under_present_names_and_old_names_go(shelf: Shelf) -> None:
    given = both(shelf)
    found, text = shelf.held["kh"]
    shelf.held["kh"] = (replace(found, title="Phương án"), text)
    left = standing(given, {}, shelf.read)
    assert left["citations"][1]["title"] == "Phương án"
    assert "Kế hoạch" not in str(left)
    assert f"Theo Quyết định:\n\n“{DECISION}” [1]\n\n“{PLAN}” [2]" == left["answer"]


def test_a_refusal_keeps_the_passages_that_stand_and_no_words_on_the_others(shelf: Shelf) -> None:
    near = [citation(1, shelf, "qd", DECISION), citation(2, shelf, "kh", PLAN)]
    text = "Không tìm thấy.\n\nĐoạn gần nhất nêu về Lào, không nêu về Pháp."
    given = answer(text, refused=True, nearest=near)
    del shelf.held["kh"]
    left = standing(given, {}, shelf.read)
    assert [one["n"] for one in left["nearest"]] == [1]
    assert "Lào" not in str(left)
    assert left["refused"]
    assert left["answer"].startswith("Không tìm thấy")


def test_keys_that_this_program_does_not_know_fall_with_the_rest(shelf: Shelf) -> None:
    given = {**both(shelf), "summary": PLAN}
    assert standing(given, {}, shelf.read)["summary"] == PLAN
    del shelf.held["kh"]
    assert "summary" not in standing(given, {}, shelf.read)


def test_what_fell_stays_fallen_and_the_rest_may_fall_later(shelf: Shelf) -> None:
    given = both(shelf)
    plan = shelf.held.pop("kh")
    left = standing(given, {}, shelf.read)
    shelf.held["kh"] = plan
    assert standing(left, {}, shelf.read) == left
    del shelf.held["qd"]
    last = standing(left, {}, shelf.read)
    assert last["answer"] == GONE
    assert [one["n"] for one in last["withheld"]] == [2, 1]
