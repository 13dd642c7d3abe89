"""How long a search takes at 5,000 chunks, and of what, for who may read everything and for who
may read half of the documents.

    .venv/bin/python tests/benchmarks/search_speed.py [STORE]

STORE keeps the index between runs: to make it takes ten minutes.
The chunks are sentences of XQuAD's passages put together anew, so that words are as frequent as
in real ones. Their vectors are random: no search is shorter for it, and embedding them would take
half an hour. The question is embedded by the real model.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from unittest import mock

import numpy as np
import xquad
from fit_reading import _MODELS

from assistant import build, settings
from assistant.intake import How
from index.access import OPERATOR, Label, Viewer
from index.embed import EmbeddedPassage, EmbeddedQuery, SentenceTransformerEmbedder, load_embedder
from ingest import text as vi

_DOCUMENTS, _CHUNKS = 1000, 5  # chunks a document
_TOKENS, _DIMENSIONS, _HIDDEN = 220, 192, 384


class RandomPassages:
    """Questions as the model embeds them, passages by chance."""

    def __init__(self, embedder: SentenceTransformerEmbedder) -> None:
        self._embedder = embedder
        self.fingerprint = f"random-{embedder.fingerprint}"
        self._chance = np.random.default_rng(1)

    def embed_query(self, text: str) -> EmbeddedQuery:
        return self._embedder.embed_query(text)

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        tokens = self._chance.integers(-40, 40, (len(texts), _TOKENS, _DIMENSIONS), dtype=np.int8)
        vectors = self.embed_sentences(texts)
        return [EmbeddedPassage(v, t) for v, t in zip(vectors, tokens, strict=True)]

    def embed_sentences(self, texts: Sequence[str]) -> np.ndarray:
        vectors = self._chance.normal(size=(len(texts), _HIDDEN)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def documents() -> list[str]:
    chance = random.Random(2)
    sentences = [
        passage[start:end]
        for passage in xquad.passages().values()
        for start, end in vi.sentences(passage)
    ]

    def chunk() -> str:
        text = ""
        while len(text) < 850:
            text += " " + chance.choice(sentences)
        return text

    return [
        "\n\n".join(f"Điều {n + 1}. Nội dung\n{chunk()}" for n in range(_CHUNKS))
        for _ in range(_DOCUMENTS)
    ]


def timed(office: build.Office, questions: Sequence[str], viewer: Viewer) -> list[float]:
    spent = []
    for question in questions:
        begin = time.perf_counter()
        office.searcher.search(question, viewer, 10)
        spent.append(1000 * (time.perf_counter() - begin))
    return spent


def main() -> None:
    questions = [item.question for item in xquad.items()][::6]
    embedder = RandomPassages(load_embedder(_MODELS / "default"))
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch("index.embed.load_embedder", return_value=embedder),
    ):
        kept = sys.argv[1] if len(sys.argv) > 1 else folder
        environment = {"NGOAIVU_DATA": kept, "NGOAIVU_MODELS": str(_MODELS)}
        office = build.open_office(settings.load(environment))
        there = office.updater._catalog.current_chunk_count()
        for number, text in enumerate(() if there else documents()):
            label = Label.PUBLIC if number % 2 else Label.RESTRICTED
            office.intake.ingest_bytes(text.encode(), name=f"{number}.txt", how=How(label))
        print(f"{office.updater._catalog.current_chunk_count()} chunks, {len(questions)} questions")
        stripped = [vi.fold(question) for question in questions]
        everyone = Viewer()
        embedder.embed_query(questions[0])  # loads the model
        begin = time.perf_counter()
        for question in questions:
            embedder.embed_query(question)
        print(
            f"embedding a question: {1000 * (time.perf_counter() - begin) / len(questions):.1f} ms"
        )
        print("| reader | questions | p50 ms | p95 ms |\n|---|---|---:|---:|")
        for again in range(3):  # the first warms up
            for name, asked, viewer in (
                ("everything", questions, OPERATOR),
                ("half of the documents", questions, everyone),
                ("everything", stripped, OPERATOR),
            ):
                spent = timed(office, asked, viewer)
                if again:
                    kind = "without diacritics" if asked is stripped else "as typed"
                    p50, p95 = np.percentile(spent, (50, 95))
                    print(f"| {name} | {kind} | {p50:.1f} | {p95:.1f} |", flush=True)
        office.close()


if __name__ == "__main__":
    main()
