"""Organisations with the place that they belong to: «Sở Y tế Đà Nẵng» is not a body that only
receives somebody in Đà Nẵng. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.question import Question
from index.aliases import Aliases, Mention, Name
from ingest import text as vi

# Patterns match folded text, whose offsets are the text's own.
_KIND = (
    r"(?:so|ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|ban|cuc|chi cuc|vu|cong an|vien|"
    r"trung tam|truong|dai hoc|hoi|lien hiep|van phong|thanh uy|tinh uy|benh vien|bao tang|cong ty)"
)
_NO_WORD = r"(?!(?:la|va|voi|den|tham|tiep|tai|o|cua|cho|do|duoc|co|ve|tu|don|cu)\b)"
_BODY_BEFORE = re.compile(
    rf"\b(?P<kind>{_KIND})(?P<own>(?: {_NO_WORD}[a-z]+){{0,3}}?)"
    r"(?:,? (?:cua|tinh|thanh pho|tp\.?|t\.p\.?|huyen|quan|thi xa))*\s*$"
)
_THERE = re.compile(
    r"\b(?:tai|o|den|tham|vao|ra|tu|di|sang|ve|qua|in|at|to|from)"
    r"(?: (?:tinh|thanh pho|tp\.?|huyen|the|city of))*\s*$"
)
_REACH = 60  # characters before a place in which its body begins


@dataclass(frozen=True)
class Body:
    """An organisation as folded words («so ngoai vu»), and the place in its name."""

    words: str
    place: Name


def bodies(text: str, aliases: Aliases) -> list[Body]:
    """The organisations that the text names with their place, in order."""
    found = []
    for mention in aliases.find(text):
        if mention.name.kind == "locality" and (words := _body_before(text, mention)):
            found.append(Body(words, mention.name))
    return found


def owned_by(question: Question, aliases: Aliases) -> list[Body]:
    """The bodies of a place, not the office's own, that the question asks about."""
    return [one for one in bodies(question.text, aliases) if one.place != question.home]


def names_body(body: Body, text: str, aliases: Aliases) -> bool:
    """Whether the text says the body as the place's: with the place in its name, or the body
    and the place apart, or the place alone where it is no place of an event («tại …»)."""
    here = [mention for mention in aliases.find(text) if mention.name == body.place]
    if any(one == body for one in bodies(text, aliases)):
        return True
    if here and _stands_alone(body, text, aliases):
        return True
    return any(
        not _body_before(text, mention) and not _THERE.search(_before(text, mention))
        for mention in here
    )


def _stands_alone(body: Body, text: str, aliases: Aliases) -> bool:
    """Whether the body's words stand somewhere without another place behind them."""
    elsewhere = [one for one in bodies(text, aliases) if one.words == body.words]
    said = len(re.findall(rf"\b{re.escape(body.words)}\b", short(vi.fold(text))))
    return said > len(elsewhere)


def _body_before(text: str, mention: Mention) -> str:
    """The folded words of the body whose name the place ends; empty where there is none."""
    before = _before(text, mention)
    match = _BODY_BEFORE.search(before)
    if match is None:
        return ""
    begin = mention.start - len(before)
    own = text[begin + match.start("own") : begin + match.end("own")].strip()
    if own and not own[0].isupper() and not vi.is_folded(text):
        return ""
    return short(match["kind"] + match["own"])


def short(folded: str) -> str:
    """Folded text with the names of people's committees and councils abbreviated."""
    return folded.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


def _before(text: str, mention: Mention) -> str:
    return vi.fold(text[max(0, mention.start - _REACH) : mention.start])
