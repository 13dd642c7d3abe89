"""How text on a slide is set: what its runs leave open comes from lists of styles by level, in
the shape, its placeholders in layout and master, the master itself, and at last the theme
(ECMA-376 part 1, 19.3.1.52 and 21.1.2.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

Element = Any  # an lxml element
Shape = Any

_THEME_FONTS = {"+mj-lt": "majorFont", "+mn-lt": "minorFont"}
_MINOR = "+mn-lt"


class Fonts:
    """Of one master; without one, text is not bold and in no known font unless it says so."""

    def __init__(self, master: Any | None = None) -> None:
        self._styles = None if master is None else master._element.find(qn("p:txStyles"))
        self._theme = {} if master is None else dict(_theme_fonts(master))

    def styles(self, shape: Shape | None) -> list[Element]:
        """The lists of styles that hold for the text of a shape, nearest first."""
        if shape is None:
            return []
        kind = "p:otherStyle"
        if shape.is_placeholder:
            titled = "title" in str(shape.element.ph.get("type", "")).lower()
            kind = "p:titleStyle" if titled else "p:bodyStyle"
        found = [*_list_styles(shape)]
        if self._styles is not None:
            found.append(self._styles.find(qn(kind)))
        return [style for style in found if style is not None]

    def look(self, run: Element, level: int, styles: Sequence[Element]) -> tuple[bool, str]:
        """Whether a run in a paragraph of that level (from 0) is bold, and its font's name."""
        own = [run.find(qn("a:rPr"))]
        own += [style.find(f"{qn(f'a:lvl{level + 1}pPr')}/{qn('a:defRPr')}") for style in styles]
        stated = [properties for properties in own if properties is not None]
        bold = next((p.get("b") for p in stated if p.get("b") is not None), "0")
        latin = (p.find(qn("a:latin")) for p in stated)
        font = next((each.get("typeface", "") for each in latin if each is not None), _MINOR)
        return bold in ("1", "true"), self._theme.get(font, "") if font[:1] == "+" else font


def _list_styles(shape: Shape) -> Iterator[Element | None]:
    while shape is not None:
        body = getattr(shape._element, "txBody", None)
        yield None if body is None else body.find(qn("a:lstStyle"))
        shape = getattr(shape, "_base_placeholder", None)


def _theme_fonts(master: Any) -> Iterator[tuple[str, str]]:
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme") and not relation.is_external:
            theme = parse_xml(relation.target_part.blob)
            for name, element in _THEME_FONTS.items():
                latin = next(theme.iter(qn(f"a:{element}"))).find(qn("a:latin"))
                yield name, "" if latin is None else latin.get("typeface", "")
