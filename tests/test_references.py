"""What a document does to others: căn cứ, thay thế, bãi bỏ, sửa đổi, or a mere mention."""

from __future__ import annotations

import pytest

from ingest.document import BlockKind, RawBlock, Reference, assemble
from ingest.references import find_references

Act = tuple[str, str, bool]  # relation, number, whole


def references(
    *lines: str, kind: str = "Quyết định", number: str = "9/QĐ-UBND", date: str = "2024-05-06"
) -> tuple[Reference, ...]:
    text, blocks = assemble(RawBlock(line, BlockKind.PARAGRAPH) for line in lines)
    found = find_references(text, blocks, number=number, kind=kind, date=date)
    for one in found:
        assert text[one.start : one.end] == one.number
    return found


def acts(*lines: str, kind: str = "Quyết định") -> list[Act]:
    return [(one.relation.value, one.number, one.whole) for one in references(*lines, kind=kind)]


def based(number: str) -> Act:
    return ("based_on", number, True)


def replaces(number: str, whole: bool = True) -> Act:
    return ("replaces", number, whole)


def abolishes(number: str, whole: bool = True) -> Act:
    return ("abolishes", number, whole)


def amends(number: str) -> Act:
    return ("amends", number, False)


def mentions(number: str) -> Act:
    return ("mentions", number, True)


