"""What stands on a page of a PDF: words, rules and pictures, and the page as an image.

PDFium's own text is not used, only its glyphs with their places: where a font lacks Vietnamese
letters the producer sets them from another font, and PDFium then orders the letters wrongly.
Of seven such files made by LibreOffice its text kept 42 % of the words of six; the glyphs in
the order of their places keep all, and 98 % of the seventh, of which pdfplumber keeps 71 %.
A page takes 0.06 s with its layout, by pdfplumber 0.15 s.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from PIL import Image

from ingest.errors import IntakeError, Reason
from ingest.formats import pdf_paint
from ingest.formats.layout import Word
from ingest.formats.ruling import Box

# PDFium must not be called from two threads at once, not even for two documents.
_LOCK = threading.Lock()
PICTURE = 0.5  # share of the page from which a picture may be the page itself
_TINY = 1.0  # points
_MOST_OBJECTS = 20_000  # of one page: beyond it is a map
_MOST_PIXELS = 20_000_000  # A4 at 200 dpi has 3.9 million; a plan on A0 is scaled down

_PAGE = re.compile(rb"/Type\s*/Page\b|/Type\s*/ObjStm\b")  # pages may be packed in streams
_NO_PAGES = re.compile(rb"/Count\s+0\b")


@contextmanager
def opened(data: bytes) -> Iterator[list[Page]]:
    """The pages of the PDF. Raises IntakeError: ENCRYPTED, DAMAGED, NO_PAGES."""
    try:
        with _LOCK:
            document = pypdfium2.PdfDocument(data)
            count = len(document)
    except pypdfium2.PdfiumError as error:
        raise IntakeError(_why_closed(data, error)) from error
    try:
        yield [Page(document, index) for index in range(count)]
    finally:
        with _LOCK:
            document.close()


def _why_closed(data: bytes, error: pypdfium2.PdfiumError) -> Reason:
    # For a file without pages PDFium sets no error code: what it states is the last file's.
    if _NO_PAGES.search(data) and not _PAGE.search(data):
        return Reason.NO_PAGES
    locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
    return Reason.ENCRYPTED if locked else Reason.DAMAGED


class Page:
    """A page of an open document; reads nothing before it is asked, and keeps nothing."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        self._document = document
        self._index = index
        self.number = index + 1

    def contents(self) -> Contents:
        with self._open() as page:
            return _contents(page)

    def image(self, dpi: float) -> Image.Image:
        """The page in grey at that resolution, or less where it is huge."""
        with self._open() as page:
            width, height = page.get_size()
            scale = min(dpi / 72, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            return image

    @contextmanager
    def _open(self) -> Iterator[Any]:
        with _LOCK:
            page = self._document[self._index]
            try:
                yield page
            finally:
                page.close()


@dataclass(frozen=True)
class Contents:
    """`groups` are the words and rules by the direction of the writing, the direction of most
    letters first. `pictured` is the share of the page that pictures cover, 0 to 1; `drawn`
    says whether anything at all but text is on it; `hidden` whether most of the text is not
    shown, as OCR engines lay it behind a scan."""

    groups: tuple[Group, ...]
    pictured: float
    drawn: bool
    hidden: bool

    @property
    def text(self) -> str:
        return " ".join(word.text for group in self.groups for word in group.words)


@dataclass(frozen=True)
class Group:
    """Lengths are points; x runs with the writing, y down from line to line."""

    words: tuple[Word, ...]
    rules: tuple[Box, ...]


def _contents(page: Any) -> Contents:
    area = page.get_bbox()
    glyphs = list(_glyphs(page))
    objects = list(islice(page.get_objects(max_depth=4), _MOST_OBJECTS))
    pictured = pdf_paint.pictured(objects, area)
    hidden = 2 * sum(glyph.style.hidden for _, glyph in glyphs) > len(glyphs)
    if not (hidden and pictured >= PICTURE):
        glyphs = list(_seen(glyphs, list(pdf_paint.grounds(objects)), area))
    turned: dict[int, list[_Glyph]] = {}
    for turn, glyph in glyphs:
        turned.setdefault(turn, []).append(glyph)
    turns = sorted(turned, key=lambda turn: -len(turned[turn])) or [0]
    rules = [rule for found in objects for rule in pdf_paint.rules(found)]
    groups = (
        Group(
            tuple(_words(turned.get(turn, []))),
            tuple(_turned(rule, turn) for rule in rules) if turn == turns[0] else (),
        )
        for turn in turns
    )
    drawn = any(found.type != pdfium.FPDF_PAGEOBJ_TEXT for found in objects)
    return Contents(tuple(groups), pictured, drawn, hidden)


def _seen(
    glyphs: Sequence[tuple[int, _Glyph]], grounds: Sequence[pdf_paint.Area], area: pdf_paint.Area
) -> Iterator[tuple[int, _Glyph]]:
    """Those that a reader of the page sees: neither invisible nor off the page, of a size to
    be read, and not white on white."""
    for turn, glyph in glyphs:
        style, x, y = glyph.style, (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.3 * glyph.size
        if style.hidden or glyph.size < _TINY or not _holds(_turned(area, turn), x, y):
            continue
        if style.white and not any(_holds(_turned(box, turn), x, y) for box in grounds):
            continue
        yield turn, glyph


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _turned(box: tuple[float, float, float, float], turn: int) -> Box:
    """A box of the page (left, bottom, right, top; y upwards) as one who reads in that
    direction sees it (x0, top, x1, bottom; y downwards); `turn` counts quarter turns
    anticlockwise."""
    left, bottom, right, top = box
    match turn:
        case 0:
            return left, -top, right, -bottom
        case 1:
            return bottom, left, top, right
        case 2:
            return -right, bottom, -left, top
        case _:
            return -top, -right, -bottom, -left


# Glyphs --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Style:
    """What the glyphs of one text object have in common."""

    turn: int | None  # None for writing aslant: watermarks
    scale: float
    bold: bool
    hidden: bool
    white: bool
    font: str


@dataclass(frozen=True, slots=True)
class _Glyph:
    """`guessed` is a space that PDFium put in where it saw a gap."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    style: _Style
    guessed: bool

    # The boxes that PDFium gives reach as far as each letter's accents do. These are those of
    # the letters of Times: words of one line have one height.
    @property
    def top(self) -> float:
        return self.baseline - 0.9 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.22 * self.size


_LINE_END_HYPHEN = "\x02"  # what PDFium makes of a hyphen there


def _glyphs(page: Any) -> Iterator[tuple[int, _Glyph]]:
    keeper = page.get_textpage()  # closed once it is gone
    textpage = keeper.raw
    styles: dict[int, _Style] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    style: _Style | None = None
    for i in range(keeper.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, i)).replace(_LINE_END_HYPHEN, "-")
        guessed = pdfium.FPDFText_IsGenerated(textpage, i) == 1
        if not guessed:
            owner = pdfium.FPDFText_GetTextObject(textpage, i)
            key = ctypes.addressof(owner.contents) if owner else 0
            if key not in styles:
                styles[key] = _style(textpage, i, owner)
            style = styles[key]
        if style is None or style.turn is None or text in "\r\n":
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, i, box)
        pdfium.FPDFText_GetCharOrigin(textpage, i, x, y)
        x0, _, x1, _ = _turned((box.left, box.bottom, box.right, box.top), style.turn)
        baseline = _turned((x.value, y.value, x.value, y.value), style.turn)[1]
        size = pdfium.FPDFText_GetFontSize(textpage, i) * style.scale
        yield style.turn, _Glyph(text, x0, x1, baseline, size, style, guessed)


def _style(textpage: Any, i: int, owner: Any) -> _Style:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, i, matrix)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    turn = round(angle) % 4 if abs(angle - round(angle)) < _ASLANT / 90 else None
    name = ctypes.create_string_buffer(200)
    pdfium.FPDFText_GetFontInfo(textpage, i, name, len(name), ctypes.c_int())
    font = name.value.decode("utf-8", "replace")
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    bold = "bold" in font.lower() or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
    hidden, white = pdf_paint.is_invisible(owner), pdf_paint.is_white(owner)
    return _Style(turn, math.hypot(matrix.c, matrix.d), bold, hidden, white, font)


_ASLANT = 10.0  # degrees


# Words ---------------------------------------------------------------------------------------


def _words(glyphs: list[_Glyph]) -> Iterator[Word]:
    row: list[_Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top):
        # The small digits of a footnote mark begin a little higher.
        if row and glyph.top - row[0].top > max(2.5, 0.25 * glyph.size):
            yield from _words_of_row(row)
            row = []
        row.append(glyph)
    yield from _words_of_row(row)


def _words_of_row(row: list[_Glyph]) -> Iterator[Word]:
    word: list[_Glyph] = []
    guess = -math.inf  # where PDFium saw the last gap
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if glyph.guessed:
            guess = glyph.x0
            continue
        if word and (glyph.text.isspace() or _parts(word[-1], glyph, guess)):
            yield _word(word)
            word = []
        if not glyph.text.isspace():
            word.append(glyph)
    if word:
        yield _word(word)


def _parts(last: _Glyph, glyph: _Glyph, guess: float) -> bool:
    """Whether a gap parts two words: a clear one, or a slight one where PDFium saw one too.
    Its guesses alone are many: it puts one before each letter from another font."""
    gap = glyph.x0 - last.x1
    return gap > 0.15 * glyph.size or (
        gap > 0.04 * glyph.size and last.x0 < guess < glyph.x0 - 0.05 * glyph.size
    )


def _word(glyphs: list[_Glyph]) -> Word:
    text = _unmarked(glyphs)
    return Word(
        text=_TCVN3_HYPHEN.sub("\u00ad", text) if _TCVN3.match(glyphs[0].style.font) else text,
        x0=glyphs[0].x0,
        x1=max(glyph.x1 for glyph in glyphs),
        top=min(glyph.top for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        size=median(glyph.size for glyph in glyphs),
        bold=all(glyph.style.bold for glyph in glyphs),
        font=glyphs[0].style.font,
    )


# TCVN3 writes ư as byte AD, which the encoding of most PDF fonts calls a hyphen (PDF 32000-1,
# Annex D, note 6). Next to a small letter it is ư: «tr-êng», «nh-», but «01/Q§-UBND».
_TCVN3 = re.compile(r"(?:[A-Z]{6}\+)?\.?[Vv]n(?=[A-Z])")
_TCVN3_HYPHEN = re.compile(r"(?<![A-Z\d])-(?=[^\W\dA-Z])|(?<=[a-z])-(?![A-Z\d])")

_UNITS = ("m", "mm", "cm", "dm", "km", "CO", "m/s")


def _unmarked(glyphs: list[_Glyph]) -> str:
    """The word without the small digits of a footnote mark: «hồ sơ» for «hồ sơ²», but «km2»."""
    whole = "".join(glyph.text for glyph in glyphs)
    size = max(glyph.size for glyph in glyphs)
    kept = [g for g in glyphs if not (g.text.isdigit() and g.size < 0.75 * size)]
    text = "".join(glyph.text for glyph in kept)
    return text if len(kept) < len(glyphs) and text.rstrip(".,;:)") not in _UNITS else whole
