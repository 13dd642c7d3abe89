"""A reader that knows nothing yet, and what it is to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from index.encoder import load_encoder
from index.reader_model import ReaderModel
from training.batches import Group

# Weights of the losses beside the span's.
_ANSWERS, _RANKS = 0.5, 0.5


@dataclass(frozen=True)
class Losses:
    """Sums over windows (span, answers) and over groups that compare windows (ranks)."""

    span: Tensor
    answers: Tensor
    ranks: Tensor

    def total(self, windows: int, groups: int) -> Tensor:
        per_window = (self.span + _ANSWERS * self.answers) / windows
        return per_window + _RANKS * self.ranks / max(groups, 1)


def losses(reader: ReaderModel, groups: Sequence[Group]) -> Losses:
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


def build_reader(model: Path, layers: Sequence[int] | None, frozen: int, seed: int) -> ReaderModel:
    """A reader whose heads know nothing yet; `layers` are those of the model folder to use."""
    encoder = load_encoder(model, layers)
    generator = torch.Generator().manual_seed(seed)
    reader = ReaderModel(encoder, frozen)
    for head in (reader.span, reader.answers):
        nn.init.normal_(head.weight, std=0.02, generator=generator)
        nn.init.zeros_(head.bias)
    return reader.requires_grad_(False)
