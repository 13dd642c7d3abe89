"""Killed without warning at any moment, a store opens again whole: nothing acknowledged is
lost, nothing half done is seen, nothing deleted comes back."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from typing import Any

import crashing
import pytest
from crashing import Step
from fakes import assert_hits_are_verbatim, assert_in_step, opened

from assistant.build import Office
from index.access import OPERATOR

Texts = dict[str, str | None]


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes that have their modules loaded, and no threads of ours."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crashing"])
    with pytest.MonkeyPatch.context() as patch:  # Python 3.11 does not hand on our sys.path
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        ensure_running()
    return context


class Crashes:
    """Runs work until it is killed, and holds what may stand in the store afterwards:
    `known` is what was acknowledged, `begun` the step that was not."""

    def __init__(self, processes: ForkServerContext, data: Path) -> None:
        self._processes = processes
        self.data = data
        self.known: Texts = {}
        self.begun: Step | None = None

    def run(self, work: Callable[..., None], *args: Any) -> int | None:
        listen, tell = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=work, args=(self.data, *args, tell))
        process.start()
        tell.close()
        with listen:
            while True:
                try:
                    event, step = listen.recv()
                except EOFError:
                    break
                self.begun = step if event == "begin" else None
                if event == "done":
                    self.known[step.name] = step.text
        process.join()
        return process.exitcode

    def check(self, *then: Step) -> None:
        """Opens the store and holds it against what was told; what it shows counts from
        now on. Then takes these steps to their end."""
        with opened(self.data) as office:
            assert_in_step(office)
            shown = _shown(office)
            for name, text in self.known.items():
                allowed = [text]
                if self.begun is not None and self.begun.name == name:
                    allowed.append(self.begun.text)
                assert shown.get(name) in allowed
            unheard = set(shown) - set(self.known)
            assert unheard <= ({self.begun.name} if self.begun else set())
            for name in unheard:
                assert self.begun is not None
                assert shown[name] == self.begun.text
            for name in {*self.known, *shown}:
                _check_search(office, name, shown.get(name))
            self.known, self.begun = dict(shown), None
            for step in then:
                crashing.take(office, step)
                self.known[step.name] = step.text
            assert _shown(office) == {n: text for n, text in self.known.items() if text}
            assert_in_step(office)


def _shown(office: Office) -> Texts:
    """The text of every document, by name."""
    return {
        record.file.removesuffix(".txt"): office.library.text(record.id, OPERATOR)
        for record in office.library.documents(OPERATOR)
    }


def _check_search(office: Office, name: str, text: str | None) -> None:
    question = f"lễ tân {text.split()[3].rstrip('.')}" if text else f"lễ tân {name}"
    # All that either index proposes: the stand-in for the model ranks as it likes.
    hits = office.searcher.search(question, OPERATOR, 200)
    assert_hits_are_verbatim(office, hits)
    if text is None:
        assert all(hit.chunk.document.file != f"{name}.txt" for hit in hits)
    else:
        own = [hit for hit in hits if hit.chunk.document.file == f"{name}.txt"]
        assert own
        assert all(hit.chunk.text in text for hit in own)


@pytest.fixture
def crashes(processes: ForkServerContext, tmp_path: Path) -> Crashes:
    return Crashes(processes, tmp_path / "data")


def test_killed_at_random_moments_again_and_again(crashes: Crashes) -> None:
    dice = random.Random(20260101)
    acknowledged, patience = 0, 1.0
    for seed in range(1, 13):
        seconds = patience * dice.uniform(0.05, 0.8)
        assert crashes.run(crashing.work_until, seed, seconds) == -signal.SIGKILL
        acknowledged += len(crashes.known)
        if not acknowledged:
            patience *= 2  # a machine too busy to get anything done in that time
        crashes.check()
    assert acknowledged


OLD = [
    Step("vanbanb", crashing.version("vanbanb", 1, 2)),
    Step("vanbanc", crashing.version("vanbanc", 1, 2)),
]
# One document comes, one (in more chunks than are embedded at once) is replaced, one goes.
STEPS = [
    Step("vanbana", crashing.version("vanbana", 2, 2)),
    Step("vanbanb", crashing.version("vanbanb", 2, 40)),
    Step("vanbanc", None),
]


@pytest.fixture(scope="module")
def begun_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("begun")
    with opened(data) as office:
        for step in OLD:
            crashing.take(office, step)
    return data


@pytest.fixture
def filled(crashes: Crashes, begun_store: Path) -> Crashes:
    shutil.copytree(begun_store, crashes.data)
    crashes.known = {step.name: step.text for step in OLD}
    return crashes


@pytest.mark.parametrize(
    ("point", "nth"),
    [
        ("originals.keep", 1),
        ("path.replace", 1),  # the original is written but not yet in its place
        ("catalog.begin_version", 1),
        ("catalog.begin_version", 2),
        ("vectors.add", 1),
        ("vectors.add", 2),
        ("vectors.add", 3),  # between two batches of one document
        ("catalog.record_vector_space", 2),
        ("keywords.add", 1),
        ("keywords._commit", 2),  # tantivy has the chunks but has not committed
        ("catalog.publish", 1),
        ("catalog.publish", 2),
        ("vectors.delete", 1),
        ("keywords.delete", 1),
        ("originals.discard", 1),
        ("catalog.forget", 1),
        ("catalog.scrub", 2),  # the first is at the start
        ("catalog.retire", 1),
        ("vectors.delete", 2),
        ("keywords.delete", 2),
        ("originals.discard", 2),
        ("catalog.forget", 2),
    ],
)
def test_killed_right_before(filled: Crashes, point: str, nth: int) -> None:
    assert filled.run(crashing.work_up_to, STEPS, point, nth) == -signal.SIGKILL
    assert filled.begun is not None
    filled.check(*STEPS)


def test_killed_while_it_recovers(filled: Crashes) -> None:
    assert filled.run(crashing.work_up_to, STEPS, "keywords.add", 2) == -signal.SIGKILL
    begun = filled.begun
    for point in ("vectors.add", "keywords.add", "catalog.publish", "catalog.forget"):
        assert filled.run(crashing.work_up_to, [], point, 1) == -signal.SIGKILL
    filled.begun = begun
    filled.check()
    assert begun is not None
    assert filled.known[begun.name] == begun.text


def test_killed_while_the_database_is_being_made(crashes: Crashes) -> None:
    for nth in (2, 4):
        assert crashes.run(crashing.open_up_to_table, nth) == -signal.SIGKILL
    crashes.check()
