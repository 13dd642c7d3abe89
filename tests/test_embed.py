"""Vectors: what the index relies on, and that other models work too."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.default_embedder import DefaultEmbedder
from index.default_model import ModelError
from index.embed import Embedder, load_embedder
from index.late import similarities, unit
from training.axes import own_tokens


def test_importing_the_module_loads_no_torch() -> None:
    code = "import sys, index.embed; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_vectors_are_float32_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed_sentences(["Sở Ngoại vụ thành lập năm 1998.", "Huế", ""])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_query_and_passage_prompts_differ(embedder: Embedder) -> None:
    text = "Đoàn khách quốc tế"
    assert not np.allclose(
        embedder.embed_query(text).vector, embedder.embed_sentences([text])[0], atol=1e-3
    )


@pytest.fixture(scope="module")
def sentence_transformer(model_folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(model_folder), local_files_only=True, device="cpu")


TEXTS = [
    "",
    " ",
    "Huế",
    "Ai cấp hộ chiếu công vụ?",
    "AI  CẤP\n(hộ chiếu)",
    "姉妹都市 123/QĐ-UBND",
    "ngoại " * 600,
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_question_is_embedded_as_sentence_transformers_does(
    text: str, embedder: DefaultEmbedder, sentence_transformer: SentenceTransformer
) -> None:
    (theirs,) = sentence_transformer.encode_query([text], output_value=None)
    tokens = embedder._projection.query(own_tokens(theirs))
    ours = embedder.embed_query(text)
    assert ours.vector @ unit(theirs["sentence_embedding"].numpy()) > 0.9995
    assert ours.tokens is not None
    assert ours.tokens.shape == tokens.shape
    assert np.all((ours.tokens * tokens).sum(axis=1) > 0.995)


def test_passages_are_embedded_as_sentence_transformers_does(
    embedder: DefaultEmbedder, sentence_transformer: SentenceTransformer
) -> None:
    theirs = sentence_transformer.encode_document(TEXTS, output_value=None)
    alone = embedder.embed_sentences(TEXTS)
    for other, ours, vector in zip(theirs, embedder.embed_passages(TEXTS), alone, strict=True):
        assert ours.vector @ unit(other["sentence_embedding"].numpy()) > 0.9995
        assert ours.vector @ vector > 0.9999
        tokens = embedder._projection.passage(own_tokens(other))
        assert ours.tokens is not None
        assert ours.tokens.shape == tokens.shape
        assert np.all((ours.tokens.astype(float) * tokens).sum(axis=1) > 0.98 * 127**2)


def test_order_is_kept_whatever_the_lengths(embedder: Embedder) -> None:
    texts = ["Lễ tân ngoại giao " * n for n in (9, 1, 5, 30, 2, 7)]
    together = embedder.embed_sentences(texts)
    for text, vector in zip(texts, together, strict=True):
        assert float(embedder.embed_sentences([text])[0] @ vector) > 0.999


def test_the_right_passage_is_nearest(embedder: Embedder) -> None:
    passages = embedder.embed_sentences(
        [
            "Tỉnh Gifu của Nhật Bản là địa phương kết nghĩa.",
            "Lề trái của trang giấy rộng 30 mm.",
            "Hộ chiếu công vụ do Cục Lãnh sự cấp.",
        ]
    )
    question = embedder.embed_query("Ai cấp hộ chiếu công vụ?")
    assert int(np.argmax(passages @ question.vector)) == 2


def test_nothing_to_embed_is_no_error(embedder: Embedder) -> None:
    assert embedder.embed_sentences([]).shape == (0, 384)
    assert embedder.embed_passages([]) == []


def test_a_passage_has_its_vector_and_those_of_its_tokens(
    embedder: Embedder,
) -> None:
    texts = ["Lễ tân ngoại giao " * n for n in (9, 1, 5)]
    for text, passage in zip(texts, embedder.embed_passages(texts), strict=True):
        assert float(embedder.embed_sentences([text])[0] @ passage.vector) > 0.999
        assert passage.tokens is not None
        # «▁Lễ ▁tân ▁ngoại ▁giao», without the prompt and the marks around it.
        assert len(passage.tokens) == len(text.split())
        assert passage.tokens.dtype == np.int8


def test_tokens_tell_what_stands_in_a_passage(embedder: Embedder) -> None:
    passages = embedder.embed_passages(
        [
            "Đoàn tỉnh Gifu, Nhật Bản đến chào xã giao lãnh đạo thành phố ngày 5 tháng 3.",
            "A delegation from Champasak province, Laos paid a courtesy call in April.",
        ]
    )
    for text, right in (("Đoàn Champasak của Lào đến tháng mấy?", 1), ("Gifu thuộc nước nào?", 0)):
        query = embedder.embed_query(text)
        assert query.tokens is not None
        scores = similarities(
            query.tokens, [one.tokens for one in passages if one.tokens is not None]
        )
        assert int(np.argmax(scores)) == right


def test_threads_may_share_an_embedder(embedder: Embedder) -> None:
    texts = [f"Câu số {n} về đối ngoại" for n in range(12)]
    alone = [embedder.embed_query(text).vector for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = [query.vector for query in pool.map(embedder.embed_query, texts)]
    assert np.allclose(alone, together, atol=1e-5)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        load_embedder(tmp_path)
    assert (error.value.code, error.value.path) == ("model_missing", tmp_path)


def test_an_unreadable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError) as error:
        load_embedder(tmp_path).embed_query("x")
    assert error.value.code == "model_unreadable"


@pytest.fixture(scope="module")
def small_model(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ordinary folder of another kind: random weights, pooled by its first token, no prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base = tmp_path_factory.mktemp("base")
    PreTrainedTokenizerFast.from_pretrained(model_folder).save_pretrained(base)
    config = BertConfig(
        vocab_size=250002,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(config).save_pretrained(base)
    transformer = Transformer(str(base))
    pooling = Pooling(embedding_dimension=16, pooling_mode="cls")
    folder = tmp_path_factory.mktemp("small") / "model"
    model = SentenceTransformer(modules=[transformer, pooling], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


def test_another_model_works_and_has_its_own_space(small_model: Path, embedder: Embedder) -> None:
    other = load_embedder(small_model)
    assert other.embed_sentences(["Huế", "Đà Nẵng"]).shape == (2, 16)
    # Its tokens cannot be compared: the projection was found for the default model's.
    assert [passage.tokens for passage in other.embed_passages(["Huế"])] == [None]
    assert other.embed_query("Huế").tokens is None
    assert other.fingerprint != embedder.fingerprint
