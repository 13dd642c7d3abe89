"""The command line's hand to the store: of a server that holds it, or opened here.

Both give the JSON of the HTTP interface. Imports are inside functions where they are heavy,
since a question handed to a server must not wait for libraries that only the server needs.
"""

from __future__ import annotations

import http.client
import json
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from assistant.chat import LONGEST_QUESTION, QuestionError
from ui import api_text, page_text, wire
from ui.client_drafts import DraftStore, OpenedDrafts, ServerDrafts
from ui.client_onboarding import OnboardingStore, OpenedOnboarding, ServerOnboarding
from ui.client_threads import OpenedThreads, ServerThreads, ThreadStore
from ui.narrow import Narrowing, filters
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.build import Office
    from index.records import Record
    from ingest.errors import IntakeError

_TOO_LARGE, _UNPROCESSABLE = 413, 422
_ODD = "backslashreplace"  # a file's name may hold bytes that are no UTF-8
_PATIENCE = 1800  # seconds; taking in a long document on a slow machine


class Refused(Exception):
    """The store would not do it; the message is the Vietnamese sentence that says why.
    `status` is the server's, 0 where none answered."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class Store(Protocol):
    """What commands do with a store."""

    @property
    def threads(self) -> ThreadStore: ...
    @property
    def drafts(self) -> DraftStore: ...
    @property
    def onboarding(self) -> OnboardingStore: ...
    def ask(self, question: str, previous: Sequence[str], thread: str | None = None) -> Json: ...
    def search(self, question: str, k: int, narrowing: Narrowing) -> list[Json]: ...
    def ingest(
        self, path: Path, label: str | None, groups: list[str] | None, run: int
    ) -> list[Json]: ...
    def files(self) -> list[Json]: ...
    def forget(self, source: str, run: int) -> bool: ...
    def begin_run(self, kind: str, folder: str) -> int: ...
    def end_run(self, run: int) -> None: ...
    def runs(self) -> list[Json]: ...
    def run_files(self, run: int) -> list[Json]: ...
    def details(self, identifier: str) -> Json: ...
    def edit(self, identifier: str, changes: Json) -> Json: ...
    def review(self) -> list[Json]: ...
    def page(self, identifier: str, page: int) -> Json: ...
    def correct(self, identifier: str, page: int, words: str) -> Json: ...
    def alike(self) -> list[Json]: ...
    def documents(self) -> list[Json]: ...
    def document(self, identifier: str) -> Json: ...
    def text(self, identifier: str) -> str: ...
    def delete(self, identifier: str) -> None: ...
    def rebuild(self) -> int: ...
    def gold(self) -> list[Json]: ...
    def observe(self, turns: Sequence[str], answers: bool) -> Json: ...
    def subject(self, answers: bool) -> Json: ...
    def begin_evaluation(self, answers: bool) -> Json: ...
    def evaluation_state(self) -> Json: ...
    def cancel_evaluation(self) -> None: ...
    def evaluations(self) -> list[Json]: ...
    def evaluation(self, number: int) -> Json: ...


class ServerStore:
    """The store of a running server, over HTTP on this machine."""

    def __init__(self, url: str, max_bytes: int) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "127.0.0.1", address.port
        self._max_bytes = max_bytes

    @property
    def threads(self) -> ThreadStore:
        return ServerThreads(self._json)

    @property
    def drafts(self) -> DraftStore:
        return ServerDrafts(self._json, lambda path: self._send("GET", path))

    @property
    def onboarding(self) -> OnboardingStore:
        return ServerOnboarding(self._json)

    def ask(self, question: str, previous: Sequence[str], thread: str | None = None) -> Json:
        body = {"question": question, "previous": previous, "thread": thread}
        answer: Json = self._asked("/api/ask", body)
        return answer

    def search(self, question: str, k: int, narrowing: Narrowing) -> list[Json]:
        chosen = urlencode(narrowing, doseq=True)
        address = f"/api/search?{chosen}" if chosen else "/api/search"
        hits: list[Json] = self._asked(address, {"question": question, "k": k})
        return hits

    def ingest(
        self, path: Path, label: str | None, groups: list[str] | None, run: int
    ) -> list[Json]:
        from ingest.errors import IntakeError, Reason
        from ingest.files import load

        try:
            # Sent whole: what the server would refuse for its size is told here, in its size.
            return self._upload(path, load(path, self._max_bytes), label, groups, run)
        except IntakeError as error:
            return [self._failed(path, error, run)]
        except Refused as error:
            if error.status != _TOO_LARGE:  # the server's own limit may be a lower one
                raise
            return [self._failed(path, IntakeError(Reason.TOO_LARGE), run)]

    def _failed(self, path: Path, error: IntakeError, run: int) -> Json:
        """Has the server keep a failure that showed on this side."""
        failure = {"source": str(_place(path)), "reason": str(error.reason), "facts": error.facts}
        report: Json = self._json("POST", "/api/files", {**failure, "run": run})
        return report

    def _upload(
        self, path: Path, data: bytes, label: str | None, groups: list[str] | None, run: int
    ) -> list[Json]:
        fields = [("source", str(_place(path))), ("run", str(run))]
        with suppress(OSError, ValueError):
            fields.append(("modified_ns", str(path.stat().st_mtime_ns)))
        fields += [("label", label)] if label else []
        fields += [("groups", group) for group in groups or []]
        body, content_type = _multipart(path.name, data, fields)
        reports: list[Json] = json.loads(self._send("POST", "/api/documents", body, content_type))
        return reports

    def files(self) -> list[Json]:
        known: list[Json] = self._json("GET", "/api/files")
        return known

    def forget(self, source: str, run: int) -> bool:
        query = urlencode({"source": source, "run": run})
        return bool(self._json("DELETE", f"/api/files?{query}")["document_deleted"])

    def begin_run(self, kind: str, folder: str) -> int:
        return int(self._json("POST", "/api/runs", {"kind": kind, "folder": folder})["id"])

    def end_run(self, run: int) -> None:
        self._json("POST", f"/api/runs/{run}/end", {})

    def runs(self) -> list[Json]:
        known: list[Json] = self._json("GET", "/api/runs")
        return known

    def run_files(self, run: int) -> list[Json]:
        accounts: list[Json] = self._json("GET", f"/api/runs/{run}")
        return accounts

    def details(self, identifier: str) -> Json:
        known: Json = self._json("GET", f"{_address(identifier)}/details")
        return known

    def edit(self, identifier: str, changes: Json) -> Json:
        known: Json = self._json("PATCH", _address(identifier), changes)
        return known

    def review(self) -> list[Json]:
        pages: list[Json] = self._json("GET", "/api/review")
        return pages

    def page(self, identifier: str, page: int) -> Json:
        known: Json = self._json("GET", f"{_address(identifier)}/pages/{page}")
        return known

    def correct(self, identifier: str, page: int, words: str) -> Json:
        address = f"{_address(identifier)}/pages/{page}"
        known: Json = self._json("PUT", address, {"text": words})
        return known

    def alike(self) -> list[Json]:
        pairs: list[Json] = self._json("GET", "/api/alike")
        return pairs

    def documents(self) -> list[Json]:
        records: list[Json] = self._json("GET", "/api/documents")
        return records

    def document(self, identifier: str) -> Json:
        record: Json = self._json("GET", _address(identifier))
        return record

    def text(self, identifier: str) -> str:
        return self._send("GET", f"{_address(identifier)}/text").decode()

    def delete(self, identifier: str) -> None:
        self._send("DELETE", _address(identifier))

    def rebuild(self) -> int:
        return int(self._json("POST", "/api/index/rebuild")["chunks"])

    def gold(self) -> list[Json]:
        known: list[Json] = self._json("GET", "/api/gold")["questions"]
        return known

    def observe(self, turns: Sequence[str], answers: bool) -> Json:
        body = {"turns": list(turns), "answers": answers}
        seen: Json = self._json("POST", "/api/evaluate/observe", body)
        return seen

    def subject(self, answers: bool) -> Json:
        measured: Json = self._json("GET", f"/api/evaluate/subject?answers={answers}")
        return measured

    def begin_evaluation(self, answers: bool) -> Json:
        state: Json = self._json("POST", "/api/evaluations", {"answers": answers})
        return state

    def evaluation_state(self) -> Json:
        state: Json = self._json("GET", "/api/evaluations/state")
        return state

    def cancel_evaluation(self) -> None:
        self._send("DELETE", "/api/evaluations/state")

    def evaluations(self) -> list[Json]:
        kept: list[Json] = self._json("GET", "/api/evaluations")["runs"]
        return kept

    def evaluation(self, number: int) -> Json:
        kept: Json = self._json("GET", f"/api/evaluations/{number}")
        return kept

    def _asked(self, path: str, body: Json) -> Any:
        """Raises QuestionError as a store opened here would."""
        try:
            return self._json("POST", path, body)
        except Refused as error:
            if error.status in (_TOO_LARGE, _UNPROCESSABLE):
                problem = "too_long" if body["question"].strip() else "empty"
                raise QuestionError(problem, limit=LONGEST_QUESTION) from error
            raise

    def _json(self, method: str, path: str, body: Any = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        return json.loads(self._send(method, path, sent, "application/json"))

    def _send(
        self, method: str, path: str, body: bytes | None = None, content_type: str = ""
    ) -> bytes:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE)
        try:
            headers = {"Content-Type": content_type} if body is not None else {}
            # A server that refuses a large body answers before it has read it all.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body, headers)
            response = connection.getresponse()
            received = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Refused(page_text.PAGE["server_gone"]) from error
        finally:
            connection.close()
        if response.status >= 400:
            raise Refused(_error_sentence(received), response.status)
        return received


class OpenedStore:
    """A store opened in this process."""

    def __init__(self, office: Office) -> None:
        from index.access import OPERATOR

        self._office = office
        self._viewer = OPERATOR

    @property
    def threads(self) -> ThreadStore:
        return OpenedThreads(self._office.threads, self._viewer)

    @property
    def drafts(self) -> DraftStore:
        return OpenedDrafts(self._office.drafts, self._office.settings, self._viewer)

    @property
    def onboarding(self) -> OnboardingStore:
        return OpenedOnboarding(self._office.onboarding, self._viewer)

    def ask(self, question: str, previous: Sequence[str], thread: str | None = None) -> Json:
        from ui.conversation import Conversation

        conversation = Conversation(self._office.threads, self._viewer, thread)
        before = conversation.previous(previous)
        answer = self._office.answerer.ask(question, self._viewer, before)
        return conversation.keep(question, answer)

    def search(self, question: str, k: int, narrowing: Narrowing) -> list[Json]:
        hits = self._office.searcher.search(question, self._viewer, k, filters(narrowing))
        return [wire.hit_json(hit) for hit in hits]

    def ingest(
        self, path: Path, label: str | None, groups: list[str] | None, run: int
    ) -> list[Json]:
        from assistant.intake import How
        from index.access import Label

        how = How(Label(label) if label else None, None if groups is None else frozenset(groups))
        reports = list(self._office.intake.ingest_file(path, how=how).flat())
        for report in reports:
            self._office.runs.add(run, report.account())
        return [wire.report_json(report) for report in reports]

    def files(self) -> list[Json]:
        files = self._office.library.files(self._viewer)
        return [wire.place_json(place, digest) for place, digest in files]

    def forget(self, source: str, run: int) -> bool:
        from index.runs import removal

        self._office.runs.add(run, removal(source))
        return self._office.intake.forget_place(source)

    def begin_run(self, kind: str, folder: str) -> int:
        return self._office.runs.begin(kind, folder)

    def end_run(self, run: int) -> None:
        self._office.runs.end(run)

    def runs(self) -> list[Json]:
        return [wire.run_json(run) for run in self._office.runs.all()]

    def run_files(self, run: int) -> list[Json]:
        return [wire.run_file_json(file) for file in self._office.runs.files(run)]

    def documents(self) -> list[Json]:
        records = self._office.library.documents(self._viewer)
        validities = self._office.library.validities(records, self._viewer)
        return [wire.record_json(record, validities.get(record.id)) for record in records]

    def document(self, identifier: str) -> Json:
        record = self._record(identifier)
        validities = self._office.library.validities([record], self._viewer)
        return wire.record_json(record, validities.get(record.id))

    def _record(self, identifier: str) -> Record:
        record = self._office.library.document(identifier, self._viewer)
        if record is None:
            raise Refused(api_text.NO_DOCUMENT)
        return record

    def details(self, identifier: str) -> Json:
        record = self._record(identifier)
        known = self._office.library.details(identifier, self._viewer)
        assert known is not None
        validities = self._office.library.validities([record], self._viewer)
        return wire.details_json(record, known, validities.get(record.id))

    def edit(self, identifier: str, changes: Json) -> Json:
        from index.access import Label

        self._record(identifier)
        named = dict(changes)
        label, groups = named.pop("label", None), named.pop("groups", None)
        self._office.library.set_access(
            identifier,
            Label(label) if label else None,
            None if groups is None else frozenset(groups),
            self._viewer,
        )
        if named:
            self._office.library.edit(identifier, named, self._viewer)
        return self.details(identifier)

    def review(self) -> list[Json]:
        pages = self._office.library.review(self._viewer)
        return [wire.page_json(record, page) for record, page in pages]

    def page(self, identifier: str, page: int) -> Json:
        record = self._record(identifier)
        known = self._office.library.details(identifier, self._viewer)
        stored = self._office.library.page_text(identifier, page, self._viewer)
        if known is None or stored is None:
            raise Refused(api_text.NO_PAGE)
        reading = next(scanned for scanned in known.scanned if scanned.number == page)
        return {**wire.page_json(record, reading), "text": stored}

    def correct(self, identifier: str, page: int, words: str) -> Json:
        self._record(identifier)
        if not self._office.library.correct_page(identifier, page, words, self._viewer):
            raise Refused(api_text.NO_PAGE)
        return self.page(identifier, page)

    def alike(self) -> list[Json]:
        records = {record.id: record for record in self._office.library.documents(self._viewer)}
        return [
            {
                "first": wire.record_json(records[one]),
                "second": wire.record_json(records[other]),
                "share": share,
            }
            for one, other, share in self._office.library.alike(self._viewer)
        ]

    def text(self, identifier: str) -> str:
        stored = self._office.library.text(identifier, self._viewer)
        if stored is None:
            raise Refused(api_text.NO_DOCUMENT)
        return stored

    def delete(self, identifier: str) -> None:
        if not self._office.library.delete(identifier, self._viewer):
            raise Refused(api_text.NO_DOCUMENT)

    def rebuild(self) -> int:
        return self._office.updater.rebuild()

    def gold(self) -> list[Json]:
        return [question.to_json() for question in self._office.gold.all()]

    def observe(self, turns: Sequence[str], answers: bool) -> Json:
        return self._office.examiner.observe(turns, self._viewer, answers=answers).to_json()

    def subject(self, answers: bool) -> Json:
        count = len(self._office.library.documents(self._viewer))
        return self._office.evaluations.subject(answers=answers, documents=count)

    def begin_evaluation(self, answers: bool) -> Json:
        return asdict(self._office.evaluations.begin(self._viewer, answers=answers))

    def evaluation_state(self) -> Json:
        return asdict(self._office.evaluations.state())

    def cancel_evaluation(self) -> None:
        self._office.evaluations.cancel()

    def evaluations(self) -> list[Json]:
        return self._office.evaluations.all()

    def evaluation(self, number: int) -> Json:
        from assistant.examine import named
        from ui.evaluate_text import NO_RUN, worded

        kept = self._office.evaluations.get(number)
        if kept is None:
            raise Refused(NO_RUN)
        return worded(named(kept, self._office.library, self._viewer))


def _address(identifier: str) -> str:
    return f"/api/documents/{quote(identifier, safe='')}"


def _place(path: Path) -> Path:
    """As `assistant.intake.file_at` names it."""
    return path.parent.resolve() / path.name


def _error_sentence(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        return api_text.ERRORS[500]


def _multipart(name: str, data: bytes, fields: Sequence[tuple[str, str]]) -> tuple[bytes, str]:
    """One file and some fields as multipart/form-data (RFC 7578), with its content type."""
    boundary = uuid.uuid4().hex
    escaped = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "").replace("\n", "")
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode(
            errors=_ODD
        )
        for key, value in fields
    ]
    parts.append(
        f"--{boundary}\r\nContent-Disposition: form-data; "
        f'name="files"; filename="{escaped}"\r\n\r\n'.encode(errors="replace")
    )
    body = b"".join((*parts, data, f"\r\n--{boundary}--\r\n".encode()))
    return body, f"multipart/form-data; boundary={boundary}"
