"""What a person sees of a text that is disguised, by accident or on purpose. Pure."""

from __future__ import annotations

import re
import unicodedata

# Letters of other scripts that look like the ones of a stamp.
_LOOKALIKES = str.maketrans("МТУЕОІАтуеоіаΜΤΥΕΟΙΑτο", "MTYEOIAtyeoiaMTYEOIAto")
_OTHER_SCRIPTS = re.compile("[Α-ωЀ-ӿ]")
# Format characters and variation selectors; marks that compose with no letter.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_STRAY_MARKS = re.compile("[\u0300-\u036f\u20d0-\u20ff]")


def visible(text: str) -> str:
    """Without characters that nobody sees, in Latin letters, composed."""
    if text.isascii():
        return text
    seen = _UNSEEN.sub("", text)
    if _OTHER_SCRIPTS.search(seen):
        seen = seen.translate(_LOOKALIKES)
    return _STRAY_MARKS.sub("", unicodedata.normalize("NFKC", seen))