A, B, C = "12/2015/QĐ-UBND", "34/2018/QĐ-UBND", "56/2020/NĐ-CP"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Căn cứ.
        (f"Căn cứ Nghị định số {C} ngày 01 tháng 6 năm 2020 của Chính phủ;", [based(C)]),
        (f"Căn cứ Nghị định số {C}, Quyết định số {A} và Quyết định số {B};",
         [based(C), based(A), based(B)]),
        (f"Căn cứ Quyết định số {A} đã được sửa đổi, bổ sung bởi Quyết định số {B};",
         [based(A), based(B)]),
        (f"Căn cứ Quyết định số {A} về việc sửa đổi, bổ sung Quyết định số {B};",
         [based(A), mentions(B)]),
        (f"Căn cứ Quyết định số {A} thay thế Quyết định số {B};", [based(A), mentions(B)]),
        (f"Căn cứ Quyết định số {A} về việc bãi bỏ Quyết định số {B};", [based(A), mentions(B)]),
        # Thay thế.
        (f"Quyết định này thay thế Quyết định số {A} ngày 02 tháng 3 năm 2015.", [replaces(A)]),
        (f"Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số {A}.", [replaces(A)]),
        (f"Quyết định này thay thế Quyết định số {A} và Quyết định số {B}.",
         [replaces(A), replaces(B)]),
        (f"Quyết định này thay thế các Quyết định: số {A}; số {B}.", [replaces(A), replaces(B)]),
        (f"Thay thế Quyết định số {A} của Ủy ban nhân dân tỉnh về quản lý đoàn ra.", [replaces(A)]),
        (f"Quyết định này thay thế Quy chế ban hành kèm theo Quyết định số {A}.", [replaces(A)]),
        (f"Quyết định này thay thế Điều 5 và Điều 6 của Quyết định số {A}.", [replaces(A, False)]),
        (f"Quyết định này thay thế Phụ lục I ban hành kèm theo Quyết định số {A}.",
         [replaces(A, False)]),
        (f"Quyết định này thay thế Quyết định số {A} hướng dẫn thi hành Nghị định số {C}.",
         [replaces(A), mentions(C)]),
        (f"Quyết định này thay thế Quyết định số {A} về việc sửa đổi Quyết định số {B}.",
         [replaces(A), mentions(B)]),
        # Bãi bỏ, hết hiệu lực.
        (f"Bãi bỏ Quyết định số {A}.", [abolishes(A)]),
        (f"Bãi bỏ một phần Quyết định số {A}.", [abolishes(A, False)]),
        (f"Bãi bỏ Điều 5 của Quyết định số {A}.", [abolishes(A, False)]),
        (f"Bãi bỏ quy định tại khoản 3 Điều 7 Quyết định số {A}.", [abolishes(A, False)]),
        (f"Bãi bỏ toàn bộ Quyết định số {A} và Điều 2 Quyết định số {B}.",
         [abolishes(A), abolishes(B, False)]),
        (f"Hủy bỏ Quyết định số {A}.", [abolishes(A)]),
        (f"Quyết định số {A} hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành.",
         [abolishes(A)]),
        (f"Quyết định số {A} và Quyết định số {B} hết hiệu lực kể từ ngày Quyết định này có "
         "hiệu lực.", [abolishes(A), abolishes(B)]),
        (f"Quyết định này thay thế Quyết định số {A}; bãi bỏ Điều 2 Quyết định số {B}.",
         [replaces(A), abolishes(B, False)]),
        (f"Chấm dứt hiệu lực của Quyết định số {A}.", [abolishes(A)]),
        (f"Quyết định này thay thế Quyết định số {A}, trừ Điều 5.", [replaces(A, False)]),
        (f"Quyết định này có hiệu lực từ ngày ký; quy định trái với Quyết định này bị bãi bỏ. "
         f"Quyết định số {A} vẫn áp dụng.", [mentions(A)]),
        # Sửa đổi, bổ sung.
        (f"Sửa đổi, bổ sung một số điều của Quyết định số {A}:", [amends(A)]),
        (f"Sửa đổi khoản 2 Điều 4 Quy định ban hành kèm theo Quyết định số {A} như sau:",
         [amends(A)]),
        (f"Bổ sung Điều 5a vào Quyết định số {A}.", [amends(A)]),
        (f"Điều chỉnh, bổ sung Điều 1 Quyết định số {A} như sau:", [amends(A)]),
        # Not its own doing.
        (f"Căn cứ Thông tư số 9/2025/TT-BNG hướng dẫn thi hành Nghị định số {C};",
         [based("9/2025/TT-BNG"), mentions(C)]),
        (f"Quyết định số {A} do Chủ tịch ký thay thế Quyết định số {B}.",
         [mentions(A), mentions(B)]),
        (f"Bổ nhiệm bà Bình thay thế ông An tại Quyết định số {A}.", [mentions(A)]),
        (f"Quyết định số {A} có hiệu lực đến khi có văn bản thay thế.", [mentions(A)]),
        (f"Quyết định số {A} đã được thay thế bởi Quyết định số {B}.", [mentions(A), mentions(B)]),
        (f"Quyết định số {A} được sửa đổi, bổ sung tại Quyết định số {B}.",
         [mentions(A), mentions(B)]),
        (f"Quyết định số {A} bị bãi bỏ bởi Quyết định số {B}.", [mentions(A), mentions(B)]),
        (f"Quyết định số {B} thay thế Quyết định số {A}.", [mentions(B), mentions(A)]),
        (f"Quyết định số {A} đã hết hiệu lực.", [mentions(A)]),
        (f"Đề nghị bãi bỏ Quyết định số {A}.", [mentions(A)]),
        (f"Dự kiến thay thế Quyết định số {A} trong năm sau.", [mentions(A)]),
        (f"Sở Tư pháp xem xét, trình bãi bỏ Quyết định số {A}.", [mentions(A)]),
        (f"Không bãi bỏ Quyết định số {A}.", [mentions(A)]),
        (f"Thực hiện Quyết định số {A}, các sở báo cáo.", [mentions(A)]),
        (f"Việc thay thế con dấu thực hiện theo Nghị định số {C}.", [mentions(C)]),
        (f"Người thay thế được cử theo Quyết định số {A}.", [mentions(A)]),
        (f"Thay thế biển hiệu theo Nghị định số {C}.", [mentions(C)]),
        (f"Bổ sung kinh phí thực hiện Quyết định số {A}.", [mentions(A)]),
        (f"Quyết định này căn cứ vào Nghị định số {C}.", [mentions(C)]),
        ("Quyết định số 9/QĐ-UBND có hiệu lực từ ngày ký.", []),
    ],
)  # fmt: skip
def test_one_sentence_of_a_decision(line: str, expected: list[Act]) -> None:
    assert acts(line) == expected


@pytest.mark.parametrize("kind", ["Báo cáo", "Tờ trình", "Công văn", "Kế hoạch", ""])
def test_others_only_propose(kind: str) -> None:
    assert acts(f"Bãi bỏ Quyết định số {A}.", kind=kind) == [mentions(A)]
    assert acts(f"Về việc sửa đổi, bổ sung Quyết định số {A}", kind=kind) == [mentions(A)]
    assert acts(f"Đề nghị thay thế Quyết định số {A}.", kind=kind) == [mentions(A)]


