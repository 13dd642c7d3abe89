"""The page in a real browser: what a person reads, opens and does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urljoin

import pytest
from browsing import ENGLISH, PHONE, fits, needs_chromium, watched, wording
from playwright.sync_api import BrowserContext, FilePayload, Page, ViewportSize, expect

from assistant import settings
from assistant.build import Office, open_office
from ui import page_text, text
from ui.library_text import LIBRARY

SAMPLES = Path(__file__).parents[1] / "samples"
TAKEN_IN = ("gioi-thieu-so-ngoai-vu.html", "quy-trinh-doan-ra.pdf")
HOSTILE = (
    "Quy chế thử nghiệm\n\nMật khẩu phòng họp Bến Ngự là "
    "<img src=x onerror=\"document.title='hỏng'\"> <script>document.title='hỏng'</script> hết.\n"
)
QUESTION = "Sở Ngoại vụ được thành lập theo quyết định nào?"
UNANSWERABLE = "Thủ đô nước Pháp ở đâu?"

pytest_plugins = ["browsing"]
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def office(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A real store, with the real model."""
    data = tmp_path_factory.mktemp("data")
    environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODELS": str(model_folder.parent)}
    with closing(open_office(settings.load(environment))) as office:
        for name in TAKEN_IN:
            office.intake.ingest_file(SAMPLES / name)
        office.intake.ingest_bytes(HOSTILE.encode(), name="<b>quy-che</b>.txt")
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    with watched(context, address) as page:
        yield ready(page)


def ready(page: Page) -> Page:
    expect(page.locator("#documents-count")).to_have_text("Kho có 3 tài liệu")
    return page


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator("[aria-busy=false]")).to_be_visible()


def test_the_welcome_says_what_can_be_asked(page: Page) -> None:
    expect(page).to_have_title(text.PRODUCT)
    assert page.evaluate("document.documentElement.lang") == "vi"
    expect(page.locator(".example")).to_have_text(page_text.EXAMPLES)
    page.locator(".example").first.click()
    expect(page.locator(".turn .asked")).to_contain_text(page_text.EXAMPLES[0])


def test_a_citation_opens_on_the_quoted_sentence(page: Page) -> None:
    ask(page, QUESTION)
    quote = page.locator(".quoted").first.inner_text().split("”")[0].removeprefix("“")
    page.locator(".prose-text .mark").first.click()

    marked = page.locator(".passage mark")
    expect(marked).to_have_text(quote)
    expect(marked).to_be_in_viewport()
    expect(page.locator(".evidence")).to_contain_text("gioi-thieu-so-ngoai-vu.html")
    whole = page.get_by_role("link", name=page_text.PAGE["open_text"]).get_attribute("href")
    assert quote in page.request.get(urljoin(page.url, str(whole))).text()
    with page.expect_download() as download:
        page.get_by_role("link", name=page_text.PAGE["open_original"]).click()
    assert download.value.suggested_filename == "gioi-thieu-so-ngoai-vu.html"


def test_a_refusal_looks_like_one_and_leaves_no_evidence_open(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".passage")).to_be_visible()
    ask(page, UNANSWERABLE)
    expect(page.locator(".turn").last).to_have_class("turn refused")
    expect(page.locator(".turn").last.locator(".mark")).to_have_count(0)
    expect(page.locator(".evidence")).to_contain_text(page_text.PAGE["evidence_empty"])


def test_an_empty_question_is_not_sent(page: Page) -> None:
    page.locator("#question textarea").fill("   ")
    page.locator("#send").click()
    expect(page.locator(".turn")).to_have_count(0)


def test_a_question_too_long_fails_in_its_place(page: Page) -> None:
    ask(page, "dài " * 1000)
    expect(page.locator(".turn .failure")).to_contain_text("Câu hỏi quá dài")


def test_a_server_that_is_gone_is_said_in_place_and_can_be_asked_again(page: Page) -> None:
    page.route("**/api/ask/stream", lambda route: route.abort())
    ask(page, QUESTION)
    expect(page.locator(".turn .failure")).to_have_text(page_text.PAGE["server_gone"])
    page.unroute("**/api/ask/stream")
    page.get_by_role("button", name=page_text.PAGE["retry"]).click()
    expect(page.locator(".turn .mark").first).to_be_visible()


