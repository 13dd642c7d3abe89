"""Reading: which sentences of the hits answer the question, and how surely.

Each sentence is scored by a logistic model over a few features; the weights were fitted on the
development half of XQuAD-vi by tests/benchmarks/fit_reading.py and are probabilities there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.ground import IN_OTHER_WORDS, Missing, Place, missing, years_covered
from assistant.kinds import asked_match, defines, span_fit
from assistant.question import Asked, Question
from index.aliases import Aliases, Name
from index.reader import Found
from index.records import Record, StoredChunk
from index.search import Hit, across_languages
from ingest import text as vi
from ingest.document import Span

# Fitted; see docs/decisions/0004-reading.md.
WEIGHTS: Mapping[str, float] = {
    "bias": -6.79,
    "own": 6.36,
    "stated": 2.93,
    "cosine": 2.29,
    "cosine_gap": 1.58,
    "hit_gap": 2.44,
    "asked": 1.17,
    # Set by hand: XQuAD has no lines with a label, office documents are full of them.
    "label": 4.0,
}
# The same with what the reader found, for the hits that it looked at. «asked», «label» and
# «reworded» by hand: XQuAD has no lists of places, and its questions no near misses.
READ_WEIGHTS: Mapping[str, float] = {
    "bias": -3.8,
    "own": 2.74,
    "stated": 1.8,
    "cosine": 1.07,
    "cosine_gap": 0.72,
    "hit_gap": 1.56,
    "asked": 0.8,
    "label": 4.0,
    "margin": 0.26,
    "margin_gap": 0.19,
    "answers": 0.08,
    "reworded": -0.3,
    "fit": 0.8,
}
_LABEL = re.compile(r"(?:(?:\d+(?:\.\d+)*|[a-zđ])[.)]\s*|[-–•]\s*)?([^:.;]{2,60}):\s")
_LABEL_SHARE = 0.4  # of the question's content, by rarity
_LABEL_WORDS = 2  # «Số:», «Nơi nhận:» alone say nothing
_BEYOND_DOUBT = 12.0  # a reader's logit
_OTHER_LANGUAGE = 0.6  # coverage of a sentence that answers, on average
_COSINE_CENTRE = 0.85  # e5's cosines crowd between .75 and .95


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer: `span` in the document's text, `probability` of
    answering, and the question's particulars that its place does not bear out."""

    hit: Hit
    position: int
    text: str
    probability: float
    missing: tuple[Missing, ...]
    elsewhere: bool = False  # speaks of another locality than the office's own
    read: bool = False  # by the reader, who has seen no tables
    fit: float = 0.5  # whether it found the kind of thing asked for
    margin: float | None = None  # of the reader's, a logit
    covered: float = 1.0  # of the question's content, by rarity, by its passage and headings

    @property
    def barred(self) -> bool:
        """Whether it cannot answer, however probable: what it lacks is not a matter of words,
        or nobody has read its passage to tell."""
        return any(not self.read or lack.kind not in IN_OTHER_WORDS for lack in self.missing)

    @property
    def span(self) -> Span:
        return self.hit.chunk.sentences[self.position]


def certain(chunk: StoredChunk, position: int) -> Candidate:
    """A sentence that answers beyond doubt, since it is what the document says of itself."""
    hit = Hit(chunk, 0.0, (0.0,) * len(chunk.sentences))
    return Candidate(hit, position, sentence_texts(hit)[position], 1.0, ())


