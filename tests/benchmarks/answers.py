"""How questions are answered in Trích dẫn mode: XQuAD-vi over the whole index, and each question
once more by somebody who may not read the article that it was written on.

    .venv/bin/python tests/benchmarks/answers.py [--held-out] [--count N] [STORE]

Held: the gold answer stands in the quotes, of which there are at most two. Lead: the bare answer.
Near: the same questions without their article, which are to be refused. STORE keeps the index.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from unittest import mock

import numpy as np
import xquad

from assistant import build, settings
from assistant.chat import Answer
from assistant.evaluate import contains
from assistant.intake import How
from index.access import Label, Viewer

MODELS = Path(__file__).resolve().parents[2] / "data" / "models"


def article(passage: str) -> str:
    """«vi-07-3» is of article «vi-07»."""
    return passage.rpartition("-")[0]


def open_store(folder: Path) -> build.Office:
    environment = {
        "NGOAIVU_DATA": str(folder),
        "NGOAIVU_MODELS": str(MODELS),
        "NGOAIVU_MOST_SENTENCES": "2",
    }
    office = build.open_office(settings.load(environment))
    for name, passage in xquad.passages().items():
        how = How(Label.RESTRICTED, frozenset({article(name)}))
        office.intake.ingest_bytes(passage.encode(), name=f"{name}.txt", how=how)
    return office


def holds(answer: Answer, gold: str) -> bool:
    return any(contains(one.quote, gold) for one in answer.citations[:2])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--wrong", action="store_true", help="print what went wrong")
    parser.add_argument("store", type=Path, nargs="?")
    options = parser.parse_args()
    items = [item for item in xquad.items() if not (options.held_out and item.development)]
    evenly = np.linspace(0, len(items) - 1, min(options.count, len(items))).round()
    items = [items[int(place)] for place in evenly]
    passages = xquad.passages()
    groups = frozenset(map(article, passages))
    with tempfile.TemporaryDirectory() as temporary, mock.patch.dict("os.environ"):
        office = open_store(options.store or Path(temporary))
        office.answerer.warm_up()
        rows = []
        for item in items:
            gold = passages[item.passage][slice(*item.spans[0])]
            begin = time.perf_counter()
            given = office.answerer.ask(item.question, Viewer(staff=True, groups=groups))
            spent = (time.perf_counter() - begin) * 1000
            others = Viewer(staff=True, groups=groups - {article(item.passage)})
            near = office.answerer.ask(item.question, others)
            rows.append((given, gold, spent, near))
            if options.wrong and not holds(given, gold):
                print(f"- {item.question}\n  ĐÚNG: {gold}")
                print("  REFUSED" if given.refused else f"  GIVEN: {given.text[:300]!r}")
        office.close()
    led = [(given, gold) for given, gold, _, _ in rows if given.lead]
    figures = {
        "gold answer held in at most two quotes": np.mean([holds(g, gold) for g, gold, *_ in rows]),
        "wrongly refused": np.mean([g.refused for g, *_ in rows]),
        "refused without the article": np.mean([near.refused for *_, near in rows]),
        "bare lead given": len(led) / len(rows),
        "lead holds the gold answer": np.mean([contains(g.lead.text, gold) for g, gold in led])
        if led
        else 0.0,
        "quotes an answer": np.mean([len(g.citations) for g, *_ in rows if not g.refused]),
    }
    print(f"{len(rows)} questions")
    for name, value in figures.items():
        print(f"{name:42} {value:.3f}")
    times = [spent for *_, spent, _ in rows]
    print(f"p50 {np.percentile(times, 50):.0f} ms, p95 {np.percentile(times, 95):.0f} ms")


if __name__ == "__main__":
    main()
