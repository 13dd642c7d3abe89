"""OLE compound files ([MS-CFB]), what .doc and .xls are stored in, by olefile."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable

import olefile  # type: ignore[import-untyped]

from ingest.errors import IntakeError, Reason

# What olefile raises on files that are cut off, forged or merely odd; a directory whose tree
# is one long branch is a RecursionError, which is a RuntimeError.
_ERRORS = (OSError, ValueError, TypeError, IndexError, RuntimeError, struct.error)


def is_ole(data: bytes) -> bool:
    return data.startswith(olefile.MAGIC)


def stream_names(data: bytes) -> frozenset[str]:
    """Names of the top-level storages and streams; empty where they cannot be read."""
    if not is_ole(data):
        return frozenset()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return frozenset(path[0] for path in file.listdir(storages=True))
    except _ERRORS:
        return frozenset()


def read_streams(data: bytes, names: Iterable[str]) -> dict[str, bytes]:
    """Those of the streams that are there. Raises IntakeError: DAMAGED."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            present = [name for name in names if file.exists(name)]
            # No stream is longer than the file, whatever its directory entry says.
            if any(file.get_size(name) > len(data) for name in present):
                raise IntakeError(Reason.DAMAGED)
            return {name: file.openstream(name).read() for name in present}
    except _ERRORS as error:
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error
