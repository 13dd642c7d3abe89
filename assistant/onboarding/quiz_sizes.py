"""Questions on sentences that give several measures: which belongs to what. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.onboarding.paper import Paper
from assistant.onboarding.quiz import Asked, Form, Item, item_id, plain, shuffled

_LEAST = 3  # measures of a sentence
_SIZED = re.compile(
    r"(?:^|[;,:]\s)(?P<what>[^\W\d][^;,:\d]{2,60}?)\s(?P<size>\d+\s?[-–]\s?\d+\s?(?:mm|cm))(?=[;,.]|$)"
)


def items(paper: Paper) -> Iterator[Item]:
    """One for each sentence in which every measure is another's."""
    for line in paper.lines:
        for start, end in line.sentences:
            start = paper.behind_number(start, end)
            found = [
                (match["what"], match["size"]) for match in _SIZED.finditer(paper.text[start:end])
            ]
            if len(found) < _LEAST or len({plain(size) for _, size in found}) < len(found):
                continue
            quote = paper.quote(start, end, line.section)
            identity = item_id(Asked.SIZES, quote)
            rights = shuffled((size for _, size in found), identity)
            yield Item(identity, Form.MATCH, Asked.SIZES, "", "", line.section, rights, "", quote,
                       tuple(found))  # fmt: skip
