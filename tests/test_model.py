"""The language model's door: what comes through, what is tried again, what is given up."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from chat_server import ChatServer, Reply, chatting

from assistant.model import LanguageModel, ModelFailure
from assistant.settings import ChatModel

pytest.importorskip("langchain_openai", reason="the packages for language models are missing")

ROOT = Path(__file__).parents[1]
STALLED = Reply(("Sở thành lập ", "năm 1998 [1]. ", "Hết."), stalls=2)


@contextmanager
def opened(server: ChatServer, timeout: float = 10) -> Iterator[LanguageModel]:
    with closing(LanguageModel(server.chosen(timeout=timeout))) as model:
        yield model


def said(*replies: Reply | str, timeout: float = 10) -> tuple[str, ChatServer]:
    with chatting(*replies) as server, opened(server, timeout) as model:
        return "".join(model.stream("quy tắc", "câu hỏi")), server


def failure(*replies: Reply | str, timeout: float = 10) -> tuple[ModelFailure, ChatServer]:
    with chatting(*replies) as server, opened(server, timeout) as model:
        with pytest.raises(ModelFailure) as raised:
            list(model.stream("quy tắc", "câu hỏi"))
        return raised.value, server


def test_the_text_comes_as_it_is_said() -> None:
    text, server = said("Sở Ngoại vụ thành lập năm 1998 [1].")
    assert text == "Sở Ngoại vụ thành lập năm 1998 [1]."
    (asked,) = server.requests
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert (asked["model"], asked["stream"], asked["max_tokens"]) == ("thu", True, 700)
    assert server.keys == [f"Bearer {server.chosen().key}"]


def test_pieces_arrive_before_the_last_one_is_said() -> None:
    with chatting(STALLED) as server, opened(server) as model:
        stream = model.stream("", "")
        pieces = [piece for piece in (next(stream), next(stream), next(stream)) if piece]
        stream.close()
        assert pieces == ["Sở thành lập ", "năm 1998 [1]. "]


def test_closing_ends_the_request() -> None:
    with chatting(STALLED) as server, opened(server) as model:
        stream = model.stream("", "")
        next(stream)
        assert not server.left.is_set()
        stream.close()
        assert server.left.wait(10)


def test_a_caller_who_has_left_ends_the_request() -> None:
    gone: list[str] = []
    with chatting(STALLED) as server, opened(server) as model:
        for piece in model.stream("", "", lambda: bool(gone)):
            gone.append(piece)
        assert server.left.wait(10)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_is_busy_is_asked_again(status: int) -> None:
    text, server = said(Reply(status=status), "Xong [1].")
    assert text == "Xong [1]."
    assert len(server.requests) == 2


def test_it_is_not_asked_for_ever() -> None:
    error, server = failure(Reply(status=500))
    assert (error.problem, error.status) == ("rejected", 500)
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_no_is_a_no(status: int) -> None:
    error, server = failure(Reply(status=status))
    assert (error.problem, error.status) == ("rejected", status)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(("a", "b"), stalls=0), "slow"),
        (STALLED, "slow"),
        (Reply(("Sở thành lập ", "năm"), cut=True), "cut_off"),
        (Reply(("Sở thành lập ", "năm"), finish=None), "cut_off"),
        (Reply(raw=b"{not json"), "nonsense"),
        (Reply(raw=b"data: {not json\n\n"), "nonsense"),
        (Reply(raw=b"<html>404</html>"), "nonsense"),
    ],
    ids=["nothing comes", "stalls", "breaks off", "ends early", "no JSON", "no event", "a page"],
)
def test_what_is_no_answer_has_its_name(reply: Reply, problem: str) -> None:
    error, server = failure(reply, timeout=1)
    assert error.problem == problem
    assert len(server.requests) == 1


def test_what_has_begun_is_not_asked_again() -> None:
    _, server = failure(Reply(("Sở",), cut=True))
    assert len(server.requests) == 1


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_server_that_is_not_there_is_unreachable() -> None:
    chosen = ChatModel("openai", "thu", f"http://127.0.0.1:{closed_port()}/v1", "", 10, 8192)
    with closing(LanguageModel(chosen)) as model:
        with pytest.raises(ModelFailure, match="unreachable"):
            list(model.stream("", ""))
        with pytest.raises(ModelFailure, match="unreachable"):
            model.reachable()


def test_ollama_is_unreachable_in_the_same_words() -> None:
    pytest.importorskip("langchain_ollama")
    chosen = ChatModel("ollama", "thu", f"http://127.0.0.1:{closed_port()}", "", 10, 8192)
    with (
        closing(LanguageModel(chosen)) as model,
        pytest.raises(ModelFailure, match="unreachable"),
    ):
        list(model.stream("", ""))


def test_a_server_that_lists_its_models_is_reachable() -> None:
    with chatting("") as server, opened(server) as model:
        model.reachable()
        assert server.requests == []


def test_one_model_serves_one_question_after_another() -> None:
    with chatting("Một.", "Hai.") as server, opened(server) as model:
        assert ["".join(model.stream("", "")) for _ in range(2)] == ["Một.", "Hai."]


def test_nothing_of_it_is_imported_before_it_is_needed() -> None:
    names = "langchain_openai", "langchain_ollama", "openai", "ollama", "langchain.chat_models"
    code = f"import sys, assistant.build; print([n for n in {names!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"
