"""How often the right passage comes first: the search, its parts one by one, and three usual
ways beside it, all on the same passages and questions.

    .venv/bin/python tests/benchmarks/retrieval.py [--held-out] [--fit] [--rows last|together]
        [--keep FOLDER]

Passages: XQuAD in Vietnamese, in English, and both with the documents of shared/corpus in one
index. Questions: the Vietnamese ones as they are, without diacritics, with each mark dropped at
random with probability one half, with half of the words stripped, and asked of the English
passages. --held-out reports the half of the articles that nothing was fitted to; --fit prints
weights fitted to the other half; --rows measures only the search as it is, or all passages in
one index; --keep keeps the embedded passages between runs.

The usual ways need `pip install langchain-classic rank-bm25` (versions in constraints.txt).
"""

from __future__ import annotations

import argparse
import pickle
import random
import tempfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import xquad
from spelling import bare, half_of_marks, half_of_words

import index.search
from assistant import build, settings
from index.access import OPERATOR
from index.embed import EmbeddedPassage, EmbeddedQuery, Embedder, load_embedder
from index.filters import Filters
from index.spelling import Spelled
from ingest import text as vi

MODELS = Path(__file__).resolve().parents[2] / "data" / "models"
CORPUS = xquad.EVAL.parent / "corpus"
Search = Callable[[str], list[str]]  # question → names of passages, best first


class Remembering:
    """An embedder that embeds no text twice, not even in another run."""

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self._embedder, self._file = embedder, file
        self.fingerprint = embedder.fingerprint
        self._known = pickle.loads(file.read_bytes()) if file.is_file() else {}
        if self._known.get("fingerprint") != self.fingerprint:
            self._known = {"fingerprint": self.fingerprint}

    def save(self) -> None:
        self._file.write_bytes(pickle.dumps(self._known))

    def embed_query(self, text: str) -> EmbeddedQuery:
        return self._all("query", [text], lambda new: [self._embedder.embed_query(new[0])])[0]

    def embed_passages(self, texts: Sequence[str]) -> list[EmbeddedPassage]:
        return self._all("passage", texts, self._embedder.embed_passages)

    def embed_sentences(self, texts: Sequence[str]) -> np.ndarray:
        found = self._all("sentence", texts, self._embedder.embed_sentences)
        return np.array(found, np.float32).reshape(len(texts), -1)

    def _all(self, kind: str, texts: Sequence[str], embed: Callable) -> list:
        new = [text for text in dict.fromkeys(texts) if (kind, text) not in self._known]
        if new:
            self._known.update(((kind, t), v) for t, v in zip(new, embed(new), strict=True))
        return [self._known[kind, text] for text in texts]


# Questions as people type them -------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Questions with the passages that answer them."""

    questions: list[str]
    right: list[str]

    def rank(self, search: Search) -> list[int]:
        """0 for a right passage that comes first; a thousand where it was not found."""
        places = []
        for question, right in zip(self.questions, self.right, strict=True):
            found = list(dict.fromkeys(search(question)))
            places.append(found.index(right) if right in found else 1000)
        return places


def asked(items: list[xquad.Item]) -> dict[str, Asked]:
    chance = random.Random(1)
    own = [item.passage for item in items]
    plain = [item.question for item in items]
    return {
        "as typed": Asked(plain, own),
        "no diacritics": Asked([bare(q) for q in plain], own),
        "half the marks": Asked([half_of_marks(q, chance) for q in plain], own),
        "half the words": Asked(
            [" ".join(half_of_words(w, chance) for w in q.split(" ")) for q in plain], own
        ),
        "to English": Asked(plain, [name.replace("vi-", "en-") for name in own]),
    }


# The usual ways ------------------------------------------------------------------------------


def usual_ways(passages: dict[str, str], embedder: Remembering) -> dict[str, Search]:
    import chromadb
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from rank_bm25 import BM25Okapi

    names = list(passages)
    texts = [Document(passages[name], metadata={"name": name}) for name in names]
    bm25 = BM25Okapi([text.page_content.split() for text in texts])
    collection = chromadb.EphemeralClient().create_collection(
        f"usual-{len(names)}-{names[0]}", embedding_function=None, metadata={"hnsw:space": "cosine"}
    )
    vectors = [passage.vector for passage in embedder.embed_passages(list(passages.values()))]
    collection.add(ids=names, embeddings=vectors)

    class Dense(BaseRetriever):
        def _get_relevant_documents(self, query: str, **_: object) -> list[Document]:
            vector = embedder.embed_query(query).vector
            (ids,) = collection.query(query_embeddings=[vector], n_results=10)["ids"]
            return [texts[names.index(name)] for name in ids]

    class Keywords(BaseRetriever):
        def _get_relevant_documents(self, query: str, **_: object) -> list[Document]:
            return bm25.get_top_n(query.split(), texts, n=10)

    dense, keywords = Dense(), Keywords()
    both = EnsembleRetriever(retrievers=[dense, keywords], weights=[0.5, 0.5])

    def named(retriever: BaseRetriever) -> Search:
        return lambda question: [one.metadata["name"] for one in retriever.invoke(question)]

    return {
        "BM25 on text.split()": named(keywords),
        "Chroma, dense": named(dense),
        "LangChain's ensemble of both": named(both),
    }


# Ours, stage by stage ------------------------------------------------------------------------


@contextmanager
def weights(**values: float):
    with mock.patch.multiple(index.search, **values):
        yield


