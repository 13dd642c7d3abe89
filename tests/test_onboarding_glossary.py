"""Terms and abbreviations come from what documents themselves explain, with the very words."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.onboarding.glossary import Kind, definitions, entries


def told(text: str, title: str = "Văn bản thử") -> dict[str, str]:
    return {one.term: one.meaning.text for one in definitions(paper(text, title))}


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("Sở Ngoại vụ (SNgV) trình hồ sơ.", "SNgV", "Sở Ngoại vụ"),
        ("Đoàn do Bộ Ngoại giao (BNG) chủ trì.", "BNG", "Bộ Ngoại giao"),
        ("Dự án của Cơ quan Hợp tác Quốc tế Nhật Bản (JICA) tại Huế.", "JICA",
         "Cơ quan Hợp tác Quốc tế Nhật Bản"),
        ("Việt Nam là thành viên Hiệp hội các Quốc gia Đông Nam Á (ASEAN).", "ASEAN",
         "Hiệp hội các Quốc gia Đông Nam Á"),
        ("1. “Văn bản đi” là tất cả văn bản do cơ quan ban hành.", "Văn bản đi",
         "tất cả văn bản do cơ quan ban hành"),
        ("Điều 2. Giải thích từ ngữ\n1. Bên ký kết Việt Nam là cơ quan ký thỏa thuận.",
         "Bên ký kết Việt Nam", "cơ quan ký thỏa thuận"),
        ("Văn bản có mức độ “Khẩn” (sau đây gọi chung là văn bản khẩn) được gửi ngay.",
         "văn bản khẩn", "Văn bản có mức độ “Khẩn”"),
        ("I. CHỮ VIẾT TẮT\nLS: lãnh sự; gặp trong ký hiệu.\nVT: văn thư.", "LS", "lãnh sự"),
        ("II. THUẬT NGỮ\nHồ sơ: tập văn bản về một việc.\nTrích yếu: câu ngắn nêu nội dung.",
         "Hồ sơ", "tập văn bản về một việc"),
        ("I. BẢNG CHỮ VIẾT TẮT\nTên loại văn bản: Tờ trình; Chữ viết tắt: TTr", "TTr", "Tờ trình"),
        ("Chữ viết tắt: KT.; Nghĩa: ký thay người đứng đầu", "KT.", "ký thay người đứng đầu"),
    ],
)  # fmt: skip
def test_what_a_document_explains_is_found(text: str, term: str, meaning: str) -> None:
    assert told(text)[term] == meaning


def test_a_term_that_the_title_names_is_explained_where_its_paragraph_begins() -> None:
    text = "Đoàn ra là đoàn cán bộ đi công tác nước ngoài. Hồ sơ nộp trước."
    meaning = "đoàn cán bộ đi công tác nước ngoài"
    assert told(text, "Quy trình đoàn ra") == {"Đoàn ra": meaning}
    assert told(text, "Kế hoạch năm") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Có 11 dự án vốn đầu tư trực tiếp nước ngoài (FDI) được cấp mới.",  # where does it begin?
        "Trang này là bản rút gọn của Nghị định.",
        "Số: 13/BC-SNgV",
        "Huế, ngày 14 tháng 9 năm 2026",
        "I. CHỮ VIẾT TẮT\nCác chữ dưới đây dùng chung.\nLưu ý khi dùng.\nLưu: VT, Hồ sơ.",
        "Mẫu 1.2: Quyết định quy định trực tiếp",
        "Ông Nguyễn Văn An (sinh năm 1980) là giám đốc.",
        "I. BẢNG CHỮ VIẾT TẮT\nTên loại: Tờ trình; Chữ viết tắt: ……",
    ],
)
def test_what_is_no_explanation_is_passed_over(text: str) -> None:
    assert told(text) == {}


def test_every_meaning_stands_letter_for_letter_at_its_place() -> None:
    one = paper("I. CHỮ VIẾT TẮT\nLS: lãnh sự; hộ chiếu.\nSở Ngoại vụ (SNgV) họp.")
    found = definitions(one)
    assert found
    for definition in found:
        for quote in (definition.meaning, definition.passage):
            assert one.text[quote.start : quote.end] == quote.text


def test_two_documents_that_differ_are_both_kept_the_newer_first() -> None:
    old = paper("“Hồ sơ” là tập giấy tờ.", "Cũ", "2019-01-01")
    new = paper("“Hồ sơ” là tập văn bản, tài liệu.", "Mới", "2024-01-01")
    copy = paper("“Hồ sơ” là tập văn bản, tài liệu.", "Bản sao", "2024-01-01")
    [entry] = entries(one for each in (old, new, copy) for one in definitions(each))
    assert entry.kind is Kind.TERM
    meanings = [one.meaning.text for one in entry.definitions]
    assert meanings == ["tập văn bản, tài liệu", "tập giấy tờ"]
