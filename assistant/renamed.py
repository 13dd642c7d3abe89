"""Where in the earlier question the name stands that a follow-up asks to be another: «Còn Trần Thị
Bình?», «Còn khách sạn Azerai?». Names that no list knows are told by their capitals. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import PLACES
from index.aliases import Aliases
from index.reference import reference_spans
from ingest import text as vi
from ingest.document import Span
from ingest.syllables import skeletons

# Patterns match folded text, whose offsets are the question's own.
_TITLE = re.compile(r"\b(?:ong|ba|anh|chi|co|chu|bac|em|dong chi)$")
_MOST_HEAD = 3  # words before the name: «tổ chức phi chính phủ» is longer than people ask with


def place_of_name(topic: str, new: str, aliases: Aliases) -> Span | None:
    """The stretch of `topic` that `new` takes the place of, title and kind of thing with it
    («khách sạn Saigon Morin»); None where `new` is no name, or the topic has none or several that
    could be meant."""
    asked = list(vi.tokens(new))
    written = _runs(new, asked)
    if len(written) != 1 or written[0][1] != len(asked) or written[0][0] > _MOST_HEAD:
        return None
    head = [vi.fold(token.text) for token in asked[: written[0][0]]]
    tokens = list(vi.tokens(topic))
    runs = _runs(topic, tokens)
    if head and not _is_title(head):
        # Another hotel for a hotel, whatever else the question names.
        under = [run for run in runs if _head_before(tokens, run, len(head)) == head]
        if len(under) != 1:
            return None
        first, end = under[0]
        return tokens[first - len(head)].start, tokens[end - 1].end
    if not head and _is_common(asked):
        return None
    known = [(m.start, m.end) for m in aliases.find(topic) if m.name.kind in PLACES]
    numbers = reference_spans(topic)
    unknown = [
        (start, end)
        for start, end in (_with_title(tokens, run) for run in runs)
        if not any(a <= start and end <= b for a, b in known)
        and not any(a < end and start < b for a, b in numbers)
        and (head or not _is_common(list(vi.tokens(topic[start:end]))))
    ]
    people = [span for span in unknown if _TITLE.match(vi.fold(topic[slice(*span)].split()[0]))]
    if head and people:  # «còn bà Hoa?» asks of a person, not of the body that is named too
        unknown = people
    if not unknown and not head:
        unknown = known  # of a place that no list knows instead of one that it does
    return unknown[0] if len(unknown) == 1 else None


def _runs(text: str, tokens: Sequence[vi.Token]) -> list[tuple[int, int]]:
    """First and behind last of the tokens of every run in capitals. What only begins the sentence
    is none, unless it is no Vietnamese syllable or its neighbour is in capitals too."""
    runs: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if not token.text[0].isupper():
            continue
        gap = text[tokens[place - 1].end : token.start] if place else ""
        if runs and runs[-1][1] == place and not gap.strip(" -.&'’"):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return [trimmed for run in runs if (trimmed := _without_opening(tokens, run))]


def _without_opening(tokens: Sequence[vi.Token], run: tuple[int, int]) -> tuple[int, int] | None:
    """Without the title that the sentence begins with («Ông Nguyễn Văn An»)."""
    first, end = run
    if first == 0 and _is_title([vi.fold(tokens[0].text)]):
        first = 1
    if end - first == 1 and first == 0 and vi.fold(tokens[0].text) in skeletons():
        return None
    return (first, end) if first < end else None


def _is_title(words: Sequence[str]) -> bool:
    return _TITLE.fullmatch(" ".join(words)) is not None


def _is_common(tokens: Sequence[vi.Token]) -> bool:
    """Whether the word in capitals may be one that only looks like a name: «Thủ tướng», «FDI»."""
    return len(tokens) < 2 and any(
        token.text.isupper() or vi.fold(token.text) in skeletons() for token in tokens
    )


def _head_before(tokens: Sequence[vi.Token], run: tuple[int, int], count: int) -> list[str]:
    return [vi.fold(token.text) for token in tokens[max(0, run[0] - count) : run[0]]]


def _with_title(tokens: Sequence[vi.Token], run: tuple[int, int]) -> Span:
    first, end = run
    for count in (2, 1):
        if first >= count and _is_title(_head_before(tokens, run, count)):
            first -= count
            break
    return tokens[first].start, tokens[end - 1].end
