"""What a reader of RTF keeps in mind: the state of each group, and each text that it is in."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from enum import Enum, auto

from ingest.document import RawBlock
from ingest.formats.flow import Flow, Slot
from ingest.formats.runs import Run, block_of


class StoryKind(Enum):
    BODY = auto()
    NOTE = auto()
    TEXT_BOX = auto()
    MARGIN = auto()  # page header or footer


class Target(Enum):
    """Where a group's text goes."""

    BODY = auto()
    NOWHERE = auto()
    FONTS = auto()
    STYLES = auto()


@dataclass
class Row:
    """A row's definition; `below` and `beside` are of the cell whose edge comes next."""

    slots: list[Slot] = field(default_factory=list)
    left: int = 0
    header: bool = False
    below: bool = False
    beside: bool = False


@dataclass
class State:
    """What a group hands down to those within it. `fallback` is how many characters stand
    behind each \\u for readers without Unicode; `label` marks a list's numbers and bullets."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    fallback: int = 1
    in_table: bool = False
    depth: int = 1
    style: int = 0
    outline: int = -1
    target: Target = Target.BODY
    label: bool = False
    row: Row = field(default_factory=Row)


class Story:
    """`opened` is how many groups are open where it begins."""

    def __init__(self, kind: StoryKind = StoryKind.BODY, opened: int = 0) -> None:
        self.kind = kind
        self.opened = opened
        self.attached: list[RawBlock] = []
        self.flow = Flow()
        self._runs: list[Run] = []
        self._style = (False, "")
        self._text = io.StringIO()

    def write(self, text: str, bold: bool, font: str) -> None:
        if (bold, font) != self._style:
            self._end_run()
            self._style = (bold, font)
        self._text.write(text)

    def end_paragraph(self, level: int, depth: int, dropped: bool) -> None:
        self._end_run()
        block = None if dropped else block_of(self._runs, level)
        self.flow.add(block, depth, self.attached)
        self._runs, self.attached = [], []

    def _end_run(self) -> None:
        self._runs.append(Run(self._text.getvalue(), *self._style))
        self._text = io.StringIO()
