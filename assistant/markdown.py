"""A draft as Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.draft import Draft
from assistant.draft_sheet import (
    TRANSLATION,
    WORDS,
    Block,
    Line,
    Sheet,
    paragraphs,
    sheet,
    source_line,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_OPENING = re.compile(r"^(\d*)([-+=.)])")  # of a list, or of a line that makes a heading


def markdown(draft: Draft) -> str:
    """Everything, with footnotes («[^1]»); nothing that a document says is markup."""
    laid_out = sheet(draft)
    lines = [f"# {_plain(laid_out.title)}", ""]
    lines += [*(f"*{_plain(one)}*  " for one in laid_out.about), ""]
    lines += [f"*{_plain(WORDS.fill('legend'))}*", ""]
    lines += _blocks(laid_out.sections, 2)
    if laid_out.speech:
        lines += [f"## {WORDS.fill('speech')}", "", f"*{_plain(WORDS.fill('speech_legend'))}*", ""]
        for block in laid_out.speech:
            for said in paragraphs(block):
                lines += [" ".join(map(_sentence, said)), ""]
    lines += _parallel(laid_out)
    for name, blocks in (("facts", laid_out.facts), ("checks", laid_out.checks)):
        if blocks:
            lines += [f"## {WORDS.fill(name)}", "", *_blocks(blocks, 3)]
    for number, citation in enumerate(laid_out.sources, 1):
        lines.append(f"[^{number}]: {_plain(source_line(citation))}: “{_plain(citation.quote)}”")
    return "\n".join(lines).rstrip() + "\n"


def _parallel(laid_out: Sheet) -> list[str]:
    """A sentence a point, its translation below it."""
    if not laid_out.parallel:
        return []
    heading = TRANSLATION.fill("heading", language=laid_out.language.upper())
    lines = [f"## {heading}", "", f"*{_plain(TRANSLATION.fill('legend'))}*", ""]
    for block in laid_out.parallel:
        lines += [f"### {_plain(block.heading)}", ""]
        for pair in block.pairs:
            mark = f"**{_plain(pair.mark)}**" if pair.mark else ""
            said = " ".join(filter(None, (_plain(pair.translated), mark)))
            lines += [f"- {_plain(pair.text)}  ", f"  {said}"]
        lines.append("")
    return lines


def _blocks(blocks: Iterable[Block], level: int) -> list[str]:
    lines = []
    for block in blocks:
        lines += [f"{'#' * level} {_plain(block.heading)}", ""]
        lines += [_said(line) for line in block.lines]
        lines.append("")
    return lines


def _said(line: Line) -> str:
    text = _plain(line.text)
    if line.phrase:
        return f"- *{text}*"
    note = "".join(f"[^{number}]" for number in line.sources)
    mark = f" **{_plain(line.mark)}**" if line.mark else ""
    return f"- {text}{note}{mark}"


def _sentence(line: Line) -> str:
    return _plain(line.text) + "".join(f"[^{number}]" for number in line.sources)


def _plain(text: str) -> str:
    """Text as text, on one line."""
    return _OPENING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
