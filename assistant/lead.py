"""The bare answer, where it can be lifted from the sentence that proves it. Pure.

The reader says where in the sentence it stands; without a reader only what is unmistakable is
lifted: the one date, number or document number of the sentence. What changes its meaning comes
along («hơn 39 triệu USD» is not «39»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.extract import Candidate
from assistant.ground import years_covered
from assistant.kinds import span_fit
from assistant.posts import posts
from assistant.question import Asked, Question
from assistant.understand import ordinals
from assistant.which import another_fits_as_well
from index.aliases import Aliases
from ingest import text as vi
from ingest.document import Span

# From this logit of the reader on («here» against «not here»); see docs/decisions/0007-reader.md.
SURE = 3.0
SURE_OF_ANYTHING = 6.0  # where the words found may be of any kind
_ANY_FIT = 0.1
_LONGEST = 14  # words; beyond it the sentence itself is as good
_UNIT_WITHIN = 40  # characters behind a number

# «hơn», «khoảng» … before a number, its scale and unit behind it.
_BEFORE_NUMBER = re.compile(
    r"(?:(?<!\w)(?:hơn|gần|khoảng|trên|dưới|chừng|ít nhất|nhiều nhất|tối đa|tối thiểu|không quá|"
    r"không dưới|chưa đến|chưa tới|từ|đến|âm|thứ|[<>≥≤~±]|[+-](?=\d))\s*)+$",
    re.IGNORECASE,
)
# «năm 1998» is read aloud better than «1998».
_BEFORE_TIME = re.compile(
    r"(?<!\w)(?:(?:khoảng|đầu|cuối|giữa|trước|sau|từ|những)\s+)*"
    r"(?:năm|tháng|ngày|thế kỷ|thập niên|quý)\s+$",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"(?:\s*(?:%|‰|°C?|(?:nghìn|ngàn|triệu|tỷ|tỉ|chục|trăm|rưỡi|"
    r"đồng|USD|EUR|VND|VNĐ|đô la|yên|won|euro|km2|km²|km|m2|m²|mm|cm|ha|kg|tấn|m|"
    r"lần|lượt|người|chuyến|cuốn)(?!\w)|"
    r"(?:năm|tháng|ngày|tuần|giờ|phút)(?!\w)(?!\s*\d)))+"
)
_RANGE_BEHIND = re.compile(r"\s*(?:-|–|đến|tới)\s*\d[\d.,]*")
# «từ ngày 3 đến ngày 5 tháng 6 năm 2031» is one time.
_DAY = r"ngày \d{1,2}(?:\s?[/.]\s?\d{1,4})*(?: tháng \d{1,2})?(?: năm \d{4})?"
_PERIOD = re.compile(rf"(?<!\w)(?:từ )?{_DAY} (?:đến|tới)(?: hết)? {_DAY}", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_EDGES = " \t\n,.;:!?…-–—"
_WHOLE_SENTENCE = re.compile(
    r"\b(?:vi sao|tai sao|ly do|co gi|nhu the nao|the nao|ra sao|bang cach nao|lam sao|"
    r"(?:co )?(?:phai|dung) (?:la )?khong|hay khong|duoc khong|co .+ khong)\b"
)
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("‘", "’"))
_DENIES = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?: phải)?(?: là)?\s*$", re.IGNORECASE)


def lead(question: Question, candidate: Candidate, aliases: Aliases) -> Span | None:
    """Where in the document's text the bare answer stands; None if it cannot be lifted, or
    where one thing is no answer: lists, reasons, manners, explanations. None either from a
    sentence that tells of several years, places, posts or ranks when one of them is asked
    about: which of its facts is whose only the whole sentence says."""
    sentence = candidate.text
    at, _ = candidate.span
    if (
        question.asks_whether
        or question.asks_for_list
        or question.defined
        or _WHOLE_SENTENCE.search(question.plain)
    ):
        return None
    if _has_rivals(question, sentence, aliases):
        return None
    span = _read(question, candidate) or _only_one(question, sentence)
    if span is None:
        return None
    start, end = _whole(sentence, _widened(question, sentence, span))
    said = sentence[start:end]
    fit = span_fit(question, sentence, (start, end))
    if not said or len(said.split()) > _LONGEST or fit < _least_fit(question):
        return None
    sure = candidate.margin is not None and candidate.margin >= SURE_OF_ANYTHING
    if another_fits_as_well(question, sentence, (start, end), sure=sure):
        return None
    if end - start == len(sentence.strip(_EDGES)) or _DENIES.search(sentence[:start]):
        return None
    return at + start, at + end


def _least_fit(question: Question) -> float:
    """Above 0; where things are counted, what stands behind the number must be those."""
    counts = question.counted and question.asked == {Asked.QUANTITY}
    return 1.0 if counts else _ANY_FIT


def _has_rivals(question: Question, sentence: str, aliases: Aliases) -> bool:
    """Whether the sentence names others beside the particulars that are asked about."""
    years = years_covered(sentence)
    if (question.years or question.timely) and len(years | question.years) > 1:
        return Asked.TIME not in question.asked or bool(question.years)
    kinds = {name.kind for name in question.names}
    places = {m.name for m in aliases.find(sentence) if m.name.kind in kinds}
    if Asked.PLACE not in question.asked and places - set(question.names):
        return True
    held = {post.name for post in posts(sentence)}
    if question.posts and held - {post.name for post in question.posts}:
        return True
    return bool(question.ordinals) and len(ordinals(sentence)) > 1


def _read(question: Question, candidate: Candidate) -> Span | None:
    """The reader's span within the sentence, if it is sure enough."""
    reading = candidate.hit.reading
    found = reading.sentences[candidate.position] if reading else None
    sure = SURE_OF_ANYTHING if question.asked == {Asked.OTHER} else SURE
    if found is None or found.margin < sure:
        return None
    begin, _ = candidate.hit.chunk.own_sentences[candidate.position]
    return found.span[0] - begin, found.span[1] - begin


