"""The masthead of a document (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô số 1-5, 10): its lines, and
the số/ký hiệu, date, issuer and độ khẩn that stand there. Pure.

Never from the body: its «căn cứ» lines name the numbers and dates of other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from ingest import casing
from ingest import text as vi
from ingest.document import Block, BlockKind
from ingest.structure import KINDS, LABELS, is_national_title

_MOST_LINES = 40  # of a masthead; it ends earlier where the body begins
_LONGEST_LINE = 300
_BODY = re.compile(
    r"căn cứ\s|theo đề nghị|xét đề nghị|kính gửi|kính thưa|điều 1\b|chương i\b|phần i\b|"
    r"phần thứ nhất|(?:i|1)\s?\.\s|thực hiện\s",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|"
    r"doc lap ?[-–] ?tu do ?[-–] ?hanh phuc"
)

_DIGIT = r"[\dOolI]"  # OCR reads 0 as O and 1 as l or I; sure only among digits
_UNREAD = str.maketrans("OolI", "0011")
_NUMBER = re.compile(
    r"(?:(?:luật|bộ luật|nghị quyết|pháp lệnh|lệnh)\s+)?"
    r"(?:s[ốôo6]\s*[:.;]?|(?:ref\.?\s*)?no\s*[:.]+)\s*"
    rf"(?P<digits>{_DIGIT}{{1,5}})\s*(?P<sign>(?:/\s*\d{{4}}\s*)?[-/]\s*[^\W\d_]\w*"
    r"(?:\s?/\s?\w+|-\w+|\s?-\s?[A-ZĐ]\w*[A-ZĐ]\w*)*)",
    re.IGNORECASE,
)
_NUMBER_AFTER = re.compile(rf"\s(?=S[ỐốÔô]\s*[:.]?\s*(?:{_DIGIT}|[….]|/))")

DATE = (
    rf"(?:ngày\s*(?P<d>{_DIGIT}{{1,2}})\s*tháng\s*(?P<m>{_DIGIT}{{1,2}})\s*,?\s*năm\s*"
    rf"(?P<y>{_DIGIT}{{4}})|"
    r"(?:ngày\s*)?(?P<d2>\d{1,2})\s?(?P<part>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=part)\s?(?P<y2>\d{4})|"
    r"(?P<d3>\d{1,2})\s(?P<m3>[A-Z][a-z]{2,8})\s(?P<y3>\d{4})|"
    r"(?P<m4>[A-Z][a-z]{2,8})\s(?P<d4>\d{1,2}),\s(?P<y4>\d{4}))"
)
_END_DATE = re.compile(rf"(?<!\S){DATE}\s*[.…]*$", re.IGNORECASE)
_MOST_PLACE_WORDS = 5
_FIRST_LINES = 4
_UNIT = ("TP", "TP.", "phố", "tỉnh")
STATED_DATE = re.compile(
    r"(?:date|ngày đăng|đăng ngày|ngày xuất bản|ngày cập nhật|cập nhật|ngày ký|thời gian ký|ngày)"
    r"\s*:?\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?!\S)[\s.,;|–-]*",
    re.IGNORECASE,
)
_PASSED = re.compile(r"được Quốc hội [^.;]{0,120}thông qua (?=ngày)")
_MONTHS = dict(
    zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True)
)

_ATTACHED = re.compile(
    r"\((?:ban hành\s+)?kèm theo\s+(?P<kind>[^\d():]{3,30}?)\s+số:?\s*(?P<number>\S+)\s+"
    r"(?P<date>ngày\s+\d{1,2}(?:\s+tháng\s+|/)\d{1,2}(?:\s+năm\s+|/)\d{4})"
    r"(?:\s+của\s+(?P<issuer>[^()]{3,120}?))?\s*\)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?:BỘ|SỞ|[UỦ][YỶ] BAN|UBND|HĐND|HỘI(?! NGHỊ| THẢO)|CỤC|CHI CỤC|VỤ|BAN(?! HÀNH)|VĂN PHÒNG|"
    r"TRUNG TÂM|QUỐC HỘI|CHÍNH PHỦ|TỔNG|VIỆN|TRƯỜNG|HỌC VIỆN|ĐẢNG|(?:TỈNH|THÀNH|HUYỆN) [UỦ][YỶ]|"
    r"LIÊN|CÔNG TY|CHỦ TỊCH|THỦ TƯỚNG|ĐẠI SỨ|PHÒNG|MẶT TRẬN|THANH TRA|T(?:ÒA|OÀ) ÁN|NGÂN HÀNG|"
    r"ĐOÀN|CÔNG ĐOÀN|KHO BẠC|KIỂM TOÁN|ĐẠI HỌC|BẢO TÀNG|QUỸ|HIỆP HỘI|CÔNG AN)(?!\w)"
)
_FOREIGN_AGENCY = re.compile(
    r"(?:DEPARTMENT|MINISTRY|EMBASSY|CONSULATE|CONSULATE GENERAL|PEOPLE['’]S COMMITTEE|OFFICE) "
    r"(?:OF|FOR)\s|PEOPLE['’]S COMMITTEE$|(?:THE )?SOCIALIST REPUBLIC OF VIET ?NAM$|"
    r"Independence ?[-–] ?Freedom ?[-–] ?Happiness$"
)
_MOST_AGENCY_WORDS = 10
_DOES = re.compile(
    r"\s(?:THĂM|TIẾP|ĐÓN|GẶP|CHÚC|DỰ|KÝ|TRAO|CHÀO|LÀM VIỆC|HỘI ĐÀM|TỔ CHỨC|KHÁNH THÀNH)\s|^HỘI ĐÀM"
)
_NO_AGENCY = re.compile(r"DỰ THẢO|TÀI LIỆU|BẢN SAO|SAO Y|(?:TỐI |TUYỆT )?MẬT$|\W*$")
_KIND = re.compile(rf"(?:{'|'.join(KINDS)})(?!\w)", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{'|'.join(LABELS)})(?!\w)", re.IGNORECASE)
_URGENCY = re.compile(
    r"(?:(?:mức )?độ khẩn\s*:\s*)?"
    r"(?P<degree>h(?:ỏa|oả) tốc hẹn giờ|h(?:ỏa|oả) tốc|thượng khẩn|khẩn)"
    r"(?:\W*|\W+(?:\d|ngày|trước|lúc).{0,40})",
    re.IGNORECASE,
)
_LETTER = re.compile(r"v/v\W", re.IGNORECASE)
_LONGEST_CLOSING = 6000  # characters from the end of a law to «… thông qua ngày …»
_URGENCY_AFTER = re.compile(r"(?<!THƯỢNG)\s(?=(?:H(?:ỎA|OẢ) TỐC|THƯỢNG KHẨN|KHẨN)\W*$)")


def head_lines(text: str, blocks: Sequence[Block]) -> list[str]:
    """The lines above the body; two columns that were read across are parted."""
    above = takewhile(lambda block: block.kind is not BlockKind.ROW, blocks[:_MOST_LINES])
    lines = (text[block.start : block.end] for block in above)
    head = takewhile(lambda line: len(line) <= _LONGEST_LINE and not _BODY.match(line), lines)
    return [part for line in head for part in _columns(line)]


def _columns(line: str) -> Iterator[str]:
    start = 0
    for nation in _NATION.finditer(vi.fold(line)):
        yield from _cells(line[start : nation.start()])
        yield line[nation.start() : nation.end()]
        start = nation.end()
    yield from _cells(line[start:])


def _cells(text: str) -> Iterator[str]:
    """«SỞ NGOẠI VỤ Số: 5/BC-SNgV Huế, ngày …» is an agency, a number and a date."""
    number = _NUMBER_AFTER.search(text)
    if number and text[: number.start()].isupper():
        yield text[: number.start()].strip()
        text = text[number.end() :]
    date = _place_and_date(text)
    if date is not None:
        before, text = text[:date].strip(), text[date:]
        urgency = _URGENCY_AFTER.search(before)
        yield from filter(
            None, [before[: urgency.start()], before[urgency.end() :]] if urgency else [before]
        )
    elif urgency := _URGENCY_AFTER.search(text):
        yield text[: urgency.start()].strip()
        text = text[urgency.end() :]
    if text.strip():
        yield text.strip()


def _place_and_date(text: str) -> int | None:
    """Where «Huế, ngày 5 tháng 3 năm 2024» begins that ends the line; nothing but parts of
    a masthead may stand before it."""
    match = _END_DATE.search(text)
    if match is None:
        return None
    start = match.start()
    before = text[:start].rstrip()
    if before.endswith(","):
        for word in reversed(before[:-1].split(" ")[-_MOST_PLACE_WORDS:]):
            if word not in _UNIT and (not word[:1].isupper() or word.isupper()):
                break
            start = before.rindex(word, 0, start)
    before = text[:start].strip()
    masthead = not before or before.isupper() or is_number(before) or _LETTER.match(before)
    return start if masthead else None


def is_number(line: str) -> bool:
    return _NUMBER.match(line) is not None


def is_masthead(line: str) -> bool:
    """Whether the line only says who wrote, where, when and under which number."""
    return (
        is_national_title(line)
        or is_number(line)
        or _place_and_date(line) is not None
        or _is_no_agency(line)
        or is_agency(line)
    )


def is_agency(line: str) -> bool:
    """Whether the line is the name of an agency in capitals; «SỞ NGOẠI VỤ TIẾP ĐOÀN …» is
    the headline of an article."""
    if _FOREIGN_AGENCY.match(line):
        return True
    short = line.isupper() and len(line.split()) <= _MOST_AGENCY_WORDS
    return short and bool(_AGENCY.match(line)) and not _DOES.search(line)


def is_official(head: Sequence[str]) -> bool:
    """Whether the lines are a masthead: quốc hiệu, a number, or loại văn bản in capitals."""
    return any(is_national_title(line) or is_number(line) for line in head) or any(
        line.isupper() and _KIND.fullmatch(line) for line in head[:_FIRST_LINES]
    )


def attached(head: Sequence[str]) -> re.Match[str] | None:
    """An annex's «(Kèm theo Quyết định số … ngày … của …)»."""
    return _ATTACHED.search(" ".join(head))


