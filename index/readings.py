"""What each word of a question can have been meant as, with how likely it is typed so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.counts import Counts, Prior, plain
from index.mistypings import mistypings
from ingest import text as vi
from ingest.syllables import Syllable, accented, skeletons, take_apart
from ingest.telex import telex, vni


class Kind(StrEnum):
    """What made the question differ from what was meant."""

    DIACRITICS = "diacritics"
    TELEX = "telex"
    VNI = "vni"
    TYPO = "typo"
    SPACE = "space"
    ABBREVIATION = "abbreviation"


# Log-probability of typing a word so, beside the marks left out.
_KEYS_LEFT = -2.5  # input method off or too slow
_KEYS_LEFT_IN_NAME = -6.0  # «Laos» is hardly «láo»
_NAME_BARE = -4.0  # beside words with diacritics: «Hà Quang» is hardly «Hà Quảng»
_TONE_CONFUSED = -2.5  # hỏi and ngã sound alike in half of the country
_MARK_WRONG = -4.0
_NAME_MISTYPED = -2.0
_ANOTHER_NAME = -6.0  # names that differ in one letter are two: Sekong, Sejong
_REAL_WORD = -5.0  # few errors make another syllable; most unknown ones are words of their own
_SPACE_LEFT_OUT, _SPACE_ADDED = -4.0, -6.0

_LEAST_NAME = 6  # letters; shorter names have too many neighbours that are other names
_LONG_NAME = 9
_LEAST_TYPO = 2
_LONGEST_WORD = 20  # letters; longer ones are no words
_LAST_KEYS = frozenset("sfrxjw0123456789")  # no Vietnamese word ends so
_MOST_PER_WORD = 12
_MOST_SYLLABLES = 4  # run together in one word
_ACRONYM_TOKENS = 3
_LEAST_SHOUTED = 3  # letters of a syllable in capitals; shorter ones are acronyms
_RUN_INTO_NUMBER = re.compile(r"([^\W\d_]{3,6})(\d{1,4})")  # «tháng5», «năm2020»

# Words of other languages that are no Vietnamese syllables with or without diacritics.
_FOREIGN = frozenset(
    "who what which when where how why is are was were of and by with from for does did has have "
    "had that this these those there their should could would shall been being about into under "
    "les des est dans pour que qui quel quelle sur par avec der die das und ist im für auf wer "
    "wie wann welche".split()
)
_FOREIGN_TOO = frozenset("the to in on at a an do be it he as or la le du de un".split())
_SHAPED = frozenset("ăâêôơưđ")
_HOOK, _TILDE = "\u0309", "\u0303"


@dataclass(frozen=True)
class Word:
    """A token as typed, at its place in the text."""

    start: int
    end: int
    text: str
    fixed: bool  # numbers, codes, acronyms, addresses: stay as typed
    name: bool  # capitalised where only names are
    address: bool = False

    @cached_property
    def key(self) -> str:
        return vi.lower_key(self.text)

    @cached_property
    def folded(self) -> str:
        return vi.fold(self.text)

    @cached_property
    def syllable(self) -> Syllable | None:
        """Its letters and tone, where they may be a syllable's."""
        return take_apart(self.text) if not self.fixed and self.text.isalpha() else None

    @cached_property
    def vietnamese(self) -> bool:
        """Whether it is a syllable or becomes one with more diacritics."""
        return self.syllable is not None and any(_meant(self.syllable))

    @cached_property
    def marks(self) -> int:
        """Diacritics typed: shapes, đ and tone count one each."""
        return _marks(self.syllable) if self.syllable else 0


class Reading(NamedTuple):
    """One way to understand the words from `start` to `end`. `cost` is the log-probability of
    typing it so, not counting the `missing` diacritics."""

    start: int
    end: int
    words: tuple[str, ...]
    kind: Kind | None = None
    cost: float = 0.0
    missing: int = 0
    form: str = ""  # to be written in its own capitals

    @property
    def inner(self) -> Sequence[tuple[str, str]]:
        return tuple(pairwise(self.words)) if len(self.words) > 1 else ()


