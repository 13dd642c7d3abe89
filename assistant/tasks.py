"""What a question wants besides facts: the summary of a document, or a comparison. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.aliases import Aliases
from index.reference import article_labels, references
from ingest import text as vi
from ingest.document import Span


@dataclass(frozen=True)
class Summary:
    """The summary of the document that the question calls `of`, or, of a procedure, its steps."""

    of: str
    procedure: bool = False


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what tells it from the other («năm 2023»), and the question
    that is asked of it alone."""

    label: str
    question: str


@dataclass(frozen=True)
class Comparison:
    """`of_terms` says that each side asks what a term means."""

    sides: tuple[Side, ...]
    of_terms: bool = False


# Patterns match folded text, whose offsets are the question's own.
_POLITE = (
    r"(?:(?:hay|xin|vui long|giup (?:toi|em|minh)|cho (?:toi|em|minh)(?: biet| xem)?|"
    r"toi (?:can|muon)|nho (?:ban|tro ly))\s+)*"
)
_DOCUMENT = r"(?:(?:van ban|tai lieu|bai(?: bao| viet| phat bieu)?|tep|noi dung|ve|cua|cuon)\s+)*"
_SUMMARY = re.compile(
    rf"^{_POLITE}(?:(?:tom tat|tom luoc|luoc thuat|trinh bay tom tat|neu tom tat)"
    r"(?: (?:giup|ho|lai|nhanh|ngan gon|cho|toi|em|minh))*|"
    r"(?:neu |cho biet )?(?:nhung |cac )?(?:noi dung|y) (?:chinh|co ban|chu yeu|trong tam))\s+"
    rf"{_DOCUMENT}(?P<of>.+?)(?:\s+la gi|\s+gom nhung gi|\s+(?:giup|ho|cho) (?:toi|em|minh))?"
    r"\s*[?.!]*$"
)
_TELLS = re.compile(
    rf"^{_POLITE}{_DOCUMENT}(?P<of>.+?)\s+(?:co noi dung|noi|viet|quy dinh|de cap(?: den)?|neu|ban)"
    r"(?: ve)? (?:nhung |cac )?(?:(?:dieu |viec |van de |noi dung )?gi|(?:noi dung|van de) nao)"
    r"\s*[?.!]*$"
)
# A procedure that a document is about is told by its parts.
_PROCEDURE = re.compile(
    rf"^{_POLITE}(?P<of>(?:quy trinh|trinh tu|thu tuc|cac buoc)\s+.+?)\s+"
    r"(?:(?:gom|co|bao gom|trai qua) (?:nhung|cac|may|bao nhieu) (?:buoc|giai doan|khau|phan)"
    r"(?: nao)?|(?:duoc )?(?:thuc hien |tien hanh |dien ra )?(?:nhu the nao|the nao|ra sao)|la gi)"
    r"\s*[?.!]*$"
)
# «Các bước đưa đoàn đi nước ngoài?»
_STEPS = re.compile(
    rf"^{_POLITE}(?:trinh tu )?(?:cac|nhung) buoc (?:de |can )?"
    r"(?:(?:dua|cu|lam|thuc hien|tien hanh|to chuc|xin|don) )?(?P<of>(?:\w+ ?){2,6}?)\s*[?.!]*$"
)
# The same asked the other way round: «Muốn cử đoàn ra thì làm thế nào?», «Đoàn ra gồm mấy bước?»
_HOW_TO = re.compile(
    rf"^{_POLITE}(?:(?:quy trinh|trinh tu|thu tuc|cac buoc) )?(?:(?:neu |khi )?(?:muon|can|de) )?"
    r"(?:(?:dua|cu|lam|thuc hien|tien hanh|to chuc|xin|cho|don) )?(?P<of>.+?)\s+(?:thi )?"
    r"(?:(?:gom|co|bao gom|trai qua|qua) (?:nhung|cac|may|bao nhieu) "
    r"(?:buoc|giai doan|khau)(?: nao)?|"
    r"(?:phai |can |nen )?(?:lam (?:the nao|nhu the nao|sao|ra sao|nhung gi|gi|"
    r"(?:nhung|cac|may) buoc(?: nao| gi)?)|"
    r"(?:theo |lam theo |qua )?(?:nhung |cac )?(?:quy trinh|trinh tu|thu tuc|buoc) "
    r"(?:nao|gi|the nao|ra sao|nhu the nao)))\s*[?.!]*$"
)
_COMPARING = re.compile(
    r"\b(?:so sanh|phan biet|doi chieu|khac|giong (?:nhau|gi)|thay doi|su khac)\b"
)
# What only says that it compares, before and behind the matter itself.
_COMPARING_WORDS = re.compile(
    rf"^{_POLITE}(?:(?:so sanh|doi chieu)(?: su (?:khac|giong) (?:nhau|biet))?(?: (?:ve|giua|cua))*"
    r"|su khac (?:nhau|biet)(?: (?:ve|giua|cua))*)\s+|"
    r"\s*,?\s*(?:(?:co gi |co )?(?:khac|giong)(?: (?:nhau|biet|gi))+(?: (?:the nao|ra sao|gi|nao|"
    r"o (?:diem|cho) nao|khong))?|la gi)\s*[?.!]*$|"
    r"\s+(?:co |da )?thay doi(?: (?:the nao|ra sao|gi|nhu the nao|khong))?\b|\s*[?.!]+$"
)
_YEAR = r"(?:19|20)\d{2}"
_YEARS = re.compile(
    rf"(?:giua |tu )?(?:nam )?(?P<first>{_YEAR})\s*(?:,|va|voi|so voi|den|toi|hay)\s*(?:nam )?"
    rf"(?P<second>{_YEAR})\b"
)
_BETWEEN = re.compile(r"\s*(?:va|voi|so voi|hay|,)\s*(?:(?:o|tai|cua|voi)\s+)?")
_LONGEST_TERM = 5  # syllables
_HOW = r"(?:(?:nhu )?the nao|ra sao|o (?:diem|cho) nao)"
_TERMS = tuple(
    re.compile(rf"^{_POLITE}{pattern}\s*[?.!]*$")
    for pattern in (
        rf"(?P<first>.+?) khac (?:voi )?(?!nhau\b)(?P<second>.+?) {_HOW}",
        r"(?P<first>.+?) (?:co gi khac|khac gi)(?: voi| so voi)? (?P<second>.+?)",
        rf"(?:so sanh |phan biet )?(?P<first>.+?) (?:va|voi) (?P<second>.+?) (?:co gi )?"
        rf"khac (?:nhau|biet)(?: {_HOW}| gi)?",
        r"(?:so sanh|phan biet) (?P<first>.+?) (?:va|voi) (?P<second>.+?)",
    )
)
# «Đơn vị khác phải làm thế nào?» compares nothing.
_NO_TERM = re.compile(
    r"\b(?:nao|gi|ai|khong|phai|lam|duoc|thi|neu|khi|quy dinh|nguoi|noi|co|bao nhieu|may|cac|"
    r"nhung)\b|\d"
)
# «Số đoàn ra năm 2024 tăng hay giảm so với năm 2023?»
_AGAINST = re.compile(
    rf"(?<![\w/.–-])(?:trong )?(?:nam )?(?P<first>{_YEAR})(?P<how>(?: \w+){{0,6}}?),? so voi "
    rf"(?P<alike>cung ky )?(?:nam )?(?P<second>{_YEAR})\b(?!\s*[-–/])"
)
_PART_OF_YEAR = re.compile(r"\b(?:thang|quy|ngay|tuan|dau|cuoi|giua)(?: \w+)? ?$")
_CHANGED = re.compile(
    r"\s*,?\s*\b(?P<word>(?:da |co )?(?:tang|giam|thay doi|(?<!bao )nhieu|it|cao|thap|chenh lech|"
    r"khac))(?: (?:hay|hoac) (?:tang|giam|it|thap))?(?: hon)?"
    r"(?: (?:bao nhieu(?: phan tram| \w+)?|may (?:phan tram|\w+)|the nao|nhu the nao|ra sao|"
    r"khong))?(?=\s*[?.!]*$)|"
    r"\s*,?\s*\b(?P<how>the nao|nhu the nao|ra sao)(?=\s*[?.!]*$)"
)
# «quà tặng», «tòa tháp» only look alike when folded.
_CHANGES = frozenset(
    "tăng,giảm,thay đổi,nhiều,ít,cao,thấp,chênh lệch,khác,thế nào,như thế nào,ra sao".split(",")
)
# What else is asked of both years is no figure of each: why, which, how many times as much.
_NO_FIGURE = re.compile(
    r"\b(?:ai|gi|nao|sao|o dau|may|khi nao|bao gio|bang|gap|ty trong|phan tram|lan)\b|%"
)
_FIGURE = re.compile(
    r"\b(?:so|tong|luong|luot|kinh phi|chi phi|ngan sach|von|kim ngach|doanh thu|gia tri|ty le|"
    r"dan so|dien tich|nguon thu|le phi|muc|tang truong|bao nhieu)\b"
)
# «Số đoàn ra năm 2024 là bao nhiêu?» asks how many there are. A passport, a flight and a document
# have a number of their own.
_NUMBER_OF = re.compile(
    r"^(?:(?P<when>(?:trong )?nam \d{4}),? )?(?:tong )?(?P<number>so )(?=(?:doan|luot|nguoi|khach|"
    r"du an|can bo|cong chuc|vien chuc|to chuc|hoc vien|vu|chuyen(?! bay)|thanh vien|dai bieu|"
    r"ho(?! chieu| khau| ten)|lao dong|cuoc|buoi|"
    r"van ban (?:da|duoc|den|di|ban hanh|phat hanh|tiep nhan|xu ly))\b)"
    r"(?P<what>.+?)(?P<asking> (?:la |dat |co )?bao nhieu)\s*[?.!]*$"
)
# «Số dự án tăng bao nhiêu» asks for no total, «số dự án và tổng vốn» for more than one.
_NO_TOTAL = re.compile(
    r"\b(?:tang|giam|chiem|bang|gap|thieu|con lai|them|so voi|hon|kem|ty le|ty trong|toi da|"
    r"toi thieu|trung binh|binh quan|moi|chenh lech|khong qua|can|phai)\b|"
    r",|\bva (?:so|tong|gia tri|von|kinh phi|kim ngach)\b|[?.!]."
)
_BEFORE = re.compile(r"(?:giua|cua)\s+$")


