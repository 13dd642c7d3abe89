"""Made-up Vietnamese passages with questions: the language's answer boundaries and near misses.

All of it is fiction composed of parts (`training/scenes/`): a scene's particulars are drawn, some
of its facts are told in one of several wordings and orders, and questions are asked about facts
that are told, about facts that are not, and with a particular exchanged for another.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from ingest.document import Span
from ingest.text import fold
from training.vietnamese_scenes import (
    Asking,
    Fact,
    Scene,
    Written,
    anchors,
    another,
    cast,
    scenes,
    write,
)
from training.vietnamese_words import Value

SOURCE = "vietnamese"
_OFFICIAL_SHARE = 0.4  # the rest reads as encyclopaedias and the press do
_WORDS = (60, 250)
_QUESTIONS = (4, 7)
_UNANSWERABLE = 0.32
_CANDIDATES = 6
_CONNECTIVES = ("Ngoài ra, ", "Bên cạnh đó, ", "Cùng với đó, ", "Đồng thời, ")
_OF_PRESS = (*_CONNECTIVES, "Được biết, ", "Đáng chú ý, ", "Theo ghi nhận, ")
# Sentences that begin so bear no connective before them.
_ADVERBIAL = frozenset("Theo Tương Vì Do Để Nhìn Đề Tồn Kết Phương Nếu Sở Khi Trong Với".split())
_FRAMES = (
    "Cho biết {}", "Xin hỏi {}", "Xin cho biết {}", "Cho hỏi {}", "Hãy cho biết {}",
    "Theo tài liệu, {}", "Theo bài viết, {}", "{} vậy", "{} ạ", "{} nhỉ", "Cho tôi hỏi {}",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question with the scene's form of it; no `answer`: the passage doesn't tell. `foreign`
    is the particular that was put in place of the passage's own."""

    text: str
    form: str
    answer: Span | None
    foreign: str | None = None


@dataclass(frozen=True)
class Told:
    scene: Scene
    text: str
    asked: tuple[Asked, ...]


