"""Answers, hits, reports and records as the JSON that the HTTP interface and the command
line both print. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from ui import text

if TYPE_CHECKING:
    from assistant.chat import Answer, Citation, Delta, Lead
    from assistant.intake import FileReport
    from assistant.library import Passage
    from assistant.threads import Thread, Turn
    from index.facets import Facet, Facets
    from index.places import Place
    from index.records import Details, Record
    from index.runs import Run, RunFile
    from index.search import Hit
    from index.validity import Validity
    from ingest.document import PageReading

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    return {
        "answer": answer.text,
        "refused": answer.refused,
        "citations": [citation_json(citation) for citation in answer.citations],
        "lead": answer.lead and lead_json(answer.lead),
        "as_of": answer.as_of,
        "mode": str(answer.mode),
        "warnings": list(answer.warnings),
        "timings_ms": dict(answer.timings_ms),
        "question": answer.question,
        "nearest": [citation_json(citation) for citation in answer.nearest],
    }


def delta_json(delta: Delta) -> Json:
    return {"text": delta.text, "citations": [citation_json(one) for one in delta.citations]}


def lead_json(lead: Lead) -> Json:
    return {"n": lead.n, "text": lead.text, "start": lead.start, "end": lead.end}


def citation_json(citation: Citation) -> Json:
    return {
        "n": citation.n,
        "document_id": citation.document_id,
        "title": citation.title,
        "file": citation.file,
        "number": citation.number,
        "date": citation.date,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "language": citation.language,
    }


def thread_json(thread: Thread) -> Json:
    return asdict(thread)


def whole_thread_json(thread: Thread, turns: Sequence[Turn]) -> Json:
    return {**thread_json(thread), "turns": [asdict(turn) for turn in turns]}


def hit_json(hit: Hit) -> Json:
    chunk, document = hit.chunk, hit.chunk.document
    return {
        "document_id": document.id,
        "title": document.title,
        "file": document.file,
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "score": float(hit.score),
        "headings": list(chunk.headings),
        "number": document.number,
        "date": document.date,
        "label": str(document.label),
        "language": chunk.language,
    }


def facets_json(facets: Facets) -> Json:
    def listed(values: tuple[Facet, ...]) -> list[Json]:
        return [{"value": one.value, "count": one.count} for one in values]

    return {
        "year": listed(facets.years),
        "kind": listed(facets.kinds),
        "issuer": listed(facets.issuers),
        "country": listed(facets.partners),
        "language": listed(facets.languages),
    }


def report_json(report: FileReport) -> Json:
    return {
        "file": report.file,
        "status": str(report.status),
        "reason": text.report_reason(report),
        "document_id": report.document_id,
        "chunks": report.chunks,
        "copy": report.copy,
        "seconds": report.seconds,
    }


def place_json(place: Place, digest: str | None) -> Json:
    return {
        "file": place.at.file,
        "source": place.at.source,
        "status": place.status,
        "reason": text.place_reason(place.reason, place.facts),
        "document_id": place.document_id,
        "size": place.at.size,
        "modified_ns": place.at.modified_ns,
        "digest": digest,
        "seen_at": place.seen_at,
    }


def run_json(run: Run) -> Json:
    return {
        "id": run.id,
        "kind": run.kind,
        "folder": run.folder,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "counts": dict(run.counts),
    }


def run_file_json(file: RunFile) -> Json:
    return {
        "file": file.file,
        "status": file.status,
        "reason": text.place_reason(file.reason, file.facts),
        "document_id": file.document_id,
        "chunks": file.chunks,
        "seconds": file.seconds,
    }


def page_json(record: Record, page: PageReading) -> Json:
    return {
        "document_id": record.id,
        "title": record.title,
        "file": record.file,
        "page": page.number,
        "confidence": page.confidence,
        "corrected": page.corrected,
    }


def details_json(record: Record, details: Details, validity: Validity | None) -> Json:
    metadata, conversion = details.metadata, details.conversion
    return {
        **record_json(record, validity),
        "subject": metadata.subject,
        "signer": metadata.signer,
        "signer_post": metadata.signer_post,
        "recipients": list(metadata.recipients),
        "urgency": metadata.urgency,
        "secrecy": metadata.secrecy,
        "language": metadata.language,
        "partners": list(metadata.partners),
        "references": [
            {
                "relation": str(reference.relation),
                "number": reference.number,
                "date": reference.date,
                "whole": reference.whole,
                "effective": reference.effective,
                "start": reference.start,
                "end": reference.end,
            }
            for reference in metadata.references
        ],
        "edited": sorted(details.edited),
        "groups": sorted(details.groups),
        "sources": list(details.sources),
        "scanned": [page_json(record, page) for page in details.scanned],
        "conversion": None
        if conversion is None
        else {
            "encoding": conversion.encoding,
            "words": conversion.words,
            "confidence": conversion.confidence,
        },
    }


def validity_json(validity: Validity | None) -> Json | None:
    if validity is None:
        return None
    return {
        "relation": str(validity.relation),
        "whole": validity.whole,
        "ended": validity.ended(date.today()),
        "effective": validity.effective,
        "document_id": validity.by.id,
        "title": validity.by.title,
        "number": validity.by.number,
        "date": validity.by.date,
    }


def record_json(record: Record, validity: Validity | None = None) -> Json:
    return {
        "document_id": record.id,
        "title": record.title,
        "file": record.file,
        "number": record.number,
        "date": record.date,
        "issuer": record.issuer,
        "kind": record.kind,
        "label": str(record.label),
        "digest": record.digest,
        "added_at": record.added_at,
        "validity": validity_json(validity),
        "marks": [name for name in ("scanned", "converted") if getattr(record, name)],
    }


def passage_json(passage: Passage) -> Json:
    return {
        "document": record_json(passage.document),
        "page": passage.page,
        "headings": list(passage.headings),
        "before": passage.before,
        "quote": passage.quote,
        "after": passage.after,
    }
