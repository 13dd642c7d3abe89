"""What kind of thing a question asks for, and how far a sentence holds it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.counting import ITEM_LABEL, without_dates
from assistant.people import holds_names
from assistant.posts import posts
from assistant.question import PLACES, Asked, Question
from assistant.understand import WEEKDAY_ASKED
from index.aliases import Aliases
from ingest import text as vi
from ingest.document import Span

_EXPLAINS = re.compile(
    r"(?:(?:\d+(?:\.\d+)*|[a-zđ])[.)]\s*|[-–•]\s*)?[“\"«]?(?P<term>[^:.;]{2,80}?)[”\"»]?"
    r"(?:\s*\([^)]*\))?(?::\s|\s+(?:là|nghĩa là|được hiểu là|có nghĩa là|viết tắt (?:của|là))\s)"
)
_UNIT_WITHIN = 24  # characters behind a number
_HOUR_ASKED = re.compile(r"\b(?:may|bao nhieu) gio\b")
_DURATION = re.compile(r"\w+ (?:năm|tháng|ngày|tuần|giờ|phút)|\d\s*[年月日]|\d \w+s\b")
_NEXT_WORD = 6  # characters
_DURATION_ASKED = re.compile(r"\b(?:may|bao nhieu) (?:nam|thang|ngay|tuan)\b|\bbao lau\b")
_AMOUNT = re.compile(r"[\d.,\s]+(?:%|\w{1,5}(?: \w{1,5})?)?")
_YEAR_ONLY = re.compile(r"(?:năm )?(?:1[89]|20)\d{2}")
_WHY = re.compile(r"\b(?:vi sao|tai sao|ly do|nguyen nhan|de lam gi|sao)\b")
_SAYS_WHEN = re.compile(
    r"\d|thế kỷ|tháng|năm|ngày|quý|mùa|giờ|hôm|tuần|[a-z]+uary|march|april|may|june|july|august|"
    r"(?:septem|octo|novem|decem)ber|janvier|février|mars|avril|mai|juin|juillet|août|décembre|月",
    re.IGNORECASE,
)
# «khi nào» may be answered by an occasion instead of a date.
_OCCASION_ASKED = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|thoi han|(?:thoi diem|thoi gian|the ky|thang) nao)\b"
)
_OCCASION = re.compile(
    r"(?<!\w)(?:ngay (?:sau|khi|trong)|sau khi|trước khi|trong (?:ngày|thời hạn)|kể từ|chậm nhất|"
    r"khi|trường hợp|hằng năm|hàng năm|đầu năm|cuối năm|được ký|"
    r"(?:thế kỷ|thập niên) (?:thứ )?\w+|"
    r"tháng (?:\d{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|chạp))(?!\w)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"đồng|USD|EUR|VND|VNĐ|đô la|yên|won|euro|franc|¥|\$|€|円|ウォン|triệu|tỷ|nghìn", re.IGNORECASE
)
_UNIT_BEHIND = re.compile(rf"\d\s*(?:%|người|đoàn|lượt|dự án|{_MONEY.pattern})", re.IGNORECASE)
_ANY_MEASURE = re.compile(
    rf"\d\s*(?:%|phần trăm|km|mm|cm|ha\b|kg|tấn|m2|{_MONEY.pattern})", re.IGNORECASE
)


# «hơn một nửa», «hai phần ba»
_SHARE = r"(?<!\w)(?:một nửa|\w+ phần (?:hai|ba|tư|năm|sáu|bảy|tám|chín|mười))(?!\w)"


def _words(any_of: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of})\b")


_MEASURES = (
    (_words("tien|kinh phi|chi phi|von|dong|usd|euro|yen|trieu|ty"), _MONEY),
    (_words("phan tram|%"), re.compile(rf"%|phần trăm|{_SHARE}")),
    (_words("ngay"), re.compile(r"ngày|日|days?|jours?", re.IGNORECASE)),
    (_words("thang"), re.compile(r"tháng|months?|mois|月", re.IGNORECASE)),
    (_words("nam"), re.compile(r"năm|years?|ans\b|年", re.IGNORECASE)),
    (_words("phut"), re.compile(r"phút|minutes?|分", re.IGNORECASE)),
    (_words("tuoi"), re.compile(r"tuổi|years?|ans\b|\d", re.IGNORECASE)),
    (_words("hec|hecta|ha"), re.compile(r"ha\b|héc|hecta", re.IGNORECASE)),
    (_words("km|ki lo met|cay so"), re.compile(r"km|ki-lô-mét|cây số")),
)
_HOW_LONG = re.compile(r"\bbao lau\b")
_LASTS = re.compile(
    r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|vài))\s*"
    r"(?:năm|tháng|ngày|tuần|giờ|phút|buổi|quý)\b|(?:hằng|hàng|mỗi) (?:năm|tháng|ngày|tuần|quý)\b|"
    r"\d\s*(?:years?|months?|weeks?|days?|hours?|日|年|月)",
    re.IGNORECASE,
)
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b")
_HONORIFIC = re.compile(r"^(?:ông|bà|anh|chị|đồng chí|tiến sĩ|giáo sư|vua|tướng)\s+", re.IGNORECASE)
_BODY = re.compile(
    r"^(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư|"
    r"Chính phủ|Quốc hội|Đảng|Nhà nước|"
    r"Sở|Bộ|Ban|Cục|Vụ|UBND|HĐND|Ủy ban|Công ty|Trung tâm|Đại học|Viện)\b"
)
# «thứ mấy», «hôm nào»
_DAY_ASKED = re.compile(rf"{WEEKDAY_ASKED}|\b(?:(?:hom|ngay|buoi) nao|khi nao|bao gio|luc nao)\b")
_WEEKDAY_ASKED = re.compile(WEEKDAY_ASKED)
_DAY = r"thứ (?:hai|ba|tư|năm|sáu|bảy)(?!\w)"
_WEEKDAY = re.compile(rf"(?<!\w)(?:{_DAY}|chủ nhật(?!\w))", re.IGNORECASE)
# «sáng thứ Hai», «thứ Ba hằng tuần», but not «lần thứ hai», «nước thứ ba», «Thứ hai, …»
_ON_WEEKDAY = re.compile(
    rf"(?<!\w)(?:(?:vào|sáng|trưa|chiều|tối|hôm|buổi|từ|trừ|mỗi|các)(?: ngày)? {_DAY}|"
    rf"{_DAY}(?:,? (?:hằng|hàng|mỗi) tuần|,? (?:đến|tới|và|hoặc) (?:{_DAY}|chủ nhật)|,? ngày \d)|"
    rf"chủ nhật(?!\w))|(?<=[:(] ){_DAY}|(?<=\(){_DAY}",
    re.IGNORECASE,
)
_MOST_OF, _FEW = 0.6, 3  # words of the question, which together say what each says but vaguely
_OCCASION_FIT = 0.8  # an occasion is as good an answer as a date, but less often meant
_LIKELY = 0.4  # from this match on, a sentence holds the kind of thing
_CAPITALISED_WORD = rf"[{vi.UPPER}][{vi.UPPER.lower()}]+"
# Two to five capitalised words in a row, not at the start, where any word is capitalised.
_PERSON_NAME = re.compile(rf"(?<!^)\b{_CAPITALISED_WORD}(?:\s+{_CAPITALISED_WORD}){{1,4}}\b")
_ANY_NAME = re.compile(rf"\b{_CAPITALISED_WORD}(?:\s+{_CAPITALISED_WORD}){{1,4}}\b")
_BETWEEN_POST_AND_NAME = re.compile(r"[^,;.]{0,40}")
_BETWEEN_NAME_AND_POST = re.compile(r"[^;.]{0,40}")
_POST = re.compile(
    r"(?:(?:pho|tong|truong|quyen|nguyen|uy vien) )*"
    r"(?:giam doc|chu tich|bi thu|truong|pho|dai su|bo truong|thu truong|chu nhiem|tham tan|"
    r"lanh su|chanh|vien truong|cuc truong|vu truong|hieu truong|thu tuong|tong thong|uvtv)\b"
)
_NEAR_POST = 60  # characters before a name in which its post stands
_FRACTION = re.compile(r"(?<![\d/])\d{1,2}/\d{1,3}(?![\d/])|một (?:phần|nửa)")
_LAW_ASKED = re.compile(r"\b(?:luat|phap lenh|dao luat) (?:nao|gi)\b")
_LAW = re.compile(rf"(?<!\w)(?:Bộ luật|Đạo luật|Luật|luật|Pháp lệnh|Hiến pháp) [{vi.UPPER}]")
# «đứng thứ mấy», «lần thứ mấy»
_RANK_ASKED = re.compile(
    r"\b(?:(?:dung|xep|lan|vi tri)(?: hang)?(?: thu)?|hang) (?:may|bao nhieu)\b"
    r"(?<!\blan may)(?<!\blan bao nhieu)"
)
_RANK = re.compile(
    r"(?<!\w)(?:(?:thứ|hạng)(?: hạng)? (?:\d+|[IVX]+|nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|"
    r"đứng đầu|dẫn đầu)(?!\w)",
    re.IGNORECASE,
)
# What is counted under two names; others stand in the alias file.
_COUNTED_ALIKE = (("nước", "quốc gia"), ("lần", "kỳ"), ("nhân sự", "người"))
_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_NAMED_PLACE_ASKED = re.compile(
    r"\b(?:tinh|thanh pho|nuoc|quoc gia|(?<!co )quan|huyen|vung|xa|phuong|dia phuong) (?:nao|gi)\b"
)
_PLACE_NAME = re.compile(
    rf"(?i:tỉnh|thành phố|TP\.|quận|huyện|vùng|thủ đô|xã|phường|bang) ((?:[{vi.UPPER}][\w-]*\s?)+)"
)
_WHERE = "o dau|tai dau|noi nao|cho nao"
_SPOT_ASKED = re.compile(rf"\b(?:dia diem|{_WHERE})\b")
_WHERE_ASKED = re.compile(rf"\b(?:{_WHERE})\b")
_LOCATIVE = re.compile(
    r"\b(?:o|tai|den|sang|thuoc|tu|ve|trong|tren|giua|gan|duong|pho|so \d+|phong|tang|toa|nha|"
    r"trung tam|tru so|dia chi|dia diem|noi|khach san|quay|cong|san|ben|lang|xa|phuong|quan|"
    r"huyen|tinh|thanh pho|nuoc|cang|cho|truong)\b"
)
_ADDRESS_ASKED = re.compile(r"\b(?:duong|(?<!thanh )pho|so nha) (?:nao|gi|may)\b|\bdia chi\b")
_ADDRESS = re.compile(
    rf"(?:(?i:đường|(?<!thành )phố|ngõ|kiệt|đại lộ) |(?i:số) \d+\w*(?:/\d+)* )[{vi.UPPER}]"
    r"|@|\bwww\.|https?:"
)
_TO_DO = re.compile(r"\b(?:lam|can|phai)\b.*\b(?:gi|the nao|nhu the nao|sao)\b")
_IS_TERM = re.compile(r"\W*\s(?:là|nghĩa là|được hiểu là|có nghĩa là)\s")
_UNITS = frozenset("mm cm m km ha kg tan usd dong ty trieu phan gio phut trang".split())
# Whose own numbers stand behind them.
_PARTS_COUNTED = re.compile(
    r"\b(?:bao nhieu|may|so luong) (?:phu luc|(?:chuong|dieu|muc|khoan|diem|phan)\W*$)"
)
_SCALES = frozenset("mươi trăm nghìn ngàn triệu tỷ tỉ".split())
_NUMBER_WORDS = "một hai ba bốn năm sáu bảy tám chín mười".split()


def asked_match(question: Question, sentence: str, aliases: Aliases) -> float:
    """How far the sentence holds the kind of thing asked for: 0 to 1, .5 where the kind
    cannot be told, and more than 1 for a structure that is hardly there by chance."""
    matches = [_holds(kind, question, sentence, aliases) for kind in question.asked]
    return sum(matches) / len(matches)


def kinds_held(question: Question, sentence: str, aliases: Aliases) -> set[Asked]:
    """The kinds of thing asked for that the sentence holds."""
    return {kind for kind in question.asked if _holds(kind, question, sentence, aliases) > _LIKELY}


def _holds(kind: Asked, question: Question, sentence: str, aliases: Aliases) -> float:
    if kind is Asked.PERSON:
        return 1.0 if _names_person(sentence, aliases) else 0.0
    if kind is Asked.TIME:
        if vi.years(sentence) or vi.dates(sentence):
            return 1.0
        if _DAY_ASKED.search(question.plain) and _ON_WEEKDAY.search(sentence):
            return 1.0
        return _OCCASION_FIT if _tells_occasion(question, sentence) else 0.0
    if kind is Asked.NUMBER:
        return 1.0 if vi.document_numbers(sentence) or _names_law(question, sentence) else 0.0
    if kind is Asked.QUANTITY:
        return _quantity_match(question, sentence)
    if kind is Asked.PLACE:
        return _place_match(question, sentence, aliases)
    if kind is Asked.IDENTITY:
        return 3.0 if _introduces(question, sentence) else 0.0
    return 3.0 if defines(question, sentence) else 0.5


def _names_law(question: Question, text: str) -> bool:
    """Laws are known by their names, other papers by their numbers."""
    return _LAW_ASKED.search(question.plain) is not None and _LAW.search(text) is not None


def _tells_occasion(question: Question, text: str) -> bool:
    asked = question.plain
    return _OCCASION_ASKED.search(asked) is not None and _OCCASION.search(text) is not None


def _names_person(sentence: str, aliases: Aliases) -> bool:
    """Whether capitalised words stand together that are no known place or organisation."""
    characters = list(sentence)
    for mention in aliases.find(sentence):
        characters[mention.start : mention.end] = "." * (mention.end - mention.start)
    return _PERSON_NAME.search("".join(characters)) is not None


def names_holder(question: Question, sentence: str, aliases: Aliases) -> bool:
    """Whether a name stands beside a post that the question asks about: «Giám đốc Sở A, bà B»,
    «bà B, Giám đốc Sở A», «bà B giữ chức Giám đốc»."""
    characters = list(sentence)
    for mention in aliases.find(sentence):
        characters[mention.start : mention.end] = "." * (mention.end - mention.start)
    masked = "".join(characters)
    people = [found.span() for found in _ANY_NAME.finditer(masked)]
    cells = vi.cells(sentence) if vi.is_row(sentence) else []
    named = [value for column, value in cells if holds_names(column)]
    for post in posts(sentence):
        if not any(wanted.fits(post) for wanted in question.posts):
            continue
        start, end = post.span
        if named and any(begin == start for _, (begin, _) in cells):
            return True
        for begin, stop in people:
            if end <= begin + 1 and _BETWEEN_POST_AND_NAME.fullmatch(sentence[end:begin]):
                return True
            if stop <= start and _BETWEEN_NAME_AND_POST.fullmatch(sentence[stop:start]):
                return True
    return False


def asks_for_spot(question: Question) -> bool:
    """Whether it asks where something takes place, not for towns, provinces or countries."""
    return _SPOT_ASKED.search(question.plain) is not None


def _place_match(question: Question, sentence: str, aliases: Aliases) -> float:
    """Half for each place that the sentence names and the question does not, up to 2.5: a
    sentence that lists places hardly does so by chance. A spot needs but one."""
    named = places_named(question, sentence, aliases)
    if asks_for_spot(question):
        return float(named > 0 or _LOCATIVE.search(vi.fold(sentence)) is not None)
    # A row holds one of the places of a table that lists them.
    return 2.5 if named and vi.is_row(sentence) else min(named, 5) / 2


def places_named(question: Question, sentence: str, aliases: Aliases) -> int:
    """How many places the sentence names that the question does not."""
    return len(
        {
            mention.name
            for mention in aliases.find(sentence)
            if mention.name.kind in PLACES and mention.name not in question.names
        }
    )


def lacks_place(question: Question, sentence: str, aliases: Aliases) -> bool:
    """Whether a street, province, town or country is asked for where the sentence names none
    but the question's own."""
    if _ADDRESS_ASKED.search(question.plain) and not _ADDRESS.search(sentence):
        return True
    if _WHERE_ASKED.search(question.plain) and not places_named(question, sentence, aliases):
        return not _LOCATIVE.search(vi.fold(sentence))
    if not _NAMED_PLACE_ASKED.search(question.plain):
        return False
    kind = question.places_asked
    named = {m.name for m in aliases.find(sentence) if m.name.kind == kind}
    if named - set(question.names) - {question.home}:
        return False
    if kind == "country":
        return True
    spelled = set(question.spell(question.text).split())
    return all(
        set(question.spell(found[1]).split()) <= spelled for found in _PLACE_NAME.finditer(sentence)
    )


