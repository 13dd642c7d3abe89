"""Near-duplicates: drafts and signed versions of one document, told by their wording. Pure.

MinHash (Broder, 1997) over runs of folded syllables: the share of equal minima estimates the
share of common runs (Jaccard)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np

from ingest import text as vi

_HASHES = 64
_RUN = 4  # syllables
_LEAST = 30  # runs; shorter texts are alike by chance
_ALIKE = 0.6
_PRIME = (1 << 31) - 1
_generator = np.random.default_rng(117)
_FACTORS = _generator.integers(1, _PRIME, _HASHES, dtype=np.uint64)
_SHIFTS = _generator.integers(0, _PRIME, _HASHES, dtype=np.uint64)


def sketch(text: str) -> list[int]:
    """The 64 minima of a text; empty for one too short to compare."""
    syllables = [vi.fold(token.text) for token in vi.tokens(text)]
    runs = {" ".join(syllables[i : i + _RUN]) for i in range(len(syllables) - _RUN + 1)}
    if len(runs) < _LEAST:
        return []
    hashes = np.array([zlib.crc32(run.encode()) % _PRIME for run in runs], dtype=np.uint64)
    minima = np.full(_HASHES, _PRIME, dtype=np.uint64)
    for part in np.array_split(hashes, len(hashes) // 100_000 + 1):  # bounds the memory
        values = (part[:, None] * _FACTORS + _SHIFTS) % _PRIME
        minima = np.minimum(minima, values.min(axis=0))
    return [int(value) for value in minima]


def alike(sketches: Mapping[str, Sequence[int]]) -> list[tuple[str, str, float]]:
    """Pairs of ids whose texts share most of their wording, with the share (0 to 1)."""
    known = [(key, values) for key, values in sketches.items() if values]
    if len(known) < 2:
        return []
    ids = [key for key, _ in known]
    table = np.array([values for _, values in known], dtype=np.uint64)
    pairs: list[tuple[str, str, float]] = []
    for i in range(len(ids) - 1):
        shares = (table[i + 1 :] == table[i]).mean(axis=1)
        for j in np.flatnonzero(shares >= _ALIKE):
            pairs.append((ids[i], ids[i + 1 + int(j)], round(float(shares[j]), 2)))
    return pairs
