"""What the doors say about conversations that are kept. `THREADS` is read by the scripts of
ui/pages/static, which fill in {…}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ui import intake_text, page_text, terminal_text

NO_THREAD = "Không có cuộc hội thoại này, hoặc cuộc hội thoại đã bị xóa."
EITHER = (
    "Câu hỏi trong một cuộc hội thoại đã lưu (thread) không nhận thêm các câu hỏi trước "
    "(previous); hãy bỏ một trong hai."
)

API = {
    "threads": (
        "Liệt kê các cuộc hội thoại",
        "Của riêng người gọi; cuộc hội thoại có câu hỏi mới nhất đứng trước.",
    ),
    "search": (
        "Tìm trong các cuộc hội thoại",
        "Tìm trong tên, câu hỏi và câu trả lời, không phân biệt dấu và chữ hoa; mọi từ phải có "
        "trong tên hoặc trong cùng một lượt hỏi.",
    ),
    "thread": (
        "Một cuộc hội thoại với mọi lượt hỏi",
        "Câu trích được đối chiếu lại với kho tài liệu; câu không còn căn cứ bị bỏ khỏi câu trả "
        "lời và được ghi ở withheld.",
    ),
    "rename": ("Đổi tên cuộc hội thoại", "Tên mới thay cho tên lấy từ câu hỏi đầu."),
    "delete": ("Xóa một cuộc hội thoại", "Xóa hẳn, không khôi phục được."),
    "delete_all": ("Xóa mọi cuộc hội thoại", "Xóa hẳn mọi cuộc hội thoại của người gọi."),
}
PARAMETERS = {"limit": "Số cuộc hội thoại nhiều nhất", "offset": "Số cuộc hội thoại bỏ qua"}

COMMANDS = {
    "threads": "Liệt kê, xem, tìm, đổi tên, xóa các cuộc hội thoại đã lưu",
    "threads list": "Liệt kê các cuộc hội thoại, mới nhất trước",
    "threads show": "Xem một cuộc hội thoại",
    "threads search": "Tìm trong tên, câu hỏi và câu trả lời; không cần gõ dấu",
    "threads rename": "Đổi tên một cuộc hội thoại",
    "threads delete": "Xóa hẳn một cuộc hội thoại, hoặc tất cả",
}
CLI = {
    "words": "TỪ",
    "title": "TÊN",
    "all": "xóa mọi cuộc hội thoại",
    "thread": "hỏi tiếp trong cuộc hội thoại đã lưu có mã này; câu hỏi và câu trả lời được lưu",
    "new_thread": "mở một cuộc hội thoại mới; câu hỏi và câu trả lời được lưu",
}
NONE = "Chưa có cuộc hội thoại nào."
NONE_FOUND = "Không tìm thấy cuộc hội thoại nào."
RENAMED = "Đã đổi tên cuộc hội thoại."
DELETED = "Đã xóa hẳn cuộc hội thoại."
DELETED_ALL = "Đã xóa hẳn {count} cuộc hội thoại."
KEPT = "Đã lưu trong cuộc hội thoại {thread}; hỏi tiếp bằng «ngoaivu ask --thread {thread} …»."

# Read by the scripts of ui/pages/static.
THREADS = {
    "threads": "Các cuộc hội thoại",
    "threads_hide": "Ẩn",
    "threads_hide_this": "Ẩn các cuộc hội thoại",
    "threads_search": "Tìm trong các cuộc hội thoại",
    "threads_search_hint": "Tìm câu đã hỏi…",
    "threads_none": "Câu hỏi và câu trả lời được lưu tại đây.",
    "threads_none_found": "Không tìm thấy cuộc hội thoại nào.",
    "threads_more": "Xem thêm",
    "thread_rename": "Đổi tên",
    "thread_rename_this": "Đổi tên: {title}",
    "thread_name": "Tên cuộc hội thoại",
    "thread_save": "Lưu",
    "thread_delete": "Xóa",
    "thread_delete_this": "Xóa: {title}",
    "thread_delete_ask": "Xóa cuộc hội thoại?",
    "thread_delete_more": "«{title}» sẽ bị xóa hẳn, không khôi phục được.",
    "threads_delete": "Xóa tất cả",
    "threads_delete_ask": "Xóa tất cả các cuộc hội thoại?",
    "threads_delete_more": "Mọi câu hỏi và câu trả lời đã lưu sẽ bị xóa hẳn, không khôi phục được.",
    "thread_opening": "Đang mở cuộc hội thoại…",
    "just_now": "vừa xong",
    "minutes_ago": "{count} phút trước",
    "hours_ago": "{count} giờ trước",
    "yesterday": "hôm qua",
    "days_ago": "{count} ngày trước",
    "ask_alone": "Hỏi riêng câu này",
    "ask_alone_more": "Hỏi lại đúng như đã gõ, không kèm các câu trước",
}


def thread_lines(threads: Sequence[Mapping[str, Any]], none: str = NONE) -> str:
    from ui.intake_text import moment

    return (
        "\n".join(
            f"{one['id']}  {one['title']} ({one['count']} lượt hỏi, {moment(one['updated_at'])})"
            for one in threads
        )
        or none
    )


def turn_lines(thread: Mapping[str, Any]) -> str:
    """A conversation with its turns for a terminal."""
    lines = [thread["title"]]
    for turn in thread["turns"]:
        answer = turn["answer"]
        lines += [
            "",
            f"{turn['number']}. {turn['question']} ({intake_text.moment(turn['asked_at'])})",
        ]
        if answer["question"] != turn["question"]:
            lines.append(page_text.PAGE["understood"].format(question=answer["question"]))
        lines += ["", terminal_text.answer_lines(answer)]
        lines += [f"[{one['n']}] {one['reason']}" for one in answer.get("withheld", ())]
    return "\n".join(lines)
