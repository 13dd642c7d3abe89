"""How common a word and a pair of words are: in the corpus, and beforehand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from index.aliases import Aliases
from ingest import text as vi
from ingest.syllables import skeletons

COMMON_WORDS = Path(__file__).parent / "common_words.txt"

_QUESTION_WEIGHT, _COMMON_WEIGHT, _NAME_WEIGHT = 30.0, 3.0, 1.0
# Tokens that the words known beforehand count for, beside about a hundred different ones to a
# chunk of the corpus.
_PRIOR_TOKENS = 20_000.0
_CHUNK_TOKENS = 100.0
_PAIR_SHARE = 0.85  # of a word's probability that comes from the word before it
_NO_PAIR = math.log(1 - _PAIR_SHARE)
_DOUBT = 1.0  # occurrences by which a pair's share is discounted
_UNKNOWN = 0.25  # occurrences taken for a syllable that neither corpus nor lists have
_NUMBER = -4.0  # log-probability of any number
_BEFORE_NUMBERS = frozenset("năm tháng ngày điều khoản mục chương số thứ lần quý hơn".split())
_NUMBER_SHARE = 0.3
_UNKNOWN_WORD, _UNKNOWN_LETTER = -10.0, -1.0


plain = lru_cache(maxsize=16384)(vi.fold)  # of words, which come again and again


class Frequencies(Protocol):
    """What `index.keywords.KeywordIndex` tells of the corpus."""

    def document_frequencies(self, terms: Iterable[str], *, folded: bool) -> dict[str, int]:
        """Number of chunks that hold each syllable, or pair of neighbours «a_b»."""

    def count(self) -> int:
        """Number of chunks."""


@dataclass(frozen=True)
class Prior:
    """Words and pairs known before any document: the shipped list and the known names."""

    singles: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    folded: frozenset[str]
    folded_pairs: frozenset[tuple[str, str]]
    abbreviations: Mapping[str, tuple[str, ...]]  # lower case → what each may stand for
    folded_abbreviations: Mapping[str, tuple[str, ...]]

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, aliases: Aliases) -> Prior:
        singles: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        named = [spelling for name in aliases.names for spelling in name.names]
        long = [spelling for forms in aliases.abbreviations.values() for spelling in forms]
        for weight, phrases in (
            *_common_words().items(),
            (_NAME_WEIGHT, (*named, *long)),
        ):
            for phrase in phrases:
                keys = vi.terms(phrase, folded=False)
                singles.update(dict.fromkeys(keys, weight))
                pairs.update(dict.fromkeys(pairwise(keys), weight))
        short: dict[str, tuple[str, ...]] = {}
        bare: dict[str, tuple[str, ...]] = {}
        for written, forms in aliases.abbreviations.items():
            key = " ".join(vi.terms(written, folded=False))
            short[key] = tuple(forms)
            bare[vi.fold(key)] = bare.get(vi.fold(key), ()) + tuple(forms)
        return cls(
            singles,
            pairs,
            frozenset(map(vi.fold, singles)),
            frozenset((vi.fold(a), vi.fold(b)) for a, b in pairs),
            short,
            bare,
        )


@lru_cache(maxsize=1)
def _common_words() -> dict[float, tuple[str, ...]]:
    sections: dict[float, tuple[str, ...]] = {}
    weights = {"[hỏi]": _QUESTION_WEIGHT, "[từ]": _COMMON_WEIGHT}
    weight = _COMMON_WEIGHT
    for line in COMMON_WORDS.read_text(encoding="utf-8").splitlines():
        if line in weights:
            weight = weights[line]
        elif line and not line.startswith("#"):
            words = tuple(word.strip() for word in line.split(",") if word.strip())
            sections[weight] = sections.get(weight, ()) + words
    return sections


class Counts:
    """The frequencies that one question needs; each is looked up once, in batches."""

    def __init__(self, frequencies: Frequencies, prior: Prior) -> None:
        self._frequencies = frequencies
        self._prior = prior
        self._tokens = frequencies.count() * _CHUNK_TOKENS + _PRIOR_TOKENS
        self._singles: dict[str, float] = {}
        self._pairs: dict[tuple[str, str], float] = {}
        self._alone: dict[str, float] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Looks words up for `of`; those without are taken for unknown."""
        new = [word for word in dict.fromkeys(words) if word not in self._singles]
        prior = self._prior.singles
        for word, found in self._frequencies.document_frequencies(new, folded=False).items():
            self._singles[word] = found + prior.get(word, 0.0)
            self._alone.pop(word, None)

    def learn_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """The same for `after`. Few pairs exist even without diacritics, and asking for those
        first spares most of the questions."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._pairs]
        bare = [(plain(a), plain(b)) for a, b in new]
        exist = self.folded_pairs(set(bare))
        prior = self._prior.pairs
        self._pairs.update((pair, prior.get(pair, 0.0)) for pair in new)
        likely = {
            f"{pair[0]}_{pair[1]}": pair
            for pair, folded in zip(new, bare, strict=True)
            if folded in exist
        }
        for term, found in self._frequencies.document_frequencies(likely, folded=False).items():
            self._pairs[likely[term]] += found

    def folded_pairs(self, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the pairs without diacritics that occur anywhere."""
        terms = {f"{a}_{b}": (a, b) for a, b in pairs}
        found = self._frequencies.document_frequencies(terms, folded=True)
        known = self._prior.folded_pairs
        return {pair for term, pair in terms.items() if found[term] or pair in known}

    def folded(self, words: Iterable[str]) -> set[str]:
        """Those of the words without diacritics that occur anywhere."""
        words = set(words)
        found = self._frequencies.document_frequencies(words, folded=True)
        return {word for word in words if found[word] or word in self._prior.folded}

    def of(self, word: str) -> float:
        return self._singles.get(word, 0.0)

    def of_pair(self, before: str, word: str) -> float:
        return self._pairs.get((before, word), 0.0)

    def alone(self, word: str) -> float:
        """Log-probability of the word, whatever stands before it."""
        known = self._alone.get(word)
        if known is None:
            known = self._alone[word] = self._log_probability(word)
        return known

    def _log_probability(self, word: str) -> float:
        if word.isdigit():
            return _NUMBER
        count = self.of(word)
        if count:
            return math.log(count / self._tokens)
        if plain(word) in skeletons():
            return math.log(_UNKNOWN / self._tokens)
        return _UNKNOWN_WORD + _UNKNOWN_LETTER * len(word)

    def after(self, before: str, word: str) -> float:
        """Log-probability of the word after this one."""
        pair = self._pairs.get((before, word), 0.0)
        share = pair / (self.of(before) + _DOUBT) if pair else 0.0
        if word[0].isdigit() and before in _BEFORE_NUMBERS:  # this one may be new to the corpus
            share = max(share, _NUMBER_SHARE)
        if not share:
            return _NO_PAIR + self.alone(word)
        single = math.exp(self.alone(word))
        return math.log(_PAIR_SHARE * min(share, 1.0) + (1 - _PAIR_SHARE) * single)
