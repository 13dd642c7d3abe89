"""Nobody sees, in any form, what they may not read; everybody sees all that they may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbedder, opened
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.build import Office
from assistant.intake import How
from index.access import OPERATOR, Label, Viewer, may_read
from index.records import Record
from index.vectors import VectorEntry

GROUPS = ("lễ tân", "hợp tác", "lãnh sự")
groups = st.frozensets(st.sampled_from(GROUPS))
labels = st.sampled_from(Label)
viewers = st.builds(
    Viewer, staff=st.booleans(), groups=groups, everything=st.sampled_from([False, False, True])
)
STAFF = Viewer(staff=True)
STRANGER = Viewer()
MEMBER = Viewer(staff=True, groups=frozenset({"lễ tân"}))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Eight documents, whose rights each test sets as it likes."""
    with opened(tmp_path_factory.mktemp("data")) as office:
        for n in range(8):
            text = f"Điều 1. Mật danh của đoàn số {n} là Kimphung{n}.\n\nĐiều 2. Đoàn số {n} ở Huế."
            office.intake.ingest_bytes(text.encode(), name=f"{n}.txt")
        yield office


def identifiers(office: Office) -> list[str]:
    return [record.id for record in office.library.documents(OPERATOR)]


def relabel(office: Office, identifier: str, label: Label, names: frozenset[str]) -> None:
    office.updater._catalog.set_access(identifier, label, names)


# The rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "label", "names", "expected"),
    [
        (STRANGER, Label.PUBLIC, (), True),
        (STRANGER, Label.PUBLIC, ("lễ tân",), True),
        (STRANGER, Label.INTERNAL, (), False),
        (STAFF, Label.INTERNAL, (), True),
        (STAFF, Label.INTERNAL, ("lễ tân",), False),
        (MEMBER, Label.INTERNAL, ("lễ tân",), True),
        (Viewer(groups=frozenset({"lễ tân"})), Label.INTERNAL, ("lễ tân",), False),
        (STAFF, Label.RESTRICTED, (), False),
        (MEMBER, Label.RESTRICTED, (), False),
        (MEMBER, Label.RESTRICTED, ("hợp tác",), False),
        (MEMBER, Label.RESTRICTED, ("hợp tác", "lễ tân"), True),
        (Viewer(groups=frozenset({"lễ tân"})), Label.RESTRICTED, ("lễ tân",), True),
        (Viewer(everything=True), Label.RESTRICTED, (), True),
    ],
)
def test_the_rule(viewer: Viewer, label: Label, names: tuple[str, ...], expected: bool) -> None:
    assert may_read(viewer, label, names) is expected
    assert may_read(viewer, label, iter(names)) is expected


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(labels, groups), min_size=8, max_size=8), viewers)
def test_every_reading_obeys_the_rule(
    office: Office, rights: list[tuple[Label, frozenset[str]]], viewer: Viewer
) -> None:
    catalog = office.updater._catalog
    documents = identifiers(office)
    for identifier, (label, names) in zip(documents, rights, strict=True):
        relabel(office, identifier, label, names)
    readable = {
        identifier
        for identifier, (label, names) in zip(documents, rights, strict=True)
        if may_read(viewer, label, names)
    }

    assert {record.id for record in catalog.documents(viewer)} == readable
    assert {i for i in documents if catalog.document(i, viewer)} == readable
    assert {i for i in documents if catalog.text(i, viewer) is not None} == readable
    assert {i for i in documents if catalog.chunks_of(i, viewer)} == readable
    chunks = [chunk.id for i in documents for chunk in catalog.chunks_of(i, OPERATOR)]
    allowed = [chunk.id for i in readable for chunk in catalog.chunks_of(i, OPERATOR)]
    assert set(catalog.chunks(chunks, viewer)) == set(allowed)
    hits = office.searcher.search("mật danh của đoàn Huế", viewer, 100)
    assert {hit.chunk.document.id for hit in hits} == readable

    library = office.library
    assert {record.id for record in library.documents(viewer)} == readable
    assert {i for i in documents if library.document(i, viewer)} == readable
    assert {i for i in documents if library.text(i, viewer)} == readable
    assert {i for i in documents if library.original(i, viewer)} == readable
    assert {i for i in documents if library.passage(i, (0, 5), viewer)} == readable
    for n, identifier in enumerate(documents):
        answer = office.answerer.ask(f"Mật danh của đoàn số {n} là gì?", viewer)
        shown = {citation.document_id for citation in (*answer.citations, *answer.nearest)}
        assert shown <= readable
        if identifier not in readable:
            assert f"Kimphung{n}" not in repr(answer)


