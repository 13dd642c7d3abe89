"""Questions that leave a number, a date, a name or what is listed out of a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.onboarding.paper import Line, Paper, Quote
from assistant.onboarding.quiz import (
    GAP,
    WRONG,
    Asked,
    Form,
    Item,
    betrayed,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
)
from assistant.onboarding.quiz_kinds import SIDES, Found, found
from assistant.posts import Post, posts
from ingest import text as vi

_SHORTEST, _LONGEST = 45, 400  # characters of a sentence
_LEAST_PARAGRAPH = 150  # characters
_LEAST_WORDS = 8  # left of a sentence around the gap
_LEAST_LEFT = {"listing": 3, "spelled": 5, "side": 6}
_MOST_OF_SENTENCE = 2


@dataclass(frozen=True)
class Blank:
    """Words that can be left out of the sentence at `quote`: `start`..`end` in it. `kind` is
    what other words could stand there; `unit` the words that go with a number. The gap reaches to
    `until` where what follows would tell them."""

    quote: Quote
    start: int
    end: int
    kind: str
    unit: str = ""
    until: int = 0

    @property
    def words(self) -> str:
        return self.quote.text[self.start : self.end]

    @property
    def lists(self) -> bool:
        """Whether they are all that a sentence lists."""
        return self.kind.startswith("listing")

    @property
    def person(self) -> bool:
        return self.kind.startswith("person")

    @property
    def sentence(self) -> str:
        return f"{self.quote.text[: self.start]}{GAP}{self.quote.text[max(self.end, self.until) :]}"


# Sentences ------------------------------------------------------------------------------------

# What leans on what isn't shown with the sentence, or is no statement.
_ITS_OWN = (  # «Nghị định này» is the document itself, which the question names
    "nghị định", "quyết định", "thông tư", "luật", "phụ lục", "quy trình", "kế hoạch", "hướng dẫn",
    "báo cáo", "danh mục",
)  # fmt: skip
_LEANING = re.compile(
    rf"(?<!\w)(?:{''.join(f'(?<!{word} )' for word in _ITS_OWN)}này|(?<!, sau )đó|ấy|nêu trên"
    r"|trên đây|dưới đây|sau đây|như sau|nói trên|trang này|ví dụ|chẳng hạn|v\.v|như trên|bản mẫu"
    r"|tài liệu mẫu|minh hoạ|minh họa|nguồn|nó|họ(?! tên| và tên)|người ta)(?!\w)"
    r"|bài viết|cộng là"
    r"|của (?:ông|bà)(?! [A-ZĐ])",
    re.I,
)
_NO_STATEMENT = re.compile(
    r"căn cứ|kèm theo(?! là)|theo đề nghị|xem |mẫu \d|ghi chú|nơi nhận|lưu:", re.I
)


def blanks(paper: Paper) -> tuple[Blank, ...]:
    """What can be asked of the document's sentences, those alone that can be understood alone."""
    return tuple(
        blank
        for line in paper.lines
        if _is_told(paper, line)
        for start, end in line.sentences
        for blank in islice(_of_sentence(paper, line, start, end), _MOST_OF_SENTENCE)
    )


def _is_told(paper: Paper, line: Line) -> bool:
    """Whether it is running text: what stands before the first heading is mostly masthead."""
    if line.heading or line.cells:
        return False
    return bool(line.section) or not paper.sectioned or len(line.text) >= _LEAST_PARAGRAPH


def _of_sentence(paper: Paper, line: Line, start: int, end: int) -> Iterator[Blank]:
    start = paper.behind_number(start, end)
    text = paper.text[start:end]
    if not _SHORTEST <= len(text) <= _LONGEST or not stands_alone(text):
        return
    quote = paper.quote(start, end, line.section)
    taken: list[Found] = []
    for one in found(text):
        blank = Blank(quote, one.start, one.end, one.kind, one.unit, one.until)
        clear = all(one.end <= other.start or one.start >= other.end for other in taken)
        if clear and _is_fair(paper, blank):
            taken.append(one)
            yield blank


def stands_alone(text: str) -> bool:
    """Whether it is a whole sentence that leans on none before it."""
    return not (
        _LEANING.search(text)
        or _NO_STATEMENT.match(text)
        or "…" in text
        or "..." in text
        or not text[0].isupper()
        or not text.endswith((".", ";", "!", "”"))
        or any(text.count(a) != text.count(b) for a, b in ("()", "“”", "«»"))
    )


# What holds for a time: it is asked only where the question can say for which.
_FOR_A_TIME = re.compile(
    r"(?<!\w)(?:hiện (?:nay|tại|có|đang|là)|nay|đang|tính đến|còn lại)(?!\w)", re.I
)


