"""Scanned pages read by OCR: images become words with places and a confidence.

Tesseract with its Vietnamese data where the machine has both, else the package trueocr,
which brings its models along. On pages of official Vietnamese at 200 dpi tesseract gets .997
of the characters right in 2 s a page, trueocr .985 in 0.4 s (tests/benchmarks/ocr.py).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from lxml import etree  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, ImageFilter

DPI = 200  # for which the engines do best; below 150 they lose diacritics
PAGE_SECONDS = 120.0  # after which a page counts as unreadable

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Word:
    """Lengths are pixels from the top left of the straightened page; `top` and `bottom` are
    those of the word's line, from its ascenders to its descenders. `confidence` is 0 to 1."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    confidence: float


@dataclass(frozen=True)
class PageText:
    """`confidence` is 0 to 1: the mean over the words, weighted by length; 1 for a blank page,
    0 for one that bears ink but gave no words (handwriting, a photograph) or took too long.
    `image` is the page as it was read: grey, upright, straight."""

    words: tuple[Word, ...]
    confidence: float
    image: Image.Image


def read_pages(images: Iterable[Image.Image]) -> Iterator[PageText]:
    """The pages in order. Several are read at once, one a processor, and no more images are
    drawn from `images` than that. Raises RuntimeError where there is no engine."""
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as pool:
        pending: deque[Future[PageText]] = deque()
        for image in images:
            pending.append(pool.submit(read_page, image))
            if len(pending) > at_once:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def read_page(image: Image.Image) -> PageText:
    """One page at about 200 dpi, in any of the four orientations. Raises RuntimeError where
    there is no engine."""
    gray = _clean(image.convert("L"))
    if is_blank(gray):
        return PageText((), 1.0, gray)
    best = PageText((), 0.0, gray)
    for turn in _turns(gray):
        straight = _straightened(gray.transpose(turn) if turn is not None else gray)
        words = tuple(_read(straight))
        read = PageText(words, _confidence(words), straight)
        best = max(best, read, key=lambda page: page.confidence * _letters(page.words))
        if read.confidence >= _SURE:
            break
    return best


def _letters(words: Iterable[Word]) -> int:
    return sum(len(word.text) for word in words)


def _confidence(words: tuple[Word, ...]) -> float:
    letters = _letters(words)
    return sum(len(word.text) * word.confidence for word in words) / letters if letters else 0.0


# The engines ---------------------------------------------------------------------------------


@cache
def engine() -> str:
    """«tesseract», «trueocr», or empty where neither is there."""
    if _has_tesseract():
        return "tesseract"
    return "trueocr" if _has_trueocr() else ""


def _has_tesseract() -> bool:
    if shutil.which("tesseract") is None:
        return False
    listed = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return "vie" in listed.stdout.split()


def _has_trueocr() -> bool:
    try:
        import trueocr  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:  # also where onnxruntime has no build for the machine
        return False
    return True


def _read(image: Image.Image) -> Iterator[Word]:
    name = engine()
    if name == "tesseract":
        return _by_tesseract(image)
    if name == "trueocr":
        return _by_trueocr(image)
    raise RuntimeError("no OCR engine")


def _by_tesseract(image: Image.Image) -> Iterator[Word]:
    """With the Vietnamese data alone, which reads Vietnamese better and faster than together
    with the English; a page of another language once more with both."""
    words = list(_tesseract(image, "vie"))
    text = " ".join(word.text for word in words)
    if len(words) > 20 and len(_DIACRITIC.findall(text)) < 0.2 * len(words):
        words = list(_tesseract(image, "eng+vie")) or words
    yield from words


_DIACRITIC = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ]")
_HOCR_LINES = "ocr_line ocr_header ocr_caption ocr_textfloat".split()


