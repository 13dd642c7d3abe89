"""Verification: what belongs together in a sentence must belong together in its source: who does
and to whom it is done, a part's figure and the part, each fact of a long sentence and its owner.
"""

from __future__ import annotations

import pytest

from assistant.verify import Evidence, verify
from index import aliases

NAMES = aliases.load()

VISIT = "Đoàn tỉnh Savannakhet sang thăm thành phố Huế ngày 5/3/2024."
GIFT = "Thành phố Huế trao tặng tỉnh Salavan 20 bộ máy vi tính."
GIVEN = "Tỉnh Salavan được thành phố Huế trao tặng 20 bộ máy vi tính."
PEOPLE = "Ông Trần Văn Bình bàn giao công việc cho bà Lê Thị Hoa ngày 2/1/2024."
AUTHORITIES = "Sở Ngoại vụ báo cáo Bộ Ngoại giao về kết quả chuyến thăm."
TWO_VISITS = (
    "Trong năm, đoàn Lào thăm Huế, đoàn Thái Lan thăm Đà Nẵng, đoàn Hàn Quốc thăm Quảng Trị."
)
LIST = "Đoàn Nhật Bản đã thăm Huế, Đà Nẵng và Hà Nội."
GIVERS = "Nhật Bản và Hàn Quốc tài trợ Huế xây dựng công viên."
CHARGES = (
    "Ông Trần Văn Bình phụ trách Phòng Lãnh sự; bà Lê Thị Hoa phụ trách Phòng Hợp tác quốc tế."
)
STAFF = (
    "Phòng Lãnh sự có 5 công chức, Phòng Hợp tác quốc tế có 7 công chức, Văn phòng có 9 công chức."
)
PART = "Đoàn công tác có 25 người, trong đó có 5 người ở lại Huế và 10 phiên dịch."
WHOLE = "Toàn Sở có 31 công chức, trong đó Phòng Lãnh sự có 5 công chức."
AID = (
    "Nhật Bản tài trợ 3 triệu USD cho Huế, Hàn Quốc tài trợ 5 triệu USD cho Đà Nẵng, Pháp tài trợ "
    "2 triệu euro."
)
BIRTHS = "Ông Trần Văn Bình sinh ngày 3/5/1970, bà Lê Thị Hoa sinh ngày 7/8/1975."
TRIPS = "Ông Trần Văn Bình đi 3 đoàn, bà Lê Thị Hoa đi 7 đoàn trong năm."
YEARS = "Năm 2021 có 40 đoàn, năm 2022 có 60 đoàn và năm 2023 có 80 đoàn vào thăm."
SHARES = "Khách Pháp chiếm 12 %, khách Mỹ chiếm 9 %, khách Hàn Quốc chiếm 30 %."
STAYS = "Khách quốc tế lưu trú 300 lượt, khách quá cảnh 700 lượt, khách công vụ 90 lượt."
TABLE = "Cỡ chữ: Quốc hiệu | 12 - 13 | in hoa; Tiêu ngữ | 13 - 14 | in thường; Nơi nhận | 11 | đứng"
ROOMS = "Hội trường có 200 ghế và phòng họp có 40 ghế."
CAPITAL = "Viêng Chăn là thủ đô của Lào."
SIGNED = "Huế ký bản ghi nhớ với Gyeongju về hợp tác du lịch."

