"""The process that reads files for `ingest.sandbox`: work comes by standard input, answers go
by what was standard output when it began."""

from __future__ import annotations

import os
import pickle
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import ingest.read  # noqa: F401  what nearly all work needs
from ingest import sandbox
from ingest.errors import IntakeError, Reason


def main() -> None:
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the document
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not get among the answers
    sandbox.write(answers, pickle.dumps(("told", (0, 0))))  # it is up, parsers and all
    while (message := sandbox.read(sys.stdin.buffer)) is not None:
        function, arguments = pickle.loads(message)

        def tell(done: int, total: int) -> None:
            sandbox.write(answers, pickle.dumps(("told", (done, total))))

        sandbox.write(answers, pickle.dumps(_answer(function, arguments, tell)))


def _answer(
    function: Callable[..., Any], arguments: tuple[Any, ...], tell: sandbox.Tell
) -> tuple[str, Any]:
    try:
        if "tell" in getattr(function, "__annotations__", ()):
            return "done", function(*arguments, tell=tell)
        return "done", function(*arguments)
    except IntakeError as error:
        facts = {key: value for key, value in error.facts.items() if _is_plain(value)}
        return "failed", (str(error.reason), facts)
    except MemoryError:
        return "failed", (str(Reason.TOO_LONG), {})


def _end_with(parent: int) -> None:
    """Ends the process once its parent is gone, also from within an endless parser."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool | None)


if __name__ == "__main__":
    main()
