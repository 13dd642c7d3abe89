"""The title of a document that no line of its masthead names: pure.

What the file itself calls its title, else the heading or line that reads like one, else the
name of the file. Never a numbered part, a line of the masthead, or a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest import text as vi
from ingest.casing import surely_truecased
from ingest.document import Block, BlockKind
from ingest.masthead import STATED_DATE, is_masthead
from ingest.structure import is_numbered

_FIRST_HEADINGS = 5
_FIRST_LINES = 10
_LONGEST_TITLE = 200
_MOST_TITLE_LINES = 4
_NO_TITLE = re.compile(
    r"\(|(?:kính gửi|kính thưa|thời gian|địa điểm|mã hiệu|mã số|lần ban hành|ngày ban hành|"
    r"cập nhật|mục lục|nơi nhận|vấn đề trình|to|from|attn)\s*(?::|$)",
    re.IGNORECASE,
)
_DEAR = re.compile(r"dear\s", re.IGNORECASE)
_LETTER_ABOUT = re.compile(r"(?:re|subject)\s*:\s*(?P<about>\S.{3,})", re.IGNORECASE)


def own_title(text: str, blocks: Sequence[Block], properties: Mapping[str, str]) -> str:
    """Empty where nothing reads like a title; `properties` as in formats.Content."""
    if title := vi.clean(properties.get("title", "")):
        return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
    lines = [text[block.start : block.end] for block in blocks[:_FIRST_LINES]]
    letter = any(map(_DEAR.match, lines))
    about = next(filter(None, map(_LETTER_ABOUT.fullmatch, lines)), None) if letter else None
    if about:
        return about["about"]
    first = _first(lines, blocks, properties.get("sheet", ""), letter=letter)
    if first is None:
        return ""
    line = _whole(lines[first:])
    if len(line) > _LONGEST_TITLE or line.endswith((".", ";")):
        return ""
    at = blocks[first]
    return surely_truecased(line, text[: at.start] + text[at.end :])


def of_file(name: str) -> str:
    """A file's stem as a title: «ke-hoach_2026» → «Ke hoach 2026»."""
    words = name if " " in name.strip() else re.sub(r"(?<=\w)[-_]+(?=\w)", " ", name)
    return words[:1].upper() + words[1:]


def _first(
    lines: Sequence[str], blocks: Sequence[Block], sheet: str, *, letter: bool
) -> int | None:
    """Which line is the title: a line in capitals, the first heading, else the first line.
    The name of a sheet gives way to a caption; a letter begins with no title of its own."""
    if lines and STATED_DATE.match(lines[0]):
        return 0
    fit = [i for i, line in enumerate(lines) if not (is_masthead(line) or _is_no_title(line))]
    if sheet:
        caption = [i for i in fit if lines[i] != sheet]
        fit = fit if not caption or blocks[caption[0]].kind is BlockKind.ROW else caption
    heading = next((i for i in fit[:_FIRST_HEADINGS] if blocks[i].kind is BlockKind.HEADING), None)
    above = fit if heading is None else [i for i in fit if i < heading]
    capitals = next(_opening_capitals(lines, above), None)
    if capitals is not None or heading is not None or letter:
        return heading if capitals is None else capitals
    return next(iter(fit), None)


def _opening_capitals(lines: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """Lines in capitals before the first sentence."""
    for i in places:
        if len(lines[i]) > _LONGEST_TITLE or lines[i].endswith("."):
            return
        if lines[i].isupper():
            yield i


def _is_no_title(line: str) -> bool:
    return bool(_NO_TITLE.match(line)) or is_numbered(line)


def _whole(lines: Sequence[str]) -> str:
    """The title's line, and those in capitals that go on with it."""
    line = STATED_DATE.sub("", lines[0], count=1)
    if not line.isupper():
        return line
    whole = [line]
    for below in lines[1:_MOST_TITLE_LINES]:
        if not below.isupper() or is_masthead(below) or _is_no_title(below):
            break
        whole.append(below)
    return " ".join(whole)