BORNE_OUT = [
    ("Gyeongju ký bản ghi nhớ với Huế về hợp tác du lịch.", SIGNED),
    ("Viêng Chăn là thủ đô Lào.", CAPITAL),
    ("Đoàn Savannakhet thăm Huế.", VISIT),
    ("Ngày 5/3/2024, đoàn tỉnh Savannakhet sang thăm Huế.", VISIT),
    ("Huế trao tặng Salavan 20 bộ máy vi tính.", GIFT),
    ("Salavan được Huế trao tặng 20 bộ máy vi tính.", GIFT),
    ("Huế trao tặng tỉnh Salavan 20 bộ máy vi tính.", GIVEN),
    ("Ông Trần Văn Bình bàn giao công việc cho bà Lê Thị Hoa.", PEOPLE),
    ("Sở Ngoại vụ báo cáo Bộ Ngoại giao.", AUTHORITIES),
    ("Đoàn Thái Lan thăm Đà Nẵng.", TWO_VISITS),
    ("Đoàn Lào thăm Huế, đoàn Hàn Quốc thăm Quảng Trị.", TWO_VISITS),
    ("Đoàn Nhật Bản đã thăm Hà Nội.", LIST),
    ("Đoàn Nhật Bản đã thăm Đà Nẵng và Huế.", LIST),
    ("Nhật Bản tài trợ Huế xây dựng công viên.", GIVERS),
    ("Hàn Quốc tài trợ Huế xây dựng công viên.", GIVERS),
    ("Bà Lê Thị Hoa phụ trách Phòng Hợp tác quốc tế.", CHARGES),
    ("Phòng Hợp tác quốc tế có 7 công chức.", STAFF),
    ("Văn phòng có 9 công chức.", STAFF),
    ("Đoàn công tác có 25 người.", PART),
    ("Đoàn công tác có 10 phiên dịch.", PART),
    ("Trong đó có 5 người ở lại Huế.", PART),
    ("Phòng Lãnh sự có 5 công chức.", WHOLE),
    ("Toàn Sở có 31 công chức.", WHOLE),
    ("Sở có 31 công chức.", WHOLE),
    ("Hàn Quốc tài trợ 5 triệu USD cho Đà Nẵng.", AID),
    ("Bà Lê Thị Hoa sinh ngày 7/8/1975.", BIRTHS),
    ("Bà Lê Thị Hoa đi 7 đoàn.", TRIPS),
    ("Năm 2022 có 60 đoàn vào thăm.", YEARS),
    ("Khách Mỹ chiếm 9 %.", SHARES),
    ("Khách quá cảnh là 700 lượt.", STAYS),
    ("Cỡ chữ của Tiêu ngữ là 13 - 14.", TABLE),
    ("Phòng họp có 40 ghế.", ROOMS),
]

