"""The path of a new employee: modules with goals, questions to be answered and documents to
read, as the office has written them or as they ship."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from ingest import text as vi
from ingest.document import short_hash

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_LONGEST_FILE = 200_000  # characters of the office's own path
_LISTS = ("goals", "questions", "topics")


class PathError(Exception):
    """The office's path can't be used. `rule` says what is wrong (a key into the door's
    wording), `where` in which module or field."""

    def __init__(self, rule: str, where: str = "") -> None:
        super().__init__(f"{rule}: {where}")
        self.rule = rule
        self.where = where


@dataclass(frozen=True)
class Wanted:
    """A document to read: `name` for people, `find` phrases that its title, number or file's
    name holds, as `phrase` gives them."""

    name: str
    find: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    id: str
    title: str
    goals: tuple[str, ...]
    questions: tuple[str, ...]
    topics: tuple[str, ...]
    documents: tuple[Wanted, ...]

    @property
    def digest(self) -> str:
        return short_hash("module", repr(self))


class Paths:
    """The office's own path at `own`, else the one that ships."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._writing = threading.Lock()

    def modules(self) -> tuple[Module, ...]:
        """In their order. Raises PathError where the office's file can't be used."""
        return _parsed(self.text())

    def text(self) -> str:
        """The YAML as it stands."""
        try:
            return self._own.read_text(encoding="utf-8")
        except FileNotFoundError:
            return shipped()
        except (OSError, UnicodeDecodeError) as error:
            raise PathError("unreadable", self._own.name) from error

    @property
    def changed(self) -> bool:
        """Whether the office has its own."""
        return self._own.exists()

    def save(self, text: str) -> None:
        """Makes it the office's path. Raises PathError and changes nothing where it can't be
        used."""
        _parsed(text)
        with self._writing:
            beside = self._own.with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            os.replace(beside, self._own)

    def restore(self) -> None:
        """Takes the office's own away, so that the path that ships holds."""
        with self._writing:
            self._own.unlink(missing_ok=True)


def shipped() -> str:
    return resources.files("assistant.onboarding").joinpath("paths.yaml").read_text("utf-8")


def phrase(words: str) -> str:
    """Words as they are compared, each after a space, so that phrases are found whole."""
    return "".join(f" {word}" for word in re.findall(r"\w+", vi.lower_key(vi.clean(words)))) + " "


def named(phrases: Iterable[str], text: str) -> bool:
    """Whether one of the phrases, as `phrase` gives them, stands in the text: «đoàn ra» in «Quy
    trình đoàn ra» and in «quy-trinh-doan-ra», not in «đoàn rà soát»."""
    bare = text.replace("_", " ")
    words = phrase(bare)
    if not vi.is_folded(bare):
        return any(one in words for one in phrases)
    return any(vi.fold(one) in words for one in phrases)


@lru_cache(maxsize=4)
def _parsed(text: str) -> tuple[Module, ...]:
    if len(text) > _LONGEST_FILE:
        raise PathError("too_long")
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PathError("yaml", str(mark.line + 1) if mark else "") from error
    listed = raw.get("modules") if isinstance(raw, dict) else None
    if not isinstance(listed, list) or not listed:
        raise PathError("no_modules")
    modules = tuple(_module(one, str(at)) for at, one in enumerate(listed, 1))
    ids = [one.id for one in modules]
    for one in ids:
        if ids.count(one) > 1:
            raise PathError("twice", one)
    return modules


def _module(raw: Any, where: str) -> Module:
    if not isinstance(raw, dict):
        raise PathError("module", where)
    known = {"id", "title", "documents", *_LISTS}
    if unknown := sorted(map(str, set(raw) - known)):
        raise PathError("unknown", f"{where}: {unknown[0]}")
    identifier, title = str(raw.get("id", "")), vi.clean(str(raw.get("title", "")))
    if not _ID.fullmatch(identifier):
        raise PathError("id", where)
    if not title:
        raise PathError("title", identifier)
    goals, questions, topics = (_texts(raw, name, identifier) for name in _LISTS)
    documents = raw.get("documents") or []
    if not isinstance(documents, list):
        raise PathError("list", f"{identifier}: documents")
    wanted = tuple(_wanted(one, identifier) for one in documents)
    return Module(identifier, title, goals, questions, tuple(map(phrase, topics)), wanted)


def _wanted(raw: Any, where: str) -> Wanted:
    if not isinstance(raw, dict) or set(raw) != {"name", "find"}:
        raise PathError("document", where)
    find = tuple(map(phrase, _texts(raw, "find", where)))
    name = vi.clean(str(raw["name"]))
    if not name or not find:
        raise PathError("document", where)
    return Wanted(name, find)


def _texts(raw: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = raw.get(name) or []
    if not isinstance(values, list) or any(isinstance(one, dict | list) for one in values):
        raise PathError("list", f"{where}: {name}")
    return tuple(filter(None, (vi.clean(str(one)) for one in values)))
