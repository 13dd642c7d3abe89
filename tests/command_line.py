"""Commands in this process, as their tests share them. A test module that names this one in
`pytest_plugins` and has a fixture `data`, the folder of a store, gets the fixtures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from fakes import Direct, FakeEmbedder, opened
from server import served

from ui import cli

Run = Callable[..., tuple[int, str, str]]  # arguments → exit code, output, errors


@pytest.fixture
def run(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Runs a command on the store with the tests' embedder."""
    for name, value in {"DATA": str(data), "MODEL": "fake", "THREADS": "1"}.items():
        monkeypatch.setenv(f"NGOAIVU_{name}", value)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = cli.main(list(map(str, arguments)))
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    with (
        mock.patch("index.embed.load_embedder", return_value=FakeEmbedder()),
        mock.patch("ingest.sandbox.Sandbox", Direct),
    ):
        yield run


@pytest.fixture
def run_beside_server(run: Run, data: Path) -> Iterator[Run]:
    """The same beside a server that holds the store."""
    with opened(data) as office, served(office) as address:
        office.announce(address)
        yield run


@pytest.fixture(params=["run", "run_beside_server"])
def either(request: pytest.FixtureRequest) -> Run:
    run: Run = request.getfixturevalue(request.param)
    return run
