"""The truth, in SQL: documents, versions, chunks, labels. The search indexes derive from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    and_,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from index.access import Label, Viewer
from index.tables import State, chunks, document_groups, documents, versions
from ingest import text as vi
from ingest.document import Chunk, Document, Span, short_hash

_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Record:
    """A document as the catalogue knows it, without its text. `date` is ISO 8601;
    `latest_year` is the latest past year that its text names."""

    id: str
    version_id: str
    source: str
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
    def context(self) -> str:
        """What the chunk's own words leave out: the document's name and the heading path."""
        return " › ".join(dict.fromkeys(filter(None, (self.document.title, *self.headings))))


def version_id(document: Document) -> str:
    return short_hash("version", document.id, document.digest, document.text)


def chunk_id(version: str, chunk: Chunk) -> str:
    return short_hash("chunk", version, str(chunk.start), str(chunk.end))


def connect(url: str) -> Engine:
    """An engine on a database that is migrated to the newest shape."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Python's sqlite3 begins no transaction for CREATE TABLE by itself, and a crash
            # between two tables would leave a database that no migration fits.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # secure_delete: a deleted document's text must not linger in free pages of the file.
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


class Catalog:
    """Reads and writes of the truth. Whatever reads for a person takes that person's
    `Viewer`; what has none is for the upkeep of the indexes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    # For a person ----------------------------------------------------------------------------

    def documents(self, viewer: Viewer) -> list[Record]:
        """All that the viewer may read, by title."""
        query = _records().where(_readable(viewer)).order_by(versions.c.title, versions.c.file)
        return [_record(row) for row in self._rows(query)]

    def document(self, document_id: str, viewer: Viewer) -> Record | None:
        query = _records().where(documents.c.id == document_id, _readable(viewer))
        return next((_record(row) for row in self._rows(query)), None)

    def text(self, document_id: str, viewer: Viewer) -> str | None:
        """The stored text into which every citation's offsets point."""
        query = (
            select(versions.c.text)
            .join(documents)
            .where(versions.c.document_id == document_id, _readable(viewer))
        )
        return next((row["text"] for row in self._rows(query)), None)

    def chunks(self, chunk_ids: Iterable[str], viewer: Viewer) -> dict[str, StoredChunk]:
        """Those of the chunks that are current and that the viewer may read, by id."""
        query = _stored_chunks().where(chunks.c.id.in_(list(chunk_ids)), _readable(viewer))
        return {row["chunk_id"]: _stored_chunk(row) for row in self._rows(query)}

    def chunks_of(self, document_id: str, viewer: Viewer) -> list[StoredChunk]:
        """A document's chunks in reading order."""
        query = (
            _stored_chunks()
            .where(documents.c.id == document_id, _readable(viewer))
            .order_by(chunks.c.ordinal)
        )
        return [_stored_chunk(row) for row in self._rows(query)]

    # For the upkeep of the indexes --------------------------------------------------------------

    def current(self, source: str) -> Record | None:
        query = _records().where(documents.c.source == source, versions.c.state == State.CURRENT)
        return next((_record(row) for row in self._rows(query)), None)

    def text_of_any_viewer(self, document_id: str) -> str:
        """The current stored text, for working out what a document is about; never to be
        shown. Empty where there is none."""
        query = select(versions.c.text).where(
            versions.c.document_id == document_id, versions.c.state == State.CURRENT
        )
        return next((row["text"] for row in self._rows(query)), "")

    def groups(self, document_id: str) -> frozenset[str]:
        query = select(document_groups.c.name).where(document_groups.c.document_id == document_id)
        return frozenset(row["name"] for row in self._rows(query))

    def versions_in(self, state: State) -> list[str]:
        query = select(versions.c.id).where(versions.c.state == state).order_by(versions.c.added_at)
        return [row["id"] for row in self._rows(query)]

    def versions_outside(self, vector_space: str) -> list[str]:
        """Current versions whose vectors are of another model, or of none."""
        query = select(versions.c.id).where(
            versions.c.state == State.CURRENT, versions.c.vector_space != vector_space
        )
        return [row["id"] for row in self._rows(query)]

    def all_versions(self) -> list[str]:
        return [row["id"] for row in self._rows(select(versions.c.id))]

    def chunks_of_version(self, version: str) -> list[StoredChunk]:
        """Whatever the version's state."""
        query = _stored_chunks().where(versions.c.id == version).order_by(chunks.c.ordinal)
        return [_stored_chunk(row) for row in self._rows(query)]

    def current_chunk_count(self) -> int:
        query = select(func.count()).select_from(chunks.join(versions))
        with self._engine.connect() as connection:
            return int(connection.scalar(query.where(versions.c.state == State.CURRENT)) or 0)

    def begin_version(
        self,
        document: Document,
        pieces: Sequence[Chunk],
        label: Label | None,
        groups: frozenset[str] | None,
    ) -> str:
        """Stores a pending version with its chunks and returns its id. A None label or
        groups keeps what the document has; a new document is internal, of no group."""
        version = version_id(document)
        with self._writing() as connection:
            known = connection.execute(
                select(documents.c.id).where(documents.c.id == document.id)
            ).first()
            if known is None:
                row = {"id": document.id, "source": document.source, "label": Label.INTERNAL}
                connection.execute(insert(documents).values(row))
            elif not _lives(connection, document.id):
                # Deleted, or never taken in: what it was labelled then does not come back.
                _set_access(connection, document.id, Label.INTERNAL, frozenset())
            _set_access(connection, document.id, label, groups)
            # Tries that a failure left half-stored give way to this one.
            connection.execute(delete(versions).where(versions.c.id == version))
            connection.execute(
                update(versions)
                .where(
                    versions.c.document_id == document.id,
                    versions.c.state == State.PENDING,
                )
                .values(state=State.RETIRED)
            )
            connection.execute(insert(versions).values(_version_row(version, document)))
            if pieces:
                connection.execute(
                    insert(chunks), [_chunk_row(version, document, piece) for piece in pieces]
                )
        return version

    def set_access(
        self, document_id: str, label: Label | None, groups: frozenset[str] | None
    ) -> None:
        with self._writing() as connection:
            _set_access(connection, document_id, label, groups)

    def publish(self, version: str) -> None:
        """Makes the version current and retires the one that it replaces, at one stroke."""
        with self._writing() as connection:
            owner = select(versions.c.document_id).where(versions.c.id == version)
            connection.execute(
                update(versions)
                .where(
                    versions.c.document_id == owner.scalar_subquery(),
                    versions.c.state == State.CURRENT,
                )
                .values(state=State.RETIRED)
            )
            connection.execute(
                update(versions).where(versions.c.id == version).values(state=State.CURRENT)
            )

    def abandon(self, version: str) -> None:
        """Gives up a version that could not be made current."""
        with self._writing() as connection:
            connection.execute(
                update(versions)
                .where(versions.c.id == version, versions.c.state == State.PENDING)
                .values(state=State.RETIRED)
            )

    def retire(self, document_id: str) -> None:
        """Takes every version of the document out of all reading at one stroke."""
        with self._writing() as connection:
            connection.execute(
                update(versions)
                .where(versions.c.document_id == document_id)
                .values(state=State.RETIRED)
            )

    def record_vector_space(self, version: str, vector_space: str) -> None:
        with self._writing() as connection:
            connection.execute(
                update(versions).where(versions.c.id == version).values(vector_space=vector_space)
            )

    def forget(self, version: str) -> None:
        """Removes a retired version's rows, and the document's when no version is left."""
        with self._writing() as connection:
            connection.execute(delete(versions).where(versions.c.id == version))
            orphaned = ~exists().where(versions.c.document_id == documents.c.id)
            connection.execute(delete(documents).where(orphaned))

    def scrub(self) -> None:
        """Takes forgotten text out of the files too: SQLite keeps what was written in its
        write-ahead log, and what was deleted in the database, until a checkpoint."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows(self, query: Any) -> Sequence[RowMapping]:
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


_RECORD_COLUMNS = (
    documents.c.id,
    documents.c.source,
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
        )
    ),
)


def _records() -> Any:
    return select(*_RECORD_COLUMNS).join(versions, versions.c.document_id == documents.c.id)


def _stored_chunks() -> Any:
    return (
        select(
            *_RECORD_COLUMNS,
            chunks.c.id.label("chunk_id"),
            *(
                chunks.c[name]
                for name in ("ordinal", "start", "end", "page", "text", "headings", "sentences")
            ),
        )
        .select_from(chunks)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
    )


def _readable(viewer: Viewer) -> ColumnElement[bool]:
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


def _lives(connection: Connection, document_id: str) -> bool:
    """Whether any version of the document is current or on its way."""
    query = select(versions.c.id).where(
        versions.c.document_id == document_id, versions.c.state != State.RETIRED
    )
    return connection.execute(query).first() is not None


def _set_access(
    connection: Connection, document_id: str, label: Label | None, groups: frozenset[str] | None
) -> None:
    if label is not None:
        connection.execute(
            update(documents).where(documents.c.id == document_id).values(label=label)
        )
    if groups is not None:
        mine = document_groups.c.document_id == document_id
        connection.execute(delete(document_groups).where(mine))
        for name in sorted(groups):
            connection.execute(insert(document_groups).values(document_id=document_id, name=name))


def _version_row(version: str, document: Document) -> dict[str, object]:
    metadata = document.metadata
    now = datetime.now(UTC)
    past = [year for _, year in vi.years(document.text) if year <= now.year]
    return {
        "id": version,
        "document_id": document.id,
        "state": State.PENDING,
        "digest": document.digest,
        "file": document.file,
        "title": metadata.title,
        "number": metadata.number,
        "date": metadata.date,
        "latest_year": max(past, default=None),
        "issuer": metadata.issuer,
        "kind": metadata.kind,
        "text": document.text,
        "vector_space": "",
        "added_at": now.isoformat(timespec="microseconds"),
    }


def _chunk_row(version: str, document: Document, chunk: Chunk) -> dict[str, object]:
    return {
        "id": chunk_id(version, chunk),
        "version_id": version,
        "ordinal": chunk.ordinal,
        "start": chunk.start,
        "end": chunk.end,
        "page": chunk.page,
        "text": document.text[chunk.start : chunk.end],
        "headings": list(chunk.headings),
        "sentences": [list(span) for span in chunk.sentences],
    }


def _record(row: RowMapping) -> Record:
    return Record(
        id=row["id"],
        version_id=row["version_id"],
        source=row["source"],
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
    )


def _stored_chunk(row: RowMapping) -> StoredChunk:
    return StoredChunk(
        id=row["chunk_id"],
        document=_record(row),
        ordinal=row["ordinal"],
        start=row["start"],
        end=row["end"],
        page=row["page"],
        text=row["text"],
        headings=tuple(row["headings"]),
        sentences=tuple((start, end) for start, end in row["sentences"]),
    )
