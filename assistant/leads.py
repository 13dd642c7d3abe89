"""How a follow-up question begins: what only says that it follows, what asks first. Pure."""

from __future__ import annotations

import re

from ingest import text as vi

# Patterns match folded text, whose offsets are the question's own.
# «Thế mạnh …», and without diacritics «Thể thức …», «Vay vốn …», lead no follow-up.
_LEADING = re.compile(r"^(?P<word>vay|the|va|roi|con)\s+(?:thi\s+)?")
_LEADS = {"vay": "vậy", "the": "thế", "va": "và", "roi": "rồi", "con": "còn"}
_NO_LEAD = re.compile(r"thế (?:giới|mạnh|hệ|kỷ|chấp|lực|trận|vận hội|nào là)(?!\w)")
_NO_LEAD_FOLDED = re.compile(
    r"the (?:gioi|manh|he|ky(?! hieu)|chap|luc|tran|van hoi|nao la|"
    r"thuc|le(?! phi)|che|hien|thao|duc|loai|tich|abtc|dang|bai)\b|"
    r"vay (?:von|muon|no|tien|tin dung|ngan hang|uu dai)\b"
)
# What a question begins with that asks: «Ai làm trưởng đoàn?», «Khi nào về?», not «Sao y …»
_ASKING_HEAD = re.compile(
    r"^(?:(?:nhung )?ai(?: la)?|khi nao|bao gio|luc nao|(?:vao )?(?:nam|ngay|thang) nao|o dau|"
    r"vi sao|tai sao|sao(?! (?:y|luc|chep|chup|ke|van ban|ban|nhan)\b)|"
    r"(?P<how_many>co (?:bao nhieu|may)|bao nhieu|may))\s+"
)
_ASKING_HEAD_WORDS = frozenset(
    "những ai là khi nào bao giờ lúc vào năm ngày tháng ở đâu vì tại sao có nhiêu mấy".split()
)
# «Vậy à», «Thế thôi» ask for nothing.
_NOTHING_MEANT = re.compile(
    r"^(?:a|ha|u|nhe|nha|thoi|sao|ok|ah|hu|phai khong|dung khong|duoc khong|"
    r"(?:thi )?(?:cung )?duoc|(?:thi )?tot|(?:xin )?cam on\b.*|la (?:duoc|xong|tot)|chu)"
    r"(?: (?:a|nhe|nha|roi|ban|em))*$"
)


def lead(question: str) -> int:
    """How much of a question only says that it follows: «Thế», «Vậy thì»."""
    folded = vi.fold(question)
    found = _LEADING.match(folded)
    if found is None:
        return 0
    if vi.is_folded(question):
        return 0 if _NO_LEAD_FOLDED.match(folded) else found.end()
    written = vi.lower_key(question[slice(*found.span("word"))])
    if written != _LEADS[found["word"]] or _NO_LEAD.match(vi.lower_key(question)):
        return 0
    return found.end()


def asks_for_nothing(question: str) -> bool:
    """Whether what stands behind the lead only agrees or thanks."""
    return _NOTHING_MEANT.match(vi.fold(question[lead(question) :]).strip(" ?.!,")) is not None


def asking_head(question: str) -> re.Match[str] | None:
    """What a question begins with that asks."""
    head = _ASKING_HEAD.match(vi.fold(question))
    if head is None or vi.is_folded(question):
        return head
    words = {vi.lower_key(token.text) for token in vi.tokens(question[: head.end()])}
    return head if words <= _ASKING_HEAD_WORDS else None
