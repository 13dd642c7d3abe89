"""What a language model is told: the rules, the numbered passages that its window holds, and
the question. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import prompts
from assistant import compose
from assistant.extract import sentence_texts
from assistant.question import Question
from assistant.verify import Evidence
from index.aliases import Name
from index.records import Record
from index.search import Hit
from ingest.document import Span

WORDS = prompts.load("answer.v1")
_BYTES_A_TOKEN = 2.0  # of Vietnamese in a tokenizer not made for it; others need fewer tokens
_TAG = re.compile(r"<(?=/?\s*doan)", re.IGNORECASE)

Place = tuple[str, int, int]  # a document's id and offsets in its text
About = Callable[[Record], frozenset[Name]]


@dataclass(frozen=True)
class Passage:
    """A hit as evidence, numbered from 1 in the prompt."""

    hit: Hit
    evidence: Evidence


@dataclass(frozen=True)
class Home:
    """Names that the office's own documents need not say: its country, its locality."""

    country: frozenset[Name]
    locality: Name | None


def passages(
    question: Question,
    hits: Sequence[Hit],
    quoted: frozenset[Place],
    about: About,
    home: Home,
    room: int,
) -> list[Passage]:
    """As many hits as `room` tokens hold beside the rules and the question: those with `quoted`
    sentences first, then as they were found."""
    best_first = sorted(hits, key=lambda hit: not any(place(hit, s) in quoted for s in spans(hit)))
    left = room - tokens(system() + asked(question, ()))
    chosen: list[Passage] = []
    for hit in best_first:
        left -= tokens(_shown(len(chosen) + 1, hit))
        if left < 0 and chosen:
            break
        chosen.append(Passage(hit, _evidence(hit, about, home)))
    return chosen


def place(hit: Hit, span: Span) -> Place:
    return (hit.chunk.document.id, *span)


def spans(hit: Hit) -> Sequence[Span]:
    return hit.chunk.sentences


def _evidence(hit: Hit, about: About, home: Home) -> Evidence:
    document = hit.chunk.document
    localities = {name for name in about(document) if name.kind == "locality"}
    here = home.locality if not localities or home.locality in localities else None
    return Evidence(
        sentences=tuple(sentence_texts(hit)),
        context=" . ".join(filter(None, (hit.chunk.context, document.issuer))),
        number=document.number,
        date=document.date,
        known=home.country | ({here} if here else set()),
    )


def tokens(text: str) -> int:
    """How many tokens a text takes, rather too many than too few."""
    return int(len(text.encode()) / _BYTES_A_TOKEN) + 1


def system() -> str:
    return WORDS.fill("system", not_found=WORDS.fill("not_found"))


def asked(question: Question, shown: Sequence[Passage]) -> str:
    texts = "\n\n".join(_shown(n, one.hit) for n, one in enumerate(shown, 1))
    return WORDS.fill("asked", passages=texts, question=_TAG.sub("(", question.text))


def _shown(n: int, hit: Hit) -> str:
    """A passage as the model sees it; nothing in it can close its frame."""
    source = compose.source_name(hit.chunk.document)
    under = " › ".join((source, *hit.chunk.headings)).replace('"', "”")
    text = _TAG.sub("(", hit.chunk.text)
    return WORDS.fill("passage", n=n, source=_TAG.sub("(", under), text=text)
