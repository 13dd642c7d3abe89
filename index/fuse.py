"""Merging rankings of different scales. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping


def standardise(scores: Mapping[str, float]) -> dict[str, float]:
    """z-scores: mean 0, deviation 1 over these candidates; all 0 where they are equal."""
    if not scores:
        return {}
    mean = sum(scores.values()) / len(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores))
    if deviation < 1e-9:
        return dict.fromkeys(scores, 0.0)
    return {key: (score - mean) / deviation for key, score in scores.items()}


def fuse(
    dense: Mapping[str, float], keyword: Mapping[str, float], *, dense_weight: float
) -> dict[str, float]:
    """Weighted sum of z-scores over the candidates of `dense`. A candidate without a
    keyword score shares no term with the question and counts as 0 there."""
    keyword_scores = {key: keyword.get(key, 0.0) for key in dense}
    semantic, lexical = standardise(dense), standardise(keyword_scores)
    return {key: dense_weight * semantic[key] + (1 - dense_weight) * lexical[key] for key in dense}
