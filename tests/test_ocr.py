"""Scanned pages: what OCR reads of them, and when it is asked at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import scans
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from ingest import ocr, straighten
from ingest.document import BlockKind, PageReading
from ingest.errors import IntakeError, Reason
from ingest.formats import image, page_image, pdf
from ingest.read import SUPPORTED_SUFFIXES, read

HAS = {"tesseract": ocr._has_tesseract, "trueocr": ocr._has_trueocr}


@pytest.fixture(params=list(HAS))
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    if not HAS[name]():
        pytest.skip(f"{name} is not installed, or without Vietnamese")
    monkeypatch.setattr(ocr, "engine", lambda: name)
    return name


@cache
def clean_scan() -> Image.Image:
    return scans.rendered(scans.report_pdf())


# What the engines read -------------------------------------------------------------------------

# trueocr takes ố for ỗ and the like also on a clean page.
LEAST = {"tesseract": 0.99, "trueocr": 0.975}


def test_a_clean_scan(engine: str) -> None:
    document = read(scans.scanned_pdf(clean_scan()), "bc.pdf")
    assert scans.accuracy(document.text, scans.report_text()) >= LEAST[engine]
    assert document.metadata.number == "128/BC-SNgV"
    assert document.metadata.date == "2026-04-17"
    assert "ngoại vụ" in document.metadata.issuer.lower()
    (page,) = document.scanned
    assert (page.number, page.corrected) == (1, False)
    assert 0.9 < page.confidence <= 1
    paragraphs = (*scans.AGENCY, *scans.NATION, *scans.TITLE, *scans.BODY)
    assert len(document.blocks) == len(paragraphs)
    assert {block.page for block in document.blocks} == {1}


SPOILT = {
    "tesseract": ["noisy", "tilted -2°, noisy", "turned 180°", "turned 270°"],  # 3-6 s each
    "trueocr": [kind.name for kind in scans.KINDS[1:]],
}


@pytest.mark.parametrize(
    ("engine", "name"),
    [(engine, name) for engine, names in SPOILT.items() for name in names],
    indirect=["engine"],
)
@pytest.mark.usefixtures("engine")
def test_a_spoilt_scan(name: str) -> None:
    (kind,) = (kind for kind in scans.KINDS if kind.name == name)
    content = pdf.parse(scans.scanned_pdf(kind.spoil(clean_scan())))
    text = " ".join(block.text for block in content.blocks)
    assert scans.accuracy(text, scans.report_text()) >= kind.least


def test_a_ruled_table_of_a_scan_comes_by_rows(engine: str) -> None:
    columns = (85, 120, 250, 330, 430, 530)
    rows = [
        ("TT", "Nước", "Số đoàn", "Lượt người", "Viện trợ (USD)"),
        ("1", "Lào", "56", "865", "421.730.552"),
        ("2", "Nhật Bản", "38", "631", "93.118.640"),
        ("3", "Hàn Quốc", "47", "451", "702.365.219"),
        ("4", "Cộng hòa Pháp", "21", "884", "58.407.936"),
        ("5", "Thái Lan", "19", "275", "310.624.187"),
    ]
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(scans.WIDTH, scans.HEIGHT))
    canvas.grid(columns, [560 + 24 * i for i in range(len(rows) + 1)])
    canvas.setFont(scans.font(), 13)
    for i, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            canvas.drawString(x + 6, 560 + 24 * (len(rows) - i) - 17, text)
    canvas.save()
    blocks = pdf.parse(scans.scanned_pdf(scans.rendered(buffer.getvalue()))).blocks
    assert {block.kind for block in blocks} == {BlockKind.ROW}
    expected = ["; ".join(map(": ".join, zip(rows[0], row, strict=True))) for row in rows[1:]]
    read = [block.text for block in blocks]
    assert scans.accuracy("\n".join(read), "\n".join(expected)) >= LEAST[engine]
    assert len(read) == len(expected)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 1.4, 3.0])
def test_the_tilt_of_a_page_is_measured(degrees: float) -> None:
    tilted = scans.tilted(clean_scan(), degrees)
    assert straighten.tilt(tilted) == pytest.approx(-degrees, abs=0.11)


def test_specks_go_and_a_clean_page_stays_as_it_is() -> None:
    page = clean_scan()
    changed = np.asarray(straighten.without_specks(page)) != np.asarray(page)
    assert changed.sum() < 10  # of 3.9 million
    specked = np.asarray(page).copy()
    specked[100:200:7, 30:60:7] = 0
    mended = np.asarray(straighten.without_specks(Image.fromarray(specked)))
    assert (mended != np.asarray(page)).sum() < 10


# When nothing can be read ----------------------------------------------------------------------


def test_a_blank_scan_is_read_in_full() -> None:
    random = np.random.default_rng(3)
    paper = (250 - 6 * random.random((2339, 1653))).astype(np.uint8)
    assert ocr.read_page(Image.fromarray(paper)).confidence == 1.0
    sheet = pdf.parse(scans.scanned_pdf(Image.fromarray(paper)))
    if ocr.engine():
        assert sheet.blocks == []
        assert sheet.scanned == (PageReading(1, 1.0),)


def test_a_page_of_which_nothing_can_be_read_is_for_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    monkeypatch.setattr(ocr, "_read", lambda _: iter(()))
    content = pdf.parse(scans.scanned_pdf(scribble()))
    assert content.scanned == (PageReading(1, 0.0),)


def test_strokes_and_dust_are_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        ocr.Word("Huế", 100, 200, 50, 80, 0.95),
        ocr.Word("lệ", 220, 260, 50, 80, 0.1),
        ocr.Word(":", 280, 285, 50, 80, 0.4),
        ocr.Word("-", 300, 310, 50, 80, 0.9),
    ]
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    monkeypatch.setattr(ocr, "_read", lambda _: iter(found))
    page = ocr.read_page(scribble())
    assert [word.text for word in page.words] == ["Huế", "-"]
    assert page.confidence == pytest.approx((3 * 0.95 + 0.9) / 4)


def scribble() -> Image.Image:
    page = Image.new("L", (1653, 2339), 255)
    pen = ImageDraw.Draw(page)
    for i in range(12):
        pen.arc((100 + 90 * i, 300, 400 + 100 * i, 700 + 40 * i), 20 * i, 200 + 20 * i, 0, 6)
    return page


def test_without_an_engine_scans_have_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: "")
    for data in (scans.scanned_pdf(scribble()), png(scribble())):
        with pytest.raises(IntakeError) as caught:
            read(data, "a.pdf")
        assert caught.value.reason is Reason.NO_TEXT


def test_without_an_engine_the_digital_pages_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: "")
    content = pdf.parse(mixed())
    assert content.scanned == (PageReading(2, 0.0),)
    assert {block.page for block in content.blocks} == {1}


# Digital or scanned ----------------------------------------------------------------------------


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> list[Image.Image]:
    """Instead of OCR: every page reads «đã quét», and the images are kept."""
    seen: list[Image.Image] = []

    def page(picture: Image.Image) -> ocr.PageText:
        seen.append(picture)
        words = (ocr.Word("đã", 300, 350, 300, 340, 0.9), ocr.Word("quét", 360, 430, 300, 340, 0.9))
        return ocr.PageText(words, 0.9, picture.convert("L"))

    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")
    monkeypatch.setattr(ocr, "read_page", page)
    return seen


def mixed() -> bytes:
    """A digital page and a scan."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(scans.WIDTH, scans.HEIGHT))
    scans.draw_report(canvas)
    canvas.showPage()
    canvas.drawInlineImage(scribble(), 0, 0, scans.WIDTH, scans.HEIGHT)
    canvas.save()
    return buffer.getvalue()


