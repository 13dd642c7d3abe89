"""The default model's encoder once more, lean enough to embed a question in half the time and to
train on two cores.

The same BERT as in the model folder: no pooler, no dropout, no padding, query, key and value in
one matrix product. `tests/test_training.py` holds it against transformers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors import safe_open
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """The sizes of an encoder; `layers` names the layers of the model folder that are used."""

    hidden: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    eps: float
    layers: tuple[int, ...]


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.out_norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.up = nn.Linear(shape.hidden, shape.feed_forward)
        self.down = nn.Linear(shape.feed_forward, shape.hidden)
        self.down_norm = nn.LayerNorm(shape.hidden, shape.eps)

    def forward(self, x: Tensor, lengths: list[int]) -> Tensor:
        tokens, hidden = x.shape
        qkv = self.qkv(x).view(tokens, 3, self.heads, hidden // self.heads)
        attend = attend_in_turn if x.device.type == "cpu" else attend_padded
        x = self.out_norm(x + self.out(attend(qkv, lengths).view(tokens, hidden)))
        out: Tensor = self.down_norm(x + self.down(F.gelu(self.up(x))))
        return out


def attend_in_turn(qkv: Tensor, lengths: list[int]) -> Tensor:
    """Attention text by text, so without padding and mask: (tokens, 3, heads, d) to
    (tokens, heads, d).

    Torch's fused kernel only where nothing goes back: its backward pass takes thrice as long on
    a CPU, 147 against 54 ms for 16 texts of 224 tokens, bf16, one core.
    """
    seen = []
    for part in torch.split(qkv, lengths):
        query, key, value = part.permute(1, 2, 0, 3).unbind(0)
        if not torch.is_grad_enabled():
            fused = F.scaled_dot_product_attention(query[None], key[None], value[None])
            seen.append(fused[0].transpose(0, 1))
            continue
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
        seen.append((torch.softmax(scores, -1) @ value).transpose(0, 1))
    return torch.cat(seen)


def attend_padded(qkv: Tensor, lengths: list[int]) -> Tensor:
    """The same at once, for processors that would rather multiply padding than wait."""
    count = torch.tensor(lengths, device=qkv.device)
    mask = torch.arange(max(lengths), device=qkv.device) < count[:, None]
    padded = qkv.new_zeros(*mask.shape, *qkv.shape[1:])
    padded = padded.masked_scatter(mask[..., None, None, None], qkv)
    query, key, value = padded.permute(2, 0, 3, 1, 4).unbind(0)
    seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
    return seen.transpose(1, 2)[mask]


class Encoder(nn.Module):
    """Texts laid end to end (tokens,) with their lengths become states (tokens, hidden)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.vocabulary, shape.hidden)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.layers = nn.ModuleList(Layer(shape) for _ in shape.layers)

    @property
    def _type(self) -> torch.dtype:
        layer: Layer = self.layers[0]  # type: ignore[assignment]
        return layer.qkv.weight.dtype

    def compute_in(self, kind: torch.dtype) -> Encoder:
        """Turns the layers into this type, for use without training; the embeddings stay where
        they lie in the file, so that only those of the words that come up are ever read."""
        self.layers.to(kind)
        return self.requires_grad_(False)

    def forward(self, ids: Tensor, lengths: list[int], frozen: int = 0) -> Tensor:
        """The `frozen` lowest layers and the embeddings keep nothing to go back through."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not frozen):
            places = torch.cat([torch.arange(n, device=ids.device) for n in lengths])
            x: Tensor = self.norm(self.word(ids) + self.position(places)).to(self._type)
            for layer in self.layers[:frozen]:
                x = layer(x, lengths)
        for layer in self.layers[frozen:]:
            x = layer(x, lengths)
        return x


def read_shape(folder: Path, layers: Sequence[int] | None = None) -> Shape:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return Shape(
        hidden=config["hidden_size"],
        heads=config["num_attention_heads"],
        feed_forward=config["intermediate_size"],
        vocabulary=config["vocab_size"],
        positions=config["max_position_embeddings"],
        eps=config["layer_norm_eps"],
        layers=tuple(range(config["num_hidden_layers"]) if layers is None else layers),
    )


def load_encoder(folder: Path, layers: Sequence[int] | None = None) -> Encoder:
    """The encoder of a BERT model folder, with only these of its layers (default all)."""
    shape = read_shape(folder, layers)
    with torch.device("meta"):
        encoder = Encoder(shape)
    with safe_open(str(folder / "model.safetensors"), "pt") as weights:

        def read(name: str) -> Tensor:
            found: Tensor = weights.get_tensor(name)
            return found.float()

        # Every text is of type 0, so its vector can be added to all positions for good.
        types = read("embeddings.token_type_embeddings.weight")[0]
        state = {
            "word.weight": read("embeddings.word_embeddings.weight"),
            "position.weight": read("embeddings.position_embeddings.weight") + types,
            "norm.weight": read("embeddings.LayerNorm.weight"),
            "norm.bias": read("embeddings.LayerNorm.bias"),
        }
        for number, source in enumerate(shape.layers):
            for kind in ("weight", "bias"):
                layer = f"encoder.layer.{source}"
                parts = [read(f"{layer}.attention.self.{p}.{kind}") for p in _QKV]
                state[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
                for ours, theirs in _PARTS.items():
                    state[f"layers.{number}.{ours}.{kind}"] = read(f"{layer}.{theirs}.{kind}")
    encoder.load_state_dict(state, assign=True)
    return encoder


def quick_type() -> torch.dtype:
    """What this processor computes an encoder with fastest: bfloat16 with matrix units for it
    (18 ms a question against 28; its vector keeps a cosine of .9999), else float32."""
    return torch.bfloat16 if torch.cpu.get_capabilities().get("amx_bf16") else torch.float32


_QKV = ("query", "key", "value")
_PARTS = {
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "down_norm": "output.LayerNorm",
}