def words_of(text: str) -> list[Word]:
    """The question's words; such as stay as typed are marked."""
    shouted = text.isupper()
    words: list[Word] = []
    for token in _joined(text, list(vi.tokens(text))):
        beside = text[token.start - 1 : token.start] + text[token.end : token.end + 2]
        inside = beside[:1] in ("@", ".", "#") or (
            beside[-2:-1] in ("@", ".") and beside[-1:].isalnum()
        )
        acronym = (
            token.text.isupper()
            and token.text.isascii()
            and not shouted
            and (len(token.text) < _LEAST_SHOUTED or vi.fold(token.text) not in skeletons())
        )
        code = not (
            token.text.isalpha()
            or vni(token.text)
            or telex(token.text)
            or _RUN_INTO_NUMBER.fullmatch(token.text)
        )
        words.append(
            Word(
                token.start,
                token.end,
                token.text,
                fixed=inside or acronym or code or len(token.text) > _LONGEST_WORD,
                name=token.text[0].isupper() and not shouted and bool(words),
                address=inside,
            )
        )
    return words


def _joined(text: str, tokens: Sequence[vi.Token]) -> Iterator[vi.Token]:
    """Tokens, with Telex's brackets for ơ and ư taken into the word."""
    waiting: vi.Token | None = None
    for token in tokens:
        if waiting and text[waiting.end : token.start] in ("[", "]"):
            whole = vi.Token(waiting.start, token.end, text[waiting.start : token.end])
            if any(meant.exists for meant in telex(whole.text)):
                waiting = whole
                continue
        if waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting


