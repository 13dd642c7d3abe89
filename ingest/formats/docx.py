from __future__ import annotations

import io

import docx

from ingest.document import RawBlock
from ingest.formats.content import Content


def parse(data: bytes) -> Content:
    return Content([RawBlock(p.text) for p in docx.Document(io.BytesIO(data)).paragraphs])
