"""Finds the axes along which the default model's tokens are compared (`index.late`).

    python -m training.axes --data ../shared/train --model data/models/default

The tokens of a language model share one direction and spread over few others. Less their mean
and along the principal axes of the rest, half of the numbers keep the order of passages, and
question and passage need less to be in one language. Measured in docs/decisions/0006.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from index.late import Floats, unit
from training.data import paragraphs

DIMENSIONS = 192
SHIPPED = Path(__file__).resolve().parents[1] / "index" / "late_interaction.safetensors"
# One file a language, so that no language's own direction passes for what all share.
FILES = ("idk-mrc-train", "iapp-thai-train", "jaquad-train", "cmrc2018-dev")
_PASSAGES = 300  # of each file
_LONGEST = 700  # characters of a passage


def passages(data: Path) -> Iterator[str]:
    """Spread evenly over each file."""
    for name in FILES:
        distinct = list(dict.fromkeys(one["context"] for _, one in paragraphs(data, name)))
        step = max(1, len(distinct) // _PASSAGES)
        yield from (text[:_LONGEST] for text in distinct[::step][:_PASSAGES])


def axes(tokens: Floats) -> tuple[Floats, Floats]:
    """The mean (hidden,) of unit token vectors (tokens, hidden), and the principal axes
    (hidden, DIMENSIONS) of what is left of them."""
    mean = tokens.mean(axis=0)
    rest = unit(tokens - mean)
    spread, directions = np.linalg.eigh((rest.T @ rest).astype(np.float64))
    order = np.argsort(-spread)[:DIMENSIONS]
    return mean.astype(np.float32), directions[:, order].astype(np.float32)


def token_vectors(model_folder: Path, texts: list[str]) -> Floats:
    """Every token of the texts as the model sees it (tokens, hidden), unit length."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder), local_files_only=True, device="cpu")
    found: list[Floats] = []
    for first in range(0, len(texts), 4):
        batch = texts[first : first + 4]
        encoded: Any = model.encode_document(batch, output_value=None, show_progress_bar=False)
        found.extend(unit(own_tokens(one)) for one in encoded)
    return np.concatenate(found)


def own_tokens(found: Any) -> Floats:
    """A text's own token embeddings (tokens, hidden) of what sentence-transformers found, without
    the prompt and the closing mark."""
    kept = found["token_embeddings"][found["attention_mask"].bool()]
    embeddings: Floats = kept[found["prompt_length"] : -1].numpy()
    return embeddings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    tokens = token_vectors(options.model, list(passages(options.data)))
    mean, matrix = axes(tokens)
    matrix16 = np.ascontiguousarray(matrix.astype(np.float16))
    save_file({"mean": mean, "matrix": matrix16}, options.out)
    options.out.chmod(0o644)
    print(f"{len(tokens)} tokens, {options.out.stat().st_size} bytes in {options.out}")


if __name__ == "__main__":
    main()
