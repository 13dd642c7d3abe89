"""How long a search takes at 5,000 chunks, and of what, for who may read everything and for who
may read half of the documents.

    .venv/bin/python tests/benchmarks/search_speed.py [STORE]

STORE keeps the index between runs: to make it takes half an hour. The chunks are XQuAD's passages
in Vietnamese and English, the samples and shared/corpus, and passages that the reader is trained
on (made-up Vietnamese among them) until there are enough; the questions are XQuAD's Vietnamese
ones. All of it is real text embedded by the real model, so that passages lie as close to a question
as they do in use: how close decides how many the reader is asked about.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import xquad
from fit_reading import _MODELS

from assistant import build, settings
from assistant.intake import How
from index.access import OPERATOR, Label, Viewer
from ingest import text as vi
from training.data import LAST, read_training

_CHUNKS = 5000
_SHARED = xquad.EVAL.parent
_OWN = (Path(__file__).parents[2] / "samples", _SHARED / "corpus")


def documents() -> Iterator[tuple[str, bytes]]:
    """Names and contents, those that the questions are about first."""
    for folder in _OWN:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.startswith((".", "README")):
                yield file.name, file.read_bytes()
    for language in ("vi", "en"):
        for name, passage in xquad.passages(language).items():
            yield f"{name}.txt", passage.encode()
    others = list(read_training(_SHARED / "train", LAST).passages)
    random.Random(2).shuffle(others)
    for number, passage in enumerate(others):
        yield f"{number}.txt", f"{passage.article}\n\n{passage.text}".encode()


def fill(office: build.Office) -> None:
    for number, (name, content) in enumerate(documents()):
        label = Label.PUBLIC if number % 2 else Label.RESTRICTED
        office.intake.ingest_bytes(content, name=name, how=How(label))
        if number % 100 == 0:
            count = office.updater._catalog.current_chunk_count()
            print(f"{number} documents, {count} chunks", file=sys.stderr, flush=True)
            if count >= _CHUNKS:
                return


def timed(office: build.Office, questions: Sequence[str], viewer: Viewer) -> list[float]:
    spent = []
    for question in questions:
        begin = time.perf_counter()
        office.searcher.search(question, viewer, 10)
        spent.append(1000 * (time.perf_counter() - begin))
    return spent


def main() -> None:
    questions = [item.question for item in xquad.items()][::6]
    with tempfile.TemporaryDirectory() as folder:
        kept = sys.argv[1] if len(sys.argv) > 1 else folder
        environment = {"NGOAIVU_DATA": kept, "NGOAIVU_MODELS": str(_MODELS)}
        office = build.open_office(settings.load(environment))
        if office.updater._catalog.current_chunk_count() < _CHUNKS:
            fill(office)
        print(f"{office.updater._catalog.current_chunk_count()} chunks, {len(questions)} questions")
        stripped = [vi.fold(question) for question in questions]
        everyone = Viewer()
        office.searcher._embedder.embed_query(questions[0])  # loads the model
        begin = time.perf_counter()
        for question in questions:
            office.searcher._embedder.embed_query(question)
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
