"""The real documents as plain text, and how much of one is right after conversion."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import docx
from corpus import CORPUS
from docx.oxml.ns import qn
from legacy_encoders import encode, surface

from ingest.document import RawBlock
from ingest.formats import plain
from ingest.legacy import convert

_WORD = re.compile(r"[^\W_]+")
_TEXT = (qn("w:t"), qn("w:tab"), qn("w:br"))
FONTS = {"tcvn3": ".VnTime", "vni": "VNI-Times", "viscii": "VISCII Times", "vps": "VPS Times"}


@cache
def documents() -> dict[str, list[str]]:
    """Paragraphs in NFC by file name."""
    files = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".txt", ".docx"))
    return {path.name: _paragraphs(path) for path in files}


def _paragraphs(path: Path) -> list[str]:
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()
    else:
        body = docx.Document(str(path)).element.body
        lines = [
            "".join(t.text or "" if t.tag == qn("w:t") else " " for t in paragraph.iter(*_TEXT))
            for paragraph in body.iter(qn("w:p"))
        ]
    return [unicodedata.normalize("NFC", line) for line in lines if line.strip()]


def right_from_bytes(paragraphs: list[str], encoding: str) -> float:
    """The share of words that come back from a plain text file in the encoding."""
    data = encode("\n".join(paragraphs), encoding)
    return _right(paragraphs, plain.parse(data).blocks)


def right_from_fonts(paragraphs: list[str], encoding: str) -> float:
    """The share of words that come back from a word processor's file in a legacy font."""
    shown = [surface(paragraph, encoding) for paragraph in paragraphs]
    font = FONTS[encoding]
    return _right(paragraphs, [RawBlock(text, fonts=((0, len(text), font),)) for text in shown])


def _right(expected: list[str], blocks: list[RawBlock]) -> float:
    converted, _ = convert(blocks)
    wanted = _words(expected)
    return (wanted & _words([block.text for block in converted])).total() / wanted.total()


def _words(texts: list[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))
