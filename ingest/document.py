"""What a file becomes: a Document with its Blocks, and the Chunks that are indexed.

All positions are character offsets into `Document.text`, half-open, so that
`document.text[start:end]` is the stored text letter for letter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ingest import text as vi

Span = tuple[int, int]

BLOCK_SEPARATOR = "\n\n"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"  # one row of a data table, written out as «cột: giá trị; cột: giá trị»


@dataclass(frozen=True)
class RawBlock:
    """What a format reader yields: one paragraph, heading or table row, before normalising.

    `level` is the heading's depth (1 = topmost), 0 for anything else. `page` counts
    from 1 and is None where the format has no pages. `bold` says whether the whole
    paragraph is set in bold, None where the format cannot tell. `in_layout` marks the
    cells of a layout table, where bold and capitals make no heading.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None
    bold: bool | None = None
    in_layout: bool = False


@dataclass(frozen=True)
class Block:
    """One paragraph, heading or table row with its place in the document's text.

    A paragraph with a level above 0 is text that also opens a section of that level, as
    «Điều 1. Thành lập Sở …, là cơ quan …» opens «Điều 1», or a khoản «3. …» a nameless one.
    """

    start: int
    end: int
    kind: BlockKind
    level: int
    page: int | None


@dataclass(frozen=True)
class Metadata:
    """What a document says of itself. Empty string or None where it does not say it plainly.

    `number` is số/ký hiệu; `kind` is loại văn bản; `date` is ISO 8601 (YYYY-MM-DD).
    """

    title: str = ""
    number: str = ""
    date: str | None = None
    issuer: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Document:
    """A file's text as it is stored and quoted, with where each block stands.

    `source` identifies the file across versions (an absolute path, or the name of an
    upload); `digest` is the SHA-256 of the file's bytes.
    """

    source: str
    file: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def id(self) -> str:
        return document_id(self.source)


@dataclass(frozen=True)
class Chunk:
    """A run of whole sentences under one heading path, the unit of retrieval.

    `headings` goes from the outermost heading to the nearest; `sentences` are spans in
    the document's text, in order, all within `start`..`end`.
    """

    ordinal: int
    start: int
    end: int
    page: int | None
    headings: tuple[str, ...]
    sentences: tuple[Span, ...]


def document_id(source: str) -> str:
    return short_hash("document", source)


def short_hash(*parts: str) -> str:
    """20 hexadecimal digits of SHA-256 over the parts, unambiguous in their borders."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:20]


def assemble(raw_blocks: Iterable[RawBlock]) -> tuple[str, tuple[Block, ...]]:
    """Joins the blocks into the stored text: NFC, one line a block, empty blocks dropped."""
    pieces: list[str] = []
    blocks: list[Block] = []
    position = 0
    for raw in raw_blocks:
        piece = vi.clean(raw.text)
        if not piece:
            continue
        blocks.append(Block(position, position + len(piece), raw.kind, raw.level, raw.page))
        pieces.append(piece)
        position += len(piece) + len(BLOCK_SEPARATOR)
    return BLOCK_SEPARATOR.join(pieces), tuple(blocks)
