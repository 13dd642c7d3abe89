"""Choosing the sentences of an answer from the candidates, or none. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.extract import Candidate, kinds_held
from assistant.ground import document_year
from assistant.question import Asked, Question
from index.aliases import Aliases, Name
from index.search import in_article
from ingest import text as vi

# From the risk–coverage curve of tests/benchmarks/fit_reading.py.
THRESHOLD = 0.35
_SECOND = 0.55  # of the best one's probability, to be quoted beside it
_RIVAL = 0.6  # of the best one's probability, for a newer document to take its place
_MOST_ROWS = 12
_MOST_OF_ARTICLE = 8  # sentences, where a whole article is asked for
_ROW = re.compile(r"[^:;]{1,60}: [^;]+(?:; [^:;]{1,60}: [^;]+)+")  # as ingest writes table rows
_SAME = 0.8  # overlap of syllables from which two sentences say the same


@dataclass(frozen=True)
class Selection:
    """The sentences to quote: `chosen` in the order of the answer; `older` hold the same
    fact of an earlier document; `uncovered` are names of the question that nothing covers;
    `cut` says that the part asked for goes on beyond what is quoted."""

    chosen: tuple[Candidate, ...] = ()
    older: tuple[Candidate, ...] = ()
    uncovered: tuple[Name, ...] = ()
    cut: bool = False


def select(
    question: Question, candidates: Sequence[Candidate], aliases: Aliases, most: int
) -> Selection:
    """At most `most` sentences that answer, table rows that belong together aside; an empty
    selection is a refusal."""
    if question.asks_for_article:
        return _article(question, candidates)
    answering = [
        candidate
        for candidate in candidates
        if not candidate.missing
        and candidate.probability >= THRESHOLD
        and not _is_heading(candidate)
    ]
    if not answering:
        return Selection()
    best = _newest_rival(question, answering)
    if _is_row(best):
        return _rows(best, answering)
    chosen = [best]
    older: list[Candidate] = []
    for candidate in answering:
        if len(chosen) + len(older) >= most:
            break
        if any(_same(candidate, other) for other in (*chosen, *older)):
            continue
        if _names_in(candidate, question, aliases) - _covered(chosen, question, aliases):
            chosen.append(candidate)
        elif candidate.probability < _SECOND * best.probability:
            continue
        elif _is_older(candidate, best, question):
            older += [candidate] * (not older)
        elif _adds(candidate, chosen, question, aliases):
            chosen.append(candidate)
    uncovered = _listed(question) - _covered(chosen, question, aliases)
    return Selection(
        chosen=tuple(_in_order(chosen)),
        older=tuple(older),
        uncovered=tuple(name for name in question.names if name in uncovered),
    )


def _adds(
    candidate: Candidate, chosen: Sequence[Candidate], question: Question, aliases: Aliases
) -> bool:
    """Whether one more sentence is worth reading: where several may make up the answer, or
    if it holds a kind of thing asked for that is still lacking."""
    if question.asked & {Asked.OTHER, Asked.PLACE}:
        return True
    held = set().union(*(kinds_held(question, other.text, aliases) for other in chosen))
    return bool(kinds_held(question, candidate.text, aliases) & question.asked - held)


def _rows(best: Candidate, answering: Sequence[Candidate]) -> Selection:
    """The rows of one table that answer alike, in the table's order."""
    rows = sorted(
        (
            candidate
            for candidate in answering
            if _is_row(candidate)
            and candidate.hit.chunk.headings == best.hit.chunk.headings
            and candidate.hit.chunk.document.id == best.hit.chunk.document.id
            and candidate.probability >= _SECOND * best.probability
        ),
        key=lambda candidate: candidate.span,
    )
    return Selection(chosen=tuple(rows[:_MOST_ROWS]), cut=len(rows) > _MOST_ROWS)


def _is_row(candidate: Candidate) -> bool:
    return _ROW.match(candidate.text) is not None


def _article(question: Question, candidates: Sequence[Candidate]) -> Selection:
    """The article that the question names, from its own heading on."""
    inside = [
        candidate
        for candidate in candidates
        if not candidate.missing
        and any(in_article(candidate.hit.chunk.headings, label) for label in question.articles)
    ]
    if not inside:
        return Selection()
    document = inside[0].hit.chunk.document.id
    text = sorted(
        (
            candidate
            for candidate in inside
            if candidate.hit.chunk.document.id == document
            and (not _is_heading(candidate) or _opens(candidate, question))
        ),
        key=lambda candidate: candidate.span,
    )
    return Selection(chosen=tuple(text[:_MOST_OF_ARTICLE]), cut=len(text) > _MOST_OF_ARTICLE)


def _opens(candidate: Candidate, question: Question) -> bool:
    return any(in_article((candidate.text,), label) for label in question.articles)


def _newest_rival(question: Question, answering: Sequence[Candidate]) -> Candidate:
    """The best candidate; or, where the question asks for the present or for who or how
    many without a year, the newest of those that answer nearly as well."""
    best = answering[0]
    if not question.timely:
        return best
    rivals = [
        candidate for candidate in answering if candidate.probability >= _RIVAL * best.probability
    ]
    return max(rivals, key=lambda candidate: (_age_key(candidate), candidate.probability))


def _age_key(candidate: Candidate) -> str:
    document = candidate.hit.chunk.document
    return document.date or str(document_year(document) or "")


def _is_older(candidate: Candidate, best: Candidate, question: Question) -> bool:
    different = candidate.hit.chunk.document.id != best.hit.chunk.document.id
    return different and question.timely and _age_key(candidate) < _age_key(best)


def _is_heading(candidate: Candidate) -> bool:
    """Also of a heading whose label and name stand on two lines."""
    return any(candidate.text in heading for heading in candidate.hit.chunk.headings)


def _names_in(candidate: Candidate, question: Question, aliases: Aliases) -> set[Name]:
    here = {mention.name for mention in aliases.find(candidate.text)}
    return here & _listed(question)


def _listed(question: Question) -> set[Name]:
    """Names of one kind side by side («Nhật Bản và Lào»), each of which wants its answer."""
    kinds = Counter(name.kind for name in question.names)
    return {name for name in question.names if kinds[name.kind] > 1}


def _covered(chosen: Sequence[Candidate], question: Question, aliases: Aliases) -> set[Name]:
    return set().union(*(_names_in(candidate, question, aliases) for candidate in chosen))


def _same(one: Candidate, other: Candidate) -> bool:
    first, second = (set(vi.terms(candidate.text, folded=True)) for candidate in (one, other))
    return len(first & second) >= _SAME * min(len(first), len(second))


def _in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Documents by their best sentence, sentences of one document in reading order."""
    rank: dict[str, int] = {}
    for candidate in chosen:
        rank.setdefault(candidate.hit.chunk.document.id, len(rank))
    return sorted(
        chosen,
        key=lambda candidate: (rank[candidate.hit.chunk.document.id], candidate.span),
    )
