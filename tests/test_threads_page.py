"""Kept conversations in a real browser: what a person finds, opens, names and deletes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import ENGLISH, PHONE, fits, needs_chromium, watched, wording
from fakes import opened
from playwright.sync_api import BrowserContext, Locator, Page, expect
from server import served

from assistant.build import Office
from assistant.kept import GONE
from index.access import OPERATOR
from ui import page_text
from ui.threads_text import THREADS
from ui.wire import answer_json

SENTENCE = "Trưởng đoàn Kimphung đi nước Lào ngày 05/03/2024."
QUESTION = "Trưởng đoàn Kimphung đi nước nào?"
OTHER = "Đoàn Bachma gồm bao nhiêu người?"
NEW = page_text.PAGE["new_conversation"]

pytest_plugins = ["browsing"]
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        office.intake.ingest_bytes("Đoàn Bachma gồm 12 người.".encode(), name="bachma.txt")
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str, office: Office) -> Iterator[Page]:
    office.threads.delete_all(OPERATOR)
    office.intake.ingest_bytes(SENTENCE.encode(), name="kimphung.txt")
    with watched(context, address) as page:
        expect(page.locator("#documents-count")).to_have_text("Kho có 2 tài liệu")
        yield page


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator("[aria-busy=false]")).to_be_visible()


def listed(page: Page) -> Locator:
    return page.locator("#threads .thread a")


def item(page: Page, title: str) -> Locator:
    return page.locator("#threads .thread").filter(has_text=title)


def press(page: Page, name: str, title: str) -> None:
    item(page, title).hover()
    item(page, title).get_by_role("button", name=THREADS[name].format(title=title)).click()


def two(page: Page) -> None:
    """Two conversations, the second open."""
    ask(page, QUESTION)
    page.get_by_role("button", name=NEW).click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, OTHER)
    expect(listed(page)).to_have_text([OTHER, QUESTION])


def test_an_empty_list_says_what_will_stand_there(page: Page) -> None:
    expect(page.locator("#threads .hint")).to_have_text(THREADS["threads_none"])


def test_a_conversation_is_opened_with_marks_that_lead_to_its_evidence(page: Page) -> None:
    two(page)
    expect(item(page, OTHER).locator("[aria-current]")).to_have_count(1)
    listed(page).nth(1).click()
    expect(page.locator(".turn .asked")).to_contain_text(QUESTION)
    expect(item(page, QUESTION).locator("[aria-current]")).to_have_count(1)
    expect(item(page, OTHER).locator("[aria-current]")).to_have_count(0)
    expect(item(page, QUESTION).locator("time")).to_have_text(THREADS["just_now"])
    page.locator(".prose-text .mark").first.click()
    expect(page.locator(".passage mark")).to_have_text(SENTENCE)
    page.go_back()
    expect(page.locator(".turn .asked")).to_contain_text(OTHER)


def test_a_restart_of_the_server_goes_on_in_the_open_conversation(
    context: BrowserContext, tmp_path: Path
) -> None:
    assert context.browser is not None
    # Of its own: Chromium takes a script compiled for one port as being from there on another.
    browsing = context.browser.new_context()
    with opened(tmp_path) as office, served(office) as address:
        office.intake.ingest_bytes(SENTENCE.encode(), name="kimphung.txt")
        page = browsing.new_page()
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, QUESTION)
        expect(page.locator("#threads").get_by_role("link")).to_have_text([QUESTION])
    port = urlsplit(address).port
    assert port is not None
    with opened(tmp_path) as office, served(office, port):
        page.reload()
        expect(page.locator(".turn .asked")).to_contain_text(QUESTION)
        ask(page, "Ngày nào?")
        expect(page.locator(".understood")).to_contain_text("Trưởng đoàn Kimphung")
        expect(page.locator("#threads").get_by_role("link")).to_have_text([QUESTION])
        browsing.close()


def test_a_follow_up_can_be_asked_alone(page: Page) -> None:
    ask(page, QUESTION)
    ask(page, "Ngày nào?")
    with page.expect_request("**/api/ask/stream") as sent:
        page.get_by_role("button", name=THREADS["ask_alone"]).click()
    thread = page.url.rpartition("=")[2]
    assert sent.value.post_data_json == {"question": "Ngày nào?", "thread": thread, "alone": True}
    expect(page.locator(".turn")).to_have_count(3)
    expect(page.locator(".turn").last.locator("[aria-busy=false]")).to_be_visible()
    expect(page.get_by_role("button", name=THREADS["ask_alone"])).to_have_count(1)


def test_a_question_from_another_tab_shows_with_the_next_answer(page: Page, office: Office) -> None:
    ask(page, QUESTION)
    thread = page.url.rpartition("=")[2]
    office.threads.add(thread, OTHER, answer_json(office.answerer.ask(OTHER, OPERATOR)), OPERATOR)
    page.locator("#question textarea").fill("Ngày nào?")
    page.locator("#question textarea").press("Enter")
    asked = [f"{page_text.PAGE['you']}: {question}" for question in (QUESTION, OTHER, "Ngày nào?")]
    expect(page.locator(".turn .asked")).to_have_text(asked)


def test_conversations_are_found_without_diacritics(page: Page) -> None:
    two(page)
    page.locator("#threads input").fill("nuoc LAO")
    expect(listed(page)).to_have_text([QUESTION])
    page.locator("#threads input").fill("voi")
    expect(page.locator("#threads .hint")).to_have_text(THREADS["threads_none_found"])
    page.locator("#threads input").fill("")
    expect(listed(page)).to_have_count(2)


def test_a_conversation_gets_another_name(page: Page) -> None:
    two(page)
    press(page, "thread_rename_this", QUESTION)
    page.keyboard.press("Escape")
    expect(listed(page)).to_have_text([OTHER, QUESTION])
    press(page, "thread_rename_this", QUESTION)
    page.get_by_label(THREADS["thread_name"]).fill("<b>Đoàn Lào</b>")
    page.keyboard.press("Enter")
    expect(listed(page)).to_have_text([OTHER, "<b>Đoàn Lào</b>"])
    assert page.locator("#threads b").count() == 0


def test_deleting_asks_first_and_leaves_a_new_conversation(page: Page, office: Office) -> None:
    two(page)
    press(page, "thread_delete_this", OTHER)
    page.get_by_role("button", name=page_text.PAGE["cancel"]).click()
    expect(listed(page)).to_have_count(2)
    press(page, "thread_delete_this", OTHER)
    page.locator("dialog").get_by_role("button", name=THREADS["thread_delete"]).click()
    expect(listed(page)).to_have_text([QUESTION])
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name=THREADS["threads_delete"]).click()
    page.locator("dialog").get_by_role("button", name=THREADS["threads_delete"]).click()
    expect(listed(page)).to_have_count(0)
    assert office.threads.all(OPERATOR, 1) == []


def test_what_a_document_no_longer_says_is_not_shown(page: Page, office: Office) -> None:
    ask(page, QUESTION)
    gone = next(one for one in office.library.documents(OPERATOR) if one.file == "kimphung.txt")
    office.library.delete(gone.id, OPERATOR)
    page.reload()
    expect(page.locator(".prose-text")).to_have_text(GONE)
    expect(page.locator(".sources .gone")).to_have_text(f"[1] {GONE}")
    expect(page.locator(".mark")).to_have_count(0)
    expect(page.locator("#ask-page")).not_to_contain_text("Lào")


def test_an_address_of_none_opens_a_new_one_and_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/#hoi-thoai=0123456789abcdef")
    expect(page.locator(".failure")).to_contain_text("Không có cuộc hội thoại này")
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, QUESTION)


def test_the_column_stays_folded(page: Page) -> None:
    page.get_by_role("button", name=THREADS["threads_hide_this"]).click()
    expect(page.locator("#threads")).to_be_hidden()
    page.reload()
    expect(page.locator("#threads")).to_be_hidden()
    page.get_by_role("button", name=THREADS["threads"]).click()
    expect(page.locator("#threads")).to_be_visible()


def test_on_a_phone_the_list_is_a_drawer(page: Page) -> None:
    two(page)
    page.set_viewport_size(PHONE)
    shower = page.get_by_role("button", name=THREADS["threads"])
    expect(page.locator("#threads")).to_be_hidden()
    shower.click()
    expect(page.locator("#threads input")).to_be_focused()
    assert fits(page)
    page.keyboard.press("Escape")
    expect(page.locator("#threads")).to_be_hidden()
    expect(shower).to_be_focused()
    shower.click()
    listed(page).nth(1).click()
    expect(page.locator("#threads")).to_be_hidden()
    expect(page.locator(".turn .asked")).to_contain_text(QUESTION)
    assert fits(page)


def test_every_word_and_label_is_vietnamese(page: Page) -> None:
    said = wording(page)
    two(page)
    press(page, "thread_rename_this", QUESTION)
    said += wording(page)
    page.keyboard.press("Escape")
    press(page, "thread_delete_this", QUESTION)
    said += wording(page)
    assert [line for line in said if ENGLISH.search(line)] == []
