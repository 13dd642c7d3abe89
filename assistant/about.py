"""What a question asks of a document as such: who signed it, who issued it, when, since when it
is in force, what it replaced. Its own lines answer, not sentences of others that mention it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.records import Record, StoredChunk
from index.reference import references
from ingest import text as vi
from ingest.document import Metadata, Relation


class Aspect(StrEnum):
    SIGNER = "signer"
    ISSUER = "issuer"
    DATE = "date"
    FORCE = "force"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Wanted:
    """An aspect of the document that the question calls `of`."""

    aspect: Aspect
    of: str


@dataclass(frozen=True)
class Line:
    """A sentence of a document, by its place in a chunk."""

    chunk: StoredChunk
    position: int

    @property
    def text(self) -> str:
        return self.chunk.text[slice(*self.chunk.own_sentences[self.position])]


# Patterns match folded text, whose offsets are the question's own.
_WHO = r"(?:ai|nguoi nao|ong nao|vi nao|ba nao)"
_BODY = r"(?:ai|co quan nao|don vi nao|cap nao|bo nao|to chuc nao|noi nao)"
_WHEN = (
    r"(?:(?:vao|tu|ke tu|trong|hoi|ngay|nam|thang|luc)\s+)*(?:khi nao|bao gio|luc nao|"
    r"(?:ngay|nam|thang|hom|thoi gian|thoi diem) (?:nao|may|bao nhieu)|(?:nao|may))"
)
_ISSUED = r"(?:ban hanh|cong bo|dang|ky ban hanh|ky|duoc ky|ra doi|viet)"
_END = r"\s*(?:vay|the|nhi|a)?\s*[?.!]*$"
_PATTERNS: tuple[tuple[Aspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile(rf"^(?:cho (?:toi |em |minh )?(?:hoi|biet) )?{pattern}{_END}"))
    for aspect, pattern in (
        (Aspect.SIGNER, rf"{_WHO} (?:la nguoi )?(?:da )?ky(?: ban hanh| duyet)? (?P<of>.+?)"),
        (Aspect.SIGNER, rf"(?P<of>.+?) (?:duoc |la )?do {_WHO} ky(?: ban hanh| duyet)?"),
        (Aspect.SIGNER, rf"nguoi ky(?: ban hanh)? (?P<of>.+?) la {_WHO}"),
        (Aspect.SIGNER, r"(?P<of>.+?) (?:duoc )?ky boi ai"),
        (Aspect.ISSUER, rf"{_BODY} (?:la noi )?(?:da )?(?:ban hanh|ra) (?P<of>.+?)"),
        (Aspect.ISSUER, rf"(?P<of>.+?) (?:la |duoc )?do {_BODY} (?:da )?ban hanh"),
        (Aspect.FORCE, rf"(?P<of>.+?) (?:bat dau )?co hieu luc(?: thi hanh)?,? {_WHEN}"),
        (Aspect.FORCE, rf"{_WHEN}(?: thi)? (?P<of>.+?) (?:moi )?co hieu luc(?: thi hanh)?"),
        (Aspect.DATE, rf"(?P<of>.+?) (?:duoc |la )?{_ISSUED},? {_WHEN}"),
        (Aspect.DATE, rf"(?P<of>.+?) {_ISSUED} (?:vao )?(?:ngay|thang) (?:thang )?(?:nam )?nao"),
        (Aspect.DATE, r"(?:ngay(?: thang)?|thoi gian|thoi diem) ban hanh (?P<of>.+?)(?: la .+)?"),
        (Aspect.REPLACED, r"(?P<of>.+?) (?:da )?(?:thay the|bai bo)(?: cho)? "
                          r"(?:nhung |cac )?(?:van ban|nghi dinh|quyet dinh|thong tu|luat|ke hoach)"
                          r"(?: so)? (?:nao|may|gi)"),
    )
)  # fmt: skip
_CALLED_DOCUMENT = re.compile(
    r"^(?:ban )?(?:nghi dinh|quyet dinh|thong tu|nghi quyet|luat|chi thi|cong van|ke hoach|"
    r"bao cao|thong bao|huong dan|quy trinh|quy che|to trinh|phu luc|van ban|tai lieu|"
    r"bai (?:viet|bao))\b"
)
_IN_FORCE = re.compile(r"\bnay co hieu luc(?: thi hanh)?,? (?:ke )?tu\b")
_ENDS_OTHERS = re.compile(r"\b(?:het hieu luc|thay the|bai bo)\b")
_ENDING = (Relation.REPLACES, Relation.ABOLISHES)
_ANNEX = "Phụ lục"


def wanted(text: str) -> Wanted | None:
    """None where nothing is asked of a document that the question names by its number or calls
    by its kind."""
    folded = vi.fold(text)
    for aspect, pattern in _PATTERNS:
        found = pattern.match(folded)
        if found is None:
            continue
        of = text[slice(*found.span("of"))].strip(" ,")
        if references(of) or _CALLED_DOCUMENT.match(vi.fold(of)):
            return Wanted(aspect, of)
    return None


def itself(documents: Iterable[Record], of: Record) -> Record:
    """Of documents that share a number the one that its annexes belong to."""
    own = [one for one in documents if one.number and one.number == of.number]
    return next((one for one in own if one.kind != _ANNEX), of)


def lines(aspect: Aspect, metadata: Metadata, chunks: Sequence[StoredChunk]) -> list[Line]:
    """The document's lines that tell it; none where it doesn't."""
    every = [
        Line(chunk, position)
        for chunk in sorted(chunks, key=lambda chunk: chunk.start)
        for position in range(len(chunk.sentences))
    ]
    if aspect is Aspect.SIGNER:
        return _signed(every, metadata)
    if aspect is Aspect.ISSUER:
        return _issued(every, metadata)
    dated = [line for line in every if _tells_date(line, metadata)][:1]
    if aspect is Aspect.DATE:
        return dated
    if aspect is Aspect.FORCE:
        since = [line for line in every if _IN_FORCE.search(vi.fold(line.text))][:1]
        # «kể từ ngày ký» says nothing without that day.
        return since + (dated if since and not vi.dates(since[0].text) else [])
    return _replacing(every, metadata)


def _signed(every: Sequence[Line], metadata: Metadata) -> list[Line]:
    """The post and the name, as they stand under the text."""
    if not metadata.signer:
        return []
    at = next((i for i in reversed(range(len(every))) if metadata.signer in every[i].text), None)
    if at is None:
        return []
    post = vi.fold(metadata.signer_post.partition("(")[0]).strip()
    above = [
        line
        for line in every[max(0, at - 4) : at]
        if post and vi.fold(line.text).strip(" .,").endswith(post)
    ]
    return [*above[-1:], every[at]]


def _issued(every: Sequence[Line], metadata: Metadata) -> list[Line]:
    issuer = vi.fold(metadata.issuer)
    if not issuer:
        return []
    saying = (line for line in every if vi.fold(line.text).startswith(f"{issuer} ban hanh"))
    named = (line for line in every if vi.fold(line.text).strip() == issuer)
    found = next(saying, None) or next(named, None)
    return [found] if found else []


def _tells_date(line: Line, metadata: Metadata) -> bool:
    return metadata.date is not None and metadata.date in {day for _, day in vi.dates(line.text)}


def _replacing(every: Sequence[Line], metadata: Metadata) -> list[Line]:
    places = [one.start for one in metadata.references if one.relation in _ENDING]
    found = []
    for line in every:
        start, end = line.chunk.sentences[line.position]
        told = any(start <= place < end for place in places)
        if told and _ENDS_OTHERS.search(vi.fold(line.text)) and line not in found:
            found.append(line)
    return found
