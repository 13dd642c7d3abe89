"""Measures by hand-computed tables, and what must hold for every ranking."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import evaluate, scores
from assistant.evaluate import Given, Observation, Passage, Result, components, judge
from assistant.examine import names_of
from assistant.gold import GoldError, GoldQuestion

NAMES = {letter: [components(f"/kho/{letter}.docx")] for letter in "abcdefghijklmnop"}
QUESTION = GoldQuestion("1", ("Lễ tân ngồi đâu?",), ("a",), ("bên phải",))


def passage(document: str, *, verbatim: bool = True) -> Passage:
    return Passage(document, f"{document}.docx", "", None, 0, 5, "d", verbatim)


def seen(ranking: Sequence[str], answer: Given | None = None, ms: float = 5.0) -> Observation:
    return Observation("", tuple(map(passage, ranking)), ms, answer)


def answer(text: str = "Ngồi bên phải. [1]", *cited: str, refused: bool = False) -> Given:
    return Given(text, refused, (text,), tuple(map(passage, cited)), 20.0)


def result(question: GoldQuestion = QUESTION, **facts: object) -> Result:
    return replace(judge(question, seen("a"), NAMES), **facts)  # type: ignore[arg-type]


# Ranks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ranking", "sources", "expected"),
    [
        ("abc", ["a"], {"recall@1": 1, "hit@1": 1, "mrr@10": 1, "ndcg@10": 1}),
        ("bac", ["a"], {"recall@1": 0, "recall@5": 1, "mrr@10": 0.5, "ndcg@10": 1 / math.log2(3)}),
        ("bcd", ["a"], {"recall@10": 0, "hit@10": 0, "mrr@10": 0, "ndcg@10": 0}),
        # Passages of one document: the fourth passage is of the second document.
        ("bbba", ["a"], {"recall@1": 0, "mrr@10": 0.25, "ndcg@10": 1 / math.log2(3)}),
        # Only one of two sources, third among the documents.
        (
            "cdadb", ["a", "p"],
            {
                "recall@1": 0, "recall@5": 0.5, "hit@5": 1, "mrr@10": 1 / 3,
                "ndcg@10": 0.5 / (1 + 1 / math.log2(3)),
            },
        ),
        # At one passage no more than one of two sources can be found.
        ("ab", ["a", "b"], {"recall@1": 1, "recall@5": 1, "ndcg@10": 1}),
        ("bcdefghijka", ["a"], {"recall@10": 0, "mrr@10": 0}),
        ("", ["a"], {"recall@1": 0, "mrr@10": 0, "ndcg@10": 0}),
    ],
)  # fmt: skip
def test_measures_of_a_ranking(
    ranking: str, sources: list[str], expected: dict[str, float]
) -> None:
    found = evaluate.retrieval(ranking, sources, NAMES)
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert set(found) == set(scores.RETRIEVAL)


rankings = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=14)
some_sources = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5, unique=True)


@given(rankings, some_sources)
def test_measures_lie_between_0_and_1_and_deeper_finds_more(
    ranking: list[str], sources: list[str]
) -> None:
    found = evaluate.retrieval(ranking, sources, NAMES)
    assert all(0 <= value <= 1 + 1e-9 for value in found.values())
    assert found["hit@1"] <= found["hit@5"] <= found["hit@10"]
    assert found["mrr@10"] <= found["hit@10"]
    assert (found["mrr@10"] > 0) == (found["recall@10"] > 0) == (found["ndcg@10"] > 0)


@given(rankings, some_sources)
def test_sources_before_all_others_are_perfect(ranking: list[str], sources: list[str]) -> None:
    perfect = [*sources, *(document for document in ranking if document not in sources)]
    assert evaluate.retrieval(perfect, sources, NAMES) == pytest.approx(
        dict.fromkeys(scores.RETRIEVAL, 1.0)
    )


@given(rankings, some_sources, st.data())
def test_moving_a_source_up_never_hurts(
    ranking: list[str], sources: list[str], data: st.DataObject
) -> None:
    places = [i for i, document in enumerate(ranking) if document in sources and i > 0]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    better = ranking.copy()
    better[place - 1], better[place] = better[place], better[place - 1]
    old = evaluate.retrieval(ranking, sources, NAMES)
    new = evaluate.retrieval(better, sources, NAMES)
    assert all(new[name] >= old[name] - 1e-9 for name in ("mrr@10", "hit@1", "hit@5", "hit@10"))


@given(some_sources)
def test_the_order_matters(sources: list[str]) -> None:
    others = list("ijklm")
    first = evaluate.retrieval([*sources, *others], sources, NAMES)
    last = evaluate.retrieval([*others, *sources], sources, NAMES)
    assert first["ndcg@10"] > last["ndcg@10"]
    assert first["mrr@10"] > last["mrr@10"] == pytest.approx(1 / 6)


# Names of sources ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "path", "same"),
    [
        ("Báo cáo.docx", "/kho/2025/Báo cáo.docx", True),
        ("báo CÁO", "/kho/2025/Báo cáo.docx", True),
        (unicodedata.normalize("NFD", "Báo cáo.docx"), "/kho/2025/Báo cáo.docx", True),
        ("2025/Báo cáo", "/kho/2025/Báo cáo.docx", True),
        ("2024/Báo cáo", "/kho/2025/Báo cáo.docx", False),
        ("2025\\Báo cáo.docx", "/kho/2025/Báo cáo.docx", True),
        ("thong-bao.pdf", "/kho/van-ban.zip!/2024/thong-bao.pdf", True),
        ("van-ban.zip/2024/thong-bao", "/kho/van-ban.zip!/2024/thong-bao.pdf", True),
        ("thong-bao.pdf", "upload:thong-bao.pdf", True),
        ("/noi/khac/thong-bao.pdf", "upload:thong-bao.pdf", True),
        ("thong-bao.docx", "upload:thong-bao.pdf", False),
        ("bao", "upload:thong-bao.pdf", False),
        ("Phuluc1.doc", "/kho/Phuluc1.docx", False),
        ("30.2020.ND-CP", "/kho/30.2020.ND-CP.docx", True),
        ("/", "/kho/a.docx", False),
    ],
)
def test_a_source_means_a_document_by_its_name(source: str, path: str, same: bool) -> None:
    names = {"d": [components(path)]}
    assert evaluate.is_named(source, names["d"]) is same
    question = GoldQuestion("1", ("?",), (source,))
    assert evaluate.missing_sources([question], names) == ([] if same else [source])


def test_a_document_goes_by_the_names_of_all_its_copies() -> None:
    names = names_of(
        [("d", "a.docx"), ("e", "e.txt")],
        [("d", "/kho/a.docx"), ("d", "/kho/ban-sao.docx"), (None, "/kho/hong.pdf")],
    )
    assert evaluate.is_named("ban-sao", names["d"])
    assert evaluate.is_named("e", names["e"])  # one without a place
    assert evaluate.missing_sources([GoldQuestion("1", ("?",), ("hong.pdf",))], names) == [
        "hong.pdf"
    ]


# Answers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "gold", "held"),
    [
        ("Theo Quyết định số 222/1998/QĐ/UBND ngày 14.", "222/1998/QĐ/UBND", True),
        ("Năm 2012 có 3 đoàn", "12", False),
        ("gồm 12 đoàn", "12", True),
        ("Hoà bình và uỷ ban", "hòa bình VÀ ủy ban.", True),
        ("Hòa bình", "hoa binh", False),  # without diacritics it is another word
        ("lề  trái\n30 – 35 mm", "30-35 mm", True),
        ("vốn 1.234.567 đồng", "1234567 đồng", True),
        ("tăng 39.5 %", "39,5%", True),
        ("tăng 39,5%", "9,5%", False),
        ("ngày 14 tháng 02 năm 1998", "14/2/1998", True),
        ("ngày 14/02/1998", "14/02/1999", False),
        ("có 05 thành viên", "5 thành viên", True),
        ("«tham mưu, cung cấp»", '"tham mưu, cung cấp"', True),
        ("在东京都设立", "东京", True),
        ("서울은 수도이다", "서울", True),
        ("Hà Nội", "", False),
        ("Hà Nội", "?!", False),
    ],
)
def test_an_answer_holds_the_gold_one_however_it_is_spelled(
    text: str, gold: str, held: bool
) -> None:
    assert evaluate.contains(text, gold) is held


@given(st.text(max_size=60), st.text(max_size=20))
def test_containment_never_fails_and_finds_what_it_was_given(text: str, more: str) -> None:
    evaluate.contains(text, more)
    word = "Champasak"
    assert evaluate.contains(f"{text} {word} {more}", word)


def test_marks_of_citations_part_no_words_and_a_refusal_says_nothing() -> None:
    assert evaluate.says(Given("Phía bên [1] phải [2].", False, (), (), 0), ["bên phải"])
    assert evaluate.says(Given("Xem trích dẫn [1]", False, ("ngồi bên phải",), (), 0), ["bên phải"])
    assert not evaluate.says(Given("Không thấy «bên phải».", True, (), (), 0), ["bên phải"])


# One question --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "observed", "passed"),
    [
        (QUESTION, seen("ba", answer("Ngồi bên phải. [1]", "a")), True),
        (QUESTION, seen("ba", answer("Ngồi bên trái. [1]", "a")), False),
        (QUESTION, seen("ba", answer("Ngồi bên phải. [1]", "b")), False),
        (QUESTION, seen("ba", answer("Ngồi bên phải.", refused=True)), False),
        (replace(QUESTION, refuse=True), seen("ba", answer("Không rõ.", refused=True)), True),
        (replace(QUESTION, refuse=True), seen("ba", answer("Bên phải. [1]", "a")), False),
        (replace(QUESTION, sources=(), answers=()), seen("ba", answer("Bên trái.", "b")), True),
        (QUESTION, seen("ba"), True),
        (QUESTION, seen("bc"), False),
        (replace(QUESTION, refuse=True), seen("ba"), None),
        (replace(QUESTION, sources=()), seen("ba"), None),
    ],
)
def test_whether_a_question_passes(
    question: GoldQuestion, observed: Observation, passed: bool | None
) -> None:
    assert judge(question, observed, NAMES).passed is passed


def test_an_observation_and_a_result_come_back_from_json() -> None:
    observed = seen("ba", answer("Ngồi bên phải. [1]", "a"))
    assert Observation.from_json(observed.to_json()) == observed
    judged = judge(QUESTION, observed, NAMES)
    assert Result.from_json(judged.to_json()) == judged
    with pytest.raises(GoldError):
        Result.from_json({"id": "1"})


def test_what_is_kept_of_a_result_has_no_words_of_documents() -> None:
    judged = judge(QUESTION, seen("ba", answer("Ngồi bên phải. [1]", "a")), NAMES)
    kept = repr(judged.without_text().to_json())
    assert "Ngồi" not in kept
    assert "docx" not in kept


# Figures -------------------------------------------------------------------------------------


def test_the_figures_of_a_run() -> None:
    unanswerable = GoldQuestion("u", ("Thủ đô nước Pháp?",), refuse=True)
    results = [
        judge(QUESTION, seen("ab", answer("Bên phải. [1][2]", "a", "b")), NAMES),
        judge(replace(QUESTION, id="2"), seen("ba", answer("Bên trái. [1]", "a")), NAMES),
        judge(replace(QUESTION, id="3"), seen("bc", answer("?", refused=True)), NAMES),
        judge(unanswerable, seen("ab", answer("?", refused=True)), NAMES),
        judge(replace(unanswerable, id="v"), seen("ab", answer("Paris. [1]", "c")), NAMES),
    ]
    # One of the citations, of a question without source, does not stand where it says.
    results[4] = replace(results[4], cited_verbatim=0)
    found = scores.report(results)

    assert found["questions"] == 5
    assert found["retrieval"]["questions"] == 3
    assert found["retrieval"]["recall@1"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["retrieval"]["recall@10"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["retrieval"]["mrr@10"] == 0.5
    assert found["answers"]["answer_containment"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["answers"]["citation_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["answers"]["verbatim_rate"] == 0.75
    assert found["answers"]["refusal_precision"] == 0.5
    assert found["answers"]["refusal_recall"] == 0.5
    assert found["latency_ms"] == {"p50": 20.0, "p95": 20.0}
    assert {kind: one["questions"] for kind, one in found["kinds"].items()} == {
        "answerable": 3,
        "unanswerable": 2,
    }
    assert found["kinds"]["unanswerable"]["retrieval"]["recall@1"] is None
    assert [item["id"] for item in found["items"]] == ["1", "2", "3", "u", "v"]


def test_retrieval_alone_has_no_figures_of_answers() -> None:
    found = scores.figures([judge(QUESTION, seen("ab", ms=7.0), NAMES)])
    assert found["answers"] is None
    assert found["latency_ms"]["p95"] == 7.0
    assert scores.flat(found)["recall@1"] == 1.0


@pytest.mark.parametrize(
    ("values", "rank", "expected"),
    [([], 50, None), ([3.0], 95, 3.0), ([1.0, 2.0, 3.0, 4.0], 50, 2.0), ([*range(1, 101)], 95, 95)],
)
def test_percentiles_are_by_nearest_rank(
    values: list[float], rank: int, expected: float | None
) -> None:
    assert scores.percentile(values, rank) == expected


# Two runs ------------------------------------------------------------------------------------


def test_what_got_better_and_worse_is_told_question_by_question() -> None:
    before = [
        result(replace(QUESTION, id="up"), rank=5),
        result(replace(QUESTION, id="down"), contained=True),
        result(replace(QUESTION, id="both"), rank=None, contained=True),
        result(replace(QUESTION, id="same"), rank=2),
        result(replace(QUESTION, id="edited")),
        result(replace(QUESTION, id="gone")),
    ]
    after = [
        result(replace(QUESTION, id="up"), rank=1),
        result(replace(QUESTION, id="down"), contained=False),
        result(replace(QUESTION, id="both"), rank=3, contained=False),
        result(replace(QUESTION, id="same"), rank=2, search_ms=99.0),
        result(replace(QUESTION, id="edited", answers=("khác",))),
        result(replace(QUESTION, id="new")),
    ]
    found = scores.compare(before, after)

    def changes(name: str) -> dict[str, object]:
        return {one["id"]: one["changes"] for one in found[name]}

    assert changes("better") == {"up": {"rank": [5, 1]}}
    assert changes("worse") == {"down": {"contained": [True, False]}}
    assert changes("mixed") == {"both": {"rank": [None, 3], "contained": [True, False]}}
    assert (found["questions"], found["unchanged"]) == (4, 1)
    assert found["edited"] == ["edited"]
    assert (found["only_before"], found["only_after"]) == (["gone"], ["new"])


@pytest.mark.parametrize(("refuse", "better"), [(True, True), (False, False)])
def test_to_refuse_is_better_only_where_it_is_right(refuse: bool, better: bool) -> None:
    question = replace(QUESTION, refuse=refuse)
    found = scores.compare([result(question, refused=False)], [result(question, refused=True)])
    assert len(found["better"]) == better
    assert len(found["worse"]) == (not better)


def test_a_run_is_no_better_than_itself() -> None:
    runs = [judge(QUESTION, seen("ba", answer("Bên phải. [1]", "a")), NAMES)]
    found = scores.compare(runs, runs)
    assert found["unchanged"] == 1
    assert not found["better"] + found["worse"] + found["mixed"]
    assert all(one["change"] in (0, None) for one in found["figures"].values())
