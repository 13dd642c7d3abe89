from __future__ import annotations

from ingest.document import RawBlock
from ingest.formats.content import Content


def parse(data: bytes) -> Content:
    return Content([RawBlock(line) for line in data.decode("utf-8-sig").splitlines()])
