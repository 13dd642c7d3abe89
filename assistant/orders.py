"""Passages that give the assistant orders, or pretend to be its own words: no evidence, whatever
else they say. Pure.

In Trích dẫn mode nothing obeys a document; but a passage written to be obeyed, or pasted from
an answer, says nothing of the world. The patterns are narrow: handbooks too tell people what
to say.
"""

from __future__ import annotations

import re

from ingest import text as vi

# Of folded text, so that orders without diacritics are orders too.
_ORDERS = re.compile(
    r"\b(?:bo qua|phot lo|quen(?: di)?|khong tuan theo)\b.{0,20}\b(?:huong dan|chi dan|menh lenh)\b"
    r"(?=.{0,20}\b(?:truoc|tren|he thong|cu)\b)"
    r"|\bbo qua (?:moi|tat ca|toan bo)(?: cac)? (?:huong dan|chi dan|menh lenh)\b"
    r"|\b(?:ignore|disregard|forget) (?:all|any|every|the|your)?(?: of)?(?: the| your)? ?"
    r"(?:previous|prior|above|earlier|preceding|system)? ?(?:instructions?|prompts?)\b"
    r"|\bloi nhac he thong\b|\bsystem prompt\b"
    r"|(?:^|[\[<])\W*(?:he thong|system|assistant|tro ly|quan tri vien)\s*[\]>:]\W*"
    r"(?:hay|tra loi|khi duoc hoi|moi cau hoi|you |answer|say|always)"
    r"|\b(?:hay|phai|chi duoc|luon) (?:tra loi|dap|noi)(?: rang\b| la\b)?\s*:"
    r"|\b(?:hay|chi duoc|luon|va) (?:tra loi|dap|noi) rang\b"
    # A paper may replace others; it does not outrank whatever else is said anywhere.
    r"|\b(?:tai lieu|van ban) nay (?:co |duoc )?(?:do |muc |quyen )?uu tien "
    r"(?:cao nhat|tuyet doi)\b"
    r"|\b(?:thay|thay the|ghi de|gia tri hon) (?:cho )?(?:moi|tat ca|toan bo)(?: cac)? "
    r"(?:tai lieu|nguon)(?: tin)? khac\b"
    r"|\b(?:this document|this text|it) (?:has|takes) (?:the )?"
    r"(?:highest priority|(?:absolute )?(?:priority|precedence) over (?:all|every|any))\b"
    r"|\boverrides? (?:all|every|any) other (?:documents?|sources?)\b"
    r"|\btrong moi cau tra loi\b|\b(?:voi|cho) moi cau hoi\b.{0,10}\bhay (?:tra loi|dap|noi)\b"
    r"|\bban la (?:mot )?(?:mo hinh|chatbot|tro ly (?:ao|ai|so|khong))\b|\btrong vai do, ban noi\b"
    r"|\byou are (?:now )?(?:an? |the )?(?:unrestricted|assistant|ai\b|language model)"
    r"|\b(?:must|always|only) (?:answer|say|respond|reply)\s*(?::|that\b)"
    r"|^\W*(?:say|answer|respond|reply)(?: only| always)?\s*:"
    r"|<\|im_(?:start|end)\|>|\[/?inst\]|<</?sys>>|</?system>|^#+\s*instructions?\s*:"
    r'|"role"\s*:\s*"(?:system|assistant|user)"',
    re.MULTILINE,
)
# A line as this program quotes, with its mark: an answer that was pasted is no source.
_ANSWERED = re.compile(r"^“.*”\s*\[\d+\]$", re.MULTILINE)


def gives_orders(passage: str) -> bool:
    """Whether a passage, a block a line, gives orders or pretends to be an answer."""
    return _ORDERS.search(vi.fold(passage)) is not None or _ANSWERED.search(passage) is not None
