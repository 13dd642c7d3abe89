"""What people say around a question in a chat: greetings, thanks, whom they address, why they ask.
Pure."""

from __future__ import annotations

import re

from ingest import text as vi

# Patterns match folded text, whose offsets are the question's own.
_CLAUSE = re.compile(r"[^,;:.!?\n]+[,;:.!?\n]*\s*")
_CHATTER = re.compile(
    r"\W*(?:xin )?(?:chao|hello|hi|alo|a lo|ui|oi|cam on|thanks?|thank you|nho|lam on|lam phien|"
    r"xin phep hoi|giup (?:minh|em|toi|chi|anh|voi)|tra giup|tim giup|"
    r"(?:minh|em|toi|chi|anh|chau) (?:moi|dang|vua|quen|khong nho|ko nho|can gap|hoi chut|hoi ti)|"
    r"(?:sep|thu truong|chi truong phong|anh truong phong) (?:vua |moi |dang )?hoi|"
    r"\w+(?: \w+)? oi)\b"
)
_ASKS = re.compile(
    r"\b(?:ai|gi|nao|bao nhieu|may|dau|khi nao|bao gio|bao lau|the nao|ra sao|vi sao|tai sao|"
    r"khong|chua|who|what|when|where|how|which|why)\b"
)
# «cho chị hỏi chút là …», «ad ơi …»
_ADDRESS = r"(?:ad|admin|ban|em|anh|chi|tro ly|bot|moi nguoi|ca nha)(?: \w+)? oi|a lo|alo|ui"
_MAY_I = (
    r"(?:cho|xin) (?:(?:em|e|minh|toi|chi|anh|chau) )?hoi(?: (?:chut|ti|xiu|voi|tham|them))*"
    r"(?: (?:la|ve|rang))?"
)
_OPENING = re.compile(rf"\W*(?:(?:{_ADDRESS}|{_MAY_I})\W+)+")


def without_chatter(question: str) -> str:
    """The question without clauses that only greet, thank, address or excuse, and without the
    words that open it; itself where nothing would be left that asks."""
    clauses = [match.span() for match in _CLAUSE.finditer(question)]
    kept = [
        question[start:end]
        for start, end in clauses
        if not _CHATTER.match(vi.fold(question[start:end]))
        or _asks(question[start:end])
        or _names(question[start:end])
    ]
    if not any(map(_asks, kept)):
        return question
    left = "".join(kept).strip()
    opening = _OPENING.match(vi.fold(left))
    if opening and _asks(left[opening.end() :]):
        left = left[opening.end() :]
    left = left.strip(" ,;:")
    return left[:1].upper() + left[1:] if left != question else question


def _asks(clause: str) -> bool:
    words = vi.fold(clause)
    greeting = re.match(r"\W*(?:ban|em|anh|chi) (?:co )?khoe khong", words)
    return greeting is None and _ASKS.search(words) is not None


def _names(clause: str) -> bool:
    """Whether it has a capital but at its beginning."""
    return any(map(str.isupper, clause.lstrip()[1:]))
