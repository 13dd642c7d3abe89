"""The HTTP interface: the one door to questions and documents; the page uses it too."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from functools import partial
from itertools import chain
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from anyio import CancelScope
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
from fastapi.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.answer import Step
from assistant.build import Office
from assistant.chat import Answer, Delta, QuestionError
from assistant.intake import How
from assistant.threads import NoThreadError
from index.access import OPERATOR, Label, Viewer
from index.places import UPLOAD, FileAt
from index.runs import removal
from ingest.errors import IntakeError
from ingest.visible import shown_name
from ui import api_text, library_text, schema, text, threads_text, wire
from ui.conversation import Conversation

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


def told_by(words: Mapping[str, tuple[str, str]]) -> Callable[[str], dict[str, Any]]:
    """By an address's name the words that OpenAPI shows for it."""

    def said(name: str) -> dict[str, Any]:
        summary, description = words[name]
        return {"summary": summary, "description": description}

    return said


_said = told_by(api_text.API)


_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


# Questions -------------------------------------------------------------------------------------


def _conversation(body: schema.Ask, office: Office, viewer: Viewer) -> Conversation:
    if body.thread is not None and body.previous:
        raise HTTPException(422, threads_text.EITHER)
    return Conversation(office.threads, viewer, body.thread, body.alone)


@router.post(
    "/api/ask",
    response_model=schema.KeptAnswer | schema.Answer,
    responses=_MISSING,
    **_said("ask"),
)
def ask(body: schema.Ask, office: Opened, viewer: Asking) -> wire.Json:
    conversation = _conversation(body, office, viewer)
    previous = conversation.previous(body.previous)
    answer = office.answerer.ask(body.question, viewer, previous)
    return conversation.keep(body.question, answer)