class Reader:
    """Finds the readings of one question's words."""

    def __init__(self, words: Sequence[Word], counts: Counts, prior: Prior) -> None:
        self._words = words
        self._counts = counts
        self._prior = prior
        self._plain = all(not word.marks for word in words)
        self._shouted = all(word.text.isupper() or not word.text.isalpha() for word in words)

    @property
    def foreign(self) -> bool:
        """Whether the question is in another language than Vietnamese."""
        letters = [word for word in self._words if word.text.isalpha() and not word.address]
        marked = sum(word.vietnamese and word.marks > 0 for word in letters)
        telling = sum(word.key in _FOREIGN for word in letters)
        too = sum(word.key in _FOREIGN_TOO for word in letters)
        if telling and telling + too >= 2 and telling + too > marked:
            return True
        alien = sum(not word.vietnamese and not _decoded(word) for word in letters)
        return not marked and len(letters) >= 3 and 2 * alien > len(letters)

    def readings(self) -> list[Reading]:
        abbreviated = list(self._abbreviations())
        taken = {place for found in abbreviated for place in range(found.start, found.end)}
        free = [place for place in range(len(self._words)) if place not in taken]
        syllables = {place: list(self._syllables(place)) for place in free}
        self._counts.learn(
            key
            for place in free
            for key in (
                self._words[place].key,
                *(word for found in syllables[place] for word in found.words),
            )
        )
        readings = list(abbreviated)
        unknown = []
        for place in range(len(self._words)):
            known = [found for found in syllables.get(place, ()) if self._is_known(found)]
            # «gisao» may be «giáo» in Telex, and «giao» with a letter too many.
            ended = self._words[place].key[-1] in _LAST_KEYS
            sure = any(found.kind is Kind.DIACRITICS or ended for found in known)
            if place in free and not sure and not self._is_settled(place):
                unknown.append(place)
            if place in free or self._is_ambiguous(place, abbreviated):
                readings.append(Reading(place, place + 1, (self._words[place].key,)))
            readings.extend(self._best(known))
        readings.extend(self._mended(unknown))
        self._counts.learn(word for found in readings for word in found.words)
        return readings

    def _is_known(self, reading: Reading) -> bool:
        return all(self._counts.of(word) or word.isdigit() for word in reading.words)

    def _is_settled(self, place: int) -> bool:
        word = self._words[place]
        return word.fixed or len(word.text) < _LEAST_TYPO or self._counts.of(word.key) > 0

    def _is_ambiguous(self, place: int, abbreviated: Iterable[Reading]) -> bool:
        return sum(found.start <= place < found.end for found in abbreviated) > 1

    def _best(self, readings: Sequence[Reading]) -> list[Reading]:
        """The likelier ones, by themselves."""
        if len(readings) <= _MOST_PER_WORD:
            return list(readings)
        return sorted(readings, key=lambda found: (-self._weight(found), found.words))[
            :_MOST_PER_WORD
        ]

    def _weight(self, reading: Reading) -> float:
        return reading.cost - reading.missing + sum(map(self._counts.alone, reading.words))

    # Diacritics and input methods ----------------------------------------------------------

    def _syllables(self, place: int) -> Iterator[Reading]:
        """The word with diacritics added, or with the keys of an input method worked off."""
        word = self._words[place]
        in_name = word.name and not self._plain
        if word.vietnamese and word.syllable:
            for meant in _meant(word.syllable):
                if meant.key != word.key:
                    yield _alone(place, meant, Kind.DIACRITICS, _NAME_BARE if in_name else 0.0)
        elif not word.fixed:
            for kind, typed in _decoded(word):
                cost = _KEYS_LEFT_IN_NAME if in_name and kind is Kind.TELEX else _KEYS_LEFT
                for meant in _meant(typed):
                    yield _alone(place, meant, kind, cost)

    # Typing errors ---------------------------------------------------------------------------

    def _mended(self, unknown: Sequence[int]) -> Iterator[Reading]:
        for place in unknown:
            word = self._words[place]
            if word.text.isalpha():
                found = [*self._typos(place), *self._parted(place)]
            else:
                found = list(self._before_number(place))
            self._counts.learn(key for reading in found for key in reading.words)
            known = [reading for reading in found if self._is_known(reading)]
            yield from self._best(known)
        yield from self._met()

    def _typos(self, place: int) -> Iterator[Reading]:
        word = self._words[place]
        strict = word.name or word.folded not in skeletons()
        edits = mistypings(word.folded)
        if word.name:
            edits = {e: cost + _NAME_MISTYPED for e, cost in edits.items() if _same_name(e, word)}
        syllables = {edit for edit in edits if edit in skeletons()}
        if word.vietnamese:
            syllables = self._beside(place, syllables)
        syllables = self._counts.folded(syllables)
        typed = word.syllable or Syllable(word.folded, "")
        slip = _REAL_WORD if word.vietnamese else 0.0
        for edit in sorted(syllables):
            for syllable, key in _accented(edit):
                cost, missing = _compared(typed, syllable)
                meant = _Meant(key, missing)
                yield _alone(place, meant, Kind.TYPO, slip + edits[edit] + cost)
        if strict and len(word.folded) >= _LEAST_NAME:
            for edit, cost in edits.items():
                if edit not in skeletons() and edit[0] == word.folded[0]:
                    if len(edit) < _LONG_NAME and _has_another_letter(edit, word.folded):
                        cost += _ANOTHER_NAME
                    yield Reading(place, place + 1, (edit,), Kind.TYPO, cost)

    def _beside(self, place: int, syllables: Iterable[str]) -> set[str]:
        """Those that stand beside one of the word's neighbours somewhere. Without that, a
        syllable that the corpus lacks is rather a word of its own than an error."""
        left = [word.folded for word in self._words[max(0, place - 1) : place]]
        right = [word.folded for word in self._words[place + 1 : place + 2]]
        pairs = {(word, syllable): syllable for word in left for syllable in syllables}
        pairs |= {(syllable, word): syllable for word in right for syllable in syllables}
        return {pairs[pair] for pair in self._counts.folded_pairs(pairs)}

    def _parted(self, place: int) -> Iterator[Reading]:
        """Syllables run together: «ngoaivu»."""
        word = self._words[place]
        if word.folded in skeletons() or len(word.text) < _LEAST_TYPO:
            return
        cuts = list(_cuts(word.text.lower()))
        if word.syllable:  # one with two tones is two syllables, whether they ever met or not
            exist = self._counts.folded_pairs(
                {pair for cut in cuts for pair in pairwise(map(plain, cut))}
            )
            cuts = [cut for cut in cuts if exist.issuperset(pairwise(map(plain, cut)))]
        for cut in cuts:
            options = [_spelled_out(piece) for piece in cut]
            self._counts.learn(key for option in options for key, _ in option)
            known = [
                [(key, missing) for key, missing in option if self._counts.of(key)][:_MOST_PER_WORD]
                for option in options
            ]
            if all(known):
                yield from self._combined(place, known)

    def _before_number(self, place: int) -> Iterator[Reading]:
        """A number run into the word before it: «tháng5»."""
        parts = _RUN_INTO_NUMBER.fullmatch(self._words[place].text)
        if parts:
            for key, missing in _spelled_out(parts[1]):
                self._counts.learn([parts[2]])
                words = (key, parts[2])
                yield Reading(place, place + 1, words, Kind.SPACE, _SPACE_LEFT_OUT, missing)

    def _combined(
        self, place: int, options: Sequence[Sequence[tuple[str, int]]]
    ) -> Iterator[Reading]:
        """The combinations of which every pair of neighbours occurs, where any may be asked."""
        free = self._words[place].syllable is None
        pairs = [(a, b) for left, right in pairwise(options) for a, _ in left for b, _ in right]
        self._counts.learn_pairs(pairs)
        runs: list[tuple[tuple[str, ...], int]] = [((key,), lost) for key, lost in options[0]]
        for option in options[1:]:
            runs = [
                ((*run, key), lost + more)
                for run, lost in runs
                for key, more in option
                if free or self._counts.of_pair(run[-1], key)
            ]
        for run, lost in runs:
            cost = _SPACE_LEFT_OUT * (len(run) - 1)
            if self._words[place].name:
                cost += _NAME_MISTYPED
            yield Reading(place, place + 1, run, Kind.SPACE, cost, lost)

    def _met(self) -> Iterator[Reading]:
        """A syllable in two pieces: «ng oại»."""
        for place, (left, right) in enumerate(pairwise(self._words)):
            if left.fixed or right.fixed or right.start != left.end + 1:
                continue
            if left.folded in skeletons() and right.folded in skeletons():
                continue
            whole = take_apart(left.text + right.text)
            if whole is None or left.folded + right.folded not in skeletons():
                continue
            meant = _meant(whole)
            self._counts.learn(found.key for found in meant)
            for found in meant:
                if self._counts.of(found.key):
                    cost = _SPACE_ADDED
                    yield Reading(place, place + 2, (found.key,), Kind.SPACE, cost, found.missing)

    # Abbreviations -----------------------------------------------------------------------------

    def _abbreviations(self) -> Iterator[Reading]:
        place = 0
        while place < len(self._words):
            found = self._abbreviation(place)
            yield from found
            place = found[0].end if found else place + 1

    def _abbreviation(self, place: int) -> list[Reading]:
        for length in range(min(_ACRONYM_TOKENS, len(self._words) - place), 0, -1):
            run = self._words[place : place + length]
            forms = self._forms(run)
            if forms:
                return [
                    Reading(
                        place,
                        place + length,
                        tuple(vi.terms(form, folded=False)),
                        Kind.ABBREVIATION,
                        form=form,
                    )
                    for form in forms
                ]
        return []

    def _forms(self, run: Sequence[Word]) -> Sequence[str]:
        """What the words stand for as an abbreviation. In small letters only where they can be
        nothing else."""
        capitals = not self._shouted and all(word.text.isupper() for word in run)
        ordinary = any(word.folded in skeletons() for word in run)
        if (ordinary and not capitals) or any(word.address for word in run):
            return ()
        forms = self._prior.abbreviations.get(" ".join(word.key for word in run), ())
        if not forms and self._plain:
            key = " ".join(word.folded for word in run)
            forms = self._prior.folded_abbreviations.get(key, ())
        return forms


