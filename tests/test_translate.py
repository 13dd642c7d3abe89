"""What a draft says in another language: each sentence beside its Vietnamese one, marked where it
does not go with it; what was written before the model failed is kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec

import pytest
from chat_server import ChatServer, Reply, chatting
from docx import Document
from fakes import files_holding, opened
from fastapi.testclient import TestClient
from test_drafts import BRIEF, LAN, REPORT, take, unchanged

import prompts
from assistant.build import Office
from assistant.draft import Draft, Part, Rendered
from assistant.draft_said import said, untranslated
from assistant.drafts import Change, KeptDraft
from assistant.markdown import markdown
from assistant.model import LanguageModel
from assistant.spoken import NoModelError
from assistant.tongues import Language
from assistant.translate import Translator
from assistant.word import Form, docx
from index.access import OPERATOR, Label
from ui import drafts_text
from ui.app import create_app

pytestmark = pytest.mark.skipif(
    find_spec("langchain_openai") is None,
    reason="the packages for language models are missing",
)

WORDS = prompts.load("translation.v1")
EN = Language.ENGLISH
SINCE = "Tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị từ năm 2009."
IN_ENGLISH = {
    SINCE: "Kimsan Province and Hue City established friendly relations in 2009.",
    "Năm 2023, đoàn đại biểu tỉnh Kimsan thăm và làm việc tại thành phố Huế.":
        "In 2023, a delegation from Kimsan Province visited and worked in Hue City.",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        take(office, "bao-cao.txt", REPORT)
        yield office


@contextmanager
def translated_by(
    office: Office, *replies: Reply | str, timeout: float = 10
) -> Iterator[ChatServer]:
    with chatting(*replies) as server:
        model = LanguageModel(server.chosen(timeout=timeout))
        office.drafts._translator = Translator(model, office.searcher.aliases)
        try:
            yield server
        finally:
            office.drafts._translator = None
            model.close()


def answers(draft: Draft) -> list[str]:
    """What a good model says to each request, one a section."""
    return [
        "\n".join(
            f"[{n}] {IN_ENGLISH.get(line, 'Distinguished guests!')}"
            for n, line in enumerate(said(section), 1)
        )
        for section in draft.sections
        if said(section)
    ]


def made(office: Office) -> KeptDraft:
    return office.drafts.create(BRIEF, LAN)


def lines(draft: Draft) -> dict[str, Rendered]:
    return {one.text: one for one in draft.parallel.lines} if draft.parallel else {}


def test_every_sentence_has_its_translation_beside_it(office: Office) -> None:
    kept = made(office)
    with translated_by(office, *answers(kept.draft)):
        after = office.drafts.translate(kept.id, 1, EN, LAN)
    assert after.version.change is Change.TRANSLATED
    assert untranslated(after.draft) == []
    assert lines(after.draft)[SINCE] == Rendered(SINCE, IN_ENGLISH[SINCE])
    assert after.draft.sections == kept.draft.sections


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("Kimsan Province and Hue City established relations in 2008.", "thiếu “2009”"),
        ("Kimsan Province and Da Nang established relations in 2009.", "thêm “Da Nang”"),
        ("Kimsan and Hue have not established relations since 2009.", WORDS.fill("fault.negation")),
        (SINCE, WORDS.fill("fault.language")),
        ("See https://kimsan.example", WORDS.fill("fault.untranslated")),
    ],
)
def test_what_does_not_go_with_the_vietnamese_is_marked(
    office: Office, wrong: str, fault: str
) -> None:
    kept = made(office)
    replies = [one.replace(IN_ENGLISH[SINCE], wrong) for one in answers(kept.draft)]
    with translated_by(office, *replies):
        draft = office.drafts.translate(kept.id, 1, EN, LAN).draft
    assert fault in lines(draft)[SINCE].faults


@pytest.mark.parametrize("reply", ["Không.", "[99] Distinguished guests!", "<think>[1] Hm"])
def test_what_the_model_leaves_out_is_told(office: Office, reply: str) -> None:
    kept = made(office)
    with translated_by(office, reply):
        draft = office.drafts.translate(kept.id, 1, EN, LAN).draft
    assert lines(draft)[SINCE] == Rendered(SINCE, "", (WORDS.fill("fault.untranslated"),))
    assert len(untranslated(draft)) == len([one for one in draft.sections if said(one)])


@pytest.mark.parametrize(
    "failing", [Reply(status=400), Reply(("[1] Half",), stalls=1, cut=True), Reply((), stalls=0)]
)
def test_where_the_model_fails_midway_what_it_wrote_is_kept_and_gone_on_with(
    office: Office, failing: Reply
) -> None:
    kept = made(office)
    good = answers(kept.draft)
    with translated_by(office, good[0], good[1], failing, timeout=4):
        half = office.drafts.translate(kept.id, 1, EN, LAN)
    missing = untranslated(half.draft)
    assert half.latest == 2
    assert 0 < len(missing) < len(good)
    assert half.draft.parallel is not None
    [notice] = half.draft.parallel.notices
    assert all(section.heading in notice for section in missing)
    with translated_by(office, *good[2:]) as server:
        whole = office.drafts.translate(kept.id, 2, EN, LAN)
    assert len(server.requests) == len(missing)
    assert untranslated(whole.draft) == []
    assert whole.draft.parallel is not None
    assert not whole.draft.parallel.notices


def test_where_the_model_says_nothing_the_draft_is_as_it_was(office: Office) -> None:
    kept = made(office)
    with translated_by(office, Reply(status=400)):
        after = office.drafts.translate(kept.id, 1, EN, LAN)
    assert (after.latest, after.draft.parallel) == (1, None)
    reason = prompts.load("answer.v1").fill("rejected")
    assert after.draft.notices == (WORDS.fill("failed", reason=reason),)


def test_a_changed_sentence_loses_its_translation_alone(office: Office) -> None:
    kept = made(office)
    with translated_by(office, *answers(kept.draft)):
        after = office.drafts.translate(kept.id, 1, EN, LAN)
    edits = unchanged(after)
    place = list(Part).index(Part.RELATIONS)
    points = tuple(
        replace(one, text="Hai bên là bạn.") if one.text == SINCE else one
        for one in edits[place].points
    )
    edits[place] = replace(edits[place], points=points)
    draft = office.drafts.edit(kept.id, 2, edits, LAN).draft
    assert SINCE not in lines(draft)
    assert [section.part for section in untranslated(draft)] == [Part.RELATIONS]


def test_a_deleted_document_goes_from_the_translation(office: Office) -> None:
    text = "Tỉnh Kimsan đã ký thỏa thuận với Huế tên là Ngocduc9x."
    document = take(office, "mat.txt", text)
    kept = made(office)
    with translated_by(office, "\n".join(f"[{n}] Ngocduc9x was signed." for n in range(1, 20))):
        office.drafts.translate(kept.id, 1, EN, LAN)
    office.library.delete(document, OPERATOR)
    assert files_holding(office.settings.data, "Ngocduc9x") == []


def test_files_hold_both_languages_and_the_marks(office: Office) -> None:
    kept = made(office)
    replies = answers(kept.draft)
    wrong = "In 2022, a delegation from Kimsan visited and worked in Hue."
    replies = [
        one.replace("In 2023, a delegation from Kimsan Province visited and worked in Hue City.",
                    wrong) for one in replies
    ]  # fmt: skip
    with translated_by(office, *replies):
        draft = office.drafts.translate(kept.id, 1, EN, LAN).draft
    mark = WORDS.fill("mark", faults="thiếu “2023”; thêm “2022”")
    [table] = Document(io.BytesIO(docx(draft, Form()))).tables
    rows = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert rows[SINCE] == IN_ENGLISH[SINCE]
    assert f"{wrong} {mark}" in rows.values()
    written = markdown(draft)
    assert IN_ENGLISH[SINCE] in written
    assert f"{wrong} **{mark}**" in written


def test_without_a_model_it_is_said_what_it_needs(office: Office) -> None:
    with pytest.raises(NoModelError):
        office.drafts.create(replace(BRIEF, language=EN), LAN)
    client = TestClient(create_app(office), base_url="http://127.0.0.1:7860")
    body = {"occasion": "hoi_dam", "partner": "Kimsan", "language": "en"}
    response = client.post("/api/drafts", json=body)
    assert (response.status_code, response.json()) == (501, {"error": drafts_text.NO_MODEL})


def test_the_interface_gives_both(office: Office) -> None:
    client = TestClient(create_app(office), base_url="http://127.0.0.1:7860")
    body = {"occasion": "tiep_xa_giao", "partner": "tỉnh Kimsan", "country": "Lào"}
    identifier = client.post("/api/drafts", json=body).json()["id"]
    with translated_by(office, "\n".join(f"[{n}] Thank you." for n in range(1, 20))):
        path = f"/api/drafts/{identifier}/translation"
        response = client.post(path, json={"base": 1, "language": "en"})
    assert response.status_code == 200, response.text
    parallel = response.json()["parallel"]
    assert parallel["language"] == "en"
    [since] = [one for one in parallel["lines"] if one["text"] == SINCE]
    assert since["translated"] == "Thank you."
    assert "thiếu “2009”" in since["faults"]
    assert client.post(path, json={"base": 1, "language": "xx"}).status_code == 422


def test_who_stops_it_has_the_draft_as_it_was(office: Office) -> None:
    kept = made(office)
    with translated_by(office, *answers(kept.draft)):
        after = office.drafts.translate(kept.id, 1, EN, LAN, lambda: True)
    assert after == kept


def test_nobody_is_told_of_a_document_closed_to_them(office: Office) -> None:
    kept = made(office)
    with translated_by(office, *answers(kept.draft)):
        office.drafts.translate(kept.id, 1, EN, LAN)
    [document] = office.library.documents(OPERATOR)
    office.library.set_access(document.id, Label.RESTRICTED, frozenset({"lanh-dao"}), OPERATOR)
    closed = office.drafts.get(kept.id, LAN).draft
    office.library.set_access(document.id, Label.INTERNAL, frozenset(), OPERATOR)
    assert closed.parallel is None
