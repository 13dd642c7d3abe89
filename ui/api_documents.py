"""The HTTP interface to documents, their texts and scanned pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, File, Form, HTTPException, Query, UploadFile
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.intake import How
from index.access import Label
from index.places import UPLOAD, FileAt
from ingest.visible import shown_name
from ui import api_text, library_text, schema, wire
from ui.api import Asking, Opened, told_by

T = TypeVar("T")
_said = told_by(api_text.API)
_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


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


def _found(thing: T | None, missing: str = api_text.NO_DOCUMENT) -> T:
    if thing is None:
        raise HTTPException(404, missing)
    return thing
