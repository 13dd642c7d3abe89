"""Choosing the sentences of an answer from the candidates, or none. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.bars import about_something_else
from assistant.extract import Candidate
from assistant.ground import document_year, years_covered
from assistant.headings import is_heading
from assistant.kinds import (
    asked_match,
    asks_for_spot,
    defines,
    kinds_held,
    lacks_place,
    measures_other,
    names_holder,
    only_explains,
    places_named,
)
from assistant.lists import post_rows, rows, with_lists
from assistant.moments import is_over
from assistant.question import Asked, Question
from assistant.reasons import lacks_reason
from assistant.section import section
from assistant.totals import total
from index.aliases import Aliases, Name
from index.reference import in_article
from ingest import text as vi
from ingest.document import Span

# From the risk–coverage curve of tests/benchmarks/fit_reading.py.
THRESHOLD = 0.35
_EXPLAINING = 0.1
READ_THRESHOLD = 0.2  # of sentences that the reader has seen
# Shares of the question's content that a passage must hold, unless the reader's logit is at least
# so much; see docs/decisions/0008-answers.md.
_LEAST_COVERED = ((0.4, 2.5), (0.6, -2.0))
_BEYOND_DOUBT = 9.0  # a reader's logit from which what explains a term may answer more
_SECOND = 0.55  # of the best one's probability, to be quoted beside it
_UNSURE = 0.6  # probability below which the best one alone may not be the answer
_SECOND_GUESS = 0.3  # as _SECOND, where the best one is unsure
_RIVAL = 0.6  # of the best one's probability, for another to come before it
_CLOSE_RIVAL = 0.85  # the same where only an undated figure is asked for
_COUNTABLE = frozenset({Asked.QUANTITY, Asked.TIME, Asked.NUMBER})
_MOST_ROWS = 12
_AS_WELL = 0.75  # of the best match of the kind asked for
_MOST_OF_ARTICLE = 8  # sentences, where a whole article is asked for
_TASK_OF = re.compile(r"\bai (?P<task>chu tri|phoi hop|phu trach|thuc hien|theo doi|dau moi)\b")
_LONG = 50  # words of a sentence, beyond which a shorter one is looked for
_NEARLY = 0.8  # of the question's words that the long one says
_LEAST_TOLD = 2  # words of the question that a heading adds to the sentence under it
_SAME = 0.8  # overlap of syllables from which two sentences say the same


@dataclass(frozen=True)
class Selection:
    """The sentences to quote: `chosen` in the order of the answer; `older` hold the same
    fact of an earlier document; `heading` is that under which all that is chosen stands, where it
    is what was asked for; `uncovered` are names of the question that nothing covers;
    `cut` says that the part asked for goes on beyond what is quoted."""

    chosen: tuple[Candidate, ...] = ()
    older: tuple[Candidate, ...] = ()
    heading: str = ""
    uncovered: tuple[Name, ...] = ()
    cut: bool = False


def select(
    question: Question,
    candidates: Sequence[Candidate],
    aliases: Aliases,
    most: int,
    ended: Collection[str] = (),
) -> Selection:
    """At most `most` sentences that answer, table rows that belong together aside; an empty
    selection is a refusal. `ended` are ids of documents that have lost their force."""
    if question.small_talk:
        return Selection()
    if question.asks_for_article:
        return _article(question, candidates)
    if question.asks_for_document:
        return _mentioning(question, candidates, most)
    if part := section(question, candidates):
        return Selection(chosen=part.sentences, heading=part.heading, cut=part.cut)
    if row := total(question, candidates):
        return Selection(chosen=(row,))
    answering = _holding(
        question,
        [
            candidate
            for candidate in candidates
            if not candidate.barred
            and candidate.probability >= _threshold(question, candidate, aliases)
            and not is_heading(candidate)
            and _borne_out(question, candidate)
        ],
        aliases,
    )
    if not answering:
        return Selection(chosen=tuple(post_rows(question, candidates)))
    if question.timely:
        # Another province's newer document says nothing of the own office.
        answering = [one for one in answering if not one.elsewhere] or answering
    if not question.references:
        answering = _in_force(answering, ended)
    best = _shorter(question, _best(question, answering, aliases), answering, aliases)
    if vi.is_row(best.text) and not question.timely:
        found = rows(question, best, answering, candidates)
        return Selection(chosen=tuple(found[:_MOST_ROWS]), cut=len(found) > _MOST_ROWS)
    chosen = [best]
    unsure = best.read and best.probability < _UNSURE
    older: list[Candidate] = []
    for candidate in answering:
        if len(chosen) + bool(older) >= most:
            break
        if any(_same(candidate, other) for other in (*chosen, *older)):
            continue
        if _names_in(candidate, question, aliases) - _covered(chosen, question, aliases):
            chosen.append(candidate)
        elif candidate.probability < (_SECOND_GUESS if unsure else _SECOND) * best.probability:
            continue
        elif _is_older(candidate, best, question):
            older.append(candidate)
        elif _adds(candidate, chosen, question, aliases) or (unsure and len(chosen) == 1):
            chosen.append(candidate)
    uncovered = question.listed - _covered(chosen, question, aliases)
    if question.asks_whether:
        uncovered -= {question.home} if question.home else set()
    return Selection(
        chosen=tuple(with_lists(question, _in_order(chosen), candidates)),
        heading=_settling(question, chosen),
        older=tuple(sorted(older, key=_age_key)[-1:]),
        uncovered=tuple(name for name in question.names if name in uncovered),
    )


def _settling(question: Question, chosen: Sequence[Candidate]) -> str:
    """The heading that says with an item under it whether something is so: «Điều 3. Tài liệu
    không được đưa vào kho» of «2. Dự thảo …»; empty where the sentence says it by itself."""
    headings = {one.hit.chunk.headings[-1:] for one in chosen}
    if not question.asks_whether or len(headings) > 1 or headings == {()}:
        return ""
    ((heading,),) = headings
    told = question.predicate & set(question.spell(heading).split())
    said = question.spell(" ".join(one.text for one in chosen)).split()
    return heading if len(told - set(said)) >= _LEAST_TOLD else ""


def names_any(question: Question, selection: Selection) -> bool:
    """Whether it quotes what names a person of the question."""
    quoted = (question.spell(one.text) for one in (*selection.chosen, *selection.older))
    return any(phrase in text for text in quoted for phrase in question.phrases)


def together(
    asked: Sequence[tuple[Question, Sequence[Candidate], Selection]], aliases: Aliases
) -> Candidate | None:
    """The one sentence that answers two questions, each nearly as well as what was chosen for it
    alone; None where there is none, or where it cannot be told: only kinds of their own («năm
    nào» and «theo quyết định nào») show that it does."""
    kinds = [question.asked for question, _, _ in asked]
    telling = _COUNTABLE | {Asked.PERSON}
    if not frozenset().union(*kinds) <= telling or any(a & b for a, b in pairwise(kinds)):
        return None
    for candidate in (one for _, _, selection in asked for one in selection.chosen):
        if all(_answers_too(candidate, *one, aliases) for one in asked):
            return candidate
    return None


def _answers_too(
    candidate: Candidate,
    question: Question,
    candidates: Sequence[Candidate],
    selection: Selection,
    aliases: Aliases,
) -> bool:
    best = max((one.probability for one in selection.chosen), default=1.0)
    here = next(
        (one for one in candidates if (one.hit.chunk.id, one.span) == _place(candidate)), None
    )
    return (
        here is not None
        and not here.barred
        and here.probability >= _RIVAL * best
        and bool(_holding(question, [here], aliases))
        and kinds_held(question, here.text, aliases) == question.asked
    )


def _place(candidate: Candidate) -> tuple[str, Span]:
    return candidate.hit.chunk.id, candidate.span


def explaining(question: Question, candidates: Sequence[Candidate], most: int) -> Selection:
    """At most `most` sentences that explain the term asked about, and no other."""
    chosen: list[Candidate] = []
    for candidate in candidates:
        if candidate.barred or not defines(question, candidate.text):
            continue
        if len(chosen) < most and not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return Selection(chosen=tuple(_in_order(chosen)))


def _borne_out(question: Question, candidate: Candidate) -> bool:
    """Whether enough of what the question is about stands in the passage, or the reader is sure
    enough that it is said there in other words. What only sounds alike answers wrongly."""
    if defines(question, candidate.text):
        return True
    margin = candidate.margin if candidate.margin is not None else -math.inf
    if any(candidate.covered < share and margin < sure for share, sure in _LEAST_COVERED):
        return False
    explains = question.asks_for_part and only_explains(question, candidate.text)
    return margin >= _BEYOND_DOUBT or not explains


def _threshold(question: Question, candidate: Candidate, aliases: Aliases) -> float:
    """Less where the sentence explains the very term, or holds all the kinds of thing of which
    several are asked for at once."""
    if defines(question, candidate.text):
        return _EXPLAINING
    usual = READ_THRESHOLD if candidate.read else THRESHOLD
    every = (
        len(question.asked) > 1 and kinds_held(question, candidate.text, aliases) == question.asked
    )
    return usual / 2 if every else usual


def _with_context(candidate: Candidate) -> str:
    """The sentence with its passage up to it and the headings above."""
    chunk = candidate.hit.chunk
    end = chunk.own_sentences[candidate.position][1]
    return f"{chunk.context} . {chunk.text[:end]}"


def _holding(question: Question, answering: list[Candidate], aliases: Aliases) -> list[Candidate]:
    """Where a certain kind of thing is asked for, those that hold it about as well as any."""
    if question.asked & _COUNTABLE:
        # Without any number, date or document number there is no answer to such a question.
        answering = [one for one in answering if kinds_held(question, one.text, aliases)]
    answering = [one for one in answering if not _names_nobody(question, one, aliases)]
    answering = [
        one
        for one in answering
        if not lacks_place(question, one.text, aliases)
        and not measures_other(question, _with_context(one))
        and not about_something_else(question, one.text, _with_context(one), one.hit.chunk.context)
        and not is_over(question, one.text, document_year(one.hit.chunk.document))
        and not lacks_reason(question, one)
    ]
    matches = [asked_match(question, candidate.text, aliases) for candidate in answering]
    enough = _AS_WELL * max(matches, default=0.0)
    return [
        candidate for candidate, match in zip(answering, matches, strict=True) if match >= enough
    ]


def _names_nobody(question: Question, candidate: Candidate, aliases: Aliases) -> bool:
    """Whether a person is asked for where neither the sentence nor the reader names any."""
    if question.asks_for_holder:
        above = question.spell(f"{candidate.hit.chunk.context} . {candidate.text}")
        of_another = any(phrase not in above for phrase in question.phrases)
        return of_another or not names_holder(question, candidate.text, aliases)
    if question.asked != {Asked.PERSON}:
        return False
    if vi.is_row(candidate.text):  # which the reader has not seen
        if _gives_task(question, candidate.text):
            return False
    elif candidate.fit > 0.0:
        return False
    return not kinds_held(question, candidate.text, aliases)


def _gives_task(question: Question, row: str) -> bool:
    """Whether who does it («ai chủ trì …») is a matter of a column or a value of the row: an
    office may do what a person is asked for."""
    task = _TASK_OF.search(question.plain)
    if task is None:
        return False
    said = question.spell(question.text[slice(*task.span("task"))])
    cells = vi.cells(row)
    names = [question.spell(one) for name, span in cells for one in (name, row[slice(*span)])]
    return said in names


def _in_force(answering: list[Candidate], ended: Collection[str]) -> list[Candidate]:
    """Without the documents that have lost their force, where another answers nearly as well."""
    held = [one for one in answering if one.hit.chunk.document.id not in ended]
    enough = _RIVAL * max(one.probability for one in answering)
    return held if any(one.probability >= enough for one in held) else answering


def _adds(
    candidate: Candidate, chosen: Sequence[Candidate], question: Question, aliases: Aliases
) -> bool:
    """Whether one more sentence is worth reading: where several may make up the answer, or
    if it holds a kind of thing asked for that is still lacking."""
    if question.asked & {Asked.OTHER, Asked.PLACE}:
        return True
    held = set().union(*(kinds_held(question, other.text, aliases) for other in chosen))
    return bool(kinds_held(question, candidate.text, aliases) & question.asked - held)


def _article(question: Question, candidates: Sequence[Candidate]) -> Selection:
    """The article that the question names, from its own heading on."""
    inside = [
        candidate
        for candidate in candidates
        if not candidate.barred
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
            and (not is_heading(candidate) or _opens(candidate, question))
        ),
        key=lambda candidate: candidate.span,
    )
    return Selection(chosen=tuple(text[:_MOST_OF_ARTICLE]), cut=len(text) > _MOST_OF_ARTICLE)


def _mentioning(question: Question, candidates: Sequence[Candidate], most: int) -> Selection:
    """Sentences of other documents that name the one asked for."""
    naming = [
        candidate
        for candidate in candidates
        if not is_heading(candidate)
        and any(
            reference.fits(number)
            for _, number in vi.document_numbers(candidate.text)
            for reference in question.references
        )
    ]
    chosen: list[Candidate] = []
    for candidate in naming:
        if len(chosen) < most and not any(_same(candidate, other) for other in chosen):
            chosen.append(candidate)
    return Selection(chosen=tuple(_in_order(chosen)))


def _opens(candidate: Candidate, question: Question) -> bool:
    return any(in_article((candidate.text,), label) for label in question.articles)


def _best(question: Question, answering: Sequence[Candidate], aliases: Aliases) -> Candidate:
    """The most probable candidate; but of those nearly as probable the newest where time
    decides, and the one that lists most where places are asked for."""
    # A newer figure of something else is no newer figure.
    dated = Asked.PERSON in question.asked or question.current or not question.timely
    share = _RIVAL if dated else _CLOSE_RIVAL
    rivals = [
        candidate
        for candidate in answering
        if candidate.probability >= share * answering[0].probability
    ]
    if question.timely:
        return max(rivals, key=lambda candidate: (_age_key(candidate), candidate.probability))
    if Asked.PLACE in question.asked and not asks_for_spot(question):
        return max(
            rivals,
            key=lambda candidate: (
                vi.is_row(candidate.text),  # a table that lists them before a sentence about them
                places_named(question, candidate.text, aliases),
            ),
        )
    return answering[0]


def _shorter(
    question: Question, best: Candidate, answering: Sequence[Candidate], aliases: Aliases
) -> Candidate:
    """In the place of a sentence too long to be read aloud a row or a sentence half as long that
    says nearly as much of the question, where one thing is asked for."""
    length = len(best.text.split())
    if length < _LONG or question.asked & {Asked.OTHER, Asked.PLACE, Asked.IDENTITY}:
        return best
    said = _said(question, best)
    rivals = [
        one
        for one in answering
        if len(one.text.split()) * 2 <= length
        and one.probability >= _RIVAL * best.probability
        and len(_said(question, one) & said) >= _NEARLY * len(said)
        and asked_match(question, one.text, aliases) >= 1.0  # beyond doubt what is asked for
    ]
    return max(rivals, key=lambda one: one.probability, default=best)


def _said(question: Question, candidate: Candidate) -> set[str]:
    spelled = question.spell(candidate.text)
    return {term.key for term in question.terms if f" {term.key} " in spelled}


def _age_key(candidate: Candidate) -> tuple[str, int]:
    """Later is newer: the document's date, then the latest year that the sentence names,
    since a new document may recount the past."""
    document = candidate.hit.chunk.document
    year = document_year(document) or 0
    return document.date or str(year), max(years_covered(candidate.text), default=year)


def _is_older(candidate: Candidate, best: Candidate, question: Question) -> bool:
    return question.timely and _age_key(candidate) < _age_key(best)


def _names_in(candidate: Candidate, question: Question, aliases: Aliases) -> set[Name]:
    """The listed names, each of which wants its answer, that the sentence gives."""
    here = {mention.name for mention in aliases.find(candidate.text)}
    return here & question.listed


def _covered(chosen: Sequence[Candidate], question: Question, aliases: Aliases) -> set[Name]:
    return set().union(*(_names_in(candidate, question, aliases) for candidate in chosen))


def _same(one: Candidate, other: Candidate) -> bool:
    first, second = (set(vi.terms(candidate.text, folded=True)) for candidate in (one, other))
    if any(map(str.isdigit, "".join(first ^ second))):
        return False  # «42 công chức» and «31 công chức» are not the same
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
