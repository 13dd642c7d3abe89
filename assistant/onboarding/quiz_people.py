"""Questions on tables that say who held a post when, or who is in charge of what, however short.
Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.onboarding.paper import Cell, Line, Paper
from assistant.onboarding.quiz import (
    Asked,
    Form,
    Item,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
)
from assistant.onboarding.quiz_blanks import Blank, posts_of
from assistant.onboarding.quiz_kinds import is_person
from assistant.onboarding.quiz_tables import ORDINAL, tables
from assistant.posts import posts

_LEAST_ROWS = 2
_LEAST_WRONG = 2  # an office's documents name few people


def items(paper: Paper, known: Sequence[Blank]) -> Iterator[Item]:
    """The wrong options are first those of the table's other rows, then other people `known`, who
    held no such post."""
    others = [one for one in known if one.person and is_person(one.words)]
    for rows in tables(paper):
        if len(rows) < _LEAST_ROWS:
            continue
        for column in dict.fromkeys(cell.column for row in rows for cell in row.cells):
            named = [_named(row, column) for row in rows]
            if all(cell is not None and is_person(cell.text) for cell in named):
                yield from _of_column(paper, rows, column, others)


def _of_column(
    paper: Paper, rows: Sequence[Line], column: str, others: Sequence[Blank]
) -> Iterator[Item]:
    held = posts(column)
    beside = [
        one.words
        for one in others
        if not any(post.name == other.name for post in held for other in posts_of(one))
    ]
    for row in rows:
        key, cell = _key(rows, row, column), _named(row, column)
        if key is None or cell is None or says(f"{key.text} {row.section}", cell.text):
            continue
        quote = paper.quote(row.start, row.end, row.section)
        identity = item_id(Asked.HOLDER, quote, key.text, column)
        here = [one.text for each in rows if (one := _named(each, column))]
        wrong = _wrong(identity, row, here, beside)
        if len(wrong) >= _LEAST_WRONG:
            options = shuffled((cell.text, *wrong), identity)
            yield Item(identity, Form.CHOOSE, Asked.HOLDER, key.text, column, row.section, options,
                       cell.text, quote)  # fmt: skip


def _wrong(identity: str, row: Line, here: Sequence[str], beside: Sequence[str]) -> list[str]:
    return nearest(
        identity,
        [*here, *beside],
        lambda one: not says(row.text, one),
        plain,
        lambda one: one in here,
    )


def _named(row: Line, column: str) -> Cell | None:
    return next((cell for cell in row.cells if cell.column == column), None)


def _key(rows: Sequence[Line], row: Line, column: str) -> Cell | None:
    """The first cell of the row, but for numbering and people, that no other row has."""
    for cell in row.cells:
        if cell.column == column or ORDINAL.fullmatch(cell.column) or is_person(cell.text):
            continue
        same = [
            each for each in rows if (one := _named(each, cell.column)) and one.text == cell.text
        ]
        if len(same) == 1:
            return cell
    return None