def paragraphs(seed: int, count: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """`count` passages for `training.data.collect`: source, scene, and a paragraph as in SQuAD."""
    for told in passages(seed, count):
        yield SOURCE, told.scene.name, {"context": told.text, "qas": list(_qas(told))}


def passages(seed: int, count: int) -> Iterator[Told]:
    """The same for the same seed; a larger count goes on where a smaller one ends."""
    random = Random(seed)
    official = [scene for scene in scenes() if scene.official]
    others = [scene for scene in scenes() if not scene.official]
    for _ in range(count):
        kind = official if random.random() < _OFFICIAL_SHARE else others
        yield compose(random.choice(kind), random)


def compose(scene: Scene, random: Random) -> Told:
    """A passage of the scene and questions about it."""
    values = cast(scene, random)
    layout = random.choice(scene.layouts)
    lines = _lines_of(scene, values, layout, random)
    headed = scene.heads and (layout != "prose" or random.random() < 0.4)
    heading = _heading(random.choice(scene.heads), values, random) if headed else ""
    connectives = _CONNECTIVES if scene.official else _OF_PRESS
    text, told = _join(heading, lines, layout, connectives, random)
    asker = _Asker(scene, values, fold(text), told, random)
    return Told(scene, text, tuple(asker.questions()))


def _qas(told: Told) -> Iterator[dict[str, Any]]:
    for asked in told.asked:
        answers = []
        if asked.answer is not None:
            start, end = asked.answer
            answers = [{"text": told.text[start:end], "answer_start": start}]
        yield {"question": asked.text, "answers": answers}


@dataclass(frozen=True)
class _Line:
    """A sentence, and the fact that it tells; a filler tells none."""

    fact: Fact | None
    written: Written


def _lines_of(
    scene: Scene, values: Mapping[str, Value], layout: str, random: Random
) -> list[_Line]:
    """Some of the scene's facts, told in any order after the first, with fillers between."""
    first, *others = scene.facts
    random.shuffle(others)
    lines = [_Line(first, _sentence(first, values, layout, random))]
    wanted = random.randint(*_WORDS)
    for number, fact in enumerate(others):
        words = sum(len(line.written.text.split()) for line in lines)
        if words >= wanted or (number == len(others) - 1 and words >= _WORDS[0]):
            break  # one at least stays untold, to be asked in vain
        lines.append(_Line(fact, _sentence(fact, values, layout, random)))
    fillers = random.sample(scene.fillers, min(random.randint(0, 2), len(scene.fillers)))
    for filler in fillers:
        place = random.randint(1, len(lines))
        lines.insert(place, _Line(None, write(filler, values, random)))
    return lines


def _sentence(fact: Fact, values: Mapping[str, Value], layout: str, random: Random) -> Written:
    listed = layout in ("bullets", "rows") and fact.line
    return write(random.choice(fact.line if listed else fact.say), values, random)


def _heading(form: str, values: Mapping[str, Value], random: Random) -> str:
    """In capitals if the form begins with «!». Nothing in a heading is an answer."""
    text = write(form.removeprefix("!"), values, random).text
    return (text.upper() if form.startswith("!") else text) + "\n"


def _join(
    heading: str,
    lines: Sequence[_Line],
    layout: str,
    connectives: Sequence[str],
    random: Random,
) -> tuple[str, list[tuple[Fact, Written]]]:
    """The passage, and for each fact told its sentence with places in the passage."""
    text, told = heading, list[tuple[Fact, Written]]()
    for number, line in enumerate(lines):
        if number:
            text += "\n" if layout != "prose" or random.random() < 0.08 else " "
        body = line.written.text
        lead = _lead(number, body, layout, connectives, random)
        body = _lowered(line.written) if lead.endswith(", ") else body[0].upper() + body[1:]
        text += lead
        if line.fact:
            moved = [(name, (len(text) + a, len(text) + b)) for name, (a, b) in line.written.marks]
            told.append((line.fact, Written(body, tuple(moved))))
        text += body
    return text, told


def _lead(number: int, body: str, layout: str, connectives: Sequence[str], random: Random) -> str:
    if layout == "clauses":
        return f"{number + 1}. "
    if layout == "bullets" and number:
        return "- "
    if layout == "prose" and number > 1 and body.split()[0] not in _ADVERBIAL:
        return random.choice(connectives) if random.random() < 0.15 else ""
    return ""


def _lowered(line: Written) -> str:
    """As it reads after a connective: a name keeps its capital."""
    if any(start == 0 for _, (start, _end) in line.marks):
        return line.text
    return line.text[0].lower() + line.text[1:]


@dataclass(frozen=True)
class _Asker:
    scene: Scene
    values: Mapping[str, Value]
    folded: str
    told: Sequence[tuple[Fact, Written]]
    random: Random

    def questions(self) -> Iterator[Asked]:
        """Mostly answered ones, each target once; a question in vain where the lot falls."""
        answered = [
            (ask, answer)
            for fact, written in self.told
            for ask in fact.asks
            if (answer := written.find(str(ask.target))) and self._speaks_of(ask)
        ]
        seen: set[str] = set()
        forms: set[str] = set()
        for _ in range(self.random.randint(*_QUESTIONS)):
            fresh = [(ask, answer) for ask, answer in answered if ask.target not in seen]
            asked = None
            if self.random.random() < _UNANSWERABLE:
                asked = self._in_vain([ask for ask, _ in answered])
            elif fresh:
                target = self._target({str(ask.target) for ask, _ in fresh})
                seen.add(target)
                ask, answer = self.random.choice(
                    [each for each in fresh if each[0].target == target]
                )
                asked = self._asked(ask, write(ask.form, self.values, self.random), answer)
            if asked and asked.form not in forms:
                forms.add(asked.form)
                yield asked

    def _speaks_of(self, ask: Asking) -> bool:
        """Whether the passage names what the question is about: «the bridge» alone is no answer
        to a question for bridge An Khê."""
        for anchor, _ in anchors(ask.form):
            slot, _, shape = anchor.partition(".")
            form = self.values[slot].forms[shape]
            if not all(self._occurs(form.text[a:b]) for a, b in form.parts.values()):
                return False
        return True

    def _untold(self) -> list[Asking]:
        facts = [fact for fact, _ in self.told]
        names = {name for _, written in self.told for name, _ in written.marks}
        slots = {name.partition(".")[0] for name in names}
        return [
            ask
            for fact in self.scene.facts
            if fact not in facts
            for ask in fact.asks
            if (slot := str(ask.target).partition(".")[0]) not in slots
            and (slot not in self.values or not self._occurs(self.values[slot].text))
        ]

    def _tells(self, slot: str) -> bool:
        return any(written.find(slot) for _, written in self.told)

    def _occurs(self, text: str) -> bool:
        return fold(text) in self.folded

    def _target(self, targets: set[str]) -> str:
        """Phrases are asked for more often than names and numbers, of which there are more."""
        ordered = sorted(targets)
        weights = [1 if name.partition(".")[0] in self.values else 2 for name in ordered]
        return self.random.choices(ordered, weights)[0]

    def _in_vain(self, told: Sequence[Asking]) -> Asked | None:
        """What the passage leaves out, what the scene never tells, or something exchanged."""
        lot = self.random.random()
        pool = self._untold() if lot < 0.15 else self.scene.untold if lot < 0.42 else ()
        if pool:
            ask = self.random.choice(pool)
            return self._asked(ask, write(ask.form, self.values, self.random), None)
        return (self._crossed(told) if lot < 0.65 else None) or self._exchanged(told)

    def _crossed(self, told: Sequence[Asking]) -> Asked | None:
        """A told fact's question with a particular that the passage tells of something else."""
        found = [
            (ask, anchor, self.values[rival.partition(".")[0]])
            for ask in told
            for anchor, rival in anchors(ask.form)
            if rival and self._tells(rival.partition(".")[0])
        ]
        return self._with(*self.random.choice(found)) if found else None

    def _exchanged(self, told: Sequence[Asking]) -> Asked | None:
        """A told fact's question with one of its particulars replaced by one not in the passage."""
        if not told:
            return None
        # Of a few, the question with the most particulars: a lone one is the subject's name.
        few = [self.random.choice(told) for _ in range(3)]
        ask = max(few, key=lambda each: len(anchors(each.form)))
        anchor, _ = self.random.choice(anchors(ask.form))
        value = self._foreign(anchor.partition(".")[0])
        return self._with(ask, anchor, value) if value else None

    def _with(self, ask: Asking, anchor: str, value: Value) -> Asked | None:
        """None if the form was written without the particular that it may leave away."""
        slot, _, shape = anchor.partition(".")
        foreign = value.forms[shape].text
        for _ in range(_CANDIDATES):
            question = write(ask.form, {**self.values, slot: value}, self.random)
            if foreign in question.text:
                return self._asked(ask, question, None, foreign)
        return None

    def _foreign(self, slot: str) -> Value | None:
        """One that the passage hasn't, of several the likest to its own: «cầu An Hà» for «cầu
        An Khê»."""
        spec = dict(self.scene.slots)[slot]
        taken = [value.text for value in self.values.values()]
        found = []
        for _ in range(_CANDIDATES):
            with contextlib.suppress(LookupError):
                value = another(spec, self.random, self.values, taken)
                if not any(self._occurs(form.text) for form in value.forms.values() if form.parts):
                    found.append(value)
        own = set(self.values[slot].text.split())
        return max(found, key=lambda value: len(own & set(value.text.split())), default=None)

    def _asked(
        self, ask: Asking, question: Written, answer: Span | None, foreign: str | None = None
    ) -> Asked:
        text = typed(_framed(question, self.random), self.random)
        return Asked(text, ask.form, answer, foreign)


def _framed(question: Written, random: Random) -> str:
    """As a question, at times with words around it that ask."""
    mark = "?" if question.text.endswith("?") else ""
    if random.random() < 0.15 and mark and not question.text.startswith("Theo"):
        frame = random.choice(_FRAMES)
        asked = Written(question.text[:-1], question.marks)
        text = frame.format(asked.text if frame.startswith("{") else _lowered(asked)) + mark
    else:
        text = question.text
    return text[0].upper() + text[1:]


def typed(text: str, random: Random) -> str:
    """As people type at times: without diacritics, in lower case, without the mark, with a slip."""
    lot = random.random()
    if lot < 0.12:
        return _unaccented(text, random)
    if lot < 0.18:
        return text.lower().rstrip("?")
    if lot < 0.22:
        return text.rstrip("?")
    if lot < 0.25:
        return _slip(text, random)
    return text


def _unaccented(text: str, random: Random) -> str:
    bare = fold(text)
    lot = random.random()
    if lot < 0.4:
        return bare.rstrip("?") if lot < 0.2 else bare
    return "".join(
        letter.upper() if original.isupper() else letter
        for letter, original in zip(bare, text, strict=True)
    )


def _slip(text: str, random: Random) -> str:
    """One word of small letters with two of them changed over or one lost."""
    words = text.split(" ")
    places = [n for n, word in enumerate(words) if len(word) > 3 and word.isalpha() and n > 0]
    if not places:
        return text
    place = random.choice(places)
    word, at = words[place], random.randrange(1, len(words[place]) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    words[place] = random.choice((swapped, word[:at] + word[at + 1 :]))
    return " ".join(words)
