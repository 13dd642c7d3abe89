"""A small trained reader over the default model: which words of a passage answer a question, and
whether the passage answers it at all. Its weights come from `training/`, their card is beside
them in `reader_weights/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from index.torch_setup import loading
from ingest.document import Span

if TYPE_CHECKING:
    from index.reader_model import ReaderModel
    from index.windows import Cutter

WEIGHTS = Path(__file__).parent / "reader_weights" / "reader.safetensors"


@dataclass(frozen=True)
class Found:
    """The likeliest answer within a sentence: characters of the passage, and how far its logits
    lie above «not here»."""

    span: Span
    margin: float


@dataclass(frozen=True)
class PassageReading:
    """`answers` is the logit that the passage answers, `sentences` what each of its sentences
    holds (None: nothing to be read in it)."""

    answers: float
    sentences: tuple[Found | None, ...]

    @property
    def best(self) -> Found | None:
        """Of all sentences."""
        return max(filter(None, self.sentences), key=lambda one: one.margin, default=None)


class PassageReader:
    """Safe to call from several threads. The weights are loaded with the first question."""

    def __init__(self, model: Path, threads: int | None = None) -> None:
        """`model` is the default model's folder."""
        self._folder, self._threads = model, threads
        self._lock = Lock()
        self._loaded: tuple[ReaderModel, Cutter] | None = None

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> list[PassageReading]:
        """A reading for each question, passage and the passage's sentences. Raises ModelError
        where the model or the weights cannot be loaded."""
        from index.reader_model import read

        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
        model, cutter = self._loaded
        return read(model, cutter, asked)

    def _load(self) -> tuple[ReaderModel, Cutter]:
        with loading(self._folder, self._threads):
            from index.encoder import quick_type
            from index.reader_model import load_weights
            from index.windows import Cutter

            model = load_weights(self._folder, WEIGHTS)
            return model.compute_in(quick_type()), Cutter(self._folder)
