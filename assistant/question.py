"""What a Vietnamese question asks for, and the particulars that an answer must bear out.

`assistant.understand` takes a question apart into a `Question`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.posts import Post
from index.aliases import Name, spell
from index.reference import Reference
from ingest import text as vi


class Asked(StrEnum):
    """The kind of thing that answers."""

    PERSON = "person"
    TIME = "time"
    QUANTITY = "quantity"
    PLACE = "place"
    IDENTITY = "identity"  # who a named person is
    NUMBER = "number"  # số/ký hiệu of a document
    OTHER = "other"


@dataclass(frozen=True)
class Term:
    """A content word of the question, as one or more neighbouring syllables may form it.
    `key` is the syllable, `pairs` the two-syllable runs that it takes part in."""

    key: str
    pairs: tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """A known name in the question, or an everyday word: the syllables it is made of there, and
    all its spellings or what documents say for it, each as a run of keys parted by one space."""

    syllables: frozenset[str]
    spellings: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Question:
    """A question taken apart. Keys are lower case with one tone placement, folded where the
    question carries no diacritics (`folded`)."""

    text: str
    folded: bool
    asked: frozenset[Asked]
    counted: tuple[str, ...]  # syllables right after «bao nhiêu», «mấy», as they are written
    terms: tuple[Term, ...]  # content, without the particulars below
    names: tuple[Name, ...]
    home: Name | None  # the office's own locality, meant where none is named
    listed: frozenset[Name]  # of these, the ones side by side («Nhật Bản và Lào»)
    acronyms: tuple[tuple[str, ...], ...]  # «TUQ», «FDI», each in all its spellings
    synonyms: tuple[Synonym, ...]
    phrases: tuple[str, ...]  # capitalised runs
    ordinals: tuple[str, ...]  # «hạng Nhất»: must stand as they are
    posts: tuple[Post, ...]
    months: frozenset[int]  # without those of whole dates
    defined: str  # what is asked to be explained («X là gì»), as a run of keys; or empty
    years: frozenset[int]
    numbers: frozenset[str]
    references: tuple[Reference, ...]
    articles: tuple[str, ...]
    current: bool  # asks for today's state
    sought: tuple[str, ...]  # the runs of content words, in the question's own spelling

    @property
    def asks_for_article(self) -> bool:
        """Whether it asks what an article of a named document says, and nothing narrower."""
        return bool(self.articles and self.references and _ARTICLE_ONLY.fullmatch(self.plain))

    @property
    def asks_for_document(self) -> bool:
        """Whether it asks what a document says that it names by number, and nothing narrower."""
        return bool(self.references and not self.articles and not self.predicate - _SAYING)

    @property
    def places_asked(self) -> str:
        """The kind of name that is asked for: «country», «locality», or empty."""
        if Asked.PLACE not in self.asked:
            return ""
        return "country" if _COUNTRIES.search(self.plain) else "locality"

    @property
    def predicate(self) -> frozenset[str]:
        """The content besides the names: what is asked of them («sinh», «nhận lương»)."""
        names = " ".join((*self.phrases, *self.ordinals)).split()
        for synonym in self.synonyms:
            if synonym.kind != "term":
                names.extend(synonym.syllables)
        return frozenset(term.key for term in self.terms).difference(names)

    @property
    def small_talk(self) -> bool:
        return _SMALL_TALK.fullmatch(self.plain) is not None

    @property
    def asks_whether(self) -> bool:
        """Whether «có» or «không» answers."""
        fact = self.asked - {Asked.OTHER, Asked.PLACE}
        return not fact and _WHETHER.search(self.plain) is not None

    @property
    def asks_for_list(self) -> bool:
        return _LIST.search(self.plain) is not None

    @property
    def asks_for_holder(self) -> bool:
        """Whether it asks who holds a post, and nothing more."""
        if not self.posts or self.asked != {Asked.PERSON}:
            return False
        held = {word for post in self.posts for word in self.spell(post.written).split()}
        return not self.predicate - held - _OFFICE

    @property
    def asks_for_part(self) -> bool:
        """Whether what a heading announces may answer: duties, steps, kinds, a list, a manner."""
        if self.asked - {Asked.OTHER, Asked.QUANTITY} or self.defined:
            return False
        if Asked.QUANTITY in self.asked:
            return _COUNTED_PARTS.search(self.plain) is not None
        return self.asks_for_list or _PART.search(self.plain) is not None

    @property
    def timely(self) -> bool:
        """Whether the newest document decides: it asks for today, or for who or how many
        without saying when."""
        return self.current or bool(not self.years and self.asked & {Asked.PERSON, Asked.QUANTITY})

    @property
    def plain(self) -> str:
        return vi.fold(self.text)

    def reworded(self, phrase: str, spelled: str) -> bool:
        """Whether a spelled text says a spelled phrase of the question in known other words."""
        keys = frozenset(phrase.split())
        return any(
            spelling in spelled
            for synonym in self.synonyms
            if synonym.syllables == keys
            for spelling in synonym.spellings
        )

    def spell(self, text: str) -> str:
        """The text as keys parted by one space, with one before and behind, so that
        « a b » in it finds whole syllables only."""
        return spell(text, folded=self.folded)


# Words of a question that only asks what a document says («QĐ 222 nói gì», «nội dung …»).
_SAYING = frozenset(
    "noi viet neu tom tat noi dung chinh quy dinh ve van ban tai lieu co ban chu yeu gom "
    "nói viết nêu tóm tắt nội dung chính định quy về văn bản tài liệu cơ chủ yếu gồm".split()
)
_COUNTRIES = re.compile(
    r"\b(?:nuoc|quoc gia) (?:nao|gi)\b|\b(?:cac|nhung) (?:\w+ )?(?:nuoc|quoc gia)\b"
)
_SMALL_TALK = re.compile(
    r"(?:xin )?(?:chao|hello|hi|alo|cam on|tam biet|ok|vang|da)"
    r"(?: (?:ban|em|anh|chi|ong|ba|tro ly|moi nguoi|nhieu|nhe|a))*[\s!.?,]*"
)
_WHETHER = re.compile(
    r"\b(?:co|da|duoc|phai|dung|dang)\b.*\b(?:khong|chua)(?: (?:a|vay|nhi|the))?\s*[?.!]*$"
)
_LIST = re.compile(
    r"\b(?:nhung gi|gom gi|gom nhung|bao gom|liet ke|danh sach|ke ten|nhung ai|gom ai)\b|"
    r"\b(?:nhung|cac) (?:\w+ ){1,3}(?:nao|gi)\b|"
    r"\b(?:\w+ ){1,3}nao (?:khong )?(?:duoc|phai|can)\b"
)
# What the parts of a text tell: duties, steps, components, a manner.
_PART = re.compile(
    r"\b(?:trinh tu|quy trinh|buoc|thu tuc|trach nhiem|nhiem vu|quyen han|nguyen tac|yeu cau|"
    r"giay to|ho so|cong viec|viec|dieu kien|thanh phan|hinh thuc|noi dung|quyen|"
    r"nghia vu|luu y) (?:nao|gi|ra sao)\b|"
    r"\b(?:lam|can|phai|chuan bi|bao gom|gom|co) (?:nhung )?gi\b|"
    r"\b(?:the nao|nhu the nao|ra sao|lam sao|cach nao)\b|^(?:nhung|cac|quy trinh|trinh tu) "
)
_COUNTED_PARTS = re.compile(
    r"\b(?:may|bao nhieu) (?:buoc|giai doan|phan|hinh thuc|loai|thanh phan|nguyen tac|noi dung|"
    r"trach nhiem|nhiem vu|viec|muc)\b"
)
_OFFICE = frozenset("sở so cơ co quan đơn don vị vi tỉnh tinh".split())
# «Điều 10 của Nghị định 30 nói gì?», «Nội dung Điều 10 Nghị định số 30/2020/NĐ-CP»
_ARTICLE_ONLY = re.compile(
    r"(?:hay |xin |cho (?:toi |em )?(?:biet|hoi) |trich |neu |tom tat |theo )*"
    r"(?:noi dung |toan van )?(?:cua )?"
    r"(?:(?:khoan|diem) \S+ )?(?:dieu|muc|chuong|phan|phu luc) \S+"
    r"(?:,? (?:cua |trong |tai |o )?[\w ]{4,30} (?:so )?[\w/-]+(?:/\S+)?(?: nam \d{4})?)?"
    r"(?: (?:noi|quy dinh|neu|viet|co noi dung|noi ve|quy dinh ve|la|ve))*"
    r"(?: (?:gi|dieu gi|nhung gi|viec gi|ve dieu gi|the nao|nhu the nao|ra sao))?"
    r"\s*[?.!]*"
)
PLACES = ("country", "locality")
