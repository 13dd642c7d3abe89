"""The gate for state secrets: whether a document carries a stamp of a degree of secrecy. Pure.

Luật Bảo vệ bí mật nhà nước (117/2025/QH15) knows Tuyệt mật, Tối mật and Mật. A stamp is a block
of its own, a field («Độ mật: Mật»), or stands beside the parts of the masthead; the words in
ordinary text, a list of the degrees and an empty field are no stamp. Text in an encoding older
than Unicode has to be converted first.

In capitals a stamp counts wherever it stands; in other letters, or damaged into another word
(MẶT), only within the masthead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.document import BlockKind, RawBlock
from ingest.structure import KINDS, is_national_title
from ingest.visible import visible

DEGREES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")  # from the lowest

_LONGEST = 300  # characters of a line that are looked at
_LONGEST_STAMP = 80
_MOST_HEAD_LINES = 40
_NEAR = 8  # lines between a stamp and quốc hiệu or số, ký hiệu
_LIST_STEP = 3  # lines between two degrees of one list


def _spaced(*letters: str) -> str:
    return r"[ ._-]{0,3}".join(letters)


_TOP = _spaced("t", "u", "[yýỳỷỹỵ]", "[eéèẻẽẹêếềểễệ]", "t")
_HIGH = _spaced("t", "[oóòỏõọôốồổỗộ0]", "[iíl1]")
_ANY_A = "[aáàảãạâấầẩẫậăắằẳẵặ]"
_SECRET = _spaced("m", "[âậ]", "[t7]")
_BLURRED = _spaced("m", _ANY_A, "[t7]")
_DEGREE = (
    rf"(?:(?:(?P<top>{_TOP})|(?P<high>{_HIGH}))[ ._/-]{{0,4}}{_BLURRED}|"
    rf"(?P<sure>{_SECRET})|(?P<blurred>{_BLURRED}))"
)
_ALONE = re.compile(_DEGREE, re.IGNORECASE)
_WITHIN = re.compile(rf"(?<!\w)(?<!độ ){_DEGREE}(?!\w)", re.IGNORECASE)
_HINT = re.compile(rf"{_BLURRED}(?![^\W\d_])", re.IGNORECASE)
_EXACT = re.compile(r"(?:tuyệt |tối )?mật", re.IGNORECASE)
_FIRST_WORD = re.compile(rf"{_TOP}|{_HIGH}", re.IGNORECASE)

# What may stand on a stamp's line: page, copy, độ khẩn, term, bars read from its frame. The
# `telling` ones make a stamp even of «Mật» in small letters.
_COMPANY = re.compile(
    r"(?P<telling>(?:trang|tr\.|page)\s*(?:số\s*)?:?\s*\d+(?:\s*(?:/|of)\s*\d+)?|"
    r"(?:bản số|số bản)\s*:?\s*[\d./…]*|h(?:ỏa|oả) tốc(?: hẹn giờ)?|thượng khẩn|khẩn|"
    r"đến (?:hết )?(?:ngày )?\d[\d/.-]+|dự thảo(?: lần \d)?|lưu hành nội bộ|không phổ biến|"
    r"(?:cấm|không) sao chụp|tài liệu thu hồi)|"
    r"-\s*\d+\s*-|^\d+\s|\s\d+$|^[|Il!]\s|\s[|Il!]$|[☐☑☒□■✓✔✗✘]|\[\s*[xv]?\s*\]",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"(?:tài liệu|văn bản|bản|hồ sơ|{'|'.join(sorted(KINDS, key=len, reverse=True))})\s+",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(r"\s*(?:\d{1,2}|[a-zđ])[.)]\s+", re.IGNORECASE)

_LABEL = (
    r"(?:(?:dấu(?: chỉ)?|mức|cấp|tăng|giảm)\s+){0,2}(?:độ\s+(?:bảo\s+)?mật|(?P<folded>do\s+mat))"
    r"(?:\s+của\s+(?:văn bản|tài liệu|hồ sơ))?(?:\s*\([^()]{0,30}\))?"
)
_LONE_LABEL = re.compile(rf"\W*{_LABEL}\W*", re.IGNORECASE)
_FIELD = re.compile(
    rf"(?<!\w)(?:{_LABEL}|(?P<other>phân loại|chế độ|dấu mật|loại))\s*[:=–—-]+\s*", re.IGNORECASE
)
_AFTER_VALUE = re.compile(
    r"[\s\"“”»’'\])*]*(?:$|[;,.|/(–—-]|(?:mức\s+)?độ khẩn|số\s*:|bản số|khẩn|thượng|h(?:ỏa|oả)|"
    r"ubnd|[uủ][yỷ] ban|sở\s|bộ\s|cộng hòa)",
    re.IGNORECASE,
)
_TICK = r"(?:[☑☒✓✔✗✘]|[\[(]\s?[xv✓]\s?[\])])"
_BOX = re.compile(rf"{_TICK}|[☐□]|\[\s?\]|\(\s?\)", re.IGNORECASE)
_TICKED_BEFORE = re.compile(rf"{_TICK}\s*{_DEGREE}(?!\w)", re.IGNORECASE)
_TICKED_AFTER = re.compile(rf"(?<!\w)(?<!độ ){_DEGREE}\s*{_TICK}", re.IGNORECASE)
_CONTROLS = re.compile(  # columns of a form about the document itself
    r"(?:mức |cấp )?độ (?:mật|khẩn)|(?:số|ký hiệu|số,? ký hiệu|bản số|ngày|ngày ban hành|"
    r"cơ quan ban hành|loại văn bản|trích yếu|người ký)",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"(?:^|\s)số\s*:?\s*[\d.…]*\s*[-/]\s*\S", re.IGNORECASE)
_NUMBER_MARK = re.compile(
    r"(?:^|\s)(?i:số)\s*:?\s*\d{0,5}\s*[-/][\w/ -]{1,40}?\s?"
    r"\((?P<mark>M|TM|TUM)\)"
)
_MARKS = {"M": 0, "TM": 1, "TUM": 2}
_MASTHEAD_BEFORE = re.compile(
    r"(?:việt nam|hạnh phúc|khẩn|tốc|năm \d{4}|\d\s?[-/]\s?[A-ZĐ][\w/-]*)\W*$", re.IGNORECASE
)
_AGENCY = re.compile(
    r"(?:UBND|[UỦ][YỶ] BAN|SỞ|BỘ|VĂN PHÒNG|PHÒNG|CỤC|VỤ|BAN|TỈNH [UỦ][YỶ]|THÀNH [UỦ][YỶ]|CHI CỤC|"
    r"TRUNG TÂM|HĐND|HỘI ĐỒNG|TỔNG)\s"
)
_MASTHEAD_AFTER = re.compile(
    r"\W*(?:CỘNG H(?:ÒA|OÀ) XÃ|ĐỘC LẬP|Độc lập|ĐẢNG CỘNG|Số|SỐ|KHẨN|THƯỢNG KHẨN|H(?:ỎA|OẢ) TỐC|"
    rf"Bản số|UBND|[UỦ][YỶ] BAN|SỞ|BỘ|V/v|{'|'.join(kind.upper() for kind in KINDS)}|"
    r"[^\W\d_][^,;:()]{1,30},\s*ngày)"
)
# «BẢO VỆ BÍ / MẬT», «đóng dấu độ / MẬT», «MẬT / ĐỘ DÂN SỐ»: lines broken within a phrase.
_LEADS_ON = re.compile(
    r"(?:(?<!\w)(?:bí|bảo|thân|cơ|ẩn|giữ|gan|túi|độ|dấu|chữ|không|giải|mức|là|và|hoặc|có|về|"
    r"văn bản|\S+ (?:tài liệu|tuyệt|tối)|đường|nước)|,)\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:độ (?!khẩn|mật)|ong|mã|thư|vụ|khẩu|thiết|tông|nghị|hoa|nhà nước|trận)(?!\w)",
    re.IGNORECASE,
)
_SPECIMEN = re.compile(r"(?<!\w)mẫu(?!\w).*(?<!\w)(?:dấu|mật)(?!\w)", re.IGNORECASE)
_DECLASSIFIED = re.compile(
    r"\W*(?:(?:tài liệu|văn bản|hồ sơ)\s+(?:này\s+)?)?(?:đã\s+(?:được\s+)?)?giải\s+mật\W*"
    r"(?:$|theo\s|(?:kể\s+)?từ\s|ngày\s|bởi\s|\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Line:
    text: str
    kind: BlockKind
    page: int | None
    in_head: bool = False  # near quốc hiệu or số, ký hiệu, at the beginning


@dataclass(frozen=True)
class _Stamp:
    """`rank` is the degree's place in DEGREES."""

    line: int
    rank: int
    counts: bool = True  # False: only shows that its neighbours are a list of the degrees