def task(text: str, aliases: Aliases) -> Summary | Comparison | None:
    """None where facts are asked for."""
    folded = vi.fold(text)
    if _COMPARING.search(folded):
        terms = _terms_compared(text, folded)
        known = terms and all(_is_term(side.label, aliases) for side in terms)
        if not known and (sides := _sides(text, folded, aliases)):
            return Comparison(sides)
        if terms:
            return Comparison(terms, of_terms=True)
    found = _SUMMARY.match(folded)
    if found is None and references(text) and not article_labels(text):
        found = _TELLS.match(folded)
    procedure = None if found else _procedure(folded)
    if found := found or procedure:
        of = text[slice(*found.span("of"))].strip(" \"“”«»'")
        return Summary(_by_its_name(of, aliases), procedure is not None)
    return None


def counting(text: str) -> str:
    """«Số đoàn ra năm 2024 là bao nhiêu?» as «Có bao nhiêu đoàn ra năm 2024?»; any other question
    as it is."""
    found = _NUMBER_OF.match(vi.fold(text))
    if found is None or _NO_TOTAL.search(found["what"]):
        return text
    bare = vi.is_folded(text)
    if not bare and vi.lower_key(text[slice(*found.span("number"))]).strip() != "số":
        return text
    when, what = (
        text[slice(*found.span(name))] if found[name] else "" for name in ("when", "what")
    )
    many = "co bao nhieu" if bare else "có bao nhiêu"
    asked = " ".join(f"{when} {many} {what}?".split())
    return asked[:1].upper() + asked[1:]


