"""When a sentence holds: dates that are deadlines, years that are over. Pure."""

from __future__ import annotations

import re

from assistant.ground import years_covered
from assistant.question import Asked, Question
from ingest import text as vi
from ingest.document import Span

# Patterns match folded text, whose offsets are the text's own.
_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat(?: (?:la|vao|den))?|muon nhat(?: la)?|han (?:cuoi|chot|nop)(?: la)?|"
    r"het han|(?:cho )?den het|khong qua|khong muon hon)"
    r"(?: \d{1,2} (?:gio|h)(?: \d{1,2})?)?,?(?: ngay| thang| nam)?\s*$"
)
_CLAUSE = re.compile(r"[,;:.]\s")
# With diacritics, since «cần» is not «cán»; a question without any is held against them folded.
_DEADLINE_ASKED = (
    r"\b(?:hạn|thời hạn|hết hạn|chậm nhất|muộn nhất|đến khi nào|đến ngày nào|đến bao giờ|"
    r"trước (?:ngày|tháng|năm|khi|thời)|phải|cần|xong|hoàn thành|hoàn tất|nghiệm thu)\b"
)
_HAPPENS = (
    r"\b(?:diễn ra|tổ chức|khai mạc|bế mạc|bắt đầu|khởi công|khánh thành|khai trương|được ký|ký|"
    r"thành lập|ra đời|sinh|bổ nhiệm|thăm|sang|đi|đến|làm việc|ghi hình|tiếp|họp|ban hành|"
    r"phát hành|trao|gặp|gửi|nhận)\b"
)
_DAY_ASKED = re.compile(r"\b(?:ngay|hom) (?:nao|may|bao nhieu)\b")
_DAY = re.compile(
    r"\b(?:ngay|mung|mong) \d|\b\d{1,2}[/.-]\d{1,2}(?!\d)|\b\d{1,2} thang \d|-\d\d-\d\d"
)
_PROPOSES = re.compile(r"(?<!\w)(?:đề nghị|đề xuất|mong muốn|kiến nghị)(?!\w)", re.IGNORECASE)
_DONE_ASKED = re.compile(r"\bđã\b", re.IGNORECASE)
_OVER = re.compile(
    r"^\W*(?:\w{1,3}[.)] )?(?:(?:trong|vao|cuoi|dau|tu dau) )?(?:giai doan |nhung )?"
    r"(?:nam|thang \d+ nam|thang \d+/) ?(?:19|20)\d\d\b|"
    r"\b(?:khi do|luc do|khi ay|luc ay|hoi do|luc bay gio|thoi diem do|truoc day)\b"
)


def tells_only_deadlines(question: Question, sentence: str) -> bool:
    """Whether it is asked when something takes place where every date is one by which
    something else is to be done («gửi thư mời trước ngày …»), or nothing but a month or a year
    is proposed where the day is asked."""
    if not _asks_when(question) or vi.is_row(sentence):
        return False
    if _only_proposes(question, sentence):
        return True
    dates = dated(sentence)
    done = _DONE_ASKED.search(question.text) is not None
    return bool(dates) and all(
        is_deadline(sentence, span) and (done or not _of_what_is_asked(question, sentence, span))
        for span in dates
    )


def names_day(text: str) -> bool:
    """Whether it names a day and not only a month or a year."""
    return _DAY.search(vi.fold(text)) is not None


def asks_for_day(question: Question) -> bool:
    return _DAY_ASKED.search(question.plain) is not None


def _only_proposes(question: Question, sentence: str) -> bool:
    proposes = _PROPOSES.search(sentence) and not _PROPOSES.search(question.text)
    return bool(proposes) and asks_for_day(question) and not names_day(sentence)


def is_deadline(sentence: str, span: Span) -> bool:
    """Whether a date of the sentence is one by which something is to be done."""
    return _DEADLINE.search(vi.fold(sentence[: span[0]])) is not None


def asks_for_deadline(question: Question) -> bool:
    return bool(_said(_DEADLINE_ASKED, question, question.text))


def is_over(question: Question, sentence: str, year: int | None) -> bool:
    """Whether today's state is asked for where the sentence expressly tells of a year before
    `year`, that of its document: «Năm 2019, Giám đốc là …»."""
    now = question.current or question.asks_for_holder
    if question.years or not now or year is None or vi.is_row(sentence):
        return False
    told = years_covered(sentence)
    return bool(told) and max(told) < year and _OVER.search(vi.fold(sentence)) is not None


def _asks_when(question: Question) -> bool:
    happens = question.asked == {Asked.TIME} and _said(_HAPPENS, question, question.text)
    return bool(happens) and not asks_for_deadline(question)


def _said(words: str, question: Question, text: str) -> set[str]:
    """What of the words the text says, as the question writes."""
    if question.folded:
        return set(re.findall(vi.fold(words), vi.fold(text)))
    return set(re.findall(words, text.lower()))


def dated(sentence: str) -> list[Span]:
    """Where the sentence names dates, and years that are no part of one."""
    dates = [span for span, _ in vi.dates(sentence)]
    years = [span for span, _ in vi.years(sentence)]
    return [*dates, *(one for one in years if not any(a <= one[0] < b for a, b in dates))]


def _of_what_is_asked(question: Question, sentence: str, span: Span) -> bool:
    """Whether the clause that the deadline closes says what is asked about: its verb."""
    clause = _CLAUSE.split(sentence[: span[0]])[-1]
    asked = _said(_HAPPENS, question, question.text)
    return bool(asked & _said(_HAPPENS, question, clause))
