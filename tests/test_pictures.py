"""Pictures of a Word document are shown to who may read it, and nothing else of its archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from fakes import opened
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from assistant.intake import How
from index.access import Label, Viewer
from ingest.errors import IntakeError
from ingest.formats.pictures import picture, pictures
from ui import api
from ui.app import create_app


def image(kind: str, width: int = 200, height: int = 120) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, kind)
    return written.getvalue()


def letter(*images: bytes) -> bytes:
    document = Document()
    document.add_paragraph("Sở đón đoàn khách của tỉnh bạn đến thăm và làm việc tại Huế.")
    for one in images:
        document.add_picture(io.BytesIO(one), width=Mm(60))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.namelist():
            part = source.read(entry)
            target.writestr(entry, part.replace(old, new) if entry == name else part)
    return written.getvalue()


def test_pictures_come_in_the_order_of_the_text_with_the_type_that_they_are() -> None:
    found = pictures(letter(image("JPEG"), image("PNG")))
    assert [one.media_type for one in found] == ["image/jpeg", "image/png"]
    assert picture(letter(image("PNG")), 1) == pictures(letter(image("PNG")))[0]
    assert picture(letter(image("PNG")), 2) is None
    assert picture(letter(image("PNG")), 0) is None


def test_what_is_no_photograph_or_figure_is_left_out() -> None:
    assert pictures(letter(image("GIF"), image("PNG", 300, 20))) == ()
    assert pictures(letter(image("PNG", 9000, 9000))) == ()  # small in bytes, huge in pixels
    assert pictures(b"%PDF-1.7") == ()


def test_only_what_the_body_embeds_from_the_archive_itself_is_shown() -> None:
    data = letter(image("PNG"))
    rels = "word/_rels/document.xml.rels"
    outside = changed(data, rels, b"media/image1.png", b"../docProps/core.xml")
    assert pictures(outside) == ()
    assert (
        pictures(changed(data, rels, b'Target="media', b'TargetMode="External" Target="media'))
        == ()
    )


def test_a_damaged_archive_is_told() -> None:
    with pytest.raises(IntakeError):
        pictures(letter(image("PNG"))[:200])


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with opened(tmp_path_factory.mktemp("data") / Path("kho")) as office:
        data = letter(image("PNG"), image("JPEG"))
        report = office.intake.ingest_bytes(
            data, name="cong-van.docx", how=How(Label.INTERNAL, None)
        )
        app = create_app(office)
        app.state.identifier = report.document_id
        yield app


def test_who_may_not_read_the_document_sees_no_picture_and_no_count(app: FastAPI) -> None:
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    address = f"/api/documents/{app.state.identifier}/pictures"
    assert client.get(address).json() == {"count": 2}
    shown = client.get(f"{address}/2")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert client.get(f"{address}/3").status_code == 404
    app.dependency_overrides[api.viewer] = lambda: Viewer(key="khach")
    for path in (address, f"{address}/1"):
        assert client.get(path).status_code == 404
    app.dependency_overrides.clear()
