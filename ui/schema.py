"""What the HTTP interface takes and gives, as FastAPI checks and documents it. The values
come from `ui.wire`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.access import Label
from ingest.errors import Reason

_QUESTION = "Sở Ngoại vụ được thành lập theo quyết định nào?"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Ask(_Model):
    question: Annotated[str, Field(description="Câu hỏi", examples=[_QUESTION])]
    previous: Annotated[
        list[str],
        Field(description="Các câu hỏi trước của cuộc hội thoại, câu cũ trước", max_length=100),
    ] = []
    thread: Annotated[
        str | None,
        Field(
            description="Mã cuộc hội thoại để hỏi tiếp và lưu, hoặc new để mở cuộc hội thoại mới",
            max_length=100,
        ),
    ] = None
    alone: Annotated[
        bool, Field(description="Hỏi riêng, không kèm các câu trước của cuộc hội thoại")
    ] = False


class Search(_Model):
    question: Annotated[str, Field(description="Câu hỏi hoặc từ khóa", examples=[_QUESTION])]
    k: Annotated[int, Field(ge=1, le=1000, description="Số đoạn nhiều nhất")] = 10


class Citation(_Model):
    n: Annotated[int, Field(description="Số trong dấu [n] của câu trả lời")]
    document_id: str
    title: Annotated[str, Field(description="Tên tài liệu")]
    file: Annotated[str, Field(description="Tên tệp")]
    number: Annotated[str, Field(description="Số, ký hiệu; rỗng nếu không có")]
    date: Annotated[str | None, Field(description="Ngày ban hành, dạng năm-tháng-ngày")]
    page: Annotated[int | None, Field(description="Trang, đếm từ 1")]
    start: Annotated[int, Field(description="Vị trí đầu của quote trong văn bản lưu")]
    end: Annotated[int, Field(description="Vị trí ngay sau quote")]
    quote: Annotated[str, Field(description="Câu trích nguyên văn")]
    language: Annotated[str, Field(description="Ngôn ngữ của quote, mã ISO 639-1, hoặc rỗng")]


class Lead(_Model):
    n: Annotated[int, Field(description="Số của trích dẫn chứng minh")]
    text: Annotated[str, Field(description="Lời đáp gọn, nguyên văn trong trích dẫn ấy")]
    start: Annotated[int, Field(description="Vị trí đầu trong văn bản lưu")]
    end: Annotated[int, Field(description="Vị trí ngay sau")]


class Answer(_Model):
    answer: Annotated[str, Field(description="Câu trả lời với các dấu [n]")]
    refused: Annotated[bool, Field(description="Đúng khi tài liệu không trả lời được")]
    citations: list[Citation]
    lead: Annotated[Lead | None, Field(description="Lời đáp gọn, nếu trích được nguyên văn")]
    as_of: Annotated[str | None, Field(description="Ngày hoặc năm mà câu trả lời còn đúng")]
    mode: Annotated[
        str,
        Field(
            description="Cách trả lời: trich_dan là trích nguyên văn, "
            "mo_hinh là lời của mô hình ngôn ngữ đã đối chiếu"
        ),
    ]
    warnings: Annotated[list[str], Field(description="Điều cần lưu ý khi dùng câu trả lời")]
    timings_ms: Annotated[dict[str, float], Field(description="Thời gian từng bước, mili giây")]
    question: Annotated[str, Field(description="Câu hỏi như chương trình hiểu")]
    nearest: Annotated[list[Citation], Field(description="Khi không trả lời được: đoạn gần nhất")]


class KeptAnswer(Answer):
    thread: Annotated[str, Field(description="Mã cuộc hội thoại đã lưu câu hỏi này")]
    turn: Annotated[int, Field(description="Thứ tự trong cuộc hội thoại, đếm từ 1")]


class Hit(_Model):
    document_id: str
    title: str
    file: str
    page: int | None
    start: int
    end: int
    text: str
    score: Annotated[float, Field(description="Càng cao càng gần; chỉ so trong một lần tìm")]
    headings: Annotated[list[str], Field(description="Các đề mục, ngoài cùng trước")]
    number: str
    date: str | None
    label: Label
    language: Annotated[str, Field(description="Ngôn ngữ của đoạn, mã ISO 639-1, hoặc rỗng")]


class Facet(_Model):
    value: str
    count: Annotated[int, Field(description="Số tài liệu")]


class Facets(_Model):
    """Giá trị nhiều tài liệu đứng trước; năm mới nhất đứng trước."""

    year: list[Facet]
    kind: list[Facet]
    issuer: list[Facet]
    country: list[Facet]
    language: list[Facet]


class FileReport(_Model):
    file: str
    status: Annotated[str, Field(description="added, updated, unchanged, refused hoặc failed")]
    reason: Annotated[str, Field(description="Vì sao không nhận; rỗng nếu đã nhận")]
    document_id: str | None
    chunks: Annotated[int, Field(description="Số đoạn được lập chỉ mục")]
    copy_: Annotated[
        bool, Field(alias="copy", description="Đúng khi kho đã có tài liệu này từ tệp khác")
    ]
    seconds: Annotated[float, Field(description="Thời gian xử lý, giây")]


class Validity(_Model):
    relation: Annotated[str, Field(description="replaces, abolishes hoặc amends")]
    whole: Annotated[bool, Field(description="Sai khi chỉ một phần văn bản bị tác động")]
    ended: Annotated[bool, Field(description="Đúng khi văn bản đã hết hiệu lực")]
    effective: Annotated[str | None, Field(description="Từ ngày, dạng năm-tháng-ngày")]
    document_id: Annotated[str, Field(description="Văn bản thay thế, bãi bỏ hoặc sửa đổi")]
    title: str
    number: str
    date: str | None


class Document(_Model):
    document_id: str
    title: str
    file: str
    number: str
    date: str | None
    issuer: Annotated[str, Field(description="Cơ quan ban hành")]
    kind: Annotated[str, Field(description="Loại văn bản")]
    label: Label
    digest: Annotated[str, Field(description="SHA-256 của tệp gốc")]
    added_at: Annotated[str, Field(description="Lúc nạp, giờ UTC")]
    validity: Annotated[Validity | None, Field(description="Văn bản khác tác động tới hiệu lực")]
    marks: Annotated[
        list[str],
        Field(description="scanned: có trang quét; converted: đã chuyển từ bảng mã cũ"),
    ]


class Reference(_Model):
    relation: Annotated[
        str, Field(description="based_on, replaces, abolishes, amends hoặc mentions")
    ]
    number: str
    date: str | None
    whole: bool
    effective: str | None
    start: int
    end: int


class Page(_Model):
    document_id: str
    title: str
    file: str
    page: int
    confidence: Annotated[float, Field(description="Độ tin cậy khi nhận dạng chữ, 0 đến 1")]
    corrected: Annotated[bool, Field(description="Đúng khi đã có người sửa hoặc xác nhận")]


class PageText(Page):
    text: Annotated[str, Field(description="Chữ của trang như đang lưu")]


class Corrected(_Model):
    text: Annotated[str, Field(max_length=200_000, description="Chữ đúng của trang")]


class Conversion(_Model):
    encoding: Annotated[str, Field(description="Bảng mã cũ đã chuyển sang Unicode")]
    words: Annotated[int, Field(description="Số chữ đã chuyển")]
    confidence: float


class Details(Document):
    subject: Annotated[str, Field(description="Trích yếu")]
    signer: Annotated[str, Field(description="Người ký")]
    signer_post: Annotated[str, Field(description="Chức vụ người ký")]
    recipients: Annotated[list[str], Field(description="Nơi nhận")]
    urgency: Annotated[str, Field(description="Độ khẩn")]
    secrecy: Annotated[str, Field(description="Độ mật")]
    language: Annotated[str, Field(description="Ngôn ngữ, mã ISO 639-1")]
    partners: Annotated[list[str], Field(description="Nước, địa phương, tổ chức nước ngoài")]
    references: Annotated[list[Reference], Field(description="Văn bản được dẫn chiếu")]
    edited: Annotated[list[str], Field(description="Các mục đã sửa tay")]
    groups: list[str]
    sources: Annotated[list[str], Field(description="Mọi nơi có tệp này")]
    scanned: Annotated[list[Page], Field(description="Các trang đọc bằng nhận dạng chữ")]
    conversion: Conversion | None


class Edit(_Model):
    """Mục để trống không đổi; null bỏ phần sửa tay và lấy lại giá trị chương trình đọc được."""

    title: Annotated[str | None, Field(max_length=1000)] = None
    number: Annotated[str | None, Field(max_length=100)] = None
    date: Annotated[dt.date | Literal[""] | None, Field(description="năm-tháng-ngày")] = None
    issuer: Annotated[str | None, Field(max_length=300)] = None
    kind: Annotated[str | None, Field(max_length=100)] = None
    subject: Annotated[str | None, Field(max_length=1000)] = None
    signer: Annotated[str | None, Field(max_length=200)] = None
    signer_post: Annotated[str | None, Field(max_length=200)] = None
    recipients: Annotated[list[str] | None, Field(max_length=100)] = None
    urgency: Annotated[str | None, Field(max_length=50)] = None
    language: Annotated[str | None, Field(max_length=8)] = None
    label: Label | None = None
    groups: Annotated[list[str] | None, Field(max_length=100)] = None


class Known(_Model):
    file: str
    source: Annotated[str, Field(description="Đường dẫn đầy đủ, hoặc tên tệp tải lên")]
    status: Annotated[str, Field(description="Như khi nạp; deleted là tài liệu đã bị xóa khỏi kho")]
    reason: str
    document_id: str | None
    size: Annotated[int | None, Field(description="Dung lượng, byte")]
    modified_ns: Annotated[int | None, Field(description="Lúc sửa tệp, nano giây")]
    digest: str | None
    seen_at: str


class FailedFile(_Model):
    """Tệp mà phía gửi không đọc được."""

    source: str
    reason: Reason
    facts: dict[str, str | int | float] = {}
    run: int | None = None


class Forgotten(_Model):
    document_deleted: Annotated[bool, Field(description="Đúng khi tài liệu không còn tệp nào")]


class BeginRun(_Model):
    kind: Literal["ingest", "upload", "sync"]
    folder: Annotated[str, Field(max_length=4000)] = ""


class Run(_Model):
    id: int
    kind: str
    folder: str
    started_at: str
    finished_at: Annotated[str | None, Field(description="Rỗng: đang chạy hoặc bị ngắt")]
    counts: Annotated[dict[str, int], Field(description="Số tệp theo kết quả")]


class RunFile(_Model):
    file: str
    status: str
    reason: str
    document_id: str | None
    chunks: int
    seconds: float


class Alike(_Model):
    first: Document
    second: Document
    share: Annotated[float, Field(description="Phần giống nhau, 0 đến 1")]


class Passage(_Model):
    document: Document
    page: int | None
    headings: list[str]
    before: Annotated[str, Field(description="Văn bản ngay trước quote")]
    quote: str
    after: Annotated[str, Field(description="Văn bản ngay sau quote")]


class Deleted(_Model):
    deleted: str


class Rebuilt(_Model):
    chunks: int


class Health(_Model):
    status: str
    documents: int


class Failure(_Model):
    error: Annotated[str, Field(description="Câu báo lỗi và việc nên làm")]
