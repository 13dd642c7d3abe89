"""The row of a table in which its columns are added up. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extract import Candidate
from assistant.question import Question
from ingest import text as vi

_TOTAL_ASKED = re.compile(
    r"\btong (?:so|gia tri|cong|kinh phi|von|muc|dien tich|dan so|luong|tien)\b"
)
_TOTAL = re.compile(r"(?:tong|tong (?:cong|so)|cong|tong cong \w+)$")
_COVERED = 0.75  # of the question's content that title, headings and row must hold
_LEAST_SHARED = 2  # words of a column's name that the question says


def total(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """The row that adds up the column which the question asks the total of, None where there
    is none: what is asked of one row's place or name is in no total."""
    if not _TOTAL_ASKED.search(question.plain):
        return None
    for candidate in candidates:
        if not candidate.barred and _adds_up(question, candidate):
            return candidate
    return None


def _adds_up(question: Question, candidate: Candidate) -> bool:
    if not vi.is_row(candidate.text):
        return False
    cells = [(column, candidate.text[slice(*value)]) for column, value in vi.cells(candidate.text)]
    if not any(_TOTAL.match(vi.fold(value).strip()) for _, value in cells):
        return False
    asked = {term.key for term in question.terms}
    summed = [
        column
        for column, value in cells
        if value[:1].isdigit() and len(asked & set(question.spell(column).split())) >= _LEAST_SHARED
    ]
    near = question.spell(f"{candidate.hit.chunk.context} . {_caption(candidate)} {candidate.text}")
    said = asked & set(near.split())
    named = all(phrase in near for phrase in question.phrases)
    return bool(summed) and named and len(said) >= _COVERED * len(asked)


def _caption(candidate: Candidate) -> str:
    """The lines of the table's passage that are no rows."""
    chunk = candidate.hit.chunk
    lines = (chunk.text[start:end] for start, end in chunk.own_sentences)
    return " . ".join(line for line in lines if not vi.is_row(line))
