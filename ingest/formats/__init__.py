"""One reader a format, and the choice among them: by content first, by suffix second."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ingest.errors import IntakeError, Reason
from ingest.formats import (
    delimited,
    doc,
    docx,
    eml,
    html,
    image,
    markdown,
    odt,
    pdf,
    plain,
    pptx,
    rtf,
    xls,
    xlsx,
)
from ingest.formats.content import Content
from ingest.formats.probe import Probe

__all__ = ["FORMATS", "PAGED", "Content", "Format", "detect", "page_image"]


@dataclass(frozen=True)
class Format:
    """`claims` tells a format by its bytes; None where only the name can tell. Bytes that it
    does not claim are damaged under the format's suffix, unless it is `lenient`."""

    suffixes: tuple[str, ...]
    parse: Callable[[bytes], Content]
    claims: Callable[[Probe], bool] | None = None
    lenient: bool = False


_PDF = re.compile(rb"(?:\A|[\r\n])%PDF-")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html",
    re.IGNORECASE | re.DOTALL,
)
_OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_FLAT_TEXT = f'office:mimetype="{_OPEN_TEXT}'.encode()
_ENCRYPTED = "EncryptedPackage"  # what Office puts around .docx, .xlsx, .pptx with a password


def _is_pdf(file: Probe) -> bool:
    return _PDF.search(file.data[:1024]) is not None  # PDF 32000-1, Annex H.3, note 13


def _is_image(file: Probe) -> bool:
    return image.is_image(file.data)


def _is_docx(file: Probe) -> bool:
    return "word/document.xml" in file.parts


def _is_pptx(file: Probe) -> bool:
    return "ppt/presentation.xml" in file.parts


def _is_odt(file: Probe) -> bool:
    return file.mimetype.startswith(_OPEN_TEXT) or (
        b"<office:document " in file.data[:1024] and _FLAT_TEXT in file.data[:16384]
    )


def _is_doc(file: Probe) -> bool:
    return "WordDocument" in file.streams


def _is_rtf(file: Probe) -> bool:
    return file.data[:64].lstrip().startswith(b"{\\rtf")


def _is_xlsx(file: Probe) -> bool:
    return "xl/workbook.xml" in file.parts


def _is_xls(file: Probe) -> bool:
    return not file.streams.isdisjoint(("Workbook", "Book"))


def _is_message(file: Probe) -> bool:
    return eml.is_message(file.data)


def _is_html(file: Probe) -> bool:
    return _HTML.match(file.data[:4096]) is not None


FORMATS = (
    Format((".pdf",), pdf.parse, _is_pdf),
    Format((".docx",), docx.parse, _is_docx),
    Format((".doc", ".dot"), doc.parse, _is_doc),
    Format((".rtf",), rtf.parse, _is_rtf),
    Format((".odt", ".ott", ".fodt"), odt.parse, _is_odt),
    Format((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx"), pptx.parse, _is_pptx),
    Format((".png", ".jpg", ".jpeg", ".tif", ".tiff"), image.parse, _is_image),
    Format((".html", ".htm", ".xhtml"), html.parse, _is_html, lenient=True),
    Format((".xlsx", ".xlsm", ".xltx", ".xltm"), xlsx.parse, _is_xlsx),
    Format((".xls", ".xlt"), xls.parse, _is_xls),
    Format((".eml",), eml.parse, _is_message, lenient=True),
    Format((".csv", ".tsv"), delimited.parse),
    Format((".md", ".markdown"), markdown.parse),
    Format((".txt", ".text"), plain.parse),
)


# Readers of pages that may be scans: they also take corrections, and tell of each page.
PAGED = frozenset({pdf.parse, image.parse})


def detect(data: bytes, name: str) -> Callable[[bytes], Content]:
    """The reader for the bytes. Raises IntakeError: UNSUPPORTED for a format we do not know,
    DAMAGED or ENCRYPTED where the name promises a format whose content is not there."""
    file = Probe(data)
    suffix = PurePath(name).suffix.lower()
    for form in FORMATS:
        if form.claims is not None and form.claims(file):
            return form.parse
    if _ENCRYPTED in file.streams:
        raise IntakeError(Reason.ENCRYPTED, suffix=suffix)
    named = next((form for form in FORMATS if suffix in form.suffixes), None)
    if named is None:
        raise IntakeError(Reason.UNSUPPORTED, suffix=suffix)
    if named.claims is not None and not named.lenient:
        raise IntakeError(Reason.DAMAGED, suffix=suffix)
    return named.parse


def page_image(data: bytes, name: str, page: int) -> bytes:
    """The page, counted from 1, of a PDF or an image file as a PNG image. Raises IntakeError:
    as `detect`, and NO_PAGES where the file has no such page."""
    parse = detect(data, name)
    if parse is pdf.parse:
        return pdf.page_image(data, page)
    if parse is image.parse:
        return image.page_image(data, page)
    raise IntakeError(Reason.NO_PAGES)
