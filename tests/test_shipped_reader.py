"""The weights that ship: whole, small enough, described, and able to read Vietnamese."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.reader import WEIGHTS, PassageReader, PassageReading
from ingest import text as vi

MOST_BYTES = 35_000_000
FOUNDED = (
    "Trung tâm Dịch thuật Bến Ngự có 14 phòng học. Trung tâm được thành lập năm 1987 theo đề nghị "
    "của bà Phạm Thu Hà. Năm 2019, trung tâm dạy 350 học viên đến từ sáu nước."
)
OTHER = "Mùa lũ trên sông kéo dài từ tháng 9 đến tháng 11. Nước dâng cao nhất vào ban đêm."


def test_the_weights_are_those_of_the_card() -> None:
    content = WEIGHTS.read_bytes()
    assert len(content) <= MOST_BYTES
    digest = hashlib.sha256(content).hexdigest()
    assert (WEIGHTS.parent / "SHA256SUMS").read_text("utf-8") == f"{digest}  {WEIGHTS.name}\n"
    card = (WEIGHTS.parent / "README.md").read_text("utf-8")
    assert digest in card
    for licence in ("CC BY-SA 4.0", "CC BY-SA 3.0", "MIT"):
        assert licence in card


@pytest.fixture(scope="module")
def reader(model_folder: Path) -> Iterator[PassageReader]:
    return PassageReader(model_folder)


def reading(reader: PassageReader, question: str, passage: str) -> PassageReading:
    (found,) = reader.read([(question, passage, vi.sentences(passage))])
    return found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Trung tâm Dịch thuật Bến Ngự được thành lập năm nào?", "1987"),
        ("Ai đề nghị thành lập trung tâm?", "Phạm Thu Hà"),
        ("Trung tâm có mấy phòng học?", "14"),
        ("Bao nhiêu người học ở trung tâm vào năm 2019?", "350"),
    ],
)
def test_it_finds_the_answer_in_its_sentence(
    reader: PassageReader, question: str, answer: str
) -> None:
    best = reading(reader, question, FOUNDED).best
    assert best is not None
    said = FOUNDED[slice(*best.span)]
    assert answer in said
    assert len(said) < len(answer) + 15


def test_it_prefers_the_passage_that_answers(reader: PassageReader) -> None:
    question = "Trung tâm Dịch thuật Bến Ngự được thành lập năm nào?"
    right, wrong = (reading(reader, question, text) for text in (FOUNDED, OTHER))
    assert right.answers > wrong.answers
    assert right.best is not None
    assert wrong.best is not None
    assert right.best.margin > 0 > wrong.best.margin


def test_every_span_lies_within_its_sentence(reader: PassageReader) -> None:
    spans = vi.sentences(FOUNDED)
    for sentence, found in zip(spans, reading(reader, "Ai?", FOUNDED).sentences, strict=True):
        assert found is not None
        assert sentence[0] <= found.span[0] < found.span[1] <= sentence[1]
