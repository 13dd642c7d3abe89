"""Drafts as the JSON that the HTTP interface and the command line both print. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.draft_json import brief_json
from assistant.draft_said import unspoken, untranslated
from assistant.speech import PACE
from ui.wire import Json, citation_json

if TYPE_CHECKING:
    from assistant.draft import Parallel, Point
    from assistant.draft_edits import Changed
    from assistant.drafts import KeptDraft, Listed, Version


def listed_json(one: Listed) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "version": one.version,
    }


def version_json(version: Version) -> Json:
    return {
        "number": version.number,
        "change": version.change.value,
        "saved_at": version.saved_at,
    }


def draft_json(kept: KeptDraft) -> Json:
    draft = kept.draft
    return {
        "id": kept.id,
        "title": draft.title,
        "version": version_json(kept.version),
        "latest": kept.latest,
        "brief": brief_json(draft.brief),
        "syllables": draft.syllables,
        "notices": [*draft.notices, *(draft.parallel.notices if draft.parallel else ())],
        "unspoken": [section.part.value for section in unspoken(draft)],
        "untranslated": [section.part.value for section in untranslated(draft)],
        "parallel": _parallel_json(draft.parallel) if draft.parallel else None,
        "allowed": draft.brief.syllables,
        "pace": PACE,
        "sections": [
            {
                "part": section.part.value,
                "heading": section.heading,
                "points": list(map(_point_json, section.points)),
                "spare": list(map(_point_json, section.spare)),
                "speech": [
                    {"text": one.text, "citations": list(map(citation_json, one.citations))}
                    for one in section.speech
                ],
            }
            for section in draft.sections
        ],
        "facts": [
            {
                "topic": fact.topic.value,
                "label": fact.label,
                "citation": citation_json(fact.citation),
            }
            for fact in draft.facts
        ],
        "checks": [
            {
                "doubt": check.doubt.value,
                "text": check.text,
                "citations": list(map(citation_json, check.citations)),
            }
            for check in draft.checks
        ],
    }


def _parallel_json(parallel: Parallel) -> Json:
    return {
        "language": parallel.language.value,
        "lines": [
            {"text": one.text, "translated": one.translated, "faults": list(one.faults)}
            for one in parallel.lines
        ],
    }


def changed_json(changed: Changed) -> Json:
    return {
        "difference": changed.difference.value,
        "part": changed.part.value,
        "point": _point_json(changed.point),
    }


def _point_json(point: Point) -> Json:
    return {
        "id": point.id,
        "kind": point.kind.value,
        "text": point.text,
        "citation": citation_json(point.citation) if point.citation else None,
        "locked": point.locked,
        "checked": point.checked,
    }
