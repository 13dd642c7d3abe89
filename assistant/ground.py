"""Whether a place in a document bears out the question's own particulars.

A sentence may answer in every word but the one that counts: another year, another province,
another order of merit. So names, years, numbers and document numbers of the question must be
borne out by the sentence or by what it stands under. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.bodies import Body, names_body, owned_by
from assistant.posts import posts
from assistant.question import Asked, Question
from assistant.understand import months_named, ordinals, plain_number, rank
from index.aliases import Aliases, Name
from index.records import Record
from index.reference import Reference, in_article
from ingest import text as vi
from ingest.document import BLOCK_SEPARATOR

_OPENING = 600  # characters of a document that say what it is about
_SUBJECT_MENTIONS = 3  # a place named so often is what the document is about
_DAY_AND_MONTH = re.compile(r"(?<![\d/.,-])\d{1,2}[/.-](\d{1,2})(?![\d.,-])")
_RANGE = re.compile(r"((?:19|20)\d{2})\s*(?:-|–|—|đến|tới)\s*(?:năm\s+)?((?:19|20)\d{2})")


class Particular(StrEnum):
    NAME = "name"  # of a country or locality
    YEAR = "year"
    MONTH = "month"
    NUMBER = "number"
    ORDINAL = "ordinal"
    POST = "post"
    OPPOSITE = "opposite"
    DOCUMENT = "document"
    ARTICLE = "article"
    PHRASE = "phrase"
    PREDICATE = "predicate"


# What a place may say in other words or by a pronoun: a name spelled otherwise, the number in a
# name, what is asked of it. Whoever has read the place can tell.
IN_OTHER_WORDS = frozenset({Particular.PHRASE, Particular.PREDICATE, Particular.NUMBER})


@dataclass(frozen=True)
class Missing:
    """A particular of the question that a place does not bear out. `found` is what stands
    there instead, where that can be said (the years or names that the sentence gives)."""

    kind: Particular
    wanted: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A sentence with what it stands under: `passage` is its chunk up to its end, `context`
    the title and heading path; `about` gives the names that the document is about."""

    document: Record
    headings: tuple[str, ...]
    sentence: str
    passage: str
    context: str
    about: Callable[[], frozenset[Name]]


def missing(question: Question, place: Place, aliases: Aliases) -> list[Missing]:
    """The particulars that the place does not bear out; empty if it may answer."""
    return [
        *_missing_years(question, place),
        *_missing_months(question, place),
        *_missing_names(question, place, aliases),
        *_missing_phrases(question, place),
        *_missing_ordinals(question, place),
        *_missing_posts(question, place),
        *_missing_numbers(question, place),
        *_missing_references(question, place),
        *_missing_predicate(question, place),
        *_opposite(question, place, aliases),
    ]


def document_year(document: Record) -> int | None:
    """The year for which a document speaks: that of its date, else the latest it names."""
    return int(document.date[:4]) if document.date else document.latest_year


def years_covered(text: str) -> set[int]:
    """The years named in a text, ranges («2011 – 2022») filled in."""
    covered = {year for _, year in vi.years(text)}
    for match in _RANGE.finditer(text):
        covered.update(range(int(match[1]), int(match[2]) + 1))
    return covered


def names_about(text: str, aliases: Aliases) -> frozenset[Name]:
    """The names that a document is about: those it opens with, and of each kind the one
    that it comes back to far more often than to any other."""
    about = {mention.name for mention in aliases.find(text[:_OPENING])}
    counts = Counter(mention.name for mention in aliases.find(text))
    for kind in {name.kind for name in counts}:
        ranked = [(name, n) for name, n in counts.most_common() if name.kind == kind]
        runner_up = ranked[1][1] if len(ranked) > 1 else 0
        if ranked[0][1] >= max(_SUBJECT_MENTIONS, 2 * runner_up):
            about.add(ranked[0][0])
    return frozenset(about)


def _missing_years(question: Question, place: Place) -> list[Missing]:
    if not question.years:
        return []
    covered = years_covered(place.sentence)
    if Asked.QUANTITY in question.asked and len(question.years) == 1:
        # The total of a period is not the figure of one of its years.
        covered = {year for _, year in vi.years(_RANGE.sub(" ", place.sentence))}
        if not covered and _RANGE.search(place.sentence):
            return _years_lacking(question, years_covered(place.sentence), set())
    if not covered:
        covered = _years_above(place)
    return _years_lacking(question, covered, covered)


