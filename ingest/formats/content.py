"""What a format reader gives: the blocks, and what the file itself states about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.document import RawBlock


@dataclass(frozen=True)
class Content:
    """`properties` holds only what the file states for certain: `title`, `date` (as written)."""

    blocks: list[RawBlock]
    properties: Mapping[str, str] = field(default_factory=dict)
