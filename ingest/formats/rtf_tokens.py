"""The marks that an RTF file is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    OPEN = auto()
    CLOSE = auto()
    WORD = auto()  # a control word or symbol
    TEXT = auto()


class Token(NamedTuple):
    """`name` and `value` are a word's («fs28» is «fs», 28), `data` the bytes of a text."""

    kind: Kind
    name: str = ""
    value: int | None = None
    data: bytes = b""


_TOKEN = re.compile(
    rb"(?P<text>(?:[^\\{}]++|\\'[0-9a-fA-F]{2})++)"
    rb"|\\(?:(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})?[ ]?|(?P<symbol>[^a-zA-Z]))"
    rb"|(?P<brace>[{}])"
    rb"|\\",  # at the very end
    re.DOTALL,
)
_BYTE = re.compile(rb"\\'(..)")
_NO_TEXT = b"\r\n\0"
_BRACES = {b"{": Token(Kind.OPEN), b"}": Token(Kind.CLOSE)}
_NEW_PARAGRAPH = ("\r", "\n")  # escaped, they mean \par


def tokens(data: bytes) -> Iterator[Token]:
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        if match["brace"]:
            yield _BRACES[match["brace"]]
        elif match["text"]:
            yield Token(Kind.TEXT, data=_bytes(match["text"]))
        elif match["word"] == b"bin":
            at += max(int(match["value"] or 0), 0)
        elif match["word"]:
            value = int(match["value"]) if match["value"] else None
            yield Token(Kind.WORD, match["word"].decode("ascii"), value)
        elif match["symbol"]:
            symbol = match["symbol"].decode("latin-1")
            yield Token(Kind.WORD, "par" if symbol in _NEW_PARAGRAPH else symbol)


def _bytes(text: bytes) -> bytes:
    plain = text.translate(None, _NO_TEXT)
    return _BYTE.sub(lambda match: bytes.fromhex(match[1].decode("ascii")), plain)
