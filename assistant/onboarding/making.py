"""A module with what the documents give for it: its lesson, what to remember and what can be
asked, made once for a set of documents."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.onboarding import (
    glossary,
    lessons,
    quiz_blanks,
    quiz_contrast,
    quiz_order,
    quiz_people,
    quiz_sizes,
    quiz_tables,
    quiz_terms,
)
from assistant.onboarding.focus import Focus, ranked
from assistant.onboarding.lessons import Lesson
from assistant.onboarding.paper import Quote
from assistant.onboarding.paths import Module
from assistant.onboarding.quiz import Asked, Item, plain
from assistant.onboarding.rounds import asks_the_same
from assistant.onboarding.studies import Studies, Study
from index.records import Record

_MOST_FACTS = 8
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?")
# Opinions of people.
_SPOKEN = re.compile(r"cho biết|khẳng định|nhấn mạnh|bày tỏ|cho rằng|theo ông|theo bà", re.I)
# What a document says of its own gaps.
_OF_GAPS = re.compile(r"không (?:thuộc phạm vi|(?:được )?nêu|liệt kê|ấn định)|chỉ nêu", re.I)
# What goes on from the sentence before, or is one line of a form («Vị trí: …»).
_GOES_ON = re.compile(
    r"kèm theo|khi không|ngoài ra|đồng thời|một điểm nhấn|[^\W\d]+(?: [^\W\d]+)?: ", re.I
)
_NEW = 0.35  # of the words of a sentence to remember that none before it says
_KEPT = 8  # sets of documents whose lessons stay in memory


@dataclass(frozen=True)
class Made:
    """`facts` are the lesson's sentences to remember, `items` its questions; of both those come
    first that say most of what the module is for."""

    lesson: Lesson
    facts: tuple[Quote, ...]
    items: tuple[Item, ...]


class Maker:
    """May be called from any thread."""

    def __init__(self, studies: Studies) -> None:
        self._studies = studies
        self._made: OrderedDict[tuple[Record, ...], dict[str, Made]] = OrderedDict()
        self._making = threading.Lock()

    def make(self, module: Module, studies: Sequence[Study]) -> Made:
        """What these documents give for the module, each question once."""
        records = tuple(study.paper.record for study in studies)
        with self._making:
            known = self._made.setdefault(records, {})
            self._made.move_to_end(records)
            self._studies.prune(self._made, _KEPT, lambda key: key)
            if module.digest not in known:
                known[module.digest] = _made(module, studies)
            return known[module.digest]


def entries(studies: Sequence[Study]) -> list[glossary.Entry]:
    return glossary.entries(one for study in studies for one in study.definitions)


def _made(module: Module, studies: Sequence[Study]) -> Made:
    papers = [(study.paper, study.sections) for study in studies]
    lesson = lessons.lesson(module, papers, _distinct(studies))
    told = [
        one
        for study in studies
        if study.paper.record.id in lesson.documents
        for one in study.statements
        if _is_read(lesson, one)
    ]
    defined = {(one.passage.document.id, one.passage.start) for one in _distinct(studies)}
    facts = [one for one in told if (one.document.id, one.start) not in defined]
    focus = Focus(module, tuple(f"{one.section}\n{one.text}" for one in told))
    asked = _items(lesson, studies)
    about, rest = ranked(asked, focus, _said, _likes, lambda one: one.id, _is_dull)
    return Made(lesson, tuple(_facts(facts, focus)), tuple(_distinct_items([*about, *rest])))


def _facts(told: Sequence[Quote], focus: Focus) -> list[Quote]:
    """The sentences that say most of what the module is for, no two the same."""
    found: list[Quote] = []
    said: set[str] = set()
    sure = [one for one in told if _is_sure(one)]
    about, _ = ranked(sure, focus, _with_section, lambda one: (one.section,), lambda one: one.id)
    for one in about:
        words = set(plain(one.text).split())
        if len(words - said) >= _NEW * len(words):
            found.append(one)
            said |= words
        if len(found) == _MOST_FACTS:
            break
    return found


def _is_sure(one: Quote) -> bool:
    """Whether it stands alone, is no opinion, and says for when if it holds for a time."""
    dated = bool(one.document.date) or not quiz_blanks.holds_for_a_time(one.text)
    unsure = _SPOKEN.search(one.text) or _OF_GAPS.search(one.text) or _GOES_ON.match(one.text)
    return dated and not unsure


def _with_section(one: Quote) -> str:
    return f"{one.section}\n{one.text}"


def _said(item: Item) -> str:
    """What a question is about; the passage that it rests on may be a whole table."""
    pairs = (f"{a} {b}" for a, b in item.pairs)
    return "\n".join((item.section, item.subject, item.column, item.answer, *pairs))


def _is_dull(item: Item) -> bool:
    """Whether nothing but a year or the number of an article is asked for."""
    year = item.asked is Asked.BLANK and _YEARS.fullmatch(item.answer) is not None
    return year or item.asked is Asked.ARTICLE


def _distinct_items(items: Sequence[Item]) -> list[Item]:
    """Of what several documents say in much the same words one question."""
    found: list[Item] = []
    for item in items:
        if not any(asks_the_same(item, other) for other in found):
            found.append(item)
    return found


def _likes(item: Item) -> tuple[object, ...]:
    document = item.quote.document.id
    return item.asked, document, (document, item.quote.section, item.asked)


def _distinct(studies: Sequence[Study]) -> list[glossary.Definition]:
    """Of what copies define one."""
    return [one for entry in entries(studies) for one in entry.definitions]


def _items(lesson: Lesson, studies: Sequence[Study]) -> list[Item]:
    found = {
        (one.asked, one.subject, one.column, one.answer, one.pairs): one
        for one in _all_items(lesson, studies)
    }
    return [one for one in found.values() if _is_taught(lesson, one)]


def _all_items(lesson: Lesson, studies: Sequence[Study]) -> Iterator[Item]:
    known = _distinct(studies)
    blanks = [one for study in studies for one in study.blanks]
    for study in (one for one in studies if one.paper.record.id in lesson.documents):
        own = [one for one in known if one.meaning.document.id == study.paper.record.id]
        yield from quiz_terms.items(own, known)
        yield from quiz_terms.pairs(own, study.paper)
        yield from quiz_tables.items(study.paper)
        yield from quiz_order.items(study.paper)
        yield from quiz_sizes.items(study.paper)
        yield from quiz_contrast.items(study.paper)
        yield from quiz_people.items(study.paper, blanks)
        defined = {one.passage.start for one in study.definitions}
        asked = [one for one in study.blanks if not (one.lists and one.quote.start in defined)]
        yield from quiz_blanks.items(asked, blanks)
    for one in lesson.terms:
        yield from quiz_terms.items([one], known)


def _is_taught(lesson: Lesson, item: Item) -> bool:
    """Whether the passage that the question rests on is read in the lesson."""
    return _is_read(lesson, item.quote) or any(one.passage == item.quote for one in lesson.terms)


def _is_read(lesson: Lesson, quote: Quote) -> bool:
    return any(
        passage.document.id == quote.document.id
        and passage.start <= quote.start
        and quote.end <= passage.end
        for passage in lesson.passages
    )
