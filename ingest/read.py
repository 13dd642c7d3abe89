"""The bytes of a file become a Document. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from ingest import legacy, secrecy
from ingest import text as vi
from ingest.document import Block, Document, PageReading, RawBlock, assemble
from ingest.errors import IntakeError, Reason
from ingest.formats import FORMATS, PAGED, Content, detect
from ingest.metadata import find_metadata
from ingest.structure import mark

SUPPORTED_SUFFIXES = frozenset(suffix for form in FORMATS for suffix in form.suffixes)

Tell = Callable[[int, int], None]
_NO_CORRECTIONS: Mapping[int, str] = MappingProxyType({})


def read(
    data: bytes,
    name: str,
    corrections: Mapping[int, str] = _NO_CORRECTIONS,
    secrets: bool = False,
    tell: Tell | None = None,
) -> Document:
    """The document in the bytes of a file called `name`.

    `corrections` are texts of scanned pages put right by hand, by page; `secrets` takes in
    also what is stamped with a degree of state secrecy; `tell` hears of pages done.
    Raises IntakeError.
    """
    name = unicodedata.normalize("NFC", name)
    content = _parse(data, name, corrections, tell)
    blocks, conversion = legacy.convert(content.blocks)
    margins, _ = legacy.convert(content.margins)
    stamp = secrecy.stamped([*blocks, *margins])
    if stamp and not secrets:
        raise IntakeError(Reason.SECRET)
    blocks = mark(list(_cleaned(blocks)))
    text, placed = assemble(blocks)
    if not placed:
        raise IntakeError(Reason.NO_TEXT)
    metadata = find_metadata(text, placed, content.properties, name=Path(name).stem)
    return Document(
        file=name,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        blocks=placed,
        metadata=replace(metadata, secrecy=stamp or ""),
        scanned=tuple(_placed_pages(content.scanned, placed)),
        conversion=conversion,
    )


def _parse(data: bytes, name: str, corrections: Mapping[int, str], tell: Tell | None) -> Content:
    """Runs the reader of the format; whatever a hostile file makes it raise is DAMAGED."""
    if not data.strip():
        raise IntakeError(Reason.EMPTY)
    parse: Callable[..., Content] = detect(data, name)
    try:
        return parse(data, corrections, tell) if parse in PAGED else parse(data)
    except (IntakeError, MemoryError):
        raise
    except Exception as error:  # parsers raise dozens of types
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


def _cleaned(blocks: Iterable[RawBlock]) -> Iterator[RawBlock]:
    for block in blocks:
        text = vi.clean(block.text)
        if any(map(str.isalnum, text)):  # rules drawn with «_____» or «* * *» are no text
            yield replace(block, text=text)


def _placed_pages(pages: Iterable[PageReading], blocks: Sequence[Block]) -> Iterator[PageReading]:
    for page in pages:
        own = [block for block in blocks if block.page == page.number]
        yield replace(page, start=own[0].start, end=own[-1].end) if own else page
