"""Measures a reader on XQuAD: `python -m training.evaluate --weights data/training/run1/best.pt`.

Reading (exact match, F1, the right sentence), telling the right passage from the likeliest wrong
one (of the same article; of others), and R@1 over all 240 passages as a second stage. Decisions
may look at the development articles only; `--articles rest` is for reporting.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from index.encoder import load_encoder
from index.keywords import keyword_terms
from index.reader import PassageReading
from index.reader_model import ReaderModel
from index.windows import Cutter
from ingest import text as vi
from training.data import Collection, Question
from training.export import load_reader
from training.held_out import XQUAD_DEVELOPMENT, Trial, figures_of, margin_of, read_all, read_xquad
from training.metrics import auroc
from training.mine import Floats, bm25_scores, standard, vectors

_ARTICLES = {
    "development": range(XQUAD_DEVELOPMENT),
    "rest": range(XQUAD_DEVELOPMENT, 48),
    "all": range(48),
}
_SECOND_STAGE = 4  # passages that the reader looks at
_WEIGHTS = (0.05, 0.1, 0.2, 0.4)  # of a reader's logit against a z-score of retrieval


@dataclass(frozen=True)
class Setting:
    """Which questions are asked of which passages."""

    questions: str  # language
    passages: str
    unaccented: bool
    articles: str
    count: int


def ranking(question: list[str], passages: Collection, model: Path, setting: Setting) -> Floats:
    """The first stage's scores (questions, passages): the product's weights, plain BM25."""
    cutter, encoder = Cutter(model), load_encoder(model)
    texts = [passage.text for passage in passages.passages]
    asked = vectors(encoder, cutter.pieces("query:")[0], [cutter.pieces(q)[0] for q in question])
    found = vectors(encoder, cutter.pieces("passage:")[0], [cutter.pieces(t)[0] for t in texts])
    dense = standard(asked @ found.T)
    if setting.questions != setting.passages:
        return dense
    terms = [keyword_terms(text, folded=setting.unaccented) for text in texts]
    words = bm25_scores([keyword_terms(q, folded=setting.unaccented) for q in question], terms)
    weight = 0.1 if setting.unaccented else 0.7
    both: Floats = weight * dense + (1 - weight) * standard(words)
    return both


def evaluate(reader: ReaderModel, model: Path, folder: Path, setting: Setting) -> dict[str, float]:
    """The figures of one setting."""
    every = read_xquad(folder, setting.questions, slice(None))
    passages = read_xquad(folder, setting.passages, slice(None))
    of_part = [
        (number, question)
        for number, question in enumerate(every.questions)
        if int(every.passages[question.passage].article) in _ARTICLES[setting.articles]
    ]
    evenly = np.linspace(0, len(of_part) - 1, min(setting.count, len(of_part))).round()
    asked = [of_part[int(place)] for place in evenly]
    texts = [vi.fold(q.text) if setting.unaccented else q.text for _, q in asked]
    scores = ranking(texts, passages, model, setting)
    order = np.argsort(-scores, axis=1, kind="stable")
    # Each question with its right passage, the first stage's best, and the likeliest wrong ones.
    wanted: dict[tuple[int, int], None] = {}
    rivals = []
    for row, (_, question) in enumerate(asked):
        rivals.append(_rivals(question, passages, order[row].tolist()))
        for column in (question.passage, *order[row][:_SECOND_STAGE].tolist(), *rivals[row]):
            if column is not None:
                wanted[row, column] = None
    pairs = [(texts[row], passages.passages[column].text) for row, column in wanted]
    readings = dict(zip(wanted, read_all(reader, Cutter(model), pairs), strict=True))
    right = []
    for row, (number, question) in enumerate(asked):
        text = passages.passages[question.passage].text
        answers = passages.questions[number].answers
        trial = Trial(f"xquad-{setting.passages}", question.text, text, answers)
        right.append((trial, readings[row, question.passage]))
    figures = figures_of(right, [])
    for name, place in (("same_article", 0), ("other_articles", 1)):
        wrong = [
            readings[row, rival]
            for row, of_row in enumerate(rivals)
            if (rival := of_row[place]) is not None
        ]
        figures |= {
            f"auroc_{name}_margin": auroc(
                [margin_of(r) for _, r in right], [margin_of(r) for r in wrong]
            ),
            f"auroc_{name}": auroc([r.answers for _, r in right], [r.answers for r in wrong]),
        }
    gold = [question.passage for _, question in asked]
    return figures | _second_stage(scores, order, readings, gold)


def _rivals(
    question: Question, passages: Collection, order: list[int]
) -> tuple[int | None, int | None]:
    """The best ranked wrong passage of the same article, and of the others."""
    article = passages.passages[question.passage].article
    same = (n for n in order if passages.passages[n].article == article and n != question.passage)
    others = (n for n in order if passages.passages[n].article != article)
    return next(same, None), next(others, None)


def _second_stage(
    scores: Floats,
    order: NDArray[np.intp],
    readings: dict[tuple[int, int], PassageReading],
    gold: list[int],
) -> dict[str, float]:
    figures = {"R@1_before": float(np.mean(order[:, 0] == gold))}
    figures[f"R@{_SECOND_STAGE}_before"] = float(
        np.mean([own in row[:_SECOND_STAGE] for own, row in zip(gold, order, strict=True)])
    )
    for kind, logit in (("margin", margin_of), ("answers", lambda reading: reading.answers)):
        for weight in _WEIGHTS:
            first = []
            for row, ranked in enumerate(order[:, :_SECOND_STAGE].tolist()):
                total = {n: scores[row, n] + weight * logit(readings[row, n]) for n in ranked}
                first.append(max(total, key=total.__getitem__))
            figures[f"R@1_{kind}_{weight}"] = float(np.mean(np.array(first) == gold))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="checkpoint or exported")
    parser.add_argument("--model", type=Path, default=Path("data/models/default"))
    parser.add_argument("--evaluation", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--articles", choices=list(_ARTICLES), default="development")
    parser.add_argument("--count", type=int, default=2000, help="questions, evenly spread")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    reader = load_reader(options.weights, options.model).to(device, torch.bfloat16)
    every = {}
    for name, languages, unaccented in (
        ("vi", ("vi", "vi"), False),
        ("vi, unaccented", ("vi", "vi"), True),
        ("vi → en", ("vi", "en"), False),
        ("en", ("en", "en"), False),
    ):
        setting = Setting(*languages, unaccented, options.articles, options.count)
        figures = evaluate(reader, options.model, options.evaluation, setting)
        every[f"{name} ({options.articles})"] = figures
        print(f"{name} ({options.articles} articles)")
        for figure, value in figures.items():
            print(f"  {figure:28} {value:.3f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(every, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
