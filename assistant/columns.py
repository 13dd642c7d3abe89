"""Lists that a table holds under one value of a column: «những địa phương nào của Pháp» is every
row with «Pháp» in a cell of its own. Pure.

No such row sounds like the question, and ranked one by one some would be left out; so the table
is read as a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.extract import certain
from assistant.question import Asked, Question
from assistant.select import Selection
from index.aliases import Aliases, Name
from index.records import StoredChunk
from ingest import text as vi

_MOST = 24  # rows
_UNITS = r"(?:tinh|thanh pho|quan(?! he)|huyen|vung|bang)"
_UNIT = re.compile(rf"(?<=nhung ){_UNITS}\b|(?<=cac ){_UNITS}\b|\b{_UNITS}(?= (?:nao|gi)\b)")
_ASKED_OF_PLACES = frozenset("địa phương tỉnh thành phố quận huyện vùng bang nơi nước".split())
# One relation under its names; twinning is a closer one and has to be said.
_RELATION = frozenset("quan hệ hợp tác đối hữu nghị thiết lập có kể tên danh sách mục".split())
# More than a relation: only a table that tells of agreements can say so.
_SIGNED = frozenset("ký kết thỏa thuận bản".split())
_TELLS_SIGNED = ("ký", "thỏa thuận")
_WHETHER = frozenset("phải đúng không chưa hay".split())
_TELLS_RELATION = ("đối tác", "hợp tác", "quan hệ", "thỏa thuận")


@dataclass(frozen=True)
class _Row:
    chunk: StoredChunk
    position: int
    cells: tuple[tuple[str, str], ...]  # the column's name, the value

    @property
    def values(self) -> set[str]:
        return {vi.fold(value) for _, value in self.cells}


def asks_for_column(question: Question) -> bool:
    """Whether it asks with which places of one country there are relations, or whether there
    are any with a place, and nothing that would narrow them down."""
    if question.asks_whether:
        return (
            bool(_meant(question))
            and not _narrowed(question)
            and _words(question) <= _either(question, _RELATION | _WHETHER)
        )
    countries = [name for name in question.names if name.kind == "country"]
    others = [name for name in question.names if name.kind != "country"]
    return (
        question.asked == {Asked.PLACE}
        and question.places_asked == "locality"
        and len(countries) == 1
        and all(name == question.home for name in others)
        and not _narrowed(question)
        and _words(question) <= _either(question, _RELATION | _SIGNED)
    )


def _narrowed(question: Question) -> bool:
    return any(
        (
            question.years, question.months, question.numbers, question.references,
            question.posts, question.ordinals, question.phrases,
        )
    )  # fmt: skip


def _meant(question: Question) -> Name | None:
    """The place whose rows answer: the nearest named, a town before its country; None where
    several are named."""
    abroad = [name for name in question.names if name != question.home]
    local = [name for name in abroad if name.kind != "country"] or abroad
    return local[0] if len(local) == 1 else None


def column(
    question: Question, chunks: Sequence[StoredChunk], about: frozenset[Name], aliases: Aliases
) -> Selection | None:
    """The rows of the first table of partners, in a document's chunks, that hold the place;
    None where there are none, or where the document is about another place than the office's.
    `about` gives the names of the document's subject."""
    wanted = _meant(question)
    if wanted is None:
        return None
    home = question.home
    local = {name for name in about if home and name.kind == home.kind}
    if home not in local and (local or home in question.names):
        return None
    rows = [row for chunk in sorted(chunks, key=lambda one: one.start) for row in _rows(chunk)]
    held = [row for row in rows if _holds(row, wanted, aliases) and _tells_relation(row)]
    if _words(question) & _either(question, _SIGNED):
        held = [row for row in held if _tells_signed(row)]
    same = [row for row in held if row.chunk.headings == held[0].chunk.headings]
    if unit := _UNIT.search(question.plain):
        same = [row for row in same if unit[0] in row.values]
    kept = {row.chunk.sentences[row.position]: row for row in same}  # chunks may overlap
    if not kept:
        return None
    chosen = [certain(row.chunk, row.position) for row in kept.values()]
    return Selection(chosen=tuple(chosen[:_MOST]), cut=len(chosen) > _MOST)


def _words(question: Question) -> frozenset[str]:
    return question.predicate - _either(question, _ASKED_OF_PLACES)


def _either(question: Question, words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(vi.fold, words)) if question.folded else words


def _rows(chunk: StoredChunk) -> list[_Row]:
    found = []
    for position, span in enumerate(chunk.own_sentences):
        text = chunk.text[slice(*span)]
        if vi.is_row(text):
            cells = tuple((column, text[slice(*value)]) for column, value in vi.cells(text))
            found.append(_Row(chunk, position, cells))
    return found


def _holds(row: _Row, place: Name, aliases: Aliases) -> bool:
    """Whether a cell says the place and nothing else."""
    for _, value in row.cells:
        mentions = aliases.find(value)
        whole = len(mentions) == 1 and value.strip() == value[mentions[0].start : mentions[0].end]
        if whole and mentions[0].name == place:
            return True
    return False


def _tells_relation(row: _Row) -> bool:
    """Whether a column is that of the partners' places, by its name or by the heading above,
    which then tells of such places too: a table of organisations or of visits names none."""
    above = " ".join(row.chunk.headings[-1:]).lower()
    above = above if any(told in above for told in ("địa phương", "đối tác")) else ""
    return any(
        "địa phương" in name.lower()
        and any(told in f"{name.lower()} {above}" for told in _TELLS_RELATION)
        for name, _ in row.cells
    )


def _tells_signed(row: _Row) -> bool:
    """Whether a column, or the heading above, says that agreements are listed."""
    columns = [name for name, _ in row.cells]
    said = [words.lower() for words in (*columns, *row.chunk.headings[-1:])]
    return any(re.search(rf"\b{told}\b", words) for words in said for told in _TELLS_SIGNED)
