"""Loại văn bản, trích yếu and title of a document: pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest import text as vi
from ingest.casing import surely_truecased, truecased
from ingest.document import Block, BlockKind
from ingest.masthead import STATED_DATE, is_number
from ingest.structure import KINDS, is_national_title

_ANNEX = re.compile(r"(?P<label>phụ lục(?:\s+(?:số\s+)?(?:[ivxlc]+|\d+|[a-z]))?)\W*", re.IGNORECASE)
_LETTER = re.compile(r"v/v\s*:?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"(?:v/v|về việc|về)\s*:?\s+", re.IGNORECASE)
_KIND_LINE = re.compile(
    rf"(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})(?P<rest>\s.*)?", re.IGNORECASE
)
_FOREIGN_KINDS = {
    "NOTE VERBALE": "Công hàm",
    "VERBAL NOTE": "Công hàm",
    "MEMORANDUM OF UNDERSTANDING": "Bản ghi nhớ",
}
_ENDS_SUBJECT = re.compile(
    r"\(|số\W|kính|.*ngày\s.*tháng\s.*năm\s|(?:quyền )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng)\W|"
    r"(?:[uủ][yỷ] ban nhân dân|hội đồng nhân dân|quốc hội|chính phủ|tổng giám đốc)\W",
    re.IGNORECASE,
)
_OF = re.compile(r"CỦA\W")
_MOST_QUALIFIER_WORDS = 4
_MOST_SUBJECT_LINES = 4
_FIRST_LINES = 5
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class Heading:
    """`kind` is loại văn bản; `label` the same as the title gives it, «Báo cáo tóm tắt» or
    «Phụ lục II»; `about` is trích yếu as it follows the label."""

    kind: str = ""
    label: str = ""
    about: str = ""

    @property
    def subject(self) -> str:
        """Trích yếu by itself."""
        return self.about[:1].upper() + self.about[1:]

    @property
    def title(self) -> str:
        if not self.about:
            return self.label
        return f"{self.label}. {self.subject}" if self._is_annex else f"{self.label} {self.about}"

    @property
    def _is_annex(self) -> bool:
        return self.kind == "Phụ lục"


def heading(head: Sequence[str], text: str) -> Heading:
    """Loại văn bản and trích yếu from the lines above the body of `text`."""
    for i, line in enumerate(head):
        below = head[i + 1 :]
        if annex := _ANNEX.fullmatch(line):
            return Heading("Phụ lục", annex["label"], truecased(_joined(below), text))
        if foreign := _FOREIGN_KINDS.get(line.strip(" .:")):
            return Heading(foreign)
        if (match := _kind_line(line)) and not is_national_title(line):
            return _named(match, below, text)
        if _LETTER.match(line):
            rest = takewhile(lambda part: part[0].islower() or part[0].isdigit(), below)
            about = _LETTER.sub("về việc ", " ".join([line, *rest]), count=1)
            return Heading("Công văn", "Công văn", about.rstrip(" ;."))
    return Heading()


def foreign_heading(head: Sequence[str]) -> Heading:
    """Of a document without the masthead of the decree; its title is its own first line."""
    kinds = (_FOREIGN_KINDS.get(line.strip(" .:"), "") for line in head[:_FIRST_LINES])
    return Heading(next(filter(None, kinds), ""))


def _kind_line(line: str) -> re.Match[str] | None:
    match = _KIND_LINE.fullmatch(line)
    return match if match and match["kind"].isupper() else None


def _named(match: re.Match[str], below: Sequence[str], text: str) -> Heading:
    kind = match["kind"].capitalize()
    rest = (match["rest"] or "").strip()
    subject = _joined(below)
    if not rest:
        return Heading(kind, kind, _continued(truecased(subject, text)))
    if subject and rest.isupper() and not subject.isupper():
        # «BÁO CÁO TÓM TẮT» above «Về việc …», but «QUYẾT ĐỊNH CỦA UBND TỈNH» says no more.
        more = len(rest.split()) <= _MOST_QUALIFIER_WORDS and not _OF.match(rest)
        return Heading(kind, f"{kind} {rest.lower()}" if more else kind, _continued(subject))
    return Heading(kind, kind, _continued(truecased(_joined([rest, *below]), text)))


def _joined(lines: Sequence[str]) -> str:
    """The lines of the trích yếu: up to the annex's «(Kèm theo …)», a date, a number."""
    subject: list[str] = []
    for line in lines[:_MOST_SUBJECT_LINES]:
        ends = _ENDS_SUBJECT.match(line) or (subject and _LETTER.match(line))
        if ends or is_national_title(line) or is_number(line) or line.endswith((":", ";", ".")):
            break
        if subject and line.isupper() != subject[-1].isupper():
            break
        subject.append(line)
    return " ".join(subject)


def _continued(subject: str) -> str:
    """«Về việc …» goes on from the label in small letters; a noun keeps its capital."""
    subject = _LETTER.sub("về việc ", subject, count=1)
    return subject[0].lower() + subject[1:] if _ABOUT.match(subject) else subject


def article_title(text: str, blocks: Sequence[Block], properties: Mapping[str, str]) -> str:
    """What the file itself calls its title, else the first heading or line that reads like one."""
    if title := vi.clean(properties.get("title", "")):
        return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
    headings = (block for block in blocks[:5] if block.kind is BlockKind.HEADING)
    first = next(headings, blocks[0] if blocks else None)
    if blocks and STATED_DATE.match(text[blocks[0].start : blocks[0].end]):
        first = blocks[0]
    if first is None:
        return ""
    line = STATED_DATE.sub("", text[first.start : first.end], count=1)
    if len(line) > _LONGEST_TITLE or line.endswith((".", ";")):
        return ""
    return surely_truecased(line, text[: first.start] + text[first.end :])