def number(head: Sequence[str], annex: re.Match[str] | None) -> str:
    for line, following in zip(head, [*head[1:], ""], strict=False):
        # «Số:» and the number may stand in two cells of the masthead.
        split = line.rstrip(" :").lower() == "số"
        match = _NUMBER.match(f"Số: {following}" if split else line)
        if match and any(map(str.isdecimal, match["digits"])):
            return match["digits"].translate(_UNREAD) + re.sub(r"\s+", "", match["sign"])
    return annex["number"] if annex and vi.document_numbers(annex["number"]) else ""


def date(
    text: str, head: Sequence[str], annex: re.Match[str] | None, properties: Mapping[str, str]
) -> str | None:
    official = is_official(head)
    for line in head:
        match = _END_DATE.search(line) if _place_and_date(line) is not None else None
        if match and ("," in line[: match.start()] or official) and (found := iso(match)):
            return found
    if annex:
        return next((iso for _, iso in vi.dates(annex["date"])), None)
    stated = [match[0] for line in head[:5] if (match := STATED_DATE.match(line))]
    stated.append(properties.get("date", "").partition("T")[0])
    if passed := _PASSED.search(text, max(0, len(text) - _LONGEST_CLOSING)):
        stated.append(text[passed.end() : passed.end() + 40])
    return next((iso for part in stated for _, iso in vi.dates(part)[-1:]), None)


