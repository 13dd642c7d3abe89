"""What of a web page nobody sees: text that an attribute, an inline style or a rule of the page's
own style sheets hides, sets in no size, far outside the page or in the colour of its ground."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

Declarations = Mapping[str, str]
Colour = tuple[int, int, int]


def drop_hidden(soup: BeautifulSoup) -> None:
    """Takes out of the page's body what a reader of the page does not see."""
    body = soup.find("body")
    if not isinstance(body, Tag):
        return
    styles = _styles(soup, body)
    unseen: list[Tag | NavigableString] = []
    waiting: list[tuple[Tag, _Look]] = [(body, _Look())]  # no recursion: a page may nest deep
    while waiting:
        tag, outer = waiting.pop()
        own = styles.get(id(tag), {})
        if tag.has_attr("hidden") or _is_away(own):
            unseen.append(tag)
            continue
        look = _look(tag, own, outer)
        for child in tag.children:
            if isinstance(child, Tag):
                waiting.append((child, look))
            elif isinstance(child, NavigableString) and look.unseen:
                unseen.append(child)
    for found in unseen:
        found.extract()


# Style sheets --------------------------------------------------------------------------------

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NO_SCREEN = re.compile(  # of print and of narrow screens; what holds for any screen stays
    r"@(?!media\s*(?:all|screen)?\s*\{)[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}"
)
_RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+)*", re.IGNORECASE)
_KEY = re.compile(r"([.#]?)([\w-]+|\*)")
_MOST_CSS = 500_000  # characters
_MOST_RULES = 5_000
_TOLD = frozenset(
    "display visibility opacity font-size color background background-color position left top "
    "right bottom text-indent overflow width height clip clip-path transform".split()
)


def _styles(soup: BeautifulSoup, body: Tag) -> dict[int, dict[str, str]]:
    """What is declared for each element, by its identity: a later rule over an earlier one,
    the element's own style over all."""
    styles: dict[int, dict[str, str]] = {}
    known = _Elements(body)
    css = "\n".join(sheet.get_text() for sheet in soup.find_all("style"))[:_MOST_CSS]
    css = _NO_SCREEN.sub("", _COMMENT.sub("", css))
    for rule in islice(_RULE.finditer(css), _MOST_RULES):
        if declared := _declarations(rule[2]):
            for selector in rule[1].split(","):
                for tag in known.matching(selector):
                    styles.setdefault(id(tag), {}).update(declared)
    for tag in known.all:
        if declared := _declarations(str(tag.get("style", ""))):
            styles.setdefault(id(tag), {}).update(declared)
    return styles


def _declarations(css: str) -> dict[str, str]:
    """The declarations that may hide something, in lower case."""
    pairs = (part.partition(":") for part in css.lower().split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, _, value in pairs
        if name.strip() in _TOLD
    }


class _Elements:
    """The elements of a page by name, class and id."""

    def __init__(self, body: Tag) -> None:
        self.all = [body, *body.find_all(True)]
        self._by_key: dict[str, list[Tag]] = {}
        for tag in self.all:
            for key in _keys(tag):
                self._by_key.setdefault(key, []).append(tag)

    def matching(self, selector: str) -> Iterator[Tag]:
        """Those that a selector of names, classes, ids and descendants means; none for one
        that says more."""
        steps = selector.replace(">", " ").split()
        if not steps or not all(map(_COMPOUND.fullmatch, steps)):
            return
        wanted = [_wanted(step) for step in steps]
        *outer, own = wanted
        rarest = min((self._by_key.get(key, []) for key in own), key=len, default=self.all)
        for tag in rarest:
            if own <= _keys(tag) and _stands_within(tag, outer):
                yield tag


def _keys(tag: Tag) -> set[str]:
    names = tag.get_attribute_list("class")
    return {tag.name, f"#{tag.get('id')}", *(f".{name}" for name in names if name)}


def _wanted(compound: str) -> set[str]:
    return {
        sign + (name if sign else name.lower())
        for sign, name in _KEY.findall(compound)
        if name != "*"
    }


def _stands_within(tag: Tag, outer: Sequence[set[str]]) -> bool:
    left = list(outer)
    parents = iter(tag.parents) if left else iter(())
    for parent in parents:
        if left and left[-1] <= _keys(parent):
            left.pop()
    return not left


