"""Questions on sentences that set things against each other: what comes before what, and what holds
and what doesn't. The wrong options are made of the sentence's own words, so that none stands out,
and the sentence itself says that they are wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from assistant.onboarding.paper import Paper, Quote
from assistant.onboarding.quiz import GAP, WRONG, Asked, Form, Item, item_id, plain, shuffled
from assistant.onboarding.quiz_blanks import stands_alone

_THING = r"[^,;:.]{2,80}?"
_SAYING = r"(?<!\w)(?:nêu|ghi|viết|đọc|xếp|gọi|kể)\s"
_ORDERS = (
    # «nêu chức vụ trước, họ tên sau»
    re.compile(rf"{_SAYING}(?P<a>{_THING})(?P<ab> trước, )(?P<b>{_THING}) sau(?=[.;,])"),
    # «nêu khách chính, sau đó đến chủ nhà, cuối cùng là quý vị»
    re.compile(
        rf"{_SAYING}(?P<a>{_THING})(?P<ab>,? sau đó (?:là|đến|tới) )(?P<b>{_THING})"
        rf"(?P<bc>,? cuối cùng (?:là|đến|tới) )(?P<c>{_THING})(?=[.;]|$)"
    ),
)
# «theo chức vụ chính thức, không theo tuổi tác hay quan hệ riêng»
_DENIED = re.compile(
    r"(?<!\w)(?P<by>theo|bằng|dùng)\s(?P<right>[^,;:.]{4,80}), không (?:phải )?(?P=by)\s"
    r"(?P<wrong>[^;:.]{4,160})(?=[.;])"
)
_OR = re.compile(r"\s(?:hay|hoặc)\s(?:là\s|theo\s|bằng\s|dùng\s)?|, ")
_LEAST_DENIED = 2  # a single one is guessed


def items(paper: Paper) -> Iterator[Item]:
    for line in paper.lines:
        if line.heading or line.cells:
            continue
        for start, end in line.sentences:
            start = paper.behind_number(start, end)
            if stands_alone(paper.text[start:end]):
                quote = paper.quote(start, end, line.section)
                yield from _ordered(quote)
                yield from _denied(quote)


def _ordered(quote: Quote) -> Iterator[Item]:
    for pattern in _ORDERS:
        for match in pattern.finditer(quote.text):
            told = [match[name] for name in "abc" if name in pattern.groupindex]
            if len({plain(one) for one in told}) < len(told):
                continue
            first, last = match.start("a"), match.end()
            right = quote.text[first:last]
            wrong = [_put(match, order) for order in permutations(told)]
            wrong = sorted({one for one in wrong if one != right})
            yield _choice(quote, first, last, right, wrong)


def _put(match: re.Match[str], order: tuple[str, ...]) -> str:
    """The words of the match with the things in another order."""
    text, at = "", match.start("a")
    for name, other in zip("abc", order, strict=False):
        text += match.string[at : match.start(name)] + other
        at = match.end(name)
    return text + match.string[at : match.end()]


def _denied(quote: Quote) -> Iterator[Item]:
    for match in _DENIED.finditer(quote.text):
        wrong = [one for one in _OR.split(match["wrong"]) if plain(one)]
        if len(wrong) >= _LEAST_DENIED:
            yield _choice(quote, match.start("right"), match.end(), match["right"], wrong)


def _choice(quote: Quote, start: int, end: int, right: str, wrong: list[str]) -> Item:
    identity = item_id(Asked.BLANK, quote, "contrast", str(start))
    options = shuffled((right, *shuffled(wrong, identity)[:WRONG]), identity)
    sentence = f"{quote.text[:start]}{GAP}{quote.text[end:]}"
    return Item(identity, Form.CHOOSE, Asked.BLANK, sentence, "", quote.section, options, right,
                quote)  # fmt: skip
