"""Reading files where a crash, a hang or a flood of memory cannot take the server along.

Parsers of hostile files run in worker processes (`ingest.worker`) with bounded memory; one
that dies or falls silent is replaced, and only its file fails.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ingest.errors import IntakeError, Reason

T = TypeVar("T")
Tell = Callable[[int, int], None]

# Seconds without a word from the worker (it tells of every page); a page of OCR takes 6, and
# one that is worked on by several processes at a time some more.
_SILENCE = 120.0
_START = 120.0  # seconds for a worker to start; it imports every parser
_LONGEST = 3600.0  # seconds for one file, however much it tells
_MEMORY = 4 * 2**30  # bytes of address space of a worker
_FILES_A_WORKER = 200  # then it makes way for a fresh one: parsers leak
_HEADER = struct.Struct(">Q")
_ROOT = Path(__file__).resolve().parent.parent


class Sandbox:
    """Runs functions of `ingest` in worker processes; may be called from any thread. At
    most `workers` run at a time, and they start when they are needed."""

    def __init__(
        self,
        workers: int = 2,
        *,
        silence: float = _SILENCE,
        longest: float = _LONGEST,
        memory: int = _MEMORY,
    ) -> None:
        self._silence, self._longest, self._memory = silence, longest, memory
        self._places = threading.BoundedSemaphore(workers)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def run(self, function: Callable[..., T], *arguments: Any) -> T:
        """What the function returns for these arguments. Where it takes a `tell` as its last
        argument, each step that it tells of shows that it has not fallen silent.

        Raises IntakeError: the function's own, or DAMAGED where the worker died of the file,
        TOO_LONG where it fell silent or ran out of memory.
        """
        with self._places:
            worker = self._worker()
            try:
                result: T = worker.ask((function, arguments), self._silence, self._longest)
            finally:
                self._give_back(worker)
            return result

    def close(self) -> None:
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.stop()

    def _worker(self) -> _Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Worker(self._memory)

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            # One stays at hand; more were needed only for a moment.
            if worker.usable and not self._idle and not self._closed:
                self._idle.append(worker)
                return
        worker.stop()


class _Worker:
    def __init__(self, memory: int) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # parsers complain with pieces of the text
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the program; and its helpers die with it
        )
        self._left = _FILES_A_WORKER
        self._started = False
        self.usable = True

    def ask(self, work: Any, silence: float, longest: float) -> Any:
        self._left -= 1
        if self._left == 0:
            self.usable = False
        assert self._process.stdin
        assert self._process.stdout
        try:
            if not self._started:
                self._read(time.monotonic() + _START)
                self._started = True
            deadline = time.monotonic() + longest
            write(self._process.stdin, pickle.dumps(work))
            while True:
                until = min(deadline, time.monotonic() + silence)
                kind, value = _load(self._read(until))
                if kind == "done":
                    return value
                if kind == "failed":
                    raise IntakeError(Reason(value[0]), **value[1])
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            self.usable = False
            raise IntakeError(Reason.DAMAGED, detail="worker died") from error
        except TimeoutError as error:
            self.usable = False
            raise IntakeError(Reason.TOO_LONG) from error
        except IntakeError:
            raise
        except BaseException:
            self.usable = False  # an answer may be half read
            raise

    def _read(self, until: float) -> bytes:
        assert self._process.stdout
        descriptor = self._process.stdout.fileno()
        (length,) = _HEADER.unpack(_exactly(descriptor, _HEADER.size, until))
        return _exactly(descriptor, length, until)

    def stop(self) -> None:
        self.usable = False
        try:
            os.killpg(self._process.pid, 9)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._process.wait()


def write(stream: BinaryIO | Any, message: bytes) -> None:
    """One message with its length before it."""
    stream.write(_HEADER.pack(len(message)))
    stream.write(message)
    stream.flush()


def read(stream: BinaryIO | Any) -> bytes | None:
    """The next message, None at the end of the stream."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(header)
    message: bytes = stream.read(length)
    return message


def _exactly(descriptor: int, length: int, until: float) -> bytes:
    parts: list[bytes] = []
    while length:
        wait = until - time.monotonic()
        if wait <= 0 or not select.select([descriptor], [], [], wait)[0]:
            raise TimeoutError
        part = os.read(descriptor, min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


_KNOWN = ("ingest.document", "ingest.containers")
_PLAIN = {("builtins", "tuple"), ("builtins", "frozenset"), ("builtins", "set")}


class _Unpickler(pickle.Unpickler):
    """A worker that a file has taken over must not make its parent run anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module in _KNOWN and "." not in name) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _load(message: bytes) -> tuple[str, Any]:
    kind, value = _Unpickler(io.BytesIO(message)).load()
    return kind, value
