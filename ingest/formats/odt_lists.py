"""The lists of an OpenDocument text and the numbers of its headings (ODF 1.3, part 3, 5.3,
16.30 and 19.880)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.formats.numbering import Counter, Level
from ingest.formats.odt_styles import STYLE, TEXT, Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
}
_BULLET = f"{TEXT}list-level-style-bullet"
_NUMBERED = (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")


class Lists:
    """Of the roots of styles.xml and content.xml; what comes later counts."""

    def __init__(self, roots: Sequence[Element]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._by_id: dict[str, Counter] = {}
        self._latest: dict[str, Counter] = {}  # by style
        self.headings = Counter({})
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                self._styles[style.get(f"{STYLE}name") or ""] = dict(_levels(style))
            for style in root.iter(f"{TEXT}outline-style"):
                self.headings = Counter(dict(_levels(style)))

    def counter(self, element: Element, outer: Counter | None) -> Counter:
        """What counts the items of a text:list that stands within an item that `outer`
        counts: the outer one, a list that goes on, or a new one."""
        style = element.get(f"{TEXT}style-name")
        if outer is not None and style is None:
            return outer
        style = style or ""
        before = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self._latest.get(style)
        counter = before or Counter(self._styles.get(style, {}))
        self._latest[style] = counter
        if element.get(_ID):
            self._by_id[element.get(_ID)] = counter
        return counter


def _levels(style: Element) -> Iterator[tuple[int, Level]]:
    for element in style:
        depth = _number(element, "level", 1) - 1
        start = _number(element, "start-value", 1)
        if element.tag == _BULLET:
            yield depth, Level("bullet", element.get(f"{TEXT}bullet-char") or "")
        elif element.tag in _NUMBERED:
            form = _FORMS.get(element.get(f"{STYLE}num-format") or "", "decimal")
            yield depth, Level(form, _text(element, depth) if form != "none" else "", start)


def _text(element: Element, depth: int) -> str:
    shown = min(_number(element, "display-levels", 1), depth + 1)
    numbers = ".".join(f"%{each + 1}" for each in range(depth + 1 - shown, depth + 1))
    before, after = (element.get(f"{STYLE}num-{end}") or "" for end in ("prefix", "suffix"))
    return f"{before}{numbers}{after}"


def _number(element: Element, name: str, default: int) -> int:
    value = element.get(f"{TEXT}{name}") or ""
    return int(value) if value.isdecimal() and len(value) < 6 else default
