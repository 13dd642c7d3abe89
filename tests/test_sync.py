"""Keeping the store true to a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import assert_in_step, opened

from assistant.build import Office
from assistant.sync import Pace, Plan, SyncError, SyncProblem
from index.access import OPERATOR
from ui.client import OpenedStore
from ui.intake import compare, perform
from ui.wire import Json


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        yield office


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Văn bản đến"
    for n in range(4):
        write(folder / f"phòng {n % 2}" / f"vb {n}.txt", f"Mật danh của tệp {n} là Kimphung{n}.")
    return folder


def write(path: Path, text: str, age: float = 100) -> None:
    """A file last changed `age` seconds ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))


def planned(office: Office, folder: Path, allow_removals: bool = False) -> Plan:
    return compare(OpenedStore(office), folder, allow_removals=allow_removals)


def sync(office: Office, folder: Path, allow_removals: bool = False) -> list[Json]:
    done: list[Json] = []
    plan = planned(office, folder, allow_removals)
    perform(OpenedStore(office), plan, None, None, lambda reports, _pace: done.extend(reports))
    assert_in_step(office)
    return done


def shown(office: Office) -> dict[str, str]:
    """Text by file name."""
    return {
        record.file: office.library.text(record.id, OPERATOR) or ""
        for record in office.library.documents(OPERATOR)
    }


def names(sources: tuple[str, ...]) -> list[str]:
    return [Path(source).name for source in sources]


def test_a_plan_changes_nothing(office: Office, folder: Path) -> None:
    plan = planned(office, folder)
    assert names(plan.added) == ["vb 0.txt", "vb 2.txt", "vb 1.txt", "vb 3.txt"]
    assert shown(office) == {}
    assert planned(office, folder) == plan


def test_what_was_synchronised_needs_nothing_more(office: Office, folder: Path) -> None:
    assert {report["status"] for report in sync(office, folder)} == {"added"}
    plan = planned(office, folder)
    assert (plan.empty, plan.unchanged) == (True, 4)


def test_added_changed_removed(office: Office, folder: Path) -> None:
    sync(office, folder)
    write(folder / "phòng 0" / "vb 0.txt", "Mật danh nay là Ngocduc.")
    (folder / "phòng 1" / "vb 1.txt").unlink()
    write(folder / "mới.txt", "Tệp này mới tới.")
    plan = planned(office, folder)
    assert names(plan.added) == ["mới.txt"]
    assert names(plan.changed) == ["vb 0.txt"]
    assert names(plan.removed) == ["vb 1.txt"]
    sync(office, folder)
    texts = shown(office)
    assert set(texts) == {"vb 0.txt", "vb 2.txt", "vb 3.txt", "mới.txt"}
    assert texts["vb 0.txt"] == "Mật danh nay là Ngocduc."


def test_a_touched_file_is_no_changed_one(office: Office, folder: Path) -> None:
    sync(office, folder)
    os.utime(folder / "phòng 0" / "vb 0.txt", (1, 1))
    assert planned(office, folder).empty


def test_a_renamed_file_keeps_its_document_and_what_was_put_right(
    office: Office, folder: Path
) -> None:
    sync(office, folder)
    before = {record.file: record.id for record in office.library.documents(OPERATOR)}
    office.library.edit(before["vb 1.txt"], {"signer": "Nguyễn Văn A"}, OPERATOR)
    (folder / "phòng 1" / "vb 1.txt").rename(folder / "tên khác.txt")
    plan = planned(office, folder)
    assert [(Path(old).name, Path(new).name) for old, new in plan.renamed] == [
        ("vb 1.txt", "tên khác.txt")
    ]
    assert not plan.added
    assert not plan.removed
    sync(office, folder)
    after = {record.file: record.id for record in office.library.documents(OPERATOR)}
    assert after["tên khác.txt"] == before["vb 1.txt"]
    assert len(after) == len(before)
    details = office.library.details(after["tên khác.txt"], OPERATOR)
    assert details is not None
    assert details.metadata.signer == "Nguyễn Văn A"
    assert details.metadata.title == "Tên khác"  # it had none but the file's name
    assert details.sources == (str(folder / "tên khác.txt"),)


def test_a_copy_goes_and_the_document_stays(office: Office, folder: Path) -> None:
    shutil.copy2(folder / "phòng 0" / "vb 0.txt", folder / "bản sao.txt")
    sync(office, folder)
    assert len(shown(office)) == 4
    for name in ("bản sao.txt", "phòng 0/vb 0.txt"):
        assert any("Kimphung0" in text for text in shown(office).values())
        (folder / name).unlink()
        sync(office, folder)
    assert not any("Kimphung0" in text for text in shown(office).values())


