"""Chroma: chunk vectors for nearest neighbours, sentence vectors for reading.

One pair of collections for each vector space, so that two models' vectors never mix.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import InternalError

from index.embed import Vector

# Chroma's defaults (ef 100, 16 neighbours) lose recall on 100,000 close vectors.
_CONFIGURATION: Any = {
    "hnsw": {"space": "cosine", "ef_search": 200, "ef_construction": 200, "max_neighbors": 32}
}
_WIDER = 3  # so many times the wanted number stays below ef_search
_M_PERTURB = -6  # of malloc.h
_BATCH = 5000  # Chroma takes 5,461 rows at most
# How Chroma's errors name a damaged database and a damaged neighbour graph.
_DAMAGE = ("malformed", "not a database", "hnsw", "finding id")


@dataclass(frozen=True)
class VectorEntry:
    """A chunk's vector (d,) and those of its sentences, in order."""

    chunk_id: str
    document_id: str
    chunk: Vector
    sentences: Sequence[Vector]


class VectorIndex:
    """Nearest chunks by cosine in one vector space."""

    def __init__(self, folder: Path, vector_space: str) -> None:
        self._client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False)
        )
        self.vector_space = vector_space
        # Chroma reads ids and vectors one after the other: a read beside a write can come back
        # with fewer vectors than ids, and one beside `clear` finds no collection.
        self._lock = Lock()
        try:
            with _clean_memory():
                self._open()
                self._probe()
        except InternalError:
            self.close()
            raise

    def _open(self) -> None:
        self._chunks = self._collection(f"chunks-{self.vector_space}")
        self._sentences = self._collection(f"sentences-{self.vector_space}")

    def _probe(self) -> None:
        """Loads what Chroma would load at the first question, so that damage shows now."""
        for collection in (self._chunks, self._sentences):
            one = collection.get(limit=1, include=["embeddings"])
            if one["ids"]:
                collection.query(query_embeddings=one["embeddings"], n_results=1)

    def _collection(self, name: str) -> Any:
        return self._client.get_or_create_collection(
            name, embedding_function=None, configuration=_CONFIGURATION
        )

    def add(self, entries: Sequence[VectorEntry]) -> None:
        """Adds or overwrites; sentences first, so that a chunk found has its sentences."""
        sentences = [
            (_sentence_id(entry.chunk_id, position), vector, entry)
            for entry in entries
            for position, vector in enumerate(entry.sentences)
        ]
        with self._lock, _clean_memory():
            _upsert(self._sentences, sentences)
            _upsert(self._chunks, [(entry.chunk_id, entry.chunk, entry) for entry in entries])

    def delete(self, chunk_ids: Sequence[str]) -> None:
        for first in range(0, len(chunk_ids), _BATCH):
            batch = list(chunk_ids[first : first + _BATCH])
            with self._lock, _clean_memory():
                self._chunks.delete(ids=batch)
                self._sentences.delete(where={"chunk_id": {"$in": batch}})

    def nearest(
        self, query: Vector, k: int, document_ids: Iterable[str] | None = None
    ) -> dict[str, float]:
        """Cosine of the k nearest chunks by chunk id; of these documents only, if given."""
        if document_ids is None:
            return self._query(query, k)
        wanted = set(document_ids)
        # Chroma walks thousands of ids for each query (38 ms for 500 documents of 1,000, against
        # 5 without); who may read much of the store has enough among the nearest of all.
        if wanted and len(near := self._query(query, _WIDER * k, inside=wanted)) >= k:
            return dict(list(near.items())[:k])
        return self._query(query, k, {"document_id": {"$in": list(wanted)}}) if wanted else {}

    def _query(
        self, query: Vector, k: int, where: Any = None, *, inside: set[str] | None = None
    ) -> dict[str, float]:
        """Nearest first; of the k nearest those inside the documents, if given."""
        with self._lock:
            found: Any = self._chunks.query(
                query_embeddings=[query],
                n_results=k,
                where=where,
                include=["distances"] if inside is None else ["distances", "metadatas"],
            )
        near = {
            chunk_id: 1.0 - float(distance)
            for chunk_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        }
        if inside is None:
            return near
        homes = (about["document_id"] for about in found["metadatas"][0])
        return {key: near[key] for key, home in zip(near, homes, strict=True) if home in inside}

    def cosines(self, query: Vector, chunk_ids: Sequence[str]) -> dict[str, float]:
        """Exact cosine of the query with each of the chunks that are here."""
        if not chunk_ids:
            return {}
        with self._lock:
            found = self._chunks.get(ids=list(chunk_ids), include=["embeddings"])
        return dict(zip(found["ids"], _cosines(query, found["embeddings"]), strict=True))

    def sentence_cosines(
        self, query: Vector, sentence_counts: dict[str, int]
    ) -> dict[str, list[float]]:
        """Exact cosine of the query with every sentence of the chunks: chunk id to one
        number a sentence, in order; 0 for a sentence that is not here."""
        ids = [
            _sentence_id(chunk_id, position)
            for chunk_id, count in sentence_counts.items()
            for position in range(count)
        ]
        if not ids:
            return {}
        with self._lock:
            found = self._sentences.get(ids=ids, include=["embeddings"])
        by_id = dict(zip(found["ids"], _cosines(query, found["embeddings"]), strict=True))
        return {
            chunk_id: [
                by_id.get(_sentence_id(chunk_id, position), 0.0) for position in range(count)
            ]
            for chunk_id, count in sentence_counts.items()
        }

    def count(self) -> int:
        """Chunks held."""
        with self._lock:
            return int(self._chunks.count())

    def clear(self) -> None:
        with self._lock:
            for collection in (self._chunks, self._sentences):
                self._client.delete_collection(collection.name)
            self._open()

    def drop_other_spaces(self) -> None:
        """Deletes the collections of models no longer in use."""
        mine = {self._chunks.name, self._sentences.name}
        for collection in self._client.list_collections():
            if collection.name not in mine:
                self._client.delete_collection(collection.name)

    def close(self) -> None:
        """Lets go of the files. Chroma would hand its open client, with neighbours gone stale,
        to whoever opens the folder next in this process."""
        client: Any = self._client  # its declared type lacks `close`
        client.close()


