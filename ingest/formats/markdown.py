"""Markdown, as people write it by hand: headings, paragraphs, lists, pipe tables.

Not a full CommonMark reader: nothing is rendered, so marks that stay in the text do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ingest.document import BlockKind, RawBlock
from ingest.formats.content import Content
from ingest.formats.plain import decode
from ingest.formats.tables import Cell, table_blocks

_ATX = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s+\S")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_BULLET = re.compile(r"\A\s*[-*+•]\s+")
# Bounded, since an open mark would otherwise be searched for to the end of the text each time.
_INLINE = (
    (re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,1000}\)"), r"\1"),  # links keep their text
    (re.compile(r"<(https?://[^>]{1,1000})>"), r"\1"),
    (re.compile(r"`{1,3}([^`]{1,500})`{1,3}"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"~~(.{1,500}?)~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)
_COMMENT = re.compile(r"<!--(?:(?!-->).)*(?:-->|\Z)", re.DOTALL)
_BOLD = re.compile(r"\s*(\*\*|__)(?:(?!\1).)+\1\s*:?\s*")


def parse(data: bytes) -> Content:
    text = _COMMENT.sub("", "\n".join(decode(data).splitlines()))
    matter = _FRONT_MATTER.match(text)
    properties = dict(_properties(matter[1])) if matter else {}
    return Content(list(_blocks(text[matter.end() if matter else 0 :].split("\n"))), properties)


def _properties(matter: str) -> Iterator[tuple[str, str]]:
    for line in matter.splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip() in ("title", "date"):
            yield key.strip(), value.strip().strip("\"'")


def _blocks(lines: Sequence[str]) -> Iterator[RawBlock]:
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if not line.strip():
            at += 1
        elif _FENCE.match(line):
            end = _fence_end(lines, at)
            yield RawBlock("\n".join(lines[at + 1 : end]))
            at = end + 1
        elif heading := _ATX.match(line):
            yield RawBlock(_plain(heading[2]), BlockKind.HEADING, len(heading[1]))
            at += 1
        elif "|" in line and "|" in following and _TABLE_RULE.match(following):
            rows = list(takewhile(lambda row: "|" in row, lines[at + 2 :]))
            yield from table_blocks([_row(line, header=True), *map(_row, rows)])
            at += 2 + len(rows)
        else:
            end = _paragraph_end(lines, at)
            yield from _paragraph(lines[at:end])
            at = end


def _fence_end(lines: Sequence[str], start: int) -> int:
    mark = lines[start].strip()[:3]
    closing = (i for i in range(start + 1, len(lines)) if lines[i].strip().startswith(mark))
    return next(closing, len(lines))


def _row(line: str, header: bool = False) -> list[Cell]:
    cells = _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))
    return [Cell((RawBlock(_plain(cell)),), header) for cell in cells]


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(lines) and lines[end].strip():
        if _UNDERLINE.match(lines[end]):
            return end + 1
        if _ATX.match(lines[end]) or _ITEM.match(lines[end]) or _FENCE.match(lines[end]):
            break
        end += 1
    return end


def _paragraph(lines: Sequence[str]) -> Iterator[RawBlock]:
    underline = _UNDERLINE.match(lines[-1])
    if underline and len(lines) > 1:
        level = 1 if underline[1].startswith("=") else 2
        yield RawBlock(_plain(" ".join(lines[:-1])), BlockKind.HEADING, level)
        return
    text = " ".join(line.strip().lstrip(">").strip() for line in lines)
    yield RawBlock(_plain(_BULLET.sub("- ", text)), bold=bool(_BOLD.fullmatch(text)))


def _plain(text: str) -> str:
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return text
