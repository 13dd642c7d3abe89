"""The page «Đánh giá» in a real browser: a librarian's gold questions, runs, what they show."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ENGLISH, LAPTOP, PHONE, fits, needs_chromium, watched, wording
from fakes import opened
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Route, expect

from assistant.build import Office
from assistant.gold import GoldQuestion, parse
from assistant.scores import flat
from index.access import OPERATOR
from ui import evaluate_text, text
from ui.evaluate_text import EVALUATE
from ui.library_text import LIBRARY

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

TEXTS = {
    "le-tan.txt": "Lễ tân đối ngoại\n\nTrong phòng tiếp, khách chính ngồi bên phải chủ nhà.\n",
    "bien-ban.txt": "Biên bản làm việc\n\nĐoàn Gyeongju gồm 14 thành viên, đến năm 2021.\n",
}
GOLD = [
    GoldQuestion("le-tan", ("Khách chính ngồi bên nào?",), ("le-tan.txt",), ("bên phải",)),
    GoldQuestion("sai", ("Đoàn Gyeongju gồm bao nhiêu người?",), ("bien-ban.txt",), ("15",)),
    GoldQuestion("phap", ("Thủ đô nước Pháp ở đâu?",), refuse=True),
]
HOSTILE = "<img src=x onerror=\"document.title='hỏng'\">"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        for name, words in TEXTS.items():
            office.intake.ingest_bytes(words.encode(), name=name)
        yield office


@pytest.fixture
def questions(office: Office) -> None:
    """The office's questions as they stand before each test that needs some."""
    empty(office)
    office.gold.take_in(GOLD)


@pytest.fixture
def no_questions(office: Office) -> None:
    empty(office)


def empty(office: Office) -> None:
    for question in office.gold.all():
        office.gold.remove(question.id)


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    with watched(context, address) as page:
        page.get_by_role("tab", name=evaluate_text.TAB).click()
        expect(page.locator("#evaluate .questions-part .add")).to_be_visible()
        yield page


def row(page: Page, words: str) -> Locator:
    return page.locator(".gold-list tbody tr").filter(has_text=words)


def press(place: Page | Locator, words: str) -> None:
    place.get_by_role(
        "button", name=str(EVALUATE.get(words, LIBRARY.get(words))), exact=True
    ).click()


def open_results(page: Page) -> Locator:
    page.locator('#evaluate .parts [data-part="results"]').click()
    part = page.locator("#evaluate .results-part")
    expect(part.locator(".start")).to_be_enabled()
    return part


def measure(part: Locator) -> None:
    part.locator(".start").click()
    expect(part.locator(".progress .summary")).to_be_visible()


def run(office: Office) -> int:
    number = office.evaluations.begin(OPERATOR, answers=True).number
    assert office.evaluations._thread is not None
    office.evaluations._thread.join()
    return number


def amend(office: Office, number: int, **facts: object) -> None:
    """Changes what became of the first question in a run that was kept."""
    path = office.settings.data / "evaluations" / f"{number:04}.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["items"][0] |= facts
    path.write_text(json.dumps(kept), encoding="utf-8")


# Questions -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_questions")
def test_a_question_is_added_in_the_format_of_the_contract(page: Page, office: Office) -> None:
    expect(page.locator(".gold-list")).to_contain_text(str(EVALUATE["gold_empty"]))
    press(page, "gold_add")
    page.locator("#gold-question").fill("Gồm bao nhiêu thành viên?")
    page.locator("#gold-previous").fill("Đoàn Gyeongju đến năm nào?\n\n")
    page.locator("#gold-source-find").fill("bien ban")
    page.locator(".offer").click()
    page.locator("#gold-source-find").fill("LỄ TÂN")
    page.locator("#gold-source-find").press("Enter")
    expect(page.locator(".chip")).to_have_count(2)
    page.locator(".chip").filter(has_text="le-tan").locator("button").click()
    page.locator("#gold-answers").fill("14 thành viên\n14")
    press(page, "save")
    expect(page.locator(".saved")).to_have_text(str(EVALUATE["gold_saved"]))
    expect(row(page, "Gồm bao nhiêu")).to_contain_text(evaluate_text.KINDS["follow_up"])
    expect(page.locator('[data-part="questions"] .count')).to_have_text("1")

    [kept] = office.gold.all()
    assert kept.turns == ("Đoàn Gyeongju đến năm nào?", "Gồm bao nhiêu thành viên?")
    assert (kept.sources, kept.answers) == (("bien-ban.txt",), ("14 thành viên", "14"))


