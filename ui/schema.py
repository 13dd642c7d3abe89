"""What the HTTP interface takes and gives, as FastAPI checks and documents it. The values
come from `ui.wire`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.access import Label

_QUESTION = "Sở Ngoại vụ được thành lập theo quyết định nào?"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Ask(_Model):
    question: Annotated[str, Field(description="Câu hỏi", examples=[_QUESTION])]
    previous: Annotated[
        list[str],
        Field(description="Các câu hỏi trước của cuộc trò chuyện, câu cũ trước", max_length=100),
    ] = []


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


class Answer(_Model):
    answer: Annotated[str, Field(description="Câu trả lời với các dấu [n]")]
    refused: Annotated[bool, Field(description="Đúng khi tài liệu không trả lời được")]
    citations: list[Citation]
    as_of: Annotated[str | None, Field(description="Ngày hoặc năm mà câu trả lời còn đúng")]
    mode: Annotated[str, Field(description="Cách trả lời: trich_dan là trích nguyên văn")]
    warnings: Annotated[list[str], Field(description="Điều cần lưu ý khi dùng câu trả lời")]
    timings_ms: Annotated[dict[str, float], Field(description="Thời gian từng bước, mili giây")]
    question: Annotated[str, Field(description="Câu hỏi như chương trình hiểu")]
    nearest: Annotated[list[Citation], Field(description="Khi không trả lời được: đoạn gần nhất")]


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


class FileReport(_Model):
    file: str
    status: Annotated[str, Field(description="added, updated, unchanged, refused hoặc failed")]
    reason: Annotated[str, Field(description="Vì sao không nhận; rỗng nếu đã nhận")]
    document_id: str | None
    chunks: Annotated[int, Field(description="Số đoạn được lập chỉ mục")]


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