def read(
    question: Question,
    hits: Sequence[Hit],
    aliases: Aliases,
    rarity: Callable[[Iterable[str]], Mapping[str, float]],
    about: Callable[[Record], frozenset[Name]],
) -> list[Candidate]:
    """Every sentence of the hits as a candidate, the most probable first. `rarity` gives
    the inverse document frequency of index terms, `about` the names of a document's subject."""
    weights = rarity(index_terms(question))
    lacks = [
        [
            tuple(missing(question, place(hit, position, text, about), aliases))
            for position, text in enumerate(sentence_texts(hit))
        ]
        for hit in hits
    ]
    best_cosine = max((max(hit.sentence_cosines, default=0.0) for hit in hits), default=0.0)
    best_margin = best_margin_of(hits)
    best_scores = _best_scores(question, hits, lacks)
    candidates = []
    for hit, lacking in zip(hits, lacks, strict=True):
        foreign = across_languages(question.text, hit.chunk)
        near = question.spell(f"{hit.chunk.context} . {hit.chunk.text}")
        covered = 1.0 if foreign else coverage(question, near, weights)
        for position, text in enumerate(sentence_texts(hit)):
            values = features(
                question,
                text,
                hit.chunk.context,
                weights,
                aliases,
                cosine=hit.sentence_cosines[position],
                best_cosine=best_cosine,
                hit_gap=min(0.0, hit.score - best_scores[hit.chunk.document.id]),
                other_language=foreign,
            )
            values |= read_features(question, hit, position, lacking[position], best_margin)
            probability = _probability(values)
            elsewhere = _elsewhere(question, hit, text, aliases, about)
            candidates.append(
                Candidate(
                    hit,
                    position,
                    text,
                    probability,
                    lacking[position],
                    elsewhere,
                    "margin" in values,
                    values.get("fit", 0.5),
                    values.get("margin"),
                    covered,
                )
            )
    return sorted(candidates, key=lambda candidate: -candidate.probability)


def _best_scores(
    question: Question, hits: Sequence[Hit], lacks: Sequence[Sequence[Sequence[Missing]]]
) -> dict[str, float]:
    """By document id, the score that its hits are measured against: the best of the hits
    that may answer at all; or the best of each document where time decides between them, or
    a list of places does, so that the newer one or the table, which says it in other words,
    is not drowned by a sentence that sounds like the question."""
    rivals = [
        hit for hit, lacking in zip(hits, lacks, strict=True) if any(not lack for lack in lacking)
    ] or hits
    best = max((hit.score for hit in rivals), default=0.0)
    scores: dict[str, float] = {}
    for hit in hits:
        key = hit.chunk.document.id
        own = max(scores.get(key, hit.score), hit.score)
        scores[key] = own if question.timely or Asked.PLACE in question.asked else best
    return scores


def _elsewhere(
    question: Question,
    hit: Hit,
    sentence: str,
    aliases: Aliases,
    about: Callable[[Record], frozenset[Name]],
) -> bool:
    """Whether a question that names no place would be answered from another locality."""
    home = question.home
    if question.names or home is None:
        return False
    named = {mention.name for mention in aliases.find(sentence) if mention.name.kind == home.kind}
    if not named:
        named = {name for name in about(hit.chunk.document) if name.kind == home.kind}
    return bool(named) and home not in named


def sentence_texts(hit: Hit) -> list[str]:
    return [hit.chunk.text[slice(*span)] for span in hit.chunk.own_sentences]


def features(
    question: Question,
    sentence: str,
    context: str,
    rarity: Mapping[str, float],
    aliases: Aliases,
    *,
    cosine: float,
    best_cosine: float,
    hit_gap: float,
    other_language: bool = False,
) -> dict[str, float]:
    """What speaks for a sentence: the part of the question that it holds itself, how near it
    lies to the question, how good its chunk is, and whether it holds what is asked for. Words
    say nothing of a sentence in another language than the question's."""
    own = question.spell(sentence)
    # Title and headings are the subject of the sentences under them.
    under = question.spell(f"{context} . {sentence}")
    covered = 0.4 * coverage(question, own, rarity) + 0.6 * coverage(question, under, rarity)
    return {
        "own": max(covered, _OTHER_LANGUAGE) if other_language else covered,
        "label": _label_match(question, sentence, rarity),
        "stated": _stated(question, sentence, own),
        "cosine": cosine - _COSINE_CENTRE,
        "cosine_gap": cosine - best_cosine,
        "hit_gap": hit_gap,
        "asked": asked_match(question, sentence, aliases),
    }


