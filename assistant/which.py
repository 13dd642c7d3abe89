"""Which of several numbers, dates or people of a sentence a question is about. Pure.

A sentence quoted whole leaves that to whoever reads it; a bare answer does not.
"""

from __future__ import annotations

import re

from assistant.counting import ITEM_LABEL, without_dates
from assistant.moments import (
    asks_for_day,
    asks_for_deadline,
    dated,
    is_deadline,
    names_day,
)
from assistant.people import people
from assistant.question import Asked, Question
from ingest.document import Span

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_STOP = re.compile(r"[,;:.()](?:\s|$)|\d")
_HEAD = 3  # words behind a number within which stands what it counts


def another_fits_as_well(question: Question, sentence: str, span: Span, *, sure: bool) -> bool:
    """Whether the bare answer at `span` is one of several things of its kind, none of which
    fits the question better than all others; `sure` of a reader that hardly errs."""
    if Asked.TIME in question.asked and _is_rival_time(question, sentence, span, sure=sure):
        return True
    if Asked.PERSON in question.asked and _is_rival_person(question, sentence, span, sure=sure):
        return True
    return Asked.QUANTITY in question.asked and _is_rival_number(question, sentence, span)


def _is_rival_time(question: Question, sentence: str, span: Span, *, sure: bool) -> bool:
    if asks_for_day(question) and not names_day(sentence[slice(*span)]):
        return True
    times = dated(sentence)
    own = [one for one in times if _overlap(one, span)]
    if any(is_deadline(sentence, one) for one in own) and not asks_for_deadline(question):
        return True
    return bool(own) and len(own) < len(times) and not sure


def _is_rival_person(question: Question, sentence: str, span: Span, *, sure: bool) -> bool:
    named = people(sentence)
    own = [one for one in named if _overlap(one.span, span)]
    if len(named) < 2 or not own:
        return False
    if not question.posts:
        return not sure
    return not any(
        one.post is not None and wanted.fits(one.post) for one in own for wanted in question.posts
    )


def _is_rival_number(question: Question, sentence: str, span: Span) -> bool:
    numbers = _numbers(sentence)
    own = [one for one in numbers if _overlap(one, span)]
    others = [one for one in numbers if not _overlap(one, span)]
    if not own or not others:
        return False
    best = max(_fit(question, sentence, one) for one in own)
    return any(_fit(question, sentence, one) >= best for one in others)


def _fit(question: Question, sentence: str, number: Span) -> float:
    """How many of the question's words stand right behind a number, what is counted twice;
    those before it weigh half, since a sum is told before it («kinh phí là 5 tỷ đồng»)."""
    asked = {term.key for term in question.terms}
    counted = set(question.spell(" ".join(question.counted)).split())
    behind = question.spell(_up_to(sentence[number[1] :])).split()
    before = set(question.spell(_up_to(sentence[: number[0]], backwards=True)).split())
    return (
        2 * len(counted & set(behind[:_HEAD])) + len(asked & set(behind)) + len(asked & before) / 2
    )


def _up_to(text: str, *, backwards: bool = False) -> str:
    """As far as the next punctuation or number."""
    stops = list(_STOP.finditer(text))
    if not stops:
        return text
    return text[stops[-1].end() :] if backwards else text[: stops[0].start()]


def _numbers(sentence: str) -> list[Span]:
    """The numbers that are no part of a date, a year, a document's number or a label."""
    label = ITEM_LABEL.match(sentence)
    begin = label.end() if label else 0
    found = (match.span() for match in _NUMBER.finditer(without_dates(sentence)))
    return [one for one in found if one[0] >= begin]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
