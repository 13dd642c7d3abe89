"""Taking in, replacing, deleting: what must hold whatever goes wrong on the way."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    FakeEmbedder,
    assert_hits_are_verbatim,
    assert_in_step,
    files_holding,
    opened,
)

from assistant.build import Office
from assistant.intake import FileReport, How, Status
from index.access import OPERATOR, Label, Viewer
from index.embed import Embedder
from index.originals import Originals
from index.places import FileAt
from index.update import Change
from ingest.document import Document

# Long enough for several chunks.
CHAPTERS = "\n\n".join(
    f"Điều {n}. Công tác lễ tân số {n}. "
    + " ".join(f"Việc thứ {n}.{m} do phòng Lễ tân phụ trách trong ngày." for m in range(12))
    for n in range(1, 6)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        yield office


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A store for tests that each keep to documents of their own."""
    with opened(tmp_path_factory.mktemp("data")) as office:
        yield office


def take(office: Office, name: str, text: str, **rights: Any) -> FileReport:
    return office.intake.ingest_bytes(text.encode(), name=name, how=How(**rights))


def found(office: Office, question: str, viewer: Viewer = OPERATOR) -> list[str]:
    """The texts of the hits."""
    hits = office.searcher.search(question, viewer, 50)
    assert_hits_are_verbatim(office, hits)
    return [hit.chunk.text for hit in hits]


def finds(office: Office, word: str) -> bool:
    return any(word in text for text in found(office, word))


# Adding and replacing ------------------------------------------------------------------------


def test_a_new_document_is_found_at_once(office: Office) -> None:
    report = take(office, "a.txt", CHAPTERS)
    assert report.status is Status.ADDED
    assert report.chunks > 1
    assert finds(office, "lễ tân")
    assert_in_step(office)


def test_the_same_bytes_again_change_nothing(office: Office) -> None:
    first = take(office, "a.txt", CHAPTERS)
    [before] = office.library.documents(OPERATOR)
    again = take(office, "a.txt", CHAPTERS)
    assert again.status is Status.UNCHANGED
    assert (again.document_id, again.chunks) == (first.document_id, first.chunks)
    assert office.library.documents(OPERATOR) == [before]
    assert_in_step(office)


def test_a_changed_document_replaces_the_old_one(office: Office) -> None:
    old = take(office, "a.txt", f"{CHAPTERS}\n\nMật danh là Kimphung.")
    new = take(office, "a.txt", "Mật danh là Ngocduc.")
    assert new.status is Status.UPDATED
    assert new.document_id == old.document_id
    assert found(office, "mật danh") == ["Mật danh là Ngocduc."]
    assert len(office.library.documents(OPERATOR)) == 1
    assert_in_step(office)


def test_there_and_back_again(office: Office) -> None:
    for word, status in (
        ("Kimphung", Status.ADDED),
        ("Ngocduc", Status.UPDATED),
        ("Kimphung", Status.UPDATED),
        ("Kimphung", Status.UNCHANGED),
    ):
        assert take(office, "a.txt", f"Mật danh là {word}.").status is status
        assert found(office, "mật danh") == [f"Mật danh là {word}."]
        assert_in_step(office)


def test_copies_are_one_document_at_several_places(office: Office) -> None:
    one = take(office, "a.txt", CHAPTERS)
    two = take(office, "b.txt", CHAPTERS)
    assert (two.status, two.copy, one.copy) == (Status.UNCHANGED, True, False)
    assert one.document_id == two.document_id
    assert one.document_id is not None
    details = office.library.details(one.document_id, OPERATOR)
    assert details is not None
    assert details.sources == ("upload:a.txt", "upload:b.txt")
    assert_in_step(office)
    assert not office.intake.forget_place("upload:a.txt")
    assert finds(office, "lễ tân")
    assert office.intake.forget_place("upload:b.txt")
    assert not finds(office, "lễ tân")
    assert_in_step(office)


