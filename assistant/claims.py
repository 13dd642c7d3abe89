"""What a sentence claims and the few sentences that are to bear it out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.particulars import Particulars, particulars
from index.aliases import Aliases, Name
from ingest import text as vi


class Claim(StrEnum):
    """The kinds of thing that a sentence claims."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    NAME = "name"
    POST = "post"
    ORDINAL = "ordinal"
    NEGATION = "negation"
    MODALITY = "modality"
    COMPARISON = "comparison"
    ROLE = "role"  # who does what to whom, which part a figure is of
    WORDS = "words"


@dataclass(frozen=True)
class Unsupported:
    """Something claimed that the evidence does not bear out, and what stands there instead,
    where that can be said; both in the texts' own words."""

    kind: Claim
    claimed: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The evidence sentences, what they stand under, and the numbers and ISO dates of their
    documents; `known` are names that these need not say."""

    sentences: tuple[str, ...]
    context: str
    documents: tuple[tuple[str, str | None], ...]
    known: frozenset[Name]
    said: str = ""  # what the claim follows upon, and need not repeat

    @property
    def parsed(self) -> list[Particulars]:
        return [particulars(text) for text in (*self.sentences, self.context) if text]

    @property
    def joined(self) -> str:
        return " . ".join(self.sentences)

    @property
    def whole(self) -> str:
        numbers = " . ".join(number for number, _ in self.documents)
        return f"{self.joined} . {self.context} . {numbers}"


@lru_cache(maxsize=4096)
def spell(text: str, folded: bool) -> str:
    """The text as keys parted by one space, with one before and behind."""
    key = vi.fold if folded else vi.lower_key
    return f" {' '.join(key(token.text) for token in vi.tokens(text))} "


def spelled(text: str, *, folded: bool, aliases: Aliases) -> str:
    """The text's keys, and behind them those of what its abbreviations stand for, both ways."""
    words = {token.text for token in vi.tokens(text)}
    plain = spell(text, folded)
    more = [long for short in words for long in aliases.abbreviations.get(short, ())]
    more += [
        short
        for short, longs in aliases.abbreviations.items()
        if any(spell(long, folded) in plain for long in longs)
    ]
    return plain + "|".join(spell(one, folded) for one in more)