@router.post(
    "/api/ask/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **_MISSING},
    **_said("ask_stream"),
)
def ask_stream(body: schema.Ask, office: Opened, viewer: Asking) -> StreamingResponse:
    conversation = _conversation(body, office, viewer)
    previous = conversation.previous(body.previous)
    steps = office.answerer.stream(body.question, viewer, previous)
    first = next(steps)  # a question that cannot be asked fails here, with its own status
    return StreamingResponse(
        _until_nobody_reads(_events(first, steps, partial(conversation.keep, body.question))),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _until_nobody_reads(events: Generator[str]) -> AsyncIterator[str]:
    """The events; a reader who leaves stops what is still being written."""
    try:
        async for event in iterate_in_threadpool(events):
            yield event
    finally:
        with CancelScope(shield=True):
            await run_in_threadpool(events.close)


def _events(
    first: Step, steps: Generator[Step], keep: Callable[[Answer], wire.Json]
) -> Generator[str]:
    """An answer in the making as server-sent events. Once the response has begun, an error
    can only be said as an event. Kept is the answer whose every piece was taken."""
    written = False
    try:
        for step in chain([first], steps):
            if isinstance(step, Answer):
                if not written:
                    yield from (_event("delta", {"text": piece}) for piece in pieces(step.text))
                yield _event("answer", keep(step))
            elif isinstance(step, Delta):
                # A comment shows whether anybody still listens.
                yield _event("delta", wire.delta_json(step)) if step.text else ": \n\n"
                written = written or step.text != ""
            else:
                yield _event("stage", {"stage": str(step), "label": text.STAGES[step]})
    except NoThreadError:
        yield _event("error", {"message": threads_text.NO_THREAD})
    except Exception:
        _log.exception("answer stream failed")
        yield _event("error", {"message": api_text.ERRORS[500]})
    finally:
        steps.close()


def _event(name: str, data: wire.Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def pieces(answer: str) -> list[str]:
    """The answer's sentences, each with its citation marks; joined they are the answer."""
    return re.findall(r".*?(?:(?:\[\d+\])+[.;,]?\s*|\n+|$)", answer, re.DOTALL)[:-1]


# Documents -------------------------------------------------------------------------------------


@router.get("/api/documents", response_model=list[schema.Document], **_said("documents"))
def documents(office: Opened, viewer: Asking) -> list[wire.Json]:
    records = office.library.documents(viewer)
    validities = office.library.validities(records, viewer)
    return [wire.record_json(record, validities.get(record.id)) for record in records]


@router.post("/api/documents", response_model=list[schema.FileReport], **_said("add"))
def add_documents(
    office: Opened,
    _viewer: Asking,
    files: Annotated[list[UploadFile], File()],
    label: Annotated[Label | None, Form()] = None,
    groups: Annotated[list[str] | None, Form()] = None,
    source: Annotated[str, Form()] = "",
    modified_ns: Annotated[int | None, Form()] = None,
    run: Annotated[int | None, Form()] = None,
    path: Annotated[str, Form(max_length=4000, description=library_text.UPLOAD_PATH)] = "",
) -> list[wire.Json]:
    if source and (len(files) != 1 or not PurePosixPath(source).is_absolute()):
        raise HTTPException(422, api_text.SOURCE_FOR_ONE)
    if path and len(files) != 1:
        raise HTTPException(422, library_text.PATH_FOR_ONE)
    how = How(label, None if groups is None else _group_names(groups))
    reports: list[wire.Json] = []
    for file in files:
        # One byte over the limit, so that too large shows as such.
        data = file.file.read(office.intake.max_bytes + 1)
        name = file_name(file.filename or "")
        at = FileAt(source, name, len(data), modified_ns) if source else _uploaded(path, name)
        report = office.intake.ingest_bytes(data, name=name, at=at, how=how)
        for one in report.flat():
            if run is not None:
                office.runs.add(run, one.account())
            reports.append(wire.report_json(one))
    return reports


def _uploaded(path: str, name: str) -> FileAt | None:
    """The place of an upload out of a chosen folder, whose files may bear the same names."""
    folders = [file_name(part) for part in re.split(r"[/\\]", path)[:-1] if part]
    return FileAt(UPLOAD + "/".join([*folders, name]), name) if folders else None


def file_name(sent: str) -> str:
    """The bare name of an uploaded file: no folders, nothing that is not seen."""
    return shown_name(re.split(r"[/\\]", sent)[-1])


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
    record = _found(office.library.document(identifier, viewer))
    return wire.record_json(record, office.library.validities([record], viewer).get(record.id))


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
    path = _found(office.library.original(identifier, viewer), api_text.NO_ORIGINAL)
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
    found = _found(office.library.passage(identifier, (start, end), viewer), api_text.NO_PASSAGE)
    return wire.passage_json(found)


@router.delete(
    "/api/documents/{identifier}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("delete"),
)
def delete_document(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    if not office.library.delete(identifier, viewer):
        raise HTTPException(404, api_text.NO_DOCUMENT)
    return {"deleted": identifier}


@router.get(
    "/api/documents/{identifier}/details",
    response_model=schema.Details,
    responses=_MISSING,
    **_said("details"),
)
def details(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    record = _found(office.library.document(identifier, viewer))
    known = _found(office.library.details(identifier, viewer))
    validity = office.library.validities([record], viewer).get(record.id)
    return wire.details_json(record, known, validity)


@router.patch(
    "/api/documents/{identifier}",
    response_model=schema.Details,
    responses=_MISSING,
    **_said("edit"),
)
def edit(identifier: str, body: schema.Edit, office: Opened, viewer: Asking) -> wire.Json:
    _found(office.library.document(identifier, viewer))
    changes = body.model_dump(mode="json", exclude_unset=True)
    label, groups = changes.pop("label", None), changes.pop("groups", None)
    office.library.set_access(
        identifier,
        None if label is None else Label(label),
        None if groups is None else _group_names(groups),
        viewer,
    )
    if changes:
        office.library.edit(identifier, changes, viewer)
    return details(identifier, office, viewer)


@router.get(
    "/api/documents/{identifier}/raw",
    response_class=PlainTextResponse,
    responses=_MISSING,
    **_said("raw"),
)
def raw_text(identifier: str, office: Opened, viewer: Asking) -> PlainTextResponse:
    known = _found(office.library.details(identifier, viewer))
    return PlainTextResponse(_found(known.conversion, api_text.NOT_CONVERTED).raw)


@router.get(
    "/api/documents/{identifier}/pages/{page}",
    response_model=schema.PageText,
    responses=_MISSING,
    **_said("page"),
)
def page(identifier: str, page: int, office: Opened, viewer: Asking) -> wire.Json:
    record = _found(office.library.document(identifier, viewer))
    known = _found(office.library.details(identifier, viewer))
    stored = _found(office.library.page_text(identifier, page, viewer), api_text.NO_PAGE)
    reading = next(scanned for scanned in known.scanned if scanned.number == page)
    return {**wire.page_json(record, reading), "text": stored}


@router.get(
    "/api/documents/{identifier}/pages/{page}/image",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **_MISSING},
    **_said("page_image"),
)
def page_image(identifier: str, page: int, office: Opened, viewer: Asking) -> Response:
    picture = _found(office.library.page_image(identifier, page, viewer), api_text.NO_PAGE)
    return Response(picture, media_type="image/png")


@router.put(
    "/api/documents/{identifier}/pages/{page}",
    response_model=schema.PageText,
    responses=_MISSING,
    **_said("correct"),
)
def correct(
    identifier: str, page: int, body: schema.Corrected, office: Opened, viewer: Asking
) -> wire.Json:
    if not office.library.correct_page(identifier, page, body.text, viewer):
        raise HTTPException(404, api_text.NO_PAGE)
    record = _found(office.library.document(identifier, viewer))
    known = _found(office.library.details(identifier, viewer))
    reading = next(scanned for scanned in known.scanned if scanned.number == page)
    stored = office.library.page_text(identifier, page, viewer) or ""
    return {**wire.page_json(record, reading), "text": stored}


@router.get("/api/review", response_model=list[schema.Page], **_said("review"))
def review(office: Opened, viewer: Asking) -> list[wire.Json]:
    return [wire.page_json(record, page) for record, page in office.library.review(viewer)]


@router.get("/api/alike", response_model=list[schema.Alike], **_said("alike"))
def alike(office: Opened, viewer: Asking) -> list[wire.Json]:
    records = {record.id: record for record in office.library.documents(viewer)}
    return [
        {
            "first": wire.record_json(records[one]),
            "second": wire.record_json(records[other]),
            "share": share,
        }
        for one, other, share in office.library.alike(viewer)
    ]


# Files and runs --------------------------------------------------------------------------------


@router.get("/api/files", response_model=list[schema.Known], **_said("files"))
def files(office: Opened, viewer: Asking) -> list[wire.Json]:
    return [wire.place_json(place, digest) for place, digest in office.library.files(viewer)]


@router.post("/api/files", response_model=schema.FileReport, **_said("failed_file"))
def note_failure(body: schema.FailedFile, office: Opened, _viewer: Asking) -> wire.Json:
    at = FileAt(body.source, PurePosixPath(body.source.removeprefix(UPLOAD)).name)
    report = office.intake.note_failure(at, IntakeError(body.reason, **body.facts))
    if body.run is not None:
        office.runs.add(body.run, report.account())
    return wire.report_json(report)


@router.delete("/api/files", response_model=schema.Forgotten, responses=_MISSING, **_said("forget"))
def forget_file(
    office: Opened,
    _viewer: Asking,
    source: Annotated[str, Query()],
    run: Annotated[int | None, Query()] = None,
) -> wire.Json:
    gone = office.intake.forget_place(source)
    if run is not None:
        office.runs.add(run, removal(source))
    return {"document_deleted": gone}


@router.get("/api/runs", response_model=list[schema.Run], **_said("runs"))
def runs(office: Opened, _viewer: Asking) -> list[wire.Json]:
    return [wire.run_json(run) for run in office.runs.all()]


@router.post("/api/runs", response_model=schema.Run, **_said("begin_run"))
def begin_run(body: schema.BeginRun, office: Opened, _viewer: Asking) -> wire.Json:
    number = office.runs.begin(body.kind, body.folder)
    return wire.run_json(next(run for run in office.runs.all() if run.id == number))


@router.post(
    "/api/runs/{number}/end", response_model=schema.Run, responses=_MISSING, **_said("end_run")
)
def end_run(number: int, office: Opened, _viewer: Asking) -> wire.Json:
    office.runs.end(number)
    ended = next((run for run in office.runs.all() if run.id == number), None)
    return wire.run_json(_found(ended, api_text.NO_RUN))


@router.get("/api/runs/{number}", response_model=list[schema.RunFile], **_said("run"))
def run_files(number: int, office: Opened, _viewer: Asking) -> list[wire.Json]:
    return [wire.run_file_json(file) for file in office.runs.files(number)]


@router.post("/api/index/rebuild", response_model=schema.Rebuilt, **_said("rebuild"))
def rebuild(office: Opened, _viewer: Asking) -> wire.Json:
    return {"chunks": office.updater.rebuild()}


@router.get("/health", response_model=schema.Health, **_said("health"))
def health(office: Opened, viewer: Asking) -> wire.Json:
    return {"status": "ok", "documents": len(office.library.documents(viewer))}


def _found(thing: T | None, missing: str = api_text.NO_DOCUMENT) -> T:
    if thing is None:
        raise HTTPException(404, missing)
    return thing


# Errors ----------------------------------------------------------------------------------------


def install_errors(app: FastAPI) -> None:
    """Every failure becomes {"error": one Vietnamese sentence} with its status."""
    app.add_exception_handler(StarletteHTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(QuestionError, _unaskable)
    app.add_exception_handler(IntakeError, _unreadable)
    app.add_exception_handler(SQLAlchemyError, _unusable)
    app.add_exception_handler(OSError, _unusable)
    app.add_exception_handler(Exception, _unexpected)


def _failure(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    ours = isinstance(error, HTTPException) and error.status_code in (404, 422)
    usual = api_text.ERRORS.get(error.status_code, api_text.ERRORS[400])
    return _failure(error.status_code, str(error.detail) if ours else usual)


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return _failure(422, api_text.invalid_request(error.errors()[0]["loc"]))


def _unaskable(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, QuestionError)
    return _failure(422, text.question_problem(error))


def _unreadable(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, IntakeError)
    return _failure(422, text.reason(error.reason, error.facts))


def _unusable(_request: Request, error: Exception) -> JSONResponse:
    _log.error("store unusable", exc_info=error)
    return _failure(503, api_text.ERRORS[503])


def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return _failure(500, api_text.ERRORS[500])  # uvicorn logs the traceback
