"""Images as files: the scan or photograph of a page; a TIFF may hold several pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PIL import Image, ImageOps

from ingest import ocr
from ingest.document import PageReading
from ingest.errors import IntakeError, Reason
from ingest.formats import layout, paragraphs, scans
from ingest.formats.content import Content
from ingest.formats.scans import NO_CORRECTIONS

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 80_000_000  # of a page; A4 at 900 dpi has that many
_MOST_PAGES = 2000
_PAGE_HEIGHT = 11.7  # inches of A4
_MOST_ENLARGED = 2.5


def parse(
    data: bytes,
    corrections: Mapping[int, str] = NO_CORRECTIONS,
    tell: Callable[[int, int], None] | None = None,
) -> Content:
    """The text of the pages, as `formats.pdf.parse` reads scanned ones.

    Raises IntakeError: DAMAGED; BOMB for an image too large to unpack; NO_TEXT where the
    machine has no OCR engine.
    """
    laid: dict[int, layout.Page] = {}
    scanned: dict[int, PageReading] = {}
    with _opened(data) as image:
        total = _pages(image)
        for number in corrections.keys() & range(1, total + 1):
            laid[number], scanned[number] = scans.corrected(number, corrections[number])
        left = [number for number in range(1, total + 1) if number not in laid]
        if left and not ocr.engine():
            raise IntakeError(Reason.NO_TEXT)
        for page, reading in scans.read((number, _at_200_dpi(image, number)) for number in left):
            laid[page.number], scanned[page.number] = page, reading
            if tell is not None:
                tell(len(laid), total)
    blocks, margins = paragraphs.blocks(laid[number] for number in sorted(laid))
    readings = tuple(scanned[number] for number in sorted(scanned))
    return Content(blocks, scanned=readings, margins=margins)


def page_image(data: bytes, page: int, dpi: int = 110) -> bytes:
    """The page, counted from 1, as a PNG image as high as A4 at `dpi`. Raises IntakeError:
    NO_PAGES where the file has no such page."""
    with _opened(data) as image:
        if not 1 <= page <= _pages(image):
            raise IntakeError(Reason.NO_PAGES)
        gray = _gray(image, page)
    side = round(dpi * _PAGE_HEIGHT)
    gray.thumbnail((side, side))
    return png(gray)


def is_image(data: bytes) -> bool:
    """Whether the bytes begin as PNG, JPEG or TIFF do."""
    return data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*"))


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            yield image
    except Image.DecompressionBombError as error:
        raise IntakeError(Reason.BOMB) from error
    except (OSError, SyntaxError) as error:  # PIL's for images that are cut off or broken
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


def _pages(image: Image.Image) -> int:
    pages: int = getattr(image, "n_frames", 1)
    if pages > _MOST_PAGES:
        raise IntakeError(Reason.BOMB)
    return pages


def _at_200_dpi(image: Image.Image, page: int) -> Image.Image:
    """The page as if it were A4 at 200 dpi: what resolution an image states is seldom true."""
    gray = _gray(image, page)
    factor = min(_MOST_ENLARGED, ocr.DPI * _PAGE_HEIGHT / max(gray.size))
    if 0.8 < factor < 1.25:
        return gray
    width, height = (max(1, round(side * factor)) for side in gray.size)
    return gray.resize((width, height), Image.Resampling.LANCZOS)


def _gray(image: Image.Image, page: int) -> Image.Image:
    """The page upright as its camera held it, in grey on white."""
    image.seek(page - 1)
    width, height = image.size
    if width * height > _MOST_PIXELS:  # before a pixel is unpacked
        raise IntakeError(Reason.BOMB)
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits a pixel
        return upright.point(lambda value: value / 256).convert("L")
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return upright.convert("L")
