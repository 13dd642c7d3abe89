"""Forms of address: who is greeted, in which order, by which title. Pure.

The chief guest's full title comes first, then the other guests, then the host's leaders, each by
rank (FACTS of protocol: docs/decisions/0012-talking-points.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.speech import Brief, Person
from ingest import text as vi

# Ranks by words of the folded post, the highest first; «phó», «thứ» hold half a rank less.
_RANKS: Sequence[tuple[str, ...]] = (
    ("tong bi thu", "chu tich nuoc", "tong thong", "quoc vuong", "thu tuong", "chu tich quoc hoi"),
    ("uy vien bo chinh tri",),
    ("bo truong", "thong doc ngan hang", "truong ban doi ngoai trung uong"),
    ("thu truong", "dai su", "bi thu tinh uy", "bi thu thanh uy", "tinh truong", "thong doc"),
    ("chu tich", "thi truong", "tong lanh su", "do truong"),
    ("tong giam doc", "truong dai dien", "vu truong", "cuc truong", "giam doc quoc gia"),
    ("giam doc", "lanh su", "hieu truong", "vien truong", "quan truong"),
    ("truong phong", "truong ban", "truong doan", "chanh van phong"),
)
_DEPUTY = re.compile(r"\b(?:pho|nguyen|quyen)\b")
_ADDRESSES = {"ông": "ông", "bà": "bà", "ngài": "Ngài", "đồng chí": "đồng chí"}

GREETING = "Kính thưa"  # with which a line of address opens


def by_rank(people: Iterable[Person]) -> list[Person]:
    """The highest post first; who holds equal posts stays in the order given."""
    return sorted(people, key=lambda person: rank(person.post))


def rank(post: str) -> float:
    """0 for the highest; a post that is not known comes last."""
    folded = vi.fold(post)
    for height, titles in enumerate(_RANKS):
        found = [folded.find(title) for title in titles if title in folded]
        if found:
            deputy = _DEPUTY.search(folded[: min(found)]) is not None
            return height + (0.5 if deputy else 0.0)
    return float(len(_RANKS))


def called(person: Person) -> str:
    """«ông Nguyễn Văn A, Giám đốc Sở …»; «Giám đốc Sở … Nguyễn Văn A» where it is not known
    whether ông or bà."""
    name = person.name.strip()
    post = person.post.strip()
    address = _ADDRESSES.get(person.address.strip().lower(), "")
    if not name:
        return f"{address} {post}".strip()
    if address:
        return ", ".join(filter(None, (f"{address} {name}", post)))
    return f"{post} {name}".strip()


def called_again(person: Person) -> str:
    """As `called`, without the post of somebody who was greeted with it."""
    address = _ADDRESSES.get(person.address.strip().lower(), "")
    name = person.name.strip()
    return f"{address} {name}" if address and name else called(person)


def greetings(brief: Brief) -> list[str]:
    """The lines that a speech opens with, each with its comma or exclamation mark."""
    guests = by_rank(person for person in brief.guests if called(person))
    hosts = by_rank(person for person in brief.hosts if called(person))
    lines = [f"{GREETING} {called(person)}," for person in (*guests, *hosts)]
    return [*lines, f"{GREETING} quý vị đại biểu!" if lines else f"{GREETING} quý vị!"]


def chief(brief: Brief) -> Person | None:
    """The guest of the highest post."""
    return next(iter(by_rank(person for person in brief.guests if called(person))), None)
