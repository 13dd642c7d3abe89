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
    cells of a layout table, where bold and capitals make no heading. `fonts` names the
    spans of `text` that are set in fonts of encodings older than Unicode (.VnTime,
    VNI-Times; see ingest.legacy), and nothing else.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    page: int | None = None
    bold: bool | None = None
    in_layout: bool = False
    fonts: tuple[tuple[int, int, str], ...] = ()


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


class Relation(StrEnum):
    """What one document does to another."""

    BASED_ON = "based_on"  # căn cứ
    REPLACES = "replaces"  # thay thế
    ABOLISHES = "abolishes"  # bãi bỏ
    AMENDS = "amends"  # sửa đổi, bổ sung
    MENTIONS = "mentions"


@dataclass(frozen=True)
class Reference:
    """Another document that this one names: `number` is its số/ký hiệu as written, `date`
    its own date (ISO 8601) where it is given. `whole` is False where only a part of it is
    meant («bãi bỏ Điều 5 của Quyết định số …»). `effective` is the day from which the
    relation holds (ISO 8601), None where the text does not say. `start`..`end` is the place
    in the document's text."""

    relation: Relation
    number: str
    date: str | None
    whole: bool
    effective: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Metadata:
    """What a document says of itself. Empty string or None where it does not say it plainly.

    `number` is số/ký hiệu; `kind` is loại văn bản; `date` is ISO 8601 (YYYY-MM-DD);
    `subject` is trích yếu; `signer` and `signer_post` are who signed and as what;
    `recipients` is nơi nhận; `urgency` is độ khẩn as stamped («HỎA TỐC»); `secrecy` is độ mật
    as stamped; `language` is ISO 639-1; `partners` are the countries and foreign localities
    and organisations that the text names, most often named first.
    """

    title: str = ""
    number: str = ""
    date: str | None = None
    issuer: str = ""
    kind: str = ""
    subject: str = ""
    signer: str = ""
    signer_post: str = ""
    recipients: tuple[str, ...] = ()
    urgency: str = ""
    secrecy: str = ""
    language: str = ""
    partners: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class PageReading:
    """How one page of a document was read by OCR. `number` counts from 1; `confidence` is
    0 to 1; `corrected` says that a person has put the page's text right; `start`..`end` is
    where its blocks stand in the document's text, both 0 for a page without text."""

    number: int
    confidence: float
    corrected: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Conversion:
    """Text of an encoding older than Unicode, converted. `encoding` is «tcvn3», «vni»,
    «viscii», «vps», «cp1258» or «utf8-mojibake»; `words` how many words changed;
    `confidence` 0 to 1; `raw` the document's text as it was, one line a block."""

    encoding: str
    words: int
    confidence: float
    raw: str


@dataclass(frozen=True)
class Document:
    """A file's text as it is stored and quoted, with where each block stands. `digest` is
    the SHA-256 of the file's bytes."""

    file: str
    digest: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    scanned: tuple[PageReading, ...] = ()
    conversion: Conversion | None = None


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