def test_what_says_so_of_itself_acts() -> None:
    line = "Công văn này thay thế Công văn số 5/SNgV-LS ngày 01/02/2024."
    assert acts(line, kind="Công văn") == [replaces("5/SNgV-LS")]
    line = "Đề nghị Công văn này thay thế Công văn số 5/SNgV-LS."
    assert acts(line, kind="Công văn") == [mentions("5/SNgV-LS")]


def test_a_list_below_its_verb() -> None:
    assert acts(
        "Điều 2. Quyết định này thay thế các văn bản sau:",
        f"a) Quyết định số {A} ngày 02/3/2015 của Ủy ban nhân dân tỉnh;",
        f"b) Quyết định số {B} về việc thực hiện Nghị định số {C}.",
        "Điều 3. Thực hiện theo Quyết định số 7/QĐ-UBND.",
    ) == [replaces(A), replaces(B), mentions(C), mentions("7/QĐ-UBND")]


def test_a_list_on_one_line() -> None:
    line = f"Bãi bỏ các văn bản sau: a) Quyết định số {A}; b) Điều 3 Quyết định số {B}."
    assert acts(line) == [abolishes(A), abolishes(B, False)]


def test_a_list_of_what_loses_its_force() -> None:
    assert acts(
        "Các văn bản sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:",
        f"- Quyết định số {A};",
        f"- Quyết định số {B}.",
    ) == [abolishes(A), abolishes(B)]


def test_the_days() -> None:
    first, second = references(
        "Quyết định này có hiệu lực kể từ ngày 15 tháng 6 năm 2024.",
        f"Quyết định này thay thế Quyết định số {A} ngày 02 tháng 3 năm 2015 của UBND tỉnh.",
        f"Bãi bỏ Quyết định số {B} kể từ ngày 01/7/2024.",
    )
    assert (first.date, first.effective) == ("2015-03-02", "2024-06-15")
    assert (second.date, second.effective) == (None, "2024-07-01")


@pytest.mark.parametrize(
    ("line", "effective"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", "2024-05-06"),
        ("Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.", "2024-05-06"),
        ("Quyết định này có hiệu lực từ ngày 20/5/2024.", "2024-05-20"),
        ("Nghị định số 1/2020/NĐ-CP có hiệu lực từ ngày 20/5/2020.", None),
        ("Quyết định này được niêm yết.", None),
    ],
)
def test_the_day_from_which_it_holds(line: str, effective: str | None) -> None:
    found = references(line, f"Bãi bỏ Quyết định số {A}.")
    assert found[-1].effective == effective


def test_each_document_once_for_each_relation() -> None:
    assert acts(
        f"Căn cứ Quyết định số {A};",
        f"Quyết định này thay thế Quyết định số {A}.",
        f"Theo Quyết định số {A} và Nghị định số {C}.",
        f"Nghị định số {C} vẫn áp dụng.",
    ) == [based(A), replaces(A), mentions(C)]


def test_a_title_amends() -> None:
    title = f"Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số {A}"
    assert acts("QUYẾT ĐỊNH", title) == [amends(A)]


def test_a_hostile_text_takes_linear_time() -> None:
    line = f"Bãi bỏ, thay thế, sửa đổi Quyết định số {A}; " * 20_000
    assert references(line)


@pytest.mark.parametrize("label", ["", "Điều 3. ", "2. "])
@pytest.mark.parametrize(
    ("sentence", "relation", "whole"),
    [
        (
            "Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2024 và thay thế Quyết định số "
            "05/2015/QĐ-UBND ngày 10 tháng 02 năm 2015 của Ủy ban nhân dân thành phố.",
            "replaces",
            True,
        ),
        ("Bãi bỏ Quyết định số 05/2015/QĐ-UBND.", "abolishes", True),
        ("Bãi bỏ Điều 5 của Quyết định số 05/2015/QĐ-UBND.", "abolishes", False),
        (
            "Quyết định số 05/2015/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
            "abolishes",
            True,
        ),
    ],
)
def test_the_article_that_says_so_is_no_part_of_what_ends(
    label: str, sentence: str, relation: str, whole: bool
) -> None:
    assert acts(label + sentence) == [(relation, "05/2015/QĐ-UBND", whole)]
