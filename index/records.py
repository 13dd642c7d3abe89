"""What the catalogue gives: documents, their details, chunks; and how rows become them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, exists, func, or_, select, true

from index import similar
from index.access import Label, Viewer
from index.tables import State, chunks, document_groups, documents, references, versions
from ingest import language
from ingest import text as vi
from ingest.document import (
    Chunk,
    Conversion,
    Document,
    Metadata,
    PageReading,
    Reference,
    Relation,
    Span,
    short_hash,
)


@dataclass(frozen=True)
class Record:
    """A document as the catalogue knows it, without its text. `date` is ISO 8601;
    `latest_year` is the latest past year that its text names; `scanned` says that pages were
    read by OCR, `converted` that the text was in an encoding older than Unicode; `language` is
    ISO 639-1, empty where it is not known."""

    id: str
    version_id: str
    file: str
    title: str
    number: str
    date: str | None
    latest_year: int | None
    issuer: str
    kind: str
    label: Label
    digest: str
    added_at: str
    scanned: bool = False
    converted: bool = False
    language: str = ""


@dataclass(frozen=True)
class Details:
    """The rest of what is known of a document. `metadata` is with people's edits, whose
    fields `edited` names; `raw` is the text before `conversion`."""

    metadata: Metadata
    edited: frozenset[str]
    groups: frozenset[str]
    sources: tuple[str, ...]
    scanned: tuple[PageReading, ...]
    conversion: Conversion | None


@dataclass(frozen=True)
class StoredChunk:
    """A chunk read back from the catalogue with the document that it belongs to. Spans are
    in the document's stored text."""

    id: str
    document: Record
    ordinal: int
    start: int
    end: int
    page: int | None
    text: str
    headings: tuple[str, ...]
    sentences: tuple[Span, ...]

    @property
    def own_sentences(self) -> tuple[Span, ...]:
        """Spans in the chunk's own text."""
        return tuple((start - self.start, end - self.start) for start, end in self.sentences)

    @property
    def context(self) -> str:
        """What the chunk's own words leave out: the document's name and the heading path."""
        return " › ".join(dict.fromkeys(filter(None, (self.document.title, *self.headings))))

    @property
    def language(self) -> str:
        """ISO 639-1 of this passage, which need not be the document's."""
        return self.language_of(self.text)

    def language_of(self, quote: str) -> str:
        return language.of_passage(quote, self.document.language)

    @property
    def piece(self) -> Chunk:
        """As it was before it was stored."""
        return Chunk(self.ordinal, self.start, self.end, self.page, self.headings, self.sentences)


# What people may put right by hand.
EDITABLE = (
    "title",
    "number",
    "date",
    "issuer",
    "kind",
    "subject",
    "signer",
    "signer_post",
    "recipients",
    "urgency",
    "language",
)


def version_id(document_id: str, document: Document) -> str:
    """Differs whenever what is indexed differs: the text, and what names the document."""
    metadata = document.metadata
    return short_hash(
        "version",
        document_id,
        document.digest,
        document.text,
        metadata.title,
        metadata.number,
        metadata.kind,
        metadata.issuer,
    )


def chunk_id(version: str, chunk: Chunk) -> str:
    return short_hash("chunk", version, str(chunk.start), str(chunk.end))


def number_key(number: str) -> str:
    """One spelling for a số/ký hiệu: folded, no spaces, no leading zeros."""
    return vi.fold("".join(number.split())).lstrip("0")


# Queries -------------------------------------------------------------------------------------

_RECORD_COLUMNS = (
    documents.c.id,
    documents.c.label,
    versions.c.id.label("version_id"),
    *(
        versions.c[name]
        for name in (
            "file",
            "title",
            "number",
            "date",
            "latest_year",
            "issuer",
            "kind",
            "digest",
            "added_at",
            "language",
        )
    ),
    (func.json_array_length(versions.c.scanned) > 0).label("has_scans"),
    versions.c.conversion.is_not(None).label("converted"),
)


def records() -> Any:
    return select(*_RECORD_COLUMNS).join(versions, versions.c.document_id == documents.c.id)


def stored_chunks() -> Any:
    return _of_chunks(
        *_RECORD_COLUMNS,
        chunks.c.id.label("chunk_id"),
        *(
            chunks.c[name]
            for name in ("ordinal", "start", "end", "page", "text", "headings", "sentences")
        ),
    )


