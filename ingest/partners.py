"""The countries, foreign localities and organisations that a text names, by the gazetteer in
partners.yaml. Pure but for reading that file once.

Precision first: «Pháp» in «Pháp lệnh», «Anh» in «Anh hùng», «Đức» in «ông Đức» and «Lào» in
«Lào Cai» are no countries; see `_is_meant`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

from ingest import text as vi

_WORD = re.compile(r"[^\W_]+")
_MOST_TEXT = 2_000_000  # characters looked at
_LONGEST = 8  # words of a name
_LEAST_FOLDED = 7  # characters of a name that is looked for without diacritics
_LEAST_SINGLE = 5  # characters of a name in one word that is put in capitals
_SECTIONS = ("countries", "places", "organisations")
_GAPS = (" ", "-", " - ", "'", ".", ". ", ", ")  # within a name
_JOINS = (",", ";", "-", "–", "/", "và", "&", "(")  # between the names of a list
_LINKS = ("và", "năm", "tại", "từ", "về", "trong", "với", "lần")

# Before a name that is also a common word: what follows is a person, a village, a language.
_OTHER_NAMES = frozenset(
    "ông bà anh chị em cô chú bác thầy cậu cụ họ tên chí thôn xã phường huyện quận đường phố "
    "chợ cầu làng ấp sông núi tiếng chữ ty sạn đệm".split()
)
# Behind it: «Pháp luật», «Mỹ thuật», «Anh hùng», «Áo dài», «Nhật ký».
_COMPOUNDS = frozenset(
    "thuật phẩm nghệ luật lệnh lý nhân y chế hùng em chị dài tin ký trình danh trị định ngữ đức "
    "trang viện lam phục".split()
)
# In a line of capitals only these announce a country.
_ANNOUNCING = frozenset("nước hòa quốc bang quán sứ phủ với tại sang thăm tỉnh phố cùng".split())
# «Thủ tướng Lào Sonexay …»: a name behind the country.
_OFFICES = frozenset("thống tướng trưởng sứ vương phủ nước hòa bang vua hoàng".split())


@dataclass(frozen=True)
class _Spelling:
    """One way to write a name: its words as keys, which of them take capitals, and how it has
    to be written to the letter (UNESCO); nameless is a decoy."""

    words: tuple[str, ...]
    capitals: tuple[bool, ...]
    exact: str
    name: str
    guarded: bool


def find_partners(text: str) -> tuple[str, ...]:
    """The partners named in the text, most often named first, then in order of mention."""
    text = text[:_MOST_TEXT]
    counts = Counter(_mentions(text, folded=vi.is_folded(text)))
    return tuple(name for name, _ in counts.most_common())


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """The names that `find_partners` gives to countries."""
    return frozenset(_load()["countries"])


def with_names(text: str) -> str:
    """The text with capitals put on the names in it that are no common words."""
    words = text.split(" ")
    i = 0
    while i < len(words):
        for size in range(min(_LONGEST, len(words) - i), 0, -1):
            if name := _plain_names().get(tuple(map(vi.lower_key, words[i : i + size]))):
                words[i : i + size] = name.split(" ")
                break
        i += 1
    return " ".join(words)


def _mentions(text: str, *, folded: bool) -> Iterator[str]:
    spellings = _gazetteer(folded)
    tokens = list(_WORD.finditer(text))
    keys = [vi.fold(token[0]) if folded else vi.lower_key(token[0]) for token in tokens]
    border = -1  # behind the last name
    i = 0
    while i < len(tokens):
        candidates = spellings.get(keys[i], ())
        here = next((one for one in candidates if _is_at(one, text, tokens, keys, i)), None)
        if here is None:
            i += 1
            continue
        last = i + len(here.words)
        listed = border == i and text[tokens[i - 1].end() : tokens[i].start()].strip() in _JOINS
        meant = not here.guarded or _is_meant(text, tokens, i, last, listed=listed)
        if here.name and meant:
            yield here.name
            border = last
        elif not here.name:
            border = last
        i = last


def _is_at(
    spelling: _Spelling, text: str, tokens: Sequence[re.Match[str]], keys: Sequence[str], i: int
) -> bool:
    last = i + len(spelling.words)
    if tuple(keys[i:last]) != spelling.words:
        return False
    found = tokens[i:last]
    if spelling.exact:
        written = text[found[0].start() : found[-1].end()]
        return written == spelling.exact and not _in_capitals(text, tokens, last)
    apart = (text[a.end() : b.start()] for a, b in pairwise(found))
    return all(gap in _GAPS for gap in apart) and all(
        token[0][0].isupper() or not capital
        for token, capital in zip(found, spelling.capitals, strict=True)
    )


def _in_capitals(text: str, tokens: Sequence[re.Match[str]], last: int) -> bool:
    """Whether an English heading in capitals goes on, so that capitals tell nothing («WHO WE
    ARE»)."""
    if last == len(tokens):
        return False
    word = tokens[last][0]
    beside = text[tokens[last - 1].end() : tokens[last].start()] == " "
    return beside and word.isupper() and word.isascii() and word.isalpha() and len(word) > 1


def _is_meant(
    text: str, tokens: Sequence[re.Match[str]], first: int, last: int, *, listed: bool
) -> bool:
    """Whether a name that is also a common word stands where a country or place would;
    `listed` behind another name."""
    before = tokens[first - 1] if first else None
    after = tokens[last] if last < len(tokens) else None
    gap_before = text[before.end() if before else 0 : tokens[first].start()]
    gap_after = text[tokens[last - 1].end() : after.start()] if after else ""
    following = after[0] if after is not None and gap_after == " " else ""
    if vi.lower_key(following) in _COMPOUNDS:
        return False
    if listed and not following[:1].isupper():
        return True
    if "\n" in gap_before and (after is None or "\n" in gap_after):
        return True  # alone in a cell
    if gap_before.endswith("(") and gap_after.startswith(")"):
        return True
    if before is None or gap_before not in (" ", ": "):
        return False
    word = vi.lower_key(before[0])
    if before[0].isupper() and len(before[0]) > 1:
        goes_on = following.isupper() and vi.lower_key(following) not in _LINKS
        return word in _ANNOUNCING and not goes_on
    if not before[0].islower() or word in _OTHER_NAMES:
        return False
    return not following[:1].isupper() or word in _OFFICES


# The gazetteer -------------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _gazetteer(folded: bool) -> dict[str, tuple[_Spelling, ...]]:
    """Spellings by their first word, the longest first."""
    raw = _load()
    guarded = set(raw["guarded"])
    found: dict[str, list[_Spelling]] = {}
    named = [(decoy, "") for decoy in raw["decoys"]]
    for section in _SECTIONS:
        for name, others in raw[section].items():
            named += [(written, name) for written in (name, *others)]
    for written, name in named:
        words = _WORD.findall(written)
        if len(written) == 1:
            continue  # «Ý» alone is a thought
        # Without its diacritics a short name may be any word.
        short = len(words) < 2 or len(written) < _LEAST_FOLDED
        if folded and short and not written.isascii():
            continue
        keys = tuple(vi.fold(word) if folded else vi.lower_key(word) for word in words)
        exact = written if len(words) == 1 and written[1:].lower() != written[1:] else ""
        capitals = tuple(word[0].isupper() for word in words)
        spelling = _Spelling(keys, capitals, exact, name, written in guarded)
        found.setdefault(keys[0], []).append(spelling)
    return {
        first: tuple(sorted(spellings, key=lambda one: -len(one.words)))
        for first, spellings in found.items()
    }


@lru_cache(maxsize=1)
def _plain_names() -> dict[tuple[str, ...], str]:
    """Names of countries and places in several words, or in one that is no syllable."""
    raw = _load()
    names = [
        written
        for section in ("countries", "places")
        for name, others in raw[section].items()
        for written in (name, *others)
        if written not in raw["guarded"] and (" " in written or len(written) >= _LEAST_SINGLE)
    ]
    return {tuple(map(vi.lower_key, name.split(" "))): name for name in ("Việt Nam", *names)}


def _load() -> dict[str, Any]:
    text = resources.files("ingest").joinpath("partners.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded
