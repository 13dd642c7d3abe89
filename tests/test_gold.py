"""Gold questions: what lines can be, what is said of those that cannot, and that none get lost."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import gold, settings
from assistant.gold import Gold, GoldError, GoldQuestion, Kind, parse
from ui import evaluate_text

SAMPLES = Path(__file__).parents[1] / "samples"


def line(**keys: object) -> str:
    return json.dumps(keys, ensure_ascii=False)


def one(**keys: object) -> GoldQuestion:
    [question] = parse(line(**keys).encode()).questions
    return question


@pytest.fixture
def kept(tmp_path: Path) -> Gold:
    return Gold(tmp_path / "data" / "gold.jsonl")


# Lines ---------------------------------------------------------------------------------------


def test_a_line_of_the_contract() -> None:
    question = one(id="7", turns=["Câu trước?", "Còn Pháp?"], source=["a.docx", "b"], answers=["5"])
    assert question.previous == ("Câu trước?",)
    assert question.question == "Còn Pháp?"
    assert question.sources == ("a.docx", "b")
    assert (question.answers, question.refuse) == (("5",), False)


def test_what_may_be_left_out_and_what_is_forgiven() -> None:
    data = "\ufeff\r\n" + line(question="Một?", source="a.docx") + "\r\n\r\n"
    data += line(id=12, question="Hai?", refuse=True, source=None, answers=None) + "\n"
    first, second = parse(data.encode()).questions
    assert (first.id, first.sources) == ("2", ("a.docx",))
    assert (second.id, second.refuse, second.sources) == ("12", True, ())


def test_unknown_keys_are_kept_and_told() -> None:
    read = parse(line(id="1", question="Một?", note="hỏi lại", sources=["a"]).encode())
    assert read.unknown == ("note", "sources")
    assert read.questions[0].to_json()["note"] == "hỏi lại"


@pytest.mark.parametrize(
    ("text", "problem", "at"),
    [
        ('{"question": "Một?"}\n{"question": ', "not_json", 2),
        ('["Một?"]', "not_object", 1),
        ("\n\n" + line(id="1"), "no_question", 3),
        (line(question="Một?", turns=["Một?"]), "both", 1),
        (line(turns=[]), "turns", 1),
        (line(turns=["Một?"] * 101), "turns", 1),
        (line(question=["Một?"]), "turns", 1),
        (line(question="  "), "empty", 1),
        (line(question="\u200b"), "empty", 1),
        (line(turns=["", "Hai?"]), "empty", 1),
        (line(question="a" * 2001), "too_long", 1),
        (line(question=5), "type", 1),
        (line(question="Một?", answers=[5]), "type", 1),
        (line(question="Một?", source={"a": 1}), "type", 1),
        (line(question="Một?", refuse="true"), "refuse", 1),
        (line(question="Một?", kind=[]), "type", 1),
        (line(id="1", question="Một?") + "\n" + line(id=1, question="Hai?"), "duplicate", 2),
        ('{"question": NaN}', "not_json", 1),
        ("", "no_lines", 0),
        ("\n \n", "no_lines", 0),
        ("[" * 100_000, "not_json", 1),
    ],
)
def test_a_bad_line_is_named_in_one_clear_sentence(text: str, problem: str, at: int) -> None:
    with pytest.raises(GoldError) as caught:
        parse(text.encode())
    assert (caught.value.problem, caught.value.line) == (problem, at)
    said = evaluate_text.problem(caught.value)
    assert said.endswith(".")
    assert "{" not in said.replace('{"', "")
    assert not at or said.startswith(f"Dòng {at}: ")


def test_several_bad_lines_are_counted() -> None:
    with pytest.raises(GoldError) as caught:
        parse(b'{}\n{"question": "M?"}\n[]\nx')
    assert "Còn 2 dòng khác" in evaluate_text.problem(caught.value)


def test_other_encodings_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(GoldError) as caught:
        parse(b"{}\n" + line(question="Một?").encode("utf-16"))
    assert (caught.value.problem, caught.value.line) == ("encoding", 2)
    with pytest.raises(GoldError) as caught:
        gold.read(tmp_path / "nowhere.jsonl")
    assert str(tmp_path) in evaluate_text.problem(caught.value)


words = st.text(min_size=1, max_size=40).filter(lambda text: gold.vi.clean(text))
questions = st.builds(
    GoldQuestion,
    id=words.map(gold.vi.clean),
    turns=st.lists(words.map(gold.vi.clean), min_size=1, max_size=3).map(tuple),
    sources=st.lists(words.map(gold.vi.clean), max_size=3, unique=True).map(tuple),
    answers=st.lists(words.filter(str.strip), max_size=3).map(tuple),
    refuse=st.booleans(),
    kind=st.sampled_from(["", *Kind, "lễ tân"]),
)


@given(st.lists(questions, min_size=1, max_size=5, unique_by=lambda question: question.id))
def test_what_is_written_is_read(asked: list[GoldQuestion]) -> None:
    assert list(parse(gold.dump(asked)).questions) == asked


# Kinds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (one(question="Sở Ngoại vụ thành lập năm nào?"), Kind.ANSWERABLE),
        (one(question="KOICA là gì?"), Kind.ANSWERABLE),
        (one(question="so ngoai vu thanh lap nam nao"), Kind.UNACCENTED),
        (one(question="le trai van ban hanh chinh bao nhieu mm"), Kind.UNACCENTED),
        (one(question="When was the department founded?"), Kind.OTHER_LANGUAGE),
        (one(question="Où se trouve le siège ?"), Kind.OTHER_LANGUAGE),
        (one(question="外務局はいつ設立されましたか"), Kind.OTHER_LANGUAGE),
        (one(turns=["Năm 2025 có bao nhiêu đoàn?", "Còn năm 2024?"]), Kind.FOLLOW_UP),
        (one(turns=["Ai là Giám đốc?", "Sinh năm nào?"], refuse=True), Kind.UNANSWERABLE),
        (one(question="so ngoai vu", kind="của phòng lễ tân"), "của phòng lễ tân"),
    ],
)
def test_the_kind_is_told_from_the_question_unless_given(question: GoldQuestion, kind: str) -> None:
    assert question.category == kind


# Keeping -------------------------------------------------------------------------------------


def test_questions_are_added_changed_and_removed(kept: Gold) -> None:
    assert kept.all() == []
    first = kept.add(GoldQuestion("", ("Một?",)))
    second = kept.add(GoldQuestion("", ("Hai?",)))
    assert first.id != second.id
    assert kept.change(first.id, GoldQuestion("", ("Một, sửa?",), ("a.docx",)))
    assert [one.question for one in kept.all()] == ["Một, sửa?", "Hai?"]
    assert kept.all()[0].id == first.id
    assert kept.remove(first.id)
    assert not kept.remove(first.id)
    assert not kept.change("none", second)
    assert kept.add(GoldQuestion("", ("Ba?",))).id != second.id
    assert [one.question for one in kept.all()] == ["Hai?", "Ba?"]


def test_ids_stay_apart(kept: Gold) -> None:
    kept.take_in([GoldQuestion("a", ("Một?",)), GoldQuestion("b", ("Hai?",))])
    with pytest.raises(GoldError):
        kept.add(GoldQuestion("a", ("Ba?",)))
    with pytest.raises(GoldError):
        kept.change("a", GoldQuestion("b", ("Ba?",)))
    assert len(kept.all()) == 2


def test_importing_replaces_by_id_and_counts(kept: Gold) -> None:
    old = [GoldQuestion("a", ("Một?",)), GoldQuestion("b", ("Hai?",))]
    assert kept.take_in(old) == gold.Imported(2, 0, 0)
    new = [
        GoldQuestion("b", ("Hai, sửa?",)),
        GoldQuestion("a", ("Một?",)),
        GoldQuestion("c", ("Ba?",)),
    ]
    assert kept.take_in(new) == gold.Imported(1, 1, 1)
    assert [one.question for one in kept.all()] == ["Một?", "Hai, sửa?", "Ba?"]


def test_what_a_person_wrote_into_the_file_outlives_an_edit(kept: Gold, tmp_path: Path) -> None:
    path = tmp_path / "data" / "gold.jsonl"
    path.parent.mkdir()
    path.write_text(line(id="a", question="Một?", note="của anh Ba"), encoding="utf-8")
    kept.change("a", GoldQuestion("a", ("Một, sửa?",)))
    assert kept.all()[0].extra == {"note": "của anh Ba"}


def test_a_file_that_cannot_be_read_is_not_written_over(kept: Gold, tmp_path: Path) -> None:
    path = tmp_path / "data" / "gold.jsonl"
    path.parent.mkdir()
    path.write_text("{hỏng", encoding="utf-8")
    with pytest.raises(GoldError):
        kept.add(GoldQuestion("", ("Một?",)))
    assert path.read_text(encoding="utf-8") == "{hỏng"


def test_a_crash_while_writing_leaves_the_old_questions(
    kept: Gold, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.add(GoldQuestion("a", ("Một?",)))
    with monkeypatch.context() as patched:
        patched.setattr("os.replace", _crash)
        with pytest.raises(KeyboardInterrupt):
            kept.add(GoldQuestion("b", ("Hai?",)))
    assert [one.id for one in kept.all()] == ["a"]
    kept.add(GoldQuestion("c", ("Ba?",)))
    assert [one.id for one in kept.all()] == ["a", "c"]


def _crash(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_several_at_once_lose_nothing(kept: Gold) -> None:
    def add() -> None:
        for _ in range(5):
            kept.add(GoldQuestion("", ("Một?",)))

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.id for one in kept.all()}) == 20


# The sample questions ------------------------------------------------------------------------


def test_the_sample_questions_are_of_all_kinds_and_on_the_sample_documents() -> None:
    path = settings.load({}).sample_questions
    assert path is not None
    read = gold.read(path)
    assert read.unknown == ()
    assert len(read.questions) >= 30
    assert {question.category for question in read.questions} == {*map(str, Kind)}
    files = {path.name for path in SAMPLES.iterdir()}
    assert {source for question in read.questions for source in question.sources} <= files
    for question in read.questions:
        assert question.refuse != bool(question.sources and question.answers)