def documents_of_chunks() -> Any:
    return _of_chunks(chunks.c.id.label("chunk"), documents.c.id.label("document"))


def _of_chunks(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(chunks)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
    )


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """`index.access.may_read` as a condition, on current versions only."""
    grouped = exists().where(document_groups.c.document_id == documents.c.id)
    shared = grouped.where(document_groups.c.name.in_(viewer.groups))
    allowed: ColumnElement[bool]
    if viewer.everything:
        allowed = true()
    else:
        allowed = or_(
            documents.c.label == Label.PUBLIC,
            and_(documents.c.label == Label.RESTRICTED, shared),
        )
        if viewer.staff:
            internal = documents.c.label == Label.INTERNAL
            allowed = or_(allowed, and_(internal, or_(shared, ~grouped)))
    return and_(versions.c.state == State.CURRENT, allowed)


# Rows ----------------------------------------------------------------------------------------


def version_row(version: str, document_id: str, document: Document, found: Metadata) -> Any:
    """`found` is the metadata as read; the document's own is with people's edits."""
    now = datetime.now(UTC)
    past = [year for _, year in vi.years(document.text) if year <= now.year]
    return {
        "id": version,
        "document_id": document_id,
        "state": State.PENDING,
        "digest": document.digest,
        "latest_year": max(past, default=None),
        **described_row(document, found),
        "sketch": similar.sketch(document.text),
        "text": document.text,
        "vector_space": "",
        "added_at": now.isoformat(timespec="microseconds"),
    }


def described_row(document: Document, found: Metadata) -> dict[str, Any]:
    """The columns that may change while a version's text and names stay."""
    return {
        "file": document.file,
        **_plain(document.metadata),
        "found": _plain(found),
        "scanned": [asdict(page) for page in document.scanned],
        "conversion": None if document.conversion is None else asdict(document.conversion),
    }


def reference_rows(version: str, metadata: Metadata) -> list[dict[str, Any]]:
    return [
        {**asdict(reference), "version_id": version, "number_key": number_key(reference.number)}
        for reference in metadata.references
    ]


def chunk_row(version: str, text: str, chunk: Chunk) -> dict[str, object]:
    return {
        "id": chunk_id(version, chunk),
        "version_id": version,
        "ordinal": chunk.ordinal,
        "start": chunk.start,
        "end": chunk.end,
        "page": chunk.page,
        "text": text[chunk.start : chunk.end],
        "headings": list(chunk.headings),
        "sentences": [list(span) for span in chunk.sentences],
    }


def record_of(row: RowMapping) -> Record:
    return Record(
        id=row["id"],
        version_id=row["version_id"],
        file=row["file"],
        title=row["title"],
        number=row["number"],
        date=row["date"],
        latest_year=row["latest_year"],
        issuer=row["issuer"],
        kind=row["kind"],
        label=Label(row["label"]),
        digest=row["digest"],
        added_at=row["added_at"],
        scanned=bool(row["has_scans"]),
        converted=bool(row["converted"]),
        language=row["language"],
    )


def stored_chunk_of(row: RowMapping) -> StoredChunk:
    return StoredChunk(
        id=row["chunk_id"],
        document=record_of(row),
        ordinal=row["ordinal"],
        start=row["start"],
        end=row["end"],
        page=row["page"],
        text=row["text"],
        headings=tuple(row["headings"]),
        sentences=tuple((start, end) for start, end in row["sentences"]),
    )


def metadata_of(values: Mapping[str, Any], refs: tuple[Reference, ...] = ()) -> Metadata:
    """From the columns of a version, or from its `found`."""
    known = {field.name for field in fields(Metadata)} - {"references"}
    named = {name: values[name] for name in known if name in values}
    for name in ("recipients", "partners"):
        named[name] = tuple(named.get(name, ()))
    return Metadata(**named, references=refs)


def reference_of(row: RowMapping) -> Reference:
    named = {field.name: row[field.name] for field in fields(Reference)}
    return Reference(**{**named, "relation": Relation(row["relation"])})


def pages_of(values: Any) -> tuple[PageReading, ...]:
    return tuple(PageReading(**page) for page in values)


def conversion_of(values: Any) -> Conversion | None:
    return None if values is None else Conversion(**values)


def references_of(version: str) -> Any:
    return select(references).where(references.c.version_id == version).order_by("start")


def _plain(metadata: Metadata) -> dict[str, Any]:
    values = asdict(metadata)
    del values["references"]
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }
