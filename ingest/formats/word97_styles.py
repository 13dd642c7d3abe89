"""What the property modifiers of a Word 97–2003 file mean ([MS-DOC] 2.6), with its styles and
fonts: of all that Word can set, the little that matters for reading.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.formats.flow import Shape, Slot
from ingest.formats.runs import font_of
from ingest.formats.word97 import Part, Word97, sprms

_TITLE = 62  # built-in style numbers (sti): headings are 1 to 9
_CONTENTS = range(19, 28)
_PARAGRAPH_STYLE = 1
_LONGEST_CHAIN = 50  # of styles based on one another


@dataclass(frozen=True)
class Character:
    """`fonts` are numbers into the font table: for other characters than ASCII, for ASCII."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    special: bool = False
    fonts: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Paragraph:
    """`depth` counts the tables around; `level` is a heading's, 0 for none. `list` and
    `list_level` say which list numbers it (0 none)."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    level: int = 0
    contents: bool = False
    list: int = 0
    list_level: int = 0
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True)
class _Style:
    built_in: int
    base: int
    paragraph: bytes
    character: bytes


class Styles:
    """The styles and fonts of one file."""

    def __init__(self, file: Word97) -> None:
        sheet = file.part(Part.STYLES)
        ascii_font, _, other_font = struct.unpack_from("<3H", sheet, 14)
        self._default = Character(fonts=(other_font, ascii_font))
        self._styles = _read_styles(sheet)
        self._fonts = _read_fonts(file.part(Part.FONTS))
        self._resolved: dict[int, tuple[Paragraph, Character]] = {}
        self.character = lru_cache(4096)(self._character)

    def font(self, character: Character) -> str:
        names = [self._fonts[i] if i < len(self._fonts) else "" for i in character.fonts]
        return font_of(*names)

    def paragraph(self, style: int, modifiers: bytes) -> Paragraph:
        return _set_paragraph(self._of_style(style)[0], modifiers)

    def _character(self, paragraph_style: int, modifiers: bytes) -> Character:
        """The characters' style counts before what is set on them directly."""
        base = self._of_style(paragraph_style)[1]
        for code, operand in sprms(modifiers):
            if code == 0x4A30:  # sprmCIstd
                for style in reversed(self._chain(int.from_bytes(operand, "little"))):
                    base = _set_character(base, base, style.character)
        return _set_character(base, base, modifiers)

    def _of_style(self, number: int) -> tuple[Paragraph, Character]:
        if number not in self._resolved:
            paragraph, character = Paragraph(), self._default
            for style in reversed(self._chain(number)):
                paragraph = _set_paragraph(_named(paragraph, style), style.paragraph)
                character = _set_character(character, character, style.character)
            own = self._styles.get(number)
            contents = own is not None and own.built_in in _CONTENTS
            self._resolved[number] = replace(paragraph, contents=contents), character
        return self._resolved[number]

    def _chain(self, number: int) -> list[_Style]:
        """The style and those that it is based on; a chain that bites its tail ends there."""
        chain: dict[int, _Style] = {}
        while number in self._styles and number not in chain and len(chain) < _LONGEST_CHAIN:
            chain[number] = self._styles[number]
            number = chain[number].base
        return list(chain.values())


def _named(paragraph: Paragraph, style: _Style) -> Paragraph:
    if 1 <= style.built_in <= 9:
        return replace(paragraph, level=style.built_in)
    return replace(paragraph, level=1) if style.built_in == _TITLE else paragraph


def _toggled(operand: int, style: bool) -> bool:
    """A ToggleOperand: 0x80 is as the style has it, 0x81 the opposite."""
    return style != bool(operand & 1) if operand & 0x80 else bool(operand)


