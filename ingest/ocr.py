"""Scanned pages read by OCR: images become words with places and a confidence.

Tesseract with its Vietnamese data where the machine has both, else the package trueocr,
which brings its models along. On clean pages of official Vietnamese at 200 dpi tesseract gets
.999 of the characters right in 2 s a page, trueocr .987 in 1 s (tests/benchmarks/ocr.py).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from time import monotonic
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from PIL import Image

from ingest.straighten import is_blank, straightened, turns, without_specks
from ingest.syllables import is_syllable

DPI = 200  # for which the engines do best; below 150 they lose diacritics
PAGE_SECONDS = 40.0  # for one reading; a page is not begun anew after that


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
    gray = without_specks(image.convert("L"))
    if is_blank(gray):
        return PageText((), 1.0, gray)
    begun, best = monotonic(), PageText((), 0.0, gray)
    for turn in turns(gray):
        straight = straightened(gray.transpose(turn) if turn is not None else gray)
        words = tuple(filter(_is_trusted, _read(straight)))
        read = PageText(words, _confidence(words), straight)
        best = max(best, read, key=lambda page: page.confidence * _letters(page.words))
        if read.confidence >= _SURE[engine()] or monotonic() - begun > PAGE_SECONDS:
            break
    return best


# Confidence above which a page stands upright; upside down it stays below .5 and .8.
_SURE = {"tesseract": 0.75, "trueocr": 0.87}


def _is_trusted(word: Word) -> bool:
    """Whether the word is no mere stroke of a stamp, a signature or a table, and no dust."""
    if any(map(str.isalnum, word.text)):
        return word.confidence >= 0.2
    return word.confidence >= 0.6 and bool(word.text.strip("|_[]"))


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
    written = _LETTERS.findall(" ".join(word.text for word in words))
    if len(written) > 20 and sum(not word.isascii() for word in written) < 0.3 * len(written):
        words = list(_tesseract(image, "eng+vie")) or words
    yield from words


_LETTERS = re.compile(r"[^\W\d_]{2,}")  # 75 of 100 such words bear marks in Vietnamese
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
            yield from parted_rightly(list(_hocr_words(line)))


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
        yield Word(text, left, right, baseline + below - size, baseline + below, confidence)


_NO_SPACE = 0.15  # of the type size: no space between words is so narrow


def parted_rightly(words: Sequence[Word]) -> list[Word]:
    """The words of a line with letters that tesseract put on the wrong side of a space moved
    over it: «SỞN GOẠI» has no room for a space where it says that one is."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and word.x0 - last.x1 < _NO_SPACE * (word.bottom - word.top):
            before, after = last.text[:-1], last.text[-1:] + word.text
            if len(before) > 1 and is_syllable(before) and is_syllable(after):
                step = (last.x1 - last.x0) / len(last.text)
                found[-1] = replace(last, text=before, x1=last.x1 - step)
                word = replace(word, text=after, x0=last.x1 - step)
        found.append(word)
    return found


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
        step = (x1 - x0) / max(1, len(line["text"]))
        for match in re.finditer(r"\S+", line["text"]):
            left, right = x0 + step * match.start(), x0 + step * match.end()
            yield Word(match[0], left, right, top, bottom, line["confidence"])
