"""The truth, in SQL: documents, versions, chunks, labels. The search indexes derive from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    select,
    update,
)

from index import facets
from index.access import Label, Viewer
from index.facets import Facets
from index.filters import NO_FILTERS, Filters, Traits
from index.places import FileAt, Place, clear_places, place_at, sources_of, write_place
from index.records import (
    Details,
    Record,
    StoredChunk,
    chunk_row,
    conversion_of,
    described_row,
    documents_of_chunks,
    metadata_of,
    number_key,
    pages_of,
    readable,
    record_of,
    records,
    reference_of,
    reference_rows,
    references_of,
    stored_chunk_of,
    stored_chunks,
    version_row,
)
from index.tables import (
    State,
    chunks,
    document_groups,
    documents,
    edits,
    page_corrections,
    references,
    versions,
)
from index.validity import Validity, validity
from ingest.document import Chunk, Document, Metadata, PageReading, short_hash

_MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True)
class Identity:
    """Which document a file is: `current` is its version that is read now, None for a new
    one. `copy` says that the file is one more place of a document known by its bytes."""

    document_id: str
    current: Record | None
    copy: bool = False


def connect(url: str) -> Engine:
    """An engine on a database that is migrated to the newest shape."""
    _migrate(url)
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _migrate(url: str) -> None:
    """On a connection of its own: SQLite changes a table by copying it, and with its foreign
    keys on the dropping of the old one would take along all that refers to it."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_migration)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Python's sqlite3 begins no transaction for CREATE TABLE by itself, and a crash
            # between two tables would leave a database that no migration fits.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def _prepare_migration(connection: Any, _record: Any) -> None:
    # secure_delete: a deleted document's text must not linger in free pages of the file.
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_sqlite(connection: Any, record: Any) -> None:
    _prepare_migration(connection, record)
    connection.execute("PRAGMA foreign_keys=ON")


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
        query = records().where(readable(viewer)).order_by(versions.c.title, versions.c.file)
        return [record_of(row) for row in self._rows(query)]

    def document(self, document_id: str, viewer: Viewer) -> Record | None:
        query = records().where(documents.c.id == document_id, readable(viewer))
        return next((record_of(row) for row in self._rows(query)), None)

    def text(self, document_id: str, viewer: Viewer) -> str | None:
        """The stored text into which every citation's offsets point."""
        query = (
            select(versions.c.text)
            .join(documents)
            .where(versions.c.document_id == document_id, readable(viewer))
        )
        return next((row["text"] for row in self._rows(query)), None)

    def details(self, document_id: str, viewer: Viewer) -> Details | None:
        query = (
            select(versions).join(documents).where(documents.c.id == document_id, readable(viewer))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            refs = connection.execute(references_of(row["id"])).mappings().all()
            edited = select(edits.c.field).where(edits.c.document_id == document_id)
            return Details(
                metadata=metadata_of(dict(row), tuple(map(reference_of, refs))),
                edited=frozenset(connection.scalars(edited)),
                groups=_groups(connection, document_id),
                sources=tuple(sources_of(connection, document_id)),
                scanned=pages_of(row["scanned"]),
                conversion=conversion_of(row["conversion"]),
            )

    def validities(self, targets: Iterable[Record], viewer: Viewer) -> dict[str, Validity]:
        """What became of the targets through documents that the viewer may read, by document
        id; one that nothing touches has no entry."""
        numbered = {target.id: target for target in targets if target.number}
        keys = {number_key(target.number) for target in numbered.values()}
        said = self._rows(select(references).where(references.c.number_key.in_(sorted(keys))))
        saying = versions.c.id.in_({row["version_id"] for row in said})
        rows = self._rows(records().where(saying, readable(viewer)))
        owners = {row["version_id"]: record_of(row) for row in rows}
        acts = [
            (owners[row["version_id"]], reference_of(row))
            for row in said
            if row["version_id"] in owners
        ]
        found = {key: validity(target, acts) for key, target in numbered.items()}
        return {key: value for key, value in found.items() if value is not None}

    def sketches(self, viewer: Viewer) -> dict[str, list[int]]:
        """`index.similar.sketch` of each document's text, by document id."""
        query = select(documents.c.id, versions.c.sketch).join(versions).where(readable(viewer))
        return {row["id"]: row["sketch"] for row in self._rows(query)}

    def review(self, viewer: Viewer) -> list[tuple[Record, tuple[PageReading, ...]]]:
        """Documents with pages that were read by OCR."""
        query = records().add_columns(versions.c.scanned).where(readable(viewer))
        return [
            (record_of(row), pages_of(row["scanned"]))
            for row in self._rows(query.order_by(versions.c.title))
            if row["scanned"]
        ]

    def documents_of(self, chunk_ids: Iterable[str], viewer: Viewer) -> dict[str, str]:
        """The id of its document for each of the chunks that are current and that the viewer
        may read, by the chunk's."""
        query = documents_of_chunks().where(chunks.c.id.in_(list(chunk_ids)), readable(viewer))
        with self._engine.connect() as connection:
            return {row.chunk: row.document for row in connection.execute(query)}

    def chunks(self, chunk_ids: Iterable[str], viewer: Viewer) -> dict[str, StoredChunk]:
        """Those of the chunks that are current and that the viewer may read, by id."""
        query = stored_chunks().where(chunks.c.id.in_(list(chunk_ids)), readable(viewer))
        return {row["chunk_id"]: stored_chunk_of(row) for row in self._rows(query)}

    def chunks_of(self, document_id: str, viewer: Viewer) -> list[StoredChunk]:
        """A document's chunks in reading order."""
        query = (
            stored_chunks()
            .where(documents.c.id == document_id, readable(viewer))
            .order_by(chunks.c.ordinal)
        )
        return [stored_chunk_of(row) for row in self._rows(query)]

    def fitting(self, filters: Filters, viewer: Viewer) -> list[str]:
        """Ids of the documents that fit and that the viewer may read."""
        with self._engine.connect() as connection:
            return facets.fitting(connection, filters, viewer)

    def traits(self, document_ids: Iterable[str], viewer: Viewer) -> list[Traits]:
        """What filters look at, of those of the documents that the viewer may read."""
        with self._engine.connect() as connection:
            return facets.traits(connection, document_ids, viewer)

    def facets(self, viewer: Viewer, filters: Filters = NO_FILTERS) -> Facets:
        """What the documents that the viewer may read can be narrowed to, with their counts
        beside the filters that are set."""
        with self._engine.connect() as connection:
            return facets.facets(connection, filters, viewer)

    # For the upkeep of the indexes --------------------------------------------------------------

    def identify(self, at: FileAt, digest: str) -> Identity:
        """The document that a file with these bytes is or will be: the one of its place, the
        one of a copy, or a new one. A copy that changes alone goes its own way."""
        source = at.source
        with self._engine.connect() as connection:
            place = place_at(connection, source)
            held = place.document_id if place else None
            current = _current(connection, documents.c.id == held) if held else None
            if held:
                alone = sources_of(connection, held) == [source]
                if current is None or alone:
                    return Identity(held, current)
                if current.digest == digest:
                    # The document bears the name of one of its files; the others are copies.
                    return Identity(held, current, copy=current.file != at.file)
            twin = _current(connection, versions.c.digest == digest)
            if twin is not None:
                return Identity(twin.id, twin, copy=True)
            return Identity(_free_id(connection, source), None)

    def identity(self, document_id: str) -> Identity:
        with self._engine.connect() as connection:
            return Identity(document_id, _current(connection, documents.c.id == document_id))

    def with_edits(self, document_id: str, found: Metadata) -> Metadata:
        """The metadata with what people put right."""
        query = select(edits.c.field, edits.c.value).where(edits.c.document_id == document_id)
        changed = {row["field"]: row["value"] for row in self._rows(query)}
        if "recipients" in changed:
            changed["recipients"] = tuple(changed["recipients"])
        return replace(found, **changed)

    def edit(self, document_id: str, changes: Mapping[str, Any]) -> None:
        """Keeps fields put right by hand; None takes an edit back."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as connection:
            for name, value in changes.items():
                mine = (edits.c.document_id == document_id, edits.c.field == name)
                connection.execute(delete(edits).where(*mine))
                if value is not None:
                    row = {"document_id": document_id, "field": name, "value": value}
                    connection.execute(insert(edits).values(**row, edited_at=now))

    def corrections(self, digest: str) -> dict[int, str]:
        """Pages' texts put right by hand, by page, for a file of these bytes."""
        query = select(page_corrections).where(page_corrections.c.digest == digest)
        return {row["page"]: row["text"] for row in self._rows(query)}

    def correct(self, digest: str, page: int, text: str) -> None:
        mine = (page_corrections.c.digest == digest, page_corrections.c.page == page)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"digest": digest, "page": page, "text": text, "edited_at": now}
        with self._writing() as connection:
            connection.execute(delete(page_corrections).where(*mine))
            connection.execute(insert(page_corrections).values(row))

    def stored(self, document_id: str) -> tuple[Document, list[Chunk]] | None:
        """The current version as it was taken in, with the metadata as it was read; without
        its blocks, whose work the chunks have done."""
        query = select(versions).where(
            versions.c.document_id == document_id, versions.c.state == State.CURRENT
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            refs = connection.execute(references_of(row["id"])).mappings().all()
        document = Document(
            file=row["file"],
            digest=row["digest"],
            text=row["text"],
            blocks=(),
            metadata=metadata_of(row["found"] or dict(row), tuple(map(reference_of, refs))),
            scanned=pages_of(row["scanned"]),
            conversion=conversion_of(row["conversion"]),
        )
        return document, [chunk.piece for chunk in self.chunks_of_version(row["id"])]

    def digests(self) -> dict[str, str]:
        """SHA-256 of the current file of every document, by document id."""
        query = select(versions.c.document_id, versions.c.digest)
        rows = self._rows(query.where(versions.c.state == State.CURRENT))
        return {row["document_id"]: row["digest"] for row in rows}

    def text_of_any_viewer(self, document_id: str) -> str:
        """The current stored text, for working out what a document is about; never to be
        shown. Empty where there is none."""
        query = select(versions.c.text).where(
            versions.c.document_id == document_id, versions.c.state == State.CURRENT
        )
        return next((row["text"] for row in self._rows(query)), "")

    def groups(self, document_id: str) -> frozenset[str]:
        with self._engine.connect() as connection:
            return _groups(connection, document_id)

    def versions_in(self, state: State) -> list[str]:
        query = select(versions.c.id).where(versions.c.state == state).order_by(versions.c.added_at)
        return [row["id"] for row in self._rows(query)]

    def documents_in(self, state: State) -> list[str]:
        """Ids of the documents that have a version in this state."""
        query = select(versions.c.document_id).where(versions.c.state == state).distinct()
        return [row["document_id"] for row in self._rows(query)]

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
        query = stored_chunks().where(versions.c.id == version).order_by(chunks.c.ordinal)
        return [stored_chunk_of(row) for row in self._rows(query)]

    def current_chunk_count(self) -> int:
        query = select(func.count()).select_from(chunks.join(versions))
        with self._engine.connect() as connection:
            return int(connection.scalar(query.where(versions.c.state == State.CURRENT)) or 0)

    def begin_version(
        self,
        version: str,
        identity: Identity,
        document: Document,
        found: Metadata,
        pieces: Sequence[Chunk],
        place: Place | None,
        label: Label | None,
        groups: frozenset[str] | None,
    ) -> None:
        """Stores a pending version with its chunks, and the place of its file. The document's
        metadata are with people's edits, `found` as read. A None label or groups keeps what
        the document has; a new document is internal, of no group."""
        owner = identity.document_id
        with self._writing() as connection:
            known = connection.execute(select(documents.c.id).where(documents.c.id == owner))
            if known.first() is None:
                connection.execute(insert(documents).values(id=owner, label=Label.INTERNAL))
            elif not _lives(connection, owner):
                # Deleted, or never taken in: what it was labelled then does not come back.
                _set_access(connection, owner, Label.INTERNAL, frozenset())
            _set_access(connection, owner, label, groups)
            # Tries that a failure left half-stored give way to this one.
            connection.execute(delete(versions).where(versions.c.id == version))
            connection.execute(
                update(versions)
                .where(versions.c.document_id == owner, versions.c.state == State.PENDING)
                .values(state=State.RETIRED)
            )
            row = version_row(version, owner, document, found)
            connection.execute(insert(versions).values(row))
            if refs := reference_rows(version, document.metadata):
                connection.execute(insert(references), refs)
            if pieces:
                connection.execute(
                    insert(chunks), [chunk_row(version, document.text, piece) for piece in pieces]
                )
            if place is not None:
                write_place(connection, place, owner)

    def refresh(
        self, identity: Identity, document: Document, found: Metadata, place: Place | None
    ) -> None:
        """For a version whose text and names stay: the rest of its metadata, and the place."""
        assert identity.current is not None
        version = identity.current.version_id
        with self._writing() as connection:
            connection.execute(
                update(versions)
                .where(versions.c.id == version)
                .values(described_row(document, found))
            )
            connection.execute(delete(references).where(references.c.version_id == version))
            if refs := reference_rows(version, document.metadata):
                connection.execute(insert(references), refs)
            if place is not None:
                write_place(connection, place, identity.document_id)

    def add_place(self, place: Place) -> None:
        """One more place, or the same again, of a document that is there."""
        with self._writing() as connection:
            write_place(connection, place, place.document_id)

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
            clear_places(connection, document_id)
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
            unused = ~exists().where(versions.c.digest == page_corrections.c.digest)
            connection.execute(delete(page_corrections).where(unused))

    def scrub(self) -> None:
        """Takes forgotten text out of the files too: SQLite keeps what was written in its
        write-ahead log, and what was deleted in the database, until a checkpoint."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _rows(self, query: Any) -> Sequence[RowMapping]:
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


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


def _groups(connection: Connection, document_id: str) -> frozenset[str]:
    query = select(document_groups.c.name).where(document_groups.c.document_id == document_id)
    return frozenset(connection.scalars(query))


def _current(connection: Connection, condition: Any) -> Record | None:
    query = records().where(condition, versions.c.state == State.CURRENT).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else record_of(row)


def _free_id(connection: Connection, source: str) -> str:
    """An id for a new document from its first place; another where the document that began
    there has moved away."""
    for attempt in count():
        candidate = short_hash("document", source, *([str(attempt)] if attempt else []))
        taken = select(documents.c.id).where(documents.c.id == candidate)
        if connection.execute(taken).first() is None:
            return candidate
    raise AssertionError
