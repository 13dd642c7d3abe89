"""What a conversation is made of: questions asked and answers with their citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line needs these types without the catalogue behind them
    from index.records import Record, StoredChunk
    from ingest.document import Span


LONGEST_QUESTION = 2000  # characters


class Mode(StrEnum):
    QUOTE = "trich_dan"  # sentences picked and quoted, no language model
    MODEL = "mo_hinh"  # a language model's sentences, each checked against what it cites


@dataclass(frozen=True)
class Citation:
    """One quoted sentence and where it stands. `start`..`end` are character offsets of
    `quote` in the document's stored text; `date` is ISO 8601; `page` counts from 1;
    `language` is the quote's, ISO 639-1, empty where it is not known."""

    n: int
    document_id: str
    title: str
    file: str
    number: str
    date: str | None
    page: int | None
    start: int
    end: int
    quote: str
    language: str = ""

    def is_of(self, document_id: str, span: Span) -> bool:
        """Whether it quotes just this span of the document's text."""
        return self.document_id == document_id and (self.start, self.end) == span


@dataclass(frozen=True)
class Lead:
    """The bare answer, lifted from the quote of citation `n`: `start`..`end` are character
    offsets of `text` in that citation's document."""

    n: int
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """A cited answer, or a refusal. `[n]` in `text` points to `citations`.

    `lead` is the bare answer where it can be lifted exactly; `text` opens with it. `as_of` is
    the date or year that the answer holds for, None where the documents name none. `nearest`
    holds, for a refusal, passages that come close but do not answer. `question` is the question
    as it was understood, standing alone. Timings are in milliseconds by stage.
    """

    question: str
    text: str
    refused: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    lead: Lead | None = None
    as_of: str | None = None
    mode: Mode = Mode.QUOTE
    warnings: tuple[str, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Delta:
    """A part of an answer that is still being written, checked, with the citations that it is
    the first to name; empty where nothing new has come for a while."""

    text: str
    citations: tuple[Citation, ...] = ()


class QuestionError(Exception):
    """A question that cannot be asked: `problem` is «empty» or «too_long»."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


def check_question(question: str) -> None:
    """Raises QuestionError for one that cannot be asked."""
    if not question.strip():
        raise QuestionError("empty")
    if len(question) > LONGEST_QUESTION:
        raise QuestionError("too_long", length=len(question), limit=LONGEST_QUESTION)


def cite(n: int, chunk: StoredChunk, span: Span) -> Citation:
    """A citation of a span (offsets in the document's text) that lies within the chunk."""
    document: Record = chunk.document
    start, end = span
    quote = chunk.text[start - chunk.start : end - chunk.start]
    return Citation(
        n=n,
        document_id=document.id,
        title=document.title,
        file=document.file,
        number=document.number,
        date=document.date,
        page=chunk.page,
        start=start,
        end=end,
        quote=quote,
        language=chunk.language_of(quote),
    )
