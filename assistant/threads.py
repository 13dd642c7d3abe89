"""Conversations that are kept: each one person's, and of what documents said only what they
still say."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from assistant.kept import Json, standing
from assistant.rereading import reading
from index.access import Viewer
from index.catalog import Catalog
from index.tables import threads, turn_documents, turns
from ingest import text as vi

LONGEST_TITLE = 200  # characters, of one given by hand
_SHORT_TITLE = 60  # characters, of one taken from the first question
_REMEMBERED = 30  # earlier questions that a new one may lean on
_LIBRARIAN = Viewer(everything=True)


class NoThreadError(Exception):
    """There is no such conversation, or it is somebody else's."""


@dataclass(frozen=True)
class Thread:
    """A conversation without its turns, of which there are `count`. Times are ISO 8601, UTC."""

    id: str
    title: str
    created_at: str
    updated_at: str
    count: int


@dataclass(frozen=True)
class Turn:
    """A question as asked and its answer, as far as it still stands. Turns of a conversation
    are numbered from 1; `alone` says that the question was asked without those before it."""

    number: int
    question: str
    answer: Json
    alone: bool
    asked_at: str


class Threads:
    """Every method works on the viewer's own conversations and finds no others; those that
    name one raise NoThreadError where it is not the viewer's. May be called from any thread."""

    def __init__(self, engine: Engine, catalog: Catalog) -> None:
        self._engine = engine
        self._catalog = catalog
        self._adding = threading.Lock()

    def add(
        self,
        thread: str | None,
        question: str,
        answer: Json,
        viewer: Viewer,
        *,
        alone: bool = False,
    ) -> tuple[str, int]:
        """Keeps an answered question in the conversation, None for a new one; the
        conversation's id and the turn's number."""
        if not viewer.key:
            raise NoThreadError
        now = _now()
        question = question.encode("utf-8", "replace").decode("utf-8")  # half a character is none
        # One at a time: who waits for the database's lock would hold a connection that the one
        # who has it needs.
        with self._adding, self._engine.begin() as connection:
            # Writing first takes SQLite's one write lock: whatever goes out of the catalogue
            # from here on finds this turn and unsays it.
            if thread is None:
                thread = _begin(connection, question, viewer, now)
            elif not _touch(connection, thread, viewer, now):
                raise NoThreadError
            named = self._named(answer, viewer)
            answer = standing(answer, named, reading(self._catalog, viewer))
            last = select(func.max(turns.c.ordinal)).where(turns.c.thread_id == thread)
            number = (connection.scalar(last) or 0) + 1
            key = {"thread_id": thread, "ordinal": number}
            row = {"question": question, "answer": answer, "folded": _folded(question, answer)}
            connection.execute(insert(turns).values(**key, **row, alone=alone, asked_at=now))
            told = {**dict.fromkeys(_cited(answer)), **named}
            for document, version in told.items():
                values = {**key, "document_id": document, "version_id": version}
                connection.execute(insert(turn_documents).values(values))
        return thread, number

    def previous(self, thread: str, viewer: Viewer) -> list[str]:
        """The questions that a new one may lean on, oldest first: from the last that was asked
        alone."""
        query = select(turns.c.question, turns.c.alone).where(turns.c.thread_id == thread)
        query = query.order_by(turns.c.ordinal.desc()).limit(_REMEMBERED)
        with self._engine.connect() as connection:
            if connection.execute(select(threads.c.id).where(_own(thread, viewer))).first() is None:
                raise NoThreadError
            questions: list[str] = []
            for question, alone in connection.execute(query):
                questions.insert(0, question)
                if alone:
                    break
            return questions

    def all(self, viewer: Viewer, limit: int, offset: int = 0) -> list[Thread]:
        """The conversation last asked in first."""
        with self._engine.connect() as connection:
            rows = connection.execute(_listed(viewer).limit(limit).offset(offset)).mappings()
            return [_thread(row) for row in rows]

    def search(self, words: str, viewer: Viewer, limit: int, offset: int = 0) -> list[Thread]:
        """Conversations of which the title, or one turn, has words that begin with each of the
        words, whatever their diacritics and case; all of them where there are no words. What
        an answer may no longer say does not count."""
        wanted = _words(words)
        if not wanted:
            return self.all(viewer, limit, offset)
        titled = and_(*(threads.c.folded.contains(f" {one}", autoescape=True) for one in wanted))
        said = [turns.c.folded.contains(f" {one}", autoescape=True) for one in wanted]
        told = exists().where(turns.c.thread_id == threads.c.id, *said)
        with self._engine.connect() as connection:
            query = _listed(viewer).where(or_(titled, told))
            rows = connection.execute(query).mappings().all()
        found = [
            _thread(row)
            for row in rows
            if _holds(row["folded"], wanted) or self._says(row["id"], said, wanted, viewer)
        ]
        return found[offset : offset + limit]

    def _says(
        self, thread: str, said: Sequence[Any], wanted: Sequence[str], viewer: Viewer
    ) -> bool:
        return any(
            _holds(_folded(turn.question, turn.answer), wanted)
            for turn in self._turns(thread, viewer, *said)
        )

    def get(self, thread: str, viewer: Viewer) -> tuple[Thread, list[Turn]]:
        """The conversation with its turns, in order."""
        with self._engine.connect() as connection:
            row = connection.execute(_listed(viewer).where(threads.c.id == thread)).mappings()
            found = row.first()
        if found is None:
            raise NoThreadError
        return _thread(found), self._turns(thread, viewer)

    def rename(self, thread: str, title: str, viewer: Viewer) -> None:
        title = vi.clean(title)[:LONGEST_TITLE]
        values = {"title": title, "folded": _searchable(title)}
        with self._engine.begin() as connection:
            if not connection.execute(
                update(threads).where(_own(thread, viewer)).values(values)
            ).rowcount:
                raise NoThreadError

    def delete(self, thread: str, viewer: Viewer) -> None:
        """For good: nothing of it is left in any file."""
        with self._engine.begin() as connection:
            if not connection.execute(delete(threads).where(_own(thread, viewer))).rowcount:
                raise NoThreadError
        self._catalog.scrub()

    def delete_all(self, viewer: Viewer) -> int:
        """The viewer's own, for good; how many."""
        with self._engine.begin() as connection:
            gone = connection.execute(delete(threads).where(threads.c.owner == viewer.key)).rowcount
        self._catalog.scrub()
        return int(gone)

    def unsay(self, document_ids: Sequence[str]) -> None:
        """Takes out of every kept answer, whoever's, what these documents no longer say: an
        `index.update.Unsay`."""
        told = turn_documents.c.document_id.in_(list(document_ids))
        of_turn = and_(
            turn_documents.c.thread_id == turns.c.thread_id,
            turn_documents.c.ordinal == turns.c.ordinal,
        )
        read = reading(self._catalog, _LIBRARIAN)
        with self._engine.begin() as connection:
            query = select(turns).where(exists().where(of_turn, told))
            for row in connection.execute(query).mappings().all():
                answer = standing(row["answer"], _told(connection, row), read)
                if answer != row["answer"]:
                    _rewrite(connection, row, answer)

    def _turns(self, thread: str, viewer: Viewer, *conditions: Any) -> list[Turn]:
        query = select(turns).where(turns.c.thread_id == thread, *conditions)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(turns.c.ordinal)).mappings().all()
            told = [_told(connection, row) for row in rows]
        read = reading(self._catalog, viewer)
        return [
            Turn(
                row["ordinal"],
                row["question"],
                standing(row["answer"], named, read),
                row["alone"],
                row["asked_at"],
            )
            for row, named in zip(rows, told, strict=True)
        ]

    def _named(self, answer: Json, viewer: Viewer) -> dict[str, str]:
        """Documents that the answer tells of without quoting them: those that it says ended
        or amended what it quotes."""
        if not answer["warnings"]:
            return {}
        found = (self._catalog.document(one, viewer) for one in _cited(answer))
        quoted = [record for record in found if record is not None]
        acts = self._catalog.validities(quoted, viewer).values()
        return {act.by.id: act.by.version_id for act in acts}


