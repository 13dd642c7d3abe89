"""Whether the words that a reader found are the kind of thing that a question asks for."""

from __future__ import annotations

import pytest
from passages import NAMES

from assistant.kinds import (
    asked_match,
    defines,
    kinds_held,
    lacks_place,
    measures_other,
    names_holder,
    only_explains,
    span_fit,
)
from assistant.question import Asked
from assistant.understand import understand

FITS, NOT, UNTOLD = 1.0, 0.0, 0.5


@pytest.mark.parametrize(
    ("question", "sentence", "found", "fit"),
    [
        ("Sở lập năm nào?", "Sở lập năm 1998 ở Huế.", "1998", FITS),
        ("Sở lập năm nào?", "Sở lập theo đề nghị của tỉnh.", "tỉnh", NOT),
        ("Khi nào khai giảng?", "Lớp nhận 610.000 USD.", "610.000 USD", NOT),
        ("Khi nào khai giảng?", "Lớp mở đầu tháng chín.", "đầu tháng chín", FITS),
        ("Mấy giờ họp?", "Họp lúc 14h00 tại phòng 2.", "14h00", FITS),
        ("Mấy giờ họp?", "Họp ngày 14/2 tại phòng 2.", "14/2", NOT),
        ("Có bao nhiêu đoàn?", "Huế đón 37 đoàn khách.", "37", FITS),
        ("Có bao nhiêu đoàn?", "Huế đón khách từ năm 2017.", "2017", NOT),
        ("Có bao nhiêu đoàn?", "Huế đón 37 lượt khách.", "37", UNTOLD),
        ("Thời hạn mấy năm?", "Ký năm 2017 tại Huế.", "2017", NOT),
        ("Thời hạn mấy năm?", "Có hiệu lực 5 năm kể từ khi ký.", "5", FITS),
        ("Trồng bao nhiêu héc-ta?", "Dự án có 920.000 USD.", "920.000 USD", NOT),
        ("Trồng bao nhiêu héc-ta?", "Dự án trồng 12 ha rừng.", "12", FITS),
        ("Hết bao nhiêu tiền?", "Lớp có 4 giảng viên.", "4", NOT),
        ("Hết bao nhiêu tiền?", "Lớp hết 210 triệu đồng.", "210 triệu đồng", FITS),
        ("Mất mấy ngày?", "Nộp trước 10 ngày làm việc.", "10", FITS),
        ("Vốn bao nhiêu?", "Vốn hơn 39 triệu USD.", "39 triệu USD", UNTOLD),
        ("Ai ký?", "Bà Phạm Thu Hà ký.", "Phạm Thu Hà", FITS),
        ("Ai ký?", "Lễ ký bàn việc giảm rác thải nhựa.", "giảm rác thải nhựa", NOT),
        ("Ai ký?", "Sở Công Thương ký.", "Sở Công Thương", NOT),
        ("Ai ký?", "Luật Tổ chức Chính phủ được ký.", "Luật Tổ chức Chính phủ", NOT),
        ("Ai ký?", "Chính phủ ký.", "Chính phủ", NOT),
        ("Thủ tướng là ai?", "Thủ tướng nói chuyện.", "Thủ tướng", NOT),  # the question's own words
        ("Khi nào gửi giấy mời?", "Gửi ngay sau khi duyệt.", "ngay sau khi duyệt", FITS),
        ("Năm nào gửi giấy mời?", "Gửi ngay sau khi duyệt.", "ngay sau khi duyệt", NOT),
        ("Có bao nhiêu nước?", "Có 12 quốc gia dự.", "12", FITS),  # under another name
        ("Có bao nhiêu đoàn?", "Giai đoạn có 12 lớp.", "12", UNTOLD),  # «đoạn» is no «đoàn»
        ("Ai ký?", "Phó Giám đốc Lê Mai ký.", "Phó Giám đốc Lê Mai", UNTOLD),
        ("Theo quyết định số mấy?", "Theo Quyết định 222/QĐ-UBND.", "222/QĐ-UBND", FITS),
        ("Theo quyết định số mấy?", "Theo đề nghị của hai thành phố.", "hai thành phố", NOT),
        ("Họp ở đâu?", "Hội nghị có 350 đại biểu.", "350", NOT),
        ("Họp ở đâu?", "Hội nghị họp tại A Lưới.", "A Lưới", UNTOLD),
        ("Vì sao hoãn?", "Lễ hoãn đến 15/3/2025.", "15/3/2025", NOT),
        ("Vì sao hoãn?", "Lễ hoãn vì mưa lũ.", "mưa lũ", UNTOLD),
    ],
)
def test_the_kind_of_what_was_found(question: str, sentence: str, found: str, fit: float) -> None:
    at = sentence.index(found)
    assert span_fit(understand(question, NAMES), sentence, (at, at + len(found))) == fit


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Giám đốc Sở Ngoại vụ Lê Thị Mai phát biểu.", True),
        ("Bà Lê Thị Mai, Giám đốc Sở Ngoại vụ, phát biểu.", True),
        ("Bà Lê Thị Mai giữ chức Giám đốc Sở Ngoại vụ.", True),
        ("Năm: 2021; Giám đốc Sở: Lê Thị Mai", True),
        ("Phó Giám đốc Sở Ngoại vụ Lê Thị Mai phát biểu.", False),
        ("Theo đề nghị của Giám đốc Sở Ngoại vụ.", False),
        ("Viết hoa tên chức vụ: Giám đốc Sở Ngoại vụ, Giáo sư Lê Thị Mai.", False),
    ],
)
def test_who_holds_a_post_stands_beside_it(sentence: str, names: bool) -> None:
    question = understand("Giám đốc Sở Ngoại vụ là ai?", NAMES)
    assert question.asks_for_holder
    assert names_holder(question, sentence, NAMES) == names


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        ("Huế hợp tác với tỉnh nào của Lào?", "Huế hợp tác với tỉnh Salavan của Lào.", False),
        ("Huế hợp tác với tỉnh nào của Lào?", "Huế mời Lào, Pháp và Nhật Bản dự hội chợ.", True),
        ("Huế hợp tác với tỉnh nào của Lào?", "Tỉnh Xiềng Vang của Lào gửi thư.", False),
        ("Công ty Sao của nước nào?", "Công ty Sao (Nhật Bản) xây nhà máy.", False),
        ("Công ty Sao của nước nào?", "Công ty Sao xây nhà máy tại Huế.", True),
        ("Cơ quan nào chủ trì?", "Văn phòng Sở chủ trì.", False),  # «cơ quan» is no «quận»
    ],
)
def test_a_place_that_is_asked_for_must_be_named(question: str, sentence: str, lacks: bool) -> None:
    assert lacks_place(understand(question, NAMES), sentence, NAMES) == lacks


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("Trụ sở của Sở Ngoại vụ đặt tại số 1B Lê Hồng Phong.", False),
        ("Trụ sở ở đường Nguyễn Huệ, phường Vĩnh Ninh.", False),
        ("Giám đốc Sở Ngoại vụ khẳng định đường lối đối ngoại của Đảng.", True),
        ("Sở có trụ sở tại thành phố Huế.", True),
    ],
)
def test_a_street_is_asked_for(sentence: str, lacks: bool) -> None:
    for asked in ("ở đường nào", "ở phố nào", "ở số nhà mấy", "có địa chỉ ở đâu"):
        question = understand(f"Trụ sở Sở Ngoại vụ {asked}?", NAMES)
        assert lacks_place(question, sentence, NAMES) == lacks


def test_a_figure_of_something_else_is_no_answer() -> None:
    question = understand("Năm 2021 tỉnh xuất khẩu bao nhiêu triệu USD?", NAMES)
    assert measures_other(question, "Năm 2021 tỉnh thu hút 12 triệu USD vốn mới.")
    assert not measures_other(question, "Năm 2021 tỉnh xuất khẩu 12 triệu USD hàng dệt.")


def test_words_that_stand_there_one_by_one_are_enough_to_count() -> None:
    question = understand("Thẻ xanh năm 2031 mình cấp bao nhiêu văn bản?", NAMES)
    assert not measures_other(question, "Cấp 31 văn bản cho phép dùng thẻ đi lại màu xanh.")
    assert measures_other(question, "Gửi 31 văn bản góp ý cho các sở.")


def test_a_weekday_is_a_time() -> None:
    question = understand("Họp giao ban vào thứ mấy?", NAMES)
    assert question.asked == {Asked.TIME}
    assert kinds_held(question, "Họp giao ban vào sáng thứ Hai hằng tuần.", NAMES)
    assert not kinds_held(question, "Họp giao ban do Giám đốc chủ trì.", NAMES)


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Tiếp công dân vào thứ Ba và thứ Năm.", True),
        ("Tiếp công dân từ thứ hai đến thứ sáu.", True),
        ("Ngày: Thứ Tư; Việc: Tiếp công dân", True),
        ("Tiếp công dân (thứ Bảy) tại trụ sở.", True),
        ("Đây là buổi tiếp công dân lần thứ hai.", False),
        ("Công dân của nước thứ ba được tiếp riêng.", False),
        ("Thứ hai, việc tiếp công dân phải có sổ.", False),
    ],
)
def test_an_ordinal_is_no_weekday(sentence: str, tells: bool) -> None:
    question = understand("Tiếp công dân khi nào?", NAMES)
    assert bool(kinds_held(question, sentence, NAMES)) == tells


