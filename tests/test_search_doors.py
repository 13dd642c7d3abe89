"""Searching through the command line and the HTTP interface: what narrows it, what it gives,
and what it shows to whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run
from fakes import opened
from fastapi import FastAPI
from fastapi.testclient import TestClient
from official import take_in

from assistant.build import Office
from index.access import OPERATOR, Label, Viewer
from ui import api, narrow, search_text

pytest_plugins = ["command_line", "over_http"]

CONTRACT = {"document_id", "title", "file", "page", "start", "end", "text", "score"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    with opened(folder) as office:
        take_in(office)
    return folder


# The command line ----------------------------------------------------------------------------


def files(out: str) -> set[str]:
    return {hit["file"].removesuffix(".txt") for hit in json.loads(out)}


def test_options_narrow_a_search(either: Run) -> None:
    for options, expected in (
        (["--year", "2024"], {"qd1", "bc1"}),
        (["--year", "2025", "--year", "2023-2024"], {"qd1", "qd2", "bc1", "bc2"}),
        (["--kind", "báo cáo"], {"bc1", "bc2"}),
        (["--kind", "báo cáo", "--year", "2025"], {"bc2"}),
        (["--issuer", "UBND tỉnh"], {"qd1", "qd2"}),
        (["--country", "Nhật Bản"], {"qd1", "bc1"}),
        (["--country", "Japan"], {"qd1", "bc1"}),
        (["--language", "en"], {"en"}),
        (["--language", "tiếng Anh"], {"en"}),
        (["--year", "1975"], set()),
    ):
        code, out, _ = either("search", "đoàn hợp tác delegation", "--json", *options)
        assert code == 0
        assert files(out) == expected, options


def test_the_contract_of_a_hit(run: Run) -> None:
    _, out, _ = run("search", "hợp tác", "--json", "--year", "2025")
    hit, *_ = json.loads(out)
    assert set(hit) >= CONTRACT | {"number", "date", "language"}
    assert (hit["number"], hit["date"], hit["language"]) == ("22/BC-SNgV", "2025-12-18", "vi")


def test_a_foreign_passage_is_said_to_be_one(run: Run) -> None:
    _, out, _ = run("search", "delegation tourism", "--language", "en")
    assert "tiếng Anh" in out
    assert "tiếng Việt" not in run("search", "đoàn", "--year", "2024")[1]


@pytest.mark.parametrize("year", ["abc", "25", "2025-", "2023/2025", ""])
def test_what_is_no_year_is_wrong_usage(run: Run, year: str) -> None:
    code, _, err = run("search", "đoàn", "--year", year)
    assert code == 2
    assert "search --help" in err


@pytest.mark.parametrize(
    ("written", "span"),
    [("2025", (2025, 2025)), (" 2023-2025 ", (2023, 2025)), ("2023 – 2025", (2023, 2025))],
)
def test_years(written: str, span: tuple[int, int]) -> None:
    assert narrow.years(written) == span


@pytest.mark.parametrize(
    ("written", "code"), [("en", "en"), ("Anh", "en"), ("Tiếng Nhật", "ja"), ("xx", "xx")]
)
def test_languages(written: str, code: str) -> None:
    assert narrow.language(written) == code


# The HTTP interface --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        take_in(office)
        yield office


def search(client: TestClient, question: str, **narrowing: str | list[str]) -> set[str]:
    body = {"question": question, "k": 100}
    response = client.post("/api/search", json=body, params=narrowing)
    assert response.status_code == 200, response.text
    return files(response.text)


def test_parameters_narrow_a_search(client: TestClient) -> None:
    assert search(client, "đoàn", year=["2023", "2019"]) == {"qd2", "kh1"}
    assert search(client, "đoàn", kind="Quyết định", country="Hàn Quốc") == {"qd2"}
    assert search(client, "đoàn", language="vi", issuer="Sở Ngoại vụ") == {"bc1", "bc2", "kh1"}


def test_facets_have_counts(client: TestClient) -> None:
    found = client.get("/api/facets").json()
    assert [one["value"] for one in found["year"]] == ["2025", "2024", "2023", "2019"]
    assert {one["value"]: one["count"] for one in found["language"]} == {"vi": 5, "en": 1}
    narrowed = client.get("/api/facets", params={"kind": "Báo cáo"}).json()
    assert {one["value"] for one in narrowed["year"]} == {"2025", "2024"}
    assert len(narrowed["kind"]) == 3


@pytest.mark.parametrize("address", ["/api/facets", "/api/search"])
def test_what_is_no_year_is_said(client: TestClient, address: str) -> None:
    ask = client.get if address == "/api/facets" else client.post
    more = {} if address == "/api/facets" else {"json": {"question": "đoàn"}}
    response = ask(address, params={"year": "năm ngoái"}, **more)
    assert response.status_code == 422
    assert response.json() == {"error": search_text.BAD_YEAR}


def test_odd_values_do_no_harm(client: TestClient) -> None:
    for value in ("", "%", "' OR 1=1 --", '"', "\\", "日", "a" * 5000):
        for name in ("kind", "issuer", "country", "language"):
            assert search(client, "đoàn", **{name: value}) == set()
            assert client.get("/api/facets", params={name: value}).status_code == 200


def test_neither_hits_nor_counts_tell_of_what_may_not_be_read(
    app: FastAPI, client: TestClient, office: Office
) -> None:
    hidden = next(one for one in office.library.documents(OPERATOR) if one.file == "kh1.txt")
    catalog = office.updater._catalog
    catalog.set_access(hidden.id, Label.RESTRICTED, frozenset({"lãnh đạo"}))
    app.dependency_overrides[api.viewer] = lambda: Viewer(staff=True)
    try:
        found = client.get("/api/facets").json()
        values = [one["value"] for facet in found.values() for one in facet]
        assert not {"2019", "Kế hoạch", "Lào"} & set(values)
        assert {one["value"]: one["count"] for one in found["language"]} == {"vi": 4, "en": 1}
        assert client.get("/api/facets", params={"year": "2019"}).json()["kind"] == []
        assert "kh1" not in search(client, "đón đoàn Lào")
        assert search(client, "đón đoàn Lào", year="2019") == set()
        assert "kh1" not in search(client, "liệt kê các kế hoạch năm 2019")
        app.dependency_overrides[api.viewer] = lambda: Viewer(groups=frozenset({"lãnh đạo"}))
        assert search(client, "đón đoàn Lào", year="2019") == {"kh1"}
    finally:
        app.dependency_overrides.clear()
        catalog.set_access(hidden.id, hidden.label, frozenset())
