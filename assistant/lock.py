"""One process owns a store. The lock file says which, and where it can be asked."""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Holder:
    """Who has the store open; `url` is empty for a command that serves nobody."""

    pid: int
    url: str = ""


class StoreBusy(Exception):
    """Another process has the store open."""

    def __init__(self, folder: Path, holder: Holder | None) -> None:
        super().__init__(f"{folder} is held by {holder}")
        self.folder = folder
        self.holder = holder


class StoreLock:
    """An advisory lock that the system releases when its process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "store.lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Raises StoreBusy, or OSError where the folder cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise StoreBusy(self._folder, holder(self._folder)) from None
        self._file = file
        self.announce("")

    def announce(self, url: str) -> None:
        """Writes who holds the store and the address that serves it."""
        assert self._file is not None
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(asdict(Holder(os.getpid(), url))))
        self._file.flush()

    def release(self) -> None:
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def holder(folder: Path) -> Holder | None:
    """The process that has the store open now, or None. Reads only."""
    path = folder / "store.lock"
    try:
        with path.open("r", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return Holder(**json.loads(file.read() or "null") or {"pid": 0})
    except (OSError, ValueError, TypeError):
        pass
    return None
