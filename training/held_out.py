"""What a reader is measured on while it learns: the files' own development parts, and XQuAD in
Vietnamese, of which the first articles are development data and the rest is left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.reader import PassageReading
from index.reader_model import ReaderModel, read
from index.windows import Cutter
from ingest import text as vi
from ingest.document import Span
from training.data import Collection, collect, read_development
from training.metrics import auroc, exact, f1
from training.mine import bm25

XQUAD_DEVELOPMENT = 24  # articles, as in tests/benchmarks/xquad.py


@dataclass(frozen=True)
class Trial:
    """A question with its passage, and a passage that looks alike and doesn't answer."""

    source: str
    question: str
    passage: str
    answers: tuple[Span, ...]
    other: str | None = None


def read_xquad(folder: Path, language: str, articles: slice) -> Collection:
    data = json.loads((folder / f"xquad.{language}.json").read_text("utf-8"))["data"]
    return collect(
        (f"xquad-{language}", f"{number:02}", paragraph)
        for number, article in list(enumerate(data))[articles]
        for paragraph in article["paragraphs"]
    )


def trials(collection: Collection, cutter: Cutter, source: str, count: int) -> list[Trial]:
    """`count` questions of a source, evenly spread, each with the passage that BM25 takes
    for the likeliest among the others."""
    questions = [question for question in collection.questions if question.source == source]
    columns = [n for n, passage in enumerate(collection.passages) if passage.source == source]
    texts = [cutter.pieces(collection.passages[n].text)[0] for n in columns]
    idf, weights = bm25(texts)
    found = []
    for number in np.linspace(0, len(questions) - 1, min(count, len(questions))).round():
        question = questions[int(number)]
        passage = collection.passages[question.passage].text
        pieces = [piece for piece in set(cutter.pieces(question.text)[0]) if piece < idf.size]
        scores = np.asarray(weights[:, pieces] @ idf[pieces]).ravel()
        words = [passage[start:end].casefold() for start, end in question.answers]
        other = None
        for column in np.argsort(-scores, kind="stable")[:40] if question.answers else ():
            text = collection.passages[columns[column]].text
            if text != passage and not any(word in text.casefold() for word in words):
                other = text
                break
        found.append(Trial(source, question.text, passage, question.answers, other))
    return found


def quick_trials(data: Path, evaluation: Path, cutter: Cutter) -> list[Trial]:
    """Few enough to be gone through every few hundred steps."""
    collection = read_development(data)
    sources = dict.fromkeys(question.source for question in collection.questions)
    chosen = [trial for source in sources for trial in trials(collection, cutter, source, 48)]
    xquad = read_xquad(evaluation, "vi", slice(XQUAD_DEVELOPMENT))
    return chosen + trials(xquad, cutter, "xquad-vi", 200)


def measure(
    reader: ReaderModel, cutter: Cutter, chosen: Sequence[Trial]
) -> dict[str, dict[str, float]]:
    """Figures by source: exact match, F1 and sentence where an answer is there, AUROC of either
    score against the passages that hold none."""
    readings = read_all(reader, cutter, [(trial.question, trial.passage) for trial in chosen])
    with_other = [trial for trial in chosen if trial.other]
    others = read_all(reader, cutter, [(trial.question, trial.other or "") for trial in with_other])
    figures = {}
    for source in dict.fromkeys(trial.source for trial in chosen):
        mine = [
            (trial, reading)
            for trial, reading in zip(chosen, readings, strict=True)
            if trial.source == source
        ]
        wrong = [reading for trial, reading in mine if not trial.answers] + [
            reading
            for trial, reading in zip(with_other, others, strict=True)
            if trial.source == source
        ]
        figures[source] = figures_of([pair for pair in mine if pair[0].answers], wrong)
    return figures


def read_all(
    reader: ReaderModel, cutter: Cutter, pairs: Sequence[tuple[str, str]]
) -> list[PassageReading]:
    """A reading for each question and passage."""
    return read(reader, cutter, [(asked, text, vi.sentences(text)) for asked, text in pairs])


def figures_of(
    right: list[tuple[Trial, PassageReading]], wrong: list[PassageReading]
) -> dict[str, float]:
    """Figures of readings of right passages, and against those of wrong ones if there are any."""
    given = [trial.passage[slice(*span_of(reading))] for trial, reading in right]
    expected = [[trial.passage[slice(*span)] for span in trial.answers] for trial, _ in right]
    english = bool(right) and right[0][0].source.endswith("-en")
    scored = list(zip(given, expected, strict=True))
    values = {
        "exact": [exact(one, all_, english=english) for one, all_ in scored],
        "f1": [f1(one, all_, english=english) for one, all_ in scored],
        "sentence": [float(same_sentence(trial, span_of(reading))) for trial, reading in right],
    }
    figures = {name: float(np.mean(value)) for name, value in values.items() if value}
    if wrong:
        figures["auroc_margin"] = auroc(
            [margin_of(r) for _, r in right], [margin_of(r) for r in wrong]
        )
        figures["auroc_answers"] = auroc([r.answers for _, r in right], [r.answers for r in wrong])
    return figures


def span_of(reading: PassageReading) -> Span:
    return reading.best.span if reading.best else (0, 0)


def margin_of(reading: PassageReading) -> float:
    return reading.best.margin if reading.best else -np.inf


def same_sentence(trial: Trial, span: Span) -> bool:
    """Whether the span begins in a sentence that an answer begins in."""
    for start, end in vi.sentences(trial.passage):
        if start <= span[0] < end:
            return any(start <= answer[0] < end for answer in trial.answers)
    return False
