"""Made-up Vietnamese passages: fiction composed of parts, with answers at their places."""

import re
from collections import Counter
from itertools import islice

import pytest

from ingest.text import fold, is_folded
from training.data import collect
from training.vietnamese import Asked, Told, paragraphs, passages
from training.vietnamese_scenes import anchors, scenes

COUNT = 1500


@pytest.fixture(scope="module")
def told() -> list[Told]:
    return list(passages(7, COUNT))


@pytest.fixture(scope="module")
def asked(told: list[Told]) -> list[tuple[str, Asked]]:
    return [(each.text, question) for each in told for question in each.asked]


def answers(asked: list[tuple[str, Asked]], form: str) -> set[str]:
    """What stands as answer to the questions whose form matches."""
    return {
        text[question.answer[0] : question.answer[1]]
        for text, question in asked
        if question.answer and re.search(form, question.form)
    }


def test_the_same_seed_tells_the_same_and_another_seed_something_else() -> None:
    assert list(paragraphs(3, 20)) == list(paragraphs(3, 20))
    assert list(paragraphs(3, 20)) == list(islice(paragraphs(3, 60), 20))
    assert list(paragraphs(3, 20)) != list(paragraphs(4, 20))


def test_training_reads_them_like_any_other_source() -> None:
    collection = collect(paragraphs(1, 40))
    assert len(collection.passages) == 40
    assert {passage.source for passage in collection.passages} == {"vietnamese"}
    assert {passage.article for passage in collection.passages} <= {s.name for s in scenes()}
    assert any(question.answers for question in collection.questions)


def test_every_answer_stands_at_its_place() -> None:
    for _, _, paragraph in paragraphs(5, 300):
        for qa in paragraph["qas"]:
            for answer in qa["answers"]:
                start, text = answer["answer_start"], answer["text"]
                assert text == paragraph["context"][start : start + len(text)]
                assert text == text.strip(" .,;:«»")
                assert text


def test_years_and_counts_and_persons_are_answered_with_nothing_around_them(
    asked: list[tuple[str, Asked]],
) -> None:
    years = answers(asked, r"năm nào\W*$")
    assert years
    assert all(re.fullmatch(r"\d{4}", year) for year in years)
    counts = answers(asked, r"[Bb]ao nhiêu (quốc gia|nước|người|đoàn|nhân viên)")
    assert counts
    assert all(re.fullmatch(r"\d{1,3}(\.\d{3})*", count) for count in counts)
    persons = answers(asked, r"^(Ai|\[Ai\|Người nào\]) ")
    assert persons
    assert not [name for name in persons if re.match(r"(ông|bà|đạo diễn)\b", name, re.I)]
    days = answers(asked, r"(ngày nào|hôm nào)")
    assert days
    assert all(
        re.fullmatch(r"\d\d/\d\d/\d{4}|[Nn]gày \d+ tháng \d+ năm \d{4}", day) for day in days
    )
    assert not [day for day in days if re.match("ngày .*/", day)]


def test_what_was_exchanged_is_not_in_the_passage_unless_the_scene_allows_it(
    asked: list[tuple[str, Asked]],
) -> None:
    exchanged = [(text, question) for text, question in asked if question.foreign]
    assert len(exchanged) > len(asked) / 10
    for text, question in exchanged:
        assert question.answer is None
        assert question.foreign
        allowed = any(rival for _, rival in anchors(question.form))
        assert allowed or fold(question.foreign) not in fold(text)


def test_some_near_misses_name_what_the_passage_tells_of_something_else(
    asked: list[tuple[str, Asked]],
) -> None:
    crossed = [q for text, q in asked if q.foreign and fold(q.foreign) in fold(text)]
    assert len(crossed) > len(asked) / 50


def test_every_question_names_a_particular() -> None:
    """One that doesn't («ai ký quyết định?») would be answered by other passages as well."""
    for scene in scenes():
        for fact in scene.facts:
            for ask in fact.asks:
                assert anchors(ask.form), ask.form


def test_whichever_way_a_fact_is_told_it_answers_its_questions(told: list[Told]) -> None:
    """A fact's questions may ask only for what each of its wordings says, or some never come."""
    seen = {question.form for each in told for question in each.asked if question.answer}
    forms = {ask.form for scene in scenes() for fact in scene.facts for ask in fact.asks}
    assert len(seen) > 0.9 * len(forms)


def test_a_third_is_not_answered_and_an_eighth_typed_without_diacritics(
    asked: list[tuple[str, Asked]],
) -> None:
    assert 0.26 < sum(q.answer is None for _, q in asked) / len(asked) < 0.35
    assert 0.09 < sum(is_folded(q.text) for _, q in asked) / len(asked) < 0.16
    assert 0.05 < sum(q.text == q.text.lower() for _, q in asked) / len(asked) < 0.25


def test_passages_keep_their_diacritics_and_their_length(told: list[Told]) -> None:
    for each in told:
        assert not is_folded(each.text)
        assert 60 <= len(each.text.split()) <= 250, each.text


def test_scenes_questions_and_openings_vary(
    told: list[Told], asked: list[tuple[str, Asked]]
) -> None:
    assert len({each.scene.name for each in told}) == len(scenes()) >= 25
    assert sum(each.scene.official for each in told) < len(told) / 2
    forms = Counter(question.form for _, question in asked)
    assert len(forms) > 800
    assert forms.most_common(1)[0][1] < 0.02 * len(asked)
    assert len({question.text.split()[0].lower() for _, question in asked}) > 100


def test_a_third_of_the_answers_are_phrases(asked: list[tuple[str, Asked]]) -> None:
    found = [text[q.answer[0] : q.answer[1]] for text, q in asked if q.answer]
    phrases = [
        a for a in found if len(a.split()) > 2 and a[0].islower() and not re.search(r"\d", a)
    ]
    assert len(phrases) > 0.3 * len(found)


def test_what_was_exchanged_stands_in_the_question(asked: list[tuple[str, Asked]]) -> None:
    """All but where the slip of a finger hit it: else the question would still be answered."""
    exchanged = [question for _, question in asked if question.foreign]
    named = [q for q in exchanged if q.foreign and fold(q.foreign) in fold(q.text)]
    assert len(named) > 0.97 * len(exchanged)


def test_an_answered_question_is_about_what_the_passage_names(told: list[Told]) -> None:
    for each in told:
        for question in each.asked:
            years = re.findall(r"\b(?:1\d|20)\d\d\b", question.text) if question.answer else []
            assert all(year in each.text for year in years), question
