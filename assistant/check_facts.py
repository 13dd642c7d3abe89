"""Whether numbers, dates, document numbers and ordinals stand in the evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.check_bindings import Pair, belongs, is_days
from assistant.claims import Claim, Ground, Unsupported
from assistant.particulars import Ordinal, Particulars, When
from assistant.quantities import Quantity, same_unit
from index.aliases import Aliases
from index.reference import Reference, sign
from ingest import text as vi

# Numbers ---------------------------------------------------------------------------------------


def numbers(
    claim: Particulars, ground: Ground, aliases: Aliases, *, foreign: bool
) -> Iterator[Unsupported]:
    held = [(parsed, quantity) for parsed in ground.parsed for quantity in parsed.quantities]
    for quantity in claim.quantities:
        alike = [
            (parsed, other)
            for parsed, other in held
            if same_unit(quantity, other)
            or (foreign and not quantity.measure and not other.measure)
        ]
        equal = [one for one in alike if _same_value(quantity, one[1])]
        if not equal:
            if not quantity.vague or any(other.counted for _, other in alike):
                near = alike or [one for one in held if _same_value(quantity, one[1])]
                found = tuple(_phrase(parsed, other) for parsed, other in near[:3])
                yield Unsupported(Claim.NUMBER, _phrase(claim, quantity), found)
            continue
        bound = [one for one in equal if one[1].bound is quantity.bound]
        if not bound:
            found = tuple(_phrase(parsed, other) for parsed, other in equal[:3])
            yield Unsupported(Claim.COMPARISON, _phrase(claim, quantity), found)
        elif not any(belongs(Pair(claim, quantity, *one, ground, aliases)) for one in bound):
            found = tuple(_phrase(parsed, other) for parsed, other in bound[:3])
            yield Unsupported(Claim.NUMBER, _phrase(claim, quantity), found)
    folded = vi.fold(ground.whole)
    for code in claim.codes:
        if not re.search(rf"(?<!\w){re.escape(code)}(?!\w)", folded):
            yield Unsupported(Claim.NUMBER, code)


def _same_value(one: Quantity, other: Quantity) -> bool:
    return (one.low, one.high) == (other.low, other.high)


def _phrase(parsed: Particulars, quantity: Quantity) -> str:
    """The number with a few words around it, as it is written."""
    before = parsed.text[: quantity.start].rsplit(maxsplit=2)[-2:]
    behind = parsed.text[quantity.end :].split()[:3]
    number = parsed.text[quantity.start : quantity.end]
    return " ".join([*(before if quantity.bound != "exact" else []), number, *behind])


# Dates, documents, ordinals --------------------------------------------------------------------


_YEAR_SAID = re.compile(r"(?:năm|tháng|in|since|[-–/])\s*$", re.IGNORECASE)


def dates(claim: Particulars, ground: Ground, aliases: Aliases) -> Iterator[Unsupported]:
    told = [(parsed, when) for parsed in ground.parsed for when in parsed.whens]
    # Those of the documents, and within document numbers: «222/1998/QĐ/UBND» is of 1998.
    outer = [When(*span, year) for span, year in vi.years(ground.whole)]
    outer += [When(0, 0, *map(int, date.split("-"))) for _, date in ground.documents if date]
    for when in claim.whens:
        counted = not when.month and not _YEAR_SAID.search(claim.text[: when.start])
        if counted and any(when.year == one.low for p in ground.parsed for one in p.quantities):
            continue  # «1800 quốc gia»
        same = [(parsed, other) for parsed, other in told if when.borne_out_by(other)]
        if same:
            fits = any(is_days(claim, when, *one, aliases) for one in same)
        else:
            fits = any(when.borne_out_by(other) for other in outer)
        if not fits:
            written = claim.text[when.start : when.end]
            found = (parsed.text[other.start : other.end] for parsed, other in told)
            yield Unsupported(Claim.DATE, written, tuple(dict.fromkeys(found))[:3])


def documents(claim: Particulars, ground: Ground) -> Iterator[Unsupported]:
    signs = [number for parsed in ground.parsed for number in parsed.signs]
    signs += [number for number, _ in ground.documents if number]
    known = [reference for parsed in ground.parsed for reference in parsed.references]
    for number in claim.signs:
        if sign(number) not in map(sign, signs):
            yield Unsupported(Claim.DOCUMENT, number, tuple(dict.fromkeys(signs))[:3])
    for reference in claim.references:
        if reference.number in claim.signs:
            continue
        fits = any(reference.fits(number, date) for number, date in ground.documents if number)
        fits = fits or any(reference.fits(number) for number in signs)
        if not fits and not any(_same_document(reference, other) for other in known):
            numbers = (other.number for other in known)
            found = tuple(dict.fromkeys((*signs, *numbers)))[:3]
            yield Unsupported(Claim.DOCUMENT, reference.number, found)


def _same_document(one: Reference, other: Reference) -> bool:
    """Whether the other says all that the one does."""
    ours, theirs = sign(one.number), sign(other.number)
    return (
        ours.digits == theirs.digits
        and (not ours.letters or ours.letters == theirs.letters)
        and one.kind in ("", other.kind, *theirs.letters)
        and (one.year or ours.year) in ("", other.year or theirs.year)
    )


def ordinals(claim: Particulars, ground: Ground) -> Iterator[Unsupported]:
    held = [(parsed, ordinal) for parsed in ground.parsed for ordinal in parsed.ordinals]
    for ordinal in claim.ordinals:
        if not any(_same_ordinal(ordinal, other) for _, other in held):
            found = [
                parsed.text[other.start : other.end]
                for parsed, other in held
                if other.label == ordinal.label
            ]
            written = claim.text[ordinal.start : ordinal.end]
            yield Unsupported(Claim.ORDINAL, written, tuple(dict.fromkeys(found))[:3])


def _same_ordinal(one: Ordinal, other: Ordinal) -> bool:
    same = one.label == other.label or not one.label or not other.label
    return same and one.rank == other.rank
