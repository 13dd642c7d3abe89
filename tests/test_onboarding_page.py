"""«Hội nhập» in a real browser: from reading to quiz to progress."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import ENGLISH, PHONE, fits, needs_chromium, watched, wording
from fakes import opened
from papers import paper
from playwright.sync_api import BrowserContext, Page, expect

from assistant.build import Office
from assistant.onboarding.quiz import Form, Item
from index.access import OPERATOR
from ui import onboarding_text
from ui.onboarding_text import ONBOARDING
from ui.sharing_text import SHARING
from ui.wire_onboarding import quote_json

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

INTRODUCTION = """# Giới thiệu Sở Ngoại vụ

## 1. Lịch sử

Sở Ngoại vụ ra đời năm 1998. Sở Ngoại vụ (SNgV) giúp UBND thành phố về đối ngoại.

Nhiều năm qua, Sở đã tham mưu để thành phố ký 32 bản ghi nhớ hợp tác với các đối tác nước ngoài.

Trong nhiệm kỳ trước, thành phố đã đón tiếp 45 đoàn khách của các nước đến thăm và làm việc.

Mạng lưới hợp tác của thành phố đã mở tới các đối tác thuộc 44 quốc gia trên thế giới.

Sở đã phối hợp tổ chức thành công 11 kỳ Festival và nhiều hội thảo tại thành phố Huế.

## 2. Đối tác

