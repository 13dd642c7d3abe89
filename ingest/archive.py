"""Zip archives, opened only once their table of contents has been found harmless."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ingest.errors import IntakeError, Reason

# Each entry of the directory becomes some 700 bytes of Python objects when it is opened.
MOST_ENTRIES = 50_000
_ENTRY = b"PK\x01\x02"  # APPNOTE 4.3.12, what each entry of the directory begins with
_ENCRYPTED = 0x1  # APPNOTE 4.4.4, bit 0
# zipfile unpacks these two in pieces of the size asked for; bzip2 and LZMA it does not
# bound, and 45 bytes of bzip2 hold 45 MB.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


# What `zipfile` raises on archives that are cut off or forged; a seek to before the beginning
# and a name that is not UTF-8 are ValueErrors.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, its entries readable in bounded memory.

    `zipfile` never unpacks more of an entry than the size that the directory states for it,
    so a sum of `file_size` is a bound that can be relied on.

    Raises IntakeError: DAMAGED, ENCRYPTED if any entry needs a password, BOMB for more than
    `MOST_ENTRIES` entries, UNSUPPORTED for compression other than deflate.
    """
    if (entries := data.count(_ENTRY)) > MOST_ENTRIES:  # those of archives stored within too
        raise IntakeError(Reason.BOMB, members=entries, limit=MOST_ENTRIES)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise IntakeError(Reason.DAMAGED, detail=str(error)) from error
    for entry in archive.infolist():
        if entry.flag_bits & _ENCRYPTED:
            raise IntakeError(Reason.ENCRYPTED)
        if entry.compress_type not in _METHODS:
            raise IntakeError(Reason.UNSUPPORTED, detail=f"compression {entry.compress_type}")
    return archive
