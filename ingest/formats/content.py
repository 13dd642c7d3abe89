"""What a format reader gives: the blocks, and what the file itself states about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.document import PageReading, RawBlock


@dataclass(frozen=True)
class Content:
    """`properties` holds only what the file states for certain: `title`, `date` (as written),
    and `sheet`, the name of a workbook's first sheet.
    `scanned` are the pages that were read by OCR. `margins` is what stands in page headers,
    footers and text boxes: no part of the text, but it may carry a stamp."""

    blocks: list[RawBlock]
    properties: Mapping[str, str] = field(default_factory=dict)
    scanned: tuple[PageReading, ...] = ()
    margins: tuple[RawBlock, ...] = ()