Thành phố có quan hệ hợp tác với các tỉnh Gifu, Nara (Nhật Bản). Công việc do SNgV theo dõi."""
HISTORY = "Lịch sử và chức năng"
UNANSWERED = "Lương tối thiểu vùng bốn là bao nhiêu?"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        office.intake.ingest_bytes(INTRODUCTION.encode(), name="gioi-thieu.md")
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str, office: Office) -> Iterator[Page]:
    office.onboarding.progress.forget(OPERATOR)
    with watched(context, address) as page:
        start(page)
        yield page


def start(page: Page) -> None:
    page.get_by_role("tab", name=onboarding_text.TAB).click()
    expect(page.locator("#onboarding .lesson h2")).to_have_text(HISTORY)
    expect(page.locator("#onboarding .passage-card").first).to_be_visible()


def part(page: Page, name: str) -> None:
    page.locator(f"#onboarding .parts [data-part={name}]").click()


def answer(page: Page, item: Item, *, right: bool) -> None:
    """Answers the question shown, which is this one."""
    card = page.locator("#onboarding .quiz-card")
    expect(card.locator("> blockquote")).to_have_text(item.subject)
    if item.form is Form.CHOOSE:
        chosen = next(one for one in item.options if item.right(one) is right)
        card.get_by_label(chosen, exact=True).check()
    else:
        card.locator(".field").fill(item.answer if right else "7")
    card.get_by_role("button", name=ONBOARDING["ob_quiz_check"]).click()
    expect(card.locator(".verdict button.primary")).to_be_visible()


def test_a_module_from_reading_to_quiz_to_progress(page: Page, office: Office) -> None:
    lesson = page.locator("#onboarding .lesson")
    expect(lesson.locator(".facts")).to_contain_text("Sở Ngoại vụ ra đời năm 1998.")
    for box in lesson.locator(".passage-card input").all():
        box.check()
    here = page.locator("#onboarding .module[aria-current]")
    standing = next(one for one in office.onboarding.path(OPERATOR) if one.passages)
    percent = 100 * 2 // (2 + standing.wanted)
    expect(here).to_contain_text(f"xong {percent} %")
    expect(here.locator("progress")).to_have_attribute("value", str(percent))
    items = office.onboarding.quiz("lich-su-chuc-nang", OPERATOR, 8)
    asked = len(items)
    assert asked > 2
    lesson.locator(".quiz-start button").click()
    for at, item in enumerate(items, 1):
        said = ONBOARDING["ob_quiz_of"].format(at=at, count=asked)
        expect(lesson.locator(".quiz-card")).to_contain_text(said)
        answer(page, item, right=at == 1)
        verdict = lesson.locator(".verdict")
        said = ONBOARDING["ob_quiz_right" if at == 1 else "ob_quiz_wrong"]
        expect(verdict.locator(".right, .wrong")).to_have_text(said)
        expect(verdict.locator("blockquote")).to_have_text(item.quote.text)
        when = ONBOARDING["ob_soon"]
        if at == 1:  # what is right comes again in days
            expect(verdict).not_to_contain_text(when)
        else:
            expect(verdict).to_contain_text(when)
        verdict.locator("button.primary").click()
    result = ONBOARDING["ob_quiz_result"].format(right=1, count=asked)
    expect(lesson.locator(".quiz-result h3")).to_have_text(result)
    part(page, "progress")
    standing = page.locator("#onboarding .standings li").filter(has_text=HISTORY)
    wanted = office.onboarding.path(OPERATOR)[0].wanted
    expect(standing).to_contain_text(f"Đã đọc 2/2 đoạn, đúng 1/{wanted} câu cần đạt")
    with page.expect_download() as download:
        page.get_by_role("link", name=ONBOARDING["ob_progress_summary"]).click()
    assert download.value.suggested_filename == "tom-tat-hoi-nhap.docx"


def test_a_term_is_explained_where_it_stands(page: Page) -> None:
    term = page.locator("#onboarding .passage-text .term").filter(has_text="SNgV").first
    term.hover()
    expect(page.locator(".term-tip")).to_contain_text("Sở Ngoại vụ")
    page.locator("#onboarding .lesson h2").hover()
    expect(page.locator(".term-tip")).to_have_count(0)
    term.focus()
    expect(page.locator(".term-tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".term-tip")).to_have_count(0)


def test_glossary_time_line_and_partners_open_the_passage(page: Page) -> None:
    part(page, "glossary")
    page.get_by_role("searchbox", name=ONBOARDING["ob_glossary_filter"]).fill("so ngoai")
    expect(page.locator("#onboarding .glossary dt")).to_have_text(["SNgV"])
    part(page, "timeline")
    expect(page.locator("#onboarding .events h3")).to_have_text(["Năm 1998"])
    page.locator("#onboarding .events .source").click()
    mark = page.locator(".onboarding-evidence mark")
    expect(mark).to_have_text("Sở Ngoại vụ ra đời năm 1998.")
    page.keyboard.press("Escape")
    expect(page.locator(".onboarding-evidence")).to_have_count(0)
    part(page, "partners")
    expect(page.locator("#onboarding .country .place")).to_have_text(["Gifu", "Nara"])


def test_asking_more_opens_the_chat_with_the_place(page: Page) -> None:
    card = page.locator("#onboarding .passage-card").first
    card.get_by_role("button", name=ONBOARDING["ob_ask_more"]).click()
    field = page.locator("#question textarea")
    expect(field).to_be_visible()
    expect(field).to_have_value("Theo «Giới thiệu Sở Ngoại vụ», mục «1. Lịch sử»: ")
    back = ONBOARDING["ob_back_to_lesson"].format(title=HISTORY)
    page.get_by_role("button", name=back).click()
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name=ONBOARDING["ob_ask_more"])).to_be_focused()
    expect(page.get_by_role("button", name=back)).to_have_count(0)


def test_a_question_that_the_documents_cannot_answer_says_so(page: Page) -> None:
    page.get_by_role("button", name="Công tác lãnh sự").click()
    rows = page.locator("#onboarding .to-answer .unanswerable")
    expect(rows.first).to_contain_text(ONBOARDING["ob_question_missing"])
    question = rows.first.locator(".example").inner_text()
    rows.first.get_by_role("button", name=ONBOARDING["ob_question_tell"]).click()
    expect(rows.first.locator(".told")).to_have_text(ONBOARDING["ob_question_told"])
    part(page, "progress")
    kept = page.locator("#onboarding .unanswered li").filter(has_text=question)
    kept.get_by_role("button").click()
    expect(kept).to_have_count(0)


def test_rows_of_one_table_are_shown_as_one_table(page: Page) -> None:
    lines = (
        "Quy định", "STT: 1; Tên: A", "STT: 2; Tên: B; Ghi chú: c; d", "STT: 3; Tên: C.",
        "Việc: x; Chủ trì: y", "Có hai loại: một; hai.",
    )  # fmt: skip
    quote = paper("\n".join(lines)).quote(0, sum(map(len, lines)) + 2 * (len(lines) - 1))
    tables = page.evaluate(
        r"""async (citation) => {
            const { blocks } = await import("/pages/onboarding-parts.js");
            return blocks(citation).map((one) => one.querySelectorAll("tbody tr").length);
        }""",
        quote_json(quote),
    )
    assert tables == [0, 3, 1, 0]


def test_a_question_without_an_answer_reaches_the_keeper(page: Page) -> None:
    page.get_by_label(ONBOARDING["ob_ask"]).fill(UNANSWERED)
    page.get_by_label(ONBOARDING["ob_ask"]).press("Enter")
    expect(page.locator("#onboarding .given .nothing")).to_have_text(
        ONBOARDING["ob_answers_refused"]
    )
    part(page, "progress")
    kept = page.locator("#onboarding .unanswered li")
    expect(kept).to_contain_text(UNANSWERED)
    kept.get_by_role("button").click()
    expect(kept).to_have_count(0)


def test_the_keeper_changes_the_path_in_the_page(page: Page, office: Office) -> None:
    part(page, "progress")
    page.get_by_role("button", name=ONBOARDING["ob_keeper_path"]).click()
    field = page.locator("#onboarding textarea")
    expect(field).to_have_value(office.onboarding.paths.text())
    field.fill("modules: [")
    page.get_by_role("button", name=ONBOARDING["ob_keeper_save"]).click()
    expect(page.locator("#onboarding .keeper .failure")).to_contain_text("YAML")
    field.fill("modules:\n  - {id: mot, title: Học phần của ta}")
    page.get_by_role("button", name=ONBOARDING["ob_keeper_save"]).click()
    expect(page.locator("#onboarding .saved")).to_have_text(ONBOARDING["ob_keeper_saved"])
    assert [one.title for one in office.onboarding.paths.modules()] == ["Học phần của ta"]
    office.onboarding.paths.restore()


def test_a_module_without_documents_names_them(page: Page) -> None:
    page.get_by_role("button", name="Hội nghị, hội thảo quốc tế").click()
    lesson = page.locator("#onboarding .lesson")
    expect(lesson.locator(".nothing")).to_have_text(ONBOARDING["ob_nothing"])
    expect(lesson.locator(".missing li").first).to_contain_text("hội nghị, hội thảo quốc tế")


def test_a_phone_shows_every_part_without_overflow(context: BrowserContext, address: str) -> None:
    with watched(context, address, PHONE) as page:
        start(page)
        assert fits(page)
        # The lesson begins in the first screen.
        begun = page.locator("#onboarding .goals").bounding_box()
        assert begun is not None
        assert begun["y"] < PHONE["height"]
        for name in ("review", "glossary", "timeline", "partners", "progress"):
            part(page, name)
            expect(page.locator(f"#onboarding .{name}-part h2")).to_be_visible()
            assert fits(page)
        assert not [line for line in wording(page) if ENGLISH.search(line)]


def test_a_newcomer_agrees_to_be_seen_by_a_mentor_and_withdraws(page: Page) -> None:
    part(page, "progress")
    sharing, overview = (page.locator(f"#onboarding .{name}") for name in ("sharing", "overview"))
    expect(overview).to_contain_text(SHARING["sh_nobody"])
    sharing.get_by_label(SHARING["sh_name"]).fill("Nguyễn Thị Lan")
    sharing.get_by_role("button", name=SHARING["sh_agree"]).click()
    expect(sharing).to_contain_text(SHARING["sh_on"].format(name="Nguyễn Thị Lan"))
    learner = overview.locator(".learner")
    learner.locator("summary").click()
    expect(learner).to_contain_text(HISTORY)
    sharing.get_by_role("button", name=SHARING["sh_withdraw"]).click()
    expect(overview).to_contain_text(SHARING["sh_nobody"])
    expect(overview.locator(".learner")).to_have_count(0)
