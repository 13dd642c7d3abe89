"""Messages (RFC 5322, MIME) by the standard library's `email`: .eml.

Parsed under the `compat32` policy: the newer one raises on many of the malformed headers that
real mail is full of, and loses headers written in raw UTF-8.
"""

from __future__ import annotations

import codecs
import mimetypes
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from ingest import text as vi
from ingest.document import BlockKind, RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats import html, plain
from ingest.formats.content import Content

_VIETNAM = timezone(timedelta(hours=7))
_LONGEST_HEAD = 64 * 2**10  # bytes looked through for the headers that tell a message
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEADER = rb"^(?:%b)[ \t]*:"
_SENDER = re.compile(_HEADER % rb"from|sender|return-path", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(
    _HEADER % rb"message-id|mime-version|received|delivered-to", re.IGNORECASE | re.MULTILINE
)
_FIRST_LINE = re.compile(rb"\s*(?:From \S[^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]*[ \t]*:")
# Signatures over the message, and Outlook's own copy of its formatting.
_FURNITURE = re.compile(
    r"application/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-encrypted|(?:vnd\.)?ms-tnef)"
)
_LINES = (("From", "Từ"), ("To", "Đến"), ("Cc", "Đồng gửi"))


def is_message(data: bytes) -> bool:
    """Whether the bytes begin with the headers that a mail program writes."""
    if not _FIRST_LINE.match(data[:1000]):
        return False
    head = _HEAD_END.split(data[:_LONGEST_HEAD].lstrip(), maxsplit=1)[0]
    return _SENDER.search(head) is not None and _SENT.search(head) is not None


def parse(data: bytes) -> Content:
    """The message as a document: subject, who, when, the names of what is attached, the body.

    Its day is that in Vietnam. Raises IntakeError: DAMAGED for what is no message, ENCRYPTED
    for an encrypted one.
    """
    message = _message(data)
    subject = _decoded(message, "Subject")
    sent = _sent(message)
    blocks = [RawBlock(subject, BlockKind.HEADING, 1)] if subject else []
    for name, label in _LINES:
        if value := _decoded(message, name):
            blocks.append(RawBlock(f"{label}: {value}", bold=False))
    if sent:
        blocks.append(RawBlock(f"Ngày: {sent:%d/%m/%Y}", bold=False))
    if names := [name for name, _ in _attached(message)]:
        blocks.append(RawBlock(f"Tệp đính kèm: {'; '.join(names)}", bold=False))
    blocks.extend(_body(message))
    stated = {"title": subject, "date": f"{sent:%Y-%m-%d}" if sent else ""}
    return Content(blocks, {key: value for key, value in stated.items() if value})


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attached file, as the message states them; attached messages
    whole, as .eml. Pictures that belong into the text are left out. Raises IntakeError."""
    for name, part in _attached(_message(data)):
        yield name, _bytes(part)


def _message(data: bytes) -> Message:
    message = message_from_bytes(data.lstrip())
    if not any(message.get(name) for name in ("From", "Subject", "Date", "To")):
        raise IntakeError(Reason.DAMAGED, detail="no message headers")
    smime = message.get_content_type() in ("application/pkcs7-mime", "application/x-pkcs7-mime")
    if message.get_content_type() == "multipart/encrypted" or smime:
        raise IntakeError(Reason.ENCRYPTED)
    return message


def _decoded(message: Message, name: str) -> str:
    """The header's text on one line: encoded words (RFC 2047) and raw 8-bit text alike."""
    return _decoded_words(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """The header as it stands; `get` would lose raw 8-bit text."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return _text(str(next(found, "")).encode("utf-8", "surrogateescape"), None)


def _decoded_words(raw: str) -> str:
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    return vi.clean("".join(_piece(piece, charset) for piece, charset in pieces))


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # What stands between encoded words `decode_header` gives in this escape.
    return _text(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")


def _text(data: bytes, charset: str | None) -> str:
    try:
        return plain.decode(data, charset)
    except IntakeError:
        return data.decode("utf-8", "replace")


def _sent(message: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_decoded(message, "Date"))
        return sent.astimezone(_VIETNAM) if sent.tzinfo else sent
    except (ValueError, OverflowError):  # missing, not a date, or at the end of time
        return None


def _body(message: Message) -> Iterator[RawBlock]:
    for part in _texts(message):
        text = plain.decode(_bytes(part), part.get_content_charset())
        if part.get_content_subtype() == "html":
            # The mark, lest a <meta> that tells the encoding of the bytes be believed.
            yield from html.parse(codecs.BOM_UTF8 + text.encode("utf-8", "replace")).blocks
        else:
            yield from map(RawBlock, plain.paragraphs(text))


def _texts(part: Message) -> Iterator[Message]:
    """The text parts of the body; of alternatives the plain one, unless it is blank."""
    if part.get_content_type() == "multipart/alternative":
        versions = [list(_texts(child)) for child in _children(part)]
        versions.sort(key=lambda texts: any(t.get_content_subtype() == "html" for t in texts))
        filled = [texts for texts in versions if any(_bytes(text).strip() for text in texts)]
        yield from filled[0] if filled else ()
    elif part.is_multipart() and part.get_content_maintype() == "multipart":
        for child in _children(part):
            yield from _texts(child)
    elif _is_text(part):
        yield part


def _attached(message: Message) -> Iterator[tuple[str, Message]]:
    """Each attachment with its name, one made up where it has none."""
    for number, part in enumerate(_files(message), 1):
        yield _name(part) or f"Tệp đính kèm {number}{_suffix(part)}", part


def _files(part: Message) -> Iterator[Message]:
    if part.get_content_maintype() == "multipart":
        for child in _children(part):
            yield from _files(child)
    elif not (_is_text(part) or _is_furniture(part)):
        yield part


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if part.is_multipart() else []


def _is_text(part: Message) -> bool:
    plain_or_html = part.get_content_type() in ("text/plain", "text/html")
    return plain_or_html and part.get_content_disposition() != "attachment" and not _name(part)


def _is_furniture(part: Message) -> bool:
    if part.get_content_maintype() == "image":
        disposition = part.get_content_disposition()
        return disposition == "inline" or (disposition is None and "Content-ID" in part)
    return (
        _FURNITURE.match(part.get_content_type()) is not None
        or _name(part).lower() == "winmail.dat"
    )


def _name(part: Message) -> str:
    """The file name (RFC 2183, 2231; encoded words too, against RFC 2047 but everywhere)."""
    for header, key in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        stated = Message()
        stated[header] = _raw(part, header)
        value = stated.get_param(key, None, header)
        if value:
            return _decoded_words(collapse_rfc2231_value(value))
    if part.get_content_type() == "message/rfc822" and (inner := _children(part)):
        return f"{_decoded(inner[0], 'Subject') or 'Thư'}.eml"
    return ""


def _suffix(part: Message) -> str:
    return mimetypes.guess_extension(part.get_content_type()) or ""


def _bytes(part: Message) -> bytes:
    if part.is_multipart():
        return b"".join(bytes(child) for child in _children(part))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
