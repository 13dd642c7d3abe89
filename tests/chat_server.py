"""A server that speaks OpenAI's protocol on this machine, as well or as badly as it is told."""

from __future__ import annotations

import json
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.settings import ChatModel

_PATIENCE = 20  # seconds after which a stalled reply gives up, so that no test hangs


@dataclass
class Reply:
    """How one request is answered: with `pieces` of text, or with a bare `status` or `raw`
    body. `stalls` says after how many pieces nothing more comes, `cut` that the connection
    then breaks off."""

    pieces: tuple[str, ...] = ()
    status: int = 200
    raw: bytes | None = None
    stalls: int | None = None
    cut: bool = False
    finish: str | None = "stop"


@dataclass
class ChatServer:
    """What the server was asked, and the replies that it still has; the last one is repeated."""

    url: str
    replies: list[Reply]
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)  # a client went amid a reply

    @property
    def prompt(self) -> str:
        """All that the last request says."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])

    def chosen(self, *, timeout: float = 10, context: int = 8192) -> ChatModel:
        return ChatModel("openai", "thu", f"{self.url}/v1", "khóa".encode().hex(), timeout, context)  # type: ignore[arg-type]


@contextmanager
def chatting(*replies: Reply | str) -> Iterator[ChatServer]:
    """A server with these replies, in order; a text is a reply in small pieces."""
    server = ChatServer("", [_reply(one) for one in replies])
    handler = type("Handler", (_Handler,), {"script": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


def _reply(one: Reply | str) -> Reply:
    if isinstance(one, Reply):
        return one
    return Reply(tuple(one[at : at + 7] for at in range(0, len(one), 7)))


class _Handler(BaseHTTPRequestHandler):
    script: ChatServer

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        listed = self.path == "/v1/models"
        self._send(200 if listed else 404, b'{"object": "list", "data": []}')

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.script.requests.append(json.loads(body))
        self.script.keys.append(self.headers["Authorization"])
        replies = self.script.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if reply.status != 200 or reply.raw is not None:
            self._send(reply.status, reply.raw or b'{"error": {"message": "khong"}}')
            return
        try:
            self._stream(reply)
        except OSError:
            self.script.left.set()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for number, piece in enumerate(reply.pieces):
            if number == reply.stalls:
                break
            self._event({"content": piece}, None)
        if reply.stalls is not None and not reply.cut:
            self._stall()
            return
        if reply.cut:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._event({}, reply.finish)
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
        chunk = {
            "id": "1", "object": "chat.completion.chunk", "created": 1, "model": "thu",
            "choices": [choice],
        }  # fmt: skip
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def _stall(self) -> None:
        """Says nothing more until the client goes."""
        self.wfile.flush()
        readable, _, _ = select.select([self.connection], [], [], _PATIENCE)
        if readable and not self.connection.recv(1, socket.MSG_PEEK):
            self.script.left.set()
