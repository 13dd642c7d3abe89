"""Filters in SQL, and how many documents each of their values has.

Every query here is bound to what the viewer may read, the lists of values as well as the
counts: a facet shows no kind, issuer or partner of documents that are closed to the viewer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, func, or_, select

from index.access import Viewer
from index.filters import Filters, Period, Traits, is_issuer, same_kind
from index.records import readable
from index.tables import documents, versions


@dataclass(frozen=True)
class Facet:
    """One value of a field and the number of documents that have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Facets:
    """What documents can be narrowed to, most frequent values first, years newest first. A
    document without a value counts for none."""

    years: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    issuers: tuple[Facet, ...]
    partners: tuple[Facet, ...]
    languages: tuple[Facet, ...]


def fitting(connection: Connection, filters: Filters, viewer: Viewer) -> list[str]:
    """Ids of the documents that fit and that the viewer may read."""
    # One row, since thousands of them take longer to fetch than to find.
    joined = func.aggregate_strings(documents.c.id, ",")
    query = _of_documents(joined).where(*_conditions(connection, filters, viewer))
    found: str | None = connection.scalar(query)
    return found.split(",") if found else []


def facets(connection: Connection, filters: Filters, viewer: Viewer) -> Facets:
    """Counts for each field among the documents that fit the filters of the other fields, so
    that a second value of one field can be chosen beside the first."""

    def counted(column: ColumnElement[str], others: Filters) -> tuple[Facet, ...]:
        query = _of_documents(column, func.count()).where(
            *_conditions(connection, others, viewer), column != ""
        )
        return _most_first(connection.execute(query.group_by(column)))

    years = counted(func.substr(versions.c.date, 1, 4), replace(filters, periods=()))
    return Facets(
        years=tuple(sorted(years, key=lambda one: one.value, reverse=True)),
        kinds=counted(versions.c.kind, replace(filters, kinds=())),
        issuers=counted(versions.c.issuer, replace(filters, issuers=())),
        partners=_partners(connection, replace(filters, partners=()), viewer),
        languages=counted(versions.c.language, replace(filters, languages=())),
    )


def traits(connection: Connection, ids: Iterable[str], viewer: Viewer) -> list[Traits]:
    """Of those of the documents that the viewer may read."""
    columns = ("title", "date", "kind", "issuer", "language", "partners")
    query = _of_documents(documents.c.id, *(versions.c[name] for name in columns))
    rows = connection.execute(query.where(documents.c.id.in_(list(ids)), readable(viewer)))
    return [Traits(**{**row, "partners": tuple(row["partners"] or ())}) for row in rows.mappings()]


def _of_documents(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).select_from(documents.join(versions))


def _partners(connection: Connection, filters: Filters, viewer: Viewer) -> tuple[Facet, ...]:
    query = _of_documents(versions.c.partners).where(*_conditions(connection, filters, viewer))
    counts = Counter(name for named in connection.scalars(query) for name in set(named or ()))
    return _most_first(counts.items())


def _most_first(counts: Iterable[tuple[str, int]]) -> tuple[Facet, ...]:
    found = [Facet(value, count) for value, count in counts]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


# Conditions ----------------------------------------------------------------------------------


def _conditions(
    connection: Connection, filters: Filters, viewer: Viewer
) -> list[ColumnElement[bool]]:
    mine = readable(viewer)
    found = [mine]
    if filters.periods:
        found.append(or_(*map(_within, filters.periods)))
    if filters.languages:
        found.append(versions.c.language.in_(filters.languages))
    if filters.documents:
        found.append(documents.c.id.in_(filters.documents))
    if filters.without:
        found.append(documents.c.id.not_in(filters.without))
    # SQLite folds no Vietnamese letter, so that the spellings are compared here.
    if filters.kinds:
        kinds = _values(connection, versions.c.kind, mine)
        found.append(
            versions.c.kind.in_([kind for kind in kinds if same_kind(kind, filters.kinds)])
        )
    if filters.issuers:
        known = _values(connection, versions.c.issuer, mine)
        found.append(versions.c.issuer.in_(_named(known, filters.issuers)))
    if filters.partners:
        listed = cast(versions.c.partners, Text)
        found.append(
            or_(*(listed.contains(json.dumps(name), autoescape=True) for name in filters.partners))
        )
    return found


def _within(period: Period) -> ColumnElement[bool]:
    """Documents without a date are in no period, unless their title names its year."""
    dated = [versions.c.date.is_not(None), versions.c.date >= period.first]
    if period.last:
        dated.append(versions.c.date <= period.last)
    titled = [versions.c.title.contains(str(number)) for number in period.years]
    return or_(and_(*dated), *titled) if titled else and_(*dated)


def _values(
    connection: Connection, column: ColumnElement[str], mine: ColumnElement[bool]
) -> list[str]:
    return list(connection.scalars(_of_documents(column).where(mine, column != "").distinct()))


def _named(known: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """The issuers that are wanted: as they stand in the facets, else by the beginning of
    their names."""
    found: list[str] = []
    for name in wanted:
        exact = [issuer for issuer in known if issuer == name]
        found.extend(exact or (issuer for issuer in known if is_issuer(issuer, name)))
    return found
