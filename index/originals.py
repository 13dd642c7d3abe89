"""The files as they came, one a version, so that a citation can open its source."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path


class Originals:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, version: str, data: bytes) -> None:
        """Stores the bytes whole or not at all."""
        partial = self._folder / f"{version}.partial"
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._folder / version)

    def path(self, version: str) -> Path:
        return self._folder / version

    def discard(self, version: str) -> None:
        self.path(version).unlink(missing_ok=True)

    def keep_only(self, versions: Collection[str]) -> None:
        """Removes what a crash left behind. A catalogue that knows nothing is rather a lost
        one, and then these files are the last of the documents: they stay."""
        known = set(versions)
        for path in self._folder.iterdir():
            if known and path.name not in known and path.is_file():
                path.unlink()