def defines(question: Question, sentence: str) -> bool:
    """Whether it begins with what is asked to be explained, and goes on to explain it: «Đoàn
    vào là …», «3. Đoàn vào: …»."""
    if not question.defined:
        return False
    if vi.is_row(sentence):
        return _row_explains(question, sentence)
    term = explained(sentence)
    return bool(term) and question.spell(term) == question.defined


def explained(sentence: str) -> str:
    """The term that it begins with and goes on to explain; empty where there is none."""
    opening = _EXPLAINS.match(sentence)
    return opening["term"] if opening else ""


def only_explains(question: Question, sentence: str) -> bool:
    """Whether it is what a term of the question means: «Đoàn ra là …» does not say what an
    outgoing delegation needs."""
    opening = _EXPLAINS.match(sentence)
    if opening is None or not _IS_TERM.match(sentence, opening.end("term")):
        return False
    words = set(question.spell(opening["term"]).split())
    asked = set(question.spell(question.text).split())
    return bool(words & asked) if _TO_DO.search(question.plain) else words <= asked


def measures_other(question: Question, passage: str) -> bool:
    """Whether how many or how much is asked of something of which the passage holds no word: a
    number in the right unit is still a number of something else."""
    if Asked.QUANTITY not in question.asked:
        return False
    near = question.spell(passage)
    counted = {word for one in question.counted for word in question.spell(one).split()}
    terms = [term for term in question.terms if term.key in question.predicate - counted]
    terms = [term for term in terms if not counted & set(" ".join(term.pairs).split())] or terms
    if not terms:
        return False
    known = {
        key
        for synonym in question.synonyms
        if any(spelling in near for spelling in synonym.spellings)
        for key in synonym.syllables
    }
    if sum(f" {term.key} " in near for term in terms) >= _MOST_OF * max(len(terms), _FEW):
        return False
    return not any(
        term.key in known
        or any(f" {pair} " in near for pair in term.pairs)
        or (not term.pairs and f" {term.key} " in near)
        for term in terms
    )


