"""A question becomes hits: both indexes propose, the catalogue disposes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from index import fuse
from index.access import Viewer
from index.aliases import Aliases
from index.catalog import Catalog
from index.embed import Embedder
from index.keywords import KeywordIndex
from index.records import StoredChunk
from index.vectors import VectorIndex
from ingest import text as vi

_CANDIDATES = 60  # from each index
# Weight of the dense side in z-score fusion. Measured on XQuAD-vi: .7 with diacritics; without
# them dense finds .28 of the passages and only disturbs.
_DENSE = 0.7
_DENSE_UNACCENTED = 0.1
# What a named document or article adds, in z-scores: more than any wording can outweigh.
_NAMED_DOCUMENT = 4.0
_NAMED_ARTICLE = 3.0


@dataclass(frozen=True)
class Hit:
    """A chunk with its score (higher is better; comparable within one search only) and the
    cosine between the question and each of its sentences."""

    chunk: StoredChunk
    score: float
    sentence_cosines: tuple[float, ...]


@dataclass(frozen=True)
class Reference:
    """A document named by its number in a question: «Nghị định 30», «QĐ 222/1998»."""

    number: str  # the leading number, or the whole số/ký hiệu
    kind: str  # folded initials of the kind, such as «nd» or «qd»; empty if not said
    year: str

    def fits(self, number: str, date: str | None = None) -> bool:
        """Whether it may mean the document of this số/ký hiệu and ISO date."""
        number = vi.fold(number)
        if "/" in self.number or "-" in self.number:
            return number == vi.fold(self.number)
        parts = re.split(r"[/-]", number)
        return (
            parts[0].lstrip("0") == self.number.lstrip("0")
            and len(parts) > 1
            and (not self.kind or self.kind in parts[1:])
            and (not self.year or self.year in parts or (date or "")[:4] == self.year)
        )


class Searcher:
    """Hybrid retrieval for one person at a time; holds no state between questions."""

    def __init__(
        self,
        catalog: Catalog,
        vectors: VectorIndex,
        keywords: KeywordIndex,
        embedder: Embedder,
        aliases: Aliases,
        home: str = "",
    ) -> None:
        """`home` names the office's own locality, which tells none of its documents apart."""
        self._catalog = catalog
        self._vectors = vectors
        self._keywords = keywords
        self._embedder = embedder
        self.aliases = aliases
        self.home = next((mention.name for mention in aliases.find(home)), None)

    def search(self, question: str, viewer: Viewer, k: int = 10) -> list[Hit]:
        """The k best chunks that the viewer may read, best first."""
        question = vi.clean(question)
        if not question:
            return []
        allowed = self._allowed(viewer)
        vector = self._embedder.embed_query(question)
        keyword = self._keywords.best(
            question,
            _CANDIDATES,
            allowed,
            names=self.aliases.spellings(question, without=self.home),
        )
        dense = self._vectors.nearest(vector, _CANDIDATES, allowed)
        named = self._named_chunks(question, viewer)
        missing = [key for key in {*keyword, *named} if key not in dense]
        dense |= self._vectors.cosines(vector, missing)
        weight = _DENSE_UNACCENTED if vi.is_folded(question) else _DENSE
        scores = fuse.fuse(dense, keyword, dense_weight=weight)
        for key, bonus in named.items():
            if key in scores:
                scores[key] += bonus
        readable = self._catalog.chunks(scores, viewer)
        best = sorted(readable, key=lambda key: (-scores[key], key))[:k]
        cosines = self._vectors.sentence_cosines(
            vector, {key: len(readable[key].sentences) for key in best}
        )
        return [Hit(readable[key], scores[key], tuple(cosines[key])) for key in best]

    def rarity(self, terms: Iterable[str], *, folded: bool) -> dict[str, float]:
        """Inverse document frequency (natural logarithm, at least 0) of terms as
        `index.keywords.keyword_terms` spells them. A term of no chunk is the rarest."""
        total = self._keywords.count()
        found = self._keywords.document_frequencies(terms, folded=folded)
        return {
            # tantivy counts deleted chunks too until it merges them away.
            term: math.log1p((max(0, total - count) + 0.5) / (count + 0.5))
            for term, count in found.items()
        }

    def _allowed(self, viewer: Viewer) -> list[str] | None:
        """Ids of the documents to look in; None where the viewer may read all."""
        if viewer.everything:
            return None
        return [document.id for document in self._catalog.documents(viewer)]

    def _named_chunks(self, question: str, viewer: Viewer) -> dict[str, float]:
        """Bonus by chunk id for the document and the article that the question names."""
        wanted = references(question)
        if not wanted:
            return {}
        articles = article_labels(question)
        bonus: dict[str, float] = {}
        for document in self._catalog.documents(viewer):
            if not any(reference.fits(document.number, document.date) for reference in wanted):
                continue
            for chunk in self._catalog.chunks_of(document.id, viewer):
                inside = any(in_article(chunk.headings, label) for label in articles)
                bonus[chunk.id] = _NAMED_DOCUMENT + (_NAMED_ARTICLE if inside else 0.0)
        return bonus


