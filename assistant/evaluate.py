"""How well gold questions were found and answered: pure functions of what was observed.

Retrieval is judged on the questions that name a source and are not to be refused:
- `recall@k`: the part of a question's sources, of at most k of them, that stand among its first
  k passages, averaged over questions; with one source, whether it was found;
- `hit@k`: the part of the questions with at least one source among the first k passages;
- `mrr@10`: 1 / rank of the first passage from a source, 0 beyond the tenth, averaged
  (Voorhees, TREC-8, 1999);
- `ndcg@10`: discounted cumulative gain (Järvelin & Kekäläinen, 2002) of the ranking of
  documents, each at its first passage, a source gaining 1 and every other document 0, over
  that of the ideal ranking.
Answers are judged on all questions:
- `answer_containment`: the part of the questions with gold answers, not to be refused, whose
  answer or quotes hold one of them, spelled in one way (`plain`); a refusal holds none;
- `lead_rate`: of the same questions, the part with a bare answer; `lead_containment`: of these
  bare answers, the part that hold a gold answer;
- `citation_precision`: of all citations of questions with a source, the part from a source;
- `verbatim_rate`: of all citations, the part whose quote stands in the stored text at its place;
- `refusal_precision`: of the questions refused, the part that were to be; `refusal_recall`: of
  those to be refused, the part that were.
Latencies are in milliseconds by nearest rank. A figure that nothing was measured for is None.
`assistant.scores` adds up the figures of a run and holds two runs against each other.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.gold import GoldError, GoldQuestion
from ingest import text as vi

DEPTH = 10  # passages looked at
CUTS = (1, 5, DEPTH)
SHOWN = 3  # hits kept with a question

Json = dict[str, Any]

# Names of a document: the path of each file that holds it, as `components` parts it.
Names = Mapping[str, Sequence[tuple[str, ...]]]


# What is observed ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """A place in a document; `digest` is that of the text there. Of a citation, `verbatim`
    says whether its quote is that text."""

    document_id: str
    file: str
    title: str
    page: int | None
    start: int
    end: int
    digest: str
    verbatim: bool = True


@dataclass(frozen=True)
class Given:
    """An answer as given, and what it took in milliseconds."""

    text: str
    refused: bool
    quotes: tuple[str, ...]
    citations: tuple[Passage, ...]
    ms: float
    lead: str | None = None


@dataclass(frozen=True)
class Observation:
    """What became of one question: as it was understood, the best passages for it, and its
    answer unless only retrieval is measured."""

    understood: str
    hits: tuple[Passage, ...]
    ms: float
    given: Given | None = None

    def to_json(self) -> Json:
        return asdict(self)

    @staticmethod
    def from_json(found: Json) -> Observation:
        given = found["given"]
        return Observation(
            found["understood"],
            tuple(Passage(**hit) for hit in found["hits"]),
            found["ms"],
            None
            if given is None
            else Given(
                given["text"],
                given["refused"],
                tuple(given["quotes"]),
                tuple(Passage(**citation) for citation in given["citations"]),
                given["ms"],
                given.get("lead"),
            ),
        )


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


# Names of sources ----------------------------------------------------------------------------


def components(path: str) -> tuple[str, ...]:
    """The parts of a file's path or name in one spelling, the last part last. A file within an
    archive is in the archive as in a folder."""
    spelled = unicodedata.normalize("NFC", path).casefold().removeprefix("upload:")
    return tuple(part.strip() for part in re.split(r"!?[/\\]", spelled) if part.strip())


def is_named(source: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a gold question's source means the document of these names: equal from the end
    as far as both go, with or without the suffix."""
    wanted = components(source)
    return any(_same_end(wanted, name) or _same_end(wanted, _stem(name)) for name in names)


