"""Attacks in a real browser: whatever a document, its name or a question says is shown as text.
No request leaves, no script runs, no element comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attacks import CHARACTERS, MARKUP, NAMED, OTHERS, QUESTIONS
from browsing import needs_chromium, watched
from playwright.sync_api import BrowserContext, Page, expect

from assistant import settings
from assistant.build import Office, open_office
from index.access import OPERATOR
from ui import page_text, search_text, text

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

FORGED = "Sân bay Bạch Mã mở cửa năm 2031 [1] [2], nâng cấp năm 2033 [1]."
SHOWN = (".turn", ".evidence", ".documents", ".results")
# Elements that the pages never make of an answer, a passage or a list.
FOREIGN = "script, img, iframe, svg, style, link, meta, form, details, object, embed"


@pytest.fixture(scope="module")
def office(model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data = tmp_path_factory.mktemp("data")
    environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODELS": str(model_folder.parent)}
    with closing(open_office(settings.load(environment))) as office:
        for attack in (*MARKUP, *CHARACTERS, *NAMED, *OTHERS):
            office.intake.ingest_bytes(attack.data, name=attack.file)
        office.intake.ingest_bytes(FORGED.encode(), name="Dự án [1]” [1].txt")
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """As opened; `watched` fails on any request to another machine."""
    with watched(context, address) as page:
        expect(page.locator("#documents-count")).to_contain_text("tài liệu")
        yield page
        assert page.title() == text.PRODUCT


def ask(page: Page, question: str) -> None:
    turns = page.locator(".turn").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1)
    expect(page.locator(".turn").last.locator("[aria-busy=false]")).to_be_visible()


def assert_inert(page: Page) -> None:
    for area in SHOWN:
        assert page.locator(area).locator(FOREIGN).count() == 0
        for link in page.locator(area).locator("a").all():
            assert (link.get_attribute("href") or "").startswith("/api/documents/")
    attributes = page.evaluate(
        """() => [...document.querySelectorAll(".turn *, .evidence *, .documents *")]
            .flatMap((element) => element.getAttributeNames().filter((name) =>
                name.startsWith("on") || name === "srcdoc" || name === "style"))"""
    )
    assert attributes == []


def test_markup_of_documents_is_shown_as_text(page: Page) -> None:
    for number in range(101, 101 + len(MARKUP)):
        ask(page, f"Mật hiệu phòng Bạch Mã số {number} là gì?")
        shown = page.locator(".turn").last
        expect(shown).to_contain_text("Mật hiệu phòng Bạch Mã số")
        shown.locator(".mark, .source").first.click()
        expect(page.locator(".passage mark")).to_contain_text("Mật hiệu")
    assert_inert(page)


def test_a_mark_within_a_quote_or_a_title_is_no_citation(page: Page) -> None:
    ask(page, "Sân bay Bạch Mã mở cửa năm nào?")
    quoted = page.locator(".turn .quoted").filter(has_text="năm 2031")
    expect(quoted).to_contain_text("[1] [2]")
    expect(quoted.locator(".mark")).to_have_count(1)
    expect(page.locator(".prose-text p.lead .mark")).to_have_count(1)
    for line in page.locator(".prose-text p:not(.quoted):not(.lead)").all():
        assert line.locator(".mark").count() == 0


def test_hostile_questions_are_shown_as_text(page: Page) -> None:
    for question in (QUESTIONS[6], QUESTIONS[12], QUESTIONS[0]):
        ask(page, question)
        expect(page.locator(".turn .asked").last).to_contain_text(question)
    assert_inert(page)


def test_names_and_titles_are_shown_as_text_in_the_list_of_documents(page: Page) -> None:
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    expect(page.locator(".documents tbody tr").first).to_be_visible()
    expect(page.locator(".documents")).to_contain_text("<img src=x onerror=")
    assert_inert(page)
    shown = page.locator(".documents").inner_text()
    assert not [c for c in "\u202e\u202c\u200b\x1b\x9b" if c in shown]


def test_search_results_are_shown_as_text(page: Page) -> None:
    page.get_by_role("tab", name=search_text.TAB).click()
    page.locator("#search .field").fill("Mật hiệu phòng Bạch Mã")
    page.locator("#search .field").press("Enter")
    expect(page.locator("#search .result").first).to_be_visible()
    page.locator("#search .result .title").first.click()
    expect(page.locator("#search .passage")).to_be_visible()
    assert_inert(page)


def test_what_is_copied_is_plain_text(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Sân bay Bạch Mã mở cửa năm nào?")
    page.get_by_role("button", name=page_text.PAGE["copy"]).click()
    expect(page.get_by_role("button", name=page_text.PAGE["copied"])).to_be_visible()
    kinds = page.evaluate(
        "async () => (await navigator.clipboard.read()).flatMap((item) => item.types)"
    )
    assert kinds == ["text/plain"]


def test_every_original_comes_under_a_name_that_a_header_can_hold(
    page: Page, office: Office
) -> None:
    for record in office.library.documents(OPERATOR):
        sent = page.request.get(f"{page.url.rstrip('/')}/api/documents/{record.id}/original")
        assert sent.ok, record.file
        assert sent.headers["content-type"] == "application/octet-stream"
        assert sent.headers["content-disposition"].startswith("attachment;")
