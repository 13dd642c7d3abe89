"""A speech of a draft's points: each of the model's sentences is borne out by the points that it
cites, every point is said, and the points stay where the model fails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from chat_server import ChatServer, Reply, chatting
from docx import Document
from fakes import files_holding, opened
from fastapi.testclient import TestClient
from test_drafts import BRIEF, LAN, REPORT, take, unchanged

import prompts
from assistant.build import Office
from assistant.draft import Draft, Kind, Part, Spoken
from assistant.draft_edits import PointEdit
from assistant.draft_said import unspoken
from assistant.drafts import Change, KeptDraft, StaleDraftError
from assistant.markdown import markdown
from assistant.model import LanguageModel
from assistant.spoken import NoModelError, SpeechWriter
from assistant.word import Form, docx
from index.access import OPERATOR, Label
from ui import drafts_text
from ui.app import create_app

pytestmark = pytest.mark.skipif(
    find_spec("langchain_openai") is None,
    reason="the packages for language models are missing",
)

WORDS = prompts.load("speech.v1")
SINCE = "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị từ năm 2009."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        take(office, "bao-cao.txt", REPORT)
        yield office


@contextmanager
def spoken_by(office: Office, *replies: Reply | str, timeout: float = 10) -> Iterator[ChatServer]:
    """The office with a language model that answers so, the last reply over and over."""
    with chatting(*replies) as server:
        model = LanguageModel(server.chosen(timeout=timeout))
        office.drafts._speech_writer = SpeechWriter(
            model, office.searcher.aliases, office.searcher.home
        )
        try:
            yield server
        finally:
            office.drafts._speech_writer = None
            model.close()


def spoken(office: Office, *replies: Reply | str, timeout: float = 10) -> KeptDraft:
    kept = office.drafts.create(BRIEF, LAN)
    with spoken_by(office, *replies, timeout=timeout):
        return office.drafts.speak(kept.id, 1, LAN)


def of(draft: Draft, part: Part) -> list[Spoken]:
    return [one for section in draft.sections if section.part is part for one in section.speech]


def quotes(draft: Draft, part: Part) -> list[str]:
    [section] = [one for one in draft.sections if one.part is part]
    return [point.text for point in section.points if point.kind is Kind.QUOTE]


def test_what_the_points_bear_out_is_said_with_their_citations(office: Office) -> None:
    said = "Năm 2009, tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị."
    kept = spoken(office, f"{said} [1]")
    assert kept.version.change is Change.SPOKEN
    first = of(kept.draft, Part.RELATIONS)[0]
    assert first.text == said
    assert [one.quote for one in first.citations] == [SINCE]


@pytest.mark.parametrize(
    "bad",
    [
        "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị từ năm 2008. [1]",
        "Tỉnh Kimsan và thành phố Đà Nẵng thiết lập quan hệ hữu nghị từ năm 2009. [1]",
        "Tỉnh Kimsan và thành phố Huế không thiết lập quan hệ hữu nghị từ năm 2009. [1]",
        "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị từ năm 2009.",
        "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị từ năm 2009. [99]",
        "Quan hệ giữa hai bên luôn là hình mẫu của khu vực. [1]",
        "Tinh Kimsan va thanh pho Hue thiet lap quan he huu nghi tu nam 2009. [1]",
        "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ, xem https://kimsan.example. [1]",
    ],
)
def test_what_the_points_do_not_bear_out_is_not_said(office: Office, bad: str) -> None:
    kept = spoken(office, bad)
    said = of(kept.draft, Part.RELATIONS)
    assert [one.text for one in said] == quotes(kept.draft, Part.RELATIONS)
    assert all([one.quote for one in each.citations] == [each.text] for each in said)
    sections = sum(bool(quotes(kept.draft, part)) for part in Part)
    assert kept.draft.notices == (WORDS.fill("removed", count=sections),)


def test_every_point_is_said(office: Office) -> None:
    draft = spoken(office, f"{SINCE} [1]").draft
    for part in Part:
        cited = {one.quote for said in of(draft, part) for one in said.citations}
        assert set(quotes(draft, part)) <= cited


def test_greetings_and_own_words_are_said_as_they_stand(office: Office) -> None:
    kept = office.drafts.create(BRIEF, LAN)
    edits = unchanged(kept)
    own = PointEdit("", "Chúng tôi rất quý mến quý vị.")
    edits[0] = replace(edits[0], points=(*edits[0].points, own))
    office.drafts.edit(kept.id, 1, edits, LAN)
    with spoken_by(office, "Không."):
        draft = office.drafts.speak(kept.id, 2, LAN).draft
    welcome = of(draft, Part.WELCOME)
    assert [one.text for one in welcome] == [point.text for point in draft.sections[0].points]
    assert not any(one.citations for one in welcome)


def test_the_model_is_given_the_points_alone(office: Office) -> None:
    kept = office.drafts.create(BRIEF, LAN)
    with spoken_by(office, f"{SINCE} [1]") as server:
        office.drafts.speak(kept.id, 1, LAN)
        asked = [one["messages"][-1]["content"] for one in server.requests]
    assert f"[1] {SINCE}" in "".join(asked)
    assert "Kính thưa" not in "".join(asked)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(status=400), "rejected"),
        (Reply(raw=b"khong"), "nonsense"),
        (Reply((f"{SINCE} [1] Và",), stalls=1, cut=True), "cut_off"),
        (Reply((), stalls=0), "slow"),
    ],
)
def test_where_the_model_fails_the_points_stay(office: Office, reply: Reply, problem: str) -> None:
    kept = spoken(office, reply, timeout=1)
    assert (kept.latest, kept.version.change) == (1, Change.MADE)
    assert not any(section.speech for section in kept.draft.sections)
    reason = prompts.load("answer.v1").fill(problem)
    assert kept.draft.notices == (WORDS.fill("failed", reason=reason),)
    assert quotes(kept.draft, Part.RELATIONS)


@pytest.mark.parametrize(
    "failing",
    [Reply(status=400), Reply((f"{SINCE} [1] Và",), stalls=1, cut=True), Reply((), stalls=0)],
)
def test_where_the_model_fails_midway_what_it_wrote_is_kept_and_gone_on_with(
    office: Office, failing: Reply
) -> None:
    half = spoken(office, f"{SINCE} [1]", failing, timeout=4)
    missing = unspoken(half.draft)
    assert (half.latest, half.version.change) == (2, Change.SPOKEN)
    assert of(half.draft, Part.WELCOME)
    assert of(half.draft, Part.CLOSING)
    assert 0 < len(missing) < sum(bool(quotes(half.draft, part)) for part in Part)
    assert all(section.heading in half.draft.notices[0] for section in missing)
    with spoken_by(office, "Không.") as server:
        whole = office.drafts.speak(half.id, 2, LAN).draft
    assert len(server.requests) == len(missing)
    assert unspoken(whole) == []
    assert of(whole, Part.WELCOME) == of(half.draft, Part.WELCOME)


def test_going_on_in_vain_takes_nothing_away(office: Office) -> None:
    half = spoken(office, f"{SINCE} [1]", Reply(status=400))
    with spoken_by(office, Reply(status=400)):
        after = office.drafts.speak(half.id, 2, LAN)
    assert after.latest == 2
    assert after.draft.sections == half.draft.sections
    assert all(section.heading in after.draft.notices[0] for section in unspoken(half.draft))


def test_who_stops_it_has_the_points_as_they_were(office: Office) -> None:
    kept = office.drafts.create(BRIEF, LAN)
    with spoken_by(office, f"{SINCE} [1]"):
        after = office.drafts.speak(kept.id, 1, LAN, lambda: True)
    assert after == kept


def test_it_is_written_of_the_last_version(office: Office) -> None:
    kept = office.drafts.create(BRIEF, LAN)
    office.drafts.edit(kept.id, 1, unchanged(kept), LAN)
    with spoken_by(office, f"{SINCE} [1]"), pytest.raises(StaleDraftError):
        office.drafts.speak(kept.id, 1, LAN)


def test_a_section_whose_points_change_loses_its_speech_alone(office: Office) -> None:
    kept = spoken(office, f"{SINCE} [1]")
    edits = unchanged(kept)
    place = list(Part).index(Part.RELATIONS)
    edits[place] = replace(edits[place], points=edits[place].points[:-1])
    after = office.drafts.edit(kept.id, 2, edits, LAN).draft
    assert not of(after, Part.RELATIONS)
    assert of(after, Part.WELCOME) == of(kept.draft, Part.WELCOME)


def test_a_deleted_document_goes_from_the_speech(office: Office) -> None:
    text = "Tỉnh Kimsan đã ký thỏa thuận với Huế tên là Ngocduc9x."
    document = take(office, "mat.txt", text)
    kept = spoken(office, "Không.")
    assert text in [one.text for one in of(kept.draft, Part.RELATIONS)]
    office.library.delete(document, OPERATOR)
    assert files_holding(office.settings.data, "Ngocduc9x") == []
    left = office.drafts.get(kept.id, LAN).draft
    assert SINCE in [one.text for one in of(left, Part.RELATIONS)]


def test_nobody_is_told_of_a_document_closed_to_them(office: Office) -> None:
    said = "Năm 2009, tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị."
    kept = spoken(office, f"{said} [1]")
    [document] = office.library.documents(OPERATOR)
    office.library.set_access(document.id, Label.RESTRICTED, frozenset({"lanh-dao"}), OPERATOR)
    draft = office.drafts.get(kept.id, LAN).draft
    assert of(draft, Part.RELATIONS) == []
    assert of(draft, Part.WELCOME)


def test_files_hold_the_speech_with_its_sources(office: Office) -> None:
    said = "Năm 2009, tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị."
    draft = spoken(office, f"{said} [1]").draft
    paragraphs = [one.text for one in Document(io.BytesIO(docx(draft, Form()))).paragraphs]
    assert "LỜI PHÁT BIỂU" in paragraphs
    assert any(said in text for text in paragraphs)
    assert paragraphs.count("Kính thưa quý vị đại biểu!") == 2  # a greeting is for itself
    assert f"{said}[^" in markdown(draft)


def test_without_a_model_it_is_said_what_it_needs(office: Office) -> None:
    kept = office.drafts.create(BRIEF, LAN)
    with pytest.raises(NoModelError):
        office.drafts.speak(kept.id, 1, LAN)
    client = TestClient(create_app(office), base_url="http://127.0.0.1:7860")
    made = client.post("/api/drafts", json={"occasion": "hoi_dam", "partner": "Kimsan"}).json()
    response = client.post(f"/api/drafts/{made['id']}/speech", json={"base": 1})
    assert (response.status_code, response.json()) == (501, {"error": drafts_text.NO_MODEL})


def test_the_interface_gives_the_speech(office: Office) -> None:
    client = TestClient(create_app(office), base_url="http://127.0.0.1:7860")
    body = {"occasion": "tiep_xa_giao", "partner": "tỉnh Kimsan", "country": "Lào"}
    made = client.post("/api/drafts", json=body).json()
    with spoken_by(office, f"{SINCE} [1]"):
        response = client.post(f"/api/drafts/{made['id']}/speech", json={"base": 1})
    assert response.status_code == 200, response.text
    sections = response.json()["sections"]
    assert any(one["text"] == SINCE for each in sections for one in each["speech"])
