"""The command line as people and scripts run it: real processes, one real server."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant.lock import holder

ROOT = Path(__file__).parents[1]
VIETNAMESE = re.compile("[ạảấầậắằệộợụủứừựđướờọỏốồổếềểịỉĩũàáãèéìíòóôơùúăâêư]")
LIMIT_MB = 2
REPORT = {"file", "status", "reason", "document_id", "chunks", "copy", "seconds"}
ANSWER = {"answer", "refused", "citations", "as_of", "mode", "warnings", "timings_ms"}
CITATION = {
    "n", "document_id", "title", "file", "number", "date", "page", "start", "end", "quote",
    "language",
}  # fmt: skip
HIT = {"document_id", "title", "file", "page", "start", "end", "text", "score"}
MEETING = (
    "Biên bản làm việc với đoàn Gyeongju\n\n"
    "Đoàn Gyeongju đến thăm Sở Ngoại vụ ngày 12 tháng 5 năm 2021, gồm 14 thành viên. "
    "Hai bên thống nhất trao đổi 20 sinh viên mỗi năm.\n"
)
VISA = (
    "Hướng dẫn thủ tục thị thực\n\nHồ sơ xin thị thực được nộp tại quầy số 7 của Bộ phận một cửa.\n"
)


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Terminal:
    """A place to run commands in: one data folder, one set of models."""

    data: Path
    models: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("NGOAIVU_")},
            "PYTHONPATH": str(ROOT),
            "NGOAIVU_DATA": str(self.data),
            "NGOAIVU_MODELS": str(self.models),
            "NGOAIVU_MAX_FILE_MB": str(LIMIT_MB),
            "NGOAIVU_THREADS": "1",
            "LC_ALL": "C",  # the poorest terminal there is
        }

    def __call__(self, *arguments: str | Path, **more: str) -> Run:
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", *map(str, arguments)],
            env=self.environment | more,
            capture_output=True,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    def serve(self, port: int) -> subprocess.Popen[str]:
        """A server that has said it is ready."""
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        for line in process.stdout:
            if "http://" in line:
                assert f"http://127.0.0.1:{port}" in line
                return process
        raise AssertionError(f"the server ended with {process.wait()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def stop(process: subprocess.Popen[str], how: signal.Signals) -> str:
    """What the server still says after the signal."""
    process.send_signal(how)
    out, _ = process.communicate(timeout=60)
    return out


@pytest.fixture(scope="module")
def models(model_folder: Path) -> Path:
    return model_folder.parent


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, models: Path, port: int) -> Iterator[Terminal]:
    """Commands beside a running server that holds their store."""
    terminal = Terminal(tmp_path_factory.mktemp("store"), models)
    process = terminal.serve(port)
    yield terminal
    process.terminate()
    process.communicate(timeout=60)


@pytest.fixture
def alone(tmp_path: Path, models: Path) -> Terminal:
    """Commands with nobody beside them."""
    return Terminal(tmp_path / "data", models)


@pytest.fixture
def taken_in(run: Terminal, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Document ids of two documents, deleted afterwards."""
    (tmp_path / "gyeongju.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "thi-thuc.txt").write_text(VISA, encoding="utf-8")
    reports = run("ingest", "--json", tmp_path / "gyeongju.txt", tmp_path / "thi-thuc.txt").lines
    ids = {report["file"]: report["document_id"] for report in reports}
    yield ids
    for identifier in ids.values():
        run("documents", "delete", identifier)


def assert_one_vietnamese_line(said: str) -> None:
    assert len(said.strip().splitlines()) == 1
    assert VIETNAMESE.search(said)
    assert "Traceback" not in said


# Taking in -------------------------------------------------------------------------------------


def test_a_file_is_added_then_unchanged_then_updated(run: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "Thông báo tuyển dụng (đợt 1).txt"
    seen = []
    for text in ("Sở tuyển 3 phiên dịch tiếng Lào.",) * 2 + ("Sở tuyển 5 phiên dịch tiếng Lào.",):
        path.write_text(text, encoding="utf-8")
        done = run("ingest", path, "--json")
        assert done.code == 0
        (report,) = done.lines
        assert set(report) == REPORT
        assert (report["file"], report["reason"]) == (path.name, "")
        assert report["chunks"] == 1
        seen.append((report["status"], report["document_id"]))
    assert [status for status, _ in seen] == ["added", "unchanged", "updated"]
    assert len({identifier for _, identifier in seen}) == 1
    assert run("documents", "show", seen[0][1], "--text").out == text


def _locked_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("mat-khau", canPrint=0))
    canvas.drawString(72, 720, "Noi dung mat")
    canvas.save()


def _pdf_without_pages(path: Path) -> None:
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 3\n0000000000 65535 f \n" + table
    data += b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % data.index(b"xref")
    path.write_bytes(data)


def _sized(megabytes: int) -> Callable[[Path], None]:
    return lambda path: (
        path.write_text("a b c d\n" * (megabytes * 2**17), encoding="ascii") and None
    )


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "rỗng.docx": (lambda path: path.write_bytes(b""), "failed", "rỗng"),
    "ngẫu nhiên.pdf": (lambda path: path.write_bytes(bytes(range(256)) * 9), "failed", "hỏng"),
    "có khóa.pdf": (_locked_pdf, "refused", "mật khẩu"),
    "không trang.pdf": (_pdf_without_pages, "failed", "không có trang"),
    "quá lớn.txt": (_sized(3), "refused", "3 MB, mức cho phép 2 MB"),
    "lớn gấp nhiều lần.txt": (_sized(30), "refused", "30 MB, mức cho phép 2 MB"),
    "không có ở đây.txt": (lambda _path: None, "failed", "Không tìm thấy"),
}


