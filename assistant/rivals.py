"""Whether an evidence sentence speaks of another thing than a claim. Pure.

Two sentences may bear out one claim between them («Đoàn Lào thăm Huế. Đoàn gồm 12 người.»); but of
«năm 2023: Giám đốc A» and «năm 2026: Giám đốc B» nobody may make «năm 2026: Giám đốc A». Such
sentences show by a particular of the same kind that is not the claim's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.anchors import people
from assistant.check_words import posts_in
from assistant.particulars import Ordinal, Particulars, When, particulars
from assistant.quantities import Quantity, same_unit
from index.aliases import Aliases

T = TypeVar("T")


def is_rival(sentence: str, claim: str, aliases: Aliases) -> bool:
    """Whether the sentence has a date, rank, number, name or post that the claim hasn't, and
    lacks one of that kind that the claim has."""
    here, wanted = particulars(sentence), particulars(claim)
    return (
        _differ(here.whens, wanted.whens, _same_time)
        or _ranks_differ(here, wanted)
        or _numbers_differ(here, wanted)
        or _differ(sorted(posts_in(sentence)), sorted(posts_in(claim)), str.__eq__)
        or _names_differ(here, wanted, aliases)
    )


def _differ(here: Sequence[T], wanted: Sequence[T], same: Callable[[T, T], bool]) -> bool:
    other = any(not any(same(one, two) for two in wanted) for one in here)
    lacking = any(not any(same(one, two) for one in here) for two in wanted)
    return other and lacking


def _same_time(one: When, other: When) -> bool:
    return one.borne_out_by(other) or other.borne_out_by(one)


def _ranks_differ(here: Particulars, wanted: Particulars) -> bool:
    def of(parsed: Particulars, label: str) -> list[Ordinal]:
        return [one for one in parsed.ordinals if one.label == label]

    return any(
        _differ(of(here, label), of(wanted, label), lambda one, other: one.rank == other.rank)
        for label in {one.label for one in wanted.ordinals}
    )


def _numbers_differ(here: Particulars, wanted: Particulars) -> bool:
    def like(parsed: Particulars, unit: Quantity) -> list[Quantity]:
        told = [one for one in parsed.quantities if one.measure or one.counted]
        return [one for one in told if not one.vague and same_unit(one, unit)]

    return any(
        _differ(like(here, unit), like(wanted, unit), lambda one, other: one.low == other.low)
        for unit in wanted.quantities
        if unit.measure or unit.counted
    )


def _names_differ(here: Particulars, wanted: Particulars, aliases: Aliases) -> bool:
    def of(parsed: Particulars, kind: str) -> list[str]:
        return [m.name.key for m in aliases.find(parsed.text) if m.name.kind == kind]

    def persons(parsed: Particulars) -> list[str]:
        return [run.key for run in people(parsed, aliases)]

    return _differ(persons(here), persons(wanted), _part_of) or any(
        _differ(of(here, kind), of(wanted, kind), str.__eq__) for kind in ("country", "locality")
    )


def _part_of(one: str, other: str) -> bool:
    """«Bình» and «Trần Văn Bình» may be one."""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "
