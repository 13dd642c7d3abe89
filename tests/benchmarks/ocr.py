"""How much of a scan OCR gets right, and how fast: kinds of scan × engines.

    .venv/bin/python tests/benchmarks/ocr.py [engine …]

Made of two pages of official Vietnamese in a font like Times, rendered at 200 dpi, spoilt, put
into a PDF and read as the library reads one. Prints the share of characters that are right
(1 - edit distance / length), the confidence and the seconds a page, one page at a time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import scans

from ingest import ocr
from ingest.formats import pdf

SIZES = (13.5, 11.0)  # points


def main() -> None:
    engines = sys.argv[1:] or ["tesseract", "trueocr"]
    pages = [scans.rendered(scans.report_pdf(size=size)) for size in SIZES]
    print(f"{'scan':18}{'engine':12}{'characters':>11}{'confidence':>12}{'s a page':>10}")
    for kind in scans.KINDS:
        for name in engines:
            ocr.engine = lambda name=name: name  # type: ignore[assignment]
            right = confidence = 0.0
            begun = time.perf_counter()
            for page in pages:
                content = pdf.parse(scans.scanned_pdf(kind.spoil(page)))
                text = " ".join(block.text for block in content.blocks)
                right += scans.accuracy(text, scans.report_text()) / len(pages)
                confidence += content.scanned[0].confidence / len(pages)
            seconds = (time.perf_counter() - begun) / len(pages)
            print(f"{kind.name:18}{name:12}{right:11.4f}{confidence:12.3f}{seconds:10.2f}")


if __name__ == "__main__":
    main()
