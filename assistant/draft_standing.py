"""What of a draft still stands in the documents that it quotes. Pure; `read` gives a document as
whoever asks may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.chat import Citation
from assistant.draft import Draft, Fact, Kind, Parallel, Point, Section, Spoken
from assistant.draft_said import said
from assistant.kept import GONE, Read


def draft_left(draft: Draft, read: Read) -> Draft:
    """The draft as far as its quotes stand."""
    sections = tuple(section_left(section, read) for section in draft.sections)
    return replace(
        draft,
        sections=sections,
        facts=facts_left(draft.facts, read),
        parallel=parallel_left(draft.parallel, draft.sections, sections),
    )


def parallel_left(
    parallel: Parallel | None, before: Iterable[Section], after: Iterable[Section]
) -> Parallel | None:
    """None where the sections do not say any more what they said: a model may have put into one
    sentence what it read in another, and across languages nobody can tell."""
    return parallel if list(map(said, before)) == list(map(said, after)) else None


def section_left(section: Section, read: Read) -> Section:
    points = tuple(_point(point, read) for point in section.points)
    spare = (_point(point, read) for point in section.spare)
    left = tuple(point for point in spare if point.kind is not Kind.GAP)
    speech = (_spoken(one, read) for one in section.speech)
    return replace(section, points=points, spare=left, speech=tuple(filter(None, speech)))


def _spoken(one: Spoken, read: Read) -> Spoken | None:
    """A sentence goes with the first of its sources that goes."""
    citations = [_reread(citation, read) for citation in one.citations]
    standing = tuple(citation for citation in citations if citation is not None)
    return replace(one, citations=standing) if len(standing) == len(citations) else None


def _point(point: Point, read: Read) -> Point:
    if point.citation is None:
        return point
    citation = _reread(point.citation, read)
    if citation is not None:
        return replace(point, citation=citation)
    if point.kind is Kind.OWN:
        return replace(point, citation=None, checked=False)
    return replace(point, kind=Kind.GAP, text=GONE, citation=None)


def facts_left(facts: Iterable[Fact], read: Read) -> tuple[Fact, ...]:
    pairs = [(fact, _reread(fact.citation, read)) for fact in facts]
    return tuple(replace(fact, citation=new) for fact, new in pairs if new is not None)


def _reread(citation: Citation, read: Read) -> Citation | None:
    """The citation under its document's present names, None where it does not stand."""
    found = read(citation.document_id)
    if found is None:
        return None
    record, text = found
    if text[citation.start : citation.end] != citation.quote:
        return None
    return replace(
        citation,
        title=record.title,
        file=record.file,
        number=record.number,
        date=record.date,
    )
