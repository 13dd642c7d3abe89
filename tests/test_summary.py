"""A document in its own sentences, and which document a question means."""

from __future__ import annotations

from passages import hit, record

from assistant import summary
from index.records import StoredChunk

PLAN = record("Kế hoạch ngoại giao kinh tế", number="12/KH-UBND", date="2025-03-01")
OLDER = record("Kế hoạch ngoại giao kinh tế", number="9/KH-UBND", date="2021-03-01", id="older")
GUIDE = record("Quy trình đón tiếp đoàn vào", file="quy-trinh.txt")
ALL = [OLDER, PLAN, GUIDE]


def test_a_document_is_meant_by_its_number_or_its_name() -> None:
    assert summary.named("KH 12", ALL) == PLAN
    assert summary.named("quy trinh doan vao", ALL) == GUIDE
    assert summary.named("kế hoạch ngoại giao kinh tế", ALL) == PLAN  # the newest of its name
    assert summary.named("quy trình cấp hộ chiếu", ALL) is None
    assert summary.named("QĐ 12", ALL) is None
    assert summary.named("đoàn", ALL) is None  # one word names nothing


def test_the_time_of_what_a_document_is_about_may_stand_beside_its_name() -> None:
    trip = record("Quyết định về việc cử đoàn đi Lào", date="2031-03-27")
    assert summary.named("quyết định cử đoàn đi Lào tháng 4/2031", [*ALL, trip]) == trip
    assert summary.named("quyết định cử đoàn đi Lào tháng 4/2029", [*ALL, trip]) is None
    assert summary.named("quyết định cử đoàn đi Lào tháng 9/2031", [*ALL, trip]) is None
    assert summary.named("quyết định cử đoàn đi Lào năm 2031", [*ALL, trip]) == trip


def test_a_document_that_names_another_time_is_not_meant() -> None:
    march = record("Báo cáo đối ngoại tháng 3/2031", date="2031-04-02")
    filed = record("Báo cáo đối ngoại", file="bao-cao-thang-3-2031.txt", date="2031-04-02")
    assert summary.named("báo cáo đối ngoại tháng 3/2031", [march]) == march
    assert summary.named("báo cáo đối ngoại tháng 4/2031", [march, filed]) is None
    whole = record("Báo cáo tổng kết năm 2031", date="2032-01-05")
    assert summary.named("báo cáo tổng kết năm 2031", [whole]) == whole
    assert summary.named("báo cáo tổng kết năm 2030", [whole]) is None


def chunk(text: str, *headings: str) -> StoredChunk:
    return hit(text, PLAN, *headings).chunk


def outlined(*chunks: StoredChunk) -> list[tuple[str, list[str]]]:
    cosines = {one.id: [0.9] * len(one.sentences) for one in chunks}
    return [
        (part.heading, [sentence.text for sentence in part.sentences])
        for part in summary.outline(chunks, cosines)
    ]


def test_each_part_is_told_by_a_sentence_of_its_own() -> None:
    first = chunk("Thành phố mời gọi đầu tư vào du lịch xanh.", "I. MỤC TIÊU")
    second = chunk("Sở Ngoại vụ làm đầu mối mời các đoàn doanh nghiệp.", "II. VIỆC LÀM")
    assert outlined(first, second) == [
        ("I. MỤC TIÊU", ["Thành phố mời gọi đầu tư vào du lịch xanh."]),
        ("II. VIỆC LÀM", ["Sở Ngoại vụ làm đầu mối mời các đoàn doanh nghiệp."]),
    ]


def test_what_tells_nothing_is_not_quoted() -> None:
    told = "Sở Ngoại vụ chủ trì việc mời các đoàn doanh nghiệp."
    lines = (
        "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
        "Hồ sơ gồm những giấy tờ được liệt kê sau đây:",
        "Về việc mời các đoàn doanh nghiệp nước ngoài",
        "Ngắn quá.",
    )
    assert outlined(*(chunk(line, "I. CHUNG") for line in (*lines, told))) == [("I. CHUNG", [told])]


def test_a_long_document_without_headings_is_told_from_beginning_to_end() -> None:
    sentences = [f"Câu thứ {n} kể về việc đón các đoàn khách quốc tế." for n in range(40)]
    ((_, told),) = outlined(chunk(" ".join(sentences)))
    assert len(told) == 7
    assert told[0] == sentences[0]
    assert sentences.index(told[-1]) > 30
    assert told == sorted(told, key=sentences.index)


def test_nothing_to_tell() -> None:
    assert outlined() == []


def test_a_procedure_is_told_step_by_step() -> None:
    opening = chunk(
        "Tài liệu này nêu trình tự các việc phải làm khi đi.\n\nBước 1. Xin phép\n\n"
        "Đơn vị gửi văn bản xin phép tới cơ quan chủ quản."
    )
    second = chunk("Đoàn gặp gỡ đối tác theo chương trình đã duyệt.", "Bước 2. Lên đường")
    after = chunk("Ví dụ năm trước có một đoàn đi theo trình tự này.", "Ví dụ")
    assert outlined(opening, second, after) == [
        ("Bước 1. Xin phép", ["Đơn vị gửi văn bản xin phép tới cơ quan chủ quản."]),
        ("Bước 2. Lên đường", ["Đoàn gặp gỡ đối tác theo chương trình đã duyệt."]),
    ]


def test_a_procedure_is_told_by_a_document_that_says_so_and_not_of_the_opposite() -> None:
    opposites = [("đoàn ra", "đoàn vào"), ("đoàn vào", "đoàn ra")]
    assert summary.procedure("đón đoàn vào", ALL, opposites) == GUIDE
    assert summary.procedure("đón đoàn ra", ALL, opposites) is None
    assert summary.procedure("ngoại giao kinh tế", ALL, opposites) is None  # a plan


def test_a_step_that_is_a_list_is_told_whole() -> None:
    items = ["a) Danh sách khách mời của hai bên;", "b) Bài phát biểu và bản dịch của bài;"]
    step = chunk("\n\n".join(("Bước 1. Chuẩn bị", *items)), "Hướng dẫn", "Bước 1. Chuẩn bị")
    other = chunk("Trưởng đoàn báo cáo bằng văn bản sau khi về.", "Hướng dẫn", "Bước 2. Sau đó")
    assert outlined(step, other)[0] == ("Bước 1. Chuẩn bị", items)


def test_the_steps_of_a_procedure_are_neither_its_opening_nor_its_examples() -> None:
    told = tuple(
        summary.Part(heading, ())
        for heading in ("", "Kế hoạch ngoại giao kinh tế", "1. Mời khách", "2. Ví dụ để hình dung")
    )
    assert [part.heading for part in summary.steps(told, PLAN)] == ["1. Mời khách"]