def read_features(
    question: Question, hit: Hit, position: int, lacking: Sequence[Missing], best_margin: float
) -> dict[str, float]:
    """What the reader says of a sentence and of its passage (logits, cut off where they are
    beyond doubt), how far it prefers another sentence, whether it found the kind of thing asked
    for, and how many of the question's words the place must be saying in others. Empty for a
    hit that it did not look at, and for a table's row."""
    if hit.reading is None or vi.is_row(hit.chunk.text[slice(*hit.chunk.own_sentences[position])]):
        return {}
    found = hit.reading.sentences[position]
    margin = _margin(found)
    begin, end = hit.chunk.own_sentences[position]
    span = (found.span[0] - begin, found.span[1] - begin) if found else (0, 0)
    return {
        "fit": span_fit(question, hit.chunk.text[begin:end], span),
        "margin": margin,
        "margin_gap": margin - best_margin,
        "answers": _bounded(hit.reading.answers),
        "reworded": float(sum(lack.kind in IN_OTHER_WORDS for lack in lacking)),
    }


def best_margin_of(hits: Sequence[Hit]) -> float:
    """The margin of the sentence that the reader likes best."""
    read = [found for hit in hits if hit.reading for found in hit.reading.sentences]
    return max(map(_margin, read), default=0.0)


def _margin(found: Found | None) -> float:
    return _bounded(found.margin) if found else -_BEYOND_DOUBT


def _bounded(logit: float) -> float:
    return max(-_BEYOND_DOUBT, min(_BEYOND_DOUBT, logit))


def _probability(values: Mapping[str, float]) -> float:
    weights = READ_WEIGHTS if "margin" in values else WEIGHTS
    total = weights["bias"] + sum(weights[name] * value for name, value in values.items())
    return 1.0 / (1.0 + math.exp(-total))


def index_terms(question: Question) -> list[str]:
    return [term.key for term in question.terms]


def coverage(question: Question, spelled: str, rarity: Mapping[str, float]) -> float:
    """The part of the question's content, by rarity, that a spelled text holds. A syllable
    counts in full where it stands in one of its pairs or as a known name, else by half:
    «dân» of «nhân dân» says little about «dân số»."""
    known = _known_by_name(question, spelled)
    total = got = 0.0
    for term in question.terms:
        weight = rarity.get(term.key, 0.0)
        total += weight
        if term.key in known or any(f" {pair} " in spelled for pair in term.pairs):
            got += weight
        elif f" {term.key} " in spelled:
            got += weight * (0.5 if term.pairs else 1.0)
    return got / total if total else 0.0


def _known_by_name(question: Question, spelled: str) -> frozenset[str]:
    """Syllables of the question that belong to a name which the text has in any spelling."""
    return frozenset().union(
        *(
            synonym.syllables
            for synonym in question.synonyms
            if any(spelling in spelled for spelling in synonym.spellings)
        )
    )


def _label_match(question: Question, sentence: str, rarity: Mapping[str, float]) -> float:
    """Whether a line's label («3. Định lề trang: …») is what the question asks about: half
    of its words are the question's, and not the ones that stand everywhere. A term that is
    asked to be explained is the label of its explanation."""
    if defines(question, sentence):
        return 1.0
    label = _LABEL.match(sentence)
    if not label or vi.is_row(sentence):  # a column's name stands in every row
        return 0.0
    spelled = question.spell(label[1])
    words = set(spelled.split())
    if question.defined and not words <= set(question.spell(question.text).split()):
        return 0.0  # «Hồ sơ thường có: …» does not say what a file is
    shared = len({term.key for term in question.terms} & words)
    if shared < _LABEL_WORDS or shared * 2 < len(words):
        return 0.0
    return 1.0 if coverage(question, spelled, rarity) >= _LABEL_SHARE else 0.0


def _stated(question: Question, sentence: str, own: str) -> float:
    """The part of the question's names and years that the sentence itself states; .5 where
    the question has none."""
    found = [
        any(question.spell(spelling) in own for spelling in name.names)
        for name in question.names
        if name != question.home  # every document of the office is about it
    ]
    here = years_covered(sentence) if question.years else set()
    found += [year in here for year in question.years]
    return sum(found) / len(found) if found else 0.5


def place(hit: Hit, position: int, text: str, about: Callable[[Record], frozenset[Name]]) -> Place:
    chunk = hit.chunk
    end = chunk.own_sentences[position][1]
    return Place(
        document=chunk.document,
        headings=chunk.headings,
        sentence=text,
        passage=chunk.text[:end],
        context=f"{chunk.context} . {chunk.document.number}",
        about=lambda: about(chunk.document),
    )
