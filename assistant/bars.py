"""What bars a sentence that sounds like the answer and is about something near it: the parts of
a body, what a place belongs to, a size, a signing, a post. Each is a kind of wrong answer that
neither words nor cosines tell from a right one. Pure.
"""

from __future__ import annotations

import re

from assistant.bodies import short
from assistant.measured import lacks_amount
from assistant.moments import tells_only_deadlines
from assistant.people import may_hold_names, people
from assistant.question import PLACES, Asked, Question
from assistant.siblings import speaks_of_sibling
from ingest import text as vi

# Patterns match folded text, whose offsets are the text's own.
_PARTS_ASKED = re.compile(
    r"\b(?:gom|co)\b.*\b(?:phong ban|phong|don vi|bo phan)\b(?: (?!khi\b|luc\b)\w+){0,3} nao\b|"
    r"\b(?:ke ten|liet ke) .*\b(?:phong ban|phong|phong, don vi) (?:cua|thuoc|truc thuoc)\b"
)
_UNIT = r"\b(?:phong|don vi|ban|van phong|thanh tra|trung tam|chi cuc)\b"
_LISTS_PARTS = re.compile(
    rf"\b(?:gom|bao gom|co cau|co)\b.*?{_UNIT}.*(?:,|;| va ).*{_UNIT}|"
    r"\b(?:co cau|don vi truc thuoc)\b.*:"
)
_BELONGS_ASKED = re.compile(
    r"\b(?:thuoc|nam o|o) (?P<kind>tinh|vung|huyen|quan|bang|thanh pho) (?:nao|gi)\b"
)
_BEHIND_NAME = 40  # characters within which it is said what a place belongs to
_SIZE_ASKED = re.compile(r"\b(?:kich thuoc|kho) (?:la |cua )?(?:bao nhieu|the nao|nhu the nao)\b")
_SIZE = re.compile(r"\bkich thuoc\b|\d\s*(?:mm|cm|m)?\s*[x×]\s*\d")
_RULE_ASKED = re.compile(
    r"\b(?:theo|can cu(?: vao)?|dua (?:tren|vao)) (?:(?:cac|nhung) )?"
    r"(?:quy dinh|van ban|luat|nghi dinh|quyet dinh|thong tu|nghi quyet) (?:nao|gi)\b"
)
_RULE = re.compile(
    r"\b(?:luat|bo luat|phap lenh|nghi dinh|quyet dinh|thong tu|nghi quyet|quy che|quy dinh|"
    r"dieu \d+)\b"
)
# «b) Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”: …» tells of that thing alone.
_OF_ONE_THING = re.compile(
    r"(?:\w{1,3}[.)]\s*|[-–•]\s*)?(?P<thing>[^“”«»:;.]{2,60}?)\s*[“«][^”»:]+[”»]:\s"
)
_EXAMPLE = re.compile(r"\b(?:vi du|chang han)\b")
_SIGNING_ASKED = re.compile(r"\b(?:duoc )?ky\b(?! (?:nao|niem|thuat|su|nang|hieu))")
_TENURE_ASKED = re.compile(
    r"\b(?:giu|lam|nham|dam nhiem|dam nhan|nhan) (?:chuc|chuc vu|cuong vi|giam doc|chu tich)\b|"
    r"\bbo nhiem\b"
)
_TENURE = re.compile(
    r"\b(?:bo nhiem|nham chuc|giu chuc|dam nhiem|dam nhan|nhan nhiem vu|nhan chuc|nhan quyet dinh|"
    r"tu nam|tu thang|tu ngay|nhiem ky)\b"
)
_SAID = re.compile(r" (?:có|đã|được|co|da|duoc) (?P<what>.*) (?:không|chưa|khong|chua) ")
_EMPTY = frozenset({"phải", "đúng", "phai", "dung"})
# With the question's own capitals: «giữa thành phố Huế và Yokohama».
_BETWEEN = re.compile(
    r"\bgiữa (?P<one>[^,?;]{2,60}?) (?:và|với) (?P<other>[^,?;]{2,60}?)"
    r"(?= (?:được|đã|có|còn|ký|là|về|vào|do|trong|năm|ngày|khi|hết|gồm|nêu|quy định)\b|[?,.;]|$)"
)
_PROPER = re.compile(rf"[{vi.UPPER}]\w+(?: [{vi.UPPER}]\w+)*")
_MEMBERS_ASKED = re.compile(r"\b(?:gom|co) (?:co )?(?:nhung (?:ai|nguoi nao|thanh vien nao)|ai)\b")
_EVENT_AT = re.compile(r"(?P<event>\w+(?: \w+){2,3}) (?:tai|o) (?:thanh pho |tinh |nuoc )?$")
_OWN = "so ngoai vu"
_PREDECESSOR = re.compile(r"\W*tien than\b")
_FORMER = re.compile(r"\b(?:tien than|truoc day|truoc kia|ten cu)\b")
_FILE_ASKED = re.compile(r"\bho so\b.*\b(?:gom|can|nhung gi|giay to|thanh phan)\b")
_FILE = re.compile(r"\b(?:ho so|giay to|thanh phan)\b")
# «… nào» of which the sentence must have one, whatever its name.
_BODIES = tuple(
    (re.compile(rf"\b(?:{asked})(?: \w+){{0,3}} nao\b"), re.compile(rf"\b(?:{said})\b"))
    for asked, said in (
        ("truong|truong dai hoc|dai hoc|hoc vien", "truong|dai hoc|hoc vien|university"),
        ("cong ty|doanh nghiep|tap doan|hang", "cong ty|doanh nghiep|tap doan|hang|company"),
        ("ngan hang", "ngan hang|bank"),
        ("benh vien", "benh vien|trung tam y te|hospital"),
        ("khach san", "khach san|hotel|resort"),
    )
)
_PREPARING = re.compile(
    r"\b(?P<what>ban to chuc|tru bi|hop bao|tong duyet|chuan bi|khao sat)\b"
    r"(?=(?P<event>(?: \w+){3}))"
)
_WHETHER = re.compile(r"\b(?:co )?(?:phai|dung) (?:la )?.*\bkhong\b|\bphai khong\b")


