"""The row of a table with the most or the least of a column: «dự án nào có giá trị lớn nhất».
Pure.

No row says so of itself, and the row that sounds most like the question is any of them; so the
table is read as a table, whole, and only where its column can be compared throughout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assistant.extract import certain
from assistant.ground import document_year, years_covered
from assistant.quantities import quantities, same_unit
from assistant.question import Question
from assistant.select import Selection
from index.records import StoredChunk
from ingest import text as vi
from ingest.document import Span

_MOST = r"nhieu|lon|cao|dai|dong|rong|nang"
_LEAST = r"it|nho|thap|ngan|hep|nhe"
# «nhiều dự án nhất», but not «nhiều huân chương hạng Nhất» nor «nhiều đoàn Nhật Bản»
_EXTREME = re.compile(
    rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))(?: \w+){{0,4}}? "
    r"(?<!hang )(?<!thu )(?<!giai )(?P<mark>nhat)\b(?! ban\b)"
)
_WHICH = re.compile(r"\b(?:nao|gi|ai)\b")
_TOTAL = re.compile(r"(?:tong|cong)\b")
# Words that a question has besides the column's name and what the table is about.
_SAYS_LITTLE = frozenset(
    "có là trong số của về các những được mà thì tổng giá trị nhất nhiều lớn cao dài đông rộng "
    "nặng ít nhỏ thấp ngắn hẹp nhẹ danh sách bảng".split()
)
_LEAST_ROWS = 3  # of which one can be the most
_COVERED = 0.75  # of the question's content that the table's headings and columns must hold
_TIES = 3  # rows with the same value that are still an answer


@dataclass(frozen=True)
class _Row:
    chunk: StoredChunk
    position: int
    cells: dict[str, str]


def asks_for_extreme(question: Question) -> bool:
    """Whether it asks which of several has the most or the least of something."""
    return _extreme(question) is not None and bool(_WHICH.search(question.plain))


def _extreme(question: Question) -> re.Match[str] | None:
    for found in _EXTREME.finditer(question.plain):
        if question.folded or vi.lower_key(question.text[slice(*found.span("mark"))]) == "nhất":
            return found
    return None


def extreme(question: Question, chunks: Sequence[StoredChunk]) -> Selection | None:
    """The row (rows, where several are alike) with the most or the least of the column that the
    question names, in the first table of a document's chunks that fits it; None where there is
    none, or where a value can't be compared with the others."""
    found = _extreme(question)
    if found is None:
        return None
    for rows in _tables(chunks):
        column = _column(question, rows)
        values = [_value(row.cells[column]) for row in rows] if column else []
        numbers = [value for value in values if value is not None]
        if not numbers or not _comparable(rows, column):
            continue
        wanted = max(numbers) if found["most"] else min(numbers)
        same = [row for row, value in zip(rows, numbers, strict=True) if value == wanted]
        if len(same) <= _TIES:
            return Selection(tuple(certain(row.chunk, row.position) for row in same))
    return None


def _tables(chunks: Sequence[StoredChunk]) -> list[list[_Row]]:
    """Rows under the same headings that begin with the same column, since one with an empty cell
    lacks its name; without those that add up."""
    tables: dict[tuple[tuple[str, ...], str], dict[Span, _Row]] = {}
    for chunk in sorted(chunks, key=lambda one: one.start):
        for position, span in enumerate(chunk.own_sentences):
            text = chunk.text[slice(*span)]
            if not vi.is_row(text):
                continue
            cells = {name: text[slice(*value)].strip() for name, value in vi.cells(text)}
            if not cells or any(_TOTAL.match(vi.fold(value)) for value in cells.values()):
                continue
            table = tables.setdefault((chunk.headings, next(iter(cells))), {})
            table[chunk.sentences[position]] = _Row(chunk, position, cells)  # chunks may overlap
    every = [[table[span] for span in sorted(table)] for table in tables.values()]
    return [rows for rows in every if len(rows) >= _LEAST_ROWS]


def _column(question: Question, rows: Sequence[_Row]) -> str:
    """The column of figures that the question names, where title, headings and the names of
    columns hold what else it says; empty otherwise."""
    little = frozenset(map(vi.fold, _SAYS_LITTLE)) if question.folded else _SAYS_LITTLE
    asked = {term.key for term in question.terms} - little
    names = list(rows[0].cells)
    chunk = rows[0].chunk
    about = question.spell(" . ".join((chunk.context, *names))).split()
    if not asked or len(asked & set(about)) < _COVERED * len(asked):
        return ""
    if not _is_about(question, chunk):
        return ""
    wanted = {term.key for term in question.terms}
    figures = [
        name for name in names if all(_value(row.cells.get(name, "")) is not None for row in rows)
    ]
    shared = {name: len(wanted & set(question.spell(name).split())) for name in figures}
    best = max(shared.values(), default=0)
    fitting = [name for name, count in shared.items() if count == best > 0]
    return fitting[0] if len(fitting) == 1 else ""


def _is_about(question: Question, chunk: StoredChunk) -> bool:
    """Whether title and headings bear out the particulars of the question: one row's place or
    year among others would need the rows to be sifted."""
    if question.months or question.numbers or question.references or question.posts:
        return False
    above = question.spell(chunk.context)
    years = years_covered(chunk.context)
    years |= {year} if (year := document_year(chunk.document)) else set()
    named = all(
        name == question.home or any(question.spell(each) in above for each in name.names)
        for name in question.names
    )
    return (
        named
        and question.years <= years
        and all(phrase in above for phrase in (*question.phrases, *question.ordinals))
    )


def _value(cell: str) -> Fraction | None:
    """The one exact number of a cell."""
    found = quantities(cell)
    if len(found) != 1 or found[0].low != found[0].high:
        return None
    return found[0].low


def _comparable(rows: Sequence[_Row], column: str) -> bool:
    """Whether all count the same: 145.000 USD against 2 tỷ đồng tells nothing."""
    first, *others = (quantities(row.cells[column])[0] for row in rows)
    return all(same_unit(first, other) for other in others)
