"""Web pages by BeautifulSoup and lxml: the article without the page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from ingest.decoding import decode
from ingest.document import BlockKind, RawBlock
from ingest.formats.content import Content
from ingest.formats.html_hidden import drop_hidden
from ingest.formats.tables import Cell, table_blocks

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding=[\"']([\w-]+)")
_NO_TEXT = (
    "script style noscript template svg math iframe object embed canvas audio video "
    "button select option input textarea nav footer aside dialog head"
).split()
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = {
    *_HEADINGS,
    *"address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form header hr html li main nav ol p pre section summary table td th tr "
    "ul".split(),
}
_BOLD = ("b", "strong")
_WHITE = re.compile(r"[ \t\n\f\r]+")  # as HTML has it; legacy encodings have letters beyond
_MOST_SPAN = 100
_DATES = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ("time[datetime]", "datetime"),
)


def parse(data: bytes) -> Content:
    soup = BeautifulSoup(_decode(data), "lxml")
    drop_hidden(soup)
    properties = dict(_properties(soup))
    _drop_furniture(soup)
    main = _main(soup)
    blocks = list(_blocks(main))
    title = soup.find("h1")
    if isinstance(title, Tag) and main is not soup and title not in main.find_all("h1"):
        blocks.insert(0, RawBlock(_text(title), BlockKind.HEADING, 1))
    return Content(blocks, properties)


def _decode(data: bytes) -> str:
    declared = _XML_CHARSET.search(data) or _CHARSET.search(data[:4096])
    return decode(data, declared[1].decode("ascii") if declared else None)


def _properties(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    heading = soup.find("h1") or soup.find("title")
    if isinstance(heading, Tag) and (title := _text(heading)):
        yield "title", title
    for selector, attribute in _DATES:
        found = soup.select_one(selector)
        if found is not None and found.get(attribute):
            yield "date", str(found[attribute])
            return


def _drop_furniture(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_NO_TEXT):
        tag.decompose()
    for tag in soup.find_all("header"):
        if tag.find_parent(["main", "article"]) is None and not tag.find("h1"):
            tag.decompose()
    # ASP.NET portals wrap the whole page in one form; that one stays.
    whole = len(_text(soup))
    for tag in soup.find_all("form"):
        if 2 * len(_text(tag)) < whole:
            tag.decompose()


def _main(soup: BeautifulSoup) -> Tag:
    """The page's main element; else an article that holds most of the text; else all."""
    marked = list(soup.select("main, article, [role=main]"))
    sizes = {id(tag): len(_text(tag)) for tag in marked}
    largest = max(marked, key=lambda tag: sizes[id(tag)], default=soup)
    if largest is soup or (largest.name == "article" and 2 * sizes[id(largest)] < len(_text(soup))):
        return soup
    return largest if sizes[id(largest)] else soup


def _text(tag: Tag) -> str:
    return _WHITE.sub(" ", tag.get_text(" ")).strip()


def _blocks(container: Tag) -> Iterator[RawBlock]:
    """Blocks in order: runs of inline text between block elements, headings, tables."""
    run: list[NavigableString | None] = []  # None stands for a line break
    for child in container.children:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):  # comments, CDATA, declarations
                run.append(child)
        elif isinstance(child, Tag) and not _holds_blocks(child):
            run.extend(_inline(child))
        elif isinstance(child, Tag):
            yield from _paragraphs(run)
            run = []
            yield from _element(child)
    yield from _paragraphs(run)


def _holds_blocks(tag: Tag) -> bool:
    return tag.name in _BREAKING or tag.find(list(_BREAKING)) is not None


def _inline(tag: Tag) -> Iterator[NavigableString | None]:
    for item in chain([tag], tag.descendants):
        if isinstance(item, Tag) and item.name == "br":
            yield None
        elif isinstance(item, NavigableString) and not isinstance(item, PreformattedString):
            yield item


def _element(tag: Tag) -> Iterator[RawBlock]:
    if tag.name in _HEADINGS:
        yield RawBlock(_text(tag), BlockKind.HEADING, _HEADINGS[tag.name])
    elif tag.name == "table":
        yield from table_blocks(_grid(tag))
    elif tag.name == "li":
        yield from _item(tag)
    else:
        yield from _blocks(tag)


def _item(tag: Tag) -> Iterator[RawBlock]:
    for i, block in enumerate(_blocks(tag)):
        bulleted = i == 0 and tag.parent is not None and tag.parent.name == "ul"
        yield RawBlock(f"- {block.text}", bold=False) if bulleted else block


def _paragraphs(run: list[NavigableString | None]) -> Iterator[RawBlock]:
    """The run parted at double line breaks; a single one is white space."""
    part: list[tuple[str, bool]] = []
    broken = False
    for piece in [*run, None, None]:
        if piece is not None:
            part.append((_WHITE.sub(" ", piece), _is_bold(piece)))
            broken = broken and not piece.strip()
        elif broken:
            text = "".join(text for text, _ in part).strip()
            if text:
                yield RawBlock(text, bold=all(bold for _, bold in part))
            part, broken = [], False
        else:
            part.append(("\n", True))
            broken = True


def _is_bold(piece: NavigableString) -> bool:
    return not piece.strip() or piece.find_parent(_BOLD) is not None


def _grid(table: Tag) -> list[list[Cell]]:
    """The cells by row and column (HTML 4.9.12), a spanning cell at each place it covers."""
    grid: list[list[Cell]] = []
    below: dict[int, tuple[Cell, int]] = {}  # column → cell still to be repeated, rows left
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells: list[Cell] = []
        for tag in row.find_all(["td", "th"], recursive=False):
            _carry_down(cells, below)
            cell = _cell(tag)
            for _ in range(_span(tag, "colspan")):
                if (rows := _span(tag, "rowspan")) > 1:
                    below[len(cells)] = cell, rows - 1
                cells.append(cell)
        _carry_down(cells, below)
        grid.append(cells)
    return grid


def _carry_down(cells: list[Cell], below: dict[int, tuple[Cell, int]]) -> None:
    while len(cells) in below:
        column = len(cells)
        cell, left = below.pop(column)
        if left > 1:
            below[column] = cell, left - 1
        cells.append(cell)


def _cell(tag: Tag) -> Cell:
    blocks = tuple(_blocks(tag))
    return Cell(blocks, tag.name == "th" or (bool(blocks) and all(b.bold for b in blocks)))


def _span(tag: Tag, name: str) -> int:
    value = str(tag.get(name, "1"))
    return min(max(int(value), 1), _MOST_SPAN) if value.isdecimal() else 1
