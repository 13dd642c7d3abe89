"""How many words of the real documents come back right from each encoding: a table.

Run with the tests' folder on the path: PYTHONPATH=tests python tests/benchmarks/legacy.py
"""

from __future__ import annotations

import time

from legacy_corpus import FONTS, documents, right_from_bytes, right_from_fonts

ENCODINGS = ("tcvn3", "tcvn5712", "vni", "viscii", "vps", "cp1258", "utf8-mojibake")


def main() -> None:
    texts = documents()
    print(f"{'encoding':14}{'as':8}{'worst':>8}{'mean':>8}{'seconds':>9}  worst document")
    for encoding in ENCODINGS:
        ways = [("bytes", right_from_bytes)]
        if encoding in FONTS:
            ways.append(("fonts", right_from_fonts))
        for way, measure in ways:
            started = time.perf_counter()
            right = {name: measure(text, encoding) for name, text in texts.items()}
            seconds = time.perf_counter() - started
            worst = min(right, key=lambda name: right[name])
            mean = sum(right.values()) / len(right)
            print(f"{encoding:14}{way:8}{right[worst]:8.4f}{mean:8.4f}{seconds:9.2f}  {worst}")


if __name__ == "__main__":
    main()
