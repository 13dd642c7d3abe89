"""Documents in chunks: runs of whole sentences under one heading path. Pure.

About 900 characters are 200 Vietnamese syllables; with 1400 and its headings a chunk stays
below the 512 tokens that the embedding model takes. A Chinese or Korean character counts for
as many Latin letters as it takes of those tokens (`ingest.scripts.weights`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest import scripts
from ingest import text as vi
from ingest.document import Block, BlockKind, Chunk, Span
from ingest.structure import ARTICLE_LEVEL, continues_name, label_of

Path = tuple[str, ...]


def split(
    text: str, blocks: Sequence[Block], *, target: int = 900, longest: int = 1400
) -> tuple[Chunk, ...]:
    """Chunks in order; sizes in characters of Latin script.

    Every character of the blocks but white space lies in exactly one chunk, and in one
    sentence of it. A table row and a heading are one sentence each, a heading belongs to the
    chunk of the text under it. No sentence is cut, so a chunk exceeds `longest` only where
    one sentence (with the headings and lead-ins before it) does.
    """
    sections = _joined_small(_with_body(list(_sections(text, blocks)), target), target)
    pieces = (
        (section.path, piece)
        for section in sections
        for piece in _packed(section.sentences, target, longest)
    )
    return tuple(
        Chunk(
            ordinal=ordinal,
            start=piece[0].span[0],
            end=piece[-1].span[1],
            page=piece[0].page,
            headings=path,
            sentences=tuple(sentence.span for sentence in piece),
        )
        for ordinal, (path, piece) in enumerate(pieces)
    )


@dataclass(frozen=True)
class _Sentence:
    """`leads` binds it to what follows: a heading, or «… như sau:»; `extent` is the span in
    the weight of characters."""

    span: Span
    extent: tuple[float, float]
    page: int | None
    leads: bool
    ends_block: bool


@dataclass(frozen=True)
class _Section:
    """The sentences from one heading to the next; `level` of that heading, 0 without."""

    path: Path
    level: int
    sentences: tuple[_Sentence, ...]
    has_body: bool

    @property
    def size(self) -> float:
        return self.sentences[-1].extent[1] - self.sentences[0].extent[0]

    def followed_by(self, other: _Section, path: Path) -> _Section:
        return _Section(
            path, self.level, self.sentences + other.sentences, self.has_body or other.has_body
        )


# Sections ------------------------------------------------------------------------------------

_LONGEST_NAME = 400  # characters of a name over several lines


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[_Section]:
    open_headings: list[tuple[int, str]] = []
    sentences: list[_Sentence] = []
    level, has_body = 0, False
    above: Block | None = None  # the heading directly above
    ruler = _Ruler(text)
    for block in blocks:
        own = text[block.start : block.end]
        heads = block.kind is BlockKind.HEADING
        if (
            above is not None
            and heads
            and block.level == above.level
            and continues_name(text[above.start : above.end], own)
            and len(open_headings[-1][1]) <= _LONGEST_NAME
        ):
            open_headings[-1] = (block.level, f"{open_headings[-1][1]} {own}")
        elif block.level:
            if sentences:
                path = tuple(name for _, name in open_headings)
                yield _Section(path, level, tuple(sentences), has_body)
            while open_headings and open_headings[-1][0] >= block.level:
                open_headings.pop()
            if name := own if heads else label_of(own):
                open_headings.append((block.level, name))
            sentences, level, has_body = [], block.level, False
        above = block if heads else None
        has_body = has_body or not heads
        sentences.extend(_sentences(text, block, ruler))
    if sentences:
        yield _Section(tuple(name for _, name in open_headings), level, tuple(sentences), has_body)


class _Ruler:
    """Measures a text: where a span lies, in the weight of the characters before it."""

    def __init__(self, text: str) -> None:
        weights = scripts.weights(text)
        self._reached = None if weights is None else [0.0, *accumulate(weights)]

    def extent(self, span: Span) -> tuple[float, float]:
        if self._reached is None:
            return span
        return self._reached[span[0]], self._reached[span[1]]


def _sentences(text: str, block: Block, ruler: _Ruler) -> Iterator[_Sentence]:
    own = text[block.start : block.end]
    whole = block.kind is not BlockKind.PARAGRAPH
    spans = [(0, len(own))] if whole and own.strip() else vi.sentences(own)
    for start, end in spans:
        leads = block.kind is BlockKind.HEADING or own[end - 1] == ":"
        span = (block.start + start, block.start + end)
        yield _Sentence(span, ruler.extent(span), block.page, leads, end == spans[-1][1])


def _with_body(sections: Sequence[_Section], target: int) -> list[_Section]:
    """Headings without text of their own joined to the section that follows them."""
    result: list[_Section] = []
    bare: _Section | None = None
    for section in sections:
        if bare is not None:
            section = bare.followed_by(section, _joint_path(bare, section))
            bare = None
        if section.has_body or section.size > target:
            result.append(section)
        else:
            bare = section
    if bare is not None:
        result.append(bare)
    return result


def _joint_path(above: _Section, below: _Section) -> Path:
    """The path below where it lies within the one above, else what the two share."""
    return below.path if below.level > above.level else _shared(above.path, below.path)


def _shared(one: Path, other: Path) -> Path:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one[:shared]


_SMALL = 0.25  # of the target; smaller sections below an Điều join their neighbours


def _joined_small(sections: Sequence[_Section], target: int) -> list[_Section]:
    """Small sections below an Điều joined while they fit; an Điều itself is never crossed."""
    result: list[_Section] = []
    for section in sections:
        last = result[-1] if result else None
        if (
            last is not None
            and section.level > ARTICLE_LEVEL
            and last.size + section.size <= target
            and min(last.size, section.size) < _SMALL * target
        ):
            result[-1] = last.followed_by(section, _shared(last.path, section.path))
        else:
            result.append(section)
    return result


# Packing -------------------------------------------------------------------------------------


def _packed(sentences: Sequence[_Sentence], target: int, longest: int) -> Iterator[list[_Sentence]]:
    """Even pieces of about `target`: what is left over the number of pieces that it needs."""
    end = sentences[-1].extent[1]
    piece: list[_Sentence] = []
    even = 0.0
    for unit in _units(sentences, longest):
        start = piece[0].extent[0] if piece else unit[0].extent[0]
        fits = end - start <= longest  # all the rest, so that no small one is left over
        if piece and not fits and _is_full(piece, unit, even, longest):
            yield piece
            piece = []
        if not piece:
            left = end - unit[0].extent[0]
            even = left / max(1, round(left / target))
        piece.extend(unit)
    yield piece


def _units(sentences: Sequence[_Sentence], longest: int) -> Iterator[list[_Sentence]]:
    """Sentences with the headings and lead-ins before them; those never end a piece."""
    unit: list[_Sentence] = []
    for sentence in sentences:
        if unit and sentence.extent[1] - unit[0].extent[0] > longest:
            yield unit
            unit = []
        unit.append(sentence)
        if not sentence.leads:
            yield unit
            unit = []
    if unit:
        yield unit


def _is_full(
    piece: Sequence[_Sentence], unit: Sequence[_Sentence], even: float, longest: int
) -> bool:
    """Whether the cut before the unit is the one nearest to an even size; within a paragraph
    only once that size is reached."""
    start = piece[0].extent[0]
    size, grown = piece[-1].extent[1] - start, unit[-1].extent[1] - start
    if grown > longest:
        return True
    if piece[-1].ends_block:
        return grown - even > even - size
    return size >= even
