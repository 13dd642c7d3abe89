"""Answers to tests/corpus_questions.jsonl over the real documents, written without a look at
what the program answers.

    .venv/bin/python tests/benchmarks/corpus_answers.py [--samples | --office | --province]
        [--development] [STORE]

Prints the part that is right, overall and by kind, and every question that went wrong with its
answer. --development asks the questions that rules were written with instead. STORE keeps the
index between runs. The documents are those of ../shared/corpus; with --samples those of samples
too, asked the questions of tests/samples_questions.jsonl; with --office
the made-up ones of tests/office alone, asked tests/office_questions.jsonl, written by somebody who
had seen neither the program nor its other questions; --province likewise, with tests/province,
which has no questions for development. A line's «all» lists what an answer must hold every item of.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant import evaluate, gold, scores, settings
from assistant.build import Office, open_office
from assistant.evaluate import Names, Result
from assistant.gold import GoldQuestion
from assistant.intake import Status, files_in
from index.access import OPERATOR

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "samples"
OFFICE = ROOT / "tests" / "office"
PROVINCE = ROOT / "tests" / "province"
SOURCES = {
    "corpus": [CORPUS],
    "samples": [CORPUS, SAMPLES],
    "office": [OFFICE],
    "province": [PROVINCE],
}


def asked_of(documents: str, *, development: bool) -> Path:
    return ROOT / "tests" / f"{documents}_questions{'_development' * development}.jsonl"


def open_store(folder: Path, sources: Sequence[Path] = (CORPUS,)) -> Office:
    models = os.environ.get("NGOAIVU_MODELS", str(ROOT / "data" / "models"))
    office = open_office(settings.load({"NGOAIVU_DATA": str(folder), "NGOAIVU_MODELS": models}))
    for path in files_in(list(sources)):
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


def whole(question: GoldQuestion, result: Result) -> Result:
    """Wrong where an item is lacking of a list that has to be complete."""
    items = question.extra.get("all", ())
    complete = all(evaluate.contains(result.answer or "", item) for item in items)
    return result if complete else replace(result, passed=False)


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
    for name, value in (scores.figures(results)["answers"] or {}).items():
        print(f"  {name}: {value}")
    for result in results:
        if not result.passed:
            asked = " / ".join((*result.previous, result.question))
            wanted = " | ".join(result.answers) or "a refusal"
            print(f"\n{result.id} {result.kind}: {asked}\n  wanted: {wanted}")
            print(f"  understood: {result.understood}\n  answer: {result.answer}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--development", action="store_true")
    documents = parser.add_mutually_exclusive_group()
    for name in ("samples", "office", "province"):
        documents.add_argument(f"--{name}", action="store_const", const=name, dest="documents")
    parser.set_defaults(documents="corpus")
    parser.add_argument("store", type=Path, nargs="?")
    options = parser.parse_args()
    path = asked_of(options.documents, development=options.development)
    questions = gold.read(path).questions
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.store or Path(temporary)
        with closing(open_store(folder, SOURCES[options.documents])) as office:
            names = office.examiner.names(OPERATOR)
            founded = [question for question in questions if question.sources]
            for line in unfounded(founded, names, office):
                print(f"stands in no source: {line}", file=sys.stderr)
            seen = [office.examiner.observe(q.turns, OPERATOR, answers=True) for q in questions]
    pairs = zip(questions, seen, strict=True)
    show([whole(q, evaluate.judge(q, observed, names)) for q, observed in pairs])


if __name__ == "__main__":
    main()
