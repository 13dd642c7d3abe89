"""The part of a document whose heading is what a question asks for. Pure.

«Người quản lý kho có trách nhiệm gì?» is answered by all that stands under «Điều 4. Trách nhiệm
của người quản lý kho», none of whose sentences repeats the question's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.extract import Candidate
from assistant.question import Question
from ingest import text as vi

_MOST = 12  # sentences
_OF_HEADING = 0.65  # of the heading's own words that the question must say
_OF_QUESTION = 0.75  # of the question's words that heading, headings above and title must say
_LEAST = 2  # words of the heading that the question says
_LABEL = re.compile(
    r"^\W*(?:(?:Điều|Bước|Chương|Mục|Phần|Phụ lục|Khoản)\s+[\w.]+\.?|[IVXLC]+\.|\d+(?:\.\d+)*[.)]|"
    r"[a-zđ]\))\s*"
)
_ITEM = re.compile(r"\d+[.)]\s|[a-zđ][.)]\s|[-–•+]\s")
# Of which the question's frame is made, and headings too: they tell no part from another.
_FRAME = frozenset(
    "việc làm cần phải muốn thì được bao gồm chịu đối thực hiện tiến hành những gì nào có các của "
    "và về với khi là một mấy theo như thế sao ra hãy cho biết liệt kê nêu trong tại từ đến để "
    "quy định bước phần trên dưới này đó".split()
)
_FRAME_FOLDED = frozenset(map(vi.fold, _FRAME))
# A heading may ask what the question asks: «I. Khi nào áp dụng». Matches folded text.
_WHEN = re.compile(r"\bkhi nao\b")
_END_OF_TEXT = "./."
_QUOTES = ' "”»'
_NEVER = re.compile(r"(?:Căn cứ|Nơi nhận|Kính gửi)\b")


@dataclass(frozen=True)
class Section:
    """The sentences under a heading, in order; `cut` where there are more of them."""

    heading: str
    sentences: tuple[Candidate, ...]
    cut: bool = False


def section(question: Question, candidates: Sequence[Candidate]) -> Section | None:
    """The section that the question asks for by its heading, None where none fits."""
    when = _WHEN.search(question.plain) is not None
    if not question.asks_for_part and not when:
        return None
    best: tuple[float, float] = (0.0, 0.0)
    opening = None
    for candidate in candidates:
        if candidate.barred or not _opens(candidate):
            continue
        if not question.asks_for_part and not _WHEN.search(vi.fold(_heading_of(candidate))):
            continue
        fit = _fit(question, candidate)
        key = (fit, candidate.hit.score)
        if fit and key > best:
            best, opening = key, candidate
    if opening is None:
        return None
    under = _under(opening, candidates)
    if not under:
        return None
    return Section(_heading_of(opening), tuple(under[:_MOST]), len(under) > _MOST)


def _opens(candidate: Candidate) -> bool:
    """Whether it is a heading or a line that a list follows."""
    text = candidate.text
    if vi.is_row(text) or _NEVER.match(text):
        return False
    return _is_title(candidate) or _announces(text)


def _is_title(candidate: Candidate) -> bool:
    return any(candidate.text in heading for heading in candidate.hit.chunk.headings[-1:])


def _announces(text: str) -> bool:
    return text.endswith(":") or (_LABEL.match(text) is not None and text[-1:].isalnum())


def _heading_of(opening: Candidate) -> str:
    return opening.hit.chunk.headings[-1] if _is_title(opening) else ""


def _fit(question: Question, opening: Candidate) -> float:
    """How well the question and the heading say the same; 0 where too little."""
    frame = _FRAME_FOLDED if question.folded else _FRAME
    own = _content(question, _heading_of(opening) or opening.text, frame)
    context = _content(question, opening.hit.chunk.context, frame) | own
    asked = {term.key for term in question.terms} - frame
    if not own or not asked:
        return 0.0
    said = asked | _synonymous(question, own)
    shared = own & said
    of_heading = len(shared) / len(own)
    covered = asked & (context | _known(question, context))
    of_question = len(covered) / len(asked)
    enough = len(shared) >= min(_LEAST, len(asked))
    if not enough or of_heading < _OF_HEADING or of_question < _OF_QUESTION:
        return 0.0
    return of_heading * of_question


def _content(question: Question, text: str, frame: frozenset[str]) -> set[str]:
    words = question.spell(_LABEL.sub("", text)).split()
    return {word for word in words if word not in frame and not word.isdigit()}


def _known(question: Question, words: set[str]) -> set[str]:
    """Syllables of the question's known names that the words hold in another spelling."""
    return {
        syllable
        for synonym in question.synonyms
        if any(set(spelling.split()) <= words for spelling in synonym.spellings)
        for syllable in synonym.syllables
    }


def _synonymous(question: Question, words: set[str]) -> set[str]:
    """The other spellings' syllables among the words."""
    return {
        syllable
        for synonym in question.synonyms
        for spelling in synonym.spellings
        if set(spelling.split()) <= words
        for syllable in spelling.split()
    }


def _under(opening: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    chunk = opening.hit.chunk
    same = sorted(
        (one for one in candidates if one.hit.chunk.document.id == chunk.document.id),
        key=lambda one: one.span,
    )
    if _is_title(opening):
        path = chunk.headings
        inside = [one for one in same if one.hit.chunk.headings[: len(path)] == path]
        return _before_closing(_once(one for one in inside if not _is_line_of(one, path)))
    items: list[Candidate] = []
    for one in same:
        if one.span <= opening.span or one.hit.chunk.headings != chunk.headings:
            continue
        if items and _goes_on(items[-1], one):
            items.append(one)
            continue
        if not _ITEM.match(one.text) or _kind(one.text) == _kind(opening.text):
            break
        items.append(one)
    return [opening, *_once(items)] if items else []


def _before_closing(found: Sequence[Candidate]) -> list[Candidate]:
    """Without the lines under a document's text: recipients, the signer."""
    kept: list[Candidate] = []
    for one in found:
        if _NEVER.match(one.text):
            break
        kept.append(one)
        if one.text.rstrip(_QUOTES).endswith(_END_OF_TEXT):
            break
    return kept


def _goes_on(item: Candidate, following: Candidate) -> bool:
    """Whether a sentence stands on the line of the item before it."""
    chunk = item.hit.chunk
    between = chunk.text[item.span[1] - chunk.start : following.span[0] - chunk.start]
    return following.hit.chunk.id == chunk.id and "\n" not in between


def _once(found: Iterable[Candidate]) -> list[Candidate]:
    """Without what overlapping chunks both hold."""
    kept: dict[tuple[int, int], Candidate] = {}
    for one in found:
        kept.setdefault(one.span, one)
    return list(kept.values())


def _is_line_of(candidate: Candidate, path: tuple[str, ...]) -> bool:
    return any(candidate.text in heading for heading in path)


def _kind(text: str) -> str:
    """Whether an item is numbered, lettered or dashed."""
    found = _ITEM.match(text)
    if found is None:
        return ""
    return "1" if found[0][0].isdigit() else "a" if found[0][0].isalpha() else "-"
