"""What documents say of a partner: the sentences that name it, told apart by what they tell.

Pure; the chunks come from the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.figures import same
from assistant.orders import gives_orders
from index.aliases import Aliases, Name
from index.records import StoredChunk
from ingest import text as vi
from ingest.document import BLOCK_SEPARATOR, Span
from ingest.partners import find_partners

_SHORTEST = 7  # syllables of a sentence worth saying
LONGEST = 90  # that one breath and an interpreter can take
_CROWD = 5  # names from which a sentence may list whom it names, and tell of none of them
_LISTED = 3  # semicolons of a sentence that is a list
_CAPTION = 10  # syllables from which a line without a full stop may be a picture's caption
# «tỉnh Champasak», «Vùng Nouvelle-Aquitaine»: the unit is written in many ways, or left out.
_UNIT = re.compile(
    r"^(?:tỉnh|thành phố|tp\.?|vùng|quận|bang|hạt|thủ đô|đặc khu|tổ chức|công ty)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
# Procedures, handbooks and glossaries tell how to work, nothing of a partner.
_HOW_TO = re.compile(r"\b(?:quy trinh|huong dan|so tay|thuat ngu|tu dien|bieu mau)\b")
_ASIDE = re.compile(r"(?:ví dụ|lưu ý|chú ý|ghi chú|xem|nguồn|tài liệu mẫu|căn cứ)\b", re.IGNORECASE)
_CONNECTIVE = re.compile(
    r"(?:Bên cạnh đó|Ngoài ra|Đồng thời|Đáng chú ý|Đặc biệt|Tuy nhiên|Mặt khác|Cùng với đó|"
    r"Song song với đó|Có thể nói)(?: là)?, "
)
_ROW_NUMBER = re.compile(r"(?:S?TT|Số thứ tự): \d+; ", re.IGNORECASE)
_MARKER = re.compile(r"(?:\d+(?:\.\d+)*[.)]|[IVX]+\.|[a-zđ]\)|[-–•+])\s+")
# A beginning that points back; «Ông Nguyễn Văn A» does not.
_POINTS_BACK = re.compile(
    rf"(?:(?:Ông|Bà|Đồng chí|Ngài) (?![{vi.UPPER}])|Họ\b|Đây\b|Đó\b|"
    rf"(?:[^\s,]+ ){{1,6}}(?:này|nói trên|trên đây|đó|vậy)\b)"
)


class Sign(StrEnum):
    """What a sentence tells."""

    SINCE = "since"
    AGREEMENT = "agreement"
    VISIT = "visit"
    PROJECT = "project"
    FIGURE = "figure"
    COMMITMENT = "commitment"


# On text in small letters.
_SIGNS = {
    Sign.SINCE: r"(?:thiết lập|có|mở|đặt|xác lập)(?: mối)?(?: liên hệ)? quan hệ\b|kết nghĩa|"
    r"(?:bắt đầu|khởi đầu) (?:hợp tác|quan hệ)",
    Sign.AGREEMENT: r"bản ghi nhớ|biên bản|thỏa thuận|hiệp định|ký kết|văn bản hợp tác|ý định thư|"
    r"\bmou\b",
    Sign.VISIT: r"\bthăm\b|\bđoàn (?:đại biểu|công tác|cán bộ|cấp cao|lãnh đạo|vào|ra)|"
    r"\b(?:tiếp|đón) (?:đoàn|ông|bà|ngài)\b|làm việc (?:tại|với)",
    Sign.PROJECT: r"\bdự án\b|\bchương trình\b|viện trợ|tài trợ|học bổng|\bfdi\b|\boda\b|đầu tư",
    Sign.FIGURE: r"\d[\d.,]*\s*(?:%|phần trăm|triệu|tỷ|nghìn|usd|eur|vnd|đồng|yên|won|dự án|lượt|"
    r"người|bản\b|đoàn|quốc gia|nước|địa phương|đối tác|sinh viên|chuyến|kỳ\b|suất|học bổng|cơ sở)",
    Sign.COMMITMENT: r"\bsẽ\b|cam kết|mong muốn|đề nghị|đề xuất|dự kiến|tiếp tục|thống nhất|"
    r"trong thời gian tới|hướng tới|định hướng|sẵn sàng|kế hoạch|ưu tiên",
}
_EVENTS = frozenset({Sign.SINCE, Sign.AGREEMENT, Sign.VISIT})
_SIGN_PATTERNS = {sign: re.compile(pattern) for sign, pattern in _SIGNS.items()}


@dataclass(frozen=True)
class Subject:
    """Somebody that sentences may name: by names of the alias file, by words as they stand."""

    names: frozenset[Name]
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.names or self.phrases)

    def named_in(self, text: str, aliases: Aliases) -> bool:
        if any(mention.name in self.names for mention in aliases.find(text)):
            return True
        spelled = _spelled(text) if self.phrases else ""
        return any(phrase in spelled for phrase in self.phrases)


@dataclass(frozen=True)
class Finding:
    """A sentence, or a few in a row, of a chunk: `span` in the document's text. `direct` says
    that it names the partner itself and not only its country, `other` that it names another
    locality or organisation of that country instead."""

    chunk: StoredChunk
    span: Span
    text: str
    signs: frozenset[Sign]
    direct: bool = True
    other: bool = False

    @property
    def item(self) -> bool:
        return is_item(self.chunk, self.span)

    @property
    def date(self) -> str:
        """When it was true, as far as the document tells: ISO 8601, or a year, or empty."""
        document = self.chunk.document
        return document.date or str(document.latest_year or "")


def subject(written: str, aliases: Aliases) -> Subject:
    """Whom a person means by what they typed: «tỉnh Champasak (Lào)» is Champasak, and Laos
    only where nothing else is named."""
    mentions = [mention.name for mention in aliases.find(written)]
    narrow = [name for name in mentions if name.kind != "country"]
    names = frozenset(narrow or mentions)
    outside = _UNIT.sub("", _IN_BRACKETS.sub(" ", written).strip().split(",")[0]).strip()
    inside = [words for words in _IN_BRACKETS.findall(written) if words.isupper()]
    known = names and any(mention.name in names for mention in aliases.find(outside))
    phrases = [] if known else [outside]
    phrases += [words for words in inside if not aliases.find(words)]
    return Subject(names, tuple(filter(str.strip, map(_spelled, phrases))))


def country_of(written: str, aliases: Aliases) -> Subject:
    """The countries that a person's words name."""
    mentions = [mention.name for mention in aliases.find(written)]
    return Subject(frozenset(name for name in mentions if name.kind == "country"), ())


