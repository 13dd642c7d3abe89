"""`ngoaivu serve`: one process opens the store and answers on this machine."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from assistant.build import Office, Start, open_office
from assistant.intake import files_in
from assistant.settings import Settings
from assistant.sync import Pace
from ui import cli_text, intake, intake_text, text
from ui.client import OpenedStore
from ui.watch import Watch
from ui.wire import Json

if TYPE_CHECKING:
    import uvicorn

Say = Callable[[str], None]


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(str(port))
        self.port = port


def serve(settings: Settings, *, samples: bool, say: Say) -> None:
    """Serves until SIGINT or SIGTERM, then closes the store.

    Raises PortTaken, StoreBusy and what opening a store raises.
    """
    stop = _Stop()
    with suppress(KeyboardInterrupt), _listen(settings) as listener:
        office = open_office(settings, _teller(say))
        try:
            if samples:
                _take_in_samples(office, say)
            if settings.secrets:
                say(cli_text.SECRETS_TAKEN)
            with Watch(office, settings):
                _run(office, listener, settings, say, stop)
        finally:
            office.close()
            say(cli_text.STOPPED)


class _Stop:
    """SIGINT and SIGTERM: before the server runs they interrupt what is being done, then
    they ask the server to end. An interruption can get lost (Python drops what is raised in
    a destructor), so it is remembered as well."""

    def __init__(self) -> None:
        self._asked = False
        self._server: uvicorn.Server | None = None
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._handle)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        if self._server is None:
            raise KeyboardInterrupt
        self._server.handle_exit(number, frame)

    def leave_to(self, server: uvicorn.Server) -> None:
        """From here on signals are for the server. Raises KeyboardInterrupt if one came."""
        self._server = server
        if self._asked:
            raise KeyboardInterrupt


def _listen(settings: Settings) -> socket.socket:
    """Binds first: a port that is taken shows before the model is loaded."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise PortTaken(settings.port) from error
    return listener


def _teller(say: Say) -> Callable[[Start], None]:
    """Says each step once, and long ones again at every quarter."""
    last: list[tuple[str, int]] = []

    def tell(start: Start) -> None:
        mark = (start.step, int(4 * start.done / start.total) if start.total else 0)
        if mark not in last:
            last.append(mark)
            say(text.start_step(start))

    return tell


def _take_in_samples(office: Office, say: Say) -> None:
    """Once in the life of a store, so that samples which somebody deleted stay deleted."""
    marker = office.settings.data / "samples.done"
    folder = office.settings.samples
    if folder is None or marker.exists():
        return
    files = list(files_in([folder]))
    say(cli_text.SAMPLES.format(count=len(files)))

    def show(reports: list[Json], _pace: Pace) -> None:
        for report in reports:
            say("  " + intake_text.report_line(report))

    intake.ingest(OpenedStore(office), files, None, None, show, folder=str(folder))
    marker.touch()


def _run(
    office: Office, listener: socket.socket, settings: Settings, say: Say, stop: _Stop
) -> None:
    import uvicorn

    from ui.app import create_app

    app = create_app(office)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    url = f"http://{host}:{settings.port}"

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            yield  # they are `stop`'s

    server = Server(uvicorn.Config(app, log_level="warning", access_log=False))
    # The first question must not pay for what libraries put off until they are used.
    office.answerer.warm_up()
    stop.leave_to(server)
    listener.listen()  # who comes between the announcement and the first accept waits
    office.announce(url)
    say(cli_text.SERVING.format(product=text.PRODUCT, url=url))
    server.run(sockets=[listener])
