"""The page «Gợi ý phát biểu» in a real browser: from the brief to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ENGLISH, LAPTOP, PHONE, fits, needs_chromium, watched, wording
from docx import Document
from fakes import opened
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect
from test_drafts import REPORT, take
from test_spoken import spoken_by
from test_translate import translated_by

from assistant.build import Office
from ui import drafts_text
from ui.drafts_text import DRAFTS

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

HOSTILE = (
    "Tỉnh Kimsan ký thỏa thuận <img src=x onerror=\"document.title='hỏng'\"> với Huế năm 2018."
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        take(office, "bao-cao.txt", REPORT)
        take(office, "la.txt", HOSTILE)
        yield office


def opened_page(context: BrowserContext, address: str, size: ViewportSize) -> Iterator[Page]:
    with watched(context, address, size) as page:
        page.get_by_role("tab", name=drafts_text.TAB).click()
        expect(page.locator("#drafts .brief")).to_be_visible()
        yield page


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    yield from opened_page(context, address, LAPTOP)


@pytest.fixture
def phone(context: BrowserContext, address: str) -> Iterator[Page]:
    yield from opened_page(context, address, PHONE)


def make(page: Page, sections: int = 6, **more: str) -> None:
    given = {"partner": "tỉnh Kimsan", "country": "Lào", **more}
    for name, value in given.items():
        page.locator(f"#drafts [name={name}]").fill(value)
    page.get_by_role("button", name=str(DRAFTS["brief_make"])).click()
    made = page.locator("#drafts .draft-section")
    expect(made).to_have_count(sections, timeout=30_000)


def section(page: Page, heading: str) -> Locator:
    return page.locator("#drafts .draft-section").filter(
        has=page.get_by_role("heading", name=heading)
    )


def save(page: Page) -> None:
    page.get_by_role("button", name=str(DRAFTS["draft_save"]), exact=True).click()
    expect(page.locator("#drafts .drafts-work .status")).to_have_text(str(DRAFTS["draft_saved"]))


def test_a_brief_becomes_points_with_sources(page: Page) -> None:
    make(page, guests="ông Somchai, Phó Tỉnh trưởng tỉnh Kimsan\nbà Mali, Tỉnh trưởng tỉnh Kimsan")
    greeted = section(page, "Chào mừng").locator(".words")
    expect(greeted.first).to_have_text("Kính thưa bà Mali, Tỉnh trưởng tỉnh Kimsan,")
    relations = section(page, "Quan hệ với")
    expect(relations).to_contain_text("thiết lập quan hệ hữu nghị từ năm 2009")
    expect(relations.locator(".quote .source").first).to_be_visible()
    expect(page.locator("#drafts .length")).to_contain_text("650 tiếng")


def test_a_source_opens_its_passage(page: Page) -> None:
    make(page)
    section(page, "Kết quả").locator(".source").first.click()
    expect(page.locator("#drafts .passage mark")).to_contain_text("45 sinh viên")
    page.keyboard.press("Escape")
    expect(page.locator("#drafts .passage")).to_have_count(0)


def test_points_are_moved_rewritten_locked_and_kept(page: Page) -> None:
    make(page)
    results = section(page, "Kết quả")
    point = results.locator(".points > .quote").first
    point.get_by_role("button", name=str(DRAFTS["draft_edit"])).click()
    results.locator("textarea").fill("Tỉnh Kimsan đã nhận 99 sinh viên.")
    results.get_by_role("button", name=str(DRAFTS["draft_edit_done"])).click()
    own = results.locator(".own")
    expect(own).to_contain_text("99 sinh viên")
    expect(own.locator(".missing")).to_have_text(str(DRAFTS["draft_own"]))
    own.get_by_role("button", name=str(DRAFTS["draft_up"])).click()
    relations = section(page, "Quan hệ với")
    own = relations.locator(".own")
    own.get_by_role("button", name=str(DRAFTS["draft_lock"]), exact=True).click()
    save(page)
    expect(own.locator(".lock")).to_be_visible()
    page.get_by_role("button", name=str(DRAFTS["draft_check"])).click()
    expect(own.locator(".missing")).to_have_text(str(DRAFTS["draft_own_unsourced"]))
    expect(page.locator("#drafts .checks")).to_contain_text("99 sinh viên")


def test_a_section_is_made_anew(page: Page) -> None:
    make(page)
    results = section(page, "Kết quả")
    results.get_by_role("button", name=str(DRAFTS["draft_remove"])).first.click()
    results.get_by_role("button", name=str(DRAFTS["draft_remake"])).click()
    expect(page.locator("#drafts .version")).to_contain_text("Phiên bản 3")
    expect(results).to_contain_text("45 sinh viên")


def test_what_was_taken_out_can_be_used_again(page: Page) -> None:
    make(page)
    results = section(page, "Kết quả")
    before = results.locator(".points > li").count()
    results.get_by_role("button", name=str(DRAFTS["draft_remove"])).first.click()
    expect(results.locator(".points > li")).to_have_count(before - 1)
    results.locator(".spare summary").click()
    results.get_by_role("button", name=str(DRAFTS["draft_use"])).first.click()
    expect(results.locator(".points > li")).to_have_count(before)
    save(page)
    expect(results.locator(".points .own")).to_have_count(0)


def test_versions_are_compared_and_taken_back(page: Page) -> None:
    make(page)
    results = section(page, "Kết quả")
    results.get_by_role("button", name=str(DRAFTS["draft_remove"])).first.click()
    save(page)
    page.get_by_role("button", name=str(DRAFTS["draft_versions"])).click()
    page.get_by_role("button", name=str(DRAFTS["draft_difference_of"])).first.click()
    expect(page.locator("#drafts .differences .removed")).to_have_count(1)
    page.get_by_role("button", name=str(DRAFTS["draft_restore"])).first.click()
    expect(page.locator("#drafts .version")).to_contain_text("Phiên bản 3")


def test_the_fact_sheet_tells_what_is_known(page: Page) -> None:
    make(page)
    page.get_by_role("button", name=str(DRAFTS["draft_facts"])).click()
    sheet = page.locator("#drafts .draft-side")
    expect(sheet).to_contain_text("Bounthong Vilay")
    expect(sheet).to_contain_text("Thỏa thuận")


def test_a_brief_without_a_subject_is_told_what_it_lacks(page: Page) -> None:
    page.get_by_role("button", name=str(DRAFTS["brief_make"])).click()
    expect(page.locator("#drafts .failure")).to_contain_text("hãy ghi đối tác")
    expect(page.locator("#drafts .brief")).to_be_visible()


def test_two_hands_on_one_draft(page: Page, context: BrowserContext, address: str) -> None:
    make(page)
    title = page.locator("#drafts .headline h2").inner_text()
    other = context.new_page()
    other.goto(address)
    other.get_by_role("tab", name=drafts_text.TAB).click()
    other.locator("#drafts .kept-draft").filter(has_text=title).first.click()
    section(other, "Kết quả").get_by_role("button", name=str(DRAFTS["draft_remove"])).first.click()
    save(other)
    section(page, "Kết quả").get_by_role("button", name=str(DRAFTS["draft_remove"])).first.click()
    page.get_by_role("button", name=str(DRAFTS["draft_save"]), exact=True).click()
    expect(page.locator("#drafts .failure")).to_contain_text("sửa ở nơi khác")
    page.get_by_role("button", name=str(DRAFTS["draft_reload"])).click()
    expect(page.locator("#drafts .version")).to_contain_text("Phiên bản 2")


def test_from_the_brief_to_a_word_document(page: Page, tmp_path: Path) -> None:
    make(page, event="Buổi xuất thử")
    results = section(page, "Kết quả")
    results.get_by_role("button", name=str(DRAFTS["draft_add"])).click()
    results.locator("textarea").fill("Chúng tôi rất quý mến quý vị.")
    results.get_by_role("button", name=str(DRAFTS["draft_edit_done"])).click()
    page.locator("#drafts .export summary").click()
    page.locator("#drafts .export-menu").get_by_text(str(DRAFTS["draft_export_letterhead"])).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=str(DRAFTS["draft_export_docx"]), exact=True).click()
    assert download.value.suggested_filename == "Tiếp xã giao tỉnh Kimsan.docx"
    file = tmp_path / "goi-y.docx"
    download.value.save_as(file)
    text = "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    assert "- Tỉnh Kimsan đã tiếp nhận 45 sinh viên Huế sang thực tập trong năm 2024." in text
    assert "Chúng tôi rất quý mến quý vị. (người soạn viết, chưa kiểm tra)" in text
    assert Document(str(file)).tables
    expect(page.locator("#drafts .version")).to_contain_text("Phiên bản 2")  # saved before


def test_without_a_language_model_it_is_said_what_needs_one(page: Page) -> None:
    expect(page.locator("#drafts .brief")).to_contain_text(str(DRAFTS["brief_no_model"]))
    expect(page.locator("#drafts [name=genre]")).to_have_count(0)
    make(page, event="Buổi viết lời")
    expect(page.get_by_role("button", name=str(DRAFTS["draft_speak"]))).to_have_count(0)


def test_a_speech_and_its_translation_are_written_where_the_brief_asks(
    page: Page, office: Office
) -> None:
    pytest.importorskip("langchain_openai", reason="the packages for language models are missing")
    said = "Năm 2009, tỉnh Kimsan và thành phố Huế thiết lập quan hệ hữu nghị."
    english = "\n".join(f"[{n}] Kimsan was the first." for n in range(1, 20))
    with spoken_by(office, f"{said} [1]"), translated_by(office, english):
        page.reload()
        page.get_by_role("tab", name=drafts_text.TAB).click()
        page.locator("#drafts [name=genre]").select_option("bai_phat_bieu")
        page.locator("#drafts [name=language]").select_option("en")
        make(page, 7, event="Buổi nói thử")
        speech = section(page, str(DRAFTS["draft_speech"]))
        expect(speech).to_contain_text(str(DRAFTS["draft_speech_legend"]))
        unchecked = speech.locator(".pair", has_text=said).locator(".unchecked")
        expect(unchecked).to_contain_text("thiếu “2009”", timeout=30_000)
    speech.locator(".cite").first.click()
    expect(page.locator("#drafts .passage mark")).to_be_visible()


def test_a_draft_is_deleted_after_a_question(page: Page, address: str) -> None:
    make(page, event="Buổi xóa thử")
    page.get_by_role("button", name=str(DRAFTS["draft_delete"])).click()
    page.get_by_role("button", name=str(DRAFTS["draft_delete_no"])).click()
    expect(page.locator("#drafts .draft-section")).to_have_count(6)
    page.get_by_role("button", name=str(DRAFTS["draft_delete"])).click()
    before = page.request.get(f"{address}/api/drafts").json()["drafts"]
    page.get_by_role("button", name=str(DRAFTS["draft_delete_yes"])).click()
    expect(page.locator("#drafts .brief")).to_be_visible()
    assert len(page.request.get(f"{address}/api/drafts").json()["drafts"]) == len(before) - 1


def test_text_of_documents_is_never_markup(page: Page) -> None:
    make(page)
    expect(section(page, "Quan hệ với")).to_contain_text("<img src=x onerror")
    assert "hỏng" not in page.title()


def test_everything_is_in_vietnamese(page: Page) -> None:
    make(page)
    assert [line for line in wording(page) if ENGLISH.search(line) and "<img" not in line] == []


def test_on_a_phone_all_fits(phone: Page) -> None:
    assert fits(phone)
    make(phone)
    assert fits(phone)
    section(phone, "Kết quả").locator(".source").first.click()
    expect(phone.locator("#drafts .passage mark")).to_be_visible()
    assert fits(phone)
    phone.locator("#drafts .close").click()
    expect(phone.locator("#drafts .draft-section").first).to_be_visible()
