"""A document in its own sentences: of each part those that tell what it is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from assistant.ground import document_year
from assistant.understand import months_named
from index.records import Record, StoredChunk
from index.reference import references
from ingest import text as vi
from ingest.document import Span

_MOST = 7  # sentences
_SHORTEST, _LONGEST = 7, 70  # words of a sentence worth quoting
_ENDS = '.;!?…”"»)/'
_OPENS = 0.02  # cosine that the first sentence of a part is worth more
_ITEM = 0.02  # and that an item of a list is worth less
_IS_ITEM = re.compile(r"[a-zđ]\)|[-–•+]\s")
_LEGAL_BASIS = re.compile(r"(?:căn cứ|xét đề nghị|theo đề nghị)\b", re.IGNORECASE)
_FRAGMENT = re.compile(r"(?:[a-zđ]\)|[-–•+]) .*;$|[-–•+] [a-zđà-ỹ]")
_LABELLED = re.compile(r"[^:.]{2,30}: (?:\S+ ?){1,8}")
_EXAMPLES = re.compile(r"\bvi du\b")
_STEP = re.compile(r"(?:Bước|Giai đoạn)\s+\w+")
_TELLS_HOW = re.compile(r"\b(?:quy trinh|trinh tu|thu tuc|huong dan|so tay|cac buoc|cam nang)\b")
_TIME = re.compile(
    r"(?<!\w)(?:ngày|tháng|quý|năm|ngay|thang|quy|nam) [\d/.-]+(?:[/.-]\d{4})?", re.IGNORECASE
)
_NAMED = 0.7  # of the words by which a question calls a document, for its name to be meant
_SUBJECT = 0.5  # of the name's own words


@dataclass(frozen=True)
class Sentence:
    """A sentence with its chunk and its cosine to what the document is about."""

    chunk: StoredChunk
    span: Span  # in the document's text
    text: str
    cosine: float


@dataclass(frozen=True)
class Part:
    """What is quoted of a part of a document; `heading` is empty where it has none."""

    heading: str
    sentences: tuple[Sentence, ...]


def named(of: str, documents: Iterable[Record]) -> Record | None:
    """The document that a question calls `of`: by its number, else by the words of its title
    or file name; the newest where several fit alike. None where none does."""
    wanted = references(of)
    words = set(vi.terms(of, folded=True))
    years = {year for _, year in vi.years(of)}
    months = _months(of)
    timeless = set(vi.terms(_TIME.sub(" ", of), folded=True))
    best: tuple[float, str] = (0.0, "")
    chosen = None
    for document in documents:
        if wanted:
            closeness = max(one.closeness(document.number, document.date) for one in wanted)
        elif _is_of_other_time(months, years, document):
            continue
        else:
            closeness = _closeness(words, document)
            # «… tháng 4/2026» may be said of one that was made then and doesn't name it.
            if years == {document_year(document)} and _made_about(months, document):
                closeness = max(closeness, _closeness(timeless, document))
        key = (closeness, document.date or "")
        if closeness and key > best:
            best, chosen = key, document
    return chosen


def _months(text: str) -> set[int]:
    return {*months_named(text), *(int(date[5:7]) for _, date in vi.dates(text))}


def _is_of_other_time(months: Set[int], years: Set[int], document: Record) -> bool:
    """Whether its title names another month or year than those asked about."""
    own_months, own_years = _months(document.title), {y for _, y in vi.years(document.title)}
    if months and own_months and not months & own_months:
        return True
    return bool(years and own_years) and not years & {*own_years, document_year(document)}


def _made_about(months: Set[int], document: Record) -> bool:
    """Whether a document of the year asked about was made around these months, and names no time
    itself: the report of March is none of April's."""
    if _TIME.search(document.title) or _TIME.search(re.sub(r"[-_]", " ", document.file)):
        return False
    made = int(document.date[5:7]) if document.date else None
    return not months or (made is not None and any(abs(made - one) <= 1 for one in months))


def _closeness(words: set[str], document: Record) -> float:
    """How well the words name the document: the part of them that stands in its name, and of
    the name that they say; 0 where too little does."""
    closeness = 0.0
    for name in (document.title, document.file.rpartition(".")[0]):
        own = set(vi.terms(name, folded=True))
        shared = len(words & own)
        if own and words and shared >= _NAMED * len(words) and len(words) > 1:
            closeness = max(closeness, shared / len(words) + _SUBJECT * shared / len(own))
    return closeness


