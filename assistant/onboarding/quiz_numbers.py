"""Questions on which document has a number. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.onboarding.paper import Paper
from assistant.onboarding.quiz import (
    WRONG,
    Asked,
    Form,
    Item,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
    within,
)
from index.records import number_key

_REMARK = re.compile(r"\s*\((?:tài liệu )?mẫu\)\s*$", re.I)


def items(own: Sequence[Paper], known: Sequence[Paper]) -> Iterator[Item]:
    """For each of `own` whose number stands in its text and is no other document's."""
    held = Counter(number_key(paper.record.number) for paper in known if paper.record.number)
    numbered = [paper for paper in known if held[number_key(paper.record.number)] == 1]
    for paper in own:
        if paper in numbered and (item := _item(paper, numbered)):
            yield item


def _item(paper: Paper, numbered: Sequence[Paper]) -> Item | None:
    number, title = paper.record.number, _name(paper)
    line = next((line for line in paper.lines if number in line.text), None)
    if line is None or says(title, number):
        return None
    quote = paper.quote(line.start, line.end)
    identity = item_id(Asked.NUMBER, quote, number)
    wrong = nearest(
        identity,
        [other for other in map(_name, numbered) if other != title],
        lambda other: not within(other, title) and not says(other, number),
        plain,
    )
    if len(wrong) < WRONG:
        return None
    options = shuffled((title, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.NUMBER, number, "", "", options, title, quote)


def _name(paper: Paper) -> str:
    name = _REMARK.sub("", paper.record.title)
    return name.capitalize() if name.isupper() else name
