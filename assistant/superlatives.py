"""What a question asks the most or the least of: «tổ chức nào có nhiều dự án nhất» asks of «tổ
chức», and by «dự án». Pure.

Only a question that says both, and nothing that one row alone could not answer, is taken for one:
«có ít nhất 5 dự án», «ba tổ chức nào …», «trừ …» and «đã kết thúc» ask for something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quantities import quantities
from assistant.question import Question
from ingest import text as vi
from ingest.text import Token

_MOST = frozenset("nhiều lớn cao dài đông rộng nặng".split())
_LEAST = frozenset("ít nhỏ thấp ngắn hẹp nhẹ".split())
_AMONG = 5  # syllables between «nhiều» and «nhất»
# «thống nhất», «hạng Nhất», «nhất trí», and folded «Nhật Bản», «cập nhật»
_NO_MARK_BEHIND = frozenset("hạng thứ giải bậc khóa loại quý lần thống hợp đồng duy".split())
_NO_MARK_BEFORE = frozenset("trí định quán thể thiết loạt".split())
_JAPAN_BEHIND = frozenset("cua voi o tu sang di nuoc tai tieng phia cap chu sinh".split())
_JAPAN_BEFORE = frozenset("ban ky trinh hoang".split())
# Folded «lao động», «Đà Nẵng», «báo cáo», «đại biểu» hold no «đông», «nặng», «cao», «dài».
_HALVES = {
    "dong": frozenset("lao hop hoi ty trieu hoat cong tac huy nghin ngan".split()),
    "nang": frozenset("kha tai chuc ky tiem cong da".split()),
    "cao": frozenset("bao quang".split()),
}
_HALVES_BEFORE = {"dai": frozenset("bieu su hoc dien loan".split())}
_NUMBERS = frozenset("mot hai ba bon nam sau bay tam chin muoi".split())
_WHICH = frozenset({"nào", "gì", "ai"})
_STOPS = frozenset(
    "là của có được và trong các những ở tại do từ về với theo mà thì cho đã đang sẽ "
    "nào gì ai nhất tên hiện nay tôi biết hãy xin hỏi".split()
)
_NEVER = re.compile(
    r"(?<!\w)(?:không|chưa|trừ|ngoại trừ|ngoài ra|mỗi|bình quân|trung bình|top|sau|kém|năm nay|"
    r"năm ngoái|năm trước|vừa qua|năm qua|gần đây|tháng (?:này|trước)|đầu năm|cuối năm)(?!\w)|"
    r"\b(?:khong|chua|ngoai tru|tru(?! so)|moi|binh quan|trung binh|nam nay|nam ngoai|nam truoc|"
    r"vua qua|nam qua|gan day|thang (?:nay|truoc)|dau nam|cuoi nam)\b"
)
_PAUSE = re.compile(r"[,;:.!?()]")


@dataclass(frozen=True)
class Superlative:
    """`most` or the least; `of` are the syllables of what is asked for, empty where it is a
    person; `by` those of what it is measured by, all of a column's name where `whole`."""

    most: bool
    of: tuple[str, ...]
    by: tuple[str, ...]
    whole: bool


def superlative(question: Question) -> Superlative | None:
    """None where it asks for no extreme, for several, or for one of rows that would have to be
    sifted first."""
    words = _Words(question)
    marks = [at for at in range(len(words.keys)) if words.is_mark(at)]
    asking = [at for at, key in enumerate(words.keys) if key in words.either(_WHICH)]
    if len(marks) != 1 or len(asking) != 1 or words.narrowed:
        return None
    adjective = words.adjective(marks[0])
    if adjective is None:
        return None
    at, most = adjective
    if words.numbers_behind(marks[0]):
        return None  # «ít nhất năm dự án»
    between = words.content(range(at + 1, marks[0]))
    by = between or words.back(at) or words.on(marks[0])
    of = words.back(asking[0]) or words.opening()
    if not by or (not of and question.plain[words.tokens[asking[0]].start :][:2] != "ai"):
        return None
    return Superlative(most, of, by, bool(between))


