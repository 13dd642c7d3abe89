"""What every page says, and «Hỏi đáp». `PAGE` is read by the scripts of ui/pages/static, which
fill in {…}."""

from __future__ import annotations

from ui import api_text

TAB_ASK = "Hỏi đáp"
TAB_LIBRARY = "Kho tài liệu"
QUESTION_LABEL = "Câu hỏi"
QUESTION_PLACEHOLDER = "Nhập câu hỏi…"
SEND = "Hỏi"
PAGE_LOADING = "Đang mở trang…"

EXAMPLES = [
    "Sở Ngoại vụ được thành lập theo quyết định nào?",
    "Ai là Giám đốc Sở Ngoại vụ hiện nay?",
    "Danh mục đối tác có những địa phương nào của Nhật Bản?",
    "Năm 2025 Huế cấp mới bao nhiêu dự án FDI?",
    "Khách chính ngồi bên nào của chủ nhà trong phòng tiếp?",
    "Gợi ý phát biểu khi tiếp khách gồm những phần nào?",
    "Chữ viết tắt TUQ. nghĩa là gì?",
    "le trai van ban hanh chinh bao nhieu mm",
]

# Read by the scripts of ui/pages/static; {…} is filled in there.
PAGE = {
    "documents_count": "Kho có {count} tài liệu",
    "documents_none": "Kho chưa có tài liệu",
    "server_gone": (
        "Không kết nối được với chương trình; hãy kiểm tra chương trình còn chạy rồi thử lại."
    ),
    "failed": api_text.ERRORS[500],
    "close": "Đóng",
    "cancel": "Hủy",
    # Hỏi đáp
    "conversation": "Cuộc hội thoại",
    "welcome": "Hỏi về tài liệu của cơ quan",
    "welcome_more": (
        "Mỗi câu trả lời là câu trích nguyên văn; bấm vào số [1] để xem câu đó trong tài liệu gốc. "
        "Tài liệu không nói tới thì chương trình báo không tìm thấy."
    ),
    "examples": "Câu hỏi mẫu",
    "no_documents": "Kho chưa có tài liệu nào",
    "no_documents_more": (
        "Mở trang «Kho tài liệu», kéo tệp vào ô nạp tài liệu, hoặc chạy lệnh "
        "«ngoaivu ingest THƯ-MỤC». Nạp xong là hỏi được ngay."
    ),
    "open_library": "Mở trang Kho tài liệu",
    "new_conversation": "Cuộc hội thoại mới",
    "you": "Câu hỏi của anh/chị",
    "understood": "Hiểu câu hỏi là: {question}",
    "nearest": "Đoạn gần nhất (không phải câu trả lời)",
    "sources": "Nguồn",
    "as_of": "Thông tin tính đến {time}",
    "by_model": (
        "Lời văn do mô hình ngôn ngữ viết; từng câu đã được đối chiếu với câu trích ở nguồn. "
        "Hãy mở nguồn trước khi dùng."
    ),
    "open_citation": "Xem căn cứ {n}: {source}",
    "open_nearest": "Xem đoạn: {source}",
    "copy": "Sao chép câu trả lời",
    "copied": "Đã sao chép",
    "copy_failed": "Không sao chép được; hãy bôi đen rồi sao chép.",
    "retry": "Hỏi lại",
    "interrupted": "Câu trả lời bị ngắt giữa chừng; hãy hỏi lại.",
    "busy": "Đang trả lời câu trước, xin đợi.",
    "number": "số {number}",
    "date": "ngày {date}",
    "page": "trang {page}",
    # Căn cứ
    "evidence": "Căn cứ",
    "evidence_n": "Căn cứ [{n}]",
    "evidence_near": "Đoạn gần nhất",
    "evidence_empty": (
        "Bấm vào số trong ngoặc vuông, ví dụ [1], để xem câu trích trong tài liệu gốc."
    ),
    "evidence_loading": "Đang mở đoạn trích…",
    "field_number": "Số, ký hiệu",
    "field_date": "Ngày",
    "field_page": "Trang",
    "field_file": "Tệp",
    "field_headings": "Mục",
    "field_label": "Mức phổ biến",
    "passage": "Đoạn trích trong tài liệu",
    "open_original": "Mở tệp gốc",
    "open_text": "Toàn văn",
    "library": TAB_LIBRARY,
}
