"""Whether the reader tells a question that a passage answers from one that only sounds like it.

    .venv/bin/python tests/benchmarks/near_misses.py [WEIGHTS]

The 48 passages of tests/near_misses.jsonl, each with two questions that it answers and four that
differ in one particular. First the reader alone, over the right passage: refused at the threshold
that loses one answerable question in twenty. Then the program, asked over all 48 passages.
WEIGHTS is a file as `training.export` writes it, default the shipped one.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from unittest import mock

import numpy as np

import index.reader
from assistant import build, settings
from assistant.evaluate import contains
from index.access import OPERATOR
from index.reader import PassageReader, PassageReading
from ingest import text as vi
from training.metrics import auroc, exact, f1

ROOT = Path(__file__).resolve().parents[2]
LOST = 0.05


def main() -> None:
    weights = Path(sys.argv[1]) if len(sys.argv) > 1 else index.reader.WEIGHTS
    lines = (ROOT / "tests" / "near_misses.jsonl").read_text("utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    with mock.patch.object(index.reader, "WEIGHTS", weights):
        alone(items)
        whole(items)


def alone(items: list[dict]) -> None:
    reader = PassageReader(ROOT / "data" / "models" / "default")
    right: list[PassageReading] = []
    near: dict[str, list[PassageReading]] = defaultdict(list)
    scores, places = [], []
    for item in items:
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


def whole(items: list[dict]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        models = str(ROOT / "data" / "models")
        office = build.open_office(
            settings.load({"NGOAIVU_DATA": folder, "NGOAIVU_MODELS": models})
        )
        for item in items:
            office.intake.ingest_bytes(item["passage"].encode(), name=f"{item['id']}.txt")
        fates: list[str] = []
        refused: dict[str, list[bool]] = defaultdict(list)
        for item in items:
            for asked in item["asked"]:
                answer = office.answerer.ask(asked["question"], OPERATOR)
                held = any(contains(one.quote, asked["answer"]) for one in answer.citations)
                fates.append("refused" if answer.refused else "held" if held else "wrong")
            for asked in item["near"]:
                answer = office.answerer.ask(asked["question"], OPERATOR)
                refused[asked["kind"]].append(answer.refused)
        office.close()
    shares = ", ".join(f"{fate} {fates.count(fate) / len(fates):.3f}" for fate in set(fates))
    every = [one for kind in refused.values() for one in kind]
    by_kind = ", ".join(f"{kind} {np.mean(one):.2f}" for kind, one in sorted(refused.items()))
    print(
        f"the program: of {len(fates)} answerable {shares}; of {len(every)} near misses "
        f"{np.mean(every):.3f} refused: {by_kind}"
    )


if __name__ == "__main__":
    main()
