"""Question and passage side by side, as the reader sees them: in windows of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer

from ingest.document import Span

LONGEST = 288  # tokens of a window with its question
LONGEST_QUESTION = 64
OVERLAP = 96  # tokens that neighbouring windows share
BEGIN, END = 0, 2  # <s> and </s>


@dataclass(frozen=True)
class Window:
    """A question beside a stretch of a passage, as token ids; `offsets[i]` are the characters
    in the passage of the token at `first + i`."""

    ids: tuple[int, ...]
    first: int
    offsets: tuple[Span, ...]


class Cutter:
    """Cuts question and passage into windows `<s> query: Q </s></s> passage: P </s>`."""

    def __init__(self, model: Path, longest: int = LONGEST) -> None:
        self._tokenizer = load_tokenizer(model)
        self._longest = longest
        # A passage comes up with many questions.
        self.pieces = lru_cache(maxsize=20_000)(self._pieces)
        self._prefix = self.pieces("passage:")[0]

    def _pieces(self, text: str) -> tuple[tuple[int, ...], tuple[Span, ...]]:
        """Token ids of a text without special tokens, and the characters of each."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return tuple(encoding.ids), tuple(encoding.offsets)

    def cut(self, question: str, passage: str) -> list[Window]:
        """Windows that together show the whole passage."""
        head = self.head(question)
        stretches = stretch(len(self.pieces(passage)[0]), self.room(head))
        return [self.window(head, passage, one) for one in stretches]

    def head(self, question: str) -> tuple[int, ...]:
        """What comes before the passage in each of the question's windows."""
        asked = self.pieces(f"query: {question}")[0][:LONGEST_QUESTION]
        return (BEGIN, *asked, END, END, *self._prefix)

    def room(self, head: Sequence[int]) -> int:
        """How many of a passage's tokens fit behind the head."""
        return self._longest - len(head) - 1

    def window(self, head: tuple[int, ...], passage: str, tokens: Span) -> Window:
        """The window on this stretch of the passage's tokens."""
        ids, offsets = self.pieces(passage)
        return Window((*head, *ids[slice(*tokens)], END), len(head), offsets[slice(*tokens)])


def load_tokenizer(model: Path) -> Tokenizer:
    """The tokenizer of a model folder, for texts one by one and whole."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def stretch(count: int, room: int, overlap: int = OVERLAP) -> list[Span]:
    """The stretches of at most `room` out of `count` tokens, the last one ending with them."""
    if count <= room:
        return [(0, count)]
    step = max(room - overlap, 1)
    begins = [*range(0, count - room, step), count - room]
    return [(begin, begin + room) for begin in begins]
