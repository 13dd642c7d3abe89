"""The HTTP interface to drafts of talking points."""

from __future__ import annotations

import datetime as dt
from asyncio import create_task, sleep
from collections.abc import Callable
from threading import Event
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from assistant.draft import Part
from assistant.draft_edits import EditError, PointEdit, SectionEdit, differences
from assistant.drafts import KeptDraft, NoDraftError, StaleDraftError
from assistant.office_suite import OfficeSuiteError
from assistant.speech import Brief, BriefError, Genre, Occasion, Person, Tone
from assistant.spoken import NoModelError
from assistant.tongues import Language
from assistant.word import Notes
from ui import drafts_text, schema, wire
from ui.api import Asking, Opened, told_by
from ui.export import TYPES, As, exported, file_name, suffix, word_form
from ui.wire_drafts import changed_json, draft_json, listed_json, version_json

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
_CHANGING = {**_MISSING, 409: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)
_MOST = 200  # drafts in one answer
_LISTENING = 0.3  # seconds between two looks whether anybody still waits
_LONGEST = 5000  # characters of a field; what is too long for a draft is told as such


def install(app: FastAPI) -> None:
    app.include_router(router)
    for error, status in (
        (BriefError, 422), (EditError, 422), (NoDraftError, 404), (StaleDraftError, 409),
        (OfficeSuiteError, 501), (NoModelError, 501),
    ):  # fmt: skip
        app.add_exception_handler(error, _failing(status))


def _failing(status: int) -> Any:
    def answer(_request: Request, error: Exception) -> JSONResponse:
        said = drafts_text.FAILURES[type(error).__name__](error)
        return JSONResponse({"error": said}, status)

    return answer


_said = told_by(drafts_text.API)


# What is sent and given ------------------------------------------------------------------------

Line = Annotated[str, Field(max_length=_LONGEST)]
Lines = Annotated[tuple[Line, ...], Field(max_length=100)]


class PersonIn(schema._Model):
    name: Line = ""
    post: Annotated[Line, Field(description="Chức vụ đầy đủ, kèm cơ quan")] = ""
    address: Annotated[Line, Field(description="ông, bà, ngài, đồng chí; rỗng nếu không rõ")] = ""

    def person(self) -> Person:
        return Person(self.name.strip(), self.post.strip(), self.address.strip())


class BriefIn(schema._Model):
    """Bản khai: cần ít nhất đối tác, nước, lĩnh vực hoặc sự kiện."""

    occasion: Occasion
    partner: Annotated[Line, Field(description="Địa phương hoặc tổ chức của khách")] = ""
    country: Line = ""
    field: Annotated[Line, Field(description="Lĩnh vực trao đổi")] = ""
    event: Line = ""
    guests: Annotated[tuple[PersonIn, ...], Field(max_length=100)] = ()
    hosts: Annotated[tuple[PersonIn, ...], Field(max_length=100)] = ()
    speaker: PersonIn = PersonIn()
    when: Annotated[dt.date | None, Field(description="Ngày diễn ra")] = None
    minutes: Annotated[int, Field(description="Thời lượng phát biểu, phút")] = 5
    interpreted: Annotated[bool, Field(description="Có phiên dịch lần lượt")] = False
    tone: Tone = Tone.SOLEMN
    must: Annotated[Lines, Field(description="Điều phải có")] = ()
    avoid: Annotated[Lines, Field(description="Điều cần tránh")] = ()
    documents: Annotated[
        Lines, Field(description="Chỉ dùng các tài liệu này; rỗng là mọi tài liệu")
    ] = ()
    without: Annotated[Lines, Field(description="Bỏ các tài liệu này")] = ()
    genre: Annotated[
        Genre,
        Field(
            description="goi_y: các ý; bai_phat_bieu: cũng cần lời phát biểu, viết sau ở /speech"
        ),
    ] = Genre.POINTS
    language: Annotated[
        Language | None, Field(description="Thứ tiếng song song cần có, dịch sau ở /translation")
    ] = None

    def brief(self) -> Brief:
        return Brief(
            occasion=self.occasion,
            partner=self.partner.strip(),
            country=self.country.strip(),
            field=self.field.strip(),
            event=self.event.strip(),
            guests=tuple(one.person() for one in self.guests),
            hosts=tuple(one.person() for one in self.hosts),
            speaker=self.speaker.person(),
            when=self.when,
            minutes=self.minutes,
            interpreted=self.interpreted,
            tone=self.tone,
            must=tuple(filter(None, map(str.strip, self.must))),
            avoid=tuple(filter(None, map(str.strip, self.avoid))),
            documents=self.documents,
            without=self.without,
            genre=self.genre,
            language=self.language,
        )


class PointIn(schema._Model):
    id: Annotated[str, Field(max_length=20, description="Mã của ý; rỗng cho ý mới")] = ""
    text: Annotated[str, Field(max_length=20_000)]
    locked: bool = False


class SectionIn(schema._Model):
    part: Part
    points: Annotated[list[PointIn], Field(max_length=1000)]


