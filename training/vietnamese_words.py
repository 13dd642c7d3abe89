"""Particulars that made-up Vietnamese passages are about: people, places, dates, sums."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

from ingest.document import Span

_FOLDER = Path(__file__).parent / "scenes"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_POOL = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Form:
    """One way to write a value. `parts` are the minimal answers within: "" is the value itself,
    other names are what can be asked about it («year» of a date)."""

    text: str
    parts: Mapping[str, Span]


@dataclass(frozen=True)
class Value:
    """`forms[""]` is how it is written unless another form is asked for; `rank` orders values
    of one kind, so that another can be drawn after or below it."""

    forms: Mapping[str, Form]
    rank: int = 0

    @property
    def text(self) -> str:
        start, end = self.forms[""].parts[""]
        return self.forms[""].text[start:end]


def draw(spec: str, random: Random, drawn: Mapping[str, Value]) -> Value:
    """A value as a scene's slot asks for it: «year 1950 1990», «@province», or «this / that».

    Raises ValueError for a specification that names no kind.
    """
    kind, *arguments = spec.split()
    if kind in _KINDS:
        return _KINDS[kind](random, arguments, drawn)
    if kind.startswith("@"):
        return plain(expand(random.choice(pools()[kind[1:]]), random))
    if not set("/[$") & set(spec):
        raise ValueError(f"no kind of value: {spec!r}")
    return plain(expand(random.choice(spec.split(" / ")), random))


def expand(text: str, random: Random) -> str:
    """With one of each «[a|b]» chosen, and for each «$pool» one of that pool's words."""
    while found := _CHOICE.search(text):
        chosen = random.choice(found[1].split("|"))
        text = text[: found.start()] + chosen + text[found.end() :]
    while found := _POOL.search(text):
        word = expand(random.choice(pools()[found[1]]), random)
        text = text[: found.start()] + word + text[found.end() :]
    return text


def plain(text: str, rank: int = 0) -> Value:
    return Value({"": _whole(text)}, rank)


@cache
def pools() -> Mapping[str, Sequence[str]]:
    text = (_FOLDER / "words.yaml").read_text(encoding="utf-8")
    return {
        name: [item.strip() for item in str(items).split(";") if item.strip()]
        for name, items in yaml.safe_load(text).items()
    }


def _whole(text: str) -> Form:
    return Form(text, {"": (0, len(text))})


def _person(random: Random, _: Sequence[str], __: Mapping[str, Value]) -> Value:
    sex = random.choice(("man", "man", "woman"))
    return _named(expand(f"$surname ${sex}", random), "ông" if sex == "man" else "bà")


def _spouse(random: Random, arguments: Sequence[str], drawn: Mapping[str, Value]) -> Value:
    if drawn[arguments[0]].forms["dai"].text == "ông":
        return _named(expand("$surname $woman", random), "bà")
    return _named(expand("$surname $man", random), "ông")


