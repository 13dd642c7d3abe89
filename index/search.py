"""A question becomes hits: both indexes propose, the catalogue disposes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from index.access import Viewer
from index.aliases import Aliases
from index.catalog import Catalog
from index.embed import EmbeddedQuery, Embedder
from index.filters import NO_FILTERS, Filters, asks_for_documents, read_filters
from index.keywords import KeywordIndex, idf
from index.late import NO_TOKENS, similarities
from index.reader import PassageReader, PassageReading
from index.records import StoredChunk
from index.reference import article_labels, in_article, reference_spans, references
from index.spelling import Change, Kind, Spelled, Speller
from index.tokens import Tokens
from index.vectors import VectorIndex
from ingest import text as vi
from ingest.language import is_vietnamese

_CANDIDATES = 60  # from each index
_REREAD = 20  # of them read sentence by sentence
# Weights of what speaks for a chunk, fitted by `tests/benchmarks/fit_retrieval.py` so that scores
# are log-odds up to a constant: cosines and shares, unlike z-scores, mean the same whatever the
# other candidates are, so that a side which found nothing stays silent.
_TOKENS = 17.5
_KEYWORD = 9.0
_SENTENCE = 27.0
# Of a model whose tokens cannot be compared no spread of cosines is known; there they count by
# how many deviations a chunk stands above the other candidates.
_DEVIATION = 1.5
# What a named document or article adds: more than any wording can outweigh.
_NAMED_DOCUMENT = 8.0
_NAMED_ARTICLE = 6.0
_OF_YEAR = re.compile(
    r"\b(?:(?:vao|trong|cua|hoi|tu|den) )?(?:(?:ca )?nam )?(?P<year>(?:19|20)\d{2})\b,?"
)
_OF_DOCUMENT = re.compile(r"\b(?:theo|cua|trong|tai|o)(?: (?:quy dinh )?(?:cua|tai|trong))? $")
_DOCUMENT_SAYS = re.compile(r" (?:quy dinh|noi|neu|yeu cau)(?: ve| rang)?\b,?|,")
_SURE = 0.9  # confidence from which a mended word is also read so
_READING = 0.25  # weight of the reader's logit


@dataclass(frozen=True)
class _Close:
    """Which of the first hits the reader looks at: those of the first `most` that lie `within`
    so much of the first, in score, where that has at `least` so much."""

    within: float
    most: int
    least: float = 0.0


# docs/decisions/0006. For the order of a search only a near tie is read, most of the gain in a
# tenth of the time, and not between passages that hardly answer: of 100 right first hits 96 to 98
# have 35 and more (by the default model; by others' scores none is read). Answers can wait.
_TIED = _Close(0.5, 2, 35.0)
_CLOSE = _Close(3.0, 4)
_ANSWERED_FROM = 3  # hits that the reader looks at for an answer, be they close or not
_REWORDED = 3  # hits of the question in official words, among those that an answer is read from


@dataclass(frozen=True)
class Hit:
    """A chunk with its score (higher is better; comparable within one search only) and the
    cosine between the question and each of its sentences; what the reader found in it, if it
    looked."""

    chunk: StoredChunk
    score: float
    sentence_cosines: tuple[float, ...]
    reading: PassageReading | None = None


class Searcher:
    """Hybrid retrieval for one person at a time; holds no state between questions."""

    def __init__(
        self,
        catalog: Catalog,
        tokens: Tokens,
        vectors: VectorIndex,
        keywords: KeywordIndex,
        embedder: Embedder,
        aliases: Aliases,
        home: str = "",
        reader: PassageReader | None = None,
    ) -> None:
        """`home` names the office's own locality, which tells none of its documents apart.
        Without a reader the best few are not read closely."""
        self._catalog = catalog
        self._tokens = tokens
        self._vectors = vectors
        self._keywords = keywords
        self._embedder = embedder
        self._reader = reader
        self._speller = Speller(keywords, aliases)
        self.aliases = aliases
        self.home = next((mention.name for mention in aliases.find(home)), None)

    def search(
        self, question: str, viewer: Viewer, k: int = 10, filters: Filters = NO_FILTERS
    ) -> list[Hit]:
        """The k best chunks that the viewer may read, best first, of documents that fit the
        filters. What the question's own words narrow documents to is preferred, and restricts
        where it asks for documents as such."""
        return self._searched(question, viewer, k, filters, _TIED)

    def evidence(
        self, question: str, viewer: Viewer, k: int, filters: Filters = NO_FILTERS
    ) -> list[Hit]:
        """As `search`, for who answers from them and may take longer: the reader looks at more
        of the first few, and the last few make room for what is found in other words."""
        found = self._searched(question, viewer, k, filters, _CLOSE)
        said = self.aliases.reworded(question)
        if said == question:
            return found
        seen = {hit.chunk.id for hit in found}
        others = self._found(self._speller.read(said), viewer, _REWORDED, filters)[:_REWORDED]
        more = [hit for hit in others if hit.chunk.id not in seen]
        return [*found[: k - len(more)], *more]

    def _searched(
        self, question: str, viewer: Viewer, k: int, filters: Filters, close: _Close
    ) -> list[Hit]:
        spelled = self._speller.read(question)
        hits = self._found(spelled, viewer, max(k, close.most), filters)
        return self._settled(spelled.text, hits, close)[:k]

    def gather(
        self, words: str, viewer: Viewer, k: int, filters: Filters = NO_FILTERS
    ) -> list[Hit]:
        """As `search`, for who looks at all of many hits: the reader is not asked for the order
        of the first few."""
        return self._found(self._speller.read(words), viewer, k, filters)[:k]

    def _found(self, spelled: Spelled, viewer: Viewer, k: int, filters: Filters) -> list[Hit]:
        """At least k hits, best first, if there are so many."""
        if not spelled.text:
            return []
        wished = read_filters(spelled.text, self.aliases)
        allowed = self._allowed(spelled.text, wished, viewer, filters)
        query = self._embedder.embed_query(spelled.text)
        keyword = self._keyword(spelled, allowed)
        dense = self._vectors.nearest(query.vector, _CANDIDATES, allowed)
        bonus = self._named_chunks(spelled.text, viewer)
        homes = self._within(
            allowed, self._catalog.documents_of({**dense, **keyword, **bonus}, viewer)
        )
        for key, gain in self._gains(wished, homes, viewer).items():
            bonus[key] = bonus.get(key, 0.0) + gain
        meaning = self._meaning(query, dense, list(homes))
        scores = {
            key: meaning[key] + _KEYWORD * keyword.get(key, 0.0) + bonus.get(key, 0.0)
            for key in homes
        }
        chunks = self._catalog.chunks(_first(scores, max(k, _REREAD)), viewer)
        cosines = self._vectors.sentence_cosines(
            query.vector, {key: len(chunk.sentences) for key, chunk in chunks.items()}
        )
        if query.tokens is not None:
            for key in chunks:
                scores[key] += _SENTENCE * max(cosines[key], default=0.0)
        best = _first({key: scores[key] for key in chunks}, k)
        return [Hit(chunks[key], scores[key], tuple(cosines[key])) for key in best]

    def _settled(self, question: str, hits: list[Hit], which: _Close) -> list[Hit]:
        """The hits with those of the first few that lie this close to the first in the order that
        the reader gives them; it is not asked where none does. Passages in another language than
        the question's, of which it knows less than the vectors, keep their place beside the best
        of the others."""
        close = [
            hit
            for hit in hits[: which.most]
            if hits[0].score >= which.least and hits[0].score - hit.score < which.within
        ]
        foreign = [hit for hit in close if across_languages(question, hit.chunk)]
        own = [hit for hit in close if hit not in foreign]
        if self._reader is None or len(own) < 2:
            return hits
        read = self._read(question, own)
        logits = [hit.reading.answers for hit in read if hit.reading]
        lifts = [_READING * (logit - min(logits)) for logit in logits]
        lifted = [
            replace(hit, score=hit.score + lift)
            for hit, lift in zip(
                [*read, *foreign], [*lifts, *[max(lifts)] * len(foreign)], strict=True
            )
        ]
        return sorted(lifted, key=lambda hit: (-hit.score, hit.chunk.id)) + hits[len(close) :]

    def sentence_cosines(self, text: str, chunks: Sequence[StoredChunk]) -> dict[str, list[float]]:
        """By chunk id the cosine between the text and each of the chunk's sentences."""
        query = self._embedder.embed_query(text)
        return self._vectors.sentence_cosines(
            query.vector, {chunk.id: len(chunk.sentences) for chunk in chunks}
        )

    def read(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits of a question, the first few of them with a reading if there is a reader."""
        first = hits[:_ANSWERED_FROM]
        unread = [hit for hit in first if hit.reading is None]
        if not unread:
            return list(hits)
        read = iter(self._read(self._speller.read(question).text, unread))
        return [*(next(read) if hit.reading is None else hit for hit in first), *hits[len(first) :]]

    def _read(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        if self._reader is None:
            return list(hits)
        readings = self._reader.read(
            [
                (
                    self.aliases.as_in(asked_within(question, hit.chunk), hit.chunk.text),
                    hit.chunk.text,
                    hit.chunk.own_sentences,
                )
                for hit in hits
            ]
        )
        return [replace(hit, reading=reading) for hit, reading in zip(hits, readings, strict=True)]

    def _keyword(self, spelled: Spelled, allowed: list[str] | None) -> dict[str, float]:
        """How much of the question's words each chunk has, by chunk id."""
        names = self.aliases.spellings(spelled.text, without=self.home)
        return self._keywords.best(
            spelled.text,
            _CANDIDATES,
            allowed,
            names=[*names, *spelled.expansions],
            trust=min((change.confidence for change in spelled.changes), default=1.0),
        )

    def _meaning(
        self, query: EmbeddedQuery, dense: Mapping[str, float], keys: Sequence[str]
    ) -> dict[str, float]:
        """How near each chunk is to the question, by its tokens; by its one vector where the
        model's tokens cannot be compared."""
        if query.tokens is None:
            missing = [key for key in keys if key not in dense]
            cosines = {**dense, **self._vectors.cosines(query.vector, missing)}
            deviations = _deviations([cosines.get(key, 0.0) for key in keys])
            return {key: _DEVIATION * one for key, one in zip(keys, deviations, strict=True)}
        kept = self._tokens.of(keys)
        nearness = similarities(query.tokens, [kept.get(key, NO_TOKENS) for key in keys])
        return {key: _TOKENS * near for key, near in zip(keys, nearness, strict=True)}

    def mended(self, question: str, viewer: Viewer) -> str:
        """The question to be read: with input keys, typing errors and abbreviations put right
        where that is sure enough, and diacritics added to one that has some. One without any
        is read without; a wrong guess would be held against every passage. Names' short forms
        stay, for they are known as names. What a refusal repeats of the question must not give
        away a word of documents that the viewer may not read."""
        spelled = self._speller.read(question)
        bare = vi.is_folded(spelled.typed)

        def needed(change: Change) -> bool:
            if change.confidence < _SURE or (change.kind is Kind.DIACRITICS and bare):
                return False
            if change.kind is Kind.ABBREVIATION:  # from a list, not from the documents
                return not self.aliases.find(change.typed)
            return self._may_know(change.understood, viewer)

        return spelled.applying(filter(needed, spelled.changes))

    def _may_know(self, words: str, viewer: Viewer) -> bool:
        if viewer.everything:
            return True
        readable = self._catalog.fitting(NO_FILTERS, viewer)
        return self._keywords.holds(vi.terms(words, folded=False), readable)

    def rarity(self, terms: Iterable[str], *, folded: bool) -> dict[str, float]:
        """Inverse document frequency (natural logarithm, at least 0) of terms as
        `index.keywords.keyword_terms` spells them. A term of no chunk is the rarest."""
        total = self._keywords.count()
        found = self._keywords.document_frequencies(terms, folded=folded)
        return {term: idf(total, count) for term, count in found.items()}

    def _allowed(
        self, question: str, wished: Filters, viewer: Viewer, filters: Filters
    ) -> list[str] | None:
        """Ids of the documents to look in; None where the viewer may read all."""
        chosen = filters.spelled(self.aliases)
        # Partners only prefer: a document may be about one that its metadata miss.
        stated = replace(wished, partners=(), recent=False)
        if stated and asks_for_documents(question) and not references(question):
            listed = self._catalog.fitting(chosen.or_else(stated), viewer)
            if listed:
                return listed
        return None if viewer.everything and not chosen else self._catalog.fitting(chosen, viewer)

    def _within(self, allowed: list[str] | None, homes: dict[str, str]) -> dict[str, str]:
        """Without what a document's number brought in from outside."""
        if allowed is None:
            return homes
        inside = set(allowed)
        return {key: document for key, document in homes.items() if document in inside}

    def _gains(self, wished: Filters, homes: Mapping[str, str], viewer: Viewer) -> dict[str, float]:
        """Bonus by chunk id for documents of the time, kind, issuer … that the words name."""
        if not wished:
            return {}
        gains = wished.spelled(self.aliases).bonus(
            self._catalog.traits(set(homes.values()), viewer)
        )
        return {key: gains.get(document, 0.0) for key, document in homes.items()}

    def _named_chunks(self, question: str, viewer: Viewer) -> dict[str, float]:
        """Bonus by chunk id for the document and the article that the question names."""
        wanted = references(question)
        if not wanted:
            return {}
        articles = article_labels(question)
        bonus: dict[str, float] = {}
        for document in self._catalog.documents(viewer):
            closeness = max(one.closeness(document.number, document.date) for one in wanted)
            if not closeness:
                continue
            for chunk in self._catalog.chunks_of(document.id, viewer):
                inside = any(in_article(chunk.headings, label) for label in articles)
                bonus[chunk.id] = closeness * _NAMED_DOCUMENT + (_NAMED_ARTICLE if inside else 0.0)
        return bonus


def across_languages(question: str, chunk: StoredChunk) -> bool:
    """Whether a Vietnamese question meets a passage in another language, or the other way round;
    two that are not Vietnamese may share their words."""
    return is_vietnamese(question) != (chunk.language in ("", "vi"))


def asked_within(question: str, chunk: StoredChunk) -> str:
    """The question as it is to be asked of a passage: without what its document as a whole bears
    out, which the passage itself need not say."""
    return without_own_number(without_own_year(question, chunk), chunk)


def without_own_number(question: str, chunk: StoredChunk) -> str:
    """Without the document's own number («Nghị định 30 quy định lề trang thế nào?»)."""
    if not chunk.document.number or article_labels(question):
        return question
    named = [
        (span, reference)
        for span, reference in zip(reference_spans(question), references(question), strict=False)
        if reference.fits(chunk.document.number, chunk.document.date)
    ]
    if len(named) != 1 or chunk.document.number in chunk.text:
        return question
    (start, end), _ = named[0]
    folded = vi.fold(question)
    before = _OF_DOCUMENT.search(folded[:start])
    after = _DOCUMENT_SAYS.match(folded, end)
    start, end = before.start() if before else start, after.end() if after else end
    left = " ".join(f"{question[:start]} {question[end:]}".split()).strip(" ,")
    return left[:1].upper() + left[1:] if len(left.split()) > 1 else question


def without_own_year(question: str, chunk: StoredChunk) -> str:
    """The question as it is to be asked of a passage: without the year of its document, which
    the passage itself need not name."""
    year = chunk.document.date[:4] if chunk.document.date else str(chunk.document.latest_year)
    if year not in question or year in chunk.text:
        return question
    at = _OF_YEAR.search(vi.fold(question))
    if at is None or at["year"] != year:
        return question
    left = " ".join((question[: at.start()] + " " + question[at.end() :]).split()).strip(" ,")
    return left[:1].upper() + left[1:] if any(map(str.isalnum, left)) else question


def _deviations(values: Sequence[float]) -> list[float]:
    """z-scores; all 0 where the values are equal."""
    spread = pstdev(values) if values else 0.0
    mean = fmean(values) if values else 0.0
    return [(value - mean) / spread if spread > 1e-9 else 0.0 for value in values]


def _first(scores: Mapping[str, float], k: int) -> list[str]:
    """The k best keys, best first, the same in every run."""
    return sorted(scores, key=lambda key: (-scores[key], key))[:k]
