"""A brief becomes a draft of talking points: gathered from the documents, laid out in the order
of the trade, each point with its source.

In Trích dẫn mode a point is a document's own sentence; around it stand only phrases that state
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assistant import doubts, outline
from assistant.chat import Citation, cite
from assistant.compose import validity_notice
from assistant.doubts import Quoted
from assistant.draft import Draft, Fact, Kind, Part, Point, Section, Topic
from assistant.figures import differences
from assistant.gather import Gathered, Gatherer, Saying, without_repeats
from assistant.outline import SHARES, Outline
from assistant.partner import Finding, Sign, speakable, syllables
from assistant.people import people
from assistant.speech import Brief, check_brief
from index.access import Viewer
from index.catalog import Catalog
from ingest import text as vi
from ingest.document import short_hash

_MOST_SPARE = 8
_MOST_FACTS = 40
_LONG = 400  # syllables of a sentence on the fact sheet
_LARGEST_SHARE = 0.3  # of the time, for one sentence of a section that has no more room
_PLENTY = 2  # times what there is room for: then nothing more is asked
_TOPICS = (
    (Sign.SINCE, Topic.SINCE),
    (Sign.AGREEMENT, Topic.AGREEMENTS),
    (Sign.VISIT, Topic.VISITS),
    (Sign.COMMITMENT, Topic.COMMITMENTS),
    (Sign.PROJECT, Topic.PROJECTS),
    (Sign.FIGURE, Topic.PROJECTS),
)
_FIRST = (
    Part.RELATIONS,
    Part.RESULTS,
    Part.PROPOSALS,
    Part.PLACE,
    Part.WELCOME,
    Part.CLOSING,
)
_HAPPENED = "đã"  # «đã ưu tiên» is no proposal


class Drafter:
    """Holds no state between drafts."""

    def __init__(self, gatherer: Gatherer, catalog: Catalog, home: str) -> None:
        self._gatherer = gatherer
        self._catalog = catalog
        self._home = home

    def draft(self, brief: Brief, viewer: Viewer) -> Draft:
        """A draft that is yet to be examined. Raises BriefError."""
        check_brief(brief)
        gathered = self._gatherer.of_partner(brief, viewer)
        must = self._must(brief, viewer)
        told = [point.text for point in must]
        made = {}
        for part in _FIRST:  # what is said of the partner is not to be spent on the place
            wanted = must if part is Part.RESULTS else ()
            made[part] = self._section(part, brief, viewer, gathered, told, wanted)
            told += [point.text for point in made[part].points]
        return Draft(
            brief,
            outline.title(brief, self._home),
            tuple(made[part] for part in Part),
            facts(gathered.facts),
            avoided=gathered.avoided,
        )

    def section(self, draft: Draft, part: Part, viewer: Viewer) -> Section:
        """A section made anew: locked points and a person's own words stay, in front."""
        brief = draft.brief
        old = next(section for section in draft.sections if section.part is part)
        kept = tuple(one for one in old.points if one.locked or one.kind is Kind.OWN)
        told = [
            point.text
            for section in draft.sections
            for point in (kept if section.part is part else section.points)
        ]
        gathered = self._gatherer.of_partner(brief, viewer)
        must = self._must(brief, viewer) if part is Part.RESULTS else ()
        held = {point.text for point in kept}
        wanted = (*kept, *(point for point in must if point.text not in held))
        return self._section(part, brief, viewer, gathered, told, wanted)

    def supported(self, point: Point, brief: Brief, viewer: Viewer) -> Point:
        """A person's own point, checked: with the passage that bears it out, if there is one."""
        found = self._gatherer.bearing_out(point.text, brief, viewer)
        return replace(point, citation=found, checked=True)

    def examined(self, draft: Draft, viewer: Viewer) -> Draft:
        """The draft with what needs checking in it."""
        points = [point for section in draft.sections for point in section.points]
        cited = [point.citation for point in points if point.citation]
        cited += [fact.citation for fact in draft.facts]
        return replace(
            draft, checks=doubts.checks(draft, self._quoted(cited, viewer), date.today())
        )

    def _section(
        self,
        part: Part,
        brief: Brief,
        viewer: Viewer,
        gathered: Gathered,
        told: Sequence[str],
        wanted: Iterable[Point],
    ) -> Section:
        plan = outline.outline(part, brief, self._home)
        phrases = [_point(part, Kind.PHRASE, text) for text in plan.phrases]
        points = list(wanted)
        room = _room(plan, brief, [*phrases, *points])
        sayings = [one for one in gathered.sayings if _part(one) is part]
        for question in plan.questions:
            if sum(syllables(one.text) for one in sayings) > _PLENTY * room:
                break
            sayings += self._gatherer.answering(question, part, brief, viewer)
        sayings = without_repeats(sayings, told)
        sayings.sort(key=lambda one: one.item)
        asides = [one for one in sayings if one.aside]
        sayings = [one for one in sayings if not one.aside]
        longest = round(brief.syllables * _LARGEST_SHARE)
        chosen, spare = _fitting(sayings, room, longest, items=part is Part.PROPOSALS)
        spare = [*asides, *spare]
        if part is Part.RELATIONS:
            chosen = sorted(chosen, key=lambda one: (not one.direct, _first_year(one)))
        if plan.from_list and chosen and vi.is_row(chosen[0].text):
            phrases = [_point(part, Kind.PHRASE, plan.from_list)]
        points += _led(part, _side_by_side(chosen), plan)
        if not points and plan.missing:
            phrases = []  # which would lead over to nothing
            missing = plan.only_named if asides and plan.only_named else plan.missing
            points = [] if spare and not asides else [_point(part, Kind.GAP, missing)]
        return Section(
            part,
            plan.heading,
            (*phrases, *points),
            tuple(_quote(part, one) for one in spare[:_MOST_SPARE]),
        )

    def _must(self, brief: Brief, viewer: Viewer) -> tuple[Point, ...]:
        """What must appear: the sentence that bears it out, or the mark that none does."""
        points = []
        for text in filter(None, map(str.strip, brief.must)):
            found = self._gatherer.bearing_out(text, brief, viewer)
            if found is None:
                points.append(_point(Part.RESULTS, Kind.GAP, text))
            else:
                points.append(
                    replace(_point(Part.RESULTS, Kind.QUOTE, found.quote), citation=found)
                )
        return tuple(points)

    def _quoted(self, citations: Iterable[Citation], viewer: Viewer) -> list[Quoted]:
        unique = {(one.document_id, one.start, one.end): one for one in citations}
        ids = {one.document_id for one in unique.values()}
        records = {
            key: record
            for key in ids
            if (record := self._catalog.document(key, viewer)) is not None
        }
        validities = self._catalog.validities(records.values(), viewer)
        notices = {
            key: validity_notice(records[key], validity) for key, validity in validities.items()
        }
        return [
            Quoted(one, records[one.document_id].latest_year, notices.get(one.document_id, ""))
            for one in unique.values()
            if one.document_id in records
        ]