def test_a_copy_that_changes_goes_its_own_way(office: Office) -> None:
    one = take(office, "a.txt", CHAPTERS)
    take(office, "b.txt", CHAPTERS)
    two = take(office, "b.txt", "Mật danh là Ngocduc.")
    assert two.status is Status.ADDED
    assert two.document_id != one.document_id
    assert finds(office, "lễ tân")
    assert finds(office, "Ngocduc")
    back = take(office, "b.txt", CHAPTERS)
    assert (back.status, back.document_id) == (Status.UPDATED, two.document_id)
    [(_, _, share)] = office.library.alike(OPERATOR)
    assert share == 1
    assert_in_step(office)


@pytest.mark.parametrize("label", [Label.PUBLIC, Label.INTERNAL, None])
def test_a_copy_opens_nothing_to_more_people(office: Office, label: Label | None) -> None:
    take(office, "a.txt", CHAPTERS, label=Label.RESTRICTED, groups=frozenset("k"))
    take(office, "b.txt", CHAPTERS, label=label, groups=frozenset("m"))
    [record] = office.library.documents(OPERATOR)
    assert record.label is Label.RESTRICTED
    assert found(office, "lễ tân", Viewer(groups=frozenset("m"))) == []
    assert found(office, "lễ tân", Viewer(groups=frozenset("k")))


def test_a_document_without_chunks_is_kept(office: Office) -> None:
    document = Document(file="trong.txt", digest="0", text="", blocks=())
    at = FileAt("upload:trong.txt", "trong.txt")
    added = office.updater.add(document, b"...", at)
    assert (added.change, added.chunks) == (Change.ADDED, 0)
    assert office.updater.add(document, b"...", at).change is Change.UNCHANGED
    assert [record.file for record in office.library.documents(OPERATOR)] == ["trong.txt"]
    assert office.library.text(added.document_id, OPERATOR) == ""
    assert_in_step(office)
    office.updater.delete(added.document_id)
    assert_in_step(office)


def test_text_that_only_machines_would_write_is_taken_in(office: Office) -> None:
    take(office, "dai.txt", "x" * 70_000 + " Kimphung " + "🎎" * 500)
    assert finds(office, "Kimphung")
    assert_in_step(office)


def test_labels_stay_until_they_are_changed(office: Office) -> None:
    take(office, "a.txt", "Mật danh là Kimphung.", label=Label.RESTRICTED, groups=frozenset("k"))
    take(office, "a.txt", "Mật danh là Ngocduc.")
    member, stranger = Viewer(groups=frozenset("k")), Viewer(staff=True)
    assert len(found(office, "mật danh", member)) == 1
    assert found(office, "mật danh", stranger) == []
    same = take(office, "a.txt", "Mật danh là Ngocduc.", label=Label.PUBLIC)
    assert same.status is Status.UNCHANGED
    assert len(found(office, "mật danh", stranger)) == 1


# Deleting ------------------------------------------------------------------------------------


def test_a_deleted_document_is_gone(office: Office) -> None:
    kept = take(office, "b.txt", "Mật danh là Ngocduc.")
    gone = take(office, "a.txt", CHAPTERS)
    assert gone.document_id is not None
    assert office.library.delete(gone.document_id, OPERATOR)
    assert [record.id for record in office.library.documents(OPERATOR)] == [kept.document_id]
    assert office.library.text(gone.document_id, OPERATOR) is None
    assert office.library.original(gone.document_id, OPERATOR) is None
    assert not finds(office, "lễ tân")
    assert not office.library.delete(gone.document_id, OPERATOR)
    assert_in_step(office)


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_no_byte_of_it_is_left_in_any_file(office: Office, how: str) -> None:
    """While the store is open: catalogue, write-ahead log, Chroma, originals. (tantivy packs
    its terms, so bytes say nothing there.)"""
    folder = office.settings.data
    for n in range(12):
        take(office, f"{n}.txt", f"{CHAPTERS}\n\nMật danh là kimphung{n}x.")
    assert files_holding(folder, "kimphung3x")
    if how == "deleted":
        files = {record.file: record.id for record in office.library.documents(OPERATOR)}
        office.library.delete(files["3.txt"], OPERATOR)
    else:
        take(office, "3.txt", "Đã thay.")
    assert files_holding(folder, "kimphung3x") == []
    assert files_holding(folder, "kimphung4x")


