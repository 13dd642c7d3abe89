"""Questions on how a document is ordered: which step follows, what is done in which, what comes
after what in a list that is in order, what an article rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.onboarding.paper import Line, Paper, Quote
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
from assistant.onboarding.quiz_blanks import stands_alone
from ingest.document import Span

_STEP = re.compile(r"(?:Bước \d+|[IVX]+)\s?[.:]\s+(?P<name>.+)")
_ARTICLE = re.compile(r"(?P<number>Điều \d+)\.\s+(?P<name>.+)")
_PROCEDURE = re.compile(r"quy trình|trình tự|các bước", re.I)
_ASIDE = re.compile(
    r"ví dụ|phụ lục|biểu mẫu|khi nào|phạm vi|tổ chức thực hiện|gợi ý|phân vai", re.I
)
# What every such document has, so that it tells nothing of this one.
_COMMON = re.compile(
    r"phạm vi|đối tượng|hiệu lực|tổ chức thực hiện|trách nhiệm thi hành|điều khoản"
    r"|nguyên tắc chung",
    re.I,
)
_LEAST_STEPS = 5
_MOST_ARTICLES = 8  # asked for of one document
_MOST_OF_STEP = 2  # questions on what is done in one step
_SEQUENCE = re.compile(
    r"(?P<head>[^:;]*(?:thứ tự|trình tự)[^:;]*): (?P<list>(?:[^;:.]+; ){4,}[^;:.]+)[.;]$", re.I
)
_MOST_OF_SEQUENCE = 2
_COUNTS = ("năm", "sáu", "bảy", "tám", "chín", "mười")  # from `_LEAST_STEPS` on
_COUNTED = re.compile(rf"(?:gồm|có|theo) (?P<count>{'|'.join(_COUNTS)}) (?:phần|bước)(?!\w)", re.I)
_SHORTEST_TOLD, _LONGEST_TOLD = 40, 260  # characters of a sentence
_LONGEST = 90  # characters of a name


@dataclass(frozen=True)
class _Named:
    line: Line
    label: str
    name: str


def items(paper: Paper) -> Iterator[Item]:
    steps = _steps(paper)
    yield from _following(paper, steps)
    yield from _done_in(paper, steps)
    yield from _sequences(paper)
    yield from _articles(paper)


def _steps(paper: Paper) -> list[_Named]:
    """Of a procedure, in order; none where there are few."""
    if not _PROCEDURE.search(paper.record.title):
        return []
    steps = [
        _Named(line, "", match["name"])
        for line in paper.lines
        if line.heading and (match := _STEP.fullmatch(line.text)) and len(line.text) <= _LONGEST
    ]
    steps = [one for one in steps if not _ASIDE.search(one.name)]
    return steps if len(steps) >= _LEAST_STEPS else []


def _following(paper: Paper, steps: Sequence[_Named]) -> Iterator[Item]:
    """What is done after what."""
    for one, following in pairwise(steps):
        section = paper.quote(following.line.start, following.line.end, following.line.text)
        identity = item_id(Asked.NEXT, section, one.name)
        others = [step.name for step in steps if step.name not in (one.name, following.name)]
        wrong = nearest(identity, others, lambda _name: True, plain)
        if len(wrong) == WRONG and not betrayed(one.name, following.name, wrong):
            options = shuffled((following.name, *wrong), identity)
            yield Item(identity, Form.CHOOSE, Asked.NEXT, one.name, "", "", options,
                       following.name, section)  # fmt: skip


def _done_in(paper: Paper, steps: Sequence[_Named]) -> Iterator[Item]:
    """In which step something is done."""
    names = [step.name for step in steps]
    for step, following in pairwise([*steps, None]):
        assert step is not None
        last = following.line.start if following else len(paper.text)
        told = [
            (start, end)
            for line in paper.lines
            if step.line.end <= line.start < last and not line.heading and not line.cells
            for start, end in line.sentences
            if line.part == step.line.text or line.section == step.line.text
        ]
        found = filter(None, (_step(paper, step, span, names) for span in told))
        yield from sorted(found, key=lambda one: one.id)[:_MOST_OF_STEP]


def _step(paper: Paper, step: _Named, span: Span, names: Sequence[str]) -> Item | None:
    start, end = paper.behind_number(*span), span[1]
    text = paper.text[start:end]
    if not _SHORTEST_TOLD <= len(text) <= _LONGEST_TOLD or not stands_alone(text):
        return None
    quote = paper.quote(start, end, step.line.text)
    identity = item_id(Asked.STEP, quote, step.name)
    others = [name for name in names if name != step.name]
    wrong = nearest(identity, others, lambda name: not _shares(name, text), plain)
    if len(wrong) < WRONG or _shares(step.name, text):
        return None
    options = shuffled((step.name, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.STEP, text, "", "", options, step.name, quote)


def _shares(name: str, text: str) -> bool:
    """Whether two words of the name stand together in the text, so that it points there."""
    words = plain(name).split()
    return any(says(text, f"{a} {b}") for a, b in pairwise(words))


def _sequences(paper: Paper) -> Iterator[Item]:
    """Of what a sentence lists in order, what comes after what."""
    for line in paper.lines:
        if line.heading or line.cells:
            continue
        for start, end in line.sentences:
            start = paper.behind_number(start, end)
            if match := _SEQUENCE.match(paper.text[start:end]):
                quote = paper.quote(start, end, line.section)
                yield from _of_sequence(quote, match["head"], match["list"].split("; "))
    for at, line in enumerate(paper.lines):
        if points := _numbered(paper.lines, at):
            quote = paper.quote(line.start, points[-1].end, line.section)
            listed = [point.text.partition(" ")[2].rstrip(".;") for point in points]
            yield from _of_sequence(quote, line.text.split(",")[0].rstrip(":"), listed)


def _numbered(lines: Sequence[Line], at: int) -> list[Line]:
    """The points 1, 2, 3, … right below the line, where it says how many there are."""
    told = _COUNTED.search(lines[at].text)
    if not told or not lines[at].text.endswith(":"):
        return []
    count = _COUNTS.index(told["count"].lower()) + _LEAST_STEPS
    points = lines[at + 1 : at + 1 + count]
    in_order = all(line.text.startswith(f"{n}. ") for n, line in enumerate(points, 1))
    return list(points) if len(points) == count and in_order else []


def _of_sequence(quote: Quote, head: str, listed: Sequence[str]) -> Iterator[Item]:
    if len({plain(one) for one in listed}) < len(listed):
        return
    found = []
    for one, following in pairwise(listed):
        identity = item_id(Asked.NEXT, quote, one)
        others = [other for other in listed if other not in (one, following)]
        wrong = nearest(identity, others, lambda _other: True, plain)
        options = shuffled((following, *wrong), identity)
        found.append(Item(identity, Form.CHOOSE, Asked.NEXT, one, head, quote.section, options,
                          following, quote))  # fmt: skip
    yield from sorted(found, key=lambda item: item.id)[:_MOST_OF_SEQUENCE]


def _articles(paper: Paper) -> Iterator[Item]:
    """What an article rules."""
    articles = [
        _Named(line, match["number"], match["name"])
        for line in paper.lines
        if line.heading and (match := _ARTICLE.fullmatch(line.text)) and len(line.text) <= _LONGEST
    ]
    numbers = [one.label for one in articles]
    if len(set(numbers)) != len(numbers):
        return  # of two laws, or an amendment that quotes another
    asked = [_article(paper, one, articles) for one in articles if not _COMMON.search(one.name)]
    yield from sorted(filter(None, asked), key=lambda one: one.id)[:_MOST_ARTICLES]


def _article(paper: Paper, one: _Named, articles: list[_Named]) -> Item | None:
    quote = paper.quote(one.line.start, one.line.end, one.line.text)
    identity = item_id(Asked.ARTICLE, quote)
    if any(other is not one and within(other.name, one.name) for other in articles):
        return None
    wrong = nearest(
        identity,
        [other.name for other in articles if other is not one and not _COMMON.search(other.name)],
        lambda name: not within(name, one.name),
        plain,
        lambda name: len(set(plain(name).split()) & set(plain(one.name).split())),
    )
    if len(wrong) < WRONG:
        return None
    options = shuffled((one.name, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.ARTICLE, one.label, "", "", options, one.name, quote)
