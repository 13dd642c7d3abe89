"""The tables of fonts and styles at the head of an RTF file."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.formats.runs import windows_1252
from ingest.legacy import is_legacy_font

_SYMBOLS = 2  # \fcharset of Symbol, Wingdings and the like
# Code pages by \fcharset; 0 (ANSI) is Windows-1252, 1 (default) the document's own.
_CODE_PAGES = {
    77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254,
    163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
_CODECS = {10000: "mac_roman", 1361: "johab", 65001: "utf-8"}
_KNOWN = {*_CODE_PAGES.values(), 65001, 437, 708, 850, 852, 860, 862, 863, 864, 865, 866}
_ANSI = 1252


@dataclass
class _Font:
    name: str = ""
    page: int | None = None  # None is the document's own
    pictures: bool = False


class Fonts:
    """By number; an unknown number is a font without name in the document's code page."""

    def __init__(self) -> None:
        self.page = _ANSI  # of the document
        self.default = 0
        self._fonts: dict[int, _Font] = {}
        self._current = _Font()

    def declare(self, word: str, value: int) -> None:
        if word == "f":
            self._current = self._fonts[value] = _Font()
        elif word == "cpg":
            self._current.page = value
        elif word == "fcharset":
            self._current.pictures = value == _SYMBOLS
            self._current.page = None if value == 1 else _CODE_PAGES.get(value, _ANSI)

    def read(self, text: str) -> None:
        """A piece of the current font's name, which ends at «;»."""
        self._current.name += text.partition(";")[0]

    def name(self, number: int) -> str:
        return self._font(number).name.strip()

    def is_pictures(self, number: int) -> bool:
        """Whether its characters are pictures; legacy fonts may be declared so as well."""
        font = self._font(number)
        return font.pictures and not is_legacy_font(font.name)

    def decode(self, data: bytes, number: int) -> str:
        page = self._font(number).page or self.page
        if page not in _KNOWN:
            return windows_1252(data)
        return data.decode(_CODECS.get(page, f"cp{page}"), "replace")

    def _font(self, number: int) -> _Font:
        return self._fonts.get(self.default if number < 0 else number, _UNKNOWN)


_UNKNOWN = _Font()


@dataclass
class _Style:
    name: str = ""
    outline: int = -1


class Styles:
    """What the paragraph styles mean: their formatting is repeated in each paragraph."""

    def __init__(self) -> None:
        self._styles: dict[int, _Style] = {}
        self._current = _Style()

    def declare(self, word: str, value: int) -> None:
        if word == "s":
            self._styles[value] = self._current
        elif word == "outlinelevel":
            self._current.outline = value

    def read(self, text: str) -> None:
        """A piece of the current style's name; «;» ends the style."""
        name, end, _ = text.partition(";")
        self._current.name += name.lower()
        if end:
            self._current = _Style()

    def level(self, number: int, outline: int) -> int:
        """Of a heading, from 1; 0 for none. `outline` is what the paragraph itself says."""
        style = self._styles.get(number, _Style())
        kind, _, depth = style.name.strip().partition(" ")
        own = style.outline if outline < 0 else outline
        if 0 <= own < 9:
            return own + 1
        if own < 0 and kind == "heading" and depth in _DEPTHS:
            return int(depth)
        return 1 if own < 0 and style.name.strip() == "title" else 0

    def is_contents(self, number: int) -> bool:
        """Whether the paragraph is a line of a table of contents, which repeats a heading."""
        return self._styles.get(number, _Style()).name.strip().startswith(("toc ", "contents "))


_DEPTHS = tuple("123456789")
