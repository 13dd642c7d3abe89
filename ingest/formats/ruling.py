"""The cells that horizontal and vertical lines enclose. The only place that knows pdfplumber."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

Box = tuple[float, float, float, float]  # x0, top, x1, bottom, in points

_TOLERANCE = 3.0  # points within which lines are one, or meet
_FEWEST, _MOST = 6, 800  # lines; finding cells takes quadratic time, and a drawing is no table


def grids(rules: Iterable[Box]) -> Iterator[list[Box]]:
    """The cells of each table, from the top table down."""
    edges = [
        {
            "x0": x0,
            "x1": x1,
            "top": top,
            "bottom": bottom,
            "width": x1 - x0,
            "height": bottom - top,
            "orientation": "h" if x1 - x0 > bottom - top else "v",
        }
        for x0, top, x1, bottom in rules
    ]
    if len(edges) < _FEWEST:
        return
    merged = merge_edges(edges, *[_TOLERANCE] * 4)
    if len(merged) <= _MOST:
        crossings = edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
        yield from cells_to_tables(intersections_to_cells(crossings))