def holds_for_a_time(text: str) -> bool:
    return _FOR_A_TIME.search(text) is not None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _is_fair(paper: Paper, blank: Blank) -> bool:
    """Whether nothing that is shown with the question gives the answer, enough is left, and it
    says as of when where the answer changes."""
    rest, dated = blank.sentence.replace(GAP, " "), paper.record.date or ""
    shown = (rest, blank.quote.section, paper.record.title)
    if any(says(words, blank.words) for words in shown):
        return False
    year = blank.words[-4:]
    if blank.kind == "year" and dated.startswith(year):
        return False
    # «Quyết định số 222/1998/QĐ-UB ngày …» tells the year.
    if blank.kind.startswith("day") and (year in re.findall(r"\d+", rest) or year == dated[:4]):
        return False
    told_when = dated or (not blank.person and _YEAR.search(rest))
    if not told_when and (blank.person or holds_for_a_time(rest)):
        return False
    return len(plain(rest).split()) >= _LEAST_LEFT.get(blank.kind.split()[0], _LEAST_WORDS)


# Questions ------------------------------------------------------------------------------------


def items(own: Sequence[Blank], known: Sequence[Blank]) -> Iterator[Item]:
    """Questions on `own` blanks; wrong answers from all that are `known`."""
    contradicted = _contradicted(known)
    asked: set[str] = set()
    for blank in own:
        skeleton = _skeleton(blank)
        if skeleton in contradicted or skeleton in asked:
            continue
        if item := _item(blank, [one for one in known if one.kind == blank.kind]):
            asked.add(skeleton)
            yield item


def _item(blank: Blank, pool: Sequence[Blank]) -> Item | None:
    quote, identity = blank.quote, item_id(Asked.BLANK, blank.quote, str(blank.start))
    section = quote.section
    if blank.kind in _TYPED or (blank.unit and _to_type(identity)):
        return Item(identity, Form.FILL, Asked.BLANK, blank.sentence, "", section, (),
                    blank.words, quote)  # fmt: skip

    wrong = [one for one in SIDES if not says(quote.text, one)][:WRONG]
    if blank.kind != "side":
        wrong = [
            one.words
            for one in nearest(identity, pool, lambda other: _fits(blank, other), _key,
                               lambda other: _likeness(blank, other))
        ]  # fmt: skip
    told = f"{blank.sentence} {section}"
    if (blank.lists or blank.kind == "act") and betrayed(told, blank.words, wrong):
        return None
    if len(wrong) < _LEAST_WRONG.get(blank.kind, WRONG):
        return None
    options = shuffled((blank.words, *wrong), identity)
    return Item(identity, Form.CHOOSE, Asked.BLANK, blank.sentence, "", section, options,
                blank.words, quote)  # fmt: skip


def _fits(blank: Blank, other: Blank) -> bool:
    """Whether the other's words are surely wrong in the blank."""
    if _key(other) == _key(blank) or says(blank.quote.text, other.words):
        return False
    if blank.kind.startswith("count"):
        return _comparable(blank, other)
    if blank.person:
        return not any(a.fits(b) for a in posts_of(blank) for b in posts_of(other))
    if blank.lists:
        a, b = (set(plain(one.words).split()) for one in (blank, other))
        apart = len(a & b) <= _SHARED * min(len(a), len(b))
        return apart and 1 / 2.2 <= len(blank.words) / len(other.words) <= 2.2
    return True


def _likeness(blank: Blank, other: Blank) -> int:
    if not blank.lists:
        return 0
    same = other.quote.document.id == blank.quote.document.id
    shared = set(plain(blank.words).split()) & set(plain(other.words).split()) - _COMMON
    return same + min(len(shared), 3)


_COMMON = frozenset("và của các cho với trong về được có là những theo".split())


_SHARED = 0.4  # of the words of two lists that are surely different
_LEAST_WRONG = {"person True": 2}  # an office's documents name few people
_TYPED = ("body", "spelled", "year")


def _to_type(identity: str) -> bool:
    return int(identity[0], 16) % 2 == 0


def _key(blank: Blank) -> str:
    if day := vi.dates(blank.words):
        return day[0][1]
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain(vi.fold(blank.words)))


def _comparable(one: Blank, other: Blank) -> bool:
    """Whether the numbers are of one size, so that none stands out."""
    a, b = (float(blank.words.replace(".", "").replace(",", ".")) or 1.0 for blank in (one, other))
    return 1 / 6 <= a / b <= 6


def posts_of(blank: Blank) -> list[Post]:
    """The posts named beside a person: who holds the same one can't be told apart by it."""
    text = blank.quote.text
    before = re.split(r"[.;:“]", text[: blank.start])[-1]
    after = re.split(r"[.;:“]", text[blank.end :])[0]
    near = (" ".join(before.split()[-12:]), " ".join(after.split()[:8]))
    return [post for words in near for post in posts(words)]


def _skeleton(blank: Blank) -> str:
    """The sentence without the words left out and without numbers: two that differ only there
    say the same of something."""
    return re.sub(r"\d+", "0", plain(blank.sentence)) + blank.quote.section


def _contradicted(known: Iterable[Blank]) -> set[str]:
    """Sentences that stand elsewhere with other words in the gap."""
    seen: dict[str, str] = {}
    found = set()
    for blank in known:
        skeleton = _skeleton(blank)
        if seen.setdefault(skeleton, _key(blank)) != _key(blank):
            found.add(skeleton)
    return found
