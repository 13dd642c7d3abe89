"""What a draft of talking points is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.tongues import Language

LONGEST_LINE = 300  # characters, of a name, a post, a point that must appear
MOST_LINES = 20  # guests, points that must appear, points to avoid
MINUTES = range(1, 61)
# Syllables that a Vietnamese speaker reads aloud in a minute of a formal speech; who stops for an
# interpreter speaks half of the time.
PACE = 130


class Occasion(StrEnum):
    RECEPTION = "tiep_xa_giao"
    TALKS = "hoi_dam"
    SIGNING = "le_ky_ket"
    CONFERENCE = "hoi_nghi"
    ANNIVERSARY = "le_ky_niem"
    OPENING = "khai_mac"
    PRESS = "tra_loi_bao_chi"


class Tone(StrEnum):
    SOLEMN = "trang_trong"
    WARM = "than_mat"


class Genre(StrEnum):
    """What is asked for: points, or also a speech of them in running words. The points are made
    in either case; the speech is written behind, by a language model."""

    POINTS = "goi_y"
    SPEECH = "bai_phat_bieu"


@dataclass(frozen=True)
class Person:
    """`post` is chức vụ in full, with the office («Tỉnh trưởng tỉnh Champasak»); `address` is
    «ông», «bà», «ngài» or «đồng chí», empty where it is not known."""

    name: str
    post: str = ""
    address: str = ""


@dataclass(frozen=True)
class Brief:
    """`partner` is the guests' locality or organisation, `country` theirs, `field` what the
    meeting is about; each may be empty. `documents` restricts what is drawn on, empty for all
    that may be read; `without` leaves documents out (ids). `minutes` is the time to speak."""

    occasion: Occasion
    partner: str = ""
    country: str = ""
    field: str = ""
    event: str = ""
    guests: tuple[Person, ...] = ()
    speaker: Person = Person("")
    hosts: tuple[Person, ...] = ()
    when: date | None = None
    minutes: int = 5
    interpreted: bool = False
    tone: Tone = Tone.SOLEMN
    must: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    genre: Genre = Genre.POINTS
    language: Language | None = None

    @property
    def needs_model(self) -> bool:
        """Whether a language model is needed for all that is asked for."""
        return self.genre is Genre.SPEECH or self.language is not None

    @property
    def syllables(self) -> int:
        """How many can be read aloud in the time."""
        return self.minutes * PACE // (2 if self.interpreted else 1)


class BriefError(Exception):
    """A brief that no draft can be made of. `problem` is «no_subject» (neither partner nor field
    nor event), «minutes», «too_long» or «too_many»; `facts` says more."""

    def __init__(self, problem: str, **facts: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.facts = facts


def check_brief(brief: Brief) -> None:
    """Raises BriefError."""
    if not any(map(str.strip, (brief.partner, brief.country, brief.field, brief.event))):
        raise BriefError("no_subject")
    if brief.minutes not in MINUTES:
        raise BriefError("minutes", least=MINUTES[0], most=MINUTES[-1])
    people = (*brief.guests, *brief.hosts, brief.speaker)
    if max(map(len, (brief.guests, brief.hosts, brief.must, brief.avoid))) > MOST_LINES:
        raise BriefError("too_many", limit=MOST_LINES)
    lines = [brief.partner, brief.country, brief.field, brief.event, *brief.must, *brief.avoid]
    lines += [text for person in people for text in (person.name, person.post, person.address)]
    if any(len(line) > LONGEST_LINE for line in lines):
        raise BriefError("too_long", limit=LONGEST_LINE)
