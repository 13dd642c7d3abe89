"""The other documents that a document names, and what it does to them. Pure.

Precision first: only a document that can end another (Quyết định, Nghị định, …) or that says so
of itself («Công văn này thay thế …») replaces, abolishes or amends; a proposal («đề nghị bãi
bỏ»), another's doing («đã được thay thế bởi …») and all that stays unclear is a mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import text as vi
from ingest.document import Block, Reference, Relation

# Loại văn bản whose own words end or change others without «… này».
_ACTING_KINDS = frozenset(
    "luật|bộ luật|pháp lệnh|nghị quyết|nghị định|quyết định|thông tư|thông tư liên tịch|chỉ thị|"
    "quy chế|quy định|lệnh|hiến pháp|điều lệ".split("|")
)
_KIND_WORDS = (
    r"(?:luật|bộ luật|pháp lệnh|lệnh|nghị quyết|nghị định|quyết định|thông tư(?: liên tịch)?|"
    r"chỉ thị|quy chế|quy định|công văn|văn bản|thông báo|kế hoạch|hướng dẫn|chương trình|báo cáo|"
    r"tờ trình|công điện|kết luận|đề án)"
)
_BASIS = re.compile(r"\W{0,3}căn cứ\s", re.IGNORECASE)
_ACTS = re.compile(
    r"(?<!\w)(?P<act>thay thế|thay cho|bãi bỏ|hủy bỏ|huỷ bỏ|sửa đổi(?:,| và) bổ sung|sửa đổi|"
    r"bổ sung|chấm dứt hiệu lực của|(?:hết|chấm dứt) hiệu lực)(?!\w)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|đã)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_LONGEST_PASSIVE = 30  # characters
_RELATIONS = {
    "thay thế": Relation.REPLACES,
    "thay cho": Relation.REPLACES,
    "bãi bỏ": Relation.ABOLISHES,
    "hủy bỏ": Relation.ABOLISHES,
    "huỷ bỏ": Relation.ABOLISHES,
    "hết hiệu lực": Relation.ABOLISHES,
    "chấm dứt hiệu lực": Relation.ABOLISHES,
    "chấm dứt hiệu lực của": Relation.ABOLISHES,
}
_PROPOSAL = re.compile(
    r"(?<!\w)(?:đề nghị|kiến nghị|dự kiến|đề xuất|dự thảo|xem xét|nghiên cứu|sẽ|cần|nếu|"
    r"khi|trường hợp|trước khi|việc|không|chưa|phải|có thể|thẩm quyền|trình)(?!\w)",
    re.IGNORECASE,
)
_THIS = re.compile(rf"(?<!\w){_KIND_WORDS}\s+này(?!\w)", re.IGNORECASE)
_NESTED = re.compile(r"(?<!\w)(?:hướng dẫn|quy định chi tiết|thi hành)\s", re.IGNORECASE)
_EXCEPT = re.compile(r"(?<!\w)(?:ngoại )?trừ(?!\w)", re.IGNORECASE)
_AMENDED_BY = re.compile(r"(?<!\w)(?:được|bởi|bằng|theo)\s", re.IGNORECASE)
_PART = re.compile(
    r"(?<!\w)(?:một phần|một số|điều \d|khoản \d|điểm [a-zđ]|phụ lục|mục|chương|cụm từ|nội dung|"
    r"các điều|tên)(?!\w)",
    re.IGNORECASE,
)
# «Điều 3. Quyết định số … hết hiệu lực»: the article that says so, not the one that ends.
_OWN_LABEL = re.compile(r"^\s*(?:điều|khoản)\s+\d+[a-zđ]?\s*[.:]", re.IGNORECASE)
# Between an act and its object nothing else may lead to a number: «thực hiện», «theo».
_LEADS_AWAY = re.compile(
    r"(?<!\w)(?:(?<!kèm )theo|căn cứ|thực hiện|hướng dẫn thi hành|trên cơ sở|bằng|bởi|"
    r"(?<!quy định )tại)(?!\w)",
    re.IGNORECASE,
)
_NEXT_OBJECT = re.compile(
    r"(?:[,;:]|\svà|\scùng|(?:^|\s)(?:[a-zđ]\)|\d{1,2}[.)]|[-–+•])|^)\s*(?:các\s+)?"
    r"(?:(?:một phần|khoản|điều|điểm|phụ lục)\s[^;:]{0,60}?)?"
    rf"{_KIND_WORDS}?\s*(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-–+•]|\d{1,2}[.)]|[a-zđ]\))\s*", re.IGNORECASE)
_LONGEST_GAP = 400  # characters between an act and a number that it governs
_DATE_AFTER = re.compile(
    r"\s*,?\s*(?=ngày\s*\d{1,2}\s*(?:tháng|[/.-])|\(ngày\s)\(?.{0,40}", re.IGNORECASE
)
_EFFECTIVE = re.compile(
    r"(?:có hiệu lực|hiệu lực thi hành)(?: thi hành)?,?\s*(?:kể )?từ\s+(?P<from>ngày\s+.{2,40})",
    re.IGNORECASE,
)
_DAY_WORD = len("ngày ")
_SIGNED = re.compile(r"ngày\s+(?:ký|được ký|ban hành)", re.IGNORECASE)
_FROM = re.compile(r"(?:kể )?từ\s+(?=ngày\s*\d)", re.IGNORECASE)


def find_references(
    text: str, blocks: Sequence[Block], *, number: str, kind: str, date: str | None
) -> tuple[Reference, ...]:
    """The documents named in `text`, each once for each relation, in order.

    `number`, `kind` and `date` are the document's own: its number is no reference, and its
    kind says whether its words can end or change others.
    """
    own = _key(number)
    reader = _Reader(text, kind.lower() in _ACTING_KINDS, _effective(text, date))
    found: dict[tuple[Relation, str], Reference] = {}
    for reference in reader.references(blocks):
        key = _key(reference.number)
        if key != own:
            known = found.get((reference.relation, key))
            if known is None or (known.date is None and reference.date):
                found[reference.relation, key] = _merged(known, reference)
    acted = {key for relation, key in found if relation is not Relation.MENTIONS}
    return tuple(
        reference
        for (relation, key), reference in found.items()
        if relation is not Relation.MENTIONS or key not in acted
    )


def _merged(known: Reference | None, new: Reference) -> Reference:
    return replace(known, date=new.date) if known else new


def _key(number: str) -> str:
    return vi.fold(number).replace(" ", "")


def _effective(text: str, date: str | None) -> str | None:
    """The day from which the document itself holds."""
    for match in _EFFECTIVE.finditer(text):
        before = text[max(0, match.start() - _LONGEST_GAP) : match.start()]
        sentence = re.split(r"[.;\n]", before)[-1]
        if not _THIS.search(sentence):
            continue
        if _SIGNED.match(match["from"]):
            return date
        return next((iso for (at, _), iso in vi.dates(match["from"]) if at <= _DAY_WORD), None)
    return None


@dataclass(frozen=True)
class _Act:
    """A verb of a sentence: what it does, where it stands, whether it acts on its object."""

    relation: Relation
    start: int
    end: int
    acts: bool
    ends_force: bool  # «… hết hiệu lực», whose object stands before it


@dataclass(frozen=True)
class _Reader:
    text: str
    acting: bool
    effective: str | None

    def references(self, blocks: Sequence[Block]) -> Iterator[Reference]:
        carried: _Act | None = None  # «… thay thế các văn bản sau:» above its list
        for block in blocks:
            line = self.text[block.start : block.end]
            if not _ITEM.match(line):
                carried = None
            spans = vi.document_numbers(line)
            if not spans and not line.endswith(":"):
                continue
            waiting = 0
            for start, end in vi.sentences(line):
                first = waiting
                while waiting < len(spans) and spans[waiting][0][0] < end:
                    waiting += 1
                sentence = line[start:end]
                inside = [((a - start, b - start), name) for (a, b), name in spans[first:waiting]]
                opens = sentence.endswith(":")
                if not inside and not opens:
                    continue
                acts = self._acts(sentence, [at for (at, _), _ in inside])
                yield from self._of_sentence(sentence, inside, acts, carried, block.start + start)
                if opens:
                    carried = next((act for act in reversed(acts) if act.acts), None)

    def _acts(self, sentence: str, numbers: Sequence[int]) -> list[_Act]:
        """The verbs of a sentence in which document numbers begin at `numbers`."""
        acts = []
        this = _THIS.search(sentence)
        for match in _ACTS.finditer(sentence):
            at, verb = match.start(), match["act"].lower()
            ends_force = verb.endswith("hiệu lực")
            least = max(0, at - _LONGEST_GAP)
            begin = max(least, *(sentence.rfind(sign, least, at) + 1 for sign in ";:"))
            said = this is not None and this.end() <= at
            others = bisect_left(numbers, begin) < bisect_left(numbers, at)
            own = said or (self.acting and (not others or ends_force))
            passive = _PASSIVE.search(sentence[max(0, at - _LONGEST_PASSIVE) : at])
            proposed = _PROPOSAL.search(_ITEM.sub("", sentence[begin:at], count=1))
            relation = _RELATIONS.get(verb, Relation.AMENDS)
            acting = own and not passive and not proposed
            acts.append(_Act(relation, at, match.end(), acting, ends_force))
        return acts

    def _of_sentence(
        self,
        sentence: str,
        numbers: Sequence[tuple[vi.Span, str]],
        acts: Sequence[_Act],
        carried: _Act | None,
        at: int,
    ) -> Iterator[Reference]:
        basis = bool(_BASIS.match(sentence))
        effective = self._from(sentence) if numbers else None
        chain = carried  # the act of which the last number was an object
        reached = 0
        for (start, end), number in numbers:
            gap = sentence[reached:start]
            act = next((one for one in reversed(acts) if one.end <= start), None)
            ending = next((one for one in acts if one.ends_force and one.start > start), None)
            new = act if act and act.start >= reached and not act.ends_force else None
            if basis:
                chain = None
                changed = any(one.start >= reached and one.end <= start for one in acts)
                other = (changed and not _AMENDED_BY.search(gap)) or _NESTED.search(gap)
                relation = Relation.MENTIONS if other else Relation.BASED_ON
            else:
                chain = self._governs(sentence[new.end : start] if new else gap, new, chain, ending)
                relation = chain.relation if chain else Relation.MENTIONS
            object_ = sentence[new.end : start] if new else _OWN_LABEL.sub("", gap)
            part = chain and (_PART.search(object_) or _EXCEPT.search(sentence, end))
            whole = relation is not Relation.AMENDS and not part
            yield Reference(
                relation,
                number,
                self._date_after(sentence, end),
                whole,
                effective if chain else None,
                at + start,
                at + end,
            )
            reached = end

    def _governs(
        self, gap: str, new: _Act | None, chain: _Act | None, ending: _Act | None
    ) -> _Act | None:
        """The act whose object a number is: one that stands between it and what came before,
        the one of the list that it goes on, or «… hết hiệu lực» behind it."""
        if new:
            led = len(gap) <= _LONGEST_GAP and not _LEADS_AWAY.search(gap)
            return new if new.acts and led else None
        if not _NEXT_OBJECT.search(gap):
            return None
        return ending if ending and ending.acts else chain

    def _date_after(self, sentence: str, end: int) -> str | None:
        match = _DATE_AFTER.match(sentence, end)
        found = vi.dates(match[0]) if match else []
        return found[0][1] if found else None

    def _from(self, sentence: str) -> str | None:
        """The day named in the sentence, else the document's own."""
        for match in _FROM.finditer(sentence):
            days = vi.dates(sentence[match.end() : match.end() + 40])
            if days and days[0][0][0] <= _DAY_WORD:
                return days[0][1]
        return self.effective
