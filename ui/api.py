"""The HTTP interface: the one door to questions and documents; the page uses it too."""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from fastapi import (
    APIRouter,
    Depends,
    FastAPI,
    File,
    Form,
    HTTPException,
    Query,
    Request,
    UploadFile,
)
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, StreamingResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.answer import Stage
from assistant.build import Office
from assistant.chat import Answer, QuestionError
from index.access import OPERATOR, Label, Viewer
from ui import schema, text, wire

_log = logging.getLogger(__name__)
T = TypeVar("T")


def viewer() -> Viewer:
    """Who is asking. The one place that accounts will replace."""
    return OPERATOR


def office(request: Request) -> Office:
    opened: Office = request.app.state.office
    return opened


Asking = Annotated[Viewer, Depends(viewer)]
Opened = Annotated[Office, Depends(office)]


def _said(name: str) -> dict[str, Any]:
    """The words that OpenAPI shows for an address."""
    summary, description = text.API[name]
    return {"summary": summary, "description": description}


_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


# Questions -------------------------------------------------------------------------------------


@router.post("/api/ask", response_model=schema.Answer, **_said("ask"))
def ask(body: schema.Ask, office: Opened, viewer: Asking) -> wire.Json:
    return wire.answer_json(office.answerer.ask(body.question, viewer, body.previous))


