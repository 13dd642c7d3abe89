"""Onboarding through the HTTP interface and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from command_line import Run
from docx import Document
from fakes import opened
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.build import Office
from index.access import Viewer
from ui import api, onboarding_text

pytest_plugins = ["command_line", "over_http"]

INTRODUCTION = """# Giới thiệu Sở Ngoại vụ

## 1. Lịch sử

Sở Ngoại vụ ra đời năm 1998. Sở Ngoại vụ (SNgV) là cơ quan chuyên môn của thành phố Huế.

Nhiều năm qua, Sở đã tham mưu để thành phố ký 32 bản ghi nhớ hợp tác với các đối tác nước ngoài.

Trong nhiệm kỳ trước, thành phố đã đón tiếp 45 đoàn khách của các nước đến thăm và làm việc.

Sở đã phối hợp tổ chức thành công 11 kỳ Festival và nhiều hội thảo tại thành phố Huế.

Mạng lưới hợp tác của thành phố đã mở tới các đối tác thuộc 44 quốc gia trên thế giới."""
UNANSWERED = "Lương tối thiểu vùng bốn là bao nhiêu?"
MODULE = "lich-su-chuc-nang"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with opened(tmp_path) as office:
        office.intake.ingest_bytes(INTRODUCTION.encode(), name="gioi-thieu.md")
    return tmp_path


@pytest.fixture
def office(data: Path) -> Iterator[Office]:
    with opened(data) as office:
        yield office


def get(client: TestClient, path: str) -> Any:
    response = client.get(f"/api/onboarding{path}")
    assert response.status_code == 200, response.text
    return response.json()


def post(client: TestClient, path: str, body: Any) -> Any:
    response = client.post(f"/api/onboarding{path}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def standing(path: Any) -> Any:
    return next(one for one in path["modules"] if one["id"] == MODULE)


def every_item(client: TestClient) -> Iterator[Any]:
    """Round after round, since none holds two questions that answer each other."""
    seen: set[str] = set()
    while new := [
        one for one in get(client, f"/modules/{MODULE}/quiz?count=50") if one["id"] not in seen
    ]:
        for one in new:
            seen.add(one["id"])
            yield one


def test_from_reading_to_quiz_to_progress(client: TestClient) -> None:
    assert standing(get(client, ""))["read"] == 0
    lesson = get(client, f"/modules/{MODULE}")
    assert "1998" in lesson["facts"][0]["quote"]
    ids = [one["id"] for one in lesson["passages"]]
    assert standing(post(client, "/read", {"passages": ids}))["read"] == len(ids)
    for item in every_item(client):
        marked = post(client, "/answers", {"item": item["id"], "answer": "không phải"})
        assert not marked["right"]
        again = post(client, "/answers", {"item": item["id"], "answer": marked["answer"]})
        assert again["right"]
        assert marked["answer"] in again["citation"]["quote"]
    done = standing(get(client, ""))
    assert done["items"] == done["known"] > 0
    assert (done["done"], done["percent"]) == (True, 100)


def test_a_question_as_sent_does_not_hold_its_answer(client: TestClient) -> None:
    for item in get(client, f"/modules/{MODULE}/quiz?count=50"):
        assert set(item) == {
            "id", "form", "asked", "prompt", "subject", "section", "title", "date", "options",
            "lefts",
        }  # fmt: skip
        assert item["prompt"]
        if item["form"] == "fill":
            assert "____" in item["subject"]


def test_terms_events_and_partners_point_into_the_stored_text(client: TestClient) -> None:
    cited = [said["citation"] for one in get(client, "/glossary") for said in one["definitions"]]
    cited += [one["citation"] for one in get(client, "/timeline")]
    assert {one["quote"] for one in cited} == {"Sở Ngoại vụ", "Sở Ngoại vụ ra đời năm 1998."}
    for one in cited:
        text = client.get(f"/api/documents/{one['document_id']}/text").text
        assert text[one["start"] : one["end"]] == one["quote"]
    assert get(client, "/partners") == {"countries": [], "general": []}


def test_what_is_not_there_is_said_in_vietnamese(client: TestClient) -> None:
    missing = client.get("/api/onboarding/modules/khong-co")
    assert (missing.status_code, missing.json()["error"]) == (404, onboarding_text.NO_MODULE)
    gone = client.post("/api/onboarding/answers", json={"item": "x", "answer": "y"})
    assert (gone.status_code, gone.json()["error"]) == (404, onboarding_text.NO_ITEM)


def test_an_unanswered_question_reaches_the_librarian_and_can_be_dismissed(
    client: TestClient,
) -> None:
    assert post(client, "/ask", {"question": UNANSWERED, "module": MODULE})["refused"]
    [kept] = get(client, "/questions")
    assert (kept["question"], kept["times"]) == (UNANSWERED, 1)
    assert client.delete(f"/api/onboarding/questions/{kept['id']}").status_code == 200
    assert get(client, "/questions") == []
    assert client.delete(f"/api/onboarding/questions/{kept['id']}").status_code == 404


def test_a_question_of_the_path_says_whether_the_documents_answer_it(client: TestClient) -> None:
    path = """modules:
  - id: mot
    title: Một
    questions: ["Sở Ngoại vụ ra đời năm nào?", "Lương tối thiểu vùng bốn là bao nhiêu?"]
    documents: [{name: Bài giới thiệu, find: [giới thiệu sở ngoại vụ]}]
