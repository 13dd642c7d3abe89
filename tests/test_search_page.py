"""The page «Tìm kiếm» in a real browser: what is found, narrowed, opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import ENGLISH, LAPTOP, PHONE, fits, needs_chromium, watched, wording
from fakes import opened
from official import take_in
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from assistant.build import Office
from ui import search_text
from ui.search_text import SEARCH

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

HOSTILE = (
    "Quy chế thử nghiệm\n\nMật khẩu phòng họp Bến Ngự là "
    "<img src=x onerror=\"document.title='hỏng'\"> <script>document.title='hỏng'</script> hết.\n"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        take_in(office)
        office.intake.ingest_bytes(HOSTILE.encode(), name="<b>quy-che</b>.txt")
        yield office


def opened_page(context: BrowserContext, address: str, size: ViewportSize) -> Iterator[Page]:
    with watched(context, address, size) as page:
        page.get_by_role("tab", name=search_text.TAB).click()
        expect(page.locator("#search .facet").first).to_be_attached()
        yield page


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    yield from opened_page(context, address, LAPTOP)


@pytest.fixture
def phone(context: BrowserContext, address: str) -> Iterator[Page]:
    yield from opened_page(context, address, PHONE)


def search(page: Page, question: str) -> Locator:
    page.locator("#search .field").fill(question)
    page.locator("#search .field").press("Enter")
    expect(page.locator("#search .results")).to_have_attribute("aria-busy", "false")
    return page.locator("#search .result")


def choose(page: Page, value: str) -> None:
    page.locator("#search .facet label").filter(has_text=value).locator("input").click()


def test_results_say_where_they_stand(page: Page) -> None:
    found = search(page, "hợp tác với Hàn Quốc")
    first = found.first
    expect(first.locator(".title")).to_contain_text("Báo cáo")
    expect(first.locator(".facts")).to_contain_text("số 22/BC-SNgV, ngày 18/12/2025")
    marks = first.locator("mark").all_inner_texts()
    assert any("hợp tác" in mark for mark in marks)
    assert not {"với", "về"} & set(marks)


def test_a_question_without_diacritics_marks_words_with_them(page: Page) -> None:
    found = search(page, "hop tac voi han quoc")
    marks = found.filter(has_text="22/BC-SNgV").locator("mark").all_inner_texts()
    assert any("hợp tác" in mark for mark in marks)


def test_facets_narrow_and_stay_in_sight(page: Page) -> None:
    found = search(page, "đoàn hợp tác")
    everything = found.count()
    choose(page, "Báo cáo")
    expect(found).to_have_count(4)  # two passages of each
    choose(page, "2025")
    expect(found).to_have_count(2)
    expect(page.locator("#search summary")).to_have_text("Lọc kết quả (2)")
    kinds = page.locator("#search .facet").nth(1).locator("label")
    expect(kinds).to_have_text(["Báo cáo 1"], use_inner_text=True)
    page.get_by_role("button", name=str(SEARCH["facets_clear"])).click()
    expect(found).to_have_count(everything)


def test_a_result_opens_in_its_document(page: Page) -> None:
    search(page, "hợp tác với Hàn Quốc").first.locator(".title").click()
    panel = page.locator("#search .evidence")
    expect(panel.locator(".passage mark")).to_contain_text("hợp tác với Hàn Quốc")
    expect(panel.locator(".passage")).to_contain_text("22/BC-SNgV")
    expect(panel.locator("dl")).to_contain_text("18/12/2025")


def test_a_passage_in_another_language_is_marked_as_such(page: Page) -> None:
    found = search(page, "delegation tourism")
    foreign = found.filter(has_text="two sides")
    expect(foreign.locator(".language")).to_have_text("tiếng Anh")
    assert found.filter(has_text="BC-SNgV").locator(".language").count() == 0
    foreign.locator(".title").click()
    expect(page.locator("#search .evidence dl")).to_contain_text("tiếng Anh")


def test_nothing_found_says_what_to_do(page: Page) -> None:
    page.route("**/api/search*", lambda route: route.fulfill(json=[]))
    search(page, "đoàn")
    expect(page.locator("#search .none")).to_have_text(str(SEARCH["search_none"]))
    expect(page.locator("#search .results")).to_contain_text("bỏ bớt điều kiện lọc")


def test_an_empty_question_asks_for_one(page: Page) -> None:
    page.locator("#search .field").press("Enter")
    expect(page.locator("#search .results")).to_contain_text(str(SEARCH["search_hint"]))


def test_text_of_documents_is_never_markup(page: Page) -> None:
    found = search(page, "mật khẩu phòng họp Bến Ngự")
    expect(found.first.locator(".words")).to_contain_text("<img src=x onerror")
    found.first.locator(".title").click()
    expect(page.locator("#search .passage")).to_contain_text("<script>")
    assert "hỏng" not in page.title()


def test_a_server_that_is_gone_is_said(page: Page) -> None:
    page.route("**/api/search*", lambda route: route.abort())
    search(page, "đoàn")
    expect(page.locator("#search .failure")).to_contain_text("Không kết nối được")


def test_all_works_by_keyboard(page: Page) -> None:
    search(page, "hợp tác với Hàn Quốc")
    page.locator("#search .title").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search .passage mark")).to_be_visible()
    box = page.locator("#search .facet input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()


def test_on_a_phone_the_facets_fold_and_the_passage_covers_the_page(phone: Page) -> None:
    expect(phone.locator("#search .facet-list")).not_to_be_visible()
    found = search(phone, "hợp tác với Hàn Quốc")
    assert fits(phone)
    phone.locator("#search summary").click()
    choose(phone, "Báo cáo")
    expect(found).to_have_count(4)
    assert fits(phone)
    found.first.locator(".title").click()
    panel = phone.locator("#search .evidence")
    expect(panel.locator(".passage mark")).to_be_visible()
    assert fits(phone)
    panel.locator(".close").click()
    expect(panel).not_to_be_visible()
    expect(found.first.locator(".title")).to_be_focused()


def test_every_word_and_label_is_vietnamese(page: Page) -> None:
    search(page, "hợp tác với Hàn Quốc").first.locator(".title").click()
    expect(page.locator("#search .passage mark")).to_be_visible()
    page.locator("#search .hits").evaluate("(element) => element.remove()")  # documents' words
    assert [line for line in wording(page) if ENGLISH.search(line)] == []
