"""Vietnamese encodings older than Unicode, as tables from what a reader sees to letters.

What a reader sees (the surface) is each byte as Windows-1252 or, where that leaves a gap, as
Latin-1: TCVN3 «Céng hoµ» for «Cộng hoà». Bytes that would become control characters, no-break
spaces or soft hyphens, and so be lost on the way, may stand as U+F000 + byte, as Word writes
the characters of symbol fonts.

Sources: TCVN 5712:1993 (VN3, the «ABC» fonts, and VN1's capitals where VN3 has no letter),
RFC 1456 (VISCII), the VPS chart of vietunicode.sourceforge.net, the VNI chart of VNI Software.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

PRIVATE = 0xF000  # where symbol fonts, and `ingest.legacy.decode`, put a byte

# One row is sixteen bytes; «.» is a byte that is no Vietnamese letter or means what it does in
# Latin-1.
_TCVN3 = (
    ".ÚỤ.ỪỬỮ.........",
    ".ỨỰỲỶỸÝỴ........",
    *["." * 16] * 6,
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ",
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
    ".ĂÂÊÔƠƯĐăâêôơưđẰ",
    ".....àảãáạẲằẳẵắẴ",  # not VN1's combining marks: the sign there is «25°»
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    "éẹềểễếệìỉỄẾỒĩíịò",
    "Ổỏõóọồổỗốộờởỡớợù",
    "ỖủũúụừửữứựỳỷỹýỵỐ",
)
_VISCII = (
    "..Ẳ..ẴẪ.........",
    "....Ỷ....Ỹ....Ỵ.",
    *["." * 16] * 6,
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    "Õắằặấầẩậẽẹếềểễệố",
    "ồổỗỠƠộờởịỰỨỪỬơớƯ",
    "....ẢĂẳẵ...Ẻ..Ĩỳ",
    "Đứ...ạỷừử..ỹỵ.ỡư",
    "....ảăữẫ...ẻ..ĩỉ",
    "đự....ỏọụ..ũủ.ợỮ",
)
_VPS = (
    "..ẠẬẶẸỆ.........",
    "ỊỌỘỢỤỰ...Ỵ..ẪỮ..",
    *["." * 16] * 6,
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ",
    "Ế..ỀỂỄỐỒỔỖýỷỵỚỜỞ",
    ".ắằẳẵặỠớÙờởỡŨỨợỪ",
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự",
    "ầ..ấẩẫậđẻ..ẹỉễịỹ",
    "ƯỦồố.ỏơÈừứ.ũư.Ẻ.",
    "....ảạă....ẽ...ĩ",
    "ẴĐ.....Ơụ..ủ.ỶẼỳ",
)

# Bytes that Windows-1252 reads otherwise than Latin-1 does, and what it reads.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_BYTES = {
    **{chr(byte): byte for byte in range(256)},
    **{letter: byte for byte, letter in _WINDOWS.items() if letter},
    **{chr(PRIVATE + byte): byte for byte in range(256)},
}
# What PDF readers make of the glyphs of TCVN3's ư, ã and à.
_GLYPHS = {"\u2212": "\xad", "\u2219": "\xb7", "\u03bc": "\xb5"}


def from_bytes(data: bytes) -> str:
    """The surface by Windows-1252, and by Latin-1 in its five gaps."""
    return data.decode("latin-1").translate({byte: c for byte, c in _WINDOWS.items() if c})


def from_bytes_kept(data: bytes) -> str:
    """The surface with each control character, no-break space and soft hyphen as U+F0xx."""
    return data.decode("latin-1").translate(_KEPT)


_KEPT = {
    byte: PRIVATE + byte
    for byte in (*range(0x20), 0x7F, *range(0x80, 0xA1), 0xAD)
    if byte not in b"\t\n\f\r"
}


def _surfaces(rows: tuple[str, ...], *, windows: bool) -> Iterator[tuple[str, str]]:
    for byte, letter in enumerate("".join(rows)):
        if letter == ".":
            continue
        yield chr(PRIVATE + byte), letter
        if byte != 0xA0:  # a no-break space is likelier than the Õ of VISCII
            yield chr(byte), letter
        if windows and _WINDOWS.get(byte):
            yield _WINDOWS[byte], letter


def _single_bytes(rows: tuple[str, ...], *, windows: bool) -> Callable[[str], str]:
    """`windows`: whether the letters at 0x80–0x9F are also looked for where Windows-1252 has
    quotation marks and dashes. Texts in TCVN3 have those marks themselves."""
    table = str.maketrans(dict(_surfaces(rows, windows=windows)))
    return lambda text: text.translate(table)


_by_tcvn3 = _single_bytes(_TCVN3, windows=False)


def _tcvn3(text: str) -> str:
    for glyph, surface in _GLYPHS.items():
        text = text.replace(glyph, surface)
    return _by_tcvn3(text)


_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_MARKS = {
    "aeo": {
        "â": _CIRCUMFLEX,
        "á": _CIRCUMFLEX + _ACUTE,
        "à": _CIRCUMFLEX + _GRAVE,
        "å": _CIRCUMFLEX + _HOOK,
        "ã": _CIRCUMFLEX + _TILDE,
        "ä": _CIRCUMFLEX + _DOT,
    },
    "a": {
        "ê": _BREVE,
        "é": _BREVE + _ACUTE,
        "è": _BREVE + _GRAVE,
        "ú": _BREVE + _HOOK,
        "ü": _BREVE + _TILDE,
        "ë": _BREVE + _DOT,
    },
    "aeouyôö": _VNI_TONES,
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> Iterator[tuple[str, str]]:
    for surface, letter in _VNI_LETTERS.items():
        yield surface, letter
        yield surface.upper(), letter.upper()
    for bases, marks in _VNI_MARKS.items():
        for base in bases:
            for mark, combining in marks.items():
                letter = unicodedata.normalize("NFC", _VNI_LETTERS.get(base, base) + combining)
                # The base tells the case: people write «HUEá» with the marks at hand.
                for shown in (mark, mark.upper()):
                    yield base + shown, letter
                    yield base.upper() + shown, letter.upper()


_VNI = dict(_vni_table())
_VNI_PATTERN = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_PUBLIC = {PRIVATE + byte: byte for byte in range(0xA0, 0x100)}


def _vni(text: str) -> str:
    return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text.translate(_PUBLIC))


def _surface_bytes(text: str) -> bytes | None:
    found = [_BYTES.get(character, -1) for character in text]
    return None if -1 in found else bytes(found)


def _cp1258(text: str) -> str:
    """Windows-1258 that was read as Windows-1252: «vuò» for «vụ»."""
    data = _surface_bytes(text)
    try:
        return text if data is None else unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeError:
        return text


def _mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252 or Latin-1, once or twice: «Viá»‡t» for «Việt»."""
    once = _read_as_utf8(text)
    if once is None and (text == "Â" or text.endswith(("Ã", "ÃƒÂ", "Æ"))):
        # A no-break space was trimmed: «lÃ ».
        once = _read_as_utf8(text + "\xa0")
    if once is None:
        return text
    return unicodedata.normalize("NFC", _read_as_utf8(once) or once)


def _read_as_utf8(text: str) -> str | None:
    data = _surface_bytes(text)
    if data is None or data.isascii():
        return None
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return None


# In the order in which they win a tie: the most used first.
ENCODINGS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "tcvn3": _tcvn3,
        "vni": _vni,
        "utf8-mojibake": _mojibake,
        "viscii": _single_bytes(_VISCII, windows=True),
        "vps": _single_bytes(_VPS, windows=True),
        "cp1258": _cp1258,
    }
)
