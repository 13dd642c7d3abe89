"""An English question is asked in Vietnamese where every word of it is known, or not at all."""

from __future__ import annotations

import pytest

from assistant.english import in_vietnamese
from index import aliases

NAMES = aliases.load()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who signed Decree 12/2021?", "Ai ký Nghị định 12/2021?"),
        ("Who is the deputy director of the Department of Foreign Affairs?",
         "Phó Giám đốc của Sở Ngoại vụ là ai?"),
        ("When was the Department of Foreign Affairs founded?",
         "Sở Ngoại vụ được thành lập năm nào?"),
        ("When did Decree 12 take effect?", "Nghị định 12 có hiệu lực khi nào?"),
        ("How many delegations visited Hue in 2021?", "Bao nhiêu đoàn đến thăm Huế năm 2021?"),
        ("How many partners does the city have?", "Thành phố có bao nhiêu đối tác?"),
        ("Which Korean cities cooperate with Hue?",
         "Những thành phố nào của Hàn Quốc hợp tác với Huế?"),
        ("What is the right margin of a document?", "Lề phải của văn bản là gì?"),
        ("Where is the head office located?", "Trụ sở ở đâu?"),
    ],
)  # fmt: skip
def test_a_question_in_the_offices_vocabulary(question: str, asked: str) -> None:
    assert in_vietnamese(question, NAMES) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who painted the ceiling of the chapel?",  # unknown words
        "How many students visited Hue in 2021?",
        "Tell me about decree 12",  # asked in an unknown way
        "Sở Ngoại vụ được thành lập năm nào?",
        "so ngoai vu thanh lap nam nao",
    ],
)
def test_half_a_translation_is_none(question: str) -> None:
    assert in_vietnamese(question, NAMES) == question
