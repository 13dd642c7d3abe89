"""Runs of taking in, as the command line and the server's own watch make them: over any store,
with an account of each file kept in the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from assistant.intake import readable
from assistant.sync import Known, Pace, Plan, plan
from ui.client import Store
from ui.wire import Json

# Called after each file with its reports, and how far the run has come.
Show = Callable[[list[Json], Pace], None]


def ingest(
    store: Store,
    paths: Iterable[Path],
    label: str | None,
    groups: list[str] | None,
    show: Show,
    kind: str = "ingest",
    folder: str = "",
) -> None:
    """Takes in the files one by one; each that fails is reported and the next goes on."""
    files = list(paths)
    sizes = [_size(path) for path in files]
    pace = Pace(0, len(files), 0, sum(sizes), 0.0)
    begin = time.monotonic()
    with _run(store, kind, folder) as run:
        for path, size in zip(files, sizes, strict=True):
            reports = store.ingest(path, label, groups, run)
            pace = pace.after(size, time.monotonic() - begin)
            show(reports, pace)


def compare(store: Store, folder: Path, *, allow_removals: bool) -> Plan:
    """What synchronising would do. Raises SyncError."""
    known = [
        Known(
            source=file["source"],
            file=file["file"],
            status=file["status"],
            size=file["size"],
            modified_ns=file["modified_ns"],
            digest=file["digest"],
        )
        for file in store.files()
    ]
    return plan(folder, known, allow_removals=allow_removals)


def perform(
    store: Store, planned: Plan, label: str | None, groups: list[str] | None, show: Show
) -> None:
    """Does what was planned: what comes before what goes, so that a renamed file's document
    is never without a place."""
    files = [*(new for _, new in planned.renamed), *planned.added, *planned.changed]
    gone = [*(old for old, _ in planned.renamed), *planned.removed]
    sizes = [_size(Path(file)) for file in files]
    pace = Pace(0, len(files) + len(gone), 0, sum(sizes), 0.0)
    begin = time.monotonic()
    with _run(store, "sync", str(planned.folder)) as run:
        for file, size in zip(files, sizes, strict=True):
            reports = store.ingest(Path(file), label, groups, run)
            pace = pace.after(size, time.monotonic() - begin)
            show(reports, pace)
        renamed = {old for old, _ in planned.renamed}
        for source in gone:
            deleted = store.forget(source, run)
            pace = pace.after(0, time.monotonic() - begin)
            if source not in renamed:
                show([_removed(source, deleted)], pace)


def _removed(source: str, deleted: bool) -> Json:
    return {
        "file": PurePath(source).name,
        "status": "removed",
        "reason": "" if deleted else "kept",
        "document_id": None,
        "chunks": 0,
    }


@contextmanager
def _run(store: Store, kind: str, folder: str) -> Iterator[int]:
    """A run stays without an end where it was cut off."""
    number = store.begin_run(kind, readable(folder))
    yield number
    store.end_run(number)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