def iso(match: re.Match[str]) -> str | None:
    """The day that DATE matched, as YYYY-MM-DD; None where the calendar has none such."""
    for suffix in ("", "2", "3", "4"):
        day, month, year = (match[f"{unit}{suffix}"] for unit in "dmy")
        if year:
            months = _MONTHS.get(month[:3].lower(), 0) if month[0].isalpha() and suffix else month
            plain = f"{day}/{months}/{year}".translate(_UNREAD)
            return next((iso for _, iso in vi.dates(plain)), None)
    return None


def urgency(head: Sequence[str]) -> str:
    """Độ khẩn as stamped: «HỎA TỐC», «THƯỢNG KHẨN», «KHẨN»."""
    for line in head:
        match = _URGENCY.fullmatch(line)
        if match and (match["degree"][0].isupper() or is_official(head)):
            return match["degree"].upper().replace("HOẢ", "HỎA")
    return ""


def issuer(head: Sequence[str], annex: re.Match[str] | None, *, titled: bool) -> str:
    """The last agency line of the masthead's left cell, whole where it takes two lines;
    also above a title (`titled`) in a document that has no more of a masthead."""
    names: list[str] = []
    if titled or is_official(head):
        above = takewhile(lambda line: not _is_below_issuer(line), head)
        for line in above:
            if not line.isupper() or is_national_title(line) or _is_no_agency(line):
                continue
            if _AGENCY.match(line):
                names.append(line)
            elif names:
                names[-1] += f" {line}"
    if names:
        return casing.agency(names[-1])
    return annex["issuer"] or "" if annex else ""


def _is_no_agency(line: str) -> bool:
    return bool(_NO_AGENCY.match(line) or _URGENCY.fullmatch(line))


def _is_below_issuer(line: str) -> bool:
    kind = line.isupper() and (_KIND.match(line) or _LABEL.match(line))
    return bool(is_number(line) or kind) or line.rstrip(" :").lower() == "số"