# What hides ----------------------------------------------------------------------------------

_NUMBER = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
_FAR = 900.0  # pixels outside the page
_TINY = 2.0  # pixels or points of a font, or of a box that cuts off what it holds


def _is_away(own: Declarations) -> bool:
    """Whether an element and all that it holds is not shown."""
    if own.get("display") == "none" or own.get("visibility") in ("hidden", "collapse"):
        return True
    if _number(own.get("opacity"), 1.0) <= 0.05:
        return True
    if own.get("position") in ("absolute", "fixed", "relative"):
        sides = ("left", "top", "right", "bottom")
        if any(_number(own.get(side), 0.0) < -_FAR for side in sides):
            return True
    if _number(own.get("text-indent"), 0.0) < -_FAR:
        return True
    if own.get("overflow") in ("hidden", "clip") and any(
        _number(own.get(side), _FAR) <= _TINY for side in ("width", "height")
    ):
        return True
    cut = own.get("clip", "") + own.get("clip-path", "").replace("inset(100%)", "rect(0 0 0 0)")
    return bool(re.match(r"rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)", cut)) or bool(
        re.search(r"scale[xy]?\(\s*0\s*[,)]", own.get("transform", ""))
    )


def _number(value: str | None, default: float) -> float:
    """The number of a length as pixels, roughly: an em is taken for 16."""
    found = _NUMBER.match(value or "")
    if not found:
        return default
    return float(found[1]) * (16.0 if found[2] in ("em", "rem") else 1.0)


@dataclass(frozen=True)
class _Look:
    """How text is set. A colour or ground is None where it cannot be told."""

    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    tiny: bool = False
    clear: bool = False  # of a transparent colour

    @property
    def unseen(self) -> bool:
        if self.tiny or self.clear:
            return True
        if self.colour is None or self.ground is None:
            return False
        pairs = zip(self.colour, self.ground, strict=True)
        return max(abs(one - other) for one, other in pairs) <= _ALIKE


_ALIKE = 12  # of 255; the palest grey that is meant to be read is further from white


def _look(tag: Tag, own: Declarations, outer: _Look) -> _Look:
    look = outer
    if size := own.get("font-size"):
        found = _NUMBER.match(size)
        # A part of the size around it is small only where nothing is left of it.
        small = 0.1 if found and found[2] in ("em", "rem") else _TINY
        look = replace(look, tiny=found is not None and float(found[1]) < small)
    colour = own.get("color") or (str(tag.get("color", "")) if tag.name == "font" else "")
    if colour:
        found_colour = _colour(colour.lower())
        look = replace(look, colour=found_colour, clear=_is_clear(colour))
    elif tag.name == "a" and tag.has_attr("href"):
        look = replace(look, colour=(0, 0, 238), clear=False)  # as browsers set links
    grounds = (own.get("background"), own.get("background-color"), tag.get("bgcolor"))
    for ground in (str(value).lower() for value in grounds if value):
        look = _on(look, ground)
    return replace(look, ground=None) if tag.get("background") else look


def _on(look: _Look, ground: str) -> _Look:
    if _is_clear(ground) or ground in ("none", "inherit", "initial", "unset"):
        return look
    return replace(look, ground=_colour(ground))


_NAMED: Mapping[str, Colour] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "mintcream": (245, 255, 250),
    "azure": (240, 255, 255),
    "ivory": (255, 255, 240),
    "black": (0, 0, 0),
}
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")


def _colour(value: str) -> Colour | None:
    value = value.strip()
    if (found := _HEX.fullmatch(value)) and len(found[1]) in (3, 4, 6, 8):
        digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := _RGB.fullmatch(value):
        return int(found[1]), int(found[2]), int(found[3])
    return _NAMED.get(value)


def _is_clear(value: str) -> bool:
    value = value.strip()
    if value == "transparent" or re.fullmatch(r"#(?:[0-9a-f]{3}0|[0-9a-f]{6}0[0-9a-f])", value):
        return True
    found = _RGB.fullmatch(value)
    return found is not None and found[4] is not None and float(found[4].rstrip("%")) <= 0.05
