"""Questions that leave a number, a date, a name or a place out of a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.onboarding.paper import Line, Paper, Quote
from assistant.onboarding.quiz import (
    GAP,
    WRONG,
    Asked,
    Form,
    Item,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
)
from ingest import text as vi

_SHORTEST, _LONGEST = 45, 400  # characters of a sentence
_LEAST_PARAGRAPH = 150  # characters
_LEAST_WORDS = 8  # left of a sentence around the gap
_MOST_OF_SENTENCE = 2
_UPPER = "A-ZĐÀ-ÝĂƠƯẠ-Ỹ"


@dataclass(frozen=True)
class Blank:
    """Words that can be left out of the sentence at `quote`: `start`..`end` in it. `kind` is
    what other words could stand there; `unit` the words that go with a number."""

    quote: Quote
    start: int
    end: int
    kind: str
    unit: str = ""

    @property
    def words(self) -> str:
        return self.quote.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        return f"{self.quote.text[: self.start]}{GAP}{self.quote.text[self.end :]}"


# Sentences ------------------------------------------------------------------------------------

# What leans on what isn't shown with the sentence, or is no statement.
_ITS_OWN = (  # «Nghị định này» is the document itself, which the question names
    "nghị định", "quyết định", "thông tư", "luật", "phụ lục", "quy trình", "kế hoạch", "hướng dẫn",
    "báo cáo", "danh mục",
)  # fmt: skip
_LEANING = re.compile(
    rf"(?<!\w)(?:{''.join(f'(?<!{word} )' for word in _ITS_OWN)}này|đó|ấy|nêu trên|trên đây"
    r"|dưới đây|sau đây|như sau|nói trên|trang này|ví dụ|chẳng hạn|v\.v|như trên|bản mẫu"
    r"|tài liệu mẫu|minh hoạ|minh họa|nguồn|nó|họ(?! tên| và tên)|người ta)(?!\w)"
    r"|của (?:ông|bà)(?! [A-ZĐ])",
    re.I,
)
_NO_STATEMENT = re.compile(r"căn cứ|kèm theo|theo đề nghị|xem |mẫu \d|ghi chú|nơi nhận|lưu:", re.I)
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–•+])\s+")


def blanks(paper: Paper) -> tuple[Blank, ...]:
    """What can be asked of the document's sentences, those alone that can be understood alone."""
    return tuple(
        blank
        for line in paper.lines
        if _is_told(paper, line)
        for start, end in line.sentences
        for blank in islice(_of_sentence(paper, line, start, end), _MOST_OF_SENTENCE)
    )


def _is_told(paper: Paper, line: Line) -> bool:
    """Whether it is running text: what stands before the first heading is mostly masthead."""
    if line.heading or line.cells:
        return False
    return bool(line.section) or not paper.sectioned or len(line.text) >= _LEAST_PARAGRAPH


def _of_sentence(paper: Paper, line: Line, start: int, end: int) -> Iterator[Blank]:
    text = paper.text[start:end]
    if numbered := _NUMBERING.match(text):
        start += numbered.end()
        text = paper.text[start:end]
    if not _SHORTEST <= len(text) <= _LONGEST or not _stands_alone(text):
        return
    quote = paper.quote(start, end, line.section)
    taken: list[tuple[int, int]] = []
    for at, to, kind, unit in _found(text):
        blank = Blank(quote, at, to, kind, unit)
        clear = all(to <= a or at >= b for a, b in taken)
        if clear and _is_fair(paper, blank):
            taken.append((at, to))
            yield blank


def _stands_alone(text: str) -> bool:
    return not (
        _LEANING.search(text)
        or _NO_STATEMENT.match(text)
        or "…" in text
        or "..." in text
        or not text[0].isupper()
        or not text.endswith((".", ";", "!", "”"))
        or any(text.count(a) != text.count(b) for a, b in ("()", "“”", "«»"))
    )


