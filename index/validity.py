"""Whether a document still holds: what others say of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records import Record, number_key
from ingest import text as vi
from ingest.document import Reference, Relation

_ENDING = (Relation.REPLACES, Relation.ABOLISHES)
# Bodies of the whole country number their documents once a year; every province numbers its
# own, so «05/2015/QĐ-UBND» alone names none of them.
_NATIONAL = ("nd-cp", "/qh", "qd-ttg", "ct-ttg", "tt-b", "nq-cp", "nq-hdtp", "-tw")


@dataclass(frozen=True)
class Validity:
    """What `by` does to a document. `whole` is False where it touches only a part;
    `effective` is the day from which (ISO 8601), the date of `by` where it names none."""

    relation: Relation
    by: Record
    whole: bool
    effective: str | None

    def ended(self, today: date) -> bool:
        """Whether the document has lost its force by that day."""
        ends = self.whole and self.relation in _ENDING
        return ends and (self.effective is None or self.effective <= today.isoformat())


def validity(target: Record, acts: Iterable[tuple[Record, Reference]]) -> Validity | None:
    """What weighs most among the acts of other documents on the target: an end before an
    amendment, the whole before a part, then the latest."""
    touching = [
        Validity(act.relation, by, act.whole, act.effective or by.date)
        for by, act in acts
        if act.relation in (*_ENDING, Relation.AMENDS)
        and by.id != target.id
        and means(act, by, target)
    ]
    return max(
        touching,
        key=lambda one: (one.relation in _ENDING, one.whole, one.effective or ""),
        default=None,
    )


def means(act: Reference, by: Record, target: Record) -> bool:
    """Whether a reference made by `by` means the target and not its namesake."""
    if number_key(act.number) != number_key(target.number):
        return False
    if by.date and target.date and by.date < target.date:
        return False
    if act.date and target.date:
        return act.date == target.date
    national = any(mark in vi.fold(target.number) for mark in _NATIONAL)
    return national or (bool(target.issuer) and vi.fold(by.issuer) == vi.fold(target.issuer))
