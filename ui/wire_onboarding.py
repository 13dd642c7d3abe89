"""Onboarding as the JSON that the HTTP interface and the command line both give. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ingest import text as vi
from ui import onboarding_text
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.onboarding.desk import Learner, Marked, Opened, Standing
    from assistant.onboarding.glossary import Definition, Entry
    from assistant.onboarding.paper import Quote
    from assistant.onboarding.partners import Country, Partners
    from assistant.onboarding.progress import Unanswered
    from assistant.onboarding.quiz import Item
    from assistant.onboarding.sharing import Agreement
    from assistant.onboarding.timeline import Told


def quote_json(quote: Quote) -> Json:
    document = quote.document
    return {
        "document_id": document.id,
        "title": document.title,
        "file": document.file,
        "number": document.number,
        "date": document.date,
        "page": quote.page,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.text,
        "section": quote.section,
        "language": document.language,
        "rows": [_cells(line) for line in quote.text.split("\n") if line],
    }


def _cells(line: str) -> list[list[str]] | None:
    """A table's row as column and value, None for words that are no row."""
    if not vi.is_row(line):
        return None
    return [[column, line[start:end]] for column, (start, end) in vi.cells(line)]


def path_json(standings: Sequence[Standing], *, own: bool) -> Json:
    return {"modules": [standing_json(one) for one in standings], "own": own}


def standing_json(one: Standing) -> Json:
    module = one.lesson.module
    return {
        "id": module.id,
        "title": module.title,
        "minutes": one.lesson.minutes,
        "passages": one.passages,
        "read": one.read,
        "items": one.items,
        "known": one.known,
        "wanted": one.wanted,
        "percent": int(100 * one.share),
        "due": one.due,
        "done": one.done,
        "missing": list(one.lesson.missing),
    }


def module_json(opened: Opened) -> Json:
    lesson = opened.lesson
    return {
        "id": lesson.module.id,
        "title": lesson.module.title,
        "goals": list(lesson.module.goals),
        "questions": list(lesson.module.questions),
        "minutes": lesson.minutes,
        "missing": list(lesson.missing),
        "terms": [definition_json(one) for one in lesson.terms],
        "facts": [quote_json(one) for one in opened.facts],
        "passages": [
            {"id": one.id, "read": one.id in opened.read, "citation": quote_json(one)}
            for one in lesson.passages
        ],
    }


def definition_json(one: Definition) -> Json:
    return {
        "term": one.term,
        "meaning": one.meaning.text,
        "citation": quote_json(one.meaning),
        "passage": quote_json(one.passage),
    }


def entry_json(entry: Entry) -> Json:
    return {
        "term": entry.term,
        "kind": str(entry.kind),
        "definitions": [definition_json(one) for one in entry.definitions],
    }


def told_json(told: Told) -> Json:
    one = told.dated
    return {
        "event": str(one.event),
        "when": one.when,
        "start": one.start,
        "end": one.end,
        "citation": quote_json(one.quote),
        "also": [quote_json(quote) for quote in told.also],
    }


def partners_json(found: Partners) -> Json:
    return {
        "countries": [country_json(one) for one in found.countries],
        "general": [quote_json(quote) for quote in found.general],
    }


def country_json(country: Country) -> Json:
    return {
        "name": country.name,
        "places": [{"name": name, "citation": quote_json(quote)} for name, quote in country.places],
        "quotes": [quote_json(quote) for quote in country.quotes],
    }


def item_json(item: Item) -> Json:
    """The question without what would give its answer away: neither answer nor passage."""
    return {
        "id": item.id,
        "form": str(item.form),
        "asked": str(item.asked),
        "prompt": onboarding_text.prompt(item),
        "subject": item.subject if onboarding_text.is_quoted(item) else "",
        "section": item.section,
        "title": item.quote.document.title,
        "date": item.quote.document.date,
        "options": list(item.options),
        "lefts": [left for left, _ in item.pairs],
    }


def marked_json(marked: Marked) -> Json:
    item, standing = marked.item, marked.standing
    return {
        "id": item.id,
        "right": marked.right,
        "answer": item.answer,
        "pairs": [list(pair) for pair in item.pairs],
        "citation": quote_json(item.quote),
        "due_at": standing.due_at,
        "rights": standing.rights,
        "wrongs": standing.wrongs,
    }


def unanswered_json(one: Unanswered) -> Json:
    return asdict(one)


def sharing_json(agreement: Agreement | None) -> Json:
    return {
        "agreed": agreement is not None,
        "name": agreement.name if agreement else "",
        "agreed_at": agreement.agreed_at if agreement else None,
    }


def learner_json(one: Learner) -> Json:
    """How far a person is, in numbers: no passage, no question, no answer."""
    there = [standing for standing in one.standings if standing.passages]
    day = one.last_active.astimezone().date().isoformat() if one.last_active else None
    return {
        "name": one.agreement.name,
        "last_active": day,
        "done": sum(standing.done for standing in there),
        "due": sum(standing.due for standing in there),
        "modules": [_studied_json(standing) for standing in there],
    }


def _studied_json(one: Standing) -> Json:
    return {
        "id": one.lesson.module.id,
        "title": one.lesson.module.title,
        "passages": one.passages,
        "read": one.read,
        "known": min(one.known, one.wanted),
        "wanted": one.wanted,
        "due": one.due,
        "percent": int(100 * one.share),
        "done": one.done,
    }
