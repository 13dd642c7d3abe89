"""From a language model's running text to sentences with the evidence that each cites. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import text as vi


@dataclass(frozen=True)
class Sentence:
    """One sentence without marks or markup; `cited` are the numbers of its marks, in order;
    `opens` says that it begins a paragraph. `odd` is one that holds a link, HTML or code,
    which no answer has."""

    text: str
    cited: tuple[int, ...]
    opens: bool
    odd: bool = False


class Prose:
    """Takes the text in pieces and gives each sentence once it is complete."""

    def __init__(self) -> None:
        self._waiting = ""
        self._opens = True

    def add(self, piece: str) -> list[Sentence]:
        """The sentences that the piece completes."""
        self._waiting += piece
        if _THINKING.match(self._waiting):
            before, closed, after = self._waiting.partition(_THOUGHT)
            self._waiting = after if closed else before
            if not closed:
                return []
        if _THINKING_OPENS.startswith(self._waiting.strip()):
            return []
        *lines, last = self._waiting.split("\n")
        complete = [one for line in lines for one in self._line(line)]
        *ended, self._waiting = _parts(last) or [""]
        if ended and _MARKS_BEGUN.fullmatch(self._waiting):
            self._waiting = f"{ended.pop()} {self._waiting}"  # they belong to what they follow
        return complete + self._sentences(ended)

    def end(self) -> list[Sentence]:
        """What is left when nothing more comes."""
        if _THINKING.match(self._waiting):
            return []
        last, self._waiting = self._waiting, ""
        return self._line(last)

    def _line(self, line: str) -> list[Sentence]:
        found = self._sentences(_parts(line))
        self._opens = True
        return found

    def _sentences(self, parts: Sequence[str]) -> list[Sentence]:
        found = []
        for part in parts:
            sentence = _sentence(part, opens=self._opens)
            if sentence.text:
                found.append(sentence)
                self._opens = False
        return found


def is_odd(text: str) -> bool:
    """Whether it holds a link, HTML or code."""
    return _ODD.search(text) is not None


# Reasoning models think aloud before they answer.
_THINKING_OPENS, _THOUGHT = "<think>", "</think>"
_THINKING = re.compile(rf"\s*{_THINKING_OPENS}")
_MARK = r"\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]"
_MARKS = re.compile(rf"{_MARK}")
_LEADING_MARKS = re.compile(rf"(?:{_MARK}[.,;]?\s*)+")
_MARKS_BEGUN = re.compile(rf"\s*(?:{_MARK}[.,;]?\s*)*\[?[\d,; ]*")
_GLUED = re.compile(rf"([.!?…])(?={_MARK})")
_BULLET = re.compile(r"^\s*(?:[-*•–+]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:!?…])")
_ODD = re.compile(
    r"https?://|\bwww\.|\]\s*\(|!\[|</?[a-z!]|javascript:|`|\bdata:\w+/|&#?\w+;|\{\{|\|.*\|",
    re.IGNORECASE,
)


def _parts(line: str) -> list[str]:
    """The line cut into sentences, each with the marks behind it."""
    line = _GLUED.sub(r"\1 ", line)
    parts: list[str] = []
    at = 0
    for start, end in vi.sentences(line):
        marks = _LEADING_MARKS.match(line, start, end)
        if parts and marks:
            parts[-1] += line[at : marks.end()]
            start = marks.end()
        if line[start:end].strip():
            parts.append(line[start:end])
        at = end
    if parts and line[at:]:
        parts[-1] += line[at:]  # the space behind tells that the last word is whole
    return parts


def _sentence(part: str, *, opens: bool) -> Sentence:
    cited = [int(n) for mark in _MARKS.findall(part) for n in re.findall(r"\d+", mark)]
    plain = _BULLET.sub("", _MARKS.sub(" ", part))
    plain = _SPACE_BEFORE.sub("", vi.clean(_EMPHASIS.sub("", plain)))
    if not any(map(str.isalnum, plain)):
        plain = ""
    return Sentence(plain, tuple(dict.fromkeys(cited)), opens, is_odd(part))


_STOP = re.compile(r"[.!?…:;]+[\"”’»)]*$")


def with_marks(sentence: str, numbers: Sequence[int]) -> str:
    """The sentence with its marks before its full stop: «… năm 1998 [1][2].»"""
    marks = "".join(f"[{n}]" for n in numbers)
    stop = _STOP.search(sentence)
    body, end = (sentence[: stop.start()], stop[0]) if stop else (sentence, ".")
    return f"{body} {marks}{end}"