def test_who_may_not_read_may_not_delete(office: Office) -> None:
    [identifier, *_] = identifiers(office)
    relabel(office, identifier, Label.RESTRICTED, frozenset({"lễ tân"}))
    assert not office.library.delete(identifier, STAFF)
    assert office.library.document(identifier, OPERATOR) is not None


@pytest.mark.parametrize("identifier", ["", "0" * 20, "' OR 1=1 --", "%", "\x00", "ⓗ"])
def test_a_document_that_is_not_there_is_like_one_that_may_not_be_read(
    office: Office, identifier: str
) -> None:
    library = office.library
    assert library.document(identifier, OPERATOR) is None
    assert library.text(identifier, OPERATOR) is None
    assert library.original(identifier, OPERATOR) is None
    assert library.passage(identifier, (0, 1), OPERATOR) is None
    assert not library.delete(identifier, OPERATOR)


# At once -------------------------------------------------------------------------------------


def seen(office: Office, viewer: Viewer) -> set[str]:
    return {hit.chunk.document.id for hit in office.searcher.search("mật danh đoàn", viewer, 100)}


def test_relabelling_takes_effect_at_once(office: Office) -> None:
    [identifier, *_] = identifiers(office)
    for label, names, who in (
        (Label.PUBLIC, frozenset[str](), [STRANGER, STAFF, MEMBER]),
        (Label.INTERNAL, frozenset[str](), [STAFF, MEMBER]),
        (Label.INTERNAL, frozenset({"lễ tân"}), [MEMBER]),
        (Label.RESTRICTED, frozenset({"hợp tác"}), []),
        (Label.PUBLIC, frozenset({"hợp tác"}), [STRANGER, STAFF, MEMBER]),
    ):
        relabel(office, identifier, label, names)
        for viewer in (STRANGER, STAFF, MEMBER):
            assert (identifier in seen(office, viewer)) is (viewer in who)


