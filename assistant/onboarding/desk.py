"""A new employee's desk: the path with its lessons, glossary, time line, partners and quizzes,
made of the documents that the person may read, and what that person has done of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.answer import Answerer
from assistant.chat import Answer
from assistant.onboarding import (
    glossary,
    lessons,
    partners,
    quiz_blanks,
    quiz_numbers,
    quiz_order,
    quiz_tables,
    quiz_terms,
    timeline,
)
from assistant.onboarding.lessons import Lesson
from assistant.onboarding.paper import Quote
from assistant.onboarding.paths import Module, Paths
from assistant.onboarding.progress import Answered, Progress
from assistant.onboarding.quiz import Asked, Item, shuffled
from assistant.onboarding.studies import Studies, Study
from index.access import Viewer
from index.records import Record

_MOST_FACTS = 8
_AT_ONCE = 8  # questions of one round
_KEPT = 8  # sets of documents whose lessons stay in memory


class NoModuleError(Exception):
    """The path has no such module."""


class NoItemError(Exception):
    """There is no such question, or what it rested on is gone."""


@dataclass(frozen=True)
class Standing:
    """A module with how far the person is: `read` of `passages` passages, `known` of `items`
    questions last answered right, `due` to be asked again."""

    lesson: Lesson
    passages: int
    read: int
    items: int
    known: int
    due: int

    @property
    def done(self) -> bool:
        return self.passages > 0 and self.read == self.passages and self.known == self.items


@dataclass(frozen=True)
class Opened:
    """A lesson to read: `facts` are its sentences to remember, `read` the passages that the
    person has read."""

    lesson: Lesson
    facts: tuple[Quote, ...]
    read: frozenset[str]


@dataclass(frozen=True)
class Marked:
    """An answer, marked: the question with its right answer and its passage, and how the person
    stands with it now."""

    item: Item
    right: bool
    standing: Answered


@dataclass(frozen=True)
class _Made:
    lesson: Lesson
    items: tuple[Item, ...]


class Onboarding:
    """Everything is made anew for the viewer on every call: nothing shown to one is kept for
    another. May be called from any thread."""

    def __init__(
        self, studies: Studies, progress: Progress, paths: Paths, answerer: Answerer
    ) -> None:
        self.paths = paths
        self.progress = progress
        self._studies = studies
        self._answerer = answerer
        self._made: OrderedDict[tuple[Record, ...], dict[str, _Made]] = OrderedDict()
        self._making = threading.Lock()

    # To read -------------------------------------------------------------------------------------

    def path(self, viewer: Viewer) -> list[Standing]:
        """Raises PathError where the office's path can't be used."""
        studies = self._studies.in_force(viewer)
        read, answered = self.progress.read(viewer), self.progress.answered(viewer)
        now = datetime.now(UTC)
        standings = []
        for module in self.paths.modules():
            lesson, items = self._make(module, studies)
            known = [answered[item.id] for item in items if item.id in answered]
            standings.append(
                Standing(
                    lesson,
                    passages=len(lesson.passages),
                    read=sum(one.id in read for one in lesson.passages),
                    items=len(items),
                    known=sum(one.last_right for one in known),
                    due=sum(one.is_due(now) for one in known),
                )
            )
        return standings

    def open(self, module: str, viewer: Viewer) -> Opened:
        """Raises NoModuleError, PathError."""
        studies = self._studies.in_force(viewer)
        lesson, _ = self._make(self._module(module), studies)
        ids = {one.id for one in lesson.passages}
        facts = tuple(self._facts(lesson, studies))[:_MOST_FACTS]
        return Opened(lesson, facts, self.progress.read(viewer) & ids)

    def mark(self, passages: Sequence[str], viewer: Viewer, *, read: bool) -> None:
        """Marks those of the passages as read, or as not, that the person can read."""
        studies = self._studies.in_force(viewer)
        shown = {one.id for study in studies for one in study.sections}
        self.progress.mark((one for one in passages if one in shown), viewer, read=read)

    def glossary(self, viewer: Viewer) -> list[glossary.Entry]:
        return _entries(self._studies.in_force(viewer))

    def timeline(self, viewer: Viewer) -> list[timeline.Dated]:
        return timeline.in_order(one for study in self._studies.all(viewer) for one in study.events)

    def partners(self, viewer: Viewer) -> list[partners.Country]:
        return partners.countries(
            one for study in self._studies.all(viewer) for one in study.mentions
        )

    def ask(self, question: str, module: str, viewer: Viewer) -> Answer:
        """The answer to a newcomer's question; one that no document answers is kept for the
        librarian. Raises QuestionError."""
        answer = self._answerer.ask(question, viewer)
        if answer.refused:
            self.progress.ask(question, module)
        return answer

    # To be asked ---------------------------------------------------------------------------------

    def quiz(self, module: str, viewer: Viewer, count: int = _AT_ONCE) -> list[Item]:
        """A round on a module: what is due, then what was never asked, then what comes soonest.
        The order among new ones is the same every time. Raises NoModuleError, PathError."""
        studies = self._studies.in_force(viewer)
        _, items = self._make(self._module(module), studies)
        return self._round(items, viewer)[:count]

    def review(self, viewer: Viewer, count: int = _AT_ONCE) -> list[Item]:
        """What is due now, of all modules."""
        now, answered = datetime.now(UTC), self.progress.answered(viewer)
        items = {one.id: one for one in self._all_items(viewer)}
        due = [one for one in answered.values() if one.item in items and one.is_due(now)]
        due.sort(key=lambda one: (one.last_right, one.due_at))
        return [items[one.item] for one in due[:count]]

    def answer(self, item: str, given: str | Sequence[str], viewer: Viewer) -> Marked:
        """Raises NoItemError."""
        asked = next((one for one in self._all_items(viewer) if one.id == item), None)
        if asked is None:
            raise NoItemError
        right = asked.right(given)
        return Marked(asked, right, self.progress.answer(item, right, viewer))

    def _round(self, items: Sequence[Item], viewer: Viewer) -> list[Item]:
        now, answered = datetime.now(UTC), self.progress.answered(viewer)
        order = {key: at for at, key in enumerate(shuffled((one.id for one in items), "round"))}

        def rank(item: Item) -> tuple[int, str, int]:
            before = answered.get(item.id)
            if before is None:
                return 1, "", order[item.id]
            return (0 if before.is_due(now) else 2), before.due_at, order[item.id]

        return sorted(items, key=rank)

    def _all_items(self, viewer: Viewer) -> list[Item]:
        studies = self._studies.in_force(viewer)
        found: dict[str, Item] = {}
        for module in self.paths.modules():
            for item in self._make(module, studies)[1]:
                found.setdefault(item.id, item)
        return list(found.values())

    # Making --------------------------------------------------------------------------------------

    def _module(self, identifier: str) -> Module:
        for module in self.paths.modules():
            if module.id == identifier:
                return module
        raise NoModuleError

    def _make(self, module: Module, studies: Sequence[Study]) -> tuple[Lesson, tuple[Item, ...]]:
        """The lesson with the questions on what it gives to read, each once."""
        records = tuple(study.paper.record for study in studies)
        with self._making:
            # Nothing that rests on a document that went or changed stays in memory.
            for key in [key for key in self._made if not self._studies.hold(key)]:
                del self._made[key]
            known = self._made.setdefault(records, {})
            self._made.move_to_end(records)
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
            if module.digest not in known:
                papers = [(study.paper, study.sections) for study in studies]
                lesson = lessons.lesson(module, papers, _distinct(studies))
                known[module.digest] = _Made(lesson, tuple(_items(lesson, studies)))
            made = known[module.digest]
            return made.lesson, made.items

    def _facts(self, lesson: Lesson, studies: Sequence[Study]) -> list[Quote]:
        """Sentences of the lesson with dates of events, then those with numbers and names."""
        own = [study for study in studies if study.paper.record.id in lesson.documents]
        quotes = [one.quote for study in own for one in study.events]
        quotes += [one.quote for study in own for one in study.blanks if one.kind != "type"]
        return [
            one
            for one in {quote.id: quote for quote in quotes}.values()
            if any(_holds(passage, one) for passage in lesson.passages)
        ]


def _entries(studies: Sequence[Study]) -> list[glossary.Entry]:
    return glossary.entries(one for study in studies for one in study.definitions)


def _distinct(studies: Sequence[Study]) -> list[glossary.Definition]:
    """Of what copies define one."""
    return [one for entry in _entries(studies) for one in entry.definitions]


def _items(lesson: Lesson, studies: Sequence[Study]) -> list[Item]:
    known = _distinct(studies)
    blanks = [one for study in studies for one in study.blanks]
    papers = [study.paper for study in studies]
    found: list[Item] = []
    for study in (one for one in studies if one.paper.record.id in lesson.documents):
        own = [one for one in known if one.meaning.document.id == study.paper.record.id]
        found += quiz_terms.items(own, known)
        found += quiz_tables.items(study.paper)
        found += quiz_order.items(study.paper)
        found += quiz_blanks.items(study.blanks, blanks)
        found += quiz_numbers.items([study.paper], papers)
    for one in lesson.terms:
        found += quiz_terms.items([one], known)
    asked = {(one.asked, one.subject, one.column, one.answer, one.pairs): one for one in found}
    return [one for one in asked.values() if _is_taught(lesson, one)]


def _is_taught(lesson: Lesson, item: Item) -> bool:
    """Whether the passage that the question rests on is read in the lesson."""
    if any(_holds(passage, item.quote) for passage in lesson.passages):
        return True
    if any(one.passage == item.quote for one in lesson.terms):
        return True
    return item.asked is Asked.NUMBER and item.quote.document.id in lesson.wanted


def _holds(passage: Quote, quote: Quote) -> bool:
    return (
        passage.document.id == quote.document.id
        and passage.start <= quote.start
        and quote.end <= passage.end
    )
