"""Takes a Vietnamese question apart. Pure: a question and the alias table in, a `Question` out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.posts import posts
from assistant.question import PLACES, Asked, Question, Synonym, Term
from index.aliases import Aliases, Name, spell
from index.reference import article_labels, reference_spans, references
from ingest import text as vi
from ingest.document import Span

# What makes a question of a sentence and says nothing about its content, folded.
_ASKING = re.compile(
    r"\b(?:bao nhieu|bao gio|bao lau|bao xa|khi nao|luc nao|o dau|tai dau|tu dau|dau la|"
    r"nhu the nao|the nao|ra sao|tai sao|vi sao|nhung gi|la gi|cai gi|dieu gi|viec gi|la ai|"
    r"nhung ai|ai la|nhung nao|nao la|may|gi|nao|"
    r"(?:hay |xin |vui long )?cho (?:(?:toi |em |minh |anh |chi )(?:biet|hoi)|biet)|"
    r"xin hoi|^cho hoi|"
    r"(?:hay )?(?:liet ke|neu ro|ke ten)|"
    r"toi (?:muon|can) (?:biet|hoi)|(?:co )?(?:phai|dung) (?:la )?khong|hay khong|duoc khong|"
    r"(?:giu|lam) chuc(?: vu)?|(?:duoc )?quy dinh|(?:khong|chua)(?=\s*[?.!]*$)|khong a|vay a|nhe|"
    r"nhi|a|"
    # what chat ends in
    r"(?:(?:vay|nha|ad|ak|[a-z])\b\s*)+(?=[?.!]*$))(?!\w)"
)
# Grammar, with diacritics; a question without any uses the same words folded.
_GRAMMAR = frozenset(
    "là của và có được những các cho về với trong tại ở từ đến theo như thì mà này đó ấy đã "
    "đang sẽ bị bởi do gồm bằng cũng đều còn lại để khi nếu nhưng hoặc hay rằng trên dưới "
    "hiện nay vừa mới rồi ai hãy xin năm ngày tháng ông bà".split()
)
_GRAMMAR_FOLDED = frozenset(map(vi.fold, _GRAMMAR))
_BEFORE_BI = frozenset({"chuan", "thiet", "trang"})
_PERSON = re.compile(r"\b(?:ai|nguoi nao|nhung ai|ong nao|ba nao|(?<!don )vi nao|dong chi nao)\b")
_IDENTITY = re.compile(
    r"^(?:ong|ba|anh|chi|dong chi)?\s*(?:\w+\s+){2,5}"
    r"(?:la (?:ai|nguoi nao)|(?:la |giu |lam )?chuc (?:vu |danh )?gi)\b"
)
# «họp vào thứ mấy», but not «đứng thứ mấy», «lần thứ mấy», «thu mấy đồng»
WEEKDAY_ASKED = (
    r"(?<!\blan )(?<!\bdung )(?<!\bxep )(?<!\bhop )(?<!\bky )(?<!\btri )(?<!\bhang )(?<!\bkhoa )"
    r"(?<!\bdoi )(?<!\bnguoi )(?<!\bnuoc )\bthu may\b(?! (?:dong|lan|trieu|nghin|ngan|phan|tren)\b)"
)
_TIME = re.compile(
    r"\b(?:khi nao|bao gio|luc nao|hoi nao|(?:nam|ngay|thang|(?<!dong )thoi gian|thoi diem|"
    r"giai doan|thoi ky|ngay thang|mua|thoi han) (?:nao|may|bao nhieu|gi)|tu bao gio)\b|"
    rf"{WEEKDAY_ASKED}|"
    # not «Thời gian xử lý được tính theo đơn vị nào?»
    r"^(?:nam|ngay|thoi gian|thoi diem)\b(?! \d)"
    r"(?!.* (?:dang|loai|don vi|cach|yeu to) (?:gi|nao)\b)"
)
_QUANTITY = re.compile(
    r"\b(?:bao nhieu|may|bao lau|bao xa)\b|"
    # not «Khu vực nào có tỷ lệ cao?»
    r"^(?!.*\b(?:(?<!ty le )(?<!so luong )nao|ai|o dau|vi sao|tai sao)\b)"
    r".*?\b(?:so luong|tong so|ty le|tong von|dien tich|dan so)\b"
)
_PLACE = re.compile(
    r"\b(?:o dau|tai dau|noi nao|cho nao|den tu dau|"
    # «tỉnh nào», not «vệ tinh nào», «thuộc tính nào»
    r"(?:(?<!ve )(?<!vi )(?<!gioi )(?<!dac )(?<!thuoc )(?<!may )tinh|thanh pho|nuoc|"
    r"quoc gia|dia phuong|dia diem|vung|huyen|(?<!co )quan|doi tac) (?:nao|gi)|"
    r"(?:cac|nhung|danh sach|danh muc) (?:\w+ )?"
    r"(?:tinh|thanh pho|dia phuong|nuoc|quoc gia|doi tac))\b"
)
_NUMBER = re.compile(
    r"\b(?:(?:quyet dinh|nghi dinh|thong tu|van ban|nghi quyet|luat|cong van|ke hoach|chi thi)"
    r"(?: so)? (?:nao|may|bao nhieu|gi)|so (?:quyet dinh|nghi dinh|van ban|ky hieu|hieu)|"
    r"so hieu)\b|"
    # «quyết định thành lập Sở số mấy»
    r"\b(?:quyet dinh|nghi dinh|thong tu|van ban|nghi quyet|luat|cong van|ke hoach|chi thi)\b.*"
    r"\bso (?:may|bao nhieu|gi|nao)\b(?=\s*[?.!]*$)"
)
_COUNTED = re.compile(r"\b(?:bao nhieu|may|so luong) ((?:\w+ ?){1,2})")
_DEFINED = re.compile(
    r"^(?:(?:the nao|nhu the nao) (?:la|duoc goi la|goi la) (?P<what>.+?)|"
    r"(?P<term>.+?) (?:(?:duoc )?viet tat (?:la gi|(?:nhu )?the nao|ra sao)|"
    r"(?:viet |ten |co ten )?day du la gi|la gi|nghia la gi|co nghia (?:la )?gi|"
    r"(?:duoc )?hieu (?:la gi|(?:nhu )?the nao)|(?:la )?viet tat cua (?:tu |cum tu )?(?:gi|nao))"
    r")(?: theo [^?]{2,60})?\s*[?.!]*$"
)
_ASKING_WORDS = {"may": "mấy", "dau": "đâu", "nao": "nào", "gi": "gì", "ai": "ai"}
_ASKING_WORD = re.compile(rf"\b(?:{'|'.join(_ASKING_WORDS)})\b")
_LONGEST_TERM = 6  # syllables
_CURRENT = re.compile(
    r"\b(?:hien nay|hien tai|bay gio|hien gio|duong nhiem|duong kim|hien thoi|ngay nay|"
    r"moi nhat|gan day nhat|hien dang|luc nay)\b"
)
_MONTH = re.compile(r"\bthang (1[0-2]|0?[1-9])(?![\d.,])")
_ORDINAL = re.compile(
    r"\b(?:hang|thu|lan thu|khoa|nhiem ky|quy|khoan|diem|cap do|dot|ky hop thu|lan|giai)\s+"
    r"(?:\d+|[ivx]+|nhat|nhi|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)\b|"
    r"\b(?:hang|loai|nhom) [a-e]\b"
)
_RANKS = {
    "nhat": "1", "nhi": "2", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9", "muoi": "10", "i": "1", "ii": "2", "iii": "3", "iv": "4",
    "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10",
}  # fmt: skip
_NO_ORDINAL = re.compile(r"\b(?:thử|thú|thư|thủ|hàng|quỹ|lân|lấn|diêm|từ|tứ|nằm)\b")
_CONJUNCTION = re.compile(r"\s*(?:,|;|&|va|hay|hoac|voi)?\s*(?:(?:o|tai|cua|voi) )?\s*")
_RELATED = re.compile(r"\bgiua\s+(?:(?:thanh pho|tinh|nuoc)\s+)?$")
_HOME = "Việt Nam"
_ADDRESS = frozenset({"ong", "ba", "anh", "chi", "co", "em"})
_CAPITALISED = re.compile(rf"[{vi.UPPER}]\w*(?:\s+[{vi.UPPER}]\w*)*")


def understand(text: str, aliases: Aliases, home: Name | None = None) -> Question:
    """Takes a question apart; `home` is the locality that the office belongs to."""
    text = vi.clean(text)
    if text.isupper():
        text = text.lower()
    plain = _plain(text)
    folded = vi.is_folded(text)
    wanted = references(text)
    articles = article_labels(text)
    names = _names(text, aliases)
    years = frozenset(year for _, year in vi.years(text))
    phrases = _phrases(text, folded, aliases)
    return Question(
        text=text,
        folded=folded,
        asked=_asked(plain, phrases),
        counted=_counted(text, plain),
        terms=_terms(text, folded, [*_asking(plain), *_particulars(text, aliases)]),
        names=names,
        home=home,
        listed=_listed(text, aliases),
        acronyms=_acronyms(text, folded, aliases),
        synonyms=_synonyms(text, folded, aliases),
        phrases=phrases,
        ordinals=tuple(dict.fromkeys(spell(one, folded=folded) for one in ordinals(text))),
        posts=tuple(posts(text)),
        months=months_named(text),
        defined=_defined(text, plain, folded),
        years=years,
        numbers=frozenset() if wanted or articles else _numbers(text, years),
        references=tuple(wanted),
        articles=tuple(articles),
        current=_CURRENT.search(plain) is not None,
        sought=_sought(text, plain, folded),
    )


def _plain(text: str) -> str:
    """Folded, with words masked that only folding makes words that ask: «máy bay» asks for no
    number, «từ đầu năm» for no place."""
    plain = vi.fold(text)
    if vi.is_folded(text):
        return plain
    for match in reversed(list(_ASKING_WORD.finditer(plain))):
        start, end = match.span()
        if vi.lower_key(text[start:end]) not in (match[0], _ASKING_WORDS[match[0]]):
            plain = plain[:start] + "_" * (end - start) + plain[end:]
    return plain


def _asked(plain: str, phrases: Sequence[str]) -> frozenset[Asked]:
    found = {
        kind
        for kind, pattern in (
            (Asked.PERSON, _PERSON),
            (Asked.TIME, _TIME),
            (Asked.PLACE, _PLACE),
            (Asked.NUMBER, _NUMBER),
        )
        if pattern.search(plain)
    }
    if phrases and _IDENTITY.search(plain):
        found = (found - {Asked.PERSON}) | {Asked.IDENTITY}
    # «năm bao nhiêu» asks for a year and «quyết định số mấy» for a number, not for a count.
    rest = _NUMBER.sub(" ", _TIME.sub(" ", plain))
    if _QUANTITY.search(rest):
        found.add(Asked.QUANTITY)
    return frozenset(found or {Asked.OTHER})


def _defined(text: str, plain: str, folded: bool) -> str:
    match = _DEFINED.match(plain)
    if match is None:
        return ""
    term = spell(text[slice(*match.span("what" if match["what"] else "term"))], folded=folded)
    return term if 0 < len(term.split()) <= _LONGEST_TERM else ""


def _counted(text: str, plain: str) -> tuple[str, ...]:
    for blank in (_TIME, _NUMBER):
        plain = blank.sub(lambda found: " " * len(found[0]), plain)
    match = _COUNTED.search(plain)
    return tuple(text[slice(*match.span(1))].lower().split()) if match else ()


def _asking(plain: str) -> list[Span]:
    return [match.span() for match in _ASKING.finditer(plain)]


def _particulars(text: str, aliases: Aliases) -> list[Span]:
    """Where countries, localities, years and document numbers stand: they are checked one
    by one in `assistant.ground`, and what they stand under may bear them out."""
    return [
        *((m.start, m.end) for m in aliases.find(text) if m.name.kind in PLACES),
        *(span for span, _ in vi.years(text)),
        *reference_spans(text),
    ]


def _terms(text: str, folded: bool, without: Sequence[Span]) -> tuple[Term, ...]:
    """Content syllables with the pairs that they form with their content neighbours."""
    grammar = _GRAMMAR_FOLDED if folded else _GRAMMAR
    key_of = vi.fold if folded else vi.lower_key
    keys: list[str] = []  # empty where a word carries no content
    for token in vi.tokens(text):
        key = key_of(token.text)
        inside = any(start <= token.start < end for start, end in without)
        whole = _goes_with(keys[-1] if keys else "", key)
        keys.append("" if inside or (key in grammar and not whole) else key)
    terms: dict[str, Term] = {}
    for before, key, after in zip(["", *keys], keys, [*keys[1:], ""], strict=False):
        if not key:
            continue
        pairs = [f"{before} {key}"] * bool(before) + [f"{key} {after}"] * bool(after)
        known = terms[key].pairs if key in terms else ()
        terms[key] = Term(key, tuple(dict.fromkeys((*known, *pairs))))
    return tuple(terms.values())


def _goes_with(before: str, key: str) -> bool:
    """Whether a word of grammar is the second half of a word of content, «chuẩn bị»."""
    return vi.fold(key) == "bi" and vi.fold(before) in _BEFORE_BI


def _sought(text: str, plain: str, folded: bool) -> tuple[str, ...]:
    grammar = _GRAMMAR_FOLDED if folded else _GRAMMAR
    key_of = vi.fold if folded else vi.lower_key
    asking = _asking(plain)
    runs: list[list[str]] = [[]]
    for token in vi.tokens(text):
        inside = any(start <= token.start < end for start, end in asking)
        key = key_of(token.text)
        whole = bool(runs[-1]) and _goes_with(key_of(runs[-1][-1]), key)
        if inside or (key in grammar and not whole):
            runs.append([])
        else:
            runs[-1].append(token.text)
    return tuple(dict.fromkeys(" ".join(run) for run in runs if run))


def _names(text: str, aliases: Aliases) -> tuple[Name, ...]:
    """Countries and localities; organisations and terms count as ordinary words. The home
    country stands over every document and tells none apart."""
    return tuple(
        dict.fromkeys(
            mention.name
            for mention in aliases.find(text)
            if mention.name.kind in PLACES and mention.name.key != _HOME
        )
    )


def _listed(text: str, aliases: Aliases) -> frozenset[Name]:
    """Names of one kind with nothing but a conjunction between them, each of which wants its own
    answer; what is «giữa A và B» has but one."""
    found = [mention for mention in aliases.find(text) if mention.name.kind in PLACES]
    listed: set[Name] = set()
    for one, other in pairwise(found):
        between = vi.fold(text[one.end : other.start])
        related = _RELATED.search(vi.fold(text[: one.start]))  # «giữa A và B» wants both
        if one.name.kind == other.name.kind and not related and _CONJUNCTION.fullmatch(between):
            listed |= {one.name, other.name}
    return frozenset(listed)


def _acronyms(text: str, folded: bool, aliases: Aliases) -> tuple[tuple[str, ...], ...]:
    """Words in capitals within a question that is not all in capitals, those of a document's
    number aside («QĐ 222»)."""
    named = reference_spans(text)
    known = {mention.start: mention.name.names for mention in aliases.find(text)}
    return tuple(
        dict.fromkeys(
            tuple(spell(name, folded=folded) for name in known.get(token.start, (token.text,)))
            for token in vi.tokens(text)
            if len(token.text) > 1
            and token.text.isalpha()
            and token.text.isupper()
            and not any(start <= token.start < end for start, end in named)
        )
    )


def _synonyms(text: str, folded: bool, aliases: Aliases) -> tuple[Synonym, ...]:
    names = tuple(
        Synonym(
            frozenset(vi.terms(text[mention.start : mention.end], folded=folded)),
            tuple(spell(spelling, folded=folded) for spelling in mention.name.names),
            mention.name.kind,
        )
        for mention in aliases.find(text)
    )
    words = tuple(
        Synonym(
            frozenset(vi.terms(text[one.start : one.end], folded=folded)),
            tuple(spell(said, folded=folded) for said in (text[one.start : one.end], *one.others)),
            "term",
        )
        for one in aliases.wordings(text)
    )
    return names + words


def _phrases(text: str, folded: bool, aliases: Aliases) -> tuple[str, ...]:
    """Capitalised runs of two words or more that are no known name."""
    phrases = []
    taken = [(mention.start, mention.end) for mention in aliases.find(text)]
    taken += [post.span for post in posts(text)]
    for match in _CAPITALISED.finditer(text):
        run = match[0].split()
        first = vi.fold(run[0])
        if match.start() == 0 and (first in _GRAMMAR_FOLDED or first in _ADDRESS):
            run = run[1:]  # «Theo Nghị định», «Ông Nguyễn Văn A»: capital only by its place
        known = any(start < match.end() and match.start() < end for start, end in taken)
        if len(run) >= 2 and not known:
            phrases.append(" ".join(run))
    return tuple(dict.fromkeys(spell(phrase, folded=folded) for phrase in phrases))


def ordinals(text: str) -> list[str]:
    """Ranks and numbers in a series: «hạng Nhất», «khóa 3»."""
    found = [text[slice(*match.span())] for match in _ORDINAL.finditer(vi.fold(text))]
    # «thử từ ngày» is no «thứ tư».
    return [one for one in found if not _NO_ORDINAL.search(vi.lower_key(one))]


def rank(ordinal: str) -> tuple[str, str]:
    """The series and the place in it, however it is written: «lần hai», «lần thứ II»."""
    series, _, place = vi.fold(ordinal).strip().rpartition(" ")
    place = place.lstrip("0")
    return series.removesuffix(" thu"), _RANKS.get(place, place)


def months_named(text: str) -> frozenset[int]:
    """Months that are named by their number, but for those of whole dates."""
    dated = [span for span, _ in vi.dates(text)]
    return frozenset(
        int(found[1])
        for found in _MONTH.finditer(vi.fold(text))
        if not any(start <= found.start() < end for start, end in dated)
    )


def plain_number(written: str) -> str:
    """A number without the points between its thousands: 1.250 as 1250."""
    return written.replace(".", "")


def _numbers(text: str, years: frozenset[int]) -> frozenset[str]:
    """Plain numbers of two digits or more, other than years, months and parts of dates."""
    dated = [span for span, _ in vi.dates(text)]
    dated += [found.span() for found in _MONTH.finditer(vi.fold(text))]
    return frozenset(
        plain_number(token.text)
        for token in vi.tokens(text)
        if len(token.text) > 1
        and plain_number(token.text).replace(",", "").isdecimal()
        and not (token.text.isdecimal() and int(token.text) in years)
        and not any(start <= token.start < end for start, end in dated)
    )