def unspelled(_speller: object, question: str) -> Spelled:
    return Spelled(vi.clean(question), vi.clean(question))


def without_reader():
    return mock.patch("index.search.Searcher._settled", lambda _searcher, _question, hits, *_: hits)


@contextmanager
def keywords_only():
    with (
        without_reader(),
        weights(_TOKENS=0.0, _SENTENCE=0.0),
        mock.patch("index.vectors.VectorIndex.nearest", return_value={}),
        mock.patch("index.spelling.Speller.read", unspelled),
    ):
        yield


@contextmanager
def and_sentences():
    # Without tokens nothing else tells which candidates are worth reading by sentences: all are.
    with (
        without_reader(),
        weights(_TOKENS=0.0, _REREAD=1000),
        mock.patch("index.spelling.Speller.read", unspelled),
    ):
        yield


@contextmanager
def and_tokens():
    with without_reader(), mock.patch("index.spelling.Speller.read", unspelled):
        yield


@contextmanager
def and_spelling():
    with without_reader():
        yield


@contextmanager
def and_reader():
    yield


STAGES = {
    "our keywords": keywords_only,
    "+ vectors of chunks and sentences": and_sentences,
    "+ vectors of tokens": and_tokens,
    "+ spelling": and_spelling,
    "+ reader: the search as it is": and_reader,
}


def open_store(folder: Path, passages: dict[str, str], embedder: Remembering, corpus: bool):
    environment = {"NGOAIVU_DATA": str(folder), "NGOAIVU_MODELS": str(MODELS)}
    with mock.patch("index.embed.load_embedder", return_value=embedder):
        office = build.open_office(settings.load(environment))
    for name, passage in passages.items():
        office.intake.ingest_bytes(passage.encode(), name=f"{name}.txt")
    if corpus:
        for file in sorted(path for path in CORPUS.rglob("*") if path.suffix in (".txt", ".docx")):
            office.intake.ingest_bytes(file.read_bytes(), name=file.name)
    return office


def product(office: build.Office, filters: Filters = index.search.NO_FILTERS) -> Search:
    def search(question: str) -> list[str]:
        hits = office.searcher.search(question, OPERATOR, 12, filters)
        return [hit.chunk.document.file.removesuffix(".txt") for hit in hits]

    return search


# The table -----------------------------------------------------------------------------------


def row(name: str, found: dict[str, list[int]]) -> None:
    cells = []
    for question, places in found.items():
        first = np.mean([place == 0 for place in places])
        tenth = np.mean([place < 10 for place in places])
        cells.append(f"{first:.3f} ({tenth:.3f})" if question == "to English" else f"{first:.3f}")
    print(f"| {name:36} | " + " | ".join(f"{cell:>14}" for cell in cells) + " |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--rows", choices=("last", "together"))
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        keep = options.keep or Path(temporary)
        keep.mkdir(parents=True, exist_ok=True)
        embedder = Remembering(load_embedder(MODELS / "default"), keep / "embedded.pickle")
        run(Path(temporary), embedder, options)
        embedder.save()


def run(folder: Path, embedder: Remembering, options: argparse.Namespace) -> None:
    items = [item for item in xquad.items() if not (options.held_out and item.development)]
    questions = asked(items)
    vietnamese, english = xquad.passages("vi"), xquad.passages("en")
    print(f"R@1 (R@10) of {len(items)} questions" + (", held out" if options.held_out else ""))
    print(f"| {'':36} | " + " | ".join(f"{name:>14}" for name in questions) + " |")
    print("|---|" + "---:|" * len(questions), flush=True)
    if options.rows != "together":
        apart(folder, embedder, options, items, questions)
    if options.rows != "last" and not options.fit:
        together = open_store(folder / "all", vietnamese | english, embedder, corpus=True)
        only_english = product(together, Filters(languages=("en",)))
        row(
            "all passages and corpus in one index",
            ranks(questions, product(together), only_english),
        )
        together.close()


def apart(
    folder: Path,
    embedder: Remembering,
    options: argparse.Namespace,
    items: list[xquad.Item],
    questions: dict[str, Asked],
) -> None:
    vietnamese, english = xquad.passages("vi"), xquad.passages("en")
    in_vi = open_store(folder / "vi", vietnamese, embedder, corpus=False)
    in_en = open_store(folder / "en", english, embedder, corpus=False)
    embedder.save()
    if options.fit:
        import fit_retrieval

        fit_retrieval.fit(in_vi)
        for name in ("as typed", "no diacritics", "to English"):
            office = in_en if name == "to English" else in_vi
            if office.searcher._reader is not None:
                print(name)
                fit_retrieval.second_stage(
                    [
                        (office, question, right)
                        for question, right, item in zip(
                            questions[name].questions, questions[name].right, items, strict=True
                        )
                        if item.development
                    ]
                )
        return
    if options.rows is None:
        usual_vi, usual_en = usual_ways(vietnamese, embedder), usual_ways(english, embedder)
        for name, search in usual_vi.items():
            row(name, ranks(questions, search, usual_en[name]))
    for name, stage in list(STAGES.items())[-1 if options.rows else 0 :]:
        with stage():
            row(name, ranks(questions, product(in_vi), product(in_en)))
    in_vi.close()
    in_en.close()


def ranks(questions: dict[str, Asked], in_vi: Search, in_en: Search) -> dict[str, list[int]]:
    return {
        name: one.rank(in_en if name == "to English" else in_vi) for name, one in questions.items()
    }


if __name__ == "__main__":
    main()
