"""The language model, through LangChain. The only file that imports the model libraries.

They are imported at first use: without a configured model nothing of them is loaded.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from importlib.util import find_spec
from typing import Any

from assistant.settings import ChatModel

MOST_TOKENS = 700  # of an answer

_ATTEMPTS = 3
_PAUSE = 0.3  # seconds before the second attempt, twice as long before the third
_TICK = 0.5  # seconds without news after which the caller is told that there is none
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_PROBE = 5.0  # seconds to wait for a server to show itself
_FINISHED = frozenset({"stop", "length", "eos", "end_turn"})


class ModelFailure(Exception):
    """The model gave no usable answer. `problem` says why: «not_installed», «unreachable»,
    «rejected» (by status), «slow» (to begin or to end), «cut_off», «nonsense» (no answer by
    its protocol); `status` is HTTP's, 0 if there was none."""

    def __init__(self, problem: str, status: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.status = status


class LanguageModel:
    """One chat model behind a server. Thread-safe; close it when done."""

    def __init__(self, chosen: ChatModel) -> None:
        self.chosen = chosen
        self._lock = threading.Lock()
        self._chat: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread

    def prepare(self) -> None:
        """Loads the libraries, which takes seconds, so that no question waits for them. Calls
        nobody. Raises ModelFailure where they are not installed."""
        with self._lock:
            if self._chat is None:
                self._chat = _chat(self.chosen)
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="language-model", daemon=True
                )
                self._thread.start()

    def close(self) -> None:
        with self._lock:
            loop, self._loop, self._chat = self._loop, None, None
        if loop is not None:
            asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            self._thread.join()
            loop.close()

    def stream(
        self, system: str, asked: str, stopped: Callable[[], bool] = lambda: False
    ) -> Generator[str]:
        """The answer's text as it comes; an empty piece now and then while none does. Closing
        the iterator, or `stopped`, ends the request. What the server can't take just now is
        tried again, twice at most. Raises ModelFailure."""
        self.prepare()
        begin = time.monotonic()
        for attempt in range(_ATTEMPTS):
            begun = False
            try:
                for piece in self._attempt([("system", system), ("human", asked)], begin, stopped):
                    begun = begun or piece != ""
                    yield piece
                return
            except ModelFailure as failure:
                last = attempt == _ATTEMPTS - 1
                if begun or last or failure.status not in _RETRIED or stopped():
                    raise
            time.sleep(_PAUSE * 2**attempt)

    def reachable(self) -> None:
        """Asks the server for its models. Raises ModelFailure where it doesn't answer."""
        if not _installed(self.chosen):
            raise ModelFailure("not_installed")
        path = "/models" if self.chosen.provider == "openai" else "/api/tags"
        address = self.chosen.address.rstrip("/") + path
        request = urllib.request.Request(address, headers=_authorization(self.chosen.key))
        try:
            with urllib.request.urlopen(request, timeout=_PROBE) as answer:
                json.load(answer)
        except urllib.error.HTTPError as error:
            raise ModelFailure("rejected", error.code) from error
        except TimeoutError as error:
            raise ModelFailure("slow") from error
        except (OSError, http.client.HTTPException) as error:
            raise ModelFailure("unreachable") from error
        except ValueError as error:
            raise ModelFailure("nonsense") from error

    def _attempt(
        self, messages: list[tuple[str, str]], begin: float, stopped: Callable[[], bool]
    ) -> Iterator[str]:
        """One request, run on the loop's thread, where it can be cancelled at any moment."""
        assert self._loop is not None
        arrived: queue.SimpleQueue[str | ModelFailure | None] = queue.SimpleQueue()
        request = asyncio.run_coroutine_threadsafe(self._pump(messages, arrived), self._loop)
        first, whole = begin + self.chosen.timeout / 2, begin + self.chosen.timeout
        begun = False
        try:
            while not stopped():
                left = (whole if begun else first) - time.monotonic()
                if left <= 0:
                    raise ModelFailure("slow")
                try:
                    piece = arrived.get(timeout=min(_TICK, left))
                except queue.Empty:
                    yield ""
                    continue
                if piece is None:
                    return
                if isinstance(piece, ModelFailure):
                    raise piece
                begun = begun or piece != ""
                yield piece
        finally:
            request.cancel()

    async def _pump(
        self, messages: list[tuple[str, str]], out: queue.SimpleQueue[str | ModelFailure | None]
    ) -> None:
        reason = ""
        begun = False
        try:
            async for chunk in self._chat.astream(messages):
                metadata = chunk.response_metadata or {}
                reason = metadata.get("finish_reason") or metadata.get("done_reason") or reason
                text = chunk.text if isinstance(chunk.text, str) else str(chunk.content)
                begun = begun or bool(text)
                out.put(text)
        except Exception as error:  # whatever the libraries raise over a broken answer
            failure = _failure(error)
            lost = begun and failure.problem in ("unreachable", "nonsense")
            out.put(ModelFailure("cut_off") if lost else failure)
        else:
            # A connection that ends in good order has not always said all.
            out.put(None if reason in _FINISHED else ModelFailure("cut_off"))


async def _cancel_all() -> None:
    running = asyncio.all_tasks() - {asyncio.current_task()}
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def _installed(chosen: ChatModel) -> bool:
    return find_spec(f"langchain_{chosen.provider}") is not None


def _chat(chosen: ChatModel) -> Any:
    if not _installed(chosen):
        raise ModelFailure("not_installed")
    from langchain.chat_models import init_chat_model

    # Never what the environment says: the settings alone decide whom the program calls.
    common: dict[str, Any] = {"model_provider": chosen.provider, "base_url": chosen.address}
    if chosen.provider == "ollama":
        client = {"timeout": chosen.timeout, "headers": _authorization(chosen.key)}
        return init_chat_model(
            chosen.name,
            temperature=0,
            num_ctx=chosen.context,
            num_predict=MOST_TOKENS,
            client_kwargs=client,
            **common,
        )
    # Servers at home know «max_tokens»; the hosted one takes its successor alone, and there
    # some models take no temperature.
    own = {"extra_body": {"max_tokens": MOST_TOKENS}, "temperature": 0}
    return init_chat_model(
        chosen.name,
        api_key=chosen.key or "none",
        timeout=chosen.timeout,
        max_retries=0,
        stream_usage=False,
        # It waits with `asyncio.wait_for`, which in Python 3.11 loses a cancellation now and
        # then (python/cpython#86296); the waiting here is bounded anyway.
        stream_chunk_timeout=None,
        **(own if chosen.url else {"max_tokens": MOST_TOKENS}),
        **common,
    )


def _authorization(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


# By name: openai raises its own errors over httpx2's, ollama passes on those of httpx.
_SLOW = frozenset({"TimeoutError", "TimeoutException", "APITimeoutError"})
_LOST = frozenset({"OSError", "TransportError", "APIConnectionError"})


def _failure(error: BaseException) -> ModelFailure:
    """What an error of the libraries comes down to."""
    cause: BaseException | None = error
    while cause is not None:
        status = getattr(cause, "status_code", None)
        if isinstance(status, int) and status >= 300:
            return ModelFailure("rejected", status)
        names = {kind.__name__ for kind in type(cause).__mro__}
        if names & _SLOW:
            return ModelFailure("slow")
        if names & _LOST:
            return ModelFailure("unreachable")
        cause = cause.__cause__
    return ModelFailure("nonsense")
