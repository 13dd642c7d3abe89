"""A draft as lines with numbered sources: what every way of taking it out lays out. Pure; the
wording is prompts/word.v1.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import prompts
from assistant.address import GREETING, called
from assistant.chat import Citation
from assistant.compose import written_date
from assistant.draft import Draft, Kind, Point, Rendered, Spoken, Topic
from assistant.draft_said import said
from assistant.outline import WORDS as TALKING
from assistant.speech import PACE
from assistant.translate import language_name

WORDS = prompts.load("word.v1")
TRANSLATION = prompts.load("translation.v1")


@dataclass(frozen=True)
class Line:
    """What is said, the numbers of its sources (from 1), and the words that mark what no document
    says, empty where there is nothing to mark."""

    text: str
    sources: tuple[int, ...] = ()
    mark: str = ""
    phrase: bool = False


@dataclass(frozen=True)
class Block:
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Pair:
    """A sentence and what it is in another language; `mark` says what is wrong with that, empty
    where it goes with the sentence as far as that can be told."""

    text: str
    translated: str
    mark: str


@dataclass(frozen=True)
class Pairs:
    heading: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Sheet:
    """`about` says what the draft is for; `speech` are sentences, a block a section; `sources` are
    the citations by their numbers, the first being 1; `parallel` is what is said in two
    languages, of which `language` names the other («tiếng Anh»)."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Block, ...]
    speech: tuple[Block, ...]
    facts: tuple[Block, ...]
    checks: tuple[Block, ...]
    sources: tuple[Citation, ...]
    parallel: tuple[Pairs, ...]
    language: str


def sheet(draft: Draft) -> Sheet:
    numbers = _Numbers()
    sections = tuple(
        Block(section.heading, tuple(_line(point, numbers) for point in section.points))
        for section in draft.sections
    )
    speech = tuple(
        Block(section.heading, tuple(_sentence(one, numbers) for one in section.speech))
        for section in draft.sections
        if section.speech
    )
    facts = tuple(
        Block(WORDS.fill(f"topics.{topic}"), lines)
        for topic in Topic
        if (lines := tuple(_facts(draft, topic, numbers)))
    )
    doubts = dict.fromkeys(check.doubt for check in draft.checks)
    checks = tuple(
        Block(
            WORDS.fill(f"doubts.{doubt}"),
            tuple(
                Line(check.text, tuple(dict.fromkeys(map(numbers.of, check.citations))))
                for check in draft.checks
                if check.doubt is doubt
            ),
        )
        for doubt in doubts
    )
    return Sheet(
        draft.title,
        tuple(about(draft)),
        sections,
        speech,
        facts,
        checks,
        numbers.sources(),
        tuple(_parallel(draft)),
        language_name(draft.parallel.language) if draft.parallel else "",
    )


def _parallel(draft: Draft) -> Iterator[Pairs]:
    if draft.parallel is None:
        return
    known = {one.text: one for one in draft.parallel.lines}
    for section in draft.sections:
        pairs = tuple(_pair(line, known.get(line)) for line in said(section))
        if pairs:
            yield Pairs(section.heading, pairs)


def _pair(line: str, found: Rendered | None) -> Pair:
    if found is None or not found.translated:
        return Pair(line, "", TRANSLATION.fill("missing"))
    faults = "; ".join(found.faults)
    return Pair(line, found.translated, TRANSLATION.fill("mark", faults=faults) if faults else "")


def about(draft: Draft) -> Iterable[str]:
    brief = draft.brief
    yield WORDS.fill("occasion", name=TALKING.fill(f"{brief.occasion}.name"))
    if brief.event:
        yield WORDS.fill("event", event=brief.event)
    partner = ", ".join(filter(None, (brief.partner, brief.country)))
    if partner:
        yield WORDS.fill("partner", partner=partner)
    if guests := "; ".join(filter(None, map(called, brief.guests))):
        yield WORDS.fill("guests", guests=guests)
    if speaker := called(brief.speaker):
        yield WORDS.fill("speaker", speaker=speaker)
    if brief.when:
        yield WORDS.fill("when", date=written_date(brief.when.isoformat()))
    yield WORDS.fill(
        "length_interpreted" if brief.interpreted else "length",
        minutes=brief.minutes,
        syllables=draft.syllables,
        allowed=brief.syllables,
        pace=PACE,
    )


def source_line(citation: Citation) -> str:
    """Title, number, date and page of what is cited, without what is not known."""
    parts = [citation.title or citation.file]
    if citation.number and citation.number not in parts[0]:
        parts.append(WORDS.fill("source_number", number=citation.number))
    if citation.date:
        parts.append(WORDS.fill("source_date", date=written_date(citation.date)))
    if citation.page:
        parts.append(WORDS.fill("source_page", page=citation.page))
    return ", ".join(parts)


def bullet(line: Line) -> str:
    return line.text if line.phrase else f"- {line.text}"


def leads(line: Line, block: Block) -> bool:
    """Whether a phrase introduces what comes next, and may not end a page alone."""
    behind = block.lines[block.lines.index(line) + 1 :]
    return line.phrase and bool(behind) and not behind[0].phrase


def paragraphs(block: Block) -> list[list[Line]]:
    """A section's sentences as they are set: each greeting for itself, the others in one."""
    laid: list[list[Line]] = []
    for line in block.lines:
        greeted = bool(laid) and laid[-1][-1].text.startswith(GREETING)
        if not laid or greeted or line.text.startswith(GREETING):
            laid.append([])
        laid[-1].append(line)
    return laid


class _Numbers:
    """Each place that is cited has one number, in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], tuple[int, Citation]] = {}

    def of(self, citation: Citation) -> int:
        key = (citation.document_id, citation.start, citation.end)
        return self._known.setdefault(key, (len(self._known) + 1, citation))[0]

    def sources(self) -> tuple[Citation, ...]:
        return tuple(citation for _, citation in self._known.values())


def _line(point: Point, numbers: _Numbers) -> Line:
    sources = (numbers.of(point.citation),) if point.citation else ()
    return Line(point.text, sources, _mark(point), point.kind is Kind.PHRASE)


def _sentence(one: Spoken, numbers: _Numbers) -> Line:
    return Line(one.text, tuple(dict.fromkeys(map(numbers.of, one.citations))))


def _mark(point: Point) -> str:
    if point.kind is Kind.GAP:
        return WORDS.fill("gap")
    if point.kind is not Kind.OWN:
        return ""
    if point.citation:
        return WORDS.fill("own_sourced")
    return WORDS.fill("own_unsourced" if point.checked else "own")


def _facts(draft: Draft, topic: Topic, numbers: _Numbers) -> Iterable[Line]:
    for fact in draft.facts:
        if fact.topic is topic:
            label = f"{fact.label}: " if fact.label else ""
            yield Line(f"{label}“{fact.citation.quote}”", (numbers.of(fact.citation),))
