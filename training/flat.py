"""All trained weights in one stretch of memory: to compute with, to share, to average, to save."""

from __future__ import annotations

import torch
from torch import Tensor

from index.reader_model import ReaderModel


def trained_names(reader: ReaderModel) -> dict[str, list[str]]:
    """The names of the trained weights in three kinds with learning habits of their own:
    matrices (decayed), vectors (biases and norms), heads (of a higher rate)."""
    kinds: dict[str, list[str]] = {"matrices": [], "vectors": [], "heads": []}
    for name, weight in reader.named_parameters():
        if name.startswith(("span.", "answers.")):
            kinds["heads"].append(name)
        elif name.startswith("encoder.layers.") and int(name.split(".")[2]) >= reader.frozen:
            kinds["matrices" if weight.ndim > 1 else "vectors"].append(name)
    return kinds


class Flat:
    """The trained weights of a reader end to end.

    `weights` are what the reader computes with (bfloat16), `gradients` what backward passes add
    up. Both may be tensors in memory that several processes share.
    """

    def __init__(self, reader: ReaderModel) -> None:
        self._reader = reader
        parameters = dict(reader.named_parameters())
        self.kinds: dict[str, slice] = {}
        self._places: dict[str, slice] = {}
        size = 0
        for kind, names in trained_names(reader).items():
            begin = size
            for name in names:
                self._places[name] = slice(size, size + parameters[name].numel())
                size += parameters[name].numel()
            self.kinds[kind] = slice(begin, size)
        self.size = size

    def gather(self) -> Tensor:
        """A float32 copy of the reader's trained weights."""
        parameters = dict(self._reader.named_parameters())
        return torch.cat([parameters[name].detach().float().flatten() for name in self._places])

    def attach(self, weights: Tensor, gradients: Tensor | None = None) -> None:
        """Makes the reader compute with these weights, and add its gradients there."""
        for name, parameter in self._reader.named_parameters():
            place = self._places.get(name)
            if place is not None:
                parameter.data = weights[place].view(parameter.shape)
                if gradients is not None:
                    parameter.requires_grad_(True)
                    parameter.grad = gradients[place].view(parameter.shape)

    def named(self, values: Tensor) -> dict[str, Tensor]:
        """The stretch `values` as tensors by name."""
        parameters = dict(self._reader.named_parameters())
        return {
            name: values[place].view(parameters[name].shape) for name, place in self._places.items()
        }
