"""What the commands share: the store they work on, and printing."""

from __future__ import annotations

import json
import re
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant import settings
from assistant.lock import StoreBusy, holder
from ingest import text as vi
from ui import text
from ui.client import OpenedStore, ServerStore, Store

if TYPE_CHECKING:
    from assistant.build import Start

DONE, FAILED, USAGE = 0, 1, 2


@contextmanager
def opened_store() -> Iterator[Store]:
    """The server's store if one holds it, else the store opened here."""
    configured = settings.load()
    held = holder(configured.data)
    if held is not None:
        if not held.url:
            raise StoreBusy(configured.data, held)
        yield ServerStore(held.url, configured.max_file_mb * 2**20)
        return
    from assistant.build import open_office

    office = open_office(configured, show_start)
    try:
        yield OpenedStore(office)
    finally:
        office.close()


def show_start(start: Start) -> None:
    """The steps that take longer than a breath; on a terminal one line that counts up."""
    if start.step == "load" and not sys.stderr.isatty():
        return
    end = "\r" if sys.stderr.isatty() else "\n"
    if sys.stderr.isatty() or start.done in (0, start.total):
        print(text.start_step(start), end=end, file=sys.stderr, flush=True)


def say(lines: str) -> None:
    print(harmless(lines), flush=True)


def warn(lines: str) -> None:
    """Says it beside what the command prints."""
    print(harmless(lines), file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


# All control characters but tab and new line; those of C1 are commands too (9B for «ESC [»).
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def harmless(text: str) -> str:
    """The text without anything that a terminal obeys or that nobody sees: a file may be named
    so that it clears the screen or turns the line around. What is taken out is written as
    \\u001b, which in JSON still says the same."""
    return vi.UNSEEN.sub(_spelled, _COMMANDS.sub(_spelled, text))


def _spelled(found: re.Match[str]) -> str:
    return "".join(
        f"\\u{unit:04x}" for (unit,) in struct.iter_unpack("<H", found[0].encode("utf-16-le"))
    )