def _row_explains(question: Question, row: str) -> bool:
    """Whether one of a row's cells is the term and another says what it means or stands for."""
    cells = [cell.partition(": ")[2] for cell in row.split("; ")]
    return len(cells) > 1 and any(question.spell(cell) == question.defined for cell in cells)


def _introduces(question: Question, sentence: str) -> bool:
    """Whether a person of the question stands beside a post: «ông A, Giám đốc …» or
    «Giám đốc … A»."""
    spelled = question.spell(sentence)
    for phrase in question.phrases:
        at = spelled.find(phrase)
        if at >= 0 and (
            _POST.search(vi.fold(spelled[:at])[-_NEAR_POST:])
            or _POST.match(vi.fold(spelled[at + len(phrase) :]))
        ):
            return True
    return False


def _quantity_match(question: Question, sentence: str) -> float:
    """1 where a number stands right before what is counted, .5 where both stand somewhere,
    .2 where only a number does, 0 where the question's unit of measure is missing."""
    counted = without_dates(ITEM_LABEL.sub("", sentence))
    if _RANK_ASKED.search(question.plain):
        return float(_RANK.search(counted) is not None)
    if unit := _measure(question):
        return float(counts(counted) and unit.search(counted) is not None)
    words = [token.text for token in vi.tokens(counted)]
    tokens = [_counting_key(question, word) for word in words]
    named = _counted_names(question)
    figures = {
        i
        for i, word in enumerate(words)
        # «năm triệu» of nothing that is said to be counted
        if word[:1].isdigit() or (not named and _is_scaled(words[i : i + 2]))
    }
    numbers = [
        i
        for i, word in enumerate(words)
        if i in figures
        or _is_number_word(word)
        # «ba», «năm» are numbers right before what is counted
        or (word.lower() in _NUMBER_WORDS and _stands_soon(named, tokens[i + 1 : i + 2]))
    ]
    if not numbers:
        return 0.0
    parts = _PARTS_COUNTED.search(question.plain) is not None
    within = 1 if parts else 4  # «Phụ lục V», «theo Điều 5» do not say how many there are
    if any(_stands_soon(named, tokens[i + 1 : i + 1 + within]) for i in numbers):
        return 1.0
    head = _one_i(vi.fold(question.counted[0])) if question.counted else ""
    if head == "phan" and _FRACTION.search(counted):
        return 1.0
    if parts:
        return 0.0
    # A number in another unit answers nothing, nor does «hai bên» by itself, and «44 quốc
    # gia» says little about a number of «địa phương».
    if head in _UNITS or not figures:
        return 0.0
    return 0.5 if not head or any(one[0] in tokens for one in named) else 0.2