def against(text: str) -> tuple[Side, ...]:
    """A figure of one year set against another's, as the question of each; empty where none is.
    One sentence may tell the change by itself, and is to be asked for first."""
    folded = vi.fold(text)
    found = _AGAINST.search(folded)
    if found is None or {year for _, year in vi.years(text)} != {
        int(found["first"]),
        int(found["second"]),
    }:
        return ()
    if _PART_OF_YEAR.search(folded[: found.start()]) and not found["alike"]:
        return ()  # the first half of a year against a whole one
    if found["first"] == found["second"]:
        return ()
    bare = vi.is_folded(text)
    year, how_much = ("nam", "la bao nhieu") if bare else ("năm", "là bao nhiêu")
    # What stands between the years tells how they compare, or is of the matter itself.
    how = text[slice(*found.span("how"))]
    rest = text[: found.start()], f"{how}{text[found.end() :]}"
    sides = []
    for name in (found["first"], found["second"]):
        asked = _without_change(f"{rest[0]}{year} {name}{rest[1]}")
        matter = vi.fold(asked).replace(f"nam {name}", " ")
        counted = _FIGURE.search(matter) or _tells_change(text)
        if not matter.strip(" ,") or not counted or _NO_FIGURE.search(matter):
            return ()
        if "bao nhieu" not in matter:
            asked = f"{asked} {how_much}"
        sides.append(Side(f"năm {name}", counting(f"{asked[:1].upper()}{asked[1:]}?")))
    return tuple(sides)


