"""The bytes of plain text and web pages become text, whatever they were written in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from ingest.encodings import from_bytes, from_bytes_kept
from ingest.errors import IntakeError, Reason
from ingest.legacy_words import Tally, best_encoding, tally

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(r"<[^<>]*>")
_SAMPLE = 2**16  # bytes or characters that are judged
# Editors write these names into pages whatever the bytes are; the bytes themselves tell more.
_HOLLOW = frozenset({"ascii", "cp1252", "cp1258", "iso8859-1", "utf-8"})
_LEAST_LATIN = 0.6  # of the characters of UTF-16 without a mark
_LEAST_ASCII = 0.3  # ASCII letters and spaces; Vietnamese has .6
_MOST_BROKEN = 0.01  # of the characters beyond ASCII


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes: by byte order mark, UTF-16 without one, the declared name, UTF-8
    (a broken character in a hundred forgiven), Windows-1258, and else one byte a character.

    Text in TCVN3, VNI, VISCII or VPS is given as `ingest.encodings` describes the surface, for
    `ingest.legacy.convert` to read: each byte as in Windows-1252, or in Latin-1 where that has
    a gap; but where only so the text is Vietnamese (VISCII, VPS), all as in Latin-1, control
    characters and no-break spaces as U+F000 + byte so that they outlive parsers and cleaning.

    Raises IntakeError(DAMAGED) for what is no text in any of these.
    """
    for text in _readings(data, declared):
        if not _BINARY.search(text):
            return text
    raise IntakeError(Reason.DAMAGED, detail="encoding")


def _readings(data: bytes, declared: str | None) -> Iterator[str]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked:
        yield from _strictly(data, marked)
        return
    yield from _utf16(data)
    name = _codec(declared)
    if name and name not in _HOLLOW and not name.startswith(("utf-16", "utf-32")):
        yield from _strictly(data, name)
    yield from _strictly(data, "utf-8")
    yield from _nearly_utf8(data)
    yield _single_bytes(data, name)


def _codec(declared: str | None) -> str | None:
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _strictly(data: bytes, name: str) -> Iterator[str]:
    try:
        yield data.decode(name)
    except (UnicodeError, LookupError):  # LookupError: codecs of bytes to bytes, such as hex
        return


def _utf16(data: bytes) -> Iterator[str]:
    """UTF-16 has a zero byte beside each letter of ASCII, where no other text has any; read in
    the wrong order it becomes rare Chinese characters."""
    if len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return
    for name in ("utf-16-le", "utf-16-be"):
        for text in _strictly(data, name):
            sample = text[:_SAMPLE]
            latin, ascii_letters = sum(map(_is_latin, sample)), sum(map(_is_ascii, sample))
            if min(latin / _LEAST_LATIN, ascii_letters / _LEAST_ASCII) >= len(sample):
                yield text


def _is_ascii(character: str) -> bool:
    return character.isascii() and (character.isalpha() or character.isspace())


def _is_latin(character: str) -> bool:
    return character in "\t\n\r" or " " <= character < "\u0370" or "Ḁ" <= character < "\u2070"


def _nearly_utf8(data: bytes) -> Iterator[str]:
    """A file cut off, or with a stray byte in it."""
    text = data.decode("utf-8", "replace")
    beyond = sum(not character.isascii() for character in text)
    if 0 < text.count("\ufffd") <= _MOST_BROKEN * beyond:
        yield text


def _single_bytes(data: bytes, name: str | None) -> str:
    shown = from_bytes(data)
    if b"\0" in data:  # no encoding of text has it
        return shown
    surfaces = [text for text in (shown, from_bytes_kept(data)) if not _BINARY.search(text)]
    best = [(found, text) for text in surfaces if (found := _best(text))]
    if best:
        # Quotation marks of Windows-1252 are capitals in VN1: words gone wrong weigh more.
        (encoding, _), text = max(best, key=lambda reading: _merit(reading[0][1]))
        # TCVN3's ư is a soft hyphen, which parsers and cleaning take away.
        return _by_windows_1258(data) if encoding == "cp1258" else text.replace("\xad", "\uf0ad")
    counts = tally(shown[:_SAMPLE], "cp1258")  # too short to convince
    certain = counts.gain > 0 and counts.after == counts.changed
    return _by_windows_1258(data) if certain or name == "cp1258" else shown


def _best(text: str) -> tuple[str, Tally] | None:
    return best_encoding(_lines(text))


def _merit(found: Tally) -> int:
    return found.gain - 2 * (found.changed - found.after)


def _lines(text: str) -> list[str]:
    return _MARKUP.sub(" ", text[:_SAMPLE]).split("\n")


def _by_windows_1258(data: bytes) -> str:
    """Where Windows-1258 has no letter for a byte, U+FFFD; tones are joined to their letters."""
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
