"""The countries that documents tell of as partners, with the places and organisations of each
and the sentences that say so. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from assistant.onboarding.paper import Line, Paper, Quote
from ingest import text as vi
from ingest.partners import country_names, find_partners

_COUNTRY = re.compile(r"quốc gia|nước|tên nước", re.I)
_PARTNER = re.compile(r"địa phương|đối tác|tỉnh|thành phố|tổ chức|cơ quan|tên đầy đủ|bên ký", re.I)
_TELLING = re.compile(r"hợp tác|đối tác|quan hệ|hữu nghị|ký|thăm|đầu tư|kết nối|giao lưu", re.I)
# What makes a place that is named a partner; «nhắc tới» doesn't.
_BOUND = re.compile(r"hợp tác|đối tác|quan hệ|ký kết|kết nghĩa", re.I)
_KIND = r"(?i:(?:các\s+)?(?:tỉnh|thành phố|vùng|quận|thủ đô|bang|huyện|đảo)\s+)"
_NAME = r"[^\W\d_a-zđà-ỹ][\w’'.-]*(?:[ -][^\W\d_][\w’'.-]*){0,4}"
_LISTED = re.compile(
    rf"(?P<names>{_KIND}{_NAME}(?:,\s+{_KIND}?{_NAME})*)\s\((?P<country>[^()]{{2,30}})\)"
)
_WITHIN = re.compile(rf"(?P<before>[^();.]{{2,40}})\((?P<names>{_NAME}(?:,\s+{_NAME})+)\)")
_MOST_QUOTES = 6
_SEVERAL = 3  # countries in one sentence


@dataclass(frozen=True)
class Mention:
    """A sentence or row that names a partner country; `places` those of its places and
    organisations that it names as such."""

    country: str
    places: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True)
class Country:
    """`places` with the quote that names each first; `quotes` sentences that tell of it."""

    name: str
    places: tuple[tuple[str, Quote], ...]
    quotes: tuple[Quote, ...]


def mentions(paper: Paper) -> tuple[Mention, ...]:
    return tuple(one for line in paper.lines if not line.heading for one in _of_line(paper, line))


@dataclass(frozen=True)
class Partners:
    """`countries`, those with the most places first; `general` are sentences that name several."""

    countries: tuple[Country, ...]
    general: tuple[Quote, ...]


def partners(found: Iterable[Mention]) -> Partners:
    """Each sentence once: one that names several countries is none's own."""
    found = list(found)
    named: dict[str, set[str]] = {}
    for one in found:
        named.setdefault(one.quote.id, set()).add(one.country)
    several = {key for key, names in named.items() if len(names) >= _SEVERAL}
    general = {one.quote.text: one.quote for one in found if one.quote.id in several}
    return Partners(tuple(_countries(found, several)), tuple(general.values()))


def _countries(found: Iterable[Mention], several: Container[str]) -> list[Country]:
    places: dict[str, dict[str, Quote]] = {}
    quotes: dict[str, dict[str, Quote]] = {}
    for one in found:
        own = places.setdefault(one.country, {})
        for place in one.places:
            if all(vi.fold(place) != vi.fold(other) for other in own):
                own[place] = one.quote
        if not vi.is_row(one.quote.text) and one.quote.id not in several:
            quotes.setdefault(one.country, {}).setdefault(one.quote.text, one.quote)
    listed = [
        Country(name, tuple(own.items()), tuple(quotes.get(name, {}).values())[:_MOST_QUOTES])
        for name, own in places.items()
    ]
    return sorted(listed, key=lambda one: (-len(one.places), vi.fold(one.name)))


def _of_line(paper: Paper, line: Line) -> Iterator[Mention]:
    if line.cells:
        yield from _of_row(paper, line)
        return
    for start, end in line.sentences:
        sentence = paper.text[start:end]
        if not _TELLING.search(sentence):
            continue
        quote = paper.quote(start, end, line.section)
        for country in find_partners(sentence):
            if country in country_names():
                yield Mention(country, tuple(_places(sentence, country)), quote)


def _of_row(paper: Paper, line: Line) -> Iterator[Mention]:
    """«Quốc gia: Lào; Địa phương đối tác: Salavan»."""
    named = [cell for cell in line.cells if _COUNTRY.fullmatch(cell.column)]
    partners = [cell for cell in line.cells if _PARTNER.match(cell.column)]
    if len(named) != 1 or not partners:
        return
    quote = paper.quote(line.start, line.end, line.section)
    # Behind «nước» also names count that are common words elsewhere: «Lào», «Pháp».
    for country in find_partners(f"nước {named[0].text}")[:1]:
        yield Mention(country, (partners[0].text,), quote)


def _places(sentence: str, country: str) -> Iterator[str]:
    """«Các tỉnh Gifu, Niigata (Nhật Bản)», «Các tỉnh Nam Trung Lào (Salavan, Champasak)»."""
    if not _BOUND.search(sentence):
        return
    for match in _LISTED.finditer(sentence):
        if find_partners(f"nước {match['country']}") == (country,):
            yield from _split(match["names"])
    for match in _WITHIN.finditer(sentence):
        if find_partners(f"nước {match['before'].split()[-1]}") == (country,):
            yield from _split(match["names"])


def _split(names: str) -> Iterator[str]:
    for name in names.split(","):
        bare = re.sub(rf"^{_KIND}", "", name.strip())
        if bare and bare[0].isupper():
            yield bare
