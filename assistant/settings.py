"""The sole reader of the environment: every setting, its default and its check."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_SOURCE_ROOT = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting that cannot be used: its `name`, `value` and the `rule` that it breaks
    (a key into the door's wording)."""

    def __init__(self, name: str, value: str, rule: str) -> None:
        super().__init__(f"{name}={value}: {rule}")
        self.name = name
        self.value = value
        self.rule = rule


@dataclass(frozen=True)
class ChatModel:
    """The language model that writes answers: `provider` is «openai» (any server that speaks
    its protocol) or «ollama»; `url` is empty for the provider's own address; a whole answer
    may take `timeout` seconds, half of them up to its first word; `context` is the model's
    window in tokens."""

    provider: str
    name: str
    url: str
    key: str = field(repr=False)
    timeout: int
    context: int

    @property
    def address(self) -> str:
        return self.url or _ADDRESSES[self.provider]

    @property
    def local(self) -> bool:
        """Whether it runs on this machine, so that nothing leaves it."""
        return is_loopback(urlsplit(self.address).hostname or "")


_ADDRESSES = {"openai": "https://api.openai.com/v1", "ollama": "http://127.0.0.1:11434"}


@dataclass(frozen=True)
class Settings:
    """Where things live and how they run. `model` is a folder or name that
    sentence-transformers can load, empty for the default model; `home` is the locality that
    the office belongs to, `office` and `parent` are what letterheads call it and the agency
    above it; `secrets` takes in what is stamped as a state secret;
    `reader` lets the trained reader look at the best passages (default model only);
    `sync_folders` are kept current while the server runs, every `sync_minutes`; without `llm`
    answers are quotes and no language model is called."""

    data: Path
    models: Path
    model: str
    host: str
    port: int
    threads: int
    max_file_mb: int
    most_sentences: int
    home: str
    office: str
    parent: str
    samples: Path | None
    reader: bool
    secrets: bool
    sync_folders: tuple[Path, ...]
    sync_minutes: int
    llm: ChatModel | None

    @property
    def default_model_folder(self) -> Path:
        return self.models / "default"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.data / 'catalog.sqlite'}"

    @property
    def own_aliases(self) -> Path:
        return self.data / "aliases.yaml"

    @property
    def own_path(self) -> Path:
        """The office's own path for new employees."""
        return self.data / "hoi-nhap.yaml"

    @property
    def gold(self) -> Path:
        """The office's own gold questions."""
        return self.data / "gold.jsonl"

    @property
    def sample_questions(self) -> Path | None:
        """Gold questions on the sample documents."""
        return self.samples and self.samples.with_name("samples-questions.jsonl")


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from NGOAIVU_* variables. Raises SettingError on one that cannot be used."""
    data = Path(environment.get("NGOAIVU_DATA") or _default_data(environment)).expanduser()
    data = data.absolute()
    host = environment.get("NGOAIVU_HOST") or "127.0.0.1"
    if not is_loopback(host):
        raise SettingError("NGOAIVU_HOST", host, "loopback")
    samples = _SOURCE_ROOT / "samples"
    return Settings(
        data=data,
        models=Path(environment.get("NGOAIVU_MODELS") or data / "models").expanduser().absolute(),
        model=environment.get("NGOAIVU_MODEL") or "",
        host=host,
        port=_number(environment, "NGOAIVU_PORT", 7860, 1, 65535),
        threads=_number(environment, "NGOAIVU_THREADS", os.cpu_count() or 1, 1, 256),
        max_file_mb=_number(environment, "NGOAIVU_MAX_FILE_MB", 100, 1, 4096),
        most_sentences=_number(environment, "NGOAIVU_MOST_SENTENCES", 3, 1, 10),
        home=environment.get("NGOAIVU_HOME") or "Huế",
        office=environment.get("NGOAIVU_OFFICE") or "Sở Ngoại vụ",
        parent=environment.get("NGOAIVU_PARENT") or "UBND thành phố Huế",
        samples=samples if samples.is_dir() else None,
        reader=_switch(environment, "NGOAIVU_READER"),
        secrets=_secrets(environment),
        sync_folders=_folders(environment),
        sync_minutes=_number(environment, "NGOAIVU_SYNC_MINUTES", 10, 1, 1440),
        llm=_llm(environment),
    )


def _llm(environment: Mapping[str, str]) -> ChatModel | None:
    chosen = environment.get("NGOAIVU_LLM")
    if not chosen:
        return None
    provider, _, name = chosen.partition(":")
    if provider not in _ADDRESSES or not name.strip():
        raise SettingError("NGOAIVU_LLM", chosen, "llm")
    url = environment.get("NGOAIVU_LLM_URL") or ""
    if url and not _is_http(url):
        raise SettingError("NGOAIVU_LLM_URL", url, "url")
    key = environment.get("NGOAIVU_LLM_KEY") or ""
    if not (key.isascii() and key.isprintable()):  # it goes into a header
        raise SettingError("NGOAIVU_LLM_KEY", "…", "key")
    return ChatModel(
        provider=provider,
        name=name.strip(),
        url=url,
        key=key,
        timeout=_number(environment, "NGOAIVU_LLM_TIMEOUT", 60, 2, 3600),
        context=_number(environment, "NGOAIVU_LLM_CONTEXT", 8192, 2048, 10**7),
    )


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none
        return False


# The one value that takes in what is stamped as a state secret: whoever sets it writes out what
# it means (Luật Bảo vệ bí mật nhà nước 117/2025/QH15).
SECRETS_ACCEPTED = "toi-co-tham-quyen-va-chiu-trach-nhiem"


def _secrets(environment: Mapping[str, str]) -> bool:
    value = environment.get("NGOAIVU_STATE_SECRETS") or "tu-choi"
    if value not in ("tu-choi", SECRETS_ACCEPTED):
        raise SettingError("NGOAIVU_STATE_SECRETS", value, "secrets")
    return value == SECRETS_ACCEPTED


def _switch(environment: Mapping[str, str], name: str) -> bool:
    """On unless switched off."""
    value = environment.get(name) or "bat"
    if value not in ("bat", "tat"):
        raise SettingError(name, value, "switch")
    return value == "bat"


def _folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    named = (environment.get("NGOAIVU_SYNC_FOLDERS") or "").split(os.pathsep)
    return tuple(Path(name).expanduser().absolute() for name in named if name.strip())


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _default_data(environment: Mapping[str, str]) -> Path:
    """`data` beside the source in a checkout, so that two checkouts never share a store;
    the user's data folder for an installed wheel."""
    if (_SOURCE_ROOT / "pyproject.toml").exists():
        return _SOURCE_ROOT / "data"
    home = environment.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home) / "ngoaivu"


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = environment.get(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise SettingError(name, value, f"{least}..{most}")
    return int(value)
