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
from assistant.ground import document_year
from assistant.quantities import Bound, Quantity, quantities, same_unit
from assistant.question import Question
from assistant.select import Selection
from assistant.superlatives import Superlative
from index.aliases import Name
from index.records import StoredChunk
from ingest import text as vi
from ingest.document import Span

# «Tổng cộng», «Cộng (I + II)», but not «Tổng Lãnh sự quán», «Công ty»
_TOTAL = re.compile(
    r"(?:tổng (?:cộng|số|chung|các|mục|nhóm|toàn)|cộng (?:dồn|chung|các|mục|nhóm|toàn)|cả nước|"
    r"toàn (?:tỉnh|thành phố|ngành|quốc)|bình quân|trung bình)(?!\w)|"
    r"(?:tổng|cộng)(?=\s*(?:$|[^\w\s]|\d|[ivx]+\b))",
    re.IGNORECASE,
)
_NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "no.", "#"})
_NAMING = re.compile(r"(?:ho (?:va )?ten|ten(?: goi)?|noi dung)$")
# Words that a question has besides the column's name and what the table is about.
_SAYS_LITTLE = frozenset(
    "có là trong số của về các những được mà thì tổng giá trị nhất nhiều lớn cao dài đông rộng "
    "nặng ít nhỏ thấp ngắn hẹp nhẹ danh sách bảng".split()
)
_HOW_MANY = frozenset("số lượng tổng".split())
_LEAST_ROWS = 3  # of which one can be the most
_COVERED = 0.75  # of the question's content that the table's headings and columns must hold
_TIES = 3  # rows with the same value that are still an answer


@dataclass(frozen=True)
class _Row:
    chunk: StoredChunk
    position: int
    cells: dict[str, str]

    def figure(self, column: str) -> Quantity | None:
        """The one exact number that a cell begins with: «giảm 12 %», «(12)», «hơn 12» and years
        are none."""
        cell = self.cells.get(column, "")
        if vi.years(cell) and cell.isdigit():
            return None
        lead = self._lead
        found = quantities(lead + cell)
        if len(found) != 1 or found[0].low != found[0].high or found[0].bound is not Bound.EXACT:
            return None
        said = cell[found[0].start - len(lead) : found[0].end - len(lead)]
        bare = cell[: found[0].start - len(lead)].strip() in ("", "$", "€")
        return found[0] if bare and "/" not in said else None

    def behind(self, column: str) -> str:
        """What stands behind the number: «triệu đồng/tháng» is less than «triệu đồng/năm»."""
        figure = self.figure(column)
        return vi.fold(f"{self._lead}{self.cells[column]}"[figure.end :]).strip() if figure else ""

    @property
    def _lead(self) -> str:
        """A cell of figures alone is as Vietnamese as the names of the columns."""
        return "" if vi.is_folded("".join(self.cells)) else "số: "


@dataclass(frozen=True)
class _Table:
    """Rows under the same headings that begin with the same column, since one with an empty cell
    lacks its name; `others` are those under these headings that begin otherwise."""

    rows: tuple[_Row, ...]
    others: tuple[_Row, ...]

    @property
    def columns(self) -> list[str]:
        return list(self.rows[0].cells)

    @property
    def chunk(self) -> StoredChunk:
        return self.rows[0].chunk


def extreme(
    question: Question,
    wanted: Superlative,
    chunks: Sequence[StoredChunk],
    about: frozenset[Name],
) -> Selection | None:
    """The row (rows, where several are alike) with the most or the least of the column that the
    question names, in the one table of a document's chunks that fits it; None where there is
    none, or several, or where a value can't be compared with the others. `wanted` is what the
    question asks the most of; `about` gives the names of the document's subject: of another place
    than the office's nothing is told."""
    if _is_elsewhere(question, about):
        return None
    found = [
        rows
        for table in _tables(chunks)
        if (column := _column(question, wanted, table))
        if (rows := _best(wanted, table, column))
    ]
    if len(found) != 1 or len(found[0]) > _TIES:
        return None
    return Selection(tuple(certain(row.chunk, row.position) for row in found[0]))


def _is_elsewhere(question: Question, about: frozenset[Name]) -> bool:
    home = question.home
    local = {name for name in about if home and name.kind == home.kind}
    return bool(local) and home not in local and not local & set(question.names)


def _tables(chunks: Sequence[StoredChunk]) -> list[_Table]:
    """The tables, without rows that add up and without those that may be several in one."""
    tables: dict[tuple[str, ...], dict[Span, _Row]] = {}
    for chunk in sorted(chunks, key=lambda one: one.start):
        for position, span in enumerate(chunk.own_sentences):
            text = chunk.text[slice(*span)]
            if not vi.is_row(text):
                continue
            cells = {name: text[slice(*value)].strip() for name, value in vi.cells(text)}
            if not cells or any(map(_TOTAL.match, cells.values())):
                continue
            table = tables.setdefault(chunk.headings, {})
            table[chunk.sentences[position]] = _Row(chunk, position, cells)  # chunks may overlap
    every = []
    for table in tables.values():
        rows = [table[span] for span in sorted(table)]
        for first in dict.fromkeys(next(iter(row.cells)) for row in rows):
            same = tuple(row for row in rows if next(iter(row.cells)) == first)
            others = tuple(row for row in rows if row not in same)
            if len(same) >= _LEAST_ROWS and _counts_on(same, first):
                every.append(_Table(same, others))
    return every