def _foreigner(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    sexes = arguments or ("foreign_man", "foreign_man", "foreign_woman")
    sex = random.choice(sexes)
    return _named(
        expand(f"${sex} $foreign_surname", random), "ông" if sex == "foreign_man" else "bà"
    )


def _named(name: str, title: str) -> Value:
    short = name.split()[-1]
    after = (len(title) + 1, len(title) + 1 + len(name))
    return Value(
        {
            "": _whole(name),
            "ong": Form(f"{title} {name}", {"": after}),
            "Ong": Form(f"{title.capitalize()} {name}", {"": after}),
            # «ông Bình»: who that is has been said before, so it is no answer to «ai».
            "ngan": Form(f"{title} {short}", {}),
            "dai": Form(title, {}),
        }
    )


def _country(random: Random, _: Sequence[str], __: Mapping[str, Value]) -> Value:
    name, capital, *cities = random.choice(pools()["country"]).split(",")
    return Value(
        {
            "": _whole(name.strip()),
            "cap": Form(capital.strip(), {"cap": (0, len(capital.strip()))}),
            "city": Form(city := random.choice(cities).strip(), {"city": (0, len(city))}),
        }
    )


def _year(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    year = random.randint(int(arguments[0]), int(arguments[1]))
    return plain(str(year), year)


def _after(random: Random, arguments: Sequence[str], drawn: Mapping[str, Value]) -> Value:
    year = drawn[arguments[0]].rank + random.randint(int(arguments[1]), int(arguments[2]))
    return plain(str(year), year)


def _date(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    first = datetime.date(int(arguments[0]), 1, 1).toordinal()
    last = datetime.date(int(arguments[1]), 12, 28).toordinal()
    return _day(random.randint(first, last), random.random() < 0.5)


def _later(random: Random, arguments: Sequence[str], drawn: Mapping[str, Value]) -> Value:
    base = drawn[arguments[0]]
    short = "/" in base.text
    return _day(base.rank + random.randint(int(arguments[1]), int(arguments[2])), short)


def _day(ordinal: int, short: bool) -> Value:
    day = datetime.date.fromordinal(ordinal)
    year = str(day.year)
    if short:
        full, without = f"ngày {day:%d/%m}/{year}", f"ngày {day:%d/%m}"
        month = f"tháng {day.month}/{year}"
        answer, answer_without = (5, len(full)), (5, len(without))
    else:
        full = f"ngày {day.day} tháng {day.month} năm {year}"
        without = f"ngày {day.day} tháng {day.month}"
        month = f"tháng {day.month} năm {year}"
        answer, answer_without = (0, len(full)), (0, len(without))
    return Value(
        {
            "": Form(full, {"": answer, "year": (len(full) - 4, len(full))}),
            "dm": Form(without, {"dm": answer_without}),
            "month": Form(month, {"month": (0, len(month)), "year": (len(month) - 4, len(month))}),
            "year": Form(year, {"year": (0, 4)}),
        },
        ordinal,
    )


def _count(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    low, high = map(int, arguments)
    number = random.randint(low, high)
    if number > 3000 and random.random() < 0.6:
        number = max(low, round(number, -2))
    return plain(f"{number:,}".replace(",", "."), number)


def _below(random: Random, arguments: Sequence[str], drawn: Mapping[str, Value]) -> Value:
    whole = drawn[arguments[0]].rank
    number = random.randint(max(1, whole // 12), max(2, whole // 3))
    return plain(f"{number:,}".replace(",", "."), number)


def _decimal(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    """«decimal 1 90 km»: a number with a comma now and then, and its unit."""
    low, high, *unit = arguments
    number = random.uniform(float(low), float(high))
    digits = random.choice((0, 1, 1, 2)) if number < 200 else 0
    written = f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return plain(" ".join([written, *unit]), int(number * 100))


def _money(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    """«money», «money tỷ đồng» or «money USD»: a sum with its unit, here thousands or millions."""
    units = {"": ("tỷ đồng", "triệu đồng"), "USD": ("triệu USD", "nghìn USD")}
    unit = random.choice(units.get(" ".join(arguments), (" ".join(arguments),)))
    number = random.choice(
        (
            f"{random.randint(2, 950)}",
            f"{random.randint(1, 95)},{random.randint(1, 9)}",
            f"{random.randint(1, 20)},{random.randint(1, 9)}{random.randint(1, 9)}",
        )
    )
    return plain(f"{number} {unit}")


def _percent(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    low, high = map(int, arguments or ("2", "95"))
    number = random.randint(low, high)
    return plain(random.choice((f"{number}%", f"{number},{random.randint(1, 9)}%")))


def _number(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    """«number QĐ-UBND»: a document's number and symbol."""
    return plain(f"{random.randint(3, 4200):02d}/{random.choice(arguments)}")


def _hour(random: Random, arguments: Sequence[str], _: Mapping[str, Value]) -> Value:
    first, last = map(int, arguments or ("7", "20"))
    hour, minute = random.randint(first, last), random.choice(("00", "15", "30", "45"))
    if minute == "00":
        return plain(random.choice((f"{hour} giờ", f"{hour}h00", f"{hour} giờ 00")))
    return plain(random.choice((f"{hour} giờ {minute}", f"{hour}h{minute}", f"{hour}:{minute}")))


_Draw = Callable[[Random, Sequence[str], Mapping[str, Value]], Value]
_KINDS: Mapping[str, _Draw] = {
    "person": _person,
    "spouse": _spouse,
    "foreigner": _foreigner,
    "country": _country,
    "year": _year,
    "after": _after,
    "date": _date,
    "later": _later,
    "count": _count,
    "below": _below,
    "decimal": _decimal,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "hour": _hour,
}
