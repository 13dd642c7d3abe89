"""The HTTP interface over a real, small store: its JSON, its errors, who may call it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import settings
from assistant.answer import Stage
from assistant.build import Office, open_office
from assistant.chat import Answer
from index.access import Viewer
from ui import api, api_text, text
from ui.app import create_app

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTION = "Sở Ngoại vụ được thành lập theo quyết định nào?"
HOSTILE = "<!doctype html><title>Thử</title><p>Thử nghiệm</p><script>alert(1)</script>"


@pytest.fixture(scope="module")
def office(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data = tmp_path_factory.mktemp("data")
    environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODELS": str(model_folder.parent)}
    opened = open_office(settings.load({**environment, "NGOAIVU_MAX_FILE_MB": "1"}))
    opened.intake.ingest_file(SAMPLES / "gioi-thieu-so-ngoai-vu.html")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(office: Office) -> FastAPI:
    return create_app(office)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False)


class ScriptedAnswerer:
    """Yields what it is given, raising what is an exception."""

    def __init__(self, *steps: Stage | Answer | Exception) -> None:
        self.steps = steps

    def stream(self, question: str, _viewer: Viewer, previous: Sequence[str] = ()) -> Iterator[Any]:
        self.asked = (question, list(previous))
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            yield step


@pytest.fixture
def scripted(app: FastAPI, office: Office) -> Iterator[Any]:
    """Puts a scripted answerer in the office's place for one test."""

    def put(*steps: Stage | Answer | Exception) -> ScriptedAnswerer:
        answerer = ScriptedAnswerer(*steps)
        app.state.office = replace(office, answerer=answerer)  # type: ignore[arg-type]
        return answerer

    yield put
    app.state.office = office


def only_document(client: TestClient) -> str:
    [document] = client.get("/api/documents").json()
    return str(document["document_id"])


def events(body: str) -> list[tuple[str, Any]]:
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", body)
    return [(name, json.loads(data)) for name, data in found]


def test_an_answer_cites_the_stored_text_letter_for_letter(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()

    assert set(answer) == {
        "answer", "refused", "citations", "lead", "as_of", "mode", "warnings", "timings_ms",
        "question", "nearest",
    }  # fmt: skip
    assert not answer["refused"]
    assert "222/1998/QĐ/UBND" in answer["answer"]
    for citation in answer["citations"]:
        stored = client.get(f"/api/documents/{citation['document_id']}/text").text
        assert stored[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['n']}]" in answer["answer"]


def test_a_streamed_answer_is_the_whole_answer_in_pieces(client: TestClient) -> None:
    response = client.post("/api/ask/stream", json={"question": QUESTION})
    arrived = events(response.text)
    names = [name for name, _ in arrived]

    assert response.headers["content-type"].startswith("text/event-stream")
    stages = [data["stage"] for name, data in arrived if name == "stage"]
    assert stages == ["retrieve", "read", "cite", "check"]  # no model writes
    assert names[-1] == "answer"
    pieces = "".join(data["text"] for name, data in arrived if name == "delta")
    assert pieces == arrived[-1][1]["answer"]


def test_earlier_questions_reach_the_answerer(scripted: Any, client: TestClient) -> None:
    answerer = scripted(Answer("câu hai", "Không tìm thấy.", refused=True))
    client.post("/api/ask/stream", json={"question": "câu hai", "previous": ["câu một"]})
    assert answerer.asked == ("câu hai", ["câu một"])


def test_an_error_amid_the_stream_is_an_event_without_details(
    scripted: Any, client: TestClient
) -> None:
    scripted(Stage.RETRIEVE, RuntimeError("/secret/path"))
    body = client.post("/api/ask/stream", json={"question": "gì?"}).text
    assert events(body)[-1] == ("error", {"message": api_text.ERRORS[500]})
    assert "secret" not in body


@pytest.mark.parametrize(
    "answer",
    ["", "Một câu.", "Theo A:\n\n“Câu một.” [1]\n\n“Câu hai.” [2][3] Hết.", "a [1]. b [2]\n"],
)
def test_the_pieces_of_an_answer_join_to_the_answer(answer: str) -> None:
    assert "".join(api.pieces(answer)) == answer


