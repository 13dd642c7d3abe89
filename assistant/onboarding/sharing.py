"""Who lets a mentor see how far they are: nobody is seen who has not agreed, and agreement is
withdrawn at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, RowMapping, delete, insert, select, update

from index.access import Viewer
from index.catalog import Catalog
from index.tables import onboarding_shared
from ingest import text as vi

LONGEST_NAME = 80  # characters


class NoNameError(Exception):
    """There is no name to be shown under, or one too long."""


@dataclass(frozen=True)
class Agreement:
    """`name` is what the mentor sees; `person` whose progress it is, with the rights that they
    had when they last learned; `agreed_at` is ISO 8601, UTC."""

    person: Viewer
    name: str
    agreed_at: str


class Sharing:
    """Everyone decides for themselves alone; for who has no key nothing is kept. May be called
    from any thread."""

    def __init__(self, engine: Engine, catalog: Catalog) -> None:
        self._engine = engine
        self._catalog = catalog

    def agree(self, name: str, viewer: Viewer) -> None:
        """The viewer's progress may be seen under this name, from now on. Raises NoNameError."""
        name = vi.clean(name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise NoNameError
        if not viewer.key:
            return
        mine, shown = {"owner": viewer.key}, {"name": name, **_rights(viewer)}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._engine.begin() as connection:
            known = update(onboarding_shared).filter_by(**mine).values(**shown)
            if not connection.execute(known).rowcount:
                row = {**mine, **shown, "agreed_at": now}
                connection.execute(insert(onboarding_shared).values(**row))
        self._catalog.scrub()

    def withdraw(self, viewer: Viewer) -> None:
        """For good: no name is left."""
        with self._engine.begin() as connection:
            connection.execute(delete(onboarding_shared).filter_by(owner=viewer.key))
        self._catalog.scrub()

    def renew(self, viewer: Viewer) -> None:
        """What the viewer may read now is what their progress is counted of."""
        with self._engine.begin() as connection:
            mine = update(onboarding_shared).filter_by(owner=viewer.key)
            connection.execute(mine.values(**_rights(viewer)))

    def of(self, viewer: Viewer) -> Agreement | None:
        """The viewer's own."""
        query = select(onboarding_shared).filter_by(owner=viewer.key)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return _agreement(row) if row else None

    def all(self, viewer: Viewer) -> list[Agreement]:
        """Of all who agreed, by name; none for who is no mentor. A mentor is for now who has the
        right over everything."""
        if not viewer.everything:
            return []
        with self._engine.connect() as connection:
            rows = connection.execute(select(onboarding_shared)).mappings().all()
        return sorted(map(_agreement, rows), key=lambda one: (vi.fold(one.name), one.person.key))


def _rights(viewer: Viewer) -> dict[str, object]:
    return {
        "staff": viewer.staff,
        "everything": viewer.everything,
        "groups": sorted(viewer.groups),
    }


def _agreement(row: RowMapping) -> Agreement:
    person = Viewer(
        staff=row["staff"],
        groups=frozenset(row["groups"]),
        everything=row["everything"],
        key=row["owner"],
    )
    return Agreement(person, row["name"], row["agreed_at"])
