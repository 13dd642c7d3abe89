"""What all the doors say to people, in Vietnamese: the product's names, why a file, a question
or a setting is not taken. What one door or page alone says is in `*_text.py` beside it.

Imports nothing heavy: the command line starts with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from assistant.settings import SECRETS_ACCEPTED
from ingest.errors import Reason

if TYPE_CHECKING:
    from assistant.build import Start
    from assistant.chat import QuestionError
    from assistant.intake import FileReport
    from assistant.lock import StoreBusy
    from assistant.settings import SettingError

PRODUCT = "Trợ lý Ngoại vụ"
STATEMENT = "Trả lời từ tài liệu của cơ quan, mỗi câu kèm nguồn."

LABELS = {"public": "công khai", "internal": "nội bộ", "restricted": "hạn chế"}

STATUSES = {
    "added": "đã thêm",
    "updated": "đã cập nhật",
    "unchanged": "không thay đổi",
    "refused": "không nhận",
    "failed": "không đọc được",
}

STAGES = {
    "retrieve": "Đang tìm trong kho tài liệu",
    "read": "Đang đọc các đoạn tìm được",
    "cite": "Đang chọn câu trích",
    "write": "Mô hình ngôn ngữ đang viết câu trả lời",
    "check": "Đang đối chiếu câu trích với tài liệu gốc",
}

_STEPS = {
    "model": "Đang chuẩn bị mô hình tìm kiếm, chỉ làm một lần",
    "load": "Đang mở kho tài liệu",
    "recover": "Đang hoàn tất việc còn dở của lần chạy trước",
    "rebuild": "Đang dựng lại chỉ mục",
}


# Taking in files -------------------------------------------------------------------------------

_REASONS = {
    Reason.EMPTY: "Tệp rỗng; hãy kiểm tra lại tệp gốc rồi nạp lại.",
    Reason.NO_TEXT: (
        "Tệp mở được nhưng không có chữ (có thể là bản quét hoặc chỉ có hình); "
        "hãy nạp bản soạn thảo hoặc bản PDF có lớp chữ."
    ),
    Reason.NO_PAGES: "Tệp không có trang nào; hãy xuất lại tệp từ bản gốc rồi nạp lại.",
    Reason.SECRET: (
        "Văn bản mang dấu chỉ độ mật nên không được nạp: theo Luật Bảo vệ bí mật nhà nước "
        "số 117/2025/QH15, bí mật nhà nước không được lưu giữ trên hệ thống này. "
        "Chương trình không sao chép và không lập chỉ mục tệp; "
        "hãy chuyển tệp về nơi lưu giữ đúng quy định."
    ),
    Reason.BOMB: (
        "Tệp nén quá lớn, quá nhiều tệp hoặc nén lồng quá nhiều lớp; hãy giải nén rồi nạp thư mục."
    ),
    Reason.TOO_LONG: (
        "Đọc tệp quá lâu hoặc quá tốn bộ nhớ nên đã dừng; "
        "hãy chia nhỏ tệp hoặc lưu lại bằng phần mềm soạn thảo rồi nạp lại."
    ),
    Reason.UNSUPPORTED: (
        "Chương trình chưa đọc được loại tệp{suffix}; "
        "hãy chuyển tệp sang PDF hoặc Word (.docx) rồi nạp lại."
    ),
    Reason.TOO_LARGE: (
        "Tệp lớn hơn mức cho phép{size}; hãy chia nhỏ tệp, giảm dung lượng ảnh, "
        "hoặc nâng mức ở NGOAIVU_MAX_FILE_MB."
    ),
    Reason.ENCRYPTED: "Tệp có mật khẩu; hãy bỏ mật khẩu rồi nạp lại.",
    Reason.DAMAGED: (
        "Tệp hỏng hoặc không đúng định dạng của đuôi tệp; "
        "hãy mở bằng phần mềm soạn thảo, lưu lại rồi nạp lại."
    ),
    Reason.MISSING: "Không tìm thấy tệp; hãy kiểm tra đường dẫn.",
    Reason.UNREADABLE: "Không có quyền đọc tệp hoặc ổ đĩa lỗi; hãy kiểm tra quyền và ổ đĩa.",
}


def reason(cause: Reason, facts: Mapping[str, object]) -> str:
    """Why a file was not taken in, and what to do."""
    suffix = f" {facts['suffix']}" if facts.get("suffix") else " này"
    size = ""
    if "size_mb" in facts and "limit_mb" in facts:
        size = f" ({decimal(facts['size_mb'])} MB, mức cho phép {decimal(facts['limit_mb'])} MB)"
    return _REASONS[cause].format(suffix=suffix, size=size)


def report_reason(report: FileReport) -> str:
    """The sentence for a file that was not taken in, empty for one that was."""
    return "" if report.reason is None else reason(report.reason, report.facts)


def place_reason(cause: str | None, facts: Mapping[str, object]) -> str:
    """The sentence kept with a file that was not taken in, empty for one that was."""
    return reason(Reason(cause), facts) if cause else ""


_KINDS = {
    ".pdf": "PDF",
    ".docx": "Word (.docx)",
    ".doc": "Word cũ (.doc)",
    ".rtf": "RTF",
    ".odt": "OpenDocument (.odt)",
    ".xlsx": "Excel (.xlsx)",
    ".xls": "Excel cũ (.xls)",
    ".csv": "bảng (.csv)",
    ".pptx": "trình chiếu (.pptx)",
    ".png": "ảnh quét (.png, .jpg, .tif)",
    ".html": "trang web (.html)",
    ".eml": "thư điện tử (.eml)",
    ".zip": "tệp nén (.zip)",
    ".txt": "văn bản thuần (.txt)",
    ".md": "Markdown (.md)",
}


def file_kinds(suffixes: Iterable[str]) -> str:
    """The kinds of file that can be taken in, without their lesser-known suffixes."""
    known = set(suffixes)
    return ", ".join(name for suffix, name in _KINDS.items() if suffix in known)


# Dates, numbers, sources -----------------------------------------------------------------------


def date(iso: str | None) -> str:
    """14/02/1998 for 1998-02-14; what is not a whole date stays as it is."""
    parts = (iso or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else (iso or "")


def decimal(value: object) -> str:
    """A number as Vietnamese writes it: 1,5."""
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def source(title: str, number: str, iso_date: str | None, page: int | None) -> str:
    """«Quyết định …, số 222/1998/QĐ/UBND, ngày 14/02/1998, trang 3»; without what is unknown."""
    parts = [
        title,
        f"số {number}" if number and number not in title else "",
        f"ngày {date(iso_date)}" if iso_date else "",
        f"trang {page}" if page else "",
    ]
    return ", ".join(filter(None, parts))


# Questions, start-up, settings -----------------------------------------------------------------


def question_problem(error: QuestionError) -> str:
    if error.problem == "too_long":
        limit = error.facts.get("limit")
        most = f" (nhiều nhất {limit} ký tự)" if limit else ""
        return f"Câu hỏi quá dài{most}; hãy hỏi ngắn gọn hơn, mỗi lần một ý."
    return "Chưa có câu hỏi; hãy nhập câu hỏi rồi gửi lại."


def start_step(start: Start) -> str:
    """What the program is doing while it opens the store."""
    words = _STEPS[start.step]
    if start.step == "model" and start.total:
        return f"{words}: {round(100 * start.done / start.total)}%"
    if start.total:
        return f"{words}: {start.done:g}/{start.total:g}"
    return f"{words}…"


def store_busy(error: StoreBusy) -> str:
    holder = error.holder
    if holder is not None and holder.url:
        return (
            f"Kho tài liệu {error.folder} đang được mở tại {holder.url}; "
            "hãy dùng địa chỉ đó hoặc dừng chương trình đang chạy."
        )
    who = f" (tiến trình {holder.pid})" if holder is not None and holder.pid else ""
    return (
        f"Kho tài liệu {error.folder} đang được một lệnh khác mở{who}; "
        "hãy đợi lệnh đó xong rồi thử lại."
    )


def setting_problem(error: SettingError) -> str:
    if error.rule == "secrets":
        return (
            f"{error.name}={error.value} không dùng được: chỉ nhận «tu-choi» (mặc định, không "
            f"nhận văn bản mang dấu mật) hoặc «{SECRETS_ACCEPTED}» (nhận; người đặt giá trị này "
            "xác nhận hệ thống được phép lưu giữ bí mật nhà nước theo Luật số 117/2025/QH15)."
        )
    if error.rule == "loopback":
        return (
            f"{error.name}={error.value} không dùng được: chương trình chưa có tài khoản người "
            "dùng nên chỉ mở cho chính máy này; hãy đặt 127.0.0.1 hoặc localhost."
        )
    if error.rule == "llm":
        return (
            f"{error.name}={error.value} không dùng được: hãy viết «openai:TÊN-MÔ-HÌNH» hoặc "
            "«ollama:TÊN-MÔ-HÌNH»."
        )
    if error.rule == "key":
        return f"{error.name} không dùng được: khóa chỉ gồm chữ cái không dấu, chữ số và dấu."
    if error.rule == "url":
        return (
            f"{error.name}={error.value} không dùng được: hãy viết địa chỉ đầy đủ của máy chủ mô "
            "hình, ví dụ http://127.0.0.1:8000/v1."
        )
    if error.rule == "switch":
        return f"{error.name}={error.value} không dùng được: chỉ nhận «bat» (mặc định) hoặc «tat»."
    least, _, most = error.rule.partition("..")
    return (
        f"{error.name}={error.value} không dùng được: hãy đặt một số nguyên từ {least} đến {most}."
    )
