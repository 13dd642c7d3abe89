"""The command line's hand to kept conversations: of a server that holds the store, or of a
store opened here. Both give the JSON of the HTTP interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from ui import wire
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.threads import Threads
    from index.access import Viewer

_AT_ONCE = 200
Send = Callable[[str, str, Any], Any]  # method, path, body → JSON


class ThreadStore(Protocol):
    """What commands do with conversations."""

    def all(self, words: str = "") -> list[Json]: ...
    def get(self, identifier: str) -> Json: ...
    def rename(self, identifier: str, title: str) -> None: ...
    def delete(self, identifier: str) -> None: ...
    def delete_all(self) -> int: ...


class ServerThreads:
    def __init__(self, send: Send) -> None:
        self._send = send

    def all(self, words: str = "") -> list[Json]:
        found: list[Json] = []
        while True:
            path = f"/api/threads/search?limit={_AT_ONCE}&offset={len(found)}"
            page = self._send("POST", path, {"words": words})
            found += page["threads"]
            if not page["more"]:
                return found

    def get(self, identifier: str) -> Json:
        found: Json = self._send("GET", _address(identifier), None)
        return found

    def rename(self, identifier: str, title: str) -> None:
        self._send("PATCH", _address(identifier), {"title": title})

    def delete(self, identifier: str) -> None:
        self._send("DELETE", _address(identifier), None)

    def delete_all(self) -> int:
        return int(self._send("DELETE", "/api/threads", None)["deleted"])


class OpenedThreads:
    def __init__(self, threads: Threads, viewer: Viewer) -> None:
        self._threads = threads
        self._viewer = viewer

    def all(self, words: str = "") -> list[Json]:
        found: list[Json] = []
        while True:
            page = self._threads.search(words, self._viewer, _AT_ONCE, len(found))
            found += map(wire.thread_json, page)
            if len(page) < _AT_ONCE:
                return found

    def get(self, identifier: str) -> Json:
        return wire.whole_thread_json(*self._threads.get(identifier, self._viewer))

    def rename(self, identifier: str, title: str) -> None:
        self._threads.rename(identifier, title, self._viewer)

    def delete(self, identifier: str) -> None:
        self._threads.delete(identifier, self._viewer)

    def delete_all(self) -> int:
        return self._threads.delete_all(self._viewer)


def _address(identifier: str) -> str:
    return f"/api/threads/{quote(identifier, safe='')}"
