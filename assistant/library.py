"""The store of documents as people handle it: take in, list, open, delete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from index.access import Label, Viewer
from index.catalog import Catalog, Record
from index.originals import Originals
from index.update import Progress, Updater
from ingest.document import Span, document_id
from ingest.errors import IntakeError, Reason
from ingest.read import load, read_bytes

_SURROUNDINGS = 1200  # characters shown on each side of a cited sentence


class Status(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """What became of one file. `reason` and `facts` say why it was not taken in."""

    file: str
    status: Status
    document_id: str | None = None
    chunks: int = 0
    reason: Reason | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Passage:
    """A span of a document with what stands around it; `before`, `quote` and `after` are
    consecutive stored text. `headings` is the path to it, outermost first."""

    document: Record
    page: int | None
    headings: tuple[str, ...]
    before: str
    quote: str
    after: str


class Library:
    """Whatever reads takes the viewer; whatever writes is for who may write (the door's
    concern until there are accounts)."""

    def __init__(
        self, catalog: Catalog, updater: Updater, originals: Originals, max_bytes: int
    ) -> None:
        self._catalog = catalog
        self._updater = updater
        self._originals = originals
        self.max_bytes = max_bytes

    def ingest_file(
        self,
        path: Path,
        *,
        label: Label | None = None,
        groups: frozenset[str] | None = None,
        progress: Progress | None = None,
    ) -> FileReport:
        """Takes in a file of this machine; its absolute path is its identity."""
        try:
            data = load(path, self.max_bytes)
        except IntakeError as error:
            return failure(_readable(path.name), error)
        return self.ingest_bytes(
            data,
            name=_readable(path.name),
            source=_readable(str(path.resolve())),
            label=label,
            groups=groups,
            progress=progress,
        )

    def ingest_bytes(
        self,
        data: bytes,
        *,
        name: str,
        source: str = "",
        label: Label | None = None,
        groups: frozenset[str] | None = None,
        progress: Progress | None = None,
    ) -> FileReport:
        """Takes in an upload; without a source its file name is its identity, so that a
        newer upload of that name replaces the older."""
        source = source or f"upload:{name}"
        try:
            document = read_bytes(data, name=name, source=source, max_bytes=self.max_bytes)
        except IntakeError as error:
            return failure(name, error)
        change, count = self._updater.add(
            document, data, label=label, groups=groups, progress=progress
        )
        return FileReport(document.file, Status(change), document_id(source), count)

    def delete(self, identifier: str, viewer: Viewer) -> bool:
        """Deletes for good; False for a document that is not there for this viewer."""
        if self._catalog.document(identifier, viewer) is None:
            return False
        self._updater.delete(identifier)
        return True

    def documents(self, viewer: Viewer) -> list[Record]:
        return self._catalog.documents(viewer)

    def document(self, identifier: str, viewer: Viewer) -> Record | None:
        return self._catalog.document(identifier, viewer)

    def text(self, identifier: str, viewer: Viewer) -> str | None:
        return self._catalog.text(identifier, viewer)

    def original(self, identifier: str, viewer: Viewer) -> Path | None:
        """The file as it came."""
        document = self._catalog.document(identifier, viewer)
        if document is None:
            return None
        path = self._originals.path(document.version_id)
        return path if path.exists() else None

    def passage(self, identifier: str, span: Span, viewer: Viewer) -> Passage | None:
        """The span in its surroundings, or None where there is no such place."""
        document = self._catalog.document(identifier, viewer)
        text = self._catalog.text(identifier, viewer)
        start, end = span
        if document is None or text is None or not 0 <= start < end <= len(text):
            return None
        chunk = next(
            (
                chunk
                for chunk in self._catalog.chunks_of(identifier, viewer)
                if chunk.start <= start < chunk.end
            ),
            None,
        )
        return Passage(
            document=document,
            page=chunk.page if chunk else None,
            headings=chunk.headings if chunk else (),
            before=text[max(0, start - _SURROUNDINGS) : start],
            quote=text[start:end],
            after=text[end : end + _SURROUNDINGS],
        )


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and all those below the folders named, in order. Hidden files and
    the lock files of office programs are no documents."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.is_file()
                and not any(part.startswith((".", "~$")) for part in found.relative_to(path).parts)
            )
        else:
            yield path


def _readable(name: str) -> str:
    """A file name that is not UTF-8 with its odd bytes written out, so that it can be stored."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def failure(file: str, error: IntakeError) -> FileReport:
    status = Status.REFUSED if error.refused else Status.FAILED
    return FileReport(file, status, reason=error.reason, facts=error.facts)
