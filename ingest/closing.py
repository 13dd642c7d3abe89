"""The end of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 7 and 9): who signed and as
what, and nơi nhận. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import casing
from ingest.document import Block

_LONGEST_LINE = 160
_POST = (
    r"(?:PHÓ |QUYỀN )?(?:TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CHỦ TỊCH NƯỚC|CHỦ TỊCH QUỐC HỘI|CHỦ TỊCH|"
    r"THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG PHÒNG|TRƯỞNG BAN|"
    r"TRƯỞNG ĐOÀN|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|BÍ THƯ|"
    r"TỔNG BÍ THƯ|TỔNG LÃNH SỰ|ĐẠI SỨ|CHỦ NHIỆM|TỔNG CỤC TRƯỞNG|HIỆU PHÓ)(?!\w)"
)
_MARKS = {
    "TM": "thay mặt",
    "KT": "ký thay",
    "TL": "thừa lệnh",
    "TUQ": "thừa ủy quyền",
}
_MARKED = re.compile(
    r"(?P<mark>TUQ|TM|KT|TL|T/M|K/T|T/L)\s?[.:]?\s(?P<whom>[^\W\d_a-z][^a-z\d:;]{2,80})"
)
_ACTING = re.compile(rf"Q\s?\.\s?(?P<post>{_POST})")
_PLAIN_POST = re.compile(rf"{_POST}[^a-z\d:;.]{{0,60}}")
_SPLIT_POST = re.compile(
    rf"(?<!PHÓ)(?<!QUYỀN)(?<!TỔNG)(?<!K[./]T)(?<!KT)(?<!TM)(?<!TL)(?<!UQ)(?<!\.)\s"
    rf"(?={_POST}|(?:KT|TL|TUQ)\.)"
)
_NO_NAME = re.compile(  # what stands between a post and a name
    r"\W*(?:đã ký|ký tên|chữ ký|ký,|signed|ký bởi|ký số|người ký|ngày ký|thời gian ký|"
    r"cơ quan|email|đã duyệt).{0,120}",
    re.IGNORECASE,
)
_DEGREE = r"(?:(?:GS|PGS|TS|ThS|BS|CN|KS|LS|Luật sư|Tiến sĩ|Thạc sĩ)\.?\s?)*"
_NAME = re.compile(rf"{_DEGREE}(?P<name>[^\W\d_]+(?: [^\W\d_]+){{1,5}})\s*[.]?")
_NO_NAME_WORDS = frozenset(
    "huế nội sở ban phòng ủy văn hội tỉnh thành bộ trung nơi như lưu đã họ các".split()
)
_MOST_BETWEEN = 4  # lines between a post and its name

_RECIPIENTS = re.compile(r"nơi nhận\s*:?\s*", re.IGNORECASE)
_ITEM = re.compile(r"[-–—+•]\s*(?P<item>\S.*)")
_ITEM_BORDER = re.compile(r";\s*(?=[-–—+•]\s)|(?<=[;.])\s+(?=[-–—+•]\s)")
_CAPITAL_TAIL = re.compile(rf"\s+(?:(?:TM|KT|TL|TUQ)\.\s|{_POST}).*$")
_MOST_RECIPIENTS = 40


@dataclass(frozen=True)
class Closing:
    signer: str = ""
    signer_post: str = ""
    recipients: tuple[str, ...] = ()


def closing(text: str, blocks: Sequence[Block]) -> Closing:
    """The first signature below the body; annexes may follow it."""
    lines = [
        text[block.start : block.end] if block.end - block.start <= _LONGEST_LINE else ""
        for block in blocks
    ]
    start = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line)), None)
    signer, post = _signature(lines, start)
    recipients = tuple(_recipients(lines, start)) if start is not None else ()
    return Closing(signer, post, recipients)


# Signature -----------------------------------------------------------------------------------

_REACH = 15  # lines of a signature above or below nơi nhận
_SENTENCE = re.compile(r".*[.;,:/]\W*$|$")
_ANNEX = re.compile(r"phụ lục(?!\w)", re.IGNORECASE)


def _signature(lines: Sequence[str], recipients: int | None) -> tuple[str, str]:
    end = len(lines) if recipients is None else recipients
    i = _below_text(lines, end)
    last = len(lines) if recipients is None else min(len(lines), end + _MOST_RECIPIENTS + _REACH)
    while i < last and not _ANNEX.match(lines[i]):
        posts, after = _posts(lines, i, last)
        if posts:
            wording = _wording(posts)
            return (_name_below(lines, after, last) if wording else ""), wording
        i += 1
    return "", ""


def _below_text(lines: Sequence[str], end: int) -> int:
    """The first line above `end` from which on nothing reads like a sentence."""
    i = end
    while i > max(0, end - _REACH) and not _SENTENCE.fullmatch(lines[i - 1]):
        i -= 1
    return i


def _posts(lines: Sequence[str], i: int, last: int) -> tuple[list[str], int]:
    """The lines of authority and post that begin at line i, and where they end."""
    posts: list[str] = []
    while i < last:
        pieces = [piece for piece in _SPLIT_POST.split(_without_item(lines[i])) if piece]
        if not pieces or not all(map(_is_post, pieces)):
            break
        posts += pieces
        i += 1
    return posts, i


def _without_item(line: str) -> str:
    """«- Như trên; KT. GIÁM ĐỐC», two columns read across, without its left one."""
    left = _ITEM.match(line) or _RECIPIENTS.match(line)
    if left is None:
        return line
    tail = _CAPITAL_TAIL.search(line)
    return tail[0].strip() if tail else ""


def _is_post(line: str) -> bool:
    return bool(_MARKED.fullmatch(line) or _ACTING.fullmatch(line) or _PLAIN_POST.fullmatch(line))


def _wording(posts: Sequence[str]) -> str:
    """«KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC» → «Phó Giám đốc (ký thay Giám đốc)»; empty where the
    lines are no one signature."""
    *marked, own = posts
    notes = []
    for line in marked:
        match = _MARKED.fullmatch(line)
        if match is None:
            return ""
        mark = match["mark"].replace("/", "")
        notes.append(f"{_MARKS[mark]} {casing.agency(match['whom'].strip())}")
    if acting := _ACTING.fullmatch(own):
        post = f"Quyền {casing.agency(acting['post'])}"
    elif _PLAIN_POST.fullmatch(own):
        post = casing.agency(own.strip())
    else:
        return ""
    return f"{post} ({', '.join(notes)})" if notes else post


def _name_below(lines: Sequence[str], start: int, last: int) -> str:
    between = 0
    for line in lines[start:last]:
        if between > _MOST_BETWEEN or _is_post(line) or _ANNEX.match(line):
            break
        if _ITEM.match(line) or _RECIPIENTS.match(line):
            name = _name_at_end(line)
        else:
            name = _person(line)
            between += 1
        if name:
            return name
    return ""


def _name_at_end(line: str) -> str:
    """The name of «- Lưu: VT. Nguyễn Văn An», two columns read across."""
    _, dot, tail = line.rpartition(". ")
    return _person(tail) if dot else ""


def _person(line: str) -> str:
    """A name in two to six words, each with a capital: «Nguyễn Văn An», «NGUYỄN VĂN AN»; empty
    where the line is none."""
    match = _NAME.fullmatch(line)
    if match is None or _NO_NAME.fullmatch(line):
        return ""
    words = match["name"].split()
    if line.isupper():
        words = [word.capitalize() for word in words]
    if words[0].lower() in _NO_NAME_WORDS or not all(
        word[0].isupper() and (len(word) == 1 or word[1:].islower()) for word in words
    ):
        return ""
    return " ".join(words)


# Nơi nhận ------------------------------------------------------------------------------------


def _recipients(lines: Sequence[str], start: int) -> Iterator[str]:
    first = _RECIPIENTS.sub("", lines[start], count=1)
    found: list[str] = []
    for line in [first, *lines[start + 1 : start + 1 + _MOST_RECIPIENTS]]:
        for part in _ITEM_BORDER.split(line):
            item = _ITEM.match(part)
            if item:
                found.append(item["item"])
            elif found and part[:1].islower():
                found[-1] += f" {part}"
    for one in found:
        plain = _CAPITAL_TAIL.sub("", one)
        if name := _name_at_end(plain):
            plain = plain.removesuffix(name)
        if plain := plain.strip(" ;.,/"):
            yield plain
