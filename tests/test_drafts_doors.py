"""Drafts of talking points over the HTTP interface and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from chat_server import chatting
from command_line import Run
from fakes import opened
from fastapi.testclient import TestClient
from test_drafts import REPORT, take

from assistant import office_suite
from assistant.build import Office
from index.access import OPERATOR
from ui import drafts_text
from ui.app import create_app

pytest_plugins = ["command_line"]
BRIEF: dict[str, Any] = {
    "occasion": "tiep_xa_giao",
    "partner": "tỉnh Kimsan",
    "country": "Lào",
    "guests": [{"name": "Bounthong Vilay", "post": "Tỉnh trưởng tỉnh Kimsan", "address": "ông"}],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with opened(tmp_path) as office:
        take(office, "bao-cao.txt", REPORT)
    return tmp_path


# The HTTP interface --------------------------------------------------------------------------


@pytest.fixture
def office(data: Path) -> Iterator[Office]:
    with opened(data) as office:
        yield office


@pytest.fixture
def client(office: Office) -> TestClient:
    return TestClient(create_app(office), base_url="http://127.0.0.1:7860")


def made(client: TestClient, **more: Any) -> Any:
    response = client.post("/api/drafts", json=BRIEF | more)
    assert response.status_code == 200, response.text
    return response.json()


def wanted(draft: Any) -> list[dict[str, Any]]:
    return [
        {
            "part": section["part"],
            "points": [
                {"id": one["id"], "text": one["text"], "locked": one["locked"]}
                for one in section["points"]
            ],
        }
        for section in draft["sections"]
    ]


def test_a_draft_is_made_listed_opened_and_deleted(client: TestClient) -> None:
    draft = made(client)
    assert draft["title"] == "Tiếp xã giao: tỉnh Kimsan"
    assert draft["version"]["change"] == "made"
    assert (draft["allowed"], draft["pace"]) == (650, 130)
    quotes = [p for s in draft["sections"] for p in s["points"] if p["kind"] == "quote"]
    assert all(quote["citation"]["quote"] == quote["text"] for quote in quotes)
    assert client.get(f"/api/drafts/{draft['id']}").json() == draft
    page = client.get("/api/drafts").json()
    assert [one["id"] for one in page["drafts"]] == [draft["id"]]
    assert not page["more"]
    assert client.delete(f"/api/drafts/{draft['id']}").json() == {"deleted": draft["id"]}
    assert client.get("/api/drafts").json()["drafts"] == []


def test_an_edit_is_a_version_and_a_quote_is_never_forged(client: TestClient) -> None:
    draft = made(client)
    sections = wanted(draft)
    forged = sections[3]["points"][0] | {"text": "Tỉnh Kimsan tặng Huế 900 tỷ đồng."}
    sections[3]["points"] = [forged]
    response = client.put(f"/api/drafts/{draft['id']}", json={"base": 1, "sections": sections})
    assert response.status_code == 200
    [point] = response.json()["sections"][3]["points"]
    assert (point["kind"], point["citation"]) == ("own", None)
    changes = client.get(f"/api/drafts/{draft['id']}/differences?before=1&after=2").json()
    assert {one["difference"] for one in changes} == {"added", "removed"}
    numbers = [v["number"] for v in client.get(f"/api/drafts/{draft['id']}/versions").json()]
    assert numbers == [2, 1]


def test_a_citation_cannot_be_sent(client: TestClient) -> None:
    draft = made(client)
    sections = wanted(draft)
    sections[3]["points"].append({"id": "", "text": "x", "citation": {"quote": "x"}})
    response = client.put(f"/api/drafts/{draft['id']}", json={"base": 1, "sections": sections})
    assert response.status_code == 422


def test_actions_on_a_draft(client: TestClient) -> None:
    draft = made(client)
    address = f"/api/drafts/{draft['id']}"
    assert client.post(f"{address}/remake", json={"base": 1, "part": "ket_qua"}).status_code == 200
    assert client.post(f"{address}/check", json={"base": 2}).status_code == 200
    back = client.post(f"{address}/restore", json={"base": 3, "version": 1}).json()
    assert back["sections"] == draft["sections"]
    assert back["latest"] == 4


@pytest.mark.parametrize(
    ("brief", "said"),
    [
        ({"partner": "", "country": ""}, "hãy ghi đối tác"),
        ({"minutes": 0}, "từ 1 đến 60 phút"),
        ({"must": ["a"] * 21}, "nhiều nhất 20 dòng"),
        ({"field": "a" * 301}, "quá 300 ký tự"),
    ],
)
def test_a_brief_that_cannot_be_used_is_told_why(
    client: TestClient, brief: dict[str, Any], said: str
) -> None:
    response = client.post("/api/drafts", json=BRIEF | brief)
    assert response.status_code == 422
    assert said in response.json()["error"]


def test_what_is_not_there_or_was_changed_is_told(client: TestClient) -> None:
    assert client.get("/api/drafts/khong-co").json() == {"error": drafts_text.NO_DRAFT}
    draft = made(client)
    body = {"base": 1, "sections": wanted(draft)}
    assert client.put(f"/api/drafts/{draft['id']}", json=body).status_code == 200
    stale = client.put(f"/api/drafts/{draft['id']}", json=body)
    assert (stale.status_code, stale.json()["error"]) == (409, drafts_text.STALE)
    few = {"base": 2, "sections": wanted(draft)[1:]}
    assert "đủ các phần" in client.put(f"/api/drafts/{draft['id']}", json=few).json()["error"]


@pytest.mark.parametrize(
    ("query", "start", "name"),
    [
        ("form=docx", b"PK", "Tiếp xã giao tỉnh Kimsan.docx"),
        ("form=docx&notes=annex&letterhead=true", b"PK", "Tiếp xã giao tỉnh Kimsan.docx"),
        ("form=card", b"PK", "Tiếp xã giao tỉnh Kimsan.docx"),
        ("form=md", "# Tiếp xã giao".encode(), "Tiếp xã giao tỉnh Kimsan.md"),
    ],
)
def test_a_draft_is_taken_out(client: TestClient, query: str, start: bytes, name: str) -> None:
    response = client.get(f"/api/drafts/{made(client)['id']}/export?{query}")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert response.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name)}"


def test_a_machine_without_libreoffice_makes_no_pdf(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_suite, "program", lambda: None)
    response = client.get(f"/api/drafts/{made(client)['id']}/export?form=pdf")
    assert (response.status_code, response.json()["error"]) == (501, drafts_text.NO_PDF)


def test_a_form_that_there_is_not(client: TestClient) -> None:
    assert client.get(f"/api/drafts/{made(client)['id']}/export?form=exe").status_code == 422
    assert client.get("/api/drafts/khong-co/export?form=md").status_code == 404


# The command line ----------------------------------------------------------------------------

NEW = (
    "talking-points", "new", "--partner", "tỉnh Kimsan", "--country", "Lào",
    "--guest", "ông Bounthong Vilay, Tỉnh trưởng tỉnh Kimsan",
)  # fmt: skip


def test_a_draft_on_the_terminal(run: Run) -> None:
    more = ("--minutes", "8", "--date", "2026-11-30", "--speaker", "bà An, Giám đốc Sở Ngoại vụ")
    code, out, _ = run(*NEW, *more)
    assert code == 0
    assert "Kính thưa ông Bounthong Vilay, Tỉnh trưởng tỉnh Kimsan," in out
    assert "TỜ THÔNG TIN VỀ ĐỐI TÁC" in out
    assert "CẦN KIỂM TRA" in out
    code, out, _ = run("talking-points")
    assert code == 0
    identifier = out.split()[0]
    code, shown, _ = run("talking-points", "show", identifier, "--json")
    brief = json.loads(shown)["brief"]
    assert (brief["minutes"], brief["when"]) == (8, "2026-11-30")
    assert brief["speaker"] == {"name": "An", "post": "Giám đốc Sở Ngoại vụ", "address": "bà"}
    code, out, _ = run("talking-points", "delete", identifier)
    assert (code, out.strip()) == (0, drafts_text.DELETED)
    code, out, _ = run("talking-points", "list")
    assert out.strip() == drafts_text.NONE


def test_the_terminal_and_the_interface_give_the_same(run: Run, data: Path) -> None:
    _, out, _ = run(*NEW, "--json")
    with opened(data) as office:
        kept = json.loads(out)
        assert (
            TestClient(create_app(office), base_url="http://127.0.0.1:7860")
            .get(f"/api/drafts/{kept['id']}")
            .json()
            == kept
        )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--minutes", "0"), 2),
        (("--date", "hôm nay"), 2),
        (("--occasion", "tiệc"), 2),
        (("--guest", ""), 2),
    ],
)
def test_wrong_usage(run: Run, more: tuple[str, ...], code: int) -> None:
    assert run(*NEW, *more)[0] == code


def test_what_fails_is_one_line_in_vietnamese(run: Run) -> None:
    code, _, err = run("talking-points", "new")
    assert code == 1
    assert err.strip() == f"ngoaivu: {drafts_text._BRIEF_PROBLEMS['no_subject']}"
    code, _, err = run("talking-points", "show", "khong-co")
    assert (code, err.strip()) == (1, f"ngoaivu: {drafts_text.NO_DRAFT}")


def test_a_speech_and_a_translation_need_a_model(run: Run) -> None:
    for more in (("--speech",), ("--language", "en")):
        code, _, err = run(*NEW, *more)
        assert (code, err.strip()) == (1, f"ngoaivu: {drafts_text.NO_MODEL}")
    assert run(*NEW, "--language", "xx")[0] == 2


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="no packages for models")
def test_a_speech_and_a_translation_on_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chatting("\n".join(f"[{n}] Thank you." for n in range(1, 20))) as server:
        monkeypatch.setenv("NGOAIVU_LLM", "openai:thu")
        monkeypatch.setenv("NGOAIVU_LLM_URL", f"{server.url}/v1")
        code, out, _ = run(*NEW, "--speech", "--language", "en")
        assert code == 0
        identifier = out.split()[-1]
        code, again, _ = run("talking-points", "translate", identifier, "fr", "--json")
    assert "LỜI PHÁT BIỂU" in out
    assert "BẢN SONG NGỮ VIỆT - TIẾNG ANH" in out
    assert "  Thank you. (bản dịch chưa kiểm được: thiếu “2009”" in out
    assert json.loads(again)["parallel"]["language"] == "fr"


def test_a_draft_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    _, out, _ = run(*NEW, "--json")
    identifier = json.loads(out)["id"]
    for name, flags in (
        ("a.docx", ["--annex", "--letterhead"]),
        ("b.md", []),
        ("c.docx", ["--card"]),
    ):
        code, out, _ = run("talking-points", "export", identifier, tmp_path / name, *flags)
        assert (code, out.strip()) == (0, drafts_text.EXPORTED.format(file=tmp_path / name))
        assert (tmp_path / name).stat().st_size > 500
    code, _, err = run("talking-points", "export", identifier, tmp_path / "d.exe")
    assert (code, err.strip()) == (2, f"ngoaivu: {drafts_text.UNKNOWN_FORM}")
    code, _, err = run("talking-points", "export", identifier, tmp_path / "khong" / "e.md")
    assert code == 1
    assert "Không đọc hoặc ghi được trên ổ đĩa" in err


def test_the_operator_is_who_drafts(run: Run, data: Path) -> None:
    run(*NEW)
    with opened(data) as office:
        assert len(office.drafts.all(OPERATOR, 10)) == 1
