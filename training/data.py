"""Question-answering files become questions and passages, and those windows of tokens."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.windows import Cutter, Window, stretch
from ingest.document import Span
from training import vietnamese, written

# What is trained on, and how much of it a round draws: Japanese has more than all others.
TRAIN = {
    "jaquad-train": 0.5,
    "idk-mrc-train": 1.0,
    "iapp-thai-train": 1.0,
    "cmrc2018-dev": 1.0,
}
# The last stretch turns to the language and to the near misses of the product.
LAST = {
    written.SOURCE: 1.0,
    vietnamese.SOURCE: 0.08,
    "jaquad-train": 0.05,
    "idk-mrc-train": 0.2,
    "iapp-thai-train": 0.1,
    "cmrc2018-dev": 0.2,
}
_SEED, _GENERATED = 20261126, 1000  # of Vietnamese passages
DEV = ("jaquad-dev", "idk-mrc-valid", "iapp-thai-valid")
# These come as one, and of so many articles one is held out.
_PARTS = {"cmrc2018-dev": 8, written.SOURCE: 12}


@dataclass(frozen=True)
class Passage:
    source: str
    article: str
    text: str


@dataclass(frozen=True)
class Question:
    """`passage` is an index into the passages read along; no `answers`: unanswerable there."""

    source: str
    text: str
    passage: int
    answers: tuple[Span, ...]


@dataclass(frozen=True)
class Collection:
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Example(Window):
    """A window with the answer's first and last token, (0, 0) where it holds none."""

    span: Span = (0, 0)


def read_training(folder: Path, mix: Mapping[str, float] = TRAIN) -> Collection:
    return collect(
        (source, article, paragraph)
        for source in mix
        for article, paragraph in paragraphs(folder, source)
        if not is_held_out(source, article)
    )


def read_development(folder: Path) -> Collection:
    return collect(
        (source, article, paragraph)
        for source in (*DEV, *_PARTS)
        for article, paragraph in paragraphs(folder, source)
        if source in DEV or is_held_out(source, article)
    )


def is_held_out(source: str, article: str) -> bool:
    """Whether an article of a source that comes as one is for measuring, not for training."""
    digest = hashlib.sha256(article.encode()).digest()
    return source in _PARTS and digest[0] % _PARTS[source] == 0


def paragraphs(folder: Path, source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A file's paragraphs as they stand there, each with its article's title; Vietnamese ones
    are generated or written."""
    if source == vietnamese.SOURCE:
        for _, article, paragraph in vietnamese.paragraphs(_SEED, _GENERATED):
            yield article, paragraph
        return
    if source == written.SOURCE:
        yield from written.paragraphs()
        return
    with gzip.open(folder / f"{source}.json.gz", "rt", encoding="utf-8") as stream:
        for article in json.load(stream)["data"]:
            for paragraph in article["paragraphs"]:
                yield article["title"], paragraph


def collect(told: Iterable[tuple[str, str, dict[str, Any]]]) -> Collection:
    """From paragraphs, each with its source and its article."""
    passages: list[Passage] = []
    questions: list[Question] = []
    for source, article, paragraph in told:
        for asked in paragraph["qas"]:
            spans = tuple(
                (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                for answer in asked["answers"]
            )
            questions.append(Question(source, asked["question"], len(passages), spans))
        passages.append(Passage(source, article, paragraph["context"]))
    return Collection(tuple(passages), tuple(questions))


def examples(
    cutter: Cutter, question: str, passage: str, answer: Span | None = None
) -> list[Example]:
    """Windows that together show the whole passage. With an answer, those that hold all of it
    name it, and at least one does; one that holds only a part of it is left out.

    Raises ValueError if the answer is longer than a window, or no token.
    """
    offsets = cutter.pieces(passage)[1]
    head = cutter.head(question)
    room = cutter.room(head)
    stretches = stretch(len(offsets), room)
    tokens = None if answer is None else token_span(offsets, answer)
    if tokens is not None:
        stretches = _around(stretches, tokens, len(offsets), room)
    found = []
    for begin, end in stretches:
        window = cutter.window(head, passage, (begin, end))
        span = (0, 0)
        if tokens is not None and begin <= tokens[0] and tokens[1] < end:
            span = (len(head) + tokens[0] - begin, len(head) + tokens[1] - begin)
        found.append(Example(window.ids, window.first, window.offsets, span))
    return found


def token_span(offsets: Sequence[Span], answer: Span) -> Span:
    """First and last token that share characters with the answer."""
    touching = [
        number
        for number, (start, end) in enumerate(offsets)
        if start < answer[1] and end > answer[0]
    ]
    if not touching:
        raise ValueError(f"no token at {answer}")
    return touching[0], touching[-1]


def _around(stretches: list[Span], tokens: Span, count: int, room: int) -> list[Span]:
    """Without those that cut the answer in two; with one around it if none is left."""
    first, last = tokens
    if last - first >= room:
        raise ValueError(f"an answer of {last - first + 1} tokens, room for {room}")
    apart = [(b, e) for b, e in stretches if e <= first or b > last]
    whole = [(b, e) for b, e in stretches if b <= first and last < e]
    if not whole:
        begin = max(0, min(count - room, (first + last + 1 - room) // 2))
        whole = [(begin, begin + room)]
    return sorted(apart + whole)
