"""Vietnamese text as the encodings before Unicode write it, for tests to read back.

TCVN3 and VISCII come from iconv, Windows-1258 from Python and VNI from the chart that its
users learn, so that a slip in the tables of `ingest.encodings` cannot hide in its own mirror.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache

import pytest

from ingest.encodings import _VPS

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VOWELS = "aăâeêioôơuưy"
LETTERS = "đĐ" + "".join(
    case(unicodedata.normalize("NFC", vowel + tone))
    for case in (str.lower, str.upper)
    for vowel in _VOWELS
    for tone in ("", *_TONES)
    if (vowel + tone).strip(_VOWELS[0] + "eiouy")
)

_PLAIN = str.maketrans("“”‘’–—…•\xa0", "\"\"''--.* ")  # VISCII and VPS have letters there

# Vowel, then it with sắc, huyền, hỏi, ngã, nặng.
_VNI_CHART = """
a  aù aø aû aõ aï
ă  aé aè aú aü aë
â  aá aà aå aã aä
e  eù eø eû eõ eï
ê  eá eà eå eã eä
i  í  ì  æ  ó  ò
o  où oø oû oõ oï
ô  oá oà oå oã oä
ơ  ôù ôø ôû ôõ ôï
u  uù uø uû uõ uï
ư  öù öø öû öõ öï
y  yù yø yû yõ î
"""
_VNI_BARE = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}


def encode(text: str, encoding: str) -> bytes:
    """The text's bytes. Signs that the encoding lacks become «?»."""
    return _ENCODERS[encoding](unicodedata.normalize("NFC", text))


def surface(text: str, encoding: str) -> str:
    """What a reader that takes the bytes for Windows-1252 shows."""
    return surface_of(encode(text, encoding))


def surface_of(data: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _by_table(text: str, table: dict[str, bytes]) -> bytes:
    return b"".join(table.get(c) or c.encode("cp1252", "replace") for c in text)


@cache
def _iconv(name: str) -> dict[str, bytes]:
    if shutil.which("iconv") is None:
        pytest.skip("needs iconv")
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", name],
        input=LETTERS.encode(),
        capture_output=True,
        check=True,
    )
    return {letter: bytes([byte]) for letter, byte in zip(LETTERS, done.stdout, strict=True)}


def _tcvn3(text: str) -> bytes:
    """VN3: a capital with a tone is written small; fonts of capitals show it as a capital."""
    table = _iconv("TCVN5712-1")
    untoned = {c for c in LETTERS if not set(unicodedata.normalize("NFD", c)) & set(_TONES)}
    return _by_table(text, {c: table[c if c in untoned else c.lower()] for c in LETTERS})


@cache
def _vni_table() -> dict[str, bytes]:
    table = dict(_VNI_BARE)
    for row in _VNI_CHART.split("\n"):
        if row:
            vowel, *toned = row.split()
            for tone, shown in zip(_TONES, toned, strict=True):
                table[unicodedata.normalize("NFC", vowel + tone)] = shown
    capitals = {letter.upper(): shown.upper() for letter, shown in table.items()}
    return {letter: shown.encode("cp1252") for letter, shown in (table | capitals).items()}


@cache
def _vps_table() -> dict[str, bytes]:
    return {letter: bytes([byte]) for byte, letter in enumerate("".join(_VPS)) if letter != "."}


def _cp1258(text: str) -> bytes:
    return b"".join(_cp1258_letter(c) for c in text.translate(_PLAIN))


def _cp1258_letter(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in _TONES), "")
        bare = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
        return (bare + tone).encode("cp1258", "replace")


_ENCODERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": _tcvn3,
    "tcvn5712": lambda text: _by_table(text.translate(_PLAIN), _iconv("TCVN5712-1")),
    "vni": lambda text: _by_table(text, _vni_table()),
    "viscii": lambda text: _by_table(text.translate(_PLAIN), _iconv("VISCII")),
    "vps": lambda text: _by_table(text.translate(_PLAIN), _vps_table()),
    "cp1258": _cp1258,
    "utf8-mojibake": lambda text: surface_of(text.encode()).encode(),
}