def _missing_months(question: Question, place: Place) -> list[Missing]:
    """A month must be that of the sentence, or of the nearest above it that names one."""
    if not question.months:
        return []
    for text in (place.sentence, *_before(place), *reversed(place.headings), place.document.title):
        if covered := _months_covered(text):
            return [
                Missing(Particular.MONTH, str(month), tuple(map(str, sorted(covered))))
                for month in sorted(question.months - covered)
            ]
    return []


def _months_covered(text: str) -> set[int]:
    numeric = {int(found[1]) for found in _DAY_AND_MONTH.finditer(text)}
    dated = {int(day[5:7]) for _, day in vi.dates(text)}
    return set(months_named(text)) | dated | {month for month in numeric if 1 <= month <= 12}


def _years_above(place: Place) -> set[int]:
    """The years that speak for a sentence without any: those of the nearest that names some,
    going up from the sentences before it to its headings, the title, and the document's own
    year. A report of 2026 may tell of 2025."""
    for text in (*_before(place), *reversed(place.headings), place.document.title):
        if years := years_covered(text):
            return years
    own = document_year(place.document)
    return {own} if own else set()


def _before(place: Place) -> list[str]:
    """The sentences above one in its passage, the nearest first."""
    sentences = [
        line[start:end]
        for line in place.passage.split(BLOCK_SEPARATOR)
        for start, end in vi.sentences(line)
    ]
    return sentences[-2::-1]


def _years_lacking(question: Question, shown: set[int], covered: set[int]) -> list[Missing]:
    return [
        Missing(Particular.YEAR, str(year), tuple(map(str, sorted(shown))))
        for year in sorted(question.years - covered)
    ]


def _missing_names(question: Question, place: Place, aliases: Aliases) -> list[Missing]:
    """A country or locality must stand in the sentence; or above it, if the sentence names
    no other of its kind. Of names listed side by side one is enough here: the answer as a
    whole has to cover them."""
    if not question.names:
        return []
    here = {mention.name for mention in aliases.find(place.sentence)}
    # Where places of a kind are asked for, those of a sentence are its answer.
    wanted_kind = question.places_asked
    rivals = {name for name in here.difference(question.names) if name.kind != wanted_kind}
    absent = []
    owned = {body.place: body for body in owned_by(question, aliases)}
    for name in question.names:
        others = sorted(rival.key for rival in rivals if rival.kind == name.kind)
        if name in owned:
            if not _of_body(owned[name], place, aliases, alone=not others):
                absent.append(Missing(Particular.NAME, name.key, tuple(others)))
            continue
        above = _stands_above(name, place, aliases) or _at_home(question, name, place)
        told = here & set(question.names) and not vi.is_row(place.sentence)
        if name == question.home and name in place.about() and told:
            others = []  # a relation of the office's place with others is told under its name
        if name not in here and (others or not above):
            absent.append(Missing(Particular.NAME, name.key, tuple(others)))
    borne_out = question.listed - {
        name for name in question.names if name.key in {lack.wanted for lack in absent}
    }
    if borne_out:
        listed = {name.key for name in question.listed}
        absent = [lack for lack in absent if lack.wanted not in listed]
    return absent


def _of_body(body: Body, place: Place, aliases: Aliases, *, alone: bool) -> bool:
    """Whether the place speaks of a body of that locality, which another body's event there is
    not; `alone` where its sentence names no other locality. A document about several does not
    say of which it speaks."""
    if names_body(body, place.sentence, aliases):
        return True
    if not alone:
        return False
    if names_body(body, _near(place), aliases):
        return True
    if any(mention.name == body.place for mention in aliases.find(place.sentence)):
        return False
    return {name for name in place.about() if name.kind == body.place.kind} == {body.place}


def _at_home(question: Question, name: Name, place: Place) -> bool:
    """The office's own documents need not say whose they are."""
    return name == question.home and not any(other.kind == name.kind for other in place.about())


def _stands_above(name: Name, place: Place, aliases: Aliases) -> bool:
    if any(mention.name == name for mention in aliases.find(_near(place))):
        return True
    return name in place.about()


def _near(place: Place) -> str:
    # A table's other rows say nothing of this one.
    above = "" if vi.is_row(place.sentence) else place.passage
    return f"{place.context} . {above} . {place.document.issuer}"


