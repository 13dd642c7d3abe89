"""Follow-up questions become questions that stand alone, by rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chatter import without_chatter
from assistant.leads import asking_head, asks_for_nothing, lead
from assistant.posts import DEPARTMENT_HEADS, Post, asks_who_holds, posts
from assistant.renamed import place_of_name
from assistant.understand import understand
from index.aliases import Aliases, Mention
from index.reference import reference_spans, references
from ingest import text as vi
from ingest.document import Span
from ingest.syllables import skeletons

# Patterns match folded text, whose offsets are the question's own.
_WHAT_ABOUT = re.compile(
    r"^(?:the |vay |va |the thi )?con\s+(?P<topic>.+?)(?:\s+(?:thi sao|thi the nao|the nao|ra sao|"
    r"thi bao nhieu|sao))?\s*[?.!]*$|"
    r"^(?:the |vay |va )?(?P<bare>.+?)\s+(?:thi sao|nua(?: thi sao)?)\s*[?.!]*$|"
    # «Thế năm 2025?», «Vậy Hàn Quốc?»
    r"^(?:the|vay)\s+(?P<short>(?!con\b)\w+(?: [\w/-]+){0,4})\s*[?.!]*$"
)
_POINTING = re.compile(
    r"\b(?:(?:ong|ba|anh|chi|vi|nguoi|co quan|don vi|so|van ban|quyet dinh|nghi dinh|ke hoach|"
    r"bao cao|viec|dieu|du an|tinh|thanh pho|nuoc|noi|thoi diem|nam|to chuc|doan|quy dinh)"
    r" (?:ay|do|nay|tren|kia)|ho|no|the con|"
    r"(?:o|truoc|sau|tai|luc|khi|trong|tren) do)\b"
)
_ASKING_TAIL = re.compile(
    r"\s*,?\s*(?<!\w)(?:(?:vao |tu |trong |o |tai |la |co |bao gom |gom )?"
    r"(?:(?:nam|ngay|thang|thoi gian|tinh|nuoc|quoc gia|dia phuong|thanh pho|noi|nguoi) "
    r"(?:nao|may|bao nhieu|gi)|nhung (?:gi|ai|\w+(?: \w+)? nao)|khi nao|bao gio|o dau|dau|ai|gi|"
    r"so may|la ai|la gi|(?:bao nhieu|may)(?: \w+){0,2}|nhu the nao|the nao|ra sao))\s*[?.!]*$"
)
_MEMBERS = re.compile(r"^(?:nguoi|khach|dai bieu|thanh vien|don vi|co quan|doan|nuoc)\b")
_WHOLE = 2  # content syllables behind what asks, with which a question is still no whole one
# «Sao y là gì?» stands alone, «Thành phần là gì?» does not.
_DEFINES = re.compile(r"^(?P<term>.+?) (?:nghia )?la gi\s*[?.!]*$")
_OF_SOMETHING = re.compile(
    r"^(?:thu tuc|dieu kien|muc dich|muc tieu|ly do|noi dung|nhiem vu|chuc nang|ho so|thanh phan|"
    r"yeu cau|le phi|thoi han|ket qua|chu de|nguyen tac|doi tuong|vai tro|y nghia|ten|chuc vu|"
    r"giai phap|trach nhiem|quyen|nguyen nhan|buoc|cach|viec|loi ich|uu diem|han che|trinh tu|"
    r"giay to|tai lieu|quy dinh|co quan|don vi|noi|do|cai|mon|qua|dia chi|can cu)\b"
)
_PERSON_MEANT = re.compile(r"\b(?:ong|ba|anh|chi|vi|nguoi|dong chi) (?:ay|do|nay)\b")
_DOCUMENT_MEANT = re.compile(
    r"\b(?P<kind>nghi dinh|quyet dinh|thong tu|nghi quyet|luat|chi thi|cong van|ke hoach|bao cao|"
    r"thong bao|huong dan|van ban|tai lieu) (?:do|nay|tren|ay)\b"
)
_ANY_DOCUMENT = ("van ban", "tai lieu")
# «… quy định phông chữ gì?», «Còn cỡ chữ?»
_PRESCRIBED = re.compile(
    r"\bquy dinh (?P<what>.+?)\s+(?:la )?"
    r"(?:gi|nao|the nao|nhu the nao|ra sao|bao nhieu(?: \w+)?)\s*[?.!]*$"
)
# «… dùng phông chữ gì?», «Còn cỡ chữ?»
_USED = re.compile(
    r"\b(?:dung|su dung|ap dung) (?:loai )?(?P<what>\w+(?: \w+)?) (?:gi|nao|bao nhieu)\s*[?.!]*$"
)
# «Số điện thoại của chị Hương là gì?», «Còn email?»
_OF_WHAT = re.compile(
    r"^(?P<what>(?!(?:ai|nguoi) )\w+(?: \w+){0,3})(?P<of> cua .+?) (?:(?P<as_well>la bao nhieu)|"
    r"la gi|la (?:khi|ngay|nam) nao|(?:o|tai) dau|(?:khi|ngay|nam) nao)\s*[?.!]*$"
)
# The same with diacritics: «hộ chiếu», «hồ sơ», «sơ đồ» only look like pointing when folded.
_POINTING_WORD = re.compile(r"\b(?:họ|nó|đó|này|ấy|trên|kia|thế còn)\b", re.IGNORECASE)
_NOW = r"\b(?:hien nay|hien tai|bay gio|nam nay)\b"
_YEAR = r"(?<![\d/.-])(?:19|20)\d{2}(?![\d/])"
_TIME = re.compile(
    rf"{_NOW}|(?:\b(?:trong|vao|giai doan|thoi ky|tu|nam) )*{_YEAR}"
    rf"(?:\s*(?:[-–—]|den|toi)\s*(?:nam )?(?:19|20)\d{{2}}(?![\d/]))?"
)
_ASKS = re.compile(
    r"\b(?:ai|gi|nao|dau|may|bao nhieu|bao gio|bao lau|sao(?! (?:y|luc)\b)|khong|chua)\b"
)
_HEAD_OF_STATE = re.compile(r"\bchu tich (?:nuoc|quoc hoi)\b")
# Of whom there is one, of no office.
_OF_THE_STATE = (
    "tong bi thu",
    "thu tuong",
    "bo truong",
    "tong thong",
    "lanh su",
    "dai su",
    "tinh truong",
    "thi truong",
    "do truong",
    "thong doc",
)
_SELF_SUFFICIENT = 3  # content syllables from which a question says what it is about


def standalone(question: str, previous: Sequence[str], aliases: Aliases) -> str:
    """The question with what it leaves to the ones before it; itself where it stands
    alone already."""
    question = without_chatter(vi.clean(question))
    before = next((text for text in reversed(previous) if text.strip()), "")
    topic = without_chatter(vi.clean(before))
    # Only a question that itself stands alone can lend its subject.
    if topic and len(previous) > 1:
        topic = standalone(topic, previous[:-1], aliases)
    if not topic or not question:
        return question
    if asks_for_nothing(question):
        return question
    led = question[lead(question) :]
    if _defines(led, aliases):
        return led[:1].upper() + led[1:]
    if held := _other_post(topic, question, aliases):
        return held
    about = _what_about(question)
    if about and not _is_child(question):
        group = str(about.lastgroup)
        new = question[about.start(group) : about.end(group)]
        if _asks_by_itself(new):
            return new[:1].upper() + new[1:] + ("?" if question.endswith("?") else "")
        asked = _replace(*_alike(topic, new), aliases)
        # A bare «Thế …» that takes no place in the earlier question is asked beside it.
        if group != "short" or asked != _added(*_alike(topic, new)):
            return asked
    if meant := _said_again(topic, question, aliases):
        return meant
    if _points_back(question) or _is_fragment(question, aliases):
        return _append(*_alike(topic, question))
    return question


def _what_about(question: str) -> re.Match[str] | None:
    """What a question asks the earlier one of: «Còn năm 2022?», «Thế Hàn Quốc?»."""
    about = _WHAT_ABOUT.match(vi.fold(question))
    if about is None:
        return None
    leading = lead(question)
    if vi.fold(question).startswith(("the ", "vay ")) and not leading:
        return None
    if about["short"] and _ASKS.search(about["short"]):
        return None
    return None if asking_head(question[about.start(str(about.lastgroup)) :]) else about


def _defines(question: str, aliases: Aliases) -> bool:
    """Whether it asks what a term means, which needs no question before it."""
    found = _DEFINES.match(vi.fold(question))
    if found is None or _points_back(question) or _ASKS.search(found["term"]):
        return False
    return not _OF_SOMETHING.match(found["term"]) and not understand(question, aliases).posts


def _other_post(topic: str, question: str, aliases: Aliases) -> str:
    """The earlier question who holds a post asked of another post: «Thế phó trưởng đoàn là ai?»
    after «Ai là trưởng đoàn đi Hàn Quốc?»; empty where it is no such question."""
    leading = lead(question)
    rest = question[leading:]
    asked, before = understand(rest, aliases), posts(topic)
    if len(asked.posts) != 1 or len(before) != 1 or not asks_who_holds(topic, before[0]):
        return ""
    new, old = asked.posts[0], before[0]
    alone = _base(new) == _base(old) and vi.fold(rest).strip(" ?.!") == vi.fold(new.written)
    bare = bool((leading or alone) and vi.tokens(rest) and not _ASKS.search(vi.fold(rest)))
    if not (bare or (asked.asks_for_holder and (leading or _base(new) == _base(old)))):
        return ""
    known = {*asked.spell(new.written).split(), "sở", "so"}
    said = {term.key for term in asked.terms} - known
    if new.body or asked.names or asked.phrases or said:
        return _whole(rest) if bare and new.span[0] == 0 else ""
    if not _of_one_body(new, old):
        return ""
    written, topic = _alike(new.written.strip(), topic)
    # The body that the earlier post is of stays.
    name = [token for token in vi.tokens(topic) if token.start >= old.span[0]]
    start, end = old.span[0], name[len(old.name.split()) - 1].end
    written = written[:1].upper() + written[1:] if start == 0 and topic[0].isupper() else written
    held = topic[:start] + written + topic[end:]
    time = _TIME.search(vi.fold(rest))
    return _replace(held, rest[time.start() : time.end()], aliases) if time else held


def _whole(rest: str) -> str:
    """«Thế Chủ tịch UBND tỉnh?» asked in full."""
    who = "la ai" if vi.is_folded(rest) else "là ai"
    return f"{rest[:1].upper()}{rest[1:].rstrip(' ?.!')} {who}?"


def _of_the_state(text: str) -> bool:
    """Whether it names a post of which there is one, whatever was asked before."""
    named = any(post.name.endswith(_OF_THE_STATE) for post in posts(text))
    return named or _HEAD_OF_STATE.search(vi.fold(text)) is not None


def _of_one_body(new: Post, old: Post) -> bool:
    """Whether both may be posts of one body: a department has no chief of office, no office a
    Prime Minister, a delegation neither."""
    if _base(new) == _base(old):
        return True
    if new.name.endswith(_OF_THE_STATE) or old.name.endswith(_OF_THE_STATE):
        return False
    return not any(post.name.endswith((*DEPARTMENT_HEADS, "truong doan")) for post in (new, old))


def _base(post: Post) -> str:
    """«giám đốc» of «phó giám đốc»"""
    return post.name.removeprefix("pho ")


def _said_again(topic: str, question: str, aliases: Aliases) -> str:
    """The question with the person or the document that it only points to named as the earlier
    one names it; empty where that names none."""
    folded = vi.fold(question)
    if found := _PERSON_MEANT.search(folded):
        named = _person(topic, aliases)
    elif found := _DOCUMENT_MEANT.search(folded):
        named = _document(topic, found["kind"])
    else:
        return ""
    pointing = question[slice(*found.span())] if found else ""
    if not named or not (vi.is_folded(question) or _POINTING_WORD.search(pointing)):
        return ""
    topic, question = _alike(named, question)
    start, end = found.span()
    named = topic[:1].upper() + topic[1:] if start == 0 else topic
    return question[:start] + named + question[end:]


def _person(topic: str, aliases: Aliases) -> str:
    """The one person whom the topic names, else the post of which it asks who holds it."""
    asked = understand(topic, aliases)
    people = [phrase for phrase in asked.phrases if len(phrase.split()) >= 2]
    if len(people) == 1 and not asked.references:
        written = vi.fold(topic) if asked.folded else vi.lower_key(topic)
        start = written.find(people[0].strip())
        if start >= 0:
            return topic[start : start + len(people[0].strip())]
    if asked.asks_for_holder and len(asked.posts) == 1:
        return asked.posts[0].written.strip()
    return ""


def _document(topic: str, kind: str) -> str:
    """The one document of that kind that the topic names by its number, as it names it."""
    found = [topic[slice(*span)] for span in reference_spans(topic)]
    if len(found) == 1 and len(references(topic)) == 1:
        written = vi.fold(found[0])
        if kind in _ANY_DOCUMENT or written.startswith(kind):
            return found[0]
    return ""


def _asks_by_itself(new: str) -> bool:
    """«Còn đóng dấu thì mực màu gì?» asks a question of its own."""
    tail = _ASKING_TAIL.search(vi.fold(new))
    return tail is not None and len(list(vi.tokens(new[: tail.start()]))) >= _SELF_SUFFICIENT


def _is_child(question: str) -> bool:
    """«Con đường nào …», «Con số nào …» with diacritics is no «Còn …»."""
    return question.lower().startswith("con ") and not vi.is_folded(question)


def _points_back(question: str) -> bool:
    pointing = [question[slice(*found.span())] for found in _POINTING.finditer(vi.fold(question))]
    return any(vi.is_folded(question) or _POINTING_WORD.search(words) for words in pointing)


def _alike(topic: str, new: str) -> tuple[str, str]:
    """Both without diacritics where one was typed without any: half a question in each
    spelling is found in neither."""
    if _is_bare(topic) or _is_bare(new):
        return _bare(topic), _bare(new)
    return topic, new


def _is_bare(text: str) -> bool:
    """Whether it was typed without diacritics; a name («Gifu»), a year or «email» is not."""
    return vi.is_folded(text) and any(
        token.text.islower() and token.text in skeletons() for token in vi.tokens(text)
    )


def _bare(text: str) -> str:
    """The text without diacritics, its capitals kept."""
    return "".join(
        plain.upper() if character.isupper() else plain
        for character, plain in zip(text, vi.fold(text), strict=True)
    )


def _replace(topic: str, new: str, aliases: Aliases) -> str:
    """The earlier question asked of something else: a year for a year, a name for a name of
    the same kind, else added to it."""
    times = list(_TIME.finditer(vi.fold(topic)))
    time = _TIME.search(vi.fold(new))
    if times and time:
        topic = _at_time(topic, times[-1].span(), new[time.start() : time.end()])
        new = new[: time.start()] + new[time.end() :]
        if not aliases.find(new):
            return topic
    replaced = _same_kind(topic, new, aliases)
    if replaced:
        return topic[: replaced.start] + new.strip(" ?.!") + topic[replaced.end :]
    if prescribed := _PRESCRIBED.search(vi.fold(topic)):
        return f"{topic[: prescribed.start('what')]}{new.strip(' ?.!')} thế nào?"
    if used := _USED.search(vi.fold(topic)):
        return f"{topic[: used.start('what')]}{new.strip(' ?.!')}{topic[used.end('what') :]}"
    if alike := place_of_name(topic, new, aliases) or _same_head(topic, new):
        return _put(topic, alike, new.strip(" ?.!"))
    if (of := _OF_WHAT.match(vi.fold(topic))) and not aliases.find(new):
        asked = topic[slice(*of.span("as_well"))] or ("la gi" if vi.is_folded(topic) else "là gì")
        new = new.strip(" ?.!")
        return f"{new[:1].upper()}{new[1:]}{topic[slice(*of.span('of'))]} {asked}?"
    return _added(topic, new)


def _put(topic: str, span: Span, new: str) -> str:
    start, end = span
    return topic[:start] + (new[:1].upper() + new[1:] if start == 0 else new) + topic[end:]


def _added(topic: str, new: str) -> str:
    return f"{topic.rstrip(' ?.!')} {new.strip()}?"


def _at_time(topic: str, span: Span, time: str) -> str:
    """The question with another time; a bare year takes the place of «năm 2021» whole."""
    start, end = span
    if time[0].isdigit() and topic[start].isalpha():
        time = ("nam " if vi.is_folded(topic) else "năm ") + time
    if start == 0:
        time = time[:1].upper() + time[1:]
    return topic[:start] + time + topic[end:]


def _same_head(topic: str, new: str) -> Span | None:
    """What in the topic has the same first word and as many words: «lề trái» for «lề phải»."""
    words = [vi.fold(token.text) for token in vi.tokens(new)]
    tokens = list(vi.tokens(topic))
    if len(words) < 2:
        return None
    for place in range(len(tokens) - len(words) + 1):
        if vi.fold(tokens[place].text) == words[0]:
            return tokens[place].start, tokens[place + len(words) - 1].end
    return None


def _same_kind(topic: str, new: str, aliases: Aliases) -> Mention | None:
    kinds = {mention.name.kind for mention in aliases.find(new)}
    for mention in reversed(aliases.find(topic)):
        if mention.name.kind in kinds:
            return mention
    return None


def _is_fragment(question: str, aliases: Aliases) -> bool:
    """Whether a question is too short to say what it is about and names nothing."""
    named = any(mention.name.kind != "term" for mention in aliases.find(question))
    if named or vi.document_numbers(question) or _of_the_state(question):
        return False
    words = [token.text for token in vi.tokens(question)]
    capital = any(word[0].isupper() for word in words[1:])
    capital = capital or (len(words) > 1 and len(words[0]) > 1 and words[0].isupper())
    rest = question[lead(question) :]
    most = _SELF_SUFFICIENT
    if asking := _ASKING_TAIL.search(vi.fold(rest)):
        rest = rest[: asking.start()]
    elif asking := asking_head(rest):
        rest = rest[asking.end() :]
        # «Ai ký thư mời?» says it all, «Ai làm trưởng đoàn?» not of which.
        loose = posts(rest) or (asking["how_many"] and _MEMBERS.match(vi.fold(rest)))
        most = _SELF_SUFFICIENT if loose else _WHOLE
    return not capital and len(list(vi.tokens(rest))) <= most


def _append(topic: str, question: str) -> str:
    """The statement within the earlier question, then what is asked now."""
    tail = _ASKING_TAIL.search(vi.fold(topic))
    head = asking_head(topic)
    if tail and tail.start() > 0:
        topic = topic[: tail.start()]
    elif head:
        topic = topic[head.end() :][:1].upper() + topic[head.end() :][1:]
    statement = topic.rstrip(" ?.!,")
    asked = question[lead(question) :]
    if not asked[1:2].isupper():  # «FDI» keeps its capitals
        asked = asked[:1].lower() + asked[1:]
    return f"{statement}, {asked}"