def about_something_else(question: Question, sentence: str, under: str, context: str = "") -> bool:
    """Whether the sentence cannot answer; `under` is its passage up to it with the headings,
    `context` the title and headings alone."""
    # A table's other rows say nothing of this one.
    above = f"{context} . {sentence}" if vi.is_row(sentence) else under
    return (
        _lacks_parts(question, sentence)
        or _lacks_belonging(question, sentence)
        or _lacks_size(question, sentence)
        or _lacks_rule(question, sentence)
        or _is_of_another_thing(question, sentence)
        or _counts_by_example(question, sentence)
        or _lacks_signing(question, sentence, under)
        or _lacks_file(question, f"{context} . {sentence}")
        or _lacks_body(question, sentence)
        or _of_predecessor(question, sentence)
        or _only_prepares(question, sentence)
        or _lacks_tenure(question, sentence)
        or _does_not_say(question, sentence, under)
        or _gives_no_such_post(question, sentence)
        or _of_another_department(question, above)
        or _lacks_party(question, above)
        or _names_one_of_many(question, sentence)
        or tells_only_deadlines(question, sentence)
        or lacks_amount(question, sentence, above)
        or speaks_of_sibling(question, sentence, above)
        or _held_elsewhere(question, sentence)
    )


def _lacks_parts(question: Question, sentence: str) -> bool:
    """Of which units a body consists only a sentence that lists several says."""
    if question.asked - {Asked.OTHER, Asked.PLACE} or not _PARTS_ASKED.search(question.plain):
        return False
    return not (vi.is_row(sentence) or _LISTS_PARTS.search(vi.fold(sentence)))


def _lacks_belonging(question: Question, sentence: str) -> bool:
    """What a place belongs to stands right behind it («A, tỉnh B», «A (tỉnh B)»), not
    somewhere in the list that it is one of."""
    asked = _BELONGS_ASKED.search(question.plain)
    if not asked or not question.names or vi.is_row(sentence):
        return False
    folded = vi.fold(sentence)
    said = re.compile(rf"[^;.]{{0,3}}(?:,|\(|\bthuoc|\bo|\bcua)\s*{asked['kind']}\b")
    spellings = {vi.fold(one) for name in question.names for one in name.names}
    return not any(
        said.match(folded, found.end(), found.end() + _BEHIND_NAME)
        for spelling in spellings
        for found in re.finditer(rf"\b{re.escape(spelling)}\b", folded)
    )


def _lacks_size(question: Question, sentence: str) -> bool:
    """A size is no font size."""
    return bool(_SIZE_ASKED.search(question.plain)) and not _SIZE.search(vi.fold(sentence))


def _lacks_rule(question: Question, sentence: str) -> bool:
    """By which rule something is done is said only where a rule is named."""
    if not _RULE_ASKED.search(question.plain):
        return False
    return not (vi.document_numbers(sentence) or _RULE.search(vi.fold(sentence)))


def _is_of_another_thing(question: Question, sentence: str) -> bool:
    """Whether the sentence opens with the thing that it tells of, in its own words, and the
    question has none of its words."""
    found = _OF_ONE_THING.match(sentence)
    if found is None:
        return False
    asked = set(question.spell(question.text).split())
    return asked.isdisjoint(question.spell(found["thing"]).split())


def _counts_by_example(question: Question, sentence: str) -> bool:
    """Whether its numbers are those of an example, which is no rule."""
    if Asked.QUANTITY not in question.asked or _EXAMPLE.search(question.plain):
        return False
    found = _EXAMPLE.search(vi.fold(sentence))
    return found is not None and not re.search(r"\d", sentence[: found.start()])


def _lacks_signing(question: Question, sentence: str, under: str) -> bool:
    """When or by whom something was signed is not said where nothing is said to be signed; by
    whom only where it is said itself."""
    if not _SIGNING_ASKED.search(question.plain):
        return False
    if question.asked == {Asked.PERSON}:
        return not re.search(r"\bky\b(?! niem)|\bsigned\b", vi.fold(sentence))
    return question.asked == {Asked.TIME} and not re.search(r"\bky\b(?! niem)", vi.fold(under))


