"""What a document says of itself: số/ký hiệu, date, issuer, loại văn bản, title. Pure.

Only what stands plainly in the masthead (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 2-5), in
an annex's «(Kèm theo …)», in a dated first line, or in a web page's own properties. Never
from the body: its «căn cứ» lines name the numbers and dates of other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from ingest import text as vi
from ingest.document import Block, BlockKind, Metadata
from ingest.structure import KINDS, is_national_title

_MOST_LINES = 40  # of a masthead; it ends earlier where the body begins
_LONGEST_LINE = 300
_BODY = re.compile(
    r"căn cứ\s|theo đề nghị|xét đề nghị|kính gửi|kính thưa|điều 1\b|chương i\b|phần i\b|"
    r"phần thứ nhất|(?:i|1)\s?\.\s|thực hiện\s",
    re.IGNORECASE,
)

_NUMBER = re.compile(
    r"(?:^|\s)(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)?\s*số\s*:?\s*"
    r"(?P<number>\d{1,5}\s*(?:/\s*\d{4}\s*)?[-/]\s*[^\W\d_][\w-]*(?:\s?/\s?[\w-]+)*)",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"(?:^|\s)[^\W\d_][^,;:()]{1,40},\s*ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}\s*\.?$"
)
_STATED_DATE = re.compile(
    r"(?:date|ngày đăng|đăng ngày|ngày xuất bản|ngày cập nhật|cập nhật|ngày)\s*:?\s*"
    r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\S)[\s.,;|–-]*",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\((?:ban hành\s+)?kèm theo\s+(?P<kind>[^\d():]{3,30}?)\s+số:?\s*(?P<number>\S+)\s+"
    r"(?P<date>ngày\s+\d{1,2}(?:\s+tháng\s+|/)\d{1,2}(?:\s+năm\s+|/)\d{4})"
    r"(?:\s+của\s+(?P<issuer>[^()]{3,120}?))?\s*\)",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"(?P<label>phụ lục(?:\s+(?:số\s+)?(?:[ivxlc]+|\d+|[a-z]))?)\W*", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:v/v|về việc|về)\s*:?\s+", re.IGNORECASE)
_OFFICIAL_LETTER = re.compile(r"v/v\s*:?\s*", re.IGNORECASE)
_KIND_LINE = re.compile(
    rf"(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})(?P<rest>\s.*)?", re.IGNORECASE
)
_AGENCY = re.compile(
    r"BỘ|SỞ|[UỦ][YỶ] BAN|UBND|HĐND|HỘI|CỤC|CHI CỤC|VỤ|BAN|VĂN PHÒNG|TRUNG TÂM|QUỐC HỘI|"
    r"CHÍNH PHỦ|TỔNG|VIỆN|TRƯỜNG|HỌC VIỆN|ĐẢNG|(?:TỈNH|THÀNH|HUYỆN) [UỦ][YỶ]|LIÊN|CÔNG TY|"
    r"CHỦ TỊCH|THỦ TƯỚNG|ĐẠI SỨ|PHÒNG|MẶT TRẬN|THANH TRA|T(?:ÒA|OÀ) ÁN|NGÂN HÀNG|ĐOÀN|"
    r"CÔNG ĐOÀN|KHO BẠC|KIỂM TOÁN"
)


def find_metadata(
    text: str, blocks: Sequence[Block], properties: Mapping[str, str], *, name: str
) -> Metadata:
    """The metadata of a document with that text; `properties` as in formats.Content.

    `name` is the file's stem, the title of a document that gives itself none.
    """
    head = list(_head(text, blocks))
    attached = _ATTACHED.search(" ".join(head))
    official = _is_official(head)
    label, subject = _kind_and_subject(head) if official or attached else ("", "")
    title = _official_title(label, _truecased(subject, text))
    return Metadata(
        title=title or _article_title(text, blocks, properties) or name,
        number=_number(head, attached),
        date=_date(head, attached, properties),
        issuer=_issuer(head) or (attached["issuer"] or "" if attached else ""),
        kind="Phụ lục" if _ANNEX.fullmatch(label) else label,
    )


def _head(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The lines above the body."""
    lines = (text[block.start : block.end] for block in islice(blocks, _MOST_LINES))
    return takewhile(lambda line: len(line) <= _LONGEST_LINE and not _BODY.match(line), lines)


def _is_official(head: Sequence[str]) -> bool:
    return any(is_national_title(line) or _NUMBER.match(line) for line in head)


# Số, ký hiệu; date ---------------------------------------------------------------------------


def _number(head: Sequence[str], attached: re.Match[str] | None) -> str:
    for line, following in zip(head, [*head[1:], ""], strict=False):
        # «Số:» and the number may stand in two cells of the masthead.
        split = line.rstrip(" :").lower() == "số"
        match = _NUMBER.match(f"Số: {following}" if split else line)
        if match:
            return re.sub(r"\s+", "", match["number"])
    return attached["number"] if attached and vi.document_numbers(attached["number"]) else ""


