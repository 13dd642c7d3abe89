"""Files of this machine as bytes: the only place in `ingest` that opens them."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import IntakeError, Reason

MAX_BYTES = 100 * 2**20
MEGABYTE = 2**20


def load(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The file's bytes. A file larger than `max_bytes` is refused without being read.

    Raises IntakeError.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise IntakeError(Reason.UNREADABLE)
        check_size(size, max_bytes)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IntakeError(Reason.MISSING) from error
    except (OSError, ValueError) as error:  # a null byte in the name is a ValueError
        raise IntakeError(Reason.UNREADABLE, detail=str(error)) from error


def check_size(size: int, limit: int) -> None:
    """Raises IntakeError(TOO_LARGE); both in bytes."""
    if size > limit:
        raise IntakeError(
            Reason.TOO_LARGE,
            size_mb=round(size / MEGABYTE, 1),
            limit_mb=round(limit / MEGABYTE, 1),
        )
