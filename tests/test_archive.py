"""A folder of mixed files goes through unattended, in the worker processes that read them in
production; what is killed midway goes on."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from archive import made, write
from benchmarks.intake import fate_of
from fakes import FakeEmbedder, assert_in_step

from assistant import build, settings
from assistant.build import Office
from assistant.intake import files_in
from index.access import OPERATOR


def office_over(data: Path) -> Office:
    with mock.patch("index.embed.load_embedder", return_value=FakeEmbedder()):
        return build.open_office(settings.load({"NGOAIVU_DATA": str(data), "NGOAIVU_MODEL": "x"}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kho")


@pytest.fixture(scope="module")
def fates(folder: Path) -> dict[str, str]:
    return write(folder, made(60, scanned=False))


def test_every_file_meets_its_fate(folder: Path, fates: dict[str, str], tmp_path: Path) -> None:
    office = office_over(tmp_path / "data")
    try:
        found = {str(path): fate_of(office.intake.ingest_file(path)) for path in files_in([folder])}
        assert found == fates
        assert set(fates.values()) == {"taken", "copy", "failed", "refused"}
        assert_in_step(office)
        known = {place.at.source for place, _ in office.library.files(OPERATOR)}
        assert set(fates) <= known
        again = {str(path): office.intake.ingest_file(path).status for path in files_in([folder])}
        taken = {path for path, fate in fates.items() if fate in ("taken", "copy")}
        assert {again[path] for path in taken} == {"unchanged"}
    finally:
        office.close()
