"""What the doors say about gold questions and evaluation. `EVALUATE` is read by the scripts
evaluate*.js of ui/pages/static, which fill in {…}."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.gold import GoldError

TAB = "Đánh giá"

KINDS = {
    "answerable": "Có lời đáp",
    "unanswerable": "Không có lời đáp",
    "follow_up": "Hỏi tiếp",
    "unaccented": "Không dấu",
    "other_language": "Tiếng nước ngoài",
}
MEASURED = {"answers": "đo cả câu trả lời", "retrieval": "chỉ đo tìm kiếm"}

# Each measure: its name, and what it is part of.
MEASURES = {
    "recall@1": ("Nguồn đứng đầu (recall@1)", "phần nguồn đúng nằm ở đoạn đầu tiên"),
    "recall@5": ("Nguồn trong 5 đoạn đầu (recall@5)", "phần nguồn đúng nằm trong 5 đoạn đầu"),
    "recall@10": ("Nguồn trong 10 đoạn đầu (recall@10)", "phần nguồn đúng nằm trong 10 đoạn đầu"),
    "mrr@10": ("Thứ hạng của nguồn (MRR@10)", "1 chia cho thứ hạng của nguồn đầu tiên"),
    "ndcg@10": ("Chất lượng xếp hạng (nDCG@10)", "so với cách xếp hạng hoàn hảo"),
    "answer_containment": ("Chứa lời đáp đúng", "phần câu trả lời có một trong các lời đáp đúng"),
    "lead_rate": ("Có lời đáp gọn", "phần câu trả lời mở đầu bằng lời đáp gọn"),
    "lead_containment": ("Lời đáp gọn đúng", "phần lời đáp gọn có lời đáp đúng"),
    "citation_precision": ("Trích dẫn đúng nguồn", "phần trích dẫn lấy từ nguồn đúng"),
    "verbatim_rate": ("Trích đúng nguyên văn", "phần trích dẫn khớp từng chữ với văn bản lưu"),
    "refusal_precision": (
        "Từ chối có căn cứ",
        "trong các câu bị từ chối, phần đúng là phải từ chối",
    ),
    "refusal_recall": (
        "Từ chối đủ",
        "trong các câu phải từ chối, phần đã bị từ chối",
    ),
    "p50_ms": ("Thời gian, trung vị", "một nửa số câu nhanh hơn mức này"),
    "p95_ms": ("Thời gian, phân vị 95", "95% số câu nhanh hơn mức này"),
}
_AS_NUMBER = frozenset({"mrr@10", "ndcg@10"})
_KIND_COLUMNS = ("recall@1", "recall@10", "answer_containment", "refusal_recall", "p95_ms")
_SHORT = {
    "recall@1": "recall@1",
    "recall@10": "recall@10",
    "answer_containment": "Chứa lời đáp",
    "refusal_recall": "Từ chối đủ",
    "p95_ms": "Phân vị 95",
}

# Problems with questions -----------------------------------------------------------------------

_PROBLEMS = {
    "not_json": "không đọc được như JSON; mỗi dòng phải là một đối tượng JSON trọn vẹn",
    "not_object": 'phải là một đối tượng JSON dạng {{"question": "…", "source": "…"}}',
    "no_question": "thiếu câu hỏi; hãy thêm «question», hoặc «turns» cho câu hỏi nhiều lượt",
    "both": "có cả «question» và «turns»; hãy chỉ giữ một",
    "turns": "«question» phải là một câu, «turns» là danh sách từ 1 đến {most} câu",
    "empty": "có câu hỏi để trống; hãy nhập câu hỏi",
    "too_long": "có câu hỏi quá dài (nhiều nhất {limit} ký tự); hãy rút ngắn",
    "refuse": "«refuse» phải là true hoặc false",
    "type": "mục «{key}» không đúng kiểu; hãy viết bằng chuỗi ký tự, hoặc danh sách chuỗi",
    "duplicate": "mã «{id}» đã có ở câu khác; mỗi câu hỏi cần một mã riêng",
    "encoding": "không phải UTF-8; hãy lưu tệp ở bảng mã UTF-8",
}
_WHOLE = {
    "unreadable": "Không mở được tệp câu hỏi {path}; hãy kiểm tra đường dẫn và quyền đọc.",
    "no_lines": "Tệp không có câu hỏi nào; mỗi dòng phải là một câu hỏi dạng JSON.",
    "running": "Đang có một lần đánh giá khác; hãy đợi xong hoặc dừng lần đó rồi thử lại.",
    "no_gold": (
        "Chưa có câu hỏi đánh giá nào; hãy soạn ở trang «Đánh giá», hoặc thử bộ câu hỏi mẫu bằng "
        "lệnh «ngoaivu evaluate --samples»."
    ),
    "no_samples": "Bản cài này không kèm bộ câu hỏi mẫu; hãy đưa tệp câu hỏi của mình vào lệnh.",
    "not_run": (
        "Không đọc được lần đánh giá để so sánh{run}; hãy đưa số của một lần đã lưu (xem bằng "
        "«ngoaivu evaluate --runs»), hoặc tệp mà «ngoaivu evaluate --json» đã in ra."
    ),
    "broke": "Lần đánh giá bị ngắt giữa chừng do lỗi; hãy thử lại, nếu vẫn lỗi hãy báo quản trị.",
    "stopped": "Đã dừng lần đánh giá; không có kết quả nào được lưu.",
}
NO_QUESTION = "Không có câu hỏi đánh giá này; có thể câu hỏi đã bị xóa."
NO_RUN = "Không có lần đánh giá này trong danh sách đã lưu."
KEEPERS_ONLY = "Chỉ người quản lý kho tài liệu mới dùng được phần này."


def problem(error: GoldError) -> str:
    """What is wrong with gold questions, where, and what to do."""
    facts = {"run": f" ({error.facts['path']})" if "path" in error.facts else "", **error.facts}
    if error.problem in _WHOLE:
        return _WHOLE[error.problem].format(**facts)
    others = error.facts.get("others")
    more = f" Còn {others} dòng khác cũng chưa đúng." if others else ""
    said = _PROBLEMS[error.problem].format(**facts)
    where = f"Dòng {error.line}" if error.line else "Câu hỏi"
    return f"{where}: {said}.{more}"


def unknown_keys(keys: Sequence[str]) -> str:
    return f"Không dùng đến các mục: {', '.join(f'«{key}»' for key in keys)}."


def missing_sources(names: Sequence[str]) -> str:
    shown = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    return (
        f"{len(names)} nguồn không có trong kho nên tính là không tìm thấy: {shown}. "
        "Hãy nạp tài liệu hoặc sửa tên nguồn."
    )


# On the terminal -------------------------------------------------------------------------------

SAMPLES_USED = (
    "Chưa có câu hỏi đánh giá của cơ quan; đang dùng bộ câu hỏi mẫu, kết quả không được lưu."
)
NO_RUNS = "Chưa có lần đánh giá nào được lưu; hãy chạy «ngoaivu evaluate»."


def progress(done: int, total: int, seconds: float) -> str:
    line = f"Đã hỏi {done}/{total} câu"
    if done and seconds > 2:
        line += f", còn khoảng {max(1, round(seconds / done * (total - done)))} giây"
    return line


def figure(name: str, value: float | None) -> str:
    """A measure's value as people read it: 91,7%; 0,953; 35,2 ms."""
    if value is None:
        return "–"
    if name.endswith("_ms"):
        return f"{_decimal(value, 1)} ms"
    return _decimal(value, 3) if name in _AS_NUMBER else f"{_decimal(100 * value, 1)}%"