"""
    assert client.put("/api/onboarding/path-file", json={"text": path}).status_code == 200
    found = get(client, "/modules/mot/questions")
    assert [(one["question"], one["answered"]) for one in found] == [
        ("Sở Ngoại vụ ra đời năm nào?", True), (UNANSWERED, False)
    ]  # fmt: skip
    assert get(client, "/questions") == []  # looking is no asking
    assert post(client, "/modules/mot/questions", {"question": UNANSWERED})["kept"]
    [kept] = get(client, "/questions")
    assert (kept["question"], kept["module"]) == (UNANSWERED, "mot")
    answered = {"question": "Sở Ngoại vụ ra đời năm nào?"}
    assert not post(client, "/modules/mot/questions", answered)["kept"]
    assert not post(client, "/modules/mot/questions", {"question": "Câu tự đặt?"})["kept"]
    assert len(get(client, "/questions")) == 1


def test_only_the_librarian_sees_questions_and_changes_the_path(
    app: FastAPI, client: TestClient
) -> None:
    app.dependency_overrides[api.viewer] = lambda: Viewer(staff=True, key="lan")
    for answer in (
        client.get("/api/onboarding/questions"),
        client.get("/api/onboarding/path-file"),
        client.put("/api/onboarding/path-file", json={"text": "modules: []"}),
        client.delete("/api/onboarding/path-file"),
    ):
        assert (answer.status_code, answer.json()["error"]) == (403, onboarding_text.LIBRARIAN_ONLY)
    assert standing(get(client, ""))["passages"] > 0


def test_a_person_without_rights_gets_no_word_and_no_count(
    app: FastAPI, client: TestClient
) -> None:
    app.dependency_overrides[api.viewer] = lambda: Viewer(key="khach")
    assert get(client, "/glossary") == get(client, "/timeline") == []
    assert {(one["passages"], one["items"]) for one in get(client, "")["modules"]} == {(0, 0)}
    assert get(client, f"/modules/{MODULE}")["passages"] == []


def test_the_path_is_changed_as_yaml(client: TestClient) -> None:
    shipped = get(client, "/path-file")["text"]
    changed = shipped.replace("title: Lịch sử và chức năng", "title: Về cơ quan ta")
    answer = client.put("/api/onboarding/path-file", json={"text": changed})
    assert (answer.json()["own"], standing(answer.json())["title"]) == (True, "Về cơ quan ta")
    bad = client.put("/api/onboarding/path-file", json={"text": "modules: ["})
    assert bad.status_code == 422
    assert "YAML" in bad.json()["error"]
    back = client.delete("/api/onboarding/path-file").json()
    assert (back["own"], standing(back)["title"]) == (False, "Lịch sử và chức năng")


def test_the_summary_is_a_word_document_of_numbers(client: TestClient) -> None:
    lesson = get(client, f"/modules/{MODULE}")
    post(client, "/read", {"passages": [one["id"] for one in lesson["passages"]]})
    response = client.get("/api/onboarding/summary.docx")
    assert response.headers["content-disposition"] == 'attachment; filename="tom-tat-hoi-nhap.docx"'
    document = Document(BytesIO(response.content))
    [table] = document.tables
    count = len(lesson["passages"])
    assert [cell.text for cell in table.rows[1].cells][:2] == [
        "Lịch sử và chức năng", f"{count}/{count}"
    ]  # fmt: skip
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "không phải văn bằng" in words
    assert "Người học: …" in words
    assert "1998" not in words
    assert client.put("/api/onboarding/sharing", json={"name": "Lan"}).status_code == 200
    named = Document(BytesIO(client.get("/api/onboarding/summary.docx").content))
    assert "Người học: Lan" in [paragraph.text for paragraph in named.paragraphs]


def test_progress_is_forgotten(client: TestClient) -> None:
    lesson = get(client, f"/modules/{MODULE}")
    post(client, "/read", {"passages": [one["id"] for one in lesson["passages"]]})
    path = client.delete("/api/onboarding/progress").json()
    assert standing(path)["read"] == 0


# The command line ------------------------------------------------------------------------------


def test_commands_show_path_glossary_and_timeline(either: Run) -> None:
    code, out, _ = either("onboarding")
    assert code == 0
    assert "1. Lịch sử và chức năng" in out
    assert "còn thiếu: Quy chế làm việc" in out
    assert "SNgV: Sở Ngoại vụ [" in either("onboarding", "glossary")[1]
    assert "năm 1998: Sở Ngoại vụ ra đời năm 1998. [" in either("onboarding", "timeline")[1]
    assert either("onboarding", "questions")[1].strip() == onboarding_text.NO_QUESTIONS


def test_commands_print_what_the_http_interface_gives(either: Run) -> None:
    path = json.loads(either("onboarding", "--json")[1])
    assert standing(path)["passages"] > 0
    [term] = json.loads(either("onboarding", "glossary", "--json")[1])
    assert term["term"] == "SNgV"
