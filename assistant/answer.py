"""A question becomes a cited answer: retrieve → read → cite → check, a LangGraph graph; with
a language model it writes in between: … cite → write → check.

A comparison is retrieved and read for each of its sides; of a document to be summarised its own
sentences are retrieved.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypedDict

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph

from assistant import compose
from assistant.chat import LONGEST_QUESTION, Answer, Delta, check_question
from assistant.english import in_vietnamese
from assistant.question import PLACES, Question
from assistant.readings import Gathered, Gatherer, Reading, Scope
from assistant.rewrite import standalone
from assistant.select import Selection
from assistant.tasks import counting
from assistant.understand import understand
from assistant.write import Basis, Watch, Writer
from index.access import Viewer
from index.aliases import Aliases, Name
from index.catalog import Catalog
from index.filters import NO_FILTERS, Filters
from index.search import Hit, Searcher, across_languages
from index.validity import Validity

_HITS = 10


class Stage(StrEnum):
    RETRIEVE = "retrieve"
    READ = "read"
    CITE = "cite"
    WRITE = "write"
    CHECK = "check"


Step = Stage | Delta | Answer


class _State(TypedDict, total=False):
    stopped: threading.Event  # nobody waits for the answer any more
    write: bool  # with the language model
    scope: Scope
    question: Question
    gathered: Gathered
    readings: tuple[Reading, ...]
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
        self._gatherer = Gatherer(searcher, catalog, most_sentences)
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
            scope=Scope(viewer, filters),
            question=self._understand(question, viewer, previous),
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
        alone = counting(standalone(mend(question), before, self._names))
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
        return {"gathered": self._gatherer.gather(state["question"], state["scope"])}

    def _read(self, state: _State) -> _State:
        gathered, viewer = state["gathered"], state["scope"].viewer
        validities = self._catalog.validities(gathered.documents, viewer)
        today = date.today()
        ended = {key for key, validity in validities.items() if validity.ended(today)}
        return {"readings": self._gatherer.choose(gathered, ended), "validities": validities}

    def _cite(self, state: _State) -> _State:
        question, validities = state["question"], state["validities"]
        gathered = state["gathered"]
        if outline := gathered.outline:
            answer = compose.summary(outline.document, outline.parts, question.text, validities)
            return {"answer": answer}
        first, *others = readings = state["readings"]
        if others and gathered.halves:
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
        answer = self._writer.write(basis, self._gatherer.about, watch)
        return {"answer": answer}

    def _check(self, state: _State) -> _State:
        """Reads every citation once more from the catalogue; one that does not stand there
        letter for letter takes the whole answer with it."""
        answer = state["answer"]
        for citation in (*answer.citations, *answer.nearest):
            text = self._catalog.text(citation.document_id, state["scope"].viewer)
            if text is None or text[citation.start : citation.end] != citation.quote:
                return {"answer": compose.refusal(state["question"], ())}
        return {"answer": answer}


def _timed(stage: Stage, node: Any, state: _State) -> Mapping[str, Any]:
    begin = time.perf_counter()
    update = node(state)
    spent = round((time.perf_counter() - begin) * 1000, 1)
    return {**update, "timings_ms": {**state["timings_ms"], stage.value: spent}}