def stamped(blocks: Sequence[RawBlock]) -> str | None:
    """The highest degree of which the document carries a stamp; None where it carries none,
    or has been declassified."""
    lines = _marked_heads(list(_lines(blocks)))
    top = lines[:_MOST_HEAD_LINES]
    if any(_DECLASSIFIED.match(line.text) for line in top if len(line.text) <= _LONGEST_STAMP):
        return None
    by_line = {stamp.line: stamp for stamp in (*_stamps(lines), *_split_stamps(lines))}
    stamps = list(_without_lists([by_line[i] for i in sorted(by_line)], lines))
    pages = {(stamp.rank, lines[stamp.line].page) for stamp in stamps}
    repeated = {rank for rank in range(len(DEGREES)) if sum(rank == r for r, _ in pages) > 1}
    ranks = [stamp.rank for stamp in stamps if stamp.counts or stamp.rank in repeated]
    return DEGREES[max(ranks)] if ranks else None


# Lines ---------------------------------------------------------------------------------------


def _lines(blocks: Sequence[RawBlock]) -> Iterator[_Line]:
    for block in blocks:
        for raw in block.text.splitlines():
            if text := visible(raw[: 2 * _LONGEST]).strip():
                yield _Line(text[:_LONGEST], block.kind, block.page)


