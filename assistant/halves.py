"""Two questions asked in one breath: «Giám đốc Sở là ai và giữ chức từ năm nào?». Pure."""

from __future__ import annotations

import re

from index.aliases import Aliases
from ingest import text as vi
from ingest.document import Span

# Patterns match folded text, whose offsets are the question's own.
_ASKING = re.compile(
    r"\b(?:(?:la )?ai|bao nhieu|bao gio|bao lau|bao xa|(?:khi|luc|hoi) nao|"
    r"(?:o |tai |tu |qua |den )?dau|(?:nhu )?the nao|ra sao|vi sao|tai sao|"
    r"(?:la |nhung )?gi|nao|so may|may(?= \w))\b(?! (?:do|cung|day)\b)"
)
_OF_FACTS = re.compile(
    r"\b(?:ai|bao nhieu|may|khi nao|bao gio|bao lau|dau|(?:nam|ngay|thang|so|nuoc|tinh) nao)\b"
)
_JOINT = re.compile(r"\s*,?\s+(?:va|dong thoi|con|cung nhu)\s+(?:cho biet\s+)?|\s*[,;]\s+")
# What asks for one more circumstance of the same thing done.
_CIRCUMSTANCE = re.compile(
    r"^(?:theo|o|tai|vao|tu|ke tu|do|boi|voi|trong|cho|den|qua|bang|ve|khi nao|bao gio|luc nao|"
    r"vi sao|tai sao|nam nao|ngay nao|thang nao|dau|ai|nhu the nao|the nao|ra sao|gi|bao nhieu|"
    r"may)\b"
)
_TIME_ALONE = re.compile(
    r"^(?P<time>(?:nam (?:19|20)\d{2}|hien nay|hien tai|bay gio|truoc do))(?: thi)? "
    r"(?:la ai|la gi|bao nhieu|la bao nhieu|the nao|ra sao)\s*$"
)
_TIME = re.compile(r"\b(?:trong |vao )?(?:nam (?:19|20)\d{2}|hien nay|hien tai|bay gio)\b")
# Where what is said of the subject begins; written small, since names hold such words too.
_VERB = re.compile(
    r"\b(?:là|được|do|có|gồm|bao gồm|ban hành|thành lập|ký|sinh|thăm|đến|bị|đã|thuộc|nằm|ở|"
    r"bắt đầu|diễn ra|kết thúc|thay thế|giữ|nhận|"
    r"la|duoc|co|gom|bao gom|ban hanh|thanh lap|ky|sinh|tham|den|bi|da|thuoc|nam|o|"
    r"bat dau|dien ra|ket thuc|thay the|giu|nhan)\b(?! (?:\d|nào|nao))"
)
_VERB_FIRST = re.compile(
    r"^(?:duoc|co|gom|bao gom|ban hanh|thanh lap|ky|sinh|tham|bi|da|thuoc|nam o|bat dau|dien ra|"
    r"ket thuc|thay the|bai bo|giu|nhan|phat bieu|noi|que|nghi huu)\b"
)
_OF_SUBJECT = re.compile(r"^(?:\w+ ){1,3}la\b")  # «tiền thân là đơn vị nào»
_TAIL = re.compile(
    r"\s*,?\s*\b(?:(?:vao |tu |trong |o |tai |qua |ke tu |theo |do )*"
    r"(?:(?:nam|ngay|thang|thoi gian|tinh|nuoc|quoc gia|dia phuong|thanh pho|noi|nguoi|quyet dinh|"
    r"van ban|nghi dinh|co quan|don vi) )?(?:nhung |so (?=may|bao))?"
    r"(?:la ai|ai|la gi|gi|nao|may|bao nhieu|khi nao|bao gio|luc nao|dau|bao lau|"
    r"nhu the nao|the nao|ra sao))\s*[?.!]*$"
)
_POLITE = re.compile(r"^(?:(?:xin |hay )?cho (?:toi |em |minh )?(?:biet|hoi)|xin hoi)\s*,?\s+")
_OF = re.compile(r"\b(?:của|cua) (?P<owner>.+)$")  # «Chức năng của Sở là gì và lập năm nào?»
_EMPTY_OPENING = re.compile(r"^(?:là|có|la|co)\s+", re.IGNORECASE)
_LEAST_SUBJECT = 2  # words


