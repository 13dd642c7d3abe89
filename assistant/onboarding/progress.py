"""What a person has read and answered, kept for that person alone, and the questions that no
document answered.

Kept are hashes of passages and quiz questions, never their words: those are read from the
catalogue again with the person's own rights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fsrs import Card, Rating, Scheduler
from sqlalchemy import Engine, RowMapping, delete, func, insert, select, update

from index.access import Viewer
from index.catalog import Catalog
from index.tables import (
    onboarding_cards,
    onboarding_questions,
    onboarding_read,
    onboarding_shared,
)
from ingest import text as vi
from ingest.document import short_hash

# Without fuzz the same answers give the same days. With one step what is answered right comes
# again in days, what is missed within the hour.
_SCHEDULER = Scheduler(enable_fuzzing=False, learning_steps=(timedelta(minutes=10),))
_LONGEST_QUESTION = 500  # characters
_MOST_QUESTIONS = 500  # kept for the librarian


@dataclass(frozen=True)
class Answered:
    """How a person stands with a question. Times are ISO 8601, UTC; it should come again from
    `due_at` on."""

    item: str
    rights: int
    wrongs: int
    last_right: bool
    due_at: str
    answered_at: str

    def is_due(self, now: datetime) -> bool:
        return datetime.fromisoformat(self.due_at) <= now


@dataclass(frozen=True)
class Unanswered:
    """A question that was asked `times` times, last at `asked_at`, in a module or, with an
    empty `module`, outside of any."""

    id: str
    question: str
    module: str
    times: int
    asked_at: str


class Progress:
    """Every method works on the viewer's own; for a viewer without a key nothing is kept. May be
    called from any thread."""

    def __init__(self, engine: Engine, catalog: Catalog) -> None:
        self._engine = engine
        self._catalog = catalog

    def read(self, viewer: Viewer) -> frozenset[str]:
        """The passages that were read."""
        query = select(onboarding_read.c.passage).where(onboarding_read.c.owner == viewer.key)
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(query))

    def mark(self, passages: Iterable[str], viewer: Viewer, *, read: bool) -> None:
        now = _now().isoformat(timespec="seconds")
        if not viewer.key:
            return
        with self._engine.begin() as connection:
            for passage in passages:
                mine = {"owner": viewer.key, "passage": passage}
                connection.execute(delete(onboarding_read).filter_by(**mine))
                if read:
                    connection.execute(insert(onboarding_read).values(**mine, read_at=now))

    def answered(self, viewer: Viewer) -> dict[str, Answered]:
        """By question."""
        query = select(onboarding_cards).where(onboarding_cards.c.owner == viewer.key)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return {row["item"]: _answered(row) for row in rows}

    def answer(
        self, item: str, right: bool, viewer: Viewer, now: datetime | None = None
    ) -> Answered:
        """Keeps an answer; when the question should come again."""
        now = now or _now()
        mine = {"owner": viewer.key, "item": item}
        with self._engine.begin() as connection:
            if viewer.key:
                # Writing first takes SQLite's one write lock before reading.
                connection.execute(update(onboarding_cards).filter_by(**mine).values(item=item))
            query = select(onboarding_cards).filter_by(**mine)
            row = connection.execute(query).mappings().first()
            card = Card.from_dict(row["card"]) if row else Card(card_id=0, due=now)
            rating = Rating.Good if right else Rating.Again
            card, _ = _SCHEDULER.review_card(card, rating, review_datetime=now)
            values: dict[str, Any] = {
                **mine,
                "card": dict(card.to_dict()),
                "rights": (row["rights"] if row else 0) + right,
                "wrongs": (row["wrongs"] if row else 0) + (not right),
                "last_right": right,
                "due_at": card.due.isoformat(timespec="seconds"),
                "answered_at": now.isoformat(timespec="seconds"),
            }
            if viewer.key:
                connection.execute(delete(onboarding_cards).filter_by(**mine))
                connection.execute(insert(onboarding_cards).values(**values))
        return Answered(**{name: values[name] for name in Answered.__dataclass_fields__})

    def last_active(self, viewer: Viewer) -> datetime | None:
        """When the viewer last read or answered, UTC."""
        times = (
            select(func.max(onboarding_read.c.read_at)).filter_by(owner=viewer.key),
            select(func.max(onboarding_cards.c.answered_at)).filter_by(owner=viewer.key),
        )
        with self._engine.connect() as connection:
            told = [datetime.fromisoformat(at) for at in map(connection.scalar, times) if at]
        return max(told, default=None)

    def forget(self, viewer: Viewer) -> None:
        """For good: all that the viewer has read and answered, and that a mentor may see it."""
        with self._engine.begin() as connection:
            for table in (onboarding_read, onboarding_cards, onboarding_shared):
                connection.execute(delete(table).where(table.c.owner == viewer.key))
        self._catalog.scrub()

    # Questions that no document answered: the librarian's -----------------------------------

    def ask(self, question: str, module: str) -> None:
        """Keeps a question that had no answer, without who asked it."""
        question = vi.clean(question)[:_LONGEST_QUESTION]
        key = short_hash("unanswered", vi.fold(question))
        now = _now().isoformat(timespec="seconds")
        table = onboarding_questions
        with self._engine.begin() as connection:
            again = {"times": table.c.times + 1, "asked_at": now}
            if connection.execute(update(table).where(table.c.id == key).values(again)).rowcount:
                return
            row = {"id": key, "question": question, "module": module, "times": 1}
            connection.execute(insert(table).values(**row, asked_at=now))
            newest = select(table.c.id).order_by(table.c.asked_at.desc()).limit(_MOST_QUESTIONS)
            connection.execute(delete(table).where(table.c.id.not_in(newest)))

    def unanswered(self, viewer: Viewer) -> list[Unanswered]:
        """What is missing most first; nothing for who doesn't keep the documents."""
        if not viewer.everything:
            return []
        table = onboarding_questions
        query = select(table).order_by(table.c.times.desc(), table.c.asked_at.desc())
        with self._engine.connect() as connection:
            return [Unanswered(**row) for row in connection.execute(query).mappings()]

    def dismiss(self, question: str, viewer: Viewer) -> bool:
        """Takes a question off the list; whether it was there."""
        if not viewer.everything:
            return False
        table = onboarding_questions
        with self._engine.begin() as connection:
            gone = connection.execute(delete(table).where(table.c.id == question)).rowcount
        self._catalog.scrub()
        return bool(gone)


def _answered(row: RowMapping) -> Answered:
    return Answered(**{name: row[name] for name in Answered.__dataclass_fields__})


def _now() -> datetime:
    return datetime.now(UTC)
