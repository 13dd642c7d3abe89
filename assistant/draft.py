"""A draft of talking points: sections of points, a fact sheet, what needs checking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.chat import Citation
from assistant.speech import Brief
from assistant.tongues import Language
from ingest import text as vi


class Kind(StrEnum):
    PHRASE = "phrase"  # a template's words, which state nothing
    QUOTE = "quote"  # a document's own words, letter for letter
    OWN = "own"  # written by a person
    GAP = "gap"  # wanted, and no document says it: «chưa có nguồn»


@dataclass(frozen=True)
class Point:
    """One thing to say. `citation` is a quote's, and of a person's own words the passage that
    bears them out, None where none was looked for or found; `checked` says that it was looked
    for. A locked point survives when its section is made anew."""

    id: str
    kind: Kind
    text: str
    citation: Citation | None = None
    locked: bool = False
    checked: bool = False

    @property
    def sourced(self) -> bool:
        """Whether what it states, if it states anything, stands in a document."""
        return self.kind is Kind.PHRASE or self.citation is not None


@dataclass(frozen=True)
class Spoken:
    """A sentence of a speech, with what bears it out; no citation for words that state nothing or
    are a person's own."""

    text: str
    citations: tuple[Citation, ...] = ()


class Part(StrEnum):
    """Sections in the order of the trade."""

    WELCOME = "chao_mung"
    PLACE = "gioi_thieu"
    RELATIONS = "quan_he"
    RESULTS = "ket_qua"
    PROPOSALS = "de_xuat"
    CLOSING = "cam_on"


@dataclass(frozen=True)
class Section:
    """`spare` are further quotes for which the time is too short; `speech` says the points in
    running words, empty where nobody wrote it or the points have changed since."""

    part: Part
    heading: str
    points: tuple[Point, ...]
    spare: tuple[Point, ...] = ()
    speech: tuple[Spoken, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A sentence of the draft, `text`, in another language; `faults` say in Vietnamese what in it
    does not go with the Vietnamese sentence, or could not be told. None: what can be compared
    across languages was compared, and goes."""

    text: str
    translated: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parallel:
    """What a draft says, in another language; sentences that are missing are yet to be put into
    it. `notices` are what to know of how it was written."""

    language: Language
    lines: tuple[Rendered, ...]
    notices: tuple[str, ...] = ()


class Topic(StrEnum):
    """What the fact sheet tells of a partner."""

    SINCE = "thiet_lap"
    AGREEMENTS = "thoa_thuan"
    PROJECTS = "du_an"
    VISITS = "doan"
    PEOPLE = "nhan_su"
    COMMITMENTS = "cam_ket"
    OTHER = "khac"


@dataclass(frozen=True)
class Fact:
    """`label` names a person or gives a date, as the quote has it; may be empty."""

    topic: Topic
    label: str
    citation: Citation


class Doubt(StrEnum):
    """Why something needs checking before it is said."""

    OLD_FIGURE = "so_lieu_cu"  # a figure of a document more than a year old
    SUPERSEDED = "het_hieu_luc"
    POST = "chuc_vu"  # a person's post may have changed
    NO_SOURCE = "chua_co_nguon"
    CONFLICT = "khac_nhau"  # two documents differ
    OLD_NAME = "ten_cu"  # a place under a name that it no longer bears
    AVOIDED = "da_tranh"  # passages left out, since they touch what is to be avoided
    NO_DATE = "khong_ro_ngay"


@dataclass(frozen=True)
class Check:
    """`text` says what to check, in Vietnamese; `citations` are the passages concerned."""

    doubt: Doubt
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Draft:
    """`avoided` counts, by what was to be avoided, the sentences left out for it; `notices` are
    what to know of how its speech was written; `parallel` is what it says in another language,
    None where nobody asked."""

    brief: Brief
    title: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
    avoided: Mapping[str, int] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    parallel: Parallel | None = None

    @property
    def syllables(self) -> int:
        """Of all points together, to be set beside `brief.syllables`."""
        return sum(
            sum(1 for _ in vi.tokens(point.text))
            for section in self.sections
            for point in section.points
        )
