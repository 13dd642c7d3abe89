"""Conversations are kept apart and whole, and go for good; what documents no longer say goes
from them too."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from fakes import files_holding, open_fake, opened

from assistant.build import Office
from assistant.intake import How
from assistant.kept import GONE, Json
from assistant.threads import NoThreadError, Turn, short_title
from index.access import OPERATOR, Label, Viewer
from ui.wire import answer_json

LAN = Viewer(staff=True, key="lan")
AN = Viewer(staff=True, key="an")
QUESTION = "Trưởng đoàn Kimphung đi nước nào?"
SENTENCE = "Trưởng đoàn Kimphung đi nước Lào."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path / "data") as office:
        take(office, "doan.txt", SENTENCE)
        yield office


def take(office: Office, name: str, text: str, label: Label = Label.INTERNAL) -> str:
    report = office.intake.ingest_bytes(text.encode(), name=name, how=How(label, None))
    assert report.document_id is not None
    return report.document_id


def ask(
    office: Office,
    question: str = QUESTION,
    thread: str | None = None,
    viewer: Viewer = LAN,
    alone: bool = False,
) -> str:
    answer = answer_json(office.answerer.ask(question, viewer))
    return office.threads.add(thread, question, answer, viewer, alone=alone)[0]


def turns(office: Office, thread: str, viewer: Viewer = LAN) -> list[Turn]:
    return office.threads.get(thread, viewer)[1]


def only(office: Office, thread: str, viewer: Viewer = LAN) -> Json:
    [turn] = turns(office, thread, viewer)
    return turn.answer


def titles(office: Office, words: str, viewer: Viewer = LAN) -> list[str]:
    return [thread.title for thread in office.threads.search(words, viewer, 50)]


def plain(number: int) -> Json:
    """An answer that leans on no document."""
    return {
        "answer": f"Trả lời {number}.", "refused": True, "citations": [], "nearest": [],
        "lead": None, "as_of": None, "mode": "trich_dan", "warnings": [], "timings_ms": {},
        "question": f"câu {number}",
    }  # fmt: skip


# Keeping ---------------------------------------------------------------------------------------


def test_a_conversation_is_read_back_as_it_was(office: Office) -> None:
    thread = ask(office)
    ask(office, "Đoàn có ai?", thread)
    kept, (first, second) = office.threads.get(thread, LAN)
    assert (kept.title, kept.count) == (QUESTION, 2)
    assert [first.number, second.number] == [1, 2]
    assert [first.question, second.question] == [QUESTION, "Đoàn có ai?"]
    assert SENTENCE in first.answer["answer"]
    assert first.answer["citations"][0]["quote"] == SENTENCE


def test_the_one_last_asked_in_comes_first_page_by_page(office: Office) -> None:
    first, second, third = (ask(office, f"Câu {n}?") for n in (1, 2, 3))
    ask(office, "Thêm?", first)
    listed = [thread.id for thread in office.threads.all(LAN, 50)]
    assert listed == [first, third, second]
    assert [thread.id for thread in office.threads.all(LAN, 1, 1)] == [third]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("  Ai ký?\n", "Ai ký?"),
        ("từ " * 30, "từ " * 19 + "từ…"),
        ("a" * 100, "a" * 60 + "…"),
        ("Sở Ngoại vụ được thành lập theo quyết định nào, của ai, ngày nào?",
         "Sở Ngoại vụ được thành lập theo quyết định nào, của ai…"),
    ],
)  # fmt: skip
def test_the_first_question_gives_the_title(question: str, title: str) -> None:
    assert short_title(question) == title


def test_a_title_is_changed(office: Office) -> None:
    thread = ask(office)
    office.threads.rename(thread, " Đoàn\n sang Lào ", LAN)
    assert office.threads.get(thread, LAN)[0].title == "Đoàn sang Lào"
    assert titles(office, "doan sang") == ["Đoàn sang Lào"]


def test_a_question_leans_on_those_since_the_last_that_was_asked_alone(office: Office) -> None:
    thread = ask(office, "một?")
    ask(office, "hai?", thread)
    assert office.threads.previous(thread, LAN) == ["một?", "hai?"]
    ask(office, "ba?", thread, alone=True)
    ask(office, "bốn?", thread)
    assert office.threads.previous(thread, LAN) == ["ba?", "bốn?"]


def test_half_a_character_in_a_question_is_no_reason_to_lose_it(office: Office) -> None:
    thread = office.threads.add(None, "S\ud800?", plain(1), LAN)[0]
    assert [turn.question for turn in turns(office, thread)] == ["S??"]


# Searching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kimphung lao", True),
        ("KIMPHỤNG  Lào", True),
        ("nuoc kim", True),  # words may be half typed
        ("phung", False),  # but begin where they begin
        ("kimphung pháp", False),
        ("%", True),  # no word
        ("truong_doan", False),
    ],
)
def test_questions_and_answers_are_searched(office: Office, words: str, found: bool) -> None:
    ask(office)
    assert titles(office, words) == ([QUESTION] if found else [])


def test_a_search_finds_in_the_title_or_in_one_turn(office: Office) -> None:
    thread = ask(office, "Câu một có voi?")
    ask(office, "Câu hai có hổ?", thread)
    assert titles(office, "voi")
    assert titles(office, "hổ")
    assert titles(office, "voi hổ") == []


# Whose they are --------------------------------------------------------------------------------


def test_somebody_else_s_conversation_is_not_there(office: Office) -> None:
    thread = ask(office)
    assert office.threads.all(AN, 50) == []
    assert titles(office, "kimphung", AN) == []
    for attempt in (
        lambda: office.threads.get(thread, AN),
        lambda: office.threads.previous(thread, AN),
        lambda: office.threads.add(thread, "?", plain(1), AN),
        lambda: office.threads.rename(thread, "của An", AN),
        lambda: office.threads.delete(thread, AN),
    ):
        with pytest.raises(NoThreadError):
            attempt()
    assert office.threads.delete_all(AN) == 0
    assert len(turns(office, thread)) == 1


def test_who_cannot_be_told_apart_keeps_nothing(office: Office) -> None:
    with pytest.raises(NoThreadError):
        office.threads.add(None, "?", plain(1), Viewer(staff=True))
    assert office.threads.all(Viewer(), 50) == []


def test_a_document_closed_to_the_person_says_nothing_any_more(office: Office) -> None:
    thread = ask(office)
    [document] = office.library.documents(OPERATOR)
    office.library.set_access(document.id, Label.RESTRICTED, frozenset({"lãnh đạo"}), OPERATOR)
    assert only(office, thread)["answer"] == GONE
    assert only(office, thread)["withheld"] == [{"n": 1, "reason": GONE}]
    assert document.title not in str(only(office, thread))
    assert titles(office, "lào") == []
    assert titles(office, "kimphung") == [QUESTION]  # their own words
    office.library.set_access(document.id, Label.INTERNAL, frozenset(), OPERATOR)
    assert SENTENCE in only(office, thread)["answer"]


# What documents no longer say --------------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "replaced"])
def test_no_byte_of_a_document_that_went_is_left(office: Office, how: str) -> None:
    document = take(office, "mat.txt", "Mật danh của chuyến thăm Huế là Ngocduc9x.")
    thread = ask(office, "Mật danh của chuyến thăm Huế là gì?")
    assert "Ngocduc9x" in only(office, thread)["answer"]
    if how == "deleted":
        office.library.delete(document, OPERATOR)
    else:
        take(office, "mat.txt", "Mật danh của chuyến thăm Huế đã bỏ.")
    assert files_holding(office.settings.data, "Ngocduc9x") == []
    assert files_holding(office.settings.data, "ngocduc9x") == []
    assert only(office, thread)["answer"] == GONE
    assert titles(office, "ngocduc9x") == []


def test_what_a_crash_left_said_is_unsaid_at_the_next_start(tmp_path: Path) -> None:
    def die(_documents: object) -> None:
        raise KeyboardInterrupt

    with opened(tmp_path) as office:
        document = take(office, "mat.txt", "Mật danh của chuyến thăm Huế là Ngocduc9x.")
        thread = ask(office, "Mật danh của chuyến thăm Huế là gì?")
        office.updater._unsay = die
        with pytest.raises(KeyboardInterrupt):
            office.library.delete(document, OPERATOR)
        assert only(office, thread)["answer"] == GONE
        assert files_holding(tmp_path, "Ngocduc9x")
    with opened(tmp_path):
        assert files_holding(tmp_path, "Ngocduc9x") == []


def test_a_refusal_forgets_its_nearest_passages(office: Office) -> None:
    question = "Trưởng đoàn Kimphung đi nước Pháp năm 1999 phải không?"
    thread = ask(office, question)
    answer = only(office, thread)
    assert answer["refused"]
    assert [one["quote"] for one in answer["nearest"]] == [SENTENCE]
    [document] = office.library.documents(OPERATOR)
    office.library.delete(document.id, OPERATOR)
    assert files_holding(office.settings.data, "nước Lào") == []
    assert only(office, thread)["nearest"] == []


def test_an_answer_whose_document_went_meanwhile_is_kept_without_it(office: Office) -> None:
    answer = answer_json(office.answerer.ask(QUESTION, LAN))
    [document] = office.library.documents(OPERATOR)
    office.library.delete(document.id, OPERATOR)
    thread, _ = office.threads.add(None, QUESTION, answer, LAN)
    assert only(office, thread)["answer"] == GONE
    assert files_holding(office.settings.data, "nước Lào") == []


def test_the_name_of_what_ended_a_document_goes_with_it(office: Office) -> None:
    decision = "Số: {}\n\nHuế, ngày {} tháng {} năm {}\n\nQUYẾT ĐỊNH\nVề việc {}\n\nĐiều 1. {}\n"
    room = "Khách Kimson được tiếp tại phòng số ba."
    take(
        office, "cu.txt", decision.format("10/2020/QĐ-UBND", "10", "02", "2020", "tiếp khách", room)
    )
    end = "Quyết định này thay thế Quyết định số 10/2020/QĐ-UBND ngày 10 tháng 02 năm 2020."
    new = decision.format("30/2024/QĐ-UBND", "20", "6", "2024", "đón đoàn", end)
    later = take(office, "moi.txt", new)
    thread = ask(office, "Khách Kimson được tiếp tại phòng nào?")
    assert "30/2024/QĐ-UBND" in str(only(office, thread))
    office.library.delete(later, OPERATOR)
    assert "30/2024/QĐ-UBND" not in str(only(office, thread))
    assert files_holding(office.settings.data, "30/2024/Q") == []
    assert "phòng số ba" in only(office, thread)["answer"]


# Going for good --------------------------------------------------------------------------------


def test_no_byte_of_a_deleted_conversation_is_left(office: Office) -> None:
    threads = [ask(office, f"Chuyện riêng số {n} là chimxanh{n}x?") for n in range(12)]
    for n in range(40):
        office.threads.add(threads[3], f"chimxanh3x {n} " + "dài " * 400, plain(n), LAN)
    office.threads.rename(threads[3], "tên là chimxanh3x", LAN)
    folder = office.settings.data
    assert files_holding(folder, "chimxanh3x")
    office.threads.delete(threads[3], LAN)
    assert files_holding(folder, "chimxanh3x") == []
    assert files_holding(folder, "chimxanh4x")
    with pytest.raises(NoThreadError):
        office.threads.get(threads[3], LAN)
    assert office.threads.delete_all(LAN) == 11
    assert files_holding(folder, "chimxanh") == []


def test_all_of_one_person_s_go_and_nobody_else_s(office: Office) -> None:
    ask(office)
    theirs = ask(office, viewer=AN)
    assert office.threads.delete_all(LAN) == 1
    assert office.threads.all(LAN, 50) == []
    assert len(turns(office, theirs, AN)) == 1


# Restarts and crashes ----------------------------------------------------------------------------


def test_a_conversation_goes_on_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        take(office, "doan.txt", SENTENCE)
        thread = ask(office)
    with opened(tmp_path) as office:
        assert office.threads.previous(thread, LAN) == [QUESTION]
        ask(office, "Và?", thread)
        assert [turn.number for turn in turns(office, thread)] == [1, 2]


def keep_and_die(data: Path, tell: Connection) -> None:
    """Keeps turns, says which are kept, and is killed in the middle of the fourth."""
    office = open_fake(data)
    thread = None
    for number in (1, 2, 3):
        thread, _ = office.threads.add(thread, f"câu {number}", plain(number), LAN)
        tell.send(thread)
    office.threads._named = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign,assignment,return-value]
    office.threads.add(thread, "câu 4", plain(4), LAN)


def test_a_crash_before_a_turn_is_kept_loses_no_earlier_one(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    listen, tell = processes.Pipe(duplex=False)
    process = processes.Process(target=keep_and_die, args=(tmp_path, tell))
    process.start()
    tell.close()
    thread = [listen.recv() for _ in range(3)][-1]
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with opened(tmp_path) as office:
        assert [turn.question for turn in turns(office, thread)] == ["câu 1", "câu 2", "câu 3"]
        [kept] = office.threads.all(LAN, 50)
        assert kept.count == 3


# At once ---------------------------------------------------------------------------------------


def test_conversations_in_parallel_never_mix(office: Office) -> None:
    """Twenty people write at once, each in two conversations of their own."""

    def write(number: int) -> None:
        viewer = Viewer(key=f"người {number}")
        mine = [office.threads.add(None, f"{number} a0", plain(number), viewer)[0]]
        mine.append(office.threads.add(None, f"{number} b0", plain(number), viewer)[0])
        for n in range(1, 6):
            for name, thread in zip("ab", mine, strict=True):
                office.threads.add(thread, f"{number} {name}{n}", plain(number), viewer)
                assert office.threads.previous(thread, viewer)[-1] == f"{number} {name}{n}"

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    for number in range(20):
        viewer = Viewer(key=f"người {number}")
        listed = office.threads.all(viewer, 50)
        assert [thread.title for thread in listed] == [f"{number} b0", f"{number} a0"]
        for thread, name in zip(listed, "ba", strict=True):
            asked = [turn.question for turn in turns(office, thread.id, viewer)]
            assert asked == [f"{number} {name}{n}" for n in range(6)]


def test_two_writers_in_one_conversation_keep_every_turn_in_order(office: Office) -> None:
    thread = office.threads.add(None, "đầu", plain(0), LAN)[0]

    def write(name: str) -> None:
        for n in range(10):
            office.threads.add(thread, f"{name}{n}", plain(n), LAN)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))
    kept = turns(office, thread)
    assert [turn.number for turn in kept] == list(range(1, 42))
    for name in "abcd":
        own = [
            turn.question for turn in kept if turn.question[0] == name and len(turn.question) == 2
        ]
        assert own == [f"{name}{n}" for n in range(10)]
