"""What the doors say about onboarding. `ONBOARDING` is read by the scripts of ui/pages/static,
which fill in {…}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.onboarding.paths import PathError
    from assistant.onboarding.quiz import Item

TAB = "Hội nhập"

NO_MODULE = "Lộ trình không có học phần này; hãy mở lại trang Hội nhập."
NO_ITEM = "Câu hỏi này không còn: tài liệu làm căn cứ đã đổi hoặc đã bị gỡ. Hãy làm câu khác."
NO_QUESTION = "Câu hỏi này không còn trong danh sách."
LIBRARIAN_ONLY = "Chỉ người quản lý kho được xem và sửa phần này."
PATH_PROBLEMS = {
    "unreadable": "Không đọc được tệp lộ trình {where}; hãy kiểm tra quyền và bảng mã UTF-8.",
    "too_long": "Lộ trình dài quá 200.000 ký tự; hãy rút gọn.",
    "yaml": "Lộ trình sai cú pháp YAML ở dòng {where}; hãy sửa rồi lưu lại.",
    "no_modules": "Lộ trình cần mục «modules» với ít nhất một học phần.",
    "twice": "Mã học phần «{where}» dùng hai lần; mỗi học phần cần một mã riêng.",
    "module": "Học phần thứ {where} không đúng dạng; hãy xem lộ trình mẫu.",
    "unknown": "Học phần thứ {where} là mục không có trong lộ trình; hãy xem lộ trình mẫu.",
    "id": "Học phần thứ {where} cần «id» gồm chữ thường không dấu, số và gạch nối.",
    "title": "Học phần «{where}» cần «title».",
    "list": "Mục «{where}» cần là một danh sách.",
    "document": "Mỗi tài liệu của học phần «{where}» cần «name» và «find» (danh sách cụm từ).",
}


def path_problem(error: PathError) -> str:
    return PATH_PROBLEMS[error.rule].format(where=error.where)


# By `assistant.onboarding.timeline.Event`.
EVENTS = {
    "founding": "Thành lập",
    "agreement": "Ký kết",
    "visit": "Thăm, làm việc",
    "decoration": "Khen thưởng",
    "law": "Hiệu lực văn bản",
    "milestone": "Dấu mốc",
}

# By `assistant.onboarding.quiz.Asked` and `Form`.
_PROMPTS = {
    "stands_for": "«{subject}» là viết tắt của cụm từ nào?",
    "short_for": "«{subject}» được viết tắt thế nào?",
    "term": "Thuật ngữ nào được giải thích như sau?",
    "meaning": "«{subject}» được giải thích thế nào?",
    "next": "Theo quy trình này, ngay sau phần «{subject}» là phần nào?",
    "step": "Theo quy trình này, việc sau thuộc phần nào?",
    "article": "{subject} quy định về nội dung nào?",
    "holder": "Theo bảng, với «{subject}», {column} là ai?",
    "cell": "Theo bảng, với «{subject}», cột «{column}» ghi gì?",
    "pairs": "Ghép mỗi chữ viết tắt với cụm từ của nó.",
    "sizes": "Ghép mỗi phần với kích thước của nó.",
    "column": "Theo bảng, cột «{column}» ghi gì? Ghép mỗi mục với lời của bảng.",
}
_NEXT_LISTED = "{column}: ngay sau «{subject}» là gì?"
_BLANKS = {
    "choose": "Chọn lời đúng cho chỗ trống.",
    "fill": "Điền lời còn thiếu vào chỗ trống.",
}


def prompt(item: Item) -> str:
    """The question in words; what it quotes of the document stands beside it."""
    if item.asked == "blank":
        return _BLANKS[item.form]
    if item.asked == "next" and item.column:
        return _NEXT_LISTED.format(subject=item.subject, column=item.column)
    return _PROMPTS[item.asked].format(subject=item.subject, column=item.column)


def is_quoted(item: Item) -> bool:
    """Whether the subject is shown as a passage of its own, not within the prompt."""
    return item.asked in ("blank", "term", "step")


API = {
    "path": (
        "Lộ trình hội nhập và tiến độ của người gọi",
        "Các học phần theo thứ tự, lấy nội dung từ tài liệu mà người gọi đọc được; missing là tên "
        "những tài liệu còn thiếu trong kho.",
    ),
    "module": ("Bài đọc của một học phần", "Các đoạn nguyên văn có trích dẫn, theo thứ tự đọc."),
    "read": ("Đánh dấu đoạn đã đọc", "passages là mã các đoạn; read sai thì bỏ dấu."),
    "outlook": (
        "Câu của học phần và kho có trả lời được không",
        "Hỏi từng câu trên tài liệu mà người gọi đọc được, không dùng mô hình ngôn ngữ.",
    ),
    "miss": (
        "Báo người quản lý kho một câu còn thiếu lời đáp",
        "Chỉ nhận câu của học phần mà kho chưa trả lời được; không ghi tên người gửi.",
    ),
    "quiz": (
        "Một lượt câu hỏi của học phần",
        "Câu đến hạn ôn trước, rồi câu chưa làm; không câu nào để lộ lời đáp của câu khác.",
    ),
    "review": ("Các câu đến hạn ôn", "Của mọi học phần; câu trả lời sai lần trước đứng đầu."),
    "answer": (
        "Trả lời một câu hỏi",
        "Cho biết đúng hay sai, lời đúng, đoạn nguyên văn làm căn cứ và lúc nên ôn lại.",
    ),
    "ask": (
        "Hỏi thêm về học phần",
        "Trả lời như /api/ask; câu không có lời đáp được ghi lại cho người quản lý kho, không kèm "
        "người hỏi.",
    ),
    "glossary": ("Thuật ngữ và chữ viết tắt", "Do chính tài liệu trong kho giải thích."),
    "timeline": ("Dòng thời gian", "Sự kiện nguyên văn, ngày lấy từ chính câu ấy."),
    "partners": ("Đối tác theo nước", "Các câu và dòng bảng có nêu tên nước, địa phương."),
    "summary": ("Bản tóm tắt tiến độ", "Tệp Word (.docx), chỉ của người gọi."),
    "forget": (
        "Xóa tiến độ của người gọi",
        "Xóa hẳn, không khôi phục được; người hướng dẫn thôi xem được tiến độ.",
    ),
    "questions": ("Câu hỏi chưa có lời đáp", "Cho người quản lý kho; câu hỏi nhiều lần đứng đầu."),
    "dismiss": ("Bỏ một câu hỏi khỏi danh sách", "Khi đã bổ sung tài liệu hoặc không cần nữa."),
    "path_file": ("Lộ trình dạng YAML", "Của cơ quan, hoặc lộ trình mẫu nếu chưa sửa."),
    "save_path": ("Thay lộ trình của cơ quan", "Lộ trình sai dạng bị từ chối, không đổi gì."),
    "restore_path": ("Trở lại lộ trình mẫu", "Bỏ lộ trình riêng của cơ quan."),
}

COMMANDS = {
    "onboarding": "Hội nhập: lộ trình, tiến độ, thuật ngữ, dòng thời gian, câu hỏi chưa có lời đáp",
    "onboarding path": "Lộ trình và tiến độ; tài liệu còn thiếu",
    "onboarding glossary": "Thuật ngữ và chữ viết tắt do tài liệu giải thích",
    "onboarding timeline": "Dòng thời gian lấy từ tài liệu",
    "onboarding questions": "Câu hỏi của người mới chưa có lời đáp",
}
NO_TERMS = "Chưa có thuật ngữ nào: kho chưa có tài liệu giải thích thuật ngữ."
NO_EVENTS = "Chưa có sự kiện nào: kho chưa có tài liệu nêu sự kiện kèm ngày."
NO_QUESTIONS = "Không có câu hỏi nào chưa được trả lời."


def path_lines(path: Mapping[str, Any]) -> str:
    lines = []
    for at, one in enumerate(path["modules"], 1):
        done = (
            f"{one['percent']} %: đã đọc {one['read']}/{one['passages']} đoạn, "
            f"đúng {min(one['known'], one['wanted'])}/{one['wanted']} câu"
        )
        lines.append(f"{at}. {one['title']} ({one['minutes']} phút; {done})")
        lines += [f"   còn thiếu: {name}" for name in one["missing"]]
    return "\n".join(lines)


def _source(quote: Mapping[str, Any]) -> str:
    number = f", số {quote['number']}" if quote["number"] else ""
    return f"{quote['title'] or quote['file']}{number}"


def glossary_lines(entries: Sequence[Mapping[str, Any]]) -> str:
    return (
        "\n".join(
            f"{one['term']}: {said['meaning']} [{_source(said['citation'])}]"
            for one in entries
            for said in one["definitions"]
        )
        or NO_TERMS
    )


def timeline_lines(events: Sequence[Mapping[str, Any]]) -> str:
    return (
        "\n".join(
            f"{one['when']}: {one['citation']['quote']} [{_source(one['citation'])}]"
            for one in events
        )
        or NO_EVENTS
    )


def question_lines(questions: Sequence[Mapping[str, Any]]) -> str:
    return (
        "\n".join(f"{one['id']}  {one['question']} ({one['times']} lần)" for one in questions)
        or NO_QUESTIONS
    )


# The summary as a Word document -----------------------------------------------------------------

SUMMARY = {
    "title": "TÓM TẮT TIẾN ĐỘ HỘI NHẬP",
    "person": "Người học: {name}",
    "made": "Lập ngày {date} từ tiến độ do người học tự lưu trên máy của cơ quan.",
    "columns": ("Học phần", "Đã đọc", "Trả lời đúng", "Tình trạng"),
    "done": "hoàn thành",
    "under_way": "đang học",
    "not_begun": "chưa bắt đầu",
    "empty": "kho chưa có tài liệu",
    "total": "Đã hoàn thành {done} trên {count} học phần có tài liệu; đọc {read} trên {passages} "
    "đoạn; trả lời đúng {known} trên {items} câu cần đạt.",
    "note": "Bản tóm tắt không phải văn bằng, chứng chỉ và không có giá trị hành chính.",
    "file": "tom-tat-hoi-nhap.docx",
}

# Read by the scripts of ui/pages/static.
ONBOARDING = {
    "onboarding": TAB,
    "onboarding_events": EVENTS,
    "ob_part_path": "Lộ trình",
    "ob_part_review": "Ôn tập",
    "ob_part_glossary": "Thuật ngữ",
    "ob_part_timeline": "Dòng thời gian",
    "ob_part_partners": "Đối tác",
    "ob_part_progress": "Tiến độ",
    "ob_chat": "Hỏi đáp",
    "ob_parts": "Các phần của Hội nhập",
    "ob_working": "Đang soạn bài từ tài liệu trong kho…",
    "ob_modules": "Các học phần",
    "ob_minutes": "{count} phút",
    "ob_module_progress": "Đã đọc {read}/{passages} đoạn, đúng {known}/{wanted} câu cần đạt",
    "ob_module_percent": "{count} phút, xong {percent} %",
    "ob_module_missing": "thiếu\u00a0{count}\u00a0tài\u00a0liệu",
    "ob_module_read": "Đã đọc {read}/{passages} đoạn",
    "ob_module_empty": "chưa có tài liệu",
    "ob_module_done": "đã xong",
    "ob_goals": "Học xong, bạn",
    "ob_questions": "Câu cần trả lời được",
    "ob_questions_more": "Bấm vào câu để xem trợ lý trả lời từ tài liệu.",
    "ob_question_missing": "Kho chưa có tài liệu trả lời",
    "ob_question_tell": "Báo người quản lý kho",
    "ob_question_tell_this": "Báo người quản lý kho câu: {question}",
    "ob_question_told": "Đã báo người quản lý kho",
    "ob_facts": "Cần nhớ",
    "ob_terms": "Thuật ngữ của bài",
    "ob_reading": "Bài đọc",
    "ob_reading_time": "{count} đoạn, khoảng {minutes} phút",
    "ob_missing": "Học phần này còn thiếu tài liệu",
    "ob_missing_more": "Phần dựa vào các tài liệu này chưa học được. Người quản lý kho nạp thêm ở "
    "trang Kho tài liệu; học phần tự bổ sung nội dung.",
    "ob_nothing": "Kho chưa có tài liệu nào cho học phần này.",
    "ob_read": "Đã đọc",
    "ob_all_read": "Đánh dấu đã đọc cả bài",
    "ob_source": "Xem trong văn bản",
    "ob_page": "Xem ảnh trang {page}",
    "ob_also": "Cũng nêu trong:",
    "ob_back_to_lesson": "Trở lại bài học «{title}»",
    "ob_evidence": "Đoạn trong văn bản",
    "ob_close": "Đóng",
    "ob_ask_more": "Hỏi thêm",
    "ob_ask_more_about": "Theo {source}, mục «{section}»: ",
    "ob_ask_more_source": "Theo {source}: ",
    "ob_ask": "Hỏi về bài này",
    "ob_ask_hint": "Ví dụ: ai ký quyết định thành lập?",
    "ob_ask_button": "Hỏi",
    "ob_ask_note": "Câu không có lời đáp trong tài liệu được ghi lại cho người quản lý kho, không "
    "kèm tên bạn.",
    "ob_asking": "Đang tìm câu trả lời…",
    "ob_answers_refused": "Tài liệu trong kho chưa trả lời được; câu hỏi đã được ghi lại cho người "
    "quản lý kho.",
    "ob_quiz": "Kiểm tra",
    "ob_to_quiz": "Tới phần kiểm tra",
    "ob_quiz_begin": "Làm bài kiểm tra",
    "ob_quiz_none": "Bài này chưa có câu kiểm tra: tài liệu không nêu số liệu, ngày, tên đủ rõ để "
    "hỏi.",
    "ob_quiz_of": "Câu {at} trên {count}",
    "ob_quiz_source": "Theo «{title}»",
    "ob_quiz_source_dated": "Theo «{title}», ngày {date}",
    "ob_quiz_answer": "Lời của bạn",
    "ob_quiz_check": "Trả lời",
    "ob_quiz_next": "Câu tiếp theo",
    "ob_quiz_end": "Xem kết quả",
    "ob_quiz_right": "Đúng.",
    "ob_quiz_wrong": "Chưa đúng.",
    "ob_quiz_is": "Lời đúng: {answer}",
    "ob_quiz_again": "Câu này sẽ được hỏi lại {when}.",
    "ob_soon": "trong ít phút nữa",
    "ob_in_days": "sau {count} ngày",
    "ob_in_hours": "sau {count} giờ",
    "ob_quiz_result": "Bạn trả lời đúng {right} trên {count} câu.",
    "ob_quiz_more": "Làm lượt nữa",
    "ob_quiz_back": "Trở lại bài đọc",
    "ob_quiz_choose_pair": "Chọn cụm từ",
    "ob_review_begin": "Ôn các câu đến hạn",
    "ob_review_none": "Hiện không có câu nào đến hạn ôn. Câu trả lời sai được hỏi lại sớm, câu "
    "đúng cách xa dần.",
    "ob_glossary_filter": "Tìm thuật ngữ, không cần gõ dấu",
    "ob_glossary_count": "{count} thuật ngữ và chữ viết tắt do tài liệu giải thích",
    "ob_glossary_none": "Không có thuật ngữ nào khớp.",
    "ob_glossary_empty": "Kho chưa có tài liệu giải thích thuật ngữ.",
    "ob_timeline_more": "Mỗi ngày lấy từ chính câu được trích.",
    "ob_timeline_all": "Tất cả",
    "ob_timeline_none": "Kho chưa có tài liệu nêu sự kiện kèm ngày.",
    "ob_partners_more": "Địa phương và tổ chức được tài liệu nêu là đối tác; bấm vào tên để xem "
    "câu trích.",
    "ob_partners_general": "Câu nêu nhiều nước",
    "ob_partners_none": "Kho chưa có tài liệu nêu đối tác.",
    "ob_partners_places": "{count} địa phương, tổ chức",
    "ob_progress_total": "Đã hoàn thành {done} trên {count} học phần có tài liệu",
    "ob_progress_private": "Tiến độ chỉ mình bạn xem được, trừ khi bạn đồng ý cho người hướng dẫn "
    "xem; lưu trên máy của cơ quan, không chứa lời văn của tài liệu.",
    "ob_progress_summary": "Tải bản tóm tắt (.docx)",
    "ob_progress_forget": "Xóa tiến độ của tôi",
    "ob_progress_forget_ask": "Xóa mọi tiến độ đã lưu?",
    "ob_progress_forget_more": "Dấu đã đọc và kết quả các câu hỏi bị xóa hẳn, "
    "không khôi phục được; người hướng dẫn thôi xem được tiến độ của bạn.",
    "ob_keeper": "Dành cho người quản lý kho và người hướng dẫn",
    "ob_keeper_questions": "Câu hỏi của người mới chưa có lời đáp",
    "ob_keeper_none": "Không có câu hỏi nào chưa được trả lời.",
    "ob_keeper_times": "{count} lần",
    "ob_keeper_dismiss": "Bỏ",
    "ob_keeper_dismiss_this": "Bỏ câu: {question}",
    "ob_keeper_path": "Sửa lộ trình",
    "ob_keeper_path_more": "Dạng YAML; chú thích ở đầu tệp. Lưu xong, lộ trình đổi ngay cho mọi "
    "người.",
    "ob_keeper_save": "Lưu lộ trình",
    "ob_keeper_saved": "Đã lưu lộ trình.",
    "ob_keeper_restore": "Trở lại lộ trình mẫu",
    "ob_keeper_restored": "Đã trở lại lộ trình mẫu.",
    "ob_yes_delete": "Xóa",
    "ob_cancel": "Thôi",
}
