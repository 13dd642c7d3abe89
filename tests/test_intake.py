"""Files become documents: archives and letters, secrets, what people put right, old stores."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from fakes import assert_in_step, files_holding, opened
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.build import Office
from assistant.intake import FileReport, How, Intake, Status
from index.access import OPERATOR, Label
from index.places import FileAt
from ingest import ocr
from ingest.errors import IntakeError, Reason


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        yield office


def take(office: Office, name: str, data: bytes | str, at: FileAt | None = None) -> FileReport:
    encoded = data.encode() if isinstance(data, str) else data
    return office.intake.ingest_bytes(encoded, name=name, at=at)


def zipped(**files: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def shown(office: Office) -> set[str]:
    return {record.file for record in office.library.documents(OPERATOR)}


# Archives and letters --------------------------------------------------------------------------


def test_an_archive_is_a_folder(office: Office) -> None:
    inner = zipped(c_dot_txt="Mật danh là Ngocduc.")
    archive = zipped(
        a_dot_txt="Mật danh là Kimphung.", phong__b_dot_pdf="không phải PDF", d_dot_zip=inner
    )
    report = take(office, "hồ sơ.zip", archive)
    assert [(one.file, one.status) for one in report.flat()] == [
        ("hồ sơ.zip/a.txt", Status.ADDED),
        ("hồ sơ.zip/phong/b.pdf", Status.FAILED),
        ("hồ sơ.zip/d.zip/c.txt", Status.ADDED),
    ]
    assert shown(office) == {"hồ sơ.zip/a.txt", "hồ sơ.zip/d.zip/c.txt"}
    again = take(office, "hồ sơ.zip", archive)
    assert {one.status for one in again.flat()} == {Status.UNCHANGED, Status.FAILED}
    assert_in_step(office)


def test_what_left_an_archive_leaves_the_store(office: Office) -> None:
    inner = zipped(c_dot_txt="Mật danh là Ngocduc.")
    take(office, "h.zip", zipped(a_dot_txt="Mật danh là Kimphung.", d_dot_zip=inner))
    take(office, "h.zip", zipped(e_dot_txt="Mật danh là Bachma."))
    assert shown(office) == {"h.zip/e.txt"}
    assert office.intake.forget_place("upload:h.zip") is False
    assert shown(office) == set()
    assert_in_step(office)


def test_archives_within_archives_end_somewhere(office: Office) -> None:
    data = zipped(a_dot_txt="Mật danh là Kimphung.")
    for _ in range(6):
        data = zipped(x_dot_zip=data)
    reports = list(take(office, "sâu.zip", data).flat())
    assert [one.reason for one in reports] == [Reason.BOMB]
    assert shown(office) == set()


def test_an_empty_archive_is_said_to_be_so(office: Office) -> None:
    [report] = take(office, "rỗng.zip", zipped()).flat()
    assert (report.status, report.reason) == (Status.FAILED, Reason.EMPTY)


def test_a_letter_and_what_is_attached(office: Office) -> None:
    letter = EmailMessage()
    letter["Subject"] = "Kế hoạch đón đoàn Champasak"
    letter["From"] = "a@example.vn"
    letter["To"] = "b@example.vn"
    letter.set_content("Kính gửi phòng Lễ tân, xin gửi kế hoạch đón đoàn gồm 14 người.")
    letter.add_attachment(
        "Đoàn tới lúc 9 giờ.".encode(), maintype="text", subtype="plain", filename="kế hoạch.txt"
    )
    reports = list(take(office, "thư.eml", letter.as_bytes()).flat())
    assert [(one.file, one.status) for one in reports] == [
        ("thư.eml", Status.ADDED),
        ("thư.eml/kế hoạch.txt", Status.ADDED),
    ]
    texts = [
        office.library.text(record.id, OPERATOR) or ""
        for record in office.library.documents(OPERATOR)
    ]
    assert any("14 người" in text for text in texts)
    assert "Đoàn tới lúc 9 giờ." in texts


# State secrets ---------------------------------------------------------------------------------

STAMPED = "TỐI MẬT\n\nBÁO CÁO\n\nTình hình đón đoàn Kimphung trong tháng."


def test_a_stamped_file_leaves_no_trace_of_its_content(office: Office, tmp_path: Path) -> None:
    report = take(office, "báo cáo.txt", STAMPED)
    assert (report.status, report.reason) == (Status.REFUSED, Reason.SECRET)
    assert report.facts == {}
    assert shown(office) == set()
    office.runs.add(office.runs.begin("upload", ""), report.account())
    [(place, digest)] = office.library.files(OPERATOR)
    assert (place.at.file, place.reason, digest) == ("báo cáo.txt", Reason.SECRET, None)
    assert files_holding(tmp_path, "Kimphung") == []
    assert_in_step(office)


def test_a_file_that_is_stamped_later_is_withdrawn(office: Office, tmp_path: Path) -> None:
    take(office, "báo cáo.txt", STAMPED.removeprefix("TỐI MẬT\n\n"))
    assert shown(office) == {"báo cáo.txt"}
    take(office, "báo cáo.txt", STAMPED)
    assert shown(office) == set()
    assert files_holding(tmp_path, "Kimphung") == []
    assert_in_step(office)


def test_a_stamped_file_in_an_archive_is_refused_alone(office: Office) -> None:
    reports = take(office, "h.zip", zipped(a_dot_txt=STAMPED, b_dot_txt="Đoàn tới lúc 9 giờ."))
    assert [one.reason for one in reports.flat()] == [Reason.SECRET, None]


def test_who_may_can_have_them_taken_in(office: Office) -> None:
    entitled = Intake(
        office.library._catalog,
        office.library._places,
        office.updater,
        office._reader,
        max_bytes=2**20,
        secrets=True,
    )
    report = entitled.ingest_bytes(STAMPED.encode(), name="a.txt", how=How(label=Label.RESTRICTED))
    assert report.status is Status.ADDED
    assert report.document_id is not None
    details = office.library.details(report.document_id, OPERATOR)
    assert details is not None
    assert details.metadata.secrecy == "TỐI MẬT"


# What people put right -------------------------------------------------------------------------

LETTER = (
    "SỞ NGOẠI VỤ\n\nSố: 45/BC-SNgV\n\nHuế, ngày 05 tháng 3 năm 2024\n\nBÁO CÁO\n"
    "Kết quả đón đoàn Champasak\n\nĐoàn gồm {count} người."
)


def test_hand_edits_win_and_survive(office: Office) -> None:
    first = take(office, "a.txt", LETTER.format(count=14))
    assert first.document_id is not None
    office.library.edit(
        first.document_id, {"title": "Báo cáo Kimphung", "recipients": ["Lưu", "Sở"]}, OPERATOR
    )
    assert_in_step(office)
    for count, status in ((14, Status.UNCHANGED), (15, Status.UPDATED)):
        assert take(office, "a.txt", LETTER.format(count=count)).status is status
        [record] = office.library.documents(OPERATOR)
        details = office.library.details(record.id, OPERATOR)
        assert details is not None
        assert record.title == "Báo cáo Kimphung"
        assert details.metadata.recipients == ("Lưu", "Sở")
        assert details.edited == {"title", "recipients"}
    hits = office.searcher.search("Kimphung", OPERATOR, 5)
    assert [hit.chunk.document.title for hit in hits] == ["Báo cáo Kimphung"]


def test_an_edit_taken_back_shows_what_was_read(office: Office) -> None:
    report = take(office, "a.txt", LETTER.format(count=14))
    assert report.document_id is not None
    [before] = office.library.documents(OPERATOR)
    office.library.edit(report.document_id, {"number": "46/BC-SNgV", "title": "X"}, OPERATOR)
    office.library.edit(report.document_id, {"number": None, "title": None}, OPERATOR)
    [after] = office.library.documents(OPERATOR)
    assert (
        (after.number, after.title)
        == (before.number, before.title)
        == (
            "45/BC-SNgV",
            before.title,
        )
    )


def test_edits_go_with_their_document(office: Office) -> None:
    report = take(office, "a.txt", LETTER.format(count=14))
    assert report.document_id is not None
    office.library.edit(report.document_id, {"title": "Kimphung"}, OPERATOR)
    office.library.delete(report.document_id, OPERATOR)
    take(office, "a.txt", LETTER.format(count=14))
    [record] = office.library.documents(OPERATOR)
    assert record.title != "Kimphung"


def scan(*pages: str) -> bytes:
    """A PDF of pictures, each with a few black bars where words would be."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in pages:
        picture = Image.new("L", (600, 800), 255)
        picture.paste(0, (100, 100, 500, 110))
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR that reads every page alike, and badly."""

    def read_pages(images: Iterable[Image.Image]) -> Iterator[ocr.PageText]:
        for page, image in enumerate(images):
            text = ("Đoàn gồm l4 người.", "Khách chính ở lại l4 ngày nữa.")[page]
            words = [
                ocr.Word(word, 100.0 + 80 * n, 160.0 + 80 * n, 100.0, 120.0, 0.4)
                for n, word in enumerate(text.split())
            ]
            yield ocr.PageText(tuple(words), 0.4, image)

    monkeypatch.setattr(ocr, "read_pages", read_pages)
    monkeypatch.setattr(ocr, "engine", lambda: "tesseract")


@pytest.mark.usefixtures("doubtful")
def test_a_doubtful_page_is_put_right_for_good(office: Office) -> None:
    data = scan("một", "hai")
    report = take(office, "quét.pdf", data)
    assert report.document_id is not None
    identifier = report.document_id
    assert [page.number for _, page in office.library.review(OPERATOR)] == [1, 2]
    assert office.library.page_text(identifier, 1, OPERATOR) == "Đoàn gồm l4 người."
    assert office.library.correct_page(identifier, 1, "Đoàn gồm 14 người.", OPERATOR)
    assert_in_step(office)
    for _ in range(2):
        assert [page.number for _, page in office.library.review(OPERATOR)] == [2]
        text = office.library.text(identifier, OPERATOR) or ""
        assert "Đoàn gồm 14 người." in text
        assert text.count("l4") == 1
        assert take(office, "quét.pdf", data).status is Status.UNCHANGED  # survives re-ingest
    assert not office.library.correct_page(identifier, 3, "x", OPERATOR)
    image = office.library.page_image(identifier, 1, OPERATOR)
    assert image is not None
    assert image.startswith(b"\x89PNG")


@pytest.mark.usefixtures("doubtful")
def test_a_correction_leaves_the_places_of_copies_as_they_are(office: Office) -> None:
    data = scan("một")
    for name in ("quét.pdf", "bản sao.pdf"):
        report = take(office, name, data, FileAt(f"/kho/{name}", name, len(data), 7))
    assert report.document_id is not None
    before = office.library.files(OPERATOR)
    assert office.library.correct_page(report.document_id, 1, "Đoàn gồm 14 người.", OPERATOR)
    assert office.library.text(report.document_id, OPERATOR) == "Đoàn gồm 14 người."
    assert office.library.files(OPERATOR) == before


@pytest.mark.usefixtures("doubtful")
def test_a_correction_is_gone_with_its_document(office: Office, tmp_path: Path) -> None:
    report = take(office, "quét.pdf", scan("một"))
    assert report.document_id is not None
    office.library.correct_page(report.document_id, 1, "Mật danh là Kimphung.", OPERATOR)
    assert files_holding(tmp_path, "Kimphung")
    office.library.delete(report.document_id, OPERATOR)
    assert files_holding(tmp_path, "Kimphung") == []


# What goes wrong ---------------------------------------------------------------------------------


def test_a_file_that_fails_keeps_its_older_version(office: Office) -> None:
    take(office, "a.txt", "Mật danh là Kimphung.")
    report = take(office, "a.txt", b"\x00\x01\x02\x03" * 20)
    assert report.status is Status.FAILED
    assert shown(office) == {"a.txt"}
    [(place, _)] = office.library.files(OPERATOR)
    assert (place.status, place.reason) == (Status.FAILED, Reason.DAMAGED)
    assert place.document_id is not None
    assert take(office, "a.txt", "Mật danh là Ngocduc.").status is Status.UPDATED


def test_a_reader_that_dies_fails_the_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> None:
        raise IntakeError(Reason.DAMAGED, detail="worker died")

    monkeypatch.setattr(office.intake._reader, "run", die)
    assert take(office, "a.txt", "x").reason is Reason.DAMAGED


def test_a_store_of_the_first_shape_is_brought_along(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with opened(data) as office:
        first = take(office, "a.txt", "Mật danh là Kimphung.", FileAt("/kho/a.txt", "a.txt"))
    assert first.document_id is not None
    _to_first_shape(data / "catalog.sqlite")
    with opened(data) as office:
        [record] = office.library.documents(OPERATOR)
        assert record.id == first.document_id
        [(place, _)] = office.library.files(OPERATOR)
        assert (place.at.source, place.document_id) == ("/kho/a.txt", first.document_id)
        assert_in_step(office)
        again = take(office, "a.txt", "Mật danh là Kimphung.", FileAt("/kho/a.txt", "a.txt"))
        assert again.document_id == first.document_id
        assert len(office.library.documents(OPERATOR)) == 1
        assert_in_step(office)


def _to_first_shape(path: Path) -> None:
    """What the catalogue looked like before places."""
    later = (
        "document_references", "edits", "page_corrections", "run_files", "runs", "places",
        "chunk_tokens", "turn_documents", "turns", "threads",
        "draft_documents", "draft_versions", "drafts",
        "onboarding_read", "onboarding_cards", "onboarding_questions", "onboarding_shared",
    )  # fmt: skip
    columns = (
        "subject signer signer_post recipients urgency secrecy language partners found scanned "
        "conversion sketch"
    ).split()
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE first (id VARCHAR(20) NOT NULL PRIMARY KEY, source TEXT NOT NULL UNIQUE,"
            " label VARCHAR(12) NOT NULL);"
            "INSERT INTO first SELECT d.id, p.source, d.label FROM documents d"
            " JOIN places p ON p.document_id = d.id;"
            + "".join(f"DROP TABLE {name};" for name in later)
            + "".join(f"ALTER TABLE versions DROP COLUMN {name};" for name in columns)
            + "DROP TABLE documents; ALTER TABLE first RENAME TO documents;"
            "UPDATE alembic_version SET version_num = '0001';"
        )
