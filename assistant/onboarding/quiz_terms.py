"""Questions on abbreviations and terms that documents define. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.onboarding.glossary import Definition, Kind
from assistant.onboarding.paper import Paper
from assistant.onboarding.quiz import (
    WRONG,
    Asked,
    Form,
    Item,
    betrayed,
    item_id,
    nearest,
    plain,
    says,
    shuffled,
    within,
)
from ingest import text as vi

_LEAST_MEANING, _MOST_MEANING = 18, 230  # characters of a definition that is asked for
_PAIRS = 4  # of a question to match
# Remarks on spelling, which define nothing.
_SPELLING = re.compile(r"(?:còn|tiếng \w+) viết|còn gọi")


def items(own: Sequence[Definition], known: Sequence[Definition]) -> Iterator[Item]:
    """A question on each of `own` definitions; wrong answers from all that are `known`."""
    short = [one for one in known if one.named]
    terms = [one for one in known if _is_term(one)]
    for one in own:
        if one.named and one.kind is Kind.ABBREVIATION:
            yield from _stands_for(one, short)
            yield from _short_for(one, short)
        elif _is_term(one):
            yield from _of_term(one, terms)


def _is_term(one: Definition) -> bool:
    return one.kind is Kind.TERM and not one.local and not _SPELLING.search(one.meaning.text)


# Abbreviations ---------------------------------------------------------------------------------


def is_spelled(one: Definition) -> bool:
    """Whether the abbreviation is made of the beginnings of words that stand together in what it
    stands for, so that it gives it away: «SNgV», «UBND», «TL.» for «ký thừa lệnh»."""
    words = vi.fold(plain(one.meaning.text)).split()
    pieces = _pieces(one.term)
    runs = (words[at : at + len(pieces)] for at in range(len(words) - len(pieces) + 1))
    return any(all(map(str.startswith, run, pieces)) for run in runs)


def _pieces(term: str) -> list[str]:
    """«SNgV» as «s», «ng», «v»."""
    found: list[str] = []
    for letter in re.sub(r"\W", "", term):
        if letter.isupper() or not found:
            found.append(vi.fold(letter))
        else:
            found[-1] += vi.fold(letter)
    return found


def _initials(words: str) -> str:
    return "".join(word[0] for word in vi.fold(plain(words)).split())


def _stands_for(one: Definition, short: Sequence[Definition]) -> Iterator[Item]:
    """«JICA» stands for …, among abbreviations of the same list and meanings of like words; best
    are those whose initials don't tell that they are another's."""
    if is_spelled(one):
        return
    words = set(plain(one.meaning.text).split())

    def likeness(other: Definition) -> int:
        listed = other.passage.section == one.passage.section
        hidden = not is_spelled(other)
        return 2 * (listed + hidden) + len(words & set(plain(other.meaning.text).split()))

    identity = item_id(Asked.STANDS_FOR, one.passage, one.term)
    wrong = nearest(identity, short, lambda other: _apart(one, other),
                    lambda other: plain(other.meaning.text), likeness)  # fmt: skip
    if len(wrong) == WRONG:
        options = [other.meaning.text for other in wrong]
        yield _choice(identity, Asked.STANDS_FOR, one, one.term, one.meaning.text, options)


def _short_for(one: Definition, short: Sequence[Definition]) -> Iterator[Item]:
    """How «Chương trình» is abbreviated, where other words have the abbreviation that one would
    think of: CT is «Chỉ thị»."""
    initials = _initials(one.meaning.text)

    def tempting(other: Definition) -> bool:
        return vi.fold(re.sub(r"\W", "", other.term)) == initials

    def fits(other: Definition) -> bool:
        return _apart(one, other) and vi.fold(other.term[0]) == vi.fold(one.term[0])

    identity = item_id(Asked.SHORT_FOR, one.passage, one.meaning.text)
    wrong = nearest(identity, short, fits, lambda other: plain(other.term), tempting)
    if len(wrong) == WRONG and tempting(wrong[0]) and not tempting(one):
        options = [other.term for other in wrong]
        yield _choice(identity, Asked.SHORT_FOR, one, one.meaning.text, one.term, options)


def _apart(one: Definition, other: Definition) -> bool:
    return plain(one.term) != plain(other.term) and not within(one.meaning.text, other.meaning.text)


def pairs(own: Sequence[Definition], paper: Paper) -> Iterator[Item]:
    """Four abbreviations of the paper and what they stand for, of one list; none gives itself
    away. `own` are its definitions in order."""
    lists: dict[str, list[Definition]] = {}
    for one in own:
        if one.named and not is_spelled(one):
            lists.setdefault(one.passage.section, []).append(one)
    for fitting in lists.values():
        for at in range(0, len(fitting) - _PAIRS + 1, _PAIRS):
            group = fitting[at : at + _PAIRS]
            if all(_apart(a, b) for i, a in enumerate(group) for b in group[i + 1 :]):
                yield _match(group, paper)


def _match(group: Sequence[Definition], paper: Paper) -> Item:
    told = tuple((one.term, one.meaning.text) for one in group)
    start = min(one.passage.start for one in group)
    end = max(one.passage.end for one in group)
    quote = paper.quote(start, end, group[0].passage.section)
    identity = item_id(Asked.PAIRS, quote, *(f"{a}={b}" for a, b in told))
    rights = shuffled((right for _, right in told), identity)
    return Item(identity, Form.MATCH, Asked.PAIRS, "", "", quote.section, rights, "", quote, told)


# Terms -----------------------------------------------------------------------------------------


def _of_term(one: Definition, terms: Sequence[Definition]) -> Iterator[Item]:
    """The term of a definition, and the definition of a term, among terms that share words."""
    meaning = first_part(one.meaning.text)
    if not _is_askable(meaning):
        return
    words = set(plain(one.term).split())

    def fits(other: Definition) -> bool:
        return (
            not within(one.term, other.term)
            and not says(meaning, other.term)
            and not within(meaning, first_part(other.meaning.text))
            and _is_askable(first_part(other.meaning.text))
        )

    def likeness(other: Definition) -> int:
        listed = other.passage.section == one.passage.section
        alike = _head(first_part(other.meaning.text)) == _head(meaning)
        return listed + 2 * alike + 2 * len(words & set(plain(other.term).split()))

    identity = item_id(Asked.TERM, one.passage, one.term)
    wrong = nearest(identity, terms, fits, lambda other: plain(other.term), likeness)
    if len(wrong) < WRONG or not likeness(wrong[1]):
        return
    names = [_capital(other.term) for other in wrong]
    if not betrayed(meaning, one.term, names) and not _stands_out(one.term, names):
        yield _choice(identity, Asked.TERM, one, meaning, _capital(one.term), names)
    meanings = [first_part(other.meaning.text) for other in wrong]
    # «việc …» among things stands out.
    fair = not betrayed(one.term, meaning, meanings) and _head(meaning) in map(_head, meanings)
    if fair and not _stands_out(_opening(meaning), [_opening(other) for other in meanings]):
        identity = item_id(Asked.MEANING, one.passage, one.term)
        yield _choice(identity, Asked.MEANING, one, _capital(one.term), meaning, meanings)


def _stands_out(answer: str, wrong: Sequence[str]) -> bool:
    """Whether all wrong options share a word that the answer lacks: «bản gốc» among copies."""
    shared = set.intersection(*(set(plain(one).split()) for one in wrong))
    return bool(shared - set(plain(answer).split()))


def _opening(meaning: str) -> str:
    return " ".join(plain(meaning).split()[:2])


def first_part(meaning: str) -> str:
    """Up to the first semicolon: behind it stands a remark, often with the abbreviation."""
    head = meaning.split("; ")[0]
    return head if len(head) >= _LEAST_MEANING else meaning


def _head(meaning: str) -> str:
    return plain(meaning).split()[0]


def _is_askable(meaning: str) -> bool:
    whole = all(meaning.count(a) == meaning.count(b) for a, b in ("()", "“”", "«»"))
    return whole and _LEAST_MEANING <= len(meaning) <= _MOST_MEANING


def _capital(term: str) -> str:
    return term[:1].upper() + term[1:]


def _choice(
    identity: str, asked: Asked, one: Definition, subject: str, answer: str, wrong: Iterable[str]
) -> Item:
    options = shuffled((answer, *wrong), identity)
    section = one.passage.section
    return Item(identity, Form.CHOOSE, asked, subject, "", section, options, answer, one.passage)