@pytest.mark.parametrize("address", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(
    ("question", "said"), [("  ", "Chưa có câu hỏi"), ("a" * 5000, "Câu hỏi quá dài")]
)
def test_a_question_that_cannot_be_asked_says_why(
    client: TestClient, address: str, question: str, said: str
) -> None:
    response = client.post(address, json={"question": question})
    assert response.status_code == 422
    assert response.json()["error"].startswith(said)


def test_search_gives_chunks_best_first(client: TestClient) -> None:
    hits = client.post("/api/search", json={"question": QUESTION, "k": 3}).json()
    assert len(hits) == 3
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    stored = client.get(f"/api/documents/{hits[0]['document_id']}/text").text
    assert stored[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


def test_a_document_is_taken_in_shown_and_deleted(client: TestClient) -> None:
    name = "<b>Thử & “nghiệm”</b>.html"
    [report] = client.post("/api/documents", files={"files": (name, HOSTILE.encode())}).json()
    where = f"/api/documents/{report['document_id']}"

    assert report["status"] == "added"
    assert report["reason"] == ""
    assert client.get(where).json()["label"] == "internal"
    assert client.get(f"{where}/text").headers["content-type"] == "text/plain; charset=utf-8"
    original = client.get(f"{where}/original")
    assert original.content == HOSTILE.encode()
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment; filename*=utf-8''")
    assert original.headers["x-content-type-options"] == "nosniff"
    assert client.delete(where).json() == {"deleted": report["document_id"]}
    assert client.get(where).status_code == 404
    assert client.delete(where).status_code == 404


def test_one_bad_file_does_not_fail_the_others(client: TestClient) -> None:
    files = [
        ("files", ("rỗng.txt", b"")),
        ("files", ("máy.exe", b"MZ\0\0")),
        ("files", ("to.txt", b"a " * 2**20)),
        ("files", ("../../tốt.txt", "Một câu đủ dài để lưu vào kho.".encode())),
    ]
    reports = client.post("/api/documents", files=files, data={"label": "public"}).json()

    assert [report["status"] for report in reports] == ["failed", "refused", "refused", "added"]
    assert all(report["reason"].endswith(".") for report in reports[:3])
    assert "1 MB" in reports[2]["reason"]
    assert reports[3]["file"] == "tốt.txt"
    good = f"/api/documents/{reports[3]['document_id']}"
    assert client.get(good).json()["label"] == "public"
    client.delete(good)


def test_a_local_file_handed_over_keeps_its_identity(client: TestClient, tmp_path: Path) -> None:
    body = {"files": ("a.txt", "Một câu đủ dài để lưu vào kho.".encode())}
    path = str(tmp_path / "a.txt")
    [first] = client.post("/api/documents", files=body, data={"source": path}).json()
    [again] = client.post("/api/documents", files=body, data={"source": path}).json()
    other = {"files": ("a.txt", "Một câu khác đủ dài để lưu vào kho.".encode())}
    [upload] = client.post("/api/documents", files=other).json()

    assert (first["status"], again["status"]) == ("added", "unchanged")
    assert again["document_id"] == first["document_id"] != upload["document_id"]
    assert client.post("/api/documents", files=body, data={"source": "a.txt"}).status_code == 422
    for report in (first, upload):
        client.delete(f"/api/documents/{report['document_id']}")


def test_a_passage_comes_with_its_surroundings(client: TestClient) -> None:
    where = f"/api/documents/{only_document(client)}"
    stored = client.get(f"{where}/text").text
    passage = client.get(f"{where}/passage", params={"start": 300, "end": 340}).json()

    assert passage["quote"] == stored[300:340]
    assert stored.startswith(passage["before"] + passage["quote"] + passage["after"])
    beyond = client.get(f"{where}/passage", params={"start": 0, "end": len(stored) + 1})
    assert beyond.status_code == 404
    assert beyond.json() == {"error": api_text.NO_PASSAGE}


def test_rebuilding_keeps_every_chunk(client: TestClient) -> None:
    assert client.post("/api/index/rebuild").json()["chunks"] > 0
    assert not client.post("/api/ask", json={"question": QUESTION}).json()["refused"]


def test_health_counts_the_documents(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok", "documents": 1}


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("POST", "/api/ask", {}, 422),
        ("POST", "/api/ask", {"question": 5}, 422),
        ("POST", "/api/ask", {"question": "a", "unknown": 1}, 422),
        ("POST", "/api/search", {"question": "a", "k": 0}, 422),
        ("GET", "/api/ask", None, 404),
        ("GET", "/api/nowhere", None, 404),
        ("GET", "/api/documents/none", None, 404),
        ("GET", "/api/documents/none/text", None, 404),
        ("GET", "/api/documents/none/original", None, 404),
        ("GET", "/api/documents/none/passage?start=0&end=1", None, 404),
        ("POST", "/api/ask", {"question": "a" * 2**21}, 413),
    ],
)
def test_every_error_is_one_vietnamese_sentence(
    client: TestClient, method: str, address: str, body: Any, status: int
) -> None:
    response = client.request(method, address, json=body)
    assert response.status_code == status
    assert list(response.json()) == ["error"]
    assert response.json()["error"].endswith(".")


def test_an_unexpected_failure_shows_no_traceback(scripted: Any, client: TestClient) -> None:
    scripted()  # has no `ask`
    response = client.post("/api/ask", json={"question": "gì?"})
    assert response.status_code == 500
    assert response.json() == {"error": api_text.ERRORS[500]}


def test_a_body_without_length_is_bounded_too(client: TestClient) -> None:
    endless = (b"a" * 2**16 for _ in range(64))
    response = client.post(
        "/api/ask", content=endless, headers={"content-type": "application/json"}
    )
    assert response.status_code == 413
    assert response.json() == {"error": api_text.ERRORS[413]}


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:1", "[::1]:7860", "127.0.0.1"])
def test_this_machine_may_call(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "10.0.0.5", "[x"])
def test_a_foreign_host_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_another_site_cannot_change_anything(client: TestClient, headers: dict[str, str]) -> None:
    where = f"/api/documents/{only_document(client)}"
    assert client.delete(where, headers=headers).status_code == 403
    assert client.post("/api/index/rebuild", headers=headers).status_code == 403
    assert client.get(where).status_code == 200


