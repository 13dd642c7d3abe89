"""What the doors say about taking in: plans, progress, reports, pages to review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ui import text

if TYPE_CHECKING:
    from assistant.sync import Pace, Plan, SyncError

STATUSES = {
    **text.STATUSES,
    "removed": "đã gỡ khỏi kho",
    "deleted": "đã xóa khỏi kho",
}
KINDS = {"ingest": "Nạp bằng lệnh", "upload": "Tải lên từ trang", "sync": "Đồng bộ thư mục"}
RELATIONS = {
    "replaces": "thay thế",
    "abolishes": "bãi bỏ",
    "amends": "sửa đổi, bổ sung",
    "based_on": "căn cứ",
    "mentions": "có nhắc tới",
}
ENCODINGS = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "viscii": "VISCII",
    "vps": "VPS",
    "cp1258": "Windows-1258",
    "utf8-mojibake": "UTF-8 bị đọc nhầm",
}
FIELDS = {
    "title": "Tên",
    "number": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "kind": "Loại văn bản",
    "subject": "Trích yếu",
    "signer": "Người ký",
    "signer_post": "Chức vụ người ký",
    "recipients": "Nơi nhận",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
    "language": "Ngôn ngữ",
    "partners": "Đối tác nước ngoài",
}
SYNCED = "Thư mục đã khớp với kho tài liệu, không có gì phải làm."
WATCHING = "Đang theo dõi {folder}, {seconds} giây xem lại một lần (nhấn Ctrl+C để dừng)."
NO_REVIEW = "Không có trang quét nào cần xem lại."
NO_ALIKE = "Không có tài liệu nào gần giống nhau."
NO_RUNS = "Chưa có lần nạp nào."
NO_FILES = "Chưa có tệp nào được nạp."
EDITED = "Đã sửa thông tin tài liệu."
CORRECTED = "Đã sửa chữ của trang {page}; tài liệu đã được lập chỉ mục lại."
BAD_EDIT = (
    "«{given}» chưa đúng; hãy viết mục=giá trị, mục là một trong: {fields}. "
    "Ngày viết dạng 2026-03-15; để trống sau dấu = là xóa giá trị, viết mục=? là bỏ phần sửa tay."
)


def report_line(report: Mapping[str, Any]) -> str:
    """One line on one file that was to be taken in."""
    line = f"{report['file']}: {STATUSES[report['status']]}"
    if report["status"] == "removed":
        return line + (" (tài liệu còn ở nơi khác)" if report["reason"] else "")
    if report["reason"]:
        return f"{line}. {report['reason']}"
    copy = ", trùng với tệp đã có" if report.get("copy") else ""
    return f"{line}{copy}, {report['chunks']} đoạn"


def pace_line(pace: Pace) -> str:
    """«12/500 tệp, 38 tệp/phút, còn khoảng 13 phút»."""
    parts = [f"{pace.files}/{pace.all_files} tệp"]
    if pace.files and pace.seconds >= 1:
        parts.append(f"{round(pace.files_a_minute)} tệp/phút")
    left = pace.seconds_left
    if left is not None and pace.files < pace.all_files:
        parts.append(f"còn khoảng {duration(left)}")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} giây"
    if seconds < 3600:
        return f"{round(seconds / 60)} phút"
    return f"{int(seconds // 3600)} giờ {round(seconds % 3600 / 60)} phút"


def summary(counts: Mapping[str, int], seconds: float) -> str:
    """«500 tệp trong 12 phút: 480 đã thêm, 20 không nhận.»"""
    parts = [f"{count} {STATUSES[status]}" for status, count in counts.items() if count]
    listed = ", ".join(parts) or "không có tệp nào"
    return f"{sum(counts.values())} tệp trong {duration(seconds)}: {listed}."


def plan_lines(plan: Plan) -> str:
    """What synchronising would do."""
    lines = [f"Thư mục {plan.folder}:"]
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("Sẽ thêm", plan.added),
        ("Sẽ cập nhật", plan.changed),
        ("Đổi tên hoặc chuyển chỗ", [f"{old} → {new}" for old, new in plan.renamed]),
        ("Sẽ gỡ khỏi kho (tệp không còn)", plan.removed),
        ("Bỏ qua vì đã xóa khỏi kho bằng tay", plan.kept_out),
        ("Chờ lần sau vì đang được ghi", plan.waiting),
    )
    for name, files in parts:
        if files:
            lines.append(f"{name}: {len(files)}")
            lines += [f"  {_path(file)}" for file in files]
    lines.append(f"Không thay đổi: {plan.unchanged}")
    return "\n".join(lines)


def sync_problem(error: SyncError) -> str:
    if error.problem == "no_folder":
        return f"Không mở được thư mục {error.path}; hãy kiểm tra đường dẫn và kết nối mạng."
    if error.problem == "unreadable":
        return (
            f"Không đọc được {error.path}; kho tài liệu giữ nguyên. "
            "Hãy kiểm tra quyền đọc và kết nối mạng rồi chạy lại."
        )
    return (
        f"Thư mục {error.path} thiếu {error.count} tệp đã nạp; có thể ổ mạng bị ngắt nên kho tài "
        "liệu giữ nguyên. Nếu đúng là muốn gỡ các tệp này, hãy thêm --allow-removals."
    )


def file_lines(files: Sequence[Mapping[str, Any]]) -> str:
    """Every file seen and what became of it."""
    return "\n".join(map(_file_line, files)) or NO_FILES


def _file_line(file: Mapping[str, Any]) -> str:
    line = f"{_path(file['source'])}: {STATUSES[file['status']]}"
    if file["document_id"]:
        line += f" [{file['document_id']}]"
    return f"{line}. {file['reason']}" if file["reason"] else line


def _path(source: str) -> str:
    """A path on one line: a name may hold a line of its own to deceive with."""
    return source.replace("\n", "\\u000a")


def page_lines(pages: Sequence[Mapping[str, Any]]) -> str:
    """Pages to look at."""
    return "\n".join(
        f"{page['document_id']}  trang {page['page']}, độ tin cậy "
        f"{round(100 * page['confidence'])}%: {page['title']} ({page['file']})"
        for page in pages
    ) or (NO_REVIEW)


def alike_lines(pairs: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(
        f"{round(100 * pair['share'])}%: {pair['first']['file']} [{pair['first']['document_id']}]"
        f" và {pair['second']['file']} [{pair['second']['document_id']}]"
        for pair in pairs
    ) or (NO_ALIKE)


def run_lines(runs: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(_run_line, runs)) or NO_RUNS


def _run_line(run: Mapping[str, Any]) -> str:
    ended = moment(run["finished_at"]) if run["finished_at"] else "chưa xong hoặc bị ngắt"
    counts = ", ".join(f"{count} {STATUSES[status]}" for status, count in run["counts"].items())
    name = " ".join(filter(None, (KINDS[run["kind"]], run["folder"])))
    return f"{run['id']}  {name}: {moment(run['started_at'])} – {ended}; {counts or 'không có tệp'}"


def moment(iso: str) -> str:
    """15:04 22/11/2026, in this machine's time."""
    return datetime.fromisoformat(iso).astimezone().strftime("%H:%M %d/%m/%Y")


