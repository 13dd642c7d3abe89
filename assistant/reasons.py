"""Whether a sentence gives a reason, where one is asked for. Pure."""

from __future__ import annotations

import re

from assistant.extract import Candidate
from assistant.question import Question
from ingest import text as vi

_WHY_ASKED = re.compile(
    r"\b(?:vi sao|tai sao|vi co gi|vi ly do gi|(?:vi|do) dau|nguyen nhan (?:nao|gi|la gi|do dau)|"
    r"ly do (?:nao|gi|la gi|vi sao))\b"
)
# With diacritics, since a document has them: «do» is not «đó».
_REASON = re.compile(
    r"(?<!\w)(?:vì|bởi|do(?! (?:ông|bà|đồng chí)\b)|nhằm|để|nhờ|tại vì|nguyên nhân|lý do|lí do|"
    r"nên|cho nên|vậy nên|vì vậy|vì thế|do đó|xuất phát|bắt nguồn|căn cứ|dẫn đến|khiến|gây|"
    r"mục đích|giúp|chưa có|không có|không đủ|chưa đủ|thiếu|hết|vướng|trái|bị cấm|"
    r"because|since|due to|in order to|so that|owing to|parce que|afin|car|から|ため|因为|由于)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SURE = 6.0  # a reader's logit, from which a reason may stand without such a word


def lacks_reason(question: Question, candidate: Candidate) -> bool:
    """Whether it is asked why, and neither the sentence nor the one behind it says so by a
    word, nor is the reader quite sure of it."""
    if not _WHY_ASKED.search(question.plain):
        return False
    if candidate.margin is not None and candidate.margin >= _SURE:
        return False
    chunk, position = candidate.hit.chunk, candidate.position
    spans = chunk.own_sentences[position : position + 2]
    near = " ".join(chunk.text[start:end] for start, end in spans)
    return not (vi.is_folded(near) or _REASON.search(near))
