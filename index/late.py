"""Late interaction (Khattab and Zaharia 2020, ColBERT): every token of a question finds the
passage's token nearest to it, and the mean of those cosines is the passage's score.

A chunk's one vector says what it is about; its tokens' vectors say whether each thing asked
for stands in it, in whatever language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# (tokens, dimensions) of unit vectors times 127.
TokenVectors = NDArray[np.int8]

NO_TOKENS: TokenVectors = np.empty((0, 0), np.int8)
_SCALE = 127.0


@dataclass(frozen=True)
class Projection:
    """From a model's token embeddings (tokens, hidden) to vectors that are compared: less the
    `mean` (hidden,) that all tokens share, along the principal axes of the rest, `matrix`
    (hidden, dimensions). Found by `training/axes.py`."""

    mean: Floats
    matrix: Floats

    @classmethod
    def load(cls, file: Path) -> Projection:
        from safetensors.numpy import load_file

        tensors = {name: value.astype(np.float32) for name, value in load_file(file).items()}
        return cls(**tensors)

    def query(self, embeddings: Floats) -> Floats:
        """A question's tokens as unit vectors (tokens, dimensions)."""
        return unit(unit(unit(embeddings) - self.mean) @ self.matrix)

    def passage(self, embeddings: Floats) -> TokenVectors:
        """A passage's tokens, small enough to keep."""
        vectors = self.query(embeddings)
        small: TokenVectors = np.rint(vectors * _SCALE).astype(np.int8)
        return small


def similarities(query: Floats, passages: Sequence[TokenVectors]) -> list[float]:
    """MaxSim of a question's tokens with each passage's, a mean of cosines; 0 for a passage
    without tokens."""
    if not len(query):
        return [0.0] * len(passages)
    wanted = np.ascontiguousarray((query / _SCALE).T)
    return [
        float((passage.astype(np.float32) @ wanted).max(axis=0).mean()) if len(passage) else 0.0
        for passage in passages
    ]


def unit(vectors: Floats) -> Floats:
    """The vectors (…, d) at length 1; zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