def _date(
    head: Sequence[str], attached: re.Match[str] | None, properties: Mapping[str, str]
) -> str | None:
    candidates = [line for line in head if _PLACE_DATE.search(line)]
    if attached:
        candidates.append(attached["date"])
    candidates.extend(match[0] for line in head[:5] if (match := _STATED_DATE.match(line)))
    candidates.append(properties.get("date", "").partition("T")[0])
    for candidate in candidates:
        if found := vi.dates(candidate):
            return found[-1][1]
    return None


# Issuer --------------------------------------------------------------------------------------


def _issuer(head: Sequence[str]) -> str:
    """The last agency line of the masthead's left cell, whole where it takes two lines."""
    if not _is_official(head):
        return ""
    above = list(takewhile(lambda line: not _is_below_issuer(line), head))
    lines = [line for line in above if line.isupper() and not is_national_title(line)]
    names: list[str] = []
    for line in lines:
        if names and not _AGENCY.match(line):
            names[-1] += f" {line}"
        elif _AGENCY.match(line):
            names.append(line)
    return names[-1] if names else ""


def _is_below_issuer(line: str) -> bool:
    return bool(_NUMBER.match(line) or _kind_line(line)) or line.rstrip(" :").lower() == "số"


# Loại, trích yếu, title ----------------------------------------------------------------------


def _kind_line(line: str) -> re.Match[str] | None:
    match = _KIND_LINE.fullmatch(line)
    return match if match and match["kind"].isupper() else None


def _kind_and_subject(head: Sequence[str]) -> tuple[str, str]:
    """«Nghị định», «Phụ lục I» or «Công văn», and the trích yếu as written."""
    for i, line in enumerate(head):
        if annex := _ANNEX.fullmatch(line):
            return annex["label"], _joined(head[i + 1 :])
        if (match := _kind_line(line)) and not is_national_title(line):
            rest = (match["rest"] or "").strip()
            return match["kind"].capitalize(), _joined([*filter(None, [rest]), *head[i + 1 :]])
        if _OFFICIAL_LETTER.match(line):
            below = takewhile(lambda part: part[0].islower() or part[0].isdigit(), head[i + 1 :])
            return "Công văn", " ".join([line, *below])
    return "", ""


_MOST_SUBJECT_LINES = 4


def _joined(lines: Sequence[str]) -> str:
    """The lines of the trích yếu: up to the annex's «(Kèm theo …)», a date, a number."""
    ends = re.compile(r"\(|Số|Kính|V/v|.*ngày\s.*tháng\s.*năm\s", re.IGNORECASE)
    subject: list[str] = []
    for line in lines[:_MOST_SUBJECT_LINES]:
        if ends.match(line) or is_national_title(line) or line.endswith((":", ";", ".")):
            break
        if subject and line.isupper() != subject[-1].isupper():
            break
        subject.append(line)
    return " ".join(subject)


def _official_title(label: str, subject: str) -> str:
    if not label or not subject:
        return label
    if _ANNEX.fullmatch(label):
        return f"{label}. {subject[0].upper()}{subject[1:]}"
    subject = _OFFICIAL_LETTER.sub("về việc ", subject, count=1)
    if _SUBJECT.match(subject):
        subject = subject[0].lower() + subject[1:]
    return f"{label} {subject}"


def _article_title(text: str, blocks: Sequence[Block], properties: Mapping[str, str]) -> str:
    if title := vi.clean(properties.get("title", "")):
        return title
    headings = (block for block in blocks[:5] if block.kind is BlockKind.HEADING)
    first = next(headings, blocks[0] if blocks else None)
    if blocks and _STATED_DATE.match(text[blocks[0].start : blocks[0].end]):
        first = blocks[0]
    if first is None:
        return ""
    line = _STATED_DATE.sub("", text[first.start : first.end], count=1)
    return line if len(line) <= _LONGEST_TITLE and not line.endswith((".", ";")) else ""


_LONGEST_TITLE = 200
_LONGEST_PHRASE = 6  # syllables


@dataclass(frozen=True)
class _Body:
    """The text in which a title's words are looked up: as written, and in lower case."""

    text: str
    lower: str


def _truecased(subject: str, text: str) -> str:
    """A subject in capitals in the case in which the document itself writes its phrases:
    «HỢP TÁC VỚI HÀN QUỐC» → «hợp tác với Hàn Quốc»."""
    if not subject.isupper():
        return subject
    body = _Body(text, text.lower())
    words = subject.lower().split()
    written: list[str] = []
    while words:
        for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
            phrase = " ".join(words[:size])
            found = _as_in_body(phrase, body) if len(body.lower) == len(text) else None
            if found or size == 1:
                written.append(found or phrase)
                words = words[size:]
                break
    return " ".join(written)


def _as_in_body(phrase: str, body: _Body) -> str | None:
    """The phrase as it stands within a sentence, where a capital means a name."""
    for match in re.finditer(rf"(?<=[a-zà-ỹđ,] ){re.escape(phrase)}(?!\w)", body.lower):
        before = body.text[match.start() - 2]
        found = body.text[match.start() : match.end()]
        if not found.isupper() and not before.isupper():
            return found
    return None
