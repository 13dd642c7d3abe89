"""The HTTP interface to searching: passages, and what documents can be narrowed to."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query

from index.filters import Filters
from ui import narrow, schema, search_text, wire
from ui.api import Asking, Opened, told_by

_FAILURES: dict[int | str, dict[str, Any]] = {422: {"model": schema.Failure}}
router = APIRouter(responses=_FAILURES)


_said = told_by(search_text.API)


def _values(name: str) -> Any:
    return Query(
        alias=name, description=search_text.PARAMETERS[name], max_length=100, default_factory=list
    )


def narrowed(
    years: Annotated[list[str], _values("year")],
    kinds: Annotated[list[str], _values("kind")],
    issuers: Annotated[list[str], _values("issuer")],
    countries: Annotated[list[str], _values("country")],
    languages: Annotated[list[str], _values("language")],
) -> Filters:
    values = (years, kinds, issuers, countries, languages)
    try:
        return narrow.filters(dict(zip(narrow.NAMES, values, strict=True)))
    except ValueError as error:
        raise HTTPException(422, search_text.BAD_YEAR) from error


Narrowed = Annotated[Filters, Depends(narrowed)]


# A question goes in the body: addresses are kept in logs and histories.
@router.post("/api/search", response_model=list[schema.Hit], **_said("search"))
def search(
    body: schema.Search, filters: Narrowed, office: Opened, viewer: Asking
) -> list[wire.Json]:
    hits = office.searcher.search(body.question, viewer, body.k, filters)
    return [wire.hit_json(hit) for hit in hits]


@router.get("/api/facets", response_model=schema.Facets, **_said("facets"))
def facets(filters: Narrowed, office: Opened, viewer: Asking) -> wire.Json:
    found = office.library.facets(viewer, filters.spelled(office.searcher.aliases))
    return wire.facets_json(found)
