"""A training run in memory."""

from __future__ import annotations

import time
from pathlib import Path

import torch
from torch import Tensor

from index.windows import Cutter
from training.batches import Group, Rounds, portions
from training.flat import Flat
from training.held_out import Trial, measure
from training.model import build_reader
from training.state import Settings, State
from training.workers import Counts, Recipe, Workers


class Run:
    """Each `step` changes `state`, and computes with it alone: a run made from a saved state
    goes on bit for bit like the one that saved it (on a CPU, with as many workers)."""

    def __init__(
        self, start: State | Settings, model: Path, rounds: Rounds, workers: int = 1
    ) -> None:
        """`start` is a state to go on from, or the settings of a new run."""
        device = "cuda" if torch.cuda.is_available() else "cpu"
        settings = start.settings if isinstance(start, State) else start
        recipe = Recipe(model, settings.layers, settings.frozen, settings.seed)
        self.reader = build_reader(model, settings.layers, settings.frozen, settings.seed)
        flat = Flat(self.reader)
        weights = start.weights if isinstance(start, State) else flat.gather()
        self.reader = self.reader.to(device, torch.bfloat16)
        self._rounds = rounds
        self._workers = Workers(self.reader, flat, recipe, workers if device == "cpu" else 1)
        self._kinds = flat.kinds
        self._parts = {
            kind: weights[place].to(device).clone() for kind, place in flat.kinds.items()
        }
        self._optimiser = _optimiser(self._parts, settings)
        if isinstance(start, State):
            self.state = start
            if start.optimiser:
                self._optimiser.load_state_dict(start.optimiser)
        else:
            self.state = State(settings, weights=weights, average=weights.clone(), optimiser={})
        self._average = self.state.average.to(device)
        self._compute_with(self._weights())

    def step(self) -> dict[str, float]:
        """One step; returns its mean losses and the length of its gradient."""
        state, settings = self.state, self.state.settings
        began = time.perf_counter()
        groups = self._next_groups()
        windows = sum(len(group.windows) for group in groups)
        compared = sum(group.answered and len(group.windows) > 1 for group in groups)
        gradient, sums = self._workers.gradient(
            portions(groups, settings.portion), Counts(windows, compared)
        )
        norm = float(gradient.norm())
        gradient *= min(1.0, settings.clip / (norm + 1e-6))
        self._update(gradient, state.rate())
        state.step += 1
        state.tokens += sum(len(window.ids) for group in groups for window in group.windows)
        state.seconds += time.perf_counter() - began
        return {
            "span": sums[0] / windows,
            "answers": sums[1] / windows,
            "ranks": sums[2] / max(compared, 1),
            "norm": norm,
        }

    def _next_groups(self) -> list[Group]:
        groups: list[Group] = []
        while len(groups) < self.state.settings.groups:
            group = self._rounds.group(self.state.place)
            self.state.place += 1
            if group is not None:
                groups.append(group)
        return groups

    def _update(self, gradient: Tensor, rate: float) -> None:
        for (kind, place), group in zip(
            self._kinds.items(), self._optimiser.param_groups, strict=True
        ):
            group["lr"] = rate * group["full_rate"]
            self._parts[kind].grad = gradient[place]
        self._optimiser.step()
        weights = self._weights()
        # Early on the average is one of few steps, or it would drag the start along.
        keep = min(self.state.settings.average, (self.state.step + 1) / (self.state.step + 10))
        self._average.lerp_(weights, 1 - keep)
        self._compute_with(weights)

    def _weights(self) -> Tensor:
        return torch.cat(list(self._parts.values()))

    def _compute_with(self, weights: Tensor) -> None:
        with torch.no_grad():
            self._workers.weights.copy_(weights)

    def snapshot(self) -> State:
        """The state as it is now, for saving."""
        self.state.weights = self._weights().cpu()
        self.state.average = self._average.cpu()
        self.state.optimiser = self._optimiser.state_dict()
        return self.state

    def evaluate(self, cutter: Cutter, trials: list[Trial]) -> dict[str, dict[str, float]]:
        """Figures of the averaged weights."""
        self._compute_with(self._average)
        figures = measure(self.reader, cutter, trials)
        self._compute_with(self._weights())
        return figures


def _optimiser(parts: dict[str, Tensor], settings: Settings) -> torch.optim.AdamW:
    rates = {
        "matrices": settings.layer_rate,
        "vectors": settings.layer_rate,
        "heads": settings.head_rate,
    }
    return torch.optim.AdamW(
        [
            {
                "params": [part],
                "full_rate": rates[kind],
                "weight_decay": settings.decay if kind == "matrices" else 0.0,
            }
            for kind, part in parts.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )
