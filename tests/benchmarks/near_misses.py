"""Whether the reader tells a question that a passage answers from one that only sounds like it.

    .venv/bin/python tests/benchmarks/near_misses.py [WEIGHTS]

The 48 passages of tests/near_misses.jsonl, each with two questions that it answers and four that
differ in one particular. Refused at the threshold that loses one answerable question in twenty;
WEIGHTS is a file as `training.export` writes it, default the shipped one.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from unittest import mock

import numpy as np

import index.reader
from index.reader import PassageReader, PassageReading
from ingest import text as vi
from training.metrics import auroc, exact, f1

ROOT = Path(__file__).resolve().parents[2]
LOST = 0.05


def main() -> None:
    weights = Path(sys.argv[1]) if len(sys.argv) > 1 else index.reader.WEIGHTS
    reader = PassageReader(ROOT / "data" / "models" / "default")
    right: list[PassageReading] = []
    near: dict[str, list[PassageReading]] = defaultdict(list)
    scores, places = [], []
    with mock.patch.object(index.reader, "WEIGHTS", weights):
        for line in (ROOT / "tests" / "near_misses.jsonl").read_text("utf-8").splitlines():
            item = json.loads(line)
            passage = item["passage"]
            sentences = vi.sentences(passage)
            for asked in item["asked"]:
                (reading,) = reader.read([(asked["question"], passage, sentences)])
                right.append(reading)
                best = reading.best
                given = passage[slice(*best.span)] if best else ""
                scores.append((exact(given, [asked["answer"]]), f1(given, [asked["answer"]])))
                at = passage.index(asked["answer"])
                places.append(
                    best is not None
                    and any(a <= at < b and a <= best.span[0] < b for a, b in sentences)
                )
            for asked in item["near"]:
                near[asked["kind"]] += reader.read([(asked["question"], passage, sentences)])
    print(
        f"{len(right)} answerable: exact {np.mean([e for e, _ in scores]):.3f}, "
        f"F1 {np.mean([f for _, f in scores]):.3f}, sentence {np.mean(places):.3f}"
    )
    for name, score in (
        ("answers", lambda reading: reading.answers),
        ("margin", lambda reading: reading.best.margin if reading.best else -np.inf),
    ):
        held = [score(reading) for reading in right]
        threshold = np.quantile(held, LOST)
        kinds = {kind: [score(one) for one in readings] for kind, readings in near.items()}
        every = [value for values in kinds.values() for value in values]
        refused = {kind: np.mean(np.array(v) < threshold) for kind, v in kinds.items()}
        by_kind = ", ".join(f"{kind} {share:.2f}" for kind, share in sorted(refused.items()))
        print(
            f"{name}: AUROC {auroc(held, every):.3f}; of {len(every)} near misses "
            f"{np.mean(np.array(every) < threshold):.3f} refused where {LOST:.0%} are lost "
            f"(below {threshold:.2f}): {by_kind}"
        )


if __name__ == "__main__":
    main()
