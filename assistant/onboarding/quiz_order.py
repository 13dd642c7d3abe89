"""Questions on how a document is ordered: which step follows, what an article rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.onboarding.paper import Line, Paper
from assistant.onboarding.quiz import (
    WRONG,
    Asked,
    Form,
    Item,
    betrayed,
    item_id,
    nearest,
    plain,
    shuffled,
    within,
)

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
_MOST_ARTICLES = 22  # asked for of one document
_LONGEST = 90  # characters of a name


@dataclass(frozen=True)
class _Named:
    line: Line
    label: str
    name: str


def items(paper: Paper) -> Iterator[Item]:
    yield from _steps(paper)
    yield from _articles(paper)


def _steps(paper: Paper) -> Iterator[Item]:
    """In a procedure, what is done after what."""
    if not _PROCEDURE.search(paper.record.title):
        return
    steps = [
        _Named(line, "", match["name"])
        for line in paper.lines
        if line.heading and (match := _STEP.fullmatch(line.text)) and len(line.text) <= _LONGEST
    ]
    steps = [one for one in steps if not _ASIDE.search(one.name)]
    if len(steps) < _LEAST_STEPS:
        return
    for one, following in pairwise(steps):
        section = paper.quote(following.line.start, following.line.end, following.line.text)
        identity = item_id(Asked.NEXT, section, one.name)
        others = [step.name for step in steps if step.name not in (one.name, following.name)]
        wrong = nearest(identity, others, lambda _name: True, plain)
        if len(wrong) == WRONG and not betrayed(one.name, following.name, wrong):
            options = shuffled((following.name, *wrong), identity)
            yield Item(identity, Form.CHOOSE, Asked.NEXT, one.name, "", "", options,
                       following.name, section)  # fmt: skip


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