def facts(found: Iterable[Finding]) -> tuple[Fact, ...]:
    """The fact sheet: what names the partner, by topic, and the people named with it."""
    sheet = []
    for one in found:
        row = vi.is_row(one.text)
        elsewhere = not one.direct and (one.other or row)
        if elsewhere or not (row or speakable(one.text, _LONG)):
            continue
        citation = cite(0, one.chunk, one.span)
        sheet.append(Fact(_topic(one), _label(one), citation))
        if one.direct:
            sheet += [Fact(Topic.PEOPLE, person.name, citation) for person in people(one.text)]
    order = list(Topic)
    return tuple(sorted(sheet[:_MOST_FACTS], key=lambda fact: order.index(fact.topic)))


def _topic(one: Finding) -> Topic:
    """What a relation is known since is told by a year."""
    dated = bool(vi.years(one.text))
    told = [topic for sign, topic in _TOPICS if sign in one.signs]
    return next((one for one in told if dated or one is not Topic.SINCE), Topic.OTHER)


def _label(one: Finding) -> str:
    dates = vi.dates(one.text)
    if dates:
        start, end = dates[0][0]
        return one.text[start:end]
    years = vi.years(one.text)
    return str(years[0][1]) if years else ""


def _part(one: Saying) -> Part:
    if Sign.COMMITMENT in one.signs and _HAPPENED not in vi.lower_key(one.text).split():
        return Part.PROPOSALS
    if one.signs & {Sign.SINCE, Sign.VISIT, Sign.AGREEMENT}:
        return Part.RELATIONS
    return Part.RESULTS if one.signs & {Sign.FIGURE, Sign.PROJECT} else Part.RELATIONS


def _room(plan: Outline, brief: Brief, points: Iterable[Point]) -> int:
    """Syllables that a section has left for quotes."""
    taken = sum(syllables(point.text) for point in points)
    return round(brief.syllables * SHARES[plan.part]) - taken


def _fitting(
    sayings: Sequence[Saying], room: int, longest: int, *, items: bool
) -> tuple[list[Saying], list[Saying]]:
    """Those that the time allows, at least one of up to `longest` syllables, and the rest. Plans
    are lists, so that what is proposed may come from one; elsewhere an item is taken only where
    there is no sentence."""
    chosen: list[Saying] = []
    spare: list[Saying] = []
    for one in sayings:
        length = syllables(one.text)
        first = not chosen and length <= longest
        if first or (length <= room and (items or not one.item or not chosen)):
            chosen.append(one)
            room -= length
        else:
            spare.append(one)
    return chosen, spare


def _side_by_side(chosen: Iterable[Saying]) -> list[Saying]:
    """What is counted differently comes right behind what it differs from."""
    laid: list[Saying] = []
    for one in chosen:
        rivals = (at for at, other in enumerate(laid) if differences(one.text, other.text))
        laid.insert(next(rivals, len(laid) - 1) + 1, one)
    return laid


def _led(part: Part, chosen: Sequence[Saying], plan: Outline) -> list[Point]:
    """As points; what is said of the partner's country is announced as such."""
    points = [_quote(part, one) for one in chosen]
    wider = next((n for n, one in enumerate(chosen) if not one.direct), len(chosen))
    if part is Part.RELATIONS and plan.wider and wider < len(chosen):
        points.insert(wider, _point(part, Kind.PHRASE, plan.wider))
    return points


def _first_year(one: Saying) -> int:
    return min((year for _, year in vi.years(one.text)), default=9999)


def _quote(part: Part, one: Saying) -> Point:
    return replace(_point(part, Kind.QUOTE, one.text), citation=one.citation)


def _point(part: Part, kind: Kind, text: str) -> Point:
    return Point(short_hash(part, kind, text)[:12], kind, text)
