"""The words of a sentence that can be left out of it, and what kind each is of: only words of one
kind can stand in each other's place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UPPER = "A-ZĐÀ-ÝĂƠƯẠ-Ỹ"

_DAY = re.compile(r"ngày\s+(\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})")
_YEAR = re.compile(r"(?<!những )(?:năm|Năm)\s+((?:19|20)\d{2})(?![\d/]|\s*[-–]\s*\d)")
_YEARS = re.compile(r"giai đoạn\s+((?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2})")
_UNITS = (
    r"quốc gia|nước|bản ghi nhớ|bản|dự án|kỳ|kì|tỉnh|thành phố|địa phương|tổ chức|đơn vị|phần|mức"
    r"|bước"
    r"|người|đoàn|năm|tháng|ngày làm việc|ngày|giờ|tỷ đồng|triệu USD|triệu đồng|nghìn đồng|%|lần"
    r"|thành phần|hội nghị|hội thảo|văn bản|thỏa thuận|chuyến|lượt"
)
_COUNT = re.compile(
    rf"(?<![\w/.,-])(\d{{1,3}}(?:\.\d{{3}})*(?:,\d+)?)\s+(?P<unit>{_UNITS})(?!\w)"
    r"(?!\s+(?:tháng|năm|đầu năm|cuối năm)\s+\d)"
)
_BEFORE_COUNT = re.compile(
    r"(?:ngày|tháng|năm|số|điều|khoản|mục|phụ lục|quý|từ|đến|thứ|đầu|-|–)\s*$", re.I
)
_MEASURE = re.compile(
    r"(?P<head>cỡ chữ|lề trên|lề dưới|lề trái|lề phải|mép trái|mép phải|mép dưới"
    r"|lề trên và lề dưới|độ phân giải tối thiểu:|Tỷ lệ số hóa:"
    r"|có kích thước|lùi đầu dòng|lùi vào|tối thiểu là|tối đa là"
    r"|phiên bản)\s+(?P<value>(?:từ\s+)?\d+(?:,\d+)?\s?(?:%|dpi|mm|cm|pt)?"
    r"(?:\s?(?:-|đến|x|hoặc)\s?\d+(?:,\d+)?\s?(?:mm|cm|pt)?)?)(?![\w/])", re.I
)  # fmt: skip
_TYPE = re.compile(r"kiểu chữ\s+(?P<value>(?:đứng|nghiêng)(?:,\s(?:đậm|nghiêng))?)(?!\w)")
_CASE = re.compile(r"bằng chữ\s+(?P<value>in thường|in hoa|số La Mã|số Ả Rập)(?!\w)")
_LAW = re.compile(r"(?:Luật|Nghị quyết)\s+(?:số\s+)?(?P<value>\d{1,3}/\d{4}/QH\d{2})")
# Numbers as words; «năm» is as often a year.
_SPELLED = re.compile(
    r"(?<!\w)(?:gồm|có|thành|theo|đủ)\s+(hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+(?P<unit>phần|bước|mức|loại"
    r"|nhóm|nguyên tắc|thành phần|hình thức|giai đoạn|mảng việc|nội dung|nhiệm vụ|cấp)(?!\w)"
)
# An act by its number; its date would tell the number's year.
_ACT = re.compile(
    r"(?P<value>(?:Quyết định|Nghị định|Thông tư|Chỉ thị|Kết luận|Kế hoạch|Hướng dẫn|Công văn)"
    r"\s+số\s+\d{1,4}(?:/\d{4})?/[A-ZĐ][\w/Đ-]+)"
    r"(?:,?\s+ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}\s+năm\s+|/\d{1,2}/)\d{4})?"
)
# Of what an office came from.
_BODY = re.compile(
    r"tiền thân là (?P<value>(?:Phòng|Ban|Sở|Văn phòng|Cục|Vụ|Trung tâm|Ty)"
    rf"\s[{_UPPER}]\w+(?:\s\w+)?)"
    r"(?=\s(?:thuộc|trực thuộc|của)|[,;.)])"
)
# What stands behind a colon, where the words before it say what is listed.
_LISTING = re.compile(r"(?<=[^\W\d]: )(?P<value>[^\W\d_«“][^:«»“”()]{24,260})(?=[.;]$)")
_LEAST_LISTED = 3
_COUNTED = re.compile(
    r"(?<!\w)(?:hai|ba|bốn|\d)\s(?:mảng việc|nhiệm vụ|chức năng|nội dung|phần): $"
)
SIDES = ("bên phải", "bên trái", "đối diện", "phía sau", "phía trước", "ở giữa")
_SIDE = re.compile(rf"(?<=ngồi )(?:{'|'.join(SIDES)})(?= \w)")
_POST = (
    r"(?:Phó )?(?:Tổng )?Giám đốc|(?:Phó )?Chủ tịch|Bộ trưởng|Thứ trưởng|Đại sứ|Tổng Lãnh sự|Bí thư"
)
_SURNAME = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh"
    r"|Mai|Hà|Tôn"
    r"|Cao|Châu|Lương|Lưu|Phùng|Tạ|Thái|Trương|Vương|Đào|Đồng|Quách|Tô|Từ|Nghiêm|Hứa|Bạch|Lâm"
    r"|Kiều|Chu)"
)
_WORD = rf"[{_UPPER}][a-zà-ỹ]+"
_PERSON = re.compile(
    rf"(?:(?:(?:ông|bà|Ông|Bà|đồng chí)\s(?P<any>{_WORD}(?:\s{_WORD}){{1,3}}))"
    rf"|(?:{_POST})(?:\s[^.,;:()]{{0,60}}?)?\s(?P<named>{_SURNAME}(?:\s{_WORD}){{1,3}}))(?!\w"
    rf"|\s{_WORD})"
)


@dataclass(frozen=True)
class Found:
    """Words that could be left out, `start`..`end` of the text; with them goes what stands up to
    `until`, since it would tell them. `unit` are the words that go with a number."""

    start: int
    end: int
    kind: str
    unit: str = ""
    until: int = 0


def found(text: str) -> Iterator[Found]:
    """What could be left out of the sentence, what is worth most first."""
    for match in _BODY.finditer(text):
        yield Found(*match.span("value"), "body")
    for match in _ACT.finditer(text):
        yield Found(*match.span("value"), "act", until=match.end())
    for match in _LISTING.finditer(text):
        listed = match["value"]
        counted = _COUNTED.search(text[: match.start("value")])
        enough = counted or len(re.findall(r"[,;]\s", listed)) >= _LEAST_LISTED - 1
        if enough and not re.search(r"\d", listed):
            yield Found(*match.span("value"), f"listing {listed[0].islower()} {';' in listed}")
    for match in _SIDE.finditer(text):
        yield Found(*match.span(), "side")
    for start, end, kind, unit in _numbers_and_names(text):
        yield Found(start, end, kind, unit)


def _numbers_and_names(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _LAW.finditer(text):
        yield *match.span("value"), "law", ""
    for match in _SPELLED.finditer(text):
        if not re.match(r"\s*(?:[:;(]|là\s)", text[match.end() :]):  # the list itself tells
            yield *match.span(1), "spelled", match["unit"]
    # Words of another shape («2011 – 2022» among «2013 - 2017», 02 among 11) would stand out.
    for match in _DAY.finditer(text):
        yield *match.span(1), f"day {_shape(match[1])}", ""
    for match in _YEARS.finditer(text):
        yield *match.span(1), f"years {_shape(match[1])}", ""
    for match in _COUNT.finditer(text):
        if not _BEFORE_COUNT.search(text[: match.start()]):
            yield *match.span(1), f"count {match[1][0] == '0'}", match["unit"]
    for match in _YEAR.finditer(text):
        if not re.search(r"tháng\s+\d+\s+$", text[: match.start()]):
            yield *match.span(1), "year", ""
    for match in _MEASURE.finditer(text):
        yield *match.span("value"), f"{match['head'].lower()} {_shape(match['value'])}", ""
    for pattern, kind in ((_TYPE, "type"), (_CASE, "case")):
        for match in pattern.finditer(text):
            # «số Ả Rập, bắt đầu từ số 01» gives itself away.
            if not (match["value"].startswith("số") and re.search(r"\d", text)):
                yield *match.span("value"), kind, ""
    for match in _PERSON.finditer(text):
        name = "any" if match["any"] else "named"
        ours = re.match(_SURNAME, match[name]) is not None  # one among others stands out
        yield *match.span(name), f"person {ours}", ""


def is_person(words: str) -> bool:
    """Whether it is a Vietnamese name and nothing else."""
    return re.fullmatch(rf"{_SURNAME}(?:\s{_WORD}){{1,3}}", words) is not None


def _shape(words: str) -> str:
    return re.sub(r"[\d,]+", "0", words)
