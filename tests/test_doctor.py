"""The doctor on the language model: configured or not, there or not, here or elsewhere."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from chat_server import Reply, chatting

from assistant import settings
from assistant.settings import ChatModel
from ui import doctor_text
from ui.doctor import Finding, examine


def found(tmp_path: Path, llm: ChatModel | None) -> Finding:
    chosen = replace(settings.load({"NGOAIVU_DATA": str(tmp_path)}), llm=llm)
    (finding,) = (one for one in examine(chosen) if one.subject == "llm")
    return finding


def test_no_model_is_no_fault(tmp_path: Path) -> None:
    finding = found(tmp_path, None)
    assert finding.sound
    assert finding.words == doctor_text.DOCTOR["llm_none"]


def test_a_model_that_answers(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    with chatting("") as server:
        finding = found(tmp_path, server.chosen())
        assert server.requests == []
    assert finding.sound
    assert server.url in finding.words
    assert doctor_text.DOCTOR["llm_here"] in finding.words
    assert server.chosen().key not in finding.line


def test_a_model_that_does_not(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    finding = found(tmp_path, ChatModel("openai", "thu", f"http://127.0.0.1:{port}", "", 9, 4096))
    assert not finding.sound
    assert doctor_text.LLM_PROBLEMS["unreachable"] in finding.words


def test_a_model_whose_server_says_no(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    with chatting(Reply(status=401)) as server:
        finding = found(tmp_path, replace(server.chosen(), url=f"{server.url}/sai"))
    assert not finding.sound
    assert "404" in finding.words


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.model.find_spec", lambda _name: None)
    finding = found(tmp_path, ChatModel("openai", "thu", "", "", 9, 4096))
    assert not finding.sound
    assert doctor_text.LLM_PROBLEMS["not_installed"] in finding.words
