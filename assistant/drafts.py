"""Drafts that are kept: each one person's, in versions, quoting documents only as far as they
still stand."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, select, update

from assistant import spoken, translate
from assistant.draft import Draft, Kind, Part, Point, Section
from assistant.draft_edits import SectionEdit, edited
from assistant.draft_json import (
    Json,
    brief_json,
    facts_json,
    parallel_json,
    read_brief,
    read_facts,
    read_parallel,
    read_sections,
    sections_json,
)
from assistant.draft_said import said
from assistant.draft_standing import draft_left, facts_left, parallel_left, section_left
from assistant.model import ModelFailure
from assistant.rereading import reading
from assistant.speech import Brief
from assistant.spoken import NoModelError, SpeechWriter
from assistant.talking_points import Drafter
from assistant.tongues import Language
from assistant.translate import Translator
from index.access import Viewer
from index.catalog import Catalog
from index.tables import draft_documents, draft_versions, drafts

_LIBRARIAN = Viewer(everything=True)


class Change(StrEnum):
    """What made a version."""

    MADE = "made"
    EDITED = "edited"
    REMADE = "remade"  # a section made anew
    CHECKED = "checked"
    RESTORED = "restored"
    SPOKEN = "spoken"  # a speech was written
    TRANSLATED = "translated"


class NoDraftError(Exception):
    """There is no such draft or version, or it is somebody else's."""


class StaleDraftError(Exception):
    """The draft was changed since the version that the change starts from."""


@dataclass(frozen=True)
class Listed:
    """A draft without its content. Times are ISO 8601, UTC."""

    id: str
    title: str
    created_at: str
    updated_at: str
    version: int


@dataclass(frozen=True)
class Version:
    number: int
    change: Change
    saved_at: str


@dataclass(frozen=True)
class KeptDraft:
    """A version of a draft as far as its quotes still stand; `latest` is the number of the
    last."""

    id: str
    version: Version
    latest: int
    draft: Draft


