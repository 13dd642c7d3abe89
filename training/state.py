"""What a run is at one moment, and how it is kept so that it can be killed at any."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

_KEPT = 2


@dataclass(frozen=True)
class Settings:
    """What decides how a run goes; kept in its checkpoints."""

    layers: tuple[int, ...] | None = None
    frozen: int = 4
    seed: int = 20261122
    groups: int = 16  # questions a step
    layer_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: int = 150  # steps
    decay: float = 0.01
    clip: float = 1.0
    average: float = 0.998  # of the moving average: some 500 steps, a quarter of a round
    portion: int = 2240  # tokens at once
    dense: bool = False  # negatives by e5 vectors too


@dataclass
class State:
    """`settings` and `place` (questions consumed) decide what comes next; nothing is drawn from
    a random generator, and dropout is off. `decay_from` and `decay_steps` are set in a run's
    last stretch, in which the rate falls to nothing."""

    settings: Settings
    weights: Tensor  # float32
    average: Tensor
    optimiser: dict[str, Any]
    step: int = 0
    place: int = 0
    tokens: int = 0
    seconds: float = 0.0
    best: float = 0.0
    decay_from: int | None = None
    decay_steps: int = 0

    def rate(self) -> float:
        """The share of the full learning rate for the next step: warm-up, constant, and when
        decaying 1 - √t (Hägele et al. 2024, https://arxiv.org/abs/2405.18392)."""
        share = min(1.0, (self.step + 1) / self.settings.warm_up)
        if self.decay_from is not None:
            share *= 1 - min(1.0, (self.step - self.decay_from) / self.decay_steps) ** 0.5
        return share

    @property
    def finished(self) -> bool:
        return self.decay_from is not None and self.step >= self.decay_from + self.decay_steps


def save(state: State, file: Path) -> None:
    """Writes the whole state or nothing: a killed save leaves the file as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    content = {name: getattr(state, name) for name in state.__dataclass_fields__}
    content["settings"] = asdict(state.settings)
    unfinished = file.with_suffix(".unfinished")
    with unfinished.open("wb") as stream:
        torch.save(content, stream)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(file)


def load(file: Path) -> State:
    content = torch.load(file, map_location="cpu", weights_only=True)
    settings = content.pop("settings")
    if settings["layers"] is not None:
        settings["layers"] = tuple(settings["layers"])
    return State(settings=Settings(**settings), **content)


def checkpoints(folder: Path) -> list[Path]:
    """The numbered checkpoints, oldest first."""
    return sorted(folder.glob("step-*.pt"))


def checkpoint(state: State, folder: Path) -> Path:
    """Saves under the step's number and removes all but the newest."""
    file = folder / f"step-{state.step:07}.pt"
    save(state, file)
    for old in checkpoints(folder)[:-_KEPT]:
        old.unlink()
    return file
