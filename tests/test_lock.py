"""One process owns a store, and the lock says which."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from fakes import opened

from assistant.lock import Holder, StoreBusy, StoreLock, holder

ROOT = Path(__file__).parents[1]
HOLD = """
import sys
from pathlib import Path
from assistant.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
lock.acquire()
lock.announce(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
lock.release()
"""
URL = "http://127.0.0.1:7860"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the store until its input is closed."""
    command = [sys.executable, "-c", HOLD, str(tmp_path), URL]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        if process.poll() is None:
            process.kill()


def test_a_store_that_another_process_holds_is_busy(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    assert holder(tmp_path) == Holder(other.pid, URL)
    with pytest.raises(StoreBusy) as error:
        StoreLock(tmp_path).acquire()
    assert (error.value.folder, error.value.holder) == (tmp_path, Holder(other.pid, URL))


def test_opening_a_held_store_changes_nothing(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(StoreBusy), opened(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["store.lock"]
    assert holder(tmp_path) == Holder(other.pid, URL)


def test_released_it_is_free(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.communicate()
    assert holder(tmp_path) is None
    lock = StoreLock(tmp_path)
    lock.acquire()
    assert holder(tmp_path) == Holder(os.getpid())
    lock.release()
    assert holder(tmp_path) is None


def test_killed_it_is_free(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert holder(tmp_path) is None
    lock = StoreLock(tmp_path)
    lock.acquire()
    lock.release()


def test_a_child_of_the_holder_does_not_keep_it(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    lock.acquire()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        lock.release()
        assert holder(tmp_path) is None
        child.communicate(b"\n")


def test_it_is_not_reentrant(tmp_path: Path) -> None:
    first = StoreLock(tmp_path)
    first.acquire()
    with pytest.raises(StoreBusy) as error:
        StoreLock(tmp_path).acquire()
    assert error.value.holder == Holder(os.getpid())
    first.release()
    first.release()


def test_nobody_holds_a_store_that_is_not_there(tmp_path: Path) -> None:
    assert holder(tmp_path / "none") is None
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", ["", "{", "null", "[]", '{"pid": 1, "x": 2}', "7"])
def test_a_holder_that_has_not_said_who_it_is_still_holds(tmp_path: Path, content: str) -> None:
    lock = StoreLock(tmp_path)
    lock.acquire()
    (tmp_path / "store.lock").write_text(content)
    assert holder(tmp_path) == Holder(0)
    with pytest.raises(StoreBusy):
        StoreLock(tmp_path).acquire()
    lock.release()


def test_being_looked_at_does_not_make_it_busy(tmp_path: Path) -> None:
    done = Event()

    def look() -> None:
        while not done.is_set():
            holder(tmp_path)

    lookers = [Thread(target=look) for _ in range(2)]
    for looker in lookers:
        looker.start()
    try:
        for _ in range(300):
            lock = StoreLock(tmp_path)
            lock.acquire()
            lock.release()
    finally:
        done.set()
        for looker in lookers:
            looker.join()


def test_a_store_that_does_not_open_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "aliases.yaml").write_text("names: [")
    with pytest.raises(Exception, match=r"aliases\.yaml"), opened(tmp_path):
        pass
    assert holder(tmp_path) is None