@contextmanager
def _clean_memory() -> Iterator[None]:
    """Chroma writes its neighbour graph with room for what is to come, as the memory happened to
    be: words of documents long deleted got into the file. glibc fills what it hands out meanwhile
    (mallopt, M_PERTURB)."""
    fill = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if fill:
        fill(_M_PERTURB, 0x55)
    try:
        yield
    finally:
        if fill:
            fill(_M_PERTURB, 0)


def open_or_rebuild(folder: Path, vector_space: str) -> VectorIndex:
    """Opens the index; one that is damaged is begun anew and left empty for `index.update`
    to fill."""
    try:
        return VectorIndex(folder, vector_space)
    except InternalError as error:
        if not any(sign in str(error) for sign in _DAMAGE):
            raise
        # Chroma 1.5 keeps a client that could not start, and would hand it out again.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        shutil.rmtree(folder)
        return VectorIndex(folder, vector_space)


def _sentence_id(chunk_id: str, position: int) -> str:
    return f"{chunk_id}.{position}"


def _upsert(collection: Any, rows: list[tuple[str, Vector, VectorEntry]]) -> None:
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        collection.upsert(
            ids=[row_id for row_id, _, _ in batch],
            embeddings=np.stack([vector for _, vector, _ in batch]),
            metadatas=[
                {"document_id": entry.document_id, "chunk_id": entry.chunk_id}
                for _, _, entry in batch
            ],
        )


def _cosines(query: Vector, embeddings: Any) -> list[float]:
    if len(embeddings) == 0:
        return []
    return [float(cosine) for cosine in np.asarray(embeddings, dtype=np.float32) @ query]
