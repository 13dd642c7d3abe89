"""What is painted on a page of a PDF: rules, pictures and coloured grounds, and which text
leaves no mark, or one that shows only on such a ground."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Area = tuple[float, float, float, float]  # left, bottom, right, top; y upwards

_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_STROKED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
_WHITE = 243  # of 255, of each colour
_FAINT = 13  # of 255, of opacity


def is_invisible(text: Any) -> bool:
    """Whether a text object leaves no mark at all."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    if mode in _UNSEEN_MODES:
        return True
    fill = _fill(text)
    return mode not in _STROKED and fill is not None and fill[3] <= _FAINT


def is_white(text: Any) -> bool:
    """Whether a text object shows only on a ground of another colour."""
    fill = _fill(text)
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(text) in _STROKED
    return not stroked and fill is not None and min(fill[:3]) >= _WHITE


def grounds(objects: Iterable[Any]) -> Iterator[Area]:
    """The areas, by their bounds, in which something other than white is painted."""
    for found in objects:
        if _covers(found):
            while found.container is not None:  # bounds within a form are the form's own
                found = found.container
            sides = [ctypes.c_float() for _ in range(4)]
            if pdfium.FPDFPageObj_GetBounds(found, *sides):
                left, bottom, right, top = (side.value for side in sides)
                yield left, bottom, right, top


def _covers(found: Any) -> bool:
    if found.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        return True
    if found.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(found, mode, stroke)
    fill = _fill(found)
    return bool(mode.value) and (fill is None or (min(fill[:3]) < _WHITE and fill[3] > _FAINT))


def _fill(found: Any) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity; None for a pattern."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(found, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


# Rules and pictures ---------------------------------------------------------------------------

_SHORT = 3.0  # points: shorter lines rule nothing
_MOST_SEGMENTS = 2000  # of one path: beyond it is a drawing


def rules(found: Any) -> Iterator[Area]:
    """The horizontal and vertical lines of a path, as boxes (left, bottom, right, top)."""
    if found.type != pdfium.FPDF_PAGEOBJ_PATH:
        return
    count = pdfium.FPDFPath_CountSegments(found)
    if not 2 <= count <= _MOST_SEGMENTS or not _is_painted(found):
        return
    matrix = _matrix(found)
    start = point = (0.0, 0.0)
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(found, i)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        following = _moved(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = following
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _rule(point, following)
        point = following
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _rule(point, start)
            point = start


def _is_painted(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value or stroke.value)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Area]:
    (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(one, other, strict=True))
    if min(x1 - x0, y1 - y0) < 1 and max(x1 - x0, y1 - y0) > _SHORT:
        yield x0, y0, x1, y1


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(found: Any) -> _Matrix:
    """From the object's own measures to the page's, through the forms that hold it."""
    whole: _Matrix = (1, 0, 0, 1, 0, 0)
    while found is not None:
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(found, own)
        a, b, c, d, e, f = whole
        whole = (
            a * own.a + b * own.c,
            a * own.b + b * own.d,
            c * own.a + d * own.c,
            c * own.b + d * own.d,
            e * own.a + f * own.c + own.e,
            e * own.b + f * own.d + own.f,
        )
        found = found.container
    return whole


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def pictured(objects: Iterable[Any], area: Area) -> float:
    """The share of the page that pictures cover. Scanners lay them in strips side by side, or
    in layers, which count up to the whole page."""
    left, bottom, right, top = area
    covered = 0.0
    for found in objects:
        if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            matrix = _matrix(found)
            corners = [_moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
            (x0, *_, x1), (y0, *_, y1) = (sorted(axis) for axis in zip(*corners, strict=True))
            width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
            covered += max(0.0, width) * max(0.0, height)
    return min(1.0, covered / max(1.0, (right - left) * (top - bottom)))
