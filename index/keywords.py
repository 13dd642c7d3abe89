"""tantivy: BM25 over syllables and syllable pairs, with and without diacritics.

Terms come ready-made from `ingest.text`, so tantivy only parts them at white space.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path

from tantivy import (
    Document,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.records import StoredChunk
from ingest import text as vi

# field → weight in a query whose diacritics are certain, in one without any.
_WEIGHTS = {
    "accented": (1.0, 0.0),
    "folded": (0.3, 1.0),
    "context_accented": (0.4, 0.0),
    "context_folded": (0.1, 0.4),
}
_OWN_WORDS = ("accented", "folded")  # the fields of a chunk's own words
_WIDER = 3  # so many times the wanted number are looked at before documents are asked for
_NAME = 1.0  # of a known name in another spelling
_PAIR = 0.5  # of a pair of neighbours beside its two syllables
_K1 = 1.2  # tantivy's; a term counts at most this much more than once
# Words that ask. Documents hold few of them, so that BM25 takes them for telling ones.
_ASKING = frozenset(
    "ai gì nào đâu mấy sao là_ai ai_là là_gì cái_gì điều_gì những_gì cái_nào khi_nào lúc_nào ở_đâu "
    "bao_nhiêu bao_lâu bao_giờ thế_nào như_thế ra_sao tại_sao vì_sao".split()
)
Terms = Mapping[str, Mapping[str, float]]  # field → term → weight
_WRITER_MEMORY = 30_000_000  # bytes, shared by one indexing thread
_MOST_QUERY_TERMS = 200


def keyword_terms(text: str, *, folded: bool) -> list[str]:
    """Syllables, whole numbers, and pairs of neighbours («ngoại_vụ»), which stand in for
    Vietnamese words without a word segmenter."""
    singles = vi.terms(text, folded=folded)
    return singles + [f"{a}_{b}" for a, b in pairwise(singles)]


class KeywordIndex:
    """BM25 over the chunks, one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = Index(self._schema, path=str(self._folder))
        analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
        self._index.register_tokenizer("terms", analyzer)
        # `_commit` reloads. tantivy's own watcher would too, and being late put an older state
        # back in place of a newer one.
        self._index.config_reader(reload_policy="manual")
        # Looking a term up opens what opening the index leaves shut: a damaged file shows now.
        for field in _WEIGHTS:
            self._index.searcher().search(Query.term_query(self._schema, field, "", "freq"), 1)
        self._writer = self._index.writer(heap_size=_WRITER_MEMORY, num_threads=1)

    def add(self, chunks: Sequence[StoredChunk]) -> None:
        """Adds or overwrites, and commits."""
        for chunk in chunks:
            self._writer.delete_documents_by_term("chunk", chunk.id)
            entry = Document()
            entry.add_text("chunk", chunk.id)
            entry.add_text("document", chunk.document.id)
            for field, text, folded in (
                ("accented", chunk.text, False),
                ("folded", chunk.text, True),
                ("context_accented", _context(chunk), False),
                ("context_folded", _context(chunk), True),
            ):
                entry.add_text(field, " ".join(keyword_terms(text, folded=folded)))
            self._writer.add_document(entry)
        self._commit()

    def delete(self, chunk_ids: Iterable[str]) -> None:
        for chunk_id in chunk_ids:
            self._writer.delete_documents_by_term("chunk", chunk_id)
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()

    def best(
        self,
        question: str,
        k: int,
        document_ids: Iterable[str] | None = None,
        *,
        names: Sequence[str] = (),
        trust: float = 1.0,
    ) -> dict[str, float]:
        """BM25 of the k best chunks by chunk id, of these documents only, if given; as a share
        of what a chunk full of the question's words would have, so that it says how much of a
        question was found, whatever its length. (It exceeds 1 where titles and names add.)

        `names` are all the spellings of what the question names, with diacritics; `trust`
        from 0 to 1 tells how far the question's own diacritics are to be believed.
        """
        weights = {field: trust * a + (1 - trust) * b for field, (a, b) in _WEIGHTS.items()}
        terms = {field: _wanted(question, folded=field.endswith("folded")) for field in _WEIGHTS}
        query = self._query(terms, weights, names)
        whole = self._whole(terms, weights)
        if query is None or not whole:
            return {}
        if document_ids is None:
            return self._first(query, k, whole)
        wanted = set(document_ids)
        # A clause of thousands of documents costs 17 ms for 2,000; who may read much of the store
        # has enough among the best of all.
        if wanted and len(best := self._first(query, _WIDER * k, whole, inside=wanted)) >= k:
            return dict(list(best.items())[:k])
        allowed = Query.term_set_query(self._schema, "document", list(wanted))
        clauses = [(Occur.Must, query), (Occur.Must, Query.const_score_query(allowed, 0.0))]
        return self._first(Query.boolean_query(clauses), k, whole)

    def _first(
        self, query: Query, k: int, whole: float, *, inside: set[str] | None = None
    ) -> dict[str, float]:
        """Scores by chunk id, best first; of the k best those inside the documents, if given."""
        searcher = self._index.searcher()
        found = [
            (score, searcher.doc(address)) for score, address in searcher.search(query, k).hits
        ]
        return {
            str(entry["chunk"][0]): float(score) / whole
            for score, entry in found
            if inside is None or entry["document"][0] in inside
        }

    def _whole(self, terms: Terms, weights: Mapping[str, float]) -> float:
        """The most that a chunk's own words can score."""
        total, searcher = self.count(), self._index.searcher()
        return sum(
            weights[field] * share * (1 + _K1) * idf(total, int(searcher.doc_freq(field, term)))
            for field in _OWN_WORDS
            for term, share in terms[field].items()
        )

    def _query(
        self, terms: Terms, weights: Mapping[str, float], names: Sequence[str]
    ) -> Query | None:
        clauses = []
        # By its last pair: the syllables of «thành phố Huế» one by one are everywhere.
        for term in {keyword_terms(spelling, folded=False)[-1] for spelling in names}:
            clause = Query.term_query(self._schema, "accented", term, "freq")
            clauses.append((Occur.Should, Query.boost_query(clause, _NAME)))
        for field, weight in weights.items():
            for term, share in terms[field].items() if weight else ():
                clause = Query.term_query(self._schema, field, term, "freq")
                clauses.append((Occur.Should, Query.boost_query(clause, weight * share)))
        return Query.boolean_query(clauses) if clauses else None

    def document_frequencies(self, terms: Iterable[str], *, folded: bool) -> dict[str, int]:
        """Number of chunks whose text holds each term (as `keyword_terms` spells them)."""
        searcher = self._index.searcher()
        field = "folded" if folded else "accented"
        return {term: int(searcher.doc_freq(field, term)) for term in terms}

    def holds(self, terms: Iterable[str], document_ids: Iterable[str]) -> bool:
        """Whether each term (with diacritics, as `keyword_terms` spells them) stands somewhere in
        these documents."""
        searcher = self._index.searcher()
        inside = Query.term_set_query(self._schema, "document", list(document_ids))
        return all(
            searcher.search(
                Query.boolean_query(
                    [
                        (Occur.Must, Query.term_query(self._schema, "accented", term, "freq")),
                        (Occur.Must, inside),
                    ]
                ),
                1,
            ).hits
            for term in terms
        )

    def count(self) -> int:
        """Chunks held."""
        return int(self._index.searcher().num_docs)

    def clear(self) -> None:
        self._writer.delete_all_documents()
        self._commit()

    def close(self) -> None:
        """Ends the writer, so that another process may open the folder."""
        self._writer.wait_merging_threads()


