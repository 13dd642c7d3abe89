"""The default model's embedder: what sentence-transformers computes of it, in less time, and
without its import, which takes seconds; and the tokens' own vectors, which only fit this model.

Questions are embedded in the type that is quickest on this processor. Passages, embedded once and
for good, are in float32: in bfloat16 they take 60 % of the time, and of 1,000 questions one or two
more miss their passage."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.default_model import CHECKSUMS
from index.embed import RECIPE, EmbeddedPassage, EmbeddedQuery, Vector, in_batches
from index.late import Floats, Projection, unit
from index.torch_setup import loading

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from index.encoder import Encoder

# How to compare the model's tokens.
_PROJECTION = Path(__file__).parent / "late_interaction.safetensors"
_QUERY, _PASSAGE = "query: ", "passage: "
_LONGEST = 512  # tokens


@dataclass(frozen=True)
class _States:
    """The vector (hidden,) of a text, and its own tokens' states (tokens, hidden), without the
    prompt and the marks around it."""

    vector: Vector
    own: Floats


class DefaultEmbedder:
    """An Embedder on the folder that `index.default_model` assembles."""

    def __init__(self, folder: Path, threads: int | None) -> None:
        self._folder, self._threads = folder, threads
        self._projection = Projection.load(_PROJECTION)
        digest = hashlib.sha256(RECIPE + (folder / CHECKSUMS).read_bytes())
        digest.update(_PROJECTION.read_bytes())
        self._fingerprint = digest.hexdigest()[:16]
        self._lock = Lock()
        self._tokenizer: Tokenizer | None = None
        self._encoders: dict[str, Encoder] = {}  # by prompt

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def embed_query(self, text: str) -> EmbeddedQuery:
        (states,) = self._states(_QUERY, [text])
        return EmbeddedQuery(states.vector, self._projection.query(states.own))

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        return in_batches(
            texts,
            lambda batch: [
                EmbeddedPassage(states.vector, self._projection.passage(states.own))
                for states in self._states(_PASSAGE, batch)
            ],
        )

    def embed_sentences(self, texts: Sequence[str]) -> Vector:
        vectors = in_batches(
            texts, lambda batch: [states.vector for states in self._states(_PASSAGE, batch)]
        )
        if not vectors:
            _, encoder = self._model(_PASSAGE)
            return np.empty((0, encoder.shape.hidden), np.float32)
        return np.stack(vectors)

    def _states(self, prompt: str, texts: Sequence[str]) -> list[_States]:
        tokenizer, encoder = self._model(prompt)
        import torch

        encodings = tokenizer.encode_batch([prompt + text for text in texts])
        ids = [[*one.ids[: _LONGEST - 1], one.ids[-1]][: len(one.ids)] for one in encodings]
        lengths = [len(one) for one in ids]
        with torch.inference_mode():
            states = encoder(torch.tensor([piece for one in ids for piece in one]), lengths)
        found = []
        for one, encoding in zip(states.float().split(lengths), encodings, strict=True):
            each: Floats = one.numpy()
            first = 1 + sum(0 < end <= len(prompt) for _, end in encoding.offsets)
            found.append(_States(unit(each.mean(axis=0)), each[first:-1]))
        return found

    def _model(self, prompt: str) -> tuple[Tokenizer, Encoder]:
        with self._lock:
            if prompt not in self._encoders:
                with loading(self._folder, self._threads):
                    import torch

                    from index.encoder import load_encoder, quick_type
                    from index.windows import load_tokenizer

                    self._tokenizer = self._tokenizer or load_tokenizer(self._folder)
                    kind = quick_type() if prompt == _QUERY else torch.float32
                    self._encoders[prompt] = load_encoder(self._folder).compute_in(kind)
            assert self._tokenizer is not None
            return self._tokenizer, self._encoders[prompt]
