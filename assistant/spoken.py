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
from assistant.draft import Draft, Kind, Part, Point, Section, Spoken
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
        """The draft with its speech, and in its notices how many of the model's sentences were
        removed; None where `stopped` ended it. Raises ModelFailure."""
        sections, removed = [], 0
        for section in draft.sections:
            made = self._section(section, stopped)
            if stopped():
                return None
            removed += made.removed
            sections.append(replace(section, speech=tuple(made.spoken)))
        _log.info(
            "wrote a speech with %s digest=%s model=%s removed=%d",
            WORDS.name, WORDS.digest, self._model.chosen.name, removed,
        )  # fmt: skip
        notices = (WORDS.fill("removed", count=removed),) if removed else ()
        return replace(draft, sections=tuple(sections), notices=notices)

    def _section(self, section: Section, stopped: Callable[[], bool]) -> _Section:
        """What states nothing, and a person's own words, are spoken as they stand, before or
        behind what the model says of the quotes."""
        points = section.points
        quoted = [n for n, point in enumerate(points) if point.kind is Kind.QUOTE]
        first = quoted[0] if quoted else 0
        made = _Section(list(_as_they_stand(points[:first], section.part)), set())
        if quoted:
            self._joined([points[n] for n in quoted], made, stopped)
        made.spoken += _as_they_stand(points[first:], section.part)
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


def failure_notice(failure: ModelFailure) -> str:
    """Why there is no speech, and that the points are there."""
    return WORDS.fill("failed", reason=_REASONS.fill(failure.problem))


_REASONS = prompts.load("answer.v1")


def _as_they_stand(points: Sequence[Point], part: Part) -> Iterator[Spoken]:
    """A phrase about what documents say is for the reader of the points, not for guests; what no
    document says is not spoken."""
    for point in points:
        leads = point.kind is Kind.PHRASE and part is Part.RELATIONS
        if point.kind in (Kind.PHRASE, Kind.OWN) and not leads:
            yield Spoken(point.text, (point.citation,) if point.citation else ())


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
