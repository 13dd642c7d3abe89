"""What a person sees of a text or of a name that is disguised, by accident or on purpose. Pure."""

from __future__ import annotations

import re
import unicodedata

from ingest import text as vi

# Letters of other scripts that look like the ones of a stamp.
_LOOKALIKES = str.maketrans("МТУЕОІАтуеоіаΜΤΥΕΟΙΑτο", "MTYEOIAtyeoiaMTYEOIAto")
_OTHER_SCRIPTS = re.compile("[Α-ωЀ-ӿ]")
# Marks that compose with no letter.
_STRAY_MARKS = re.compile("[\u0300-\u036f\u20d0-\u20ff]")


def visible(text: str) -> str:
    """Without characters that nobody sees, in Latin letters, composed."""
    if text.isascii():
        return text
    seen = vi.UNSEEN.sub("", text)
    if _OTHER_SCRIPTS.search(seen):
        seen = seen.translate(_LOOKALIKES)
    return _STRAY_MARKS.sub("", unicodedata.normalize("NFKC", seen))


_LONGEST_NAME = 200  # characters; a title of a document is as long at most


def shown_name(name: str) -> str:
    """A file's name as people see and read it: one line without unseen characters, its middle
    left out where it goes on for ever."""
    name = vi.clean(name) or "tep"
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
