"""Late interaction: MaxSim of tokens, their projection, and where they are kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from index import catalog
from index.late import NO_TOKENS, Projection, TokenVectors, similarities
from index.tables import chunks, documents, versions
from index.tokens import Tokens


def tokens(count: int, seed: int, dimensions: int = 8) -> TokenVectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.rint(vectors * 127).astype(np.int8)


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(1, 4), st.integers(0, 999))
def test_each_passage_scores_as_if_alone(lengths: list[int], asked: int, seed: int) -> None:
    query = tokens(asked, seed).astype(np.float32) / 127
    passages = [tokens(length, seed + n) for n, length in enumerate(lengths)]
    expected = [
        float(np.mean([max(row @ one / 127 for one in passage) for row in query]))
        if len(passage)
        else 0.0
        for passage in passages
    ]
    assert similarities(query, passages) == pytest.approx(expected, abs=1e-5)


def test_no_tokens_score_nothing() -> None:
    nobody = np.empty((0, 8), np.float32)
    assert similarities(nobody, [tokens(3, 1)]) == [0.0]
    assert similarities(tokens(1, 1).astype(np.float32), [NO_TOKENS, tokens(0, 1)]) == [0.0, 0.0]
    assert similarities(nobody, []) == []


@pytest.fixture
def projection(tmp_path: Path) -> Projection:
    random = np.random.default_rng(3)
    mean, matrix = random.normal(size=12), random.normal(size=(12, 5))
    file = tmp_path / "projection.safetensors"
    save_file({"mean": mean.astype(np.float32), "matrix": matrix.astype(np.float16)}, file)
    return Projection.load(file)


def test_a_text_is_nearest_to_itself(projection: Projection) -> None:
    random = np.random.default_rng(4)
    texts = [random.normal(size=(n, 12)).astype(np.float32) for n in (3, 5, 1)]
    kept = [projection.passage(text) for text in texts]
    assert [one.shape for one in kept] == [(3, 5), (5, 5), (1, 5)]
    for place, text in enumerate(texts):
        query = projection.query(text)
        assert np.allclose(np.linalg.norm(query, axis=1), 1, atol=1e-5)
        scores = similarities(query, kept)
        assert int(np.argmax(scores)) == place
        assert scores[place] == pytest.approx(1, abs=0.02)  # but for the rounding to bytes


def test_an_empty_text_has_no_tokens(projection: Projection) -> None:
    assert projection.query(np.empty((0, 12), np.float32)).shape == (0, 5)
    assert projection.passage(np.empty((0, 12), np.float32)).shape == (0, 5)


def test_tokens_are_kept_by_space_and_go_with_their_chunk(tmp_path: Path) -> None:
    engine = catalog.connect(f"sqlite:///{tmp_path / 'c.sqlite'}")
    chunk = {"ordinal": 0, "start": 0, "end": 1, "text": "x", "headings": [], "sentences": []}
    texts = (
        "digest file title number issuer kind subject signer signer_post urgency secrecy language"
    )
    lists = "recipients partners found scanned sketch"
    version = dict.fromkeys(f"{texts} text added_at".split(), "") | {n: [] for n in lists.split()}
    with engine.begin() as connection:
        connection.execute(documents.insert(), {"id": "d", "label": "internal"})
        connection.execute(
            versions.insert(), {"id": "v", "document_id": "d", "state": "current", **version}
        )
        connection.execute(chunks.insert(), [{"id": n, "version_id": "v", **chunk} for n in "abc"])
    one, other = Tokens(engine, "one"), Tokens(engine, "other")
    a, b, newer = tokens(3, 1), tokens(2, 2), tokens(4, 3)
    one.keep({"a": a, "b": b})
    assert set(one.of(["a", "b", "c", "nobody"])) == {"a", "b"}
    assert np.array_equal(one.of(["b"])["b"], b)
    assert other.of(["a"]) == {}
    other.keep({"a": newer})  # another model takes its place
    assert one.of(["a"]) == {}
    assert np.array_equal(other.of(["a"])["a"], newer)
    with engine.begin() as connection:
        connection.execute(versions.delete())
    assert other.of(["a"]) == one.of(["b"]) == {}
    engine.dispose()
