"""What a module gives to read: the sections of the documents it wants, and those of others that
are about its topics. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.onboarding.glossary import Definition
from assistant.onboarding.paper import Line, Paper, Quote
from assistant.onboarding.paths import Module, Wanted, named
from assistant.onboarding.quiz import plain
from assistant.onboarding.quiz_blanks import stands_alone
from assistant.orders import gives_orders

WORDS_A_MINUTE = 180  # of a careful reader of official Vietnamese
_SHORT = 16  # sections of a document that is read whole
_LONGEST = 1500  # characters of one passage
_LEAST = 40  # characters that are worth reading
_LEAST_PARAGRAPH = 150  # characters of running text before the first heading
_MOST_OF_LONG = 6  # sections of a longer document
_MOST_DOCUMENTS = 3  # for one document that is wanted, the newest
_MOST_PASSAGES = 30
_LEAST_POINT = 9  # words of a point in a list that says something alone
_LEAST_POINTS = 4  # of a list
_SHORT_POINT = 8  # words of a point that is a name more than a statement
_SHORT_ITEM = 12  # words of one that ends in a semicolon
_LEAST_STATEMENT, _MOST_STATEMENT = 25, 420  # characters of a sentence to remember
_MOST_TERMS = 12
_MOST_BESIDES = 6  # passages of documents that the module doesn't want by name
# «… gồm sáu phần:»: what follows is nothing without this line.
_ANNOUNCES = re.compile(r"(?:gồm|nêu rõ|ghi rõ|thứ tự|trình tự|sau đây)(?!\w).*:$", re.I)
_CLOSING = re.compile(r"Nơi nhận:?\s*$")


@dataclass(frozen=True)
class Lesson:
    """`passages` in reading order; `terms` those of the module's topics that documents define;
    `wanted` are the ids of the documents that it names and that are there, `missing` the names
    of those that aren't in the store."""

    module: Module
    terms: tuple[Definition, ...]
    passages: tuple[Quote, ...]
    wanted: frozenset[str]
    missing: tuple[str, ...]

    @property
    def minutes(self) -> int:
        words = sum(len(one.text.split()) for one in self.passages)
        return math.ceil(words / WORDS_A_MINUTE)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that it reads, in order."""
        return tuple(dict.fromkeys(one.document.id for one in self.passages))


def sections(paper: Paper) -> tuple[Quote, ...]:
    """The document in passages, each one section or part of it, without masthead and the list
    of recipients."""
    return tuple(
        paper.quote(group[0].start, group[-1].end, group[0].section)
        for group in _groups(paper)
        if sum(len(line.text) for line in group if not line.heading) >= _LEAST
        and not _is_form(group)
        and not gives_orders(paper.text[group[0].start : group[-1].end])
    )


def statements(paper: Paper) -> tuple[Quote, ...]:
    """The sentences that can be understood alone, without their numbering: no points of a list
    that are only its parts."""
    found = []
    parts = _parts(paper)
    for line in paper.lines:
        if line.heading or line.cells or line.start in parts:
            continue
        for start, end in line.sentences:
            begin = paper.behind_number(start, end)
            text = paper.text[begin:end]
            told = begin == start or len(text.split()) >= _LEAST_POINT
            fits = _LEAST_STATEMENT <= len(text) <= _MOST_STATEMENT
            if told and fits and stands_alone(text):
                found.append(paper.quote(begin, end, line.section))
    return tuple(found)


def _parts(paper: Paper) -> frozenset[int]:
    """Where the points begin of lists that name parts."""
    found: set[int] = set()
    run: list[Line] = []
    announced = False
    for line in (*paper.lines, None):
        if line and not line.heading and paper.behind_number(line.start, line.end) > line.start:
            run.append(line)
            continue
        short = [one for one in run if _is_short(one)]
        if announced or (len(run) >= _LEAST_POINTS and len(short) >= len(run) / 2):
            found.update(one.start for one in run)
        run = []
        announced = line is not None and _ANNOUNCES.search(line.text) is not None
    return frozenset(found)


def _is_short(point: Line) -> bool:
    limit = _SHORT_ITEM if point.text.endswith(";") else _SHORT_POINT
    return len(point.text.split()) < limit


def lesson(
    module: Module,
    papers: Sequence[tuple[Paper, tuple[Quote, ...]]],
    definitions: Iterable[Definition] = (),
) -> Lesson:
    """`papers` with their `sections`; `definitions` what all of them define."""
    found: dict[str, Quote] = {}  # by its words: of copies one is read
    taken: set[str] = set()
    missing = []
    for wanted in module.documents:
        fitting = [one for one in papers if _fits(wanted, one[0])]
        if not fitting:
            missing.append(wanted.name)
        fitting = [one for one in _newest(fitting) if one[0].record.id not in taken]
        for paper, parts in fitting[:_MOST_DOCUMENTS]:
            taken.add(paper.record.id)
            for part in _of_wanted(module, parts):
                found.setdefault(plain(part.text), part)
    rest = [one for one in papers if one[0].record.id not in taken]
    for part in _besides(module, rest):
        found.setdefault(plain(part.text), part)
    terms = [one for one in definitions if _is_of(module, one)]
    passages = tuple(found.values())[:_MOST_PASSAGES]
    return Lesson(module, tuple(terms[:_MOST_TERMS]), passages, frozenset(taken), tuple(missing))


def _groups(paper: Paper) -> Iterator[list[Line]]:
    group: list[Line] = []
    length = 0
    closing = begun = False
    for line in paper.lines:
        begun = begun or line.heading or len(line.text) >= _LEAST_PARAGRAPH
        if line.heading:
            closing = False
        closing = closing or _CLOSING.match(line.text) is not None
        opens = line.heading and any(not one.heading for one in group)
        if group and (opens or closing or length + len(line.text) > _LONGEST):
            yield group
            group, length = [], 0
        if closing or not begun:
            continue
        group.append(line)
        length += len(line.text)
    if group:
        yield group


def _is_form(group: Sequence[Line]) -> bool:
    """Whether it is there to be filled in, not to be read."""
    return any("....." in line.text or "……" in line.text for line in group)


def _fits(wanted: Wanted, paper: Paper) -> bool:
    record = paper.record
    return any(
        named(wanted.find, told)
        for told in (record.title, PurePath(record.file).stem, record.number)
    )


def _newest(
    found: Iterable[tuple[Paper, tuple[Quote, ...]]],
) -> list[tuple[Paper, tuple[Quote, ...]]]:
    return sorted(found, key=lambda one: one[0].record.date or "", reverse=True)


def _of_wanted(module: Module, parts: Sequence[Quote]) -> Sequence[Quote]:
    """A short document whole, of a longer one what is about the topics."""
    if len(parts) <= _SHORT:
        return parts
    return [one for one in parts if _is_about(module, one)][:_MOST_OF_LONG]


def _besides(module: Module, papers: Iterable[tuple[Paper, tuple[Quote, ...]]]) -> Iterator[Quote]:
    about = [part for paper in _newest(papers) for part in paper[1] if _is_about(module, part)]
    yield from about[:_MOST_BESIDES]


def _is_of(module: Module, one: Definition) -> bool:
    told = f"{one.term} {one.meaning.text}" if one.named else one.term
    return not one.local and named(module.topics, told)


def _is_about(module: Module, part: Quote) -> bool:
    """Whether a topic stands in the passage's headings, or at the head of a short one, as a
    term does that is explained."""
    return named(module.topics, f"{part.section}\n{part.text.splitlines()[0][:60]}")