def _missing_phrases(question: Question, place: Place) -> list[Missing]:
    if not question.phrases and not question.acronyms:
        return []
    near = question.spell(f"{place.context} . {place.passage}")
    absent = [phrase for phrase in question.phrases if phrase not in near]
    absent += [
        spellings[0]
        for spellings in question.acronyms
        if not any(spelling in near for spelling in spellings)
    ]
    return [Missing(Particular.PHRASE, _as_asked(question, phrase)) for phrase in absent]


def _missing_ordinals(question: Question, place: Place) -> list[Missing]:
    if not question.ordinals:
        return []
    near = f"{place.context} . {place.passage}"
    spelled, here, there = question.spell(near), _ranks(place.sentence), _ranks(near)

    def stands(ordinal: str) -> bool:
        series, _ = wanted = rank(ordinal)
        # A sentence on ranks A and B says nothing of C, which the one before it tells of.
        own = {one for one in here if one[0] == series}
        return wanted in own if own else wanted in there or ordinal in spelled

    return [
        Missing(Particular.ORDINAL, _as_asked(question, ordinal))
        for ordinal in question.ordinals
        if not stands(ordinal) and not question.reworded(ordinal, spelled)
    ]


def _ranks(text: str) -> set[tuple[str, str]]:
    return {rank(ordinal) for ordinal in ordinals(text)}


def _as_asked(question: Question, phrase: str) -> str:
    """A spelled phrase as the question writes it."""
    written = vi.fold(question.text) if question.folded else vi.lower_key(question.text)
    start = written.find(phrase.strip())
    return question.text[start : start + len(phrase.strip())] if start >= 0 else phrase.strip()


def _missing_posts(question: Question, place: Place) -> list[Missing]:
    """A place that names posts must name the one asked about: what it says of the deputy does
    not hold for the head."""
    here = posts(place.sentence)
    if not question.posts or not here:
        return []
    return [
        Missing(Particular.POST, wanted.written, tuple(dict.fromkeys(one.written for one in here)))
        for wanted in question.posts
        if not any(wanted.fits(one) for one in here)
    ]


def _opposite(question: Question, place: Place, aliases: Aliases) -> list[Missing]:
    """A place about the incoming delegation says nothing of the outgoing one."""
    asked = question.spell(question.text)
    pairs = [
        (question.spell(one), question.spell(other))
        for one, other in aliases.opposites
        if question.spell(one) in asked and question.spell(other) not in asked
    ]
    if not pairs:
        return []
    near = question.spell(f"{place.context} . {place.sentence}")
    return [
        Missing(Particular.OPPOSITE, _as_asked(question, wanted))
        for wanted, other in pairs
        if other in near and wanted not in near
    ]


def _missing_predicate(question: Question, place: Place) -> list[Missing]:
    """Something of what is asked about the names must stand here: a sentence that only
    names the person does not say when he was born."""
    named = question.phrases or question.ordinals or question.names
    if not question.predicate or not named:
        return []
    here = set(question.spell(f"{place.context} . {place.sentence}").split())
    synonyms = {
        key
        for synonym in question.synonyms
        if any(spelling in f" {' '.join(here)} " for spelling in synonym.spellings)
        for key in synonym.syllables
    }
    if question.predicate & (here | synonyms):
        return []
    return [Missing(Particular.PREDICATE, " ".join(sorted(question.predicate)))]


def _missing_numbers(question: Question, place: Place) -> list[Missing]:
    if not question.numbers:
        return []
    tokens = vi.tokens(f"{place.context} . {place.passage}")
    near = {plain_number(token.text) for token in tokens}
    return [Missing(Particular.NUMBER, number) for number in sorted(question.numbers - near)]


def _missing_references(question: Question, place: Place) -> list[Missing]:
    if not question.references and not question.articles:
        return []
    near = f"{place.context} . {place.passage}"
    absent = [
        Missing(Particular.DOCUMENT, reference.number)
        for reference in question.references
        if not _refers(reference, place.document, near)
    ]
    spelled = question.spell(near)
    absent += [
        Missing(Particular.ARTICLE, label)
        for label in question.articles
        if not in_article(place.headings, label) and f" {label} " not in vi.fold(spelled)
    ]
    return absent


def _refers(reference: Reference, document: Record, near: str) -> bool:
    if reference.fits(document.number, document.date):
        return True
    return any(reference.fits(number) for _, number in vi.document_numbers(near))