def test_our_own_page_may_change_things(client: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert client.post("/api/index/rebuild", headers=headers).status_code == 200


@pytest.mark.parametrize("address", ["/", "/health", "/docs", "/pages/ask.js", "/api/nowhere"])
def test_every_response_carries_the_security_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_documents_are_not_cached(client: TestClient) -> None:
    text_address = f"/api/documents/{only_document(client)}/text"
    assert client.get(text_address).headers["cache-control"] == "no-store"
    assert client.get("/pages/ask.js").headers["cache-control"] == "no-cache"


def test_the_start_page_is_in_vietnamese_from_the_first_byte(client: TestClient) -> None:
    page = client.get("/", headers={"accept-encoding": "br, gzip"}).text
    assert 'lang="vi"' in page
    assert 'lang="en"' not in page
    assert f"<title>{text.PRODUCT}</title>" in page
    assert "Click to try out" not in page


def test_gradio_takes_no_uploads_and_tells_nothing(client: TestClient) -> None:
    upload = client.post("/gradio_api/upload", files={"files": ("a.txt", b"secret")})
    assert upload.status_code >= 400
    assert client.get("/gradio_api/mcp/").status_code == 404


def test_a_broken_character_in_a_question_breaks_nothing(client: TestClient) -> None:
    body = b'{"question": "S\\ud800 Ngo\\u1ea1i v\\u1ee5?"}'
    for address in ("/api/ask", "/api/ask/stream", "/api/search"):
        headers = {"content-type": "application/json"}
        response = client.post(address, content=body, headers=headers)
        assert response.status_code in (200, 422)


def test_the_program_itself_is_not_served(client: TestClient) -> None:
    for address in ("/pages/ask.py", "/pages/../ask.py", "/pages/%2e%2e/ask.py"):
        assert client.get(address).status_code == 404


def test_the_docs_are_vietnamese_and_load_nothing_from_outside(client: TestClient) -> None:
    page = client.get("/docs").text
    described = client.get("/openapi.json").json()

    assert '<html lang="vi">' in page
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert all(path in page for path in described["paths"])
    assert all(
        operation["summary"] and operation["description"]
        for methods in described["paths"].values()
        for operation in methods.values()
    )
