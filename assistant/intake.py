"""Taking files in: each becomes a document, several (an archive, a letter with what is attached
to it), or a report that says why not."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeVar

from index.access import Label
from index.catalog import Catalog
from index.places import INSIDE, UPLOAD, FileAt, Place, Places
from index.runs import RunFile
from index.update import Updater
from ingest import containers
from ingest.errors import IntakeError, Reason
from ingest.files import check_size, load
from ingest.read import read
from ingest.visible import shown_name

T = TypeVar("T")


class Status(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class FileReport:
    """What became of one file. `reason` and `facts` say why it was not taken in; `copy` that
    its document was there already from another place; `members` are the files inside an
    archive or attached to a letter. `seconds` is the time for all, of which
    `reading_seconds` for reading the file."""

    file: str
    status: Status
    document_id: str | None = None
    chunks: int = 0
    reason: Reason | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    copy: bool = False
    seconds: float = 0.0
    reading_seconds: float = 0.0
    members: tuple[FileReport, ...] = ()

    def flat(self) -> Iterator[FileReport]:
        """The reports on documents and on what failed: for an archive those of its members."""
        if self.reason is not None or self.document_id is not None:
            yield replace(self, members=())
        for member in self.members:
            yield from member.flat()

    def account(self) -> RunFile:
        """The report as a run keeps it."""
        return RunFile(
            file=self.file,
            status=self.status,
            reason=self.reason,
            facts=self.facts,
            document_id=self.document_id,
            chunks=self.chunks,
            seconds=self.seconds,
        )


class Reader(Protocol):
    """Runs a reading function, as `ingest.sandbox.Sandbox` does."""

    def run(self, function: Callable[..., T], *arguments: Any) -> T: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class How:
    """How files are taken in; None keeps what a document has."""

    label: Label | None = None
    groups: frozenset[str] | None = None


AS_BEFORE = How()


class Intake:
    """The one door by which files come in. Thread-safe."""

    def __init__(
        self,
        catalog: Catalog,
        places: Places,
        updater: Updater,
        reader: Reader,
        *,
        max_bytes: int,
        secrets: bool = False,
    ) -> None:
        """`secrets` takes in also what bears a stamp of state secrecy."""
        self._catalog = catalog
        self._places = places
        self._updater = updater
        self._reader = reader
        self.max_bytes = max_bytes
        self.secrets = secrets

    def ingest_file(self, path: Path, *, how: How = AS_BEFORE) -> FileReport:
        """Takes in a file of this machine; its absolute path is its place."""
        at = file_at(path)
        try:
            data = load(path, self.max_bytes)
        except IntakeError as error:
            return self.note_failure(at, error)
        return self._take(data, at, how, containers.Spent(), depth=0)

    def ingest_bytes(
        self, data: bytes, *, name: str, at: FileAt | None = None, how: How = AS_BEFORE
    ) -> FileReport:
        """Takes in an upload; unless it says where it stands its file name is its place, so
        that a newer upload of that name replaces the older."""
        at = at or FileAt(UPLOAD + name, shown_name(name))
        return self._take(data, at, how, containers.Spent(), depth=0)

    def _take(
        self, data: bytes, at: FileAt, how: How, spent: containers.Spent, depth: int
    ) -> FileReport:
        try:
            check_size(len(data), self.max_bytes)
            kind = containers.kind(data, at.file)
        except IntakeError as error:
            return self.note_failure(at, error)
        if kind is None:
            return self._take_one(data, at, how)
        own = self._take_one(data, at, how) if kind.readable else None
        if own is not None and own.reason is not None:
            return own
        try:
            if depth >= containers.LIMITS.depth:
                raise IntakeError(Reason.BOMB)
            members = tuple(self._take_members(data, at, how, spent, depth))
            if own is None and not members:
                raise IntakeError(Reason.EMPTY)
        except IntakeError as error:
            return self.note_failure(at, error)
        if own is not None:
            return replace(own, members=members)
        report = FileReport(at.file, _overall(members), members=members)
        self._places.note(Place(at, None, report.status))
        return report

    def _take_one(self, data: bytes, at: FileAt, how: How) -> FileReport:
        begin = time.perf_counter()
        corrections = self._catalog.corrections(hashlib.sha256(data).hexdigest())
        try:
            document = self._reader.run(read, data, at.file, corrections, self.secrets)
        except IntakeError as error:
            if error.reason is Reason.SECRET:
                self._withdraw(at.source)
            return self.note_failure(at, error)
        parsed = time.perf_counter() - begin
        added = self._updater.add(document, data, at, label=how.label, groups=how.groups)
        return FileReport(
            file=at.file,
            status=Status(added.change),
            document_id=added.document_id,
            chunks=added.chunks,
            copy=added.copy,
            seconds=round(time.perf_counter() - begin, 3),
            reading_seconds=round(parsed, 3),
        )

    def _take_members(
        self, data: bytes, at: FileAt, how: How, spent: containers.Spent, depth: int
    ) -> Iterator[FileReport]:
        inside = f"{at.source}{INSIDE}"
        seen = set()
        for member in containers.members(data, at.file, spent=spent):
            place = FileAt(inside + member.name, shown_name(f"{at.file}/{member.name}"))
            seen.add(place.source)
            yield self._take(member.data, place, how, spent, depth + 1)
        for source in self._places.inside(at.source):
            if INSIDE not in source[len(inside) :] and source not in seen:
                self.forget_place(source)

    def note_failure(self, at: FileAt, error: IntakeError) -> FileReport:
        """Keeps what became of a file that was not taken in, for the librarian."""
        report = failure(at.file, error)
        if report.reason is not Reason.MISSING or self._places.get(at.source) is not None:
            self._places.note(Place(at, None, report.status, report.reason, dict(report.facts)))
        return report

    def _withdraw(self, source: str) -> None:
        """What is stamped secret must not be read from an older version either."""
        place = self._places.get(source)
        if place is not None and place.document_id is not None:
            self.forget_place(source)

    def forget_place(self, source: str) -> bool:
        """A file is gone from where it stood; its document goes with its last place. True if
        the document went."""
        document, left = self._places.forget(source)
        if document is not None and not left:
            self._updater.delete(document)
        elif document is not None:
            self._updater.rename(document, left)
        for within in self._places.inside(source):
            self.forget_place(within)
        return document is not None and not left


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and all those below the folders named, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                found
                for found in path.rglob("*")
                if found.is_file() and all(map(is_document_file, found.relative_to(path).parts))
            )
        else:
            yield path


def is_document_file(name: str) -> bool:
    """Hidden files, the lock files of office programs and what systems leave lying in
    folders are no documents."""
    return not name.startswith((".", "~$")) and name.lower() not in ("thumbs.db", "desktop.ini")


def readable(name: str) -> str:
    """A file name that is not UTF-8 with its odd bytes written out, so that it can be stored."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def failure(file: str, error: IntakeError) -> FileReport:
    status = Status.REFUSED if error.refused else Status.FAILED
    return FileReport(file, status, reason=error.reason, facts=error.facts)


def file_at(path: Path) -> FileAt:
    """Where a file of this machine stands, with its size and time if it is there."""
    size: int | None = None
    modified: int | None = None
    with suppress(OSError, ValueError):
        stat = path.stat()
        size, modified = stat.st_size, stat.st_mtime_ns
    # Of a link its own place counts, not that of what it leads to.
    source = path.parent.resolve() / path.name
    return FileAt(readable(str(source)), shown_name(readable(path.name)), size, modified)


def _overall(members: Iterable[FileReport]) -> Status:
    """An archive is as new as the newest of what it holds."""
    statuses = {member.status for member in members}
    return next(status for status in Status if status in statuses)
