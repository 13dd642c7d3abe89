"""Fits the weights of assistant/extract.py and shows the risk–coverage curve behind the
threshold of assistant/select.py, on the development half of XQuAD-vi and the passages of
training/written that the reader has not seen.

    .venv/bin/python tests/benchmarks/fit_reading.py [--other-half] [STORE]

Every question that a passage answers is asked twice: of all passages, and with its own out of
reach, which leaves its neighbours of the same article as near misses; those that were written as
near misses once, of all passages. --other-half reports on the other half of XQuAD too. STORE
keeps the index between runs. With NGOAIVU_READER=tat the weights without the reader are fitted,
else those with it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import numpy as np
import xquad
from sklearn.linear_model import LogisticRegression

from assistant import build, extract, settings
from assistant.extract import Candidate, sentence_texts
from assistant.ground import missing
from assistant.understand import understand
from index.access import OPERATOR
from index.search import _CLOSE, Hit, across_languages
from training import written
from training.data import is_held_out

_HITS = 10


def open_store(folder: Path) -> build.Office:
    environment = {
        "NGOAIVU_DATA": str(folder),
        "NGOAIVU_MODELS": str(_MODELS),
        "NGOAIVU_READER": os.environ.get("NGOAIVU_READER", ""),
    }
    office = build.open_office(settings.load(environment))
    for name, passage in xquad.passages().items():
        office.intake.ingest_bytes(passage.encode(), name=f"{name}.txt")
    for name, paragraph in held_out().items():
        office.intake.ingest_bytes(paragraph["context"].encode(), name=f"{name}.txt")
    return office


def held_out() -> dict[str, dict]:
    """The written passages that were kept from training, tables aside."""
    return {
        f"written-{number}": paragraph
        for number, (title, paragraph) in enumerate(written.paragraphs())
        if is_held_out(written.SOURCE, title) and "\n" not in paragraph["context"]
    }


def written_items() -> list[xquad.Item]:
    """No spans: the passage does not answer."""
    found = []
    for name, paragraph in held_out().items():
        for asked in paragraph["qas"]:
            starts = [(one["answer_start"], one["text"]) for one in asked["answers"]]
            spans = tuple((start, start + len(text)) for start, text in starts)
            found.append(xquad.Item(asked["question"], name, spans, development=True))
    return found


_MODELS = Path(__file__).resolve().parents[2] / "data" / "models"


class Asked:
    """One question over some hits: the features of each sentence, whether it answers, and
    whether the question's particulars hold there."""

    def __init__(self, office: build.Office, item: xquad.Item, hits: list[Hit]) -> None:
        aliases = office.searcher.aliases
        question = understand(item.question, aliases)
        rarity = office.searcher.rarity(extract.index_terms(question), folded=question.folded)
        best_cosine = max((max(hit.sentence_cosines, default=0) for hit in hits), default=0)
        best_score = max((hit.score for hit in hits), default=0)
        best_margin = extract.best_margin_of(hits)
        self.rows: list[dict[str, float]] = []
        self.right: list[bool] = []
        self.held: list[bool] = []
        self.lacking: list[str] = []  # kinds of particulars that a right sentence lacks
        for hit in hits:
            gold = hit.chunk.document.file == f"{item.passage}.txt"
            for position, text in enumerate(sentence_texts(hit)):
                values = extract.features(
                    question, text, hit.chunk.context, rarity, aliases,
                    cosine=hit.sentence_cosines[position],
                    best_cosine=best_cosine,
                    hit_gap=hit.score - best_score,
                    other_language=across_languages(question.text, hit.chunk),
                )  # fmt: skip
                start, end = hit.chunk.sentences[position]
                place = extract.place(hit, position, text, lambda _: frozenset())
                lacks = missing(question, place, aliases)
                values |= extract.read_features(question, hit, position, lacks, best_margin)
                self.rows.append(values)
                self.right.append(gold and any(start <= a < end for a, _ in item.spans))
                read = "margin" in values
                one = Candidate(hit, position, text, 0.0, tuple(lacks), read=read)
                self.held.append(not one.barred)
                if self.right[-1]:
                    self.lacking += [f"{lack.kind}: {lack.wanted}" for lack in lacks]