def findings(
    chunks: Iterable[StoredChunk],
    partner: Subject,
    country: Subject,
    aliases: Aliases,
    home: Name | None,
) -> list[Finding]:
    """What names the partner or its country, newest document first, each thing said once."""
    found = []
    for chunk in chunks:
        document = chunk.document
        if gives_orders(chunk.text) or is_how_to(document.kind, document.title, document.file):
            continue
        for span, text in _sayings(chunk):
            if _ASIDE.match(text) or _points_back(text):
                continue
            direct = (partner or country).named_in(text, aliases)
            if direct or country.named_in(text, aliases):
                other = not direct and names_another(text, aliases, home)
                found.append(Finding(chunk, span, text, signs(text), direct, other))
    found.sort(key=lambda one: (one.date, one.chunk.document.id, one.span), reverse=True)
    found.sort(key=lambda one: one.direct, reverse=True)
    return without_repeats(found)


def signs(text: str) -> frozenset[Sign]:
    small = vi.lower_key(text)
    return frozenset(sign for sign, pattern in _SIGN_PATTERNS.items() if pattern.search(small))


def names_another(text: str, aliases: Aliases, home: Name | None) -> bool:
    """A locality other than the office's own, or a foreign organisation."""
    named = {mention.name for mention in aliases.find(text)} - {home}
    foreign = {mention.name for one in find_partners(text) for mention in aliases.find(one)}
    return any(
        name.kind == "locality" or (name.kind == "organisation" and name in foreign)
        for name in named
    )


