"""Numbers that count something, told from those that date, name or label. Pure."""

from __future__ import annotations

import re

from ingest import text as vi

ITEM_LABEL = re.compile(r"^\s*(?:(?:Điều|Bước|Mục|Khoản)\s+)?(?:\d+(?:\.\d+)*)[.)]?\s")


def without_dates(text: str) -> str:
    """The text with blanks for its dates, years and documents' numbers, so that the figures
    left count something or label it, and stand where they stood.

    What is a label depends on where the text begins: «20 triệu đồng» does not open a clause
    with one, so each reader looks for its own."""
    spans = [span for span, _ in (*vi.dates(text), *vi.years(text), *vi.document_numbers(text))]
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)