def _marked_heads(lines: list[_Line]) -> list[_Line]:
    top = islice(lines, _MOST_HEAD_LINES)
    official = [
        i
        for i, line in enumerate(top)
        if is_national_title(line.text) or _NUMBERED.search(line.text)
    ]
    near = {j for i in official for j in range(i - _NEAR, i + _NEAR + 1)}
    return [replace(line, in_head=True) if i in near else line for i, line in enumerate(lines)]


# Stamps --------------------------------------------------------------------------------------


def _stamps(lines: Sequence[_Line]) -> Iterator[_Stamp]:
    for i, line in enumerate(lines):
        if line.kind is BlockKind.ROW and not _is_form(line.text):
            continue
        found: _Stamp | None = None
        if _HINT.search(line.text):
            found = _ticked(line, i) or _field(line, i) or _alone(lines, i) or _beside(line, i)
        elif line.in_head and (mark := _NUMBER_MARK.search(line.text)):
            found = _Stamp(i, _MARKS[mark["mark"]])
        if found:
            yield found


def _rank(match: re.Match[str]) -> int:
    return 2 if match["top"] else 1 if match["high"] else 0


def _is_form(row: str) -> bool:
    """A row of a register speaks of other documents, one of a form of this one."""
    labels = [field.partition(":")[0].strip() for field in row.split(";")]
    return all(map(_CONTROLS.fullmatch, labels))


def _ticked(line: _Line, i: int) -> _Stamp | None:
    """«☐ Mật ☑ Tối mật» or «Mật ☐ Tối mật ☑»: the one degree that is ticked."""
    text = _FIELD.sub("", line.text, count=1).lstrip()
    pattern = _TICKED_BEFORE if _BOX.match(text) else _TICKED_AFTER
    chosen = [_rank(match) for match in pattern.finditer(text)]
    return _Stamp(i, chosen[0]) if len(chosen) == 1 else None


def _field(line: _Line, i: int) -> _Stamp | None:
    for label in _FIELD.finditer(line.text):
        if label.start() and not line.in_head and line.kind is not BlockKind.ROW:
            continue
        value = line.text[label.end() :].lstrip(" \"“”„«‘'[(*")
        match = _ALONE.match(value)
        if match is None or (match["blurred"] and not label["folded"]):
            continue
        if _AFTER_VALUE.match(value, match.end()) and (match[0].isupper() or not label["other"]):
            named = {_rank(found) for found in _WITHIN.finditer(value) if not found["blurred"]}
            return _Stamp(i, _rank(match)) if len(named) == 1 else None
    return None


