"""«Có» or «không», where a quoted sentence leaves no doubt. Pure.

Only a sentence that says it in the question's own words, in one clause, with nothing that limits it
(conditions, exceptions, plans, what others say), is read so; of every other the quote has to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.bars import holds_post
from assistant.extract import Candidate
from assistant.polarity import SWEEPING, Marker, marked
from assistant.question import Question
from ingest import text as vi

# Patterns match folded text, whose offsets are the text's own.
_HINGE = re.compile(
    r"^(?P<of>.*?)\b(?:co phai (?:la )?|co duoc (?:phep )?|da duoc |duoc |co |da |dang |phai )"
    r"(?P<what>.+?)\s+(?P<end>khong|chua)(?: (?:a|vay|nhi|the))?\W*$"
)
_CLAUSE = re.compile(r"[,;:.!?()]+(?=\s|$)|\s(?:vì|nhưng|song|tuy|nên|để)\s")
# What holds only sometimes, or is only reported.
_LIMITS = re.compile(
    r"\b(?:chi(?! tieu| dao| thi| so| dan| ro)|theo (?:dung )?quy dinh|nguon|chu thich|"
    r"cho biet|cho rang|mot so|nhieu khi|thuong|"
    r"hau het|hoac|can|nen|tam thoi|du kien|tung|truoc day)\b"
)
_EXCEPTIONS = re.compile(r"\b(?:neu|khi|truong hop|tru|ngoai tru|tru phi)\b")
_ALLOWED_BETWEEN = frozenset({"duoc", "phai", "co", "la"})
_LIGHT = frozenset(
    map(
        vi.fold,
        "có được là đã đang sẽ các những một và của cho với trong ở tại từ đến để này đó phải luôn "
        "xác định coi xem như ông bà".split(),
    )
)


def verdict(question: Question, chosen: Sequence[Candidate]) -> str:
    """«Có», «Đã», «Không» or «Chưa» where the one chosen sentence settles it, else empty."""
    asked = _HINGE.match(question.plain) if question.asks_whether else None
    if asked is None or len(chosen) != 1 or vi.is_row(chosen[0].text) or chosen[0].missing:
        return ""
    if question.posts:
        return "Có" if holds_post(question, chosen[0].text) else ""
    text = question.text
    if marked(text[: asked.start("end")]) or any(word in text.lower() for word in SWEEPING):
        return ""
    sentence = chosen[0].text
    what, of = (_asked(question, text[slice(*asked.span(part))]) for part in ("what", "of"))
    clause = next((one for one in _clauses(sentence) if _run(what, _content(one))), "")
    limited = _LIMITS.search(vi.fold(clause)) or _EXCEPTIONS.search(vi.fold(sentence))
    if not clause or limited or not set(of) <= set(_content(clause)):
        return ""
    markers = marked(clause)
    if not markers:
        return "" if marked(sentence) else "Đã" if asked["end"] == "chua" else "Có"
    if [one.marker for one in markers] == [Marker.NEGATION]:
        (denial,) = markers
        if _governs(clause[denial.end :], what):
            return "Chưa" if vi.fold(clause[denial.start : denial.end]) == "chua" else "Không"
    return ""


def _asked(question: Question, text: str) -> list[str]:
    """The content words, but for the office's own place, whose documents they are."""
    names = question.home.names if question.home else ()
    folded = vi.fold(text)
    for name in sorted(names, key=len, reverse=True):
        folded = re.sub(rf"\b{re.escape(vi.fold(name))}\b", " ", folded)
    return _content(folded)


def _clauses(sentence: str) -> list[str]:
    edges = [0, *(found.start() for found in _CLAUSE.finditer(sentence)), len(sentence)]
    return [sentence[start:end] for start, end in pairwise(edges)]


def _content(text: str) -> list[str]:
    keys = (vi.fold(token.text) for token in vi.tokens(text))
    return [key for key in keys if key not in _LIGHT]


def _run(words: Sequence[str], within: Sequence[str]) -> bool:
    """Whether the words stand within in a row."""
    return bool(words) and any(
        list(within[at : at + len(words)]) == list(words) for at in range(len(within))
    )


def _governs(behind: str, what: Sequence[str]) -> bool:
    """Whether what is denied is what is asked, from its first word on."""
    words = [vi.fold(token.text) for token in vi.tokens(behind)]
    while words and words[0] in _ALLOWED_BETWEEN:
        words.pop(0)
    return bool(words) and words[0] == what[0]
