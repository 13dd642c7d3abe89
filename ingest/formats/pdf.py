"""Digital PDF by pdfplumber: words with places become lines, lines become paragraphs.

pdfplumber (0.15 s a page in all) and not pypdfium2 (2 ms): where a font lacks Vietnamese
letters the producer sets them from another font, and pypdfium2 then orders the letters
wrongly. Of six such files made by LibreOffice it kept 42-47 % of the words, pdfplumber all,
and no odd character tells them from others. Embedding a page takes some 0.3 s.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest import text as vi
from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.tables import Cell, table_blocks
from ingest.structure import is_national_title

Words = Sequence[dict[str, Any]]  # pdfplumber's words: text, x0, x1, top, bottom, chars


def parse(data: bytes) -> Content:
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = [_page(page) for page in document.pages]
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise IntakeError(Reason.ENCRYPTED) from error
        raise
    if not pages:
        raise IntakeError(Reason.NO_PAGES)
    if _is_unmapped(pages):
        raise IntakeError(Reason.NO_TEXT)
    return Content(list(_blocks(_without_furniture(pages))))


# What stands on a page -----------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """Words on one baseline without a wide gap; lengths are points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first_word: float  # width
    aside: bool = False  # in one of two columns set side by side


@dataclass(frozen=True)
class Table:
    """A ruled table: its cells, and the edges of its columns."""

    grid: list[list[Cell]]
    edges: tuple[float, ...]
    top: float


Item = Line | Table


@dataclass(frozen=True)
class Page:
    number: int
    items: tuple[Item, ...]

    @cached_property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]

    @cached_property
    def right(self) -> float:
        """Where full lines end: the right margin of the text."""
        return max((line.x1 for line in self.lines if not line.aside), default=0.0)


def _page(page: Any) -> Page:
    words = page.extract_words(return_chars=True, x_tolerance_ratio=0.15)
    tables = list(_tables(page, words))
    outside = [word for word in words if not any(_within(word, box) for box, _ in tables)]
    items: list[Item] = [*_columns_first(_rows(outside)), *(table for _, table in tables)]
    page.close()  # frees the page's characters; a long document would fill the memory
    if tables:
        items = _by_height(items)
    return Page(page.page_number, tuple(items))


def _by_height(items: Sequence[Item]) -> list[Item]:
    """Tables put among the lines, which keep their own order."""
    tables = [item for item in items if isinstance(item, Table)]
    result: list[Item] = []
    for line in (item for item in items if isinstance(item, Line)):
        while tables and tables[0].top < line.top:
            result.append(tables.pop(0))
        result.append(line)
    return result + tables


