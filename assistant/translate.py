"""What a draft says in another language beside the Vietnamese, sentence by sentence: a language
model writes it, and each of its sentences is compared with the Vietnamese one.

Nothing of a sentence that does not go with its own is hidden: it stands there with what is wrong.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

import prompts
from assistant.draft import Draft, Parallel, Rendered
from assistant.draft_said import said, untranslated
from assistant.model import LanguageModel, ModelFailure
from assistant.parallel import Fault, faults
from assistant.prose import is_odd
from assistant.spoken import reason_of
from assistant.tongues import Language
from index.aliases import Aliases
from ingest import text as vi

WORDS = prompts.load("translation.v1")
_log = logging.getLogger(__name__)
_AT_ONCE = 1200  # characters of Vietnamese in one request, so that the answer is whole
_MOST_CHARACTERS = 6000  # of a model's words for one request
_NUMBERED = re.compile(r"^\s*[-*]?\s*\[(\d+)\]\s*(.*?)(?=^\s*[-*]?\s*\[\d+\]|\Z)", re.M | re.S)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_EMPHASIS = re.compile(r"\*\*|__")
_LATIN = re.compile(r"[A-Za-z][A-Za-z .'-]+")


class Translator:
    """Writes with one language model. Holds no state between drafts."""

    def __init__(self, model: LanguageModel, aliases: Aliases) -> None:
        self._model = model
        self._aliases = aliases

    def write(self, draft: Draft, language: Language, stopped: Callable[[], bool]) -> Draft | None:
        """The draft with what it says in the language beside it: what of it is not there yet, or
        all anew where nothing is missing. None where `stopped` ended it. Where the model fails,
        what it wrote before is kept, with a notice of what is missing; raises ModelFailure where
        that is nothing."""
        before = draft.parallel
        done = {}
        if before and before.language is language and untranslated(draft):
            done = {one.text: one for one in before.lines}
        held, failure = len(done), None
        for lines in _requests(draft, done):
            try:
                done |= self._rendered(lines, language, stopped)
            except ModelFailure as error:
                failure = error
                break
            if stopped():
                return None
        if failure and len(done) == held:
            raise failure
        _log.info(
            "translated a draft with %s digest=%s model=%s lines=%d",
            WORDS.name, WORDS.digest, self._model.chosen.name, len(done),
        )  # fmt: skip
        made = replace(draft, parallel=Parallel(language, tuple(done.values())))
        return _with_notice(made, failure) if failure else made

    def _rendered(
        self, lines: Sequence[str], language: Language, stopped: Callable[[], bool]
    ) -> dict[str, Rendered]:
        system = WORDS.fill("system", language=language_name(language))
        said, length = "", 0
        with closing(self._model.stream(system, self._asked(lines, language), stopped)) as stream:
            for piece in stream:
                said += piece
                length += len(piece)
                if length > _MOST_CHARACTERS:
                    break
        written = _by_number(said)
        return {
            line: self._compared(line, written.get(n, ""), language)
            for n, line in enumerate(lines, 1)
        }

    def _compared(self, line: str, translated: str, language: Language) -> Rendered:
        if is_odd(translated):
            translated = ""
        found = faults(line, translated, language, self._aliases)
        return Rendered(line, translated, tuple(map(_said, found)))

    def _asked(self, lines: Sequence[str], language: Language) -> str:
        numbered = "\n".join(f"[{n}] {line}" for n, line in enumerate(lines, 1))
        names = "; ".join(dict.fromkeys(self._names(lines))) if language is _NAMED else ""
        told = WORDS.fill("names", names=names) if names else ""
        return WORDS.fill("asked", names=told, lines=numbered).strip()

    def _names(self, lines: Iterable[str]) -> Iterator[str]:
        """What the alias file calls in English what the lines name."""
        for mention in (one for line in lines for one in self._aliases.find(line)):
            known = [one for one in mention.name.names if _is_english(one)]
            if known and not _is_english(mention.name.key):
                yield f"{mention.name.key} = {known[0]}"


_NAMED = Language.ENGLISH  # the language in which the alias file has names


def _is_english(spelling: str) -> bool:
    return _LATIN.fullmatch(spelling) is not None and not spelling.isupper()


def language_name(language: Language) -> str:
    """«tiếng Anh»."""
    return WORDS.fill(f"language.{language}")


def failure_notice(failure: ModelFailure, draft: Draft) -> str:
    """What the model's failure has left the draft without."""
    if draft.parallel is None:
        return WORDS.fill("failed", reason=reason_of(failure))
    missing = "; ".join(section.heading for section in untranslated(draft))
    part = "unfinished" if missing else "as_it_was"
    return WORDS.fill(part, reason=reason_of(failure), missing=missing)


def _with_notice(draft: Draft, failure: ModelFailure) -> Draft:
    assert draft.parallel is not None
    notice = failure_notice(failure, draft)
    return replace(draft, parallel=replace(draft.parallel, notices=(notice,)))


def _requests(draft: Draft, done: Mapping[str, Rendered]) -> Iterator[list[str]]:
    """What is still to be translated, as much at a time as the model can answer whole."""
    finished = {text for text, one in done.items() if one.translated}
    for section in draft.sections:
        waiting: list[str] = []
        for line in dict.fromkeys(said(section)):
            if line in finished:
                continue
            if waiting and sum(map(len, waiting)) + len(line) > _AT_ONCE:
                yield waiting
                waiting = []
            waiting.append(line)
        if waiting:
            yield waiting


def _by_number(written: str) -> dict[int, str]:
    """The model's lines by the numbers before them; of two with one number the first."""
    found: dict[int, str] = {}
    for match in _NUMBERED.finditer(_THOUGHT.sub("", written)):
        found.setdefault(int(match[1]), vi.clean(_EMPHASIS.sub("", match[2])))
    return found


def _said(fault: Fault) -> str:
    return WORDS.fill(f"fault.{fault.wrong}", what=fault.what)