@pytest.mark.parametrize(
    "question",
    ["Huế đứng thứ mấy cả nước?", "Đây là lần thứ mấy họp?", "Kỳ họp thứ mấy bàn việc này?",
     "Lệ phí thu mấy đồng?"],
)  # fmt: skip
def test_a_place_in_an_order_is_no_time(question: str) -> None:
    assert Asked.TIME not in understand(question, NAMES).asked


def test_a_row_explains_the_term_in_one_of_its_cells() -> None:
    question = understand("Công văn hỏa tốc viết tắt là gì?", NAMES)
    assert defines(question, "Loại: Công văn hỏa tốc; Chữ viết tắt: HT")
    assert not defines(question, "Loại: Công văn thường; Chữ viết tắt: CV")


def test_what_a_term_means_is_not_what_to_do_about_it() -> None:
    question = understand("Đoàn ra cần làm gì?", NAMES)
    assert only_explains(question, "Đoàn ra là đoàn đi công tác nước ngoài.")
    assert not only_explains(question, "Đoàn ra: nộp báo cáo sau 15 ngày.")


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("Tỷ lệ hồ sơ nộp trực tuyến đạt 86%.", True),
        ("Hồ sơ nộp tại quầy số 4.", False),
        ("Bộ phận Một cửa, số 7 đường Hoa Sen.", False),
    ],
)
def test_where_something_is_done_is_a_place(sentence: str, lacks: bool) -> None:
    assert lacks_place(understand("Nộp hồ sơ ở đâu?", NAMES), sentence, NAMES) == lacks


@pytest.mark.parametrize(
    ("question", "sentence", "match"),
    [
        ("Có mấy mức khẩn?", "Có ba mức: nhanh, gấp, rất gấp.", FITS),
        ("Có mấy mức khẩn?", "Mức nào do ba người ký.", NOT),
        ("Có mấy mức khẩn?", "Bà ba mươi tuổi.", NOT),
        ("Nghị định có bao nhiêu phụ lục?", "Nghị định kèm theo 6 phụ lục.", FITS),
        ("Nghị định có bao nhiêu phụ lục?", "Lập 02 bản theo mẫu tại Phụ lục V.", NOT),
        ("Quyết định có mấy điều?", "Quyết định gồm 9 điều.", FITS),
        ("Quyết định có mấy điều?", "Nộp 02 bản theo Điều 5.", NOT),
    ],
)
def test_a_count_is_a_number_right_before_what_is_counted(
    question: str, sentence: str, match: float
) -> None:
    assert asked_match(understand(question, NAMES), sentence, NAMES) == match


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Kết quả được trả trong 15 ngày làm việc.", True),
        ("Hai bên họp hằng quý.", True),
        ("Tỷ lệ hồ sơ đúng hạn đạt 86%.", False),
    ],
)
def test_how_long_is_a_duration(sentence: str, held: bool) -> None:
    question = understand("Bao lâu có kết quả?", NAMES)
    assert bool(kinds_held(question, sentence, NAMES)) == held
