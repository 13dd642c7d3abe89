"""Tables in plain text: .csv and .tsv."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median_low

from ingest.document import RawBlock
from ingest.formats.content import Content
from ingest.formats.plain import decode
from ingest.formats.sheets import Sheet, SheetRow, Tally, sheet_blocks
from ingest.formats.tables import Cell

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 20
_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # what Excel writes and reads


def parse(data: bytes) -> Content:
    """Raises IntakeError: DAMAGED for what is no text, TOO_LONG for too large a table."""
    text = decode(data)
    stated = _STATED.match(text)
    delimiter = stated[1] if stated else _likeliest(text)
    tally = Tally()
    rows: dict[int, SheetRow] = {}
    for i, values in enumerate(_records(text[stated.end() if stated else 0 :], delimiter)):
        marked = not rows and _is_header(values)
        row = {}
        for column, value in enumerate(values):
            if value.strip():
                tally.add(value)
                row[column] = Cell((RawBlock(value, bold=marked),), header=marked)
        if row:
            rows[i] = row
    return Content(list(sheet_blocks(Sheet("", rows), tally)))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _likeliest(text: str) -> str:
    """The delimiter that parts the first rows into the most columns."""

    def columns(delimiter: str) -> int:
        widths = [len(row) for row in islice(_records(text, delimiter), _SAMPLE_ROWS) if row]
        return median_low(widths) if widths else 0

    return max(_DELIMITERS, key=columns)


def _is_header(values: Sequence[str]) -> bool:
    """Whether the first row can only be names: all there, all different, none a number."""
    names = [value.strip() for value in values]
    return len(set(names)) == len(names) and all(name and not name[0].isdigit() for name in names)
