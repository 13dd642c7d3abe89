"""Text of encodings older than Unicode (TCVN3, VNI, VISCII, VPS, Windows-1258, UTF-8 read
as something else) becomes Unicode, behind a gate: text in Unicode is never changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ingest.decoding import decode
from ingest.document import Conversion, RawBlock
from ingest.legacy_capitals import restore_capitals
from ingest.legacy_words import (
    Tally,
    best_encoding,
    convert_all,
    convert_words,
    is_unicode_vietnamese,
    looks_legacy,
    tally,
)

__all__ = ["convert", "decode", "is_legacy_font"]

# «.VnTime», «.VnArial NarrowH», «VnTime», «VNI-Times», «VPS Times», «VISCII …», also behind the
# prefix of a subset in PDF («ABCDEF+.VnTime»). Not «VNF-…», whose fonts are Unicode.
_FONT = re.compile(
    r"(?:[A-Z]{6}\+)?(?:(?P<tcvn3>\.[Vv][Nn]|Vn(?=[A-Z]))"
    r"|(?P<vni>(?i:vni)(?:(?=[\s_-])|(?-i:(?=[A-Z][a-z]))))"
    r"|(?P<vps>(?i:vps)(?:(?=[\s_-])|(?-i:(?=[A-Z][a-z]))))"
    r"|(?P<viscii>(?i:viscii)|VI (?=Times|Arial)))"
)
_CAPITAL_FONT = re.compile(r"(?<=[a-z])H(?![a-z])")  # .VnTimeH shows small letters as capitals


def is_legacy_font(name: str) -> bool:
    """Whether text in the font of this name is in an encoding older than Unicode."""
    return _encoding_of(name) is not None


def _encoding_of(font: str) -> str | None:
    match = _FONT.match(font.strip())
    return match.lastgroup if match else None


def convert(blocks: Sequence[RawBlock]) -> tuple[list[RawBlock], Conversion | None]:
    """The blocks in Unicode and NFC, without `fonts`, and what was done; None where nothing was.

    Spans in a legacy font are read in that font's encoding, unless they hold Unicode all the
    same. The rest is judged together: which encoding, if any, makes Vietnamese of most words
    of the paragraphs that look like legacy text. Then each paragraph by itself is converted or
    left. To be called before the text is cleaned, which would lose TCVN3's ư (a soft hyphen).
    """
    done: list[tuple[str, Tally]] = []
    texts = _convert_fonts(blocks, done)
    texts = _convert_paragraphs(texts, done)
    converted = [
        replace(block, text=unicodedata.normalize("NFC", text), fonts=())
        for block, text in zip(blocks, texts, strict=True)
    ]
    if not done:
        return converted, None
    changed = Counter[str]()
    for encoding, counts in done:
        changed[encoding] += counts.changed
    return converted, Conversion(
        encoding=changed.most_common(1)[0][0],
        words=changed.total(),
        confidence=sum(counts.after for _, counts in done) / changed.total(),
        raw="\n".join(" ".join(block.text.splitlines()) for block in blocks),
    )


# By font -------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A part of a block. `encoding` is its font's, None for Unicode; `unicode` says that the
    text is Unicode in spite of its font."""

    text: str
    encoding: str | None = None
    capitals: bool = False
    unicode: bool = False


def _convert_fonts(blocks: Sequence[RawBlock], done: list[tuple[str, Tally]]) -> list[str]:
    """The blocks' texts with their spans in legacy fonts converted; adds to `done`."""
    pieces = [_pieces(block) for block in blocks]
    tallies = [_tallies(parts) for parts in pieces]
    trust = Counter[str]()
    for found in tallies:
        for encoding, counts in found.items():
            trust[encoding] += counts.gain
    texts = []
    for parts, found in zip(pieces, tallies, strict=True):
        believed = {
            encoding
            for encoding, counts in found.items()
            if counts.gain > 0 or (counts.gain == 0 and trust[encoding] >= 0)
        }
        done += [(encoding, found[encoding]) for encoding in believed if found[encoding].changed]
        texts.append(_join(parts, believed))
    return texts