def validity_line(validity: Mapping[str, Any]) -> str:
    """«Hết hiệu lực từ ngày 01/03/2026, được thay thế bởi …»."""
    by = text.source(validity["title"], validity["number"], validity["date"], None)
    act = f"được {RELATIONS[validity['relation']]} bởi {by}"
    day = text.date(validity["effective"])
    if validity["ended"]:
        return f"Hết hiệu lực{f' từ ngày {day}' if day else ''}, {act}."
    if validity["whole"] and validity["relation"] != "amends":
        return f"Sẽ hết hiệu lực{f' từ ngày {day}' if day else ''}, {act}."
    part = "" if validity["whole"] else "một phần "
    return f"Đã {act.replace('được ', f'được {part}', 1)}."


def detail_lines(record: Mapping[str, Any]) -> str:
    """All that is known of one document."""
    rows: list[tuple[str, str]] = [("Mã", record["document_id"])]
    for name, label in FIELDS.items():
        value = record[name]
        shown = ", ".join(value) if isinstance(value, list) else value or ""
        shown = text.date(shown) if name == "date" else shown
        if shown and name in record["edited"]:
            shown += " (sửa tay)"
        rows.append((label, shown))
    rows.append(("Mức phổ biến", text.LABELS[record["label"]]))
    rows.append(("Nhóm", ", ".join(record["groups"])))
    if record["validity"]:
        rows.append(("Hiệu lực", validity_line(record["validity"])))
    for reference in record["references"]:
        day = f" ngày {text.date(reference['date'])}" if reference["date"] else ""
        part = "" if reference["whole"] else " (một phần)"
        relation = RELATIONS[reference["relation"]].capitalize()
        rows.append((relation, f"{reference['number']}{day}{part}"))
    if conversion := record["conversion"]:
        sure = round(100 * conversion["confidence"])
        name = ENCODINGS[conversion["encoding"]]
        words = text.decimal(conversion["words"])
        rows.append(("Chuyển mã", f"từ {name} sang Unicode, {words} chữ, chắc chắn {sure}%"))
    if record["scanned"]:
        rows.append(("Trang quét", ", ".join(map(_page_mark, record["scanned"]))))
    rows += [("Tệp", _path(source)) for source in record["sources"]]
    return "\n".join(f"{name}: {value}" for name, value in rows if value)


def _page_mark(page: Mapping[str, Any]) -> str:
    how = "đã xem lại" if page["corrected"] else f"{round(100 * page['confidence'])}%"
    return f"{page['page']} ({how})"
