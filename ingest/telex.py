"""What an input method left undone: «ngoaij giao» and «ngoai5 giao» are «ngoại giao».

Telex and VNI as the common keyboards take them: the keys of shape and tone may stand anywhere
after the letter that they change. Pure decoding: whether the typed word was meant so is for
the caller to judge, since «Laos» decodes too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.syllables import Syllable, take_apart

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TELEX_TONES = {"f": _GRAVE, "s": _ACUTE, "x": _TILDE, "r": _HOOK, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_BREVE = {"a": "ă"}
_BRACKETS = {"[": "ơ", "]": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")

_TELEX = re.compile(r"[^\W\d_]+(?:[\[\]][^\W\d_]+)*")
_VNI = re.compile(r"[^\W\d_]+\d(?:[^\W_]{0,8})")
_LONGEST = 11  # keys: «nghieengs» has nine

_Keys = Callable[[Syllable, str], Iterator[Syllable]]


def telex(word: str) -> tuple[Syllable, ...]:
    """What the word can mean if Telex keys were left in it; none where no key does anything.
    Marks may still be missing («nuocs»), so that what comes out need not exist."""
    if len(word) > _LONGEST or not _TELEX.fullmatch(word):
        return ()
    return _decoded(word, _telex_keys)


def vni(word: str) -> tuple[Syllable, ...]:
    """The same for VNI's digits."""
    if len(word) > _LONGEST or not _VNI.fullmatch(word):
        return ()
    return _decoded(word, _vni_keys)


def _decoded(word: str, keys: _Keys) -> tuple[Syllable, ...]:
    typed = take_apart(word)
    if typed is None:
        return ()
    found = {Syllable("", typed.tone): None}
    for key in typed.letters:
        found = {after: None for before in found for after in keys(before, key)}
    return tuple(dict.fromkeys(meant for meant in map(_joined, found) if meant != typed))


def _telex_keys(before: Syllable, key: str) -> Iterator[Syllable]:
    letters, tone = before.letters, before.tone
    if key in _TELEX_TONES and not tone and not _VOWELS.isdisjoint(letters):
        yield Syllable(letters, _TELEX_TONES[key])
    elif key == "w":
        shaped = [*_shaped(letters, _HORN), *_shaped(letters, _BREVE)]
        yield from (Syllable(shape, tone) for shape in shaped or [letters + "ư"])
    elif key in _BRACKETS:
        yield Syllable(letters + _BRACKETS[key], tone)
    elif key == "d" and letters.startswith("d"):
        yield Syllable("đ" + letters[1:], tone)
    else:
        if key in _CIRCUMFLEX:
            circumflex = _shaped(letters, {key: _CIRCUMFLEX[key]})
            yield from (Syllable(shape, tone) for shape in circumflex)
        yield Syllable(letters + key, tone)  # «ngoeo» has its second o by right


def _vni_keys(before: Syllable, key: str) -> Iterator[Syllable]:
    letters, tone = before.letters, before.tone
    if key in _VNI_TONES and not tone:
        yield Syllable(letters, _VNI_TONES[key])
    elif key in _SHAPES_OF_VNI:
        yield from (Syllable(shape, tone) for shape in _shaped(letters, _SHAPES_OF_VNI[key]))
    elif key == "9" and letters.startswith("d"):
        yield Syllable("đ" + letters[1:], tone)
    elif not key.isdigit():
        yield Syllable(letters + key, tone)


_SHAPES_OF_VNI = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}


def _shaped(letters: str, shapes: dict[str, str]) -> list[str]:
    """The letters with one of their vowels shaped, the last one first."""
    return [
        letters[:place] + shapes[letters[place]] + letters[place + 1 :]
        for place in reversed(range(len(letters)))
        if letters[place] in shapes and letters[:place] != "q"
    ]


def _joined(syllable: Syllable) -> Syllable:
    """One key shapes both vowels of «ươ»."""
    letters = syllable.letters.replace("ưo", "ươ")
    if not letters.endswith("uơ"):  # «thuở»
        letters = re.sub("(?<!q)uơ", "ươ", letters)
    return Syllable(letters, syllable.tone)
