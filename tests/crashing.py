"""What a process does that will be killed: it works on a store and says what it has done."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fakes import opened
from sqlalchemy import Engine, event

from assistant.build import Office
from index.access import OPERATOR
from index.catalog import Catalog
from index.keywords import KeywordIndex
from index.originals import Originals
from index.vectors import VectorIndex

PARTS = {"catalog": Catalog, "vectors": VectorIndex, "keywords": KeywordIndex}
PARTS |= {"originals": Originals, "path": Path}


@dataclass(frozen=True)
class Step:
    """Gives the document of this name this text, or deletes it where there is none."""

    name: str
    text: str | None


def version(name: str, number: int, chapters: int) -> str:
    """A text in which every sentence tells its document and version."""
    mark = f"{name}v{number}"
    return "\n\n".join(
        f"Điều {n}. Về {mark}.\n\n" + " ".join([f"Khoản {n} của {mark} quy định việc lễ tân."] * 12)
        for n in range(1, chapters + 1)
    )


def random_steps(seed: int) -> Iterator[Step]:
    """Without end."""
    dice = random.Random(seed)
    number = 0
    while True:
        number += 1
        name = f"vanban{dice.randrange(5)}"
        text = version(name, seed * 1000 + number, dice.choice([1, 1, 2, 40]))
        yield Step(name, text if dice.random() < 0.75 else None)


def take(office: Office, step: Step) -> None:
    """The place of a document is its name."""
    if step.text is not None:
        data = step.text.encode()
        office.intake.ingest_bytes(data, name=f"{step.name}.txt")
        return
    for record in office.library.documents(OPERATOR):
        if record.file == f"{step.name}.txt":
            office.library.delete(record.id, OPERATOR)


def work(data: Path, steps: Iterator[Step] | int, tell: Connection) -> None:
    """Does the steps (those of a seed, if a number), telling before and after each."""
    with opened(data) as office:
        for step in random_steps(steps) if isinstance(steps, int) else steps:
            tell.send(("begin", step))
            take(office, step)
            tell.send(("done", step))


def work_until(data: Path, seed: int, seconds: float, tell: Connection) -> None:
    """Works on and is killed, whatever it is at, after these seconds."""
    threading.Timer(seconds, die).start()
    work(data, seed, tell)


def work_up_to(data: Path, steps: list[Step], point: str, nth: int, tell: Connection) -> None:
    """Works and is killed right before the nth call of a method, named «part.method»."""
    with killed_at(point, nth):
        work(data, iter(steps), tell)


def open_up_to_table(data: Path, nth: int, _tell: Connection) -> None:
    """Is killed right before the nth table of the database is made."""
    made = 0

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal made
        made += statement.strip().startswith("CREATE TABLE")
        if made == nth:
            die()

    event.listen(Engine, "before_cursor_execute", count)
    with opened(data):
        pass


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def killed_at(point: str, nth: int) -> Iterator[None]:
    part, method = point.split(".")
    owner = PARTS[part]
    real: Callable[..., Any] = getattr(owner, method)
    calls = 0

    def counted(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth:
            die()
        return real(*args, **options)

    setattr(owner, method, counted)
    yield
    setattr(owner, method, real)
