"""Questions on the rows of tables: what a column says of a thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.onboarding.glossary import is_abbreviation
from assistant.onboarding.paper import Cell, Line, Paper
from assistant.onboarding.quiz import (
    WRONG,
    Asked,
    Form,
    Item,
    betrayed,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
    within,
)

_LEAST_ROWS = 4
_MOST_KEY, _MOST_VALUE = 90, 70  # characters
_MOST_OF_COLUMN = 2  # questions on single cells: a table is looked up, not learned by heart
_PAIRS = 4  # of a question to match
ORDINAL = re.compile(r"stt|tt|số tt|số thứ tự|ô số|thứ tự", re.I)
# Columns that say nothing of the thing, or say it by way of example.
_IDLE = re.compile(
    r"ví dụ|ghi chú|nguồn|minh họa|minh hoạ|cách viết khác|viết tắt|tên viết"
    r"|kiểu dữ liệu|độ dài|trường thông tin|tên trường|mã định danh",
    re.I,
)
_DEPENDENT = re.compile(r"trường hợp|đối với|khi |nếu |gồm|khác|như trên", re.I)
_UNKNOWN = re.compile(r"không (?:ghi|có|rõ|nêu|áp dụng)|chưa ")


@dataclass(frozen=True)
class _Row:
    line: Line
    key: Cell
    cells: tuple[Cell, ...]


def items(paper: Paper) -> Iterator[Item]:
    for rows in tables(paper):
        yield from _of_table(paper, rows)


def tables(paper: Paper) -> Iterator[list[Line]]:
    """Runs of rows under one heading."""
    run: list[Line] = []
    for line in paper.lines:
        if line.cells and (not run or run[-1].section == line.section):
            run.append(line)
            continue
        yield run
        run = [line] if line.cells else []
    yield run


def _of_table(paper: Paper, lines: Sequence[Line]) -> Iterator[Item]:
    if len(lines) < _LEAST_ROWS or not lines[0].section:
        return
    rows = _keyed(lines)
    for column in dict.fromkeys(cell.column for row in rows for cell in row.cells):
        if _IDLE.search(column) or ORDINAL.fullmatch(column):
            continue
        told = [(row, cell) for row in rows for cell in row.cells if cell.column == column]
        told = [(row, cell) for row, cell in told if _is_value(cell.text)]
        values = {plain(cell.text): cell.text for _, cell in told}
        if len(values) <= WRONG:
            continue
        asked = (_item(paper, row, cell, list(values.values())) for row, cell in told)
        found = sorted((one for one in asked if one), key=lambda one: one.id)
        yield from found[:_MOST_OF_COLUMN]
        if match := _match(paper, found):
            yield match


def _keyed(lines: Sequence[Line]) -> list[_Row]:
    """The rows with the cell that names their thing: the first column, but for numbering, that
    names each only once."""
    columns = dict.fromkeys(cell.column for line in lines for cell in line.cells)
    for column in columns:
        if ORDINAL.fullmatch(column):
            continue
        named = [(line, cell) for line in lines for cell in line.cells if cell.column == column]
        names = [plain(cell.text) for _, cell in named]
        if len(named) >= _LEAST_ROWS and len(set(names)) >= 0.8 * len(names):
            return [
                _Row(line, cell, tuple(one for one in line.cells if one.column != column))
                for line, cell in named
                if names.count(plain(cell.text)) == 1 and _is_key(cell.text)
            ]
    return []


def _is_key(words: str) -> bool:
    bare = words.lstrip("-–• ")
    if is_abbreviation(bare):  # the glossary asks for it
        return False
    return 2 < len(bare) <= _MOST_KEY and "..." not in bare and not _DEPENDENT.match(bare)


def _is_value(words: str) -> bool:
    if _UNKNOWN.search(words) or len(words) > _MOST_VALUE:
        return False
    return "…" not in words and "..." not in words and bool(plain(words))


def _item(paper: Paper, row: _Row, cell: Cell, values: Sequence[str]) -> Item | None:
    key = row.key.text.lstrip("-–• ")
    quote = paper.quote(row.line.start, row.line.end, row.line.section)
    others = [
        one.text for one in row.cells if one is not cell and not ORDINAL.fullmatch(one.column)
    ]
    if any(says(words, cell.text) for words in (key, quote.section, paper.record.title)):
        return None  # it gives itself away
    identity = item_id(Asked.CELL, quote, key, cell.column)
    wrong = nearest(
        identity,
        [one for one in values if _shape(one) == _shape(cell.text)],
        lambda one: not within(one, cell.text) and not says(key, one),
        plain,
    )
    if betrayed(key, cell.text, wrong):
        return None
    if len(wrong) < WRONG or any(says(words, cell.text) for words in others):
        return None
    options = shuffled((cell.text, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.CELL, key, cell.column, quote.section, options,
                cell.text, quote)  # fmt: skip


def _match(paper: Paper, found: Sequence[Item]) -> Item | None:
    """Things of the table, each with what the column says of it, no two the same."""
    distinct = {plain(one.answer): one for one in reversed(found)}
    chosen = sorted(distinct.values(), key=lambda one: one.id)[:_PAIRS]
    apart = all(
        one is other or not within(one.answer, other.answer) for one in chosen for other in chosen
    )
    if len(chosen) < _PAIRS or not apart:
        return None
    chosen.sort(key=lambda one: one.quote.start)
    start, end = chosen[0].quote.start, chosen[-1].quote.end
    quote = paper.quote(start, end, chosen[0].section)
    pairs = tuple((one.subject, one.answer) for one in chosen)
    identity = item_id(Asked.COLUMN, quote, *(f"{a}={b}" for a, b in pairs))
    rights = shuffled((right for _, right in pairs), identity)
    return Item(identity, Form.MATCH, Asked.COLUMN, "", chosen[0].column, quote.section, rights,
                "", quote, pairs)  # fmt: skip


def _shape(value: str) -> str:
    """Words, or a number with its unit: «hơn 39 triệu USD» among «11» and «44» stands out."""
    if not any(map(str.isdigit, value)):
        return "words"
    return re.sub(r"[^\W\d]+", lambda word: word[0].lower(), re.sub(r"[\d\s.,–-]+", "", value))
