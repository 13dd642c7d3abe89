"""The terms, abbreviations and names that a document itself explains, with the words that
explain them. Pure.

Precision first: a pattern counts only where its borders are certain. «vốn đầu tư trực tiếp nước
ngoài (FDI)» is passed over, since nothing says where the name begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.onboarding.paper import Cell, Line, Paper, Quote
from ingest import text as vi

_UPPER = "A-ZĐÀ-ÝĂƠƯẠ-Ỹ"
_LONGEST_TERM = 60  # characters
_MOST_WORDS = 8  # of a term
_LEAST_MEANING = 4  # characters


class Kind(StrEnum):
    ABBREVIATION = "abbreviation"
    TERM = "term"


@dataclass(frozen=True)
class Definition:
    """What one document says that a term means: `meaning` the words themselves, `passage` the
    sentence or row that they stand in. `named` says that the meaning is what the abbreviation
    stands for, word for word, and no description; `local` that it holds in that document alone
    («sau đây gọi là …»)."""

    term: str
    meaning: Quote
    passage: Quote
    named: bool = False
    local: bool = False

    @property
    def kind(self) -> Kind:
        return Kind.ABBREVIATION if is_abbreviation(self.term) else Kind.TERM


@dataclass(frozen=True)
class Entry:
    """A term with what documents say of it, the newest document first."""

    term: str
    kind: Kind
    definitions: tuple[Definition, ...]


def definitions(paper: Paper) -> tuple[Definition, ...]:
    """All that the document defines, in its order; one definition for a term."""
    found: dict[str, Definition] = {}
    for line in paper.lines:
        for rule in _RULES:
            for one in rule(paper, line):
                if _is_sound(one):
                    found.setdefault(key(one.term), one)
    return tuple(sorted(found.values(), key=lambda one: one.meaning.start))


def entries(found: Iterable[Definition]) -> list[Entry]:
    """One entry a term, by the alphabet of folded letters. Definitions in the same words count
    once, the newest document's."""
    grouped: dict[str, list[Definition]] = {}
    for one in sorted(found, key=lambda one: one.meaning.document.date or "", reverse=True):
        same = grouped.setdefault(key(one.term), [])
        if all(_plain(one.meaning.text) != _plain(other.meaning.text) for other in same):
            same.append(one)
    listed = [Entry(same[0].term, same[0].kind, tuple(same)) for same in grouped.values()]
    return sorted(listed, key=lambda one: (vi.fold(one.term), one.term))


def key(term: str) -> str:
    """What makes two spellings one term. «KT.» is «KT», «CT» isn't «Ct»."""
    bare = term.strip(" .")
    return bare if is_abbreviation(term) else vi.lower_key(bare)


def is_abbreviation(term: str) -> bool:
    """«SNgV», «UBND», «V/v», «TUQ.», «Q.»; not «Hồ sơ»."""
    bare = term.rstrip(".")
    if " " in bare or len(bare) > 12 or not bare[:1].isupper():
        return False
    capitals = sum(map(str.isupper, bare))
    return capitals >= 2 or "/" in bare or (term.endswith(".") and len(bare) <= 2)


# Rules ---------------------------------------------------------------------------------------

Rule = Callable[[Paper, Line], Iterator[Definition]]

_LISTS = re.compile(
    r"thuật ngữ|(?:từ|chữ|cụm từ) viết tắt|giải thích (?:từ ngữ|thuật ngữ)|bảng chú giải|định nghĩa"
    r"|từ ngữ sử dụng|tên gọi cần", re.I
)  # fmt: skip
_LISTED = re.compile(r"(?:[-–•+*]\s*|\d+[.)]\s*|[a-zđ]\)\s*)?(?P<term>[^:;“”«»]+?)\s*[:=]\s(?=\S)")
_FURNITURE = frozenset(
    "số|kính gửi|nơi nhận|ví dụ|lưu ý|ghi chú|nguồn|tài liệu mẫu|huế|v/v|xem|căn cứ|trong đó".split(
        "|"
    )
)


def _in_list(paper: Paper, line: Line) -> Iterator[Definition]:
    """«SNgV: Sở Ngoại vụ.» in a list of terms: below a heading that says so, or below any
    heading of a document that is such a list."""
    if line.heading or line.cells or not line.section:
        return
    if not any(map(_LISTS.search, (line.section, line.part, paper.record.title))):
        return
    match = _LISTED.match(line.text)
    if match is None or vi.lower_key(match["term"]) in _FURNITURE | paper.columns:
        return
    if not _mostly_listed(paper, line.section):
        return
    first = next((span for span in line.sentences if span[1] > line.start + match.end()), None)
    if first is None:
        return
    start, end = line.start + match.end(), first[1]
    stop = re.search(r"[;(]|\. ", paper.text[start:end])
    named = is_abbreviation(match["term"])
    if named and stop:
        end = start + stop.start()
    yield _definition(paper, line, match["term"], (start, end), (line.start, line.end), named)


