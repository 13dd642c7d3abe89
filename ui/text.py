"""Every sentence that the doors say to people, in Vietnamese.

Imports nothing heavy: the command line starts with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.settings import SECRETS_ACCEPTED
from ingest.errors import Reason
from ui import drafts_text, onboarding_text, sharing_text, threads_text
from ui.search_text import LANGUAGES

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


# The HTTP interface ----------------------------------------------------------------------------

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


API_TITLE = f"{PRODUCT}: giao diện lập trình"
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


# The pages -------------------------------------------------------------------------------------

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
    "failed": ERRORS[500],
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


# The command line ------------------------------------------------------------------------------

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
NO_DOCUMENTS = "Kho chưa có tài liệu nào; hãy nạp bằng lệnh «ngoaivu ingest ĐƯỜNG-DẪN»."
NO_HITS = "Không tìm thấy đoạn nào."


def usage_problem(command: str) -> str:
    return f"{command}: lệnh chưa đúng; gõ «{command} --help» để xem cách dùng."


def answer_lines(answer: Mapping[str, Any]) -> str:
    """An answer of the JSON contract for a terminal."""
    lines = [answer["answer"]]
    lines += ["", PAGE["by_model"]] if answer["mode"] == "mo_hinh" else []
    cited = answer["citations"] or answer["nearest"]
    if cited:
        lines += ["", PAGE["sources"] if answer["citations"] else PAGE["nearest"]]
    for item in cited:
        line = source(item["title"] or item["file"], item["number"], item["date"], item["page"])
        lines.append(f"[{item['n']}] {line} ({item['file']})")
        if answer["refused"]:
            lines.append(f"    “{item['quote']}”")
    lines += [f"Lưu ý: {warning}" for warning in answer["warnings"]]
    return "\n".join(lines)


def unaskable(question: str, error: QuestionError) -> dict[str, Any]:
    """The JSON of a question that could not be asked: refused, with the reason."""
    return {
        "answer": question_problem(error),
        "refused": True,
        "citations": [],
        "lead": None,
        "as_of": None,
        "mode": "trich_dan",
        "warnings": [],
        "timings_ms": {},
        "question": question[:200],
        "nearest": [],
    }


def hit_lines(hits: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for number, hit in enumerate(hits, 1):
        line = source(hit["title"] or hit["file"], hit["number"], hit["date"], hit["page"])
        other = LANGUAGES.get(hit["language"], "") if hit["language"] != "vi" else ""
        where = ", ".join(filter(None, (hit["file"], other)))
        lines += [f"{number}. {line} ({where})", f"   {hit['text'][:300]}", ""]
    return "\n".join(lines).rstrip() or NO_HITS


def record_lines(records: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(map(_record_line, records)) or NO_DOCUMENTS


def _record_line(record: Mapping[str, Any]) -> str:
    line = source(record["title"], record["number"], record["date"], None)
    return f"{record['document_id']}  {line} ({record['file']}, {LABELS[record['label']]})"


def failure(error: Exception) -> str:
    """The one sentence for an error that ends a command: what happened and what to do."""
    kind = type(error).__name__
    if kind in _FAILURES:
        return _FAILURES[kind](error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"Không đọc hoặc ghi được trên ổ đĩa{place}; hãy kiểm tra quyền và chỗ trống."
    return f"{ERRORS[500]} Thêm --debug trước tên lệnh để xem chi tiết."


def _sync_problem(error: Any) -> str:
    from ui.intake_text import sync_problem

    return sync_problem(error)


def _gold_problem(error: Any) -> str:
    from ui.evaluate_text import problem

    return problem(error)


# By name, so that telling an error needs none of the libraries that raise it.
_FAILURES: dict[str, Callable[[Any], str]] = {
    "QuestionError": lambda error: question_problem(error),
    "SettingError": lambda error: setting_problem(error),
    "StoreBusy": lambda error: store_busy(error),
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
    "SyncError": lambda error: _sync_problem(error),
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