def _pieces(block: RawBlock) -> list[_Piece]:
    found = []
    position = 0
    for start, end, font in sorted(block.fonts):
        start = max(start, position)
        if (encoding := _encoding_of(font)) and start < end:
            text = block.text[start:end]
            capitals = encoding == "tcvn3" and _CAPITAL_FONT.search(font) is not None
            found.append(_Piece(block.text[position:start]))
            found.append(_Piece(text, encoding, capitals, is_unicode_vietnamese(text)))
            position = min(end, len(block.text))
    found.append(_Piece(block.text[position:]))
    return [piece for piece in found if piece.text]


def _tallies(pieces: Sequence[_Piece]) -> dict[str, Tally]:
    """How each encoding fares in the block, apart from what is Unicode in spite of its font.
    Where there is such text, words that could be either are taken for Unicode too."""
    found = {}
    for encoding in {piece.encoding for piece in pieces if piece.encoding}:
        own = [piece for piece in pieces if piece.encoding == encoding]
        text = "".join(piece.text if _is_in(piece, encoding) else "\n" for piece in pieces)
        counts = tally(text, encoding)
        doubt = any(piece.unicode for piece in own)
        found[encoding] = counts._replace(before=counts.before + doubt)
    return found


def _is_in(piece: _Piece, encoding: str) -> bool:
    return piece.encoding == encoding and not piece.unicode


def _join(pieces: Sequence[_Piece], believed: set[str]) -> str:
    joined = ""
    for (encoding, legacy), group in groupby(pieces, key=lambda p: (p.encoding, not p.unicode)):
        if encoding is None or not legacy or encoding not in believed:
            joined += "".join(piece.text for piece in group)
        else:
            text = _convert_run(list(group), encoding)
            joined += restore_capitals(text, encoding)
    return joined


def _convert_run(pieces: Sequence[_Piece], encoding: str) -> str:
    """Neighbours as one, since Word may part a VNI letter from its mark."""
    converted = ""
    for capitals, group in groupby(pieces, key=lambda piece: piece.capitals):
        text = convert_all("".join(piece.text for piece in group), encoding)
        converted += text.upper() if capitals else text
    return converted


# By the words themselves ---------------------------------------------------------------------


def _convert_paragraphs(texts: Sequence[str], done: list[tuple[str, Tally]]) -> list[str]:
    """The texts, converted where the document as a whole convinces; adds to `done`."""
    unicode = [is_unicode_vietnamese(text) for text in texts]
    best = best_encoding(text for text, sacred in zip(texts, unicode, strict=True) if not sacred)
    if best is None:
        return list(texts)
    encoding, _ = best
    pure = not any(unicode)
    converted = []
    for text, sacred in zip(texts, unicode, strict=True):
        counts = tally(text, encoding)
        if not sacred and _is_converted(text, counts, pure):
            done.append((encoding, counts))
            text = restore_capitals(convert_words(text, encoding), encoding)
        converted.append(text)
    return converted


# «Số» in TCVN3, VNI, VISCII and VPS, before a document's number.
_NUMBER_LINE = re.compile(r"\s*S\S{1,2}\s*:?\s*(?:\d+\s*)?[/-]")


def _is_converted(text: str, counts: Tally, pure: bool) -> bool:
    """Whether a paragraph of a document in legacy encoding is itself in that encoding: more of
    its words become Vietnamese than were, and the rest of it is not English or French.

    `pure`: nothing in the document is Unicode, so that words which are Vietnamese before and
    after («bé», «bộ») and names that never are («Kr«ng P¾k») are legacy text as well.
    """
    tells = 2 * counts.telling >= counts.changed > 0
    if counts.may_be and tells:
        return pure or counts.vietnamese >= 0.3
    if counts.may_be and counts.after >= 0.8 * counts.changed:
        return counts.vietnamese >= 0.3 if pure else counts.vietnamese >= 0.5 and counts.changed > 2
    if pure and counts.changed == counts.before == counts.after == 1:
        # «Sè: 16/KH-SNgV», the line that names the document, is half codes.
        return counts.vietnamese >= 0.5 or _NUMBER_LINE.match(text) is not None
    mostly = 2 * counts.changed >= counts.accented
    return pure and tells and mostly and counts.before == 0 and looks_legacy(text)
