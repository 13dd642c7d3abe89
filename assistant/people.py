"""People whom a text names, with the posts that it gives them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.posts import Post, posts
from ingest import text as vi
from ingest.document import Span
from ingest.partners import find_partners

_WORD = rf"[{vi.UPPER}][{vi.UPPER.lower()}]+"
_NAME = rf"{_WORD}(?: {_WORD}){{1,4}}"
_ADDRESSED = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Nn]gài) (?P<name>{_NAME})(?P<comma>, )?")
_BEHIND_POST = re.compile(rf",? (?P<name>{_NAME})")
# Of a table's columns, folded.
_NAMES = "ho va ten|ho ten|ho, ten|ten"
_MEMBERS = "dai bieu|thanh vien"
_HOLDS_NAMES = re.compile(rf"{_NAMES}|{_MEMBERS}")
_MAY_HOLD_NAMES = re.compile(rf"(?:{_NAMES}|{_MEMBERS})\b")


@dataclass(frozen=True)
class Named:
    """A person as named at `span` of a text; `post` is folded, empty where none is given."""

    name: str
    span: Span
    post: Post | None = None

    @property
    def key(self) -> str:
        return " ".join(vi.terms(self.name, folded=False))


def people(text: str) -> list[Named]:
    """In order, each name once; with its post wherever one place gives it."""
    held = posts(text)
    found: dict[str, Named] = {}
    for match in _ADDRESSED.finditer(text):
        post = _post_at(held, match.end()) if match["comma"] else None
        _keep(found, Named(match["name"], match.span("name"), post))
    for post in held:
        if named := _BEHIND_POST.match(text, post.span[1]):
            start, end = named.span("name")
            start += _country(named["name"])
            _keep(found, Named(text[start:end], (start, end), post))
    return sorted(found.values(), key=lambda one: one.span)


def holds_names(column: str) -> bool:
    """Whether a table's column of this name surely holds people's names: «Họ và tên», but not
    «Tên dự án». For what a name in the column would prove."""
    return _HOLDS_NAMES.fullmatch(vi.fold(column)) is not None


def may_hold_names(column: str) -> bool:
    """Whether it may: «Đại biểu phía Huế», and «Tên viết tắt» too. For what no names at all
    would disprove."""
    return _MAY_HOLD_NAMES.match(vi.fold(column)) is not None


def _keep(found: dict[str, Named], one: Named) -> None:
    if one.key not in found or found[one.key].post is None:
        found[one.key] = one


def _post_at(held: list[Post], at: int) -> Post | None:
    return next((post for post in held if post.span[0] == at), None)


def _country(name: str) -> int:
    """How much of it is the country in «Thủ tướng Lào Sonexay …», not the person."""
    for country in find_partners(f"nước {name}"):
        if name.startswith(f"{country} "):
            return len(country) + 1
    return 0