class EditIn(schema._Model):
    base: Annotated[int, Field(ge=1, description="Phiên bản mà bản sửa bắt đầu từ đó")]
    sections: Annotated[list[SectionIn], Field(max_length=100)]


class Base(schema._Model):
    base: Annotated[int, Field(ge=1, description="Phiên bản mới nhất đã thấy")]


class TranslateIn(Base):
    language: Annotated[Language, Field(description="en: tiếng Anh; fr: tiếng Pháp")]


class RemakeIn(Base):
    part: Part


class RestoreIn(Base):
    version: Annotated[int, Field(ge=1)]


class ListedDraft(schema._Model):
    id: str
    title: str
    created_at: Annotated[str, Field(description="Lúc soạn, giờ UTC")]
    updated_at: Annotated[str, Field(description="Lúc sửa cuối, giờ UTC")]
    version: int


class DraftPage(schema._Model):
    drafts: list[ListedDraft]
    more: Annotated[bool, Field(description="Đúng khi còn bản gợi ý phía sau")]


class DraftVersion(schema._Model):
    number: int
    change: Annotated[
        str, Field(description="made, edited, remade, checked, restored, spoken hoặc translated")
    ]
    saved_at: Annotated[str, Field(description="Lúc lưu, giờ UTC")]


class DraftPoint(schema._Model):
    id: str
    kind: Annotated[
        str,
        Field(
            description="phrase: lời dẫn; quote: câu trích; own: lời người soạn; gap: chưa có nguồn"
        ),
    ]
    text: str
    citation: schema.Citation | None
    locked: bool
    checked: Annotated[bool, Field(description="Đúng khi đã tìm nguồn cho lời người soạn")]


class DraftSentence(schema._Model):
    text: str
    citations: Annotated[
        list[schema.Citation], Field(description="Các câu trích làm căn cứ; rỗng với lời dẫn")
    ]


class DraftSection(schema._Model):
    part: str
    heading: str
    points: list[DraftPoint]
    spare: Annotated[list[DraftPoint], Field(description="Ý dự phòng")]
    speech: Annotated[list[DraftSentence], Field(description="Lời phát biểu; rỗng khi chưa viết")]


class DraftRendered(schema._Model):
    text: Annotated[str, Field(description="Câu tiếng Việt")]
    translated: Annotated[str, Field(description="Câu dịch; rỗng khi chưa dịch được")]
    faults: Annotated[
        list[str], Field(description="Chỗ không khớp hoặc không đối chiếu được; rỗng là khớp")
    ]


class DraftParallel(schema._Model):
    language: Annotated[str, Field(description="en hoặc fr")]
    lines: list[DraftRendered]


class DraftFact(schema._Model):
    topic: str
    label: str
    citation: schema.Citation


class DraftCheck(schema._Model):
    doubt: str
    text: str
    citations: list[schema.Citation]


class WholeDraft(schema._Model):
    id: str
    title: str
    version: DraftVersion
    latest: Annotated[int, Field(description="Số của phiên bản mới nhất")]
    brief: dict[str, Any]
    syllables: Annotated[int, Field(description="Số tiếng của mọi ý")]
    notices: Annotated[list[str], Field(description="Điều cần biết về lời phát biểu và bản dịch")]
    unspoken: Annotated[list[str], Field(description="Phần chưa có lời phát biểu")]
    untranslated: Annotated[list[str], Field(description="Phần chưa dịch xong")]
    parallel: Annotated[
        DraftParallel | None, Field(description="Bản dịch song song; rỗng khi chưa dịch")
    ]
    allowed: Annotated[int, Field(description="Số tiếng đọc được trong thời lượng")]
    pace: Annotated[int, Field(description="Số tiếng đọc trong một phút")]
    sections: list[DraftSection]
    facts: Annotated[list[DraftFact], Field(description="Tờ thông tin về đối tác")]
    checks: Annotated[list[DraftCheck], Field(description="Điều cần kiểm tra")]


class DraftDifference(schema._Model):
    difference: Annotated[str, Field(description="added, removed hoặc moved")]
    part: str
    point: DraftPoint


Limit = Annotated[int, Query(ge=1, le=_MOST, description="Số bản nhiều nhất")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="Số bản bỏ qua")]
Number = Annotated[int | None, Query(ge=1, description="Phiên bản; bỏ trống là mới nhất")]


# Addresses -------------------------------------------------------------------------------------


@router.post("/api/drafts", response_model=WholeDraft, **_said("create"))
def create(body: BriefIn, office: Opened, viewer: Asking) -> wire.Json:
    return draft_json(office.drafts.create(body.brief(), viewer))


@router.get("/api/drafts", response_model=DraftPage, **_said("drafts"))
def drafts(office: Opened, viewer: Asking, limit: Limit = 50, offset: Offset = 0) -> wire.Json:
    found = office.drafts.all(viewer, limit + 1, offset)
    return {"drafts": list(map(listed_json, found[:limit])), "more": len(found) > limit}


@router.get(
    "/api/drafts/{identifier}", response_model=WholeDraft, responses=_MISSING, **_said("draft")
)
def draft(identifier: str, office: Opened, viewer: Asking, version: Number = None) -> wire.Json:
    return draft_json(office.drafts.get(identifier, viewer, version))


