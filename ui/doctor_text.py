"""What `ngoaivu doctor` says of the machine, the models and the store."""

from __future__ import annotations

# Why a language model does not answer, and what to do.
LLM_PROBLEMS = {
    "not_installed": "chưa cài gói cần dùng; hãy chạy «pip install -c constraints.txt '.[llm]'»",
    "unreachable": "không kết nối được; hãy bật máy chủ mô hình hoặc sửa NGOAIVU_LLM_URL",
    "rejected": (
        "máy chủ không nhận yêu cầu (mã {status}); hãy kiểm tra NGOAIVU_LLM_URL và NGOAIVU_LLM_KEY"
    ),
    "slow": "máy chủ trả lời quá chậm; hãy kiểm tra máy chủ mô hình",
    "cut_off": "máy chủ ngắt giữa chừng; hãy kiểm tra máy chủ mô hình",
    "nonsense": "máy chủ trả lời không đúng khuôn dạng; hãy kiểm tra NGOAIVU_LLM_URL",
}

DOCTOR = {
    "python": "Python",
    "data": "Thư mục dữ liệu",
    "data_writable": "{path}, ghi được, còn trống {free} GB",
    "data_unwritable": "{path} không ghi được; hãy cấp quyền hoặc đặt NGOAIVU_DATA sang nơi khác",
    "model": "Mô hình tìm kiếm",
    "model_sound": "{path}, đúng mã kiểm tra",
    "model_missing": "chưa có tại {path}; lần chạy đầu sẽ tự dựng, hoặc chạy «make install»",
    "model_damaged": "{path} sai mã kiểm tra; hãy xóa thư mục này rồi chạy «make install»",
    "model_own": "{path} (do NGOAIVU_MODEL chỉ định)",
    "llm": "Mô hình ngôn ngữ",
    "llm_none": "không dùng; trả lời bằng câu trích, không gửi gì ra ngoài",
    "llm_at": "{name} tại {address}",
    "llm_here": "có trả lời, chạy trên máy này",
    "llm_elsewhere": (
        "có trả lời; KHÔNG chạy trên máy này: câu hỏi và các đoạn tài liệu liên quan được gửi tới "
        "địa chỉ đó"
    ),
    "store": "Kho tài liệu",
    "store_held": "đang được mở tại {url}",
    "store_held_command": "đang được một lệnh khác mở (tiến trình {pid})",
    "store_free": "không có tiến trình nào đang mở",
    "program": "Chương trình phụ",
    "found": "{name}: có ({path})",
    "absent": "{name}: chưa có; {use}; cài bằng «apt install {package}» nếu cần",
    "setting": "Cấu hình",
    "ocr": "Đọc bản quét",
    "ocr_tesseract": "tesseract có tiếng Việt",
    "ocr_trueocr": "bộ nhận dạng cài kèm; tesseract tiếng Việt đọc chính xác hơn",
    "ocr_none": "không có bộ nhận dạng chữ; bản quét sẽ không đọc được",
    "secrets": "Văn bản mang dấu mật",
    "secrets_not": "không nhận (mặc định)",
    "secrets_taken": "đang nhận, theo NGOAIVU_STATE_SECRETS; người đặt cấu hình chịu trách nhiệm",
    "folder": "Thư mục đồng bộ",
    "folder_there": "{path}, {minutes} phút xem lại một lần",
    "folder_gone": "{path} không mở được; hãy kiểm tra đường dẫn và kết nối mạng",
}
PROGRAMS = (
    ("tesseract", "tesseract-ocr tesseract-ocr-vie", "dùng để đọc bản quét"),
    ("soffice", "libreoffice-writer", "dùng để xuất PDF và chạy kiểm thử"),
    ("chromium", "chromium", "chỉ dùng khi chạy kiểm thử giao diện"),
)
