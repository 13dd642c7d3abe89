"""Asks the office its gold questions: one at a time for whoever has questions of their own,
and the office's own in the background, with an account of each run kept."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant import evaluate, scores
from assistant.answer import Answerer
from assistant.evaluate import Given, Json, Names, Observation, Passage, Result
from assistant.gold import Gold, GoldError, GoldQuestion, write_whole
from assistant.library import Library
from index.access import Viewer

_KEPT = 200  # runs; older ones are dropped
_log = logging.getLogger(__name__)


class Examiner:
    """Observes what becomes of a question, with the rights of the person asking."""

    def __init__(self, answerer: Answerer, library: Library) -> None:
        self._answerer = answerer
        self._library = library
        self._warm = False

    def observe(self, turns: Sequence[str], viewer: Viewer, *, answers: bool) -> Observation:
        """Latencies are of the search and of the answer (its own search included), without
        what a first question pays for. Raises QuestionError."""
        if not self._warm:
            self._answerer.warm_up()
            self._warm = True
        *previous, question = turns
        begin = time.perf_counter()
        understood, hits = self._answerer.search(question, viewer, previous, evaluate.DEPTH)
        spent = _since(begin)
        passages = tuple(
            Passage(
                hit.chunk.document.id,
                hit.chunk.document.file,
                hit.chunk.document.title,
                hit.chunk.page,
                hit.chunk.start,
                hit.chunk.end,
                evaluate.digest(hit.chunk.text),
            )
            for hit in hits
        )
        given = self._given(question, viewer, previous) if answers else None
        return Observation(understood, passages, spent, given)

    def _given(self, question: str, viewer: Viewer, previous: Sequence[str]) -> Given:
        begin = time.perf_counter()
        answer = self._answerer.ask(question, viewer, previous)
        spent = _since(begin)
        citations = [
            Passage(
                one.document_id,
                one.file,
                one.title,
                one.page,
                one.start,
                one.end,
                evaluate.digest(one.quote),
                self._stands(one.document_id, one.start, one.end, one.quote, viewer),
            )
            for one in answer.citations
        ]
        quotes = tuple(one.quote for one in answer.citations)
        lead = answer.lead.text if answer.lead else None
        return Given(answer.text, answer.refused, quotes, tuple(citations), spent, lead)

    def _stands(self, document: str, start: int, end: int, quote: str, viewer: Viewer) -> bool:
        text = self._library.text(document, viewer)
        return text is not None and text[start:end] == quote

    def names(self, viewer: Viewer) -> Names:
        """By what names gold questions can mean the documents that the viewer may read."""
        places = [(place.document_id, place.at.source) for place, _ in self._library.files(viewer)]
        return names_of(
            [(record.id, record.file) for record in self._library.documents(viewer)], places
        )


def names_of(
    documents: Iterable[tuple[str, str]], places: Iterable[tuple[str | None, str]]
) -> dict[str, list[tuple[str, ...]]]:
    """From (id, file) of the documents and (document's id, path) of the files seen. A document
    goes by the paths of its files, and by its own file's name where it has none."""
    files = dict(documents)
    names: dict[str, list[tuple[str, ...]]] = {key: [] for key in files}
    for key, path in places:
        if key in names:
            names[key].append(evaluate.components(path))
    return {key: known or [evaluate.components(files[key])] for key, known in names.items()}


def run_json(results: Sequence[Result], missing: Sequence[str], subject: Json) -> Json:
    """A run as it is printed and kept; `subject` says what was measured and when."""
    return {**subject, **scores.report(results), "missing_sources": list(missing)}


def results_of(run: object) -> list[Result]:
    """The results of what `run_json` gave. Raises GoldError for anything else."""
    items = run.get("items") if isinstance(run, dict) else None
    if not isinstance(items, list):
        raise GoldError("not_run")
    return [Result.from_json(item) for item in items]


# Runs of the office's own questions ----------------------------------------------------------


@dataclass(frozen=True)
class State:
    """How far the last run has come; `number` is 0 where there has been none. `failed` says
    that it broke off by itself, `cancelled` that somebody stopped it."""

    number: int = 0
    running: bool = False
    done: int = 0
    total: int = 0
    answers: bool = True
    failed: bool = False
    cancelled: bool = False


class Evaluations:
    """Runs one after another, in a thread, and keeps each that came to its end as one JSON
    file without any document's words: what was found is kept as places, to be read back from
    the store with the rights of whoever looks."""

    def __init__(self, folder: Path, examiner: Examiner, gold: Gold, model: str) -> None:
        self._folder = folder
        self._examiner = examiner
        self._gold = gold
        self._model = model
        self._lock = threading.Lock()
        self._state = State()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def subject(self, *, answers: bool, documents: int) -> Json:
        """What a run that begins now measures: `documents` in the store with this model."""
        return {
            "number": None,
            "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "measured": "answers" if answers else "retrieval",
            "model": self._model,
            "documents": documents,
        }

    def begin(self, viewer: Viewer, *, answers: bool) -> State:
        """Starts a run. Raises GoldError where one is under way or there are no questions."""
        with self._lock:
            if self._state.running:
                raise GoldError("running")
            questions = self._gold.all()
            if not questions:
                raise GoldError("no_gold")
            number = max([*self._numbers(), self._state.number], default=0) + 1
            self._state = State(number, True, 0, len(questions), answers)
            self._stop.clear()
            self._thread = threading.Thread(
                target=self._work, args=(questions, viewer), name="evaluate", daemon=True
            )
            self._thread.start()
            return self._state

    def state(self) -> State:
        return self._state

    def cancel(self) -> None:
        """Stops the run after the question in hand; nothing of it is kept."""
        self._stop.set()

    def close(self) -> None:
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def _work(self, questions: Sequence[GoldQuestion], viewer: Viewer) -> None:
        begun = self._state
        try:
            finished = self._run(questions, viewer, begun)
        except Exception:
            _log.exception("evaluation failed")
            self._state = replace(self._state, running=False, failed=True)
        else:
            self._state = replace(self._state, running=False, cancelled=not finished)

    def _run(self, questions: Sequence[GoldQuestion], viewer: Viewer, begun: State) -> bool:
        """Whether it came to its end."""
        names = self._examiner.names(viewer)
        subject = self.subject(answers=begun.answers, documents=len(names))
        results = []
        for done, question in enumerate(questions, 1):
            if self._stop.is_set():
                return False
            seen = self._examiner.observe(question.turns, viewer, answers=begun.answers)
            results.append(evaluate.judge(question, seen, names).without_text())
            self._state = replace(begun, done=done)
        missing = evaluate.missing_sources(questions, names)
        self._keep(run_json(results, missing, {**subject, "number": begun.number}))
        return True

    # Kept runs

    def all(self) -> list[Json]:
        """The runs kept, the newest first, without their items."""
        runs = (self.get(number) for number in sorted(self._numbers(), reverse=True))
        return [{key: value for key, value in run.items() if key != "items"} for run in runs if run]

    def get(self, number: int) -> Json | None:
        """A run as it was kept; None where there is none of that number, or it is damaged."""
        try:
            run: Json = json.loads(self._path(number).read_bytes())
            results_of(run)
        except (OSError, ValueError, GoldError):
            return None
        return run

    def _keep(self, run: Json) -> None:
        write_whole(self._path(run["number"]), json.dumps(run, ensure_ascii=False).encode())
        for number in sorted(self._numbers())[:-_KEPT]:
            self._path(number).unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        return [int(path.stem) for path in self._folder.glob("*.json") if path.stem.isdecimal()]

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:04}.json"


# Reading back --------------------------------------------------------------------------------


def named(run: Json, library: Library, viewer: Viewer) -> Json:
    """The run with the files and titles of its passages, where the viewer may read them now."""
    records = {record.id: record for record in library.documents(viewer)}

    def fill(passage: Json) -> Json:
        record = records.get(passage["document_id"])
        return {**passage, "file": record.file, "title": record.title} if record else passage

    items = [
        {
            **item,
            "hits": [fill(hit) for hit in item["hits"]],
            "citations": [fill(one) for one in item["citations"]],
        }
        for item in run["items"]
    ]
    return {**run, "items": items}


def read_back(item: Json, library: Library, viewer: Viewer) -> Json:
    """The item with the `text` of its passages, None where it is not there any more or not for
    this viewer."""

    def fill(passage: Json) -> Json:
        text = library.text(passage["document_id"], viewer) or ""
        words = text[passage["start"] : passage["end"]]
        return {**passage, "text": words if evaluate.digest(words) == passage["digest"] else None}

    return {
        **item,
        "hits": [fill(hit) for hit in item["hits"]],
        "citations": [fill(one) for one in item["citations"]],
    }


def _since(begin: float) -> float:
    return round((time.perf_counter() - begin) * 1000, 2)
