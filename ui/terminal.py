"""What the commands share: the store they work on, and printing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant import settings
from assistant.lock import StoreBusy, holder
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


def say(line: str) -> None:
    print(line, flush=True)


def print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