def halves(text: str, aliases: Aliases) -> tuple[str, ...]:
    """The two questions, each standing alone; none where one thing is asked. The second gets
    from the first what it leaves out: the subject, or all that is said of it."""
    plain = vi.fold(text)
    if polite := _POLITE.match(plain):
        text, plain = text[polite.end() :], plain[polite.end() :]
    for joint in _JOINT.finditer(plain):
        first, second = text[: joint.start()], text[joint.end() :].rstrip(" ?.!")
        if "," in joint[0] and not _OF_FACTS.search(vi.fold(second)):
            continue  # «Khác gì, định nghĩa thế nào?» asks the same twice
        if _asks(first) and _asks(second):
            whole = _completed(first.strip(), second, aliases)
            return (_question(first), _question(whole)) if whole else ()
    return ()


def _asks(text: str) -> bool:
    """Whether it asks and says something besides."""
    return bool(_ASKING.search(vi.fold(text))) and len(text.split()) > 1


def _completed(first: str, second: str, aliases: Aliases) -> str:
    """The second question with what it leaves to the first; empty where that cannot be told."""
    plain = vi.fold(second)
    if time := _TIME_ALONE.match(plain):
        said = second[slice(*time.span("time"))]
        if earlier := _TIME.search(vi.fold(first)):
            return f"{first[: earlier.start()]}{said}{first[earlier.end() :]}"
        return f"{said}, {first[:1].lower()}{first[1:]}" if not first[:2].isupper() else ""
    if _says_subject(second, aliases):
        return second
    tail = _TAIL.search(vi.fold(first))
    if tail is None or not tail.start():
        said = _without_asking(first)
        return _joined(_subject(said) if _VERB_FIRST.match(plain) else said, second)
    said = first[: tail.start()]
    if _VERB_FIRST.match(plain) or _OF_SUBJECT.match(plain):
        owner = _OF.search(said) if vi.fold(tail[0]).strip().startswith("la gi") else None
        return _joined(owner["owner"] if owner else _subject(said), second)
    alike = _alike(said, second)
    return f"{alike} {second}".strip() if alike is not None else _joined(said, second)


def _says_subject(second: str, aliases: Aliases) -> bool:
    """Whether it names what it is about."""
    plain = vi.fold(second)
    if plain.startswith("ai "):
        return len(plain.split()) > _LEAST_SUBJECT
    if _CIRCUMSTANCE.match(plain):
        return False
    named = any(one.start == 0 and one.name.kind != "term" for one in aliases.find(second))
    return named or (second[0].isupper() and not vi.is_folded(second))


def _alike(said: str, second: str) -> str | None:
    """What is said before a thing of the sort that the second question is about: of «Nơi nhận
    dùng cỡ chữ» and «kiểu chữ gì» «Nơi nhận dùng»; None where there is none."""
    tail = _TAIL.search(vi.fold(second))
    words, other = said.split(), second[: tail.start()].split() if tail else []
    last = words[-len(other) :]
    if len(other) < _LEAST_SUBJECT or len(last) < len(other):
        return None
    if vi.fold(last[0]) != vi.fold(other[0]) and vi.fold(last[-1]) != vi.fold(other[-1]):
        return None
    return " ".join(words[: -len(other)])


def _without_asking(first: str) -> str:
    """«Có bao nhiêu dự án» as «Có dự án»."""
    found = _ASKING.search(vi.fold(first))
    assert found is not None
    kept = f"{first[: found.start()].rstrip()} {first[found.end() :].lstrip()}"
    return _EMPTY_OPENING.sub("", kept.strip())


def _subject(said: str) -> str:
    verb: Span | None = next(
        (
            found.span()
            for found in _VERB.finditer(said)
            if len(said[: found.start()].split()) >= _LEAST_SUBJECT
        ),
        None,
    )
    return said[: verb[0]].strip(" ,") if verb else said


def _joined(said: str, second: str) -> str:
    said = said.strip(" ,")
    return f"{said} {second}" if said else ""


def _question(text: str) -> str:
    text = text.strip(" ,.?!")
    return f"{text[:1].upper()}{text[1:]}?"
