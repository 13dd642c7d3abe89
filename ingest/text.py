"""The one normaliser for documents and questions: cleaning, folding, syllables, sentences,
document numbers and dates of Vietnamese administrative text.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest import scripts

Span = tuple[int, int]

UPPER = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper() and chr(c).isalpha())
_UPPER_CLASS = "[" + "".join(c for c in UPPER if ord(c) < 0x250 or ord(c) >= 0x1EA0) + "]"

# What Unicode calls default ignorable: nobody sees it. PDF and web pages leave it inside words;
# put there on purpose it hides a word from search, carries a message in tags, or, in the marks
# that order writing from right to left, shows «123» where «321» stands.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")
_SPACES = re.compile(r"\s+")


def clean(raw: str) -> str:
    """NFC, on one line, without invisible or control characters, single-spaced."""
    # Composed last: an unseen character keeps a letter and its accent apart.
    text = unicodedata.normalize("NFC", UNSEEN.sub("", raw)).translate(_CONTROL)
    # Lone surrogates cannot be stored as UTF-8.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in "đĐ":
        return "d"
    if scripts.present(character):  # Hangul and kana have marks that are no diacritics
        return character
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base[0] if base else character


def fold(text: str) -> str:
    """Lower case without diacritics (đ→d). Of NFC text each character folds to exactly one,
    so offsets into the folded text are offsets into the text."""
    return "".join(map(_fold_character, text))


def is_folded(text: str) -> bool:
    """Whether the text carries no Vietnamese diacritic at all, as people type in haste; one in
    Chinese characters, kana, Hangul and the like has none to lose."""
    if fold(text) != text.lower():
        return False
    return not scripts.present(text) or 2 * scripts.count(text) < sum(map(str.isalpha, text))


# Old and new style put the tone of oa, oe, uy on different letters (hoà/hòa); one key for both.
_OPEN_RIMES = re.compile(r"(?<![qQ])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zA-ZÀ-ỹ])")
_SHIFT = {
    **{f"o{a}": f"{o}a" for a, o in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{f"o{e}": f"{o}e" for e, o in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{f"u{y}": f"{u}y" for y, u in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
}


def lower_key(text: str) -> str:
    """Lower case with one placement of tone marks: «Hoà», «HÒA» and «hòa» are one key."""
    return _OPEN_RIMES.sub(lambda match: _SHIFT[match[0]], text.lower())


_TOKEN = re.compile(r"\w+(?:[./-]\w+)*(?:(?<=\d),(?=\d)\d+)*", re.UNICODE)
_PART = re.compile(r"\w+", re.UNICODE)
# The same beside scripts whose clusters are tokens of their own.
_WORD = rf"[^\W{scripts.CHARACTERS}]"
_MIXED = re.compile(
    rf"(?P<cluster>{scripts.CLUSTER})|{_WORD}+(?:[./-]{_WORD}+)*(?:(?<=\d),(?=\d)\d+)*"
)


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    text: str


def tokens(text: str) -> Iterator[Token]:
    """Syllables and numbers with their places. Whatever holds a digit stays whole
    (222/1998/QĐ/UBND, 14/02/1998, 39,5); other runs part at «/», «-» and «.». Chinese
    characters, kana, Hangul, Lao, Thai and Khmer come one by one."""
    pattern = _MIXED if scripts.present(text) else _TOKEN
    for match in pattern.finditer(text):
        if any(map(str.isdigit, match[0])):
            yield Token(match.start(), match.end(), match[0])
            continue
        if scripts.present(match[0]):
            yield Token(match.start(), match.end(), match[0])
            continue
        for part in _PART.finditer(text, match.start(), match.end()):
            yield Token(part.start(), part.end(), part[0])


def terms(text: str, *, folded: bool) -> list[str]:
    """Index terms in order: syllables and whole numbers, and after a compound number its
    parts too, so that «222» finds «222/1998/QĐ/UBND»; pairs of characters where a script
    writes no spaces (`ingest.scripts`)."""
    return list(_terms(text, folded))


# A question is held against the same few passages and sentences over and over.
@lru_cache(maxsize=2048)
def _terms(text: str, folded: bool) -> tuple[str, ...]:
    found: list[str] = []
    run: list[Token] = []  # neighbouring clusters
    for token in tokens(text):
        if run and not _goes_on(run[-1], token):
            found.extend(scripts.terms([one.text for one in run]))
            run = []
        if scripts.present(token.text):
            run.append(token)
            continue
        key = fold(token.text) if folded else lower_key(token.text)
        found.append(key)
        parts = _PART.findall(key)
        if len(parts) > 1:
            found.extend(parts)
    return (*found, *(scripts.terms([one.text for one in run]) if run else ()))


def _goes_on(last: Token, token: Token) -> bool:
    beside = last.end == token.start and scripts.present(token.text)
    return beside and scripts.are_one_run(last.text, token.text)


# Sentence boundaries -------------------------------------------------------------------------

# Abbreviations after which a full stop ends nothing, in lower case. Not folded: «có», «sổ»
# and «nó» end sentences, «Co.», «so» and «No.» are others.
_ABBREVIATIONS = frozenset(
    "tp tx tt pgs gs ts ths bs ks cn kts ls nxb st mr mrs ms dr prof tr tt tm kt tl tuq q p x h "
    "so no nr art vs đ/c cty inc ltd co corp jr sr phd".split()
)
_NUMBERING = re.compile(
    r"(?:(?:điều|khoản|mục|chương|phần|phụ lục|tiết|bước|câu)\s+)?"
    r"(?:\d+(?:\.\d+)*|[ivxlc]+|[a-zđ])\s*[.)]?",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"(?P<stop>[.!?…]+)(?P<close>[\"”’»)\]]*)"
    r"(?:(?P<space>\s+)|(?<=[a-zà-ỹđ]{3}\.)(?=" + _UPPER_CLASS + r"))"
    # Full stops of East Asia, Cambodia and Myanmar, behind which no space has to stand; not
    # within a quotation that the sentence goes on from («…。」と»).
    r"|(?P<wide>[。｡！？។៕။]+(?:[」』）”’»】》]+(?![とはのがをにもで、，]))?(?![」』]))\s*"
)
_KOREAN_DATE = re.compile(r"\d{4}(?:\. ?\d{1,2}){0,2}$")  # «2026. 3. 5.»
_LONGEST_WORD = 60  # characters looked back over; a whole block would take quadratic time
_LONGEST_SENTENCE = 2000  # characters; beyond it is no sentence but a dump
_HEAVIEST_SENTENCE = 1400  # in letters' weight, where characters weigh more (`scripts.weights`)
_LEAST_PHRASE = 40  # characters of Lao or Thai up to a space that ends them


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of one block, in order, trimmed of white space.

    Abbreviations (PGS.TS., TP., TM.), numbering («Điều 1.», «2.1.», «a)») and decimals do not
    end a sentence; closing quotes stay with the sentence that they close. Lao and Thai, which
    write a space where others write a comma or a full stop, end at spaces.
    """
    spans: list[Span] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match["wide"] or _ends_sentence(text, start, match):
            end = match.end("wide" if match["wide"] else "close")
            spans.extend(_bounded(text, start, end))
            start = match.end()
    spans.extend(_bounded(text, start, len(text)))
    if not scripts.present(text):
        return spans
    return [piece for span in spans for piece in _phrases(text, span)]


