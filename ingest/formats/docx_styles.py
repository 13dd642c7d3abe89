"""What the styles of a Word document mean for reading: headings, bold, hidden text, fonts and
lists, with all that they inherit (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.formats.runs import font_of

Element = Any  # an lxml element; python-docx ships no types for its own subclasses

_VAL = qn("w:val")
_R_PR, _FONTS = qn("w:rPr"), qn("w:rFonts")
_LONGEST_CHAIN = 50  # of styles based on one another
_HIGHLIGHT = qn("w:highlight")
_TINY = 4  # half points; no one reads type smaller than two points
_WHITE = re.compile("(?:[Ff][0-9A-Fa-f]){3}")
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class Look:
    """How text is set. `fonts` are for other characters than ASCII, and for ASCII; `tiny` is
    too small to be read; `white` shows only on a ground of another colour."""

    bold: bool = False
    hidden: bool = False
    fonts: tuple[str, str] = ("", "")
    tiny: bool = False
    white: bool = False

    @property
    def font(self) -> str:
        return font_of(*self.fonts)


@dataclass(frozen=True)
class Style:
    """`level` is a heading's, 0 for none; `contents` marks lines of a table of contents.
    `list` is the list (w:numId) that numbers its paragraphs, at `list_level` from 0."""

    look: Look = Look()
    level: int = 0
    contents: bool = False
    list: str = ""
    list_level: int = 0


class Styles:
    """The styles of one package."""

    def __init__(self, package: Any) -> None:
        root = package.styles.element
        self._theme = dict(_theme_fonts(package.part))
        self._elements = {each.get(qn("w:styleId")): each for each in root.iter(qn("w:style"))}
        defaults = find(root, "w:docDefaults/w:rPrDefault/w:rPr")
        self._plain = Style(self.look(defaults, Look()))
        self._resolved = {name: self._resolve(name) for name in self._elements}
        self._default = next(
            (self._resolved[name] for name, each in self._elements.items() if _is_default(each)),
            self._plain,
        )

    def __getitem__(self, name: str) -> Style:
        return self._resolved.get(name, self._plain)

    def of(self, paragraph: Element) -> Style:
        """The paragraph's style, with what it says itself of its outline level and list."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._default
        named = properties.find(qn("w:pStyle"))
        style = self._default if named is None else self[named.get(_VAL)]
        return _with_paragraph(style, properties)

    def look(self, properties: Element | None, base: Look) -> Look:
        """Of a run with these w:rPr in text of the base look."""
        if properties is None:
            return base
        named = properties.find(qn("w:rStyle"))
        if named is not None and named.get(_VAL) in self._elements:
            for style in reversed(list(self._chain(named.get(_VAL)))):
                base = self._over(style.find(_R_PR), base)
        return self._over(properties, base)

    def _over(self, properties: Element | None, base: Look) -> Look:
        if properties is None:
            return base
        fonts = properties.find(_FONTS)
        return Look(
            flag(properties.find(qn("w:b")), base.bold),
            flag(properties.find(qn("w:vanish")), base.hidden),
            base.fonts if fonts is None else self._fonts(fonts, base.fonts),
            _is_tiny(properties, base.tiny),
            _is_white(properties, base.white),
        )

    def _fonts(self, element: Element, base: tuple[str, str]) -> tuple[str, str]:
        """A theme's font counts before a named one."""
        names = []
        for kind, inherited in zip(("w:hAnsi", "w:ascii"), base, strict=True):
            theme = element.get(qn(f"{kind}Theme"))
            named = element.get(qn(kind))
            names.append(self._theme.get(theme[:5], "") if theme else named or inherited)
        return names[0], names[1]

    def _chain(self, name: str | None) -> Iterator[Element]:
        """The style and those that it is based on; a chain that bites its tail ends there."""
        seen: set[str | None] = set()
        element = self._elements.get(name)
        while element is not None and name not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(name)
            yield element
            base = element.find(qn("w:basedOn"))
            name = None if base is None else base.get(_VAL)
            element = self._elements.get(name)

    def _resolve(self, name: str) -> Style:
        style = self._plain
        for element in reversed(list(self._chain(name))):
            look = self._over(element.find(_R_PR), style.look)
            style = replace(style, look=look, level=_named_level(element) or style.level)
            properties = element.find(qn("w:pPr"))
            if properties is not None:
                style = _with_paragraph(style, properties)
        return replace(style, contents=_name(self._elements[name]).startswith("toc "))


def find(element: Element, path: str) -> Element | None:
    return element.find("/".join(qn(step) for step in path.split("/")))


def flag(element: Element | None, default: bool) -> bool:
    """An on/off property (ECMA-376 17.17.4): present without a value means on."""
    return default if element is None else element.get(_VAL, "1") not in _OFF


def _is_tiny(properties: Element, default: bool) -> bool:
    size = properties.find(qn("w:sz"))
    value = "" if size is None else size.get(_VAL, "")
    return int(value) < _TINY if value.isdecimal() else default


def _is_white(properties: Element, default: bool) -> bool:
    """Whether nothing of the text is to be seen on the white of a page."""
    if is_coloured(properties.find(qn("w:shd"))) or is_coloured(properties.find(_HIGHLIGHT)):
        return False
    colour = properties.find(qn("w:color"))
    return default if colour is None else _WHITE.fullmatch(colour.get(_VAL, "")) is not None


def is_coloured(ground: Element | None) -> bool:
    """Whether a w:shd or a w:highlight puts another colour than white under the text."""
    if ground is None:
        return False
    if ground.tag == _HIGHLIGHT:
        return ground.get(_VAL) not in ("none", "white")
    plain = ground.get(_VAL, "clear") in ("clear", "nil")
    return not plain or ground.get(qn("w:fill"), "auto").lower() not in ("auto", "ffffff")


def _with_paragraph(style: Style, properties: Element) -> Style:
    outline = properties.find(qn("w:outlineLvl"))
    numbers = properties.find(qn("w:numPr"))
    if outline is not None:
        style = replace(style, level=_outline_level(outline.get(_VAL)))
    if numbers is not None:
        named, depth = numbers.find(qn("w:numId")), numbers.find(qn("w:ilvl"))
        style = replace(
            style,
            list=style.list if named is None else named.get(_VAL),
            list_level=style.list_level if depth is None else int(depth.get(_VAL, "0")),
        )
    return style


def _is_default(style: Element) -> bool:
    marked = style.get(qn("w:default")) in ("1", "true")
    return marked and style.get(qn("w:type")) == "paragraph"


def _name(style: Element) -> str:
    """Built-in names are English in every Word: «heading 1» … «heading 9», «Title», «toc 1»."""
    name = style.find(qn("w:name"))
    return "" if name is None else (name.get(_VAL) or "").lower()


def _named_level(style: Element) -> int:
    name = _name(style)
    kind, _, number = name.partition(" ")
    if kind == "heading" and number.isdecimal():
        return int(number)
    return 1 if name == "title" else 0


def _outline_level(value: str | None) -> int:
    """Outline levels count from 0; 9 is body text."""
    return int(value) + 1 if value and value.isdecimal() and int(value) < 9 else 0


def _theme_fonts(part: Any) -> Iterator[tuple[str, str]]:
    """Latin fonts of headings («major») and text («minor»)."""
    for relation in part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            theme = parse_xml(relation.target_part.blob)
            for kind in ("major", "minor"):
                for latin in theme.iterfind(f".//{qn(f'a:{kind}Font')}/{qn('a:latin')}"):
                    yield kind, latin.get("typeface", "")