def _same_end(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    length = min(len(one), len(other))
    return length > 0 and one[-length:] == other[-length:]


def _stem(name: tuple[str, ...]) -> tuple[str, ...]:
    last = name[-1] if name else ""
    return (*name[:-1], last.rpartition(".")[0] or last)


def missing_sources(questions: Iterable[GoldQuestion], names: Names) -> list[str]:
    """The sources that no document of these names is, in order."""
    named = dict.fromkeys(source for question in questions for source in question.sources)
    # Looked up by the last part: thousands of sources against thousands of documents.
    ends: dict[str, list[tuple[str, ...]]] = {}
    for name in (name for known in names.values() for name in known):
        for last in {name[-1], _stem(name)[-1]} if name else ():
            ends.setdefault(last, []).append(name)
    return [
        source
        for source in named
        if not is_named(source, ends.get((components(source) or ("",))[-1], ()))
    ]


# Ranks ---------------------------------------------------------------------------------------


def retrieval(ranking: Sequence[str], sources: Sequence[str], names: Names) -> dict[str, float]:
    """The measures of one ranking of passages, given as their documents' ids, best first."""
    documents = list(dict.fromkeys(ranking[:DEPTH]))
    sought = {source: _meant(source, documents, names) for source in sources}
    places = [
        next((rank for rank, document in enumerate(ranking[:DEPTH], 1) if document in meant), None)
        for meant in sought.values()
    ]
    ranks = sorted(rank for rank in places if rank is not None)
    measures: dict[str, float] = {}
    for cut in CUTS:
        measures[f"recall@{cut}"] = sum(rank <= cut for rank in ranks) / min(cut, len(sources))
        measures[f"hit@{cut}"] = float(any(rank <= cut for rank in ranks))
    measures[f"mrr@{DEPTH}"] = 1 / ranks[0] if ranks else 0.0
    measures[f"ndcg@{DEPTH}"] = _ndcg(documents, list(sought.values()))
    return measures


def first_rank(ranking: Sequence[str], sources: Sequence[str], names: Names) -> int | None:
    """The rank, from 1, of the first passage from a source; None beyond the tenth."""
    for rank, document in enumerate(ranking[:DEPTH], 1):
        if any(is_named(source, names.get(document, ())) for source in sources):
            return rank
    return None


def _meant(source: str, documents: Sequence[str], names: Names) -> set[str]:
    return {document for document in documents if is_named(source, names.get(document, ()))}


def _ndcg(documents: Sequence[str], sought: Sequence[set[str]]) -> float:
    """A source gains once, wherever several documents bear its name."""
    left = list(sought)
    gain = 0.0
    for place, document in enumerate(documents):
        found = next((meant for meant in left if document in meant), None)
        if found is not None:
            left.remove(found)
            gain += 1 / math.log2(place + 2)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(len(sought), DEPTH)))
    return gain / ideal


# Answers -------------------------------------------------------------------------------------

_MARK = re.compile(r"\s*\[\d+\]")
_THOUSANDS = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[. ]\d{3})+(?![\w]|[.,]\d)|(?<![\w.,])\d{1,3}(?:,\d{3}){2,}(?!\w)"
)
_DECIMAL = re.compile(r"(?<![\w.,/-])(\d+)\.(\d{1,2})(?![\w]|[.,/-]\d)")
_LEADING_ZERO = re.compile(r"(?<![\w.,/-])0(?=\d(?![\w]|[.,/-]\d))")
_ALIKE = str.maketrans({
    "–": "-", "—": "-", "−": "-", "‑": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "…": "...",
})  # fmt: skip
_EDGES = " .,;:!?\"'()[]"


def plain(text: str) -> str:
    """One spelling for what says the same: case, old and new tone placement, white space,
    dashes and quotes; whole dates as ISO 8601; 1.234 as 1234, 39.5 as 39,5 and 05 as 5."""
    text = vi.clean(text)
    for (start, end), iso in reversed(vi.dates(text)):
        text = text[:start] + iso + text[end:]
    text = vi.lower_key(text.translate(_ALIKE)).casefold()
    text = re.sub(r"\s*-\s*", "-", text)
    text = re.sub(r"(?<=\d)\s+(?=%)", "", text)
    text = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    text = _DECIMAL.sub(r"\1,\2", text)
    return _LEADING_ZERO.sub("", text)


def contains(text: str, answer: str) -> bool:
    """Whether the text says the gold answer, as words of its own: «12» is not in «2012»."""
    wanted = plain(answer).strip(_EDGES) or plain(answer)
    if not wanted:
        return False
    before = r"(?<![^\W_])" if _ends_words(wanted[0]) else ""
    after = r"(?![^\W_])" if _ends_words(wanted[-1]) else ""
    return re.search(before + re.escape(wanted) + after, plain(text)) is not None


def _ends_words(character: str) -> bool:
    """Whether words are parted at it; Chinese, Japanese, Thai and Lao are written without
    spaces, Korean hangs particles on words."""
    return character.isdigit() or "LATIN" in unicodedata.name(character, "")


