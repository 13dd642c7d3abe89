"""Stand-ins for what is slow, and short ways to the real things."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np

from assistant import build, settings
from assistant.build import Office
from index.embed import Vector
from ingest import text as vi

DIMENSIONS = 64


class FakeEmbedder:
    """Satisfies `index.embed.Embedder`: each folded syllable is a direction of its own, by
    hash, so that texts that share words are near, in every process alike."""

    def __init__(self, fingerprint: str = "fake-one") -> None:
        self.fingerprint = fingerprint

    def embed_query(self, text: str) -> Vector:
        return self._vector(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
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


def open_fake(data: Path, embedder: FakeEmbedder | None = None) -> Office:
    """A real store over the folder, wired as in production but for the embedder."""
    chosen = embedder or FakeEmbedder()
    environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODEL": "fake", "NGOAIVU_THREADS": "1"}
    with mock.patch("index.embed.load_embedder", return_value=chosen):
        return build.open_office(settings.load(environment))


@contextmanager
def opened(data: Path, embedder: FakeEmbedder | None = None) -> Iterator[Office]:
    office = open_fake(data, embedder)
    try:
        yield office
    finally:
        office.close()
