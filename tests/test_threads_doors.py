"""Kept conversations through the HTTP interface and the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from command_line import Run
from fakes import files_holding, opened
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answer import Stage, Step
from assistant.build import Office
from assistant.chat import Answer
from assistant.kept import GONE
from index.access import OPERATOR, Viewer
from ui import api, page_text, threads_text
from ui.conversation import NEW, Conversation

pytest_plugins = ["command_line", "over_http"]

SENTENCE = "Trưởng đoàn Kimphung đi nước Lào ngày 05/03/2024."
QUESTION = "Trưởng đoàn Kimphung đi nước nào?"
FOLLOW_UP = "Ngày nào?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with opened(tmp_path) as office:
        office.intake.ingest_bytes(SENTENCE.encode(), name="doan.txt")
    return tmp_path


# The HTTP interface --------------------------------------------------------------------------


@pytest.fixture
def office(data: Path) -> Iterator[Office]:
    with opened(data) as office:
        yield office


def ask(client: TestClient, question: str = QUESTION, **more: Any) -> Any:
    response = client.post("/api/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def streamed(client: TestClient, question: str, **more: Any) -> list[tuple[str, Any]]:
    response = client.post("/api/ask/stream", json={"question": question, **more})
    assert response.status_code == 200, response.text
    found = re.findall(r"event: (\w+)\ndata: (.*)\n\n", response.text)
    return [(name, json.loads(sent)) for name, sent in found]


def turns(client: TestClient, thread: str) -> Any:
    return client.get(f"/api/threads/{thread}").json()["turns"]


def listed(client: TestClient) -> Any:
    return client.get("/api/threads").json()["threads"]


def test_a_question_without_a_conversation_is_kept_nowhere(client: TestClient) -> None:
    assert "thread" not in ask(client)
    assert "thread" not in streamed(client, QUESTION)[-1][1]
    assert listed(client) == []


def test_a_follow_up_leans_on_what_the_store_holds(client: TestClient) -> None:
    first = ask(client, thread=NEW)
    assert first["turn"] == 1
    second = ask(client, FOLLOW_UP, thread=first["thread"])
    assert second["question"] == ask(client, FOLLOW_UP, previous=[QUESTION])["question"]
    _, third = streamed(client, FOLLOW_UP, thread=first["thread"])[-1]
    assert (third["thread"], third["turn"]) == (first["thread"], 3)
    kept = turns(client, first["thread"])
    assert [turn["question"] for turn in kept] == [QUESTION, FOLLOW_UP, FOLLOW_UP]
    assert kept[0]["answer"] | {"thread": first["thread"], "turn": 1} == first


def test_a_question_asked_alone_leans_on_none(client: TestClient) -> None:
    thread = ask(client, thread=NEW)["thread"]
    alone = ask(client, FOLLOW_UP, thread=thread, alone=True)
    assert alone["question"] == FOLLOW_UP
    assert [turn["alone"] for turn in turns(client, thread)] == [False, True]


def test_two_tabs_in_one_conversation_keep_both_turns(client: TestClient) -> None:
    thread = ask(client, thread=NEW)["thread"]
    conversation = partial(Conversation, client.app.state.office.threads, OPERATOR, thread)  # type: ignore[attr-defined]
    here, there = conversation(), conversation()
    assert here.previous([]) == there.previous([]) == [QUESTION]
    there.keep("kia", Answer("kia", "Không.", refused=True))
    here.keep("đây", Answer("đây", "Không.", refused=True))
    assert [turn["question"] for turn in turns(client, thread)] == [QUESTION, "kia", "đây"]


def steps(*following: Step) -> Generator[Step]:
    yield from following


def test_an_answer_that_was_left_is_not_kept(office: Office) -> None:
    keep = partial(Conversation(office.threads, OPERATOR, NEW).keep, QUESTION)
    events = api._events(Stage.RETRIEVE, steps(Answer(QUESTION, "Một. [1] Hai.", False)), keep)
    taken = [next(events) for _ in range(3)]
    assert [event.split("\n")[0] for event in taken] == ["event: stage"] + ["event: delta"] * 2
    events.close()
    assert office.threads.all(OPERATOR, 1) == []


def test_an_answer_that_fails_is_not_kept(
    office: Office, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = ask(client, thread=NEW)["thread"]
    monkeypatch.setattr(type(office.searcher), "read", lambda *_: 1 / 0)
    assert streamed(client, QUESTION, thread=thread)[-1][0] == "error"
    assert len(turns(client, thread)) == 1


def test_a_conversation_deleted_while_it_is_answered_is_said_to_be_gone(
    office: Office, client: TestClient
) -> None:
    thread = ask(client, thread=NEW)["thread"]
    keep = partial(Conversation(office.threads, OPERATOR, thread).keep, QUESTION)
    events = api._events(Answer(QUESTION, "Một.", False), steps(), keep)
    next(events)
    client.delete(f"/api/threads/{thread}")
    assert threads_text.NO_THREAD in next(events)
    assert listed(client) == []


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/api/ask", {"question": "gì?", "thread": "{id}"}),
        ("POST", "/api/ask/stream", {"question": "gì?", "thread": "{id}"}),
        ("GET", "/api/threads/{id}", None),
        ("PATCH", "/api/threads/{id}", {"title": "khác"}),
        ("DELETE", "/api/threads/{id}", None),
    ],
)
@pytest.mark.parametrize("whose", ["nobody's", "somebody else's"])
def test_what_is_not_one_s_own_is_not_there(
    app: FastAPI, client: TestClient, method: str, address: str, body: Any, whose: str
) -> None:
    thread = ask(client, thread=NEW)["thread"]
    before = turns(client, thread)
    named = thread if whose == "somebody else's" else "0123456789abcdef"
    filled = json.loads(json.dumps(body).replace("{id}", named))
    app.dependency_overrides[api.viewer] = lambda: Viewer(staff=True, everything=True, key="lan")
    response = client.request(method, address.format(id=named), json=filled)
    assert listed(client) == []
    app.dependency_overrides.clear()
    assert response.status_code == 404
    assert response.json() == {"error": threads_text.NO_THREAD}
    assert turns(client, thread) == before


def test_a_conversation_and_earlier_questions_exclude_each_other(client: TestClient) -> None:
    body = {"question": "gì?", "previous": [QUESTION], "thread": NEW}
    for address in ("/api/ask", "/api/ask/stream"):
        response = client.post(address, json=body)
        assert (response.status_code, response.json()["error"]) == (422, threads_text.EITHER)


def test_the_list_comes_in_pages(client: TestClient) -> None:
    for number in range(3):
        ask(client, f"Câu {number}?", thread=NEW)
    page = client.get("/api/threads", params={"limit": 2}).json()
    assert [thread["title"] for thread in page["threads"]] == ["Câu 2?", "Câu 1?"]
    assert page["more"]
    rest = client.get("/api/threads", params={"limit": 2, "offset": 2}).json()
    assert [thread["title"] for thread in rest["threads"]] == ["Câu 0?"]
    assert not rest["more"]


def test_conversations_are_searched_renamed_and_deleted(client: TestClient) -> None:
    thread, other = ask(client, thread=NEW)["thread"], ask(client, "Ai ký?", thread=NEW)["thread"]
    found = client.post("/api/threads/search", json={"words": "LAO kimphung"}).json()
    assert [one["id"] for one in found["threads"]] == [thread]
    renamed = client.patch(f"/api/threads/{thread}", json={"title": " Đoàn sang  Lào "}).json()
    assert (renamed["title"], renamed["count"]) == ("Đoàn sang Lào", 1)
    for title in ("", "  ", "a" * 201):
        response = client.patch(f"/api/threads/{thread}", json={"title": title})
        assert response.status_code == 422
        assert "tên (title)" in response.json()["error"]
    assert client.delete(f"/api/threads/{thread}").json() == {"deleted": thread}
    assert [one["id"] for one in listed(client)] == [other]
    assert client.delete("/api/threads").json() == {"deleted": 1}
    assert listed(client) == []


def test_what_fell_is_said_and_its_words_are_nowhere(office: Office, client: TestClient) -> None:
    thread = ask(client, thread=NEW)["thread"]
    [document] = office.library.documents(OPERATOR)
    client.delete(f"/api/documents/{document.id}")
    response = client.get(f"/api/threads/{thread}")
    answer = response.json()["turns"][0]["answer"]
    assert (answer["answer"], answer["citations"]) == (GONE, [])
    assert answer["withheld"] == [{"n": 1, "reason": GONE}]
    assert "Lào" not in response.text


# The command line ----------------------------------------------------------------------------


def threads(run: Run, *arguments: str) -> Any:
    code, out, _ = run("threads", *arguments, "--json")
    assert code == 0
    return json.loads(out)


def test_a_conversation_goes_on_from_command_to_command(either: Run) -> None:
    _, out, _ = either("ask", QUESTION, "--new-thread", "--json")
    thread = json.loads(out)["thread"]
    _, out, _ = either("ask", FOLLOW_UP, "--thread", thread)
    assert threads_text.KEPT.format(thread=thread) in out
    [kept] = threads(either)
    assert (kept["id"], kept["title"], kept["count"]) == (thread, QUESTION, 2)
    shown = threads(either, "show", thread)
    assert [turn["question"] for turn in shown["turns"]] == [QUESTION, FOLLOW_UP]
    assert shown["turns"][1]["answer"]["question"] != FOLLOW_UP
    code, out, _ = either("threads", "show", thread)
    assert code == 0
    assert SENTENCE in out
    assert page_text.PAGE["understood"].split("{")[0] in out


def test_commands_search_rename_and_delete(either: Run, data: Path) -> None:
    thread = json.loads(either("ask", QUESTION, "--new-thread", "--json")[1])["thread"]
    assert [one["id"] for one in threads(either, "search", "kimphung", "lao")] == [thread]
    assert either("threads", "search", "voi")[1].strip() == threads_text.NONE_FOUND
    assert either("threads", "rename", thread, "Chuyện chimxanh")[0] == 0
    assert "Chuyện chimxanh (1 lượt hỏi" in either("threads", "list")[1]
    assert either("threads", "delete", thread)[1].strip() == threads_text.DELETED
    assert either("threads")[1].strip() == threads_text.NONE
    assert files_holding(data, "chimxanh") == []
    for number in (1, 2):
        either("ask", f"Câu {number}?", "--new-thread")
    assert "2 cuộc hội thoại" in either("threads", "delete", "--all")[1]


def test_a_conversation_that_is_not_there_fails_with_one_sentence(either: Run) -> None:
    for arguments in (
        ("ask", QUESTION, "--thread", "khong-co"),
        ("threads", "show", "khong-co"),
        ("threads", "rename", "khong-co", "tên"),
        ("threads", "delete", "khong-co"),
    ):
        code, _, err = either(*arguments)
        assert (code, err) == (1, f"ngoaivu: {threads_text.NO_THREAD}\n"), arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ("threads", "delete"),
        ("threads", "delete", "ma", "--all"),
        ("threads", "rename", "ma", " "),
        ("ask", "gì?", "--thread", "ma", "--previous", "trước"),
        ("ask", "gì?", "--thread", "ma", "--new-thread"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "--help" in err
