"""Loại văn bản, trích yếu and title of a document from the line that names its kind: pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.casing import english_title, truecased
from ingest.masthead import is_masthead, is_number
from ingest.structure import KINDS, LABELS, is_national_title

_ANNEX = re.compile(r"(?P<label>phụ lục(?:\s+(?:số\s+)?(?:[ivxlc]+|\d+|[a-z]))?)\W*", re.IGNORECASE)
_LETTER = re.compile(r"v/v\s*:?\s*", re.IGNORECASE)
_ABOUT = re.compile(r"(?:v/v|về việc|về)\s*:?\s+", re.IGNORECASE)
_OF_KIND = {"Biên bản ghi nhớ": "Bản ghi nhớ"}  # another name of a kind
_KIND_NAMES = sorted([*KINDS, *map(str.lower, _OF_KIND)], key=len, reverse=True)
_KIND_LINE = re.compile(rf"(?P<kind>{'|'.join(_KIND_NAMES)})(?P<rest>\s.*)?", re.IGNORECASE)
_LABEL_LINE = re.compile(rf"(?P<kind>{'|'.join(LABELS)})(?P<rest>\s.*)?", re.IGNORECASE)
# Kinds that are also words of headlines: «DỰ ÁN TRỒNG RỪNG ĐƯỢC TÀI TRỢ».
_HEADLINE_WORDS = frozenset({"Luật", "Lệnh", "Dự án", "Quy định", "Kết luận"})
_FOREIGN_KINDS = {
    "NOTE VERBALE": "Công hàm",
    "VERBAL NOTE": "Công hàm",
    "MEMORANDUM OF UNDERSTANDING": "Bản ghi nhớ",
    "AGREEMENT": "Bản thỏa thuận",
    "LETTER OF APPRECIATION": "",
    "LETTER OF THANKS": "",
    "LETTER OF INVITATION": "",
    "LETTER OF INTENT": "",
}
_FOREIGN_LINE = re.compile(rf"(?P<name>{'|'.join(_FOREIGN_KINDS)})(?P<rest>\s[^.:]*)?[ .:]*")
_GOES_ON = re.compile(r"(?:between|on|for|and|concerning|regarding|in|of)\s")
_ENDS_SUBJECT = re.compile(
    r"\(|số\W|kính|.*ngày\s.*tháng\s.*năm\s|(?:quyền )?(?:chủ tịch|giám đốc|bộ trưởng|thủ tướng)\W|"
    r"(?:[uủ][yỷ] ban nhân dân|hội đồng nhân dân|quốc hội|chính phủ|tổng giám đốc)\W|"
    r".*kính mời|"
    r"(?:hôm nay|thời gian|địa điểm|thành phần|vấn đề trình|mã hiệu|mã số|cập nhật|ngày)\W",
    re.IGNORECASE,
)
_OF = re.compile(r"CỦA\W")
_MOST_QUALIFIER_WORDS = 4
_MOST_SUBJECT_LINES = 4
_FIRST_LINES = 6
_LONGEST_LINE = 200


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
        if foreign := _FOREIGN_LINE.fullmatch(line):
            return _foreign(foreign, below)
        if (match := _kind_line(line)) and not is_national_title(line):
            return _named(match, below, text)
        if _LETTER.match(line):
            rest = takewhile(lambda part: part[0].islower() or part[0].isdigit(), below)
            about = _LETTER.sub("về việc ", " ".join([line, *rest]), count=1)
            return Heading("Công văn", "Công văn", about.rstrip(" ;."))
    for i, line in enumerate(head):
        if label := _label_line(line):
            found = replace(_named(label, head[i + 1 :], text), kind="")
            return Heading("", found.title) if label["rest"] else found
    return Heading()


def plain_heading(head: Sequence[str], text: str) -> Heading:
    """Of a document without the masthead of the decree: only one of its first lines, in
    capitals, names what it is."""
    for i, line in enumerate(head[:_FIRST_LINES]):
        if len(line) > _LONGEST_LINE or line.endswith("."):
            break
        named = line.isupper() and (_kind_line(line) or _label_line(line))
        if named or _FOREIGN_LINE.fullmatch(line):
            found = heading(head[i:], text)
            if len(found.title) > _LONGEST_LINE:
                about = found.about[: _LONGEST_LINE - len(found.label) - 2]
                found = replace(found, about=f"{about.rpartition(' ')[0]}…" if about else "")
            headline = found.kind in _HEADLINE_WORDS and found.about
            return replace(found, kind="") if headline else found
    return Heading()


def _foreign(match: re.Match[str], below: Sequence[str]) -> Heading:
    """«MEMORANDUM OF UNDERSTANDING» and the lines that go on with it: «between …»."""
    rest = (match["rest"] or "").strip()
    lines = [english_title(rest, opens=False)] if rest else []
    for line in below[:_MOST_SUBJECT_LINES]:
        goes_on = line.isupper() or _GOES_ON.match(line)
        if not goes_on or is_masthead(line) or line.endswith((".", ":")):
            break
        lines.append(english_title(line, opens=False))
    about = " ".join(lines)
    return Heading(_FOREIGN_KINDS[match["name"]], english_title(match["name"]), about)


def _kind_line(line: str) -> re.Match[str] | None:
    match = _KIND_LINE.fullmatch(line)
    return match if match and match["kind"].isupper() else None


def _label_line(line: str) -> re.Match[str] | None:
    match = _LABEL_LINE.fullmatch(line)
    return match if match and match["kind"].isupper() else None


def _named(match: re.Match[str], below: Sequence[str], text: str) -> Heading:
    label = match["kind"].capitalize()
    kind = _OF_KIND.get(label, label)
    rest = (match["rest"] or "").strip()
    subject = _joined(below)
    if not rest:
        return Heading(kind, label, _continued(truecased(subject, text)))
    if subject and rest.isupper() and not subject.isupper():
        # «BÁO CÁO TÓM TẮT» above «Về việc …», but «QUYẾT ĐỊNH CỦA UBND TỈNH» says no more.
        more = len(rest.split()) <= _MOST_QUALIFIER_WORDS
        if _OF.match(rest) or more or _ABOUT.match(subject):
            label = f"{label} {rest.lower()}" if more and not _OF.match(rest) else label
            return Heading(kind, label, _continued(subject))
    return Heading(kind, label, _continued(truecased(_joined([rest, *below]), text)))


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
