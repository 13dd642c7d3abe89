"""The HTTP interface to onboarding."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from assistant.onboarding.desk import NoItemError, NoModuleError
from assistant.onboarding.paths import PathError
from index.access import Viewer
from ui import onboarding_text, schema, wire, wire_onboarding
from ui.api import Asking, Opened, told_by

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
router = APIRouter(prefix="/api/onboarding", responses=_FAILURES)


def install(app: FastAPI) -> None:
    app.include_router(router)
    app.add_exception_handler(NoModuleError, _no_module)
    app.add_exception_handler(NoItemError, _no_item)
    app.add_exception_handler(PathError, _bad_path)
    app.add_exception_handler(NotLibrarianError, _not_librarian)


def _no_module(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": onboarding_text.NO_MODULE}, 404)


def _no_item(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": onboarding_text.NO_ITEM}, 404)


def _bad_path(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, PathError)
    return JSONResponse({"error": onboarding_text.path_problem(error)}, 422)


_said = told_by(onboarding_text.API)


# What is sent and given ------------------------------------------------------------------------


class Cited(schema._Model):
    """Một trích dẫn: quote là lời nguyên văn từ start đến end của văn bản lưu."""

    document_id: str
    title: str
    file: str
    number: str
    date: str | None
    page: int | None
    start: int
    end: int
    quote: str
    section: Annotated[str, Field(description="Tiêu đề mục chứa đoạn; rỗng nếu không có")]
    language: str
    rows: Annotated[
        list[list[list[str]] | None],
        Field(description="Mỗi dòng của quote: các cặp cột và lời nếu là dòng của bảng"),
    ]


class Standing(schema._Model):
    id: str
    title: str
    minutes: Annotated[int, Field(description="Số phút đọc")]
    passages: Annotated[int, Field(description="Số đoạn của bài đọc")]
    read: Annotated[int, Field(description="Số đoạn đã đọc")]
    items: Annotated[int, Field(description="Số câu hỏi")]
    known: Annotated[int, Field(description="Số câu trả lời đúng ở lần cuối")]
    wanted: Annotated[int, Field(description="Số câu cần trả lời đúng để xong học phần")]
    percent: Annotated[int, Field(description="Phần đã xong, tính cả đọc và trả lời, 0 đến 100")]
    due: Annotated[int, Field(description="Số câu đến hạn ôn")]
    done: bool
    missing: Annotated[list[str], Field(description="Tài liệu còn thiếu trong kho")]


class Path(schema._Model):
    modules: list[Standing]
    own: Annotated[bool, Field(description="Đúng khi cơ quan đã sửa lộ trình mẫu")]


class Definition(schema._Model):
    term: str
    meaning: str
    citation: Annotated[Cited, Field(description="Lời giải thích")]
    passage: Annotated[Cited, Field(description="Câu hoặc dòng chứa lời giải thích")]


class Entry(schema._Model):
    term: str
    kind: Annotated[str, Field(description="abbreviation hoặc term")]
    definitions: list[Definition]


class Passage(schema._Model):
    id: str
    read: bool
    citation: Cited


class Module(schema._Model):
    id: str
    title: str
    goals: list[str]
    questions: list[str]
    minutes: int
    missing: list[str]
    terms: list[Definition]
    facts: list[Cited]
    passages: list[Passage]


class Dated(schema._Model):
    event: str
    when: Annotated[str, Field(description="Ngày như câu ghi")]
    start: Annotated[str, Field(description="1998, 2025-01 hoặc 2025-01-01")]
    end: str
    citation: Cited
    also: Annotated[list[Cited], Field(description="Tài liệu khác kể cùng sự kiện")]


class Place(schema._Model):
    name: str
    citation: Cited


class Country(schema._Model):
    name: str
    places: list[Place]
    quotes: list[Cited]


class Partners(schema._Model):
    countries: list[Country]
    general: Annotated[list[Cited], Field(description="Câu nêu nhiều nước cùng lúc")]


class Outlook(schema._Model):
    question: str
    answered: Annotated[bool, Field(description="Tài liệu người gọi đọc được có trả lời không")]


class Item(schema._Model):
    id: str
    form: Annotated[str, Field(description="choose, fill hoặc match")]
    asked: str
    prompt: str
    subject: Annotated[str, Field(description="Lời của tài liệu mà câu hỏi dựa vào")]
    section: str
    title: str
    date: Annotated[str | None, Field(description="Ngày của tài liệu làm căn cứ")]
    options: list[str]
    lefts: Annotated[list[str], Field(description="Vế trái của câu ghép")]


class Marked(schema._Model):
    id: str
    right: bool
    answer: str
    pairs: list[list[str]]
    citation: Cited
    due_at: Annotated[str, Field(description="Lúc nên ôn lại, giờ UTC")]
    rights: int
    wrongs: int


class Reading(schema._Model):
    passages: Annotated[list[str], Field(max_length=1000)]
    read: bool = True


class Answering(schema._Model):
    item: Annotated[str, Field(max_length=40)]
    answer: Annotated[
        str | list[str],
        Field(description="Lời chọn hoặc điền; với câu ghép là các vế phải theo thứ tự lefts"),
    ]


class Question(schema._Model):
    question: str
    module: Annotated[str, Field(max_length=60)] = ""


class Asked(schema._Model):
    question: Annotated[str, Field(max_length=500)]


class Missed(schema._Model):
    kept: Annotated[
        bool, Field(description="Sai nếu không phải câu của học phần còn thiếu lời đáp")
    ]


class Unanswered(schema._Model):
    id: str
    question: str
    module: str
    times: int
    asked_at: str


class PathFile(schema._Model):
    text: Annotated[str, Field(max_length=200_000)]


Count = Annotated[int, Query(ge=1, le=50, description="Số câu hỏi nhiều nhất")]


# Addresses -------------------------------------------------------------------------------------


@router.get("", response_model=Path, **_said("path"))
def path(office: Opened, viewer: Asking) -> wire.Json:
    return wire_onboarding.path_json(
        office.onboarding.path(viewer), own=office.onboarding.paths.changed
    )


@router.get("/modules/{identifier}", response_model=Module, responses=_MISSING, **_said("module"))
def module(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    return wire_onboarding.module_json(office.onboarding.open(identifier, viewer))


@router.get(
    "/modules/{identifier}/questions",
    response_model=list[Outlook],
    responses=_MISSING,
    **_said("outlook"),
)
def outlook(identifier: str, office: Opened, viewer: Asking) -> list[wire.Json]:
    found = office.onboarding.outlook(identifier, viewer)
    return [{"question": one, "answered": answered} for one, answered in found.items()]


@router.post(
    "/modules/{identifier}/questions", response_model=Missed, responses=_MISSING, **_said("miss")
)
def miss(identifier: str, body: Asked, office: Opened, viewer: Asking) -> wire.Json:
    return {"kept": office.onboarding.miss(body.question, identifier, viewer)}


@router.post("/read", response_model=Path, **_said("read"))
def read(body: Reading, office: Opened, viewer: Asking) -> wire.Json:
    office.onboarding.mark(body.passages, viewer, read=body.read)
    return path(office, viewer)


@router.get(
    "/modules/{identifier}/quiz", response_model=list[Item], responses=_MISSING, **_said("quiz")
)
def quiz(identifier: str, office: Opened, viewer: Asking, count: Count = 8) -> list[wire.Json]:
    items = office.onboarding.quiz(identifier, viewer, count)
    return [wire_onboarding.item_json(one) for one in items]


@router.get("/review", response_model=list[Item], **_said("review"))
def review(office: Opened, viewer: Asking, count: Count = 8) -> list[wire.Json]:
    return [wire_onboarding.item_json(one) for one in office.onboarding.review(viewer, count)]


@router.post("/answers", response_model=Marked, responses=_MISSING, **_said("answer"))
def answer(body: Answering, office: Opened, viewer: Asking) -> wire.Json:
    return wire_onboarding.marked_json(office.onboarding.answer(body.item, body.answer, viewer))


@router.post("/ask", response_model=schema.Answer, **_said("ask"))
def ask(body: Question, office: Opened, viewer: Asking) -> wire.Json:
    return wire.answer_json(office.onboarding.ask(body.question, body.module, viewer))


@router.get("/glossary", response_model=list[Entry], **_said("glossary"))
def glossary(office: Opened, viewer: Asking) -> list[wire.Json]:
    return [wire_onboarding.entry_json(one) for one in office.onboarding.glossary(viewer)]


@router.get("/timeline", response_model=list[Dated], **_said("timeline"))
def timeline(office: Opened, viewer: Asking) -> list[wire.Json]:
    return [wire_onboarding.told_json(one) for one in office.onboarding.timeline(viewer)]


@router.get("/partners", response_model=Partners, **_said("partners"))
def partners(office: Opened, viewer: Asking) -> wire.Json:
    return wire_onboarding.partners_json(office.onboarding.partners(viewer))


@router.get(
    "/summary.docx",
    response_class=Response,
    responses={200: {"content": {_WORD: {}}}},
    **_said("summary"),
)
def summary(office: Opened, viewer: Asking) -> Response:
    from ui import onboarding_docx

    shared = office.onboarding.sharing.of(viewer)
    standings = office.onboarding.path(viewer)
    body = onboarding_docx.summary(standings, date.today(), shared.name if shared else "")
    file = onboarding_text.SUMMARY["file"]
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"}
    return Response(body, media_type=_WORD, headers=headers)


@router.delete("/progress", response_model=Path, **_said("forget"))
def forget(office: Opened, viewer: Asking) -> wire.Json:
    office.onboarding.progress.forget(viewer)
    return path(office, viewer)


# The librarian's -------------------------------------------------------------------------------


class NotLibrarianError(Exception):
    """Who asks doesn't keep the documents."""


