"""Documents that others replace, abolish or amend: who is meant, from when, and what an answer
says of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fakes import opened
from passages import record

from assistant.build import Office
from assistant.intake import How
from index.access import OPERATOR, Label, Viewer
from index.validity import means, validity
from ingest.document import Reference, Relation

TODAY = date(2026, 11, 22)


def act(
    relation: Relation = Relation.REPLACES,
    number: str = "05/2015/QĐ-UBND",
    day: str | None = "2015-02-10",
    *,
    whole: bool = True,
    effective: str | None = "2024-07-01",
) -> Reference:
    return Reference(relation, number, day, whole, effective, 0, 1)


OLD = record("Quy định cũ", number="05/2015/QĐ-UBND", date="2015-02-10")
NEW = record("Quy định mới", number="30/2024/QĐ-UBND", date="2024-06-20")


@pytest.mark.parametrize("number", ["05/2015/QĐ-UBND", "5/2015/QĐ-UBND", "05/2015/qđ-ubnd"])
def test_spellings_of_one_number_are_one(number: str) -> None:
    assert means(act(number=number), NEW, OLD)


def test_a_namesake_of_another_day_or_place_is_not_meant() -> None:
    assert not means(act(day="2015-03-10"), NEW, OLD)
    other = record("Quy định mới", number="30/2024/QĐ-UBND", date="2024-06-20", issuer="Tỉnh khác")
    own = record("Quy định cũ", number=OLD.number, date=OLD.date, issuer="Thành phố Huế")
    assert not means(act(day=None), other, own)
    same = record("Quy định mới", number=NEW.number, date=NEW.date, issuer="THÀNH PHỐ HUẾ")
    assert means(act(day=None), same, own)


def test_a_number_of_the_whole_country_needs_no_date() -> None:
    decree = record("Nghị định", number="110/2004/NĐ-CP", date="2004-04-08")
    newer = record("Nghị định", number="30/2020/NĐ-CP", date="2020-03-05")
    assert means(act(number="110/2004/NĐ-CP", day=None), newer, decree)


def test_an_older_document_ends_no_newer_one() -> None:
    older = record("Quy định", number="30/2010/QĐ-UBND", date="2010-06-20")
    assert not means(act(day=None), older, OLD)


def test_the_end_weighs_more_than_an_amendment() -> None:
    amender = record("Sửa đổi", number="40/2025/QĐ-UBND", date="2025-06-20")
    found = validity(OLD, [(NEW, act()), (amender, act(Relation.AMENDS, effective=None))])
    assert found is not None
    assert (found.by, found.ended(TODAY)) == (NEW, True)


def test_what_ends_later_or_in_part_still_holds() -> None:
    later = validity(OLD, [(NEW, act(effective="2027-01-01"))])
    part = validity(OLD, [(NEW, act(Relation.ABOLISHES, whole=False))])
    assert later is not None
    assert part is not None
    assert not later.ended(TODAY)
    assert later.ended(date(2027, 1, 1))
    assert not part.ended(TODAY)
    assert validity(OLD, [(OLD, act())]) is None  # its own mention of itself


# Through the whole store ---------------------------------------------------------------------

HEAD = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HUẾ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

Huế, ngày {day} tháng {month} năm {year}

QUYẾT ĐỊNH
Ban hành Quy định về việc tiếp khách nước ngoài

"""
FIRST = HEAD.format(number="05/2015/QĐ-UBND", day="10", month="02", year="2015") + (
    "Điều 1. Phòng Lễ tân chuẩn bị 12 ngày trước khi khách nước ngoài tới thăm.\n"
)
SECOND = HEAD.format(number="30/2024/QĐ-UBND", day="20", month="6", year="2024") + (
    "Điều 1. Ban hành kèm theo Quyết định này Quy định về việc tiếp khách.\n\n"
    "Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 7 năm 2024 và thay thế Quyết định "
    "số 05/2015/QĐ-UBND ngày 10 tháng 02 năm 2015 của Ủy ban nhân dân thành phố Huế.\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        yield office


def take(office: Office, name: str, text: str, how: How | None = None) -> str:
    report = office.intake.ingest_bytes(text.encode(), name=name, how=how or How())
    assert report.document_id is not None
    return report.document_id


def test_an_answer_from_an_ended_document_says_so(office: Office) -> None:
    question = "Phòng Lễ tân chuẩn bị bao nhiêu ngày trước khi khách nước ngoài tới thăm?"
    old = take(office, "cu.txt", FIRST)
    before = office.answerer.ask(question, OPERATOR)
    assert not before.refused
    assert before.warnings == ()
    take(office, "moi.txt", SECOND)
    after = office.answerer.ask(question, OPERATOR)
    assert [citation.document_id for citation in after.citations] == [old]
    assert "hết hiệu lực từ ngày 01/07/2024" in after.text
    assert "30/2024/QĐ-UBND" in after.text
    assert any("hết hiệu lực" in warning for warning in after.warnings)


def test_the_end_comes_and_goes_with_the_document_that_brings_it(office: Office) -> None:
    old, new = take(office, "cu.txt", FIRST), take(office, "moi.txt", SECOND)
    records = office.library.documents(OPERATOR)
    found = office.library.validities(records, OPERATOR)
    assert set(found) == {old}
    assert found[old].by.id == new
    office.library.delete(new, OPERATOR)
    assert office.library.validities(office.library.documents(OPERATOR), OPERATOR) == {}


def test_who_may_not_read_the_newer_document_does_not_hear_of_it(office: Office) -> None:
    take(office, "cu.txt", FIRST, How(label=Label.PUBLIC))
    take(office, "moi.txt", SECOND, How(label=Label.RESTRICTED, groups=frozenset({"k"})))
    stranger, member = Viewer(), Viewer(groups=frozenset({"k"}))
    records = office.library.documents(stranger)
    assert len(records) == 1
    assert office.library.validities(records, stranger) == {}
    assert office.library.validities(records, member) != {}
