"""Questions whose answers stand in the documents, and what counts as an answer. Pure.

Every question rests on one passage, its `quote`, and has one right answer, which stands there.
Wrong options are of the same kind, from what else the person may read, and are wrong beyond
doubt: what can't be told apart for certain makes no question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from assistant.onboarding.paper import Quote
from ingest import text as vi
from ingest.document import short_hash

WRONG = 3  # options beside the right one
T = TypeVar("T")


class Form(StrEnum):
    CHOOSE = "choose"
    FILL = "fill"
    MATCH = "match"


class Asked(StrEnum):
    """What a question asks for, for the door to word it."""

    STANDS_FOR = "stands_for"  # which words an abbreviation stands for
    SHORT_FOR = "short_for"  # how words are abbreviated
    TERM = "term"  # which term a definition is of
    MEANING = "meaning"  # how a document explains a term
    NEXT = "next"  # which step, or part of what is listed in order, comes after another
    STEP = "step"  # in which step something is done
    ARTICLE = "article"  # what an article rules
    HOLDER = "holder"  # who, by a table, holds a post or is in charge
    CELL = "cell"  # what a table says in a column of a thing
    BLANK = "blank"  # the words left out of a sentence
    PAIRS = "pairs"  # which words an abbreviation belongs to
    SIZES = "sizes"  # how wide each margin is
    COLUMN = "column"  # what a table says in a column of several things


@dataclass(frozen=True)
class Item:
    """A question. `subject` is what it is about, in the document's words (for BLANK the sentence
    with `GAP` in it); `column` the name of a table's column, for CELL, HOLDER and COLUMN, or the
    words that say what is listed, for NEXT; `answer` is one of
    `options`, or what has to be typed. For MATCH `subject` is empty and `pairs` holds what
    belongs together, each once; `options` are the right sides in another order."""

    id: str
    form: Form
    asked: Asked
    subject: str
    column: str
    section: str
    options: tuple[str, ...]
    answer: str
    quote: Quote
    pairs: tuple[tuple[str, str], ...] = ()

    def right(self, given: str | Sequence[str]) -> bool:
        """Whether the answer is right; for MATCH the right sides in the order of `pairs`."""
        if self.form is Form.MATCH:
            return list(given) == [right for _, right in self.pairs]
        if not isinstance(given, str):
            return False
        if self.form is Form.FILL:
            return bool(given.strip()) and _typed(given) == _typed(self.answer)
        return given == self.answer


GAP = "____"


def item_id(asked: Asked, quote: Quote, *parts: str) -> str:
    """The same as long as the document says the same, whatever else is in the store."""
    return short_hash("quiz", asked, quote.id, *parts)


def shuffled(options: Iterable[str], seed: str) -> tuple[str, ...]:
    """In an order that is the same every time."""
    return tuple(sorted(options, key=lambda one: short_hash(seed, one)))


def nearest(
    seed: str, pool: Iterable[T], fits: Callable[[T], bool], same: Callable[[T], Hashable],
    likeness: Callable[[T], int] = lambda _one: 0,
) -> list[T]:  # fmt: skip
    """The wrong options: those of the pool that fit, no two the same, the likest first and of
    these by hashes. What goes from the pool changes only the questions that it stood in."""
    chosen: dict[Hashable, T] = {}
    ranked = sorted(pool, key=lambda one: (-likeness(one), short_hash(seed, str(same(one)))))
    for one in ranked:
        if len(chosen) == WRONG:
            break
        if same(one) not in chosen and fits(one):
            chosen[same(one)] = one
    return list(chosen.values())


def plain(words: str) -> str:
    """Words and numbers alone, in lower case."""
    return " ".join(re.findall(r"\w+", vi.lower_key(words)))


def says(text: str, words: str) -> bool:
    """Whether the words stand in the text, as whole words."""
    return f" {plain(words)} " in f" {plain(text)} "


def within(one: str, other: str) -> bool:
    """Whether all words of one are words of the other, whichever way round."""
    a, b = set(plain(one).split()), set(plain(other).split())
    return a <= b or b <= a


def betrayed(asked: str, answer: str, wrong: Iterable[str]) -> bool:
    """Whether a word of the question stands in the right answer and in no wrong one."""
    shared = set(plain(asked).split()) & set(plain(answer).split())
    return bool(shared - {word for one in wrong for word in plain(one).split()})


def _typed(given: str) -> str:
    """What was typed without what doesn't matter: diacritics, case, «năm 1998» for 1998, 03 for
    3, «1.000» for 1000."""
    folded = vi.fold(vi.clean(given)).strip(" .")
    number = re.fullmatch(r"(?:nam |hon |tren |khoang )*(\d[\d.,]*)(?:\s.*)?", folded)
    if number is None:
        return re.sub(r"\s*[-–]\s*", "-", folded)
    digits = re.sub(r"[.,](?=\d{3}(?!\d))", "", number[1]).replace(",", ".").strip(".")
    return digits.lstrip("0") or "0"
