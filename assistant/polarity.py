"""What turns a statement into another one with a single word: negation, plans, duties,
opposites, and words that leave nothing out. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest import text as vi


class Marker(StrEnum):
    NEGATION = "negation"
    PLAN = "plan"  # not yet done: dự kiến, sẽ
    PROPOSAL = "proposal"  # đề nghị, kiến nghị
    POSSIBILITY = "possibility"
    DUTY = "duty"
    REPORT = "report"  # somebody says so


@dataclass(frozen=True)
class Marked:
    """A marker where it stands, with the folded content words that it governs (`scope`) and
    those before it in its clause, nearest last (`subject`)."""

    start: int
    end: int
    marker: Marker
    scope: tuple[str, ...]
    subject: tuple[str, ...]

    def meets(self, other: Marked) -> bool:
        """Whether both may be said of the same thing. Of a denial the subject counts too: its
        neighbour may deny the same of another."""
        if self.marker is Marker.NEGATION and not _share(self.subject, other.subject):
            return False
        return _share(self.scope, other.scope)


_MARKERS: tuple[tuple[Marker, str], ...] = (
    (
        Marker.NEGATION,
        r"không(?!\s+(?:gian|quân|khí|lưu|phận|chỉ|những|ngừng|quá|dưới|ít hơn|vượt quá|hơn))|"
        r"chưa(?!\s+(?:đến|tới|đầy))|chẳng|đừng|not|no(?!\s+(?:more|less))|never|without|cannot|"
        r"hủy(?: bỏ)?|huỷ(?: bỏ)?|bị bãi bỏ",
    ),
    (
        Marker.PLAN,
        r"dự kiến|dự định|sẽ|phấn đấu|sắp|đang chuẩn bị|chuẩn bị|có kế hoạch|lên kế hoạch|"
        r"will|plans? to|planned|is expected to|are expected to|expected|intends? to",
    ),
    (
        Marker.PROPOSAL,
        r"đề nghị|đề xuất|kiến nghị|mong muốn|đang xem xét|xem xét|propose[sd]?|request(?:s|ed)?|"
        r"suggest(?:s|ed)?",
    ),
    (Marker.POSSIBILITY, r"có thể|có khả năng|may|might|could|can"),
    (
        Marker.DUTY,
        r"(?<!không )phải(?!\s+(?:chăng|không))|bắt buộc|có trách nhiệm|must|shall|has to|have to",
    ),
)  # fmt: skip
_PATTERNS = tuple(
    (marker, re.compile(rf"(?<![\w])(?:{words})(?![\w])", re.IGNORECASE))
    for marker, words in _MARKERS
)
_HANG_KHONG = re.compile(r"(?:hàng|trên|khung|bầu trời)\s+$", re.IGNORECASE)
_SCOPE = 3
_LIGHT = frozenset(
    map(
        vi.fold,
        "phải có được là bị còn thể đã đang sẽ các những một và của cho với trong ở tại từ đến để "
        "hề từng bao giờ to be the a an of been have has been yet".split(),
    )
)
_CLAUSE_END = re.compile(r"[,;.:!?()]|\s(?:nhưng|song|mà|but)\s", re.IGNORECASE)


@lru_cache(maxsize=4096)
def marked(text: str) -> tuple[Marked, ...]:
    """The markers of a text in order."""
    found = []
    for marker, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            negation = marker is Marker.NEGATION
            if negation and _HANG_KHONG.search(text[: match.start()]):
                continue
            scope = tuple(_content(_clause_after(text, match.end()))[:_SCOPE])
            subject = tuple(_content(_clause_before(text, match.start()))[-_SCOPE:])
            found.append(Marked(*match.span(), marker, scope, subject))
    return tuple(sorted(found, key=lambda one: one.start))


def _clause_after(text: str, at: int) -> str:
    end = _CLAUSE_END.search(text, at)
    return text[at : end.start() if end else len(text)]


def _clause_before(text: str, at: int) -> str:
    *_, last = _CLAUSE_END.split(text[:at])
    return last


def _content(text: str) -> list[str]:
    keys = (vi.fold(token.text) for token in vi.tokens(text))
    return [key for key in keys if key not in _LIGHT]


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)


# Either speaks against the other.
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("tăng", "giảm"), ("nhiều hơn", "ít hơn"), ("cao hơn", "thấp hơn"), ("lớn hơn", "nhỏ hơn"),
    ("cao nhất", "thấp nhất"), ("lớn nhất", "nhỏ nhất"), ("nhiều nhất", "ít nhất"),
    ("hơn", "kém"), ("trước khi", "sau khi"), ("đầu tiên", "cuối cùng"), ("bắt đầu", "kết thúc"),
    ("mở rộng", "thu hẹp"), ("đồng ý", "từ chối"), ("cho phép", "nghiêm cấm"),
    ("thành lập", "giải thể"), ("có hiệu lực", "hết hiệu lực"), ("trong nước", "nước ngoài"),
    ("tham gia", "rút khỏi"), ("ký kết", "chấm dứt"), ("thành công", "thất bại"),
    ("trước #", "sau #"), ("nâng cấp", "hạ cấp"), ("phía bắc", "phía nam"),
    ("phía đông", "phía tây"),
    ("sớm hơn", "muộn hơn"), ("thuận lợi", "khó khăn"), ("đón", "tiễn"), ("vay", "cho vay"),
    ("more", "fewer"), ("increased", "decreased"), ("before", "after"), ("higher", "lower"),
)  # fmt: skip

# Claimed only where they are said.
SWEEPING = (
    "duy nhất", "đầu tiên", "lớn nhất", "cao nhất", "nhiều nhất", "tốt nhất", "quan trọng nhất",
    "hàng đầu", "tất cả", "toàn bộ", "luôn luôn", "hoàn toàn", "chỉ có", "gấp đôi", "gấp ba",
    "thấp nhất", "ít nhất", "sớm nhất", "mới nhất", "all", "only", "first", "largest", "always",
)  # fmt: skip
