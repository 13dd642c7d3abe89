"""How long a folder of mixed files takes, and how much of that is reading, not embedding.

PYTHONPATH=tests:. python tests/benchmarks/intake.py [number of files, default 500]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import psutil
from archive import made, write

from assistant import build, settings
from assistant.intake import FileReport, files_in


def main(count: int) -> None:
    models = Path(__file__).parents[2] / "data" / "models"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "kho"
        fates = write(folder, made(count))
        environment = {"NGOAIVU_DATA": f"{name}/data", "NGOAIVU_MODELS": str(models)}
        office = build.open_office(settings.load(environment))
        begin = time.monotonic()
        rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
        wrong, chunks = 0, 0
        for path in files_in([folder]):
            report = office.intake.ingest_file(path)
            wrong += fate_of(report) != fates[str(path)]
            for one in report.flat():
                rows[path.suffix].append((one.seconds, one.reading_seconds))
                chunks += one.chunks
        seconds = time.monotonic() - begin
        office.close()
    print(f"{'loại':<8}{'tệp':>6}{'giây':>9}{'trong đó đọc':>15}")
    for suffix, times in sorted(rows.items()):
        whole, reading = (sum(column) for column in zip(*times, strict=True))
        print(f"{suffix:<8}{len(times):>6}{whole:>9.1f}{reading / (whole or 1):>15.1%}")
    digital = [pair for suffix, times in rows.items() for pair in times if pair[1] < 3]
    share = sum(reading for _, reading in digital) / sum(whole for whole, _ in digital)
    print(f"{count} tệp, {chunks} đoạn, {seconds:.0f} giây, {60 * count / seconds:.0f} tệp/phút")
    print(f"đọc tệp có lớp chữ: {share:.1%} thời gian nạp; kết quả sai: {wrong}")
    print(f"bộ nhớ: {psutil.Process().memory_info().rss / 2**20:.0f} MB")


def fate_of(report: FileReport) -> str:
    """In the words of `archive.Made`."""
    if report.copy:
        return "copy"
    return "taken" if report.status in ("added", "updated", "unchanged") else str(report.status)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
