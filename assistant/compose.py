"""From selected sentences to the answer's text. Pure; the wording is prompts/quote.v1.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import prompts
from assistant.chat import Answer, Citation, Lead, cite
from assistant.extract import Candidate
from assistant.ground import Missing, Particular, document_year
from assistant.headings import is_heading
from assistant.lead import lead as lifted
from assistant.question import Question
from assistant.select import Selection
from assistant.summary import Part
from assistant.whether import verdict
from index.aliases import Aliases
from index.records import Record
from index.validity import Validity
from ingest.document import Relation

_WORDS = prompts.load("quote.v1")
_ACTS = {
    Relation.REPLACES: "thay thế",
    Relation.ABOLISHES: "bãi bỏ",
    Relation.AMENDS: "sửa đổi, bổ sung",
}
_NEAREST = 3
_NEAR_ENOUGH = 0.02  # probability from which a passage is worth showing as near


def answer(
    question: Question,
    selection: Selection,
    candidates: Sequence[Candidate],
    aliases: Aliases,
    validities: Mapping[str, Validity] = MappingProxyType({}),
) -> Answer:
    """The quoted sentences under their sources, or a refusal. `validities` says, by document
    id, what became of documents through others."""
    if not selection.chosen:
        return refusal(question, candidates)
    citations: list[Citation] = []
    lines = _quotes(selection.chosen, "source", citations)
    if selection.heading:
        lines.insert(1, _WORDS.fill("part", heading=selection.heading))
    lead = _lead(question, selection.chosen, citations, aliases)
    if lead:
        lines.insert(0, _WORDS.fill("lead", lead=lead.text, n=lead.n))
    elif settled := verdict(question, selection.chosen):
        lines.insert(0, _WORDS.fill("lead", lead=settled, n=citations[0].n))
    if question.asks_for_document:
        lines.insert(0, _WORDS.fill("mentioned"))
    newest = selection.chosen[0].hit.chunk.document
    lines += _older(selection, citations)
    as_of, held = _as_of(newest)
    lines += [held] if held else []
    warnings, ended = _notices([selection], validities)
    lines += ended
    warnings += _limits(selection)
    return Answer(
        question=question.text,
        text="\n\n".join(lines),
        refused=False,
        citations=tuple(citations),
        lead=lead,
        as_of=as_of,
        warnings=tuple(warnings),
    )


def _lead(
    question: Question,
    chosen: Sequence[Candidate],
    citations: Sequence[Citation],
    aliases: Aliases,
) -> Lead | None:
    """The bare answer of the sentence that answers best, if that one yields any and a fact is
    asked for."""
    if question.asks_for_document or question.asks_for_article:
        return None
    best = max(chosen, key=lambda one: one.probability)
    span = lifted(question, best, aliases)
    if span is None:
        return None
    document_id = best.hit.chunk.document.id
    cited = next(one for one in citations if one.is_of(document_id, best.span))
    start, end = span
    return Lead(cited.n, cited.quote[start - cited.start : end - cited.start], start, end)


def summary(
    document: Record, parts: Sequence[Part], text: str, validities: Mapping[str, Validity]
) -> Answer:
    """A document in its own sentences, part by part; `text` is the question."""
    citations: list[Citation] = []
    lines = [_WORDS.fill("summary", source=source_name(document))]
    for part in parts:
        lines += [_WORDS.fill("part", heading=part.heading)] if part.heading else []
        for sentence in part.sentences:
            citation = cite(len(citations) + 1, sentence.chunk, sentence.span)
            citations.append(citation)
            lines.append(_WORDS.fill("quote", quote=citation.quote, n=citation.n))
    as_of, held = _as_of(document)
    lines += [held] if held else []
    validity = validities.get(document.id)
    return Answer(
        question=text,
        text="\n\n".join(lines),
        refused=False,
        citations=tuple(citations),
        as_of=as_of,
        warnings=(validity_notice(document, validity),) if validity else (),
    )


def comparison(text: str, sides: Sequence[tuple[str, Selection]]) -> Answer | None:
    """What was found of each side, by its label, one under the other; None where nothing was
    found of any. `text` is the question."""
    if not any(selection.chosen for _, selection in sides):
        return None
    citations: list[Citation] = []
    lines: list[str] = []
    for label, selection in _same_together(sides):
        lines.append(_WORDS.fill("side" if selection.chosen else "side_missing", label=label))
        lines += _quotes(selection.chosen, "source", citations)
    held = {one.hit.chunk.document.id: one.hit.chunk.document for _, s in sides for one in s.chosen}
    dates = [_as_of(document)[0] for document in held.values()]
    return Answer(
        question=text,
        text="\n\n".join(lines),
        refused=False,
        citations=tuple(citations),
        as_of=max(filter(None, dates), default=None),
    )


def halves(
    text: str,
    asked: Sequence[tuple[Question, Selection]],
    aliases: Aliases,
    validities: Mapping[str, Validity],
) -> Answer:
    """What was found of each of two questions, at least one of which is answered; the other is
    said to lack an answer. `text` is what was asked."""
    citations: list[Citation] = []
    lines: list[str] = []
    together = _same_together([(one.text, selection) for one, selection in asked])
    for label, selection in together:
        if not selection.chosen:
            continue
        quotes = _quotes(selection.chosen, "source", citations)
        if len(together) > 1:
            lines.append(_WORDS.fill("side", label=label.rstrip("?")))
            question = next(one for one, own in asked if own is selection)
            lead = _lead(question, selection.chosen, citations, aliases)
            lines += [_WORDS.fill("lead", lead=lead.text, n=lead.n)] if lead else []
        lines += quotes + _older(selection, citations)
    for question, selection in asked:
        if not selection.chosen:
            lines.append(_WORDS.fill("half_missing", question=question.text))
    found = [selection for _, selection in asked if selection.chosen]
    dates = [_as_of(one.hit.chunk.document)[0] for own in found for one in own.chosen]
    warnings, ended = _notices(found, validities)
    for selection in found:
        warnings += [one for one in _limits(selection) if one not in warnings]
    return Answer(
        question=text,
        text="\n\n".join([*lines, *ended]),
        refused=False,
        citations=tuple(citations),
        as_of=max(filter(None, dates), default=None),
        warnings=tuple(warnings),
    )


def _older(selection: Selection, citations: list[Citation]) -> list[str]:
    """What documents said of the same before."""
    newest, lines = selection.chosen[0].hit.chunk.document, []
    for candidate in selection.older:
        same = candidate.hit.chunk.document.id == newest.id
        lines += _quotes([candidate], "earlier" if same else "older", citations)
    return lines


def _limits(selection: Selection) -> list[str]:
    """What the quotes do not say: their date, which of them holds, what is left out."""
    newest = selection.chosen[0].hit.chunk.document
    limits = []
    if not newest.date and newest.latest_year:
        limits.append(_WORDS.fill("undated", year=newest.latest_year))
    if selection.older:
        limits.append(_WORDS.fill("conflict"))
    limits += uncovered_notice(selection)
    return limits + ([_WORDS.fill("more")] if selection.cut else [])


def _notices(
    selections: Sequence[Selection], validities: Mapping[str, Validity]
) -> tuple[list[str], list[str]]:
    """What became of the quoted documents, and of these notices those of documents that no
    longer hold."""
    every = (one for own in selections for one in (*own.chosen, *own.older))
    documents = {one.hit.chunk.document.id: one.hit.chunk.document for one in every}
    notices, ended = [], []
    for document in documents.values():
        if validity := validities.get(document.id):
            notices.append(validity_notice(document, validity))
            ended += notices[-1:] if validity.ended(date.today()) else []
    return notices, ended


def refusal(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """That nothing answers, what was looked for, what is known instead, what comes near."""
    if question.small_talk:
        return Answer(question=question.text, text=_WORDS.fill("greeting"), refused=True)
    # What is said of the nearest is said of what is shown.
    near = [one for one in candidates if one.probability >= _NEAR_ENOUGH and not is_heading(one)][
        :_NEAREST
    ]
    lines = [_WORDS.fill("refused")]
    reason = next((text for text in map(_instead, near) if text), "")
    lines += [reason] if reason else []
    if question.sought:
        lines.append(_WORDS.fill("looked_for", terms="; ".join(question.sought)))
    return Answer(
        question=question.text,
        text="\n\n".join(lines),
        refused=True,
        nearest=tuple(
            cite(n, candidate.hit.chunk, candidate.span) for n, candidate in enumerate(near, 1)
        ),
    )


def uncovered_notice(selection: Selection) -> list[str]:
    """That names of the question are covered by nothing, if any are."""
    wanted = ", ".join(name.key for name in selection.uncovered)
    return [_WORDS.fill("partly", wanted=wanted)] if wanted else []


def _same_together(sides: Sequence[tuple[str, Selection]]) -> list[tuple[str, Selection]]:
    """Sides that the same sentences answer under one label."""
    labels: dict[tuple[object, ...], list[str]] = {}
    selections: dict[tuple[object, ...], Selection] = {}
    for number, (label, selection) in enumerate(sides):
        key: tuple[object, ...] = tuple((one.hit.chunk.id, one.span) for one in selection.chosen)
        key = key or (number,)
        labels.setdefault(key, []).append(label[:1].upper() + label[1:])
        selections[key] = selection
    return [("; ".join(of), selections[key]) for key, of in labels.items()]


def validity_notice(document: Record, validity: Validity) -> str:
    """That a quoted document no longer holds, or not as it stands."""
    part = "amended"
    if validity.relation is not Relation.AMENDS:
        ended = validity.ended(date.today())
        part = ("ended" if ended else "ending") if validity.whole else "partly_ended"
    since = validity.effective
    return _WORDS.fill(
        part,
        source=source_name(document),
        act=_ACTS[validity.relation],
        by=source_name(validity.by),
        since=f" từ ngày {written_date(since)}" if since else "",
    )


def source_name(document: Record) -> str:
    """How an official names a document: its title, number and date, as far as known."""
    name = document.title or document.file
    # «Nghị định về …» names itself; the heading of an article needs its quotation marks.
    parts = [name if document.kind else f"tài liệu “{name}”"]
    if document.number and document.number not in parts[0]:
        parts.append(f"số {document.number}")
    if document.date:
        parts.append(f"ngày {written_date(document.date)}")
    return ", ".join(parts)


def written_date(iso: str) -> str:
    """ISO 8601 as Vietnamese officials write it, dd/mm/yyyy."""
    return "/".join(reversed(iso.split("-")))


def _quotes(candidates: Sequence[Candidate], part: str, citations: list[Citation]) -> list[str]:
    """The quotes under their sources; what is quoted a second time keeps its number."""
    lines: list[str] = []
    document_id = ""
    for candidate in candidates:
        document = candidate.hit.chunk.document
        if document.id != document_id:
            document_id = document.id
            lines.append(_WORDS.fill(part, source=source_name(document)))
        known = (one for one in citations if one.is_of(document.id, candidate.span))
        citation = next(known, None)
        if citation is None:
            citation = cite(len(citations) + 1, candidate.hit.chunk, candidate.span)
            citations.append(citation)
        lines.append(_WORDS.fill("quote", quote=citation.quote, n=citation.n))
    return lines


def _as_of(document: Record) -> tuple[str | None, str]:
    if document.date:
        return document.date, _WORDS.fill("as_of_date", date=written_date(document.date))
    year = document_year(document)
    return (str(year), _WORDS.fill("as_of_year", year=year)) if year else (None, "")


def _instead(candidate: Candidate) -> str:
    """What a near candidate lacks, in words."""
    for lack in candidate.missing:
        return _lacking(lack)
    return ""


def _lacking(lack: Missing) -> str:
    found = ", ".join(lack.found)
    if lack.kind is Particular.NAME:
        part = "other_name" if found else "no_name"
    elif lack.kind is Particular.YEAR:
        part = "other_year" if found else "no_year"
    else:
        part = f"no_{lack.kind}"
    return _WORDS.fill(part, wanted=lack.wanted, found=found)
