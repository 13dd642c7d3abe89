"""Start-up, answer time and memory of a server over a folder of documents.

    .venv/bin/python tests/benchmarks/serving.py [FOLDER]

FOLDER is ../shared/corpus unless given. Times are whole processes, wall clock.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
COMMAND = str(ROOT / ".venv" / "bin" / "ngoaivu")
QUESTIONS = [
    "Sở Ngoại vụ được thành lập năm nào?",
    "giam doc so ngoai vu hien nay la ai",
    "Năm 2025 Huế cấp mới bao nhiêu dự án FDI?",
    "Nghị định 30 quy định lề trang như thế nào?",
    "Các tỉnh đối tác ở Nhật Bản là những tỉnh nào?",
    "Dân số của Huế là bao nhiêu?",
]
_ROUNDS = 5


def start(environment: dict[str, str]) -> tuple[subprocess.Popen[str], float]:
    """A running server and the seconds until it said that it is ready."""
    begin = time.perf_counter()
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", "7871"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    for line in server.stdout:
        if "http://" in line:
            return server, time.perf_counter() - begin
    raise SystemExit("the server did not start")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    with tempfile.TemporaryDirectory() as data:
        environment = {
            **os.environ,
            "NGOAIVU_DATA": data,
            "NGOAIVU_MODELS": str(ROOT / "data" / "models"),
        }
        begin = time.perf_counter()
        subprocess.run([COMMAND, "ingest", str(folder)], env=environment, capture_output=True)
        print(f"ingest of {folder.name:<20} {time.perf_counter() - begin:8.1f} s")
        server, ready = start(environment)
        print(f"start until ready              {ready:8.1f} s")
        asked: list[float] = []
        for _ in range(_ROUNDS):
            for question in QUESTIONS:
                begin = time.perf_counter()
                subprocess.run(
                    [COMMAND, "ask", question, "--json"], env=environment, capture_output=True
                )
                asked.append((time.perf_counter() - begin) * 1000)
        asked.sort()
        print(f"ngoaivu ask, median of {len(asked):<4}    {statistics.median(asked):8.0f} ms")
        print(f"ngoaivu ask, 95th percentile   {asked[int(len(asked) * 0.95)]:8.0f} ms")
        memory = psutil.Process(server.pid).memory_info().rss / 2**20
        print(f"resident memory                {memory:8.0f} MB")
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
