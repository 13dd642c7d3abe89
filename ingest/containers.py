"""Files that hold files: zip archives, and messages with attachments.

An archive is only a folder; a message is also a document of its own. So a caller asks
`kind` first: reads the file where that is None or `readable`, then goes on to the members
where it is not None, each of which may be a container again. Nothing is written to disk.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from ingest.archive import BROKEN, open_archive
from ingest.errors import IntakeError, Reason
from ingest.formats import FORMATS, eml
from ingest.formats.probe import Probe


class Container(Enum):
    ARCHIVE = "archive"
    MESSAGE = "message"

    @property
    def readable(self) -> bool:
        """Whether the file is also a document of its own."""
        return self is Container.MESSAGE


@dataclass(frozen=True)
class Member:
    """`name` is a path within the container: parted by «/», NFC, never absolute, never «..»,
    and not given to two members of one container."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Limits:
    """What a container may unpack to. `members`, `total_bytes` are for the whole of one file,
    whatever is nested within it; `member_bytes` for each; `ratio` is unpacked to packed, of
    one archive that unpacks to more than 16 MB; `depth` is how many containers may lie within
    each other, for the caller to hold."""

    members: int = 2_000
    member_bytes: int = 100 * 2**20
    total_bytes: int = 2**30
    ratio: int = 200  # deflate reaches 1,032 on zeros; office files 2, logs and tables 30
    depth: int = 3


@dataclass
class Spent:
    """What has been unpacked so far. One goes down with a recursion into nested containers."""

    members: int = 0
    bytes: int = 0


LIMITS = Limits()
SUFFIXES = frozenset({".zip"})  # of what only holds files

_OFFICE = frozenset({"[Content_Types].xml", "mimetype", "META-INF/manifest.xml"})
_HARMLESS = 16 * 2**20  # bytes, below which any ratio goes: an empty picture packs well
_UTF8_NAME = 0x800  # APPNOTE 4.4.4, bit 11
_UNICODE_PATH = 0x7075  # APPNOTE 4.6.9
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]|[\ud800-\udfff]')


def kind(data: bytes, name: str) -> Container | None:
    """Told by content, and by the suffix only where the content tells nothing. None for a
    document; office files are zip archives only by the way."""
    probe = Probe(data)
    try:
        claimed = next((form for form in FORMATS if form.claims and form.claims(probe)), None)
    except IntakeError:
        return Container.ARCHIVE  # that must not be opened; `members` says why
    if claimed is not None:
        return Container.MESSAGE if claimed.parse is eml.parse else None
    suffix = PurePosixPath(name).suffix.lower()
    if probe.parts:
        return None if probe.parts & _OFFICE else Container.ARCHIVE
    return {".zip": Container.ARCHIVE, ".eml": Container.MESSAGE}.get(suffix)


def members(
    data: bytes, name: str, limits: Limits = LIMITS, spent: Spent | None = None
) -> Iterator[Member]:
    """The files within, in order, one in memory at a time; none for what is no container.

    Left out: folders, links, hidden files, and what systems and programs leave behind
    («__MACOSX», «~$…», «Thumbs.db»). `spent` is added to.

    Raises IntakeError: DAMAGED, ENCRYPTED, BOMB for what exceeds the limits, UNSUPPORTED for
    an archive compressed in an uncommon way.
    """
    spent = Spent() if spent is None else spent
    match kind(data, name):
        case Container.ARCHIVE:
            found = _archived(data, limits, spent)
        case Container.MESSAGE:
            found = _attached(data, limits, spent)
        case None:
            return
    taken: set[str] = set()
    for path, content in found:
        yield Member(_unique(path, taken), content)


def _archived(data: bytes, limits: Limits, spent: Spent) -> Iterator[tuple[str, bytes]]:
    unpacked = 0
    with open_archive(data) as archive:
        for entry in archive.infolist():
            path = _safe_path(_entry_name(entry))
            if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or _is_litter(path):
                continue
            _count(spent, limits)
            most = min(limits.member_bytes, limits.total_bytes - spent.bytes)
            try:
                with archive.open(entry) as file:
                    content = file.read(most + 1)
            except BROKEN as error:
                raise IntakeError(Reason.DAMAGED, detail=str(error)) from error
            unpacked += len(content)
            if len(content) > most or unpacked > max(_HARMLESS, limits.ratio * len(data)):
                raise IntakeError(Reason.BOMB, member=path, unpacked=spent.bytes + len(content))
            spent.bytes += len(content)
            yield path, content


def _attached(data: bytes, limits: Limits, spent: Spent) -> Iterator[tuple[str, bytes]]:
    files = eml.attachments(data)
    while True:
        try:
            stated, content = next(files)
        except StopIteration:
            return
        except IntakeError:
            raise
        except Exception as error:  # `email` raises a dozen types on what is malformed
            raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error
        path = PurePosixPath(_safe_path(stated)).name
        _count(spent, limits)
        spent.bytes += len(content)
        if len(content) > limits.member_bytes or spent.bytes > limits.total_bytes:
            raise IntakeError(Reason.BOMB, member=path, unpacked=spent.bytes)
        yield path, content


def _count(spent: Spent, limits: Limits) -> None:
    spent.members += 1
    if spent.members > limits.members:
        raise IntakeError(Reason.BOMB, members=spent.members, limit=limits.members)


# Names ---------------------------------------------------------------------------------------


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant. Without the mark of UTF-8 `zipfile` reads code page 437, but
    archivers write UTF-8 nevertheless, or the code page of Vietnamese Windows."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_NAME or name.isascii():
        return name
    raw = name.encode("cp437")
    stated = _unicode_path(entry.extra, raw)
    if stated is not None:
        return stated
    for encoding in ("utf-8", "cp1258"):
        try:
            meant = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        # Of names in code page 437 the bytes of letters are signs in 1258, and the reverse.
        if encoding == "utf-8" or all(c.isascii() or c.isalpha() for c in meant):
            return meant
    return name


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """What Info-ZIP writes beside a name in a code page; good only for that very name."""
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == _UNICODE_PATH and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
    return None


def _safe_path(name: str) -> str:
    """The path without what could lead out of the container or upset a file system."""
    parts = (
        _UNSAFE.sub("_", unicodedata.normalize("NFC", part)).strip()
        for part in re.sub(r"^[A-Za-z]:", "", name.partition("\0")[0]).split("/")
        for part in part.split("\\")
    )
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"


def _is_litter(path: str) -> bool:
    parts = path.split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return hidden or parts[-1].startswith("~$") or parts[-1].lower() in ("thumbs.db", "desktop.ini")


def _unique(path: str, taken: set[str]) -> str:
    """«a.docx», «a (2).docx»; names that differ only in case are one on some systems."""
    stem, suffix = PurePosixPath(path).stem, PurePosixPath(path).suffix
    name, number = path, 1
    while name.casefold() in taken:
        number += 1
        name = str(PurePosixPath(path).with_name(f"{stem} ({number}){suffix}"))
    taken.add(name.casefold())
    return name