_PHRASE_END = re.compile(rf"(?<=[{scripts.SOUTHERN}ໆๆ]) (?=[{scripts.SOUTHERN}])")


def _phrases(text: str, span: Span) -> Iterator[Span]:
    """A sentence of Lao or Thai at its spaces, one of heavy characters in bearable pieces."""
    start, end = span
    for match in _PHRASE_END.finditer(text, start, end):
        if match.start() - start >= _LEAST_PHRASE and end - match.end() >= _LEAST_PHRASE:
            yield from _light(text, start, match.start())
            start = match.end()
    yield from _light(text, start, end)


def _light(text: str, start: int, end: int) -> Iterator[Span]:
    weights = scripts.weights(text[start:end])
    reached = start
    if weights is not None:
        weight = 0.0
        for at, own in enumerate(weights, start):
            weight += own
            heavy = weight > _HEAVIEST_SENTENCE
            if heavy or (weight > _HEAVIEST_SENTENCE / 2 and text[at] in "、，；; "):
                yield from _bounded(text, reached, at + 1)
                reached, weight = at + 1, 0.0
    yield from _bounded(text, reached, end)


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    if not following:
        return True
    if following.islower():
        return False
    if match["stop"] != ".":
        opens = following.isupper() or following.isdigit() or scripts.present(following)
        return opens or following in "“\"'‘«([–-•+"
    body = text[max(start, match.start() - _LONGEST_WORD) : match.start()]
    if match.start() - start <= _LONGEST_WORD and _NUMBERING.fullmatch(body.strip()):
        return False
    if body[-1:].isdigit() and scripts.has_hangul(text) and _KOREAN_DATE.search(body):
        return False
    word = re.search(r"[^\s“\"‘'«(\[]*$", body)
    last = word[0].lower() if word else ""
    if last.rpartition(".")[2] in _ABBREVIATIONS and not match["close"]:
        return False
    # A lone capital is an initial («A. Nguyễn»), not the end of a sentence.
    return not (len(last) == 1 and word is not None and word[0].isupper())


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """The span trimmed; a run too long for a sentence in pieces at white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + _LONGEST_SENTENCE
        yield start, cut
        start = cut + 1 if text[cut] == " " else cut
    if start < end:
        yield start, end


_LONGEST_COLUMN = 60  # characters of its name
_PIECE = re.compile(r"[^;]+(?:;(?! )[^;]*)*")
_ROW = re.compile(r"[^:;]{1,60}: [^;]+(?:; [^:;]{1,60}: [^;]+)+")


def is_row(sentence: str) -> bool:
    """Whether it is a table's row as `ingest.formats.tables` writes them out."""
    return _ROW.match(sentence) is not None


