"""What the styles of an OpenDocument text mean: of all that can be set, the little that
matters for reading (ODF 1.3, part 3, 16 and 20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Element = Any  # an lxml element

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LONGEST_CHAIN = 50  # of styles based on one another
_BOLD = {"bold", "600", "700", "800", "900"}


@dataclass(frozen=True)
class Look:
    """How text is set; None where that is left to what is around it."""

    bold: bool | None = None
    font: str | None = None
    hidden: bool | None = None

    def within(self, outer: Look) -> Look:
        return Look(
            outer.bold if self.bold is None else self.bold,
            outer.font if self.font is None else self.font,
            outer.hidden if self.hidden is None else self.hidden,
        )


class Styles:
    """Of the roots of styles.xml and content.xml; what comes later counts."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._fonts: dict[str, str] = {}
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Look] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{SVG}font-family") or ""
                self._fonts[face.get(f"{STYLE}name")] = family.strip("'\" ")
            for style in root.iter(f"{STYLE}style"):
                self._styles[_family(style), style.get(f"{STYLE}name")] = style
            for style in root.iter(f"{STYLE}default-style"):
                self._defaults[_family(style)] = self._own_look(style)

    def look(self, family: str, name: str | None) -> Look:
        """Of a style of the family «paragraph» or «text», with what it inherits."""
        key = (family, name or "")
        if key not in self._looks:
            look = Look()
            for style in self._chain(*key):
                look = look.within(self._own_look(style))
            self._looks[key] = look.within(self._defaults.get(family, Look()))
        return self._looks[key]

    def is_title(self, name: str | None) -> bool:
        """Whether the paragraph style is the built-in «Title» or based on it."""
        return any(style.get(f"{STYLE}name") == "Title" for style in self._chain("paragraph", name))

    def _chain(self, family: str, name: str | None) -> list[Element]:
        """The style and those that it is based on; a chain that bites its tail ends there."""
        chain: dict[str, Element] = {}
        while name and name not in chain and len(chain) < _LONGEST_CHAIN:
            if (family, name) not in self._styles:
                break
            chain[name] = self._styles[family, name]
            name = chain[name].get(f"{STYLE}parent-style-name")
        return list(chain.values())

    def _own_look(self, style: Element) -> Look:
        properties = style.find(f"{STYLE}text-properties")
        if properties is None:
            return Look()
        weight = properties.get(f"{_FO}font-weight")
        display = properties.get(f"{TEXT}display")
        name = properties.get(f"{STYLE}font-name")
        family = properties.get(f"{_FO}font-family")
        font = self._fonts.get(name, name) if name is not None else family
        return Look(
            None if weight is None else weight in _BOLD,
            None if font is None else font.strip("'\" "),
            None if display is None else display == "none",
        )


def _family(style: Element) -> str:
    return style.get(f"{STYLE}family") or ""
