"""Whether a translated sentence names whom the Vietnamese one names, and nobody else. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.parallel_pair import EXACT_UNITS, Fault, Pair, Wrong, words_of
from assistant.tongues import TITLES
from index.aliases import Aliases, Name
from ingest import text as vi
from ingest.syllables import is_syllable

# Vietnamese words that begin the name of an office, a post or a paper, which is translated.
_TRANSLATED = frozenset(
    "so pho uy bo hoi ban phong cuc vu vien truong tong chu giam bi thuong van quy tap cong hiep "
    "lien ngan trung dang nha chinh quoc huan nghi luat thong quyet thanh tinh dai hoc le ke bao "
    "bien chuong du nguyen khu cang san nam bac dong tay cum trai".split()
)
# Behind these a single capitalised word is a name.
_NAMED = re.compile(
    r"\b(?:ông|bà|anh|chị|ngài|đồng chí|sông|núi|đường|phố|cầu|chùa|quận|huyện|xã|phường)\s+$",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+((?:[{vi.UPPER}][\w'-]+\s?)+)")


def missing_names(pair: Pair) -> Iterator[Fault]:
    mentions = [one for one in pair.aliases.find(pair.ours.text) if one.name.kind != "term"]
    said = {mention.name for mention in pair.aliases.find(pair.theirs.text)}
    for mention in mentions:
        if mention.name in said or not _has_foreign_name(mention.name):
            continue
        if not any(words_of(spelling) in pair.their_words for spelling in mention.name.names):
            yield Fault(Wrong.MISSING, pair.ours.text[mention.start : mention.end])
    known = [(mention.start, mention.end) for mention in pair.aliases.find(pair.ours.text)]
    for run in pair.ours.runs:
        words = [word for word in run.words if not any(s <= word.start < e for s, e in known)]
        before = pair.ours.text[: run.start]
        opens = run.opens and words[:1] == list(run.words[:1])
        for wanted in _proper([word.text for word in words], before, opens, pair.aliases):
            if words_of(wanted) not in pair.their_words:
                yield Fault(Wrong.MISSING, wanted)


def _has_foreign_name(name: Name) -> bool:
    """Whether it has a spelling other than in Vietnamese; if not, its translation is anybody's,
    but of a place, which keeps its name."""
    return name.kind != "organisation" or any(
        vi.is_folded(spelling) and not spelling.isupper() for spelling in name.names
    )


def _proper(words: Sequence[str], before: str, opens: bool, aliases: Aliases) -> Iterator[str]:
    """Which of capitalised Vietnamese words side by side are a name that a translation keeps."""
    run: list[str] = []
    for word in words:
        if word.lower() in EXACT_UNITS or _is_vietnamese_short(word, aliases):
            continue  # what comes with a number is compared with it
        if not is_syllable(word.lower()):
            yield word  # «Champasak», «JICA»
        elif not word.isupper():
            run.append(word)
    named = _NAMED.search(before) is not None
    while run and (vi.fold(run[0]) in _TRANSLATED or (opens and not named)):
        run, opens = run[1:], False
    if len(run) > 1 or (run and named):
        yield " ".join(run)


def _is_vietnamese_short(word: str, aliases: Aliases) -> bool:
    """«UBND», «TP», «QĐ»: short for Vietnamese words, so that a translation says it in full."""
    return word.isupper() and (word in aliases.abbreviations or not vi.is_folded(word))


def other_names(pair: Pair) -> Iterator[Fault]:
    """Places, organisations and people that only the translated sentence names."""
    ours = {mention.name for mention in pair.aliases.find(pair.ours.text)}
    for mention in pair.aliases.find(pair.theirs.text):
        name = mention.name
        spelled = any(words_of(one) in pair.our_words for one in name.names) or (
            "Việt Nam" in name.names and " viet " in pair.our_words
        )
        if name.kind != "term" and name not in ours and not spelled:
            yield Fault(Wrong.ADDED, pair.theirs.text[mention.start : mention.end])
    for titled in _TITLED.finditer(pair.theirs.text):
        for word in titled[1].split():
            if words_of(word) not in pair.our_words:
                yield Fault(Wrong.ADDED, word)
    yield from _strange_capitals(pair)


def _strange_capitals(pair: Pair) -> Iterator[Fault]:
    """Capitals within a sentence that are no known name, no title, and not in the Vietnamese."""
    known = [(one.start, one.end) for one in pair.aliases.find(pair.theirs.text)]
    known += [(when.start, when.end) for when in pair.theirs.whens]
    for run in pair.theirs.runs:
        for word in run.words[1 if run.opens else 0 :]:
            told = any(start <= word.start < end for start, end in known)
            key = word.text.lower().removesuffix("'s")
            if told or key in TITLES or key in EXACT_UNITS:
                continue
            if not all(f" {part} " in pair.our_words for part in words_of(word.text).split()):
                yield Fault(Wrong.ADDED, word.text)
