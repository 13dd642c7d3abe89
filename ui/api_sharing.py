"""The HTTP interface to progress that a newcomer shows to a mentor."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.onboarding.sharing import NoNameError
from ui import schema, sharing_text, wire, wire_onboarding
from ui.api import Asking, Opened, told_by

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
router = APIRouter(prefix="/api/onboarding", responses=_FAILURES)


def install(app: FastAPI) -> None:
    app.include_router(router)
    app.add_exception_handler(NoNameError, _no_name)
    app.add_exception_handler(NotMentorError, _not_mentor)


def _no_name(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": sharing_text.NO_NAME}, 422)


class NotMentorError(Exception):
    """Who asks guides no newcomers."""


def _not_mentor(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"error": sharing_text.MENTOR_ONLY}, 403)


_said = told_by(sharing_text.API)


class Sharing(schema._Model):
    agreed: bool
    name: Annotated[str, Field(description="Tên mà người hướng dẫn thấy")]
    agreed_at: Annotated[str | None, Field(description="Lúc đồng ý, giờ UTC")]


class Agreeing(schema._Model):
    name: Annotated[str, Field(max_length=500)]


class Studied(schema._Model):
    id: str
    title: str
    passages: Annotated[int, Field(description="Số đoạn của bài đọc")]
    read: Annotated[int, Field(description="Số đoạn đã đọc")]
    known: Annotated[int, Field(description="Số câu đã đạt")]
    wanted: Annotated[int, Field(description="Số câu cần đạt")]
    due: Annotated[int, Field(description="Số câu đến hạn ôn")]
    percent: int
    done: bool


class Learner(schema._Model):
    """Một người đã đồng ý: tiến độ, không có câu trả lời và điều đã hỏi."""

    name: str
    last_active: Annotated[str | None, Field(description="Ngày đọc hoặc trả lời gần nhất")]
    done: Annotated[int, Field(description="Số học phần đã xong")]
    due: Annotated[int, Field(description="Số câu đến hạn ôn, của mọi học phần")]
    modules: Annotated[list[Studied], Field(description="Các học phần có tài liệu")]


@router.get("/sharing", response_model=Sharing, **_said("sharing"))
def sharing(office: Opened, viewer: Asking) -> wire.Json:
    return wire_onboarding.sharing_json(office.onboarding.sharing.of(viewer))


@router.put("/sharing", response_model=Sharing, **_said("agree"))
def agree(body: Agreeing, office: Opened, viewer: Asking) -> wire.Json:
    office.onboarding.sharing.agree(body.name, viewer)
    return sharing(office, viewer)


@router.delete("/sharing", response_model=Sharing, **_said("withdraw"))
def withdraw(office: Opened, viewer: Asking) -> wire.Json:
    office.onboarding.sharing.withdraw(viewer)
    return sharing(office, viewer)


@router.get("/overview", response_model=list[Learner], **_said("overview"))
def overview(office: Opened, viewer: Asking) -> list[wire.Json]:
    if not viewer.everything:
        raise NotMentorError
    return [wire_onboarding.learner_json(one) for one in office.onboarding.overview(viewer)]