def test_each_page_is_read_in_its_own_way(read_as: list[Image.Image]) -> None:
    content = pdf.parse(mixed())
    assert [page.number for page in content.scanned] == [2]
    assert content.blocks[-1].text == "đã quét"
    assert content.blocks[-1].page == 2
    digital = " ".join(block.text for block in content.blocks[:-1])
    assert " ".join(digital.split()) == scans.report_text()
    assert len(read_as) == 1


def layered(text: str, mode: int, size: float = 12) -> bytes:
    """A scan with text over it: drawn (mode 0) or hidden (mode 3)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(scans.WIDTH, scans.HEIGHT))
    canvas.drawInlineImage(scribble(), 0, 0, scans.WIDTH, scans.HEIGHT)
    layer = canvas.beginText(72, 760)
    layer.setFont(scans.font(), size)
    layer.setTextRenderMode(mode)
    for start in range(0, len(text), 80):
        layer.textLine(text[start : start + 80])
    canvas.drawText(layer)
    canvas.save()
    return buffer.getvalue()


GOOD_LAYER = " ".join(scans.BODY[:3])
BAD_LAYER = (
    "C6ng hda xi hQi chri nghia ViQt Nam DQc lap - Tu do - Hanh phric UBND thdnh ph6 HuO "
    "SO Ngoai vu b6o c6o k6t qu6 c6ng t6c d5i ngoai qu;f I nam 2026 nhu sau"
)
SIGNATURE = (
    "Người ký: SỞ NGOẠI VỤ; Cơ quan: Thành phố Huế; Thời gian ký: 17.04.2026 10:21:05 +07:00"
)


def test_a_good_hidden_layer_is_used(read_as: list[Image.Image]) -> None:
    content = pdf.parse(layered(GOOD_LAYER, mode=3))
    assert content.scanned == ()
    assert "Điều 1. Đón tiếp" in " ".join(block.text for block in content.blocks)
    assert read_as == []


@pytest.mark.usefixtures("read_as")
@pytest.mark.parametrize(("text", "mode"), [(BAD_LAYER, 3), (SIGNATURE, 0), ("2", 0)])
def test_other_text_over_a_scan_does_not_keep_it_from_being_read(text: str, mode: int) -> None:
    content = pdf.parse(layered(text, mode))
    assert [block.text for block in content.blocks] == ["đã quét"]
    assert len(content.scanned) == 1


def test_a_digital_page_upon_a_picture_stays_digital(read_as: list[Image.Image]) -> None:
    text = " ".join(scans.BODY)
    assert pdf.parse(layered(text, mode=0, size=9)).scanned == ()
    assert read_as == []


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (" ".join(scans.BODY), False),
        ("The two sides agreed to exchange delegations and experts twice a year. " * 3, False),
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam, Uû ban nh©n d©n thµnh phè HuÕ tr©n träng. ", False),
        ("Fkxqj wrl gd wks qkdqk grdq nkdfk txrf wh ghq wkdp yd odp ylhf wdl wkdqk skr", True),
        ("\ue012\ue034\ue055 \ue012\ue099 \ue023\ue034", True),
    ],
)
def test_garbled_text(text: str, garbled: bool) -> None:
    assert pdf.is_garbled(text) is garbled


@pytest.mark.parametrize(
    ("text", "plausible"),
    [
        (" ".join(scans.BODY), True),
        (BAD_LAYER, False),
        ("Cong hoa xa hoi chu nghia Viet Nam Doc lap Tu do Hanh phuc", False),
        ("The two sides agreed to exchange delegations", False),
        ("", False),
    ],
)
def test_plausible_vietnamese(text: str, plausible: bool) -> None:
    assert pdf.is_plausible(text) is plausible


def test_a_huge_page_is_scaled_down(read_as: list[Image.Image]) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(14000, 14000))
    canvas.drawInlineImage(scribble(), 0, 0, 14000, 14000)
    canvas.save()
    pdf.parse(buffer.getvalue())
    assert read_as[0].width * read_as[0].height <= 20_100_000


# Corrections, progress, order -------------------------------------------------------------------


def test_a_corrected_page_is_what_the_person_typed(read_as: list[Image.Image]) -> None:
    content = pdf.parse(mixed(), {2: "Điều 1. Phạm vi\n\n  Quy chế này áp dụng cho Sở.  \n"})
    assert [(block.text.strip(), block.page) for block in content.blocks[-2:]] == [
        ("Điều 1. Phạm vi", 2),
        ("Quy chế này áp dụng cho Sở.", 2),
    ]
    assert content.scanned == (PageReading(2, 1.0, corrected=True),)
    assert read_as == []


def test_every_page_is_told_of(read_as: list[Image.Image]) -> None:
    told: list[tuple[int, int]] = []
    pdf.parse(mixed(), tell=lambda done, pages: told.append((done, pages)))
    image.parse(tiff(scribble(), scribble()), tell=lambda done, pages: told.append((done, pages)))
    assert told == [(1, 2), (2, 2), (1, 2), (2, 2)]
    assert len(read_as) == 3


def test_pages_come_in_order_and_are_drawn_as_they_are_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(ocr, "read_page", lambda page: ocr.PageText((), page.width / 100, page))
    drawn: list[int] = []

    def pages() -> Iterator[Image.Image]:
        for width in range(1, 9):
            drawn.append(width)
            yield Image.new("L", (width, 1))

    read = ocr.read_pages(pages())
    assert next(read).image.width == 1
    assert drawn == [1, 2, 3]
    assert [page.image.width for page in read] == list(range(2, 9))


# Images as files --------------------------------------------------------------------------------


def png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def tiff(first: Image.Image, *rest: Image.Image) -> bytes:
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=rest)
    return buffer.getvalue()


def test_pages_of_a_tiff(read_as: list[Image.Image]) -> None:
    document = read(tiff(scribble(), scribble().resize((800, 1132))), "a.tiff", {1: "Trang một."})
    assert [block.page for block in document.blocks] == [1, 2]
    assert document.text.split("\n\n") == ["Trang một.", "đã quét"]
    assert [(page.number, page.corrected) for page in document.scanned] == [(1, True), (2, False)]
    assert read_as[0].height == pytest.approx(2340, abs=2)  # enlarged to A4 at 200 dpi


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_images_of_any_kind_are_read_in_grey_on_white(
    read_as: list[Image.Image], mode: str
) -> None:
    page = scribble()
    if mode == "RGBA":
        picture = Image.new("RGBA", page.size, (0, 0, 0, 0))  # clear paper
        picture.paste((0, 0, 0, 255), mask=page.point(lambda value: 255 - value))
    elif mode == "I;16":
        picture = Image.fromarray(np.asarray(page).astype(np.uint16) * 257)
    else:
        picture = page.convert(mode)
    assert image.parse(png(picture)).blocks[0].text == "đã quét"
    assert read_as[0].mode == "L"
    assert np.abs(np.asarray(read_as[0]).astype(int) - np.asarray(page)).mean() < 1


def test_a_photograph_is_turned_as_its_camera_was_held(read_as: list[Image.Image]) -> None:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    scribble().rotate(90, expand=True).save(buffer, "JPEG", exif=exif)
    image.parse(buffer.getvalue())
    assert read_as[0].size == scribble().size


@pytest.mark.parametrize("side", [9000, 20000])
def test_an_image_too_large_to_unpack_is_refused(side: int) -> None:
    bomb = png(Image.new("1", (side, side)))
    assert len(bomb) < 100_000
    for act in (lambda: read(bomb, "a.png"), lambda: page_image(bomb, "a.png", 1)):
        with pytest.raises(IntakeError) as caught:
            act()
        assert caught.value.reason is Reason.BOMB


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\nrubbish", png(Image.new("L", (900, 900)))[:99]]
)
def test_a_broken_image_is_damaged(data: bytes) -> None:
    with pytest.raises(IntakeError) as caught:
        read(data, "a.png")
    assert caught.value.reason is Reason.DAMAGED


def test_images_are_taken_in() -> None:
    assert {".png", ".jpg", ".jpeg", ".tif", ".tiff"} <= SUPPORTED_SUFFIXES


# Pictures of pages ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "size"),
    [
        (scans.scanned_pdf(scribble(), scribble()), "a.pdf", (909, 1286)),
        (tiff(scribble(), scribble()), "a.tif", (910, 1287)),
    ],
)
def test_the_picture_of_a_page(data: bytes, name: str, size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(page_image(data, name, 2))) as picture:
        assert picture.format == "PNG"
        assert picture.size == pytest.approx(size, abs=2)
    for page in (0, 3):
        with pytest.raises(IntakeError) as caught:
            page_image(data, name, page)
        assert caught.value.reason is Reason.NO_PAGES


def words(*placed: tuple[str, float, float]) -> list[ocr.Word]:
    return [ocr.Word(text, left, right, 0, 32, 0.9) for text, left, right in placed]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([("SỞN", 352, 428), ("GOẠI", 431, 510), ("VỤ", 521, 567)], "SỞ NGOẠI VỤ"),
        ([("SỞN", 352, 428), ("GOẠI", 440, 510)], "SỞN GOẠI"),  # room for a space
        ([("Văn", 10, 60), ("phòng", 62, 150)], "Văn phòng"),  # «Vă» is no syllable
        ([("hành", 10, 60), ("chính", 62, 150)], "hành chính"),  # nor is «hchính»
    ],
)
def test_a_letter_on_the_wrong_side_of_a_space_goes_over_it(
    line: list[tuple[str, float, float]], expected: str
) -> None:
    found = ocr.parted_rightly(words(*line))
    assert " ".join(word.text for word in found) == expected
    assert all(one.x1 <= other.x0 for one, other in pairwise(found))
