"""The lists of a Word document (numbering.xml, ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.formats.docx_styles import Element, Style, Styles, flag
from ingest.formats.numbering import Counter, Level

_VAL = qn("w:val")


class Lists:
    """Counts the numbered paragraphs, which have to be asked for in their order."""

    def __init__(self, package: Any, styles: Styles) -> None:
        root = _root(package.part)
        self._styles = styles
        self._lists = {} if root is None else _by_id(root, "w:num", "w:numId")
        self._abstract = {} if root is None else _by_id(root, "w:abstractNum", "w:abstractNumId")
        self._counters: dict[str, Counter] = {}  # lists of one abstract list count on
        self._begun: set[str] = set()

    def label(self, style: Style) -> str:
        """What stands before the next paragraph of that style; empty where nothing does."""
        element = self._lists.get(style.list)
        if element is None:
            return ""
        named = self._abstract_of(element)
        redefined = element.find(f"{qn('w:lvlOverride')}/{qn('w:lvl')}") is not None
        key = f"{named}/{style.list}" if redefined else named
        if key not in self._counters:
            self._counters[key] = Counter(self._levels(named, element))
        counter = self._counters[key]
        if style.list not in self._begun:
            self._begun.add(style.list)
            for override in element.iterchildren(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start.isdecimal():
                    counter.restart(int(override.get(qn("w:ilvl"), "0")), int(start))
        return counter.label(style.list_level)

    def _abstract_of(self, element: Element) -> str:
        """A list may be defined by a style of lists, which names another list."""
        named = _value(element, "w:abstractNumId")
        abstract = self._abstract.get(named)
        link = "" if abstract is None else _value(abstract, "w:numStyleLink")
        linked = self._lists.get(self._styles[link].list) if link else None
        return named if linked is None else _value(linked, "w:abstractNumId")

    def _levels(self, named: str, element: Element) -> dict[int, Level]:
        levels = list(_own_levels(self._abstract[named])) if named in self._abstract else []
        for override in element.iterchildren(qn("w:lvlOverride")):
            levels.extend(_own_levels(override))
        return dict(levels)


def _root(part: Any) -> Element | None:
    for relation in part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _by_id(root: Element, tag: str, key: str) -> dict[str, Element]:
    return {element.get(qn(key)): element for element in root.iterchildren(qn(tag))}


def _own_levels(element: Element) -> Iterator[tuple[int, Level]]:
    for level in element.iterchildren(qn("w:lvl")):
        start = _value(level, "w:start")
        yield (
            int(level.get(qn("w:ilvl"), "0")),
            Level(
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText"),
                int(start) if start.isdecimal() else 0,
                restarts=_value(level, "w:lvlRestart") != "0",
                legal=flag(level.find(qn("w:isLgl")), False),
            ),
        )


def _value(element: Element, name: str) -> str:
    found = element.find(qn(name))
    return "" if found is None else found.get(_VAL) or ""
