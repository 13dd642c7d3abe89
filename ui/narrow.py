"""What a door takes to narrow a search becomes `index.filters.Filters`.

The command line checks a year without loading the index behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ui.search_text import LANGUAGES

if TYPE_CHECKING:
    from index.filters import Filters

NAMES = ("year", "kind", "issuer", "country", "language")
Narrowing = Mapping[str, Sequence[str]]  # values by the names above

_YEARS = re.compile(r"((?:1[89]|20|21)\d{2})(?:\s*[-–]\s*((?:1[89]|20|21)\d{2}))?")


def years(written: str) -> tuple[int, int]:
    """The first and the last of «2025» or «2023-2025». Raises ValueError."""
    match = _YEARS.fullmatch(written.strip())
    if match is None:
        raise ValueError(written)
    return int(match[1]), int(match[2] or match[1])


def language(written: str) -> str:
    """The code of «en», «tiếng Anh» or «Anh»; what is none of these stays as it is."""
    plain = written.strip().lower()
    codes = {name.lower(): code for code, name in LANGUAGES.items()}
    return codes.get(plain) or codes.get(f"tiếng {plain}", plain)


def filters(narrowing: Narrowing) -> Filters:
    """Raises ValueError for what is no year."""
    from index.filters import Filters
    from index.filters import years as period

    return Filters(
        periods=tuple(period(*years(one)) for one in narrowing.get("year", ())),
        kinds=tuple(narrowing.get("kind", ())),
        issuers=tuple(narrowing.get("issuer", ())),
        partners=tuple(narrowing.get("country", ())),
        languages=tuple(map(language, narrowing.get("language", ()))),
    )
