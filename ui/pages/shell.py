"""The HTML that Gradio starts from, made ours: its template says that it is in English,
shows «Loading...» and Gradio's name to who shares a link, and has no place for stylesheets
that are there before the first paint."""

from __future__ import annotations

import re
from html import escape

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import page_text, text

_STYLES = "".join(
    f'<link rel="stylesheet" href="/pages/{name}.css">'
    for name in "base ask threads search drafts onboarding library evaluate".split()
)
# Gradio's script sets the page's language to one that it has words in, so never to ours.
_LANGUAGE = (
    "<script>{ const root = document.documentElement; new MutationObserver(() => "
    '{ if (root.lang !== "vi") root.lang = "vi"; })'
    '.observe(root, { attributeFilter: ["lang"] }); }</script>'
)
_LOADER = 'gradio-app .main > [data-testid="status-tracker"]'
_HEAD = (
    f"{_LANGUAGE}{_STYLES}<style>{_LOADER} > * {{ display: none; }}"
    f'{_LOADER}::after {{ content: "{page_text.PAGE_LOADING}"; }}</style></head>'
)
_SHARING = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')


class Shell:
    """ASGI middleware that rewrites Gradio's start page and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self._app(scope, receive, send)
            return
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, _Rewriting(send))


class _Rewriting:
    """Holds a response back until it is whole, then sends it in Vietnamese."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = in_vietnamese(self._body.decode()).encode()
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def in_vietnamese(page: str) -> str:
    """Gradio's start page with our language, title and stylesheets."""
    page = _SHARING.sub("", page)
    page = page.replace('lang="en"', 'lang="vi"', 1)
    return page.replace("</head>", f"<title>{escape(text.PRODUCT)}</title>{_HEAD}", 1)