def procedure(
    of: str, documents: Iterable[Record], opposites: Iterable[tuple[str, str]]
) -> Record | None:
    """The document that tells how to do what the question calls `of`: one whose name says that
    it tells a procedure, and nothing opposite. None where there is none."""
    asked = f" {vi.fold(of)} "
    barred = [
        vi.fold(other)
        for one, other in opposites
        if f" {vi.fold(one)} " in asked and f" {vi.fold(other)} " not in asked
    ]
    fitting = [
        document
        for document in documents
        if (name := f" {vi.fold(document.title or document.file)} ")
        and _TELLS_HOW.search(name)
        and not any(f" {other} " in name for other in barred)
    ]
    return named(of, fitting)


def outline(chunks: Sequence[StoredChunk], cosines: Mapping[str, Sequence[float]]) -> list[Part]:
    """The document's parts in order, each with its most telling sentences, the more the longer
    it is. `cosines` gives by chunk id that of each sentence to the document's name."""
    parts: dict[str, list[Sentence]] = {}
    level = _level(chunks)
    for heading, sentence in _sentences(chunks, cosines, level):
        parts.setdefault(heading, []).append(sentence)
    if steps := {heading: found for heading, found in parts.items() if _STEP.match(heading)}:
        # A procedure is its steps, each of them.
        return [Part(heading, _step(found)) for heading, found in steps.items()]
    length = sum(map(len, parts.values()))
    told = []
    for heading, found in parts.items():
        telling = list(map(_telling, _pieces(found, round(_MOST * len(found) / length))))
        # An item says little without its list.
        whole = [one for one in telling if not _FRAGMENT.match(one.text)] or telling[:1]
        told.append(Part(heading, tuple(whole)))
    kept = sorted(told, key=lambda part: -part.sentences[0].cosine)[:_MOST]
    return [part for part in told if part in kept]


def steps(parts: Sequence[Part], document: Record) -> list[Part]:
    """Without the parts of a procedure that are none of its steps: what stands under its name
    before the first, and examples."""
    title = vi.fold(document.title)
    return [
        part
        for part in parts
        if part.heading
        and vi.fold(part.heading) not in title
        and not _EXAMPLES.search(vi.fold(part.heading))
    ]


def _level(chunks: Sequence[StoredChunk]) -> int:
    """Where headings part the text: the first level, or the second where the first is the
    document's title alone."""
    first = {chunk.headings[0] for chunk in chunks if chunk.headings}
    second = {chunk.headings[1] for chunk in chunks if len(chunk.headings) > 1}
    return 1 if len(first) == 1 and len(second) > 1 else 0


def _pieces(sentences: list[Sentence], count: int) -> list[list[Sentence]]:
    """The sentences in order, in `count` runs of like length, or as many as there are."""
    size = -(-len(sentences) // max(1, count))
    return [sentences[at : at + size] for at in range(0, len(sentences), size)]


def _sentences(
    chunks: Sequence[StoredChunk], cosines: Mapping[str, Sequence[float]], level: int
) -> Iterable[tuple[str, Sentence]]:
    """Sentences worth quoting with the heading of their part, in order."""
    seen: set[Span] = set()
    for chunk in sorted(chunks, key=lambda chunk: chunk.start):
        heading = chunk.headings[level] if len(chunk.headings) > level else ""
        known = cosines.get(chunk.id, ())
        for span, cosine in zip(chunk.sentences, known, strict=False):
            text = chunk.text[span[0] - chunk.start : span[1] - chunk.start]
            words = len(text.split())
            # Headings and the lines above a document's text end in no full stop; what ends in a
            # colon says nothing without the list that follows.
            whole = text[-1] in _ENDS and not text.isupper() and not _LEGAL_BASIS.match(text)
            if _STEP.match(text) and not whole:  # a passage may go on over the next heading
                heading = text
            if vi.fold(text) in vi.fold(chunk.document.title) or (
                not heading and _LABELLED.fullmatch(text)
            ):
                continue  # the lines above the text
            if span in seen or not _SHORTEST <= words <= _LONGEST or not whole:
                continue
            seen.add(span)
            yield heading, Sentence(chunk, span, text, cosine)


def _step(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """What tells a step: of one that is a list all of it, since a hole in it would mislead."""
    if all(_IS_ITEM.match(one.text) for one in sentences):
        return tuple(sentences[:_MOST])
    return (_telling(sentences),)


def _telling(sentences: Sequence[Sentence]) -> Sentence:
    opening = sentences[0]

    def worth(one: Sentence) -> float:
        item = _IS_ITEM.match(one.text) is not None
        fragment = _FRAGMENT.match(one.text) is not None
        bonus = (_OPENS if one is opening else 0.0) - (_ITEM if item else 0.0)
        return one.cosine + bonus - (1.0 if fragment else 0.0)

    return max(sentences, key=worth)
