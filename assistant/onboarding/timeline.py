"""The dated events that documents tell of: the sentence verbatim, the date as that very sentence
gives it. Pure.

A date counts as an event's only where it stands in the same clause as the words that tell the
event. The date of a document that is named, of an article or of a count («đến năm 2023») isn't
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.onboarding.paper import Line, Paper, Quote
from ingest import text as vi
from ingest.document import Span

_LONGEST = 420  # characters of a sentence that is shown whole; of a longer one its clause
_WHOLE = 140  # characters of a sentence that is shown whole though it tells several events
_FEW_WORDS = 400  # characters
_SAME = 0.7  # of the words of the shorter of two sentences that tell the same


class Event(StrEnum):
    FOUNDING = "founding"
    AGREEMENT = "agreement"
    VISIT = "visit"
    DECORATION = "decoration"
    LAW = "law"
    MILESTONE = "milestone"


@dataclass(frozen=True)
class Dated:
    """An event: `when` is the date in the sentence's own words, `start` and `end` its first and
    last day (ISO 8601, as far as it is given: «1998», «2025-01-01»)."""

    event: Event
    when: str
    start: str
    end: str
    quote: Quote


# The words that tell an event, the surest first.
_TELLING: tuple[tuple[Event, re.Pattern[str]], ...] = (
    (Event.DECORATION, re.compile(
        r"huân chương|huy chương|bằng khen|cờ thi đua|danh hiệu|kỷ niệm chương|giải thưởng", re.I)),
    (Event.FOUNDING, re.compile(
        r"(?<!\d năm )(?:được thành lập|thành lập (?:vào |từ )?(?:năm|ngày))|ra đời|được tái lập"
        r"|đổi tên thành|hợp nhất"
        r"|sáp nhập", re.I)),
    (Event.MILESTONE, re.compile(
        r"trở thành (?:thành phố|tỉnh|đô thị|quận|thành viên|di sản|cơ quan|đối tác)"
            r"|thành phố trực thuộc trung ương từ|khánh thành"
        r"|khai trương|được công nhận|kỷ niệm \d+ năm|thiết lập quan hệ", re.I)),
    (Event.LAW, re.compile(r"có hiệu lực(?: thi hành)?|hết hiệu lực|được thông qua"
        r"|được ban hành", re.I)),
    (Event.AGREEMENT, re.compile(
        r"(?:đã |được |lễ |có \d+ .{0,40}được )ký(?: kết)*\b|ký kết(?: kết)? \d+|ký \d+ "
        r"|(?<!đăng )(?<!\w)ký (?:bản ghi nhớ|biên bản|thỏa thuận)",
        re.I)),
    (Event.VISIT, re.compile(
        r"(?:đến |sang |đã |tới )thăm|thăm,? (?:và )?làm việc|tiếp (?:đoàn|ông|bà|đại sứ)"
        r"|chuyến thăm"
        r"|đoàn công tác|tham dự|dự chương trình|tham gia chương trình", re.I)),
)  # fmt: skip

_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s*,?\s*năm\s+\d{4}"
    r"|(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_YEAR = r"(?:1[89]|20)\d{2}"
_WHEN = re.compile(
    rf"(?P<day>{_DAY})"
    rf"|(?:trong )?(?P<span>(?:giai đoạn|thời kỳ|từ năm)\s+(?P<from>{_YEAR})\s*(?:[-–]"
    rf"|đến(?: năm)?)\s*(?P<to>{_YEAR}))"
    rf"|(?P<years>(?:các )?năm\s+{_YEAR}(?:(?:,| và|, và)\s+{_YEAR})+)"
    rf"|(?P<month>tháng\s+\d{{1,2}}(?:/|\s+năm\s+){_YEAR})"
    rf"|(?<!những )(?P<year>năm\s+{_YEAR})(?!\s*[-–]\s*\d)"
    rf"|\((?P<bare>{_YEAR}(?:,\s*{_YEAR})*)\)",
    re.I,
)  # fmt: skip
# What makes the date another thing's: a document's, an article's, a count's, a plan's.
_ANOTHERS = re.compile(
    r"(?:bài viết|bài báo|bài|nguồn|tài liệu|báo cáo|công văn|thông báo|tờ trình|kế hoạch"
    r"|hướng dẫn|luật"
    r"|quyết định|nghị quyết|nghị định|thông tư|chỉ thị)(?:\s\S+){0,6}\s*\(?$"
    r"|\d/\S+\s*\(?$|(?:tính đến|tính tới|cho đến|cho tới|đến|trước|sau|tới|cuối|đầu"
    r"|kể từ)\s*\(?$", re.I
)  # fmt: skip
_IN_FORCE = re.compile(r"hiệu lực(?: thi hành)?(?: kể)? từ\s*$", re.I)
_PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|dự kiến|phấn đấu|mục tiêu|định hướng|kế hoạch|ví dụ|nếu|phải|cần|đề nghị"
    r"|không|chưa)(?!\w)", re.I
)  # fmt: skip
# Of what the sentence tells can't be known from it alone.
_LEANING = re.compile(r"\W*(?:Nó|Họ|Đây|Đó|Người ta)\s|\W*(?:\w+\s){1,3}(?:này|đó|ấy)\s")
_CLAUSE = re.compile(r";\s|\.\s|:\s")
_BETWEEN = re.compile(r"[\s,;]*(?:và\s)?")
_STEP = re.compile(r",\s|\s\(|\svà\s|\)")


def events(paper: Paper) -> tuple[Dated, ...]:
    """In the document's order."""
    found = [
        one
        for line in paper.lines
        if not line.heading and not line.cells
        for span in line.sentences
        for one in _of_sentence(paper, line, span)
    ]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Told:
    """An event, told once: by the document that says most of it in few words; `also` are the words
    of others."""

    dated: Dated
    also: tuple[Quote, ...]


