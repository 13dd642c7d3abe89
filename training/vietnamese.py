"""Made-up Vietnamese passages with questions: the reader's data have no Vietnamese, and no question
that differs from an answered one in a single particular. Scenes are in vietnamese.yaml.

Each fact is said in one of several ways beside rival facts of the same kind; each of its slots is
asked for in several ways and answered by that slot alone, as SQuAD answers («1998», not «năm
1998»). A near miss asks the same with one slot exchanged, or for a fact that is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from ingest import text as vi
from training.vietnamese_words import Words

SOURCE = "vietnamese"
Random = np.random.Generator
_SCENES = Path(__file__).with_name("vietnamese.yaml")
_SLOT = re.compile(r"\{(\w+)\}")
_RIVALS = (0.45, 0.4, 0.15)  # how many more facts of a relation a passage tells: 0, 1, 2
_ANSWERED = 4  # questions a passage, at most
_NEAR = 2  # near misses a passage, at most
_UNACCENTED, _CARELESS = 0.12, 0.15
_HEADED, _LINES, _BULLETS = 0.3, 0.3, 0.3
_HEADINGS = (
    "BÁO CÁO", "I. TÌNH HÌNH CHUNG", "THÔNG TIN CHUNG", "Kết quả đạt được", "Điều 3. Nội dung",
    "II. KẾT QUẢ", "Giới thiệu", "Tư liệu", "Phụ lục", "BIÊN BẢN LÀM VIỆC", "1. Khái quát",
)  # fmt: skip
_LINKS = ("Ngoài ra, ", "Bên cạnh đó, ", "Cũng trong thời gian này, ", "Trước đó, ", "Sau đó, ")
_MAY_FOLLOW = re.compile(r"(?:Năm|Ngày|Trong|Từ|Theo|Với|Tại|Do|Vì|Để|Khi|Có|Ở)\s")

Json = dict[str, Any]


@dataclass(frozen=True)
class Relation:
    """Ways to say a fact, ways to ask for each of its slots, values that are its own."""

    said: tuple[str, ...]
    asked: dict[str, tuple[str, ...]]
    values: dict[str, list[str]]


@dataclass(frozen=True)
class Scene:
    name: str
    subject: tuple[str, ...]  # slots that are the same throughout a passage
    filler: tuple[str, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Fact:
    relation: Relation
    slots: dict[str, str]


@lru_cache
def scenes() -> tuple[Scene, ...]:
    found = yaml.safe_load(_SCENES.read_text("utf-8"))["scenes"]
    return tuple(
        Scene(
            one["name"],
            tuple(one["subject"]),
            tuple(one["filler"]),
            tuple(
                Relation(
                    tuple(told["s"]),
                    {slot: tuple(forms) for slot, forms in told["q"].items()},
                    {slot: list(map(str, values)) for slot, values in told.get("v", {}).items()},
                )
                for told in one["relations"]
            ),
        )
        for one in found
    )


def paragraphs(seed: int, count: int) -> Iterator[tuple[str, Json]]:
    """`count` paragraphs in the manner of SQuAD, each with its article; two share a subject and
    tell different facts of it."""
    every = scenes()
    for number in range((count + 1) // 2):
        random = np.random.default_rng((seed, number))
        scene = every[number % len(every)]
        words = Words(random)
        subject = {slot: words.of(slot) for slot in scene.subject}
        order = random.permutation(len(scene.relations))
        half = len(order) // 2
        for part in (order[:half], order[half:])[: count - 2 * number]:
            chosen = [scene.relations[int(place)] for place in part]
            article = f"{scene.name} {number}"
            yield article, _Passage(scene, chosen, subject, words, random).paragraph()


class _Passage:
    def __init__(
        self,
        scene: Scene,
        chosen: list[Relation],
        subject: dict[str, str],
        words: Words,
        random: Random,
    ) -> None:
        self._scene, self._chosen, self._subject = scene, chosen, subject
        self._words, self._random = words, random
        self._facts = [fact for relation in chosen for fact in self._told(relation)]

    def _told(self, relation: Relation) -> list[Fact]:
        """The relation's facts; rivals only where something but the subject tells them apart."""
        slots = set(_SLOT.findall(" ".join(relation.said)))
        more = 0
        if all(self._apart(forms) for forms in relation.asked.values()):
            more = int(self._random.choice(len(_RIVALS), p=_RIVALS))
        pools = {slot: list(self._random.permutation(v)) for slot, v in relation.values.items()}
        more = min([more, *(len(pool) - 1 for pool in pools.values())])
        return [
            Fact(
                relation,
                {
                    slot: self._subject.get(slot)
                    or (str(pools[slot][turn]) if slot in pools else self._words.of(slot))
                    for slot in sorted(slots)
                },
            )
            for turn in range(more + 1)
        ]

    def _apart(self, forms: tuple[str, ...]) -> bool:
        return any(set(_SLOT.findall(form)) - set(self._subject) for form in forms)

    def paragraph(self) -> Json:
        text, spans = self._write()
        asked = [*self._answered(text, spans), *self._near_misses(text)]
        return {"context": text, "qas": asked}

    def _write(self) -> tuple[str, dict[tuple[int, str], tuple[int, int]]]:
        """The passage, and where each slot of each fact stands in it."""
        random = self._random
        told: list[int | str] = [int(n) for n in random.permutation(len(self._facts))]
        for line in random.permutation(self._scene.filler)[: random.integers(0, 3)]:
            told.insert(int(random.integers(0, len(told) + 1)), str(line))
        joint = "\n" if random.random() < _LINES else " "
        bullet = "- " if joint == "\n" and random.random() < _BULLETS else ""
        text = f"{random.choice(_HEADINGS)}\n" if random.random() < _HEADED else ""
        spans: dict[tuple[int, str], tuple[int, int]] = {}
        for place, one in enumerate(told):
            text += (joint if place else "") + bullet
            if isinstance(one, str):
                text += one
                continue
            sentence, found = self._say(self._facts[one], first=not place)
            for slot, (start, end) in found.items():
                spans[one, slot] = (len(text) + start, len(text) + end)
            text += sentence
        return text, spans

    def _say(self, fact: Fact, *, first: bool) -> tuple[str, dict[str, tuple[int, int]]]:
        form = str(self._random.choice(fact.relation.said))
        text, found = "", {}
        if not first and _MAY_FOLLOW.match(form) and self._random.random() < 0.3:
            text = str(self._random.choice(_LINKS))
            form = form[0].lower() + form[1:]
        for piece in re.split(r"(\{\w+\})", form):
            slot = piece[1:-1] if piece.startswith("{") else ""
            if not slot:
                text += piece
                continue
            text += self._words.honorific(slot)
            found[slot] = (len(text), len(text) + len(fact.slots[slot]))
            text += fact.slots[slot]
        return text[:1].upper() + text[1:], found

    def _answered(self, text: str, spans: dict[tuple[int, str], tuple[int, int]]) -> Iterator[Json]:
        forms = [
            (number, slot, form)
            for number, fact in enumerate(self._facts)
            for slot, forms in fact.relation.asked.items()
            if (number, slot) in spans
            for form in forms
            if self._alone(fact) or set(_SLOT.findall(form)) - set(self._subject)
        ]
        seen: set[tuple[int, str]] = set()
        for place in self._random.permutation(len(forms)):
            number, slot, form = forms[int(place)]
            if (number, slot) in seen or len(seen) == _ANSWERED:
                continue
            seen.add((number, slot))
            start, end = spans[number, slot]
            answer = {"text": text[start:end], "answer_start": start}
            yield {"question": self._ask(form, self._facts[number].slots), "answers": [answer]}

    def _alone(self, fact: Fact) -> bool:
        return sum(other.relation is fact.relation for other in self._facts) == 1

    def _near_misses(self, text: str) -> Iterator[Json]:
        made = 0
        for _ in range(4 * _NEAR):
            question = self._untold() if self._random.random() < 0.3 else self._exchanged(text)
            if question is not None and made < _NEAR:
                made += 1
                yield {"question": question, "answers": []}

    def _exchanged(self, text: str) -> str | None:
        """A question with one slot exchanged for what the passage has not, or has of another
        fact."""
        fact = self._facts[self._random.integers(len(self._facts))]
        slot = str(self._random.choice(list(fact.relation.asked)))
        form = str(self._random.choice(fact.relation.asked[slot]))
        inside = [name for name in _SLOT.findall(form) if name != slot]
        if not inside:
            return None
        name = str(self._random.choice(inside))
        rivals = [
            other.slots[name]
            for other in self._facts
            if other.relation is fact.relation and other.slots[name] != fact.slots[name]
        ]
        apart = [one for one in inside if one not in self._subject]
        if rivals and len(apart) > 1 and self._random.random() < 0.5:
            other = str(self._random.choice(rivals))
        else:
            pool = fact.relation.values.get(name)
            other = str(self._random.choice(pool)) if pool else self._words.near(fact.slots, name)
            if other.casefold() in text.casefold():
                return None
        return self._ask(form, {**fact.slots, name: other})

    def _untold(self) -> str | None:
        """A question of the scene that nothing in the passage tells."""
        others = [one for one in self._scene.relations if one not in self._chosen]
        known = {slot: value for fact in self._facts for slot, value in fact.slots.items()}
        forms = [
            form
            for relation in others
            for slot, forms in relation.asked.items()
            for form in forms
            if set(_SLOT.findall(form)) <= set(known)
        ]
        return self._ask(str(self._random.choice(forms)), known) if forms else None

    def _ask(self, form: str, slots: dict[str, str]) -> str:
        question = _SLOT.sub(lambda found: slots[found[1]], form)
        question = question[:1].upper() + question[1:]
        if self._random.random() < _CARELESS:
            question = question.rstrip("?")
            question = question.lower() if self._random.random() < 0.5 else question
        return vi.fold(question) if self._random.random() < _UNACCENTED else question