def _lacks_file(question: Question, here: str) -> bool:
    """What a file consists of is said of a file, by the sentence or by its headings."""
    return bool(_FILE_ASKED.search(question.plain)) and not _FILE.search(vi.fold(here))


def _lacks_body(question: Question, sentence: str) -> bool:
    """Which school, company or hotel it is, only a sentence with one says."""
    folded = vi.fold(sentence)
    return any(asked.search(question.plain) and not said.search(folded) for asked, said in _BODIES)


def _of_predecessor(question: Question, sentence: str) -> bool:
    """Whether it tells of what came before the body that is asked about."""
    opens = _PREDECESSOR.match(vi.fold(sentence))
    return opens is not None and not _FORMER.search(question.plain)


def _only_prepares(question: Question, sentence: str) -> bool:
    """Whether what is asked about an event stands there of a meeting that prepares it."""
    asked = vi.fold(question.spell(question.text))
    return any(
        found["event"] in asked and found["what"] not in asked
        for found in _PREPARING.finditer(vi.fold(question.spell(sentence)))
    )


def _lacks_tenure(question: Question, sentence: str) -> bool:
    """Since when somebody holds a post is not the date of what names him so."""
    asked = question.asked == {Asked.TIME} and _TENURE_ASKED.search(question.plain)
    return bool(asked) and not _TENURE.search(vi.fold(sentence))


def _does_not_say(question: Question, sentence: str, under: str) -> bool:
    """Whether something is so is not said where most of its words are lacking: twinned is more
    than partners."""
    asked = question.asks_whether and _SAID.search(question.spell(question.text))
    if not asked or (vi.is_folded(sentence) and not vi.is_row(sentence)):  # another language
        return False
    words = question.predicate & set(asked["what"].split()) - _EMPTY
    near = question.spell(sentence if vi.is_row(sentence) else under).split()
    return bool(words) and len(words & set(near)) * 2 < len(words)


def _gives_no_such_post(question: Question, sentence: str) -> bool:
    """Whether it is asked if a person holds a post where the sentence gives the person none
    such, though it may name both."""
    if not (question.posts and question.phrases and _WHETHER.search(question.plain)):
        return False
    return not holds_post(question, sentence)


def holds_post(question: Question, sentence: str) -> bool:
    """Whether the sentence gives a person of the question a post of the question."""
    return any(
        question.spell(named.name) in question.phrases
        and named.post is not None
        and any(wanted.fits(named.post) for wanted in question.posts)
        for named in people(sentence)
    )


def _of_another_department(question: Question, above: str) -> bool:
    """Whether the head of a department, or of a body that is no foreign-affairs office, is asked
    for where that stands neither here nor above: «Giám đốc» alone is the office's own."""
    near = short(vi.fold(above))
    wanted = [body for post in question.posts for body in (post.body, post.of) if body]
    return any(not re.search(rf"\b{re.escape(body)}\b", near) for body in set(wanted) - {_OWN})


def _lacks_party(question: Question, above: str) -> bool:
    """Whether something between two parties is asked about, one of which stands neither here
    nor above."""
    between = _BETWEEN.search(question.text)
    if between is None or question.listed:
        return False
    near = question.spell(above)
    known = {key: one for one in question.synonyms for key in one.syllables}
    for party in (between["one"], between["other"]):
        proper = _PROPER.findall(party)
        words = question.spell(proper[-1]).split() if proper else []
        if not words or all(f" {word} " in near for word in words):
            continue
        synonym = known.get(words[0])
        if synonym is None or not any(spelling in near for spelling in synonym.spellings):
            return True
    return False


def _names_one_of_many(question: Question, row: str) -> bool:
    """Whether the members of something are asked for where a row of something else names one
    person in a cell that is no list of them."""
    if not (vi.is_row(row) and _MEMBERS_ASKED.search(question.plain)):
        return False
    return not any(may_hold_names(column) for column, _ in vi.cells(row))


def _held_elsewhere(question: Question, sentence: str) -> bool:
    """Whether the sentence says of what the question places somewhere that it is somewhere else:
    «Tuần lễ phim tại Hà Nội» for «Tuần lễ phim tại Vinh»."""
    asked, folded = question.plain, vi.fold(sentence)
    for name in (one for one in question.names if one.kind in PLACES):
        spellings = "|".join(re.escape(vi.fold(one)) for one in name.names)
        for found in re.finditer(rf"\b(?:{spellings})\b", asked):
            event = _EVENT_AT.search(asked[: found.start()])
            if event is None:
                continue
            placed = rf"\b{re.escape(event['event'])} (?:tai|o) (?:thanh pho |tinh |nuoc )?"
            there = re.search(rf"{placed}(?:{spellings})\b", folded)
            if not there and re.search(rf"{placed}\w", folded):
                return True
    return False
