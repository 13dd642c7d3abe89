"""What the doors say about pictures in documents. `PICTURES` is read by the scripts of
ui/pages/static, which fill in {…}."""

from typing import Any

NO_PICTURE = "Tài liệu không có hình này; có thể tài liệu đã được cập nhật."
API: dict[str, dict[str, Any]] = {
    "pictures": {
        "summary": "Số hình trong một văn bản Word",
        "description": "Chỉ hình PNG, JPEG trong thân văn bản; 0 với tệp loại khác.",
    },
    "picture": {
        "summary": "Một hình trong văn bản Word",
        "description": "Đánh số từ 1, theo thứ tự trong văn bản.",
    },
}
PICTURES = {
    "pic_title": "Hình trong văn bản",
    "pic_name": "Hình {number} trong «{title}»",
}
