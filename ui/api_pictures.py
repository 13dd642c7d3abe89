"""The HTTP interface to the pictures that stand in documents."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from pydantic import Field

from ui import api_text, pictures_text, schema, wire
from ui.api import Asking, Opened

_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": schema.Failure}}
_IMAGES: dict[str, Any] = {"image/png": {}, "image/jpeg": {}}
router = APIRouter(prefix="/api/documents/{identifier}/pictures", responses=_MISSING)


class Pictures(schema._Model):
    count: Annotated[int, Field(description="Số hình trong thân văn bản Word")]


@router.get("", response_model=Pictures, **pictures_text.API["pictures"])
def pictures(identifier: str, office: Opened, viewer: Asking) -> wire.Json:
    count = office.library.pictures(identifier, viewer)
    if count is None:
        raise HTTPException(404, api_text.NO_ORIGINAL)
    return {"count": count}


@router.get(
    "/{number}",
    response_class=Response,
    responses={200: {"content": _IMAGES}},
    **pictures_text.API["picture"],
)
def picture(identifier: str, number: int, office: Opened, viewer: Asking) -> Response:
    found = office.library.picture(identifier, number, viewer)
    if found is None:
        raise HTTPException(404, pictures_text.NO_PICTURE)
    return Response(found.data, media_type=found.media_type)
