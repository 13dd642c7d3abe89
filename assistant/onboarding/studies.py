"""What each document gives to learn, derived once a version and kept in memory; read with the
rights of the person asking."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from assistant.onboarding import glossary, lessons, partners, quiz_blanks, timeline
from assistant.onboarding.paper import Paper, Quote
from index.access import Viewer
from index.catalog import Catalog
from index.records import Record

K = TypeVar("K")
V = TypeVar("V")

_ATTEMPTS = 3  # at reading a document that is being replaced meanwhile


@dataclass(frozen=True)
class Study:
    """A document with what it gives, each derived when it is first asked for."""

    paper: Paper

    @cached_property
    def definitions(self) -> tuple[glossary.Definition, ...]:
        return glossary.definitions(self.paper)

    @cached_property
    def events(self) -> tuple[timeline.Dated, ...]:
        return timeline.events(self.paper)

    @cached_property
    def mentions(self) -> tuple[partners.Mention, ...]:
        return partners.mentions(self.paper)

    @cached_property
    def blanks(self) -> tuple[quiz_blanks.Blank, ...]:
        return quiz_blanks.blanks(self.paper)

    @cached_property
    def statements(self) -> tuple[Quote, ...]:
        return lessons.statements(self.paper)

    @cached_property
    def sections(self) -> tuple[Quote, ...]:
        return lessons.sections(self.paper)


class Studies:
    """May be called from any thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[str, Study] = {}  # by document
        self._deriving = threading.Lock()

    def all(self, viewer: Viewer) -> tuple[Study, ...]:
        """Of every document that the viewer may read now, by title. A document that changed is
        derived anew, every other stays as it is."""
        records = self._catalog.documents(viewer)
        with self._deriving:
            if viewer.everything:
                self._keep(record.id for record in records)
            found = (self._study(record, viewer) for record in records)
            return tuple(one for one in found if one is not None)

    def in_force(self, viewer: Viewer) -> tuple[Study, ...]:
        """Those of documents that no other has replaced or abolished: what is to be learned."""
        found = self.all(viewer)
        validities = self._catalog.validities([one.paper.record for one in found], viewer)
        ended = {key for key, one in validities.items() if one.ended(date.today())}
        return tuple(one for one in found if one.paper.record.id not in ended)

    def hold(self, records: Iterable[Record]) -> bool:
        """Whether all of these are what is known now."""
        known = self._known
        return all(
            record.id in known and known[record.id].paper.record == record for record in records
        )

    def prune(
        self, kept: OrderedDict[K, V], most: int, records: Callable[[K], Iterable[Record]]
    ) -> None:
        """Takes out what rests on a document that went or changed, and the oldest beyond
        `most`."""
        for key in [key for key in kept if not self.hold(records(key))]:
            del kept[key]
        while len(kept) > most:
            kept.popitem(last=False)

    def _keep(self, documents: Iterable[str]) -> None:
        """Nothing of a deleted document stays in memory."""
        kept = frozenset(documents)
        self._known = {key: study for key, study in self._known.items() if key in kept}

    def _study(self, record: Record, viewer: Viewer) -> Study | None:
        known = self._known.get(record.id)
        if known is not None and known.paper.record == record:
            return known
        paper = self._read(record, viewer)
        if paper is None:
            return None
        study = self._known[record.id] = Study(paper)
        return study

    def _read(self, record: Record, viewer: Viewer) -> Paper | None:
        """Record, text and chunks of one version, whatever is written meanwhile."""
        current: Record | None = record
        for _ in range(_ATTEMPTS):
            if current is None:
                return None
            text = self._catalog.text(current.id, viewer)
            chunks = tuple(self._catalog.chunks_of(current.id, viewer))
            after = self._catalog.document(current.id, viewer)
            if after == current and text is not None:
                return Paper(current, text, chunks)
            current = after
        return None
