"""What people change in a draft, and what one version has that another has not. Pure.

Whatever text a person sends, a point is a quote only as long as it is, letter for letter, the
quote that the program put there; anything else is their own.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.draft import Kind, Part, Point, Section
from ingest import text as vi

LONGEST_POINT = 2000  # characters
MOST_POINTS = 60  # of one section


@dataclass(frozen=True)
class PointEdit:
    """A point as a person wants it; `id` is empty for a new one."""

    id: str
    text: str
    locked: bool = False


@dataclass(frozen=True)
class SectionEdit:
    part: Part
    points: tuple[PointEdit, ...]


class EditError(Exception):
    """Edits that cannot be taken: `problem` is «sections» (not each section once), «points» (too
    many) or «long» (a point too long)."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


def edited(sections: Sequence[Section], edits: Sequence[SectionEdit]) -> tuple[Section, ...]:
    """The sections as a person wants them, in the order given. Quotes that they took out are
    kept to hand among the spare ones. Raises EditError."""
    by_part = {section.part: section for section in sections}
    if sorted(edit.part for edit in edits) != sorted(by_part):
        raise EditError("sections")
    for edit in edits:
        if len(edit.points) > MOST_POINTS:
            raise EditError("points", limit=MOST_POINTS)
        if any(len(point.text) > LONGEST_POINT for point in edit.points):
            raise EditError("long", limit=LONGEST_POINT)
    known = {point.id: point for section in sections for point in (*section.spare, *section.points)}
    used: set[str] = set()
    wanted = {edit.part: _points(edit, known, used) for edit in edits}
    return tuple(_edited(by_part[edit.part], wanted[edit.part], used) for edit in edits)


def _edited(section: Section, points: tuple[Point, ...], used: set[str]) -> Section:
    """A speech says the points that it was written from, and no others."""
    same = [point.text for point in points] == [point.text for point in section.points]
    speech = section.speech if same else ()
    return replace(section, points=points, spare=_spare(section, used), speech=speech)


def _points(edit: SectionEdit, known: dict[str, Point], used: set[str]) -> tuple[Point, ...]:
    points = []
    for one in edit.points:
        text = vi.clean(one.text)
        if not text:
            continue
        before = known.get(one.id)
        if before is not None and before.text == text and before.id not in used:
            used.add(before.id)
            points.append(replace(before, locked=one.locked))
        else:
            points.append(Point(secrets.token_hex(6), Kind.OWN, text, locked=one.locked))
    return tuple(points)


def _spare(section: Section, used: set[str]) -> tuple[Point, ...]:
    taken_out = [point for point in section.points if point.kind is Kind.QUOTE]
    return tuple(
        replace(point, locked=False)
        for point in (*taken_out, *section.spare)
        if point.id not in used
    )


class Difference(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Changed:
    difference: Difference
    part: Part
    point: Point


def differences(before: Iterable[Section], after: Iterable[Section]) -> list[Changed]:
    """What the later version has and the earlier has not, and the other way round; a point that
    changed places within or between sections has moved."""
    old, new = _places(before), _places(after)
    gone = [
        Changed(Difference.REMOVED, part, point)
        for key, (part, _, point) in old.items()
        if key not in new
    ]
    come = [
        Changed(Difference.ADDED, part, point)
        for key, (part, _, point) in new.items()
        if key not in old
    ]
    shared = [key for key in new if key in old]
    order = {key: n for n, key in enumerate(key for key in old if key in new)}
    kept = _longest_rising([order[key] for key in shared])
    moved = [
        Changed(Difference.MOVED, new[key][0], new[key][2])
        for n, key in enumerate(shared)
        if n not in kept or new[key][0] is not old[key][0]
    ]
    return [*gone, *come, *moved]


def _places(sections: Iterable[Section]) -> dict[tuple[str, int], tuple[Part, int, Point]]:
    """Points by their text, the n-th of equal ones apart."""
    found: dict[tuple[str, int], tuple[Part, int, Point]] = {}
    for section in sections:
        for n, point in enumerate(section.points):
            times = sum(1 for text, _ in found if text == point.text)
            found[point.text, times] = (section.part, n, point)
    return found


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Positions of a longest rising run of numbers, gaps allowed: what did not move."""
    best: list[list[int]] = []
    for position, number in enumerate(numbers):
        before: list[int] = max(
            (run for run in best if numbers[run[-1]] < number), key=len, default=[]
        )
        best.append([*before, position])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)
