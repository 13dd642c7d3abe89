"""What is read for a question: the hits of each of its sides, what a document says of itself,
the rows of a column, a document to be summarised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from assistant import about, extract, summary
from assistant.columns import asks_for_column, column
from assistant.extract import Candidate, certain
from assistant.extremes import extreme
from assistant.ground import names_about
from assistant.halves import halves
from assistant.orders import gives_orders
from assistant.question import Question
from assistant.select import Selection, explaining, names_any, select, together
from assistant.superlatives import superlative
from assistant.tasks import Comparison, Side, Summary, against, task
from assistant.understand import understand
from index.access import Viewer
from index.aliases import Aliases, Name
from index.catalog import Catalog
from index.filters import NO_FILTERS, Filters
from index.records import Record
from index.search import Hit, Searcher

_HITS = 10
_HITS_BEHIND_ORDERS = 50
_EXPLANATIONS = 2  # of a term that is compared
_READ_OF_WHOLE = 50_000  # characters of a document searched for what it is about


@dataclass(frozen=True)
class Outline:
    """A document to be summarised."""

    document: Record
    parts: list[summary.Part]


@dataclass(frozen=True)
class Reading:
    """What was read of one side of the question; `label` is empty where it has but one."""

    label: str
    question: Question
    hits: list[Hit]
    candidates: list[Candidate] = field(default_factory=list)
    selection: Selection | None = None


@dataclass(frozen=True)
class Gathered:
    """What may answer a question, before any sentence is chosen."""

    outline: Outline | None = None
    readings: tuple[Reading, ...] = ()
    terms: tuple[Reading, ...] = ()  # those that are compared, read instead where any is explained
    holder: Reading | None = None  # who holds the post of which it is asked whether somebody does
    halves: tuple[Reading, ...] = ()  # two questions in one, read instead where either is answered
    years: tuple[Reading, ...] = ()  # set against each other, read where the whole is not answered

    @property
    def documents(self) -> list[Record]:
        """All that the answer may quote."""
        if self.outline:
            return [self.outline.document]
        every = [*self.readings, *self.terms, *self.halves, *self.years]
        every += [self.holder] if self.holder else []
        hits = [hit for reading in every for hit in reading.hits]
        hits += [one.hit for reading in every for one in (reading.selection or Selection()).chosen]
        return list({hit.chunk.document.id: hit.chunk.document for hit in hits}.values())


@dataclass(frozen=True)
class Scope:
    """Whose question it is, and of which documents."""

    viewer: Viewer
    filters: Filters = NO_FILTERS


class Gatherer:
    """Finds what may answer, and chooses from it. Holds no state between questions."""

    def __init__(self, searcher: Searcher, catalog: Catalog, most_sentences: int) -> None:
        self._searcher = searcher
        self._catalog = catalog
        self._most_sentences = most_sentences

    @property
    def _names(self) -> Aliases:
        return self._searcher.aliases

    def gather(self, question: Question, scope: Scope) -> Gathered:
        """Everything that is to be read for a question."""
        wanted = task(question.text, self._names)
        if isinstance(wanted, Summary) and (outline := self._outline(wanted, scope.viewer)):
            return Gathered(outline)
        two = not isinstance(wanted, Comparison)
        if two and (asked := halves(question.text, self._names)):
            return self._halves(question, asked, scope)
        if told := self._said_of_itself(question, scope):
            return Gathered(readings=(told,))
        if isinstance(wanted, Comparison) and wanted.of_terms:
            return self._terms(question, wanted, scope)
        if isinstance(wanted, Comparison):
            return Gathered(readings=self._sides(wanted.sides, scope))
        return Gathered(
            readings=(self._reading("", question, scope),),
            holder=self._holder(question, scope),
            years=self._sides(against(question.text), scope),
        )

    def _sides(self, sides: Sequence[Side], scope: Scope) -> tuple[Reading, ...]:
        home = self._searcher.home
        asked = [(side.label, understand(side.question, self._names, home)) for side in sides]
        return tuple(self._reading(label, question, scope) for label, question in asked)

    def choose(self, gathered: Gathered, ended: set[str]) -> tuple[Reading, ...]:
        """The readings that the answer is made of, each with its selection. `ended` are ids of
        documents that have lost their force."""
        explained = tuple(self._explained(reading) for reading in gathered.terms)
        if any(_answers(reading) for reading in explained):
            return explained
        each = tuple(self._selected(reading, ended) for reading in gathered.halves)
        if any(_answers(reading) for reading in each):
            return self._in_one(each)
        readings = tuple(self._selected(reading, ended) for reading in gathered.readings)
        if gathered.years and not any(_answers(reading) for reading in readings):
            years = tuple(self._selected(reading, ended) for reading in gathered.years)
            return years if any(_answers(reading) for reading in years) else readings
        if gathered.holder and readings[0].selection:
            held = self._selected(gathered.holder, ended).selection or Selection()
            if readings[0].selection.chosen and names_any(readings[0].question, held):
                return (replace(readings[0], selection=held),)
        return readings

    def _holder(self, question: Question, scope: Scope) -> Reading | None:
        """Who holds the post, where it is asked whether somebody does: one who did in an older
        document may not any more."""
        if not question.asks_whether or not question.phrases or question.years:
            return None
        if len(question.posts) != 1:
            return None
        who = "la ai" if question.folded else "là ai"
        asked = f"{question.posts[0].written.strip()} {who}?"
        home = self._searcher.home
        return self._reading("", understand(asked, self._names, home), scope)

    def _terms(self, question: Question, wanted: Comparison, scope: Scope) -> Gathered:
        """Each term with its own hits and those of the whole question, which names both."""
        whole = self._reading("", question, scope)
        terms = []
        for side in wanted.sides:
            asked = understand(side.question, self._names, self._searcher.home)
            own = Reading(side.label, asked, self._hits(asked, scope))
            terms.append(_with_hits(own, whole.hits))
        return Gathered(readings=(whole,), terms=tuple(terms))

    def _halves(self, question: Question, asked: Sequence[str], scope: Scope) -> Gathered:
        """Each of two questions with its own hits and those of both together, which knows what
        either leaves out."""
        whole = self._said_of_itself(question, scope) or self._reading("", question, scope)
        each = []
        for text in asked:
            half = understand(text, self._names, self._searcher.home)
            own = self._said_of_itself(half, scope) or self._steps(half, scope)
            own = own or self._reading(text, half, scope)
            each.append(_with_hits(replace(own, label=text), whole.hits))
        return Gathered(readings=(whole,), halves=tuple(each))

    def _steps(self, question: Question, scope: Scope) -> Reading | None:
        """What a document tells of a procedure, step by step, where that is asked for."""
        wanted = task(question.text, self._names)
        outline = self._outline(wanted, scope.viewer) if isinstance(wanted, Summary) else None
        if outline is None:
            return None
        told = [
            certain(one.chunk, one.chunk.sentences.index(one.span))
            for part in outline.parts
            for one in part.sentences
        ]
        return Reading("", question, [], [], Selection(tuple(told)))

    def _said_of_itself(self, question: Question, scope: Scope) -> Reading | None:
        """What a document says of itself, where that is asked for."""
        asked = None if scope.filters else about.wanted(question.text)
        told = self._told(asked, scope.viewer) if asked else None
        return Reading("", question, [], [], told) if told else None

    def _reading(self, label: str, question: Question, scope: Scope) -> Reading:
        hits = self._hits(question, scope)
        if rows := self._rows(question, hits, scope.viewer):
            return Reading(label, question, [], [], rows)
        return Reading(label, question, hits)

    def _rows(self, question: Question, hits: Sequence[Hit], viewer: Viewer) -> Selection | None:
        """The rows that a table has to be read whole for, in the documents of the hits."""
        listed, wanted = asks_for_column(question), superlative(question)
        if not listed and not wanted:
            return None
        for document in {hit.chunk.document.id: hit.chunk.document for hit in hits}.values():
            chunks = [
                chunk
                for chunk in self._catalog.chunks_of(document.id, viewer)
                if not gives_orders(chunk.text)
            ]
            named = self.about(document)
            rows = column(question, chunks, named, self._names) if listed else None
            if rows := rows or (extreme(question, wanted, chunks, named) if wanted else None):
                return rows
        return None

    def _told(self, asked: about.Wanted, viewer: Viewer) -> Selection | None:
        """What a document says of itself; None where no such document may be read. Its signer
        is nobody whom another text names, so that an unsigned one is refused."""
        documents = self._catalog.documents(viewer)
        document = summary.named(asked.of, documents)
        if document is None:
            return None
        document = about.itself(documents, document)
        details = self._catalog.details(document.id, viewer)
        if details is None:
            return None
        chunks = self._catalog.chunks_of(document.id, viewer)
        found = about.lines(asked.aspect, details.metadata, chunks)
        if not found and asked.aspect is not about.Aspect.SIGNER:
            return None
        return Selection(tuple(certain(line.chunk, line.position) for line in found))

    def _hits(self, question: Question, scope: Scope) -> list[Hit]:
        found = self._evidence(question.text, scope.viewer, scope.filters)
        return self._searcher.read(question.text, found)

    def _outline(self, wanted: Summary, viewer: Viewer) -> Outline | None:
        documents = self._catalog.documents(viewer)
        document = summary.named(wanted.of, documents)
        if wanted.procedure:
            document = summary.procedure(wanted.of, documents, self._names.opposites)
        if document is None:
            return None
        chunks = [
            chunk
            for chunk in self._catalog.chunks_of(document.id, viewer)
            if not gives_orders(chunk.text)
        ]
        cosines = self._searcher.sentence_cosines(document.title or wanted.of, chunks)
        parts = summary.outline(chunks, cosines)
        if wanted.procedure:  # what stands before its first step is none
            parts = summary.steps(parts, document) or parts
        return Outline(document, parts)

    def _evidence(self, question: str, viewer: Viewer, filters: Filters) -> list[Hit]:
        """The best hits without passages that give orders, which may not crowd out the rest."""
        for k in (_HITS, _HITS_BEHIND_ORDERS):
            hits = self._searcher.evidence(question, viewer, k, filters)
            kept = [hit for hit in hits if not gives_orders(hit.chunk.text)]
            if len(kept) == len(hits):
                break
        return kept[:_HITS]

    def about(self, document: Record) -> frozenset[Name]:
        """The names that a document of a hit is about."""
        return _names_about(self._catalog, self._names, document.version_id, document.id)

    def _explained(self, reading: Reading) -> Reading:
        candidates = self._candidates(reading)
        selection = explaining(reading.question, candidates, _EXPLANATIONS)
        return replace(reading, candidates=candidates, selection=selection)

    def _in_one(self, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """With one sentence for all, where one answers all."""
        asked = [(one.question, one.candidates, one.selection or Selection()) for one in readings]
        one = together(asked, self._names)
        if one is None:
            return readings
        return tuple(replace(reading, selection=Selection((one,))) for reading in readings)

    def _candidates(self, reading: Reading) -> list[Candidate]:
        question = reading.question
        return extract.read(
            question,
            reading.hits,
            self._names,
            partial(self._searcher.rarity, folded=question.folded),
            self.about,
        )

    def _selected(self, reading: Reading, ended: set[str]) -> Reading:
        if reading.selection is not None:
            return reading
        question, candidates = reading.question, self._candidates(reading)
        selection = select(question, candidates, self._names, self._most_sentences, ended)
        return replace(reading, candidates=candidates, selection=selection)


def _answers(reading: Reading) -> bool:
    return bool(reading.selection and reading.selection.chosen)


def _with_hits(reading: Reading, hits: Sequence[Hit]) -> Reading:
    """With hits of another question, which the reader was asked otherwise."""
    if reading.selection is not None:
        return reading
    seen = {hit.chunk.id for hit in reading.hits}
    more = [replace(hit, reading=None) for hit in hits if hit.chunk.id not in seen]
    return replace(reading, hits=[*reading.hits, *more])


@lru_cache(maxsize=256)
def _names_about(
    catalog: Catalog, aliases: Aliases, _version: str, document_id: str
) -> frozenset[Name]:
    # Only for documents that a hit of this viewer has already opened.
    return names_about(catalog.text_of_any_viewer(document_id)[:_READ_OF_WHOLE], aliases)
