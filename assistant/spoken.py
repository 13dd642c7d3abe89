"""A draft's points as a speech in running words: a language model joins them, and each of its
sentences is spoken only once it has been checked against the points that it cites.

A point that no sentence of the model's bears is spoken as it stands, so that nothing is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import prompts
from assistant.chat import Citation
from assistant.draft import Draft, Point, Section, Spoken
from assistant.draft_said import as_they_stand, joined, unspoken
from assistant.model import LanguageModel, ModelFailure
from assistant.prose import Prose, Sentence
from assistant.verify import Evidence, verify
from index.aliases import Aliases, Name
from ingest import text as vi

WORDS = prompts.load("speech.v1")
_log = logging.getLogger(__name__)
_MOST_CHARACTERS = 6000  # of a model's words for one section
_ENDS = (".", "!", "?", "…")


class NoModelError(Exception):
    """No language model is configured, and a speech needs one."""


@dataclass
class _Section:
    """A section's speech so far: `told` are the numbers of the points that were spoken."""

    spoken: list[Spoken]
    told: set[int]
    removed: int = 0


class SpeechWriter:
    """Writes speeches with one language model. Holds no state between drafts."""

    def __init__(self, model: LanguageModel, aliases: Aliases, home: Name | None = None) -> None:
        self._model = model
        self._aliases = aliases
        self._known = frozenset({home} if home else ())

    def write(self, draft: Draft, stopped: Callable[[], bool]) -> Draft | None:
        """The draft with its speech: of the sections that have none yet, or of all where none is
        missing. Its notices say how many of the model's sentences were removed, and, where the
        model failed, which sections are missing; the others are kept. None where `stopped` ended
        it. Raises ModelFailure where the model wrote nothing."""
        wanted = {section.part for section in unspoken(draft) or draft.sections}
        sections = list(draft.sections)
        removed, written = 0, False
        failure: ModelFailure | None = None
        for place, section in enumerate(draft.sections):
            asks = bool(joined(section))
            if section.part not in wanted or (failure and asks):
                continue
            try:
                made = self._section(section, stopped)
            except ModelFailure as error:
                failure = error
                continue
            if stopped():
                return None
            written = written or asks
            removed += made.removed
            sections[place] = replace(section, speech=tuple(made.spoken))
        if failure and not written:
            raise failure
        _log.info(
            "wrote a speech with %s digest=%s model=%s removed=%d",
            WORDS.name, WORDS.digest, self._model.chosen.name, removed,
        )  # fmt: skip
        spoken = replace(draft, sections=tuple(sections))
        return replace(spoken, notices=tuple(_notices(spoken, removed, failure)))

    def _section(self, section: Section, stopped: Callable[[], bool]) -> _Section:
        """What states nothing, and a person's own words, are spoken as they stand, before or
        behind what the model says of the quotes."""
        points = section.points
        quoted = joined(section)
        first = quoted[0] if quoted else 0
        made = _Section(list(as_they_stand(points[:first], section.part)), set())
        if quoted:
            self._joined([points[n] for n in quoted], made, stopped)
        made.spoken += as_they_stand(points[first:], section.part)
        return made

    def _joined(self, quotes: Sequence[Point], made: _Section, stopped: Callable[[], bool]) -> None:
        prose, length, last = Prose(), 0, ""
        ready: list[Sentence] = []
        with closing(self._model.stream(WORDS.fill("system"), _asked(quotes), stopped)) as stream:
            for piece in stream:
                ready += prose.add(piece)
                length += len(piece)
                if length > _MOST_CHARACTERS:
                    break
            else:
                ready += prose.end()
        for sentence in ready:
            cited = [n for n in sentence.cited if 1 <= n <= len(quotes)]
            found = self._borne_out(sentence, [quotes[n - 1] for n in cited], last)
            if found:
                made.spoken.append(Spoken(sentence.text, found))
                places = set(map(_place, found))
                made.told |= {n for n in cited if _place(_cited(quotes[n - 1])) in places}
                last = sentence.text
            else:
                made.removed += 1
                self._exactly(cited, quotes, made)
        self._exactly(range(1, len(quotes) + 1), quotes, made)

    def _borne_out(
        self, sentence: Sentence, points: Sequence[Point], last: str
    ) -> tuple[Citation, ...]:
        """The citations of the points that bear the sentence out; none where it may not be
        spoken."""
        ended = sentence.text.rstrip('”"»)').endswith(_ENDS)
        if not points or sentence.odd or not ended or vi.is_folded(sentence.text):
            return ()
        evidence = [_evidence(_cited(point), self._known) for point in points]
        verdict = verify(sentence.text, evidence, self._aliases, last)
        if not verdict.passes:
            return ()
        used = dict.fromkeys(index for index, _ in verdict.support)
        return tuple(_cited(points[index]) for index in used)

    def _exactly(self, numbers: Sequence[int], quotes: Sequence[Point], made: _Section) -> None:
        """Speaks those of the points that are not spoken yet, letter for letter."""
        for n in numbers:
            if n not in made.told:
                made.told.add(n)
                made.spoken.append(Spoken(quotes[n - 1].text, (_cited(quotes[n - 1]),)))


def failure_notice(failure: ModelFailure, draft: Draft) -> str:
    """What the model's failure has left the draft without."""
    missing = "; ".join(section.heading for section in unspoken(draft))
    if not any(section.speech for section in draft.sections):
        return WORDS.fill("failed", reason=reason_of(failure))
    part = "unfinished" if missing else "as_it_was"
    return WORDS.fill(part, reason=reason_of(failure), missing=missing)


def reason_of(failure: ModelFailure) -> str:
    """What happened to the model, in a sentence."""
    return _REASONS.fill(failure.problem)


_REASONS = prompts.load("answer.v1")


def _notices(spoken: Draft, removed: int, failure: ModelFailure | None) -> Iterator[str]:
    if failure:
        yield failure_notice(failure, spoken)
    if removed:
        yield WORDS.fill("removed", count=removed)


def _cited(point: Point) -> Citation:
    assert point.citation is not None  # as every quote's
    return point.citation


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end


def _evidence(citation: Citation, known: frozenset[Name]) -> Evidence:
    of = Evidence.of(
        citation.quote, title=citation.title, number=citation.number, date=citation.date
    )
    return replace(of, known=known)


def _asked(quotes: Sequence[Point]) -> str:
    points = "\n".join(f"[{n}] {point.text}" for n, point in enumerate(quotes, 1))
    return WORDS.fill("asked", points=points)
