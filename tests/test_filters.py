"""Filters: what words state, what facets restrict to and count, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fakes import opened
from hypothesis import given, settings
from hypothesis import strategies as st
from official import OFFICIAL, take_in

from assistant.build import Office
from index import aliases
from index.access import OPERATOR, Label, Viewer, may_read
from index.filters import (
    Filters,
    Period,
    Traits,
    asks_for_documents,
    is_issuer,
    read_filters,
    year,
    years,
)

NAMES = aliases.load()
TODAY = date(2026, 11, 22)
Y2024 = Period("2024-01-01", "2024-12-31", (2024,))
Y2025 = Period("2025-01-01", "2025-12-31", (2025,))


# In words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "báo cáo năm 2025 về Nhật Bản",
            Filters((Y2025,), kinds=("Báo cáo",), partners=("Nhật Bản",)),
        ),
        (
            "bao cao nam 2025 ve nhat ban",
            Filters((Y2025,), kinds=("Báo cáo",), partners=("Nhật Bản",)),
        ),
        (
            "các quyết định của UBND tỉnh năm 2024",
            Filters((Y2024,), kinds=("Quyết định",), issuers=("UBND tỉnh",)),
        ),
        (
            "quyết định của Ủy ban nhân dân thành phố Huế ban hành năm 2024",
            Filters((Y2024,), ("Quyết định",), ("Ủy ban nhân dân thành phố Huế",)),
        ),
        ("văn bản tháng 3/2025", Filters((Period("2025-03-01", "2025-03-31"),))),
        ("văn bản tháng 2 năm 2024", Filters((Period("2024-02-01", "2024-02-29"),))),
        (
            "công văn của Bộ Ngoại giao gần đây",
            Filters(kinds=("Công văn",), issuers=("Bộ Ngoại giao",), recent=True),
        ),
        (
            "tài liệu từ 2023 đến 2025 về Hàn Quốc",
            Filters(
                (Period("2023-01-01", "2025-12-31", (2023, 2024, 2025)),), partners=("Hàn Quốc",)
            ),
        ),
        ("kế hoạch trước năm 2020", Filters((Period("", "2019-12-31"),), kinds=("Kế hoạch",))),
        ("kế hoạch sau năm 2020", Filters((Period("2021-01-01", ""),), kinds=("Kế hoạch",))),
        ("văn bản từ năm 2023 đến nay", Filters((Period("2023-01-01", ""),))),
        ("công văn ngày 14/2/2025", Filters((Period("2025-02-14", "2025-02-14"),), ("Công văn",))),
        ("báo cáo quý II/2025", Filters((Period("2025-04-01", "2025-06-30"),), ("Báo cáo",))),
        (
            "báo cáo 6 tháng đầu năm 2025",
            Filters((Period("2025-01-01", "2025-06-30"),), ("Báo cáo",)),
        ),
        ("báo cáo năm ngoái", Filters((Y2025,), ("Báo cáo",))),
        ("tài liệu tiếng Anh về hợp tác", Filters(languages=("en",))),
        ("liệt kê các quyết định", Filters(kinds=("Quyết định",))),
        ("Theo kế hoạch năm 2025, ai chủ trì?", Filters((Y2025,), ("Kế hoạch",))),
        ("Báo cáo năm 2025 nêu bao nhiêu đoàn?", Filters((Y2025,), ("Báo cáo",))),
        # Facts, verbs, what a document is about: no wish for documents
        ("Năm 2025 Huế đón bao nhiêu đoàn?", Filters()),
        ("Sở báo cáo ai?", Filters()),
        ("Ai quyết định cử đoàn ra năm 2025?", Filters()),
        ("Ai ký quyết định thành lập Sở Ngoại vụ?", Filters()),
        ("Quyết định nào thành lập Sở Ngoại vụ?", Filters()),
        ("kế hoạch giai đoạn 2021-2025", Filters()),
        ("Danh sách các đoàn vào năm 2025", Filters()),
        ("Các nước nào có quan hệ với Huế năm 2025?", Filters()),
        ("Quyết định 222 năm 1998 nói gì?", Filters()),
        ("", Filters()),
    ],
)
def test_what_words_state(question: str, expected: Filters) -> None:
    assert read_filters(question, NAMES, TODAY) == expected


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("liệt kê các quyết định năm 2024", True),
        ("tìm các báo cáo về Lào", True),
        ("tim bao cao ve lao", True),
        ("Cho tôi danh sách công văn của Bộ Ngoại giao", True),
        ("Có những văn bản nào về đoàn ra?", True),
        ("Những quyết định nào được ban hành năm 2024?", True),
        ("Có bao nhiêu văn bản năm 2024?", True),
        ("Năm 2025 Huế đón bao nhiêu đoàn?", False),
        ("Báo cáo năm 2025 nêu gì?", False),
        ("Các báo cáo do ai ký?", False),
        ("Liệt kê các đoàn vào năm 2025", False),
    ],
)
def test_whether_documents_are_asked_for(question: str, asks: bool) -> None:
    assert asks_for_documents(question) is asks


@given(st.text(max_size=150), st.sampled_from(["", "báo cáo năm ", "văn bản tháng "]))
def test_any_question_is_read(words: str, start: str) -> None:
    for period in read_filters(start + words, NAMES, TODAY).periods:
        assert not period.last or period.first <= period.last


# Bonus ---------------------------------------------------------------------------------------


def traits(key: str, **known: object) -> Traits:
    values: dict[str, object] = {
        "title": "", "date": None, "kind": "", "issuer": "", "language": "", "partners": (),
    }  # fmt: skip
    return Traits(key, **(values | known))  # type: ignore[arg-type]


def test_the_more_fits_the_greater_the_bonus() -> None:
    wanted = Filters((Y2025,), ("Báo cáo",), partners=("Nhật Bản",))
    gains = wanted.bonus(
        [
            traits("all", date="2025-12-01", kind="Báo cáo", partners=("Lào", "Nhật Bản")),
            traits("kind", date="2023-12-01", kind="BÁO CÁO"),
            traits("title", date="2026-01-05", kind="Báo cáo", title="Báo cáo năm 2025"),
            traits("none", date="2023-01-01", kind="Công văn"),
        ]
    )
    assert gains["all"] > gains["title"] > gains["kind"] > 0
    assert "none" not in gains


def test_the_newest_gains_where_the_recent_is_wanted() -> None:
    days = {"new": "2026-05-01", "old": "2024-05-01", "ancient": "1998-02-14", "undated": None}
    gains = Filters(recent=True).bonus(traits(key, date=day) for key, day in days.items())
    assert gains["new"] > gains["old"] > 0
    assert set(gains) == {"new", "old"}


@pytest.mark.parametrize(
    ("issuer", "wanted", "same"),
    [
        ("Ủy ban nhân dân tỉnh Thừa Thiên Huế", "UBND tỉnh", True),
        ("Ủy ban nhân dân tỉnh Thừa Thiên Huế", "ubnd tinh", True),
        ("UBND thành phố Huế", "Ủy ban nhân dân TP. Huế", True),
        ("Sở Ngoại vụ", "SNgV", True),
        ("Sở Ngoại vụ", "Sở Nội vụ", False),
        ("Bộ Ngoại giao", "Bộ", True),
        ("Bộ Ngoại giao", "", False),
        ("", "Bộ", False),
    ],
)
def test_an_issuer_by_its_names(issuer: str, wanted: str, same: bool) -> None:
    assert is_issuer(issuer, wanted) is same


# Facets over a store -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        take_in(office)
        yield office


def found(office: Office, question: str, filters: Filters, viewer: Viewer = OPERATOR) -> set[str]:
    hits = office.searcher.search(question, viewer, 100, filters)
    return {hit.chunk.document.file.removesuffix(".txt") for hit in hits}


@pytest.mark.parametrize(
    ("filters", "files"),
    [
        (Filters((year(2024),)), {"qd1", "bc1"}),
        (Filters((years(2023, 2024),)), {"qd1", "qd2", "bc1"}),
        (Filters((year(2019), year(2025))), {"kh1", "bc2"}),
        (Filters(kinds=("Báo cáo",)), {"bc1", "bc2"}),
        (Filters(kinds=("bao cao", "Kế hoạch")), {"bc1", "bc2", "kh1"}),
        (Filters(issuers=("Sở Ngoại vụ",)), {"bc1", "bc2", "kh1"}),
        (Filters(issuers=("SNgV",)), {"bc1", "bc2", "kh1"}),
        (Filters(issuers=("UBND tỉnh",)), {"qd1", "qd2"}),
        (Filters(partners=("Nhật Bản",)), {"qd1", "bc1"}),
        (Filters(partners=("Japan",)), {"qd1", "bc1"}),
        (Filters(languages=("en",)), {"en"}),
        (Filters((year(2024),), ("Báo cáo",), partners=("Nhật Bản",)), {"bc1"}),
        (Filters((year(2001),)), set()),
        (Filters(kinds=("Nghị định",)), set()),
    ],
)
def test_facets_restrict(office: Office, filters: Filters, files: set[str]) -> None:
    assert found(office, "đoàn hợp tác Nhật Bản Hàn Quốc delegation", filters) == files


def test_a_number_brings_nothing_in_from_outside_the_facets(office: Office) -> None:
    assert found(office, "Quyết định 12/QĐ-UBND", Filters((year(2024),))) == {"qd1", "bc1"}


def test_words_prefer_but_leave_nothing_out(office: Office) -> None:
    hits = office.searcher.search("báo cáo năm 2025 về hợp tác", OPERATOR, 100)
    assert hits[0].chunk.document.file == "bc2.txt"
    assert len({hit.chunk.document.id for hit in hits}) == len(OFFICIAL) + 1


def test_a_wish_for_documents_restricts_where_any_fit(office: Office) -> None:
    assert found(office, "liệt kê các quyết định năm 2024", Filters()) == {"qd1"}
    assert found(office, "liệt kê các quyết định", Filters((year(2023),))) == {"qd2"}
    assert len(found(office, "liệt kê các tờ trình năm 1975", Filters())) > 1


def test_a_year_of_facts_restricts_nothing(office: Office) -> None:
    assert "kh1" in found(office, "Năm 2025 đón bao nhiêu đoàn Lào?", Filters())


def test_facet_counts(office: Office) -> None:
    facets = office.library.facets(OPERATOR)
    assert [(one.value, one.count) for one in facets.years] == [
        ("2025", 1), ("2024", 2), ("2023", 1), ("2019", 1),
    ]  # fmt: skip
    kinds = {one.value: one.count for one in facets.kinds}
    assert kinds == {"Báo cáo": 2, "Quyết định": 2, "Kế hoạch": 1}
    assert {one.value: one.count for one in facets.languages} == {"vi": 5, "en": 1}
    assert {one.value: one.count for one in facets.partners} == {
        "Nhật Bản": 2, "Hàn Quốc": 2, "Lào": 1,
    }  # fmt: skip


def test_counts_stand_beside_the_other_filters(office: Office) -> None:
    facets = office.library.facets(OPERATOR, Filters((year(2024),)))
    assert len(facets.years) == 4  # another year can be chosen beside it
    assert {one.value: one.count for one in facets.kinds} == {"Báo cáo": 1, "Quyết định": 1}


labels = st.sampled_from(Label)
groups = st.frozensets(st.sampled_from(["lễ tân", "hợp tác"]))
viewers = st.builds(Viewer, staff=st.booleans(), groups=groups)
choices = st.sampled_from(
    [
        Filters(),
        Filters((year(2024),)),
        Filters(kinds=("Báo cáo",)),
        Filters(issuers=("UBND tỉnh",)),
        Filters(partners=("Nhật Bản",)),
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(labels, groups), min_size=6, max_size=6), viewers, choices)
def test_nobody_is_shown_a_facet_of_what_they_may_not_read(
    office: Office, rights: list[tuple[Label, frozenset[str]]], viewer: Viewer, filters: Filters
) -> None:
    catalog = office.updater._catalog
    everything = office.library.documents(OPERATOR)
    for record, (label, names) in zip(everything, rights, strict=True):
        catalog.set_access(record.id, label, names)
    readable = [
        record
        for record, (label, names) in zip(everything, rights, strict=True)
        if may_read(viewer, label, names)
    ]
    facets = catalog.facets(viewer)
    for field, values in (
        ("kinds", [record.kind for record in readable]),
        ("issuers", [record.issuer for record in readable]),
        ("years", [(record.date or "")[:4] for record in readable]),
    ):
        expected = {value: values.count(value) for value in values if value}
        assert {one.value: one.count for one in getattr(facets, field)} == expected
    everyone = catalog.traits([record.id for record in everything], OPERATOR)
    mine = [one for one in everyone if one.id in {record.id for record in readable}]
    partners = [name for one in mine for name in one.partners]
    assert {one.value: one.count for one in facets.partners} == {
        name: partners.count(name) for name in partners
    }
    assert set(catalog.fitting(filters, viewer)) == set(catalog.fitting(filters, OPERATOR)) & {
        record.id for record in readable
    }
    assert catalog.traits([one.id for one in everyone], viewer) == mine
    files = {record.file.removesuffix(".txt") for record in readable}
    assert found(office, "đoàn hợp tác", filters, viewer) <= files
    assert found(office, "liệt kê các quyết định năm 2024", filters, viewer) <= files
    narrowed = catalog.facets(viewer, filters)
    assert sum(one.count for one in narrowed.languages) <= len(readable)
