"""What of one family a sentence names where the question names another: a language for a language,
a fee for a budget, the opening for the groundbreaking. Pure.
"""

from __future__ import annotations

import re

from assistant.question import Asked, Question
from ingest import text as vi

_Family = tuple[tuple[str, ...], ...]
# Of each family groups of words for one thing, folded. A sentence without any word of the group
# that is asked about, and with one of another group, speaks of something else.
_MONEY: _Family = (
    ("kinh phi", "chi phi", "ngan sach", "tong muc", "von", "muc chi"),
    ("le phi", "muc phi", "muc thu"),
    ("hoc phi", "hoc bong"),
    ("gia ve",),
    ("tai tro", "vien tro", "ho tro", "dong gop", "cam ket"),
    ("giai ngan",),
    ("luong", "phu cap"),
)
_STEPS: _Family = (
    ("khoi cong", "dong tho"),
    ("khanh thanh", "khai truong", "dua vao su dung"),
    ("nghiem thu", "ban giao"),
)
_MEETING: _Family = (("khai mac",), ("be mac",))
_PEOPLE: _Family = (
    ("cong chuc", "can bo"), ("vien chuc",), ("dang vien",), ("doan vien",), ("hoi vien",),
    ("sinh vien", "hoc sinh"), ("phong vien",), ("hop dong",), ("tinh nguyen vien",),
)  # fmt: skip
_LANGUAGES: _Family = tuple(
    (f"tieng {name}",) for name in "anh phap nhat han trung duc nga lao thai viet y".split()
)
_OF_AMOUNTS: tuple[_Family, ...] = (_MONEY, _PEOPLE, _LANGUAGES)
_OF_TIMES: tuple[_Family, ...] = (_STEPS, _MEETING)

# «05 chuyên viên» are no «chuyên viên chính»; but a chuyên viên chính may well be meant by
# «chuyên viên», unless they are counted.
_GRADE = re.compile(
    r"\b(?P<rank>(?:chuyen|thanh tra|giang|ke toan|nghien cuu|luu tru|van thu|bien dich|phien dich|"
    r"kiem tra) vien|bac si|duoc si|ky su)(?: (?P<grade>chinh|cao cap))?\b(?! (?:tri|sach))"
)

# With diacritics: «đã» is not «da».
_DONE_ASKED = re.compile(r"\b(?:đã|thực chi|thực tế|\w+ được (?:bao nhiêu|mấy))\b", re.IGNORECASE)
_AIMED = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|dự kiến|dự toán|kế hoạch đề ra|phương hướng)(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<!\w)(?:đã|đạt được|thực hiện được|kết quả)(?!\w)", re.IGNORECASE)


def speaks_of_sibling(question: Question, sentence: str, above: str) -> bool:
    """Whether the sentence, with what it stands under, lacks what is asked about and names
    another thing of its family instead, or the same post of another grade; or tells of an aim
    where a result is asked for."""
    families: tuple[_Family, ...] = _OF_AMOUNTS if Asked.QUANTITY in question.asked else ()
    families += _OF_TIMES if Asked.TIME in question.asked else ()
    here, near = vi.fold(sentence), vi.fold(above)
    return (
        any(_other(family, question.plain, here, near) for family in families)
        or _of_another_grade(question, near)
        or _only_aims(question, sentence)
    )


def _of_another_grade(question: Question, near: str) -> bool:
    there: dict[str, set[str | None]] = {}
    for found in _GRADE.finditer(near):
        there.setdefault(found["rank"], set()).add(found["grade"])
    counted = Asked.QUANTITY in question.asked
    return any(
        asked["rank"] in there and asked["grade"] not in there[asked["rank"]]
        for asked in _GRADE.finditer(question.plain)
        if asked["grade"] or counted
    )


def _other(family: _Family, asked: str, here: str, near: str) -> bool:
    wanted = [group for group in family if _says(group, asked)]
    if not wanted or any(_says(group, near) for group in wanted):
        return False
    return any(_says(group, here) for group in family if group not in wanted)


def _says(group: tuple[str, ...], folded: str) -> bool:
    return re.search(rf"\b(?:{'|'.join(group)})\b", folded) is not None


def _only_aims(question: Question, sentence: str) -> bool:
    if not question.asked & {Asked.QUANTITY, Asked.TIME} or not _DONE_ASKED.search(question.text):
        return False
    return bool(_AIMED.search(sentence)) and not _DONE.search(sentence)
