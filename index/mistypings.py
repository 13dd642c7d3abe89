"""What a mistyped word can have been meant as, by how people mistype."""

from __future__ import annotations

from functools import lru_cache

# Log-probabilities of each error in a word.
_CONFUSED = -4.0  # sounds that differ in other parts of the country
_SWAPPED, _NEAR, _DOUBLED, _LEFT_OUT, _ADDED, _FAR = -5.0, -5.5, -5.0, -6.0, -7.0, -8.0

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ONSETS_CONFUSED = (
    ("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("v", "d"),
    ("c", "k"), ("g", "gh"), ("ng", "ngh"), ("q", "k"), ("ph", "f"), ("gi", "j"), ("d", "z"),
    ("gi", "z"), ("qu", "w"),
)  # fmt: skip
_ENDS_CONFUSED = (("n", "ng"), ("c", "t"), ("i", "y"), ("n", "nh"), ("ch", "t"))


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, str]:
    """Keys that lie beside each other on the keyboard."""
    found: dict[str, str] = {}
    for number, row in enumerate(_ROWS):
        for place, key in enumerate(row):
            near = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            for other in _ROWS[max(0, number - 1) : number] + _ROWS[number + 1 : number + 2]:
                near += other[max(0, place - 1) : place + 2]
            found[key] = near
    return found


@lru_cache(maxsize=1024)
def mistypings(word: str) -> dict[str, float]:
    """What can have been meant by a word without diacritics, itself included, with the
    log-probability of such an error: one letter more, less, other or in the other order, or
    one sound spelled as another."""
    found: dict[str, float] = {word: 0.0}

    def add(meant: str, cost: float) -> None:
        if meant and cost > found.get(meant, -99.0):
            found[meant] = cost

    near = _neighbours()
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail:
            beside = tail[0] in word[max(0, place - 1) : place] + word[place + 1 : place + 2]
            add(head + tail[1:], _DOUBLED if beside else _ADDED)
            for letter in near:
                close = letter in near.get(tail[0], "")
                add(head + letter + tail[1:], _NEAR if close else _FAR)
        if len(tail) > 1 and tail[0] != tail[1]:
            add(head + tail[1] + tail[0] + tail[2:], _SWAPPED)
        for letter in near:
            add(head + letter + tail, _LEFT_OUT)
    for one, other in (pair for both in _ONSETS_CONFUSED for pair in (both, both[::-1])):
        if word.startswith(one):
            add(other + word[len(one) :], _CONFUSED)
    for one, other in (pair for both in _ENDS_CONFUSED for pair in (both, both[::-1])):
        if word.endswith(one):
            add(word[: -len(one)] + other, _CONFUSED)
    return found
