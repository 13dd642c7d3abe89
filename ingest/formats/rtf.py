"""Rich Text Format (1.9.1): text with its tables, notes and text boxes.

Nothing here recurses, so a file may nest its groups as it likes; beyond a bound it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace

from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.flow import Shape, Slot
from ingest.formats.rtf_state import Row, State, Story, StoryKind, Target
from ingest.formats.rtf_tables import Fonts, Styles
from ingest.formats.rtf_tokens import Kind, tokens

_DEEPEST = 1000  # groups; real files have some twenty

_CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "~": "\u00a0", "_": "-",
    "emspace": " ", "enspace": " ", "qmspace": " ", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
# Destinations that hold no text of the document, or the same text a second time. Any other
# that the file marks with \* may be skipped by who does not know it.
_SKIPPED = frozenset(
    "aftncn aftnsep aftnsepc annotation colortbl fldinst ftncn ftnsep ftnsepc info "
    "listoverridetable listtable nonesttables nonshppict objdata pict private revtbl rsidtbl rxe "
    "shprslt sp tc template xe".split()
)
_ENTERED = frozenset(["shpinst", "nesttableprops"])  # in spite of their \*
_SWITCHES = {"b": "bold", "v": "hidden", "deleted": "deleted", "intbl": "in_table"}
_NUMBERS = {"f": "font", "uc": "fallback", "itap": "depth", "s": "style", "outlinelevel": "outline"}


# A destination that is a text by itself, with its own paragraphs and tables.
_STORIES = {
    "footnote": StoryKind.NOTE,
    "shptxt": StoryKind.TEXT_BOX,
    **dict.fromkeys("header headerf headerl headerr".split(), StoryKind.MARGIN),
    **dict.fromkeys("footer footerf footerl footerr".split(), StoryKind.MARGIN),
}


_BULLET = re.compile(r"[•·o§\uf000-\uf0ff]")  # as symbol fonts and Courier New draw them


def parse(data: bytes) -> Content:
    reader = _Reader()
    blocks = reader.read(data)
    return Content(blocks, margins=tuple(reader.margins))


class _Reader:
    def __init__(self) -> None:
        self.margins: list[RawBlock] = []
        self._state = State()
        self._groups: list[State] = []
        self._stories = [Story()]
        self._fonts = Fonts()
        self._styles = Styles()
        self._to_skip = 0  # characters of the fallback behind a \u
        self._optional = False  # after \*

    def read(self, data: bytes) -> list[RawBlock]:
        for token in tokens(data):
            if token.kind is Kind.TEXT:
                self._text(token.data)
            elif token.kind is Kind.WORD:
                self._word(token.name, token.value)
            elif token.kind is Kind.OPEN:
                self._open()
            else:
                self._close()
                if not self._groups:
                    self._paragraph()
                    return self._stories[0].flow.finish()
        raise IntakeError(Reason.DAMAGED)  # cut off

    def _open(self) -> None:
        if len(self._groups) >= _DEEPEST:
            raise IntakeError(Reason.DAMAGED)
        self._groups.append(self._state)
        self._state = copy(self._state)
        self._to_skip = 0

    def _close(self) -> None:
        self._to_skip = 0
        while self._groups and len(self._groups) == self._stories[-1].opened:
            self._close_story()
        if self._groups:
            self._state = self._groups.pop()

    def _open_story(self, kind: StoryKind) -> None:
        self._stories.append(Story(kind, len(self._groups)))
        self._new_paragraph()

    def _close_story(self) -> None:
        self._paragraph()
        story = self._stories.pop()
        blocks = story.flow.finish()
        if story.kind is StoryKind.MARGIN:
            self.margins.extend(blocks)
        else:
            in_layout = story.kind is StoryKind.TEXT_BOX
            self._stories[-1].attached.extend(
                replace(block, in_layout=block.in_layout or in_layout) for block in blocks
            )

    def _text(self, data: bytes) -> None:
        self._optional = False
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if skipped < len(data) and self._state.target is not Target.NOWHERE:
            self._write(self._fonts.decode(data[skipped:], self._state.font))

    def _write(self, text: str) -> None:
        state = self._state
        if state.target is Target.FONTS:
            self._fonts.read(text)
        elif state.target is Target.STYLES:
            self._styles.read(text)
        elif state.target is Target.BODY and not (state.hidden or state.deleted):
            pictures = self._fonts.is_pictures(state.font)
            if state.label and text.strip() and (pictures or _BULLET.fullmatch(text.strip())):
                text = "-"
            elif pictures:
                text = ""
            self._stories[-1].write(text, state.bold, self._fonts.name(state.font))

    def _word(self, name: str, value: int | None) -> None:
        if name == "*":
            self._optional = True
            return
        optional, self._optional = self._optional, False
        state = self._state
        if self._to_skip:
            self._to_skip -= 1
        elif state.target is Target.NOWHERE:
            return
        elif name in _STORIES:  # LibreOffice marks footnotes with \*
            self._open_story(_STORIES[name])
        elif name in _SKIPPED or (optional and name not in _ENTERED):
            state.target = Target.NOWHERE
        elif state.target is Target.FONTS:
            self._fonts.declare(name, value or 0)
        elif state.target is Target.STYLES:
            self._styles.declare(name, value or 0)
        elif name in _CHARACTERS:
            self._write(_CHARACTERS[name])
        elif name in _SWITCHES:
            setattr(state, _SWITCHES[name], value != 0)
        elif name in _NUMBERS:
            setattr(state, _NUMBERS[name], value or 0)
        elif name in _ACTIONS:
            _ACTIONS[name](self, value or 0)

    def _unicode(self, value: int) -> None:
        self._write(chr(value & 0xFFFF))
        self._to_skip = self._state.fallback

    def _plain(self, _: int) -> None:
        self._state.bold = self._state.hidden = self._state.deleted = False
        self._state.font = -1

    def _new_paragraph(self, _: int = 0) -> None:
        self._state.in_table, self._state.depth = False, 1
        self._state.style, self._state.outline = 0, -1

    def _paragraph(self, _: int = 0) -> None:
        self._end_paragraph(max(self._state.depth, 1) if self._state.in_table else 0)

    def _end_paragraph(self, depth: int) -> None:
        state = self._state
        level = self._styles.level(state.style, state.outline)
        self._stories[-1].end_paragraph(level, depth, self._styles.is_contents(state.style))

    def _cell(self, _: int) -> None:
        self._end_cell(1)

    def _nested_cell(self, _: int) -> None:
        self._end_cell(max(self._state.depth, 2))

    def _end_cell(self, depth: int) -> None:
        self._end_paragraph(depth)
        self._stories[-1].flow.end_cell(depth)

    def _row(self, _: int) -> None:
        self._end_row(1)

    def _nested_row(self, _: int) -> None:
        self._end_row(max(self._state.depth, 2))

    def _end_row(self, depth: int) -> None:
        row = self._state.row
        self._stories[-1].flow.end_row(depth, Shape(tuple(row.slots), row.left, row.header))

    def _define_row(self, _: int) -> None:
        self._state.row = Row()

    def _left_edge(self, value: int) -> None:
        self._state.row.left = value

    def _right_edge(self, value: int) -> None:
        row = self._state.row
        row.slots.append(Slot(value, row.below, row.beside))
        row.below = row.beside = False

    def _below(self, _: int) -> None:
        self._state.row.below = True

    def _beside(self, _: int) -> None:
        self._state.row.beside = True

    def _header_row(self, _: int) -> None:
        self._state.row.header = True

    def _font_table(self, _: int) -> None:
        self._state.target = Target.FONTS

    def _style_sheet(self, _: int) -> None:
        self._state.target = Target.STYLES

    def _list_label(self, _: int) -> None:
        self._state.label = True

    def _code_page(self, value: int) -> None:
        self._fonts.page = value

    def _default_font(self, value: int) -> None:
        self._fonts.default = value


_ACTIONS: Mapping[str, Callable[[_Reader, int], None]] = {
    "ansicpg": _Reader._code_page,
    "cell": _Reader._cell,
    "cellx": _Reader._right_edge,
    "clmrg": _Reader._beside,
    "clvmrg": _Reader._below,
    "deff": _Reader._default_font,
    "fonttbl": _Reader._font_table,
    "listtext": _Reader._list_label,
    "nestcell": _Reader._nested_cell,
    "nestrow": _Reader._nested_row,
    "par": _Reader._paragraph,
    "pard": _Reader._new_paragraph,
    "plain": _Reader._plain,
    "pntext": _Reader._list_label,
    "row": _Reader._row,
    "sect": _Reader._paragraph,
    "stylesheet": _Reader._style_sheet,
    "trhdr": _Reader._header_row,
    "trleft": _Reader._left_edge,
    "trowd": _Reader._define_row,
    "u": _Reader._unicode,
}