def _tells_change(text: str) -> bool:
    """Whether it asks if something grew or fell, which only a figure does."""
    return bool(re.search(r"(?<!\w)(?:tăng|giảm|tang hay giam)(?!\w)", text.lower()))


def _without_change(asked: str) -> str:
    """The question without the words that ask how a figure changed."""
    for words in reversed(list(_CHANGED.finditer(vi.fold(asked)))):
        word = asked[slice(*words.span("word" if words["word"] else "how"))].lower()
        word = word.removeprefix("đã ").removeprefix("có ")
        if vi.is_folded(asked) or word in _CHANGES:
            asked = asked[: words.start()] + asked[words.end() :]
    return " ".join(asked.split()).strip(" ,.?!")


def _procedure(folded: str) -> re.Match[str] | None:
    patterns = (_PROCEDURE, _HOW_TO, _STEPS)
    return next(filter(None, (pattern.match(folded) for pattern in patterns)), None)


def _by_its_name(of: str, aliases: Aliases) -> str:
    """With known terms under the name that they go by in the office's documents."""
    for mention in reversed(aliases.find(of)):
        if mention.name.kind == "term":
            of = of[: mention.start] + mention.name.key + of[mention.end :]
    return of


def _sides(text: str, folded: str, aliases: Aliases) -> tuple[Side, ...]:
    years = _YEARS.search(folded)
    if years and years["first"] != years["second"]:
        word = "nam" if vi.is_folded(text) else "năm"
        named = [f"{word} {years['first']}", f"{word} {years['second']}"]
        return _asked_of(text, years.span(), named)
    found = aliases.find(text)
    for one, other in pairwise(found):
        between = folded[one.end : other.start]
        same_kind = one.name.kind == other.name.kind and one.name != other.name
        if same_kind and _BETWEEN.fullmatch(between):
            named = [text[mention.start : mention.end] for mention in (one, other)]
            return _asked_of(text, (one.start, other.end), named)
    return ()


def _is_term(text: str, aliases: Aliases) -> bool:
    """Whether it is a known term and nothing more, «đoàn vào», but not «số đoàn vào»."""
    found = [(one.start, one.end, one.name.kind) for one in aliases.find(text)]
    return found == [(0, len(text), "term")]


def _terms_compared(text: str, folded: str) -> tuple[Side, ...]:
    """«Bản sao y khác bản sao lục thế nào?» asks what each of them is."""
    found = next(filter(None, (pattern.match(folded) for pattern in _TERMS)), None)
    if found is None:
        return ()
    what = "la gi" if vi.is_folded(text) else "là gì"
    terms = [text[slice(*found.span(name))].strip(' .,"“”«»') for name in ("first", "second")]
    if any(not 0 < len(term.split()) <= _LONGEST_TERM for term in terms):
        return ()
    if any(_NO_TERM.search(vi.fold(term)) for term in terms):
        return ()
    return tuple(Side(term, f"{term[:1].upper()}{term[1:]} {what}?") for term in terms)


def _asked_of(text: str, span: Span, named: list[str]) -> tuple[Side, ...]:
    """The question asked of each name in the place of both."""
    before = text[: span[0]]
    if joined := _BEFORE.search(vi.fold(before)):
        before = before[: joined.start()]
    sides = []
    for name in named:
        asked = f"{before}{name}{text[span[1] :]}"
        for words in reversed(list(_COMPARING_WORDS.finditer(vi.fold(asked)))):
            asked = asked[: words.start()] + asked[words.end() :]
        asked = " ".join(asked.split()).strip(" ,.?!")
        sides.append(Side(name, asked[:1].upper() + asked[1:]))
    return tuple(sides)