def _within(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


# Tables --------------------------------------------------------------------------------------

Box = tuple[float, float, float, float]


def _tables(page: Any, words: Words) -> Iterator[tuple[Box, Table]]:
    """Ruled tables of at least two rows and columns, from the top; others read as lines."""
    if len(page.edges) < 6:
        return
    for found in sorted(page.find_tables(), key=lambda table: table.bbox[1]):
        across = sorted({round(x) for cell in found.cells for x in (cell[0], cell[2])})
        down = sorted({round(y) for cell in found.cells for y in (cell[1], cell[3])})
        if len(across) > 2 and len(down) > 2:
            inside = [word for word in words if _within(word, found.bbox)]
            cells = {box: _cell(box, inside, page.page_number) for box in found.cells}
            grid = [
                [_cell_at(cells, (x0 + x1) / 2, (y0 + y1) / 2) for x0, x1 in pairwise(across)]
                for y0, y1 in pairwise(down)
            ]
            yield found.bbox, Table(grid, tuple(across), found.bbox[1])


def _cell(box: Box, words: Words, page: int) -> Cell:
    lines = list(_rows([word for word in words if _within(word, box)]))
    merged = [_merge(row) for row in lines]
    text = ""
    for line in merged:
        text = _join(text, line.text)
    blocks = (RawBlock(text, page=page),) if text else ()
    return Cell(blocks, bool(merged) and all(line.bold for line in merged))


def _cell_at(cells: dict[Box, Cell], x: float, y: float) -> Cell:
    """The cell over a point; merged cells stand over several places of the grid."""
    for (x0, y0, x1, y1), cell in cells.items():
        if x0 <= x <= x1 and y0 <= y <= y1:
            return cell
    return Cell()


# Lines ---------------------------------------------------------------------------------------


def _rows(words: Words) -> Iterator[list[Line]]:
    """The lines of the page from the top; several in a row where wide gaps part it, or where
    two columns in types of different sizes stand at uneven heights."""
    above: list[Line] = []
    for row in _baselines(words):
        if above and _stand_beside(above, row):
            above = sorted([*above, *row], key=lambda line: line.x0)
            continue
        if above:
            yield above
        above = row
    if above:
        yield above


def _stand_beside(above: Sequence[Line], row: Sequence[Line]) -> bool:
    if len(above) > 1 or len(row) > 1:
        return False
    one, other = above[0], row[0]
    apart = max(one.x0, other.x0) - min(one.x1, other.x1)
    return other.top < one.bottom - 0.2 * one.size and apart > one.size


def _baselines(words: Words) -> Iterator[list[Line]]:
    row: list[dict[str, Any]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        if row and middle > max(row[-1]["bottom"], row[0]["bottom"]) - 0.35 * _height(word):
            yield _segments(row)
            row = []
        row.append(word)
    if row:
        yield _segments(row)


def _height(word: dict[str, Any]) -> float:
    return float(word["bottom"] - word["top"])


_MARKER = re.compile(r"[-+•–*]|\(?\w{1,4}[.)]|\d+(\.\d+)*\.?")


def _segments(row: list[dict[str, Any]]) -> list[Line]:
    """Parts the words of one baseline at gaps that no justified line has."""
    row = sorted(row, key=lambda word: float(word["x0"]))
    gaps = [b["x0"] - a["x1"] for a, b in pairwise(row)]
    usual = median(gaps) if len(gaps) > 4 else 0.0
    parts: list[list[dict[str, Any]]] = [row[:1]]
    for gap, word in zip(gaps, row[1:], strict=True):
        wide = gap > max(1.1 * _height(word), 2.5 * usual)
        marker = len(parts[-1]) == 1 and _MARKER.fullmatch(parts[-1][0]["text"])
        if wide and not marker:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [_line(part) for part in parts]


def _line(words: Words) -> Line:
    chars = [char for word in words for char in word["chars"]]
    bold = sum("bold" in char["fontname"].lower() for char in chars)
    return Line(
        text=" ".join(map(_unmarked, words)),
        x0=words[0]["x0"],
        x1=words[-1]["x1"],
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=median(char["size"] for char in chars),
        bold=bold > 0.9 * len(chars),
        first_word=words[0]["x1"] - words[0]["x0"],
    )


_UNITS = ("m", "mm", "cm", "dm", "km", "CO", "m/s")


def _unmarked(word: dict[str, Any]) -> str:
    """The word without the small digits of a footnote mark: «hồ sơ» for «hồ sơ²», but «km2»."""
    size = max(char["size"] for char in word["chars"])
    kept = [c for c in word["chars"] if not (c["text"].isdigit() and c["size"] < 0.75 * size)]
    text = "".join(char["text"] for char in kept)
    marked = len(kept) < len(word["chars"]) and text.rstrip(".,;:)") not in _UNITS
    return text if marked else str(word["text"])


def _merge(row: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in row)
    return replace(row[0], text=text, x1=row[-1].x1, bold=all(line.bold for line in row))


def _columns_first(rows: Iterator[list[Line]]) -> Iterator[Line]:
    """Reading order: where two columns stand side by side (masthead, signatures), the left
    one whole and then the right one."""
    left: list[Line] = []
    right: list[Line] = []
    gutter = (0.0, 0.0)
    for row in rows:
        narrowed = _narrow(gutter, row, open_columns=bool(left))
        if narrowed is None:
            yield from _asides(left, right)
            left, right = [], []
            narrowed = _narrow((0.0, 0.0), row, open_columns=False)
        if narrowed is None:
            yield _merge(row)
            continue
        gutter = narrowed
        for line in row:
            (left if line.x1 <= gutter[0] else right).append(line)
    yield from _asides(left, right)


def _narrow(
    gutter: tuple[float, float], row: Sequence[Line], *, open_columns: bool
) -> tuple[float, float] | None:
    """The gutter that the row leaves free, None where it leaves none."""
    if len(row) == 2:
        between = (row[0].x1, row[1].x0)
        if not open_columns:
            return between
        low, high = max(gutter[0], between[0]), min(gutter[1], between[1])
    elif len(row) == 1 and open_columns:
        if row[0].x1 <= gutter[1]:
            low, high = max(gutter[0], row[0].x1), gutter[1]
        else:
            low, high = gutter[0], min(gutter[1], row[0].x0)
    else:
        return None
    return (low, high) if high - low > 2 else None


def _asides(left: Sequence[Line], right: Sequence[Line]) -> Iterator[Line]:
    for line in (*left, *right):
        yield replace(line, aside=True)


# Headers, footers, page numbers ---------------------------------------------------------------

_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\W*", re.I)
_EDGE_LINES = 2  # lines at the top and at the bottom that may be furniture


def _without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without their numbers and without the lines that repeat at their edges."""
    seen = Counter(key for page in pages for key in {_key(line, page) for line in _edges(page)})
    often = max(1, len(pages) // 3)
    repeated = {key for key, count in seen.items() if count > often}
    return [replace(page, items=tuple(_trimmed(page, repeated))) for page in pages]


def _trimmed(page: Page, repeated: set[str]) -> Iterator[Item]:
    edges = set(map(id, _edges(page)))
    for item in page.items:
        if isinstance(item, Line) and id(item) in edges:
            # Page 1 bears no number (Nghị định 30/2020), so that of page 2 may stand alone.
            own = page.number > 1 and item.text.strip(" -–") == str(page.number)
            if own or _key(item, page) in repeated:
                continue
        yield item


def _edges(page: Page) -> list[Line]:
    """The outermost lines; none at the top of a page that opens a document with a masthead."""
    lines = sorted(page.lines, key=lambda line: line.top)
    opens = any(is_national_title(line.text) for line in lines[: 2 * _EDGE_LINES])
    top = [] if opens else lines[:_EDGE_LINES]
    return top + lines[_EDGE_LINES:][-_EDGE_LINES:]


def _key(line: Line, page: Page) -> str:
    if _PAGE_NUMBER.fullmatch(line.text):
        return "#"
    return re.sub(rf"\b{page.number}\b", "#", line.text)


def _is_unmapped(pages: Sequence[Page]) -> bool:
    """Whether the fonts give no characters for most glyphs: «(cid:12)(cid:7)»."""
    text = " ".join(line.text for page in pages for line in page.lines)
    return text.count("(cid:") * 6 > len(text) / 2


# Paragraphs ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """A line with its page, and where the text of its page ends on the right."""

    line: Line
    page: int
    right: float


def _blocks(pages: Sequence[Page]) -> Iterator[RawBlock]:
    left = _left_margin(pages)
    spacing = _line_spacing(pages)
    paragraph: list[_Place] = []
    pending: Table | None = None
    for page in pages:
        for item in page.items:
            if isinstance(item, Table):
                yield from _paragraph(paragraph)
                paragraph = []
                if pending is not None and item.edges != pending.edges:
                    yield from table_blocks(pending.grid)
                    pending = None
                grid = item.grid if pending is None else _continued(pending.grid, item.grid)
                pending = replace(item, grid=grid)
                continue
            if pending is not None:
                yield from table_blocks(pending.grid)
                pending = None
            place = _Place(item, page.number, page.right)
            if paragraph and not _continues(paragraph, place, left, spacing):
                yield from _paragraph(paragraph)
                paragraph = []
            paragraph.append(place)
    yield from _paragraph(paragraph)
    if pending is not None:
        yield from table_blocks(pending.grid)


def _continued(above: list[list[Cell]], below: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table over a page break; a row that goes on mid-sentence is made whole."""
    first = [cell.text for cell in below[0]]
    goes_on = not first[0] and all(text[0].islower() for text in first if text)
    if not goes_on or len(first) != len(above[-1]):
        return [*above, *below]
    whole = [
        Cell((*top.blocks, *rest.blocks), top.header)
        for top, rest in zip(above[-1], below[0], strict=True)
    ]
    return [*above[:-1], whole, *below[1:]]


def _left_margin(pages: Sequence[Page]) -> float:
    """Where most lines begin, in whole points."""
    starts = Counter(round(line.x0) for page in pages for line in page.lines if not line.aside)
    return float(starts.most_common(1)[0][0]) if starts else 0.0


def _line_spacing(pages: Sequence[Page]) -> float:
    """The usual distance from line to line within a paragraph: the smaller half of all."""
    steps = sorted(
        b.top - a.top
        for page in pages
        for a, b in pairwise(page.lines)
        if 0 < b.top - a.top < 4 * a.size and not (a.aside or b.aside)
    )
    return steps[len(steps) // 4] if steps else 0.0


_STARTS_ITEM = re.compile(
    r"[-+•–*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]+\.\s|"
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC)\s+[\dIVX]+"
)
_ENDS_SENTENCE = re.compile(r"[.;:!?…][”\"’»)\]]*$")


def _continues(before: Sequence[_Place], place: _Place, left: float, spacing: float) -> bool:
    """Whether the line belongs to the paragraph that the lines before it began."""
    last, line = before[-1].line, place.line
    if line.aside or last.aside or abs(line.size - last.size) > 0.15 * last.size:
        return False
    ended = bool(_ENDS_SENTENCE.search(last.text))
    same_page = before[-1].page == place.page
    if same_page and line.top - last.top > max(1.6 * spacing, 2.2 * last.size):
        return False
    starts_item = _STARTS_ITEM.match(line.text)
    if starts_item and (ended or not same_page or line.text[0].islower()):
        return False
    if line.text[0].islower() and not ended:
        return True
    if line.bold != last.bold or (ended and not same_page):
        return False
    # The line before was full: the first word of this one had no room left on it.
    full = last.x1 + line.first_word + 0.2 * line.size > before[-1].right - 0.02 * last.size
    return full and not _is_indented(before, line, left)


def _is_indented(before: Sequence[_Place], line: Line, left: float) -> bool:
    """Whether the line begins a paragraph by its indent; under a list mark text hangs."""
    own = before[0].line.x0 if len(before) == 1 else before[1].line.x0
    hanging = len(before) == 1 and bool(_STARTS_ITEM.match(before[0].line.text))
    reference = max(left, own) if hanging or len(before) > 1 else left
    return line.x0 > reference + 0.8 * line.size and not (hanging and line.x0 > own)


def _paragraph(places: Sequence[_Place]) -> Iterator[RawBlock]:
    if not places:
        return
    text = ""
    for place in places:
        text = _join(text, place.line.text)
    yield RawBlock(
        text,
        page=places[0].page,
        bold=all(place.line.bold for place in places),
        in_layout=places[0].line.aside,
    )


def _join(text: str, line: str) -> str:
    """Two lines of a paragraph. A soft hyphen goes; a real one («Nouvelle-Aquitaine») stays,
    without a space: Vietnamese words are not parted at line ends."""
    if text.endswith("\u00ad"):
        return text[:-1] + line
    if re.search(r"\w-$", text) and line[:1].isalnum():
        return text + line
    return vi.clean(f"{text} {line}")
