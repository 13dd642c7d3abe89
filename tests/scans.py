"""Scans made for tests: pages of official Vietnamese set in type, rendered and spoilt."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

DPI = 200
WIDTH, HEIGHT = 595.0, 842.0  # A4 in points
LEFT, RIGHT, TOP, BOTTOM = 85.0, 545.0, 785.0, 60.0

AGENCY = ("UBND THÀNH PHỐ HUẾ", "SỞ NGOẠI VỤ", "Số: 128/BC-SNgV")
NATION = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Huế, ngày 17 tháng 4 năm 2026",
)
TITLE = ("BÁO CÁO", "Kết quả công tác hợp tác quốc tế quý I năm 2026")
BODY = (
    "Thực hiện Kế hoạch số 45/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân thành phố "
    "về công tác đối ngoại, Sở Ngoại vụ báo cáo kết quả quý I và phương hướng quý II như sau:",
    "Điều 1. Đón tiếp các đoàn khách quốc tế",
    "1. Trong quý, Sở đã tham mưu đón 27 đoàn khách với 316 lượt người đến từ Hàn Quốc, Nhật "
    "Bản, Cộng hòa Pháp và Lào; số đoàn tăng 12,5% so với cùng kỳ năm trước.",
    "2. Công tác lễ tân được chuẩn bị chu đáo, đúng nghi thức; các buổi làm việc đều có biên "
    "bản và được theo dõi kết quả thực hiện sau từng chuyến thăm.",
    "a) Đoàn thành phố Gyeongju khảo sát việc bảo tồn quần thể di tích từ ngày 03 đến 07/02.",
    "b) Đoàn vùng Nouvelle-Aquitaine trao đổi về xử lý nước thải và giao thông công cộng.",
    "Điều 2. Thỏa thuận quốc tế và viện trợ phi chính phủ",
    "1. Đã trình ký 03 thỏa thuận hợp tác, trong đó có bản ghi nhớ về trao đổi sinh viên giữa "
    "Đại học Huế và tỉnh Savannakhet giai đoạn 2026-2030.",
    "2. Tổng giá trị viện trợ giải ngân đạt 1.482.600 USD, bằng 31,7% kế hoạch năm; các dự án "
    "tập trung vào y tế, giáo dục và thích ứng với biến đổi khí hậu ở vùng ven phá Tam Giang.",
    "Điều 3. Nhiệm vụ quý II",
    "Tiếp tục rà soát hồ sơ đoàn ra, chuẩn bị lễ kỷ niệm 20 năm thiết lập quan hệ kết nghĩa và "
    "hoàn thiện quy chế quản lý thống nhất hoạt động đối ngoại trình Ủy ban nhân dân thành phố "
    "phê duyệt trước ngày 30 tháng 6 năm 2026.",
)


@cache
def font() -> str:
    """The name under which a serif font with Vietnamese letters is registered; skips the test
    where the machine has none."""
    for family in ("Liberation Serif", "Times New Roman", "Tinos", "DejaVu Serif"):
        for style in ("Regular", "Book"):
            path = _font_file(f"{family}:style={style}:lang=vi")
            if path:
                pdfmetrics.registerFont(TTFont("vi", path))
                return "vi"
    pytest.skip("no serif font with Vietnamese letters (fontconfig)")


def _font_file(pattern: str) -> str:
    try:
        found = subprocess.run(
            ["fc-list", pattern, "file"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return next(iter(found.stdout.split("\n")), "").rstrip(": ")


def report_pdf(body: Sequence[str] = BODY, size: float = 13.5) -> bytes:
    """A one-page report: masthead in two columns, title, numbered paragraphs."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    draw_report(canvas, body, size)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_report(canvas: Canvas, body: Sequence[str] = BODY, size: float = 13.5) -> None:
    name = font()
    canvas.setFont(name, size - 1.5)
    for x, lines in ((165.0, AGENCY), (420.0, NATION)):
        for i, line in enumerate(lines):
            canvas.drawCentredString(x, TOP - 17 * i, line)
    canvas.setFont(name, size)
    y = TOP - 80
    for line in TITLE:
        canvas.drawCentredString(WIDTH / 2, y, line)
        y -= 1.4 * size
    draw_paragraphs(canvas, body, y - 10, size)


def draw_paragraphs(canvas: Canvas, body: Sequence[str], y: float, size: float = 13.5) -> None:
    """Paragraphs with an indented first line, from height `y` downwards."""
    for paragraph in body:
        indent, rest = 28.0, paragraph
        while rest:
            line = simpleSplit(rest, font(), size, RIGHT - LEFT - indent)[0]
            canvas.setFont(font(), size)
            canvas.drawString(LEFT + indent, y, line)
            rest = rest[len(line) :].lstrip()
            indent = 0.0
            y -= 1.3 * size
        y -= 0.4 * size


def report_text(body: Sequence[str] = BODY) -> str:
    return " ".join((*AGENCY, *NATION, *TITLE, *body))


def rendered(data: bytes, page: int = 0, dpi: int = DPI) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


# How scans are spoilt ------------------------------------------------------------------------


def noisy(image: Image.Image, seed: int = 7) -> Image.Image:
    """Gaussian noise, salt and pepper, and JPEG at quality 40."""
    random = np.random.default_rng(seed)
    pixels = np.asarray(image, dtype=np.float32)
    pixels = pixels + random.normal(0, 18, pixels.shape)
    specks = random.random(pixels.shape)
    pixels[specks < 0.004] = 0
    pixels[specks > 0.996] = 255
    return jpeg(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)), 40)


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("L")


def tilted(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def turned(image: Image.Image, degrees: int) -> Image.Image:
    return image.rotate(degrees, expand=True)


@dataclass(frozen=True)
class Kind:
    """`least` is the share of characters that a reader has to get right."""

    name: str
    spoil: Callable[[Image.Image], Image.Image]
    least: float


KINDS = (
    Kind("clean", lambda image: image, 0.99),
    Kind("noisy", noisy, 0.97),
    Kind("tilted 3°", lambda image: tilted(image, 3), 0.97),
    Kind("tilted -2°, noisy", lambda image: noisy(tilted(image, -2)), 0.97),
    Kind("turned 90°", lambda image: turned(image, 90), 0.97),
    Kind("turned 180°", lambda image: turned(image, 180), 0.97),
    Kind("turned 270°", lambda image: turned(image, 270), 0.97),
)


def scanned_pdf(*images: Image.Image, dpi: int = DPI) -> bytes:
    """A PDF whose pages are the images alone."""
    buffer = io.BytesIO()
    first, *rest = [image.convert("RGB") for image in images]
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=dpi)
    return buffer.getvalue()


# How readings are measured -------------------------------------------------------------------


def accuracy(read: str, expected: str) -> float:
    """1 - edit distance / length, white space as one space."""
    read, expected = (" ".join(text.split()) for text in (read, expected))
    return 1 - _distance(read, expected) / len(expected)


def _distance(one: str, other: str) -> int:
    """Levenshtein's, row by row with numpy: insertions are a running minimum."""
    codes = np.array([ord(c) for c in other])
    steps = np.arange(len(other) + 1)
    row = steps.copy()
    for i, char in enumerate(one, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(char)))
        best = np.concatenate(([i], best))
        row = np.minimum.accumulate(best - steps) + steps
    return int(row[-1])