@pytest.fixture(params=["beside a server", "alone"])
def either(request: pytest.FixtureRequest) -> Terminal:
    return request.getfixturevalue("alone" if request.param == "alone" else "run")


def test_bad_files_say_why_and_good_ones_of_the_batch_are_taken_in(
    either: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "đợt nạp"
    folder.mkdir()
    good = {"đầu tiên.txt": MEETING, "cuối cùng, có dấu phẩy.txt": VISA}
    for name, (write, _, _) in BAD.items():
        write(folder / name)
    for name, text in good.items():
        (folder / name).write_text(text, encoding="utf-8")
    first, last = good
    batch = [folder / name for name in (first, *BAD, last)]
    done = either("ingest", "--json", *batch)
    assert done.code == 1
    reports = {report["file"]: report for report in done.lines}
    assert list(reports) == [path.name for path in batch]
    for name, (_, status, words) in BAD.items():
        assert (reports[name]["status"], reports[name]["chunks"]) == (status, 0), name
        assert words in reports[name]["reason"]
        assert reports[name]["document_id"] is None
    for name in good:
        assert reports[name]["status"] == "added"
        assert either("documents", "delete", reports[name]["document_id"]).code == 0


def test_a_server_with_a_lower_limit_refuses_the_file_not_the_batch(
    run: Terminal, tmp_path: Path
) -> None:
    _sized(30)(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(VISA, encoding="utf-8")
    done = run(
        "ingest", "--json", tmp_path / "a.txt", tmp_path / "b.txt", NGOAIVU_MAX_FILE_MB="100"
    )
    assert [report["status"] for report in done.lines] == ["refused", "added"]
    assert "lớn hơn mức cho phép" in done.lines[0]["reason"]
    run("documents", "delete", done.lines[1]["document_id"])


def test_what_is_only_refused_is_no_failure(run: Terminal, tmp_path: Path) -> None:
    _locked_pdf(tmp_path / "khóa.pdf")
    assert run("ingest", tmp_path / "khóa.pdf").code == 0


def test_a_file_name_that_is_no_utf8_stops_nothing(run: Terminal, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/la\xff.txt"
    with open(odd, "w", encoding="utf-8") as file:
        file.write(VISA)
    done = run("ingest", "--json", os.fsdecode(odd))
    assert (done.code, done.lines[0]["status"]) == (0, "added")
    run("documents", "delete", done.lines[0]["document_id"])


# Asking ----------------------------------------------------------------------------------------


def test_an_answer_has_the_contracts_keys_and_quotes_letter_for_letter(
    run: Terminal, taken_in: dict[str, str]
) -> None:
    done = run("ask", "Đoàn Gyeongju gồm bao nhiêu thành viên?", "--json")
    assert done.code == 0
    answer = done.json
    assert set(answer) == ANSWER | {"question", "nearest", "lead"}
    assert not answer["refused"]
    assert "14 thành viên" in answer["answer"]
    assert answer["mode"] == "trich_dan"
    for citation in answer["citations"]:
        assert set(citation) == CITATION
        stored = run("documents", "show", citation["document_id"], "--text").out
        assert stored[citation["start"] : citation["end"]] == citation["quote"]
        assert f"“{citation['quote']}” [{citation['n']}]" in answer["answer"]
    assert answer["citations"][0]["document_id"] == taken_in["gyeongju.txt"]


def test_without_json_the_answer_names_its_file(run: Terminal, taken_in: dict[str, str]) -> None:
    done = run("ask", "Đoàn Gyeongju gồm bao nhiêu thành viên?")
    assert "14 thành viên" in done.out
    assert "gyeongju.txt" in done.out
    assert taken_in


def test_a_follow_up_is_understood_from_the_questions_before_it(
    run: Terminal, taken_in: dict[str, str]
) -> None:
    answer = run(
        "ask", "Gồm bao nhiêu thành viên?", "--json",
        "--previous", "Hồ sơ xin thị thực nộp ở đâu?",
        "--previous", "Đoàn Gyeongju đến thăm Sở Ngoại vụ khi nào?",
    ).json  # fmt: skip
    assert "Gyeongju" in answer["question"]
    assert "14 thành viên" in answer["answer"]
    assert taken_in


@pytest.mark.parametrize("question", ["", "  \t ", "Sở Ngoại vụ ở đâu? " * 550])
def test_a_question_that_cannot_be_asked_is_wrong_usage(either: Terminal, question: str) -> None:
    done = either("ask", question, "--json")
    assert done.code == 2
    assert_one_vietnamese_line(done.err)
    assert set(done.json) >= ANSWER
    assert done.json["refused"] is True
    assert done.json["citations"] == []
    assert done.json["answer"] in done.err


def test_an_empty_store_answers_nothing_and_says_so(alone: Terminal) -> None:
    done = alone("ask", "Ai là Giám đốc Sở Ngoại vụ?", "--json")
    assert (done.code, done.json["refused"], done.json["citations"]) == (0, True, [])
    assert VIETNAMESE.search(done.json["answer"])


def test_search_lists_passages_best_first(run: Terminal, taken_in: dict[str, str]) -> None:
    hits = run("search", "nộp hồ sơ thị thực", "-k", "2", "--json").json
    assert len(hits) == 2
    assert hits[0]["document_id"] == taken_in["thi-thuc.txt"]
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    for hit in hits:
        assert set(hit) >= HIT
        stored = run("documents", "show", hit["document_id"], "--text").out
        assert stored[hit["start"] : hit["end"]] == hit["text"]
    assert len(run("search", "nộp hồ sơ thị thực", "-k", "1", "--json").json) == 1


# Documents -------------------------------------------------------------------------------------


def test_documents_are_listed_and_shown(run: Terminal, taken_in: dict[str, str]) -> None:
    listed = {record["document_id"]: record for record in run("documents", "--json").json}
    assert set(taken_in.values()) <= set(listed)
    for name, identifier in taken_in.items():
        shown = run("documents", "show", identifier, "--json").json
        assert listed[identifier].items() <= shown.items()
        assert shown["file"] == name
        assert identifier in run("documents").out


def test_a_deleted_document_is_gone_everywhere(run: Terminal, taken_in: dict[str, str]) -> None:
    identifier = taken_in["gyeongju.txt"]
    question = "Đoàn Gyeongju gồm bao nhiêu thành viên?"
    assert run("ask", question, "--json").json["citations"]
    assert run("documents", "delete", identifier).code == 0
    answer = run("ask", question, "--json").json
    assert answer["refused"]
    assert identifier not in json.dumps(answer)
    assert "14 thành viên" not in json.dumps(answer, ensure_ascii=False)
    assert identifier not in run("search", question, "--json").out
    assert identifier not in run("documents", "--json").out
    assert run("documents", "show", identifier, "--text").code == 1


@pytest.mark.parametrize("action", [("show",), ("show", "--text"), ("show", "--json"), ("delete",)])
def test_a_document_that_is_not_there_is_said_so(run: Terminal, action: Sequence[str]) -> None:
    done = run("documents", action[0], "khong-co/../that", *action[1:])
    assert (done.code, done.out) == (1, "")
    assert_one_vietnamese_line(done.err)


def test_the_index_is_rebuilt_and_answers_as_before(
    run: Terminal, taken_in: dict[str, str]
) -> None:
    assert taken_in
    question = "Hồ sơ xin thị thực nộp tại quầy số mấy?"
    before = run("ask", question, "--json").json
    assert before["citations"]
    done = run("index", "rebuild")
    assert done.code == 0
    assert VIETNAMESE.search(done.out)
    after = run("ask", question, "--json").json
    assert (after["answer"], after["citations"]) == (before["answer"], before["citations"])


# Usage -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["khong-co-lenh-nay"], ["ask"], ["ask", "một", "hai"], ["ask", "a", "--khong-co"],
        ["search", "a", "-k", "0"], ["search", "a", "-k", "nhiều"], ["ingest"], ["index"],
        ["ingest", "a.txt", "--label", "tuyệt-mật"], ["documents", "show"], ["documents", "mua"],
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_one_line(alone: Terminal, arguments: list[str]) -> None:
    done = alone(*arguments)
    assert (done.code, done.out) == (2, "")
    assert_one_vietnamese_line(done.err)
    assert "--help" in done.err
    assert not alone.data.exists()


@pytest.mark.parametrize("command", ["", "ask", "ingest", "documents", "serve", "index rebuild"])
def test_help_is_vietnamese(alone: Terminal, command: str) -> None:
    done = alone(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert "Cách dùng" in done.out
    assert not re.search(r"usage|optional|positional|show this", done.out)


def test_help_imports_nothing_heavy(alone: Terminal) -> None:
    script = (
        "import sys\nfrom ui.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n"
        "    heavy = {'numpy', 'sqlalchemy', 'pydantic', 'chromadb', 'torch', 'fastapi', 'yaml'}\n"
        "    sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=alone.environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")


# Serving ---------------------------------------------------------------------------------------


def test_a_second_server_is_told_who_holds_the_store(run: Terminal, port: int) -> None:
    done = run("serve", "--port", str(free_port()))
    assert done.code == 1
    assert f"http://127.0.0.1:{port}" in done.err
    assert VIETNAMESE.search(done.err)
    assert "Traceback" not in done.err


def test_a_port_that_is_taken_is_named(run: Terminal, alone: Terminal, port: int) -> None:
    assert run
    done = alone("serve", "--port", str(port))
    assert (done.code, done.out) == (1, "")
    assert_one_vietnamese_line(done.err)
    assert str(port) in done.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--host", "0.0.0.0"], "chỉ mở cho chính máy này"),
        (["--host", "192.0.2.7"], "chỉ mở cho chính máy này"),
        (["--port", "0"], "từ 1 đến 65535"),
        (["--port", "tám nghìn"], "từ 1 đến 65535"),
    ],
)
def test_an_address_that_may_not_be_served_is_explained(
    alone: Terminal, options: list[str], words: str
) -> None:
    done = alone("serve", *options)
    assert (done.code, done.out) == (2, "")
    assert_one_vietnamese_line(done.err)
    assert words in done.err


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_stops_cleanly_and_lets_the_store_go(alone: Terminal, how: signal.Signals) -> None:
    process = alone.serve(free_port())
    assert holder(alone.data) is not None
    assert "Đã dừng." in stop(process, how)
    assert process.returncode == 0
    assert holder(alone.data) is None
    assert (alone.data / "store.lock").read_bytes() == b""  # closed, not merely dead


def test_the_doctor_finds_the_store_held_and_all_well(run: Terminal, port: int) -> None:
    done = run("doctor")
    assert (done.code, done.err) == (0, "")
    assert "✗" not in done.out
    assert f"http://127.0.0.1:{port}" in done.out


def test_the_doctor_names_what_is_broken(alone: Terminal) -> None:
    alone.data.parent.mkdir(exist_ok=True)
    alone.data.write_text("một tệp ở chỗ của thư mục", encoding="utf-8")
    done = alone("doctor")
    assert done.code == 1
    assert "✗ Thư mục dữ liệu" in done.out
