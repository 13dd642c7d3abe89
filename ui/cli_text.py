"""What the command line says: its commands, and why one failed.

Imports nothing heavy: the command line starts with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui import api_text, drafts_text, intake_text, onboarding_text, sharing_text, text, threads_text

COMMANDS = {
    "ask": "Hỏi kho tài liệu và nhận câu trả lời có trích dẫn",
    "search": "Tìm các đoạn văn bản gần câu hỏi nhất",
    "ingest": "Nạp tệp hoặc thư mục vào kho tài liệu",
    "sync": "Đưa kho tài liệu khớp với một thư mục: thêm, cập nhật, gỡ",
    "threads": threads_text.COMMANDS["threads"],
    "talking-points": drafts_text.COMMANDS["talking-points"],
    "onboarding": onboarding_text.COMMANDS["onboarding"],
    "runs": "Xem nhật ký các lần nạp, hoặc kết quả từng tệp của một lần",
    "documents": "Liệt kê, xem, sửa, xóa tài liệu trong kho",
    "documents files": "Liệt kê mọi tệp đã thấy và kết quả, kể cả tệp không nhận được",
    "documents review": "Liệt kê các trang quét cần xem lại",
    "documents alike": "Liệt kê các cặp tài liệu gần giống nhau",
    "documents edit": "Sửa thông tin một tài liệu; phần sửa tay được giữ khi nạp lại",
    "documents page": "Xem hoặc sửa chữ của một trang quét",
    "documents show": "Xem thông tin hoặc toàn văn một tài liệu",
    "documents delete": "Xóa hẳn một tài liệu khỏi kho",
    "serve": "Mở trang web và giao diện lập trình trên máy này",
    "model": "Dựng mô hình tìm kiếm mặc định nếu chưa có",
    "doctor": "Kiểm tra máy, mô hình và kho tài liệu",
    "index": "Dựng lại chỉ mục từ danh mục tài liệu",
    "evaluate": "Đo chất lượng tìm kiếm và trả lời trên bộ câu hỏi có sẵn lời đáp đúng",
}
CLI = {
    "usage": "Cách dùng: ",
    "arguments": "Tham số",
    "options": "Tùy chọn",
    "commands": "Các lệnh",
    "command": "LỆNH",
    "action": "VIỆC",
    "help": "in hướng dẫn này",
    "debug": "khi có lỗi, in đủ chi tiết kỹ thuật",
    "json": "in kết quả dạng JSON",
    "question": "CÂU-HỎI",
    "previous": "câu hỏi trước trong cùng cuộc hội thoại, cũ trước mới sau; dùng được nhiều lần",
    "number": "SỐ",
    "k": "số đoạn muốn nhận, 1 đến 100 (mặc định 10)",
    "path": "ĐƯỜNG-DẪN",
    "label": "MỨC",
    "label_help": "mức phổ biến: public (công khai), internal (nội bộ) hoặc restricted (hạn chế)",
    "group": "NHÓM",
    "group_help": "nhóm được đọc tài liệu; dùng được nhiều lần",
    "folder": "THƯ-MỤC",
    "plan": "chỉ cho xem sẽ làm gì, không làm",
    "watch": "làm xong thì theo dõi tiếp, thư mục đổi thì cập nhật",
    "every": "khi theo dõi: số giây giữa hai lần xem lại (mặc định 60)",
    "allow_removals": "cho phép gỡ cả khi phần lớn tệp đã nạp không còn trong thư mục",
    "change": "MỤC=GIÁ-TRỊ",
    "page": "TRANG",
    "correct": "tệp văn bản chứa chữ đúng của trang",
    "id": "MÃ",
    "text": "in toàn văn đã lưu; vị trí trích dẫn đếm theo ký tự trong văn bản này",
    "address": "ĐỊA-CHỈ",
    "host": "địa chỉ mở trang, chỉ nhận địa chỉ của chính máy này (mặc định 127.0.0.1)",
    "port": "cổng mở trang (mặc định 7860)",
    "samples": "ở lần chạy đầu, nạp các tài liệu mẫu đi kèm",
}
MODEL_READY = "Mô hình tìm kiếm đã sẵn sàng tại {path}."
DELETED = "Đã xóa tài liệu khỏi kho."
REBUILT = "Đã dựng lại chỉ mục: {chunks} đoạn."


def usage_problem(command: str) -> str:
    return f"{command}: lệnh chưa đúng; gõ «{command} --help» để xem cách dùng."


def failure(error: Exception) -> str:
    """The one sentence for an error that ends a command: what happened and what to do."""
    kind = type(error).__name__
    if kind in _FAILURES:
        return _FAILURES[kind](error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"Không đọc hoặc ghi được trên ổ đĩa{place}; hãy kiểm tra quyền và chỗ trống."
    return f"{api_text.ERRORS[500]} Thêm --debug trước tên lệnh để xem chi tiết."


def _gold_problem(error: Any) -> str:
    from ui.evaluate_text import problem

    return problem(error)


# By name, so that telling an error needs none of the libraries that raise it.
_FAILURES: dict[str, Callable[[Any], str]] = {
    "QuestionError": lambda error: text.question_problem(error),
    "SettingError": lambda error: text.setting_problem(error),
    "StoreBusy": lambda error: text.store_busy(error),
    "Refused": lambda error: str(error),
    "NoThreadError": lambda _error: threads_text.NO_THREAD,
    **drafts_text.FAILURES,
    "PathError": lambda error: onboarding_text.path_problem(error),
    "NoNameError": lambda _error: sharing_text.NO_NAME,
    "AliasError": lambda error: (
        f"Tệp tên gọi {error.path} viết chưa đúng: {error.problem}. Hãy sửa theo mẫu ở đầu "
        "tệp index/aliases.yaml."
    ),
    "ModelError": lambda _error: (
        "Không mở được mô hình tìm kiếm; hãy chạy «make install» để dựng lại mô hình mặc định, "
        "hoặc sửa NGOAIVU_MODEL cho trỏ tới thư mục mô hình đúng."
    ),
    "SyncError": lambda error: intake_text.sync_problem(error),
    "GoldError": lambda error: _gold_problem(error),
    "PortTaken": lambda error: (
        f"Cổng {error.port} đang được chương trình khác dùng; hãy chọn cổng khác, ví dụ "
        f"«ngoaivu serve --port {error.port + 1}»."
    ),
}

SERVING = "{product} đã sẵn sàng tại {url} (nhấn Ctrl+C để dừng)"
STOPPED = "Đã dừng."
SECRETS_TAKEN = (
    "LƯU Ý: NGOAIVU_STATE_SECRETS đang cho phép nhận văn bản mang dấu chỉ độ mật. Theo Luật Bảo vệ "
    "bí mật nhà nước số 117/2025/QH15, chỉ được làm vậy trên hệ thống được phép lưu giữ bí mật nhà "
    "nước; người đặt cấu hình chịu trách nhiệm."
)
SAMPLES = "Lần chạy đầu: đang nạp {count} tài liệu mẫu…"
