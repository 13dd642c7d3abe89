"""`ngoaivu doctor`: what this machine has, what it lacks, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.lock import holder
from assistant.settings import Settings
from ui import doctor_text, text


@dataclass(frozen=True)
class Finding:
    """One line of the report; `sound` is False for what keeps the program from working."""

    subject: str
    words: str
    sound: bool = True

    @property
    def line(self) -> str:
        return f"{'✓' if self.sound else '✗'} {doctor_text.DOCTOR[self.subject]}: {self.words}"


def examine(settings: Settings) -> Iterator[Finding]:
    yield Finding("python", platform.python_version())
    yield _data(settings.data)
    yield _model(settings)
    yield _llm(settings)
    yield _store(settings.data)
    yield _ocr()
    yield _secrets(settings)
    yield from _folders(settings)
    for name, package, use in doctor_text.PROGRAMS:
        path = shutil.which(name)
        words = doctor_text.DOCTOR["found" if path else "absent"]
        yield Finding("program", words.format(name=name, path=path, package=package, use=use))


def _data(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        return Finding(
            "data", doctor_text.DOCTOR["data_unwritable"].format(path=folder), sound=False
        )
    free = text.decimal(round(shutil.disk_usage(folder).free / 2**30, 1))
    return Finding("data", doctor_text.DOCTOR["data_writable"].format(path=folder, free=free))


def _model(settings: Settings) -> Finding:
    from index import default_model

    folder = settings.default_model_folder
    if settings.model:
        return Finding("model", doctor_text.DOCTOR["model_own"].format(path=settings.model))
    if not folder.exists():
        return Finding("model", doctor_text.DOCTOR["model_missing"].format(path=folder))
    sound = default_model.verify(folder)
    words = doctor_text.DOCTOR["model_sound" if sound else "model_damaged"]
    return Finding("model", words.format(path=folder), sound)


def _llm(settings: Settings) -> Finding:
    """Whether a language model is configured and answers; it is asked for no more than the
    names of its models."""
    from assistant.model import LanguageModel, ModelFailure

    if settings.llm is None:
        return Finding("llm", doctor_text.DOCTOR["llm_none"])
    model = LanguageModel(settings.llm)
    problem = ""
    try:
        model.reachable()
    except ModelFailure as failure:
        problem = doctor_text.LLM_PROBLEMS[failure.problem].format(status=failure.status)
    finally:
        model.close()
    where = doctor_text.DOCTOR["llm_here" if settings.llm.local else "llm_elsewhere"]
    words = doctor_text.DOCTOR["llm_at"].format(
        name=settings.llm.name, address=settings.llm.address
    )
    return Finding("llm", f"{words}: {problem or where}", sound=not problem)


def _ocr() -> Finding:
    from ingest import ocr

    return Finding("ocr", doctor_text.DOCTOR[f"ocr_{ocr.engine() or 'none'}"])


def _secrets(settings: Settings) -> Finding:
    return Finding(
        "secrets", doctor_text.DOCTOR["secrets_taken" if settings.secrets else "secrets_not"]
    )


def _folders(settings: Settings) -> Iterator[Finding]:
    for folder in settings.sync_folders:
        there = folder.is_dir()
        words = doctor_text.DOCTOR["folder_there" if there else "folder_gone"]
        yield Finding("folder", words.format(path=folder, minutes=settings.sync_minutes), there)


def _store(folder: Path) -> Finding:
    held = holder(folder)
    if held is None:
        return Finding("store", doctor_text.DOCTOR["store_free"])
    if held.url:
        return Finding("store", doctor_text.DOCTOR["store_held"].format(url=held.url))
    return Finding("store", doctor_text.DOCTOR["store_held_command"].format(pid=held.pid))
