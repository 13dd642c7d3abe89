"""The outline of a draft: headings, phrases that state nothing, and what to look for. Pure; the
wording is prompts/talking_points.v1.md."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

import prompts
from assistant.address import called_again, chief, greetings
from assistant.draft import Part
from assistant.speech import Brief, Occasion, Tone

WORDS = prompts.load("talking_points.v1")
# How the time is shared out.
SHARES = {
    Part.WELCOME: 0.15,
    Part.PLACE: 0.15,
    Part.RELATIONS: 0.25,
    Part.RESULTS: 0.2,
    Part.PROPOSALS: 0.15,
    Part.CLOSING: 0.1,
}

# What is held for many, of whom the partner is one.
_EVENTS = frozenset({Occasion.CONFERENCE, Occasion.ANNIVERSARY, Occasion.OPENING})


@dataclass(frozen=True)
class Outline:
    """A section before anything was looked for: what is said in any case, the questions that
    its points answer, the best first, what leads over from the partner to its country, and the
    words for where nothing was found, or nothing but the partner's name among many, and what leads
    to a row of a list where there is nothing else."""

    part: Part
    heading: str
    phrases: tuple[str, ...]
    questions: tuple[str, ...]
    wider: str
    missing: str
    only_named: str = ""
    from_list: str = ""


def outline(part: Part, brief: Brief, home: str) -> Outline:
    values = values_of(brief, home)
    phrases = _words(part, "phrases", brief, values)
    if part is Part.WELCOME:
        phrases = [*greetings(brief), *_occasional(part, brief, values)]
    if part is Part.CLOSING:
        phrases = _occasional(part, brief, values)
    questions = _words(part, "questions", brief, values)
    if part is Part.RELATIONS and values["partner"]:
        questions = []  # other countries' relations are no answer
    return Outline(
        part,
        _words(part, "heading", brief, values)[0],
        tuple(phrases),
        tuple(questions),
        " ".join(_own(f"{part}.wider", values)) if brief.country and brief.partner else "",
        " ".join(_missing(part, brief, values)),
        " ".join(_own(f"missing.{part}.liet_ke", values)),
        " ".join(_own(f"{part}.danh_muc", values)),
    )


def title(brief: Brief, home: str) -> str:
    values = values_of(brief, home)
    named = (values["partner"], values["event"])
    subject = next(filter(None, reversed(named) if brief.occasion in _EVENTS else named), "")
    name = WORDS.fill(f"{brief.occasion}.name")
    return WORDS.fill("title", name=name, subject=subject or values["field"])


def values_of(brief: Brief, home: str) -> dict[str, str]:
    """What the places in the wording are filled with; empty for what the brief leaves open."""
    first = chief(brief)
    partner = brief.partner.strip() or brief.country.strip()
    values = {
        "home": home,
        "partner": partner,
        "country": brief.country.strip() or brief.partner.strip(),
        "field": brief.field.strip(),
        "event": brief.event.strip(),
        "chief": called_again(first) if first else "",
    }
    guests = _lines(("guests", "guests.chung"), values)
    return {**values, "guests": guests[0] if guests else ""}


def _occasional(part: Part, brief: Brief, values: dict[str, str]) -> list[str]:
    """The occasion's own phrases in the tone wanted."""
    name = f"{brief.occasion}.{part}"
    warm = [f"{name}.{Tone.WARM}"] if brief.tone is Tone.WARM else []
    return _lines((*warm, name, f"{part}.chung"), values)


def _words(part: Part, what: str, brief: Brief, values: dict[str, str]) -> list[str]:
    """Those of the occasion, if it has its own, else those of the trade."""
    common = "" if values["partner"] else ".chung"
    own = f"{brief.occasion}.{part}.{what}"
    return _lines((f"{own}{common}", own, f"{part}.{what}{common}", f"{part}.{what}"), values)


def _missing(part: Part, brief: Brief, values: dict[str, str]) -> list[str]:
    common = f"missing.{part}"
    own = [] if values["partner"] else [f"{brief.occasion}.{common}"]
    return _lines((*own, common, f"{common}.chung"), values)


def _lines(parts: tuple[str, ...], values: dict[str, str]) -> list[str]:
    """The lines of the first of these parts of which any can be filled."""
    return next(filter(None, (_own(part, values) for part in parts)), [])


def _own(part: str, values: dict[str, str]) -> list[str]:
    """The lines of a part, without those that want what is not known."""
    lines = WORDS.parts.get(part, "").splitlines()
    templates = [Template(line) for line in lines if line.strip()]
    return [
        template.substitute(values)
        for template in templates
        if all(values.get(name) for name in template.get_identifiers())
    ]
