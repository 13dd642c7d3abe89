"""Which questions don't come together. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.onboarding.quiz import GAP, Asked, Item, plain, says

_ALIKE = 0.55  # of the words of the shorter of two sentences that say the same
_TOLD = 0.5  # of the words of what is asked that another question shows


def apart(items: Iterable[Item], count: int) -> list[Item]:
    """The first so many of which none gives away another's answer."""
    chosen: list[Item] = []
    for item in items:
        if len(chosen) == count:
            break
        if not any(_clash(item, other) for other in chosen):
            chosen.append(item)
    return chosen


def asks_the_same(one: Item, other: Item) -> bool:
    """Whether they ask for the same words of a like sentence."""
    if not one.asked == other.asked == Asked.BLANK or plain(one.answer) != plain(other.answer):
        return False
    a, b = (set(plain(item.subject).split()) for item in (one, other))
    return len(a & b) >= _ALIKE * min(len(a), len(b))


def _clash(one: Item, other: Item) -> bool:
    return _overlap(one, other) or _tells(one, other) or _tells(other, one)


def _overlap(one: Item, other: Item) -> bool:
    a, b = one.quote, other.quote
    return a.document.id == b.document.id and a.start < b.end and b.start < a.end


def _tells(one: Item, other: Item) -> bool:
    """Whether what is seen of `one`, with the passage that follows its answer, answers `other`."""
    seen = " . ".join((one.subject, one.quote.text, *(f"{a} {b}" for a, b in one.pairs)))
    words = set(plain(seen).split())

    def told(asked: str, answer: str) -> bool:
        wanted = set(plain(asked).split())
        return says(seen, answer) and len(wanted & words) >= _TOLD * len(wanted)

    if other.pairs:
        return any(told(a, b) for a, b in other.pairs)
    return told(other.subject.replace(GAP, " "), other.answer)