@pytest.mark.usefixtures("questions")
def test_a_question_is_edited_and_deleted(page: Page, office: Office) -> None:
    row(page, "Khách chính").locator(".edit").click()
    expect(page.locator("#gold-answers")).to_have_value("bên phải")
    page.locator("#gold-refuse").check()
    expect(page.locator("#gold-answers")).to_be_hidden()
    press(page, "save")
    expect(row(page, "Khách chính")).to_contain_text(str(EVALUATE["gold_must_refuse"]))
    expect(row(page, "Khách chính").locator(".edit")).to_be_focused()
    assert office.gold.all()[0] == GoldQuestion("le-tan", GOLD[0].turns, refuse=True)

    row(page, "Khách chính").locator(".danger").click()
    press(page.get_by_role("dialog"), "delete_yes")
    expect(page.locator(".gold-list tbody tr")).to_have_count(2)
    assert [one.id for one in office.gold.all()] == ["sai", "phap"]


@pytest.mark.usefixtures("questions")
def test_what_is_typed_is_not_lost_and_an_empty_question_not_sent(
    page: Page, office: Office
) -> None:
    row(page, "Khách chính").locator(".edit").click()
    page.locator("#gold-question").fill(" ")
    press(page, "save")
    expect(page.locator("#gold-question-wrong")).to_have_text(str(EVALUATE["gold_wrong_question"]))
    expect(page.locator("#gold-question")).to_be_focused()
    page.locator('#evaluate .parts [data-part="results"]').click()
    press(page.get_by_role("dialog"), "unsaved_stay")
    expect(page.locator("#gold-question")).to_have_value(" ")
    page.locator(".gold-form .actions .quiet").click()
    press(page.get_by_role("dialog"), "unsaved_drop")
    expect(page.locator(".gold-list tbody tr")).to_have_count(3)
    assert office.gold.all() == GOLD


@pytest.mark.usefixtures("questions")
def test_questions_are_filtered(page: Page) -> None:
    page.locator("#evaluate .filter").fill("gyeongju")
    expect(page.locator(".gold-list tbody tr")).to_have_count(1)
    expect(page.locator("#evaluate .questions-part .shown")).to_have_text("Hiện 1 trong 3 câu hỏi.")
    page.locator("#evaluate .filter").fill("")
    page.locator('[data-choice="gold-kind"] select').select_option("unanswerable")
    expect(page.locator(".gold-list tbody tr")).to_have_count(1)
    expect(row(page, "Pháp")).to_be_visible()


@pytest.mark.usefixtures("questions")
def test_questions_are_imported_and_exported(page: Page, office: Office) -> None:
    def send(content: str) -> None:
        file = FilePayload(name="q.jsonl", mimeType="", buffer=content.encode())
        page.locator("#gold-file").set_input_files(file)

    send('{"question": "Một?"}\n{"question"')
    expect(page.locator("#evaluate .failure")).to_contain_text("Dòng 2")
    assert office.gold.all() == GOLD
    lines = [{"id": "le-tan", "question": "Khách ngồi đâu?"}, {"id": "m", "question": HOSTILE}]
    send("\n".join(map(json.dumps, lines)))
    expect(page.locator("#evaluate .saved")).to_contain_text("thêm 1 câu, thay 1 câu")
    expect(page.locator("#evaluate .failure")).to_have_count(0)
    expect(row(page, HOSTILE)).to_be_visible()
    expect(page).to_have_title(text.PRODUCT)
    with page.expect_download() as download:
        page.locator("#evaluate a.choose").click()
    assert list(parse(Path(download.value.path()).read_bytes()).questions) == office.gold.all()


@pytest.mark.usefixtures("no_questions")
def test_the_sample_questions_are_offered_to_a_newcomer(page: Page, office: Office) -> None:
    page.locator(".take-samples").click()
    expect(row(page, "222/1998/QĐ/UBND")).to_be_visible()
    assert len(office.gold.all()) >= 30
    expect(page.locator(".take-samples")).to_have_count(0)


# Runs ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("questions")
def test_a_run_that_ends_before_it_is_looked_for_is_shown(page: Page, office: Office) -> None:
    part = open_results(page)

    def answer_late(route: Route) -> None:
        if office.evaluations._thread is not None:
            office.evaluations._thread.join()
        route.continue_()

    page.route("**/api/evaluations/state", answer_late)
    measure(part)
    expect(part.locator(".figures").first).to_be_visible()


