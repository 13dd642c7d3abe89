"""Accounts of taking in: what each run did with each file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import Engine, RowMapping, delete, func, insert, select, update

from index.tables import run_files, runs

_KEPT = 200  # runs; older accounts are dropped


@dataclass(frozen=True)
class Run:
    """One run: `kind` is «ingest», «upload» or «sync»; `finished_at` is None for one that is
    under way or was cut off; `counts` are files by status."""

    id: int
    kind: str
    folder: str
    started_at: str
    finished_at: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class RunFile:
    """What a run did with one file. `seconds` is how long it took."""

    file: str
    status: str
    reason: str | None
    facts: Mapping[str, Any]
    document_id: str | None
    chunks: int
    seconds: float


def removal(source: str) -> RunFile:
    """The account of a file that is gone from where it stood."""
    return RunFile(PurePath(source).name, "removed", None, {}, None, 0, 0.0)


class Runs:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, kind: str, folder: str) -> int:
        with self._engine.begin() as connection:
            row = {"kind": kind, "folder": folder, "started_at": _now()}
            result = connection.execute(insert(runs).values(row))
            number = int(result.lastrowid)
            connection.execute(delete(runs).where(runs.c.id <= number - _KEPT))
        return number

    def add(self, run: int, file: RunFile) -> None:
        with self._engine.begin() as connection:
            mine = run_files.c.run_id == run
            last = connection.scalar(select(func.max(run_files.c.ordinal)).where(mine))
            row = {"run_id": run, "ordinal": (last or 0) + 1, **vars(file)}
            connection.execute(insert(run_files).values({**row, "facts": dict(file.facts)}))

    def end(self, run: int) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(finished_at=_now()))

    def all(self) -> list[Run]:
        """The newest first."""
        with self._engine.connect() as connection:
            counted: dict[int, dict[str, int]] = {}
            query = select(run_files.c.run_id, run_files.c.status, func.count()).group_by(
                run_files.c.run_id, run_files.c.status
            )
            for number, status, count in connection.execute(query):
                counted.setdefault(number, {})[status] = count
            rows = connection.execute(select(runs).order_by(runs.c.id.desc())).mappings()
            return [_run(row, counted.get(row["id"], {})) for row in rows]

    def files(self, run: int) -> list[RunFile]:
        """In the order of the work."""
        query = select(run_files).where(run_files.c.run_id == run).order_by(run_files.c.ordinal)
        with self._engine.connect() as connection:
            return [
                RunFile(**{name: row[name] for name in RunFile.__dataclass_fields__})
                for row in connection.execute(query).mappings()
            ]


def _run(row: RowMapping, counts: Mapping[str, int]) -> Run:
    return Run(row["id"], row["kind"], row["folder"], row["started_at"], row["finished_at"], counts)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