def _tesseract(image: Image.Image, languages: str) -> Iterator[Word]:
    picture = io.BytesIO()
    image.save(picture, "PNG", compress_level=1)
    command = ["tesseract", "-", "-", "-l", languages, "--psm", "3", "--dpi", str(DPI), "hocr"]
    try:
        done = subprocess.run(
            command,
            input=picture.getvalue(),
            capture_output=True,
            check=True,
            timeout=PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages, not threads, fill the processors
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return
    page = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    if page is None:
        return
    for line in page.iter("{*}span"):
        if line.get("class") in _HOCR_LINES:
            yield from _hocr_words(line)


def _hocr_words(line: Any) -> Iterator[Word]:
    """The words of an hOCR line (http://kba.github.io/hocr-spec): their boxes hug the letters,
    so the line's own baseline and type size give their heights."""
    stated = _hocr(line)
    x0, _, _, y1 = stated["bbox"]
    slope, offset = stated.get("baseline", (0.0, 0.0))
    size, below = stated["x_size"][0], stated["x_descenders"][0]
    for span in line.iter("{*}span"):
        text = "".join(span.itertext()).strip()
        if span.get("class") != "ocrx_word" or not text:
            continue
        own = _hocr(span)
        left, _, right, _ = own["bbox"]
        baseline = y1 + offset + slope * ((left + right) / 2 - x0)
        confidence = own["x_wconf"][0] / 100
        if confidence >= _LEAST:
            yield Word(text, left, right, baseline + below - size, baseline + below, confidence)


def _hocr(element: Any) -> dict[str, list[float]]:
    """What the title says: «bbox 10 20 90 40; x_wconf 93»."""
    parts = (part.split() for part in element.get("title").split(";"))
    return {name: list(map(float, values)) for name, *values in parts}


@cache
def _trueocr() -> Any:
    import trueocr

    # Its own turning is left out: both engines get the page upright and straight.
    return trueocr.load_model(threads=1, auto_rotate=False)


def _by_trueocr(image: Image.Image) -> Iterator[Word]:
    """trueocr gives whole lines; their words stand in proportion to their letters."""
    for line in _trueocr().predict(image).lines:
        x0, top, x1, bottom = map(float, line["bbox"])
        if line["confidence"] < _LEAST or not line["text"]:
            continue
        step = (x1 - x0) / len(line["text"])
        for match in re.finditer(r"\S+", line["text"]):
            left, right = x0 + step * match.start(), x0 + step * match.end()
            yield Word(match[0], left, right, top, bottom, line["confidence"])


# Upright, straight and without specks ---------------------------------------------------------

_SIDE = 1000  # pixels of the longer side on which the geometry is measured
_STEEPEST = 5.0  # degrees of tilt that are looked for
_LEVEL = 0.15  # degrees below which a page is left as it is
_SURE = 0.75  # confidence above which a page stands upright; upside down it stays below .5
_LEAST = 0.2  # words below it are strokes of stamps and signatures
_BLANK = 0.0004  # share of ink: a lone page number has .0005, the dust of a scanner less


def is_blank(image: Image.Image) -> bool:
    """Whether a page bears no more ink than dust does, away from its edges."""
    ink = _ink(image)
    height, width = ink.shape
    inner = ink[height // 40 : -height // 40, width // 40 : -width // 40]
    return inner.size == 0 or float(inner.mean()) < _BLANK


def _ink(image: Image.Image) -> Mask:
    """Where a small copy of the page is clearly darker than its surroundings."""
    small = image.convert("L")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    around = np.asarray(small.filter(ImageFilter.BoxBlur(20)), dtype=np.int16)
    return np.asarray(small, dtype=np.int16) < around - 40


def _turns(gray: Image.Image) -> Iterator[Image.Transpose | None]:
    """The quarter turns to try, likeliest first: rows of text make a page's ink uneven from
    row to row, columns of a page that lies on its side from column to column. What stands
    upside down only reading can tell."""
    ink = _ink(gray)
    level, upright = _tilt(ink)[1], _tilt(ink.T)[1]
    across = [None, Image.Transpose.ROTATE_180]
    sideways = [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270]
    if level >= upright:
        yield from across
        if level < _DECISIVE * upright:
            yield from sideways
    else:
        yield from sideways
        if upright < _DECISIVE * level:
            yield from across


_DECISIVE = 2.0


def _straightened(gray: Image.Image) -> Image.Image:
    degrees, _ = _tilt(_ink(gray))
    if abs(degrees) < _LEVEL:
        return gray
    return gray.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def _tilt(ink: Mask) -> tuple[float, float]:
    """The degrees, anticlockwise, that make the rows of text level, and how sharp they then
    are: the squared change of the ink from row to row, over the ink."""
    y, x = (axis.astype(np.float64) for axis in np.nonzero(ink))
    if not len(x):
        return 0.0, 0.0

    def sharpness(degrees: float) -> float:
        # A turn this small is a shear.
        rows = np.round(y - x * np.tan(np.radians(degrees))).astype(np.int64)
        profile = np.bincount(rows - rows.min()).astype(np.float64)
        return float((np.diff(profile) ** 2).sum() / len(x))

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=sharpness)
    fine = max(np.arange(coarse - 0.5, coarse + 0.55, 0.1), key=sharpness)
    return float(fine), sharpness(fine)


_STANDS_OUT = 40  # levels of grey


def _clean(gray: Image.Image) -> Image.Image:
    """The page without its specks: a pixel that stands out from all its eight neighbours takes
    their median. A median filter on every pixel costs a clean page 1.5 % of its words, this
    none; on a page with salt and pepper both gain 4 %."""
    pixels = np.asarray(gray)
    height, width = pixels.shape
    framed = np.pad(pixels, 1, mode="edge")
    around = [
        framed[y : y + height, x : x + width]
        for y in range(3)
        for x in range(3)
        if (x, y) != (1, 1)
    ]
    darkest, lightest = np.minimum.reduce(around), np.maximum.reduce(around)
    # Unsigned: a difference below zero would be a large one.
    dark = (pixels < darkest) & (darkest - pixels > _STANDS_OUT)
    light = (pixels > lightest) & (pixels - lightest > _STANDS_OUT)
    specks = np.nonzero(dark | light)
    mended = pixels.copy()
    mended[specks] = np.median([shifted[specks] for shifted in around], axis=0)
    return Image.fromarray(mended)
