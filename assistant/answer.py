"""A question becomes a cited answer: retrieve → read → cite → check, a LangGraph graph; with
a language model it writes in between: … cite → write → check.

A comparison is retrieved and read for each of its sides; of a document to be summarised its own
sentences are retrieved.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, TypedDict

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

from assistant import about, compose, extract, summary
from assistant.chat import LONGEST_QUESTION, Answer, Delta, check_question
from assistant.columns import asks_for_column, column
from assistant.english import in_vietnamese
from assistant.extract import Candidate, certain
from assistant.ground import names_about
from assistant.halves import halves
from assistant.orders import gives_orders
from assistant.question import PLACES, Question, understand
from assistant.rewrite import standalone
from assistant.select import Selection, explaining, names_any, select, together
from assistant.tasks import Comparison, Summary, task
from assistant.write import Basis, Watch, Writer
from index.access import Viewer
from index.aliases import Aliases, Name
from index.catalog import Catalog
from index.filters import NO_FILTERS, Filters
from index.records import Record
from index.search import Hit, Searcher, across_languages
from index.validity import Validity

_HITS = 10
_HITS_BEHIND_ORDERS = 50
_EXPLANATIONS = 2  # of a term that is compared
_READ_OF_WHOLE = 50_000  # characters of a document searched for what it is about


class Stage(StrEnum):
    RETRIEVE = "retrieve"
    READ = "read"
    CITE = "cite"
    WRITE = "write"
    CHECK = "check"


Step = Stage | Delta | Answer


@dataclass(frozen=True)
class _Outline:
    """A document to be summarised."""

    document: Record
    parts: list[summary.Part]


@dataclass(frozen=True)
class _Reading:
    """What was read of one side of the question; `label` is empty where it has but one."""

    label: str
    question: Question
    hits: list[Hit]
    candidates: list[Candidate] = field(default_factory=list)
    selection: Selection | None = None


class _State(TypedDict, total=False):
    stopped: threading.Event  # nobody waits for the answer any more
    write: bool  # with the language model
    viewer: Viewer
    question: Question
    filters: Filters
    outline: _Outline | None
    readings: list[_Reading]
    terms: list[_Reading]  # those that are compared, read instead where any is explained
    holder: _Reading | None  # who holds the post of which it is asked whether somebody does
    halves: list[_Reading]  # two questions in one, read instead where either is answered
    validities: dict[str, Validity]
    answer: Answer
    timings_ms: dict[str, float]


class Answerer:
    """Answers in Trích dẫn mode, or with a writer in the language model's words. Holds no
    state between questions."""

    def __init__(
        self,
        searcher: Searcher,
        catalog: Catalog,
        *,
        most_sentences: int = 3,
        writer: Writer | None = None,
    ) -> None:
        self._searcher = searcher
        self._catalog = catalog
        self._most_sentences = most_sentences
        self._writer = writer
        self._graph = self._build()

    def _build(self) -> Any:
        graph = StateGraph(_State)
        for stage, node in (
            (Stage.RETRIEVE, self._retrieve),
            (Stage.READ, self._read),
            (Stage.CITE, self._cite),
            (Stage.WRITE, self._write),
            (Stage.CHECK, self._check),
        ):
            graph.add_node(stage, partial(_timed, stage, node))
        graph.add_edge(START, Stage.RETRIEVE)
        graph.add_edge(Stage.RETRIEVE, Stage.READ)
        graph.add_edge(Stage.READ, Stage.CITE)
        graph.add_conditional_edges(Stage.CITE, self._after_citing, [Stage.WRITE, Stage.CHECK])
        graph.add_edge(Stage.WRITE, Stage.CHECK)
        graph.add_edge(Stage.CHECK, END)
        return graph.compile()

    def warm_up(self) -> None:
        """Runs the path to the quotes once, so that the first question is as quick as the next.
        Asks no language model."""
        if self._writer:
            self._writer.prepare()
        list(self._run(self._asked("sở ngoại vụ", Viewer(), (), write=False)))

    def ask(self, question: str, viewer: Viewer, previous: Sequence[str] = ()) -> Answer:
        """The answer to a question after `previous` ones of the same conversation, oldest
        first. Raises QuestionError."""
        *_, answer = self.stream(question, viewer, previous)
        assert isinstance(answer, Answer)
        return answer

    def quote(self, question: str, viewer: Viewer, filters: Filters = NO_FILTERS) -> Answer:
        """The answer in Trích dẫn mode, whatever is configured, of the documents that fit the
        filters. Raises QuestionError."""
        *_, answer = self._run(self._asked(question, viewer, (), write=False, filters=filters))
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, viewer: Viewer, previous: Sequence[str] = ()
    ) -> Generator[Step]:
        """The stages as they begin, a language model's checked sentences as they are written,
        then the answer, which alone counts. Closing it stops the model. Raises QuestionError at
        once."""
        return self._run(self._asked(question, viewer, previous, write=self._writer is not None))

    def _asked(
        self,
        question: str,
        viewer: Viewer,
        previous: Sequence[str],
        *,
        write: bool,
        filters: Filters = NO_FILTERS,
    ) -> _State:
        return _State(
            viewer=viewer,
            question=self._understand(question, viewer, previous),
            filters=filters,
            write=write,
            stopped=threading.Event(),
            timings_ms={},
        )

    def search(
        self, question: str, viewer: Viewer, previous: Sequence[str] = (), k: int = _HITS
    ) -> tuple[str, list[Hit]]:
        """The question as it is understood, and the passages that its answer is looked for in,
        best first. Raises QuestionError."""
        understood = self._understand(question, viewer, previous).text
        return understood, self._searcher.search(understood, viewer, k)

    def _understand(self, question: str, viewer: Viewer, previous: Sequence[str]) -> Question:
        check_question(question)
        mend = partial(self._searcher.mended, viewer=viewer)
        before = [mend(earlier[:LONGEST_QUESTION]) for earlier in previous]
        alone = standalone(mend(question), before, self._names)
        return understand(self._translated(alone, viewer), self._names, self._searcher.home)

    def _translated(self, question: str, viewer: Viewer) -> str:
        """In Vietnamese, unless a document in the question's own language comes nearest."""
        translated = in_vietnamese(question, self._names)
        if translated == question:
            return question
        nearest = self._searcher.search(question, viewer, 1)
        if not nearest or not across_languages(translated, nearest[0].chunk):
            return translated
        # What names none of the question's places is about others.
        own = f"{nearest[0].chunk.context} . {nearest[0].chunk.text}"
        return question if self._places(question) <= self._places(own) else translated

    def _places(self, text: str) -> set[Name]:
        return {found.name for found in self._names.find(text) if found.name.kind in PLACES}

    def _run(self, state: _State) -> Generator[Step]:
        yield Stage.RETRIEVE
        # Quotes come at once: only a model's words are passed on while they are written.
        modes = ["updates", "custom"] if state["write"] else ["updates"]
        steps = self._graph.stream(state, stream_mode=modes)
        try:
            for mode, update in steps:
                if mode == "custom":
                    yield update
                    continue
                ((finished, values),) = update.items()
                state = {**state, **values}
                following = self._after(Stage(finished), state)
                if following is not None:
                    yield following
                else:
                    timings = values["timings_ms"]
                    timings["total"] = round(sum(timings.values()), 1)
                    yield replace(values["answer"], timings_ms=timings)
        finally:
            state["stopped"].set()
            steps.close()

    def _after(self, finished: Stage, state: _State) -> Stage | None:
        """The stage that follows one, None after the last."""
        if finished is Stage.CITE:
            return self._after_citing(state)
        stages = list(Stage)
        return None if finished is stages[-1] else stages[stages.index(finished) + 1]

    def _after_citing(self, state: _State) -> Stage:
        """What the documents do not answer the model is not asked, nor for what is to be had
        in the documents' own words: a summary, a comparison, an article, what a document says
        of itself, what is said of one that is not there."""
        question = state["question"]
        quoted = len(state["readings"]) != 1 or not state["readings"][0].hits
        quoted = quoted or question.asks_for_article or question.asks_for_document
        plain = quoted or not state["write"] or state["answer"].refused
        return Stage.CHECK if plain else Stage.WRITE

    @property
    def _names(self) -> Aliases:
        return self._searcher.aliases

    def _retrieve(self, state: _State) -> _State:
        question, viewer = state["question"], state["viewer"]
        wanted = task(question.text, self._names)
        if isinstance(wanted, Summary) and (outline := self._outline(wanted, viewer)):
            return {"outline": outline, "readings": []}
        two = not isinstance(wanted, Comparison)
        if two and (asked := halves(question.text, self._names)):
            return self._halves(asked, state)
        if told := self._said_of_itself(question, state):
            return {"outline": None, "readings": [told]}
        sides = [("", question)]
        if isinstance(wanted, Comparison) and wanted.of_terms:
            return self._terms(wanted, state)
        if isinstance(wanted, Comparison):
            home = self._searcher.home
            sides = [(s.label, understand(s.question, self._names, home)) for s in wanted.sides]
        return {
            "outline": None,
            "readings": [self._reading(label, one, state) for label, one in sides],
            "holder": self._holder(question, state),
        }

    def _holder(self, question: Question, state: _State) -> _Reading | None:
        """Who holds the post, where it is asked whether somebody does: one who did in an older
        document may not any more."""
        if not question.asks_whether or not question.phrases or question.years:
            return None
        if len(question.posts) != 1:
            return None
        who = "la ai" if question.folded else "là ai"
        asked = f"{question.posts[0].written.strip()} {who}?"
        home = self._searcher.home
        return self._reading("", understand(asked, self._names, home), state)

    def _terms(self, wanted: Comparison, state: _State) -> _State:
        """Each term with its own hits and those of the whole question, which names both."""
        whole = self._reading("", state["question"], state)
        terms = []
        for side in wanted.sides:
            asked = understand(side.question, self._names, self._searcher.home)
            own = _Reading(side.label, asked, self._hits(asked, state))
            terms.append(_with_hits(own, whole.hits))
        return {"outline": None, "readings": [whole], "terms": terms}

    def _halves(self, asked: Sequence[str], state: _State) -> _State:
        """Each of two questions with its own hits and those of both together, which knows what
        either leaves out."""
        whole = self._said_of_itself(state["question"], state)
        whole = whole or self._reading("", state["question"], state)
        each = []
        for text in asked:
            question = understand(text, self._names, self._searcher.home)
            own = self._said_of_itself(question, state) or self._steps(question, state)
            own = own or self._reading(text, question, state)
            each.append(_with_hits(replace(own, label=text), whole.hits))
        return {"outline": None, "readings": [whole], "halves": each}

    def _steps(self, question: Question, state: _State) -> _Reading | None:
        """What a document tells of a procedure, step by step, where that is asked for."""
        wanted = task(question.text, self._names)
        outline = self._outline(wanted, state["viewer"]) if isinstance(wanted, Summary) else None
        if outline is None:
            return None
        told = [
            certain(one.chunk, one.chunk.sentences.index(one.span))
            for part in outline.parts
            for one in part.sentences
        ]
        return _Reading("", question, [], [], Selection(tuple(told)))

    def _said_of_itself(self, question: Question, state: _State) -> _Reading | None:
        """What a document says of itself, where that is asked for."""
        asked = None if state["filters"] else about.wanted(question.text)
        told = self._told(asked, state["viewer"]) if asked else None
        return _Reading("", question, [], [], told) if told else None

    def _reading(self, label: str, question: Question, state: _State) -> _Reading:
        hits = self._hits(question, state)
        if asks_for_column(question) and (rows := self._column(question, hits, state["viewer"])):
            return _Reading(label, question, [], [], rows)
        return _Reading(label, question, hits)

    def _column(self, question: Question, hits: Sequence[Hit], viewer: Viewer) -> Selection | None:
        """The rows of a table that make the list asked for, in the documents of the hits."""
        for document in {hit.chunk.document.id: hit.chunk.document for hit in hits}.values():
            chunks = [
                chunk
                for chunk in self._catalog.chunks_of(document.id, viewer)
                if not gives_orders(chunk.text)
            ]
            if rows := column(question, chunks, self._about(document), self._names):
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

    def _hits(self, question: Question, state: _State) -> list[Hit]:
        found = self._evidence(question.text, state["viewer"], state["filters"])
        return self._searcher.read(question.text, found)

    def _outline(self, wanted: Summary, viewer: Viewer) -> _Outline | None:
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
        return _Outline(document, parts)

    def _evidence(self, question: str, viewer: Viewer, filters: Filters) -> list[Hit]:
        """The best hits without passages that give orders, which may not crowd out the rest."""
        for k in (_HITS, _HITS_BEHIND_ORDERS):
            hits = self._searcher.evidence(question, viewer, k, filters)
            kept = [hit for hit in hits if not gives_orders(hit.chunk.text)]
            if len(kept) == len(hits):
                break
        return kept[:_HITS]

    def _read(self, state: _State) -> _State:
        terms, halved = state.get("terms", []), state.get("halves", [])
        holder = state.get("holder")
        every = (*state["readings"], *terms, *halved, *([holder] if holder else []))
        hits = [hit for reading in every for hit in reading.hits]
        documents = {hit.chunk.document.id: hit.chunk.document for hit in hits}
        told = [one for reading in every if reading.selection for one in reading.selection.chosen]
        documents |= {one.hit.chunk.document.id: one.hit.chunk.document for one in told}
        if outline := state["outline"]:
            documents = {outline.document.id: outline.document}
        validities = self._catalog.validities(documents.values(), state["viewer"])
        today = date.today()
        ended = {key for key, validity in validities.items() if validity.ended(today)}
        explained = [self._explained(reading) for reading in terms]
        if any(reading.selection and reading.selection.chosen for reading in explained):
            return {"readings": explained, "validities": validities}
        each = [self._selected(reading, ended) for reading in halved]
        if any(reading.selection and reading.selection.chosen for reading in each):
            return {"readings": self._in_one(each), "validities": validities}
        readings = [self._selected(reading, ended) for reading in state["readings"]]
        if holder and readings[0].selection:
            held = self._selected(holder, ended).selection or Selection()
            if readings[0].selection.chosen and names_any(readings[0].question, held):
                readings = [replace(readings[0], selection=held)]
        return {"readings": readings, "validities": validities}

    def _explained(self, reading: _Reading) -> _Reading:
        candidates = self._candidates(reading)
        selection = explaining(reading.question, candidates, _EXPLANATIONS)
        return replace(reading, candidates=candidates, selection=selection)

    def _in_one(self, readings: list[_Reading]) -> list[_Reading]:
        """With one sentence for all, where one answers all."""
        asked = [(one.question, one.candidates, one.selection or Selection()) for one in readings]
        one = together(asked, self._names)
        if one is None:
            return readings
        return [replace(reading, selection=Selection((one,))) for reading in readings]

    def _candidates(self, reading: _Reading) -> list[Candidate]:
        question = reading.question
        return extract.read(
            question,
            reading.hits,
            self._names,
            partial(self._searcher.rarity, folded=question.folded),
            self._about,
        )

    def _selected(self, reading: _Reading, ended: set[str]) -> _Reading:
        if reading.selection is not None:
            return reading
        question, candidates = reading.question, self._candidates(reading)
        selection = select(question, candidates, self._names, self._most_sentences, ended)
        return replace(reading, candidates=candidates, selection=selection)

    def _cite(self, state: _State) -> _State:
        question, validities = state["question"], state["validities"]
        if outline := state["outline"]:
            answer = compose.summary(outline.document, outline.parts, question.text, validities)
            return {"answer": answer}
        first, *others = readings = state["readings"]
        if others and state.get("halves"):
            asked = [(one.question, one.selection or Selection()) for one in readings]
            return {"answer": compose.halves(question.text, asked, self._names, validities)}
        if others:
            sides = [(one.label, one.selection or Selection()) for one in readings]
            every = [candidate for reading in readings for candidate in reading.candidates]
            answer = compose.comparison(question.text, sides) or compose.refusal(question, every)
            return {"answer": answer}
        selected, candidates = first.selection or Selection(), first.candidates
        answer = compose.answer(question, selected, candidates, self._names, validities)
        return {"answer": answer}

    def _write(self, state: _State) -> _State:
        assert self._writer is not None
        (reading,) = state["readings"]
        basis = Basis(
            state["question"],
            reading.hits,
            reading.selection or Selection(),
            state["answer"],
            state["validities"],
        )
        watch = Watch(get_stream_writer(), state["stopped"].is_set)
        answer = self._writer.write(basis, self._about, watch)
        return {"answer": answer}

    def _check(self, state: _State) -> _State:
        """Reads every citation once more from the catalogue; one that does not stand there
        letter for letter takes the whole answer with it."""
        answer = state["answer"]
        for citation in (*answer.citations, *answer.nearest):
            text = self._catalog.text(citation.document_id, state["viewer"])
            if text is None or text[citation.start : citation.end] != citation.quote:
                return {"answer": compose.refusal(state["question"], ())}
        return {"answer": answer}

    def _about(self, document: Record) -> frozenset[Name]:
        return _names_about(self._catalog, self._names, document.version_id, document.id)


def _with_hits(reading: _Reading, hits: Sequence[Hit]) -> _Reading:
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


def _timed(stage: Stage, node: Any, state: _State) -> Mapping[str, Any]:
    begin = time.perf_counter()
    update = node(state)
    spent = round((time.perf_counter() - begin) * 1000, 1)
    return {**update, "timings_ms": {**state["timings_ms"], stage.value: spent}}
