"""What stands between the network and the program while there are no accounts: only this
machine's own pages may use it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.settings import is_loopback
from ui import api_text

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_SMALL_BODY = 2**20  # a question with the questions before it
_OPEN_SOURCES = frozenset({"same-origin", "none"})
# Gradio starts itself from inline scripts and compiles event handlers at run time. Nothing
# may be loaded from, or sent to, anywhere but here.
_CONTENT_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": _CONTENT_POLICY,
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """ASGI middleware. Refuses a foreign host name (DNS rebinding), a change asked for by
    another site's page (CSRF) and a body larger than its address needs; adds the security
    headers to every response."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self._app = app
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        status = _refusal(scope["method"], Headers(scope=scope), limit)
        app = self._app
        if status:
            app = JSONResponse({"error": api_text.ERRORS[status]}, status)
        await app(scope, _bounded(receive, limit), _with_headers(send, scope["path"]))

    def _limit(self, path: str) -> int:
        return self._upload_bytes if path == "/api/documents" else _SMALL_BODY


def _refusal(method: str, headers: Headers, limit: int) -> int:
    """The status to refuse with, or 0."""
    host = headers.get("host", "")
    if not _is_local(host):
        return 421
    if method not in _READING and not _from_own_page(headers, host):
        return 403
    length = headers.get("content-length", "0")
    return 413 if not length.isdecimal() or int(length) > limit else 0


def _is_local(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name is not None and is_loopback(name)


def _from_own_page(headers: Headers, host: str) -> bool:
    """A command-line client sends neither header; a browser always sends one."""
    origin = headers.get("origin")
    own = origin is None or origin in (f"http://{host}", f"https://{host}")
    return own and headers.get("sec-fetch-site", "none") in _OPEN_SOURCES


def _bounded(receive: Receive, limit: int) -> Receive:
    """Counts what arrives, for bodies that do not declare their length."""
    arrived = 0

    async def bounded() -> Message:
        nonlocal arrived
        message = await receive()
        arrived += len(message.get("body", b""))
        if arrived > limit:
            raise HTTPException(413)
        return message

    return bounded


def _with_headers(send: Send, path: str) -> Send:
    # Documents stay out of the browser's disk cache; a new version of the page shows at once.
    caching = "no-store" if path.startswith("/api/") else "no-cache"

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("cache-control", caching)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers
