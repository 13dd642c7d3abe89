"""A paragraph as its formatted runs of text, and the block that they make."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.document import BlockKind, RawBlock
from ingest.legacy import is_legacy_font

# Windows-1252 leaves five bytes undefined; fonts older than Unicode put letters there.
_WINDOWS_1252 = "".join(
    bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)
)


@dataclass(frozen=True)
class Run:
    """Text in one style. `font` is its name, empty where the file names none. Readers of
    UTF-16 may leave the halves of a surrogate pair apart."""

    text: str
    bold: bool = False
    font: str = ""


def block_of(runs: Iterable[Run], level: int = 0, page: int | None = None) -> RawBlock | None:
    """The heading of that level, or the paragraph for level 0; None where nothing is written."""
    joined = list(_joined(runs))
    written = [run for run in joined if run.text.strip()]
    if not written:
        return None
    return RawBlock(
        "".join(run.text for run in joined),
        BlockKind.HEADING if level else BlockKind.PARAGRAPH,
        level,
        page,
        bold=all(run.bold for run in written),
        fonts=tuple(_legacy_spans(joined)),
    )


def labelled(label: str, runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with an automatic number before them, set like the text that it stands before;
    where nothing is written, there is no number either."""
    written = next((run for run in runs if run.text.strip()), None)
    if label and written is not None:
        yield replace(written, text=label)
    yield from runs


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    for (bold, font), group in groupby(runs, key=lambda run: (run.bold, run.font)):
        text = "".join(run.text for run in group)
        if not text.isascii():
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Run(text, bold, font)


def _legacy_spans(runs: Iterable[Run]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring runs in one font are one span: VNI writes a letter as two characters, and
    nothing keeps those two in one run."""
    start = end = 0
    font = ""
    for run in runs:
        if run.font != font:
            if end > start and is_legacy_font(font):
                yield start, end, font
            start, font = end, run.font
        end += len(run.text)
    if end > start and is_legacy_font(font):
        yield start, end, font


def font_of(*names: str) -> str:
    """The one that decides how the text is encoded, of the fonts that one run has for its
    kinds of characters: a legacy one, else the first."""
    return next(filter(is_legacy_font, names), names[0])


def windows_1252(data: bytes) -> str:
    return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