def test_a_document_taken_in_again_does_not_get_its_old_label_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = take(office, "a.txt", "Mật danh là Kimphung.", label=Label.PUBLIC)
    assert report.document_id is not None
    with monkeypatch.context() as patch:
        patch.setattr(office.updater._vectors, "delete", failing)
        with pytest.raises(InjectedError):
            office.library.delete(report.document_id, OPERATOR)
    assert office.library.documents(OPERATOR) == []
    take(office, "a.txt", "Mật danh là Ngocduc.")
    assert [record.label for record in office.library.documents(OPERATOR)] == [Label.INTERNAL]


# Several at once -----------------------------------------------------------------------------


def test_reading_goes_on_while_others_write(office: Office) -> None:
    take(office, "0.txt", "Mật danh chung là Kimphung.")
    done = threading.Event()

    def write(name: str) -> None:
        for n in range(6):
            report = take(office, name, f"Mật danh của {name} là số {n}.\n\n{CHAPTERS}")
        assert report.document_id is not None
        assert office.library.delete(report.document_id, OPERATOR)

    def rebuild(_: str) -> None:
        for _round in range(3):
            office.updater.rebuild()

    def read() -> int:
        count = 0
        while not done.is_set() or count == 0:
            for hit in office.searcher.search("mật danh số 3", OPERATOR):
                assert hit.chunk.text[: len("Mật danh")] == "Mật danh" or "Điều" in hit.chunk.text
            office.answerer.ask("Mật danh chung là gì?", OPERATOR)
            count += 1
        return count

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        writers = [pool.submit(write, name) for name in ("a.txt", "b.txt")]
        writers.append(pool.submit(rebuild, ""))
        try:
            for writer in writers:
                writer.result()
        finally:
            done.set()
        assert all(reader.result() for reader in readers)
    assert found(office, "mật danh") == ["Mật danh chung là Kimphung."]
    assert_in_step(office)


# Failures on the way -------------------------------------------------------------------------


class InjectedError(Exception):
    pass


def failing(*_args: Any, **_options: Any) -> None:
    raise InjectedError


def failing_after(real: Callable[..., Any]) -> Callable[..., Any]:
    def call(*args: Any, **options: Any) -> None:
        real(*args, **options)
        raise InjectedError

    return call


BEFORE_PUBLISHED = [
    ("_originals", "keep"),
    ("_catalog", "begin_version"),
    ("_embedder", "embed_passages"),
    ("_vectors", "add"),
    ("_catalog", "record_vector_space"),
    ("_keywords", "add"),
    ("_catalog", "publish"),
]
CLEARING = [
    ("_vectors", "delete"),
    ("_keywords", "delete"),
    ("_originals", "discard"),
    ("_catalog", "forget"),
    ("_catalog", "scrub"),
]


