"""What an answer that was kept may still say. Pure.

Documents are deleted, replaced and closed to people after an answer quoted them. So an answer
is read back from the documents each time it is shown, and what they no longer bear out is
taken out of it: the citation, the sentences that cite it, and whatever words around them are
not cited at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import prompts
from assistant.chat import Mode
from index.records import Record

Json = dict[str, Any]
Read = Callable[[str], tuple[Record, str] | None]  # a document's id → it with its stored text

GONE = prompts.load("kept.v1").fill("gone")
_REFUSED = prompts.load("quote.v1").fill("refused")
_NAMES = ("title", "file", "number", "date")


class _Style(NamedTuple):
    """How an answer's paragraph cites: its sentences, and the marks in one that are the answer's
    own."""

    sentence: re.Pattern[str]
    mark: re.Pattern[str]


# A quote with its mark is one paragraph, whatever looks like a mark in a document's own words.
_QUOTING = _Style(re.compile(r".+", re.DOTALL), re.compile(r"\[(\d+)\]$"))
_PROSE = _Style(re.compile(r".*?(?:\[\d+\])+[.;,]?|.+", re.DOTALL), re.compile(r"\[(\d+)\]"))
_SIGNS = 0xE000  # private characters, one for each quote


def standing(answer: Json, named: Mapping[str, str], read: Read) -> Json:
    """The answer (JSON as the HTTP interface gives it) as far as the documents that can be read
    still bear it out; itself where they bear out all of it. `named` are the documents that it
    tells of without quoting them, with the versions (ids) of which that was true.

    Citations come under their documents' present names. `withheld` in what is left lists the
    numbers of those that fell, each with the sentence that says so. Doing it again to what is
    left, for whoever may read more, brings nothing back.
    """
    told = all(_is_version(document, version, read) for document, version in named.items())
    pairs = [(old, _reread(old, read)) for old in answer["citations"]]
    near = [(old, _reread(old, read)) for old in answer["nearest"]]
    cited, nearest = _present(pairs), _present(near)
    if told and all(new and _name(new) == _name(old) for old, new in (*pairs, *near)):
        return {**answer, "citations": cited, "nearest": nearest}
    fallen = [old["n"] for old, new in (*pairs, *near) if new is None]
    text = _REFUSED if answer["refused"] else _text(answer, cited)
    return {
        "answer": text,
        "refused": answer["refused"],
        "citations": cited,
        "lead": answer.get("lead") if _first(text) == _first(answer["answer"]) else None,
        "as_of": None,
        "mode": answer["mode"],
        "warnings": [],
        "timings_ms": answer["timings_ms"],
        "question": answer["question"],
        "nearest": nearest,
        "withheld": [*answer.get("withheld", ()), *({"n": n, "reason": GONE} for n in fallen)],
    }


def _first(text: str) -> str:
    return text.split("\n\n")[0]


def _present(pairs: Iterable[tuple[Json, Json | None]]) -> list[Json]:
    return [new for _, new in pairs if new is not None]


def _reread(citation: Json, read: Read) -> Json | None:
    """The citation under its document's present names, None where its quote does not stand."""
    found = read(citation["document_id"])
    if found is None:
        return None
    record, text = found
    if text[citation["start"] : citation["end"]] != citation["quote"]:
        return None
    return {**citation, **{name: getattr(record, name) for name in _NAMES}}


def _is_version(document: str, version: str, read: Read) -> bool:
    found = read(document)
    return found is not None and found[0].version_id == version


def _name(citation: Json) -> tuple[str, str, str | None]:
    """What an answer's own words say of a document."""
    return citation["title"] or citation["file"], citation["number"], citation["date"]


def _text(answer: Json, stands: Sequence[Json]) -> str:
    """The answer's text without the sentences that cite what fell, nor any that cite nothing.
    Lines that lead to quotes stay where all of those do, of documents that keep their names."""
    before = {citation["n"]: citation for citation in answer["citations"]}
    kept = {citation["n"] for citation in stands}
    same = {one["n"] for one in stands if _name(one) == _name(before[one["n"]])}
    signs = _signs(answer["citations"], kept)
    style = _QUOTING if answer["mode"] == Mode.QUOTE else _PROSE
    lines: list[str] = []
    for leads, paragraphs in _sections(_signed(answer["answer"], signs), style):
        left = [_left(paragraph, style, kept, signs) for paragraph in paragraphs]
        marks = {int(n) for paragraph in paragraphs for n in style.mark.findall(paragraph)}
        lines += leads if left == paragraphs and marks <= same else []
        lines += left
    text = "\n\n".join(line for line, _ in groupby(filter(None, lines)))
    # In one pass, and only what stands: a document may hold such characters itself.
    quotes = {ord(sign): quote for sign, (n, quote) in signs.items() if n in kept}
    return text.translate(quotes) or GONE


def _signs(citations: Iterable[Json], kept: Collection[int]) -> dict[str, tuple[int, str]]:
    """A character for each quote, so that nothing within a quote is taken for the answer's own
    words; the longest first, and of equal ones the one that stands."""
    ordered = sorted(citations, key=lambda one: (-len(one["quote"]), one["n"] not in kept))
    return {chr(_SIGNS + one["n"]): (one["n"], one["quote"]) for one in ordered}


def _signed(text: str, signs: Mapping[str, tuple[int, str]]) -> str:
    for sign, (_, quote) in signs.items():
        text = text.replace(quote, sign) if quote else text
    return text


def _sections(text: str, style: _Style) -> list[tuple[list[str], list[str]]]:
    """Paragraphs that cite, under the lines ending in a colon that lead to them. One that cites
    nothing is dropped, but for the one that says that something fell."""
    sections: list[tuple[list[str], list[str]]] = [([], [])]
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        leads, paragraphs = sections[-1]
        if paragraph.endswith(":") and paragraphs:
            sections.append(([paragraph], []))
        elif paragraph.endswith(":"):
            leads.append(paragraph)
        elif style.mark.search(paragraph) or paragraph == GONE:
            paragraphs.append(paragraph)
    return sections


def _left(
    paragraph: str,
    style: _Style,
    kept: Collection[int],
    signs: Mapping[str, tuple[int, str]],
) -> str:
    """The paragraph's sentences of which every mark and every quote stands; in the place of one
    that fell, the sentence that says so."""
    if paragraph == GONE:
        return paragraph
    sentences = []
    for sentence in map(str.strip, style.sentence.findall(paragraph)):
        marks = {int(n) for n in style.mark.findall(sentence)}
        quoted = {signs[sign][0] for sign in sentence if sign in signs}
        if not marks | quoted <= set(kept):
            sentences.append(GONE)
        elif marks:
            sentences.append(sentence)
    return " ".join(sentence for sentence, _ in groupby(sentences))