def _mostly_listed(paper: Paper, section: str) -> bool:
    """Whether most of what stands below the heading is «X: …», as in a list of terms."""
    own = [one for one in paper.lines if one.section == section and not one.heading]
    return 2 * sum(_LISTED.match(one.text) is not None for one in own) > len(own) > 1


_QUOTED = re.compile(
    r"(?:(?:\d+|[a-zđ])[.)]\s*)?[“\"«](?P<term>[^“”\"«»]{2,60})[”\"»]\s*(?:là|có nghĩa là"
    r"|được hiểu là)\s"
)


def _quoted(paper: Paper, line: Line) -> Iterator[Definition]:
    """«8. “Bản gốc văn bản” là bản …»."""
    if match := _QUOTED.match(line.text):
        yield _sentence(paper, line, match)


_ARTICLE = re.compile(r"giải thích (?:từ ngữ|thuật ngữ)|từ ngữ sử dụng|định nghĩa", re.I)
_UNQUOTED = re.compile(
    rf"\d+[.)]\s*(?P<term>[{_UPPER}][^,.;:“”()]{{2,80}}?)\s(?:là|được hiểu là)\s"
)


def _in_article(paper: Paper, line: Line) -> Iterator[Definition]:
    """«1. Thỏa thuận quốc tế là văn bản …» in the article that explains words."""
    if _ARTICLE.search(line.section) and (match := _UNQUOTED.match(line.text)):
        yield _sentence(paper, line, match)


_OPENING = re.compile(
    rf"(?:(?:\d+|[a-zđ])[.)]\s*)?(?P<term>[{_UPPER}][^,.;:“”()]{{2,50}}?)\slà\s(?=(?:một |các "
    rf"|những )?"
    r"(?:tập hợp|việc|văn bản|đoàn|quá trình|hoạt động|bộ phận|bản|hình thức|phương thức|thông tin|"
    r"quy tắc|nghi thức|cơ quan|tổ chức|loại|khoản|phần|số|dấu|ngày, tháng|tên)\b)"
)


def _topic(paper: Paper, line: Line) -> Iterator[Definition]:
    """«Đoàn ra là đoàn …» at the head of a paragraph, where the title or the heading speaks of
    that very thing."""
    match = _OPENING.match(line.text)
    if match is None:
        return
    topics = vi.lower_key(f"{paper.record.title}\n{line.section}")
    words = vi.lower_key(match["term"])
    if len(words.split()) > 1 and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", topics):
        yield _sentence(paper, line, match)


_ABBREVIATION = rf"[{_UPPER}][\w&/-]{{1,11}}"
_IN_BRACKETS = re.compile(
    rf"\((?:viết tắt là |gọi tắt là |sau đây viết tắt là |viết tắt:? )?[“\"]?"
    rf"(?P<term>{_ABBREVIATION})[”\"]?\)"
)
_CLAUSE = re.compile(r"[,;:.()“”\"«»–]\s|\s[-–]\s(?=[a-zđà-ỹ])|[“«(]|\n")
_HEADS = re.compile(
    r"(?<!\w)(?:Cơ quan|Tổ chức|Quỹ|Hiệp hội|Liên minh|Liên hiệp|Ngân hàng|Ủy ban|Uỷ ban|Hội đồng"
    r"|Hội|Bộ|"
    r"Sở|Viện|Trung tâm|Chương trình|Diễn đàn|Hiệp định|Cộng đồng|Mạng lưới|Trường|Học viện"
    r"|Công ty|"
    r"Tập đoàn|Ban|Cục|Tổng cục|Phòng|Khu vực|Đại học)\s"
)


def _bracketed(paper: Paper, line: Line) -> Iterator[Definition]:
    """«Cơ quan Hợp tác Quốc tế Nhật Bản (JICA)», «Sở Ngoại vụ (SNgV)»."""
    for match in _IN_BRACKETS.finditer(line.text):
        if not is_abbreviation(match["term"]):
            continue
        before = line.text[: match.start()].rstrip()
        begin = max((one.end() for one in _CLAUSE.finditer(before)), default=0)
        at = _by_initials(before, begin, match["term"])
        if at is None:
            heads = [one.start() for one in _HEADS.finditer(before, begin)]
            at = heads[-1] if heads and _is_name(before[heads[-1] :]) else None
        if at is not None:
            span = (line.start + at, line.start + len(before))
            yield _definition(paper, line, match["term"], span, _around(line, span[0]), True)


