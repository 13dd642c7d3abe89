"""What a person sees of a text that is disguised, by accident or on purpose. Pure."""

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
