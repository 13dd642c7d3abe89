"""What the commands print of names that are commands to a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command_line import Run

from ingest.visible import shown_name
from ui.terminal import harmless

pytest_plugins = ["command_line"]
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NAME = "\x1b[2J\x9b31m\nđã xóa hết\u202etxt.txt"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vào" / NAME
    path.parent.mkdir()
    path.write_text("Phòng họp Bạch Mã có 12 ghế.", encoding="utf-8")
    return path


def test_a_file_name_gives_the_terminal_no_commands(either: Run, file: Path) -> None:
    code, out, err = either("ingest", file)
    assert code == 0
    printed = [out + err]
    for arguments in (
        ["documents"],
        ["documents", "files"],
        ["runs", "1"],
        ["ask", "Phòng họp Bạch Mã có bao nhiêu ghế?"],
        ["search", "Bạch Mã"],
        ["documents", "--json"],
        ["documents", "files", "--json"],
        ["ingest", file.with_name("không có\x1b[2J.txt")],
    ):
        _, out, err = either(*arguments)
        printed.append(out + err)
    assert any("đã xóa hết" in one for one in printed)
    for one in printed:
        assert not COMMANDS.search(one)
        assert "\u202e" not in one
        assert not [line for line in one.splitlines() if line.startswith("đã xóa hết")]


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert harmless("\x1b[2Jđỏ\x9b\u202e\tvà\nxanh") == "\\u001b[2Jđỏ\\u009b\\u202e\tvà\nxanh"


def test_in_json_it_still_says_the_same() -> None:
    odd = {"file": "\x1b\x9b\u202e\U000e0041", "seen": "Huế\n"}
    assert json.loads(harmless(json.dumps(odd, ensure_ascii=False))) == odd


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("báo cáo.pdf", "báo cáo.pdf"),
        ("a\nb\x1b[0m.txt", "a b [0m.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("\u200b\u00ad", "tep"),
    ],
)
def test_a_name_as_it_is_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_an_endless_name_keeps_its_ends() -> None:
    name = shown_name(f"đầu{'a' * 5000}cuối.txt")
    assert len(name) <= 201
    assert name.startswith("đầu")
    assert name.endswith("cuối.txt")
