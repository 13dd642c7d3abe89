"""The pictures that stand in a Word document, for people to look at: photographs and figures,
PNG and JPEG alone."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from ingest.archive import BROKEN, open_archive
from ingest.errors import IntakeError, Reason

_MOST = 20  # pictures of a document
_MOST_BYTES = 4_000_000  # of a picture, and of a part that names them
_MOST_PIXELS = 40_000_000
_LEAST_SIDE = 80  # pixels: smaller ones are lines and bullets
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_EMBEDDED = re.compile(rb"<a:blip\b[^>]*\br:embed=\"([^\"]+)\"")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target|TargetMode)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Picture:
    """`media_type` is what its bytes are, whatever its name says."""

    media_type: str
    data: bytes


def pictures(data: bytes) -> tuple[Picture, ...]:
    """Those of the body, in its order, each once; none for what is no Word document, without
    those that are too large to show or too small to tell anything. Raises IntakeError where the
    archive is damaged."""
    if not data.startswith(b"PK"):
        return ()
    try:
        with open_archive(data) as archive:
            return tuple(_shown(archive))
    except BROKEN as error:
        raise IntakeError(Reason.DAMAGED, detail=str(error)) from error


def _shown(archive: zipfile.ZipFile) -> Iterator[Picture]:
    count = 0
    for name in _in_order(archive):
        picture = _picture(_part(archive, name))
        if picture and count < _MOST:
            count += 1
            yield picture


def _in_order(archive: zipfile.ZipFile) -> Iterator[str]:
    """The names of the parts that the body embeds; never what lies outside the archive."""
    targets = {}
    for relation in _RELATION.findall(_part(archive, "word/_rels/document.xml.rels")):
        told = dict(_ATTRIBUTE.findall(relation))
        if told.get(b"TargetMode") != b"External" and b"Id" in told:
            target = told.get(b"Target", b"").decode("utf-8", "replace")
            targets[told[b"Id"]] = posixpath.normpath(posixpath.join("/word", target))[1:]
    body = _part(archive, "word/document.xml")
    found = (targets.get(key, "") for key in _EMBEDDED.findall(body))
    yield from dict.fromkeys(name for name in found if name.startswith("word/media/"))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Empty where there is none or it is too large."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return b""
    return archive.read(entry) if entry.file_size <= _MOST_BYTES else b""


def _picture(data: bytes) -> Picture | None:
    try:
        # Reads the header alone: not a pixel is unpacked.
        with Image.open(io.BytesIO(data), formats=tuple(_TYPES)) as image:
            (width, height), kind = image.size, image.format or ""
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if min(width, height) < _LEAST_SIDE or width * height > _MOST_PIXELS:
        return None
    return Picture(_TYPES[kind], data)


def picture(data: bytes, number: int) -> Picture | None:
    """One of `pictures`, counted from 1."""
    found = pictures(data)
    return found[number - 1] if 0 < number <= len(found) else None


def count(data: bytes) -> int:
    return len(pictures(data))
