"""Follow-up questions become questions that stand alone, by rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.aliases import Aliases, Mention
from ingest import text as vi

# Patterns match folded text, whose offsets are the question's own.
_WHAT_ABOUT = re.compile(
    r"^(?:the |vay |va |the thi )?con\s+(?P<topic>.+?)(?:\s+(?:thi sao|thi the nao|the nao|ra sao|"
    r"thi bao nhieu|sao))?\s*[?.!]*$|"
    r"^(?:the |vay |va )?(?P<bare>.+?)\s+thi sao\s*[?.!]*$"
)
_POINTING = re.compile(
    r"\b(?:(?:ong|ba|anh|chi|vi|nguoi|co quan|don vi|so|van ban|quyet dinh|nghi dinh|ke hoach|"
    r"bao cao|viec|dieu|du an|tinh|thanh pho|nuoc|noi|thoi diem|nam|to chuc|doan|quy dinh)"
    r" (?:ay|do|nay|tren|kia)|ho|no|o do|tai do|luc do|khi do|the con|trong do|tren do)\b"
)
_LEADING = re.compile(r"^(?:vay|the|va|roi|con)\s+(?:thi\s+)?")
_ASKING_TAIL = re.compile(
    r"\s*,?\s*(?:(?:vao |tu |trong |o |tai |la |co |bao gom |gom )?"
    r"(?:(?:nam|ngay|thang|thoi gian|tinh|nuoc|quoc gia|dia phuong|thanh pho|noi|nguoi) "
    r"(?:nao|may|bao nhieu|gi)|nhung (?:gi|ai|\w+(?: \w+)? nao)|khi nao|bao gio|o dau|dau|ai|gi|"
    r"so may|la ai|la gi|bao nhieu(?: \w+){0,2}|nhu the nao|the nao|ra sao))\s*[?.!]*$"
)
# In a question with diacritics these sound like pointing words and are others: «hộ chiếu»,
# «hồ sơ», «sơ đồ», «có nợ», «con đường».
_PRONOUN = re.compile(r"\b(?:họ|nó|đó|này|nầy|ấy|trên|kia|thế còn)\b")
_RUN_OF_YEARS = re.compile(
    r"(?:(?:giai doan|thoi ky|tu|nam) )*(?:19|20)\d{2}"
    r"(?:\s*(?:-|–|—|den|toi|va)\s*(?:nam )?(?:19|20)\d{2})?\b"
)
_NOW = re.compile(r"\b(?:hien nay|hien tai|bay gio|nam nay)\b")
_YEAR = re.compile(r"(?:(?:vào |trong )?năm )?\b(?:19|20)\d{2}\b", re.IGNORECASE)
_SELF_SUFFICIENT = 3  # content syllables from which a question says what it is about


def standalone(question: str, previous: Sequence[str], aliases: Aliases) -> str:
    """The question with what it leaves to the ones before it; itself where it stands
    alone already."""
    question = vi.clean(question)
    topic = next((vi.clean(text) for text in reversed(previous) if text.strip()), "")
    # Only a question that itself stands alone can lend its subject.
    if topic and len(previous) > 1:
        topic = standalone(topic, previous[:-1], aliases)
    if not topic or not question:
        return question
    about = _WHAT_ABOUT.match(vi.fold(question))
    if about:
        group = "topic" if about["topic"] else "bare"
        return _replace(topic, question[about.start(group) : about.end(group)], aliases)
    if _POINTING.search(vi.fold(question)) or _is_fragment(question, aliases):
        return _append(topic, question)
    return question


def _replace(topic: str, new: str, aliases: Aliases) -> str:
    """The earlier question asked of something else: a year for a year, a name for a name of
    the same kind, else added to it."""
    if _NOW.search(vi.fold(new)) and _YEAR.search(topic):
        return _YEAR.sub("hiện nay", topic)
    years = vi.years(new)
    if years and vi.years(topic):
        (start, end), _ = vi.years(topic)[-1]
        (new_start, new_end), _ = years[0]
        return topic[:start] + new[new_start:new_end] + topic[end:]
    replaced = _same_kind(topic, new, aliases)
    if replaced:
        return topic[: replaced.start] + new.strip() + topic[replaced.end :]
    return f"{topic.rstrip(' ?.!')} {new}?"


def _same_kind(topic: str, new: str, aliases: Aliases) -> Mention | None:
    kinds = {mention.name.kind for mention in aliases.find(new)}
    for mention in reversed(aliases.find(topic)):
        if mention.name.kind in kinds:
            return mention
    return None


def _is_fragment(question: str, aliases: Aliases) -> bool:
    """Whether a question is too short to say what it is about and names nothing."""
    named = any(mention.name.kind != "term" for mention in aliases.find(question))
    if named or vi.document_numbers(question):
        return False
    words = [token.text for token in vi.tokens(question)]
    capital = any(word[0].isupper() for word in words[1:])
    asking = _ASKING_TAIL.search(vi.fold(question))
    length = len(list(vi.tokens(question[: asking.start()]))) if asking else len(words)
    return not capital and length <= _SELF_SUFFICIENT


def _append(topic: str, question: str) -> str:
    """The statement within the earlier question, then what is asked now."""
    tail = _ASKING_TAIL.search(vi.fold(topic))
    statement = (topic[: tail.start()] if tail and tail.start() > 0 else topic).rstrip(" ?.!,")
    lead = _LEADING.match(vi.fold(question))
    asked = question[lead.end() :] if lead else question
    return f"{statement}, {asked[:1].lower()}{asked[1:]}"
