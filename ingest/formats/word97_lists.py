"""The lists of a Word 97–2003 file ([MS-DOC] 2.9.131 LFO, 2.9.147 LSTF, 2.9.150 LVLF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ingest.formats.numbering import Counter, Level
from ingest.formats.word97 import Part, Word97
from ingest.formats.word97_styles import Paragraph

# Number formats ([MS-OSHARED] 2.2.1.3); all others are shown as digits.
_FORMS = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip
_DEPTHS = 9
_LEGAL, _NO_RESTART = 0x04, 0x08


class Lists:
    """Counts the numbered paragraphs, which have to be asked for in their order."""

    def __init__(self, file: Word97) -> None:
        self._counters = dict(_counters(file.part(Part.LISTS), file.after(Part.LISTS)))
        self._uses = list(_uses(file.part(Part.LIST_USES)))

    def label(self, paragraph: Paragraph) -> str:
        """What stands before the next paragraph of that kind; empty where nothing does."""
        if not 0 < paragraph.list <= len(self._uses):
            return ""
        number, starts = self._uses[paragraph.list - 1]
        counter = self._counters.get(number)
        if counter is None:
            return ""
        while starts:
            counter.restart(*starts.popitem())
        return counter.label(paragraph.list_level)


def _counters(lists: bytes, levels: bytes) -> Iterator[tuple[int, Counter]]:
    """By the number of the list; the levels of all lists follow one another."""
    at = 0
    for i in range(_count(lists, "<H")):
        number, _, _, flags = struct.unpack_from("<ii18sB", lists, 2 + 28 * i)
        own = {}
        for depth in range(1 if flags & 1 else _DEPTHS):
            own[depth], at = _level(levels, at)
        yield number, Counter(own)


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """The level that begins there, and where it ends. Its text has the characters U+0000 to
    U+0008 where the numbers of the levels stand."""
    start, form, flags, characters, paragraph = struct.unpack_from("<iBB18xBB2x", data, at)
    at += 28 + paragraph + characters
    size = struct.unpack_from("<H", data, at)[0]
    text = data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(each) + 1}" if ord(each) < _DEPTHS else each for each in text)
    level = Level(
        _FORMS.get(form, "decimal"), shown, start, not flags & _NO_RESTART, bool(flags & _LEGAL)
    )
    return level, at + 2 + 2 * size


def _uses(data: bytes) -> Iterator[tuple[int, dict[int, int]]]:
    """The list that each use is of, and the numbers at which its levels start anew."""
    count = _count(data, "<I")
    at = 4 + 16 * count
    for i in range(count):
        number, overrides = struct.unpack_from("<i8xB", data, 4 + 16 * i)
        starts = {}
        at += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", data, at)
            at += 8
            if flags & 0x20:  # fFormatting: a level of its own follows
                level, at = _level(data, at)
                start = level.start
            if flags & 0x10:  # fStartAt
                starts[flags & 0x0F] = start
        yield number, starts


def _count(data: bytes, form: str) -> int:
    return int(struct.unpack_from(form, data)[0]) if data else 0