def _only_one(question: Question, sentence: str) -> Span | None:
    """What the sentence has but one of, of the kind that is asked for."""
    if Asked.NUMBER in question.asked:
        return _single(span for span, _ in vi.document_numbers(sentence))
    if Asked.TIME in question.asked:
        return _single(span for span, _ in vi.dates(sentence) or vi.years(sentence))
    return None


def _single(spans: Iterable[Span]) -> Span | None:
    found = list(spans)
    return found[0] if len(found) == 1 else None


def _widened(question: Question, sentence: str, span: Span) -> Span:
    """Over the whole words, number, date or document number that the span cuts, with what a
    number means nothing without."""
    start, end = _over(span, ((token.start, token.end) for token in vi.tokens(sentence)))
    start, end = _over((start, end), (found for found, _ in vi.document_numbers(sentence)))
    year_only = question.asked == {Asked.TIME} and re.fullmatch(r"\d{4}", sentence[start:end])
    if not year_only:
        start, end = _over((start, end), (found for found, _ in vi.dates(sentence)))
        start, end = _over((start, end), (found.span() for found in _PERIOD.finditer(sentence)))
    last = list(_NUMBER.finditer(sentence, start, end))
    if last and last[-1].end() == end and not year_only:
        if behind := _RANGE_BEHIND.match(sentence, end):
            end = behind.end()
        if unit := _AFTER_NUMBER.match(sentence, end):
            end = unit.end()
        end = _counted(question, sentence, end)
    before = _BEFORE_NUMBER.search(sentence[:start])
    if before and sentence[start : start + 1].isdigit() and not year_only:
        start = before.start()
    if Asked.TIME in question.asked and (named := _BEFORE_TIME.search(sentence[:start])):
        start = named.start()
    return start, end


def _over(span: Span, wholes: Iterable[Span]) -> Span:
    start, end = span
    for begin, stop in wholes:
        if begin < end and start < stop:
            start, end = min(start, begin), max(end, stop)
    return start, end


def _counted(question: Question, sentence: str, end: int) -> int:
    """On over what is counted: «44 quốc gia»."""
    reached = end
    counted = set(map(vi.fold, question.counted))
    for token in vi.tokens(sentence[end : end + _UNIT_WITHIN]):
        gap = sentence[reached : end + token.start]
        if vi.fold(token.text) not in counted or gap.strip():
            break
        reached = end + token.end
    return reached


def _whole(sentence: str, span: Span) -> Span:
    """Without punctuation at its edges, and with both of a pair of brackets or quotes or none."""
    start, end = span
    while start < end and sentence[start] in _EDGES:
        start += 1
    while start < end and sentence[end - 1] in _EDGES:
        end -= 1
    for opening, closing in _PAIRS:
        inside = sentence[start:end]
        open_ones = inside.count(opening) - inside.count(closing)
        if open_ones > 0 and sentence[end : end + 1] == closing:
            end += 1
        elif open_ones > 0 and inside.startswith(opening):
            start += 1
        elif open_ones < 0 and inside.endswith(closing):
            end -= 1
    return start, end
