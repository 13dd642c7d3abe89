"""Made-up Vietnamese questions: answers stand where they are said to, near misses really miss."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from ingest import text as vi
from training.vietnamese import paragraphs, scenes

COUNT = 600


@pytest.fixture(scope="module")
def made() -> list[tuple[str, dict[str, Any]]]:
    return list(paragraphs(7, COUNT))


@pytest.fixture(scope="module")
def asked(made: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    return [(one["context"], question) for _, one in made for question in one["qas"]]


def test_a_seed_makes_the_same_and_another_seed_others(
    made: list[tuple[str, dict[str, Any]]],
) -> None:
    assert len(made) == COUNT
    assert list(paragraphs(7, COUNT)) == made
    assert not {one["context"] for _, one in made} & {p["context"] for _, p in paragraphs(8, 60)}


def test_every_answer_stands_at_its_place_as_whole_words(
    asked: list[tuple[str, dict[str, Any]]],
) -> None:
    for passage, question in asked:
        for answer in question["answers"]:
            start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
            assert passage[start:end] == answer["text"]
            around = passage[max(0, start - 1) : start] + passage[end : end + 1]
            assert not any(map(str.isalnum, around))


def test_answers_are_bare(asked: list[tuple[str, dict[str, Any]]]) -> None:
    for _, question in asked:
        plain = vi.fold(question["question"])
        for answer in question["answers"]:
            said = answer["text"]
            if re.search(r"\bnam nao\b|\btu nam nao\b", plain):
                assert re.fullmatch(r"\d{4}", said), question
            assert not re.match(r"(?:ông|bà|đồng chí|ngày|năm) ", said)


def test_every_relation_can_be_written_and_asked() -> None:
    for scene in scenes():
        for relation in scene.relations:
            told = [set(re.findall(r"\{(\w+)\}", form)) for form in relation.said]
            for slot, forms in relation.asked.items():
                assert any(slot in slots for slots in told), (scene.name, slot)
                assert len(forms) == len(set(forms))
                for form in forms:
                    assert f"{{{slot}}}" not in form, form  # would give the answer away


def test_a_near_miss_does_not_ask_what_is_answered(
    made: list[tuple[str, dict[str, Any]]],
) -> None:
    for _, one in made:
        answered = {vi.fold(q["question"]) for q in one["qas"] if q["answers"]}
        missed = {vi.fold(q["question"]) for q in one["qas"] if not q["answers"]}
        assert not answered & missed


def test_there_is_variety(asked: list[tuple[str, dict[str, Any]]]) -> None:
    shares = Counter(re.sub(r"[\d.,]+|[A-ZĐ]\w*", "…", one["question"]) for _, one in asked)
    assert shares.most_common(1)[0][1] < 0.02 * len(asked)
    unanswerable = sum(not one["answers"] for _, one in asked) / len(asked)
    unaccented = sum(vi.is_folded(one["question"]) for _, one in asked) / len(asked)
    assert 0.25 < unanswerable < 0.45
    assert 0.08 < unaccented < 0.2
    assert len({passage.split("\n")[0] for passage, _ in asked}) > 0.5 * COUNT