@pytest.mark.usefixtures("questions")
def test_a_run_shows_figures_kinds_and_each_question(page: Page, office: Office) -> None:
    part = open_results(page)
    measure(part)
    found = flat(office.evaluations.all()[0])
    figures = part.locator(".figures").first
    for name, words in (("recall@1", "recall@1)"), ("answer_containment", "Chứa lời đáp")):
        shown = evaluate_text.figure(name, found[name])
        expect(figures.locator("tr").filter(has_text=words)).to_contain_text(shown)
    kinds = part.locator(".of-kinds")
    expect(kinds).to_contain_text(evaluate_text.KINDS["unanswerable"])

    failed = part.locator('[data-item="sai"]')
    expect(failed.locator("summary")).to_contain_text(str(EVALUATE["results_failed"]))
    expect(part.locator(".item").last).to_contain_text(str(EVALUATE["results_passed"]))
    failed.locator("summary").click()
    expect(failed.locator(".passages").last).to_contain_text("Đoàn Gyeongju gồm 14 thành viên")
    expect(failed.locator(".passages").last).to_contain_text(str(EVALUATE["results_right"]))
    part.locator('[data-choice="items"] select').select_option("failed")
    expect(failed).to_be_visible()
    expect(part.locator('[data-item="phap"]')).to_have_count(0)


@pytest.mark.usefixtures("questions")
def test_a_run_is_compared_with_an_earlier_one(page: Page, office: Office) -> None:
    earlier, later = run(office), run(office)
    amend(office, earlier, rank=4, contained=False)
    amend(office, later, rank=1, contained=True)
    part = open_results(page)
    part.locator('[data-choice="against"] select').select_option(str(earlier))
    expect(part.locator('th[data-column="change"]')).to_be_visible()
    expect(part.locator(".change.good").filter(has_text="+50 điểm")).to_be_visible()
    part.locator('[data-choice="items"] select').select_option("better")
    expect(part.locator(".item")).to_have_count(1)
    part.locator(".item summary").click()
    expect(part.locator(".item dl")).to_contain_text("nguồn: thứ 4 → thứ 1")


@pytest.mark.usefixtures("questions")
def test_a_run_is_watched_and_stopped(
    page: Page, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    observe = office.examiner.observe

    def slowly(*arguments: object, **named: object) -> object:
        go_on.wait(60)
        return observe(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(office.evaluations._examiner, "observe", slowly)
    kept = len(office.evaluations.all())
    part = open_results(page)
    part.locator(".start").click()
    expect(part.locator(".now")).to_have_text("Đang hỏi: 0/3 câu")
    expect(part.locator(".start")).to_be_disabled()
    page.reload()  # the run goes on at the server, and is found again
    page.get_by_role("tab", name=evaluate_text.TAB).click()
    page.locator('#evaluate .parts [data-part="results"]').click()
    part.locator(".stop").click()
    expect(part.locator(".stop")).to_have_text(str(EVALUATE["run_stopping"]))
    go_on.set()
    expect(part.locator(".summary")).to_have_text(str(EVALUATE["run_stopped"]))
    expect(part.locator(".start")).to_be_enabled()
    assert len(office.evaluations.all()) == kept


@pytest.mark.usefixtures("no_questions")
def test_without_questions_a_run_says_what_to_do(page: Page) -> None:
    part = open_results(page)
    part.locator(".start").click()
    expect(part.locator(".progress .failure")).to_contain_text("Chưa có câu hỏi đánh giá nào")
    expect(part.locator(".start")).to_be_enabled()


# Language and size ---------------------------------------------------------------------------


@pytest.mark.usefixtures("questions")
def test_all_is_in_vietnamese_and_fits_laptop_and_phone(page: Page, office: Office) -> None:
    run(office)
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        page.locator('#evaluate .parts [data-part="questions"]').click()
        expect(page.locator(".gold-list tbody tr")).to_have_count(3)
        assert fits(page)
        page.locator(".gold-list .edit").first.click()
        expect(page.locator(".gold-form")).to_be_visible()
        assert fits(page)
        said = wording(page)
        page.locator(".gold-form .actions .quiet").click()
        open_results(page)
        expect(page.locator(".item").first).to_be_visible()
        page.locator(".item summary").first.click()
        expect(page.locator(".passages").first).to_be_visible()
        assert fits(page)
        said += wording(page)
        assert [line for line in said if ENGLISH.search(line)] == []
        page.locator(".item summary").first.click()