def _decimal(value: float, places: int) -> str:
    whole, _, part = f"{value:.{places}f}".partition(".")
    part = part.rstrip("0")
    return f"{whole},{part}" if part else whole


def change(name: str, value: float | None) -> str:
    """The difference between two values, signed."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return _SAME if not sign else sign + figure(name, abs(value)).replace("%", f" {_POINTS}")


def run_lines(run: Mapping[str, Any], flat: Mapping[str, float | None]) -> str:
    """A run for a terminal: its figures, the kinds, the questions that failed."""
    head = f"Đánh giá {run['questions']} câu hỏi, {MEASURED[run['measured']]}"
    head += f", trên {run['documents']} tài liệu"
    if run.get("number"):
        head += f" (lần {run['number']})"
    lines = [head, ""]
    lines += _table([[MEASURES[name][0], figure(name, flat[name])] for name in _known(flat)])
    kinds: Mapping[str, Any] = run["kinds"]
    if len(kinds) > 1:
        lines += ["", *_kind_lines(kinds)]
    failed = [item for item in run["items"] if item["passed"] is False]
    if failed:
        lines += ["", f"Chưa đạt ({len(failed)} câu):"]
        lines += [f"  {item['id']}: {item['question']} ({verdict(item)})" for item in failed]
    return "\n".join(lines)


def _known(flat: Mapping[str, float | None]) -> Iterable[str]:
    return (name for name in MEASURES if name in flat)


def _kind_lines(kinds: Mapping[str, Any]) -> list[str]:
    from assistant.scores import flat

    measured = {kind: flat(found) for kind, found in kinds.items()}
    columns = [
        name
        for name in _KIND_COLUMNS
        if any(values.get(name) is not None for values in measured.values())
    ]
    rows = [["Loại câu hỏi", "Số câu", *(_SHORT[name] for name in columns)]]
    for kind, values in measured.items():
        cells = [figure(name, values.get(name)) for name in columns]
        rows.append([KINDS.get(kind, kind), str(kinds[kind]["questions"]), *cells])
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns aligned: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


_PASSED = "đạt"
_SAME = "không đổi"
_POINTS = "điểm"  # per cent taken from per cent


def verdict(item: Mapping[str, Any]) -> str:
    """What came of one question, in a few words."""
    if item["refused"] is not None:
        if item["refuse"]:
            return "từ chối đúng" if item["refused"] else "lẽ ra phải từ chối"
        if item["refused"]:
            return "từ chối nhầm"
        if item["contained"] is False:
            return "thiếu lời đáp đúng"
        if item["cited_right"] == 0:
            return "trích sai nguồn"
        return _PASSED
    if item["measures"] is None:
        return "không đo"
    return rank(item["rank"])


def worded(run: Mapping[str, Any]) -> dict[str, Any]:
    """The run with the verdict on each question in words."""
    return {**run, "items": [{**item, "verdict": verdict(item)} for item in run["items"]]}


def rank(value: int | None) -> str:
    return f"nguồn đứng thứ {value}" if value else "không thấy nguồn trong 10 đoạn đầu"


def compare_lines(found: Mapping[str, Any]) -> str:
    """A comparison for a terminal."""
    lines = [f"So với lần trước, trên {found['questions']} câu hỏi chung:", ""]
    rows = [["", "Trước", "Nay", "Thay đổi"]]
    for name, values in found["figures"].items():
        if name in MEASURES:
            cells = [figure(name, values["before"]), figure(name, values["after"])]
            rows.append([MEASURES[name][0], *cells, change(name, values["change"])])
    lines += _table(rows)
    for outcome, words in OUTCOMES.items():
        if found[outcome]:
            lines += ["", f"{words} ({len(found[outcome])} câu):"]
            lines += [
                f"  {one['id']}: {one['question']} ({changes(one['changes'])})"
                for one in found[outcome]
            ]
    left = [
        f"{len(found[name])} câu {words}"
        for name, words in (
            ("edited", "đã sửa nên không so được"),
            ("only_before", "chỉ có ở lần trước"),
            ("only_after", "chỉ có ở lần này"),
        )
        if found[name]
    ]
    return "\n".join([*lines, *(["", f"Ngoài ra: {'; '.join(left)}."] if left else [])])


OUTCOMES = {"better": "Tốt lên", "worse": "Kém đi", "mixed": "Có mặt tốt lên, có mặt kém đi"}


def changes(found: Mapping[str, Sequence[Any]]) -> str:
    """«nguồn từ thứ 5 lên thứ 1»."""
    words = []
    for name, (before, after) in found.items():
        if name == "rank":
            words.append(f"nguồn: {_place(before)} → {_place(after)}")
        elif name == "contained":
            words.append("nay có lời đáp đúng" if after else "nay thiếu lời đáp đúng")
        elif name == "refused":
            words.append("nay từ chối" if after else "nay không từ chối")
        else:
            words.append(f"trích đúng nguồn: {figure(name, before)} → {figure(name, after)}")
    return "; ".join(words)


def _place(value: int | None) -> str:
    return f"thứ {value}" if value else "ngoài 10 đoạn đầu"


def kept_lines(runs: Sequence[Mapping[str, Any]]) -> str:
    from assistant.scores import flat

    rows = [["Lần", "Lúc (giờ UTC)", "Số câu", "Đo", "recall@1", "Chứa lời đáp", "Từ chối đủ"]]
    for run in runs:
        values = flat(run)
        names = ("recall@1", "answer_containment", "refusal_recall")
        rows.append(
            [
                str(run["number"]),
                run["started_at"][:16].replace("T", " "),
                str(run["questions"]),
                MEASURED[run["measured"]],
                *(figure(name, values.get(name)) for name in names),
            ]
        )
    return "\n".join(_table(rows)) if runs else NO_RUNS


CLI = {
    "questions": "CÂU-HỎI.jsonl",
    "questions_help": "tệp câu hỏi, mỗi dòng một câu; bỏ trống để dùng câu hỏi của cơ quan",
    "answers": "on (mặc định): đo cả câu trả lời; off: chỉ đo tìm kiếm",
    "run": "LẦN",
    "against": "so với một lần đã lưu (số) hoặc tệp JSON của lần trước",
    "show": "xem lại một lần đã lưu, không đo lại",
    "runs": "liệt kê các lần đã lưu",
    "samples": "dùng bộ câu hỏi mẫu đi kèm, trên bộ tài liệu mẫu",
}

# The HTTP interface ----------------------------------------------------------------------------

API = {
    "gold": (
        "Các câu hỏi đánh giá của cơ quan",
        "Theo đúng dạng của tệp câu hỏi; category là loại câu hỏi, samples là số câu hỏi mẫu.",
    ),
    "add": ("Thêm một câu hỏi đánh giá", "Không gửi id thì chương trình đặt."),
    "change": ("Sửa một câu hỏi đánh giá", "Thay toàn bộ câu hỏi có mã này."),
    "remove": ("Xóa một câu hỏi đánh giá", "Các lần đánh giá đã lưu không đổi."),
    "import": (
        "Nhập các câu hỏi đánh giá",
        "Nội dung tệp JSON Lines; câu trùng mã được thay. Có dòng sai thì không nhập dòng nào.",
    ),
    "samples": ("Nhập bộ câu hỏi mẫu", "Các câu hỏi trên bộ tài liệu mẫu đi kèm chương trình."),
    "export": ("Tải các câu hỏi đánh giá về", "Tệp JSON Lines, nhập lại được nguyên vẹn."),
    "observe": (
        "Thử một câu hỏi",
        "Các đoạn tìm được, câu trả lời nếu cần, và thời gian; dùng cho lệnh evaluate.",
    ),
    "subject": ("Điều sẽ được đo", "Mô hình và số tài liệu mà người gọi đọc được."),
    "runs": ("Các lần đánh giá đã lưu", "Lần mới nhất đứng trước; kèm tiến độ lần đang chạy."),
    "begin": ("Bắt đầu đánh giá", "Chạy trên các câu hỏi của cơ quan; xem tiến độ ở state."),
    "state": ("Tiến độ đánh giá", "Của lần đang chạy, hoặc lần chạy cuối."),
    "cancel": ("Dừng đánh giá", "Dừng sau câu đang hỏi; không lưu kết quả."),
    "run": ("Một lần đánh giá", "Các số liệu và kết quả từng câu."),
    "item": ("Kết quả một câu hỏi", "Kèm lời văn của các đoạn, đọc lại từ kho."),
    "compare": ("So sánh hai lần đánh giá", "Câu nào tốt lên, câu nào kém đi; other là lần trước."),
}

# The page --------------------------------------------------------------------------------------

MISSING_ON_PAGE = "{count} nguồn không có trong kho nên tính là không tìm thấy: {names}."

EVALUATE: dict[str, object] = {
    "gold_kinds": KINDS,
    "measures": {name: list(words) for name, words in MEASURES.items()},
    "measures_as_number": sorted(_AS_NUMBER),
    "measures_of_kinds": {name: _SHORT[name] for name in _KIND_COLUMNS},
    # Các phần
    "gold_parts": "Các phần của trang đánh giá",
    "gold_part_questions": "Câu hỏi",
    "gold_part_results": "Kết quả",
    # Câu hỏi
    "gold_about": (
        "Câu hỏi kèm nguồn đúng và lời đáp đúng, dùng để đo mức chính xác khi tìm và trả lời."
    ),
    "gold_empty": "Chưa có câu hỏi nào. Hãy thêm từng câu, hoặc nhập từ tệp JSON Lines (.jsonl).",
    "gold_samples_more": "Bộ mẫu gồm {count} câu hỏi trên các tài liệu mẫu đi kèm chương trình.",
    "gold_samples": "Dùng bộ câu hỏi mẫu",
    "gold_add": "Thêm câu hỏi",
    "gold_import": "Nhập từ tệp",
    "gold_export": "Tải về",
    "gold_imported": "Đã nhập: thêm {added} câu, thay {updated} câu, giữ nguyên {unchanged} câu.",
    "gold_unknown": "Không dùng đến các mục {keys}.",
    "gold_too_large": "Tệp lớn hơn 1 MB; hãy chia thành nhiều tệp nhỏ rồi nhập lần lượt.",
    "gold_filter": "Lọc theo câu hỏi, lời đáp hoặc nguồn",
    "gold_shown": "Hiện {count} trong {all} câu hỏi.",
    "gold_none": "Không có câu hỏi nào khớp.",
    "gold_kind": "Loại câu hỏi",
    "gold_column_question": "Câu hỏi",
    "gold_column_kind": "Loại",
    "gold_column_sources": "Nguồn đúng",
    "gold_column_answers": "Lời đáp đúng",
    "gold_column_actions": "Thao tác",
    "gold_must_refuse": "Phải từ chối",
    "gold_edit": "Sửa",
    "gold_edit_question": "Sửa câu hỏi: {question}",
    "gold_delete_question": "Xóa câu hỏi: {question}",
    "gold_delete_confirm": "Xóa câu hỏi này?",
    "gold_delete_more": "Các lần đánh giá đã lưu vẫn giữ kết quả của câu này.",
    "gold_deleted": "Đã xóa câu hỏi.",
    "gold_saved": "Đã lưu câu hỏi.",
    "gold_unsaved": "Câu hỏi đang soạn chưa được lưu.",
    "gold_form_add": "Thêm câu hỏi",
    "gold_form_edit": "Sửa câu hỏi",
    "gold_field_question": "Câu hỏi",
    "gold_field_previous": "Các câu hỏi trước đó",
    "gold_previous_hint": (
        "Chỉ dùng cho câu hỏi tiếp trong một cuộc hội thoại; mỗi câu một dòng, câu cũ trước."
    ),
    "gold_field_refuse": "Phải từ chối: không tài liệu nào trong kho trả lời được câu này",
    "gold_field_sources": "Nguồn đúng",
    "gold_sources_hint": (
        "Tài liệu chứa lời đáp. Gõ tên, số hoặc tệp rồi chọn trong danh sách; có thể chọn nhiều."
    ),
    "gold_source_find": "Tìm tài liệu",
    "gold_source_none": "Không có tài liệu nào khớp.",
    "gold_source_remove": "Bỏ {name}",
    "gold_source_gone": "không có trong kho",
    "gold_field_answers": "Lời đáp đúng",
    "gold_answers_hint": (
        "Mỗi dòng một cách viết, chỉ cần cụm từ ngắn như «222/1998/QĐ/UBND»; có một cách là đúng. "
        "Ngày tháng và con số viết cách nào cũng được."
    ),
    "gold_field_kind": "Loại câu hỏi",
    "gold_kind_auto": "Để chương trình tự xếp loại",
    "gold_wrong_question": "Hãy nhập câu hỏi.",
    "gold_wrong_long": "Câu hỏi quá dài, nhiều nhất {limit} ký tự.",
    # Chạy
    "run_start": "Chạy đánh giá",
    "run_answers": "Đo cả câu trả lời (bỏ chọn để chỉ đo tìm kiếm, nhanh hơn)",
    "run_progress": "Tiến độ đánh giá",
    "run_now": "Đang hỏi: {done}/{total} câu",
    "run_left": "còn khoảng {time}",
    "run_stop": "Dừng",
    "run_stopping": "Sẽ dừng sau câu đang hỏi",
    "run_stopped": "Đã dừng; không có kết quả nào được lưu.",
    "run_broke": _WHOLE["broke"],
    "run_finished": "Đã đánh giá xong {count} câu hỏi.",
    # Kết quả
    "results_none": "Chưa có lần đánh giá nào. Bấm «Chạy đánh giá» để đo lần đầu.",
    "results_run": "Lần đánh giá",
    "results_run_name": "Lần {number}, {time}, {questions} câu{retrieval}",
    "results_retrieval_only": ", chỉ đo tìm kiếm",
    "results_against": "So với",
    "results_against_none": "Không so sánh",
    "results_figures": "Số liệu",
    "results_measured": "{questions} câu hỏi trên {documents} tài liệu; {passed} câu đạt.",
    "results_missing": MISSING_ON_PAGE,
    "results_column_name": "Số đo",
    "results_column_value": "Kết quả",
    "results_column_before": "Lần trước",
    "results_column_change": "Thay đổi",
    "results_same": _SAME,
    "results_points": _POINTS,
    "results_common": ("Cột so sánh chỉ tính {count} câu hỏi giống nhau ở cả hai lần."),
    "results_other_model": "Hai lần dùng hai mô hình tìm kiếm khác nhau.",
    "results_kinds": "Theo loại câu hỏi",
    "results_column_kind": "Loại câu hỏi",
    "results_column_count": "Số câu",
    "results_items": "Từng câu hỏi",
    "results_filter": "Hiện",
    "results_filters": {
        "all": "Tất cả",
        "failed": "Chưa đạt",
        "passed": "Đạt",
        "better": "Tốt lên",
        "worse": "Kém đi",
        "mixed": "Có mặt tốt, có mặt kém",
    },
    "results_passed": "Đạt",
    "results_failed": "Chưa đạt",
    "results_verdict_passed": _PASSED,
    "results_unmeasured": "Không đo",
    "results_better": "Tốt lên",
    "results_worse": "Kém đi",
    "results_mixed": "Có mặt tốt, có mặt kém",
    "results_loading": "Đang đọc kết quả…",
    "results_previous": "Hỏi sau câu",
    "results_understood": "Hiểu câu hỏi là",
    "results_expected": "Lời đáp đúng",
    "results_sources": "Nguồn đúng",
    "results_outcome": "Kết quả",
    "results_change": "So với lần trước",
    "results_answer": "Câu trả lời đã trích",
    "results_refused": "Chương trình từ chối trả lời.",
    "results_hits": "Các đoạn tìm được đầu tiên",
    "results_no_hits": "Không tìm được đoạn nào.",
    "results_gone": "Đoạn này không còn trong kho, hoặc đã được cập nhật.",
    "results_right": "đúng nguồn",
}