def _counted_names(question: Question) -> list[tuple[str, ...]]:
    """What is counted under its names, by their first syllables."""
    if not question.counted:
        return []
    written = tuple(_counting_key(question, word) for word in question.counted)
    names = [written[:1]]
    for alike in _COUNTED_ALIKE:
        known = [tuple(_counting_key(question, word) for word in one.split()) for one in alike]
        if any(written[: len(one)] == one for one in known):
            names += known
    for synonym in question.synonyms:
        keys = [
            tuple(_counting_key(question, word) for word in one.split())
            for one in synonym.spellings
        ]
        if any(one[: len(written)] == written or written[: len(one)] == one for one in keys):
            names += [one[:2] for one in keys]
    return names


def _stands_soon(names: list[tuple[str, ...]], behind: list[str]) -> bool:
    return any(
        tuple(behind[at : at + len(name)]) == name
        for name in names
        for at in range(min(3, len(behind)))
    )


def _counting_key(question: Question, word: str) -> str:
    """A word as it is compared: «kỳ» and «kì» are one, «đoàn» and «đoạn» are not where the
    question says which."""
    return _one_i(vi.fold(word) if question.folded else vi.lower_key(word).translate(_AS_I))


def counts(text: str) -> bool:
    """Whether it names a number, in figures or words."""
    return any(
        token.text[:1].isdigit() or token.text.lower() in _NUMBER_WORDS for token in vi.tokens(text)
    )