class _Words:
    """The syllables of a question, as they are compared."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._folded = question.folded
        self.tokens: list[Token] = list(vi.tokens(question.text))
        self.keys = [
            vi.fold(one.text) if question.folded else vi.lower_key(one.text) for one in self.tokens
        ]
        self._plain = [vi.fold(one.text) for one in self.tokens]

    @property
    def narrowed(self) -> bool:
        text = self._question.text
        years = [span for span, _ in vi.years(text)]
        return bool(_NEVER.search(text.lower())) or any(
            not one.vague for one in quantities(text, years)
        )

    def either(self, words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(vi.fold, words)) if self._folded else words

    def is_mark(self, at: int) -> bool:
        before, behind = self._word(at - 1), self._word(at + 1)
        if self._folded:
            known = _NO_MARK_BEHIND - {"hợp", "đồng", "lần"}  # «hợp đồng nhất»
            japan = before in _JAPAN_BEHIND or behind in _JAPAN_BEFORE
            return (
                self.keys[at] == "nhat"
                and not japan
                and before not in self.either(known)
                and behind not in self.either(_NO_MARK_BEFORE)
            )
        return (
            self.keys[at] == "nhất"
            and (at == 0 or self.keys[at - 1] not in _NO_MARK_BEHIND)
            and (self._ends(at) or self.keys[at + 1] not in _NO_MARK_BEFORE)
        )

    def numbers_behind(self, mark: int) -> bool:
        """Whether a number stands behind «nhất», which then says «at least», «at most»."""
        at = mark + 1 + (self._word(mark + 1) == "la")
        return self._word(at) in _NUMBERS and not self._word(at + 1)[:1].isdigit()

    def adjective(self, mark: int) -> tuple[int, bool] | None:
        """The nearest word before «nhất» that can have one, and whether it means the most."""
        for at in range(mark - 1, max(-1, mark - 2 - _AMONG), -1):
            if self._pauses(at):
                return None
            if self._is_adjective(at):
                return at, self.keys[at] in self.either(_MOST)
        return None

    def _is_adjective(self, at: int) -> bool:
        plain = self._plain[at]
        half = self._word(at - 1) in _HALVES.get(plain, ())
        half = half or self._word(at + 1) in _HALVES_BEFORE.get(plain, ())
        return self.keys[at] in self.either(_MOST | _LEAST) and not (self._folded and half)

    def content(self, places: range) -> tuple[str, ...]:
        return tuple(self.keys[at] for at in places if self.keys[at] not in self.either(_STOPS))

    def back(self, at: int) -> tuple[str, ...]:
        """The run of content right before a place."""
        start = at
        while start and self._runs(start - 1) and not self._pauses(start - 1):
            start -= 1
        return tuple(self.keys[start:at])

    def on(self, at: int) -> tuple[str, ...]:
        """The run of content behind a place, «về» aside."""
        begin = at + 1 + (self._word(at + 1) == "ve")
        end = begin
        while end < len(self.keys) and self._runs(end) and not self._pauses(end - 1):
            end += 1
        return tuple(self.keys[begin:end])

    def opening(self) -> tuple[str, ...]:
        """The run of content that the question begins with: «Dự án có giá trị lớn nhất là gì?»"""
        begin = end = int(self._word(0) == "ten")
        while end < len(self.keys) and self._runs(end):
            end += 1
        return tuple(self.keys[begin:end])

    def _runs(self, at: int) -> bool:
        return self.keys[at] not in self.either(_STOPS) and not self._is_adjective(at)

    def _pauses(self, at: int) -> bool:
        """Whether a comma or the like stands behind the syllable."""
        if at + 1 >= len(self.tokens):
            return False
        between = self._question.text[self.tokens[at].end : self.tokens[at + 1].start]
        return _PAUSE.search(between) is not None

    def _ends(self, at: int) -> bool:
        return at + 1 >= len(self.keys)

    def _word(self, at: int) -> str:
        return self._plain[at] if 0 <= at < len(self._plain) else ""
