"""PDF: each page read as text or, where it is a scan, by OCR."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from ingest import ocr, syllables
from ingest.document import PageReading
from ingest.errors import IntakeError, Reason
from ingest.formats import layout, paragraphs, pdfium, scans
from ingest.formats.content import Content
from ingest.formats.image import png
from ingest.formats.scans import NO_CORRECTIONS
from ingest.straighten import is_blank


def parse(
    data: bytes,
    corrections: Mapping[int, str] = NO_CORRECTIONS,
    tell: Callable[[int, int], None] | None = None,
) -> Content:
    """The text of the PDF. `scanned` names each page that OCR read, and each that it could
    not (confidence 0: no engine, no words found, out of time).

    `corrections` are the texts of pages by their numbers (from 1) as a person typed them, a
    paragraph a line; these stand as they are. `tell` hears (pages done, pages) after each.
    Raises IntakeError: ENCRYPTED, DAMAGED, NO_PAGES; NO_TEXT where every page is a scan and
    the machine has no OCR engine.
    """
    laid: dict[int, layout.Page] = {}
    scanned: dict[int, PageReading] = {}
    with pdfium.opened(data) as pages:
        pending: list[pdfium.Page] = []

        def told() -> None:
            if tell is not None:
                tell(len(laid), len(pages))

        for page in pages:
            number = page.number
            if number in corrections:
                laid[number], scanned[number] = scans.corrected(number, corrections[number])
            elif _is_scan(page, contents := page.contents()):
                pending.append(page)
                continue
            else:
                laid[number] = _arranged(number, contents)
            told()
        if pending and not ocr.engine():
            if not any(page.items for page in laid.values()):
                raise IntakeError(Reason.NO_TEXT)
            scanned.update((page.number, PageReading(page.number, 0.0)) for page in pending)
            pending = []
        for read, reading in scans.read((page.number, page.image(ocr.DPI)) for page in pending):
            laid[read.number], scanned[read.number] = read, reading
            told()
    blocks, margins = paragraphs.blocks(laid[number] for number in sorted(laid))
    readings = tuple(scanned[number] for number in sorted(scanned))
    return Content(blocks, scanned=readings, margins=margins)


def page_image(data: bytes, page: int, dpi: int = 110) -> bytes:
    """The page, counted from 1, as a PNG image. Raises IntakeError: NO_PAGES where the file
    has no such page."""
    with pdfium.opened(data) as pages:
        if not 1 <= page <= len(pages):
            raise IntakeError(Reason.NO_PAGES)
        return png(pages[page - 1].image(dpi))


def _arranged(number: int, contents: pdfium.Contents) -> layout.Page:
    """The page with what is written in other directions (a table on its side) after the rest."""
    items = [
        item
        for group in contents.groups
        for item in layout.arrange(group.words, group.rules, number)
    ]
    return layout.Page(number, tuple(items), contents.groups[0].rules)


# What is a scan ------------------------------------------------------------------------------

_FEW_LETTERS = 10  # a page number, a stamp
_SIGNATURE_LETTERS = 300  # «Người ký: …», set upon a scan by who signs it digitally


def _is_scan(page: pdfium.Page, contents: pdfium.Contents) -> bool:
    """Whether the page has to be read as a picture: its text is missing, unusable, or only a
    layer of bad OCR behind a picture."""
    text = contents.text
    letters = sum(map(str.isalnum, text))
    if letters < _FEW_LETTERS:
        scanned = contents.pictured >= pdfium.PICTURE
        return scanned or (contents.drawn and not is_blank(page.image(_ROUGH_DPI)))
    if is_garbled(text):
        return True
    if contents.pictured < pdfium.PICTURE:
        return False
    if contents.hidden:
        return not is_plausible(text)
    return letters < _SIGNATURE_LETTERS


_ROUGH_DPI = 50

_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_VOWELS = re.compile(r"[aeiouyAEIOUY]|[^\x00-\x7f]")
_MARKED = re.compile(r"[\u0300-\u0323đĐ]")


def is_garbled(text: str) -> bool:
    """Whether the fonts give no characters or wrong ones for most glyphs. Foreign languages
    and encodings older than Unicode are not garbled: nearly all their words have vowels."""
    shown = [char for char in text if not char.isspace()]
    unmapped = sum(unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") for char in shown)
    if unmapped > 0.2 * len(shown):
        return True
    words = [word for word in _WORD.findall(text) if len(word) > 2 and word.isalpha()]
    mute = sum(not _VOWELS.search(word) for word in words)
    return len(words) > 10 and mute > 0.5 * len(words)


def is_plausible(text: str) -> bool:
    """Whether an OCR layer reads as Vietnamese: most words are possible syllables, and enough
    bear marks, which engines without Vietnamese leave out or take for other letters."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    valid = sum(map(syllables.is_syllable, words))
    marked = sum(bool(_MARKED.search(unicodedata.normalize("NFD", word))) for word in words)
    return bool(words) and valid > 0.85 * len(words) and marked > 0.5 * len(words)
