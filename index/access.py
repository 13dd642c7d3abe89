"""Who may read what: a document's label and groups against the person asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    PUBLIC = "public"  # công khai
    INTERNAL = "internal"  # nội bộ
    RESTRICTED = "restricted"  # hạn chế


@dataclass(frozen=True)
class Viewer:
    """The person asking. `staff` reads internal documents; `groups` open documents kept to
    a group; `everything` is the librarian's right over the whole store. `key` says who it is,
    whatever their rights become: conversations are kept under it, and for none without it."""

    staff: bool = False
    groups: frozenset[str] = frozenset()
    everything: bool = False
    key: str = ""


# Until there are accounts the server listens to its own machine only, and whoever sits
# there owns the data folder anyway.
OPERATOR = Viewer(staff=True, everything=True, key="operator")


def may_read(viewer: Viewer, label: Label, groups: Iterable[str]) -> bool:
    """Public documents are everyone's. Internal ones are the staff's, or only of the
    groups named. Restricted ones always need a group in common."""
    if viewer.everything or label is Label.PUBLIC:
        return True
    groups = frozenset(groups)
    shared = not viewer.groups.isdisjoint(groups)
    if label is Label.INTERNAL:
        return viewer.staff and (shared or not groups)
    return shared
