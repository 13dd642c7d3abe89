"""Names of the same thing, from one editable file, for search and for the checks alike; and
everyday words with what documents say for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ingest import text as vi
from ingest.text import Token

# After these even a common word is a place: «ở lào», «nuoc phap».
_BEFORE_PLACES = frozenset({"o", "tai", "nuoc", "sang", "cua", "voi"})
_PIECE = re.compile(f"[{vi.UPPER}][^\\W{vi.UPPER}]*")  # of an abbreviation: S, Ng, V
_PASSED_OVER = frozenset({"va", "cac", "ve", "cua"})
_LONGEST_KNOWN = 4000  # characters of a text whose names are kept in mind
_NO_NAME = "phrase"  # a common phrase that looks like a name

# libyaml reads the shipped file in a tenth of the time; wheels for some systems come without.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

T = TypeVar("T")

SHIPPED = Path(__file__).parent / "aliases.yaml"


@dataclass(frozen=True)
class Name:
    """One thing under all its names; `kind` is country, locality, organisation or term."""

    kind: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Mention:
    """A name where it stands in a text."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True)
class Wording:
    """An everyday word where it stands in a question, and what documents may say for it."""

    start: int
    end: int
    others: tuple[str, ...]


class AliasError(Exception):
    """The alias file cannot be used; `line` says where, if it is known."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class Aliases:
    """Finds known names in text, longest first.

    With diacritics a name matches only its own spelling; text without any matches folded.
    A word that is also a common one («Anh», «Pháp») counts only when capitalised, and within
    a common phrase («Pháp luật», «cập nhật bản») not even then.
    """

    def __init__(
        self,
        names: Iterable[Name],
        words: Iterable[str] = (),
        phrases: Iterable[str] = (),
        opposites: Iterable[tuple[str, str]] = (),
        abbreviations: Mapping[str, Sequence[str]] | None = None,
        everyday: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`abbreviations` are read in questions beside those that the names hold; `everyday`
        words may stand in a question for what documents say."""
        # Both ways round: whichever of a pair is asked for, the other does not answer.
        self.opposites = [pair for one, other in opposites for pair in ((one, other), (other, one))]
        self._words = {vi.lower_key(word) for word in words}
        self.names = tuple(names)
        # Abbreviation as it is written → what it can stand for.
        self.abbreviations = _abbreviated(self.names) | dict(abbreviations or {})
        names = [*self.names, *(Name(_NO_NAME, (phrase,)) for phrase in phrases)]
        self._accented: dict[tuple[str, ...], Name] = {}
        self._folded: dict[tuple[str, ...], Name] = {}
        for name in names:
            for spelling in name.names:
                keys = tuple(vi.lower_key(token.text) for token in vi.tokens(spelling))
                self._accented.setdefault(keys, name)
                self._folded.setdefault(tuple(map(vi.fold, keys)), name)
        self._most_names = max(map(len, self._folded), default=0)
        self._everyday: dict[bool, dict[tuple[str, ...], tuple[str, ...]]] = {False: {}, True: {}}
        for word, others in (everyday or {}).items():
            for folded, table in self._everyday.items():
                table.setdefault(tuple(vi.terms(word, folded=folded)), tuple(others))
        self._most_everyday = max(map(len, self._everyday[True]), default=0)
        # A question is held against the same few passages and sentences over and over.
        self._known = lru_cache(maxsize=2048)(self._find)

    def find(self, text: str) -> list[Mention]:
        """The names in the text in order, not overlapping."""
        return list(self._known(text) if len(text) <= _LONGEST_KNOWN else self._find(text))

    def _find(self, text: str) -> Sequence[Mention]:
        unaccented = vi.is_folded(text)
        table = self._folded if unaccented else self._accented
        key = vi.fold if unaccented else vi.lower_key
        tokens = list(vi.tokens(text))
        keys = [key(token.text) for token in tokens]
        found = _longest(table, keys, self._most_names, partial(self._is_meant, tokens, keys))
        return [
            Mention(tokens[first].start, tokens[end - 1].end, name)
            for first, end, name in found
            if name.kind != _NO_NAME
        ]

    def wordings(self, question: str) -> list[Wording]:
        """The everyday words of a question in order, the longest that stand there, not
        overlapping. One without diacritics is read folded."""
        folded = vi.is_folded(question)
        table, tokens = self._everyday[folded], list(vi.tokens(question))
        keys = [(vi.fold if folded else vi.lower_key)(token.text) for token in tokens]
        found = _longest(table, keys, self._most_everyday, lambda _first, _end: True)
        return [
            Wording(tokens[first].start, tokens[end - 1].end, others)
            for first, end, others in found
        ]

    def reworded(self, question: str) -> str:
        """The question with its everyday words said as documents mostly say them."""
        for one in reversed(self.wordings(question)):
            question = question[: one.start] + one.others[0] + question[one.end :]
        return question

    def as_in(self, question: str, passage: str) -> str:
        """The question with those of its everyday words that the passage lacks said as the
        passage says them."""
        wordings = self.wordings(question)
        if not wordings:
            return question
        folded = vi.is_folded(question)
        spelled = spell(passage, folded=folded)
        for one in reversed(wordings):
            if spell(question[one.start : one.end], folded=folded) in spelled:
                continue
            here = (other for other in one.others if spell(other, folded=folded) in spelled)
            said = next(here, "")
            if said:
                question = question[: one.start] + said + question[one.end :]
        return question

    def _is_meant(self, tokens: list[Token], keys: list[str], first: int, end: int) -> bool:
        """Whether the spelling that stands there is the name, and not a common word."""
        capital = tokens[first].text[0].isupper()
        placed = first > 0 and vi.fold(tokens[first - 1].text) in _BEFORE_PLACES
        return capital or placed or " ".join(keys[first:end]) not in self._words

    def spellings(self, question: str, *, without: Name | None = None) -> list[str]:
        """All the spellings of what the question names, one name left out."""
        names = dict.fromkeys(mention.name for mention in self.find(question))
        if without is not None:
            names.pop(without, None)
        return [spelling for name in names for spelling in name.names]