def _alone(place: int, meant: _Meant, kind: Kind, cost: float) -> Reading:
    return Reading(place, place + 1, (meant.key,), kind, cost, meant.missing)


def _decoded(word: Word) -> list[tuple[Kind, Syllable]]:
    """What an input method would have made of the word, if it is no word yet."""
    if word.fixed or word.vietnamese:
        return []
    return [
        (kind, typed)
        for kind, found in ((Kind.TELEX, telex(word.text)), (Kind.VNI, vni(word.text)))
        for typed in found
        if any(_meant(typed))
    ]


@dataclass(frozen=True)
class _Meant:
    """A syllable that has all the diacritics typed, and `missing` more."""

    key: str
    missing: int


@lru_cache(maxsize=8192)
def _meant(typed: Syllable) -> tuple[_Meant, ...]:
    bare = vi.fold(typed.letters)
    had = _marks(typed)
    return tuple(
        _Meant(key, _marks(syllable) - had)
        for syllable, key in _accented(bare)
        if (not typed.tone or syllable.tone == typed.tone)
        and all(a in (b, c) for a, b, c in zip(typed.letters, syllable.letters, bare, strict=True))
    )


@lru_cache(maxsize=4096)
def _accented(bare: str) -> tuple[tuple[Syllable, str], ...]:
    return tuple((syllable, str(syllable)) for syllable in accented(bare))