def is_roll(text: str, aliases: Aliases, home: Name | None) -> bool:
    """Whether a sentence lists many, the partner among them, and is too long to say or no more
    than a list."""
    named = {mention.name for mention in aliases.find(text) if mention.name.kind != "term"}
    listed = syllables(text) > LONGEST or text.count(";") >= _LISTED
    return listed and len(named - {home}) >= _CROWD


def is_how_to(*names: str) -> bool:
    """Whether a document of this kind, title and file name tells how to work."""
    return _HOW_TO.search(vi.fold(" ".join(names))) is not None


def without_repeats(found: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in found:
        if not any(same(one.text, other.text) for other in kept):
            kept.append(one)
    return kept


def speakable(text: str, longest: int = LONGEST) -> bool:
    """Whether a sentence can be said by itself: no table row, no heading, no aside, not too long
    (syllables). A picture's caption that tells of a visit can."""
    count = syllables(text)
    ended = text.rstrip('”"»)').endswith((".", ";", "!", "?", "…"))
    return (
        _SHORTEST <= count <= longest
        and not vi.is_row(text)
        and (ended or (count >= _CAPTION and bool(signs(text) & _EVENTS)))
        and not _ASIDE.match(text)
        and not _points_back(text)
    )


def syllables(text: str) -> int:
    return sum(1 for _ in vi.tokens(text))


def stand_alone(chunk: StoredChunk, position: int) -> Span:
    """A sentence of a chunk with those before it that it points back to, without a list's mark or
    a connective that only leads over from what stands before. Offsets in the document's text."""
    first = position
    while first and _points_back(_sentence(chunk, first)) and _adjoin(chunk, first):
        first -= 1
    start = chunk.sentences[first][0]
    for led in (_MARKER, _CONNECTIVE):
        match = led.match(chunk.text, start - chunk.start)
        start += len(match[0]) if match else 0
    return start, chunk.sentences[position][1]


def is_item(chunk: StoredChunk, span: Span) -> bool:
    """Whether a sentence is an item of a list, which often is half a sentence or an order."""
    start = span[0] - chunk.start
    before = chunk.text[:start].rpartition("\n")[2]
    return bool(before) and _MARKER.fullmatch(before) is not None


def _points_back(sentence: str) -> bool:
    return not _CONNECTIVE.match(sentence) and _POINTS_BACK.match(sentence) is not None


def _sayings(chunk: StoredChunk) -> Iterator[tuple[Span, str]]:
    for position in range(len(chunk.sentences)):
        if vi.is_row(_sentence(chunk, position)):
            start, end = chunk.sentences[position]
            counted = _ROW_NUMBER.match(chunk.text, start - chunk.start)
            span = (start + (len(counted[0]) if counted else 0), end)
        else:
            span = stand_alone(chunk, position)
        yield span, chunk.text[span[0] - chunk.start : span[1] - chunk.start]


def _sentence(chunk: StoredChunk, position: int) -> str:
    start, end = chunk.sentences[position]
    return chunk.text[start - chunk.start : end - chunk.start]


def _adjoin(chunk: StoredChunk, position: int) -> bool:
    """Whether the sentence before belongs to the same paragraph."""
    between = slice(
        chunk.sentences[position - 1][1] - chunk.start, chunk.sentences[position][0] - chunk.start
    )
    return BLOCK_SEPARATOR not in chunk.text[between]


def _spelled(text: str) -> str:
    """Its words as keys, each between spaces."""
    words = [vi.lower_key(token.text) for token in vi.tokens(text)]
    return f" {' '.join(words)} " if words else ""
