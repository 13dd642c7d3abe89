"""Whether the words that a reader found are the kind of thing that a question asks for."""

from __future__ import annotations

import pytest
from passages import NAMES

from assistant.kinds import span_fit
from assistant.question import understand

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
