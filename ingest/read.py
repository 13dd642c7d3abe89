"""A file or an upload becomes a Document. The only place in `ingest` that opens files."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest import text as vi
from ingest.document import Document, RawBlock, assemble
from ingest.errors import IntakeError, Reason
from ingest.formats import FORMATS, Content, detect
from ingest.metadata import find_metadata
from ingest.structure import mark

SUPPORTED_SUFFIXES = frozenset(suffix for form in FORMATS for suffix in form.suffixes)

MAX_BYTES = 100 * 2**20
MEGABYTE = 2**20


def read(path: Path, *, source: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """The document that the file holds; `source` is its absolute path unless given.

    Raises IntakeError.
    """
    return read_bytes(
        load(path, max_bytes),
        name=path.name,
        source=source or str(path.resolve()),
        max_bytes=max_bytes,
    )


def load(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The file's bytes. A file larger than `max_bytes` is refused without being read.

    Raises IntakeError.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise IntakeError(Reason.UNREADABLE)
        _check_size(size, max_bytes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError(Reason.MISSING) from error
    except (OSError, ValueError) as error:  # a null byte in the name is a ValueError
        raise IntakeError(Reason.UNREADABLE, detail=str(error)) from error


def read_bytes(data: bytes, *, name: str, source: str, max_bytes: int = MAX_BYTES) -> Document:
    """The document in `data`, an upload called `name`. Raises IntakeError."""
    _check_size(len(data), max_bytes)
    name = unicodedata.normalize("NFC", name)
    content = _parse(data, name)
    blocks = mark(list(_cleaned(content.blocks)))
    text, placed = assemble(blocks)
    if not placed:
        raise IntakeError(Reason.NO_TEXT)
    return Document(
        source=source,
        file=name,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        blocks=placed,
        metadata=find_metadata(text, placed, content.properties, name=Path(name).stem),
    )


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise IntakeError(
            Reason.TOO_LARGE,
            size_mb=round(size / MEGABYTE, 1),
            limit_mb=round(limit / MEGABYTE, 1),
        )


def _parse(data: bytes, name: str) -> Content:
    """Runs the reader of the format; whatever a hostile file makes it raise is DAMAGED."""
    if not data.strip():
        raise IntakeError(Reason.EMPTY)
    parse = detect(data, name)
    try:
        return parse(data)
    except IntakeError:
        raise
    except Exception as error:  # parsers raise dozens of types; MemoryError is among them
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


def _cleaned(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    for block in blocks:
        text = vi.clean(block.text)
        if any(map(str.isalnum, text)):  # rules drawn with «_____» or «* * *» are no text
            yield replace(block, text=text)