def _by_initials(before: str, begin: int, term: str) -> int | None:
    """Where the words begin whose initials the abbreviation is: «Sở Ngoại vụ» for SNgV."""
    letters = re.sub(r"\W", "", term)
    words = list(re.finditer(r"\w+", before[begin:]))
    for first in range(len(words) - 1, max(-1, len(words) - 10), -1):
        if _spells([one[0] for one in words[first:]], letters):
            return begin + words[first].start()
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Whether the letters are made of beginnings of all of the words, each of them begun by a
    capital."""
    pieces = re.findall(rf"[{_UPPER}][a-zđ]*", letters)
    return len(words) == len(pieces) and all(
        vi.lower_key(word).startswith(vi.lower_key(piece))
        for word, piece in zip(words, pieces, strict=True)
    )


def _is_name(words: str) -> bool:
    """Whether it goes on in capitals, as names do and «Sở đã ký với các bên» doesn't."""
    found = re.findall(r"\w+", words)
    return 2 <= len(found) <= 14 and 2 * sum(word[0].isupper() for word in found) >= len(found)


_HEREAFTER = re.compile(
    r"\s?\(sau đây (?:được )?(?:gọi|viết)(?: chung| tắt"
    r"| là)*\s+[“\"«]?(?P<term>[^()“”\"«»]{2,60}?)[”\"»]?\)"
)


# Before what is named: numbering, and for whom a rule holds.
_LEADING = re.compile(
    r"(?:(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–•+])\s*)?(?:[^,.;:]*?\báp dụng đối với\s|Đối với\s"
    r"|Trường hợp\s)?"
)


def _hereafter(paper: Paper, line: Line) -> Iterator[Definition]:
    """«… (sau đây gọi chung là văn bản khẩn)»: the sentence up to there explains it."""
    for match in _HEREAFTER.finditer(line.text):
        at = line.start + match.start()
        span = _around(line, at)
        leading = _LEADING.match(paper.text, span[0], at)
        begin = leading.end() if leading else span[0]
        if begin < at:
            found = _definition(paper, line, match["term"], (begin, at), span)
            yield replace(found, local=True)


_SHORT = re.compile(r"(?:chữ |tên |từ |cụm từ )?viết tắt|ký hiệu viết tắt", re.I)
_LONG = re.compile(
    r"nghĩa|ý nghĩa|tên đầy đủ|viết đầy đủ|đầy đủ|giải thích|định nghĩa|diễn giải|tên loại"
    r"|tên cơ quan"
    r"|tên tiếng việt|cụm từ|từ đầy đủ", re.I
)  # fmt: skip
_NAME = re.compile(r"thuật ngữ|khái niệm|từ ngữ", re.I)


def _in_table(paper: Paper, line: Line) -> Iterator[Definition]:
    """A row with a column of abbreviations, or of terms, and one of their meanings."""
    cells = line.cells
    short = [cell for cell in cells if _SHORT.match(cell.column)]
    if len(short) == 1 and is_abbreviation(short[0].text):
        meanings = [cell for cell in cells if cell is not short[0] and _LONG.match(cell.column)]
        yield from _row(paper, line, short[0], meanings, named=True)
        return
    named = [cell for cell in cells if _NAME.match(cell.column)]
    meanings = [cell for cell in cells if _LONG.match(cell.column) and cell not in named]
    if len(named) == 1:
        yield from _row(paper, line, named[0], meanings, named=False)


def _row(
    paper: Paper, line: Line, term: Cell, meanings: list[Cell], *, named: bool
) -> Iterator[Definition]:
    if len(meanings) == 1:
        span = (meanings[0].start, meanings[0].end)
        yield _definition(paper, line, term.text, span, (line.start, line.end), named)


_RULES: tuple[Rule, ...] = (
    _in_list, _quoted, _in_article, _topic, _bracketed, _hereafter, _in_table,
)  # fmt: skip


# Parts ---------------------------------------------------------------------------------------


def _sentence(paper: Paper, line: Line, match: re.Match[str]) -> Definition:
    """The meaning goes from behind «là» to the end of the sentence."""
    span = _around(line, line.start + match.end())
    meaning = (line.start + match.end(), span[1])
    return _definition(paper, line, match["term"], meaning, (line.start, span[1]))


def _definition(
    paper: Paper, line: Line, term: str, meaning: tuple[int, int], around: tuple[int, int],
    named: bool = False,
) -> Definition:  # fmt: skip
    start, end = meaning
    while end > start and paper.text[end - 1] in " .;,":
        end -= 1
    quote = paper.quote(start, end, line.section)
    return Definition(term.strip(), quote, paper.quote(*around, line.section), named)


def _around(line: Line, position: int) -> tuple[int, int]:
    """The sentence at the position."""
    return next(
        (span for span in line.sentences if span[0] <= position <= span[1]), (line.start, line.end)
    )


def _is_sound(one: Definition) -> bool:
    term, meaning = one.term, one.meaning.text
    if not 1 < len(term) <= _LONGEST_TERM or len(term.split()) > _MOST_WORDS:
        return False
    if term[-1].isdigit() or term[0].isdigit():  # «Mẫu 1.2: …», «2 Tên cơ quan: …»
        return False
    if len(meaning) < _LEAST_MEANING or "…" in meaning or ".." in meaning:
        return False
    return any(map(str.isalpha, meaning)) and _plain(term) != _plain(meaning)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", vi.lower_key(words)))