def test_what_was_deleted_by_hand_stays_deleted_until_it_changes(
    office: Office, folder: Path
) -> None:
    sync(office, folder)
    [record] = [one for one in office.library.documents(OPERATOR) if one.file == "vb 0.txt"]
    office.library.delete(record.id, OPERATOR)
    plan = planned(office, folder)
    assert (plan.empty, names(plan.kept_out)) == (True, ["vb 0.txt"])
    write(folder / "phòng 0" / "vb 0.txt", "Tệp đã sửa.")
    sync(office, folder)
    assert shown(office)["vb 0.txt"] == "Tệp đã sửa."


def test_a_lost_folder_removes_nothing(office: Office, folder: Path) -> None:
    sync(office, folder)
    folder.rename(folder.with_name("nơi khác"))
    with pytest.raises(SyncError) as caught:
        planned(office, folder)
    assert caught.value.problem is SyncProblem.NO_FOLDER
    folder.mkdir()  # a mount point without its share
    with pytest.raises(SyncError) as caught:
        planned(office, folder)
    assert (caught.value.problem, caught.value.count) == (SyncProblem.EMPTIED, 4)
    assert len(shown(office)) == 4
    sync(office, folder, allow_removals=True)
    assert shown(office) == {}


def test_most_files_gone_looks_like_a_lost_share(office: Office, folder: Path) -> None:
    for n in range(20):
        write(folder / "nhiều" / f"{n}.txt", f"Tệp số {n}.")
    sync(office, folder)
    shutil.rmtree(folder / "nhiều")
    with pytest.raises(SyncError) as caught:
        planned(office, folder)
    assert caught.value.problem is SyncProblem.EMPTIED


@pytest.mark.skipif(os.geteuid() == 0, reason="quản trị hệ thống đọc được mọi thư mục")
def test_a_part_that_cannot_be_read_stops_the_plan(office: Office, folder: Path) -> None:
    sync(office, folder)
    (folder / "phòng 1").chmod(0)
    with pytest.raises(SyncError) as caught:
        planned(office, folder)
    (folder / "phòng 1").chmod(0o700)
    assert caught.value.problem is SyncProblem.UNREADABLE


def test_a_read_that_breaks_midway_stops_the_plan(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(office, folder)
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "phòng 1":
            raise OSError(116, "Stale file handle", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(SyncError) as caught:
        planned(office, folder)
    assert caught.value.problem is SyncProblem.UNREADABLE


def test_a_file_still_being_written_waits(office: Office, folder: Path) -> None:
    write(folder / "đang chép.txt", "Một nửa", age=0)
    plan = planned(office, folder)
    assert names(plan.waiting) == ["đang chép.txt"]
    assert "đang chép.txt" not in names(plan.added)


def test_hidden_files_and_locks_are_no_documents(office: Office, folder: Path) -> None:
    for name in (".ẩn.txt", "~$vb 0.docx", ".git/config.txt", "Thumbs.db"):
        write(folder / name, "Không phải tài liệu.")
    assert len(planned(office, folder).added) == 4


def test_a_file_that_fails_is_tried_again_only_when_it_changes(
    office: Office, folder: Path
) -> None:
    write(folder / "hỏng.pdf", "không phải PDF")
    [failed] = [one for one in sync(office, folder) if one["file"] == "hỏng.pdf"]
    assert failed["status"] == "failed"
    assert failed["reason"]
    assert planned(office, folder).empty
    [known] = [place for place, _ in office.library.files(OPERATOR) if place.reason]
    assert known.at.file == "hỏng.pdf"


def test_the_run_keeps_an_account(office: Office, folder: Path) -> None:
    write(folder / "hỏng.pdf", "không phải PDF")
    sync(office, folder)
    (folder / "phòng 0" / "vb 0.txt").unlink()
    sync(office, folder)
    last, first = office.runs.all()
    assert first.counts == {"added": 4, "failed": 1}
    assert last.counts == {"removed": 1}
    assert first.finished_at
    assert [file.file for file in office.runs.files(last.id)] == ["vb 0.txt"]


def test_pace_tells_what_is_left_by_bytes() -> None:
    pace = Pace(0, 4, 0, 1000, 0.0)
    assert pace.seconds_left is None
    pace = pace.after(250, 5.0)
    assert (pace.seconds_left, pace.files_a_minute) == (15.0, 12.0)
