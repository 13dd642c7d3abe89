"""What of a list or of a table belongs to the sentence or the row that answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.extract import Candidate
from assistant.headings import is_heading
from assistant.posts import asks_who_holds
from assistant.question import Asked, Question
from ingest import text as vi

_ALIKE = 0.85  # of the best one's probability, for rows to answer together
_COVERED = 0.5  # of the question's content, for a row with the post that it asks about
_MOST_ITEMS = 12  # of a list that a quoted sentence announces
_EXAMPLE = re.compile(r"(?:Ví dụ|Thí dụ|Chẳng hạn)\b")
_ITEM = re.compile(r"\d+[.)]|[a-zđ][.)]\s|[-–•+]")
_LABELLED_ITEM = re.compile(r"(?:\d+[.)]|[a-zđ][.)]|[-–•+])\s*[^:.;,]{2,60}:\s+\S")


def with_lists(
    question: Question, chosen: Sequence[Candidate], candidates: Sequence[Candidate]
) -> list[Candidate]:
    """A sentence that ends in a colon brings the list that it announces; items bring the
    rest of their list where a list is asked for or where several of it were chosen, since a
    list with a silent hole misleads."""
    by_place = {(one.hit.chunk.id, one.position): one for one in candidates}
    items = [one for one in chosen if _ITEM.match(one.text)]
    complete: list[Candidate] = []
    for candidate in _with_rules(chosen, by_place):
        siblings = [one for one in items if one.hit.chunk.id == candidate.hit.chunk.id]
        run = [candidate]
        several = len(siblings) > 1 and not question.asks_whether
        whole = question.asks_for_list and not _LABELLED_ITEM.match(candidate.text)
        if candidate in items and (whole or several):
            run = [
                *_items(candidate, by_place, -1)[::-1],
                candidate,
                *_items(candidate, by_place, 1),
            ]
        elif candidate.text.endswith(":"):
            run += _items(candidate, by_place, 1)
        complete.extend(one for one in run if one not in complete)
    return complete


def _with_rules(
    chosen: Sequence[Candidate], by_place: Mapping[tuple[str, int], Candidate]
) -> list[Candidate]:
    """An example brings the sentence that it is an example of."""
    found: list[Candidate] = []
    for candidate in chosen:
        rule = by_place.get((candidate.hit.chunk.id, candidate.position - 1))
        if _EXAMPLE.match(candidate.text) and rule and not is_heading(rule):
            found.append(rule)
        found.append(candidate)
    return list(dict.fromkeys(found))


def _items(
    start: Candidate, by_place: Mapping[tuple[str, int], Candidate], step: int
) -> list[Candidate]:
    """The list items that follow (step 1) or precede (-1) a sentence without a gap."""
    found: list[Candidate] = []
    for distance in range(1, _MOST_ITEMS + 1):
        item = by_place.get((start.hit.chunk.id, start.position + step * distance))
        if item is None or not _ITEM.match(item.text) or is_heading(item):
            break
        found.append(item)
    return found


def rows(
    question: Question,
    best: Candidate,
    answering: Sequence[Candidate],
    candidates: Sequence[Candidate],
) -> list[Candidate]:
    """The rows of one table that answer alike, in the table's order; of a column that the
    question names with one of its values all the rows that hold this value, and no other."""

    def of_table(every: Sequence[Candidate]) -> list[Candidate]:
        chunk = best.hit.chunk
        own = {
            one.span: one  # chunks may overlap
            for one in every
            if vi.is_row(one.text)
            and one.hit.chunk.headings == chunk.headings
            and one.hit.chunk.document.id == chunk.document.id
        }
        return [own[span] for span in sorted(own)]

    if question.asks_for_list:
        every = of_table([one for one in candidates if not one.barred])
        if holding := [one for one in every if _holds_value(question, one, every)]:
            return holding
    return of_table([one for one in answering if one.probability >= _ALIKE * best.probability])


def post_rows(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The rows that say in a cell of its own the post that the question asks the holder of: a
    list of members, whose rows sound like nothing. Of one table, or none at all."""
    if Asked.PERSON not in question.asked or len(question.posts) != 1:
        return []
    if not asks_who_holds(question.text, question.posts[0]):
        return []
    post = vi.fold(question.posts[0].written).strip()
    found = {
        one.span: one  # chunks may overlap
        for one in candidates
        if vi.is_row(one.text) and not one.barred and one.covered >= _COVERED
        if any(vi.fold(one.text[slice(*at)]).strip() == post for _, at in vi.cells(one.text))
    }
    tables = {(one.hit.chunk.document.id, one.hit.chunk.headings) for one in found.values()}
    return [found[span] for span in sorted(found)] if len(tables) == 1 else []


def _holds_value(question: Question, row: Candidate, rows: Sequence[Candidate]) -> bool:
    """Whether the row holds a value that the question names together with its column:
    «… do Văn phòng chủ trì» of «Chủ trì: Văn phòng»."""
    asked = question.spell(question.text)

    def named(one: Candidate) -> set[tuple[str, str]]:
        cells = {
            (question.spell(column), question.spell(one.text[slice(*value)]))
            for column, value in vi.cells(one.text)
        }
        return {(column, value) for column, value in cells if column in asked and value in asked}

    wanted = set().union(*map(named, rows))
    return any(
        question.spell(name) == column and value in question.spell(row.text[slice(*span)])
        for column, value in wanted
        for name, span in vi.cells(row.text)
    )
