"""Documents as onboarding reads them, without a store."""

from __future__ import annotations

from assistant.onboarding.paper import Paper
from index.access import Label
from index.records import Record


def paper(
    text: str, title: str = "Văn bản thử", date: str | None = None, number: str = ""
) -> Paper:
    """A document of these lines; its id is its title."""
    lines = "\n\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    record = Record(
        id=title, version_id=f"v {title}", file=f"{title}.txt", title=title, number=number,
        date=date, latest_year=None, issuer="", kind="", label=Label.INTERNAL, digest="",
        added_at="", language="vi",
    )  # fmt: skip
    return Paper(record, lines, ())
