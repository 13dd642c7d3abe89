"""A Vietnamese sentence and its translation, taken apart to be compared; what can be wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.particulars import Particulars, particulars
from index.aliases import Aliases
from ingest import text as vi

EXACT_UNITS = frozenset("vnd usd eur jpy krw cny lak thb %".split())


class Wrong(StrEnum):
    """What a translated sentence has against it; `what` of a Fault says which."""

    UNTRANSLATED = "untranslated"
    LANGUAGE = "language"  # another than was asked for
    MISSING = "missing"  # stands in the Vietnamese sentence alone
    ADDED = "added"  # stands in the translated sentence alone
    ORDER = "order"  # numbers or dates in another order: each may go with another thing
    NEGATION = "negation"  # one denies, the other does not
    LENGTH = "length"  # far longer or shorter


@dataclass(frozen=True)
class Fault:
    wrong: Wrong
    what: str = ""


class Pair:
    """Both sentences taken apart."""

    def __init__(self, vietnamese: str, notation: str, aliases: Aliases) -> None:
        self.aliases = aliases
        self.ours: Particulars = particulars(vietnamese)
        self.theirs: Particulars = particulars(notation)
        self.their_words = words_of(notation)
        self.our_words = words_of(vietnamese)


_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """Folded words, each between spaces; what a hyphen joins is apart."""
    return f" {' '.join(map(vi.fold, _WORD.findall(text)))} "
