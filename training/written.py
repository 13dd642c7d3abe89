"""Vietnamese passages with questions, written one by one for this reader (`training/written/`).

Synthetic, fiction for the most part and verified nowhere, in the registers of offices, the press
and encyclopedias. What makes them worth more than the ones composed of parts: questions in other
words than the passage, and beside each answered one some of the same wording that the passage does
not answer. A line of a file is
`{"title", "passage", "questions": [{"q", "a", "near"}]}`: `a` is the answer letter for letter, or
null; `near` a longer piece around it where it stands in the passage more than once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = "written"
_FOLDER = Path(__file__).with_name("written")


def paragraphs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each passage's title, and a paragraph as in SQuAD.

    Raises ValueError if an answer does not stand in its passage once, or once within `near`.
    """
    for file in sorted(_FOLDER.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            told = json.loads(line)
            passage = told["passage"]
            yield (
                told["title"],
                {
                    "context": passage,
                    "qas": [
                        {"question": asked["q"], "answers": _answers(passage, asked)}
                        for asked in told["questions"]
                    ],
                },
            )


def _answers(passage: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    answer = asked["a"]
    if answer is None:
        return []
    around = asked.get("near") or passage
    if passage.count(around) != 1 or around.count(answer) != 1:
        raise ValueError(f"{asked['q']}: where does {answer!r} stand?")
    start = passage.index(around) + around.index(answer)
    return [{"text": answer, "answer_start": start}]
