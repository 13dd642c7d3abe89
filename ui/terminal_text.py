"""Answers, passages and documents as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui import page_text, text
from ui.search_text import LANGUAGES

if TYPE_CHECKING:
    from assistant.chat import QuestionError

NO_DOCUMENTS = "Kho chưa có tài liệu nào; hãy nạp bằng lệnh «ngoaivu ingest ĐƯỜNG-DẪN»."
NO_HITS = "Không tìm thấy đoạn nào."


def answer_lines(answer: Mapping[str, Any]) -> str:
    """An answer of the JSON contract for a terminal."""
    lines = [answer["answer"]]
    lines += ["", page_text.PAGE["by_model"]] if answer["mode"] == "mo_hinh" else []
    cited = answer["citations"] or answer["nearest"]
    if cited:
        lines += [
            "",
            page_text.PAGE["sources"] if answer["citations"] else page_text.PAGE["nearest"],
        ]
    for item in cited:
        line = text.source(
            item["title"] or item["file"], item["number"], item["date"], item["page"]
        )
        lines.append(f"[{item['n']}] {line} ({item['file']})")
        if answer["refused"]:
            lines.append(f"    “{item['quote']}”")
    lines += [f"Lưu ý: {warning}" for warning in answer["warnings"]]
    return "\n".join(lines)


def unaskable(question: str, error: QuestionError) -> dict[str, Any]:
    """The JSON of a question that could not be asked: refused, with the reason."""
    return {
        "answer": text.question_problem(error),
        "refused": True,
        "citations": [],
        "lead": None,
        "as_of": None,
        "mode": "trich_dan",
        "warnings": [],
        "timings_ms": {},
        "question": question[:200],
        "nearest": [],
    }


def hit_lines(hits: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for number, hit in enumerate(hits, 1):
        line = text.source(hit["title"] or hit["file"], hit["number"], hit["date"], hit["page"])
        other = LANGUAGES.get(hit["language"], "") if hit["language"] != "vi" else ""
        where = ", ".join(filter(None, (hit["file"], other)))
        lines += [f"{number}. {line} ({where})", f"   {hit['text'][:300]}", ""]
    return "\n".join(lines).rstrip() or NO_HITS


def record_lines(records: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(_record_line, records)) or NO_DOCUMENTS


def _record_line(record: Mapping[str, Any]) -> str:
    line = text.source(record["title"], record["number"], record["date"], None)
    return f"{record['document_id']}  {line} ({record['file']}, {text.LABELS[record['label']]})"
