"""What to check before a draft is read aloud. Pure; the wording is prompts/talking_points.v1.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, islice

from assistant.chat import Citation
from assistant.compose import written_date
from assistant.draft import Check, Doubt, Draft, Section
from assistant.figures import differences
from assistant.outline import WORDS
from assistant.partner import Sign, signs
from assistant.people import Named, people
from assistant.posts import Post, posts
from assistant.quantities import Quantity
from assistant.speech import Brief

_OLD = timedelta(days=365)
_MOST_CONFLICTS = 6


@dataclass(frozen=True)
class Quoted:
    """A quote with what its document is. `notice` says that the document no longer holds, empty
    where it does."""

    citation: Citation
    latest_year: int | None
    notice: str = ""

    @property
    def when(self) -> str:
        if self.citation.date:
            return WORDS.fill("dated", date=written_date(self.citation.date))
        return WORDS.fill("undated")

    def old(self, today: date) -> bool:
        """Whether what it says is more than a year old on that day."""
        if self.citation.date:
            return date.fromisoformat(self.citation.date) + _OLD < today
        return self.latest_year is not None and self.latest_year < today.year - 1


def checks(draft: Draft, quoted: Sequence[Quoted], today: date) -> tuple[Check, ...]:
    """`quoted` is every quote of the draft and its fact sheet, once."""
    brief = draft.brief
    day = brief.when or today
    return (
        *_without_source(draft.sections),
        *_superseded(quoted),
        *_old_figures(quoted, day),
        *_conflicts(quoted),
        *_posts(brief, quoted, day),
        *_old_names(quoted),
        *_undated(quoted),
        *_avoided(draft.avoided),
    )


def _without_source(sections: Iterable[Section]) -> Iterator[Check]:
    for section in sections:
        for point in section.points:
            if not point.sourced:
                yield _check(Doubt.NO_SOURCE, (), heading=section.heading, text=point.text)


def _superseded(quoted: Sequence[Quoted]) -> Iterator[Check]:
    notices: dict[str, list[Citation]] = {}
    for one in quoted:
        if one.notice:
            notices.setdefault(one.notice, []).append(one.citation)
    for notice, citations in notices.items():
        yield _check(Doubt.SUPERSEDED, citations, notice=notice)


def _old_figures(quoted: Sequence[Quoted], day: date) -> Iterator[Check]:
    for one in quoted:
        if one.citation.date and one.old(day) and Sign.FIGURE in signs(one.citation.quote):
            when = written_date(one.citation.date)
            yield _check(Doubt.OLD_FIGURE, [one.citation], date=when)


def _conflicts(quoted: Sequence[Quoted]) -> Iterator[Check]:
    """Two documents that count the same thing differently."""
    pairs = (
        (one, other, *figures)
        for one, other in combinations(quoted, 2)
        if one.citation.document_id != other.citation.document_id
        for figures in differences(one.citation.quote, other.citation.quote)
    )
    for one, other, mine, theirs in islice(pairs, _MOST_CONFLICTS):
        yield _check(
            Doubt.CONFLICT,
            [one.citation, other.citation],
            what=_counted(mine),
            one=one.citation.quote[mine.start : mine.end],
            one_when=one.when,
            other=other.citation.quote[theirs.start : theirs.end],
            other_when=other.when,
        )


def _counted(figure: Quantity) -> str:
    return figure.measure.upper() or " ".join(figure.counted[:2])


def _posts(brief: Brief, quoted: Sequence[Quoted], day: date) -> Iterator[Check]:
    given = {Named(one.name, (0, 0)).key: one.post for one in (*brief.guests, *brief.hosts)}
    holders: dict[str, dict[str, tuple[Named, Quoted]]] = {}
    told: set[tuple[str, str]] = set()
    for one in quoted:
        for person in people(one.citation.quote):
            if person.post is None:
                continue
            key = (person.key, person.post.name)
            if person.key in given and not _same_post(given[person.key], person.post):
                yield _post_check("khac", one, person, given=given[person.key])
            elif one.old(day) and key not in told and person.key not in given:
                yield _post_check("", one, person)
            told.add(key)
            office = f"{person.post.name} {person.post.body}"
            holders.setdefault(office, {}).setdefault(person.key, (person, one))
    for those in holders.values():
        if len(those) > 1:
            yield _rivals(list(those.values()))


def _same_post(given: str, found: Post) -> bool:
    return any(one.fits(found) for one in posts(given)) or not given


def _post_check(variant: str, one: Quoted, person: Named, **more: str) -> Check:
    assert person.post is not None
    part = f"check.{Doubt.POST}" + (f".{variant}" if variant else "")
    text = WORDS.fill(part, when=one.when, name=person.name, post=person.post.written, **more)
    return Check(Doubt.POST, text, (one.citation,))


def _rivals(those: list[tuple[Named, Quoted]]) -> Check:
    named = "; ".join(f"{person.name} ({one.when})" for person, one in those)
    post = those[0][0].post
    assert post is not None
    text = WORDS.fill(f"check.{Doubt.POST}.hai_nguoi", post=post.written, people=named)
    return Check(Doubt.POST, text, tuple(one.citation for _, one in those))


def _old_names(quoted: Sequence[Quoted]) -> Iterator[Check]:
    pairs = [line.split(" = ") for line in WORDS.fill("old_names").splitlines()]
    for old, new in pairs:
        those = [one.citation for one in quoted if old in one.citation.quote]
        if those:
            yield _check(Doubt.OLD_NAME, those, old=old, new=new)


def _undated(quoted: Sequence[Quoted]) -> Iterator[Check]:
    told: dict[str, list[Quoted]] = {}
    for one in quoted:
        if not one.citation.date and one.latest_year:
            told.setdefault(one.citation.document_id, []).append(one)
    for those in told.values():
        first = those[0]
        title = first.citation.title or first.citation.file
        citations = [one.citation for one in those]
        yield _check(Doubt.NO_DATE, citations, title=title, year=first.latest_year)


def _avoided(avoided: Mapping[str, int]) -> Iterator[Check]:
    for what, count in avoided.items():
        yield _check(Doubt.AVOIDED, (), what=what, count=count)


def _check(doubt: Doubt, citations: Iterable[Citation], **values: object) -> Check:
    return Check(doubt, WORDS.fill(f"check.{doubt}", **values), tuple(citations))
