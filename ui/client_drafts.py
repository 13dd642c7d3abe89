"""The command line's hand to drafts of talking points: of a server that holds the store, or of a
store opened here. Both give the JSON of the HTTP interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlencode

from assistant.draft_json import read_brief
from assistant.tongues import Language
from ui.wire import Json
from ui.wire_drafts import draft_json, listed_json

if TYPE_CHECKING:
    from assistant.drafts import Drafts
    from assistant.settings import Settings
    from index.access import Viewer

_AT_ONCE = 200
Send = Callable[[str, str, Any], Any]  # method, path, body → JSON
Fetch = Callable[[str], bytes]  # path → bytes


class DraftStore(Protocol):
    """What commands do with drafts."""

    def create(self, brief: Json) -> Json: ...
    def all(self) -> list[Json]: ...
    def get(self, identifier: str) -> Json: ...
    def speak(self, identifier: str) -> Json: ...
    def translate(self, identifier: str, language: str) -> Json: ...
    def export(self, identifier: str, chosen: dict[str, str]) -> bytes: ...
    def delete(self, identifier: str) -> None: ...


class ServerDrafts:
    def __init__(self, send: Send, fetch: Fetch) -> None:
        self._send = send
        self._fetch = fetch

    def create(self, brief: Json) -> Json:
        made: Json = self._send("POST", "/api/drafts", brief)
        return made

    def all(self) -> list[Json]:
        found: list[Json] = []
        while True:
            page = self._send("GET", f"/api/drafts?limit={_AT_ONCE}&offset={len(found)}", None)
            found += page["drafts"]
            if not page["more"]:
                return found

    def get(self, identifier: str) -> Json:
        found: Json = self._send("GET", _address(identifier), None)
        return found

    def speak(self, identifier: str) -> Json:
        base = {"base": self.get(identifier)["latest"]}
        made: Json = self._send("POST", f"{_address(identifier)}/speech", base)
        return made

    def translate(self, identifier: str, language: str) -> Json:
        body = {"base": self.get(identifier)["latest"], "language": language}
        made: Json = self._send("POST", f"{_address(identifier)}/translation", body)
        return made

    def export(self, identifier: str, chosen: dict[str, str]) -> bytes:
        return self._fetch(f"{_address(identifier)}/export?{urlencode(chosen)}")

    def delete(self, identifier: str) -> None:
        self._send("DELETE", _address(identifier), None)


class OpenedDrafts:
    def __init__(self, drafts: Drafts, settings: Settings, viewer: Viewer) -> None:
        self._drafts = drafts
        self._settings = settings
        self._viewer = viewer

    def create(self, brief: Json) -> Json:
        return draft_json(self._drafts.create(read_brief(brief), self._viewer))

    def all(self) -> list[Json]:
        found: list[Json] = []
        while True:
            page = self._drafts.all(self._viewer, _AT_ONCE, len(found))
            found += map(listed_json, page)
            if len(page) < _AT_ONCE:
                return found

    def get(self, identifier: str) -> Json:
        return draft_json(self._drafts.get(identifier, self._viewer))

    def speak(self, identifier: str) -> Json:
        latest = self._drafts.get(identifier, self._viewer).latest
        return draft_json(self._drafts.speak(identifier, latest, self._viewer))

    def translate(self, identifier: str, language: str) -> Json:
        latest = self._drafts.get(identifier, self._viewer).latest
        chosen = Language(language)
        return draft_json(self._drafts.translate(identifier, latest, chosen, self._viewer))

    def export(self, identifier: str, chosen: dict[str, str]) -> bytes:
        from ui.export import exported, word_form  # python-docx is for who exports

        kept = self._drafts.get(identifier, self._viewer)
        return exported(kept, chosen, word_form(self._settings))

    def delete(self, identifier: str) -> None:
        self._drafts.delete(identifier, self._viewer)


def _address(identifier: str) -> str:
    return f"/api/drafts/{quote(identifier, safe='')}"
