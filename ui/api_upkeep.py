"""The HTTP interface to the upkeep: files that were seen, runs that took them in, the indexes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from index.places import UPLOAD, FileAt
from index.runs import removal
from ingest.errors import IntakeError
from ui import api_text, schema, wire
from ui.api import Asking, Opened, told_by

_said = told_by(api_text.API)
_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


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
    if ended is None:
        raise HTTPException(404, api_text.NO_RUN)
    return wire.run_json(ended)


@router.get("/api/runs/{number}", response_model=list[schema.RunFile], **_said("run"))
def run_files(number: int, office: Opened, _viewer: Asking) -> list[wire.Json]:
    return [wire.run_file_json(file) for file in office.runs.files(number)]


@router.post("/api/index/rebuild", response_model=schema.Rebuilt, **_said("rebuild"))
def rebuild(office: Opened, _viewer: Asking) -> wire.Json:
    return {"chunks": office.updater.rebuild()}


@router.get("/health", response_model=schema.Health, **_said("health"))
def health(office: Opened, viewer: Asking) -> wire.Json:
    return {"status": "ok", "documents": len(office.library.documents(viewer))}
