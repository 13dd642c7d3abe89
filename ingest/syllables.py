"""Which words can be Vietnamese: a syllable is an onset, a rime and a tone.

The tables follow the orthography taught in schools (Đoàn Thiện Thuật, «Ngữ âm tiếng Việt»)
with the few rimes that place names and loan words add; both placements of the tone in oa, oe
and uy are right (hoà, hòa).
"""

from __future__ import annotations

import re
import unicodedata
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
    if rime not in _RIMES and not (onset == "qu" and rime in _AFTER_QU):
        return False
    front = rime[0] in _FRONT
    if (front and onset in _NEVER_BEFORE_FRONT and not (onset == "g" and rime[0] == "i")) or (
        not front and onset in _ONLY_BEFORE_FRONT
    ):
        return False
    if rime.endswith(("c", "ch", "p", "t")) and tone not in _OF_STOPS:
        return False
    return not tone or toned in _tone_places(rime)


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