MIXED = [
    # who does and to whom it is done
    ("Đoàn Huế sang thăm tỉnh Savannakhet ngày 5/3/2024.", VISIT),
    ("Thành phố Huế thăm Savannakhet.", VISIT),
    ("Tỉnh Savannakhet được Huế sang thăm.", VISIT),
    ("Tỉnh Salavan trao tặng thành phố Huế 20 bộ máy vi tính.", GIFT),
    ("Huế được Salavan trao tặng 20 bộ máy vi tính.", GIFT),
    ("Thành phố Huế được tỉnh Salavan trao tặng 20 bộ máy vi tính.", GIVEN),
    ("Tỉnh Salavan trao tặng thành phố Huế 20 bộ máy vi tính.", GIVEN),
    ("Bà Lê Thị Hoa bàn giao công việc cho ông Trần Văn Bình.", PEOPLE),
    ("Bộ Ngoại giao báo cáo Sở Ngoại vụ về kết quả chuyến thăm.", AUTHORITIES),
    ("Lào là thủ đô của Viêng Chăn.", CAPITAL),
    # another's place in a long sentence
    ("Đoàn Lào thăm Đà Nẵng.", TWO_VISITS),
    ("Đoàn Lào thăm Quảng Trị.", TWO_VISITS),
    ("Đoàn Thái Lan thăm Huế.", TWO_VISITS),
    ("Đoàn Thái Lan thăm Quảng Trị.", TWO_VISITS),
    ("Đoàn Hàn Quốc thăm Huế.", TWO_VISITS),
    ("Huế tài trợ Nhật Bản xây dựng công viên.", GIVERS),
    ("Ông Trần Văn Bình phụ trách Phòng Hợp tác quốc tế.", CHARGES),
    ("Bà Lê Thị Hoa phụ trách Phòng Lãnh sự.", CHARGES),
    # a part's figure
    ("Phòng Lãnh sự có 7 công chức.", STAFF),
    ("Phòng Hợp tác quốc tế có 9 công chức.", STAFF),
    ("Văn phòng có 5 công chức.", STAFF),
    ("Sở có 5 công chức.", STAFF),
    ("Cơ quan có 7 công chức.", STAFF),
    ("Cả Sở có 9 công chức.", STAFF),
    ("Có 5 công chức.", STAFF),
    ("Đoàn công tác có 5 người.", PART),
    ("Sở có 5 công chức.", WHOLE),
    ("Toàn Sở có 5 công chức.", WHOLE),
    ("Phòng Lãnh sự có 31 công chức.", WHOLE),
    # another's figure or day
    ("Nhật Bản tài trợ 5 triệu USD.", AID),
    ("Hàn Quốc tài trợ 3 triệu USD.", AID),
    ("Nhật Bản tài trợ 2 triệu euro.", AID),
    ("Huế được tài trợ 5 triệu USD.", AID),
    ("Ông Trần Văn Bình sinh ngày 7/8/1975.", BIRTHS),
    ("Bà Lê Thị Hoa sinh ngày 3/5/1970.", BIRTHS),
    ("Bà Lê Thị Hoa sinh năm 1970.", BIRTHS),
    ("Ông Trần Văn Bình đi 7 đoàn.", TRIPS),
    ("Bà Lê Thị Hoa đi 3 đoàn.", TRIPS),
    ("Năm 2021 có 60 đoàn vào thăm.", YEARS),
    ("Năm 2022 có 80 đoàn vào thăm.", YEARS),
    ("Năm 2023 có 40 đoàn vào thăm.", YEARS),
    ("Khách Pháp chiếm 9 %.", SHARES),
    ("Khách Mỹ chiếm 30 %.", SHARES),
    ("Khách Hàn Quốc chiếm 12 %.", SHARES),
    # the figure of another thing without a name
    ("Khách quá cảnh là 300 lượt.", STAYS),
    ("Khách công vụ là 700 lượt.", STAYS),
    ("Cỡ chữ của Tiêu ngữ là 12 - 13.", TABLE),
    ("Nơi nhận có cỡ chữ 12 - 13.", TABLE),
    ("Phòng họp có 200 ghế.", ROOMS),
    # a year left out where years differ
    ("Có 60 đoàn vào thăm.", YEARS),
]


@pytest.mark.parametrize(("sentence", "source"), BORNE_OUT)
def test_what_belongs_together_there_may_be_said_together(sentence: str, source: str) -> None:
    verdict = verify(sentence, [Evidence.of(source)], NAMES)
    assert verdict.unsupported == ()
    assert verdict.passes


@pytest.mark.parametrize(("sentence", "source"), MIXED)
def test_what_belongs_to_others_may_not(sentence: str, source: str) -> None:
    assert not verify(sentence, [Evidence.of(source)], NAMES).passes


def test_a_figure_under_a_parts_heading_is_the_parts() -> None:
    source = Evidence(
        ("Số công chức hiện có: 5 người.",), context="Giới thiệu Sở Ngoại vụ . Phòng Lãnh sự"
    )
    assert verify("Phòng Lãnh sự hiện có 5 công chức.", [source], NAMES).passes
    assert not verify("Sở Ngoại vụ hiện có 5 công chức.", [source], NAMES).passes


def test_what_the_question_or_the_sentence_before_says_need_not_be_repeated() -> None:
    source = [Evidence.of(STAFF)]
    assert verify("Có 5 công chức.", source, NAMES, "Phòng Lãnh sự có bao nhiêu người?").passes
    assert not verify("Có 5 công chức.", source, NAMES, "Sở có bao nhiêu người?").passes
    years = [Evidence.of(YEARS)]
    assert verify("Có 60 đoàn vào thăm.", years, NAMES, "Năm 2022 có bao nhiêu đoàn?").passes
    assert not verify("Có 60 đoàn vào thăm.", years, NAMES, "Năm 2023 có bao nhiêu đoàn?").passes
