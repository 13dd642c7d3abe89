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
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlsplit

from assistant.chat import LONGEST_QUESTION, QuestionError
from ui import text, wire
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.build import Office

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

    def ask(self, question: str, previous: Sequence[str]) -> Json: ...
    def search(self, question: str, k: int) -> list[Json]: ...
    def ingest(self, path: Path, label: str | None, groups: list[str] | None) -> Json: ...
    def documents(self) -> list[Json]: ...
    def document(self, identifier: str) -> Json: ...
    def text(self, identifier: str) -> str: ...
    def delete(self, identifier: str) -> None: ...
    def rebuild(self) -> int: ...


class ServerStore:
    """The store of a running server, over HTTP on this machine."""

    def __init__(self, url: str, max_bytes: int) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "127.0.0.1", address.port
        self._max_bytes = max_bytes

    def ask(self, question: str, previous: Sequence[str]) -> Json:
        answer: Json = self._asked("/api/ask", {"question": question, "previous": previous})
        return answer

    def search(self, question: str, k: int) -> list[Json]:
        hits: list[Json] = self._asked("/api/search", {"question": question, "k": k})
        return hits

    def ingest(self, path: Path, label: str | None, groups: list[str] | None) -> Json:
        from assistant.library import failure
        from ingest.errors import IntakeError, Reason
        from ingest.read import load

        try:
            # Sent whole: what the server would refuse for its size is told here, in its size.
            return self._upload(path, load(path, self._max_bytes), label, groups)
        except IntakeError as error:
            return wire.report_json(failure(path.name, error))
        except Refused as error:
            if error.status != _TOO_LARGE:  # the server's own limit may be a lower one
                raise
            return wire.report_json(failure(path.name, IntakeError(Reason.TOO_LARGE)))

    def _upload(self, path: Path, data: bytes, label: str | None, groups: list[str] | None) -> Json:
        fields = [("source", str(path.resolve()))]
        fields += [("label", label)] if label else []
        fields += [("groups", group) for group in groups or []]
        body, content_type = _multipart(path.name, data, fields)
        reports = json.loads(self._send("POST", "/api/documents", body, content_type))
        report: Json = reports[0]
        return report

    def documents(self) -> list[Json]:
        records: list[Json] = self._json("GET", "/api/documents")
        return records

    def document(self, identifier: str) -> Json:
        record: Json = self._json("GET", f"/api/documents/{quote(identifier, safe='')}")
        return record

    def text(self, identifier: str) -> str:
        return self._send("GET", f"/api/documents/{quote(identifier, safe='')}/text").decode()

    def delete(self, identifier: str) -> None:
        self._send("DELETE", f"/api/documents/{quote(identifier, safe='')}")

    def rebuild(self) -> int:
        return int(self._json("POST", "/api/index/rebuild")["chunks"])

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
            raise Refused(text.PAGE["server_gone"]) from error
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

    def ask(self, question: str, previous: Sequence[str]) -> Json:
        return wire.answer_json(self._office.answerer.ask(question, self._viewer, previous))

    def search(self, question: str, k: int) -> list[Json]:
        hits = self._office.searcher.search(question, self._viewer, k)
        return [wire.hit_json(hit) for hit in hits]

    def ingest(self, path: Path, label: str | None, groups: list[str] | None) -> Json:
        from index.access import Label

        report = self._office.library.ingest_file(
            path,
            label=Label(label) if label else None,
            groups=None if groups is None else frozenset(groups),
        )
        return wire.report_json(report)

    def documents(self) -> list[Json]:
        return [wire.record_json(record) for record in self._office.library.documents(self._viewer)]

    def document(self, identifier: str) -> Json:
        record = self._office.library.document(identifier, self._viewer)
        if record is None:
            raise Refused(text.NO_DOCUMENT)
        return wire.record_json(record)

    def text(self, identifier: str) -> str:
        stored = self._office.library.text(identifier, self._viewer)
        if stored is None:
            raise Refused(text.NO_DOCUMENT)
        return stored

    def delete(self, identifier: str) -> None:
        if not self._office.library.delete(identifier, self._viewer):
            raise Refused(text.NO_DOCUMENT)

    def rebuild(self) -> int:
        return self._office.updater.rebuild()


def _error_sentence(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"])
    except (ValueError, KeyError, TypeError):
        return text.ERRORS[500]


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
