"""Posts that people hold. «Phó Giám đốc» is not «Giám đốc», nor is one office's another's. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import text as vi
from ingest.document import Span

# Matches folded text, whose offsets are the text's own.
_POST = re.compile(
    r"\b(?P<time>(?:nguyen|quyen|cuu) )?(?P<name>(?:pho )*"
    r"(?:tong giam doc|giam doc|tong bi thu|bi thu|chu tich|thu tuong|bo truong|thu truong|"
    r"truong (?:phong|ban|doan|khoa)|chanh (?:van phong|thanh tra)|(?:tong )?lanh su|dai su|"
    r"tong thong|tinh truong|thi truong|do truong|thong doc|truong dai dien|vien truong|cuc truong|"
    r"vu truong|hieu truong|chu nhiem|ke toan truong)"
    r"(?: thuong truc)?(?: dau tien| thu \w+)?)\b"
    r"(?P<of>,? (?:cua )?(?=(?:so|bo|ban|cuc|vu|vien|uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|"
    r"trung tam|hoi|cong ty|ctcp|tap doan|dai hoc|phong|khoa)\b))?"
)
_PEOPLES = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)(?: (?:tinh|thanh pho|tp|huyen|xa|phuong))?"
)
_BODY = re.compile(r"(?P<kind>\w+(?: (?:ty|tam|doan|hoc))?) (?P<first>\w+)(?P<second> \w+)?")
_NO_NAME = frozenset("la ai gi nao hien nam co da va cua o tai duoc ten thi do".split())
# «Nguyễn» is a name.
_FORMER = re.compile(r"\bnguyên\b", re.IGNORECASE)


@dataclass(frozen=True)
class Post:
    """A post, folded («pho giam doc»), and the two words or three that say of which body
    («so ngoai vu»), empty where none stands beside it; `written` is as it stands, at
    `span`."""

    name: str
    body: str
    written: str
    span: Span

    def fits(self, other: Post) -> bool:
        one, two = sorted((f"{self.body} ", f"{other.body} "), key=len)
        return self.name == other.name and (not one.strip() or two.startswith(one))


def posts(text: str) -> list[Post]:
    found = []
    for match in _POST.finditer(vi.fold(text)):
        start, end = match.span()
        time = (match["time"] or "").strip()
        if time == "nguyen" and not vi.is_folded(text) and not _FORMER.match(text, start):
            time, start = "", match.start("name")
        name = f"{time} {match['name']}".strip()
        body = _body(text, end) if match["of"] else 0
        named = vi.fold(text[end:body]) if body else ""
        span = (start, body or match.start("of") if match["of"] else end)
        found.append(Post(name, named, text[slice(*span)], span))
    return found


def _body(text: str, at: int) -> int:
    """Where the name of the body that stands here ends: its kind and a word or two; 0 for one
    that is not named."""
    folded = vi.fold(text)
    if peoples := _PEOPLES.match(folded, at):
        return peoples.end()
    match = _BODY.match(folded, at)
    proper = match is not None and (vi.is_folded(text) or text[match.start("first")].isupper())
    if match is None or not proper or match["first"] in _NO_NAME:
        return 0
    second = (match["second"] or "").strip()
    return match.end("first") if second in _NO_NAME else match.end()
