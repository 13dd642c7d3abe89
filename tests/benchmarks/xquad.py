"""XQuAD as a store: each passage a document, so that retrieval and reading can be measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"
# The first half of the articles is development data: fitted to, and never reported on.
DEVELOPMENT_ARTICLES = 24


@dataclass(frozen=True)
class Item:
    """A question, the name of its passage, the spans of its answers in the passage."""

    question: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    development: bool


def passages(language: str = "vi") -> dict[str, str]:
    return {name: paragraph["context"] for name, paragraph, _ in _paragraphs(language)}


def items(language: str = "vi") -> list[Item]:
    return [
        Item(
            qa["question"],
            name,
            tuple(
                (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                for answer in qa["answers"]
            ),
            development,
        )
        for name, paragraph, development in _paragraphs(language)
        for qa in paragraph["qas"]
    ]


def _paragraphs(language: str) -> Iterator[tuple[str, dict, bool]]:
    data = json.loads((EVAL / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    for number, article in enumerate(data):
        for position, paragraph in enumerate(article["paragraphs"]):
            name = f"{language}-{number:02}-{position}"
            yield name, paragraph, number < DEVELOPMENT_ARTICLES