class Drafts:
    """Every method works on the viewer's own drafts, and raises NoDraftError for one that is
    not. May be called from any thread."""

    def __init__(
        self,
        engine: Engine,
        catalog: Catalog,
        drafter: Drafter,
        speech_writer: SpeechWriter | None = None,
        translator: Translator | None = None,
    ) -> None:
        self._speech_writer = speech_writer
        self._translator = translator
        self._engine = engine
        self._catalog = catalog
        self._drafter = drafter

    @property
    def has_model(self) -> bool:
        """Whether speeches and translations can be written."""
        return self._speech_writer is not None and self._translator is not None

    def create(self, brief: Brief, viewer: Viewer) -> KeptDraft:
        """The points; what needs a model is written behind, with `speak` and `translate`. Raises
        BriefError, and NoModelError where the brief asks for what no model is there to write."""
        if not viewer.key:
            raise NoDraftError
        if brief.needs_model and not self.has_model:
            raise NoModelError
        draft = self._drafter.draft(brief, viewer)
        identifier, now = secrets.token_hex(8), _now()
        row = {"id": identifier, "owner": viewer.key, "title": draft.title}
        with self._engine.begin() as connection:
            connection.execute(
                insert(drafts).values(
                    **row, brief=brief_json(brief), created_at=now, updated_at=now
                )
            )
            _add(connection, identifier, 1, Change.MADE, self._standing(draft, viewer), now)
        return self.get(identifier, viewer)

    def all(self, viewer: Viewer, limit: int, offset: int = 0) -> list[Listed]:
        """The draft last changed first."""
        latest = select(func.max(draft_versions.c.number)).where(
            draft_versions.c.draft_id == drafts.c.id
        )
        query = (
            select(drafts, latest.scalar_subquery().label("version"))
            .where(drafts.c.owner == viewer.key)
            .order_by(drafts.c.updated_at.desc(), drafts.c.id)
            .limit(limit)
            .offset(offset)
        )
        with self._engine.connect() as connection:
            return [
                Listed(row.id, row.title, row.created_at, row.updated_at, row.version)
                for row in connection.execute(query)
            ]

    def get(self, identifier: str, viewer: Viewer, number: int | None = None) -> KeptDraft:
        """A version, the last unless one is named."""
        with self._engine.connect() as connection:
            row = connection.execute(select(drafts).where(_own(identifier, viewer))).first()
            if row is None:
                raise NoDraftError
            latest = _latest(connection, identifier)
            version = connection.execute(
                select(draft_versions).where(_version(identifier, number or latest))
            ).first()
        if version is None:
            raise NoDraftError
        content = version.content
        draft = Draft(
            read_brief(row.brief),
            row.title,
            read_sections(content["sections"]),
            read_facts(content["facts"]),
            avoided=content["avoided"],
            notices=tuple(content.get("notices", ())),
            parallel=read_parallel(content.get("parallel")),
        )
        draft = self._drafter.examined(self._standing(draft, viewer), viewer)
        made = Version(version.number, Change(version.change), version.saved_at)
        return KeptDraft(identifier, made, latest, draft)

    def versions(self, identifier: str, viewer: Viewer) -> list[Version]:
        """Newest first."""
        query = select(draft_versions).where(draft_versions.c.draft_id == identifier)
        with self._engine.connect() as connection:
            if (
                connection.execute(select(drafts.c.id).where(_own(identifier, viewer))).first()
                is None
            ):
                raise NoDraftError
            rows = connection.execute(query.order_by(draft_versions.c.number.desc()))
            return [Version(row.number, Change(row.change), row.saved_at) for row in rows]

    def edit(
        self, identifier: str, base: int, edits: Sequence[SectionEdit], viewer: Viewer
    ) -> KeptDraft:
        """Keeps what a person changed as a new version. Raises EditError, and StaleDraftError
        where `base` is not the last version."""
        kept = self.get(identifier, viewer, base)
        sections = edited(kept.draft.sections, edits)
        return self._keep(kept, Change.EDITED, _with(kept, sections), viewer)

    def speak(
        self,
        identifier: str,
        base: int,
        viewer: Viewer,
        stopped: Callable[[], bool] = lambda: False,
    ) -> KeptDraft:
        """Writes the points as a speech, or the sections of it that are missing. Where the model
        wrote nothing, or `stopped` ends it, the draft is as it was, with a notice of what failed.
        Raises StaleDraftError, and NoModelError."""
        if self._speech_writer is None:
            raise NoModelError
        kept = self._last(identifier, base, viewer)
        try:
            made = self._speech_writer.write(kept.draft, stopped)
        except ModelFailure as failure:
            return _failed(kept, spoken.failure_notice(failure, kept.draft))
        return self._keep(kept, Change.SPOKEN, made, viewer) if made else kept

    def translate(
        self,
        identifier: str,
        base: int,
        language: Language,
        viewer: Viewer,
        stopped: Callable[[], bool] = lambda: False,
    ) -> KeptDraft:
        """Puts what the draft says into another language, or what of it is missing. As `speak`
        where the model fails or is stopped. Raises StaleDraftError, and NoModelError."""
        if self._translator is None:
            raise NoModelError
        kept = self._last(identifier, base, viewer)
        try:
            made = self._translator.write(kept.draft, language, stopped)
        except ModelFailure as failure:
            return _failed(kept, translate.failure_notice(failure, kept.draft))
        return self._keep(kept, Change.TRANSLATED, made, viewer) if made else kept

    def remake(self, identifier: str, base: int, part: Part, viewer: Viewer) -> KeptDraft:
        """Makes a section anew; locked points and a person's own stay. Raises
        StaleDraftError."""
        kept = self.get(identifier, viewer, base)
        made = self._drafter.section(kept.draft, part, viewer)
        sections = tuple(made if one.part is part else one for one in kept.draft.sections)
        return self._keep(kept, Change.REMADE, _with(kept, sections), viewer)

    def check(self, identifier: str, base: int, viewer: Viewer) -> KeptDraft:
        """Looks for what bears out a person's own points. Raises StaleDraftError."""
        kept = self.get(identifier, viewer, base)
        sections = tuple(
            replace(
                section, points=tuple(self._checked(one, kept, viewer) for one in section.points)
            )
            for section in kept.draft.sections
        )
        return self._keep(kept, Change.CHECKED, _with(kept, sections), viewer)

    def restore(self, identifier: str, base: int, number: int, viewer: Viewer) -> KeptDraft:
        """Makes an older version the last one again. Raises StaleDraftError."""
        kept = self.get(identifier, viewer, base)
        older = self.get(identifier, viewer, number)
        draft = replace(older.draft, facts=kept.draft.facts, avoided=kept.draft.avoided)
        return self._keep(kept, Change.RESTORED, draft, viewer)

    def delete(self, identifier: str, viewer: Viewer) -> None:
        """For good: nothing of it is left in any file."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(drafts).where(_own(identifier, viewer))).rowcount:
                raise NoDraftError
        self._catalog.scrub()

    def unsay(self, document_ids: Sequence[str]) -> None:
        """Takes out of every draft, whoever's, what these documents no longer say: an
        `index.update.Unsay`."""
        told = select(draft_documents.c.draft_id).where(
            draft_documents.c.document_id.in_(list(document_ids))
        )
        with self._engine.begin() as connection:
            query = select(draft_versions).where(draft_versions.c.draft_id.in_(told))
            for row in connection.execute(query).all():
                content = self._left(row.content)
                if content != row.content:
                    connection.execute(
                        update(draft_versions)
                        .where(_version(row.draft_id, row.number))
                        .values(content=content)
                    )

    def _checked(self, point: Point, kept: KeptDraft, viewer: Viewer) -> Point:
        if point.kind is not Kind.OWN:
            return point
        return self._drafter.supported(point, kept.draft.brief, viewer)

    def _last(self, identifier: str, base: int, viewer: Viewer) -> KeptDraft:
        kept = self.get(identifier, viewer, base)
        if kept.latest != base:
            raise StaleDraftError
        return kept

    def _keep(self, kept: KeptDraft, change: Change, made: Draft, viewer: Viewer) -> KeptDraft:
        draft, now = self._standing(_as_said(made), viewer), _now()
        number = kept.version.number + 1
        with self._engine.begin() as connection:
            touched = update(drafts).where(_own(kept.id, viewer)).values(updated_at=now)
            if not connection.execute(touched).rowcount:
                raise NoDraftError
            if _latest(connection, kept.id) != kept.version.number:
                raise StaleDraftError
            _add(connection, kept.id, number, change, draft, now)
        return self.get(kept.id, viewer)

    def _left(self, content: Json) -> Json:
        read = reading(self._catalog, _LIBRARIAN)
        before = read_sections(content["sections"])
        sections = tuple(section_left(one, read) for one in before)
        facts = facts_left(read_facts(content["facts"]), read)
        parallel = parallel_left(read_parallel(content.get("parallel")), before, sections)
        return {
            **content,
            "sections": sections_json(sections),
            "facts": facts_json(facts),
            "parallel": parallel_json(parallel),
        }

    def _standing(self, draft: Draft, viewer: Viewer) -> Draft:
        return draft_left(draft, reading(self._catalog, viewer))


def _with(kept: KeptDraft, sections: tuple[Section, ...]) -> Draft:
    """The draft with other sections; what was told of how it was written is past."""
    parallel = kept.draft.parallel
    parallel = replace(parallel, notices=()) if parallel else None
    return replace(kept.draft, sections=sections, notices=(), parallel=parallel)


def _as_said(draft: Draft) -> Draft:
    """Without translations of what it does not say any more."""
    if draft.parallel is None:
        return draft
    there = {line for section in draft.sections for line in said(section)}
    lines = tuple(one for one in draft.parallel.lines if one.text in there)
    return replace(draft, parallel=replace(draft.parallel, lines=lines) if lines else None)


def _failed(kept: KeptDraft, notice: str) -> KeptDraft:
    return replace(kept, draft=replace(kept.draft, notices=(notice,)))


def _own(identifier: str, viewer: Viewer) -> ColumnElement[bool]:
    return and_(drafts.c.id == identifier, drafts.c.owner == viewer.key)


def _version(identifier: str, number: int) -> ColumnElement[bool]:
    return and_(draft_versions.c.draft_id == identifier, draft_versions.c.number == number)


def _latest(connection: Connection, identifier: str) -> int:
    query = select(func.max(draft_versions.c.number)).where(draft_versions.c.draft_id == identifier)
    return connection.scalar(query) or 0


def _add(
    connection: Connection, identifier: str, number: int, change: Change, draft: Draft, now: str
) -> None:
    content: Json = {
        "sections": sections_json(draft.sections),
        "facts": facts_json(draft.facts),
        "avoided": draft.avoided,
        "notices": list(draft.notices),
        "parallel": parallel_json(draft.parallel),
    }
    key = {"draft_id": identifier, "number": number}
    connection.execute(
        insert(draft_versions).values(**key, change=change.value, content=content, saved_at=now)
    )
    query = select(draft_documents.c.document_id).where(draft_documents.c.draft_id == identifier)
    known = set(connection.scalars(query))
    rows: list[dict[str, Any]] = [
        {"draft_id": identifier, "document_id": one} for one in _quoted(draft) - known
    ]
    if rows:
        connection.execute(insert(draft_documents), rows)


def _quoted(draft: Draft) -> set[str]:
    points = [p for section in draft.sections for p in (*section.points, *section.spare)]
    cited = [point.citation for point in points if point.citation]
    cited += [
        one for section in draft.sections for said in section.speech for one in said.citations
    ]
    return {one.document_id for one in (*cited, *(fact.citation for fact in draft.facts))}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