def short_title(question: str) -> str:
    """A question as a title, shortened at a word."""
    title = vi.clean(question)
    if len(title) <= _SHORT_TITLE:
        return title
    head = title[:_SHORT_TITLE]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:.')}…"


def _begin(connection: Connection, question: str, viewer: Viewer, now: str) -> str:
    identifier, title = secrets.token_hex(8), short_title(question)
    row = {"id": identifier, "owner": viewer.key, "title": title, "folded": _searchable(title)}
    connection.execute(insert(threads).values(**row, created_at=now, updated_at=now))
    return identifier


def _touch(connection: Connection, thread: str, viewer: Viewer, now: str) -> bool:
    touched = update(threads).where(_own(thread, viewer)).values(updated_at=now)
    return bool(connection.execute(touched).rowcount)


def _rewrite(connection: Connection, row: RowMapping, answer: Json) -> None:
    this = and_(turns.c.thread_id == row["thread_id"], turns.c.ordinal == row["ordinal"])
    folded = _folded(row["question"], answer)
    connection.execute(update(turns).where(this).values(answer=answer, folded=folded))


def _own(thread: str, viewer: Viewer) -> ColumnElement[bool]:
    return and_(threads.c.id == thread, threads.c.owner == viewer.key)


def _listed(viewer: Viewer) -> Any:
    count = select(func.count()).where(turns.c.thread_id == threads.c.id).scalar_subquery()
    query = select(threads, count.label("count"))
    mine = threads.c.owner == viewer.key
    return query.where(mine).order_by(threads.c.updated_at.desc(), threads.c.id)


def _thread(row: RowMapping) -> Thread:
    return Thread(row["id"], row["title"], row["created_at"], row["updated_at"], row["count"])


def _told(connection: Connection, row: RowMapping) -> dict[str, str]:
    """The documents that a turn names without quoting them, with their versions."""
    query = select(turn_documents.c.document_id, turn_documents.c.version_id).where(
        turn_documents.c.thread_id == row["thread_id"],
        turn_documents.c.ordinal == row["ordinal"],
        turn_documents.c.version_id.is_not(None),
    )
    return {row.document_id: row.version_id for row in connection.execute(query)}


def _cited(answer: Json) -> Iterable[str]:
    return [one["document_id"] for one in (*answer["citations"], *answer["nearest"])]


def _folded(question: str, answer: Json) -> str:
    return _searchable(f"{question}\n{answer['answer']}")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", vi.fold(vi.clean(text)))


def _searchable(text: str) -> str:
    """Words without diacritics and case, each after a space."""
    return "".join(f" {word}" for word in _words(text))


def _holds(folded: str, wanted: Iterable[str]) -> bool:
    return all(f" {word}" in folded for word in wanted)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