# How a question names a document: the kind in words or initials, and the number.
_KINDS = {
    "nghi dinh": "nd", "quyet dinh": "qd", "thong tu": "tt", "luat": "", "ke hoach": "kh",
    "bao cao": "bc", "cong van": "", "to trinh": "ttr", "thong bao": "tb", "nghi quyet": "nq",
    "chi thi": "ct", "huong dan": "hd", "bien ban": "bb", "chuong trinh": "ctr", "quy dinh": "",
    "nd": "nd", "qd": "qd", "tt": "tt", "kh": "kh", "bc": "bc", "ttr": "ttr", "tb": "tb",
    "nq": "nq", "ct": "ct",
}  # fmt: skip
_REFERENCE = re.compile(
    r"\b(" + "|".join(sorted(_KINDS, key=len, reverse=True)) + r")\s+(?:so\s+)?(\d{1,5})\b"
    # «kế hoạch 5 năm 2021–2025» is no plan number 5, «quyết định 222 năm 1998» is a decision.
    r"(?!\s*(?:ngay(?!\s+\d)|thang|nam(?!\s+(?:19|20)\d{2}\b(?!\s*[-–]))|nguoi|van ban|ban\b))"
    r"(?:\s*/\s*((?:19|20)\d{2}))?"
    r"(?:.{0,12}?\bnam\s+((?:19|20)\d{2}))?"
)
_ARTICLE = re.compile(r"\b(dieu|chuong|muc|phan|phu luc)\s+(\d{1,3}|[ivxlc]{1,6})\b")


def references(question: str) -> list[Reference]:
    """The documents that a question names by number."""
    folded = vi.fold(question)
    whole = [Reference(number, "", "") for _, number in vi.document_numbers(question)]
    return whole or [
        Reference(match[2], _KINDS[match[1]], match[3] or match[4] or "")
        for match in _REFERENCE.finditer(folded)
    ]


def reference_spans(question: str) -> list[tuple[int, int]]:
    """Where a question names documents and their articles."""
    folded = vi.fold(question)
    return [
        *(span for span, _ in vi.document_numbers(question)),
        *(match.span() for match in _REFERENCE.finditer(folded)),
        *(match.span() for match in _ARTICLE.finditer(folded)),
    ]


def article_labels(question: str) -> list[str]:
    """The parts that a question names, folded: «dieu 10», «phu luc i»."""
    return [f"{match[1]} {match[2]}" for match in _ARTICLE.finditer(vi.fold(question))]


def in_article(headings: tuple[str, ...], label: str) -> bool:
    """Whether a heading path passes through the labelled part."""
    return any(
        re.match(re.escape(label) + r"(?!\w)", vi.fold(heading)) is not None for heading in headings
    )
