"""Whether a sentence says no more than the passages that it cites. Pure.

A sentence may sound like its source in every word but the one that counts. So each particular
that it claims (numbers with what they count, dates, document numbers, names, ordinals, whether a
thing is done, planned or denied, how two things compare) must stand in at most three sentences
of the evidence, and most of its other words too. A sentence copied from the evidence always
passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import check_facts, check_roles, check_words
from assistant.claims import Claim, Ground, Unsupported
from assistant.particulars import particulars
from assistant.rivals import is_rival
from index.aliases import Aliases, Name
from ingest import text as vi

__all__ = ["Claim", "Evidence", "Unsupported", "Verdict", "verify"]

_MOST_QUOTES = 3
_LOOKED_AT = 12  # sentences that share most words with the claim


@dataclass(frozen=True)
class Evidence:
    """A passage as its sentences, and what is known of it: `context` names its document and
    headings; `number` and `date` (ISO 8601) are the document's; `known` are names that it need
    not say, such as the office's own locality."""

    sentences: tuple[str, ...]
    context: str = ""
    number: str = ""
    date: str | None = None
    known: frozenset[Name] = frozenset()

    @classmethod
    def of(
        cls, text: str, *, title: str = "", number: str = "", date: str | None = None
    ) -> Evidence:
        """The evidence of a text in one block."""
        spans = vi.sentences(text)
        return cls(tuple(text[start:end] for start, end in spans), title, number, date)


@dataclass(frozen=True)
class Verdict:
    """What of a sentence nothing bears out (empty: it passes), and the evidence sentences that
    come nearest to it, as (index of the evidence, index of its sentence) in reading order."""

    unsupported: tuple[Unsupported, ...]
    support: tuple[tuple[int, int], ...]

    @property
    def passes(self) -> bool:
        return not self.unsupported and bool(self.support)


def verify(
    sentence: str, evidence: Sequence[Evidence], aliases: Aliases, said: str = ""
) -> Verdict:
    """Holds a sentence of an answer against the evidence that it cites. `said` is what the
    sentence follows upon, and need not repeat."""
    sentence = vi.clean(sentence)
    places = sorted(_places(evidence), key=lambda place: -_overlap(sentence, evidence, place))
    nearest = places[:_LOOKED_AT]
    alone = _gathered(sentence, nearest, 1, evidence, aliases, said)
    if alone.passes:
        return alone
    # Together only sentences that speak of the same.
    agreeing = [
        (index, at)
        for index, at in nearest
        if not is_rival(evidence[index].sentences[at], sentence, aliases)
    ]
    together = _gathered(sentence, agreeing, _MOST_QUOTES, evidence, aliases, said)
    return together if together.passes else alone


def _gathered(
    sentence: str,
    places: Sequence[tuple[int, int]],
    most: int,
    evidence: Sequence[Evidence],
    aliases: Aliases,
    said: str,
) -> Verdict:
    """The places, one after the other, that leave the least unsupported."""
    chosen: list[tuple[int, int]] = []
    lacks = [Unsupported(Claim.WORDS, sentence)]
    while lacks and len(chosen) < most:
        tried = [
            (_lacking(sentence, [*chosen, place], evidence, aliases, said), place)
            for place in places
            if place not in chosen
        ]
        if not tried:
            break
        fewest, best = min(tried, key=lambda one: len(one[0]))
        if chosen and len(fewest) >= len(lacks):
            break
        lacks = fewest
        chosen.append(best)
    return Verdict(tuple(lacks), tuple(sorted(chosen)))


def _places(evidence: Sequence[Evidence]) -> Iterator[tuple[int, int]]:
    for index, one in enumerate(evidence):
        for position in range(len(one.sentences)):
            yield index, position


def _overlap(sentence: str, evidence: Sequence[Evidence], place: tuple[int, int]) -> float:
    """Shared words, more where the evidence sentence holds little else."""
    wanted = set(vi.terms(sentence, folded=True))
    here = set(vi.terms(evidence[place[0]].sentences[place[1]], folded=True))
    shared = len(wanted & here)
    return shared + shared / (1 + len(here))


def _lacking(
    sentence: str,
    places: Sequence[tuple[int, int]],
    evidence: Sequence[Evidence],
    aliases: Aliases,
    said: str,
) -> list[Unsupported]:
    cited = [evidence[index] for index in dict.fromkeys(index for index, _ in places)]
    ground = Ground(
        sentences=tuple(evidence[index].sentences[at] for index, at in sorted(places)),
        context=" . ".join(dict.fromkeys(one.context for one in cited if one.context)),
        documents=tuple((one.number, one.date) for one in cited),
        known=frozenset().union(*(one.known for one in cited)),
        said=said,
    )
    claim = particulars(sentence)
    # What is written in one language has no words of the other, only numbers and names.
    foreign = claim.folded != particulars(ground.joined).folded
    found = [
        *check_facts.numbers(claim, ground, aliases, foreign=foreign),
        *check_facts.dates(claim, ground, aliases),
        *check_facts.documents(claim, ground),
        *check_facts.ordinals(claim, ground),
        *check_words.names(claim, ground, aliases, foreign=foreign),
        *check_words.markers(sentence, ground, foreign=foreign),
    ]
    if not foreign:
        found += check_words.posts(claim, ground, aliases)
        found += check_words.comparisons(sentence, ground, aliases)
        found += check_words.words(sentence, ground, aliases)
    found += check_roles.roles(sentence, ground, aliases)
    return found
