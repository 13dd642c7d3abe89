"""Merging two rankings."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import fuse, standardise

scores = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1e3, 1e3), max_size=8)
weights = st.floats(0, 1)


def test_z_scores() -> None:
    assert standardise({"a": 1.0, "b": 3.0}) == {"a": -1.0, "b": 1.0}


@pytest.mark.parametrize("values", [{}, {"a": 5.0}, {"a": 0.7, "b": 0.7}])
def test_equal_scores_say_nothing(values: dict[str, float]) -> None:
    assert standardise(values) == dict.fromkeys(values, 0.0)


@given(scores)
def test_z_scores_have_mean_0_and_deviation_at_most_1(values: dict[str, float]) -> None:
    standard = standardise(values).values()
    if standard:
        assert math.isclose(sum(standard), 0, abs_tol=1e-4)
        assert sum(score**2 for score in standard) / len(standard) <= 1 + 1e-6


@given(scores, scores, weights)
def test_only_dense_candidates_come_out_all_finite(
    dense: dict[str, float], keyword: dict[str, float], weight: float
) -> None:
    fused = fuse(dense, keyword, dense_weight=weight)
    assert fused.keys() == dense.keys()
    assert all(map(math.isfinite, fused.values()))


@pytest.mark.parametrize(("weight", "best"), [(1.0, "a"), (0.7, "a"), (0.3, "b"), (0.0, "b")])
def test_the_weight_decides_between_the_two(weight: float, best: str) -> None:
    fused = fuse({"a": 0.9, "b": 0.8}, {"a": 1.0, "b": 9.0}, dense_weight=weight)
    assert max(fused, key=fused.__getitem__) == best


def test_no_keyword_in_common_is_a_score_of_0() -> None:
    dense = {"a": 0.5, "b": 0.5, "c": 0.5}
    assert fuse(dense, {"a": 3.0}, dense_weight=0.5) == fuse(
        dense, {"a": 3.0, "b": 0.0, "c": 0.0}, dense_weight=0.5
    )


@given(scores, weights)
def test_without_keywords_the_dense_order_holds(dense: dict[str, float], weight: float) -> None:
    fused = fuse(dense, {}, dense_weight=weight)
    for one in dense:
        for other in dense:
            if dense[one] > dense[other]:
                assert fused[one] >= fused[other] - 1e-9
