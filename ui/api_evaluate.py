"""The HTTP interface to gold questions and evaluation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from assistant import evaluate, examine, gold, scores
from assistant.build import Office
from assistant.gold import GoldError, GoldQuestion
from index.access import Viewer
from ui import evaluate_text, schema
from ui.api import Asking, Opened, told_by
from ui.wire import Json

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


def keeper(viewer: Asking) -> Viewer:
    """Gold answers and the results of others' questions tell what stands in documents; they
    are for who may read everything."""
    if not viewer.everything:
        raise HTTPException(404, evaluate_text.KEEPERS_ONLY)
    return viewer


Keeping = Annotated[Viewer, Depends(keeper)]


_said = told_by(evaluate_text.API)


# What is sent and given ------------------------------------------------------------------------


class Question(schema._Model):
    """Một câu hỏi, như một dòng của tệp câu hỏi."""

    id: Annotated[str, Field(max_length=500)] = ""
    question: str | None = None
    turns: list[str] | None = None
    source: str | list[str] | None = None
    answers: list[str] | None = None
    refuse: bool = False
    kind: Annotated[str, Field(max_length=500)] = ""


class GoldFile(schema._Model):
    text: Annotated[str, Field(description="Nội dung tệp JSON Lines")]


class Imported(schema._Model):
    added: int
    updated: int
    unchanged: int
    unknown: Annotated[list[str], Field(description="Các mục không dùng đến")]


class Observe(schema._Model):
    turns: Annotated[list[str], Field(min_length=1, max_length=gold.MOST_TURNS)]
    answers: bool = True


class Begin(schema._Model):
    answers: Annotated[bool, Field(description="Sai: chỉ đo tìm kiếm")] = True


# Gold questions --------------------------------------------------------------------------------


@router.get("/api/gold", **_said("gold"))
def questions(office: Opened, _viewer: Keeping) -> Json:
    samples = office.settings.sample_questions
    known = office.gold.all()
    return {
        "questions": [_question_json(question) for question in known],
        "samples": len(gold.read(samples).questions) if samples and samples.exists() else 0,
    }


@router.post("/api/gold", **_said("add"))
def add(body: Question, office: Opened, _viewer: Keeping) -> Json:
    return _question_json(office.gold.add(_question(body)))


@router.post("/api/gold/import", response_model=Imported, **_said("import"))
def take_in(body: GoldFile, office: Opened, _viewer: Keeping) -> Json:
    found = gold.parse(body.text.encode("utf-8", "replace"))
    counts = office.gold.take_in(found.questions)
    return {**asdict(counts), "unknown": list(found.unknown)}


@router.post("/api/gold/samples", response_model=Imported, **_said("samples"))
def take_samples(office: Opened, _viewer: Keeping) -> Json:
    samples = office.settings.sample_questions
    if samples is None or not samples.exists():
        raise GoldError("no_samples")
    return {**asdict(office.gold.take_in(gold.read(samples).questions)), "unknown": []}


@router.get(
    "/api/gold/export",
    response_class=Response,
    responses={200: {"content": {"application/jsonl": {}}}},
    **_said("export"),
)
def export(office: Opened, _viewer: Keeping) -> Response:
    headers = {"content-disposition": 'attachment; filename="cau-hoi-danh-gia.jsonl"'}
    return Response(gold.dump(office.gold.all()), 200, headers, "application/jsonl")


@router.put("/api/gold/{identifier:path}", responses=_MISSING, **_said("change"))
def change(identifier: str, body: Question, office: Opened, _viewer: Keeping) -> Json:
    if not office.gold.change(identifier, _question(body)):
        raise HTTPException(404, evaluate_text.NO_QUESTION)
    return next(
        _question_json(one) for one in office.gold.all() if one.id == (body.id or identifier)
    )


@router.delete(
    "/api/gold/{identifier:path}",
    response_model=schema.Deleted,
    responses=_MISSING,
    **_said("remove"),
)
def remove(identifier: str, office: Opened, _viewer: Keeping) -> Json:
    if not office.gold.remove(identifier):
        raise HTTPException(404, evaluate_text.NO_QUESTION)
    return {"deleted": identifier}


def _question(body: Question) -> GoldQuestion:
    return gold.from_json(body.model_dump(exclude_none=True))


def _question_json(question: GoldQuestion) -> Json:
    return {**question.to_json(), "category": question.category}


# Runs ------------------------------------------------------------------------------------------


@router.post("/api/evaluate/observe", **_said("observe"))
def observe(body: Observe, office: Opened, viewer: Asking) -> Json:
    return office.examiner.observe(body.turns, viewer, answers=body.answers).to_json()


@router.get("/api/evaluate/subject", **_said("subject"))
def subject(office: Opened, viewer: Asking, answers: Annotated[bool, Query()] = True) -> Json:
    count = len(office.library.documents(viewer))
    return office.evaluations.subject(answers=answers, documents=count)


@router.get("/api/evaluations", **_said("runs"))
def runs(office: Opened, _viewer: Keeping) -> Json:
    return {"runs": office.evaluations.all(), "state": asdict(office.evaluations.state())}


@router.post("/api/evaluations", **_said("begin"))
def begin(body: Begin, office: Opened, viewer: Keeping) -> Json:
    return asdict(office.evaluations.begin(viewer, answers=body.answers))


@router.get("/api/evaluations/state", **_said("state"))
def state(office: Opened, _viewer: Keeping) -> Json:
    return asdict(office.evaluations.state())


@router.delete("/api/evaluations/state", **_said("cancel"))
def cancel(office: Opened, _viewer: Keeping) -> Json:
    office.evaluations.cancel()
    return asdict(office.evaluations.state())


@router.get("/api/evaluations/{number}", responses=_MISSING, **_said("run"))
def run(number: int, office: Opened, viewer: Keeping) -> Json:
    named = examine.named(_kept(office, number), office.library, viewer)
    return evaluate_text.worded(named)


@router.get(
    "/api/evaluations/{number}/items/{identifier:path}", responses=_MISSING, **_said("item")
)
def item(number: int, identifier: str, office: Opened, viewer: Keeping) -> Json:
    kept = examine.named(_kept(office, number), office.library, viewer)
    for one in evaluate_text.worded(kept)["items"]:
        if one["id"] == identifier:
            return _with_matches(examine.read_back(one, office.library, viewer), office, viewer)
    raise HTTPException(404, evaluate_text.NO_QUESTION)


def _with_matches(one: Json, office: Office, viewer: Viewer) -> Json:
    """The item with what passages are `right`: of a source."""
    names = office.examiner.names(viewer)

    def fill(passage: Json) -> Json:
        known = names.get(passage["document_id"], ())
        right = any(evaluate.is_named(source, known) for source in one["sources"])
        return {**passage, "right": right}

    return {**one, **{name: [fill(place) for place in one[name]] for name in ("hits", "citations")}}


@router.get("/api/evaluations/{number}/against/{other}", responses=_MISSING, **_said("compare"))
def compare(number: int, other: int, office: Opened, _viewer: Keeping) -> Json:
    found = scores.compare(
        examine.results_of(_kept(office, other)), examine.results_of(_kept(office, number))
    )
    said = {
        name: [{**one, "said": evaluate_text.changes(one["changes"])} for one in found[name]]
        for name in evaluate_text.OUTCOMES
    }
    return {**found, **said}


def _kept(office: Office, number: int) -> Json:
    kept = office.evaluations.get(number)
    if kept is None:
        raise HTTPException(404, evaluate_text.NO_RUN)
    return kept


def install(app: FastAPI) -> None:
    """Adds the addresses, and the sentence for what is wrong with gold questions."""
    app.include_router(router)
    app.add_exception_handler(GoldError, _unusable)


def _unusable(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GoldError)
    return JSONResponse({"error": evaluate_text.problem(error)}, 422)
