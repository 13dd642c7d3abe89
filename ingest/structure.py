"""Headings of Vietnamese documents, found by their wording and type: pure.

Word's heading styles are seldom used, or used for their looks (Nghị định 30/2020/NĐ-CP sets
its masthead in «Heading 2»), so Phần, Chương, Mục, Điều are told by pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from ingest import text as vi
from ingest.document import BlockKind, RawBlock

ARTICLE_LEVEL = 4


class Rank(IntEnum):
    """What stands above what. A heading's level is its rank's first digit, deeper where an
    enclosing heading already has that level (Phần within a Phụ lục, Điều within a Tiểu mục)."""

    ANNEX = 5
    PART = 10
    CHAPTER = 20
    LETTER = 25  # «A. »
    SECTION = 30  # Mục, «I. »; the decree calls both «mục»
    CAPITALS = 31
    SUBSECTION = 35
    ARTICLE = 40
    BOLD = 45
    NUMBER = 50  # «1. »
    NUMBER_2 = 60  # «1.1. »
    NUMBER_3 = 70
    BOLD_BELOW = 90  # a bold line beneath a numbered heading


_UNITS = {
    "phụ lục": Rank.ANNEX,
    "phần": Rank.PART,
    "chương": Rank.CHAPTER,
    "mục": Rank.SECTION,
    "tiểu mục": Rank.SUBSECTION,
    "điều": Rank.ARTICLE,
}
_WORDS = "|".join(spelt for unit in _UNITS for spelt in (unit.capitalize(), unit.upper()))
_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
_UNIT = re.compile(
    rf"(?P<label>(?P<unit>{_WORDS})\s+(?:(?:số|thứ|SỐ|THỨ)\s+)?"
    rf"(?P<number>[IVXLC]+|\d+[a-zđA-ZĐ]?|[A-ZĐ]|(?i:{_ORDINALS}))(?!\w))"
    r"(?P<mark>\s*[.:)–-])?\s*(?P<name>.*)"
)
_LONE_ANNEX = re.compile(r"Phụ lục|PHỤ LỤC")
_ROMAN = re.compile(r"(?P<number>[IVX]+)[.)]?\s*[.)/–-]\s*(?P<name>\S.*)")
_LETTER = re.compile(r"(?P<number>[A-EĐ])[.)]\s+(?P<name>\S.*)")
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?P<mark>[.)]?)\s+(?P<name>\S.*)")
_FOREIGN_UNIT = re.compile(r"(?:article|section|chapter|part)\s+(?:\d+|[IVXLC]+)\b", re.IGNORECASE)
_NUMBER_RANKS = (Rank.NUMBER, Rank.NUMBER_2, Rank.NUMBER_3)

_LONGEST = 150  # characters of a heading without «Điều» or the like before it
_LONGEST_ARTICLE = 250
_SHORT_LINE = 100
_SHORT_ARTICLE = 60  # «Điều 1. Phạm vi điều chỉnh.» may end in a full stop
_ENDS_CLAUSE = re.compile(r"[.;,…/][”\"»)]*$")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d*$")  # a line of a table of contents

# Bold or capital lines that name no section: masthead, loại văn bản, signatures.
_NATIONAL_TITLE = re.compile(
    r"(?:^|\s)(?:cong hoa xa hoi chu nghia viet nam|dang cong san viet nam)$|"
    r"(?:^|\s)doc lap ?[-–] ?tu do ?[-–] ?hanh phuc$"
)
_SIGNATURE = re.compile(
    r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s?\.?\s|"
    r"(?:QUYỀN |PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG|"
    r"CHÁNH|BÍ THƯ|HIỆU TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|ĐẠI DIỆN|NGƯỜI|THƯ KÝ|CHỦ TỌA)\b"
)
_CLOSING = re.compile(r"nơi nhận\s*:?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"kính gửi|kính thưa|thưa|số\s*:|căn cứ|theo đề nghị|xét đề nghị", re.IGNORECASE
)
KINDS = (
    "luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|thông tư liên tịch|chỉ thị|"
    "quy chế|quy định|quy chuẩn|thông cáo|thông báo|hướng dẫn|chương trình|kế hoạch|phương án|"
    "đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công văn|công điện|bản ghi nhớ|"
    "bản thỏa thuận|bản thoả thuận|giấy ủy quyền|giấy uỷ quyền|giấy mời|giấy giới thiệu|"
    "giấy nghỉ phép|phiếu gửi|phiếu chuyển|phiếu báo|thư công|kết luận|hiến pháp|lệnh|công hàm|"
    "điều lệ|bài phát biểu|diễn văn|thỏa thuận|thoả thuận"
).split("|")
# What else a title may begin with; the decree knows no such loại văn bản.
LABELS = (
    "danh mục|danh sách|danh bạ|nội quy|quy trình|phiếu trình|giới thiệu|sổ tay|"
    "lịch công tác|lịch làm việc|lịch tiếp|lịch trực|lịch họp|thư mời|thư cảm ơn|"
    "thư chúc mừng|thư ngỏ|phát biểu|lời phát biểu|bảng thống kê|bảng tổng hợp|bảng kê|"
    "đề cương|bản tin"
).split("|")
_KIND_LINES = frozenset([*KINDS, "quyết nghị"])
_NEAR_TITLE = 5  # blocks around the national title that belong to the masthead
_FIRST_BLOCKS = 8  # in which loại văn bản stands


@dataclass(frozen=True)
class _Mark:
    """What a block's wording makes of it. `opens` is a paragraph that also opens a section."""

    rank: int
    bare: bool = False  # «Chương I» or capitals: the next lines may be its name
    opens: bool = False


