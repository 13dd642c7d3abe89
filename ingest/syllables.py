"""Which words can be Vietnamese: a syllable is an onset, a rime and a tone.

The tables follow the orthography taught in schools (Đoàn Thiện Thuật, «Ngữ âm tiếng Việt»)
with the few rimes that place names and loan words add; both placements of the tone in oa, oe
and uy are right (hoà, hòa).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ONSETS = "ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p r s t v x".split()
_FRONT = "eêiy"
_ONLY_BEFORE_FRONT = frozenset({"k", "gh", "ngh"})
_NEVER_BEFORE_FRONT = frozenset({"c", "g", "ng"})

_RIMES = frozenset(
    (
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
        "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
        "o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet "
        "oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
        "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut "
        "uy uya uych uyên uyêt uynh uyp uyt uyu "
        "ư ưa ưc ươc ươi ươm ươn ương ươp ươt ươu ưi ưng ưt ưu y yêm yên yêng yêt yêu"
    ).split()
)
_AFTER_QU = frozenset("ych ynh yt yu".split())  # quých, quỳnh, quýt: the u went to the onset

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OF_STOPS = {"\u0301", "\u0323"}  # a syllable that ends in a stop is sắc or nặng
_NUCLEUS = re.compile(r"[aăâeêioôơuưy]+")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether the word, in any case and in NFC, is built as one Vietnamese syllable."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(bare) != len(word):
        return False
    toned = next((i for i, (a, b) in enumerate(zip(bare, word.lower(), strict=True)) if a != b), -1)
    return any(
        _fits(onset, bare[len(onset) :], tones[0] if tones else "", toned - len(onset))
        for onset in (*_ONSETS, "")
        if bare.startswith(onset)
    )


def _fits(onset: str, rime: str, tone: str, toned: int) -> bool:
    """Whether onset and rime go together and the tone may stand on the rime's letter `toned`."""
    if not _goes(onset, rime) or (_is_stopped(rime) and tone not in _OF_STOPS):
        return False
    return not tone or toned in _tone_places(rime)


def _goes(onset: str, rime: str) -> bool:
    if rime not in _RIMES and not (onset == "qu" and rime in _AFTER_QU):
        return False
    if rime[0] in _FRONT:
        return onset not in _NEVER_BEFORE_FRONT or (onset == "g" and rime[0] == "i")
    return onset not in _ONLY_BEFORE_FRONT


def _is_stopped(rime: str) -> bool:
    return rime.endswith(("c", "ch", "p", "t"))


def _tone_places(rime: str) -> tuple[int, ...]:
    """The letters of the rime that may carry its tone."""
    nucleus = _NUCLEUS.match(rime)
    assert nucleus is not None  # every rime begins with a vowel
    vowels = nucleus[0]
    marked = [i for i, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if len(vowels) == 1 or rime != vowels:
        return (len(vowels) - 1,)
    if len(vowels) == 2:
        return (0, 1) if vowels in ("oa", "oe", "uy") else (0,)
    return (1,)


@dataclass(frozen=True)
class Syllable:
    """A syllable taken apart: letters with their shapes (â, ơ, đ) in lower case, and the tone
    as its combining character, empty for ngang."""

    letters: str
    tone: str

    def __str__(self) -> str:
        """The syllable with its tone on the letter where `text.lower_key` has it."""
        if not self.tone:
            return self.letters
        onset = next(onset for onset in _onsets(self.letters) if self._fits(onset))
        place = len(onset) + _tone_places(self.letters[len(onset) :])[0]
        toned = self.letters[: place + 1] + self.tone + self.letters[place + 1 :]
        return unicodedata.normalize("NFC", toned)

    @property
    def exists(self) -> bool:
        """Whether the orthography has it."""
        return any(map(self._fits, _onsets(self.letters)))

    def _fits(self, onset: str) -> bool:
        rime = self.letters[len(onset) :]
        return _goes(onset, rime) and not (self.tone not in _OF_STOPS and _is_stopped(rime))


def take_apart(word: str) -> Syllable | None:
    """Letters and tone of the word, wherever its tone was typed («ngọai», «tòan»); None for
    two tones. What comes out need not exist."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    if len(tones) > 1:
        return None
    letters = "".join(mark for mark in marks if mark not in _TONES)
    return Syllable(unicodedata.normalize("NFC", letters), "".join(tones))


@lru_cache(maxsize=8192)
def accented(folded: str) -> tuple[Syllable, ...]:
    """All the syllables that are this one without their diacritics, toneless ones first."""
    letters = [
        onset + rime
        for plain in _onsets(folded)
        for onset in ((plain, "đ") if plain == "d" else (plain,))
        for rime in _rimes_of().get(folded[len(plain) :], ())
        if _goes(onset, rime)
    ]
    return tuple(
        dict.fromkeys(
            syllable
            for tone in ("", *sorted(_TONES))
            for syllable in (Syllable(shape, tone) for shape in letters)
            if syllable.exists
        )
    )


@lru_cache(maxsize=1)
def _rimes_of() -> dict[str, list[str]]:
    """Rimes by what is left of them without diacritics."""
    found: dict[str, list[str]] = {}
    for rime in sorted(_RIMES | _AFTER_QU):
        plain = unicodedata.normalize("NFD", rime)
        found.setdefault("".join(filter(str.isalpha, plain)), []).append(rime)
    return found


def _onsets(word: str) -> list[str]:
    return [onset for onset in (*_ONSETS, "") if word.startswith(onset)]


@lru_cache(maxsize=1)
def skeletons() -> frozenset[str]:
    """All the syllables without their diacritics."""
    return frozenset(
        plain + rime
        for plain in (*_ONSETS, "")
        if plain != "đ"
        for rime, shapes in _rimes_of().items()
        if any(_goes(plain, shape) for shape in shapes)
    )
