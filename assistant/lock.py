"""One process owns a store. The lock file says which, and where it can be asked."""

from __future__ import annotations

import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

# A lock that nobody holds was only being looked at by `holder` for a moment, or let go just now.
_TRIES = 100
_PAUSE = 0.01  # seconds between tries


@dataclass(frozen=True)
class Holder:
    """Who has the store open; `pid` is 0 where it has not said so yet, `url` empty for a
    command that serves nobody."""

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
        tries = _TRIES
        while not _try_lock(file, fcntl.LOCK_EX):
            tries -= 1
            found = holder(self._folder)
            if found or not tries:
                file.close()
                raise StoreBusy(self._folder, found)
            time.sleep(_PAUSE)  # somebody only looks
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
    try:
        file = (folder / "store.lock").open("r", encoding="utf-8")
    except OSError:
        return None
    with file:
        return None if _try_lock(file, fcntl.LOCK_SH) else _written(file.read())


def _written(content: str) -> Holder:
    try:
        return Holder(**json.loads(content))
    except (ValueError, TypeError):  # being written at this moment
        return Holder(0)


def _try_lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