def test_html_in_a_document_is_shown_as_text(page: Page) -> None:
    ask(page, "Mật khẩu phòng họp Bến Ngự là gì?")
    expect(page.locator(".passage, .nearest").first).to_contain_text("<script>")
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    expect(page.locator(".documents")).to_contain_text("<b>quy-che</b>.txt")
    expect(page).to_have_title(text.PRODUCT)
    assert page.locator(".passage script, .turn script, .documents b").count() == 0


def test_a_follow_up_is_asked_in_the_same_conversation(page: Page) -> None:
    with page.expect_request("**/api/ask/stream") as sent:
        ask(page, QUESTION)
    assert sent.value.post_data_json == {"question": QUESTION, "thread": "new"}
    thread = page.url.rpartition("=")[2]
    with page.expect_request("**/api/ask/stream") as sent:
        ask(page, "Ngày nào?")
    assert sent.value.post_data_json == {"question": "Ngày nào?", "thread": thread}


def test_a_new_conversation_forgets_the_old_one(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name=page_text.PAGE["new_conversation"]).click()
    expect(page.locator(".turn")).to_have_count(0)
    with page.expect_request("**/api/ask/stream") as sent:
        ask(page, "Ngày nào?")
    assert sent.value.post_data_json == {"question": "Ngày nào?", "thread": "new"}


def test_a_reload_keeps_the_conversation_and_another_tab_has_its_own(
    page: Page, address: str
) -> None:
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".turn .asked")).to_contain_text(QUESTION)
    expect(page.locator(".turn .mark").first).to_be_visible()
    other = page.context.new_page()
    other.goto(address)
    ready(other)
    expect(other.locator(".turn")).to_have_count(0)
    ask(other, UNANSWERABLE)
    expect(page.locator(".turn")).to_have_count(1)


def test_the_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    page.get_by_role("button", name=page_text.PAGE["copy"]).click()
    expect(page.get_by_role("button", name=page_text.PAGE["copied"])).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "222/1998/QĐ/UBND" in copied
    assert "\n\nNguồn:\n[1] " in copied


def test_files_are_taken_in_and_deleted(page: Page) -> None:
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    good = FilePayload(name="mới.txt", mimeType="text/plain", buffer="Một câu mới.".encode())
    bad = FilePayload(name="lạ.bin", mimeType="application/octet-stream", buffer=b"\0\1")
    page.locator("#upload-files").set_input_files([good, bad])
    expect(page.locator(".reports .good")).to_contain_text("mới.txt đã thêm")
    expect(page.locator(".reports .bad")).to_contain_text("hãy chuyển tệp sang PDF")
    expect(page.locator("#documents-count")).to_have_text("Kho có 4 tài liệu")

    row = page.locator(".documents tbody tr").filter(has_text="mới.txt")
    remove = row.get_by_role("button", name=str(LIBRARY["delete"]))
    remove.click()
    page.get_by_role("button", name=page_text.PAGE["cancel"]).click()
    expect(row).to_have_count(1)
    remove.click()
    page.get_by_role("button", name=str(LIBRARY["delete_yes"])).click()
    expect(row).to_have_count(0)
    expect(page.locator("#documents-count")).to_have_text("Kho có 3 tài liệu")


def test_the_list_is_narrowed_without_marks(page: Page) -> None:
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    page.locator(".filter").fill("gioi thieu so")
    expect(page.locator(".documents tbody tr")).to_have_count(1)


def test_on_a_phone_the_evidence_lies_over_the_page_and_closes(page: Page) -> None:
    page.set_viewport_size(PHONE)
    ask(page, QUESTION)
    expect(page.locator(".evidence")).to_be_hidden()
    mark = page.locator(".prose-text .mark").first
    mark.click()
    expect(page.locator(".passage mark")).to_be_in_viewport()
    assert fits(page)
    page.keyboard.press("Escape")
    expect(page.locator(".evidence")).to_be_hidden()
    expect(mark).to_be_focused()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_overflows_sideways(page: Page, width: int) -> None:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    assert fits(page)
    ask(page, "a" * 300)
    assert fits(page)
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    expect(page.locator(".documents tbody tr")).to_have_count(3)
    assert fits(page)


def test_every_word_and_label_is_vietnamese(page: Page) -> None:
    said = wording(page)
    ask(page, UNANSWERABLE)
    said += wording(page)
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    expect(page.locator(".documents tbody tr")).to_have_count(3)
    page.locator(".documents").evaluate("(element) => element.remove()")  # the office's own words
    said += wording(page)
    assert [line for line in said if ENGLISH.search(line)] == []
