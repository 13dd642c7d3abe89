"""What documents have to say for a draft: of the partner, and on the outline's questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answer import Answerer
from assistant.chat import Citation, cite
from assistant.draft import Part
from assistant.extract import sentence_texts
from assistant.figures import same
from assistant.orders import gives_orders
from assistant.partner import (
    Finding,
    Sign,
    Subject,
    country_of,
    findings,
    is_how_to,
    is_item,
    is_roll,
    signs,
    speakable,
    stand_alone,
    subject,
    syllables,
)
from assistant.speech import Brief
from assistant.verify import Evidence, verify
from index.access import Viewer
from index.catalog import Catalog
from index.filters import Filters
from index.search import Searcher
from ingest import text as vi
from ingest.partners import find_partners

_PASSAGES = 50  # looked at for each way to ask for a partner
_LONG = 200  # syllables
_LONGEST_ROW = 40  # syllables, to be said
_LOOKED_AT = 10  # passages, for one that bears out a statement


@dataclass(frozen=True)
class Saying:
    """A sentence of a document that a section may quote. `direct` says that it names the
    partner itself, `item` that it is an item of a list, `aside` that it is only for whoever wants
    it: it lists many partners."""

    citation: Citation
    signs: frozenset[Sign]
    direct: bool
    item: bool
    aside: bool = False

    @property
    def text(self) -> str:
        return self.citation.quote


@dataclass(frozen=True)
class Gathered:
    """`sayings` are what may be said of the partner, newest first; `facts` what its fact sheet
    tells, table rows and all; `avoided` how many were left out for each thing to avoid."""

    sayings: tuple[Saying, ...]
    facts: tuple[Finding, ...]
    avoided: dict[str, int]


class Gatherer:
    def __init__(self, searcher: Searcher, answerer: Answerer, catalog: Catalog) -> None:
        self._searcher = searcher
        self._answerer = answerer
        self._catalog = catalog

    def of_partner(self, brief: Brief, viewer: Viewer) -> Gathered:
        """Several searches: the partner by name, its relation with the office's place, the field,
        its country."""
        aliases = self._searcher.aliases
        partner, country = subject(brief.partner, aliases), _country(brief, self._searcher)
        found = self._findings(brief, viewer, partner, country) if partner or country else []
        avoided: dict[str, int] = {}
        kept = []
        for one in found:
            touched = [topic for topic in brief.avoid if touches(one.text, topic)]
            for topic in touched:
                avoided[topic] = avoided.get(topic, 0) + 1
            if not touched:
                kept.append(one)
        home = self._searcher.home
        rolls = [one for one in kept if one.direct and is_roll(one.text, aliases, home)]
        usable = [one for one in kept if speakable(one.text) and not one.other and one not in rolls]
        if not any(one.direct for one in usable):
            # A long sentence of the partner itself is better than none, a list's row than many
            # partners in one breath.
            long = [one for one in kept if one.direct and speakable(one.text, _LONG)]
            usable = ([one for one in long if one not in rolls] or _rows(kept)) + usable
        sayings = [_saying(one) for one in usable]
        spoken = (one for one in rolls if speakable(one.text, _LONG))
        sayings += [replace(_saying(one), aside=True) for one in spoken]
        return Gathered(tuple(sayings), tuple(kept), avoided)

    def answering(self, question: str, part: Part, brief: Brief, viewer: Viewer) -> list[Saying]:
        """The sentences that answer a question, if any does and it can be said aloud; none of
        foreigners that are not the partner, but where relations are told at large."""
        answer = self._answerer.quote(question, viewer, _chosen(brief))
        found = [] if answer.refused else [self._alone(one, viewer) for one in answer.citations]
        return [
            Saying(one, signs(one.quote), direct=False, item=item)
            for one, item in found
            if not is_how_to(one.title, one.file)
            and speakable(one.quote)
            and not any(touches(one.quote, topic) for topic in brief.avoid)
            and not self._of_others(one.quote, part, brief)
        ]

    def bearing_out(self, statement: str, brief: Brief, viewer: Viewer) -> Citation | None:
        """The sentence that bears out what a person states, None where there is none."""
        aliases, home = self._searcher.aliases, self._searcher.home
        known = frozenset({home} if home else ())
        for hit in self._searcher.gather(statement, viewer, _LOOKED_AT, _chosen(brief)):
            document = hit.chunk.document
            if gives_orders(hit.chunk.text):
                continue
            sentences = tuple(sentence_texts(hit))
            evidence = Evidence(sentences, hit.chunk.context, document.number, document.date, known)
            verdict = verify(statement, [evidence], aliases)
            if verdict.passes and len(verdict.support) == 1:
                [(_, position)] = verdict.support
                return cite(0, hit.chunk, hit.chunk.sentences[position])
        return None

    def _alone(self, citation: Citation, viewer: Viewer) -> tuple[Citation, bool]:
        """The same with what it needs to be said by itself; whether it is an item of a list."""
        for chunk in self._catalog.chunks_of(citation.document_id, viewer):
            for position, span in enumerate(chunk.sentences):
                if span == (citation.start, citation.end):
                    alone = stand_alone(chunk, position)
                    return cite(0, chunk, alone), is_item(chunk, alone)
        return citation, False

    def _of_others(self, text: str, part: Part, brief: Brief) -> bool:
        if not brief.partner.strip() and not brief.country.strip() and part is Part.RELATIONS:
            return False
        aliases = self._searcher.aliases
        ours = subject(brief.partner, aliases), _country(brief, self._searcher)
        if any(one.named_in(text, aliases) for one in ours):
            return False
        return bool(find_partners(text))

    def _findings(
        self, brief: Brief, viewer: Viewer, partner: Subject, country: Subject
    ) -> list[Finding]:
        home = self._searcher.home
        chosen = _chosen(brief)
        chunks = {
            hit.chunk.id: hit.chunk
            for words in _queries(brief)
            for hit in self._searcher.gather(words, viewer, _PASSAGES, chosen)
        }
        return findings(chunks.values(), partner, country, self._searcher.aliases, home)


def _rows(found: Iterable[Finding]) -> list[Finding]:
    """The newest row of a list that names the partner itself, if it is short."""
    rows = (one for one in found if one.direct and vi.is_row(one.text))
    return [one for one in rows if syllables(one.text) <= _LONGEST_ROW][:1]


def _saying(one: Finding) -> Saying:
    return Saying(cite(0, one.chunk, one.span), one.signs, one.direct, one.item)


def without_repeats(sayings: Iterable[Saying], before: Iterable[str] = ()) -> list[Saying]:
    """Each thing once, and nothing that is among the texts before."""
    told = list(before)
    kept = []
    for one in sayings:
        if not any(same(one.text, text) for text in told):
            told.append(one.text)
            kept.append(one)
    return kept


def touches(text: str, topic: str) -> bool:
    """Whether a text has the words of a topic to avoid, in a row, whatever their diacritics."""
    words = " ".join(vi.terms(topic, folded=True))
    return bool(words) and f" {words} " in f" {' '.join(vi.terms(text, folded=True))} "


def _queries(brief: Brief) -> list[str]:
    name = brief.partner.strip() or brief.country.strip()
    wide = brief.country.strip()
    queries = [name, f"quan hệ hợp tác với {name}", f"đoàn {name} thăm và làm việc"]
    queries += [f"hợp tác {brief.field.strip()} với {name}"] if brief.field.strip() else []
    queries += [f"hợp tác với {wide}"] if wide and wide != name else []
    return queries


def _country(brief: Brief, searcher: Searcher) -> Subject:
    return country_of(f"{brief.country}, {brief.partner}", searcher.aliases)


def _chosen(brief: Brief) -> Filters:
    return Filters(documents=brief.documents, without=brief.without)
