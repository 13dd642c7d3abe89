"""Capitals put right: names of agencies and posts, and titles that are set in capitals. Pure.

After Nghị định 30/2020/NĐ-CP, Phụ lục II: an agency takes capitals at its type and at the first
word of its function («Sở Kế hoạch và Đầu tư»), a place at each word («thành phố Huế»).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ingest import partners
from ingest import text as vi

_FIXED = (
    "Ủy ban Thường vụ Quốc hội|Ủy ban Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc Việt Nam|"
    "Ủy ban nhân dân|Hội đồng nhân dân|Tòa án nhân dân|Viện kiểm sát nhân dân|Quốc hội|"
    "Đoàn đại biểu Quốc hội|Thủ tướng Chính phủ|Văn phòng Chính phủ|Văn phòng Quốc hội|"
    "Thanh tra Chính phủ|Chính phủ|Chủ tịch nước|Văn phòng Chủ tịch nước|"
    "Ban Chấp hành Trung ương|Trung ương|Văn phòng Trung ương Đảng|Bộ Chính trị|Ban Bí thư|"
    "Ban Thường vụ|Ban Chỉ đạo|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Quận ủy|Đại sứ quán|"
    "Tổng Lãnh sự quán|Liên hiệp các tổ chức hữu nghị|Phó Chủ tịch|Chủ tịch|Phó Tổng Giám đốc|"
    "Tổng Giám đốc|Phó Giám đốc|Giám đốc|Phó Bí thư|Bí thư|Phó Chánh Văn phòng|Chánh Văn phòng|"
    "Phó Chánh Thanh tra|Chánh Thanh tra|Phó Trưởng phòng|Trưởng phòng|Phó Trưởng ban|Trưởng ban|"
    "Phó Cục trưởng|Cục trưởng|Phó Vụ trưởng|Vụ trưởng|Phó Viện trưởng|Viện trưởng|"
    "Phó Hiệu trưởng|Hiệu trưởng|Phó Thủ tướng|Thủ tướng|Thứ trưởng|Bộ trưởng|Phó Trưởng đoàn|"
    "Trưởng đoàn|Tổng Bí thư|Tổng Lãnh sự|Đại sứ|Chủ nhiệm|Phó Chủ nhiệm"
).split("|")
_BY_KEY = {vi.lower_key(phrase): phrase for phrase in _FIXED}
_PARTY = frozenset({"tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy"})  # the place follows
_TYPES = frozenset(
    "sở|bộ|cục|chi cục|tổng cục|vụ|phòng|ban|viện|trung tâm|văn phòng|học viện|thanh tra|hội|"
    "hiệp hội|liên hiệp|quỹ|ngân hàng|bảo tàng|ủy ban|trường|trường đại học|đại học|"
    "công ty|công an|tổng công ty|câu lạc bộ".split("|")
)
_UNITS = frozenset("thành phố|tỉnh|tp.|tp|huyện|thị xã|quận|phường|xã|thị trấn".split("|"))
_SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "uỷ": "ủy"}
_LONGEST_KEY = 8  # syllables of a fixed phrase
_MINISTERIAL = {"sở", "bộ"}  # «Bộ Văn hóa, Thể thao và Du lịch»: each field takes a capital


def agency(name: str) -> str:
    """«UBND THÀNH PHỐ HUẾ» → «Ủy ban nhân dân thành phố Huế»; names in mixed letters stay."""
    if not name.isupper():
        return name
    parts = (" ".join(_agency_words(part)) for part in name.split(" - ") if part.strip())
    return partners.with_names(" - ".join(parts))


def _agency_words(name: str) -> Iterator[str]:
    words = " ".join(_SHORT.get(word, word) for word in name.lower().split()).split()
    kind = _longest(words, 0, _TYPES)
    i = len(kind.split())
    if kind and not _longest(words, 0, _BY_KEY):
        yield _capital(kind)
    else:
        i = 0
    begins = True  # whether the next word begins a field of work
    while i < len(words):
        if phrase := _longest(words, i, _BY_KEY):
            yield _BY_KEY[vi.lower_key(phrase)]
            i += len(phrase.split())
            if phrase in _PARTY:
                yield from map(_capital, words[i:])
                return
            if _longest(words, i, _TYPES):  # «Giám đốc Sở Ngoại vụ»
                yield from _agency_words(" ".join(words[i:]))
                return
            begins = phrase.endswith(("phòng", "ban"))
            continue
        unit = _longest(words, i, _UNITS)
        if unit and i + len(unit.split()) < len(words):
            yield unit
            yield from map(_capital, words[i + len(unit.split()) :])
            return
        yield _capital(words[i]) if begins and words[i] != "và" else words[i]
        begins = kind in _MINISTERIAL and (words[i].endswith(",") or words[i] == "và")
        i += 1


def _longest(words: list[str], i: int, keys: Container[str]) -> str:
    for size in range(min(_LONGEST_KEY, len(words) - i), 0, -1):
        phrase = " ".join(words[i : i + size])
        if vi.lower_key(phrase) in keys:
            return phrase
    return ""


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


_SMALL = frozenset("of the and on in for to between with by at from a an".split())


def english_title(line: str, *, opens: bool = True) -> str:
    """A line of English in capitals as titles are written, whether it `opens` the title or
    goes on with it; others as they are."""
    if not line.isupper():
        return line
    words = line.lower().split()
    small = [word in _SMALL and not (opens and i == 0) for i, word in enumerate(words)]
    return " ".join(w if low else w.title() for w, low in zip(words, small, strict=True))


# Titles in capitals --------------------------------------------------------------------------

_LONGEST_PHRASE = 6  # syllables
_PLACES = (
    "Việt Nam|Huế|Thừa Thiên Huế|Hà Nội|Đà Nẵng|Hải Phòng|Cần Thơ|Hồ Chí Minh|Quảng Trị|"
    "Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Hà Tĩnh|Nghệ An|Thanh Hóa|Khánh Hòa|Gia Lai|"
    "Kon Tum|Đắk Lắk|Lâm Đồng|Bình Định|Phú Yên|Lào Cai|Lạng Sơn|Điện Biên|Sơn La|Bắc Ninh|"
    "Đồng Nai|Tây Ninh|An Giang|Đồng Tháp|Cà Mau|Vĩnh Long|Phú Bài|Chân Mây|A Lưới"
).split("|")
_FIELDS = (
    "ngoại vụ|ngoại giao|du lịch|nội vụ|tài chính|công thương|tư pháp|y tế|xây dựng|công an|"
    "quốc phòng"
).split("|")
# Names that a title is sure to mean, where the text does not write them out.
_KNOWN = {vi.lower_key(name): name for name in _PLACES} | {
    f"{kind} {field}": f"{kind.capitalize()} {field.capitalize()}"
    for kind in ("sở", "bộ", "cục")
    for field in _FIELDS
}
_COLUMN = re.compile(r"[^;:\n]{0,40}:")  # the rest of a column's name, in a row of a table
_PUNCTUATION = re.compile(r"(\s*[^\w\s]+\s*)")
_ENDS = ("", ".", ":", ";", "?", "!", "-")  # before a word that only begins a sentence
_BODY_READ = 200_000  # characters in which a title's words are looked up


@dataclass(frozen=True)
class _Body:
    """The text in which a title's words are looked up: as written, and in lower case."""

    text: str
    lower: str


