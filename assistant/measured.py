"""Whether a sentence gives the amount that is asked for: of that thing, in that unit. Pure."""

from __future__ import annotations

import re

from assistant.counting import without_dates
from assistant.question import Asked, Question
from ingest import text as vi

_MONEY_ASKED = re.compile(
    r"\b(?P<what>kinh phi|chi phi|tong muc|le phi|hoc phi|gia ve|so tien|ngan sach|tri gia|muc chi|"
    r"tong von|muc (?:thu|phi|luong|dau tu|ho tro|tai tro))\b.*\bbao nhieu(?=\s*[?.!]*$|\s+la\b)"
)
_MONEY = re.compile(
    r"\d[\d.,]*\s*(?:nghìn |ngàn |triệu |tỷ |tỉ )*(?:đồng|USD|EUR|VND|VNĐ|đô la|yên|won|euro|"
    r"franc|kíp|bạt|nhân dân tệ)|\b(?:USD|EUR|VND|VNĐ)\)?:? ?\d|[¥$€]\s?\d|\d\s?[¥$€]|"
    r"\d\s*(?:tỷ|tỉ|triệu)\b|\d\s*%|hệ số|(?:không|miễn)(?: \w+)? (?:thu|phí|lệ phí)|miễn phí",
    re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"(?:chưa|không) (?:có|thống kê|công bố|rõ|cập nhật)|đang|\.\.\.|-|–", re.I)
_CLAUSE = re.compile(r";\s")
_CLAUSE_LABEL = re.compile(r"\s*(?:Điều \d+\.|\d+[.)])")
_LEAST_SHARED = 3  # words of the question in the clause that it is about


def lacks_amount(question: Question, sentence: str, above: str) -> bool:
    """Whether how much is asked for where the sentence gives no amount of it; what money is
    asked for must be named by the sentence or `above` it."""
    if Asked.QUANTITY not in question.asked:
        return False
    if asked := _MONEY_ASKED.search(question.plain):
        what, near = (
            question.spell(question.text[slice(*asked.span("what"))]),
            question.spell(above),
        )
        if what not in near and not question.reworded(what, near):
            return True
        if not _MONEY.search(sentence):
            return True
    if vi.is_row(sentence):
        return _cell_is_empty(question, sentence)
    return _counts_in_another_clause(question, sentence)


def _cell_is_empty(question: Question, row: str) -> bool:
    """Whether the column that the question names says that there is no figure."""
    asked = _asked_words(question)
    best, said = 0, ""
    for column, (start, end) in vi.cells(row):
        shared = len(asked & set(question.spell(column).split()))
        if shared > best:
            best, said = shared, row[start:end]
    return best > 0 and _NO_FIGURE.match(said.strip()) is not None


def _counts_in_another_clause(question: Question, sentence: str) -> bool:
    """Whether the clause that is about the question's subject has no number where another one,
    which hardly is, has: «phía A lo chỗ ở; vé máy bay không quá 20 triệu đồng»."""
    clauses = _CLAUSE.split(sentence)
    if len(clauses) < 2:
        return False
    asked = _asked_words(question)
    shared = [len(asked & set(question.spell(clause).split())) for clause in clauses]
    counting = [n for n, clause in zip(shared, clauses, strict=True) if _counts(clause)]
    best = max(shared)
    return bool(counting) and best >= _LEAST_SHARED and 2 * max(counting) <= best


def _asked_words(question: Question) -> set[str]:
    return {term.key for term in question.terms}


def _counts(clause: str) -> bool:
    """Whether it holds a number that is no part of a date, a label or a document's number."""
    label = _CLAUSE_LABEL.match(clause)
    return re.search(r"\d", without_dates(clause)[label.end() if label else 0 :]) is not None
