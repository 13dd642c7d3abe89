"""A folder such as an office has: many kinds of file, copies, scans, old encodings, files that
cannot be read and files that must not be. All of one's own wording."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
import scans
from legacy_encoders import encode
from reportlab.pdfgen.canvas import Canvas

_PARTNERS = ("Champasak", "Savannakhet", "Gyeongju", "Saijo", "Nouvelle-Aquitaine", "Namur")
_TASKS = ("đón đoàn khách", "trao đổi sinh viên", "trùng tu di tích", "tập huấn lễ tân")


@dataclass(frozen=True)
class Made:
    """A file of the folder and what must become of it: «taken», «copy», «failed», «refused»."""

    name: str
    data: bytes
    fate: str


def letter(n: int) -> list[str]:
    """The lines of the n-th document, all of them different."""
    dice = random.Random(n)
    partner, task = dice.choice(_PARTNERS), dice.choice(_TASKS)
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2008, 2026)
    body = [
        f"{k}. Việc thứ {k} của kế hoạch {n} về {task} với {partner} do phòng số "
        f"{dice.randint(2, 9)} chủ trì, kinh phí {dice.randint(11, 990)} triệu đồng, hoàn thành "
        f"trước ngày {dice.randint(1, 28)} tháng {dice.randint(1, 12)} năm {year}. "
        f"Đoàn công tác gồm {dice.randint(3, 40)} người, mã hồ sơ {n}-{dice.randint(1000, 9999)}."
        for k in range(1, dice.randint(4, 9))
    ]
    return [
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ",
        "SỞ NGOẠI VỤ",
        f"Số: {n + 1}/KH-SNgV",
        f"Huế, ngày {day} tháng {month} năm {year}",
        "KẾ HOẠCH",
        f"Tổ chức {task} với {partner}, đợt {n}",
        f"Điều 1. Mục đích của đợt {n}",
        *body,
    ]


def _txt(n: int) -> bytes:
    return "\n\n".join(letter(n)).encode()


def _tcvn3(n: int) -> bytes:
    return encode("\n\n".join(letter(n)), "tcvn3")


def _vni(n: int) -> bytes:
    return encode("\n\n".join(letter(n)), "vni")


def _html(n: int) -> bytes:
    rows = "".join(f"<p>{line}</p>" for line in letter(n))
    return f"<!doctype html><html><body>{rows}<script>alert(1)</script></body></html>".encode()


def _docx(n: int) -> bytes:
    package = docx.Document()
    for line in letter(n):
        package.add_paragraph(line)
    table = package.add_table(1, 3)
    for cell, name in zip(table.rows[0].cells, ("TT", "Đối tác", "Số đoàn"), strict=True):
        cell.text = name
    for k, partner in enumerate(_PARTNERS, 1):
        cells = table.add_row().cells
        for cell, value in zip(cells, (str(k), partner, str(k * n + 1)), strict=True):
            cell.text = value
    return _saved(package.save)


def _xlsx(n: int) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = f"Đoàn vào {n}"
    book.active.append(["TT", "Đối tác", "Số người"])
    for k, partner in enumerate(_PARTNERS, 1):
        book.active.append([k, partner, n * 10 + k])
    return _saved(book.save)


def _pptx(n: int) -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = letter(n)[5]
    slide.placeholders[1].text = "\n".join(letter(n)[7:])
    return _saved(show.save)


def _rtf(n: int) -> bytes:
    lines = (
        "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) + "\\par\n"
        for line in letter(n)
    )
    return ("{\\rtf1\\ansi\\uc1 " + "".join(lines) + "}").encode()


def _pdf(n: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        for page in range(2):
            canvas.setFont(scans.font(), 12)
            for k, line in enumerate(letter(n)[page * 6 : page * 6 + 6 or None]):
                canvas.drawString(70, 780 - 18 * k, line[:90])
            canvas.showPage()

    return _drawn(draw)


def _scan(n: int) -> bytes:
    return scans.scanned_pdf(scans.rendered(scans.report_pdf([f"Đợt {n}.", *scans.BODY[:3]])))


def _csv(n: int) -> bytes:
    rows = "\n".join(f"{k};{partner};{n + k}" for k, partner in enumerate(_PARTNERS, 1))
    return f"TT;Đối tác;Số người\n{rows}\n".encode()


def _eml(n: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = letter(n)[5]
    message["From"], message["To"] = "vanthu@example.vn", "letan@example.vn"
    message.set_content("\n\n".join(letter(n)[6:]))
    message.add_attachment(_txt(n + 50_000), maintype="text", subtype="plain", filename="kem.txt")
    return message.as_bytes()


def _zip(n: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kế hoạch.txt", _txt(n + 60_000))
        archive.writestr("bảng/đoàn.xlsx", _xlsx(n + 60_000))
    return buffer.getvalue()


def _secret(n: int) -> bytes:
    return "\n\n".join(["TUYỆT MẬT", *letter(n)]).encode()


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def _drawn(draw: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


_KINDS: tuple[tuple[str, Callable[[int], bytes], int, str], ...] = (
    ("txt", _txt, 10, "taken"),
    ("docx", _docx, 12, "taken"),
    ("pdf", _pdf, 12, "taken"),
    ("html", _html, 6, "taken"),
    ("xlsx", _xlsx, 6, "taken"),
    ("pptx", _pptx, 4, "taken"),
    ("rtf", _rtf, 6, "taken"),
    ("csv", _csv, 3, "taken"),
    ("abc.txt", _tcvn3, 5, "taken"),
    ("vni.txt", _vni, 3, "taken"),
    ("eml", _eml, 4, "taken"),
    ("zip", _zip, 2, "taken"),
    ("mat.txt", _secret, 3, "refused"),
    ("hong.docx", lambda n: _docx(n)[:2000], 2, "failed"),
    ("rac.pdf", lambda n: random.Random(n).randbytes(5000), 2, "failed"),
    ("exe", lambda n: b"MZ" + random.Random(n).randbytes(500), 2, "refused"),
    ("quet.pdf", _scan, 1, "taken"),
)


def made(count: int, *, scanned: bool = True) -> Iterator[Made]:
    """So many files; one in twenty is a copy of an earlier one."""
    kinds = [kind for kind in _KINDS for _ in range(kind[2]) if scanned or kind[1] is not _scan]
    order = random.Random(8)
    earlier: list[bytes] = []
    for n in range(count):
        if n % 20 == 19 and earlier:
            yield Made(f"z bản sao/văn bản {n}.txt", order.choice(earlier), "copy")
            continue
        suffix, make, _, fate = order.choice(kinds)
        data = make(n)
        if make is _txt:
            earlier.append(data)
        yield Made(f"thư mục {n % 7}/văn bản {n}.{suffix}", data, fate)


def write(folder: Path, files: Iterator[Made]) -> dict[str, str]:
    """Writes the files; their fates by path."""
    fates = {}
    for file in files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        fates[str(path)] = file.fate
    return fates
