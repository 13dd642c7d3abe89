"""A trained reader at work: the best span of a passage, and whether the passage answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from training.data import Cutter, Span, Window
from training.model import Reader

_LONGEST_ANSWER = 48  # tokens
_TOKENS = 4500


@dataclass(frozen=True)
class Reading:
    """`span` are characters of the passage. `margin` is how far the best span's logits lie above
    «not here», `answers` the logit of the other head; 0 is undecided for both."""

    span: Span
    margin: float
    answers: float


@torch.inference_mode()
def read(reader: Reader, cutter: Cutter, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
    """A reading for each question and passage. Of a long passage's windows the best counts."""
    windows = [
        (number, window)
        for number, (question, passage) in enumerate(pairs)
        for window in cutter.cut(question, passage)
    ]
    windows.sort(key=lambda numbered: len(numbered[1].ids))
    best: dict[int, Reading] = {}
    for batch in _batches(windows):
        spans, answers = reader([window for _, window in batch])
        for (number, window), logits, answer in zip(
            batch, spans.cpu(), answers.tolist(), strict=True
        ):
            start, end, margin = best_span(logits)
            first, last = start - window.first, end - window.first
            known = best.get(number)
            span = (window.offsets[first][0], window.offsets[last][1])
            if known is None or margin > known.margin:
                higher = answer if known is None else max(answer, known.answers)
                best[number] = Reading(span, margin, higher)
            elif answer > known.answers:
                best[number] = Reading(known.span, known.margin, answer)
    return [best[number] for number in range(len(pairs))]


def best_span(logits: Tensor) -> tuple[int, int, float]:
    """First and last token of the likeliest span outside `<s>`, from logits (length, 2), and
    by how much it beats «not here»."""
    sums = logits[:, None, 0] + logits[None, :, 1]
    allowed = torch.ones_like(sums, dtype=torch.bool).triu().tril(_LONGEST_ANSWER - 1)
    allowed[0] = False
    sums = sums.masked_fill(~allowed, -torch.inf)
    place = int(sums.argmax())
    start, end = divmod(place, len(logits))
    return start, end, float(sums[start, end] - logits[0].sum())


def _batches(windows: list[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    batch: list[tuple[int, Window]] = []
    size = 0
    for numbered in windows:
        length = len(numbered[1].ids)
        if batch and size + length > _TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(numbered)
        size += length
    if batch:
        yield batch
