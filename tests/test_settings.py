"""Settings: what they are when nothing is said, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import settings
from assistant.settings import SettingError, is_loopback, load
from ui.text import setting_problem

ROOT = Path(__file__).parents[1]


def test_what_holds_when_nothing_is_said() -> None:
    found = load({})
    assert found.data == ROOT / "data"  # of this checkout
    assert found.models == found.data / "models"
    assert found.default_model_folder == found.models / "default"
    assert found.own_aliases == found.data / "aliases.yaml"
    assert found.database_url == f"sqlite:///{found.data}/catalog.sqlite"
    assert (found.host, found.port) == ("127.0.0.1", 7860)
    assert found.model == ""
    assert found.threads >= 1
    assert found.most_sentences == 3
    assert found.llm is None


def test_loading_makes_nothing(tmp_path: Path) -> None:
    load({"NGOAIVU_DATA": str(tmp_path / "data")})
    assert list(tmp_path.iterdir()) == []


def test_each_setting_is_read(tmp_path: Path) -> None:
    found = load(
        {
            "NGOAIVU_DATA": str(tmp_path),
            "NGOAIVU_MODELS": str(tmp_path / "m"),
            "NGOAIVU_MODEL": "ten/mo-hinh",
            "NGOAIVU_HOST": "::1",
            "NGOAIVU_PORT": "8000",
            "NGOAIVU_THREADS": "3",
            "NGOAIVU_MAX_FILE_MB": "7",
            "NGOAIVU_MOST_SENTENCES": "5",
            "NGOAIVU_READER": "tat",
        }
    )
    assert not found.reader
    assert (found.data, found.models) == (tmp_path, tmp_path / "m")
    assert (found.model, found.host, found.port) == ("ten/mo-hinh", "::1", 8000)
    assert (found.threads, found.max_file_mb, found.most_sentences) == (3, 7, 5)


def test_an_empty_setting_is_none() -> None:
    names = ("DATA", "MODELS", "MODEL", "HOST", "PORT", "THREADS", "MAX_FILE_MB", "READER")
    assert load({f"NGOAIVU_{name}": "" for name in names}) == load({})


def test_paths_are_absolute_and_know_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    found = load({"NGOAIVU_DATA": "kho", "NGOAIVU_MODELS": "~/mo-hinh"})
    assert (found.data, found.models) == (tmp_path / "kho", tmp_path / "home" / "mo-hinh")


def test_an_installed_copy_keeps_its_data_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_SOURCE_ROOT", tmp_path / "site-packages")
    assert load({"XDG_DATA_HOME": str(tmp_path)}).data == tmp_path / "ngoaivu"
    assert load({}).data == Path.home() / ".local" / "share" / "ngoaivu"
    assert load({}).samples is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NGOAIVU_PORT", "0"),
        ("NGOAIVU_PORT", "65536"),
        ("NGOAIVU_PORT", "-1"),
        ("NGOAIVU_PORT", "7860x"),
        ("NGOAIVU_PORT", "7.5"),
        ("NGOAIVU_PORT", "²"),
        ("NGOAIVU_THREADS", "0"),
        ("NGOAIVU_THREADS", "1000"),
        ("NGOAIVU_MAX_FILE_MB", "0"),
        ("NGOAIVU_MOST_SENTENCES", "11"),
        ("NGOAIVU_LLM", "gpt"),
        ("NGOAIVU_LLM", "openai:"),
        ("NGOAIVU_LLM", "openai: "),
        ("NGOAIVU_LLM", ":ten"),
        ("NGOAIVU_LLM", "anthropic:ten"),
        ("NGOAIVU_HOST", "0.0.0.0"),
        ("NGOAIVU_HOST", "::"),
        ("NGOAIVU_HOST", "192.168.1.2"),
        ("NGOAIVU_HOST", "example.org"),
        ("NGOAIVU_HOST", "localhost.example.org"),
        ("NGOAIVU_HOST", "127.0.0.1 "),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError) as error:
        load({name: value})
    assert (error.value.name, error.value.value) == (name, value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_addresses_of_this_machine_only(host: str) -> None:
    assert is_loopback(host)
    assert load({"NGOAIVU_HOST": host}).host == host


# The language model ----------------------------------------------------------------------------


def test_a_language_model_is_named_with_its_provider() -> None:
    named = load({"NGOAIVU_LLM": "ollama:qwen3:8b"}).llm
    assert named is not None
    assert (named.provider, named.name) == ("ollama", "qwen3:8b")
    assert (named.url, named.key, named.timeout, named.context) == ("", "", 60, 8192)
    assert named.address == "http://127.0.0.1:11434"
    assert named.local


def test_each_setting_of_the_language_model_is_read() -> None:
    named = load(
        {
            "NGOAIVU_LLM": "openai:thu",
            "NGOAIVU_LLM_URL": "http://10.0.0.5:8000/v1",
            "NGOAIVU_LLM_KEY": "khoa",
            "NGOAIVU_LLM_TIMEOUT": "30",
            "NGOAIVU_LLM_CONTEXT": "4096",
        }
    ).llm
    assert named is not None
    assert (named.address, named.key) == ("http://10.0.0.5:8000/v1", "khoa")
    assert (named.timeout, named.context) == (30, 4096)
    assert not named.local


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NGOAIVU_LLM_URL", "127.0.0.1:8000"),
        ("NGOAIVU_LLM_URL", "ftp://127.0.0.1"),
        ("NGOAIVU_LLM_URL", "http://"),
        ("NGOAIVU_LLM_URL", "http://127.0.0.1:cong"),
        ("NGOAIVU_LLM_TIMEOUT", "0"),
        ("NGOAIVU_LLM_CONTEXT", "512"),
    ],
)
def test_a_language_model_that_cannot_be_called_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingError) as error:
        load({"NGOAIVU_LLM": "openai:thu", name: value})
    assert (error.value.name, error.value.value) == (name, value)
    load({name: value})  # without a model nobody reads them


def test_a_key_is_never_shown() -> None:
    environment = {"NGOAIVU_LLM": "openai:thu", "NGOAIVU_LLM_KEY": "bi-mat"}
    assert "bi-mat" not in repr(load(environment))
    with pytest.raises(SettingError) as error:
        load({**environment, "NGOAIVU_LLM_KEY": "bí-mật"})
    assert "bí-mật" not in f"{error.value} {setting_problem(error.value)}"
