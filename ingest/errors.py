"""Why a file could not be taken in. The wording for people is in ui/text.py."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One word a cause; `ui.text` has one Vietnamese sentence for each."""

    EMPTY = "empty"
    NO_TEXT = "no_text"  # opens, but holds no text: a scan, or only pictures
    NO_PAGES = "no_pages"
    SECRET = "secret"  # stamped with a degree of state secrecy
    BOMB = "bomb"  # an archive too large, too deep or of too many files once unpacked
    TOO_LONG = "too_long"  # reading it took too much time or memory
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    MISSING = "missing"  # not there, or gone while it was read
    UNREADABLE = "unreadable"  # no permission, or the disk failed


# What we will not take, as against what we tried to read and could not.
REFUSED = frozenset(
    {Reason.UNSUPPORTED, Reason.TOO_LARGE, Reason.ENCRYPTED, Reason.SECRET, Reason.BOMB}
)


class IntakeError(Exception):
    """A file that cannot become a document: `reason`, and `facts` that fill its sentence."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        super().__init__(f"{reason}: {facts}" if facts else str(reason))
        self.reason = reason
        self.facts = facts

    @property
    def refused(self) -> bool:
        return self.reason in REFUSED
