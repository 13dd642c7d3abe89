"""What a document says of itself, gathered from its masthead, title, closing and text. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest import masthead, own_dates, own_titles, titles
from ingest.closing import Closing, closing
from ingest.document import Block, Metadata
from ingest.language import language
from ingest.partners import find_partners
from ingest.references import find_references


def find_metadata(
    text: str, blocks: Sequence[Block], properties: Mapping[str, str], *, name: str
) -> Metadata:
    """The metadata of a document with that text; `properties` as in formats.Content.

    `name` is the file's stem, the title of a document that gives itself none. Độ mật is left
    empty: ingest.secrecy looks for stamps in more than this text.
    """
    head = masthead.head_lines(text, blocks)
    annex = masthead.attached(head)
    official = masthead.is_official(head)
    heading = (titles.heading if official or annex else titles.plain_heading)(head, text)
    own_number = masthead.number(head, annex)
    date = masthead.date(text, head, annex, properties)
    date = date or own_dates.own_date(text, blocks, heading.kind)
    ending = closing(text, blocks) if official else Closing()
    return Metadata(
        title=heading.title
        or own_titles.own_title(text, blocks, properties)
        or own_titles.of_file(name),
        number=own_number,
        date=date,
        issuer=masthead.issuer(head, annex, titled=bool(heading.title)),
        kind=heading.kind,
        subject=heading.subject,
        signer=ending.signer,
        signer_post=ending.signer_post,
        recipients=ending.recipients,
        urgency=masthead.urgency(head),
        language=language(text),
        partners=find_partners(text),
        references=find_references(text, blocks, number=own_number, kind=heading.kind, date=date),
    )
