"""A new employee's desk: the path with its lessons, glossary, time line, partners and quizzes,
made of the documents that the person may read, and what that person has done of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.answer import Answerer
from assistant.chat import Answer
from assistant.onboarding import glossary, making, partners, timeline
from assistant.onboarding.lessons import Lesson
from assistant.onboarding.making import Made, Maker
from assistant.onboarding.outlook import Outlook
from assistant.onboarding.paper import Quote
from assistant.onboarding.paths import Module, Paths
from assistant.onboarding.progress import Answered, Progress
from assistant.onboarding.quiz import Item
from assistant.onboarding.rounds import apart
from assistant.onboarding.sharing import Agreement, Sharing
from assistant.onboarding.studies import Studies
from index.access import Viewer

_AT_ONCE = 8  # questions of one round
_ENOUGH = 10  # questions of a module answered right that show that it is known


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
    def wanted(self) -> int:
        """How many questions answered right show that the module is known."""
        return min(self.items, _ENOUGH)

    @property
    def share(self) -> float:
        """Of all that is to be read and answered what is done, 0 to 1."""
        done = self.read + min(self.known, self.wanted)
        return done / max(self.passages + self.wanted, 1)

    @property
    def done(self) -> bool:
        return self.passages > 0 and self.share == 1


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
class Learner:
    """What a mentor sees of a person who agreed: how far they are, not what they answered or
    asked. `last_active` is when they last read or answered, UTC."""

    agreement: Agreement
    standings: tuple[Standing, ...]
    last_active: datetime | None


class Onboarding:
    """Everything is made anew for the viewer on every call: nothing shown to one is kept for
    another. May be called from any thread."""

    def __init__(
        self,
        studies: Studies,
        progress: Progress,
        sharing: Sharing,
        paths: Paths,
        answerer: Answerer,
    ) -> None:
        self.paths = paths
        self.progress = progress
        self.sharing = sharing
        self._studies = studies
        self._answerer = answerer
        self._maker = Maker(studies)
        self._outlook = Outlook(studies, answerer)

    # To read -------------------------------------------------------------------------------------

    def path(self, viewer: Viewer) -> list[Standing]:
        """Raises PathError where the office's path can't be used."""
        studies = self._studies.in_force(viewer)
        read, answered = self.progress.read(viewer), self.progress.answered(viewer)
        now = datetime.now(UTC)
        standings = []
        for module in self.paths.modules():
            made = self._maker.make(module, studies)
            known = [answered[item.id] for item in made.items if item.id in answered]
            standings.append(
                Standing(
                    made.lesson,
                    passages=len(made.lesson.passages),
                    read=sum(one.id in read for one in made.lesson.passages),
                    items=len(made.items),
                    known=sum(one.last_right for one in known),
                    due=sum(one.is_due(now) for one in known),
                )
            )
        return standings

    def overview(self, viewer: Viewer) -> list[Learner]:
        """For a mentor: of everyone who agreed. Raises PathError."""
        return [
            Learner(one, tuple(self.path(one.person)), self.progress.last_active(one.person))
            for one in self.sharing.all(viewer)
        ]

    def open(self, module: str, viewer: Viewer) -> Opened:
        """Raises NoModuleError, PathError."""
        made = self._made(module, viewer)
        ids = {one.id for one in made.lesson.passages}
        return Opened(made.lesson, made.facts, self.progress.read(viewer) & ids)

    def outlook(self, module: str, viewer: Viewer) -> dict[str, bool]:
        """Of each of the module's questions whether the documents answer it. Raises
        NoModuleError, PathError."""
        return self._outlook.of(self._module(module), viewer)

    def miss(self, question: str, module: str, viewer: Viewer) -> bool:
        """Puts one of the module's questions that no document answers on the librarian's list;
        whether it is one. Raises NoModuleError, PathError."""
        missing = self.outlook(module, viewer).get(question) is False
        if missing:
            self.progress.ask(question, module)
        return missing

    def mark(self, passages: Sequence[str], viewer: Viewer, *, read: bool) -> None:
        """Marks those of the passages as read, or as not, that the person can read."""
        studies = self._studies.in_force(viewer)
        shown = {one.id for study in studies for one in study.sections}
        self.progress.mark((one for one in passages if one in shown), viewer, read=read)
        self.sharing.renew(viewer)

    def glossary(self, viewer: Viewer) -> list[glossary.Entry]:
        return making.entries(self._studies.in_force(viewer))

    def timeline(self, viewer: Viewer) -> list[timeline.Told]:
        return timeline.in_order(one for study in self._studies.all(viewer) for one in study.events)

    def partners(self, viewer: Viewer) -> partners.Partners:
        return partners.partners(
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
        """A round on a module: what is due, then what was never asked, then what comes soonest;
        of new ones first those that say most of what the module is for. None gives away another's
        answer, so that there may be fewer. Raises NoModuleError, PathError."""
        return apart(self._in_turn(self._made(module, viewer).items, viewer), count)

    def review(self, viewer: Viewer, count: int = _AT_ONCE) -> list[Item]:
        """What is due now, of all modules."""
        now, answered = datetime.now(UTC), self.progress.answered(viewer)
        items = {one.id: one for one in self._all_items(viewer)}
        due = [one for one in answered.values() if one.item in items and one.is_due(now)]
        due.sort(key=lambda one: (one.last_right, one.due_at))
        return apart((items[one.item] for one in due), count)

    def answer(self, item: str, given: str | Sequence[str], viewer: Viewer) -> Marked:
        """Raises NoItemError."""
        asked = next((one for one in self._all_items(viewer) if one.id == item), None)
        if asked is None:
            raise NoItemError
        right = asked.right(given)
        self.sharing.renew(viewer)
        return Marked(asked, right, self.progress.answer(item, right, viewer))

    def _in_turn(self, items: Sequence[Item], viewer: Viewer) -> list[Item]:
        now, answered = datetime.now(UTC), self.progress.answered(viewer)

        def rank(item: Item) -> tuple[int, str]:
            before = answered.get(item.id)
            if before is None:
                return 1, ""
            return (0 if before.is_due(now) else 2), before.due_at

        return sorted(items, key=rank)

    def _all_items(self, viewer: Viewer) -> list[Item]:
        studies = self._studies.in_force(viewer)
        found: dict[str, Item] = {}
        for module in self.paths.modules():
            for item in self._maker.make(module, studies).items:
                found.setdefault(item.id, item)
        return list(found.values())

    def _made(self, module: str, viewer: Viewer) -> Made:
        return self._maker.make(self._module(module), self._studies.in_force(viewer))

    def _module(self, identifier: str) -> Module:
        for module in self.paths.modules():
            if module.id == identifier:
                return module
        raise NoModuleError
