"""From selected sentences to the answer's text. Pure; the wording is prompts/quote.v1.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import prompts
from assistant.chat import Answer, Citation, cite
from assistant.extract import Candidate
from assistant.ground import Missing, Particular, document_year
from assistant.question import Question
from assistant.select import Selection
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
_NEAR_ENOUGH = 0.1  # probability from which a passage is worth showing as near


def answer(
    question: Question,
    selection: Selection,
    candidates: Sequence[Candidate],
    validities: Mapping[str, Validity] = MappingProxyType({}),
) -> Answer:
    """The quoted sentences under their sources, or a refusal. `validities` says, by document
    id, what became of documents through others."""
    if not selection.chosen:
        return refusal(question, candidates)
    citations: list[Citation] = []
    lines = _quotes(selection.chosen, "source", citations)
    newest = selection.chosen[0].hit.chunk.document
    for candidate in selection.older:
        same = candidate.hit.chunk.document.id == newest.id
        lines += _quotes([candidate], "earlier" if same else "older", citations)
    as_of, held = _as_of(newest)
    lines += [held] if held else []
    warnings = []
    quoted = [one.hit.chunk.document for one in (*selection.chosen, *selection.older)]
    for document in {document.id: document for document in quoted}.values():
        if validity := validities.get(document.id):
            notice = validity_notice(document, validity)
            warnings.append(notice)
            lines += [notice] if validity.ended(date.today()) else []
    if not newest.date and newest.latest_year:
        warnings.append(_WORDS.fill("undated", year=newest.latest_year))
    if selection.older:
        warnings.append(_WORDS.fill("conflict"))
    if selection.uncovered:
        wanted = ", ".join(name.key for name in selection.uncovered)
        warnings.append(_WORDS.fill("partly", wanted=wanted))
    if selection.cut:
        warnings.append(_WORDS.fill("more"))
    return Answer(
        question=question.text,
        text="\n\n".join(lines),
        refused=False,
        citations=tuple(citations),
        as_of=as_of,
        warnings=tuple(warnings),
    )


def refusal(question: Question, candidates: Sequence[Candidate]) -> Answer:
    """That nothing answers, what was looked for, what is known instead, what comes near."""
    if question.small_talk:
        return Answer(question=question.text, text=_WORDS.fill("greeting"), refused=True)
    near = [candidate for candidate in candidates if candidate.probability >= _NEAR_ENOUGH]
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
            cite(n, candidate.hit.chunk, candidate.span)
            for n, candidate in enumerate(near[:_NEAREST], 1)
        ),
    )


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
    lines: list[str] = []
    document_id = ""
    for candidate in candidates:
        document = candidate.hit.chunk.document
        if document.id != document_id:
            document_id = document.id
            lines.append(_WORDS.fill(part, source=source_name(document)))
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
