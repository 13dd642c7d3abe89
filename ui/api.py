"""The HTTP interface: who asks, questions, and what a failure says; the page uses it too. Other
matters have an `api_*.py` beside it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from functools import partial
from itertools import chain
from typing import Annotated, Any

from anyio import CancelScope
from fastapi import (
    APIRouter,
    Depends,
    FastAPI,
    HTTPException,
    Request,
)
from fastapi.exceptions import RequestValidationError
from fastapi.responses import (
    JSONResponse,
    StreamingResponse,
)
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.answer import Step
from assistant.build import Office
from assistant.chat import Answer, Delta, QuestionError
from assistant.threads import NoThreadError
from index.access import OPERATOR, Viewer
from ingest.errors import IntakeError
from ui import api_text, schema, text, threads_text, wire
from ui.conversation import Conversation

_log = logging.getLogger(__name__)


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
