"""Texts by name and version: `load("quote.v1")` reads prompts/quote.v1.md.

A file is a series of parts, each under a line «## name»; what stands above the first is for
the reader. `$name` in a part is filled in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Prompt:
    """The parts of one file by name, and a digest that tells two wordings apart."""

    name: str
    digest: str
    parts: dict[str, str]

    def fill(self, part: str, **values: object) -> str:
        """The part with its `$` places filled. Raises KeyError on a part or a value that
        is missing, so that a half-filled text never reaches anyone."""
        return Template(self.parts[part]).substitute(values)

    def under(self, prefix: str) -> dict[str, str]:
        """The parts whose names begin so, by the rest of their names."""
        named = (name for name in self.parts if name.startswith(prefix))
        return {name.removeprefix(prefix): self.parts[name] for name in named}


@lru_cache
def load(name: str) -> Prompt:
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    parts = {}
    for section in text.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        parts[title.strip()] = body.strip()
    return Prompt(name, hashlib.sha256(text.encode()).hexdigest()[:12], parts)
