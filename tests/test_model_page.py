"""The page in a real browser, with a language model behind it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from browsing import needs_chromium, watched
from chat_server import ChatServer, Reply, chatting
from fakes import opened
from playwright.sync_api import BrowserContext, Page, expect

import prompts
from assistant.build import Office
from ui import page_text, text

pytest_plugins = ["browsing"]
pytestmark = [
    needs_chromium,
    pytest.mark.skipif(
        find_spec("langchain_openai") is None, reason="the packages for language models are missing"
    ),
]

QUESTION = "Sở Ngoại vụ được thành lập theo quyết định nào?"
SOURCE = (
    "Sở Ngoại vụ được thành lập theo Quyết định số 222/1998/QĐ/UBND ngày 14 tháng 02 năm 1998.\n"
    "Khi thành lập, Sở Ngoại vụ có 15 công chức.\n"
)
FIRST = "Sở Ngoại vụ được thành lập theo Quyết định 222/1998/QĐ-UBND [1]. "
SECOND = "Khi thành lập, Sở Ngoại vụ có 15 công chức [1]. "
FALSE = "Khi thành lập, Sở Ngoại vụ có 25 công chức [1]. "
HOSTILE = "<img src=x onerror=alert(1)> Sở Ngoại vụ có 15 công chức [1]. "


@pytest.fixture(scope="module")
def model() -> Iterator[ChatServer]:
    """A server whose replies each test sets."""
    with chatting("") as server:
        yield server


@pytest.fixture(scope="module")
def office(model: ChatServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "gioi-thieu.txt").write_text(SOURCE, "utf-8")
    chosen = {"NGOAIVU_LLM": "openai:thu", "NGOAIVU_LLM_URL": f"{model.url}/v1"}
    with opened(folder / "data", **chosen) as office:
        office.intake.ingest_file(folder / "gioi-thieu.txt")
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    with watched(context, address) as page:
        expect(page.locator("#documents-count")).to_have_text("Kho có 1 tài liệu")
        yield page


def begin(page: Page, question: str = QUESTION) -> None:
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")


def test_prose_is_shown_with_its_marks_and_says_whose_words_it_is(
    page: Page, model: ChatServer
) -> None:
    model.replies[:] = [Reply((FIRST, SECOND, FALSE, HOSTILE))]
    begin(page)
    expect(page.locator("[aria-busy=false]")).to_be_visible()
    prose = page.locator(".prose-text")
    expect(prose.locator("p").first).to_have_text(
        f"{FIRST}{SECOND}".strip().replace("ức [1]", "ức [2]")
    )
    expect(prose.locator(".mark")).to_have_text(["[1]", "[2]"])
    expect(page.locator(".reply")).to_contain_text(page_text.PAGE["by_model"])
    removed = prompts.load("answer.v1").fill("removed", count=2)
    expect(page.locator(".reply .warning")).to_have_text(removed)
    assert "25 công chức" not in page.locator("body").inner_text()

    prose.locator(".mark").last.click()
    expect(page.locator(".passage mark")).to_have_text(
        "Khi thành lập, Sở Ngoại vụ có 15 công chức."
    )


def test_a_sentence_is_shown_and_can_be_opened_while_the_next_is_written(
    page: Page, model: ChatServer
) -> None:
    model.left.clear()
    model.replies[:] = [Reply((FIRST, "Khi", " thành lập"), stalls=2)]
    begin(page)
    expect(page.locator(".prose-text .mark")).to_have_text(["[1]"])
    expect(page.locator("[aria-busy=true]")).to_be_visible()
    expect(page.locator(".stage")).to_contain_text(text.STAGES["write"])
    page.locator(".prose-text .mark").click()
    expect(page.locator(".passage mark")).to_contain_text("222/1998/QĐ/UBND")

    page.get_by_role("button", name=page_text.PAGE["new_conversation"]).click()
    assert model.left.wait(10)  # who begins anew waits for no answer


def test_a_model_that_fails_leaves_quotes_and_the_reason(page: Page, model: ChatServer) -> None:
    model.replies[:] = [Reply((FIRST, "Khi"), cut=True)]
    begin(page)
    expect(page.locator("[aria-busy=false]")).to_be_visible()
    expect(page.locator(".quoted")).to_have_count(1)
    words = prompts.load("answer.v1")
    notice = words.fill("fell_back", reason=words.fill("cut_off"))
    expect(page.locator(".reply .warning").first).to_have_text(notice)
    expect(page.locator(".reply")).not_to_contain_text(page_text.PAGE["by_model"])


def test_a_kept_answer_opens_as_it_was(page: Page, model: ChatServer) -> None:
    model.replies[:] = [Reply((FIRST,))]
    begin(page)
    expect(page.locator("[aria-busy=false]")).to_be_visible()
    shown = page.locator(".prose-text").inner_text()
    page.reload()
    expect(page.locator(".prose-text .mark")).to_have_text(["[1]"])
    assert page.locator(".prose-text").inner_text() == shown
    expect(page.locator(".reply")).to_contain_text(page_text.PAGE["by_model"])
