"""A checkpoint becomes what ships: `python -m training.export --weights LAST.pt --before BEFORE.pt
--out FOLDER`.

Only trained layers and heads, in float16; the rest comes from the default encoder. Beside them a
model card and, in the manner of sha256sum, a checksum.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from string import Template

import torch
from safetensors.torch import save as encode

from index.reader_model import ReaderModel, load_weights
from training.flat import Flat
from training.model import build_reader
from training.state import Settings, State, load

WEIGHTS = "reader.safetensors"
MOST_BYTES = 35_000_000
_CARD = Path(__file__).with_name("card.md")


# Of the weights before the last stretch, which reads better but ranks worse.
_BEFORE = 0.25


def merged(last: State, before: State) -> State:
    """The last state with a quarter of what the averaged weights were before its last stretch
    (Wortsman et al. 2022, https://arxiv.org/abs/2109.01903)."""
    return replace(last, average=(1 - _BEFORE) * last.average + _BEFORE * before.average)


def export(state: State, model: Path, folder: Path, figures: dict[str, dict[str, float]]) -> Path:
    """Writes weights, card and checksum, and returns the weights' file.

    Raises ValueError if they weigh more than the repository takes.
    """
    settings = state.settings
    reader = build_reader(model, settings.layers, settings.frozen, settings.seed)
    tensors = {
        name: tensor.half().contiguous()
        for name, tensor in Flat(reader).named(state.average).items()
    }
    shape = {"layers": reader.encoder.shape.layers, "frozen": settings.frozen}
    content = encode(tensors, {"reader": json.dumps(shape)})
    if len(content) > MOST_BYTES:
        raise ValueError(f"{len(content)} bytes, at most {MOST_BYTES}")
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / WEIGHTS
    file.write_bytes(content)
    (folder / "SHA256SUMS").write_text(f"{digest}  {WEIGHTS}\n", "utf-8")
    card = Template(_CARD.read_text("utf-8")).substitute(
        sha256=digest,
        megabytes=f"{len(content) / 1e6:.1f}",
        layers=", ".join(map(str, reader.encoder.shape.layers)),
        frozen=settings.frozen,
        seed=settings.seed,
        steps=state.step,
        questions=state.place,
        tokens=f"{state.tokens / 1e6:.1f} million",
        figures=_table(figures),
    )
    (folder / "README.md").write_text(card, "utf-8")
    return file


def _table(figures: dict[str, dict[str, float]]) -> str:
    if not figures:
        return "Not measured yet."
    columns = list(dict.fromkeys(name for row in figures.values() for name in row))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for source, row in figures.items():
        cells = [f"{row[name]:.3f}" if name in row else "" for name in columns]
        lines.append(f"| {source} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def begun_with(weights: Path, model: Path) -> State:
    """A checkpoint's state, or one at step 0 whose weights are exported ones."""
    if weights.suffix == ".pt":
        return load(weights)
    reader = load_weights(model, weights)
    flat = Flat(reader).gather()
    settings = Settings(layers=reader.encoder.shape.layers, frozen=reader.frozen)
    return State(settings, weights=flat, average=flat.clone(), optimiser={})


def load_reader(weights: Path, model: Path) -> ReaderModel:
    """A reader from a checkpoint (its averaged weights) or from exported weights, in float32."""
    if weights.suffix == ".pt":
        state = load(weights)
        settings = state.settings
        reader = build_reader(model, settings.layers, settings.frozen, settings.seed)
        Flat(reader).attach(state.average)
        return reader
    return load_weights(model, weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="a checkpoint")
    parser.add_argument("--before", type=Path, help="weights before its last stretch")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=Path("data/models/default"))
    parser.add_argument("--figures", type=Path, help="what training.evaluate --json wrote")
    options = parser.parse_args()
    torch.set_num_threads(1)
    figures = json.loads(options.figures.read_text("utf-8")) if options.figures else {}
    state = load(options.weights)
    if options.before:
        state = merged(state, begun_with(options.before, options.model))
    print(export(state, options.model, options.out, figures))


if __name__ == "__main__":
    main()