def test_taking_the_same_file_in_again_may_relabel_it(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        for label, visible in ((Label.PUBLIC, 1), (Label.RESTRICTED, 0), (None, 0)):
            office.intake.ingest_bytes(b"Mat danh la Kimphung.", name="a.txt", how=How(label))
            assert len(seen(office, STRANGER)) == visible


# Behind the index's back ---------------------------------------------------------------------


def test_a_relabelled_document_stays_hidden_though_the_index_was_asked_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rights change between the indexes' proposal and the catalogue's verdict."""
    [identifier, *_] = identifiers(office)
    relabel(office, identifier, Label.PUBLIC, frozenset())
    keywords = office.searcher._keywords
    best = keywords.best

    def and_then_hidden(*args: object, **options: object) -> dict[str, float]:
        found = best(*args, **options)  # type: ignore[arg-type]
        relabel(office, identifier, Label.RESTRICTED, frozenset())
        return found

    monkeypatch.setattr(keywords, "best", and_then_hidden)
    assert identifier not in seen(office, STRANGER)


def test_entries_of_a_document_deleted_behind_the_index_never_surface(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        office.intake.ingest_bytes("Mật danh là Kimphung.".encode(), name="a.txt")
        office.intake.ingest_bytes("Mật danh là Ngocduc.".encode(), name="b.txt")
        gone = office.library.documents(OPERATOR)[0]
        for state in ("retired", "forgotten"):
            catalog = office.updater._catalog
            catalog.retire(gone.id) if state == "retired" else catalog.forget(gone.version_id)
            assert gone.id not in seen(office, OPERATOR)
            answer = office.answerer.ask("Mật danh là gì?", OPERATOR)
            assert "Kimphung" not in repr(answer)
            assert office.library.passage(gone.id, (0, 3), OPERATOR) is None
            assert office.library.original(gone.id, OPERATOR) is None


def test_foreign_entries_never_surface(office: Office) -> None:
    [record, *_] = office.library.documents(OPERATOR)
    vector = FakeEmbedder().embed_query("mật danh đoàn").vector
    office.updater._vectors.add([VectorEntry("foreign", record.id, vector, [vector])])
    [chunk, *_] = office.updater._catalog.chunks_of(record.id, OPERATOR)
    office.updater._keywords.add([replace(chunk, id="foreign too")])
    hits = office.searcher.search("mật danh đoàn", OPERATOR, 100)
    assert not {"foreign", "foreign too"} & {hit.chunk.id for hit in hits}
    office.updater._vectors.delete(["foreign"])
    office.updater._keywords.delete(["foreign too"])


def test_vectors_under_a_wrong_document_open_nothing(office: Office) -> None:
    """An entry that claims a readable document for an unreadable chunk."""
    hidden, public, *_ = office.library.documents(OPERATOR)
    relabel(office, hidden.id, Label.RESTRICTED, frozenset())
    relabel(office, public.id, Label.PUBLIC, frozenset())
    vector = FakeEmbedder().embed_query("mật danh đoàn").vector
    own = office.updater._catalog.chunks_of(hidden.id, OPERATOR)
    vectors = office.updater._vectors
    vectors.add([VectorEntry(chunk.id, public.id, vector, [vector]) for chunk in own])
    assert hidden.id not in seen(office, STRANGER)


def test_a_mended_question_gives_no_word_away(tmp_path: Path) -> None:
    """A typing error is put right by the documents' words: by those that one may read."""
    with opened(tmp_path) as office:
        for n in range(3):
            text = f"Điều 1. Kế hoạch Hoàng Thạch số {n} của tỉnh Savannakhet."
            office.intake.ingest_bytes(text.encode(), name=f"{n}.txt", how=How(Label.RESTRICTED))
        text = "Điều 1. Kế hoạch công tác năm của tỉnh."
        office.intake.ingest_bytes(text.encode(), name="open.txt", how=How(Label.PUBLIC))
        for typed, meant in (
            ("Kế hoạch Savannkhet có gì?", "Savannakhet"),
            ("Kế hoạch Hoangf Thạch có gì?", "Hoàng"),
        ):
            assert meant in office.searcher.mended(typed, OPERATOR)
            assert meant not in office.searcher.mended(typed, STRANGER)
            assert meant not in repr(office.answerer.ask(typed, STRANGER))
        assert "kế hoạch" in office.searcher.mended("Trong kees hoạch có gì?", STRANGER)


# Answers -------------------------------------------------------------------------------------


def test_an_answer_withdraws_what_is_relabelled_while_it_is_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = {record.file: record for record in office.library.documents(OPERATOR)}
    record: Record = records["5.txt"]
    relabel(office, record.id, Label.PUBLIC, frozenset())
    search = office.searcher.evidence

    def and_then_hidden(*args: object, **options: object) -> object:
        hits = search(*args, **options)  # type: ignore[arg-type]
        relabel(office, record.id, Label.RESTRICTED, frozenset())
        return hits

    question = "Mật danh của đoàn số 5 là gì?"
    assert "Kimphung5" in repr(office.answerer.ask(question, STRANGER))
    monkeypatch.setattr(office.searcher, "evidence", and_then_hidden)
    answer = office.answerer.ask(question, STRANGER)
    assert "Kimphung5" not in repr(answer)
    assert answer.refused
