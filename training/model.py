"""The reader: the encoder, a head for the span, a head that tells whether the passage answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from index.encoder import Encoder, load_encoder
from training.batches import Group
from training.data import Window

# Weights of the losses beside the span's.
_ANSWERS, _RANKS = 0.5, 0.5
_NEVER = -1e4


class Reader(nn.Module):
    """Windows become logits: of each token as the answer's first and last, `<s>` standing for
    «not here», and of the window as one that answers."""

    def __init__(self, encoder: Encoder, frozen: int) -> None:
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


@dataclass(frozen=True)
class Losses:
    """Sums over windows (span, answers) and over groups that compare windows (ranks)."""

    span: Tensor
    answers: Tensor
    ranks: Tensor

    def total(self, windows: int, groups: int) -> Tensor:
        per_window = (self.span + _ANSWERS * self.answers) / windows
        return per_window + _RANKS * self.ranks / max(groups, 1)


def losses(reader: Reader, groups: Sequence[Group]) -> Losses:
    windows = [window for group in groups for window in group.windows]
    spans, answers = reader(windows)
    device = spans.device
    target = torch.tensor([window.span for window in windows], device=device)
    ends = spans.transpose(1, 2).flatten(0, 1)
    span = F.cross_entropy(ends, target.flatten(), reduction="sum") / 2
    held = torch.tensor([float(window.span != (0, 0)) for window in windows], device=device)
    binary = F.binary_cross_entropy_with_logits(answers, held, reduction="sum")
    ranks = answers.new_zeros(())
    for group, logits in zip(groups, answers.split([len(g.windows) for g in groups]), strict=True):
        if group.answered and len(logits) > 1:
            ranks = ranks - logits.log_softmax(0)[0]
    return Losses(span, binary, ranks)


def build_reader(model: Path, layers: Sequence[int] | None, frozen: int, seed: int) -> Reader:
    """A reader whose heads know nothing yet; `layers` are those of the model folder to use."""
    encoder = load_encoder(model, layers)
    generator = torch.Generator().manual_seed(seed)
    reader = Reader(encoder, frozen)
    for head in (reader.span, reader.answers):
        nn.init.normal_(head.weight, std=0.02, generator=generator)
        nn.init.zeros_(head.bias)
    return reader.requires_grad_(False)
