from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.document import Block, Metadata


def find_metadata(
    text: str, blocks: Sequence[Block], properties: Mapping[str, str], *, name: str
) -> Metadata:
    return Metadata(title=name)
