"""What holds for the project as a whole, whichever machine it is on."""

from __future__ import annotations

import importlib.util
import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import prompts

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "index", "ingest", "prompts", "ui")
PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.+!]*")
# With [brackets], or this file would find itself.
FORBIDDEN = {
    "a package registry or model hub": re.compile(
        r"pypi[.]org|pythonhosted[.]org|huggingface[.]co(?!/docs)|npmjs[.]|download[.]pytorch"
        r"|index[-]url|trusted[-]host"
    ),
    "a path of one machine": re.compile(r"(?<![\w.<>/-])/(?:[w]ork|[r]oot|[h]ome|Users|[t]mp)/\w"),
    "a secret in an address": re.compile(r"\w://[^/\s:@\"']+:[^/\s@\"']+@"),
}


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_comes_from_this_checkout(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert [Path(place) for place in spec.submodule_search_locations or []] == [ROOT / package]
    for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
        if module.name == "index.migrations.env":  # runs as part of a migration only
            continue
        found = importlib.util.find_spec(module.name)
        assert found is not None
        assert found.origin is not None
        assert Path(found.origin).is_relative_to(ROOT / package)


def test_every_folder_of_modules_is_a_package() -> None:
    """A folder without __init__.py would be left out of the wheel or found elsewhere."""
    for package in PACKAGES:
        for module in (ROOT / package).rglob("*.py"):
            assert (module.parent / "__init__.py").is_file(), module


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in FORBIDDEN[what].finditer(text)]
    assert found == []


def test_data_and_models_are_not_tracked() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if name.startswith(("data/", ".venv/"))] == []
    large = [name for name in names if (ROOT / name).stat().st_size > 5 * 2**20]
    assert large == ["index/reader_weights/reader.safetensors"]  # see test_shipped_reader.py


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if line.strip() and not line.startswith("#")]
    assert [line for line in stated if not PIN.fullmatch(line)] == []
    return dict(line.split("==") for line in stated)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_are_exact_pins_of_all_that_is_needed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pinned = [canonical(name) for name in pins()]
    assert len(pinned) == len(set(pinned))
    names = {canonical(re.match(r"[\w.-]+", need)[0]) for need in needed}  # type: ignore[index]
    assert names - set(pinned) == set()


@pytest.mark.parametrize("path", sorted((ROOT / "prompts").glob("*.md")), ids=lambda p: p.stem)
def test_every_prompt_loads(path: Path) -> None:
    assert re.fullmatch(r"[a-z_]+\.v\d+", path.stem)
    prompt = prompts.load(path.stem)
    assert prompt.name == path.stem
    assert re.fullmatch(r"[0-9a-f]{12}", prompt.digest)
    assert prompt.parts
    assert all(prompt.parts.values())


def test_a_prompt_is_never_half_filled() -> None:
    prompt = prompts.load("quote.v1")
    with pytest.raises(KeyError):
        prompt.fill("no such part")
    part = next(name for name, text in prompt.parts.items() if "$" in text)
    with pytest.raises(KeyError):
        prompt.fill(part)
