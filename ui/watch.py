"""The folders of the settings, kept current while the server runs."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from assistant.build import Office
from assistant.settings import Settings
from assistant.sync import Pace, SyncError
from ui import intake, intake_text
from ui.client import OpenedStore
from ui.wire import Json

_log = logging.getLogger(__name__)


class Watch:
    """Synchronises each folder at the start and then every so many minutes, in a thread. What
    a round did is in the runs; a folder that cannot be read is tried again next time."""

    def __init__(self, office: Office, settings: Settings) -> None:
        self._store = OpenedStore(office)
        self._folders = settings.sync_folders
        self._pause = 60.0 * settings.sync_minutes
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="watch", daemon=True)

    def __enter__(self) -> Watch:
        if self._folders:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            for folder in self._folders:
                try:
                    planned = intake.compare(self._store, folder, allow_removals=False)
                    if not planned.empty:
                        intake.perform(self._store, planned, None, None, self._show)
                except SyncError as error:
                    _log.warning("%s", intake_text.sync_problem(error))
                except _Stopped:
                    return
                except Exception:
                    _log.exception("watching failed")
            self._stop.wait(self._pause)

    def _show(self, _reports: list[Json], _pace: Pace) -> None:
        if self._stop.is_set():
            raise _Stopped


class _Stopped(Exception):
    """The server ends: the file in hand is done, the rest waits for the next start."""
