"""Sentences that sound like the answer and are about something near it."""

from __future__ import annotations

import pytest
from passages import NAMES

from assistant.bars import about_something_else
from assistant.understand import understand


def barred(question: str, sentence: str) -> bool:
    return about_something_else(understand(question, NAMES), sentence, sentence)


UNITS = "Trung tâm gồm những phòng, đơn vị nào?"
BELONGS = "Quận Wando thuộc tỉnh nào?"
SIZE = "Con dấu tròn có kích thước bao nhiêu?"
SIGNED = "Bản thỏa thuận với Lyon ký ngày nào?"
RULE = "Việc tiếp nhận sách tặng của tổ chức nước ngoài theo quy định nào?"
SEAL = "Con dấu tròn in cỡ chữ bao nhiêu?"
FULL = "Danh sách khách có đầy đủ không?"
SINCE = "Giám đốc Sở Y tế giữ chức từ năm nào?"
BY = "Bản thỏa thuận với Lyon do ai ký?"
FILE = "Hồ sơ xin cấp biển số gồm những giấy tờ gì?"
SCHOOL = "Ông Lê Văn Tám học trường đại học nào?"
BEGUN = "Trung tâm thành lập năm nào?"
HELD = "Diễn đàn Sông Xanh lần thứ hai tổ chức ở đâu?"
HOLDS = "Bà Lê Thu Hà có phải là Giám đốc Sở Y tế không?"


@pytest.mark.parametrize(
    ("question", "answer", "near_miss"),
    [
        (UNITS,
         "Trung tâm có ba đơn vị: Phòng Hành chính, Phòng Đào tạo và Phòng Dịch thuật.",
         "Trước kia việc này do Phòng Lễ tân thuộc Văn phòng đảm nhiệm."),
        ("Kể tên các phòng, đơn vị của Trung tâm",
         "Trung tâm có ba đơn vị: Phòng Hành chính, Phòng Đào tạo và Phòng Dịch thuật.",
         "Trước kia việc này do Phòng Lễ tân thuộc Văn phòng đảm nhiệm."),
        (BELONGS,
         "Đoàn đến từ Wando, tỉnh Jeolla Nam, ở lại ba ngày.",
         "Đối tác gồm thành phố Suncheon, quận Wando (Hàn Quốc); tỉnh Aomori (Nhật Bản)."),
        (SIZE,
         "Con dấu tròn có kích thước 36 mm.",
         "Tên con dấu tròn được in bằng cỡ chữ 13 đến 14."),
        (SIGNED,
         "Ngày 02 tháng 5 năm 2019 hai bên ký thỏa thuận hợp tác với Lyon.",
         "Bài viết ngày 02 tháng 5 năm 2019 nhắc đến hợp tác với Lyon."),
        (RULE,
         "Việc tiếp nhận sách tặng thực hiện theo Thông tư của Bộ Văn hóa.",
         "Dự án, sách tặng của tổ chức nước ngoài đang tiếp nhận (nếu có)."),
        (SEAL,
         "a) Con dấu “CHỨNG THỰC”: Được in cỡ chữ 12, đứng.",
         "b) Tên hiệu “Trung thực”: Được in cỡ chữ 14, đứng, dưới con dấu tròn."),
        (SEAL,
         "Con dấu tròn in cỡ chữ từ 12 đến 13, ví dụ: con dấu của Trung tâm cỡ chữ 12.",
         "Cỡ chữ phải thống nhất, ví dụ: con dấu tròn cỡ chữ 13, tên hiệu cỡ chữ 14."),
        ("Sở có mấy chuyên viên chính?",
         "Sở có 04 chuyên viên chính và 12 chuyên viên.",
         "Sở có 12 chuyên viên, trong đó 05 chuyên viên cao cấp."),
        ("Sở có mấy chuyên viên?",
         "Sở có 04 chuyên viên chính và 12 chuyên viên.",
         "Sở có 04 chuyên viên chính."),
        ("Ai là thanh tra viên chính của Sở?",
         "Bà Lê Thu Hà là thanh tra viên chính.",
         "Bà Lê Thu Hà là thanh tra viên."),
        (FULL,
         "Đây không phải danh sách khách đầy đủ.",
         "Số: 1; Danh sách khách: Lê Thu Hà"),
        (SINCE,
         "Bà Lê Thu Hà được bổ nhiệm làm Giám đốc Sở Y tế năm 2019.",
         "Nguồn: Bài viết năm 2019; Giám đốc Sở Y tế: Lê Thu Hà"),
        (BY,
         "Giám đốc Lê Thu Hà ký thỏa thuận với Lyon.",
         "Đầu mối thỏa thuận với Lyon: bà Lê Thu Hà, Giám đốc."),
        (FILE,
         "Hồ sơ gồm đơn và bản sao giấy đăng ký.",
         "Năm ngoái cấp 31 văn bản về biển số."),
        (SCHOOL,
         "Ông Lê Văn Tám học tại Đại học Kyoto.",
         "Ông Lê Văn Tám đi học 18 tháng tại Nhật Bản."),
        (BEGUN,
         "Trung tâm được thành lập năm 2005.",
         "Tiền thân là Tổ phiên dịch, thành lập năm 1994."),
        (HELD,
         "Diễn đàn Sông Xanh lần thứ hai tổ chức tại Nhà hát Sông Hương.",
         "Nội dung: Họp Ban Tổ chức Diễn đàn Sông Xanh; Địa điểm: Phòng họp số 3"),
        (HOLDS,
         "Bà Lê Thu Hà, Giám đốc Sở Y tế, chủ trì cuộc họp.",
         "Bà Lê Thu Hà tiếp Giám đốc Sở Y tế Trần Văn Minh tại trụ sở."),
    ],
)  # fmt: skip
def test_only_the_sentence_that_says_it_may_answer(
    question: str, answer: str, near_miss: str
) -> None:
    assert not barred(question, answer)
    assert barred(question, near_miss)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Trung tâm có phòng họp không?", "Tầng hai là phòng họp."),
        ("Bản chụp có giá trị như bản gốc khi nào?", "Bản chụp có chứng thực thì có giá trị."),
        ("Đơn vị có phòng họp được dùng khi nào?", "Phòng họp dùng từ 7 giờ."),
        ("Wando thuộc nước nào?", "Quận Wando (Hàn Quốc) là đối tác từ lâu."),
        ("Cỡ chữ của con dấu là bao nhiêu?", "Tên con dấu được in bằng cỡ chữ 13."),
        ("Lễ kỷ niệm tổ chức ngày nào?", "Ngày 12 tháng 6 năm 2018, Trung tâm đón 200 khách."),
        ("Giám đốc Sở Y tế là ai?", "Giám đốc Sở Y tế Trần Văn Minh dự họp."),
    ],
)
def test_other_questions_are_left_alone(question: str, sentence: str) -> None:
    assert not barred(question, sentence)
