"""The store of documents as people handle it: take in, list, open, delete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.intake import Reader
from index import similar
from index.access import Label, Viewer
from index.catalog import Catalog
from index.facets import Facets
from index.filters import NO_FILTERS, Filters
from index.originals import Originals
from index.places import Place, Places
from index.records import Details, Record
from index.update import Updater
from index.validity import Validity
from ingest.document import PageReading, Span
from ingest.formats import page_image
from ingest.formats import pictures as in_word
from ingest.formats.pictures import Picture
from ingest.read import read

DOUBTFUL = 0.85  # confidence of OCR below which a person should look at the page
_SURROUNDINGS = 1200  # characters shown on each side of a cited sentence


@dataclass(frozen=True)
class Passage:
    """A span of a document with what stands around it; `before`, `quote` and `after` are
    consecutive stored text. `headings` is the path to it, outermost first."""

    document: Record
    page: int | None
    headings: tuple[str, ...]
    before: str
    quote: str
    after: str


class Library:
    """Whatever reads takes the viewer; whatever writes is for who may write (the door's
    concern until there are accounts)."""

    def __init__(
        self,
        catalog: Catalog,
        places: Places,
        updater: Updater,
        originals: Originals,
        reader: Reader,
        *,
        secrets: bool = False,
    ) -> None:
        self._catalog = catalog
        self._places = places
        self._updater = updater
        self._originals = originals
        self._reader = reader
        self._secrets = secrets

    def edit(self, identifier: str, changes: Mapping[str, Any], viewer: Viewer) -> bool:
        """Puts metadata right by hand (fields of `index.records.EDITABLE`; None takes an
        edit back). False for a document that is not there for this viewer."""
        if self._catalog.document(identifier, viewer) is None:
            return False
        return self._updater.edit(identifier, changes)

    def set_access(
        self, identifier: str, label: Label | None, groups: frozenset[str] | None, viewer: Viewer
    ) -> bool:
        if self._catalog.document(identifier, viewer) is None:
            return False
        self._catalog.set_access(identifier, label, groups)
        return True

    def correct_page(self, identifier: str, page: int, text: str, viewer: Viewer) -> bool:
        """Puts the text of a scanned page right and reads the document anew with it. False
        where there is no such page. Raises IntakeError."""
        record = self._catalog.document(identifier, viewer)
        details = self._catalog.details(identifier, viewer)
        if record is None or details is None:
            return False
        if page not in {scanned.number for scanned in details.scanned}:
            return False
        data = self._originals.path(record.version_id).read_bytes()
        self._catalog.correct(record.digest, page, text)
        corrections = self._catalog.corrections(record.digest)
        document = self._reader.run(read, data, record.file, corrections, self._secrets)
        self._updater.reread(identifier, document, data)
        return True

    def page_text(self, identifier: str, page: int, viewer: Viewer) -> str | None:
        """The stored text of a scanned page, None where there is no such page."""
        details = self._catalog.details(identifier, viewer)
        text = self._catalog.text(identifier, viewer)
        if details is None or text is None:
            return None
        for scanned in details.scanned:
            if scanned.number == page:
                return text[scanned.start : scanned.end]
        return None

    def page_image(self, identifier: str, page: int, viewer: Viewer) -> bytes | None:
        """A picture of the page (PNG) from the original. Raises IntakeError."""
        record = self._catalog.document(identifier, viewer)
        path = self.original(identifier, viewer)
        if record is None or path is None:
            return None
        return self._reader.run(page_image, path.read_bytes(), record.file, page)

    def pictures(self, identifier: str, viewer: Viewer) -> int | None:
        """How many pictures stand in the document's original. Raises IntakeError."""
        path = self.original(identifier, viewer)
        return None if path is None else self._reader.run(in_word.count, path.read_bytes())

    def picture(self, identifier: str, number: int, viewer: Viewer) -> Picture | None:
        """One of them, counted from 1. Raises IntakeError."""
        path = self.original(identifier, viewer)
        return (
            None if path is None else self._reader.run(in_word.picture, path.read_bytes(), number)
        )

    def review(self, viewer: Viewer) -> list[tuple[Record, PageReading]]:
        """Scanned pages that a person should look at, the most doubtful first."""
        doubtful = [
            (record, page)
            for record, pages in self._catalog.review(viewer)
            for page in pages
            if not page.corrected and page.confidence < DOUBTFUL
        ]
        return sorted(doubtful, key=lambda one: (one[1].confidence, one[0].title, one[1].number))

    def details(self, identifier: str, viewer: Viewer) -> Details | None:
        return self._catalog.details(identifier, viewer)

    def validities(self, records: Iterable[Record], viewer: Viewer) -> dict[str, Validity]:
        return self._catalog.validities(records, viewer)

    def alike(self, viewer: Viewer) -> list[tuple[str, str, float]]:
        """Pairs of documents with nearly the same wording, with the share (0 to 1)."""
        return similar.alike(self._catalog.sketches(viewer))

    def files(self, viewer: Viewer) -> list[tuple[Place, str | None]]:
        """Every file seen, what became of it, and the SHA-256 of its document's file. Of files
        not taken in, and of documents that the viewer may not read, only who may read
        everything hears."""
        digests = self._catalog.digests()
        places = self._places.all()
        if not viewer.everything:
            mine = {record.id for record in self._catalog.documents(viewer)}
            places = [place for place in places if place.document_id in mine]
        return [(place, digests.get(place.document_id or "")) for place in places]

    def delete(self, identifier: str, viewer: Viewer) -> bool:
        """Deletes for good; False for a document that is not there for this viewer."""
        if self._catalog.document(identifier, viewer) is None:
            return False
        self._updater.delete(identifier)
        return True

    def documents(self, viewer: Viewer) -> list[Record]:
        return self._catalog.documents(viewer)

    def facets(self, viewer: Viewer, filters: Filters = NO_FILTERS) -> Facets:
        """What the documents that the viewer may read can be narrowed to, with counts."""
        return self._catalog.facets(viewer, filters)

    def document(self, identifier: str, viewer: Viewer) -> Record | None:
        return self._catalog.document(identifier, viewer)

    def text(self, identifier: str, viewer: Viewer) -> str | None:
        return self._catalog.text(identifier, viewer)

    def original(self, identifier: str, viewer: Viewer) -> Path | None:
        """The file as it came."""
        document = self._catalog.document(identifier, viewer)
        if document is None:
            return None
        path = self._originals.path(document.version_id)
        return path if path.exists() else None

    def passage(self, identifier: str, span: Span, viewer: Viewer) -> Passage | None:
        """The span in its surroundings, or None where there is no such place."""
        document = self._catalog.document(identifier, viewer)
        text = self._catalog.text(identifier, viewer)
        start, end = span
        if document is None or text is None or not 0 <= start < end <= len(text):
            return None
        chunk = next(
            (
                chunk
                for chunk in self._catalog.chunks_of(identifier, viewer)
                if chunk.start <= start < chunk.end
            ),
            None,
        )
        return Passage(
            document=document,
            page=chunk.page if chunk else None,
            headings=chunk.headings if chunk else (),
            before=text[max(0, start - _SURROUNDINGS) : start],
            quote=text[start:end],
            after=text[end : end + _SURROUNDINGS],
        )
