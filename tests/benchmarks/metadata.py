"""How often each field of a labelled header is read right: python tests/benchmarks/metadata.py"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from header_cases import HEADERS, HELD_OUT, Header
from secrecy_cases import blocks_of

from ingest import text as vi
from ingest.document import Metadata, assemble
from ingest.metadata import find_metadata
from ingest.structure import mark

FIELDS = [field.name for field in fields(Header) if field.name != "blocks"]
ALWAYS = ("number", "date")  # judged also where the label is empty


def metadata_of(blocks: str) -> Metadata:
    raw = (replace(block, text=vi.clean(block.text)) for block in blocks_of(blocks))
    kept = [block for block in raw if any(map(str.isalnum, block.text))]
    text, placed = assemble(mark(kept))
    return find_metadata(text, placed, {}, name="ten-tep")


def judged(header: Header) -> Iterator[tuple[str, object, object]]:
    """(field, expected, found) of each field that the label decides."""
    found = metadata_of(header.blocks)
    for name in FIELDS:
        expected = getattr(header, name)
        if expected is not None or name in ALWAYS:
            yield name, expected, getattr(found, name)


def scores(headers: Sequence[Header]) -> dict[str, tuple[int, int]]:
    """Right and all, by field."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for header in headers:
        for name, expected, found in judged(header):
            total[name] += 1
            right[name] += expected == found
    return {name: (right[name], total[name]) for name in FIELDS}


def main() -> None:
    for header in (*HEADERS, *HELD_OUT):
        for name, expected, found in judged(header):
            if expected != found:
                print(f"{name}: {expected!r}, read {found!r}\n    {header.blocks[:160]}")
    for label, headers in (("all", (*HEADERS, *HELD_OUT)), ("held out", HELD_OUT)):
        print(label)
        for name, (right, total) in scores(headers).items():
            print(f"  {name:8} {right:3} of {total:3}  {right / total:.3f}")


if __name__ == "__main__":
    main()
