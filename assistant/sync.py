"""Keeping the store true to a folder: what would be added, changed and removed, then done.

The folder is read in full before anything changes, so that a share that drops out midway
shows as an error and not as a thousand files gone.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.intake import file_at, is_document_file
from index.places import DELETED, INSIDE, FileAt

# Seconds for which a file must have stayed the same: it may still be on its way here.
_SETTLED = 3.0
# More removals than this, if they are also most of what is known, look like a lost share.
_FEW = 10
_MOST = 0.5


class SyncProblem(StrEnum):
    NO_FOLDER = "no_folder"
    UNREADABLE = "unreadable"
    EMPTIED = "emptied"


class SyncError(Exception):
    """A folder that cannot be synchronised: `problem`, and the `folder` or file meant."""

    def __init__(self, problem: SyncProblem, path: Path, count: int = 0) -> None:
        super().__init__(f"{problem}: {path}")
        self.problem = problem
        self.path = path
        self.count = count


@dataclass(frozen=True)
class Known:
    """A file as the store knows it."""

    source: str
    file: str
    status: str
    size: int | None
    modified_ns: int | None
    digest: str | None


@dataclass(frozen=True)
class Plan:
    """What synchronising will do, by absolute path. `renamed` pairs an old path with its new
    one; such a file is in neither `added` nor `removed`. `kept_out` are files whose documents
    were deleted by hand, `waiting` those still being written."""

    folder: Path
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    kept_out: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def work(self) -> int:
        """Files that must be read."""
        return len(self.added) + len(self.changed) + len(self.renamed)

    @property
    def empty(self) -> bool:
        return not (self.work or self.removed)


def plan(
    folder: Path,
    known: Iterable[Known],
    *,
    allow_removals: bool = False,
    now: Callable[[], float] = time.time,
) -> Plan:
    """Compares the folder with what the store knows of files below it. Raises SyncError:
    NO_FOLDER, UNREADABLE, or EMPTIED where most files are gone and that is not allowed."""
    folder = folder.absolute()
    found = {at.source: at for at in scan(folder)}
    root = f"{folder.resolve()}{os.sep}"
    before = {
        one.source: one for one in known if one.source.startswith(root) and INSIDE not in one.source
    }
    fresh = [at for source, at in found.items() if source not in before]
    changed: list[str] = []
    kept_out: list[str] = []
    unchanged = 0
    for source, one in before.items():
        at = found.get(source)
        if at is None:
            continue
        if _same(at, one):
            kept_out += [source] if one.status == DELETED else []
            unchanged += one.status != DELETED
        else:
            changed.append(source)
    gone = [one for source, one in before.items() if source not in found]
    _check_removals(folder, gone, before, found, allow_removals)
    renamed = _renamed(gone, fresh)
    moved = {new for _, new in renamed}
    waiting = {
        source
        for source in (*(at.source for at in fresh), *changed)
        if now() - (found[source].modified_ns or 0) / 1e9 < _SETTLED
    }
    return Plan(
        folder=folder,
        added=_sorted(at.source for at in fresh if at.source not in moved | waiting),
        changed=_sorted(source for source in changed if source not in waiting),
        renamed=tuple(renamed),
        removed=_sorted(one.source for one in gone if one.source not in dict(renamed)),
        unchanged=unchanged,
        kept_out=_sorted(kept_out),
        waiting=_sorted(waiting - moved),
    )


def scan(folder: Path) -> Iterator[FileAt]:
    """The files below the folder. Raises SyncError where it or a part of it cannot be read."""
    if not folder.is_dir():
        raise SyncError(SyncProblem.NO_FOLDER, folder)

    def fail(error: OSError) -> None:
        raise SyncError(SyncProblem.UNREADABLE, Path(error.filename or folder)) from error

    for base, folders, names in os.walk(folder.resolve(), onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(base, name)
            if is_document_file(name) and path.is_file():
                yield file_at(path)


def _same(at: FileAt, one: Known) -> bool:
    """Whether the file is as the store knows it: by size and time, else by its bytes."""
    if at.size != one.size and one.size is not None:
        return False
    if at.modified_ns == one.modified_ns:
        return True
    return one.digest is not None and _digest(at.source) == one.digest


def _check_removals(
    folder: Path,
    gone: Sequence[Known],
    before: Mapping[str, Known],
    found: Mapping[str, FileAt],
    allowed: bool,
) -> None:
    many = len(gone) > _FEW and len(gone) > _MOST * len(before)
    if not allowed and gone and (many or not found):
        raise SyncError(SyncProblem.EMPTIED, folder, len(gone))


def _renamed(gone: Sequence[Known], fresh: Sequence[FileAt]) -> list[tuple[str, str]]:
    """Old and new paths of files whose bytes only moved."""
    sizes = {one.size for one in gone if one.digest}
    moved: list[tuple[str, str]] = []
    left = {one.source: one for one in gone if one.digest}
    for at in fresh:
        if at.size not in sizes:
            continue
        digest = _digest(at.source)
        old = next((one.source for one in left.values() if one.digest == digest), None)
        if old is not None:
            del left[old]
            moved.append((old, at.source))
    return moved


def _digest(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _sorted(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(sources))


# Progress ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pace:
    """How far a run has come: files and bytes done of all, seconds since it began."""

    files: int
    all_files: int
    bytes: int
    all_bytes: int
    seconds: float

    def after(self, size: int, seconds: float) -> Pace:
        return replace(self, files=self.files + 1, bytes=self.bytes + size, seconds=seconds)

    @property
    def files_a_minute(self) -> float:
        return 60 * self.files / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """By bytes, which tell the work better than files; None before the first file."""
        if not self.files or not self.bytes:
            return None
        return self.seconds * max(0, self.all_bytes - self.bytes) / self.bytes
