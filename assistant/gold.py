"""Gold questions: questions with the source and the answer that are right, as JSON Lines.

A line is `{"id", "question" or "turns": […], "source": name or list, "answers": […],
"refuse": bool, "kind": text}`. Only the question is required. The last turn is the question,
those before it were asked earlier in the same conversation. A source is a file's name, with or
without its suffix, or the end of its path. `refuse` says that the documents do not answer.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.chat import QuestionError, check_question
from ingest import text as vi
from ingest.language import is_vietnamese

MOST_TURNS = 100
_LONGEST_NAME = 500  # characters of an id, a kind or a source
_KEYS = frozenset({"id", "question", "turns", "source", "answers", "refuse", "kind"})


class Kind(StrEnum):
    """What sort of question it is, where nobody has said."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    FOLLOW_UP = "follow_up"
    UNACCENTED = "unaccented"
    OTHER_LANGUAGE = "other_language"


class GoldError(Exception):
    """Gold questions that cannot be used: `problem` is a key into the door's wording, `line`
    counts from 1, 0 where it is no line's fault."""

    def __init__(self, problem: str, line: int = 0, **facts: object) -> None:
        super().__init__(f"line {line}: {problem} {facts}")
        self.problem = problem
        self.line = line
        self.facts = facts


@dataclass(frozen=True)
class GoldQuestion:
    """One question. `kind` is what its keeper calls it, empty to have it told from the
    question; `extra` is what else stood on its line."""

    id: str
    turns: tuple[str, ...]
    sources: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    refuse: bool = False
    kind: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> str:
        return self.turns[-1]

    @property
    def previous(self) -> tuple[str, ...]:
        return self.turns[:-1]

    @property
    def category(self) -> str:
        """The kind given, or the one that its make-up tells."""
        return self.kind or str(_kind(self))

    def to_json(self) -> dict[str, Any]:
        """The object that its line holds, without what is empty."""
        asked = {"turns": list(self.turns)} if self.previous else {"question": self.question}
        sources = self.sources[0] if len(self.sources) == 1 else list(self.sources)
        known: dict[str, Any] = {"source": sources, "answers": list(self.answers)}
        known |= {"refuse": self.refuse, "kind": self.kind}
        given = {key: value for key, value in known.items() if value}
        return {"id": self.id, **asked, **given, **self.extra}


# What a question is --------------------------------------------------------------------------


def _kind(gold: GoldQuestion) -> Kind:
    if gold.refuse:
        return Kind.UNANSWERABLE
    if gold.previous:
        return Kind.FOLLOW_UP
    if not is_vietnamese(gold.question):
        return Kind.OTHER_LANGUAGE
    return Kind.UNACCENTED if vi.is_folded(gold.question) else Kind.ANSWERABLE


# Reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """What a text of gold questions holds; `unknown` are the keys that mean nothing here."""

    questions: tuple[GoldQuestion, ...]
    unknown: tuple[str, ...]


