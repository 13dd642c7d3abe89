"""How well questions are read as they were meant: `python tests/benchmarks/spelling.py`.

XQuAD's Vietnamese questions are spoilt in the ways people type; the share of their words that
comes back right is printed before and after, with the corpus itself as vocabulary and with a
small foreign one, and what reading costs in time. With `--dense` also how often the embedding
alone finds the passage.
"""

from __future__ import annotations

import argparse
import difflib
import random
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from xquad import EVAL, items, passages

from index import aliases
from index.access import Label
from index.embed import load_embedder
from index.keywords import KeywordIndex
from index.records import Record, StoredChunk
from index.spelling import Speller
from ingest import text as vi
from ingest.syllables import take_apart

MODEL = Path(__file__).resolve().parents[2] / "data" / "models" / "default"
CORPUS = EVAL.parent / "corpus"
_TELEX = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TELEX_TONE = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_VNI = {"â": "a6", "ă": "a8", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_VNI_TONE = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

Noise = Callable[[str, random.Random], str]


def each_word(spoil: Callable[[str, random.Random], str]) -> Noise:
    def noise(question: str, chance: random.Random) -> str:
        words = question.split(" ")
        return " ".join(
            spoil(word, chance) if any(map(str.isalpha, word)) else word for word in words
        )

    return noise


def bare(text: str, _chance: random.Random | None = None) -> str:
    return "".join(
        plain.upper() if typed.isupper() else plain
        for typed, plain in zip(text, vi.fold(text), strict=True)
    )


def half_of_words(word: str, chance: random.Random) -> str:
    return bare(word) if chance.random() < 0.5 else word


def half_of_marks(text: str, chance: random.Random) -> str:
    kept = []
    for letter in text:
        if letter in "đĐ":
            kept.append(letter if chance.random() < 0.5 else {"đ": "d", "Đ": "D"}[letter])
            continue
        base, *marks = unicodedata.normalize("NFD", letter)
        kept.append(base + "".join(mark for mark in marks if chance.random() < 0.5))
    return unicodedata.normalize("NFC", "".join(kept))


def keys_left(shapes: dict[str, str], tones: dict[str, str]) -> Noise:
    def spoil(word: str, chance: random.Random) -> str:
        core = word.strip("?.,!\"'()“”:;")
        meant = take_apart(core)
        if chance.random() >= 0.3 or not core.isalpha() or meant is None or not meant.exists:
            return word
        keys = "".join(shapes.get(letter, letter) for letter in meant.letters)
        keys += tones.get(meant.tone, "")
        keys = keys.capitalize() if core[0].isupper() else keys
        return word.replace(core, keys)

    return each_word(spoil)


def _near(letter: str, chance: random.Random) -> str:
    for row in _ROWS:
        place = row.find(vi.fold(letter))
        if place >= 0:
            return chance.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    return letter


def mistyped(word: str, chance: random.Random) -> str:
    if chance.random() >= 0.15 or len(word) < 3 or not word.isalpha():
        return word
    place = chance.randrange(len(word))
    head, tail = word[:place], word[place:]
    return chance.choice(
        [
            head + tail[1:],
            head + _near(tail[0], chance) + tail[1:],
            head + _near(tail[0], chance) + tail,
            head + tail[1:2] + tail[0] + tail[2:],
        ]
    )


def spaces_lost(question: str, chance: random.Random) -> str:
    words = question.split(" ")
    return words[0] + "".join((" " if chance.random() >= 0.08 else "") + word for word in words[1:])


NOISES: dict[str, Noise] = {
    "as it is": lambda question, _: question,
    "no diacritics": bare,
    "no diacritics, lower case": lambda question, _: vi.fold(question),
    "ALL CAPITALS": lambda question, _: question.upper(),
    "half of the words without": each_word(half_of_words),
    "half of the marks without": each_word(half_of_marks),
    "Telex keys left, 30 %": keys_left(_TELEX, _TELEX_TONE),
    "VNI keys left, 30 %": keys_left(_VNI, _VNI_TONE),
    "typing errors, 15 %": each_word(mistyped),
    "errors and no diacritics": lambda question, chance: bare(
        each_word(mistyped)(question, chance)
    ),
    "spaces lost, 8 %": spaces_lost,
}


def right(meant: str, read: str) -> tuple[int, int]:
    """How many of the meant words stand in what was read, in order; and how many there are."""
    wanted, found = vi.terms(meant, folded=False), vi.terms(read, folded=False)
    blocks = difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(wanted)


def opened(folder: Path, texts: Sequence[str]) -> KeywordIndex:
    index = KeywordIndex(folder)
    record = Record(
        id="d", version_id="v", file="", title="", number="", date=None, latest_year=None,
        issuer="", kind="", label=Label.INTERNAL, digest="", added_at="",
    )  # fmt: skip
    index.add(
        [
            StoredChunk(str(place), record, place, 0, len(text), None, text, (), ())
            for place, text in enumerate(texts)
        ]
    )
    return index


def foreign() -> list[str]:
    """Passages of the corpus's plain texts, which share no subject with XQuAD."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("development", "report"), default="development")
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--show", default="", help="print what goes wrong under this noise")
    parser.add_argument("--only", default="", help="a part of the names of the noises to try")
    options = parser.parse_args()
    chosen = [item for item in items() if item.development == (options.half == "development")]
    names = aliases.load()
    with tempfile.TemporaryDirectory() as folder:
        own = Speller(opened(Path(folder) / "own", list(passages().values())), names)
        other = Speller(opened(Path(folder) / "other", foreign()), names)
        own.read("Những gì được xây dựng từ năm 1998?")  # fills tables
        print(f"{len(chosen)} questions, {options.half} half")
        print(f"{'typed':28} {'before':>7} {'read':>7} {'foreign':>8} {'p50 ms':>7} {'p95 ms':>7}")
        kept: dict[str, list[tuple[str, str]]] = {}
        for name, noise in NOISES.items():
            if options.only not in name:
                continue
            chance = random.Random(1)
            totals = np.zeros(4)
            times = []
            kept[name] = []
            for item in chosen:
                typed = noise(item.question, chance)
                start = time.perf_counter()
                read = own.read(typed)
                times.append((time.perf_counter() - start) * 1000)
                good, count = right(item.question, read.text)
                kept[name].append((typed, read.text))
                totals += (
                    right(item.question, typed)[0],
                    good,
                    right(item.question, other.read(typed).text)[0],
                    count,
                )
                if options.show == name and good < count:
                    print(f"  {item.question}\n  {typed}\n  {read.text}")
                    for change in read.changes:
                        print(f"    {change.typed} → {change.understood} {change.kind} "
                              f"{change.confidence:.3f}")  # fmt: skip
            before, after, small = totals[:3] / totals[3]
            p50, p95 = np.percentile(times, (50, 95))
            print(f"{name:28} {before:7.4f} {after:7.4f} {small:8.4f} {p50:7.2f} {p95:7.2f}")
    if options.dense:
        _dense(kept, [item.passage for item in chosen])


def _dense(kept: dict[str, list[tuple[str, str]]], wanted: list[str]) -> None:
    """How often the embedding alone finds the passage, by the question typed and as read."""
    embedder = load_embedder(MODEL, threads=1)
    texts = passages()
    names = np.array(list(texts))
    vectors = np.stack([e.vector for e in embedder.embed_passages(list(texts.values()))])
    found: dict[str, str] = {}
    print(f"{'dense R@1':28} {'typed':>7} {'read':>7}")
    for name, questions in kept.items():
        shares = []
        for side in zip(*questions, strict=True):
            for text in side:
                if text not in found:
                    cosines = vectors @ embedder.embed_query(text).vector
                    found[text] = names[np.argmax(cosines)]
            shares.append(np.mean([found[q] == p for q, p in zip(side, wanted, strict=True)]))
        print(f"{name:28} {shares[0]:7.4f} {shares[1]:7.4f}", flush=True)


if __name__ == "__main__":
    main()