def _set_character(base: Character, style: Character, modifiers: bytes) -> Character:
    for code, operand in sprms(modifiers):
        value = int.from_bytes(operand, "little")
        match code:
            case 0x0835:
                base = replace(base, bold=_toggled(value, style.bold))
            case 0x083C:
                base = replace(base, hidden=_toggled(value, style.hidden))
            case 0x0800:
                base = replace(base, deleted=bool(value))
            case 0x0855:
                base = replace(base, special=bool(value))
            case 0x4A4F:
                base = replace(base, fonts=(base.fonts[0], value))
            case 0x4A51:
                base = replace(base, fonts=(value, base.fonts[1]))
            case 0x2A33:  # sprmCPlain
                base = style
    return base


def _set_paragraph(base: Paragraph, modifiers: bytes) -> Paragraph:
    in_table, depth = base.depth > 0, base.depth
    for code, operand in sprms(modifiers):
        value = int.from_bytes(operand, "little")
        match code:
            case 0x2416:
                in_table = bool(value)
            case 0x6649:
                depth = value
            case 0x244B:
                base = replace(base, ends_cell=bool(value))
            case 0x2417 | 0x244C:
                base = replace(base, ends_row=bool(value))
            case 0x2640:
                base = replace(base, level=value + 1 if value < 9 else 0)
            case 0x460B:
                base = replace(base, list=value)
            case 0x260A:
                base = replace(base, list_level=value)
            case 0xD608 if operand:
                base = replace(base, shape=_ruled(operand, base.shape.header))
            case 0x3404:
                base = replace(base, shape=replace(base.shape, header=bool(value)))
            case 0xD62B if len(operand) == 2 and operand[0] < len(base.shape.slots):
                slots = list(base.shape.slots)
                slots[operand[0]] = replace(slots[operand[0]], below=operand[1] == 1)
                base = replace(base, shape=replace(base.shape, slots=slots))
    return replace(base, depth=max(depth, 1) if in_table else 0)


def _ruled(definition: bytes, header: bool) -> Shape:
    """A row's cells (TDefTableOperand): edges, then 20 bytes for each cell, often cut short."""
    count = definition[0]
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    slots = []
    for i, right in enumerate(edges[1:]):
        at = 1 + 2 * (count + 1) + 20 * i
        flags = int.from_bytes(definition[at : at + 2], "little")
        slots.append(Slot(right, below=flags >> 5 & 3 == 1, beside=flags & 3 == 1))
    return Shape(slots, edges[0], header)


def _read_styles(sheet: bytes) -> Mapping[int, _Style]:
    """The style sheet (STSH, 2.9.271)."""
    header_size, count, fixed_size = struct.unpack_from("<3H", sheet)
    styles = {}
    at = 2 + header_size
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = int(struct.unpack_from("<H", sheet, at)[0])
        entry = sheet[at + 2 : at + 2 + size]
        at += 2 + size
        if len(entry) > fixed_size:
            styles[number] = _read_style(entry, fixed_size)
    return styles


def _read_style(entry: bytes, fixed_size: int) -> _Style:
    built_in, kind_and_base = struct.unpack_from("<HH", entry)
    kind, base = kind_and_base & 0xF, kind_and_base >> 4
    at = fixed_size + 2 * int(struct.unpack_from("<H", entry, fixed_size)[0]) + 4
    parts = []
    for _ in range(2):  # each part begins at an even place and states its length
        size = int.from_bytes(entry[at : at + 2], "little")
        parts.append(entry[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    paragraph, character = parts if kind == _PARAGRAPH_STYLE else (b"", parts[0])
    return _Style(built_in & 0x0FFF, base, paragraph[2:], character)


def _read_fonts(table: bytes) -> list[str]:
    """Names by number (SttbfFfn, 2.9.286): each entry states its length in its first byte."""
    names = []
    at = 4
    while at < len(table) and table[at]:
        entry = table[at + 1 : at + 1 + table[at]]
        name = entry[39:].decode("utf-16-le", "replace")
        names.append(name.partition("\0")[0])
        at += 1 + table[at]
    return names
