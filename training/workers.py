"""One process a core, each with a share of every step.

Threads within one process wait for each other at every matrix product. On cores that others use
too that costs half of the speed (1,350 tokens/s with one thread, 680 with two).
"""

from __future__ import annotations

import ctypes
import itertools
import multiprocessing
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import torch
from torch import Tensor

from index.reader_model import ReaderModel
from training.batches import Group
from training.flat import Flat
from training.model import build_reader, losses

_TRIM_EVERY = 20  # steps


def trim() -> None:
    """Gives memory back: texts of ever other lengths leave glibc's heap full of holes, which
    grew to 10 GB in an hour."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


@dataclass(frozen=True)
class Recipe:
    """What a reader is made from, the same in every process."""

    model: Path
    layers: tuple[int, ...] | None
    frozen: int
    seed: int


@dataclass(frozen=True)
class Counts:
    """By what the sums of a step are divided."""

    windows: int
    compared: int


Portions = Sequence[Sequence[Group]]


def add_gradients(reader: ReaderModel, portions: Portions, counts: Counts) -> list[float]:
    """Goes through the portions and back; returns the summed losses span, answers, ranks."""
    sums = torch.zeros(3)
    for groups in portions:
        parts = losses(reader, groups)
        parts.total(counts.windows, counts.compared).backward()  # type: ignore[no-untyped-call]
        sums += torch.stack([parts.span, parts.answers, parts.ranks]).detach().cpu()
    return [float(value) for value in sums]


class Workers:
    """This process and `count - 1` others. Portion i always goes to worker i mod count, so
    the sums come out the same bit for bit however fast each is."""

    def __init__(self, reader: ReaderModel, flat: Flat, recipe: Recipe, count: int) -> None:
        device = reader.span.weight.device
        self._reader = reader
        self.weights = _shared(flat.gather().bfloat16())
        self._gradients = [_shared(torch.zeros_like(self.weights)) for _ in range(count)]
        if device.type != "cpu":
            self.weights = self.weights.to(device)
            self._gradients[0] = self._gradients[0].to(device)
        flat.attach(self.weights, self._gradients[0])
        self._pipes: list[Connection] = []
        self._steps = 0
        spawn = multiprocessing.get_context("spawn")
        for gradients in self._gradients[1:]:
            ours, theirs = spawn.Pipe()
            spawn.Process(
                target=_serve, args=(theirs, recipe, self.weights, gradients), daemon=True
            ).start()
            theirs.close()
            self._pipes.append(ours)

    def gradient(self, portions: Portions, counts: Counts) -> tuple[Tensor, list[float]]:
        """The float32 gradient of a step's mean loss, and the summed losses."""
        share = len(self._gradients)
        for number, pipe in enumerate(self._pipes, 1):
            pipe.send((portions[number::share], counts))
        self._gradients[0].zero_()
        sums = add_gradients(self._reader, portions[::share], counts)
        total = self._gradients[0].float()
        for pipe, gradients in zip(self._pipes, self._gradients[1:], strict=True):
            sums = [a + b for a, b in zip(sums, pipe.recv(), strict=True)]
            total += gradients.float()
        self._steps += 1
        if self._steps % _TRIM_EVERY == 0:
            trim()
        return total, sums


def _shared(tensor: Tensor) -> Tensor:
    shared: Tensor = tensor.share_memory_()  # type: ignore[no-untyped-call]
    return shared


def _serve(pipe: Connection, recipe: Recipe, weights: Tensor, gradients: Tensor) -> None:
    """What another process does until the first one is gone."""
    torch.set_num_threads(1)
    reader = build_reader(recipe.model, recipe.layers, recipe.frozen, recipe.seed)
    reader = reader.bfloat16()
    Flat(reader).attach(weights, gradients)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        for step in itertools.count(1):
            portions, counts = pipe.recv()
            gradients.zero_()
            pipe.send(add_gradients(reader, portions, counts))
            if step % _TRIM_EVERY == 0:
                trim()
