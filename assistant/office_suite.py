"""LibreOffice, where the machine has it: Word documents become PDF."""

from __future__ import annotations

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
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise OfficeSuiteError from error
