from __future__ import annotations

from collections.abc import Sequence

from ingest import text as vi
from ingest.document import Block, Chunk


def split(
    text: str, blocks: Sequence[Block], *, target: int = 900, longest: int = 1400
) -> tuple[Chunk, ...]:
    chunks = []
    for i, b in enumerate(blocks):
        sents = tuple(
            (b.start + s, b.start + e) for s, e in vi.sentences(text[b.start : b.end])
        )
        chunks.append(Chunk(i, b.start, b.end, b.page, (), sents))
    return tuple(chunks)
