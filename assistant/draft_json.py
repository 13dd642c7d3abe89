"""Briefs and drafts as JSON and back: what is stored, sent and given. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.chat import Citation
from assistant.draft import (
    Fact,
    Kind,
    Parallel,
    Part,
    Point,
    Rendered,
    Section,
    Spoken,
    Topic,
)
from assistant.speech import Brief, Genre, Occasion, Person, Tone
from assistant.tongues import Language

Json = dict[str, Any]


def brief_json(brief: Brief) -> Json:
    return {**asdict(brief), "when": brief.when.isoformat() if brief.when else None}


def read_brief(given: Mapping[str, Any]) -> Brief:
    values = dict(given)
    values["occasion"], values["tone"] = Occasion(values["occasion"]), Tone(values["tone"])
    values["when"] = date.fromisoformat(values["when"]) if values.get("when") else None
    values["speaker"] = Person(**values["speaker"])
    for name in ("guests", "hosts"):
        values[name] = tuple(Person(**one) for one in values[name])
    for name in ("must", "avoid", "documents", "without"):
        values[name] = tuple(values[name])
    values["genre"] = Genre(values.get("genre") or Genre.POINTS)
    values["language"] = Language(values["language"]) if values.get("language") else None
    return Brief(**values)


def parallel_json(parallel: Parallel | None) -> Json | None:
    return asdict(parallel) if parallel else None


def read_parallel(given: Mapping[str, Any] | None) -> Parallel | None:
    if given is None:
        return None
    lines = (
        Rendered(one["text"], one["translated"], tuple(one["faults"])) for one in given["lines"]
    )
    return Parallel(Language(given["language"]), tuple(lines), tuple(given["notices"]))


def sections_json(sections: Iterable[Section]) -> list[Json]:
    return [asdict(section) for section in sections]


def read_sections(given: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            Part(one["part"]),
            one["heading"],
            tuple(map(_point, one["points"])),
            tuple(map(_point, one["spare"])),
            tuple(map(_spoken, one.get("speech", ()))),
        )
        for one in given
    )


def facts_json(facts: Iterable[Fact]) -> list[Json]:
    return [asdict(fact) for fact in facts]


def read_facts(given: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    return tuple(
        Fact(Topic(one["topic"]), one["label"], Citation(**one["citation"])) for one in given
    )


def _spoken(given: Mapping[str, Any]) -> Spoken:
    return Spoken(given["text"], tuple(Citation(**one) for one in given["citations"]))


def _point(given: Mapping[str, Any]) -> Point:
    citation = Citation(**given["citation"]) if given["citation"] else None
    return Point(**{**given, "kind": Kind(given["kind"]), "citation": citation})