def _is_number_word(token: str) -> bool:
    """Documents have diacritics: «trình bày» names no number, nor does «năm» surely."""
    return token.lower() in _NUMBER_WORDS and token.lower() not in ("năm", "ba")


def _is_scaled(words: Sequence[str]) -> bool:
    """«năm triệu» is a figure as «5 triệu» is."""
    return len(words) > 1 and words[0].lower() in _NUMBER_WORDS and words[1].lower() in _SCALES


def span_fit(question: Question, sentence: str, span: Span) -> float:
    """How far the words that a reader found are the kind of thing asked for: 1 or 0 where the
    kind can be told from them, else .5; the mean over the kinds asked for."""
    if question.asked != {Asked.OTHER} and _echoes(question, sentence[slice(*span)]):
        return 0.0
    fits = [_fits_kind(kind, question, sentence, span) for kind in question.asked]
    return sum(fits) / len(fits)


def _echoes(question: Question, said: str) -> bool:
    """Whether it says nothing but what the question itself says."""
    return set(question.spell(said).split()) <= set(question.spell(question.text).split())


def _fits_kind(kind: Asked, question: Question, sentence: str, span: Span) -> float:
    said, behind = sentence[slice(*span)], sentence[span[1] : span[1] + _UNIT_WITHIN]
    if kind is Asked.TIME:
        years = any(span[0] < end and start < span[1] for (start, end), _ in vi.years(sentence))
        fits = _fits_time(question.plain, said, behind, years) or _tells_occasion(question, said)
        return float(fits)
    if kind is Asked.QUANTITY:
        return _fits_quantity(question, said, behind)
    if kind is Asked.PERSON:
        return _fits_person(said)
    if kind is Asked.NUMBER:
        numbered = any(map(str.isdigit, said)) and not vi.dates(said)
        return float(numbered or _names_law(question, said))
    if kind is Asked.PLACE:
        return 0.0 if _AMOUNT.fullmatch(said) or vi.dates(said) else 0.5
    if _WHY.search(question.plain):
        return 0.0 if _AMOUNT.fullmatch(said) or vi.dates(said) else 0.5
    return 0.5


