"""The binary format of Word 97–2003 ([MS-DOC]): where a file keeps its characters, and which
property modifiers (sprm) hold for each of them. What those mean is in word97_styles.py.

Positions are of two kinds: CP counts characters through all stories of the document, FC counts
bytes in the stream WordDocument.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from ingest.errors import IntakeError, Reason
from ingest.formats.ole import read_streams
from ingest.formats.runs import windows_1252

_WORD_97 = 0xA5EC  # FibBase.wIdent; Word 6 and 95 write 0xA5DC
_WORD_95 = 0xA5DC
_OLDEST_FIB = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
BROKEN = (struct.error, LookupError, ValueError)
_PAGE = 512  # bytes of a formatted disk page (FKP)


class Part(IntEnum):
    """Indexes into FibRgFcLcb97: where in the table stream each structure lies."""

    STYLES = 1
    FOOTNOTE_REFS = 2
    FOOTNOTE_TEXTS = 3
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    FONTS = 15
    CLX = 33
    SHAPES = 40
    ENDNOTE_REFS = 46
    ENDNOTE_TEXTS = 47
    TEXT_BOXES = 56
    LISTS = 73
    LIST_USES = 74


class Story(IntEnum):
    """Indexes into FibRgLw97: how many characters each story has. They follow one another in
    this order."""

    MAIN = 3
    FOOTNOTES = 4
    HEADERS = 5
    MACROS = 6
    COMMENTS = 7
    ENDNOTES = 8
    TEXT_BOXES = 9
    HEADER_TEXT_BOXES = 10


@dataclass(frozen=True)
class Piece:
    """Characters `start`..`end` (CP) lie from `fc` on, in one byte each or in two."""

    start: int
    end: int
    fc: int
    width: int
    modifiers: bytes


class Word97:
    """One file, opened. Where its structures are broken, this and all methods raise one of
    `BROKEN` or IntakeError."""

    def __init__(self, data: bytes) -> None:
        streams = read_streams(data, ("WordDocument", "0Table", "1Table", "Data"))
        self._main = streams["WordDocument"]
        identifier, version = struct.unpack_from("<HH", self._main)
        if identifier == _WORD_95 or (identifier == _WORD_97 and version < _OLDEST_FIB):
            raise IntakeError(Reason.UNSUPPORTED, suffix=".doc")
        if identifier != _WORD_97:
            raise IntakeError(Reason.DAMAGED)
        flags = _u16(self._main, 0x0A)
        if flags & _ENCRYPTED:
            raise IntakeError(Reason.ENCRYPTED)
        self._table = streams["1Table" if flags & _TABLE_1 else "0Table"]
        self._data = streams.get("Data", b"")
        words_at = 34 + 2 * _u16(self._main, 32)
        self._counts_at = words_at + 2
        self._parts_at = self._counts_at + 4 * _u16(self._main, words_at) + 2
        self._pieces = list(self._read_pieces())
        self._starts = [piece.start for piece in self._pieces]
        self.text = "".join(map(self._characters, self._pieces))
        self._chpx = _Ranges(self._pages(Part.CHARACTER_PAGES), self._character_page)
        self._papx = _Ranges(self._pages(Part.PARAGRAPH_PAGES), self._paragraph_page)

    def part(self, part: Part) -> bytes:
        """A structure of the table stream; empty where the file has none."""
        at, size = self._place(part)
        return self._table[at : at + size]

    def after(self, part: Part) -> bytes:
        """What follows a structure in the table stream."""
        return self._table[sum(self._place(part)) :]

    def _place(self, part: Part) -> tuple[int, int]:
        count = _u16(self._main, self._parts_at - 2)
        if part >= count:
            return 0, 0
        at, size = struct.unpack_from("<II", self._main, self._parts_at + 8 * part)
        return at, size

    def positions(self, part: Part, width: int) -> list[tuple[int, int, bytes]]:
        """A PLC: runs of CP with `width` bytes for each, in rising order."""
        data = self.part(part)
        count = max(len(data) - 4, 0) // (4 + width)
        places = sorted(struct.unpack_from(f"<{count + 1}I", data)) if count else []
        at = 4 * (count + 1)
        return [
            (places[i], places[i + 1], data[at + width * i : at + width * (i + 1)])
            for i in range(count)
        ]

    def story(self, story: Story) -> tuple[int, int]:
        """The characters (CP) of a story."""
        counts = [self._count(each) for each in Story if each <= story]
        return sum(counts[:-1]), min(sum(counts), len(self.text))

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Runs of characters (CP) with the modifiers of each."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self._pieces) and self._pieces[index].start < end:
            piece = self._pieces[index]
            index += 1
            at, last = max(start, piece.start), min(end, piece.end)
            while at < last:
                fc = piece.fc + (at - piece.start) * piece.width
                limit, modifiers = self._chpx.at(fc)
                reach = last - at if limit is None else max((limit - fc) // piece.width, 1)
                stop = min(at + reach, last)
                yield at, stop, modifiers + piece.modifiers
                at = stop

    def paragraph(self, mark: int) -> tuple[int, bytes]:
        """Style and modifiers of the paragraph that ends with the character `mark` (CP)."""
        piece = self._pieces[max(bisect_right(self._starts, mark) - 1, 0)]
        _, found = self._papx.at(piece.fc + (mark - piece.start) * piece.width)
        style = _u16(found, 0) if len(found) >= 2 else 0
        return style, self._unpacked(found[2:]) + piece.modifiers

    def _unpacked(self, modifiers: bytes) -> bytes:
        """Of a row of many cells, the page holds only where in «Data» its modifiers are."""
        for code, operand in sprms(modifiers):
            if code in (0x6645, 0x6646) and len(operand) == 4:  # sprmPHugePapx
                at = int.from_bytes(operand, "little")
                return self._data[at + 2 : at + 2 + _u16(self._data, at)]
        return modifiers

    def _count(self, story: Story) -> int:
        return int(struct.unpack_from("<I", self._main, self._counts_at + 4 * story)[0])

    def _read_pieces(self) -> Iterator[Piece]:
        """Of the piece table; each character takes at least one byte of the stream, so a
        forged table cannot ask for more of them than the file has."""
        clx = self.part(Part.CLX)
        at, shared = 0, []
        while clx[at] == 1:  # Prc
            size = _u16(clx, at + 1)
            shared.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        size = struct.unpack_from("<I", clx, at + 1)[0]
        table = clx[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        places = struct.unpack_from(f"<{count + 1}I", table)
        if list(places) != sorted(places) or places[-1] > len(self._main):
            raise IntakeError(Reason.DAMAGED)
        for i in range(count):
            _, fc, prm = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * i)
            narrow = bool(fc & 0x40000000)
            fc &= 0x3FFFFFFF
            modifiers = shared[prm >> 1] if prm & 1 and prm >> 1 < len(shared) else b""
            yield Piece(
                places[i], places[i + 1], fc // 2 if narrow else fc, 1 if narrow else 2, modifiers
            )

    def _characters(self, piece: Piece) -> str:
        """One character for each CP, the halves of surrogate pairs apart."""
        size = (piece.end - piece.start) * piece.width
        data = self._main[piece.fc : piece.fc + size]
        if len(data) != size:
            raise IntakeError(Reason.DAMAGED)
        if piece.width == 1:
            return windows_1252(data)
        return "".join(map(chr, struct.unpack(f"<{size // 2}H", data)))

    def _pages(self, part: Part) -> list[bytes]:
        numbers = [
            int.from_bytes(number, "little") & 0x3FFFFF for _, _, number in self.positions(part, 4)
        ]
        pages = [self._main[_PAGE * n : _PAGE * (n + 1)] for n in dict.fromkeys(numbers)]
        return [page for page in pages if len(page) == _PAGE]

    @staticmethod
    def _character_page(page: bytes, count: int, i: int) -> bytes:
        at = 2 * page[4 * (count + 1) + i]
        return page[at + 1 : at + 1 + page[at]] if at else b""

    @staticmethod
    def _paragraph_page(page: bytes, count: int, i: int) -> bytes:
        at = 2 * page[4 * (count + 1) + 13 * i]
        if not at:
            return b""
        if page[at]:
            return page[at + 1 : at + 2 * page[at]]
        return page[at + 2 : at + 2 + 2 * page[at + 1]]


_ReadEntry = Callable[[bytes, int, int], bytes]  # of a page with that many, the one so numbered


class _Ranges:
    """What holds from one FC to another, gathered from formatted disk pages."""

    def __init__(self, pages: list[bytes], read: _ReadEntry) -> None:
        found: dict[int, tuple[int, bytes]] = {}
        for page in pages:
            count = page[_PAGE - 1]
            places = struct.unpack_from(f"<{count + 1}I", page)
            for i in range(count):
                found[places[i]] = (places[i + 1], read(page, count, i))
        self._starts = sorted(found)
        self._found = [found[start] for start in self._starts]

    def at(self, fc: int) -> tuple[int | None, bytes]:
        """How far the modifiers at `fc` hold (FC; None without end), and the modifiers."""
        i = bisect_right(self._starts, fc) - 1
        if i >= 0 and fc < self._found[i][0]:
            return self._found[i]
        return (self._starts[i + 1] if i + 1 < len(self._starts) else None), b""


_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the sprm's upper three bits; 6 states its own
_TABLE_DEFINITION = 0xD608
_CHANGE_TABS = 0xC615


def sprms(modifiers: bytes) -> Iterator[tuple[int, bytes]]:
    """The single property modifiers (2.2.5.1): code and operand."""
    at = 0
    while at + 2 < len(modifiers):
        code = _u16(modifiers, at)
        at += 2
        size = _OPERAND_SIZES[code >> 13]
        if code == _TABLE_DEFINITION:
            size = max(int.from_bytes(modifiers[at : at + 2], "little") - 1, 0)
            at += 2
        elif not size:
            size = modifiers[at]
            at += 1
            if code == _CHANGE_TABS and size == 255:
                return  # too long to state its length; nothing that we need follows the tabs
        yield code, modifiers[at : at + size]
        at += size


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])
