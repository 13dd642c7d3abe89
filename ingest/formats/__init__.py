"""One reader a format, and the choice among them: by content first, by suffix second."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ingest.errors import IntakeError, Reason
from ingest.formats import docx, html, markdown, pdf, plain
from ingest.formats.content import Content

__all__ = ["FORMATS", "Content", "Format", "detect"]


@dataclass(frozen=True)
class Format:
    """`claims` tells a format by its bytes; None where only the name can tell."""

    suffixes: tuple[str, ...]
    parse: Callable[[bytes], Content]
    claims: Callable[[bytes], bool] | None = None


_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html",
    re.IGNORECASE | re.DOTALL,
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # .doc, and what Word puts around an encrypted .docx


def _is_pdf(data: bytes) -> bool:
    return _PDF.search(data[:1024]) is not None  # PDF 32000-1, Annex H.3, note 13


def _is_docx(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _is_html(data: bytes) -> bool:
    return _HTML.match(data[:4096]) is not None


FORMATS = (
    Format((".pdf",), pdf.parse, _is_pdf),
    Format((".docx",), docx.parse, _is_docx),
    Format((".html", ".htm", ".xhtml"), html.parse, _is_html),
    Format((".md", ".markdown"), markdown.parse),
    Format((".txt", ".text"), plain.parse),
)


def detect(data: bytes, name: str) -> Callable[[bytes], Content]:
    """The reader for the bytes. Raises IntakeError: UNSUPPORTED for a format we do not know,
    DAMAGED or ENCRYPTED where the name promises a format whose content is not there."""
    for form in FORMATS:
        if form.claims is not None and form.claims(data):
            return form.parse
    suffix = PurePath(name).suffix.lower()
    named = next((form for form in FORMATS if suffix in form.suffixes), None)
    if named is None:
        raise IntakeError(Reason.UNSUPPORTED, suffix=suffix)
    if named.parse is docx.parse and data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise IntakeError(Reason.ENCRYPTED if encrypted else Reason.DAMAGED, suffix=suffix)
    if named.parse in (docx.parse, pdf.parse):
        raise IntakeError(Reason.DAMAGED, suffix=suffix)
    return named.parse
