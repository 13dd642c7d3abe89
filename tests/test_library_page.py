"""The page «Kho tài liệu» in a real browser: what a librarian takes in, puts right and looks up."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from browsing import ENGLISH, PHONE, fits, needs_chromium, watched, wording
from fakes import Direct, opened
from PIL import Image
from playwright.sync_api import (
    BrowserContext,
    FilePayload,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)

from assistant.build import Office
from index.places import FileAt
from ingest.document import Conversion, Document, Metadata, PageReading, RawBlock, assemble
from ui import api_text, intake_text, page_text, text
from ui.library_text import LIBRARY

pytest_plugins = ["browsing"]
pytestmark = needs_chromium

T = TypeVar("T")
SCAN = "bao-cao-quet.pdf"
OLD_FONT = "cong-van-cu.doc"
LETTER = "thong-bao.txt"
READ = {1: "Báo cáo quý I.", 2: "Đón 27 đoàn kháoh quốc tế.", 3: "Ký 03 thoả thụân."}
SURE = {1: 0.97, 2: 0.41, 3: 0.72}
LETTER_TEXT = """SỞ NGOẠI VỤ

Số: 12/TB-SNgV

Huế, ngày 05 tháng 9 năm 2026

THÔNG BÁO

Lịch làm việc của đoàn Savannakhet