def _longest(
    table: Mapping[tuple[str, ...], T],
    keys: Sequence[str],
    most: int,
    is_meant: Callable[[int, int], bool],
) -> Iterator[tuple[int, int, T]]:
    """The runs of at most `most` keys that stand in the table and are meant, in order, not
    overlapping: the longest that begins at each place, as (first, end, what the table says)."""
    first = 0
    while first < len(keys):
        for end in range(min(first + most, len(keys)), first, -1):
            run = tuple(keys[first:end])
            if run in table and is_meant(first, end):
                yield first, end, table[run]
                first = end
                break
        else:
            first += 1


def spell(text: str, *, folded: bool) -> str:
    """The text as keys parted by one space, with one before and behind, so that « a b » in it
    finds whole syllables only."""
    return " " + " ".join(vi.terms(text, folded=folded)) + " "


def load(own: Path | None = None) -> Aliases:
    """The shipped names, and the office's own file where there is one; of a name in both,
    the office's entry holds."""
    return _load((own, SHIPPED)) if own and own.exists() else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Aliases:
    """Read once, for whoever opens stores one after the other."""
    return _load((SHIPPED,))


def _load(paths: Iterable[Path]) -> Aliases:
    names: list[Name] = []
    words: list[str] = []
    phrases: list[str] = []
    opposites: list[tuple[str, str]] = []
    abbreviations: dict[str, list[str]] = {}
    everyday: dict[str, list[str]] = {}
    for path in paths:
        content = _read(path)
        names.extend(_name(path, entry) for entry in content.get("names") or [])
        words.extend(map(str, content.get("words") or []))
        phrases.extend(map(str, content.get("phrases") or []))
        opposites.extend(_pair(path, entry) for entry in content.get("opposites") or [])
        abbreviations = _spelled_out(path, content, "abbreviations") | abbreviations
        everyday = _spelled_out(path, content, "everyday") | everyday
    return Aliases(names, words, phrases, opposites, abbreviations, everyday)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise AliasError(path, str(error).replace("\n", " ")) from error
    if content is None:  # nothing but comments
        return {}
    if not isinstance(content, dict):
        raise AliasError(path, "names:")
    return content


def _pair(path: Path, entry: Any) -> tuple[str, str]:
    if not isinstance(entry, list) or len(entry) != 2:
        raise AliasError(path, str(entry))
    return str(entry[0]), str(entry[1])


def _name(path: Path, entry: Any) -> Name:
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("names"), list)
        or not entry["names"]
        or not all(any(vi.tokens(str(spelling))) for spelling in entry["names"])
    ):
        raise AliasError(path, str(entry))
    return Name(str(entry.get("kind", "term")), tuple(map(str, entry["names"])))


def _spelled_out(path: Path, content: dict[str, Any], section: str) -> dict[str, list[str]]:
    """What each word of a section stands for."""
    entries = content.get(section) or {}
    if not isinstance(entries, dict):
        raise AliasError(path, f"{section}:")
    found = {str(short): _list(long) for short, long in entries.items()}
    for short, long in found.items():
        if not long or not all(any(vi.tokens(spelling)) for spelling in (short, *long)):
            raise AliasError(path, f"{short}: {', '.join(long)}")
    return found


def _list(value: Any) -> list[str]:
    return [str(item) for item in (value if isinstance(value, list) else [value])]


def _abbreviated(names: Iterable[Name]) -> dict[str, Sequence[str]]:
    """Abbreviations among the spellings, each with the Vietnamese spelling that it is made of:
    SNgV of «Sở Ngoại vụ», but not WHO, for which no spelling in Vietnamese is its own."""
    return {
        short: (long,)
        for name in names
        for short in name.names
        if sum(map(str.isupper, short)) >= 2 and not any(map(str.isspace, short))
        for long in name.names
        if not vi.is_folded(long) and _stands_for(short, long)
    }


def _stands_for(short: str, long: str) -> bool:
    """Whether each capital begins a word, with or without the conjunctions counted."""
    pieces = [vi.fold(piece) for piece in _PIECE.findall(short)]
    words = [vi.fold(token.text) for token in vi.tokens(long)]
    return any(
        len(pieces) == len(counted)
        and max(map(len, pieces)) <= 2
        and all(map(str.startswith, counted, pieces))
        for counted in (words, [word for word in words if word not in _PASSED_OVER])
    )
