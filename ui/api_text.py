"""What the HTTP interface says: its errors, its description, the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from ui import text

ERRORS = {
    400: "Không đọc được yêu cầu; hãy kiểm tra lại định dạng dữ liệu gửi lên.",
    403: "Yêu cầu đến từ một trang khác nên bị từ chối; hãy thao tác trên trang của chương trình.",
    404: "Không có địa chỉ này, hoặc địa chỉ không nhận kiểu yêu cầu vừa gửi.",
    413: "Dữ liệu gửi lên quá lớn; hãy gửi ít tệp hơn trong một lần.",
    421: "Địa chỉ trong yêu cầu không hợp lệ; hãy mở bằng 127.0.0.1 hoặc localhost.",
    500: "Chương trình gặp lỗi ngoài dự kiến; hãy thử lại, nếu vẫn lỗi hãy báo người quản trị.",
    503: "Kho tài liệu tạm thời không dùng được; hãy kiểm tra ổ đĩa rồi thử lại.",
}
NO_DOCUMENT = "Không có tài liệu này trong kho, hoặc tài liệu đã bị xóa."
NO_PASSAGE = "Tài liệu không có đoạn này; có thể tài liệu đã được cập nhật."
NO_PAGE = "Tài liệu không có trang quét này; có thể tài liệu đã được cập nhật."
NO_RUN = "Không có lần nạp này trong nhật ký."
NOT_CONVERTED = "Tài liệu này vốn là Unicode nên không có bản chữ gốc theo bảng mã cũ."
NO_ORIGINAL = "Không còn tệp gốc của tài liệu này trên ổ đĩa."
SOURCE_FOR_ONE = "Trường «source» chỉ dùng khi gửi một tệp, và phải là đường dẫn đầy đủ."

_FIELDS = {
    "question": "câu hỏi (question)",
    "previous": "các câu hỏi trước (previous)",
    "thread": "mã cuộc hội thoại (thread)",
    "title": "tên (title)",
    "words": "từ cần tìm (words)",
    "k": "số kết quả (k)",
    "files": "tệp (files)",
    "label": "mức phổ biến (label): public, internal hoặc restricted",
    "start": "vị trí đầu (start)",
    "end": "vị trí cuối (end)",
    "date": "ngày (date), dạng năm-tháng-ngày",
    "text": "chữ của trang (text)",
    "kind": "loại (kind)",
    "source": "đường dẫn tệp (source)",
}


def invalid_request(location: Iterable[object]) -> str:
    """For a request whose named field is missing or of the wrong kind."""
    names = [_FIELDS[part] for part in location if isinstance(part, str) and part in _FIELDS]
    if not names:
        return ERRORS[400]
    return f"Yêu cầu thiếu hoặc sai {names[-1]}; hãy sửa rồi gửi lại."


API_TITLE = f"{text.PRODUCT}: giao diện lập trình"
API_ABOUT = (
    'Mọi lỗi có dạng {"error": "câu tiếng Việt"}. Vị trí start, end đếm theo ký tự Unicode '
    "trong văn bản lưu của tài liệu."
)
API = {
    "ask": ("Hỏi và nhận câu trả lời có trích dẫn", "Dấu [n] trong answer trỏ tới citations."),
    "ask_stream": (
        "Hỏi và nhận câu trả lời từng phần",
        "Luồng sự kiện: stage (việc đang làm), delta (một phần câu trả lời, kèm các "
        "trích dẫn mới nếu do mô hình ngôn ngữ viết), answer (toàn bộ "
        "câu trả lời như của địa chỉ trên, thay cho mọi delta trước đó), error (câu báo lỗi).",
    ),
    "documents": ("Liệt kê tài liệu trong kho", "Xếp theo tên tài liệu."),
    "add": (
        "Nạp tài liệu",
        "Gửi một hay nhiều tệp. Mỗi tệp có một báo cáo; tệp lỗi không ảnh hưởng các tệp khác.",
    ),
    "document": ("Thông tin một tài liệu", "Thông tin mô tả, không có nội dung."),
    "text": ("Văn bản lưu của tài liệu", "Văn bản thuần; mọi vị trí trích dẫn đếm trong đó."),
    "original": ("Tải tệp gốc", "Đúng từng byte như khi nạp."),
    "passage": ("Một đoạn trong ngữ cảnh", "Đoạn từ start đến end và phần văn bản quanh nó."),
    "details": (
        "Toàn bộ thông tin một tài liệu",
        "Trích yếu, người ký, nơi nhận, dẫn chiếu, hiệu lực, trang quét, bảng mã đã chuyển, "
        "mọi nơi có tệp.",
    ),
    "edit": (
        "Sửa thông tin tài liệu",
        "Giá trị sửa tay được giữ khi nạp lại. Gửi null để lấy lại giá trị chương trình đọc được.",
    ),
    "raw": ("Chữ gốc trước khi chuyển mã", "Chỉ có ở tài liệu soạn bằng bảng mã cũ."),
    "page": ("Chữ của một trang quét", "Chữ đang lưu và độ tin cậy khi nhận dạng."),
    "page_image": ("Ảnh của một trang quét", "Ảnh PNG để đối chiếu với chữ."),
    "correct": (
        "Sửa chữ của một trang quét",
        "Thay chữ của trang; tài liệu được lập chỉ mục lại. Bản sửa được giữ khi nạp lại tệp.",
    ),
    "review": ("Các trang quét cần xem lại", "Trang có độ tin cậy thấp nhất đứng trước."),
    "alike": ("Các cặp tài liệu gần giống nhau", "Bản dự thảo và bản ký, hoặc các bản sao chép."),
    "files": ("Mọi tệp đã thấy và kết quả", "Kể cả tệp không nhận được và lý do."),
    "failed_file": ("Ghi nhận một tệp không đọc được", "Cho lệnh nạp chạy cạnh máy chủ."),
    "forget": (
        "Báo một tệp không còn ở chỗ cũ",
        "Tài liệu bị xóa khi không còn tệp nào khác chứa nó.",
    ),
    "runs": ("Nhật ký các lần nạp", "Lần mới nhất đứng trước."),
    "begin_run": ("Mở một lần nạp", "Các tệp gửi kèm số này được ghi vào nhật ký."),
    "end_run": ("Kết thúc một lần nạp", "Ghi giờ kết thúc."),
    "run": ("Kết quả từng tệp của một lần nạp", "Theo thứ tự xử lý."),
    "delete": ("Xóa tài liệu", "Xóa hẳn tài liệu, chỉ mục và tệp gốc."),
    "rebuild": ("Dựng lại chỉ mục", "Dựng lại cả hai chỉ mục từ danh mục tài liệu."),
    "health": ("Tình trạng chương trình", "Số tài liệu mà người gọi đọc được."),
}
DOCS_PAGE = {
    "title": API_TITLE,
    "parameters": "Tham số",
    "body": "Dữ liệu gửi lên",
    "answers": "Trả về",
    "required": "bắt buộc",
    "optional": "không bắt buộc",
    "schema": "Bản mô tả đầy đủ cho máy đọc",
    "back": "Về trang hỏi đáp",
    "types": "Kiểu dữ liệu",
}
DOCS_TYPES = {
    "string": "chuỗi",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "đúng/sai",
    "array": "danh sách",
    "object": "đối tượng",
    "null": "rỗng",
}
