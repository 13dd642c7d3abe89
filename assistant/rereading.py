"""Reading documents back for what was kept of them."""

from __future__ import annotations

from functools import cache

from assistant.kept import Read
from index.access import Viewer
from index.catalog import Catalog
from index.records import Record


def reading(catalog: Catalog, viewer: Viewer) -> Read:
    """Reads a document with this viewer's rights, once however much was kept of it."""

    @cache
    def read(document: str) -> tuple[Record, str] | None:
        record = catalog.document(document, viewer)
        text = catalog.text(document, viewer)
        return None if record is None or text is None else (record, text)

    return read
