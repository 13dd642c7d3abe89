"""Our own questions (tests/corpus_questions.jsonl) on the two articles of shared/corpus, the decree
beside them: how many are answered or refused rightly, and every one that is not.

    .venv/bin/python tests/benchmarks/corpus_answers.py [QUESTIONS]
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

from assistant import build, evaluate, gold, settings
from index.access import OPERATOR

TESTS = Path(__file__).resolve().parents[1]
CORPUS = TESTS.parents[1] / "shared" / "corpus"
MODELS = TESTS.parent / "data" / "models"


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else TESTS / "corpus_questions.jsonl"
    questions = gold.read(file).questions
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NGOAIVU_DATA": folder, "NGOAIVU_MODELS": str(MODELS)}
        office = build.open_office(settings.load(environment))
        for path in sorted(CORPUS.rglob("*")):
            if path.suffix in (".txt", ".docx"):
                office.intake.ingest_bytes(path.read_bytes(), name=path.name)
        names = office.examiner.names(OPERATOR)
        results = [
            evaluate.judge(
                question, office.examiner.observe(question.turns, OPERATOR, answers=True), names
            )
            for question in questions
        ]
        office.close()
    kinds = defaultdict(list)
    for result in results:
        kinds[result.kind].append(result.passed)
        if not result.passed:
            wanted = "phải từ chối" if result.refuse else " | ".join(result.answers)
            print(f"- [{result.id}, {result.kind}] {result.question} ({wanted})")
            print(f"  {' / '.join((result.answer or '').splitlines())[:400]}")
    for kind, passed in kinds.items():
        print(f"{kind:16} {np.mean(passed):.3f} of {len(passed)}")
    print(f"{'all':16} {np.mean([result.passed for result in results]):.3f} of {len(results)}")
    for name, value in evaluate.figures(results)["answers"].items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
