"""What of a draft is said aloud, and what of that is yet to be written. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.draft import Draft, Kind, Part, Point, Section, Spoken
from ingest import text as vi


def untranslated(draft: Draft) -> list[Section]:
    """The sections of which something is not in the other language yet; all where no language
    was chosen."""
    known = {one.text for one in draft.parallel.lines if one.translated} if draft.parallel else ()
    return [one for one in draft.sections if any(line not in known for line in said(one))]


def said(section: Section) -> list[str]:
    """What is said in a section: its speech, where there is one, or its points; what no document
    says is not said."""
    spoken = [one.text for one in section.speech]
    points = [point.text for point in section.points if point.kind is not Kind.GAP]
    return spoken or points


def unspoken(draft: Draft) -> list[Section]:
    """The sections that have something to say and no speech."""
    return [one for one in draft.sections if not one.speech and _has_words(one)]


def _has_words(section: Section) -> bool:
    return bool(joined(section)) or any(as_they_stand(section.points, section.part))


def joined(section: Section) -> list[int]:
    """The places of the quotes that a speech puts into running words."""
    return [
        place
        for place, point in enumerate(section.points)
        if point.kind is Kind.QUOTE and not _is_for_reader(point, section)
    ]


def aloud(section: Section) -> list[int]:
    """The places of the points to be held in the hand while speaking: no row for the reader, nor
    what leads to it."""
    for_reader = [_is_for_reader(point, section) for point in section.points]
    leads = [
        point.kind is Kind.PHRASE and row
        for point, row in zip(section.points, [*for_reader[1:], False], strict=False)
    ]
    return [n for n in range(len(section.points)) if not (for_reader[n] or leads[n])]


def _is_for_reader(point: Point, section: Section) -> bool:
    """Whether it is a list's row about the partner, which nobody says to guests."""
    return section.part is Part.RELATIONS and point.kind is Kind.QUOTE and vi.is_row(point.text)


def as_they_stand(points: Sequence[Point], part: Part) -> Iterator[Spoken]:
    """A phrase about what documents say is for the reader of the points, not for guests; what no
    document says is not spoken."""
    for point in points:
        leads = point.kind is Kind.PHRASE and part is Part.RELATIONS
        if point.kind in (Kind.PHRASE, Kind.OWN) and not leads:
            yield Spoken(point.text, (point.citation,) if point.citation else ())