@router.put(
    "/api/drafts/{identifier}", response_model=WholeDraft, responses=_CHANGING, **_said("edit")
)
def edit(identifier: str, body: EditIn, office: Opened, viewer: Asking) -> wire.Json:
    edits = [
        SectionEdit(
            one.part,
            tuple(PointEdit(point.id, point.text, point.locked) for point in one.points),
        )
        for one in body.sections
    ]
    return draft_json(office.drafts.edit(identifier, body.base, edits, viewer))


@router.post(
    "/api/drafts/{identifier}/remake",
    response_model=WholeDraft,
    responses=_CHANGING,
    **_said("remake"),
)
def remake(identifier: str, body: RemakeIn, office: Opened, viewer: Asking) -> wire.Json:
    return draft_json(office.drafts.remake(identifier, body.base, body.part, viewer))


@router.post(
    "/api/drafts/{identifier}/check",
    response_model=WholeDraft,
    responses=_CHANGING,
    **_said("check"),
)
def check(identifier: str, body: Base, office: Opened, viewer: Asking) -> wire.Json:
    return draft_json(office.drafts.check(identifier, body.base, viewer))


@router.post(
    "/api/drafts/{identifier}/speech",
    response_model=WholeDraft,
    responses={**_CHANGING, 501: {"model": schema.Failure}},
    **_said("speech"),
)
async def speak(
    identifier: str, body: Base, request: Request, office: Opened, viewer: Asking
) -> wire.Json:
    def write(stopped: Callable[[], bool]) -> KeptDraft:
        return office.drafts.speak(identifier, body.base, viewer, stopped)

    return draft_json(await _while_waited_for(request, write))


@router.post(
    "/api/drafts/{identifier}/translation",
    response_model=WholeDraft,
    responses={**_CHANGING, 501: {"model": schema.Failure}},
    **_said("translation"),
)
async def translate(
    identifier: str, body: TranslateIn, request: Request, office: Opened, viewer: Asking
) -> wire.Json:
    def write(stopped: Callable[[], bool]) -> KeptDraft:
        return office.drafts.translate(identifier, body.base, body.language, viewer, stopped)

    return draft_json(await _while_waited_for(request, write))


async def _while_waited_for(
    request: Request, write: Callable[[Callable[[], bool]], KeptDraft]
) -> KeptDraft:
    """Does what takes a model minutes, and stops it where nobody waits any more."""
    gone = Event()

    async def listen() -> None:
        while not await request.is_disconnected():
            await sleep(_LISTENING)
        gone.set()

    listening = create_task(listen())
    try:
        return await run_in_threadpool(write, gone.is_set)
    finally:
        listening.cancel()


@router.post(
    "/api/drafts/{identifier}/restore",
    response_model=WholeDraft,
    responses=_CHANGING,
    **_said("restore"),
)
def restore(identifier: str, body: RestoreIn, office: Opened, viewer: Asking) -> wire.Json:
    return draft_json(office.drafts.restore(identifier, body.base, body.version, viewer))


@router.get(
    "/api/drafts/{identifier}/versions",
    response_model=list[DraftVersion],
    responses=_MISSING,
    **_said("versions"),
)
def versions(identifier: str, office: Opened, viewer: Asking) -> list[wire.Json]:
    return list(map(version_json, office.drafts.versions(identifier, viewer)))


@router.get(
    "/api/drafts/{identifier}/differences",
    response_model=list[DraftDifference],
    responses=_MISSING,
    **_said("differences"),
)
def compare(
    identifier: str,
    office: Opened,
    viewer: Asking,
    before: Annotated[int, Query(ge=1, description="Phiên bản trước")],
    after: Annotated[int, Query(ge=1, description="Phiên bản sau")],
) -> list[wire.Json]:
    one = office.drafts.get(identifier, viewer, before).draft
    other = office.drafts.get(identifier, viewer, after).draft
    return list(map(changed_json, differences(one.sections, other.sections)))


@router.get(
    "/api/drafts/{identifier}/export",
    response_class=Response,
    responses=_MISSING,
    **_said("export"),
)
def export(
    identifier: str,
    office: Opened,
    viewer: Asking,
    form: Annotated[As, Query(description="docx, pdf, md, card (thẻ, Word) hoặc card-pdf")],
    notes: Annotated[
        Notes, Query(description="footnotes: chú thích chân trang; annex: phụ lục")
    ] = Notes.FOOTNOTES,
    letterhead: Annotated[bool, Query(description="Có quốc hiệu, tên cơ quan")] = False,
    version: Number = None,
) -> Response:
    kept = office.drafts.get(identifier, viewer, version)
    chosen = {"form": form, "notes": notes, "letterhead": str(letterhead).lower()}
    content = exported(kept, chosen, word_form(office.settings))
    name = quote(file_name(kept.draft.title, form))
    attached = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=TYPES[suffix(form)], headers=attached)


@router.delete(
    "/api/drafts/{identifier}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("delete"),
)
def delete(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    office.drafts.delete(identifier, viewer)
    return {"deleted": identifier}