@pytest.fixture
def break_step(shared: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Makes a step fail, before or after it has done its work; returns what mends it."""

    def broken(part: str, method: str, when: str) -> Callable[[], None]:
        owner = getattr(shared.updater, part)
        replacement = failing if when == "before" else failing_after(getattr(owner, method))
        monkeypatch.setattr(owner, method, replacement)
        return monkeypatch.undo

    return broken


WHEN = pytest.mark.parametrize("when", ["before", "after"])


@WHEN
@pytest.mark.parametrize(("part", "method"), BEFORE_PUBLISHED)
def test_a_failed_addition_leaves_nothing(
    shared: Office, break_step: Callable[..., Any], part: str, method: str, when: str
) -> None:
    name = f"them{part}{method}{when}.txt"
    mend = break_step(part, method, when)
    with pytest.raises(InjectedError):
        take(shared, name, f"Mật danh là {part}{method}{when}.")
    mend()
    published = (method, when) == ("publish", "after")
    assert finds(shared, f"{part}{method}{when}") is published
    shared.updater.recover()
    assert finds(shared, f"{part}{method}{when}") is published
    assert_in_step(shared)
    again = take(shared, name, f"Mật danh là {part}{method}{when}.")
    assert again.status is (Status.UNCHANGED if published else Status.ADDED)
    assert finds(shared, f"{part}{method}{when}")
    assert_in_step(shared)


@WHEN
@pytest.mark.parametrize(("part", "method"), BEFORE_PUBLISHED)
def test_a_failed_replacement_leaves_the_old_document(
    shared: Office, break_step: Callable[..., Any], part: str, method: str, when: str
) -> None:
    name = f"thay{part}{method}{when}.txt"
    old, new = f"cu{part}{method}{when}", f"moi{part}{method}{when}"
    take(shared, name, f"Mật danh là {old}.")
    mend = break_step(part, method, when)
    with pytest.raises(InjectedError):
        take(shared, name, f"Mật danh là {new}.")
    mend()
    published = (method, when) == ("publish", "after")
    for _ in range(2):
        assert finds(shared, old) is not published
        assert finds(shared, new) is published
        shared.updater.recover()
    assert_in_step(shared)


@WHEN
@pytest.mark.parametrize(("part", "method"), CLEARING)
def test_once_published_the_new_text_holds_whatever_fails(
    shared: Office, break_step: Callable[..., Any], part: str, method: str, when: str
) -> None:
    name = f"don{part}{method}{when}.txt"
    old, new = f"cu{part}{method}{when}d", f"moi{part}{method}{when}d"
    take(shared, name, f"Mật danh là {old}.")
    mend = break_step(part, method, when)
    with pytest.raises(InjectedError):
        take(shared, name, f"Mật danh là {new}.")
    mend()
    for _ in range(2):
        assert not finds(shared, old)
        assert finds(shared, new)
        shared.updater.recover()
    assert_in_step(shared)


@WHEN
@pytest.mark.parametrize(("part", "method"), [("_catalog", "retire"), *CLEARING])
def test_a_failed_deletion_is_finished_at_the_next_start(
    shared: Office, break_step: Callable[..., Any], part: str, method: str, when: str
) -> None:
    word = f"xoa{part}{method}{when}"
    report = take(shared, f"{word}.txt", f"Mật danh là {word}.")
    assert report.document_id is not None
    mend = break_step(part, method, when)
    with pytest.raises(InjectedError):
        shared.library.delete(report.document_id, OPERATOR)
    mend()
    begun = (method, when) != ("retire", "before")
    for _ in range(2):
        assert finds(shared, word) is not begun
        shared.updater.recover()
    assert_in_step(shared)


def test_the_old_text_taken_in_again_after_a_failure_stays(
    shared: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(shared, "ab.txt", "Mật danh là Kimphung.")
    with monkeypatch.context() as patch:
        patch.setattr(shared.updater._keywords, "add", failing)
        with pytest.raises(InjectedError):
            take(shared, "ab.txt", "Mật danh là Ngocduc.")
    assert take(shared, "ab.txt", "Mật danh là Kimphung.").status is Status.UNCHANGED
    shared.updater.recover()
    assert finds(shared, "Kimphung")
    assert not finds(shared, "Ngocduc")


# Starting again ------------------------------------------------------------------------------


def test_another_model_makes_all_vectors_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        take(office, "a.txt", CHAPTERS)
        take(office, "b.txt", "Mật danh là Kimphung.")
    with opened(tmp_path, FakeEmbedder("fake-two")) as office:
        names = {c.name for c in office.updater._vectors._client.list_collections()}
        assert names == {"chunks-fake-two", "sentences-fake-two"}
        assert found(office, "mật danh Kimphung")[0] == "Mật danh là Kimphung."
        assert_in_step(office)


def test_a_change_of_model_cut_short_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as office:
        for n in range(4):
            take(office, f"{n}.txt", f"Mật danh số {n} là Kimphung.")
    interrupted = FakeEmbedder("fake-two")
    calls = iter(range(100))

    def embed(texts: list[str]) -> Any:
        if next(calls) == 2:
            raise InjectedError
        return FakeEmbedder("fake-two").embed_passages(texts)

    monkeypatch.setattr(interrupted, "embed_passages", embed)
    with pytest.raises(InjectedError), opened(tmp_path, interrupted):
        pass
    with opened(tmp_path) as office:  # the old model again
        assert len(found(office, "mật danh")) == 4
        assert_in_step(office)
    with opened(tmp_path, FakeEmbedder("fake-two")) as office:
        assert len(found(office, "mật danh")) == 4
        assert_in_step(office)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("filled")
    with opened(data) as office:
        take(office, "a.txt", CHAPTERS)
        take(office, "b.txt", "Mật danh là Kimphung.")
    return data


def empty(pattern: str) -> Callable[[Path], None]:
    def damage(data: Path) -> None:
        files = list(data.glob(pattern))
        assert files
        for file in files:
            file.write_bytes(b"")

    return damage


def cut(pattern: str) -> Callable[[Path], None]:
    def damage(data: Path) -> None:
        files = list(data.glob(pattern))
        assert files
        for file in files:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return damage


def lose(name: str) -> Callable[[Path], None]:
    return lambda data: shutil.rmtree(data / name)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lose("tantivy"), id="tantivy lost"),
        pytest.param(cut("tantivy/meta.json"), id="tantivy's list cut short"),
        pytest.param(empty("tantivy/*.term"), id="tantivy's terms empty"),
        pytest.param(empty("tantivy/*.pos"), id="tantivy's positions empty"),
        pytest.param(lose("chroma"), id="chroma lost"),
        pytest.param(cut("chroma/chroma.sqlite3"), id="chroma's database cut short"),
    ],
)
def test_a_lost_or_damaged_index_is_made_anew(
    filled: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    damage(data)
    with opened(data) as office:
        assert found(office, "mật danh Kimphung")[0] == "Mật danh là Kimphung."
        assert_in_step(office)


def test_rebuilding_changes_no_result(filled: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    questions = ["mật danh", "lễ tân Điều 3", "viec thu 4.7", "phòng phụ trách"]
    with opened(data) as office:
        before = [office.searcher.search(question, OPERATOR) for question in questions]
        office.updater.rebuild()
        after = [office.searcher.search(question, OPERATOR) for question in questions]
        assert [[hit.chunk for hit in hits] for hits in after] == [
            [hit.chunk for hit in hits] for hits in before
        ]
        assert_in_step(office)


def test_a_lost_catalogue_does_not_take_the_originals_with_it(filled: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(filled, data)
    for file in data.glob("catalog.sqlite*"):
        file.unlink()
    with opened(data) as office:
        assert office.library.documents(OPERATOR) == []
        assert not finds(office, "Kimphung")
    contents = {path.read_text() for path in (data / "originals").iterdir()}
    assert contents == {CHAPTERS, "Mật danh là Kimphung."}


def test_originals_left_by_a_crash_are_cleared_away_and_folders_are_left(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    originals.keep("known", b"1")
    originals.keep("stray", b"2")
    (tmp_path / "x.partial").write_bytes(b"3")
    (tmp_path / "lost+found").mkdir()
    originals.keep_only(["known"])
    assert {path.name for path in tmp_path.iterdir()} == {"known", "lost+found"}


def test_with_the_real_model_too(tmp_path: Path, embedder: Embedder) -> None:
    with opened(tmp_path, embedder) as office:
        take(office, "a.txt", "Tỉnh Gifu của Nhật Bản kết nghĩa với thành phố năm 2019.")
        take(office, "b.txt", "Lề trái của trang giấy rộng 30 mm.")
        assert "Gifu" in found(office, "địa phương kết nghĩa ở Nhật")[0]
        take(office, "a.txt", "Lễ hội đèn lồng tổ chức vào mùa thu.")
        assert not any("Gifu" in text for text in found(office, "địa phương kết nghĩa ở Nhật"))
        assert_in_step(office)
