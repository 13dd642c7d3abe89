"""What the doors say about searching. `SEARCH` is read by the scripts of ui/pages/static, which
fill in {…}."""

from __future__ import annotations

TAB = "Tìm kiếm"

LANGUAGES = {
    "vi": "tiếng Việt",
    "en": "tiếng Anh",
    "fr": "tiếng Pháp",
    "ja": "tiếng Nhật",
    "ko": "tiếng Hàn",
    "zh": "tiếng Trung",
    "lo": "tiếng Lào",
    "th": "tiếng Thái",
    "km": "tiếng Khmer",
    "my": "tiếng Myanmar",
    "ru": "tiếng Nga",
    "de": "tiếng Đức",
    "es": "tiếng Tây Ban Nha",
}

API = {
    "search": (
        "Tìm đoạn văn bản",
        "Các đoạn gần câu hỏi nhất, đoạn tốt nhất trước. Tham số lọc dùng được nhiều lần: các "
        "giá trị của cùng một tham số được hiểu là «hoặc», các tham số khác nhau là «và».",
    ),
    "facets": (
        "Các giá trị lọc và số tài liệu",
        "Số tài liệu của mỗi giá trị, chỉ tính tài liệu mà người gọi đọc được và khớp với các "
        "tham số lọc khác.",
    ),
}
PARAMETERS = {
    "year": "Năm ban hành: 2025, hoặc một khoảng: 2023-2025",
    "kind": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "country": "Nước, địa phương hoặc tổ chức nước ngoài mà tài liệu nhắc tới",
    "language": "Ngôn ngữ, mã ISO 639-1",
}
BAD_YEAR = "Năm cần viết dạng 2025 hoặc 2023-2025; hãy sửa rồi gửi lại."

CLI = {
    "year": "NĂM",
    "year_help": "chỉ tìm trong tài liệu của năm này, hoặc của một khoảng: 2023-2025",
    "kind": "LOẠI",
    "kind_help": "chỉ tìm trong loại văn bản này, ví dụ «báo cáo»",
    "issuer": "CƠ-QUAN",
    "issuer_help": "chỉ tìm trong văn bản của cơ quan này, ví dụ «UBND tỉnh»",
    "country": "NƯỚC",
    "country_help": "chỉ tìm trong tài liệu nhắc tới nước, địa phương hoặc tổ chức này",
    "language": "NGÔN-NGỮ",
    "language_help": "chỉ tìm trong tài liệu viết bằng ngôn ngữ này: vi, en, fr, ja, ko, zh, lo…",
}

# Words that are not worth marking in a passage.
_PLAIN = (
    "là của và có được những các cho về với trong tại ở từ đến theo như thì mà này đó đã đang sẽ "
    "bị bởi do gồm bằng cũng để khi nếu hay hoặc gì nào ai đâu sao bao nhiêu mấy không năm ngày "
    "tháng số tìm liệt kê danh sách một hai"
).split()

SEARCH = {
    "search_tab": TAB,
    "search_label": "Từ khóa, câu hỏi hoặc số văn bản",
    "search_placeholder": "Ví dụ: báo cáo năm 2025 về Nhật Bản",
    "search_button": "Tìm",
    "search_results": "Kết quả tìm kiếm",
    "search_hint": "Nhập từ khóa, câu hỏi hoặc số văn bản để tìm trong kho tài liệu.",
    "search_hint_more": (
        "Gõ có dấu hay không dấu đều được. Tìm văn bản theo số: «QĐ 222», «30/2020/NĐ-CP». "
        "Có thể ghi luôn năm, loại văn bản, cơ quan hoặc nước trong câu tìm."
    ),
    "search_working": "Đang tìm…",
    "search_none": "Không tìm thấy đoạn nào.",
    "search_none_more": "Hãy thử từ khác hoặc bỏ bớt điều kiện lọc.",
    "search_found": "{passages} đoạn trong {documents} tài liệu, đoạn gần nhất đứng trước",
    "search_more": "Xem thêm đoạn",
    "search_open": "Mở đoạn trích: {source}",
    "facets": "Lọc kết quả",
    "facets_chosen": "Lọc kết quả ({count})",
    "facets_clear": "Bỏ lọc",
    "facet_more": "Xem thêm ({count})",
    "facet_less": "Thu gọn",
    "facet_count": "{count} tài liệu",
    "facet_year": "Năm ban hành",
    "facet_kind": "Loại văn bản",
    "facet_issuer": "Cơ quan ban hành",
    "facet_country": "Đối tác",
    "facet_language": "Ngôn ngữ",
    "facets_none": "Kho chưa có tài liệu nào để lọc.",
    "search_evidence": "Đoạn trích",
    "search_evidence_empty": "Bấm vào một kết quả để xem đoạn đó trong tài liệu.",
    "field_language": "Ngôn ngữ",
    "languages": LANGUAGES,
    "plain_words": _PLAIN,
}