def _marks(syllable: Syllable) -> int:
    shapes = _SHAPED.intersection(syllable.letters)
    return bool(shapes - {"đ"}) + ("đ" in shapes) + bool(syllable.tone)


def _compared(typed: Syllable, meant: Syllable) -> tuple[float, int]:
    """The log-probability of the marks that were typed wrong, and how many are missing."""
    had = Counter(letter for letter in typed.letters if letter in _SHAPED)
    has = Counter(letter for letter in meant.letters if letter in _SHAPED)
    cost = _MARK_WRONG * ((had - has).total() > 0)
    lacks = set(has - had)
    missing = bool(lacks - {"đ"}) + ("đ" in lacks)
    if not typed.tone:
        missing += bool(meant.tone)
    elif typed.tone != meant.tone:
        confused = {typed.tone, meant.tone} == {_HOOK, _TILDE}
        cost += _TONE_CONFUSED if confused else _MARK_WRONG
    return cost, missing


def _same_name(edit: str, word: Word) -> bool:
    return len(word.folded) >= _LEAST_NAME and edit[0] == word.folded[0]


def _has_another_letter(one: str, other: str) -> bool:
    return sorted(one) != sorted(other) and len(one) == len(other)


def _cuts(word: str) -> Iterator[tuple[str, ...]]:
    """Ways to part a word into two syllables or more."""

    def parted(rest: str, most: int) -> Iterator[tuple[str, ...]]:
        if vi.fold(rest) in skeletons():
            yield (rest,)
        if most > 1:
            for end in range(1, len(rest)):
                if vi.fold(rest[:end]) in skeletons():
                    yield from ((rest[:end], *tail) for tail in parted(rest[end:], most - 1))

    return (cut for cut in parted(word, _MOST_SYLLABLES) if len(cut) > 1)


def _spelled_out(piece: str) -> list[tuple[str, int]]:
    typed = take_apart(piece)
    if typed is None:
        return []
    return [(meant.key, meant.missing) for meant in _meant(typed)]