def _fits_person(said: str) -> float:
    """A name has capitals throughout; «Luật Tổ chức Chính phủ» has them here and there."""
    words = [word for word in _HONORIFIC.sub("", said).split() if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    if not capitals or _BODY.match(said):
        return 0.0
    return 1.0 if capitals == len(words) else 0.5


def _fits_time(asked: str, said: str, behind: str, names_year: bool) -> bool:
    if _HOUR_ASKED.search(asked):
        return re.search(r"\d\s*(?:[gh:]|giờ|a\.?m|p\.?m|時)", said) is not None
    if _DURATION_ASKED.search(asked):
        return _DURATION.search(said + behind[:_NEXT_WORD]) is not None
    if re.search(r"\bnam (?:nao|may|bao nhieu)\b", asked):
        return names_year
    if _WEEKDAY_ASKED.search(asked):
        return _WEEKDAY.search(said) is not None
    return _SAYS_WHEN.search(said) is not None and not _UNIT_BEHIND.search(said)


def _fits_quantity(question: Question, said: str, behind: str) -> float:
    """A number, of what is counted: a date, a year or another unit is none."""
    if _HOUR_ASKED.search(question.plain):
        return float(_fits_time(question.plain, said, behind, names_year=False))
    if not counts(said) or vi.dates(said) or _YEAR_ONLY.fullmatch(said.strip()):
        return 0.0
    head = _one_i(vi.fold(question.counted[0])) if question.counted else ""
    near = f"{said} {behind}"
    if unit := _measure(question):
        return float(unit.search(near) is not None)
    if head and head not in _UNITS and _ANY_MEASURE.search(said):
        return 0.0  # «920.000 USD» are no hectares
    words = [_counting_key(question, token.text) for token in vi.tokens(near)]
    return 1.0 if any(name[0] in words for name in _counted_names(question)) else 0.5


def _measure(question: Question) -> re.Pattern[str] | None:
    """The unit in which the answer must be, where a measure is asked for and no count."""
    asked = vi.fold(" ".join(question.counted[:2]))
    found = next((unit for words, unit in _MEASURES if words.search(asked)), None)
    if found is None and _HOW_LONG.search(question.plain):
        return _LASTS
    return found


def _one_i(folded: str) -> str:
    """«kỳ» and «kì», «tỷ» and «tỉ» are one."""
    return _FINAL_Y.sub("i", folded)