def mark(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with headings marked and levels set; texts, pages and order unchanged.
    The texts have to be clean (`ingest.text.clean`) and not empty.

    «Điều 1. Thành lập Sở …, là cơ quan ….» stays a paragraph with the level of an Điều;
    «3. …» that is a whole khoản, with the level of the heading «2. …» that it ends.
    """
    trusted = _trusts_styles(blocks)
    masthead = _masthead(blocks)
    result: list[RawBlock] = []
    kind: BlockKind
    stack: list[tuple[int, int]] = []  # (rank, level) of the open headings
    named: int | None = None  # level of the label or title whose name may go on here
    closing = False
    for i, block in enumerate(blocks):
        text = block.text
        closing = (closing or bool(_CLOSING.match(text))) and not _UNIT.fullmatch(text)
        if named and _is_name(block, blocks[i - 1].text):
            result.append(replace(block, kind=BlockKind.HEADING, level=named))
            continue
        native = block.level if trusted and block.kind is BlockKind.HEADING else 0
        quiet = i in masthead or closing
        found = _find(blocks, i, native, stack, quiet=quiet)
        if found is None:
            row = block.kind is BlockKind.ROW
            kind = BlockKind.ROW if row else BlockKind.PARAGRAPH
            result.append(replace(block, kind=kind, level=_close(stack, block)))
            named = None
            continue
        level = _open(stack, found.rank)
        named = level if found.bare else None
        kind = BlockKind.PARAGRAPH if found.opens else BlockKind.HEADING
        result.append(replace(block, kind=kind, level=level))
    return result


def label_of(text: str) -> str:
    """«Điều 1» of «Điều 1. Thành lập Sở Ngoại vụ…»; empty where the text has no label."""
    match = _UNIT.match(text)
    return match["label"] if match else ""


def is_label(text: str) -> bool:
    """Whether the text is a unit without its name: «Chương I», «PHỤ LỤC»."""
    match = _UNIT.fullmatch(text)
    return bool(_LONE_ANNEX.fullmatch(text)) or (match is not None and not match["name"])


def _trusts_styles(blocks: Sequence[RawBlock]) -> bool:
    """Heading styles count unless most Chương, Mục, Điều stand outside of them."""
    units = [block for block in blocks if not block.in_layout and _unit_mark(block, None)]
    styled = sum(block.kind is BlockKind.HEADING for block in units)
    return 2 * styled >= len(units)


def _masthead(blocks: Sequence[RawBlock]) -> set[int]:
    titles = [i for i, block in enumerate(blocks) if is_national_title(block.text)]
    # Plain text often lacks quốc hiệu: «ỦY BAN …», «QUYẾT ĐỊNH» and no more.
    kinds = [i for i, block in enumerate(blocks[:_FIRST_BLOCKS]) if _is_kind_line(block)]
    return {j for i in titles + kinds for j in range(i - _NEAR_TITLE, i + _NEAR_TITLE + 1)}


def _is_kind_line(block: RawBlock) -> bool:
    text = block.text.rstrip(" :")
    plain = block.kind is BlockKind.PARAGRAPH and text.isupper()
    return plain and text.lower() in _KIND_LINES


def is_national_title(text: str) -> bool:
    """Quốc hiệu or tiêu ngữ, alone or beside another line of the masthead."""
    return len(text) <= _SHORT_LINE and bool(_NATIONAL_TITLE.search(vi.fold(text)))


def _open(stack: list[tuple[int, int]], rank: int) -> int:
    while stack and stack[-1][0] >= rank:
        stack.pop()
    level = max(1, rank // 10, stack[-1][1] + 1 if stack else 1)
    stack.append((rank, level))
    return level


def _close(stack: list[tuple[int, int]], block: RawBlock) -> int:
    """A khoản «3. …» that is no heading still ends the section «2. Yêu cầu»: the level that
    it ends, 0 where none is open."""
    rank = _number_rank(block.text) if block.kind is BlockKind.PARAGRAPH else None
    levels = [level for open_rank, level in stack if open_rank == rank]
    if not levels:
        return 0
    while stack[-1][1] >= levels[0]:
        stack.pop()
        if not stack:
            break
    return levels[0]


def _find(
    blocks: Sequence[RawBlock],
    i: int,
    native: int,
    stack: Sequence[tuple[int, int]],
    *,
    quiet: bool,
) -> _Mark | None:
    """The heading that block `i` is, if any; `quiet` where no unnumbered one may stand."""
    block = blocks[i]
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    if block.kind is BlockKind.ROW or _is_contents_line(block.text):
        return None
    unit = _unit_mark(block, following)
    if native:
        bare = unit is not None and unit.bare
        return None if quiet and not unit else _Mark(native * 10, bare)
    if unit or block.in_layout:
        return unit
    if len(block.text) > _LONGEST or _ENDS_CLAUSE.search(block.text):
        return None
    if _ADDRESS.match(block.text) or block.text.rstrip(" :").lower() in _KIND_LINES:
        return None
    numbered = _numbered_mark(block, following)
    if numbered or quiet or following is None:
        return numbered
    return _unnumbered_mark(blocks, i, stack)


def _unit_mark(block: RawBlock, following: RawBlock | None) -> _Mark | None:
    text = block.text
    if _LONE_ANNEX.fullmatch(text):
        return _Mark(Rank.ANNEX, bare=True)
    match = _UNIT.fullmatch(text)
    if match is None or block.kind is BlockKind.ROW or _is_contents_line(text):
        return None
    rank, name = _UNITS[match["unit"].lower()], match["name"]
    if not name:
        return _Mark(rank, bare=True)
    if rank is Rank.ARTICLE:
        return _article_mark(block, match, following)
    named = bool(match["mark"]) or name.isupper() or bool(block.bold)
    if named and len(text) <= _LONGEST_ARTICLE and not _ENDS_CLAUSE.search(name):
        return _Mark(rank)
    return None


def _article_mark(
    block: RawBlock, match: re.Match[str], following: RawBlock | None
) -> _Mark | None:
    """«Điều 10. Soạn thảo văn bản» is a heading, «Điều 1. Ban hành kèm theo ….» opens one,
    «Điều 5 của Luật này …» is neither."""
    if not match["mark"]:
        return _Mark(Rank.ARTICLE) if block.bold and len(block.text) <= _LONGEST_ARTICLE else None
    name = match["name"]
    if len(name) > _LONGEST_ARTICLE:
        return _Mark(Rank.ARTICLE, opens=True)
    if block.bold or not _ENDS_CLAUSE.search(name):
        return _Mark(Rank.ARTICLE)
    short = len(name) <= _SHORT_ARTICLE and name.endswith(".")
    has_body = following is not None and not (
        _UNIT.match(following.text) or _CLOSING.match(following.text) or following.in_layout
    )
    return _Mark(Rank.ARTICLE, opens=not (short and has_body))


def _is_contents_line(text: str) -> bool:
    return len(text) <= _LONGEST_ARTICLE and bool(_LEADERS.search(text))


def _numbered_mark(block: RawBlock, following: RawBlock | None) -> _Mark | None:
    text = block.text
    strong = bool(block.bold) or text.isupper()
    for pattern, rank in ((_ROMAN, Rank.SECTION), (_LETTER, Rank.LETTER)):
        match = pattern.fullmatch(text)
        if match and (strong or (block.bold is not False and match["name"][0].isupper())):
            return _Mark(rank)
    number = _number_rank(text)
    if number is None or following is None:
        return None
    # «1. Sổ đăng ký văn bản đến» above «2. Báo cáo …» is an item of a list.
    next_rank = _number_rank(following.text)
    beneath = next_rank > number if next_rank else following.kind is not BlockKind.HEADING
    return _Mark(number) if beneath and not _UNIT.match(following.text) else None


def _number_rank(text: str) -> Rank | None:
    """Of «1. Nguyên tắc», «1.1 Yêu cầu»; none of «20 - 25 mm», «12 tháng»."""
    match = _NUMBER.match(text)
    if match is None or not (match["name"][0].isupper() or match["name"][0] in "“\"'«"):
        return None
    depth = match["number"].count(".")
    return _NUMBER_RANKS[depth] if match["mark"] or depth else None


def _unnumbered_mark(
    blocks: Sequence[RawBlock], i: int, stack: Sequence[tuple[int, int]]
) -> _Mark | None:
    """Lines in capitals, in bold, or short and alone above a long paragraph."""
    block, following = blocks[i], blocks[i + 1]
    words = block.text.split()
    if len(words) < 2 or _SIGNATURE.match(block.text) or following.in_layout:
        return None
    if not (block.text[0].isupper() or block.text[0] in "“\"'«‘"):
        return None
    if block.text.isupper() and block.bold is not False:
        return _Mark(Rank.CAPITALS, bare=True)
    if block.bold or (block.bold is None and _stands_alone(blocks, i)):
        return _Mark(_bold_rank(stack))
    return None


def _bold_rank(stack: Sequence[tuple[int, int]]) -> int:
    ranks = [rank for rank, _ in stack]
    if Rank.BOLD in ranks or not any(rank >= Rank.NUMBER for rank in ranks):
        return Rank.BOLD
    return Rank.BOLD_BELOW


_LONG_PARAGRAPH = 200


def _stands_alone(blocks: Sequence[RawBlock], i: int) -> bool:
    """A line above a long paragraph and below a finished one, where bold is not known."""
    text = blocks[i].text
    before = blocks[i - 1].text if i else ""
    return (
        len(text.split()) > 2
        and len(text) <= _SHORT_LINE
        and not text.endswith(":")
        and len(blocks[i + 1].text) >= _LONG_PARAGRAPH
        and (len(before) <= _SHORT_LINE or before[-1] in '.!?…”"»)')
    )


def continues_name(above: str, text: str) -> bool:
    """Whether a heading's line goes on with the name of the line above it: «Chương I» and
    «QUY ĐỊNH CHUNG», or a title in capitals over two lines."""
    numbered = any(pattern.match(text) for pattern in (_UNIT, _ROMAN, _LETTER, _NUMBER))
    return not numbered and (is_label(above) or (above.isupper() and text.isupper()))


def is_numbered(text: str) -> bool:
    """Whether a line is a numbered part of a document: «1. Lịch sử», «Điều 2. …»,
    «Article 1. Purpose»; a Phụ lục is a document of its own."""
    unit = _UNIT.match(text)
    if unit and _UNITS[unit["unit"].lower()] is Rank.ANNEX:
        return False
    patterns = (_ROMAN, _LETTER, _FOREIGN_UNIT)
    numbered = unit or any(pattern.match(text) for pattern in patterns)
    return bool(numbered or _number_rank(text))


def _is_name(block: RawBlock, above: str) -> bool:
    """Whether a block is the name of the bare label above it, or goes on with that name."""
    text = block.text
    styled = text.isupper() or block.bold or block.kind is BlockKind.HEADING
    plain = block.bold is None and len(text) <= _SHORT_LINE and text[0].isupper()
    return (
        continues_name(above, text)
        and block.kind is not BlockKind.ROW
        and not block.in_layout
        and len(text) <= _LONGEST_ARTICLE
        and bool(styled or plain)
        and not _CLOSING.match(text)
        and not _SIGNATURE.match(text)
        and not _ENDS_CLAUSE.search(text.rstrip(","))
    )
