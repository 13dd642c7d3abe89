"""What the doors say about drafts of talking points. `DRAFTS` is read by the scripts of
ui/pages/static, which fill in {…}."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import prompts
from assistant.address import GREETING

if TYPE_CHECKING:
    from assistant.draft_edits import EditError
    from assistant.speech import BriefError

TAB = "Gợi ý phát biểu"
NO_DRAFT = "Không có bản gợi ý này, hoặc bản ấy đã bị xóa."
STALE = (
    "Bản gợi ý đã được sửa ở nơi khác từ lúc mở; hãy tải lại bản mới nhất rồi sửa tiếp. "
    "Phần đang sửa chưa được lưu."
)
_BRIEF_PROBLEMS = {
    "no_subject": "Chưa biết chuẩn bị cho việc gì; hãy ghi đối tác, nước, lĩnh vực hoặc sự kiện.",
    "minutes": "Thời lượng phải từ {least} đến {most} phút.",
    "too_many": "Mỗi danh sách nhận nhiều nhất {limit} dòng; hãy bớt đi.",
    "too_long": "Có dòng dài quá {limit} ký tự; hãy viết ngắn lại.",
}
_EDIT_PROBLEMS = {
    "sections": "Bản sửa phải có đủ các phần của bản gợi ý, mỗi phần một lần.",
    "points": "Mỗi phần nhận nhiều nhất {limit} ý; hãy bớt đi.",
    "long": "Có ý dài quá {limit} ký tự; hãy tách ra.",
}


def brief_problem(error: BriefError) -> str:
    return _BRIEF_PROBLEMS[error.problem].format(**error.facts)


def edit_problem(error: EditError) -> str:
    return _EDIT_PROBLEMS[error.problem].format(**error.facts)


FAILURES: Mapping[str, Callable[[Any], str]] = {
    "BriefError": brief_problem,
    "EditError": edit_problem,
    "NoDraftError": lambda _error: NO_DRAFT,
    "StaleDraftError": lambda _error: STALE,
    "OfficeSuiteError": lambda _error: NO_PDF,
    "NoModelError": lambda _error: NO_MODEL,
}
NO_MODEL = (
    "Viết bài phát biểu và dịch cần một mô hình ngôn ngữ mà máy này chưa cấu hình; "
    "các ý vẫn dùng được. "
    "Người quản trị đặt NGOAIVU_LLM để dùng."
)
NO_PDF = (
    "Máy này chưa có LibreOffice nên không xuất được PDF; hãy cài LibreOffice hoặc xuất bản Word."
)

API = {
    "drafts": (
        "Liệt kê các bản gợi ý phát biểu",
        "Của riêng người gọi; bản sửa sau cùng đứng trước.",
    ),
    "create": (
        "Soạn gợi ý phát biểu",
        "Tìm trong kho tài liệu theo bản khai và sắp thành các ý; mỗi ý nêu dữ kiện là một câu "
        "trích nguyên văn có nguồn, hoặc được đánh dấu chưa có nguồn.",
    ),
    "draft": (
        "Một bản gợi ý",
        "Câu trích được đối chiếu lại với kho tài liệu mỗi lần mở.",
    ),
    "edit": (
        "Lưu bản sửa thành phiên bản mới",
        "Ý nào khác câu trích, dù một chữ, được ghi là lời của người soạn.",
    ),
    "remake": ("Soạn lại một phần", "Giữ các ý đã khóa và lời của người soạn."),
    "check": ("Tìm nguồn cho lời của người soạn", "Ý có căn cứ được kèm câu trích làm chứng."),
    "speech": (
        "Viết các ý thành lời phát biểu",
        "Mô hình ngôn ngữ nối các ý; câu nào không đối chiếu được với ý thì dùng nguyên văn câu "
        "trích. Mô hình hỏng giữa chừng thì các phần viết xong được giữ, kèm lời báo còn thiếu "
        "phần nào; gọi lại để viết tiếp. Mô hình không trả lời được thì bản gợi ý giữ nguyên.",
    ),
    "translation": (
        "Dịch bản gợi ý sang tiếng khác, đặt song song",
        "Dịch lời phát biểu, hoặc các ý ở phần chưa có lời phát biểu. Câu dịch có con số, ngày, số "
        "văn bản hay tên riêng không khớp câu tiếng Việt được ghi rõ chỗ không khớp. Gọi lại để "
        "dịch tiếp những câu còn thiếu.",
    ),
    "restore": ("Lấy lại một phiên bản cũ", "Phiên bản cũ trở thành phiên bản mới nhất."),
    "versions": ("Các phiên bản của một bản gợi ý", "Mới nhất trước."),
    "differences": ("So hai phiên bản", "Các ý được thêm, bỏ hoặc chuyển chỗ."),
    "export": (
        "Xuất một bản gợi ý",
        "Word theo thể thức Nghị định số 30/2020/NĐ-CP, PDF, Markdown, hoặc thẻ chữ lớn cầm tay.",
    ),
    "delete": ("Xóa một bản gợi ý", "Xóa hẳn, không khôi phục được."),
}

OCCASIONS = {
    part.removesuffix(".name"): name
    for part, name in prompts.load("talking_points.v1").parts.items()
    if part.endswith(".name")
}
LANGUAGES = {
    code.removeprefix("language."): name
    for code, name in prompts.load("translation.v1").parts.items()
    if code.startswith("language.")
}
TONES = {"trang_trong": "Trang trọng", "than_mat": "Thân mật"}
TOPICS = prompts.load("word.v1").under("topics.")
DOUBTS = prompts.load("word.v1").under("doubts.")
CHANGES = {
    "made": "soạn lần đầu",
    "edited": "sửa tay",
    "remade": "soạn lại một phần",
    "checked": "tìm nguồn",
    "restored": "lấy lại bản cũ",
    "spoken": "viết lời phát biểu",
    "translated": "dịch",
}
COMMANDS = {
    "talking-points": "Soạn, xem, xuất, xóa gợi ý phát biểu",
    "talking-points new": "Soạn một bản gợi ý từ bản khai",
    "talking-points list": "Liệt kê các bản gợi ý, bản mới nhất trước",
    "talking-points show": "Xem một bản gợi ý",
    "talking-points speak": "Viết các ý thành lời phát biểu, bằng mô hình ngôn ngữ",
    "talking-points translate": "Dịch một bản gợi ý, đặt song song, bằng mô hình ngôn ngữ",
    "talking-points export": "Xuất một bản gợi ý ra tệp .docx, .pdf hoặc .md",
    "talking-points delete": "Xóa hẳn một bản gợi ý",
}
CLI = {
    "occasion": "dịp: {names}",
    "partner": "đối tác: địa phương hoặc tổ chức của khách",
    "country": "nước của khách",
    "field": "lĩnh vực trao đổi",
    "event": "tên sự kiện",
    "guest": "khách: «ông Tên, Chức vụ»; ghi nhiều lần cho nhiều người",
    "speaker": "người phát biểu: «ông Tên, Chức vụ»",
    "host": "chủ nhà: «bà Tên, Chức vụ»; ghi nhiều lần cho nhiều người",
    "date": "ngày diễn ra, dạng 2026-11-30",
    "minutes": "thời lượng phát biểu, phút",
    "interpreted": "có phiên dịch lần lượt: nội dung còn một nửa",
    "warm": "giọng thân mật",
    "speech": "viết luôn thành bài phát biểu, bằng mô hình ngôn ngữ",
    "language": "dịch song song sang tiếng: {names}",
    "code": "TIẾNG",
    "must": "điều phải có; ghi nhiều lần cho nhiều điều",
    "avoid": "điều cần tránh; ghi nhiều lần cho nhiều điều",
    "card": "thẻ chữ lớn để cầm tay (.docx hoặc .pdf)",
    "annex": "ghi nguồn ở phụ lục thay cho chú thích chân trang",
    "letterhead": "có quốc hiệu, tiêu ngữ và tên cơ quan",
    "file": "TỆP",
    "words": "CHỮ",
}
ID = "Mã bản gợi ý: {id}"
NONE = "Chưa có bản gợi ý nào."
DELETED = "Đã xóa hẳn bản gợi ý."
EXPORTED = "Đã xuất ra {file}."
UNKNOWN_FORM = "Chỉ xuất được ra .docx, .pdf hoặc .md; hãy đổi đuôi tệp."

_MARKS = {
    "own": " (người soạn viết, chưa kiểm tra)",
    "checked": " (người soạn viết, chưa có nguồn)",
    "gap": " (chưa có nguồn)",
}


def list_lines(found: Sequence[Mapping[str, Any]]) -> str:
    if not found:
        return NONE
    return "\n".join(f"{one['id']}  {one['updated_at'][:16]}  {one['title']}" for one in found)


def draft_lines(draft: Mapping[str, Any]) -> str:
    """A draft for the terminal: points with their sources, the fact sheet, what to check."""
    lines = [draft["title"], _length(draft), *draft["notices"], ""]
    for section in draft["sections"]:
        lines.append(section["heading"].upper())
        lines += [f"- {point['text']}{_source(point)}" for point in section["points"]]
        lines.append("")
    speech = [section["speech"] for section in draft["sections"] if section["speech"]]
    if speech:
        lines.append("LỜI PHÁT BIỂU")
        lines += [
            f"{' '.join(one['text'] for one in said)}\n".replace(f" {GREETING}", f"\n{GREETING}")
            for said in speech
        ]
    lines += _parallel_lines(draft["parallel"])
    if draft["facts"]:
        lines.append("TỜ THÔNG TIN VỀ ĐỐI TÁC")
        for fact in draft["facts"]:
            label = f" {fact['label']}:" if fact["label"] else ""
            lines.append(f"- {TOPICS[fact['topic']]}:{label} “{fact['citation']['quote']}”")
        lines.append("")
    if draft["checks"]:
        lines.append("CẦN KIỂM TRA")
        lines += [f"- {DOUBTS[check['doubt']]}: {check['text']}" for check in draft["checks"]]
    return "\n".join(lines).rstrip()


def _parallel_lines(parallel: Mapping[str, Any] | None) -> list[str]:
    if parallel is None:
        return []
    words = prompts.load("translation.v1")
    lines = [words.fill("heading", language=LANGUAGES[parallel["language"]].upper())]
    for one in parallel["lines"]:
        said = one["translated"]
        mark = words.fill("mark", faults="; ".join(one["faults"])) if one["faults"] else ""
        mark = mark if said else words.fill("missing")
        lines += [f"- {one['text']}", f"  {' '.join(filter(None, (said, mark)))}"]
    return [*lines, words.fill("legend"), ""]


def _length(draft: Mapping[str, Any]) -> str:
    return (
        f"{draft['syllables']} tiếng, thời lượng cho phép {draft['allowed']} tiếng "
        f"({draft['brief']['minutes']} phút, {draft['pace']} tiếng một phút)"
    )


def _source(point: Mapping[str, Any]) -> str:
    citation = point["citation"]
    if citation is not None:
        parts = [citation["title"] or citation["file"]]
        parts += [f"số {citation['number']}"] if citation["number"] else []
        parts += (
            [f"ngày {'/'.join(reversed(citation['date'].split('-')))}"] if citation["date"] else []
        )
        parts += [f"trang {citation['page']}"] if citation["page"] else []
        return f" [{', '.join(parts)}]"
    if point["kind"] == "own":
        return _MARKS["checked" if point["checked"] else "own"]
    return _MARKS.get(point["kind"], "")


# Read by the scripts of ui/pages/static.
DRAFTS: dict[str, object] = {
    "drafts_occasions": OCCASIONS,
    "drafts_tones": TONES,
    "drafts_topics": TOPICS,
    "drafts_doubts": DOUBTS,
    "drafts_changes": CHANGES,
    "drafts_new": "Soạn bản mới",
    "drafts_list": "Các bản đã soạn",
    "drafts_none": "Chưa có bản nào. Điền bản khai rồi bấm “Soạn gợi ý”.",
    "drafts_more": "Xem thêm",
    "brief": "Bản khai",
    "brief_occasion": "Dịp",
    "brief_partner": "Địa phương, tổ chức đối tác",
    "brief_partner_hint": "ví dụ: tỉnh Champasak",
    "brief_country": "Nước",
    "brief_country_hint": "ví dụ: Lào",
    "brief_field": "Lĩnh vực",
    "brief_field_hint": "ví dụ: giáo dục, đầu tư",
    "brief_event": "Sự kiện",
    "brief_event_hint": "ví dụ: Hội nghị xúc tiến đầu tư năm 2026",
    "brief_guests": "Khách",
    "brief_speaker": "Người phát biểu",
    "brief_speaker_hint": "ông Nguyễn Văn A, Chức vụ",
    "brief_hosts": "Lãnh đạo chủ nhà được kính thưa",
    "brief_people_hint": "mỗi dòng một người: ông Nguyễn Văn A, Chức vụ",
    "brief_when": "Ngày",
    "brief_minutes": "Số phút",
    "brief_interpreted": "Có phiên dịch lần lượt",
    "brief_tone": "Giọng",
    "brief_must": "Điều phải có",
    "brief_avoid": "Điều cần tránh",
    "brief_lines_hint": "mỗi dòng một điều",
    "brief_documents": "Tài liệu",
    "brief_documents_all": "Dùng mọi tài liệu được phép đọc",
    "brief_documents_only": "Chỉ dùng tài liệu đã chọn",
    "brief_documents_without": "Bỏ các tài liệu đã chọn",
    "brief_genre": "Hình thức",
    "drafts_genres": {
        "goi_y": "Gợi ý: các ý ngắn",
        "bai_phat_bieu": "Bài phát biểu: các ý và lời viết liền mạch",
    },
    "brief_language": "Bản dịch song song",
    "drafts_languages": LANGUAGES,
    "brief_language_none": "Không dịch",
    "brief_no_model": (
        "Bài phát biểu viết liền mạch và bản dịch song song cần một mô hình ngôn ngữ; "
        "máy này chưa cấu hình nên chỉ soạn các ý."
    ),
    "brief_more": "Thêm yêu cầu",
    "brief_make": "Soạn gợi ý",
    "brief_making": "Đang tìm trong kho tài liệu và sắp các ý…",
    "draft_length": "{syllables}/{allowed} tiếng, {minutes} phút ({pace} tiếng một phút)",
    "draft_length_over": "Dài hơn thời lượng: {syllables}/{allowed} tiếng, {minutes} phút",
    "draft_version": "Phiên bản {number}: {change}, {time}",
    "draft_save": "Lưu",
    "draft_saved": "Đã lưu.",
    "draft_unsaved": "Có thay đổi chưa lưu",
    "draft_discard": "Bỏ thay đổi",
    "draft_check": "Tìm nguồn cho lời người soạn",
    "draft_checking": "Đang tìm nguồn…",
    "draft_remake": "Soạn lại phần này",
    "draft_remaking": "Đang soạn lại…",
    "draft_speak": "Viết lời phát biểu",
    "draft_speaking": "Đang viết lời phát biểu bằng mô hình ngôn ngữ…",
    "draft_speak_on": "Viết tiếp",
    "draft_speak_again": "Viết lại lời phát biểu",
    "draft_speech": "Lời phát biểu",
    "draft_greeting": GREETING,
    "draft_speech_missing": "Chưa viết phần: {parts}.",
    "draft_speech_legend": prompts.load("word.v1").fill("speech_legend"),
    "draft_translate": "Dịch sang {language}",
    "draft_translate_on": "Dịch tiếp sang {language}",
    "draft_translate_menu": "Dịch",
    "draft_translating": "Đang dịch bằng mô hình ngôn ngữ…",
    "draft_parallel_legend": prompts.load("translation.v1").fill("legend"),
    "draft_unchecked": "bản dịch chưa kiểm được: {faults}",
    "draft_untranslated": "chưa dịch",
    "draft_stop": "Dừng",
    "draft_add": "Thêm ý",
    "draft_add_hint": "Lời của người soạn, được ghi là chưa có nguồn cho tới khi kiểm tra",
    "draft_up": "Chuyển lên",
    "draft_down": "Chuyển xuống",
    "draft_edit": "Sửa lời",
    "draft_edit_done": "Xong",
    "draft_edit_cancel": "Thôi",
    "draft_remove": "Bỏ ý này",
    "draft_lock": "Khóa",
    "draft_locked": "Đã khóa",
    "draft_unlock": "Mở khóa",
    "draft_spare": "Ý dự phòng ({count})",
    "draft_use": "Đưa vào bài",
    "draft_source": "Nguồn",
    "draft_own": "người soạn viết",
    "draft_own_unsourced": "người soạn viết, chưa tìm được nguồn",
    "draft_own_sourced": "người soạn viết, có nguồn",
    "draft_gap": "chưa có nguồn",
    "draft_phrase": "lời dẫn",
    "draft_facts": "Tờ thông tin",
    "draft_facts_none": "Tài liệu không nêu gì về đối tác này.",
    "draft_side": "Kiểm tra, thông tin, phiên bản",
    "draft_checks": "Cần kiểm tra",
    "draft_checks_none": "Không có điều gì phải kiểm tra thêm.",
    "draft_versions": "Các phiên bản",
    "draft_restore": "Lấy lại bản này",
    "draft_difference_added": "Thêm",
    "draft_difference_removed": "Bỏ",
    "draft_difference_moved": "Chuyển chỗ",
    "draft_difference_none": "Không khác phiên bản trước.",
    "draft_difference_of": "So với phiên bản trước",
    "draft_export": "Xuất",
    "draft_export_docx": "Word (.docx)",
    "draft_export_pdf": "PDF",
    "draft_export_md": "Markdown",
    "draft_export_card": "Thẻ chữ lớn (.docx)",
    "draft_export_letterhead": "Có quốc hiệu, tên cơ quan",
    "draft_export_annex": "Ghi nguồn ở phụ lục",
    "draft_exporting": "Đang xuất…",
    "draft_delete": "Xóa bản này",
    "draft_delete_sure": "Xóa hẳn bản gợi ý “{title}” với mọi phiên bản? Không khôi phục được.",
    "draft_delete_yes": "Xóa hẳn",
    "draft_delete_no": "Giữ lại",
    "draft_stale": STALE,
    "draft_reload": "Tải bản mới nhất",
    "draft_evidence": "Đoạn trích trong tài liệu",
    "draft_back": "Về danh sách",
    "draft_loading": "Đang mở bản gợi ý…",
}
