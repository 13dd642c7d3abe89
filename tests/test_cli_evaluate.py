"""`ngoaivu evaluate` as people and scripts run it: the contract of its JSON, its table, its
errors; alone and beside a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from command_line import Run
from fakes import opened

from assistant.gold import GoldQuestion, dump
from assistant.scores import ANSWERS, RETRIEVAL
from ui import evaluate_text
from ui.client import ServerStore

pytest_plugins = ["command_line"]

TEXTS = {
    "le-tan.txt": "Lễ tân\n\nTrong phòng tiếp, khách chính ngồi bên phải chủ nhà.\n",
    "bien-ban.txt": "Biên bản\n\nĐoàn Gyeongju gồm 14 thành viên, đến năm 2021.\n",
}
QUESTIONS = [
    {"id": "1", "question": "Trong phòng tiếp, khách chính ngồi bên nào chủ nhà?",
     "source": "le-tan", "answers": ["bên phải"]},
    {"id": "2", "turns": ["Đoàn Gyeongju đến năm nào?", "Gồm bao nhiêu thành viên?"],
     "source": ["bien-ban.txt"], "answers": ["14"]},
    {"id": "3", "question": "Thủ đô nước Pháp ở đâu?", "refuse": True},
    {"id": "4", "question": "khach chinh ngoi ben nao", "source": "khong-co.pdf"},
]  # fmt: skip
GOLD = [
    GoldQuestion(
        "g1",
        ("Trong phòng tiếp, khách chính ngồi bên nào chủ nhà?",),
        ("le-tan.txt",),
        ("bên phải",),
    )
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    with opened(folder) as office:
        for name, words in TEXTS.items():
            office.intake.ingest_bytes(words.encode(), name=name)
    return folder


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in QUESTIONS), encoding="utf-8")
    return path


@pytest.fixture
def _gold(data: Path) -> Iterator[None]:
    """The office has gold questions of its own."""
    path = data / "gold.jsonl"
    path.write_bytes(dump(GOLD))
    yield
    path.unlink()


# The contract --------------------------------------------------------------------------------


def test_the_json_of_a_run(either: Run, questions: Path) -> None:
    code, out, _err = either("evaluate", questions, "--json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0
    assert found["questions"] == 4
    assert set(RETRIEVAL) <= set(found["retrieval"])
    assert set(ANSWERS) <= set(found["answers"])
    assert set(found["latency_ms"]) == {"p50", "p95"}
    assert set(found["kinds"]) == {"answerable", "follow_up", "unanswerable", "unaccented"}
    # Two found at the first place, the third is not in the store.
    assert found["retrieval"]["recall@1"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["answers"]["verbatim_rate"] == 1.0
    assert found["answers"]["refusal_recall"] == 1.0
    assert found["missing_sources"] == ["khong-co.pdf"]
    assert found["number"] is None
    first = found["items"][0]
    assert (first["id"], first["rank"], first["found"]) == ("1", 1, True)
    assert first["contained"] is True
    assert first["refused"] is False
    assert "bên phải" in first["answer"]
    assert found["items"][1]["previous"] == ["Đoàn Gyeongju đến năm nào?"]


def test_retrieval_alone(either: Run, questions: Path) -> None:
    code, out, _err = either("evaluate", questions, "--answers", "off", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["answers"] is None
    assert found["measured"] == "retrieval"
    assert found["items"][0]["refused"] is None
    assert found["latency_ms"] == found["retrieval"]["latency_ms"]


def test_the_table_and_what_is_said_beside_it(run: Run, questions: Path) -> None:
    code, out, err = run("evaluate", questions)
    assert code == 0
    assert "recall@1" in out
    assert "66,7%" in out
    assert evaluate_text.KINDS["follow_up"] in out
    assert "Chưa đạt (1 câu)" in out
    assert "khong-co.pdf" in err
    assert "khong-co.pdf" not in out


def test_unknown_keys_are_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "Khách ngồi đâu?", "sources": ["le-tan"]}\n', encoding="utf-8")
    code, out, err = run("evaluate", path, "--answers", "off", "--json")
    assert code == 0
    assert "«sources»" in err
    assert json.loads(out)["unknown_keys"] == ["sources"]


# The office's own questions, and comparing ---------------------------------------------------


@pytest.mark.usefixtures("_gold")
def test_the_offices_own_questions_are_kept_and_compared(either: Run, data: Path) -> None:
    code, out, _err = either("evaluate", "--json")
    first = json.loads(out)
    assert code == 0
    assert (data / "evaluations" / f"{first['number']:04}.json").is_file()
    assert first["items"][0]["hits"][0]["file"] == "le-tan.txt"

    code, out, _err = either("evaluate", "--against", str(first["number"]), "--json")
    second = json.loads(out)
    assert second["number"] == first["number"] + 1
    assert second["comparison"]["unchanged"] == 1

    code, out, _err = either("evaluate", "--run", str(first["number"]), "--json")
    assert json.loads(out)["items"] == first["items"]
    code, out, _err = either("evaluate", "--runs", "--json")
    assert [one["number"] for one in json.loads(out)][:2] == [second["number"], first["number"]]
    code, out, _err = either("evaluate", "--runs")
    assert str(second["number"]) in out


def test_a_run_is_compared_with_the_file_of_an_earlier_one(
    run: Run, questions: Path, tmp_path: Path
) -> None:
    _code, out, _err = run("evaluate", questions, "--json")
    earlier = json.loads(out)
    earlier["items"][0] |= {"rank": None, "contained": False}
    earlier["items"][2] |= {"refused": False}
    path = tmp_path / "earlier.json"
    path.write_text(json.dumps(earlier), encoding="utf-8")
    code, out, _err = run("evaluate", questions, "--against", path)
    assert code == 0
    assert "Tốt lên (2 câu)" in out
    assert "ngoài 10 đoạn đầu → thứ 1" in out
    assert "Kém đi (" not in out


def test_without_questions_the_samples_are_used_only_on_sample_documents(run: Run) -> None:
    code, out, err = run("evaluate")
    assert (code, out) == (2, "")
    assert "ngoaivu evaluate --samples" in err


def test_without_questions_the_samples_stand_in(run: Run, data: Path) -> None:
    with opened(data) as office:
        words = "Lề trái rộng 30 - 35 mm theo hướng dẫn thể thức.\n"
        office.intake.ingest_bytes(words.encode(), name="quy-trinh-doan-vao.txt")
    code, out, err = run("evaluate", "--answers", "off", "--json")
    assert code == 0
    assert evaluate_text.SAMPLES_USED in err
    assert json.loads(out)["questions"] >= 30
    assert json.loads(out)["number"] is None


# What cannot be done -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"question": "Một?"}\n{"question": \n', "Dòng 2"),
        ('{"id": "a", "question": "Một?"}\n{"id": "a", "question": "Hai?"}\n', "«a»"),
        ("", "không có câu hỏi nào"),
    ],
)
def test_a_bad_file_is_one_sentence_before_anything_is_done(
    run: Run, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with mock.patch("assistant.build.open_office", side_effect=AssertionError):
        code, out, err = run("evaluate", path, "--json")
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.jsonl"], 2),
        (["--answers", "perhaps"], 2),
        (["--run", "99"], 1),
        (["--against", "nowhere.json"], 2),
        (["--runs", "--samples"], 2),
    ],
)
def test_what_cannot_be_run_ends_with_one_sentence(
    either: Run, arguments: list[str], code: int
) -> None:
    ended, out, err = either("evaluate", *arguments)
    assert (ended, out) == (code, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("ngoaivu")


def test_an_earlier_run_that_is_none_is_refused_before_measuring(
    run: Run, questions: Path, tmp_path: Path
) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"items": [{"id": "1"}]}', encoding="utf-8")
    with mock.patch("assistant.build.open_office", side_effect=AssertionError):
        code, _out, err = run("evaluate", questions, "--against", path)
    assert code == 2
    assert str(path) in err


@pytest.mark.usefixtures("_gold")
def test_interrupting_stops_the_run_at_the_server(
    run_beside_server: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[object] = []

    def interrupt(_store: ServerStore) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ServerStore, "evaluation_state", interrupt)
    monkeypatch.setattr(ServerStore, "cancel_evaluation", lambda store: stopped.append(store))
    code, out, err = run_beside_server("evaluate")
    assert (code, out, err) == (130, "", "")
    assert len(stopped) == 1
