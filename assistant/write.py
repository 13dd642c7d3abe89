"""Model mode: a language model writes from numbered evidence, and each of its sentences is
shown only once it has been checked against what it cites.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

import prompts
from assistant import compose
from assistant.chat import Answer, Citation, Mode, cite
from assistant.extract import sentence_texts
from assistant.ground import document_year
from assistant.model import MOST_TOKENS, LanguageModel, ModelFailure
from assistant.prose import Prose, Sentence, with_marks
from assistant.question import Question
from assistant.verify import Evidence, verify
from index.aliases import Aliases, Name
from index.records import Record
from index.search import Hit
from index.validity import Validity
from ingest import text as vi

_log = logging.getLogger(__name__)
_WORDS = prompts.load("answer.v1")
_COUNTRY = "Việt Nam"  # whose documents these are, whether they say so or not
_MOST_SENTENCES = 12
_MOST_CHARACTERS = 6000  # of a model's answer, kept or not
_BYTES_A_TOKEN = 2.0  # of Vietnamese in a tokenizer not made for it; others need fewer tokens
_LEAST_WORDS = 4  # from which a sentence without a single diacritic is not Vietnamese
_TAG = re.compile(r"<(?=/?\s*doan)", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """A hit as evidence, numbered from 1 in the prompt."""

    hit: Hit
    evidence: Evidence


@dataclass(frozen=True)
class Watch:
    """How the writing is followed: `show` takes each checked part of the text as it is ready,
    empty ones while nothing is; `stopped` says that nobody listens any more."""

    show: Callable[[str], None]
    stopped: Callable[[], bool]


@dataclass
class _Draft:
    """The answer so far."""

    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    removed: int = 0
    kept: int = 0
    denied: bool = False  # the model says that nothing answers
    shortened: bool = False


class Writer:
    """Writes answers with one language model. Holds no state between questions."""

    def __init__(self, model: LanguageModel, aliases: Aliases, home: Name | None = None) -> None:
        self._model = model
        self._aliases = aliases
        self._home = home
        self._country = frozenset(mention.name for mention in aliases.find(_COUNTRY))

    def prepare(self) -> None:
        """Loads what the model needs, so that no question waits for it. Calls nobody."""
        with suppress(ModelFailure):  # which each answer will say
            self._model.prepare()

    def write(
        self,
        question: Question,
        hits: Sequence[Hit],
        quoted: Answer,
        about: Callable[[Record], frozenset[Name]],
        watch: Watch,
        validities: Mapping[str, Validity] = MappingProxyType({}),
    ) -> Answer:
        """The model's checked answer; where it gives none that stands, the `quoted` one with
        the reason among its warnings."""
        passages = self._passages(question, hits, quoted, about)
        try:
            draft = self._draft(question, passages, watch)
        except ModelFailure as failure:
            return self._fall_back(quoted, failure.problem, failure.status)
        if not draft.kept:
            reason = "model_found_nothing" if draft.denied else "nothing_left"
            return self._fall_back(quoted, reason, removed=draft.removed)
        _log.info(
            "answered with %s digest=%s model=%s kept=%d removed=%d",
            _WORDS.name, _WORDS.digest, self._model.chosen.name, draft.kept, draft.removed,
        )  # fmt: skip
        return _answer(question, draft, {one.hit.chunk.document.id: one for one in passages},
                       validities, watch)  # fmt: skip

    def _fall_back(self, quoted: Answer, reason: str, status: int = 0, removed: int = 0) -> Answer:
        _log.warning(
            "fell back to quotes: %s status=%d removed=%d %s digest=%s",
            reason, status, removed, _WORDS.name, _WORDS.digest,
        )  # fmt: skip
        notice = _WORDS.fill("fell_back", reason=_WORDS.fill(reason))
        return replace(quoted, warnings=(notice, *quoted.warnings))

    def _passages(
        self,
        question: Question,
        hits: Sequence[Hit],
        quoted: Answer,
        about: Callable[[Record], frozenset[Name]],
    ) -> list[Passage]:
        """As many hits as the model's window holds: those that are quoted first, then as they
        were found."""
        quotes = {(one.document_id, one.start, one.end) for one in quoted.citations}

        def is_quoted(hit: Hit) -> bool:
            return any((hit.chunk.document.id, *span) in quotes for span in hit.chunk.sentences)

        best_first = sorted(hits, key=lambda hit: not is_quoted(hit))
        left = self._model.chosen.context - MOST_TOKENS - tokens(_system() + _asked(question, ""))
        chosen: list[Passage] = []
        for hit in best_first:
            left -= tokens(_shown(len(chosen) + 1, hit))
            if left < 0 and chosen:
                break
            chosen.append(Passage(hit, self._evidence(hit, about)))
        return chosen

    def _evidence(self, hit: Hit, about: Callable[[Record], frozenset[Name]]) -> Evidence:
        document = hit.chunk.document
        localities = {name for name in about(document) if name.kind == "locality"}
        at_home = self._home is not None and (not localities or self._home in localities)
        return Evidence(
            sentences=tuple(sentence_texts(hit)),
            context=" . ".join(filter(None, (hit.chunk.context, document.issuer))),
            number=document.number,
            date=document.date,
            known=self._country | ({self._home} if at_home and self._home else set()),
        )

    def _draft(self, question: Question, passages: Sequence[Passage], watch: Watch) -> _Draft:
        shown = "\n\n".join(_shown(n, one.hit) for n, one in enumerate(passages, 1))
        draft, prose = _Draft(), Prose()
        length = 0
        stream = self._model.stream(_system(), _asked(question, shown), watch.stopped)
        with closing(stream):
            for piece in stream:
                length += len(piece)
                ready = prose.add(piece)
                for sentence in ready:
                    self._take(sentence, passages, draft, watch)
                if not ready:
                    watch.show("")
                too_long = length > _MOST_CHARACTERS or draft.kept >= _MOST_SENTENCES
                if draft.denied or too_long:
                    draft.shortened = too_long
                    return draft
        for sentence in prose.end():
            self._take(sentence, passages, draft, watch)
        return draft

    def _take(
        self, sentence: Sentence, passages: Sequence[Passage], draft: _Draft, watch: Watch
    ) -> None:
        """Adds a sentence to the draft, or counts it as removed."""
        if _denies(sentence.text):
            draft.denied = not draft.kept
            return
        citations = self._support(sentence, passages, draft.citations)
        if not citations:
            draft.removed += 1
            return
        known = {_place(one): one for one in draft.citations}
        draft.citations += [one for one in citations if _place(one) not in known]
        marked = with_marks(sentence.text, [one.n for one in citations])
        opening = ("\n\n" if sentence.opens else " ") if draft.text else ""
        draft.text += opening + marked
        draft.kept += 1
        watch.show(opening + marked)

    def _support(
        self, sentence: Sentence, passages: Sequence[Passage], given: Sequence[Citation]
    ) -> list[Citation]:
        """The quotes that bear the sentence out, numbered on from those given; none where it
        may not be shown."""
        foreign = vi.is_folded(sentence.text) and len(sentence.text.split()) >= _LEAST_WORDS
        if sentence.odd or foreign or not sentence.cited:
            return []
        if not all(1 <= n <= len(passages) for n in sentence.cited):
            return []
        cited = [passages[n - 1] for n in sentence.cited]
        verdict = verify(sentence.text, [one.evidence for one in cited], self._aliases)
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


def tokens(text: str) -> int:
    """How many tokens a text takes, rather too many than too few."""
    return int(len(text.encode()) / _BYTES_A_TOKEN) + 1


def _system() -> str:
    return _WORDS.fill("system", not_found=_WORDS.fill("not_found"))


def _asked(question: Question, passages: str) -> str:
    return _WORDS.fill("asked", passages=passages, question=_TAG.sub("(", question.text))


def _shown(n: int, hit: Hit) -> str:
    """A passage as the model sees it; nothing in it can close its frame."""
    source = compose.source_name(hit.chunk.document)
    under = " › ".join((source, *hit.chunk.headings)).replace('"', "”")
    text = _TAG.sub("(", hit.chunk.text)
    return _WORDS.fill("passage", n=n, source=_TAG.sub("(", under), text=text)


def _denies(sentence: str) -> bool:
    fixed = vi.terms(_WORDS.fill("not_found"), folded=True)
    return vi.terms(sentence, folded=True)[: len(fixed)] == fixed


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end


def _answer(
    question: Question,
    draft: _Draft,
    passages: Mapping[str, Passage],
    validities: Mapping[str, Validity],
    watch: Watch,
) -> Answer:
    """The draft with what has to be known of its documents."""
    cited = dict.fromkeys(one.document_id for one in draft.citations)
    documents = [passages[key].hit.chunk.document for key in cited]
    warnings = [_WORDS.fill("removed", count=draft.removed)] if draft.removed else []
    warnings += [_WORDS.fill("shortened")] if draft.shortened else []
    as_of, held = _as_of(documents)
    lines = [held] if held else []
    for document in documents:
        if validity := validities.get(document.id):
            notice = compose.validity_notice(document, validity)
            warnings.append(notice)
            lines += [notice] if validity.ended(date.today()) else []
    tail = "".join(f"\n\n{line}" for line in lines)
    watch.show(tail)
    return Answer(
        question=question.text,
        text=draft.text + tail,
        refused=False,
        citations=tuple(draft.citations),
        as_of=as_of,
        mode=Mode.MODEL,
        warnings=tuple(warnings),
    )


def _as_of(documents: Sequence[Record]) -> tuple[str | None, str]:
    """The date of the newest cited document, and the line that says so."""
    dated = [document.date for document in documents if document.date]
    if dated:
        return max(dated), _WORDS.fill("as_of_date", date=compose.written_date(max(dated)))
    years = [year for year in map(document_year, documents) if year]
    return (str(max(years)), _WORDS.fill("as_of_year", year=max(years))) if years else (None, "")