def in_order(found: Iterable[Dated]) -> list[Told]:
    """By date; what several documents tell in nearly the same words once."""
    groups: list[list[Dated]] = []
    for one in sorted(found, key=lambda one: (one.start, one.end, one.quote.text)):
        group = next((group for group in groups if all(_same(one, other) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [_told(group) for group in groups]


def _told(group: Sequence[Dated]) -> Told:
    fitting = [one for one in group if len(one.quote.text) <= _FEW_WORDS] or group
    best = max(fitting, key=lambda one: len(one.quote.text))
    also = {one.quote.document.id: one.quote for one in reversed(group)}
    also.pop(best.quote.document.id)
    return Told(best, tuple(also.values()))


def _same(one: Dated, other: Dated) -> bool:
    """Whether two sentences tell the same event: of the shorter most words and every number are
    the longer's too."""
    if (one.event, one.start, one.end) != (other.event, other.start, other.end):
        return False
    a, b = sorted((_words(one), _words(other)), key=len)
    numbers = {word for word in a if word.isdigit()}
    return numbers <= b and len(a & b) >= _SAME * len(a)


def _words(one: Dated) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", vi.lower_key(one.quote.text)))


def _of_sentence(paper: Paper, line: Line, span: tuple[int, int]) -> Iterator[Dated]:
    text = paper.text[span[0] : span[1]]
    if _LEANING.match(text) or "…" in text or "..." in text:
        return
    for start, end in _clauses(text):
        shown = span if len(text) <= _LONGEST else (span[0] + start, span[0] + end)
        if _PLANNED.search(paper.text[slice(*shown)]):
            continue
        found = list(_dated(text[start:end]))
        pieces = [shown for _ in found]
        if len(text) > _WHOLE:
            # Of a sentence with several parts the one that tells the event.
            base = span[0] + start
            pieces = [(base + a, base + b) for a, b in _pieces(text[start:end], found)]
        for (event, match), piece in zip(found, pieces, strict=True):
            quote = paper.quote(*piece, line.section)
            for when, first, last in _dates(match):
                yield Dated(event, when, first, last, quote)


def _pieces(clause: str, found: Sequence[tuple[Event, re.Match[str]]]) -> Iterator[Span]:
    """Of a clause with several decorations the words of each, from behind the date of the one
    before to its own; of any other the whole."""
    begin = len(clause) - len(clause.lstrip())
    end = len(clause.rstrip())
    before = begin
    for event, when in found:
        until = when.end()
        if closing := re.match(r"[^()]{0,20}\)", clause[until:]):
            until += closing.end()
        between = _BETWEEN.match(clause, before)
        start = between.end() if between else before
        told = any(pattern.search(clause, start, until) for _, pattern in _TELLING[:1])
        yield (start, until) if event is Event.DECORATION and told else (begin, end)
        before = until


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.start() + (0 if match[0][0] == ";" else 1)
        start = match.end()
    yield start, len(text)


def _dated(clause: str) -> Iterator[tuple[Event, re.Match[str]]]:
    """Each date of the clause that is an event's, with the nearest telling words."""
    tellings = [(event, match) for event, pattern in _TELLING for match in pattern.finditer(clause)]
    taken: set[Event] = set()
    for when in _WHEN.finditer(clause):
        before = clause[: when.start()]
        if not tellings or (_ANOTHERS.search(before) and not _IN_FORCE.search(before)):
            continue
        event, telling = min(tellings, key=lambda one: _distance(clause, one[1], when))
        # One telling has one date, unless dates are listed («và cho năm 2018»).
        listed = event is Event.DECORATION
        if _distance(clause, telling, when) > _FARTHEST[event] or (event in taken and not listed):
            continue
        taken.add(event)
        yield event, when


# Words and steps («,», «(», «và») that may lie between the telling words and the date.
_FARTHEST = {
    Event.FOUNDING: 6,
    Event.MILESTONE: 16,
    Event.LAW: 6,
    Event.AGREEMENT: 40,
    Event.VISIT: 40,
    Event.DECORATION: 24,
}


def _distance(clause: str, one: re.Match[str], other: re.Match[str]) -> int:
    between = clause[min(one.end(), other.end()) : max(one.start(), other.start())]
    return len(between.split()) + 2 * len(_STEP.findall(between))


def _dates(match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """The date in words, its first and its last day."""
    words = match[0].strip("() ")
    if match["day"]:
        for _, iso in vi.dates(match["day"])[:1]:
            yield match["day"], iso, iso
    elif match["span"]:
        yield match["span"], match["from"], match["to"]
    elif match["years"] or match["bare"]:
        years = re.findall(_YEAR, words)
        if len(years) == 1:
            yield words, years[0], years[0]
            return
        for year in years:
            yield year, year, year
    elif match["month"]:
        month, year = re.findall(r"\d+", match["month"])
        if 1 <= int(month) <= 12:
            iso = f"{year}-{int(month):02}"
            yield match["month"], iso, iso
    else:
        year = re.findall(_YEAR, words)[0]
        yield words, year, year
