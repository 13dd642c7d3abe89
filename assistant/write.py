"""Model mode: a language model writes from numbered evidence, and each of its sentences is
shown only once it has been checked against what it cites.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date

from assistant import brief, compose
from assistant.brief import WORDS, About, Home, Passage, Place
from assistant.chat import Answer, Citation, Delta, Mode, cite
from assistant.ground import document_year
from assistant.model import MOST_TOKENS, LanguageModel, ModelFailure
from assistant.particulars import particulars
from assistant.prose import Prose, Sentence, with_marks
from assistant.question import Question
from assistant.select import Selection
from assistant.verify import verify
from index.aliases import Aliases, Name
from index.records import Record
from index.search import Hit
from index.validity import Validity
from ingest import text as vi

_log = logging.getLogger(__name__)
_COUNTRY = "Việt Nam"  # whose documents these are, whether they say so or not
_MOST_SENTENCES = 12
_MOST_CHARACTERS = 6000  # of a model's answer, kept or not
_LEAST_WORDS = 4  # from which a sentence without a single diacritic is not Vietnamese


@dataclass(frozen=True)
class Basis:
    """What there is to write from: the hits, the sentences `selection` that answer, the `quoted`
    answer made of them, which stands in where the model fails, and what became of documents,
    by id."""

    question: Question
    hits: Sequence[Hit]
    selection: Selection
    quoted: Answer
    validities: Mapping[str, Validity] = field(default_factory=dict)

    def is_past(self, citation: Citation) -> bool:
        """Whether the citation may tell of what no longer holds: something does, and it stands
        there or in another document than the newest."""
        past = {brief.place(one.hit, one.span) for one in self.selection.older}
        newest = self.selection.chosen[0].hit.chunk.document.id
        return bool(past) and (citation.document_id != newest or _place(citation) in past)

    def answers(self, citations: Sequence[Citation]) -> bool:
        """Whether any of them stands in a passage that answers, and holds today."""
        chunks = {one.hit.chunk.id: one.hit for one in self.selection.chosen}
        places = {brief.place(hit, span) for hit in chunks.values() for span in brief.spans(hit)}
        return any(_place(one) in places and not self.is_past(one) for one in citations)


@dataclass(frozen=True)
class Watch:
    """How the writing is followed: `show` takes each checked part of the text as it is ready,
    with the citations that are new in it, empty ones while nothing is; `stopped` says that
    nobody listens any more."""

    show: Callable[[Delta], None]
    stopped: Callable[[], bool]


@dataclass
class _Draft:
    """The answer so far."""

    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    last: str = ""  # the sentence kept last
    removed: int = 0
    kept: int = 0
    denied: bool = False  # the model says that nothing answers
    shortened: bool = False


class Writer:
    """Writes answers with one language model. Holds no state between questions."""

    def __init__(self, model: LanguageModel, aliases: Aliases, home: Name | None = None) -> None:
        self._model = model
        self._aliases = aliases
        country = frozenset(mention.name for mention in aliases.find(_COUNTRY))
        self._home = Home(country, home)

    def prepare(self) -> None:
        """Loads what the model needs, so that no question waits for it. Calls nobody."""
        with suppress(ModelFailure):  # which each answer will say
            self._model.prepare()

    def write(self, basis: Basis, about: About, watch: Watch) -> Answer:
        """The model's checked answer; where it gives none that stands, the quoted one with the
        reason among its warnings."""
        quoted = frozenset(_place(one) for one in basis.quoted.citations)
        room = self._model.chosen.context - MOST_TOKENS
        passages = brief.passages(basis.question, basis.hits, quoted, about, self._home, room)
        try:
            draft = self._draft(basis, passages, watch)
        except ModelFailure as failure:
            return _fall_back(basis.quoted, failure.problem, failure.status)
        if not draft.kept:
            reason = "model_found_nothing" if draft.denied else "nothing_left"
            return _fall_back(basis.quoted, reason, removed=draft.removed)
        if not basis.answers(draft.citations):
            return _fall_back(basis.quoted, "beside_the_point", removed=draft.removed)
        _log.info(
            "answered with %s digest=%s model=%s kept=%d removed=%d",
            WORDS.name, WORDS.digest, self._model.chosen.name, draft.kept, draft.removed,
        )  # fmt: skip
        return _answer(basis, draft, watch)

    def _draft(self, basis: Basis, passages: Sequence[Passage], watch: Watch) -> _Draft:
        draft, prose = _Draft(), Prose()
        length = 0
        asked = brief.asked(basis.question, passages)
        with closing(self._model.stream(brief.system(), asked, watch.stopped)) as stream:
            for piece in stream:
                length += len(piece)
                ready = prose.add(piece)
                for sentence in ready:
                    self._take(sentence, basis, passages, draft, watch)
                if not ready:
                    watch.show(Delta(""))
                too_long = length > _MOST_CHARACTERS or draft.kept >= _MOST_SENTENCES
                if draft.denied or too_long:
                    draft.shortened = too_long
                    return draft
        for sentence in prose.end():
            self._take(sentence, basis, passages, draft, watch)
        return draft

    def _take(
        self,
        sentence: Sentence,
        basis: Basis,
        passages: Sequence[Passage],
        draft: _Draft,
        watch: Watch,
    ) -> None:
        """Adds a sentence to the draft, or counts it as removed."""
        if _denies(sentence.text):
            draft.denied = not draft.kept
            return
        said = f"{basis.question.text} . {draft.last}"
        citations = self._support(sentence, passages, draft.citations, said)
        undated = not any(when.year for when in particulars(sentence.text).whens)
        if not citations or (undated and any(map(basis.is_past, citations))):
            draft.removed += 1
            return
        known = {_place(one) for one in draft.citations}
        new = [one for one in citations if _place(one) not in known]
        draft.citations += new
        marked = with_marks(sentence.text, [one.n for one in citations])
        opening = ("\n\n" if sentence.opens else " ") if draft.text else ""
        draft.text += opening + marked
        draft.last = sentence.text
        draft.kept += 1
        watch.show(Delta(opening + marked, tuple(new)))

    def _support(
        self,
        sentence: Sentence,
        passages: Sequence[Passage],
        given: Sequence[Citation],
        said: str,
    ) -> list[Citation]:
        """The quotes that bear the sentence out, numbered on from those given; none where it
        may not be shown. `said` is what it follows upon."""
        foreign = vi.is_folded(sentence.text) and len(sentence.text.split()) >= _LEAST_WORDS
        if sentence.odd or foreign or not sentence.cited:
            return []
        if not all(1 <= n <= len(passages) for n in sentence.cited):
            return []
        cited = [passages[n - 1] for n in sentence.cited]
        evidence = [one.evidence for one in cited]
        verdict = verify(sentence.text, evidence, self._aliases, said)
        if not verdict.passes:
            return []
        known = {_place(one): one.n for one in given}
        found: list[Citation] = []
        for index, position in verdict.support:
            chunk = cited[index].hit.chunk
            quote = cite(0, chunk, chunk.sentences[position])
            n = known.setdefault(_place(quote), len(known) + 1)
            found.append(replace(quote, n=n))
        return found


def _fall_back(quoted: Answer, reason: str, status: int = 0, removed: int = 0) -> Answer:
    _log.warning(
        "fell back to quotes: %s status=%d removed=%d %s digest=%s",
        reason, status, removed, WORDS.name, WORDS.digest,
    )  # fmt: skip
    notice = WORDS.fill("fell_back", reason=WORDS.fill(reason))
    return replace(quoted, warnings=(notice, *quoted.warnings))


def _denies(sentence: str) -> bool:
    fixed = vi.terms(WORDS.fill("not_found"), folded=True)
    return vi.terms(sentence, folded=True)[: len(fixed)] == fixed


def _place(citation: Citation) -> Place:
    return citation.document_id, citation.start, citation.end


def _answer(basis: Basis, draft: _Draft, watch: Watch) -> Answer:
    """The draft with what has to be known of its documents."""
    records = {hit.chunk.document.id: hit.chunk.document for hit in basis.hits}
    cited = [records[key] for key in dict.fromkeys(one.document_id for one in draft.citations)]
    warnings = [WORDS.fill("removed", count=draft.removed)] if draft.removed else []
    warnings += [WORDS.fill("shortened")] if draft.shortened else []
    as_of, held = _as_of(cited)
    lines = [held] if held else []
    for document in cited:
        if validity := basis.validities.get(document.id):
            notice = compose.validity_notice(document, validity)
            warnings.append(notice)
            lines += [notice] if validity.ended(date.today()) else []
    warnings += [WORDS.fill("conflict")] if basis.selection.older else []
    warnings += compose.uncovered_notice(basis.selection)
    tail = "".join(f"\n\n{line}" for line in lines)
    watch.show(Delta(tail))
    return Answer(
        question=basis.question.text,
        text=draft.text + tail,
        refused=False,
        citations=tuple(draft.citations),
        as_of=as_of,
        mode=Mode.MODEL,
        warnings=tuple(warnings),
    )


def _as_of(documents: Sequence[Record]) -> tuple[str | None, str]:
    """The date of the newest cited document, and the line that says of what dates they are."""
    dates = sorted({document.date for document in documents if document.date})
    if dates:
        first, last = map(compose.written_date, (dates[0], dates[-1]))
        if len(dates) > 1:
            return dates[-1], WORDS.fill("as_of_dates", first=first, last=last)
        return dates[-1], WORDS.fill("as_of_date", date=last)
    years = [year for year in map(document_year, documents) if year]
    return (str(max(years)), WORDS.fill("as_of_year", year=max(years))) if years else (None, "")
