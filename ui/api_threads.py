"""The HTTP interface to kept conversations."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.threads import LONGEST_TITLE, NoThreadError, Thread
from ui import schema, threads_text, wire
from ui.api import Asking, Opened, told_by

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)
_MOST = 200  # conversations in one answer


def install(app: FastAPI) -> None:
    app.include_router(router)
    app.add_exception_handler(NoThreadError, _missing)


def _missing(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": threads_text.NO_THREAD}, 404)


_said = told_by(threads_text.API)


# What is sent and given ------------------------------------------------------------------------


class KeptThread(schema._Model):
    id: str
    title: str
    created_at: Annotated[str, Field(description="Lúc hỏi câu đầu, giờ UTC")]
    updated_at: Annotated[str, Field(description="Lúc hỏi câu cuối, giờ UTC")]
    count: Annotated[int, Field(description="Số lượt hỏi")]


class ThreadPage(schema._Model):
    threads: list[KeptThread]
    more: Annotated[bool, Field(description="Đúng khi còn cuộc hội thoại phía sau")]


class KeptTurn(schema._Model):
    """`answer` là câu trả lời như lúc hỏi, đã bỏ những câu không còn căn cứ; nếu có bỏ thì
    `withheld` ghi số trích dẫn và lý do."""

    number: Annotated[int, Field(description="Thứ tự trong cuộc hội thoại, đếm từ 1")]
    question: Annotated[str, Field(description="Câu hỏi như đã gõ")]
    answer: dict[str, Any]  # as it was given, by whichever version of the program
    alone: Annotated[bool, Field(description="Đúng khi hỏi riêng, không kèm các câu trước")]
    asked_at: Annotated[str, Field(description="Lúc trả lời xong, giờ UTC")]


class WholeThread(KeptThread):
    turns: list[KeptTurn]


class Words(schema._Model):
    words: Annotated[str, Field(max_length=500, description="Các từ cần tìm")]


class Title(schema._Model):
    title: Annotated[str, Field(max_length=LONGEST_TITLE, pattern=r"\S")]


class DeletedThreads(schema._Model):
    deleted: Annotated[int, Field(description="Số cuộc hội thoại đã xóa")]


Limit = Annotated[int, Query(ge=1, le=_MOST, description=threads_text.PARAMETERS["limit"])]
Offset = Annotated[int, Query(ge=0, le=10**9, description=threads_text.PARAMETERS["offset"])]


# Addresses -------------------------------------------------------------------------------------


@router.get("/api/threads", response_model=ThreadPage, **_said("threads"))
def threads(office: Opened, viewer: Asking, limit: Limit = 50, offset: Offset = 0) -> wire.Json:
    return _page(office.threads.all(viewer, limit + 1, offset), limit)


# Words go in the body: addresses are kept in logs and histories.
@router.post("/api/threads/search", response_model=ThreadPage, **_said("search"))
def search(
    body: Words, office: Opened, viewer: Asking, limit: Limit = 50, offset: Offset = 0
) -> wire.Json:
    return _page(office.threads.search(body.words, viewer, limit + 1, offset), limit)


@router.get(
    "/api/threads/{identifier}", response_model=WholeThread, responses=_MISSING, **_said("thread")
)
def thread(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    return wire.whole_thread_json(*office.threads.get(identifier, viewer))


@router.patch(
    "/api/threads/{identifier}", response_model=KeptThread, responses=_MISSING, **_said("rename")
)
def rename(identifier: str, body: Title, office: Opened, viewer: Asking) -> wire.Json:
    office.threads.rename(identifier, body.title, viewer)
    return wire.thread_json(office.threads.get(identifier, viewer)[0])


@router.delete(
    "/api/threads/{identifier}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("delete"),
)
def delete(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    office.threads.delete(identifier, viewer)
    return {"deleted": identifier}


@router.delete("/api/threads", response_model=DeletedThreads, **_said("delete_all"))
def delete_all(office: Opened, viewer: Asking) -> wire.Json:
    return {"deleted": office.threads.delete_all(viewer)}


def _page(found: list[Thread], limit: int) -> wire.Json:
    """One more was looked for than is given."""
    return {"threads": list(map(wire.thread_json, found[:limit])), "more": len(found) > limit}
