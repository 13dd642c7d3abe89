"""Word 97–2003 documents, read natively: text with its tables, notes and text boxes.

Older ones (Word 6 and 95) are UNSUPPORTED.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats.content import Content
from ingest.formats.flow import Flow
from ingest.formats.runs import Run, block_of, labelled
from ingest.formats.word97 import BROKEN, Part, Story, Word97
from ingest.formats.word97_lists import Lists
from ingest.formats.word97_styles import Styles

# The end of a paragraph; of a cell or row; of a section or page.
_PARAGRAPH = re.compile(r"[^\r\x07\x0c]*(?P<mark>[\r\x07\x0c]|\Z)")
_CELL_MARK = "\x07"
_CONTROL = re.compile(r"[\x00-\x1f]|[^\x00-\x1f]+")
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
# Tab, line break, column break, non-breaking hyphen; the other control characters stand for
# pictures, notes and the like.
_WRITTEN = {"\t": "\t", "\x0b": "\n", "\x0e": "\n", "\x1e": "-"}

_Anchors = dict[int, list[RawBlock]]  # what hangs on which character (CP) of the main text


def parse(data: bytes) -> Content:
    try:
        reader = _Reader(Word97(data))
        return Content(reader.blocks(), margins=tuple(reader.margins()))
    except BROKEN as error:
        raise IntakeError(Reason.DAMAGED, detail=type(error).__name__) from error


class _Reader:
    def __init__(self, file: Word97) -> None:
        self._file = file
        self._styles = Styles(file)
        self._lists = Lists(file)

    def blocks(self) -> list[RawBlock]:
        anchors: _Anchors = {}
        for place, block in (*self._notes(), *self._text_boxes()):
            anchors.setdefault(place, []).append(block)
        return self._story(*self._file.story(Story.MAIN), anchors)

    def margins(self) -> Iterator[RawBlock]:
        for story in (Story.HEADERS, Story.HEADER_TEXT_BOXES):
            yield from self._story(*self._file.story(story), {})

    def _notes(self) -> Iterator[tuple[int, RawBlock]]:
        for references, texts, story in (
            (Part.FOOTNOTE_REFS, Part.FOOTNOTE_TEXTS, Story.FOOTNOTES),
            (Part.ENDNOTE_REFS, Part.ENDNOTE_TEXTS, Story.ENDNOTES),
        ):
            first, last = self._file.story(story)
            notes = self._file.positions(texts, 0)
            for (place, _, _), (start, end, _) in zip(
                self._file.positions(references, 2), notes, strict=False
            ):
                for block in self._story(first + start, min(first + end, last), {}):
                    yield place, block

    def _text_boxes(self) -> Iterator[tuple[int, RawBlock]]:
        """A shape on the page and the text in it share a number."""
        first, last = self._file.story(Story.TEXT_BOXES)
        unplaced = self._file.story(Story.MAIN)[1] - 1
        places = {shape[:4]: place for place, _, shape in self._file.positions(Part.SHAPES, 26)}
        for start, end, box in self._file.positions(Part.TEXT_BOXES, 22):
            for block in self._story(first + start, min(first + end, last), {}):
                yield places.get(box[14:18], unplaced), replace(block, in_layout=True)

    def _story(self, start: int, end: int, anchors: _Anchors) -> list[RawBlock]:
        flow = Flow()
        fields: list[bool] = []  # of each open field, whether its result has begun
        places = sorted(anchors)
        for match in _PARAGRAPH.finditer(self._file.text, start, end):
            first, last = match.span()
            if first == last:
                break
            number, modifiers = self._file.paragraph(last - 1)
            style = self._styles.paragraph(number, modifiers)
            runs = list(self._runs(first, match.start("mark"), number, fields))
            here = places[bisect_left(places, first) : bisect_left(places, last)]
            attached = [block for place in here for block in anchors[place]]
            if style.ends_row:
                flow.end_row(style.depth, style.shape)
                continue
            if style.contents:
                runs = []
            label = self._lists.label(style)
            flow.add(block_of(labelled(label, runs), style.level), style.depth, attached)
            if style.ends_cell or match["mark"] == _CELL_MARK:
                flow.end_cell(style.depth)
        return flow.finish()

    def _runs(self, start: int, end: int, style: int, fields: list[bool]) -> Iterator[Run]:
        """What can be seen: no hidden or deleted text, and of a field only its result."""
        for first, last, modifiers in self._file.runs(start, end):
            character = self._styles.character(style, modifiers)
            shown = ""
            for part in _CONTROL.findall(self._file.text[first:last]):
                if part == _FIELD_BEGIN:
                    fields.append(False)
                elif part == _FIELD_RESULT and fields:
                    fields[-1] = True
                elif part == _FIELD_END and fields:
                    fields.pop()
                elif not (character.hidden or character.deleted) and all(fields):
                    written = "" if character.special else part
                    shown += _WRITTEN.get(part, "") if part < " " else written
            if shown:
                yield Run(shown, character.bold, self._styles.font(character))
