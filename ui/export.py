"""A draft as a file, in the form that a person chose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from assistant import office_suite
from assistant.drafts import KeptDraft
from assistant.markdown import markdown
from assistant.settings import Settings
from assistant.word import Form, Notes, docx
from assistant.word_card import card

_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST_NAME = 80  # characters


class As(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    MARKDOWN = "md"
    CARD = "card"
    CARD_PDF = "card-pdf"


TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


def exported(kept: KeptDraft, chosen: Mapping[str, str], form: Form) -> bytes:
    """`chosen` are `form`, `notes` and `letterhead` as in an address. Raises
    OfficeSuiteError where PDF is wanted and there is no LibreOffice."""
    wanted = As(chosen["form"])
    if wanted is As.MARKDOWN:
        return markdown(kept.draft).encode()
    form = replace(form, notes=Notes(chosen["notes"]), letterhead=chosen["letterhead"] == "true")
    made = card(kept.draft, form) if wanted in (As.CARD, As.CARD_PDF) else docx(kept.draft, form)
    return office_suite.pdf(made) if wanted in (As.PDF, As.CARD_PDF) else made


def word_form(settings: Settings) -> Form:
    """A form with the office's names."""
    return Form(office=settings.office, parent=settings.parent, place=settings.home)


def suffix(wanted: As) -> str:
    return {As.CARD: "docx", As.CARD_PDF: "pdf"}.get(wanted, wanted.value)


def file_name(title: str, wanted: As) -> str:
    """The draft's title as a name that every system takes."""
    name = _NO_NAME.sub(" ", title)[:_LONGEST_NAME]
    return f"{' '.join(name.split()).strip('. ') or 'goi-y-phat-bieu'}.{suffix(wanted)}"