def truecased(title: str, text: str) -> str:
    """A title in capitals in the case in which the document itself writes its phrases:
    «HỢP TÁC VỚI HÀN QUỐC» → «hợp tác với Hàn Quốc»; others as they are."""
    if not title.isupper():
        return title
    return partners.with_names("".join(found or part for part, found in _looked_up(title, text)))


def surely_truecased(title: str, text: str) -> str:
    """Likewise, with a capital to begin; as it is where the text lacks one of its words."""
    if not title.isupper():
        return title
    found = [written for _, written in _looked_up(title, text)]
    if None in found:
        return title
    return _capital(partners.with_names("".join(filter(None, found))))


def _looked_up(title: str, text: str) -> Iterator[tuple[str, str | None]]:
    """The title's longest phrases, each with how the text writes it, and what parts them."""
    text = text[:_BODY_READ]
    body = _Body(text, text.lower())
    if len(body.lower) != len(text):  # «İ» becomes two characters
        yield title.lower(), None
        return
    for i, run in enumerate(_PUNCTUATION.split(title.lower())):
        if i % 2:
            yield run, run
            continue
        words = run.split()
        for at, phrase, found in _phrases(words, body):
            yield (phrase, found) if at == 0 else (f" {phrase}", found and f" {found}")


def _phrases(words: list[str], body: _Body) -> Iterator[tuple[int, str, str | None]]:
    i = 0
    while i < len(words):
        for size in range(min(_LONGEST_PHRASE, len(words) - i), 0, -1):
            phrase = " ".join(words[i : i + size])
            found = _as_in_body(phrase, body) or _KNOWN.get(vi.lower_key(phrase))
            if found or size == 1:
                yield i, phrase, found if not phrase.isdigit() else phrase
                i += size
                break


def _as_in_body(phrase: str, body: _Body) -> str | None:
    """The phrase as it stands within a sentence, where a capital means a name; not as the end
    of a longer name («Ngoại vụ» of «Sở Ngoại vụ»)."""
    name: str | None = None
    at = body.lower.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        found = body.text[at:end]
        if _within_sentence(body.text, at, end) and not found.isupper():
            if found[0].islower() or " " in phrase:
                return found
            name = name or found  # «Huế», unless the text also has the word in small letters
        at = body.lower.find(phrase, end)
    return name


def _within_sentence(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 2) : start]
    if before == "; " and _COLUMN.match(text, end):
        return False
    if text[end : end + 1].isalnum() or before[1:] != " ":
        return False
    word = max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
    named = text[start].isupper() and text[word].isupper()
    if named and text[max(0, word - 2) : word].strip() not in _ENDS:
        return False
    return before[0].islower() or before[0].isdigit() or before[0] in ",;"
