"""Whether names, posts and wording of a sentence stand in its evidence: who, done or planned,
more or less, and what the other words say. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from assistant import polarity
from assistant.anchors import people
from assistant.claims import Claim, Ground, Unsupported, spell, spelled
from assistant.particulars import Particulars, Run, particulars
from assistant.polarity import Marked, Marker
from index.aliases import Aliases
from ingest import text as vi
from ingest.text import Span, Token

# Names -----------------------------------------------------------------------------------------

_PLACES = ("country", "locality")


def names(
    claim: Particulars, ground: Ground, aliases: Aliases, *, foreign: bool
) -> Iterator[Unsupported]:
    mentions = [one for one in aliases.find(claim.text) if one.name.kind != "term"]
    here = {mention.name for text in (*ground.sentences, ground.context) if text
            for mention in aliases.find(text)}  # fmt: skip
    claimed = {mention.name for mention in mentions}
    stands = spelled(ground.whole, folded=claim.folded or foreign, aliases=aliases)
    for mention in mentions:
        written = claim.text[mention.start : mention.end]
        rivals = {name for name in here if name.kind == mention.name.kind} - claimed
        unsaid = mention.name in ground.known and not rivals
        if mention.name not in here and not unsaid and _key(written, claim, foreign) not in stands:
            yield Unsupported(Claim.NAME, written, tuple(sorted(name.key for name in rivals)))
    covered = [(mention.start, mention.end) for mention in aliases.find(claim.text)]
    for run in claim.runs:
        for part in _uncovered(run, covered):
            opens = run.opens and part[0] == run.words[0]
            if not _is_there(part, opens, stands, claim, foreign):
                yield Unsupported(Claim.NAME, " ".join(word.text for word in part))


def _uncovered(run: Run, covered: Sequence[Span]) -> Iterator[list[Token]]:
    """The words of a run side by side that belong to no known name."""
    part: list[Token] = []
    for word in run.words:
        if any(start <= word.start < end for start, end in covered):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _is_there(
    words: Sequence[Token], opens: bool, stands: str, claim: Particulars, foreign: bool
) -> bool:
    """Whether capitalised words stand in the evidence side by side; those in capitals
    throughout («UBND») may stand apart from the others."""
    if opens and len(words) == 1:
        return True
    if foreign and len(words) == 1 and not vi.is_folded(words[0].text):
        return True  # the capital of a translated noun, «Ủy ban»
    texts = [word.text for word in words]
    if any(
        _key(" ".join(part), claim, foreign) in stands
        for part in (texts, texts[1:] * opens)
        if part
    ):
        return True
    initials = [text for text in texts if text.isupper()]
    others = [text for text in texts if not text.isupper()]
    parts = [part for part in (*([one] for one in initials), others) if part]
    return len(parts) > 1 and all(_key(" ".join(part), claim, foreign) in stands for part in parts)


def _key(written: str, claim: Particulars, foreign: bool) -> str:
    return spell(written, claim.folded or foreign)


# Posts -----------------------------------------------------------------------------------------

_POST = re.compile(
    r"(?<!\w)(?:(?:phó|quyền|nguyên|tổng|trưởng|phó tổng)\s+)*"
    r"(?:giám đốc|chủ tịch|bí thư|trưởng phòng|trưởng đoàn|đại sứ|bộ trưởng|thứ trưởng|chủ nhiệm|"
    r"tham tán|tổng lãnh sự|lãnh sự|chánh văn phòng|vụ trưởng|cục trưởng|thủ tướng|tổng thống|"
    r"thị trưởng|thống đốc|tỉnh trưởng)(?!\w)",
    re.IGNORECASE,
)
_BESIDE = 40  # characters between a post and the name that holds it


def posts(claim: Particulars, ground: Ground, aliases: Aliases) -> Iterator[Unsupported]:
    """A Phó Giám đốc is no Giám đốc; and of two people each has his own post."""
    said = [_post(match[0]) for match in _POST.finditer(ground.whole)]
    held = {pair for text in ground.sentences for pair in _holders(particulars(text), aliases)}
    named = {name for name, _ in held}
    for match in _POST.finditer(claim.text):
        if _post(match[0]) not in said:
            yield Unsupported(Claim.POST, match[0], tuple(dict.fromkeys(said))[:3])
    for name, post in _holders(claim, aliases):
        if post in said and name in named and (name, post) not in held:
            found = tuple(sorted(other for one, other in held if one == name))
            yield Unsupported(Claim.POST, f"{name}: {post}", found)


def _post(written: str) -> str:
    return re.sub(r"\s+", " ", vi.lower_key(written))


def posts_in(text: str) -> set[str]:
    """The posts that a text names, each whole."""
    return {_post(match[0]) for match in _POST.finditer(text)}


def _holders(parsed: Particulars, aliases: Aliases) -> Iterator[tuple[str, str]]:
    """(name, post) of each post with a personal name right behind it, else right before it."""
    named = people(parsed, aliases)
    for match in _POST.finditer(parsed.text):
        behind = [run for run in named if 0 <= run.start - match.end() <= _BESIDE]
        before = [run for run in named if 0 <= match.start() - run.end <= _BESIDE]
        between = parsed.text[match.end() : behind[0].start] if behind else ""
        closest = behind[:1] if behind and not re.search("[,;]", between) else before[-1:]
        for run in closest:
            yield run.key, _post(match[0])


# Done, planned, denied -------------------------------------------------------------------------


def markers(sentence: str, ground: Ground, *, foreign: bool) -> Iterator[Unsupported]:
    """What is denied, planned or proposed must be so in the evidence, and the other way round."""
    claimed = polarity.marked(sentence)
    held = polarity.marked(ground.joined)
    plain = spell(ground.joined, True)
    for one in claimed:
        alike = [other for other in held if other.marker is one.marker]
        phrase = _governed(one)
        denied_here_only = (
            one.marker is Marker.NEGATION
            and not foreign
            and plain.count(phrase) > 0
            and not _times_governed(phrase, alike)
        )
        if denied_here_only or not any(foreign or one.meets(other) for other in alike):
            yield Unsupported(_kind(one), f"{sentence[one.start : one.end]}{phrase}".strip())
    keys = spell(sentence, True)
    for other in held:
        alike = [one for one in claimed if one.marker is other.marker]
        if other.marker is Marker.DUTY or any(foreign or one.meets(other) for one in alike):
            continue
        phrase = _governed(other)
        same = [each for each in held if each.marker is other.marker]
        never_plain = plain.count(phrase) <= _times_governed(phrase, same)
        asserted = phrase.strip() and phrase in keys and never_plain
        if asserted or (foreign and other.marker is Marker.NEGATION):
            written = ground.joined[other.start : other.end]
            yield Unsupported(_kind(other), phrase.strip(), (f"{written}{phrase}".strip(),))


def _governed(one: Marked) -> str:
    return f" {' '.join(one.scope[:2])} "


def _times_governed(phrase: str, among: Sequence[Marked]) -> int:
    return sum(phrase in f" {' '.join(one.scope)} " for one in among)


def _kind(one: Marked) -> Claim:
    return Claim.NEGATION if one.marker is Marker.NEGATION else Claim.MODALITY


# Comparisons and other words -------------------------------------------------------------------

_OVERALL = 0.6  # of the words must stand in the evidence
_OF_CLAUSE = 0.5
_CLAUSE_WORDS = 4  # from which a clause is judged by itself
_CLAUSE = re.compile(r"[,;:()]|\s(?:và|nhưng|đồng thời|cũng như|and|but)\s")
# «ít nhất 3» bounds a number, and is checked with it.
_BOUNDING = re.compile(r" (?:ít|nhiều) nhất (?=(?:là )?#)")
_NUMERAL = re.compile(r"\S*\d\S*")
# Grammar, and what an answer says around its facts.
_LIGHT = frozenset(
    "là của và có được những các cho về với trong tại ở từ đến theo như thì mà này đó ấy đã đang "
    "sẽ bị bởi do gồm bằng cũng đều còn lại để khi nếu nhưng hoặc hay rằng trên dưới một vào ra "
    "năm ngày tháng ông bà nêu rõ cụ thể tài liệu văn bản cùng nhằm qua việc số nay "
    "the a an of in on at to by for and or is are was were be been with from that this it as which "
    "has have had "
    # numbers, which are checked one by one
    "hai ba bốn tư lăm sáu bảy tám chín mười mươi trăm nghìn ngàn triệu tỷ tỉ rưỡi nửa phần đô la "
    "usd đồng".split()
)


def comparisons(sentence: str, ground: Ground, aliases: Aliases) -> Iterator[Unsupported]:
    claim = _phrases(sentence)
    here, whole = _phrases(ground.joined), _phrases(ground.whole)
    pairs = [*polarity.OPPOSITES, *((b, a) for a, b in polarity.OPPOSITES), *aliases.opposites]
    for one, other in pairs:
        ours, theirs = f" {one} ", f" {other} "
        if ours in claim and theirs not in claim and theirs in here and ours not in whole:
            yield Unsupported(Claim.COMPARISON, one, (other,))
    for word in polarity.SWEEPING:
        if f" {word} " in _BOUNDING.sub(" ", claim) and f" {word} " not in whole:
            yield Unsupported(Claim.COMPARISON, word)


def _phrases(text: str) -> str:
    """The text's keys with «#» for every number."""
    return _NUMERAL.sub("#", spell(text, False))


