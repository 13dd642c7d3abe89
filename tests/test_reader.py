"""The reader: spans are positions in the passage, and each sentence has its own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.reader_model import best_span
from index.windows import Window

# Ten tokens of a passage, three characters apart, behind a head of four.
WINDOW = Window(tuple(range(15)), 4, tuple((3 * n, 3 * n + 2) for n in range(10)))


def logits(**scores: float) -> np.ndarray:
    """Zeros but for `f5=…` (first token 5) and `l6=…` (last token 6)."""
    values = np.zeros((15, 2), np.float32)
    for name, score in scores.items():
        values[int(name[1:]), "fl".index(name[0])] = score
    return values


def test_a_span_ends_after_it_begins() -> None:
    found = best_span(logits(f8=5, l5=9), WINDOW, (0, 30))
    assert found is not None
    assert found.span == (0, 5)  # token 5 as the last one, with the first that ties
    assert found.margin == 9


def test_the_margin_is_over_not_here() -> None:
    found = best_span(logits(f5=5, l6=4, f0=3, l0=1), WINDOW, (0, 30))
    assert found is not None
    assert (found.span, found.margin) == ((3, 8), 5)


def test_each_sentence_has_a_span_of_its_own() -> None:
    scores = logits(f5=5, l6=4, f11=2, l12=2)
    first, second = (best_span(scores, WINDOW, sentence) for sentence in ((0, 15), (15, 30)))
    assert first is not None
    assert second is not None
    assert first.span == (3, 8)
    assert second.span == (21, 26)
    assert first.margin > second.margin


def test_a_sentence_outside_of_the_window_has_none() -> None:
    assert best_span(logits(f5=5), WINDOW, (30, 60)) is None


@given(
    st.lists(st.floats(-50, 50, width=32), min_size=30, max_size=30),
    st.integers(0, 29),
    st.integers(0, 29),
)
def test_a_span_never_leaves_its_sentence(values: list[float], one: int, other: int) -> None:
    sentence = (min(one, other), max(one, other))
    found = best_span(np.array(values, np.float32).reshape(15, 2), WINDOW, sentence)
    if found is not None:
        assert sentence[0] <= found.span[0] < found.span[1] <= sentence[1]