def _is_fair(paper: Paper, blank: Blank) -> bool:
    """Whether nothing that is shown with the question gives the answer, and enough is left."""
    rest = blank.sentence.replace(GAP, " ")
    shown = (rest, blank.quote.section, paper.record.title)
    if any(says(words, blank.words) for words in shown):
        return False
    # «Quyết định số 222/1998/QĐ-UB ngày …» tells the year.
    if blank.kind.startswith("day") and blank.words[-4:] in re.findall(r"\d+", rest):
        return False
    return len(plain(rest).split()) >= _LEAST_WORDS


# Kinds of words -------------------------------------------------------------------------------

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


def _found(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and unit of what could be left out."""
    for match in _LAW.finditer(text):
        yield *match.span("value"), "law", ""
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
            yield *match.span("value"), kind, ""
    for match in _PERSON.finditer(text):
        yield *match.span("any" if match["any"] else "named"), "person", ""


def _shape(words: str) -> str:
    return re.sub(r"[\d,]+", "0", words)


# Questions ------------------------------------------------------------------------------------


def items(own: Sequence[Blank], known: Sequence[Blank]) -> Iterator[Item]:
    """Questions on `own` blanks; wrong answers from all that are `known`."""
    contradicted = _contradicted(known)
    asked: set[str] = set()
    for blank in own:
        skeleton = _skeleton(blank)
        if skeleton in contradicted or skeleton in asked:
            continue
        if item := _item(blank, [one for one in known if one.kind == blank.kind]):
            asked.add(skeleton)
            yield item


def _item(blank: Blank, pool: Sequence[Blank]) -> Item | None:
    quote, identity = blank.quote, item_id(Asked.BLANK, blank.quote, str(blank.start))
    section = quote.section
    if (blank.kind == "year" or blank.unit) and _to_type(identity):
        return Item(identity, Form.FILL, Asked.BLANK, blank.sentence, "", section, (),
                    blank.words, quote)  # fmt: skip

    def fits(other: Blank) -> bool:
        return (
            _key(other) != _key(blank)
            and not says(quote.text, other.words)
            and (not blank.kind.startswith("count") or _comparable(blank, other))
            and (blank.kind != "person" or _post(blank) != _post(other))
        )

    wrong = [one.words for one in nearest(identity, pool, fits, _key)]
    if len(wrong) < _LEAST_WRONG.get(blank.kind, WRONG):
        return None
    options = shuffled((blank.words, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.BLANK, blank.sentence, "", section, options,
                blank.words, quote)  # fmt: skip


_LEAST_WRONG = {"person": 2}  # an office's documents name few people


def _to_type(identity: str) -> bool:
    return int(identity[0], 16) % 2 == 0


def _key(blank: Blank) -> str:
    if day := vi.dates(blank.words):
        return day[0][1]
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain(vi.fold(blank.words)))


def _comparable(one: Blank, other: Blank) -> bool:
    """Whether the numbers are of one size, so that none stands out."""
    a, b = (float(blank.words.replace(".", "").replace(",", ".")) or 1.0 for blank in (one, other))
    return 1 / 6 <= a / b <= 6


def _post(blank: Blank) -> str:
    """The words before a person's name: who holds the same post can't be told apart by it."""
    before = plain(re.split(r"[.,;:“]", blank.quote.text[: blank.start])[-1])
    return " ".join(before.split()[-3:])


def _skeleton(blank: Blank) -> str:
    """The sentence without the words left out and without numbers: two that differ only there
    say the same of something."""
    return re.sub(r"\d+", "0", plain(blank.sentence)) + blank.quote.section


def _contradicted(known: Iterable[Blank]) -> set[str]:
    """Sentences that stand elsewhere with other words in the gap."""
    seen: dict[str, str] = {}
    found = set()
    for blank in known:
        skeleton = _skeleton(blank)
        if seen.setdefault(skeleton, _key(blank)) != _key(blank):
            found.add(skeleton)
    return found
