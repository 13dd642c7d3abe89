"""Hits and candidates of one's own wording, without an index."""

from __future__ import annotations

from assistant import extract
from assistant.extract import Candidate
from assistant.ground import names_about
from assistant.question import Question
from assistant.understand import understand
from index import aliases
from index.access import Label
from index.records import Record, StoredChunk
from index.search import Hit
from ingest import text as vi
from ingest.document import BLOCK_SEPARATOR, Span

NAMES = aliases.load()
MARGIN = "Phần mở đầu của văn bản. "  # what stands in the document before the chunk


def record(title: str = "", **facts: object) -> Record:
    known: dict[str, object] = {
        "id": title or "d", "version_id": "v", "file": "tep.txt",
        "title": title, "number": "", "date": None, "latest_year": None, "issuer": "",
        "kind": "", "label": Label.INTERNAL, "digest": "", "added_at": "",
    }  # fmt: skip
    return Record(**(known | facts))  # type: ignore[arg-type]


def hit(text: str, document: Record | None = None, *headings: str, score: float = 1.0) -> Hit:
    at = len(MARGIN)
    spans: list[Span] = []
    begin = at
    for block in text.split(BLOCK_SEPARATOR):
        spans += [(start + begin, end + begin) for start, end in vi.sentences(block)]
        begin += len(block) + len(BLOCK_SEPARATOR)
    chunk = StoredChunk(
        f"{(document or record()).id}:{text}", document or record(), 0, at, at + len(text),
        None, text, headings, tuple(spans),
    )  # fmt: skip
    return Hit(chunk, score, (0.85,) * len(spans))


def stored_text(found: Hit) -> str:
    """The document's text, in which the chunk stands at its place."""
    return MARGIN + found.chunk.text


def read(text: str, *hits: Hit) -> tuple[Question, list[Candidate]]:
    question = understand(text, NAMES)
    texts = {found.chunk.document.id: found.chunk.text for found in hits}
    candidates = extract.read(
        question,
        hits,
        NAMES,
        lambda terms: dict.fromkeys(terms, 1.0),
        lambda document: names_about(texts[document.id], NAMES),
    )
    return question, candidates
