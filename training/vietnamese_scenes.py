"""Scenes: what made-up Vietnamese passages can say, in how many ways, and what can be asked.

A scene is a YAML file of blocks with one entry a line:

    slots   name = kind of value (see `vietnamese_words`); with «#» once for each of `times`
    say     wordings of a fact; «{slot}» or «{slot.form}» a value, «[a|b]» a choice,
            «<name:…>» marks a phrase that can be asked for
    line    the fact's wordings in lists and tables
    ask     target: question; «{a~b}»: told of b, nothing of the sort is true of it, so that b in
            a's place makes a near miss; «{=a}» is never exchanged
    head    headings, in capitals after «!»
    fill    sentences that answer nothing
    none    questions that no passage of the scene answers
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from ingest.document import Span
from training.vietnamese_words import Value, draw, expand

_FOLDER = Path(__file__).parent / "scenes"
_OFFICIAL = _FOLDER / "official"
_TOKEN = re.compile(r"\{(=?)([\w.]+)(?:~([\w.]+))?\}|<(\w+):|>")
_GAP = re.compile(r" +( |[?,.;]|$)")  # where nothing was chosen
_TRIES = 60


@dataclass(frozen=True)
class Asking:
    """Forms of a question to which `target`, a slot or a marked phrase, is the answer; no target:
    what no passage of the scene tells."""

    target: str | None
    form: str


@dataclass(frozen=True)
class Fact:
    say: tuple[str, ...]
    line: tuple[str, ...]
    asks: tuple[Asking, ...]


@dataclass(frozen=True)
class Scene:
    """The first fact opens every passage. `layouts`: «prose», «bullets», «clauses» (numbered), or
    «rows»; the lines of a fact stand in for its sentences in bullets and rows."""

    name: str
    official: bool
    layouts: tuple[str, ...]
    slots: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    facts: tuple[Fact, ...]
    fillers: tuple[str, ...]
    untold: tuple[Asking, ...]


@dataclass(frozen=True)
class Written:
    """A text and where the values and the marked phrases stand in it."""

    text: str
    marks: tuple[tuple[str, Span], ...]

    def find(self, target: str) -> Span | None:
        return next((span for name, span in self.marks if name == target), None)


@cache
def scenes() -> tuple[Scene, ...]:
    """All scenes of the folder, by their paths."""
    return tuple(
        _scene(yaml.safe_load(path.read_text(encoding="utf-8")), official=path.parent == _OFFICIAL)
        for path in sorted(_FOLDER.glob("*/*.yaml"))
    )


def cast(scene: Scene, random: Random) -> dict[str, Value]:
    """A value for each slot, no two alike."""
    drawn: dict[str, Value] = {}
    for slot, spec in scene.slots:
        drawn[slot] = another(spec, random, drawn, [value.text for value in drawn.values()])
    return drawn


def another(spec: str, random: Random, drawn: Mapping[str, Value], taken: Sequence[str]) -> Value:
    """A value whose text none of the taken ones has. Raises LookupError if none turns up."""
    for _ in range(_TRIES):
        value = draw(spec, random, drawn)
        text = value.text.lower()
        if not any(text == other.lower() for other in taken):
            return value
    raise LookupError(spec)


def write(form: str, values: Mapping[str, Value], random: Random) -> Written:
    """One sentence of a form: choices made, values put in and marked."""
    form = _GAP.sub(r"\1", expand(form, random))
    text, marks, opened, read = "", list[tuple[str, Span]](), list[tuple[str, int]](), 0
    for token in _TOKEN.finditer(form):
        text += form[read : token.start()]
        read = token.end()
        if token[4]:
            opened.append((token[4], len(text)))
        elif token[2]:
            slot, _, shape = token[2].partition(".")
            written = values[slot].forms[shape]
            for part, (start, end) in written.parts.items():
                name = f"{slot}.{part}" if part else slot
                marks.append((name, (len(text) + start, len(text) + end)))
            text += written.text
        else:
            name, start = opened.pop()
            marks.append((name, (start, len(text))))
    return Written(text + form[read:], tuple(marks))


def anchors(form: str) -> list[tuple[str, str | None]]:
    """Slots of a question that can be exchanged for others, each with the slot that the scene
    says may take its place though the passage tells it."""
    return [(token[2], token[3]) for token in _TOKEN.finditer(form) if token[2] and not token[1]]


def _scene(told: Mapping[str, Any], *, official: bool) -> Scene:
    times = int(told.get("times", 1))
    return Scene(
        name=told["name"],
        official=official,
        layouts=tuple(str(told.get("layout", "prose")).split()),
        slots=tuple(_slot(line) for line in _repeated(_lines(told["slots"]), times)),
        heads=_lines(told.get("head", "")),
        facts=tuple(fact for each in told["facts"] for fact in _facts(each, times)),
        fillers=_lines(told.get("fill", "")),
        untold=tuple(Asking(None, line) for line in _lines(told.get("none", ""))),
    )


def _facts(told: Mapping[str, str], times: int) -> list[Fact]:
    repeats = range(1, times + 1) if "#" in told["say"] else (0,)
    return [
        Fact(
            say=_numbered(told["say"], repeat),
            line=_numbered(told.get("line", ""), repeat),
            asks=tuple(_asking(line) for line in _numbered(told.get("ask", ""), repeat)),
        )
        for repeat in repeats
    ]


def _asking(line: str) -> Asking:
    target, form = line.split(": ", 1)
    return Asking(target, form)


def _slot(line: str) -> tuple[str, str]:
    slot, spec = line.split(" = ", 1)
    return slot, spec


def _repeated(lines: Sequence[str], times: int) -> list[str]:
    return [
        line.replace("#", str(repeat))
        for line in lines
        for repeat in (range(1, times + 1) if "#" in line else (0,))
    ]


def _numbered(text: str, repeat: int) -> tuple[str, ...]:
    return tuple(line.replace("#", str(repeat)) for line in _lines(text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
