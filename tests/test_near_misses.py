"""The near misses themselves: what tests/benchmarks/near_misses.py relies on."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

LINES = Path(__file__).with_name("near_misses.jsonl").read_text("utf-8").splitlines()
ITEMS = [json.loads(line) for line in LINES]


def test_every_answer_stands_once_in_its_passage() -> None:
    for item in ITEMS:
        for asked in item["asked"]:
            assert item["passage"].count(asked["answer"]) == 1, asked


def test_no_question_is_asked_twice() -> None:
    questions = [one["question"] for item in ITEMS for one in (*item["asked"], *item["near"])]
    assert len(set(questions)) == len(questions)


def test_there_are_enough_of_every_kind() -> None:
    kinds = Counter(near["kind"] for item in ITEMS for near in item["near"])
    assert kinds.total() >= 150
    assert min(kinds.values()) >= 18