def words(sentence: str, ground: Ground, aliases: Aliases) -> list[Unsupported]:
    """What the sentence says in words that do not stand there: too many of it, or of one of
    its clauses."""
    there = _known_keys(ground, aliases)
    said = content(sentence)
    absent = [key for key in said if key not in there]
    if len(absent) > (1 - _OVERALL) * len(said):
        return [Unsupported(Claim.WORDS, " ".join(absent))]
    for clause in _CLAUSE.split(sentence):
        keys = content(clause)
        absent = [key for key in keys if key not in there]
        if len(keys) >= _CLAUSE_WORDS and len(absent) > (1 - _OF_CLAUSE) * len(keys):
            return [Unsupported(Claim.WORDS, " ".join(absent))]
    return []


def content(text: str) -> list[str]:
    """The keys of the words that are neither grammar nor numbers."""
    keys = (vi.lower_key(token.text) for token in vi.tokens(text))
    return [key for key in keys if key not in _LIGHT and not any(map(str.isdigit, key))]


def _known_keys(ground: Ground, aliases: Aliases) -> set[str]:
    """The keys of the evidence and of the other spellings of what it names."""
    names = {mention.name for text in (*ground.sentences, ground.context)
             for mention in aliases.find(text)}  # fmt: skip
    known = set(spelled(ground.whole, folded=False, aliases=aliases).replace("|", " ").split())
    for spelling in chain.from_iterable(name.names for name in names | ground.known):
        known.update(spell(spelling, False).split())
    return known
