"""A document's own lines tell who signed it, when, and since when it is in force."""

from __future__ import annotations

from dataclasses import replace

import pytest
from passages import hit, record

from assistant.about import Aspect, Wanted, itself, lines, wanted
from index.records import StoredChunk
from ingest.document import Metadata, Reference, Relation

DECREE = record(
    "Quyết định về nhà khách", number="77/QĐ-UBND", date="2021-03-02", kind="Quyết định"
)
TOLD = Metadata(
    title=DECREE.title,
    number=DECREE.number,
    date="2021-03-02",
    issuer="Ủy ban nhân dân tỉnh",
    kind="Quyết định",
    signer="Lê Quang Vinh",
    signer_post="Chủ tịch (thay mặt Ủy ban nhân dân)",
)


def passage(*written: str) -> StoredChunk:
    return hit("\n\n".join(written), DECREE).chunk


HEAD = passage(
    "ỦY BAN NHÂN DÂN TỈNH",
    "Huế, ngày 02 tháng 3 năm 2021",
    "Ông Phạm Văn Tám được mời dự họp ngày 05 tháng 3 năm 2021.",
)
FOOT = passage(
    "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    "CHỦ TỊCH",
    "Lê Quang Vinh",
)


def told(aspect: Aspect, metadata: Metadata = TOLD) -> list[str]:
    later = replace(FOOT, start=FOOT.start + 1000)
    moved = replace(later, sentences=tuple((a + 1000, b + 1000) for a, b in FOOT.sentences))
    return [line.text for line in lines(aspect, metadata, [moved, HEAD])]


@pytest.mark.parametrize(
    ("question", "aspect", "of"),
    [
        ("Ai ký Quyết định 77?", Aspect.SIGNER, "Quyết định 77"),
        ("quyết định 77 do ai ký", Aspect.SIGNER, "quyết định 77"),
        ("Ai là người ký ban hành Nghị định 12/2020/NĐ-CP?", Aspect.SIGNER,
         "Nghị định 12/2020/NĐ-CP"),
        ("ai ky nghi dinh 12", Aspect.SIGNER, "nghi dinh 12"),
        ("Cơ quan nào ban hành Thông tư 5/2021/TT-BNG?", Aspect.ISSUER, "Thông tư 5/2021/TT-BNG"),
        ("Nghị định 12 ban hành ngày nào?", Aspect.DATE, "Nghị định 12"),
        ("Nghị định về nhà khách có hiệu lực từ khi nào?", Aspect.FORCE, "Nghị định về nhà khách"),
        ("Nghị định 12 thay thế nghị định nào?", Aspect.REPLACED, "Nghị định 12"),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_document(question: str, aspect: Aspect, of: str) -> None:
    assert wanted(question) == Wanted(aspect, of)


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký thay Giám đốc khi đi vắng?",  # no document
        "Sở Ngoại vụ ra đời khi nào?",
        "Nghị định 12 quy định lề trang thế nào?",
        "Hộ chiếu có hiệu lực từ khi nào?",
    ],
)
def test_questions_of_other_things_are_left_alone(question: str) -> None:
    assert wanted(question) is None


def test_the_signer_is_read_from_under_the_text() -> None:
    assert told(Aspect.SIGNER) == ["CHỦ TỊCH", "Lê Quang Vinh"]
    assert told(Aspect.SIGNER, replace(TOLD, signer="")) == []


def test_date_issuer_and_force_are_its_own() -> None:
    assert told(Aspect.DATE) == ["Huế, ngày 02 tháng 3 năm 2021"]
    assert told(Aspect.ISSUER) == ["ỦY BAN NHÂN DÂN TỈNH"]
    assert told(Aspect.FORCE) == [
        "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
        "Huế, ngày 02 tháng 3 năm 2021",  # without which «ngày ký» says nothing
    ]


def test_what_it_replaces_is_quoted_where_it_says_so() -> None:
    text = "Quyết định này thay thế Quyết định số 5/QĐ-UBND. Căn cứ Luật số 9/2019/QH14."
    chunk = passage(text)
    at = chunk.start + text.index("5/QĐ")
    law = chunk.start + text.index("9/2019")
    known = replace(
        TOLD,
        references=(
            Reference(Relation.REPLACES, "5/QĐ-UBND", None, True, None, at, at + 9),
            Reference(Relation.BASED_ON, "9/2019/QH14", None, True, None, law, law + 11),
        ),
    )
    assert [line.text for line in lines(Aspect.REPLACED, known, [chunk])] == [
        "Quyết định này thay thế Quyết định số 5/QĐ-UBND."
    ]


def test_a_number_that_annexes_share_means_the_document_itself() -> None:
    annex = record("Phụ lục I", number="77/QĐ-UBND", kind="Phụ lục")
    assert itself([annex, DECREE], annex) == DECREE
