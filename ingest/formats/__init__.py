"""One reader a format, and the choice among them: by content first, by suffix second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ingest.errors import IntakeError, Reason
from ingest.formats import docx, plain
from ingest.formats.content import Content

__all__ = ["FORMATS", "Content", "Format", "detect"]


@dataclass(frozen=True)
class Format:
    suffixes: tuple[str, ...]
    parse: Callable[[bytes], Content]


FORMATS = (
    Format((".txt", ".text"), plain.parse),
    Format((".docx",), docx.parse),
)


def detect(data: bytes, name: str) -> Callable[[bytes], Content]:
    suffix = PurePath(name).suffix.lower()
    for form in FORMATS:
        if suffix in form.suffixes:
            return form.parse
    raise IntakeError(Reason.UNSUPPORTED, suffix=suffix)
