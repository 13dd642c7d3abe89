"""A draft as a card in large type to hold while speaking: one page, whatever the draft's length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil

from docx.shared import Mm, Pt

from assistant.draft import Draft
from assistant.draft_said import aloud
from assistant.draft_sheet import WORDS, Block, Line, bullet, leads, sheet
from assistant.word import Form
from assistant.word_parts import (
    CHAPTER,
    SECTION,
    add_run,
    as_bytes,
    centred,
    describe,
    is_foreign,
    new_document,
    paragraph,
    printable,
    width,
)

_SIZES = (24, 22, 20, 18)  # points; what is smaller cannot be read at arm's length
_WIDTH, _HEIGHT = 757, 520  # points of text on a landscape page within the card's margins
_LINE, _FOREIGN_LINE, _GAP = 1.17, 1.6, 3  # of the type's size; points between lines
_SMALL = 12  # points, of what is not to be read aloud


def card(draft: Draft, form: Form) -> bytes:
    """What is said, on one landscape page in the largest type that it fits in. What fits in none
    is shortened to the first points of each section, and how many are left is said."""
    laid_out = sheet(draft)  # of all, so that a source has its number of the whole draft
    blocks = [
        replace(block, lines=tuple(block.lines[place] for place in aloud(section)))
        for block, section in zip(laid_out.sections, draft.sections, strict=True)
    ]
    fitted = _fitted(laid_out.title, blocks)
    document = new_document(landscape=True, size=fitted.size)
    page = document.sections[0]
    page.left_margin = page.right_margin = Mm(15)
    page.top_margin = page.bottom_margin = Mm(12)
    describe(document, laid_out.title, form.office, datetime.now(UTC))
    for name in ("Normal", CHAPTER, SECTION):
        spacing = document.styles[name].paragraph_format
        spacing.space_before, spacing.space_after = Pt(0), Pt(_GAP)
    centred(document, laid_out.title, after=_GAP, style=CHAPTER)
    for block in fitted.blocks:
        paragraph(document, block.heading, indent=False, style=SECTION)
        for line in block.lines:
            said = paragraph(document, bullet(line), italic=line.phrase, indent=False)
            for number in line.sources:
                add_run(said, f" [{number}]", size=_SMALL)
            if line.mark:
                add_run(said, f" {line.mark}", bold=True, italic=True)
    if fitted.left:
        centred(document, WORDS.fill("card_more", count=fitted.left), size=_SMALL, after=0)
    return as_bytes(document)


@dataclass(frozen=True)
class _Fitted:
    """What stands on the card, in type of `size` points; `left` counts the points that do not."""

    size: int
    blocks: tuple[Block, ...]
    left: int


def _fitted(title: str, blocks: Sequence[Block]) -> _Fitted:
    whole = tuple(block for block in blocks if block.lines)
    for size in _SIZES:
        heights = (_height(block.heading, size) + _lines(block.lines, size) for block in whole)
        if _height(title, size) + sum(heights) <= _HEIGHT:
            return _Fitted(size, whole, 0)
    size = _SIZES[-1]
    room = _HEIGHT - _height(title, size) - _height(WORDS.fill("card_more", count=100), _SMALL)
    return _shortened(whole, size, room)


def _shortened(blocks: Sequence[Block], size: int, room: float) -> _Fitted:
    """The first point of every section, then the second, as long as there is room (points); the
    short ones first, so that one long sentence does not take the place of several sections."""
    waiting = [list(_steps(block)) for block in blocks]
    taken: list[tuple[Line, ...]] = [()] * len(blocks)
    while any(waiting):
        costs = {
            at: _lines(steps[0], size) + (0 if taken[at] else _height(blocks[at].heading, size))
            for at, steps in enumerate(waiting)
            if steps
        }
        for at in sorted(costs, key=costs.__getitem__):
            if costs[at] > room:
                waiting[at].clear()  # a later point in its place would be out of order
            else:
                taken[at] += waiting[at].pop(0)
                room -= costs[at]
    shown = [replace(block, lines=lines) for block, lines in zip(blocks, taken, strict=True)]
    left = sum(len(block.lines) for block in blocks) - sum(map(len, taken))
    return _Fitted(size, tuple(block for block in shown if block.lines), left)


def _steps(block: Block) -> Iterator[tuple[Line, ...]]:
    """Its lines; a phrase together with the point that it leads to."""
    leading: tuple[Line, ...] = ()
    for line in block.lines:
        leading += (line,)
        if not leads(line, block):
            yield leading
            leading = ()


def _lines(lines: Sequence[Line], size: int) -> float:
    numbers = " [100]"
    return sum(
        _height(f"{bullet(line)} {line.mark}{numbers * len(line.sources)}", size) for line in lines
    )


def _height(text: str, size: int) -> float:
    """About how much of the page a paragraph takes in type of that size, in points."""
    return _rows(text, _WIDTH / size) * size + _GAP


def _rows(text: str, room: float) -> float:
    """How high a text is that is set in lines of that width, both in ems."""
    rows = 0
    for line in printable(text).splitlines() or [""]:
        rows, used = rows + 1, 0.0
        for word in line.split(" "):
            used += width(word)
            if used > room:
                rows, used = rows + ceil(width(word) / room), width(word) % room
            used += width(" ")
    return rows * (_FOREIGN_LINE if any(map(is_foreign, text)) else _LINE)