def idf(total: int, count: int) -> float:
    """Inverse document frequency (natural logarithm, at least 0) of a term that `count` of
    `total` chunks hold."""
    # tantivy counts deleted chunks too until it merges them away.
    return math.log1p((max(0, total - count) + 0.5) / (count + 0.5))


def _wanted(question: str, *, folded: bool) -> dict[str, float]:
    """The question's terms as a field spells them, with their weights."""
    accented = keyword_terms(question, folded=False)
    spelled = keyword_terms(question, folded=True) if folded else accented
    telling = (term for term, key in zip(spelled, accented, strict=True) if key not in _ASKING)
    return {term: _PAIR if "_" in term else 1.0 for term in islice(telling, _MOST_QUERY_TERMS)}


def open_or_rebuild(folder: Path) -> KeywordIndex:
    """Opens the index; one that is damaged or of an older shape is begun anew and left
    empty for `index.update` to fill."""
    try:
        return KeywordIndex(folder)
    except ValueError as error:
        if "LockBusy" in str(error):  # another process writes; nothing is wrong with the files
            raise
        shutil.rmtree(folder)
        return KeywordIndex(folder)


def _schema() -> Schema:
    builder = SchemaBuilder()
    for identifier in ("chunk", "document"):
        builder.add_text_field(identifier, stored=True, tokenizer_name="raw", index_option="basic")
    for field in _WEIGHTS:
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    return builder.build()


def _context(chunk: StoredChunk) -> str:
    document = chunk.document
    return " ".join((chunk.context, document.kind, document.number, document.issuer, document.file))
