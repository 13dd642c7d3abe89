"""A mentor sees how far a newcomer is only where the newcomer agreed, and for as long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import Run
from fakes import files_holding, opened
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.build import Office
from assistant.onboarding.sharing import NoNameError
from index.access import OPERATOR, Viewer
from ui import api, sharing_text

pytest_plugins = ["command_line", "over_http"]

LAN = Viewer(staff=True, key="lan-8831")
AN = Viewer(staff=True, key="an-8832")
GUEST = Viewer(key="khach-8833")
INTRODUCTION = """# Giới thiệu Sở Ngoại vụ

## 1. Lịch sử

Sở Ngoại vụ ra đời năm 1998. Sở Ngoại vụ (SNgV) là cơ quan chuyên môn của thành phố Huế.

Nhiều năm qua, Sở đã tham mưu để thành phố ký 32 bản ghi nhớ hợp tác với các đối tác nước ngoài."""
MODULE = "lich-su-chuc-nang"
NAME = "Nguyễn Thị Lan Kimphung"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    with opened(folder) as office:
        office.intake.ingest_bytes(INTRODUCTION.encode(), name="gioi-thieu.md")
    return folder


@pytest.fixture
def office(data: Path) -> Iterator[Office]:
    with opened(data) as office:
        yield office
        for viewer in (LAN, AN, GUEST, OPERATOR):
            office.onboarding.progress.forget(viewer)


def learn(office: Office, viewer: Viewer) -> int:
    """Reads the module; how many passages it has."""
    read = [one.id for one in office.onboarding.open(MODULE, viewer).lesson.passages]
    office.onboarding.mark(read, viewer, read=True)
    return len(read)


def names(office: Office, viewer: Viewer = OPERATOR) -> list[str]:
    return [one.agreement.name for one in office.onboarding.overview(viewer)]


def test_who_has_not_agreed_is_not_there_and_not_counted(office: Office) -> None:
    for viewer in (LAN, AN, OPERATOR):
        learn(office, viewer)
    assert names(office) == []
    office.onboarding.sharing.agree(NAME, LAN)
    assert names(office) == [NAME]


def test_only_a_mentor_sees_the_overview(office: Office) -> None:
    office.onboarding.sharing.agree(NAME, LAN)
    for viewer in (LAN, AN, GUEST, Viewer()):
        assert names(office, viewer) == []


def test_the_mentor_sees_how_far_the_learner_is_of_what_the_learner_may_read(
    office: Office,
) -> None:
    count = learn(office, LAN)
    item = office.onboarding.quiz(MODULE, LAN)[0]
    office.onboarding.answer(item.id, item.answer, LAN)
    office.onboarding.sharing.agree(NAME, LAN)
    office.onboarding.sharing.agree("Khách", GUEST)
    guest, lan = office.onboarding.overview(OPERATOR)
    [standing] = [one for one in lan.standings if one.lesson.module.id == MODULE]
    assert (standing.passages, standing.read, standing.known) == (count, count, 1)
    assert lan.last_active is not None
    assert guest.last_active is None
    assert {one.passages for one in guest.standings} == {0}


def test_rights_taken_since_are_the_ones_that_count(office: Office) -> None:
    learn(office, LAN)
    office.onboarding.sharing.agree(NAME, LAN)
    office.onboarding.mark([], Viewer(key=LAN.key), read=True)
    [learner] = office.onboarding.overview(OPERATOR)
    assert {one.passages for one in learner.standings} == {0}


def test_withdrawing_takes_the_person_off_at_once_and_leaves_no_name(
    office: Office, data: Path
) -> None:
    learn(office, LAN)
    office.onboarding.sharing.agree(NAME, LAN)
    office.onboarding.sharing.agree("An", AN)
    office.onboarding.sharing.withdraw(LAN)
    assert names(office) == ["An"]
    assert office.onboarding.sharing.of(LAN) is None
    assert files_holding(data, "Kimphung") == []
    assert office.onboarding.progress.read(LAN) != frozenset()


def test_deleting_ones_progress_withdraws_too(office: Office, data: Path) -> None:
    office.onboarding.sharing.agree(NAME, LAN)
    office.onboarding.progress.forget(LAN)
    assert names(office) == []
    assert files_holding(data, "Kimphung") == []


def test_agreeing_again_changes_the_name(office: Office, data: Path) -> None:
    office.onboarding.sharing.agree(NAME, LAN)
    office.onboarding.sharing.agree("  Chị\nLan ", LAN)
    assert names(office) == ["Chị Lan"]
    assert files_holding(data, "Kimphung") == []


@pytest.mark.parametrize("name", ["", " \u200b\n", "x" * 81])
def test_a_name_that_says_nobody_is_refused(office: Office, name: str) -> None:
    with pytest.raises(NoNameError):
        office.onboarding.sharing.agree(name, LAN)
    assert names(office) == []


def test_for_who_has_no_key_nothing_is_agreed(office: Office) -> None:
    office.onboarding.sharing.agree(NAME, Viewer(staff=True))
    assert names(office) == []


# The doors -------------------------------------------------------------------------------------


def call(client: TestClient, method: str, path: str, body: Any = None) -> Any:
    response = client.request(method, f"/api/onboarding{path}", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_over_http_each_decides_alone_and_the_mentor_gets_numbers_alone(
    app: FastAPI, client: TestClient, office: Office
) -> None:
    learn(office, AN)
    app.dependency_overrides[api.viewer] = lambda: LAN
    assert call(client, "GET", "/sharing") == {"agreed": False, "name": "", "agreed_at": None}
    items = call(client, "GET", f"/modules/{MODULE}/quiz")
    call(client, "POST", "/answers", {"item": items[0]["id"], "answer": "Lan đã trả lời sai"})
    call(client, "POST", "/ask", {"question": "Lan hỏi lương bao nhiêu?", "module": MODULE})
    assert call(client, "PUT", "/sharing", {"name": NAME})["name"] == NAME
    refused = client.get("/api/onboarding/overview")
    assert (refused.status_code, refused.json()["error"]) == (403, sharing_text.MENTOR_ONLY)
    app.dependency_overrides.clear()
    [learner] = call(client, "GET", "/overview")
    assert set(learner) == {"name", "last_active", "done", "due", "modules"}
    assert {key for one in learner["modules"] for key in one} == {
        "id", "title", "passages", "read", "known", "wanted", "due", "percent", "done",
    }  # fmt: skip
    said = json.dumps(learner, ensure_ascii=False)
    assert not any(word in said for word in (*AN.key.split(), items[0]["id"], "lương", "sai"))
    app.dependency_overrides[api.viewer] = lambda: LAN
    assert not call(client, "DELETE", "/sharing")["agreed"]
    app.dependency_overrides.clear()
    assert call(client, "GET", "/overview") == []


def test_over_http_an_empty_name_is_told(client: TestClient) -> None:
    answer = client.put("/api/onboarding/sharing", json={"name": " "})
    assert (answer.status_code, answer.json()["error"]) == (422, sharing_text.NO_NAME)


def test_commands_share_show_and_withdraw(either: Run) -> None:
    assert either("onboarding", "overview")[1].strip() == sharing_text.NOBODY
    assert NAME in either("onboarding", "share", NAME)[1]
    assert f"{NAME}: xong 0/" in either("onboarding", "overview")[1]
    [learner] = json.loads(either("onboarding", "overview", "--json")[1])
    assert learner["name"] == NAME
    assert either("onboarding", "sharing")[1].strip() == sharing_text.SHARED.format(name=NAME)
    assert either("onboarding", "unshare")[1].strip() == sharing_text.NOT_SHARED
    assert either("onboarding", "overview")[1].strip() == sharing_text.NOBODY
    code, _, told = either("onboarding", "share", " ")
    assert (code, told.strip()) == (1, f"ngoaivu: {sharing_text.NO_NAME}")
