"""Ten briefs for real situations: what their drafts are made of, whether every quote stands, and
how long they take.

    .venv/bin/python tests/benchmarks/talking_points.py [STORE] [--show]

Without STORE (a data folder) the sample documents and shared/corpus are taken in first. --show
prints the drafts, to be read.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

import xquad
from fit_reading import _MODELS

from assistant import build, settings
from assistant.address import greetings
from assistant.draft import Draft, Kind
from assistant.speech import Brief, Occasion, Person, Tone
from index.access import OPERATOR, Viewer
from ui.drafts_text import draft_lines
from ui.wire_drafts import draft_json

_ROOT = Path(__file__).resolve().parents[2]
_HOST = (Person("Nguyễn Văn Phúc", "Giám đốc Sở Ngoại vụ thành phố Huế", "ông"),)
_TIMES = 3


def _guest(name: str, post: str, address: str = "ông") -> tuple[Person, ...]:
    return (Person(name, post, address),)


BRIEFS = (
    Brief(
        Occasion.RECEPTION,
        partner="tỉnh Champasak",
        country="Lào",
        guests=_guest("Khách Một", "Tỉnh trưởng tỉnh Champasak"),
        hosts=_HOST,
    ),
    Brief(
        Occasion.TALKS,
        partner="tỉnh Gifu",
        country="Nhật Bản",
        field="giáo dục",
        guests=_guest("Khách Hai", "Phó Thống đốc tỉnh Gifu"),
        hosts=_HOST,
        minutes=10,
        interpreted=True,
    ),
    Brief(
        Occasion.RECEPTION,
        partner="thành phố Gyeongju",
        country="Hàn Quốc",
        field="du lịch",
        guests=_guest("Khách Ba", "Thị trưởng thành phố Gyeongju"),
        tone=Tone.WARM,
    ),
    Brief(
        Occasion.SIGNING,
        partner="Vùng Nouvelle-Aquitaine",
        country="Pháp",
        event="Bản ghi nhớ hợp tác",
        guests=_guest("Khách Bốn", "Phó Chủ tịch Hội đồng vùng Nouvelle-Aquitaine", "bà"),
    ),
    Brief(
        Occasion.TALKS,
        partner="Cơ quan Hợp tác Quốc tế Nhật Bản (JICA)",
        field="hạ tầng",
        guests=_guest("Khách Năm", "Trưởng đại diện JICA tại Việt Nam"),
    ),
    Brief(
        Occasion.RECEPTION,
        partner="KOICA",
        country="Hàn Quốc",
        guests=_guest("Khách Sáu", "Giám đốc quốc gia KOICA tại Việt Nam"),
    ),
    Brief(
        Occasion.CONFERENCE,
        event="Hội nghị xúc tiến đầu tư năm 2026",
        field="đầu tư",
        minutes=8,
        must=("Năm 2025 có 11 dự án FDI được cấp mới", "Năm 2025 thu hút 50 triệu USD vốn FDI"),
    ),
    Brief(
        Occasion.ANNIVERSARY,
        event="Lễ kỷ niệm 30 năm thành lập Sở Ngoại vụ",
        field="Sở Ngoại vụ",
        minutes=8,
        hosts=_HOST,
    ),
    Brief(
        Occasion.RECEPTION,
        country="Úc",
        guests=_guest("Khách Bảy", "Đại sứ Úc tại Việt Nam", "bà"),
    ),
    Brief(
        Occasion.RECEPTION,
        partner="thành phố Timbuktu",
        country="Mali",
        guests=_guest("Khách Tám", "Thị trưởng thành phố Timbuktu"),
    ),
)


def standing(office: build.Office, draft: Draft, viewer: Viewer) -> tuple[int, int]:
    """How many citations of the draft stand letter for letter, of how many."""
    cited = [p.citation for s in draft.sections for p in (*s.points, *s.spare) if p.citation]
    cited += [fact.citation for fact in draft.facts]
    texts = {one.document_id: office.library.text(one.document_id, viewer) or "" for one in cited}
    right = sum(texts[one.document_id][one.start : one.end] == one.quote for one in cited)
    return right, len(cited)


def measure(office: build.Office, brief: Brief, show: bool) -> str:
    spent = []
    for _ in range(_TIMES):
        begin = time.perf_counter()
        kept = office.drafts.create(brief, OPERATOR)
        spent.append(time.perf_counter() - begin)
        office.drafts.delete(kept.id, OPERATOR)
    draft = kept.draft
    kinds = Counter(point.kind for section in draft.sections for point in section.points)
    unsourced = kinds[Kind.OWN]
    right, cited = standing(office, draft, OPERATOR)
    addressed = set(greetings(brief)) <= {p.text for p in draft.sections[0].points}
    if show:
        print(draft_lines(draft_json(kept)) + "\n")
    return (
        f"| {draft.title} | {kinds[Kind.QUOTE]} | {kinds[Kind.GAP]} | {unsourced} | "
        f"{right}/{cited} | {len(draft.facts)} | {len(draft.checks)} | "
        f"{draft.syllables}/{brief.syllables} | {'đủ' if addressed else 'thiếu'} | "
        f"{statistics.median(spent):.2f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.store or Path(folder)
        environment = {"NGOAIVU_DATA": str(data), "NGOAIVU_MODELS": str(_MODELS)}
        office = build.open_office(settings.load(environment))
        if not office.library.documents(OPERATOR):
            for path in (_ROOT / "samples", xquad.EVAL.parent / "corpus"):
                for file in sorted(path.rglob("*")):
                    if file.is_file():
                        office.intake.ingest_file(file)
        office.answerer.warm_up()
        rows = [measure(office, brief, options.show) for brief in BRIEFS]
        print(f"{office.updater._catalog.current_chunk_count()} chunks")
        print(
            "| draft | quotes | gaps | facts without source or mark | citations that stand | "
            "fact sheet | checks | syllables | forms of address | seconds |\n" + "|---" * 10 + "|"
        )
        print("\n".join(rows))
        office.close()


if __name__ == "__main__":
    main()