@router.post(
    "/api/ask/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
    **_said("ask_stream"),
)
def ask_stream(body: schema.Ask, office: Opened, viewer: Asking) -> StreamingResponse:
    steps = office.answerer.stream(body.question, viewer, body.previous)
    first = next(steps)  # a question that cannot be asked fails here, with its own status
    return StreamingResponse(
        _events(chain([first], steps)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@router.post("/api/search", response_model=list[schema.Hit], **_said("search"))
def search(body: schema.Search, office: Opened, viewer: Asking) -> list[wire.Json]:
    hits = office.searcher.search(body.question, viewer, body.k)
    return [wire.hit_json(hit) for hit in hits]


def _events(steps: Iterator[Stage | Answer]) -> Iterator[str]:
    """An answer in the making as server-sent events. Once the response has begun, an error
    can only be said as an event."""
    try:
        for step in steps:
            if isinstance(step, Answer):
                yield from (_event("delta", {"text": piece}) for piece in pieces(step.text))
                yield _event("answer", wire.answer_json(step))
            else:
                yield _event("stage", {"stage": str(step), "label": text.STAGES[step]})
    except Exception:
        _log.exception("answer stream failed")
        yield _event("error", {"message": text.ERRORS[500]})


def _event(name: str, data: wire.Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def pieces(answer: str) -> list[str]:
    """The answer's sentences, each with its citation marks; joined they are the answer."""
    return re.findall(r".*?(?:(?:\[\d+\])+[.;,]?\s*|\n+|$)", answer, re.DOTALL)[:-1]


# Documents -------------------------------------------------------------------------------------


@router.get("/api/documents", response_model=list[schema.Document], **_said("documents"))
def documents(office: Opened, viewer: Asking) -> list[wire.Json]:
    return [wire.record_json(record) for record in office.library.documents(viewer)]


@router.post("/api/documents", response_model=list[schema.FileReport], **_said("add"))
def add_documents(
    office: Opened,
    _viewer: Asking,
    files: Annotated[list[UploadFile], File()],
    label: Annotated[Label | None, Form()] = None,
    groups: Annotated[list[str] | None, Form()] = None,
    source: Annotated[str, Form()] = "",
) -> list[wire.Json]:
    if source and (len(files) != 1 or not PurePosixPath(source).is_absolute()):
        raise HTTPException(422, text.SOURCE_FOR_ONE)
    named = None if groups is None else _group_names(groups)
    return [_take_in(office, file, label, named, source) for file in files]


def _take_in(
    office: Office,
    file: UploadFile,
    label: Label | None,
    groups: frozenset[str] | None,
    source: str,
) -> wire.Json:
    """One file's report. Reads one byte over the limit, so that too large shows as such."""
    name = file_name(file.filename or "")
    report = office.library.ingest_bytes(
        file.file.read(office.library.max_bytes + 1),
        name=name,
        source=source,
        label=label,
        groups=groups,
    )
    return wire.report_json(report)


def file_name(sent: str) -> str:
    """The bare name of an uploaded file: no folders, no control characters."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    return "".join(c for c in name if unicodedata.category(c)[0] != "C").strip() or "tep"


def _group_names(sent: list[str]) -> frozenset[str]:
    """Groups come as repeated fields or one field with commas."""
    return frozenset(name.strip() for field in sent for name in field.split(",") if name.strip())


@router.get(
    "/api/documents/{identifier}",
    response_model=schema.Document,
    responses=_MISSING,
    **_said("document"),
)
def document(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    return wire.record_json(_found(office.library.document(identifier, viewer)))


@router.get(
    "/api/documents/{identifier}/text",
    response_class=PlainTextResponse,
    responses=_MISSING,
    **_said("text"),
)
def document_text(identifier: str, office: Opened, viewer: Asking) -> PlainTextResponse:
    return PlainTextResponse(_found(office.library.text(identifier, viewer)))


@router.get(
    "/api/documents/{identifier}/original",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}}, **_MISSING},
    **_said("original"),
)
def original(identifier: str, office: Opened, viewer: Asking) -> FileResponse:
    """Always a download: a document that is an HTML page must not run in our origin."""
    record = _found(office.library.document(identifier, viewer))
    path = _found(office.library.original(identifier, viewer), text.NO_ORIGINAL)
    return FileResponse(path, filename=record.file, media_type="application/octet-stream")


@router.get(
    "/api/documents/{identifier}/passage",
    response_model=schema.Passage,
    responses=_MISSING,
    **_said("passage"),
)
def passage(
    identifier: str,
    office: Opened,
    viewer: Asking,
    start: Annotated[int, Query(ge=0)],
    end: Annotated[int, Query(ge=1)],
) -> wire.Json:
    _found(office.library.document(identifier, viewer))
    found = _found(office.library.passage(identifier, (start, end), viewer), text.NO_PASSAGE)
    return wire.passage_json(found)


@router.delete(
    "/api/documents/{identifier}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("delete"),
)
def delete_document(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    if not office.library.delete(identifier, viewer):
        raise HTTPException(404, text.NO_DOCUMENT)
    return {"deleted": identifier}


@router.post("/api/index/rebuild", response_model=schema.Rebuilt, **_said("rebuild"))
def rebuild(office: Opened, _viewer: Asking) -> wire.Json:
    return {"chunks": office.updater.rebuild()}


@router.get("/health", response_model=schema.Health, **_said("health"))
def health(office: Opened, viewer: Asking) -> wire.Json:
    return {"status": "ok", "documents": len(office.library.documents(viewer))}


def _found(thing: T | None, missing: str = text.NO_DOCUMENT) -> T:
    if thing is None:
        raise HTTPException(404, missing)
    return thing


# Errors ----------------------------------------------------------------------------------------


def install_errors(app: FastAPI) -> None:
    """Every failure becomes {"error": one Vietnamese sentence} with its status."""
    app.add_exception_handler(StarletteHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(QuestionError, _unaskable)
    app.add_exception_handler(SQLAlchemyError, _unusable)
    app.add_exception_handler(OSError, _unusable)
    app.add_exception_handler(Exception, _unexpected)


def _failure(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    ours = isinstance(error, HTTPException) and error.status_code in (404, 422)
    usual = text.ERRORS.get(error.status_code, text.ERRORS[400])
    return _failure(error.status_code, str(error.detail) if ours else usual)


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return _failure(422, text.invalid_request(error.errors()[0]["loc"]))


def _unaskable(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, QuestionError)
    return _failure(422, text.question_problem(error))


def _unusable(_request: Request, error: Exception) -> JSONResponse:
    _log.error("store unusable", exc_info=error)
    return _failure(503, text.ERRORS[503])


def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return _failure(500, text.ERRORS[500])  # uvicorn logs the traceback
