"""LibreOffice, where the machine has it: Word documents become PDF."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

_SECONDS = 120


class OfficeSuiteError(Exception):
    """There is no LibreOffice, or it did not do it."""


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdf(document: bytes) -> bytes:
    """A Word document as PDF. Raises OfficeSuiteError."""
    suite = program()
    if suite is None:
        raise OfficeSuiteError
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.docx"
        source.write_bytes(document)
        # A profile of its own, or it would hand the work to one that is open and return.
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [
            suite,
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            _run(command)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise OfficeSuiteError from error


def _run(command: list[str]) -> None:
    """Raises SubprocessError where it fails or takes too long; nothing of it stays behind."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            status = process.wait(_SECONDS)
        finally:
            # `soffice` is a starter: ended alone, the office that it started would go on and
            # write its folder anew.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
    if status:
        raise subprocess.CalledProcessError(status, command)