def read(path: Path) -> Read:
    """Raises GoldError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GoldError("unreadable", path=str(path)) from error
    return parse(data)


def parse(data: bytes) -> Read:
    """All the lines or none. Raises GoldError for the first line that is wrong, with the
    number of others as `others`."""
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError("encoding", data.count(b"\n", 0, error.start) + 1) from error
    questions: dict[str, GoldQuestion] = {}
    problems: list[GoldError] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = _parse_line(line, number)
            if question.id in questions:
                raise GoldError("duplicate", number, id=question.id)
            questions[question.id] = question
        except GoldError as error:
            problems.append(error)
    if problems:
        first = problems[0]
        first.facts["others"] = len(problems) - 1
        raise first
    if not questions:
        raise GoldError("no_lines")
    unknown = dict.fromkeys(key for question in questions.values() for key in question.extra)
    return Read(tuple(questions.values()), tuple(unknown))


def _parse_line(line: str, number: int) -> GoldQuestion:
    try:
        # Python would take NaN, which no other program reads.
        found = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise GoldError("not_json", number) from error
    return from_json(found, number)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def from_json(found: Any, line: int = 0) -> GoldQuestion:
    """The question of one line's object; an absent id is the line's number. Raises GoldError."""
    if not isinstance(found, dict):
        raise GoldError("not_object", line)
    if ("question" in found) == ("turns" in found):
        raise GoldError("both" if "question" in found else "no_question", line)
    asked = _texts(found, "turns" if "turns" in found else "question", line)
    turns = tuple(map(vi.clean, asked))
    if not turns or len(turns) > MOST_TURNS or isinstance(found.get("question"), list):
        raise GoldError("turns", line, most=MOST_TURNS)
    for turn in turns:
        try:
            check_question(turn)
        except QuestionError as error:
            raise GoldError(error.problem, line, **error.facts) from error
    refuse = found.get("refuse")
    if not isinstance(refuse, bool | None):
        raise GoldError("refuse", line)
    return GoldQuestion(
        id=_name(found, "id", line) or (str(line) if line else ""),
        turns=turns,
        sources=_names(found, line),
        answers=tuple(answer for answer in _texts(found, "answers", line) if answer.strip()),
        refuse=bool(refuse),
        kind=_name(found, "kind", line),
        extra={key: value for key, value in found.items() if key not in _KEYS},
    )


def _texts(found: Mapping[str, Any], key: str, line: int) -> tuple[str, ...]:
    """A text or a list of texts."""
    value = found.get(key)
    values = [] if value is None else value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in values):
        raise GoldError("type", line, key=key)
    return tuple(values)


def _names(found: Mapping[str, Any], line: int) -> tuple[str, ...]:
    names = dict.fromkeys(filter(None, map(vi.clean, _texts(found, "source", line))))
    if any(len(name) > _LONGEST_NAME for name in names):
        raise GoldError("type", line, key="source")
    return tuple(names)


def _name(found: Mapping[str, Any], key: str, line: int) -> str:
    value = found.get(key, "")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str | None) or len(value or "") > _LONGEST_NAME:
        raise GoldError("type", line, key=key)
    return vi.clean(value or "")


def dump(questions: Iterable[GoldQuestion]) -> bytes:
    """As `parse` reads them."""
    lines = (json.dumps(question.to_json(), ensure_ascii=False) for question in questions)
    # A lone surrogate, which JSON can spell, is not UTF-8.
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")


# Keeping -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Imported:
    added: int
    updated: int
    unchanged: int


class Gold:
    """The office's own gold questions, one file that a person may edit too. Every change
    replaces the file whole, so that a crash leaves the old one or the new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def all(self) -> list[GoldQuestion]:
        """In the order in which they were added. Raises GoldError where the file was edited
        into something that cannot be read."""
        if not self._path.exists():
            return []
        data = self._path.read_bytes()
        return list(parse(data).questions) if data.strip() else []

    def add(self, question: GoldQuestion) -> GoldQuestion:
        """Adds it, under a new id where it has none. Raises GoldError."""
        with self._lock:
            known = self.all()
            ids = {one.id for one in known}
            if question.id in ids:
                raise GoldError("duplicate", id=question.id)
            added = replace(question, id=question.id or _new_id(ids))
            self._write([*known, added])
            return added

    def change(self, identifier: str, question: GoldQuestion) -> bool:
        """Puts the question in the place of the one of that id; what else stood on its line
        stays. False where there is none. Raises GoldError."""
        with self._lock:
            known = self.all()
            if identifier not in {one.id for one in known}:
                return False
            if question.id != identifier and question.id in {one.id for one in known}:
                raise GoldError("duplicate", id=question.id)
            self._write(
                replace(question, id=question.id or identifier, extra=one.extra)
                if one.id == identifier
                else one
                for one in known
            )
            return True

    def remove(self, identifier: str) -> bool:
        """False where there is none."""
        with self._lock:
            known = self.all()
            kept = [one for one in known if one.id != identifier]
            if len(kept) == len(known):
                return False
            self._write(kept)
            return True

    def take_in(self, questions: Sequence[GoldQuestion]) -> Imported:
        """Adds the questions; one whose id is known takes the place of the known one."""
        with self._lock:
            known = {one.id: one for one in self.all()}
            added = sum(one.id not in known for one in questions)
            unchanged = sum(known.get(one.id) == one for one in questions)
            if unchanged < len(questions):
                self._write((known | {one.id: one for one in questions}).values())
            return Imported(added, len(questions) - added - unchanged, unchanged)

    def _write(self, questions: Iterable[GoldQuestion]) -> None:
        write_whole(self._path, dump(questions))


def write_whole(path: Path, data: bytes) -> None:
    """Replaces the file's content at once and for good."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(aside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _new_id(ids: Iterable[str]) -> str:
    taken = set(ids)
    number = len(taken) + 1
    while f"cau-{number:03}" in taken:
        number += 1
    return f"cau-{number:03}"
