"""The reader's network: the encoder, a head for the answer's span, a head that tells whether the
passage answers. Only its upper layers and heads are its own (`training/`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor, nn

from index.encoder import Encoder, load_encoder
from index.late import Floats
from index.reader import Found, PassageReading
from index.windows import Cutter, Window
from ingest.document import Span

_NEVER = -1e4
_LONGEST_ANSWER = 48  # tokens
_TOKENS = 4500  # to a batch


class ReaderModel(nn.Module):
    """Windows become logits: of each token as the answer's first and last, `<s>` standing for
    «not here», and of the window as one that answers."""

    def __init__(self, encoder: Encoder, frozen: int) -> None:
        """The `frozen` lowest of the encoder's layers are the default model's own."""
        super().__init__()
        self.encoder, self.frozen = encoder, frozen
        self.span = nn.Linear(encoder.shape.hidden, 2)
        self.answers = nn.Linear(encoder.shape.hidden, 1)

    def forward(self, windows: Sequence[Window]) -> tuple[Tensor, Tensor]:
        """Float logits: span (n, longest, 2), with all but `<s>` and passage ruled out, and
        answers (n,)."""
        device = self.span.weight.device
        lengths = [len(window.ids) for window in windows]
        ids = torch.tensor([piece for window in windows for piece in window.ids], device=device)
        states = self.encoder(ids, lengths, self.frozen)
        spans = nn.utils.rnn.pad_sequence(
            list(self.span(states).float().split(lengths)), batch_first=True
        )
        ruled_out = torch.ones(spans.shape[:2], dtype=torch.bool)
        ruled_out[:, 0] = False
        for row, window in enumerate(windows):
            ruled_out[row, window.first : lengths[row] - 1] = False
        spans = spans.masked_fill(ruled_out.to(device)[..., None], _NEVER)
        begins = torch.tensor([0, *lengths[:-1]], device=device).cumsum(0)
        return spans, self.answers(states[begins]).float().squeeze(1)

    def compute_in(self, kind: torch.dtype) -> ReaderModel:
        """As `Encoder.compute_in`."""
        self.encoder.compute_in(kind)
        self.span.to(kind)
        self.answers.to(kind)
        return self.requires_grad_(False)


def load_weights(model: Path, weights: Path) -> ReaderModel:
    """The reader that `weights` make of the default model's folder, in float32."""
    with safe_open(str(weights), "pt") as file:
        shape = json.loads(file.metadata()["reader"])
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    reader = ReaderModel(load_encoder(model, shape["layers"]), shape["frozen"])
    reader.load_state_dict(tensors, strict=False, assign=True)
    return reader


def read(
    reader: ReaderModel, cutter: Cutter, asked: Iterable[tuple[str, str, Sequence[Span]]]
) -> list[PassageReading]:
    """A reading for each question, passage and the passage's sentences."""
    asked = list(asked)
    windows = [
        (number, window)
        for number, (question, passage, _) in enumerate(asked)
        for window in cutter.cut(question, passage)
    ]
    best: list[list[Found | None]] = [[None] * len(sentences) for _, _, sentences in asked]
    answers = [-np.inf] * len(asked)
    for batch in _batches(windows):
        with torch.inference_mode():
            spans, answering = reader([window for _, window in batch])
        for (number, window), logits, answer in zip(
            batch, spans.cpu().numpy(), answering.tolist(), strict=True
        ):
            answers[number] = max(answers[number], answer)
            for place, sentence in enumerate(asked[number][2]):
                found, known = best_span(logits, window, sentence), best[number][place]
                if found and (known is None or found.margin > known.margin):
                    best[number][place] = found
    return [
        PassageReading(answer, tuple(sentences))
        for answer, sentences in zip(answers, best, strict=True)
    ]


def best_span(logits: Floats, window: Window, sentence: Span) -> Found | None:
    """The likeliest span within a sentence, by logits (length, 2) of the window; None where
    the window shows nothing of it."""
    inside = [
        window.first + number
        for number, (start, end) in enumerate(window.offsets)
        if sentence[0] <= start < end <= sentence[1]
    ]
    if not inside:
        return None
    begin, end = inside[0], inside[-1] + 1
    sums = logits[begin:end, None, 0] + logits[None, begin:end, 1]
    allowed = np.tril(np.triu(np.ones(sums.shape, bool)), _LONGEST_ANSWER - 1)
    first, last = divmod(int(np.where(allowed, sums, -np.inf).argmax()), end - begin)
    start, _ = window.offsets[begin - window.first + first]
    _, stop = window.offsets[begin - window.first + last]
    return Found((start, stop), float(sums[first, last] - logits[0].sum()))


def _batches(windows: list[tuple[int, Window]]) -> Iterator[list[tuple[int, Window]]]:
    """Windows of like length together, or most of a batch would be padding."""
    batch: list[tuple[int, Window]] = []
    size = 0
    for numbered in sorted(windows, key=lambda numbered: len(numbered[1].ids)):
        length = len(numbered[1].ids)
        if batch and size + length > _TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(numbered)
        size += length
    if batch:
        yield batch
