"""Where files stand and what became of each, in the catalogue's database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from index.tables import places

# Between the path of an archive and that of a file in it.
INSIDE = "!/"
UPLOAD = "upload:"  # before the name of a file that came through the page
# A place whose document was deleted by hand: synchronising must not bring it back.
DELETED = "deleted"


@dataclass(frozen=True)
class FileAt:
    """A file where it stands: `source` is its absolute path (inside an archive with «!/»
    after the archive's) or an upload's name. `size` (bytes) and `modified_ns` tell a changed
    file without reading it, None where they are not known."""

    source: str
    file: str
    size: int | None = None
    modified_ns: int | None = None


@dataclass(frozen=True)
class Place:
    """A file as last seen, with what became of it. `status` is an
    `assistant.library.Status` or «deleted», `reason` an `ingest.errors.Reason`."""

    at: FileAt
    document_id: str | None
    status: str
    reason: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    seen_at: str = ""


class Places:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Place]:
        """By path."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(places).order_by(places.c.source)).mappings()
            return [_place(row) for row in rows]

    def get(self, source: str) -> Place | None:
        with self._engine.connect() as connection:
            return place_at(connection, source)

    def inside(self, source: str) -> list[str]:
        """The paths of files within an archive or a letter, however deep."""
        within = places.c.source.startswith(source + INSIDE, autoescape=True)
        with self._engine.connect() as connection:
            return list(connection.scalars(select(places.c.source).where(within)))

    def note(self, place: Place) -> None:
        """Records what became of a file that changed no document; what document the place
        had, it keeps."""
        with self._engine.begin() as connection:
            known = place_at(connection, place.at.source)
            kept = known.document_id if known and place.document_id is None else place.document_id
            write_place(connection, place, kept)

    def forget(self, source: str) -> tuple[str | None, list[str]]:
        """Removes a place; returns its document, and the names of the files that the document
        still has."""
        with self._engine.begin() as connection:
            known = place_at(connection, source)
            connection.execute(delete(places).where(places.c.source == source))
            if known is None or known.document_id is None:
                return None, []
            mine = places.c.document_id == known.document_id
            left = connection.scalars(select(places.c.file).where(mine).order_by("source"))
            return known.document_id, list(left)


def place_at(connection: Connection, source: str) -> Place | None:
    row = connection.execute(select(places).where(places.c.source == source)).mappings().first()
    return None if row is None else _place(row)


def sources_of(connection: Connection, document_id: str) -> list[str]:
    query = select(places.c.source).where(places.c.document_id == document_id)
    return sorted(connection.scalars(query))


def write_place(connection: Connection, place: Place, document_id: str | None) -> None:
    """Inserts or replaces the place."""
    connection.execute(delete(places).where(places.c.source == place.at.source))
    connection.execute(
        insert(places).values(
            source=place.at.source,
            document_id=document_id,
            file=place.at.file,
            status=place.status,
            reason=place.reason,
            facts=dict(place.facts),
            size=place.at.size,
            modified_ns=place.at.modified_ns,
            seen_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )


def clear_places(connection: Connection, document_id: str) -> None:
    """For a document deleted by hand: files remain known as deleted, uploads are forgotten."""
    mine = places.c.document_id == document_id
    connection.execute(delete(places).where(mine, ~places.c.source.startswith("/")))
    connection.execute(
        update(places).where(mine).values(document_id=None, status=DELETED, reason=None, facts={})
    )


def _place(row: Any) -> Place:
    return Place(
        at=FileAt(row["source"], row["file"], row["size"], row["modified_ns"]),
        document_id=row["document_id"],
        status=row["status"],
        reason=row["reason"],
        facts=row["facts"],
        seen_at=row["seen_at"],
    )
