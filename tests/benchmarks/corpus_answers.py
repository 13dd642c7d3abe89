"""Answers to tests/corpus_questions.jsonl over the real documents, written without a look at
what the program answers.

    .venv/bin/python tests/benchmarks/corpus_answers.py [STORE]

Prints the part that is right, overall and by kind, and every question that went wrong with its
answer. STORE keeps the index between runs. The documents are those of ../shared/corpus.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant import evaluate, gold, settings
from assistant.build import Office, open_office
from assistant.evaluate import Names, Result
from assistant.gold import GoldQuestion
from assistant.intake import Status, files_in
from index.access import OPERATOR

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
QUESTIONS = ROOT / "tests" / "corpus_questions.jsonl"


def open_store(folder: Path) -> Office:
    models = os.environ.get("NGOAIVU_MODELS", str(ROOT / "data" / "models"))
    office = open_office(settings.load({"NGOAIVU_DATA": str(folder), "NGOAIVU_MODELS": models}))
    for path in files_in([CORPUS]):
        if path.suffix == ".doc" and path.with_suffix(".docx").exists():
            continue  # the same text once more
        report = office.intake.ingest_file(path)
        if report.status in (Status.FAILED, Status.REFUSED):
            print(f"{path.name}: {report.status}, {report.reason}", file=sys.stderr)
    return office


def unfounded(questions: Sequence[GoldQuestion], names: Names, office: Office) -> list[str]:
    """The gold answers that stand in none of their question's sources."""
    found = []
    for question in questions:
        texts = [
            office.library.text(document, OPERATOR) or ""
            for document, known in names.items()
            if any(evaluate.is_named(source, known) for source in question.sources)
        ]
        found += [
            f"{question.id}: {answer}"
            for answer in question.answers
            if not any(evaluate.contains(text, answer) for text in texts)
        ]
    return found


def show(results: Sequence[Result]) -> None:
    kinds = dict.fromkeys(result.kind for result in results)
    print(f"{'kind':<12}{'questions':>10}{'right':>8}{'refused':>9}")
    for kind in (*kinds, "all"):
        own = [result for result in results if kind in ("all", result.kind)]
        right = sum(bool(result.passed) for result in own) / len(own)
        refused = sum(bool(result.refused) for result in own) / len(own)
        print(f"{kind:<12}{len(own):>10}{right:>8.3f}{refused:>9.3f}")
    answered = [result for result in results if not result.refused]
    wrong = sum(not result.passed for result in answered)
    print(f"answered {len(answered)}, of which wrongly {wrong}")
    for result in results:
        if not result.passed:
            asked = " / ".join((*result.previous, result.question))
            wanted = " | ".join(result.answers) or "a refusal"
            print(f"\n{result.id} {result.kind}: {asked}\n  wanted: {wanted}")
            print(f"  understood: {result.understood}\n  answer: {result.answer}")


def main() -> None:
    questions = gold.read(QUESTIONS).questions
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        with closing(open_store(folder)) as office:
            names = office.examiner.names(OPERATOR)
            for line in unfounded(questions, names, office):
                print(f"stands in no source: {line}", file=sys.stderr)
            seen = [office.examiner.observe(q.turns, OPERATOR, answers=True) for q in questions]
    pairs = zip(questions, seen, strict=True)
    show([evaluate.judge(question, observed, names) for question, observed in pairs])


if __name__ == "__main__":
    main()