Đoàn làm việc từ ngày 10 tháng 9.
"""


class Scanning(Direct):
    """Reads the one scan of these tests as OCR would, without the seconds that OCR takes."""

    def run(self, function: Callable[..., T], *arguments: Any) -> T:
        found: Any
        if function.__name__ == "page_image":
            found = picture()
        elif function.__name__ == "read" and arguments[1] == SCAN:
            found = scanned(arguments[0], arguments[2])
        else:
            found = super().run(function, *arguments)
        return found  # type: ignore[no-any-return]


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (420, 594), 230).save(buffer, "PNG")
    return buffer.getvalue()


def scanned(data: bytes, corrections: Mapping[int, str]) -> Document:
    texts = {number: corrections.get(number, read) for number, read in READ.items()}
    stored, blocks = assemble(
        RawBlock(line, page=number) for number, read in texts.items() for line in read.splitlines()
    )
    pages = []
    for number in READ:
        own = [block for block in blocks if block.page == number]
        fixed = number in corrections
        sure = 1.0 if fixed else SURE[number]
        pages.append(PageReading(number, sure, fixed, own[0].start, own[-1].end))
    digest = hashlib.sha256(data).hexdigest()
    metadata = Metadata(title="Báo cáo quét", kind="Báo cáo", date="2024-04-17")
    return Document(SCAN, digest, stored, blocks, metadata, tuple(pages))


def converted(data: bytes) -> Document:
    stored, blocks = assemble([RawBlock("Mời đoàn doanh nghiệp.")])
    digest = hashlib.sha256(data).hexdigest()
    metadata = Metadata(title="Công văn cũ", number="77/CV-NgV", date="2001-05-03", kind="Công văn")
    conversion = Conversion("tcvn3", 1234, 0.98, "Mêi ®oµn doanh nghiÖp.")
    return Document(OLD_FONT, digest, stored, blocks, metadata, (), conversion)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        office.library._reader = office.intake._reader = Scanning()
        office.intake.ingest_bytes(LETTER_TEXT.encode(), name=LETTER)
        for document, data, name in (
            (scanned(b"scan", {}), b"scan", SCAN),
            (converted(b"old"), b"old", OLD_FONT),
        ):
            office.updater.add(document, data, FileAt(f"/mnt/chung/{name}", name))
        yield office


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    with watched(context, address) as page:
        open_library(page)
        yield page


def open_library(page: Page) -> None:
    page.get_by_role("tab", name=page_text.TAB_LIBRARY).click()
    expect(page.locator(".documents tbody tr")).not_to_have_count(0)


def open_part(page: Page, name: str) -> Locator:
    page.locator(f'.parts [data-part="{name}"]').click()
    part = page.locator(f'.part[data-part="{name}"]')
    expect(part).to_be_visible()
    return part


def row(page: Page, name: str) -> Locator:
    return page.locator(".documents tbody tr").filter(has_text=name)


def open_details(page: Page, name: str) -> Locator:
    row(page, name).locator("[data-document]").click()
    panel = page.locator(".details")
    expect(panel.locator(".information")).to_be_visible()
    return panel


def start_editing(page: Page, name: str) -> Locator:
    panel = open_details(page, name)
    panel.locator(".edit").click()
    expect(panel.locator(".edit-form")).to_be_visible()
    return panel


def press(place: Page | Locator, words: str) -> None:
    place.get_by_role("button", name=str(LIBRARY[words]), exact=True).click()


def upload(page: Page, *files: tuple[str, bytes]) -> None:
    page.locator("#upload-files").set_input_files(
        [FilePayload(name=name, mimeType="", buffer=data) for name, data in files]
    )
    expect(page.locator(".progress .summary")).to_be_visible()


# Details and editing -------------------------------------------------------------------------


def test_an_edit_outlives_reload_and_taking_in_again_and_can_be_given_back(
    page: Page, office: Office
) -> None:
    panel = start_editing(page, LETTER)
    panel.locator("#edit-title").fill("Thông báo đã đặt tên lại")
    panel.locator("#edit-recipients").fill("UBND thành phố\n\nLưu: VT")
    panel.locator("#edit-date").fill("6/9/2026")
    press(panel, "save")
    expect(panel.locator("h3")).to_have_text("Thông báo đã đặt tên lại")
    expect(panel.locator(".by-hand")).to_have_count(3)
    expect(panel.locator("dd li")).to_have_text(["UBND thành phố", "Lưu: VT"])
    expect(panel.locator("dl").first).to_contain_text("06/09/2026")

    office.intake.ingest_bytes((LETTER_TEXT + "\nThêm một câu.\n").encode(), name=LETTER)
    page.reload()
    open_library(page)
    panel = open_details(page, "Thông báo đã đặt tên lại")
    panel.locator('[data-field="title"] button').click()
    expect(panel.locator('[data-field="title"]')).to_have_count(0)
    expect(panel.locator("h3")).to_contain_text("Lịch làm việc")
    expect(row(page, LETTER).locator("[data-document]")).to_contain_text("Lịch làm việc")
    expect(panel.locator(".by-hand")).to_have_count(2)


def test_a_day_that_is_none_is_not_sent_and_what_is_typed_is_not_lost(page: Page) -> None:
    panel = start_editing(page, OLD_FONT)
    panel.locator("#edit-date").fill("31/02/2020")
    press(panel, "save")
    expect(panel.locator("#edit-date-wrong")).to_have_text(str(LIBRARY["wrong_date"]))
    expect(panel.locator("#edit-date")).to_be_focused()

    page.keyboard.press("Escape")
    press(page.get_by_role("dialog"), "unsaved_stay")
    expect(panel.locator("#edit-date")).to_have_value("31/02/2020")
    row(page, SCAN).locator("[data-document]").click()
    press(page.get_by_role("dialog"), "unsaved_drop")
    expect(panel.locator("h3")).to_have_text("Báo cáo quét")


def test_the_rights_of_a_document_are_edited_with_it(page: Page) -> None:
    panel = start_editing(page, OLD_FONT)
    panel.locator("#edit-label").select_option("restricted")
    panel.locator("#edit-groups").fill("Lễ tân, Hợp tác quốc tế")
    press(panel, "save")
    expect(panel.locator("dl").first).to_contain_text("Hợp tác quốc tế, Lễ tân")
    expect(row(page, OLD_FONT)).to_contain_text(text.LABELS["restricted"])


def test_the_details_tell_of_old_letters_and_close_with_escape(page: Page) -> None:
    panel = open_details(page, OLD_FONT)
    expect(panel).to_contain_text("TCVN3 (ABC) sang Unicode: 1.234 chữ, độ tin cậy 98%")
    expect(panel).to_contain_text(f"/mnt/chung/{OLD_FONT}")
    press(panel, "raw_open")
    expect(page.locator("dialog .raw")).to_have_text("Mêi ®oµn doanh nghiÖp.")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(row(page, OLD_FONT).locator("[data-document]")).to_be_focused()


# The list ------------------------------------------------------------------------------------


def test_filters_narrow_the_list_and_are_taken_back(page: Page) -> None:
    page.get_by_label(str(LIBRARY["filter_year"]), exact=True).select_option("2001")
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    expect(row(page, OLD_FONT)).to_contain_text(str(LIBRARY["mark_converted"]))
    expect(page.locator(".shown")).to_contain_text("Hiện 1 trong ")
    page.get_by_label(str(LIBRARY["filter_kind"]), exact=True).select_option("Báo cáo")
    expect(page.locator(".documents")).to_have_text(str(LIBRARY["filter_none"]))
    press(page, "filter_clear")
    expect(row(page, SCAN)).to_contain_text(str(LIBRARY["mark_scanned"]))
    expect(row(page, OLD_FONT)).to_have_count(1)


@pytest.mark.parametrize(
    ("relation", "whole", "ended", "badge", "sentence"),
    [
        ("replaces", True, True, "ended", "Hết hiệu lực từ ngày 01/07/2024, được thay thế bởi"),
        ("abolishes", True, False, "ending", "Sẽ hết hiệu lực từ ngày 01/07/2024, được bãi bỏ bởi"),
        ("amends", True, False, "amended", "Được sửa đổi, bổ sung từ ngày 01/07/2024 bởi"),
        ("abolishes", False, False, "partly", "Được bãi bỏ một phần từ ngày 01/07/2024 bởi"),
    ],
)
def test_what_became_of_a_document_is_marked_and_said(
    page: Page, relation: str, whole: bool, ended: bool, badge: str, sentence: str
) -> None:
    scan: dict[str, Any] = {}

    def act(route: Route) -> None:
        found = route.fetch().json()
        one = found if isinstance(found, dict) else next(r for r in found if r["file"] == OLD_FONT)
        records = [found] if isinstance(found, dict) else found
        scan.update({r["file"]: r["document_id"] for r in records})
        one["validity"] = {
            "relation": relation,
            "whole": whole,
            "ended": ended,
            "effective": "2024-07-01",
            "document_id": scan[SCAN],
            "title": "Quyết định mới",
            "number": "30/2024/QĐ-SNgV",
            "date": "2024-06-20",
        }
        route.fulfill(json=found)

    page.route("**/api/documents", act)
    page.route("**/details", act)
    page.reload()
    open_library(page)
    expect(row(page, OLD_FONT).locator(f".badge.{badge}")).to_have_text(
        str(LIBRARY[f"validity_{badge}"])
    )
    panel = open_details(page, OLD_FONT)
    expect(panel.locator(".validity")).to_contain_text(sentence)
    page.unroute("**/details")
    panel.locator(".validity button").click()
    expect(panel.locator("h3")).to_have_text("Báo cáo quét")


# Taking in, files, runs ----------------------------------------------------------------------


def test_an_uploading_is_counted_and_kept_in_the_account(page: Page) -> None:
    good = ("mới.txt", "Một câu mới của phòng lễ tân.".encode())
    upload(page, good, ("lạ.bin", b"\0\1"), ("rỗng.txt", b""))
    expect(page.locator(".progress .summary")).to_contain_text(
        "1 đã thêm, 1 không nhận, 1 không đọc được"
    )
    expect(page.locator(".reports .bad")).to_have_count(2)
    press(page, "upload_account")
    runs = page.locator(".runs")
    expect(runs.locator("tbody tr")).to_have_count(3)
    expect(runs).to_contain_text(intake_text.KINDS["upload"])
    runs.get_by_label(str(LIBRARY["filter_status"])).select_option("refused")
    expect(runs.locator("tbody tr")).to_have_count(1)
    expect(runs.locator("tbody tr")).to_contain_text("hãy chuyển tệp sang PDF")
    press(runs, "runs_back")
    latest = runs.locator("tbody tr").first
    expect(latest).to_contain_text("1 đã thêm, 1 không đọc được, 1 không nhận")
    expect(latest).not_to_contain_text(str(LIBRARY["runs_unfinished"]))


def test_files_of_one_name_in_a_folder_are_two_documents(page: Page, tmp_path: Path) -> None:
    for name in ("tờ trình/đoàn ra.txt", "báo cáo/đoàn ra.txt", ".ẩn/khóa.txt"):
        path = tmp_path / "hồ sơ" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"Nội dung riêng của {name.split('/')[0]}.", encoding="utf-8")
    page.locator("#upload-folder").set_input_files(tmp_path / "hồ sơ")
    expect(page.locator(".progress .summary")).to_contain_text("2 đã thêm.")
    expect(row(page, "đoàn ra.txt")).to_have_count(2)
    part = open_part(page, "files")
    for folder in ("tờ trình", "báo cáo"):
        expect(part).to_contain_text(f"Tải lên từ trang: hồ sơ/{folder}")


def test_stopping_leaves_the_rest_and_it_can_be_taken_in_later(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/documents", hold)
    names = ("một.txt", "hai.txt", "ba.txt")
    files = [
        FilePayload(name=name, mimeType="", buffer=f"Văn bản {name}".encode()) for name in names
    ]
    page.locator("#upload-files").set_input_files(files)
    expect(page.locator(".progress .now")).to_contain_text("Đang nạp «một.txt»: 0/3 tệp")
    press(page, "upload_stop")
    held[0].continue_()
    expect(page.locator(".progress .summary")).to_contain_text("Còn 2 tệp chưa nạp.")
    page.get_by_role("button", name="Nạp tiếp 2 tệp").click()
    expect(page.locator(".progress .summary")).to_contain_text("Đã nạp xong 3 tệp")
    expect(page.locator(".reports li")).to_have_count(3)


def test_a_file_not_taken_in_is_listed_with_its_reason_and_can_be_struck_off(page: Page) -> None:
    upload(page, ("không rõ.xyz", b"\0\1\2"))
    part = open_part(page, "files")
    part.get_by_label(str(LIBRARY["filter_status"])).select_option("refused")
    listed = part.locator("tbody tr").filter(has_text="không rõ.xyz")
    expect(listed).to_contain_text("Chương trình chưa đọc được loại tệp .xyz")
    expect(part.locator("tbody tr").first).to_contain_text("không rõ.xyz")
    expect(part).not_to_contain_text(LETTER)
    listed.get_by_role("button").click()
    press(page.get_by_role("dialog"), "forget")
    expect(listed).to_have_count(0)


def test_a_file_too_large_is_refused_and_noted_without_being_sent(page: Page) -> None:
    page.evaluate(
        "import('/pages/wording.js').then(({ default: words }) => words.limit_mb = 0.001)"
    )
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(f"{request.method} {urlsplit(request.url).path}")
    )
    upload(page, ("lớn.txt", b"a" * 200_000))
    expect(page.locator(".reports .bad")).to_contain_text("lớn.txt không nhận. Tệp lớn hơn mức")
    assert "POST /api/documents" not in sent
    expect(open_part(page, "files")).to_contain_text("Tệp lớn hơn mức cho phép (0,2 MB")


def test_nearly_equal_documents_are_paired(page: Page) -> None:
    body = " ".join(f"Câu thứ {i} của quy chế quản lý đoàn ra." for i in range(60))
    upload(page, ("dự thảo.txt", body.encode()), ("bản ký.txt", f"{body} Đã ký.".encode()))
    part = open_part(page, "alike")
    pair = part.locator("tbody tr")
    expect(pair).to_have_count(1)
    expect(pair).to_contain_text("%")
    expect(pair.locator("[data-document]")).to_have_count(2)
    pair.locator("[data-document]").first.click()
    expect(page.locator(".details .information")).to_be_visible()


# Scanned pages -------------------------------------------------------------------------------


def test_doubtful_pages_are_put_right_the_most_doubtful_first(page: Page) -> None:
    part = open_part(page, "review")
    expect(part.locator(".confidence")).to_have_text(["khó đọc, 41%", "còn nghi ngờ, 72%"])
    part.locator("tbody button").first.click()
    area = part.locator("#page-text")
    expect(area).to_have_value(READ[2])
    expect(part.locator(".view img")).to_be_visible()

    area.fill("Đón 27 đoàn khách quốc tế.\nCó 3 đoàn Lào.")
    press(part, "next")
    press(page.get_by_role("dialog"), "unsaved_stay")
    expect(area).to_have_value("Đón 27 đoàn khách quốc tế.\nCó 3 đoàn Lào.")
    press(part, "page_save")
    expect(part.locator(".saved")).to_contain_text("trang 2")
    expect(area).to_have_value(READ[3])
    press(part, "page_right")
    expect(part).to_contain_text(str(LIBRARY["review_empty"]))
    expect(page.locator('.parts [data-part="review"] .count')).to_be_hidden()

    open_part(page, "documents")
    panel = open_details(page, SCAN)
    expect(panel).to_contain_text(f"Trang 2: {LIBRARY['page_seen']}")
    panel.get_by_role("button", name="Trang 2").click()
    expect(area).to_have_value("Đón 27 đoàn khách quốc tế.\nCó 3 đoàn Lào.")
    expect(panel).to_be_hidden()


def test_a_page_is_enlarged_by_tap_and_wheel(page: Page) -> None:
    panel = open_details(page, SCAN)
    panel.get_by_role("button", name="Trang 1").click()
    image = page.locator(".view img")
    expect(image).to_be_visible()
    whole = image.bounding_box()
    image.click(position={"x": 60, "y": 60})
    expect(image).to_have_attribute("style", "width: 220%;")
    page.mouse.wheel(0, -100)
    expect(image).to_have_attribute("style", "width: 264%;")
    press(page.locator(".picture"), "picture_whole")
    expect(image).to_have_attribute("style", "width: 100%;")
    assert image.bounding_box() == whole


# Every part ----------------------------------------------------------------------------------

PARTS = ("documents", "files", "review", "alike", "runs")


def test_on_a_phone_nothing_overflows_and_details_lie_over_the_page(page: Page) -> None:
    page.set_viewport_size(PHONE)
    for name in PARTS:
        open_part(page, name)
        assert fits(page), name
    open_part(page, "documents")
    panel = start_editing(page, OLD_FONT)
    assert fits(page)
    assert panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
    page.keyboard.press("Escape")
    panel = open_details(page, SCAN)
    panel.get_by_role("button", name="Trang 1").click()
    expect(page.locator("#page-text")).to_be_visible()
    assert fits(page)


@pytest.mark.parametrize("width", [1280, 1440])
def test_beside_the_details_the_list_keeps_its_place(page: Page, width: int) -> None:
    page.set_viewport_size(ViewportSize(width=width, height=800))
    panel = open_details(page, OLD_FONT).bounding_box()
    table = page.locator(".documents table").bounding_box()
    assert panel is not None
    assert table is not None
    assert table["x"] + table["width"] <= panel["x"]
    assert fits(page)


def test_every_word_and_label_is_vietnamese(page: Page) -> None:
    said: list[str] = []
    for name in PARTS:
        open_part(page, name)
        expect(page.locator(f".{name}-part")).not_to_contain_text(str(LIBRARY["list_loading"]))
        page.locator(f".{name}-part tbody").evaluate_all("all => all.forEach(one => one.remove())")
        said += wording(page)
    open_part(page, "documents")
    page.reload()
    open_library(page)
    start_editing(page, OLD_FONT)
    page.locator(".documents").evaluate("(element) => element.remove()")  # the office's own words
    said += wording(page)
    assert [line for line in said if ENGLISH.search(line)] == []


def test_a_list_that_cannot_be_read_says_so(page: Page) -> None:
    failure = json.dumps({"error": api_text.ERRORS[503]})
    page.route("**/api/runs", lambda route: route.fulfill(status=503, body=failure))
    expect(open_part(page, "runs").locator(".failure")).to_have_text(api_text.ERRORS[503])
    page.route("**/api/review", lambda route: route.abort())
    expect(open_part(page, "review").locator(".failure")).to_have_text(
        page_text.PAGE["server_gone"]
    )