def _librarian(viewer: Viewer) -> None:
    if not viewer.everything:
        raise NotLibrarianError


def _not_librarian(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": onboarding_text.LIBRARIAN_ONLY}, 403)


@router.get("/questions", response_model=list[Unanswered], **_said("questions"))
def questions(office: Opened, viewer: Asking) -> list[wire.Json]:
    _librarian(viewer)
    found = office.onboarding.progress.unanswered(viewer)
    return [wire_onboarding.unanswered_json(one) for one in found]


@router.delete(
    "/questions/{identifier}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("dismiss"),
)
def dismiss(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    _librarian(viewer)
    if not office.onboarding.progress.dismiss(identifier, viewer):
        raise HTTPException(404, onboarding_text.NO_QUESTION)
    return {"deleted": identifier}


@router.get("/path-file", response_model=PathFile, **_said("path_file"))
def path_file(office: Opened, viewer: Asking) -> wire.Json:
    _librarian(viewer)
    return {"text": office.onboarding.paths.text()}


@router.put("/path-file", response_model=Path, **_said("save_path"))
def save_path(body: PathFile, office: Opened, viewer: Asking) -> wire.Json:
    _librarian(viewer)
    office.onboarding.paths.save(body.text)
    return path(office, viewer)


@router.delete("/path-file", response_model=Path, **_said("restore_path"))
def restore_path(office: Opened, viewer: Asking) -> wire.Json:
    _librarian(viewer)
    office.onboarding.paths.restore()
    return path(office, viewer)