def _alone(lines: Sequence[_Line], i: int) -> _Stamp | None:
    line = lines[i]
    if len(line.text) > _LONGEST_STAMP or _goes_on(lines, i):
        return None
    text = _bare(_COMPANY.sub(" ", line.text))
    noun = _NOUN.match(text)
    match = _ALONE.fullmatch(text[noun.end() :] if noun else text)
    if match is None or _ENUMERATION.match(line.text):
        return None
    company = next((part for part in _COMPANY.finditer(line.text) if part["telling"]), None)
    labelled = i > 0 and bool(_LONE_LABEL.fullmatch(lines[i - 1].text))
    told = labelled or (company is not None and bool(_EXACT.fullmatch(match[0])))
    plain = not (noun or match["blurred"])
    sure = plain and (match[0].isupper() or told) and not _is_specimen(lines, i)
    within_head = line.in_head and (match[0].isupper() or bool(_EXACT.fullmatch(match[0])))
    return _Stamp(i, _rank(match), counts=sure or within_head)


def _bare(text: str) -> str:
    """Without what frames it."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)


def _goes_on(lines: Sequence[_Line], i: int) -> bool:
    """Whether the line is a piece of a sentence or heading that takes several lines."""
    page = lines[i].page
    before, after = lines[i - 1] if i else None, lines[i + 1] if i + 1 < len(lines) else None
    follows = before and before.page == page and _LEADS_ON.search(before.text[-40:])
    leads = after and after.page == page and _GOES_ON.match(after.text)
    labelled = before and _LONE_LABEL.fullmatch(before.text)
    return bool((follows and not labelled) or leads)


def _is_specimen(lines: Sequence[_Line], i: int) -> bool:
    return any(_SPECIMEN.search(line.text) for line in lines[max(0, i - 2) : i])


def _beside(line: _Line, i: int) -> _Stamp | None:
    """A stamp on one line with parts of the masthead, which two columns read across give."""
    if not line.in_head:
        return None
    for match in _WITHIN.finditer(line.text):
        before, after = line.text[: match.start()].rstrip(), line.text[match.end() :].lstrip()
        if (
            match[0].isupper()
            and not match["blurred"]
            and not _LEADS_ON.search(before[-40:])
            and (not _bare(before) or _ends_masthead(before))
            and (not _bare(after) or _MASTHEAD_AFTER.match(after))
        ):
            return _Stamp(i, _rank(match))
    return None


def _ends_masthead(before: str) -> bool:
    agency = before.isupper() and _AGENCY.match(before)
    return bool(agency or _MASTHEAD_BEFORE.search(before[-_LONGEST_STAMP:]))


_MOST_PIECES = 9  # T U Y Ệ T M Ậ T, and one to spare
_LONGEST_PIECE = 5


def _split_stamps(lines: Sequence[_Line]) -> Iterator[_Stamp]:
    """«TỐI / MẬT» over two lines or cells, or letters one below the other. In the masthead
    lines of the other column may come between."""
    pieces = [_bare(line.text) if len(line.text) <= _LONGEST_STAMP else "" for line in lines]
    for i, first in enumerate(pieces):
        if not (0 < len(first) <= _LONGEST_PIECE and first.isupper()):
            continue
        if _FIRST_WORD.fullmatch(first):
            reach = _LIST_STEP if lines[i].in_head else 1
            for j, piece in enumerate(pieces[i + 1 : i + 1 + reach], start=i + 1):
                match = _ALONE.fullmatch(piece)
                if match and match["sure"] and piece.isupper():
                    yield _Stamp(j, 2 if len(first) > 3 else 1)
        joined = first
        for piece in pieces[i + 1 : i + _MOST_PIECES]:
            if not (0 < len(piece) <= 2 and len(first) <= 2 and piece.isupper()):
                break
            joined += piece
            if (match := _ALONE.fullmatch(joined)) and not match["blurred"]:
                yield _Stamp(i, _rank(match))


def _without_lists(stamps: Sequence[_Stamp], lines: Sequence[_Line]) -> Iterator[_Stamp]:
    """The stamps without those that stand together as a list of the degrees. Two in the
    masthead are no list: a degree was raised, or a stamp was split."""
    group: list[_Stamp] = []
    for stamp in [*stamps, None]:
        if stamp and (not group or stamp.line - group[-1].line <= _LIST_STEP):
            group.append(stamp)
            continue
        ranks = {member.rank for member in group}
        in_head = all(lines[member.line].in_head for member in group)
        if len(ranks) == 1 or (len(ranks) == 2 and in_head):
            yield from group
        group = [stamp] if stamp else []
