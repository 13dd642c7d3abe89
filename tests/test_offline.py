"""With the network cut everything works, and nothing even tries to reach it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Opens the store with the default model, takes a file in, asks, and prints whom it called.
WHOLE_PATH = """
import ipaddress, json, sys
from pathlib import Path

called = []

def near(address):
    if isinstance(address, (str, bytes)):  # a Unix socket
        return True
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"

def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and not near(args[1] or ""):
        called.append(repr(args[1]))
        raise ConnectionRefusedError(f"{event} {args[1]}")
    named = event in ("socket.getaddrinfo", "socket.gethostbyname")
    if named and args[0] not in (None, "localhost", "127.0.0.1", "::1"):
        called.append(repr(args[0]))
        raise OSError(f"{event} {args[0]}")

sys.addaudithook(watch)

from assistant import settings
from assistant.build import open_office
from index.access import OPERATOR

data, models, sample = sys.argv[1:]
environment = {"NGOAIVU_DATA": data, "NGOAIVU_MODELS": models, "NGOAIVU_THREADS": "1"}
office = open_office(settings.load(environment))
report = office.intake.ingest_file(Path(sample))
answer = office.answerer.ask("Sở Ngoại vụ được thành lập theo quyết định nào?", OPERATOR)
office.close()
print(json.dumps({"status": report.status, "citations": len(answer.citations), "called": called}))
"""


def run(tmp_path: Path, model_folder: Path, *before: str) -> dict[str, object]:
    sample = tmp_path / "gioi-thieu.txt"
    sample.write_text("Sở Ngoại vụ được thành lập theo Quyết định số 222/1998/QĐ/UBND.", "utf-8")
    arguments = [str(tmp_path / "data"), str(model_folder.parent), str(sample)]
    # Neither settings of this session nor caches at home may help.
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*before, sys.executable, "-c", WHOLE_PATH, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


EXPECTED = {"status": "added", "called": []}


def test_nothing_outside_is_called(tmp_path: Path, model_folder: Path) -> None:
    result = run(tmp_path, model_folder)
    assert result.pop("citations")
    assert result == EXPECTED


def test_it_works_where_there_is_no_network_at_all(tmp_path: Path, model_folder: Path) -> None:
    cut = ["unshare", "--map-root-user", "--net"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*cut, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this system lets nobody cut the network off for one process")
    result = run(tmp_path, model_folder, *cut)
    assert result.pop("citations")
    assert result == EXPECTED


def test_the_watch_itself_sees_a_call() -> None:
    """Or the tests above would prove nothing."""
    watch = WHOLE_PATH.partition("from assistant import")[0]
    attempts = """
import socket, urllib.request
for attempt in (
    lambda: socket.socket().connect(("192.0.2.1", 80)),
    lambda: urllib.request.urlopen("http://example.invalid"),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53)),
):
    try:
        attempt()
    except OSError:
        pass
print(json.dumps(called))
"""
    done = subprocess.run(
        [sys.executable, "-c", watch + attempts], capture_output=True, text=True, check=True
    )
    assert len(json.loads(done.stdout)) == 3