def cells(row: str) -> list[tuple[str, Span]]:
    """A row's columns, each with the span of its value. A value may itself hold «; », so that a
    piece without a column's name belongs to the cell before it."""
    found: list[tuple[str, Span]] = []
    for match in _PIECE.finditer(row):
        piece = match[0]
        at = match.start() + len(piece) - len(piece.lstrip())
        column, colon, value = piece.strip().partition(": ")
        end = match.start() + len(piece.rstrip())
        if colon and 0 < len(column) <= _LONGEST_COLUMN and value:
            found.append((column, (at + len(column) + len(colon), end)))
        elif found:
            last, (begin, _) = found.pop()
            found.append((last, (begin, end)))
    return found


# Document numbers and dates ------------------------------------------------------------------

# Số/ký hiệu (Nghị định 30/2020/NĐ-CP, Phụ lục III): 123/QĐ-UBND, 30/2020/NĐ-CP, 70/2020/QH14,
# 222/1998/QĐ/UBND, 809/BNG-LS, 272-QĐ/TW.
_NUMBER = re.compile(
    r"(?<![\w/.-])\d{1,5}(?:/\d{4})?[/-]" + _UPPER_CLASS + r"\w*(?:[/-]\w+)*(?![\w/])"
)
_WRITTEN_DATE = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,\s*)?năm\s+(\d{4})", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/-])")
_ISO_DATE = re.compile(r"(?<![\d/.-])(\d{4})-(\d{2})-(\d{2})(?![\d/-])")
_YEAR = re.compile(
    r"(?<![\w/.,-])(?:1[89]|20|21)\d{2}(?![\w/]|[.,]\d)|(?<=[/–-])(?:19|20)\d{2}(?![\w/])|"
    # «năm 1306», but not «mỗi năm 1500 lượt khách»
    r"(?:(?<=[Nn]ăm )|(?<=nam ))(?<!mỗi năm )(?<!hằng năm )(?<!hàng năm )(?<!cả năm )1[0-7]\d{2}"
    r"(?![\w/]|[.,]\d| (?:người|lượt|khách|đoàn|tỷ|triệu|nghìn|đồng|USD|tấn|km|m|ha|hộ|suất)\b)"
)


def document_numbers(text: str) -> list[tuple[Span, str]]:
    """Số/ký hiệu in the text with their spans."""
    return [((m.start(), m.end()), m[0]) for m in _NUMBER.finditer(text)]


def dates(text: str) -> list[tuple[Span, str]]:
    """Full dates in the text as (span, «YYYY-MM-DD»), in order; impossible ones left out."""
    found: list[tuple[Span, str]] = []
    for pattern, order in (
        (_WRITTEN_DATE, (3, 2, 1)),
        (_NUMERIC_DATE, (4, 3, 1)),
        (_ISO_DATE, (1, 2, 3)),
    ):
        for match in pattern.finditer(text):
            year, month, day = (int(match[group]) for group in order)
            if 1800 <= year <= 2199 and _is_day(year, month, day):
                found.append(((match.start(), match.end()), f"{year:04}-{month:02}-{day:02}"))
    return sorted(found)


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def years(text: str) -> list[tuple[Span, int]]:
    """Years named in the text, alone or within dates and ranges («1998-2023»)."""
    return [((m.start(), m.end()), int(m[0])) for m in _YEAR.finditer(text)]
