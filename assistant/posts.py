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
    r"truong (?:phong|ban|doan|khoa)|chanh (?:van phong|thanh tra)|"
    r"(?<!phong )(?:tong )?lanh su|dai su|"
    r"tong thong|tinh truong|thi truong|do truong|thong doc|truong dai dien|vien truong|cuc truong|"
    r"vu truong|hieu truong|chu nhiem|ke toan truong)"
    r"(?: thuong truc)?(?: dau tien| thu \w+)?)\b"
    r"(?P<of>,? (?:cua )?(?=(?:so|bo|ban|cuc|vu|vien|uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|"
    r"trung tam|hoi|cong ty|ctcp|tap doan|dai hoc|phong|khoa)\b))?"
)
_BELONGS = re.compile(r",? (?:của |thuộc )?(?=(?:Sở|Bộ|Cục|Vụ|UBND|Ủy ban)\b)")
_BODY_KINDS = frozenset("so bo ban cuc vu vien ubnd hdnd".split())
_PEOPLES = re.compile(
    r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)(?: (?:tinh|thanh pho|tp|huyen|xa|phuong))?"
)
_BODY = re.compile(r"(?P<kind>\w+(?: (?:ty|tam|doan|hoc))?) (?P<first>\w+)(?P<second> \w+)?")
_NAMES_PERSON = re.compile(rf"[{vi.UPPER}][{vi.UPPER.lower()}]+ [{vi.UPPER}][{vi.UPPER.lower()}]+")
_NO_NAME = frozenset("la ai gi nao hien nam co da va cua o tai duoc ten thi do".split())
# «Trưởng phòng Hợp tác quốc tế»: a name of two words or more has capitals throughout.
DEPARTMENT_HEADS = ("truong phong", "truong ban", "truong khoa")
_DEPARTMENT = re.compile(
    rf",? (?P<own>[{vi.UPPER}][{vi.UPPER.lower()}]+(?: [{vi.UPPER.lower()}]+)+)"
)
_DEPARTMENT_GOES_ON = re.compile(
    rf" (?:[-–]|và) [{vi.UPPER}][{vi.UPPER.lower()}]+(?: (?!là )[{vi.UPPER.lower()}]+)?"
)
_LONGEST_DEPARTMENT = 4  # words
# «Nguyễn» is a name.
_FORMER = re.compile(r"\bnguyên\b", re.IGNORECASE)


@dataclass(frozen=True)
class Post:
    """A post, folded («pho giam doc»), and the two words or three that say of which body
    («so ngoai vu») or of which department it is the head («hop tac»), empty where none stands
    beside it; `written` is as it stands, at `span`."""

    name: str
    body: str
    written: str
    span: Span
    of: str = ""  # the body that a department belongs to, likewise

    def fits(self, other: Post) -> bool:
        return (
            self.name == other.name
            and _one_begins_other(self.body, other.body)
            and _one_begins_other(self.of, other.of)
        )


# «Ai làm Giám đốc?», «Giám đốc là ai?», but not «Ai bổ nhiệm Giám đốc?»
_WHO_BEFORE = re.compile(
    r"\b(?:ai|nguoi nao|dong chi nao)(?: (?:dang|da|tung))*"
    r"(?: (?:la|lam|giu|giu chuc|giu chuc vu|dam nhiem))\s*$"
)
_OPENS = re.compile(r"(?:(?:hien nay|(?:trong )?nam \d{4}),? )?")
_WHO_BEHIND = re.compile(r"\b(?:(?:la|gom|bao gom|co) )+(?:nhung )?(?:ai|nguoi nao)\b")


def asks_who_holds(text: str, post: Post) -> bool:
    """Whether a question asks who holds the post that stands in it, whatever else it says."""
    before, behind = vi.fold(text[: post.span[0]]), vi.fold(text[post.span[1] :])
    return bool(
        _WHO_BEFORE.search(before) or (_OPENS.fullmatch(before) and _WHO_BEHIND.search(behind))
    )


def _one_begins_other(first: str, second: str) -> bool:
    one, two = sorted((f"{first} ", f"{second} "), key=len)
    return not one.strip() or two.startswith(one)


def posts(text: str) -> list[Post]:
    found: list[Post] = []
    for match in _POST.finditer(vi.fold(text)):
        start, end = match.span()
        if found and start < found[-1].span[1]:
            continue  # «Trưởng phòng Lãnh sự» is no consul
        time = (match["time"] or "").strip()
        if time == "nguyen" and not vi.is_folded(text) and not _FORMER.match(text, start):
            time, start = "", match.start("name")
        name = f"{time} {match['name']}".strip()
        if department := _department(text, match):
            stop, own = department
            of = _BELONGS.match(text, stop)
            end = _body(text, of.end()) if of else 0
            above = vi.fold(text[of.end() : end]) if of and end else ""
            found.append(Post(name, own, text[start:stop], (start, stop), above))
            continue
        body = _body(text, end) if match["of"] else 0
        named = vi.fold(text[end:body]) if body else ""
        span = (start, body or match.start("of") if match["of"] else end)
        found.append(Post(name, named, text[slice(*span)], span))
    return found


def _department(text: str, post: re.Match[str]) -> tuple[int, str] | None:
    """Where the name of the department that the post heads ends, with its first two words."""
    if vi.is_folded(text) or not post["name"].endswith(DEPARTMENT_HEADS):
        return None
    at = post.end("name")
    kind = re.compile(r",? (?:phòng|ban|khoa)(?= )", re.IGNORECASE).match(text, at)
    named = _DEPARTMENT.match(text, kind.end() if kind else at)
    if named is None:
        return None
    words = named["own"].split()
    stops = [i for i, word in enumerate(words) if vi.fold(word) in _NO_NAME]
    words = words[: min([*stops, _LONGEST_DEPARTMENT])]
    if len(words) < 2 or vi.fold(words[0]) in _BODY_KINDS:
        return None
    end = named.start("own") + len(" ".join(words))
    if more := _DEPARTMENT_GOES_ON.match(text, end):
        end = more.end()
    return end, vi.fold(" ".join(words[:2]))


def _body(text: str, at: int) -> int:
    """Where the name of the body that stands here ends: its kind and a word or two; 0 for one
    that is not named."""
    folded = vi.fold(text)
    if peoples := _PEOPLES.match(folded, at):
        return peoples.end()
    match = _BODY.match(folded, at)
    proper = match is not None and (vi.is_folded(text) or text[match.start("first")].isupper())
    if match is None or not proper:
        return 0
    if match["first"] in _NO_NAME and not text[match.start("first")].isupper():
        return 0  # «Giám đốc Sở tại …», but «Giám đốc Sở Tài chính»
    if match["kind"] == "so" and _NAMES_PERSON.match(text, match.start("first")):
        return match.end("kind")  # «Giám đốc Sở Lê Thị Mai»
    second = (match["second"] or "").strip()
    return match.end("first") if second in _NO_NAME else match.end()