def _counts_on(rows: Sequence[_Row], first: str) -> bool:
    """Whether the rows are numbered through: a second 1 begins another table, «II» beside «2»
    a group of rows, which adds them up."""
    if vi.fold(first) not in _NUMBERING:
        return True
    numbers = [row.cells[first].strip(" .)") for row in rows]
    if not any(map(str.isdigit, numbers)):
        return True
    if not all(map(str.isdigit, numbers)):
        return False
    counted = list(map(int, numbers))
    return counted == sorted(set(counted))


def _column(question: Question, wanted: Superlative, table: _Table) -> str:
    """The column of figures that the question names, where title, headings and the names of
    columns hold what else it says; empty otherwise."""

    def either(words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(vi.fold, words)) if question.folded else words

    def words(text: str) -> set[str]:
        return set(question.spell(text).split())

    asked = {term.key for term in question.terms} - either(_SAYS_LITTLE)
    about = words(" . ".join((table.chunk.context, *table.columns)))
    cells = words(" . ".join(value for row in table.rows for value in row.cells.values()))
    by = [word for word in wanted.by if word not in either(_HOW_MANY)]
    if not asked or not by or len(asked & about) < _COVERED * len(asked):
        return ""
    # What only some rows hold would need them to be sifted.
    if (asked - about) & cells or not {*wanted.of, *by} <= about:
        return ""
    figures = [
        name
        for name in table.columns
        if vi.fold(name) not in _NUMBERING and all(row.figure(name) for row in table.rows)
    ]
    if not _tells_apart(question, wanted, table, figures):
        return ""
    measured = set(by if wanted.whole else by[-2:])
    fitting = [name for name in figures if measured <= words(name)]
    exact = [name for name in fitting if words(name) - either(_HOW_MANY) == set(by)]
    said = words(question.text)
    best = max((len(said & words(name)) for name in fitting), default=0)
    fitting = exact or [name for name in fitting if len(said & words(name)) == best]
    if len(fitting) != 1 or not _is_about(question, table.chunk, fitting[0]):
        return ""
    return fitting[0]


def _tells_apart(
    question: Question, wanted: Superlative, table: _Table, figures: Sequence[str]
) -> bool:
    """Whether each row is one of what is asked for: a country with several rows would have to be
    added up."""
    keys = [name for name in table.columns if name not in figures]
    own = [name for name in keys if wanted.of and f" {wanted.of[0]} " in question.spell(name)]
    named = [name for name in keys if _NAMING.match(vi.fold(name))]
    if wanted.of and not own and f" {wanted.of[0]} " not in question.spell(table.chunk.context):
        return False
    return any(
        len({vi.fold(row.cells.get(name, "")) for row in table.rows}) == len(table.rows)
        for name in own or named
    )


def _is_about(question: Question, chunk: StoredChunk, column: str) -> bool:
    """Whether title and headings bear out the particulars of the question: one row's place or
    year among others would need the rows to be sifted."""
    if question.months or question.numbers or question.references or question.posts:
        return False
    above = question.spell(chunk.context)
    named = all(
        name == question.home or any(question.spell(each) in above for each in name.names)
        for name in question.names
    )
    return (
        named
        and (not question.years or question.years == _years(chunk, column))
        and all(phrase in above for phrase in (*question.phrases, *question.ordinals))
    )


def _years(chunk: StoredChunk, column: str) -> set[int]:
    """The years of which a column tells: its own, else those of the headings, of the title, of
    the document. Of a period the figures of one of its years are not told."""
    for text in (column, *chunk.headings[::-1], chunk.document.title):
        if years := {year for _, year in vi.years(text)}:
            return years
    year = document_year(chunk.document)
    return {year} if year else set()


def _best(wanted: Superlative, table: _Table, column: str) -> list[_Row]:
    """The rows with the most or the least, where all count the same: 145.000 USD against 2 tỷ
    đồng tells nothing. None where one left out may have more, or this one adds up the others."""
    figures = [figure for row in table.rows if (figure := row.figure(column))]
    behind = {row.behind(column) for row in table.rows} - {""}
    if len(behind) > 1 or not all(same_unit(figures[0], other) for other in figures):
        return []
    values = [figure.low for figure in figures]
    best = max(values) if wanted.most else min(values)
    if wanted.most and 2 * best == sum(values):
        return []
    for row in table.others:
        if column in row.cells and not _is_sum(row, column, values):
            return []
    return [row for row, value in zip(table.rows, values, strict=True) if value == best]


def _is_sum(row: _Row, column: str, values: Sequence[Fraction]) -> bool:
    figure = row.figure(column)
    return figure is not None and figure.low == sum(values)
