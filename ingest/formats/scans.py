"""Pages read by OCR, laid out as digital pages are: the words that it finds become lines and
tables in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from statistics import median
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest import ocr
from ingest.document import PageReading, RawBlock
from ingest.formats.layout import Item, Page, Word, arrange
from ingest.formats.ruling import Box

NO_CORRECTIONS: Mapping[int, str] = MappingProxyType({})

_POINTS = 72 / ocr.DPI  # of one pixel


def read(images: Iterable[tuple[int, Image.Image]]) -> Iterator[tuple[Page, PageReading]]:
    """The pages behind images of 200 dpi with their numbers, in order."""
    numbers: list[int] = []

    def drawn() -> Iterator[Image.Image]:
        for number, image in images:
            numbers.append(number)
            yield image

    for i, page in enumerate(ocr.read_pages(drawn())):
        items = arrange(_words(page.words), _rules(page.image), numbers[i])
        yield Page(numbers[i], tuple(items)), PageReading(numbers[i], page.confidence)


def corrected(number: int, text: str) -> tuple[Page, PageReading]:
    """The page as a person typed it, a paragraph a line."""
    lines: list[Item] = [RawBlock(line, page=number) for line in text.splitlines() if line.strip()]
    return Page(number, tuple(lines)), PageReading(number, 1.0, corrected=True)


def _words(words: Iterable[ocr.Word]) -> list[Word]:
    """In points. Sizes that differ little are one size, measured a little wrong."""
    heights = [word.bottom - word.top for word in words]
    usual = median(heights) if heights else 0.0
    return [
        Word(
            word.text,
            word.x0 * _POINTS,
            word.x1 * _POINTS,
            word.top * _POINTS,
            word.bottom * _POINTS,
            size=_POINTS * (usual if abs(height - usual) < 0.3 * usual else height),
        )
        for word, height in zip(words, heights, strict=True)
    ]


# Rules of tables -----------------------------------------------------------------------------

_SHORTEST_RULE = 60  # pixels (7 mm): longer than any stroke of a letter
_INK = 140  # grey below which a pixel belongs to a rule


def _rules(image: Image.Image) -> list[Box]:
    """The horizontal and vertical lines on a straightened page, in points; a line several
    pixels thick comes as several."""
    ink = np.asarray(image) < _INK
    across = [(x0, y, x1, y) for y, x0, x1 in _runs(ink)]
    down = [(x, y0, x, y1) for x, y0, y1 in _runs(np.ascontiguousarray(ink.T))]
    if len(across) + len(down) > _MOST_RUNS:
        return []
    return [
        (x0 * _POINTS, y0 * _POINTS, x1 * _POINTS, y1 * _POINTS) for x0, y0, x1, y1 in across + down
    ]


_MOST_RUNS = 4000  # beyond it is a dark picture


def _runs(ink: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """(row, start, end) of runs of ink at least as long as the shortest rule."""
    height, width = ink.shape
    edges = np.zeros((height, width + 2), dtype=np.int8)
    edges[:, 1:-1] = ink
    change = np.diff(edges, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    long = ends - starts >= _SHORTEST_RULE
    yield from zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True)
