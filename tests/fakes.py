"""Stand-ins for what is slow, and short ways to the real things."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

import numpy as np
from tantivy import Query

from assistant import build, settings
from assistant.build import Office
from index.access import OPERATOR
from index.embed import EmbeddedPassage, EmbeddedQuery, Embedder, Vector
from index.search import Hit
from index.tables import State
from ingest import text as vi

DIMENSIONS = 64
T = TypeVar("T")


class FakeEmbedder:
    """Satisfies `index.embed.Embedder`: each folded syllable is a direction of its own, by
    hash, so that texts that share words are near, in every process alike."""

    def __init__(self, fingerprint: str = "fake-one") -> None:
        self.fingerprint = fingerprint

    def embed_query(self, text: str) -> EmbeddedQuery:
        return EmbeddedQuery(self._vector(text))

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        return [EmbeddedPassage(self._vector(text)) for text in texts]

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        if not texts:
            return np.empty((0, DIMENSIONS), np.float32)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vector:
        vector = np.full(DIMENSIONS, 0.01, np.float32)
        for syllable in vi.terms(text, folded=True):
            digest = hashlib.sha256(f"{self.fingerprint} {syllable}".encode()).digest()
            vector[digest[0] % DIMENSIONS] += 1.0 if digest[1] % 2 else -1.0
            vector[digest[2] % DIMENSIONS] += 1.0 if digest[3] % 2 else -1.0
        length: Vector = vector / np.linalg.norm(vector)
        return length


class Direct:
    """Satisfies `assistant.intake.Reader`: reads in this process, which costs no start."""

    def run(self, function: Callable[..., T], *arguments: Any) -> T:
        return function(*arguments)

    def close(self) -> None:
        pass


def open_fake(data: Path, embedder: Embedder | None = None, **more: str) -> Office:
    """A real store over the folder, wired as in production but for the embedder; `more` are
    further settings."""
    chosen = embedder or FakeEmbedder()
    environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODEL": "fake", "NGOAIVU_THREADS": "1"}
    with (
        mock.patch("index.embed.load_embedder", return_value=chosen),
        mock.patch("ingest.sandbox.Sandbox", Direct),
    ):
        return build.open_office(settings.load(environment | more))


@contextmanager
def opened(data: Path, embedder: Embedder | None = None, **more: str) -> Iterator[Office]:
    office = open_fake(data, embedder, **more)
    try:
        yield office
    finally:
        office.close()


# What the three stores hold ------------------------------------------------------------------


def catalogue_chunks(office: Office) -> set[str]:
    """Ids of every chunk in the catalogue, whatever its version's state."""
    catalog = office.updater._catalog
    return {
        chunk.id
        for version in catalog.all_versions()
        for chunk in catalog.chunks_of_version(version)
    }


def chroma_chunks(office: Office) -> set[str]:
    return set(office.updater._vectors._chunks.get(include=[])["ids"])


def chroma_sentences(office: Office) -> set[str]:
    """Ids of the chunks whose sentences Chroma holds."""
    held = office.updater._vectors._sentences.get(include=["metadatas"])
    return {entry["chunk_id"] for entry in held["metadatas"]}


def tantivy_chunks(office: Office) -> set[str]:
    searcher = office.updater._keywords._index.searcher()
    found = searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits
    ids = [searcher.doc(address)["chunk"][0] for _, address in found]
    assert len(ids) == len(set(ids))
    return set(ids)


def assert_in_step(office: Office) -> None:
    """All stores hold the same chunks, all of them current, and no original is left over."""
    catalog = office.updater._catalog
    current = catalog.versions_in(State.CURRENT)
    assert sorted(current) == sorted(catalog.all_versions())
    chunks = catalogue_chunks(office)
    assert len(chunks) == catalog.current_chunk_count()
    assert chroma_chunks(office) == chunks
    assert chroma_sentences(office) == chunks
    assert tantivy_chunks(office) == chunks
    originals = {path.name for path in (office.settings.data / "originals").iterdir()}
    assert originals == set(current)


def assert_hits_are_verbatim(office: Office, hits: Sequence[Hit]) -> None:
    for hit in hits:
        chunk = hit.chunk
        text = office.library.text(chunk.document.id, OPERATOR)
        assert text is not None
        assert text[chunk.start : chunk.end] == chunk.text


def files_holding(folder: Path, word: str) -> list[str]:
    """The files below the folder whose bytes hold the word."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and word.encode() in path.read_bytes()
    ]
