"""The command line's hand to onboarding: of a server that holds the store, or of a store opened
here. Both give the JSON of the HTTP interface."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from ui import wire_onboarding
from ui.wire import Json

if TYPE_CHECKING:
    from assistant.onboarding.desk import Onboarding
    from index.access import Viewer

Send = Callable[[str, str, Any], Any]  # method, path, body → JSON


class OnboardingStore(Protocol):
    """What commands do with onboarding."""

    def path(self) -> Json: ...
    def glossary(self) -> list[Json]: ...
    def timeline(self) -> list[Json]: ...
    def questions(self) -> list[Json]: ...
    def sharing(self) -> Json: ...
    def share(self, name: str) -> Json: ...
    def unshare(self) -> Json: ...
    def overview(self) -> list[Json]: ...


class ServerOnboarding:
    def __init__(self, send: Send) -> None:
        self._send = send

    def path(self) -> Json:
        found: Json = self._send("GET", "/api/onboarding", None)
        return found

    def glossary(self) -> list[Json]:
        return list(self._send("GET", "/api/onboarding/glossary", None))

    def timeline(self) -> list[Json]:
        return list(self._send("GET", "/api/onboarding/timeline", None))

    def questions(self) -> list[Json]:
        return list(self._send("GET", "/api/onboarding/questions", None))

    def sharing(self) -> Json:
        found: Json = self._send("GET", "/api/onboarding/sharing", None)
        return found

    def share(self, name: str) -> Json:
        found: Json = self._send("PUT", "/api/onboarding/sharing", {"name": name})
        return found

    def unshare(self) -> Json:
        found: Json = self._send("DELETE", "/api/onboarding/sharing", None)
        return found

    def overview(self) -> list[Json]:
        return list(self._send("GET", "/api/onboarding/overview", None))


class OpenedOnboarding:
    def __init__(self, onboarding: Onboarding, viewer: Viewer) -> None:
        self._onboarding = onboarding
        self._viewer = viewer

    def path(self) -> Json:
        standings = self._onboarding.path(self._viewer)
        return wire_onboarding.path_json(standings, own=self._onboarding.paths.changed)

    def glossary(self) -> list[Json]:
        return [wire_onboarding.entry_json(one) for one in self._onboarding.glossary(self._viewer)]

    def timeline(self) -> list[Json]:
        return [wire_onboarding.told_json(one) for one in self._onboarding.timeline(self._viewer)]

    def questions(self) -> list[Json]:
        found = self._onboarding.progress.unanswered(self._viewer)
        return [wire_onboarding.unanswered_json(one) for one in found]

    def sharing(self) -> Json:
        return wire_onboarding.sharing_json(self._onboarding.sharing.of(self._viewer))

    def share(self, name: str) -> Json:
        self._onboarding.sharing.agree(name, self._viewer)
        return self.sharing()

    def unshare(self) -> Json:
        self._onboarding.sharing.withdraw(self._viewer)
        return self.sharing()

    def overview(self) -> list[Json]:
        return [
            wire_onboarding.learner_json(one) for one in self._onboarding.overview(self._viewer)
        ]
