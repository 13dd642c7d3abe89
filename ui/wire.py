"""Answers, hits, reports and records as the JSON that the HTTP interface and the command
line both print. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import text

if TYPE_CHECKING:
    from assistant.chat import Answer, Citation
    from assistant.library import FileReport, Passage
    from index.catalog import Record
    from index.search import Hit

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    return {
        "answer": answer.text,
        "refused": answer.refused,
        "citations": [citation_json(citation) for citation in answer.citations],
        "as_of": answer.as_of,
        "mode": str(answer.mode),
        "warnings": list(answer.warnings),
        "timings_ms": dict(answer.timings_ms),
        "question": answer.question,
        "nearest": [citation_json(citation) for citation in answer.nearest],
    }


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
    }


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
    }


def report_json(report: FileReport) -> Json:
    return {
        "file": report.file,
        "status": str(report.status),
        "reason": text.report_reason(report),
        "document_id": report.document_id,
        "chunks": report.chunks,
    }


def record_json(record: Record) -> Json:
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