def ask_all(office: build.Office, items: list[xquad.Item]) -> tuple[list[Asked], list[Asked]]:
    answerable, unanswerable = [], []
    for item in items:
        searcher, question = office.searcher, item.question
        with mock.patch.object(searcher, "_reader", None):
            hits = searcher.search(question, OPERATOR, _HITS + 3)
        others = [hit for hit in hits if hit.chunk.document.file != f"{item.passage}.txt"]
        both = [(hits, answerable), (others, unanswerable)]
        for found, asked in both if item.spans else [(hits, unanswerable)]:
            read = searcher.read(question, searcher._settled(question, found[:_HITS], _CLOSE))
            asked.append(Asked(office, item, read))
    return answerable, unanswerable


def report(name: str, answerable: list[Asked], unanswerable: list[Asked], score) -> None:
    def best(asked: Asked) -> tuple[float, bool]:
        allowed = [
            (s, r) for s, r, h in zip(score(asked), asked.right, asked.held, strict=True) if h
        ]
        return max(allowed, default=(0.0, False))

    top = [best(asked) for asked in answerable]
    none = [best(asked) for asked in unanswerable]
    print(f"\n{name}: {len(answerable)} questions")
    print(f"  right sentence first            {np.mean([right for _, right in top]):.3f}")
    free = [max(zip(score(a), a.right, strict=True)) for a in answerable if a.rows]
    print(f"  … without checking particulars  {np.mean([right for _, right in free]):.3f}")
    lacking = [kind for asked in answerable for kind in asked.lacking]
    print(f"  particulars that right sentences lack: {Counter(k.split(':')[0] for k in lacking)}")
    print(f"    such as {lacking[::9]}")
    print("  threshold  answered  right of answered  wrongly answered of unanswerable")
    for threshold in (0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        answered = [right for probability, right in top if probability >= threshold]
        wrongly = np.mean([probability >= threshold for probability, _ in none])
        print(
            f"  {threshold:9.2f}  {len(answered) / len(top):8.3f}  "
            f"{np.mean(answered) if answered else 0:17.3f}  {wrongly:.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--other-half", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="take each so-manieth question")
    parser.add_argument("store", type=Path, nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        office = open_store(options.store or Path(temporary))
        parts = {
            "development half": [i for i in xquad.items() if i.development][:: options.every],
            "written": written_items()[:: options.every],
        }
        asked = {name: ask_all(office, items) for name, items in parts.items()}
        with_reader = office.searcher._reader is not None
        shown = [
            (row, right)
            for of_part in asked.values()
            for one in (*of_part[0], *of_part[1])
            for row, right in zip(one.rows, one.right, strict=True)
            if ("margin" in row) == with_reader
        ]
        names = [name for name in shown[0][0] if name != "label"]  # whose weight is set by hand
        rows = np.array([[row[name] for name in names] for row, _ in shown])
        model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, [right for _, right in shown])
        weights = {"bias": round(float(model.intercept_[0]), 2)} | {
            name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)
        }
        print(len(shown), weights)
        fitted = {"label": extract.WEIGHTS["label"], **weights}
        used = "READ_WEIGHTS" if with_reader else "WEIGHTS"
        if options.other_half:
            held_back = [item for item in xquad.items() if not item.development]
            asked["other half"] = ask_all(office, held_back)
        for title, table in (("fitted", fitted), ("as they are", getattr(extract, used))):

            def score(asked: Asked, table: dict[str, float] = table) -> list[float]:
                with mock.patch.object(extract, used, table):
                    return [extract._probability(row) for row in asked.rows]

            for name, of_part in asked.items():
                report(f"{name}, weights {title}", *of_part, score)
        office.close()


if __name__ == "__main__":
    main()
