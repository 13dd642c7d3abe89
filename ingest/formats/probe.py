"""What a file's bytes show of its format, without reading the document."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from ingest.archive import open_archive
from ingest.errors import IntakeError, Reason
from ingest.formats.ole import stream_names

_ZIP = b"PK"
_LONGEST_MIMETYPE = 100
# Raised while an entry is read whose place or content is broken.
ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)


@dataclass(frozen=True, eq=False)
class Probe:
    """A container's table of contents is read once, however many formats ask for it.

    Reading that of a zip archive raises IntakeError for one that must not be opened at all.
    """

    data: bytes

    @property
    def parts(self) -> frozenset[str]:
        """Names of the entries of a zip archive; empty for anything else."""
        return self._archive[0]

    @property
    def mimetype(self) -> str:
        """What an OpenDocument archive calls itself (ODF 1.3, part 2, 3.3)."""
        return self._archive[1]

    @cached_property
    def streams(self) -> frozenset[str]:
        """Names of the top-level streams of an OLE file; empty for anything else."""
        return stream_names(self.data)

    @cached_property
    def _archive(self) -> tuple[frozenset[str], str]:
        if not self.data.startswith(_ZIP):
            return frozenset(), ""
        try:
            with open_archive(self.data) as archive:
                return frozenset(archive.namelist()), _mimetype(archive)
        except IntakeError as error:
            if error.reason is not Reason.DAMAGED:
                raise
            return frozenset(), ""


def _mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as entry:
            return entry.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip()
    except (KeyError, *ARCHIVE_ERRORS):
        return ""
