"""Gold questions asked of a real store: what is observed, and runs that are kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fakes import files_holding, opened
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import evaluate, examine
from assistant.build import Office
from assistant.evaluate import Observation
from assistant.examine import State
from assistant.gold import GoldError, GoldQuestion
from index.access import OPERATOR, Label, Viewer
from ui import api, evaluate_text

pytest_plugins = ["over_http"]

RECEPTION = "Lễ tân\n\nTrong phòng tiếp, khách chính ngồi bên phải chủ nhà Kimphung.\n"
MEETING = "Biên bản\n\nĐoàn Gyeongju gồm 14 thành viên, đến ngày 12 tháng 5 năm 2021.\n"
SECRET = "Nội bộ\n\nPhòng họp Bến Ngự có 30 ghế ngồi cho khách.\n"
GOLD = [
    GoldQuestion(
        "le-tan",
        ("Trong phòng tiếp, khách chính ngồi bên nào chủ nhà?",),
        ("le-tan.txt",),
        ("bên phải",),
    ),
    GoldQuestion("doan", ("Đoàn Gyeongju gồm bao nhiêu thành viên?",), ("bien-ban",), ("14",)),
    GoldQuestion("phap", ("Thủ đô nước Pháp ở đâu?",), refuse=True),
]
STAFF = Viewer(staff=True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        office.intake.ingest_bytes(RECEPTION.encode(), name="le-tan.txt")
        office.intake.ingest_bytes(MEETING.encode(), name="bien-ban.txt")
        office.gold.take_in(GOLD)
        yield office


def run(office: Office, *, answers: bool = True) -> dict[str, Any]:
    number = office.evaluations.begin(OPERATOR, answers=answers).number
    thread = office.evaluations._thread
    assert thread is not None
    thread.join()
    kept = office.evaluations.get(number)
    assert kept is not None
    return kept


def restrict(office: Office, name: str) -> str:
    office.intake.ingest_bytes(SECRET.encode(), name=name)
    [identifier] = [one.id for one in office.library.documents(OPERATOR) if one.file == name]
    office.library.set_access(identifier, Label.RESTRICTED, frozenset({"lãnh đạo"}), OPERATOR)
    return identifier


# Observing -----------------------------------------------------------------------------------


def test_a_question_is_observed_as_the_assistant_deals_with_it(office: Office) -> None:
    seen = office.examiner.observe(
        ["Trong phòng tiếp, khách chính ngồi bên nào chủ nhà?"], OPERATOR, answers=True
    )
    assert seen.hits[0].file == "le-tan.txt"
    assert seen.given is not None
    assert all(citation.verbatim for citation in seen.given.citations)
    assert seen.ms > 0
    assert office.examiner.observe(["Khách?"], OPERATOR, answers=False).given is None


def test_a_follow_up_is_searched_for_as_it_is_understood(office: Office) -> None:
    turns = ["Đoàn Gyeongju gồm bao nhiêu thành viên?", "Đến ngày nào?"]
    seen = office.examiner.observe(turns, OPERATOR, answers=False)
    assert "Gyeongju" in seen.understood
    assert seen.hits[0].file == "bien-ban.txt"


def test_a_quote_that_does_not_stand_in_the_document_is_counted(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.library, "text", lambda *_: "khác hẳn")
    seen = office.examiner.observe(
        ["Trong phòng tiếp, khách chính ngồi bên nào chủ nhà?"], OPERATOR, answers=True
    )
    assert seen.given is not None
    assert seen.given.citations
    assert not any(citation.verbatim for citation in seen.given.citations)


def test_only_what_the_person_may_read_is_observed_and_named(office: Office) -> None:
    identifier = restrict(office, "mat.txt")
    seen = office.examiner.observe(["Phòng họp Bến Ngự có mấy ghế?"], STAFF, answers=True)
    assert identifier not in {hit.document_id for hit in seen.hits}
    assert "Bến Ngự có 30" not in json.dumps(seen.to_json(), ensure_ascii=False)
    hidden = GoldQuestion("1", ("?",), ("mat.txt",))
    assert evaluate.missing_sources([hidden], office.examiner.names(STAFF)) == ["mat.txt"]
    assert evaluate.missing_sources([hidden], office.examiner.names(OPERATOR)) == []


# Runs ----------------------------------------------------------------------------------------


def test_a_run_is_kept_with_its_figures(office: Office) -> None:
    kept = run(office)
    assert kept["number"] == 1
    assert kept["measured"] == "answers"
    assert kept["model"] == "fake-one"
    assert (kept["questions"], kept["documents"]) == (3, 2)
    assert kept["retrieval"]["recall@1"] == 1.0
    assert kept["answers"]["verbatim_rate"] == 1.0
    assert [item["id"] for item in kept["items"]] == ["le-tan", "doan", "phap"]
    assert run(office, answers=False)["answers"] is None
    assert [one["number"] for one in office.evaluations.all()] == [2, 1]
    assert "items" not in office.evaluations.all()[0]


def test_the_numbers_go_on_after_a_restart_and_only_so_many_are_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examine, "_KEPT", 2)
    for _ in range(3):
        run(office, answers=False)
    folder = tmp_path / "data" / "evaluations"
    again = examine.Evaluations(folder, office.examiner, office.gold, "fake-one")
    assert [one["number"] for one in again.all()] == [3, 2]
    assert again.begin(OPERATOR, answers=False).number == 4
    again.close()


def test_nothing_of_a_deleted_document_stays_in_a_run(office: Office, tmp_path: Path) -> None:
    run(office)
    [identifier] = [one.id for one in office.library.documents(OPERATOR) if "le-tan" in one.file]
    office.library.delete(identifier, OPERATOR)
    assert files_holding(tmp_path / "data" / "evaluations", "Kimphung") == []
    kept = office.evaluations.get(1)
    assert kept is not None
    item = examine.named(kept, office.library, OPERATOR)["items"][0]
    read = examine.read_back(item, office.library, OPERATOR)
    mine = [hit for hit in read["hits"] if hit["document_id"] == identifier]
    assert mine
    assert all(hit["file"] == "" and hit["text"] is None for hit in mine)


def test_what_was_found_is_read_back_only_where_it_still_stands(office: Office) -> None:
    item = run(office)["items"][0]
    read = examine.read_back(item, office.library, OPERATOR)
    assert "bên phải" in read["hits"][0]["text"]
    changed = RECEPTION.replace("Trong phòng", "Trong một phòng khác")
    office.intake.ingest_bytes(changed.encode(), name="le-tan.txt")
    read = examine.read_back(item, office.library, OPERATOR)
    assert read["hits"][0]["text"] is None


class Halting:
    """Observes nothing until it is let; tells when it was asked."""

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()

    def names(self, _viewer: Viewer) -> evaluate.Names:
        return {}

    def observe(self, _turns: Sequence[str], _viewer: Viewer, *, answers: bool) -> Observation:
        self.asked.set()
        assert self.go_on.wait(30)
        if not answers:
            raise RuntimeError
        return Observation("", (), 1.0)


@pytest.fixture
def halting(office: Office) -> Iterator[Halting]:
    halting = Halting()
    office.evaluations._examiner = halting  # type: ignore[assignment]
    yield halting
    halting.go_on.set()


def finish(office: Office, halting: Halting) -> State:
    halting.go_on.set()
    assert office.evaluations._thread is not None
    office.evaluations._thread.join()
    return office.evaluations.state()


def test_a_run_can_be_stopped_and_leaves_nothing(office: Office, halting: Halting) -> None:
    office.evaluations.begin(OPERATOR, answers=True)
    assert halting.asked.wait(30)
    state = office.evaluations.state()
    assert (state.running, state.done, state.total) == (True, 0, 3)
    office.evaluations.cancel()
    state = finish(office, halting)
    assert (state.running, state.cancelled, state.done) == (False, True, 1)
    assert office.evaluations.all() == []


def test_there_is_one_run_at_a_time(office: Office, halting: Halting) -> None:
    office.evaluations.begin(OPERATOR, answers=True)
    with pytest.raises(GoldError, match="running"):
        office.evaluations.begin(OPERATOR, answers=True)
    assert not finish(office, halting).cancelled
    assert len(office.evaluations.all()) == 1


def test_a_run_that_breaks_says_so(office: Office, halting: Halting) -> None:
    office.evaluations.begin(OPERATOR, answers=False)
    state = finish(office, halting)
    assert (state.running, state.failed) == (False, True)
    assert office.evaluations.all() == []


def test_without_questions_there_is_no_run(office: Office) -> None:
    for question in GOLD:
        office.gold.remove(question.id)
    with pytest.raises(GoldError, match="no_gold"):
        office.evaluations.begin(OPERATOR, answers=True)
    assert not office.evaluations.state().running


def test_a_damaged_run_is_left_out(office: Office, tmp_path: Path) -> None:
    run(office, answers=False)
    (tmp_path / "data" / "evaluations" / "0002.json").write_text('{"items": [{}]}')
    (tmp_path / "data" / "evaluations" / "0003.json").write_text("{")
    assert [one["number"] for one in office.evaluations.all()] == [1]
    assert run(office, answers=False)["number"] == 4


# Over HTTP -----------------------------------------------------------------------------------


def test_gold_questions_over_http(client: TestClient) -> None:
    question = {"question": "Một?", "source": ["bien-ban.txt"], "answers": ["14"]}
    added = client.post("/api/gold", json=question).json()
    assert added["category"] == "answerable"
    changed = {**question, "refuse": True, "source": [], "answers": []}
    where = f"/api/gold/{added['id']}"
    assert client.put(where, json=changed).json()["refuse"] is True
    assert len(client.get("/api/gold").json()["questions"]) == 4
    exported = client.get("/api/gold/export")
    assert exported.headers["content-disposition"].startswith("attachment")
    assert client.delete(where).status_code == 200
    assert client.delete(where).json() == {"error": evaluate_text.NO_QUESTION}
    again = client.post("/api/gold/import", json={"text": exported.text}).json()
    assert again == {"added": 1, "updated": 0, "unchanged": 3, "unknown": []}


@pytest.mark.parametrize("identifier", ["a/b", "câu 1?", "import", "50%"])
def test_any_id_can_be_addressed(client: TestClient, identifier: str) -> None:
    from urllib.parse import quote

    client.post("/api/gold", json={"id": identifier, "question": "Một?"})
    where = "/api/gold/" + "/".join(map(quote, identifier.split("/")))
    changed = client.put(where, json={"id": identifier, "question": "Hai?"})
    assert changed.json()["question"] == "Hai?"
    assert client.delete(where).json() == {"deleted": identifier}


@pytest.mark.parametrize(
    ("method", "address", "body", "status"),
    [
        ("POST", "/api/gold", {}, 422),
        ("POST", "/api/gold", {"question": " "}, 422),
        ("POST", "/api/gold", {"id": "doan", "question": "Một?"}, 422),
        ("POST", "/api/gold", {"question": "Một?", "category": "x"}, 422),
        ("PUT", "/api/gold/none", {"question": "Một?"}, 404),
        ("POST", "/api/gold/import", {"text": "{}"}, 422),
        ("POST", "/api/evaluate/observe", {"turns": []}, 422),
        ("POST", "/api/evaluate/observe", {"turns": [" "]}, 422),
        ("GET", "/api/evaluations/7", None, 404),
        ("GET", "/api/evaluations/7/items/a", None, 404),
        ("GET", "/api/evaluations/7/against/8", None, 404),
    ],
)
def test_every_error_is_one_vietnamese_sentence(
    client: TestClient, method: str, address: str, body: Any, status: int
) -> None:
    response = client.request(method, address, json=body)
    assert response.status_code == status
    assert list(response.json()) == ["error"]
    assert response.json()["error"].endswith(".")


def test_a_run_over_http_is_worded_and_compared(client: TestClient, office: Office) -> None:
    assert client.post("/api/evaluations", json={}).json()["running"]
    assert office.evaluations._thread is not None
    office.evaluations._thread.join()
    assert client.get("/api/evaluations/state").json()["done"] == 3
    found = client.get("/api/evaluations/1").json()
    assert [item["verdict"] for item in found["items"]][-1] == "từ chối đúng"
    item = client.get("/api/evaluations/1/items/le-tan").json()
    assert item["hits"][0]["right"]
    assert "bên phải" in item["hits"][0]["text"]
    compared = client.get("/api/evaluations/1/against/1").json()
    assert compared["unchanged"] == 3


def test_gold_questions_and_their_results_are_for_who_may_read_everything(
    app: FastAPI, client: TestClient, office: Office
) -> None:
    run(office)
    app.dependency_overrides[api.viewer] = lambda: STAFF
    for method, address in (
        ("GET", "/api/gold"),
        ("GET", "/api/gold/export"),
        ("POST", "/api/gold/samples"),
        ("DELETE", "/api/gold/doan"),
        ("GET", "/api/evaluations"),
        ("POST", "/api/evaluations"),
        ("GET", "/api/evaluations/1"),
        ("GET", "/api/evaluations/1/items/doan"),
        ("GET", "/api/evaluations/1/against/1"),
    ):
        response = client.request(method, address, json={} if method == "POST" else None)
        assert response.json() == {"error": evaluate_text.KEEPERS_ONLY}
    assert len(office.gold.all()) == 3
    restrict(office, "mat.txt")
    body = {"turns": ["Phòng họp Bến Ngự có mấy ghế?"]}
    assert "Bến Ngự có 30" not in client.post("/api/evaluate/observe", json=body).text
