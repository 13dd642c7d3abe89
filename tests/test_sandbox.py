"""Reading in worker processes: whatever a file does to one, the program goes on."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psutil
import pytest

from ingest import sandbox
from ingest.document import PageReading
from ingest.errors import IntakeError, Reason
from ingest.read import read
from ingest.sandbox import Sandbox

TEXT = "Điều 1. Phòng Lễ tân phụ trách việc đón khách.".encode()


@pytest.fixture(scope="module")
def reader() -> Iterator[Sandbox]:
    reader = Sandbox(silence=20)
    yield reader
    reader.close()


def reason(reader: Sandbox, function: Any, *arguments: Any) -> Reason:
    with pytest.raises(IntakeError) as caught:
        reader.run(function, *arguments)
    return caught.value.reason


def children() -> list[psutil.Process]:
    """The workers that are alive."""
    found = []
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.ZombieProcess, psutil.NoSuchProcess):  # left by another test
            if "ingest.worker" in " ".join(child.cmdline()):
                found.append(child)
    return found


def test_a_document_comes_out_as_it_would_here(reader: Sandbox) -> None:
    assert reader.run(read, TEXT, "a.txt") == read(TEXT, "a.txt")


def test_its_refusals_come_out_with_their_facts(reader: Sandbox) -> None:
    with pytest.raises(IntakeError) as caught:
        reader.run(read, b"x" * 10, "a.xyz")
    assert (caught.value.reason, caught.value.facts) == (Reason.UNSUPPORTED, {"suffix": ".xyz"})


def test_a_worker_is_kept_between_files(reader: Sandbox) -> None:
    reader.run(read, TEXT, "a.txt")
    [before] = children()
    reader.run(read, TEXT, "a.txt")
    assert children() == [before]


def test_one_that_dies_fails_its_file_only(reader: Sandbox) -> None:
    assert reason(reader, os.kill, 0, signal.SIGSEGV) is Reason.DAMAGED  # 0: its own group
    assert reader.run(read, TEXT, "a.txt").text


def test_one_that_leaves_fails_its_file_only(reader: Sandbox) -> None:
    assert reason(reader, os._exit, 0) is Reason.DAMAGED
    assert reader.run(read, TEXT, "a.txt").text


def test_one_that_hangs_is_stopped() -> None:
    before = children()
    reader = Sandbox(silence=4)
    begin = time.monotonic()
    assert reason(reader, time.sleep, 60) is Reason.TOO_LONG
    assert time.monotonic() - begin < 50
    assert reader.run(read, TEXT, "a.txt").text
    reader.close()
    assert children() == before


def test_one_that_fills_the_memory_is_stopped() -> None:
    reader = Sandbox(memory=700 * 2**20)
    assert reason(reader, bytearray, 2**31) is Reason.TOO_LONG
    assert reader.run(read, TEXT, "a.txt").text
    reader.close()


def test_what_parsers_print_gets_in_nobodys_way(reader: Sandbox) -> None:
    assert reader.run(print, "một dòng") is None
    assert reader.run(os.system, "echo một dòng") == 0
    assert reader.run(read, TEXT, "a.txt").text


def test_several_files_at_a_time(reader: Sandbox) -> None:
    texts = [f"Điều {n}. Việc thứ {n}.".encode() for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda data: reader.run(read, data, "a.txt").text, texts))
    assert [text.encode() for text in found] == texts
    assert len(children()) == 1  # the second was for the moment only


class Trap:
    def __reduce__(self) -> Any:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [Trap(), os.system, time.sleep])
def test_a_worker_that_was_taken_over_cannot_make_its_parent_run_things(value: Any) -> None:
    message = pickle.dumps(("done", value))
    with pytest.raises(pickle.UnpicklingError):
        sandbox._load(message)
    page = PageReading(1, 0.5)
    assert sandbox._load(pickle.dumps(("done", page))) == ("done", page)


def test_a_closed_reader_leaves_no_process() -> None:
    reader = Sandbox()
    reader.run(read, TEXT, "a.txt")
    [worker] = [child for child in children() if child.create_time() > time.time() - 30][-1:]
    reader.close()
    assert not psutil.pid_exists(worker.pid)


def test_workers_end_with_their_parent() -> None:
    program = (
        "import os, sys, time\n"
        "from ingest.sandbox import Sandbox, _Worker\n"
        "reader = Sandbox()\n"
        "import threading\n"
        "threading.Thread(target=reader.run, args=(time.sleep, 60), daemon=True).start()\n"
        "import psutil\n"
        "while not (found := psutil.Process().children()): time.sleep(0.05)\n"
        "time.sleep(2)\n"
        "print(found[0].pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    worker = int(done.stdout)
    deadline = time.monotonic() + 15
    while psutil.pid_exists(worker) and time.monotonic() < deadline:
        if psutil.Process(worker).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.1)
    assert not psutil.pid_exists(worker) or psutil.Process(worker).status() == "zombie"