def says(given: Given, answers: Iterable[str]) -> bool:
    """Whether an answer says any of the gold answers."""
    texts = [_MARK.sub("", given.text), *given.quotes]
    return not given.refused and any(contains(text, answer) for text in texts for answer in answers)


# One question --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """One question judged. `digest` tells a question that was edited from what it was. None
    stands for what was not measured or does not apply; `rank` is None beyond the tenth."""

    id: str
    kind: str
    question: str
    previous: tuple[str, ...]
    sources: tuple[str, ...]
    answers: tuple[str, ...]
    refuse: bool
    digest: str
    measures: Mapping[str, float] | None
    rank: int | None
    refused: bool | None
    contained: bool | None
    cited: int | None
    cited_right: int | None
    cited_verbatim: int | None
    search_ms: float
    answer_ms: float | None
    passed: bool | None
    understood: str = ""
    answer: str | None = None
    hits: tuple[Passage, ...] = ()
    citations: tuple[Passage, ...] = ()
    led: bool | None = None  # whether there was a bare answer
    lead_right: bool | None = None

    @property
    def found(self) -> bool | None:
        return None if self.measures is None else self.rank is not None

    @property
    def ms(self) -> float:
        return self.search_ms if self.answer_ms is None else self.answer_ms

    def to_json(self) -> Json:
        return {**asdict(self), "found": self.found}

    @staticmethod
    def from_json(found: Any) -> Result:
        """Raises GoldError for what is no result."""
        try:
            known = {
                name: found[name]
                for name in Result.__dataclass_fields__
                if name in found or name not in _LATER
            }
            lists = {name: tuple(known[name]) for name in ("previous", "sources", "answers")}
            places = {
                name: tuple(Passage(**place) for place in known[name])
                for name in ("hits", "citations")
            }
            return Result(**{**known, **lists, **places})
        except (KeyError, TypeError, AttributeError) as error:
            raise GoldError("not_run") from error

    def without_text(self) -> Result:
        """As it is kept: nothing of a document's words or name, which must be able to go."""
        return replace(
            self,
            answer=None,
            hits=tuple(replace(hit, file="", title="") for hit in self.hits),
            citations=tuple(replace(one, file="", title="") for one in self.citations),
        )


_LATER = frozenset({"led", "lead_right"})  # missing in runs that were kept before they were


def judge(question: GoldQuestion, seen: Observation, names: Names) -> Result:
    ranking = [hit.document_id for hit in seen.hits]
    sought = question.sources if not question.refuse else ()
    measured = retrieval(ranking, sought, names) if sought else None
    rank = first_rank(ranking, sought, names) if sought else None
    result = Result(
        id=question.id,
        kind=question.category,
        question=question.question,
        previous=question.previous,
        sources=question.sources,
        answers=question.answers,
        refuse=question.refuse,
        digest=_question_digest(question),
        measures=measured,
        rank=rank,
        refused=None,
        contained=None,
        cited=None,
        cited_right=None,
        cited_verbatim=None,
        search_ms=seen.ms,
        answer_ms=None,
        passed=None if measured is None else rank is not None,
        understood=seen.understood,
        hits=seen.hits[:SHOWN],
    )
    return result if seen.given is None else _judge_answer(result, seen.given, names)


def _judge_answer(result: Result, given: Given, names: Names) -> Result:
    right = [
        any(is_named(source, names.get(citation.document_id, ())) for source in result.sources)
        for citation in given.citations
    ]
    asked = bool(result.answers) and not result.refuse
    contained = says(given, result.answers) if asked else None
    cited_right = sum(right) if result.sources else None
    if result.refuse:
        passed = given.refused
    else:
        passed = not given.refused and contained is not False and cited_right != 0
    return replace(
        result,
        refused=given.refused,
        contained=contained,
        cited=len(given.citations),
        cited_right=cited_right,
        cited_verbatim=sum(citation.verbatim for citation in given.citations),
        answer_ms=given.ms,
        passed=passed,
        answer=given.text,
        citations=given.citations,
        led=given.lead is not None if asked else None,
        lead_right=_holds(given.lead, result.answers) if asked and given.lead else None,
    )


def _holds(lead: str, answers: Iterable[str]) -> bool:
    return any(contains(lead, answer) for answer in answers)


def _question_digest(question: GoldQuestion) -> str:
    parts = [*question.turns, "", *question.sources, "", *question.answers, str(question.refuse)]
    return digest("\n".join(parts))
