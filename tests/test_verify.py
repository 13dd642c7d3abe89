"""Verification: a sentence passes if, and only if, its source says as much."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.verify import Claim, Evidence, verify
from index import aliases

NAMES = aliases.load()

FOUNDED = (
    "Ngày 14 tháng 02 năm 1998, Ủy ban nhân dân tỉnh ban hành Quyết định số 222/1998/QĐ/UBND "
    "thành lập Sở Ngoại vụ với 15 công chức."
)
YEARLY = "Năm 2022, Sở đón 15 đoàn khách; năm 2023, Sở đón 20 đoàn khách."
MONEY = "Tổng giá trị viện trợ đạt 2,35 tỷ đồng, trong đó Nhật Bản tài trợ 1.250 USD."
DELEGATION = "Đoàn Savannakhet gồm hai mươi lăm đại biểu do ông Nguyễn Văn An làm trưởng đoàn."
PLAN = "Sở dự kiến đón 12 đoàn Hàn Quốc trong quý III năm 2026."
PROPOSED = "Sở đề nghị Ủy ban nhân dân thành phố phê duyệt kế hoạch hợp tác với tỉnh Gyeongsangbuk."
DENIED = "Hội nghị không tổ chức lễ ký kết; chương trình chưa được phê duyệt."
MEDAL = "Sở được tặng Huân chương Lao động hạng Nhì vào năm 2018."
PARTNERS = "Đến nay, Huế có quan hệ với hơn 44 địa phương của 15 quốc gia."
LEADERS = "Ông Trần Văn Bình giữ chức Giám đốc Sở; bà Lê Thị Hoa giữ chức Phó Giám đốc Sở Ngoại vụ."
MARGINS = "Lề trên và lề dưới: cách mép từ 20 mm đến 25 mm; cỡ chữ từ 13 đến 14."
RISE = "Số đoàn vào tăng 12,5 % so với năm 2024, cao hơn mức bình quân của cả nước."
SHARE = "Một phần ba số dự án do Hàn Quốc tài trợ; một nửa số còn lại do Nhật Bản tài trợ."
RULE = "Cơ quan chủ trì phải gửi hồ sơ ít nhất 15 ngày làm việc trước khi tổ chức hội nghị."
LIMIT = "Mỗi đoàn ra không quá 10 người và không dưới 3 người."
ENGLISH = (
    "The Department received 25 delegations from Japan in 2023, worth 1.5 million dollars in aid."
)
SPENT = "Kinh phí là 1 triệu rưỡi đồng cho mỗi người, tổng cộng 15 triệu đồng."
PLACES = "Đoàn Lào thăm Huế ngày 5/3/2024, đoàn Thái Lan thăm Đà Nẵng ngày 7/3/2024."
RENAMED = "Từ ngày 01/01/2025, thành phố Huế trực thuộc Trung ương theo Nghị quyết 175/2024/QH15."
ARTICLE = "Điều 10 Nghị định số 30/2020/NĐ-CP quy định thể thức văn bản; khoản 2 nói về lề trang."

BORNE_OUT = [
    # dates in other spellings, and years of dates
    ("Sở Ngoại vụ được thành lập ngày 14/02/1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập ngày 14/2/1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập ngày 14-02-1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập ngày 14.02.1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập ngày 14 tháng 2 năm 1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập vào tháng 2 năm 1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập tháng 02/1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập tháng hai năm 1998.", FOUNDED),
    ("Sở Ngoại vụ được thành lập năm 1998.", FOUNDED),
    ("SNgV được thành lập năm 1998.", FOUNDED),
    ("Đoàn Lào thăm Huế ngày 5 tháng 3 năm 2024.", PLACES),
    ("Đoàn Lào thăm Huế ngày 5/3.", PLACES),
    ("Thành phố Huế trực thuộc Trung ương từ ngày 1 tháng 1 năm 2025.", RENAMED),
    # document numbers
    ("Quyết định số 222/1998/QĐ/UBND thành lập Sở Ngoại vụ.", FOUNDED),
    ("Quyết định 222/1998/QĐ-UBND thành lập Sở Ngoại vụ.", FOUNDED),
    ("Quyết định 222 năm 1998 thành lập Sở Ngoại vụ.", FOUNDED),
    ("QĐ 222 thành lập Sở Ngoại vụ.", FOUNDED),
    ("Nghị định 30 quy định thể thức văn bản.", ARTICLE),
    ("Thể thức văn bản được quy định tại Điều 10 Nghị định 30/2020/NĐ-CP.", ARTICLE),
    ("Khoản 2 nói về lề trang.", ARTICLE),
    ("Huế trực thuộc Trung ương theo Nghị quyết số 175/2024/QH15.", RENAMED),
    # numbers in other spellings
    ("Sở Ngoại vụ được thành lập với 15 công chức.", FOUNDED),
    ("Sở Ngoại vụ được thành lập với mười lăm công chức.", FOUNDED),
    ("Sở Ngoại vụ được thành lập với 15 người.", FOUNDED),
    ("Đoàn Savannakhet gồm 25 đại biểu.", DELEGATION),
    ("Đoàn Savannakhet có 25 người.", DELEGATION),
    ("Đoàn Xa-vẳn-na-khẹt gồm 25 đại biểu.", DELEGATION),
    ("Tổng giá trị viện trợ đạt 2.350.000.000 đồng.", MONEY),
    ("Tổng giá trị viện trợ đạt 2.350 triệu đồng.", MONEY),
    ("Tổng giá trị viện trợ đạt 2 tỷ 350 triệu đồng.", MONEY),
    ("Tổng giá trị viện trợ đạt 2,35 tỉ đồng.", MONEY),
    ("Nhật Bản tài trợ 1250 USD.", MONEY),
    ("Nhật Bản tài trợ 1,250 đô la.", MONEY),
    ("Japan tài trợ 1.250 USD.", MONEY),
    ("Kinh phí là 1,5 triệu đồng cho mỗi người.", SPENT),
    ("Kinh phí cho mỗi người là 1.500.000 đồng.", SPENT),
    ("Kinh phí tổng cộng là 15.000.000 đồng.", SPENT),
    ("Cỡ chữ từ 13–14.", MARGINS),
    ("Lề trên cách mép 20–25 mm.", MARGINS),
    ("Lề trên cách mép 20 mm - 25 mm.", MARGINS),
    ("Số đoàn vào tăng 12,5% so với năm 2024.", RISE),
    ("Số đoàn vào tăng 12,5 phần trăm.", RISE),
    ("1/3 số dự án do Hàn Quốc tài trợ.", SHARE),
    ("Hàn Quốc tài trợ một phần ba số dự án.", SHARE),
    ("Korea tài trợ một phần ba số dự án.", SHARE),
    ("Nửa số còn lại do Nhật Bản tài trợ.", SHARE),
    # which number belongs to which year and place
    ("Năm 2023, Sở đón 20 đoàn khách.", YEARLY),
    ("Sở đón 15 đoàn trong năm 2022.", YEARLY),
    ("Sở đón 15 đoàn năm 2022 và 20 đoàn năm 2023.", YEARLY),
    # bounds
    ("Huế có quan hệ với trên 44 địa phương.", PARTNERS),
    ("Huế có quan hệ với hơn 44 địa phương của 15 nước.", PARTNERS),
    ("Huế có quan hệ với các địa phương của 15 quốc gia.", PARTNERS),
    ("Hồ sơ phải gửi ít nhất 15 ngày làm việc trước khi tổ chức hội nghị.", RULE),
    ("Cơ quan chủ trì phải gửi hồ sơ tối thiểu 15 ngày làm việc trước khi tổ chức.", RULE),
    ("Mỗi đoàn ra tối đa 10 người.", LIMIT),
    ("Mỗi đoàn ra ít nhất 3 người.", LIMIT),
    # names and posts; honorifics do not count
    ("Trưởng đoàn là Nguyễn Văn An.", DELEGATION),
    ("Ông Nguyễn Văn An làm trưởng đoàn Savannakhet.", DELEGATION),
    ("Đồng chí Nguyễn Văn An làm trưởng đoàn.", DELEGATION),
    ("Ông Trần Văn Bình giữ chức Giám đốc Sở.", LEADERS),
    ("Giám đốc Sở là ông Trần Văn Bình.", LEADERS),
    ("Bà Lê Thị Hoa giữ chức Phó Giám đốc Sở Ngoại vụ.", LEADERS),
    ("Phó Giám đốc Sở Ngoại vụ là bà Lê Thị Hoa.", LEADERS),
    ("Đoàn Thái Lan thăm Đà Nẵng.", PLACES),
    # ordinals
    ("Sở được tặng Huân chương Lao động hạng Nhì năm 2018.", MEDAL),
    ("Năm 2018, Sở được tặng Huân chương Lao động hạng 2.", MEDAL),
    ("Sở được tặng Huân chương Lao động hạng II.", MEDAL),
    ("Sở dự kiến đón 12 đoàn Hàn Quốc trong quý 3 năm 2026.", PLAN),
    # done, planned, denied
    ("Sở sẽ đón 12 đoàn Hàn Quốc.", PLAN),
    ("Sở kiến nghị Ủy ban nhân dân thành phố phê duyệt kế hoạch hợp tác.", PROPOSED),
    ("Hội nghị không tổ chức lễ ký kết.", DENIED),
    ("Chương trình chưa được phê duyệt.", DENIED),
    # English sources
    ("The Department received 25 delegations from Japan in 2023.", ENGLISH),
    ("The Department received twenty-five delegations from Japan.", ENGLISH),
    ("Năm 2023, cơ quan đón 25 đoàn từ Nhật Bản.", ENGLISH),
]

ALTERED = [
    # numbers
    ("Sở Ngoại vụ được thành lập với 25 công chức.", FOUNDED, Claim.NUMBER),
    ("Sở Ngoại vụ được thành lập với 5 công chức.", FOUNDED, Claim.NUMBER),
    ("Sở Ngoại vụ được thành lập với 150 công chức.", FOUNDED, Claim.NUMBER),
    ("Sở Ngoại vụ được thành lập với hai mươi lăm công chức.", FOUNDED, Claim.NUMBER),
    ("Đoàn Savannakhet gồm 15 đại biểu.", DELEGATION, Claim.NUMBER),
    ("Đoàn Savannakhet gồm hai mươi sáu đại biểu.", DELEGATION, Claim.NUMBER),
    ("Tổng giá trị viện trợ đạt 2,53 tỷ đồng.", MONEY, Claim.NUMBER),
    ("Tổng giá trị viện trợ đạt 23,5 tỷ đồng.", MONEY, Claim.NUMBER),
    ("Nhật Bản tài trợ 12.500 USD.", MONEY, Claim.NUMBER),
    ("Nhật Bản tài trợ 1,25 USD.", MONEY, Claim.NUMBER),
    ("Kinh phí là 2 triệu rưỡi đồng cho mỗi người.", SPENT, Claim.NUMBER),
    ("Kinh phí là 1 triệu đồng cho mỗi người.", SPENT, Claim.NUMBER),
    ("Số đoàn vào tăng 125% so với năm 2024.", RISE, Claim.NUMBER),
    ("Số đoàn vào tăng 12% so với năm 2024.", RISE, Claim.NUMBER),
    ("Hai phần ba số dự án do Hàn Quốc tài trợ.", SHARE, Claim.NUMBER),
    ("1/4 số dự án do Hàn Quốc tài trợ.", SHARE, Claim.NUMBER),
    ("Lề trên cách mép 20–35 mm.", MARGINS, Claim.NUMBER),
    ("Lề trên cách mép 20 mm.", MARGINS, Claim.NUMBER),
    ("Cỡ chữ từ 12 đến 14.", MARGINS, Claim.NUMBER),
    # units and what is counted
    ("Sở Ngoại vụ được thành lập với 15 đoàn.", FOUNDED, Claim.NUMBER),
    ("Sở Ngoại vụ được thành lập với 15 công ty.", FOUNDED, Claim.NUMBER),
    ("Tổng giá trị viện trợ đạt 2,35 triệu đồng.", MONEY, Claim.NUMBER),
    ("Tổng giá trị viện trợ đạt 2,35 tỷ USD.", MONEY, Claim.NUMBER),
    ("Nhật Bản tài trợ 1.250 đồng.", MONEY, Claim.NUMBER),
    ("Kinh phí tổng cộng là 15 tỷ đồng.", SPENT, Claim.NUMBER),
    ("Lề trên cách mép từ 20 cm đến 25 cm.", MARGINS, Claim.NUMBER),
    ("Sở đón 15 người khách năm 2022.", YEARLY, Claim.NUMBER),
    ("Huế có quan hệ với hơn 44 quốc gia.", PARTNERS, Claim.NUMBER),
    ("Huế có quan hệ với 15 địa phương.", PARTNERS, Claim.NUMBER),
    ("Hồ sơ phải gửi ít nhất 15 tháng trước khi tổ chức hội nghị.", RULE, Claim.NUMBER),
    # another year's or place's number
    ("Năm 2023, Sở đón 15 đoàn khách.", YEARLY, Claim.NUMBER),
    ("Năm 2022, Sở đón 20 đoàn khách.", YEARLY, Claim.NUMBER),
    ("Sở đón 20 đoàn năm 2022 và 15 đoàn năm 2023.", YEARLY, Claim.NUMBER),
    # dates
    ("Sở Ngoại vụ được thành lập ngày 15/02/1998.", FOUNDED, Claim.DATE),
    ("Sở Ngoại vụ được thành lập ngày 14/03/1998.", FOUNDED, Claim.DATE),
    ("Sở Ngoại vụ được thành lập ngày 14/02/1999.", FOUNDED, Claim.DATE),
    ("Sở Ngoại vụ được thành lập năm 1989.", FOUNDED, Claim.DATE),
    ("Sở Ngoại vụ được thành lập tháng 3 năm 1998.", FOUNDED, Claim.DATE),
    ("Ngày 02 tháng 14 năm 1998, Sở Ngoại vụ được thành lập.", FOUNDED, None),
    ("Sở được tặng Huân chương Lao động hạng Nhì ngày 14/02/2018.", MEDAL, Claim.DATE),
    ("Sở được tặng Huân chương Lao động hạng Nhì vào tháng 5 năm 2018.", MEDAL, Claim.DATE),
    ("Đoàn Lào thăm Huế ngày 6/3/2024.", PLACES, Claim.DATE),
    ("Đoàn Lào thăm Huế năm 2023.", PLACES, Claim.DATE),
    ("Năm 2021, Sở đón 15 đoàn khách.", YEARLY, Claim.DATE),
    # document numbers
    ("Quyết định số 223/1998/QĐ/UBND thành lập Sở Ngoại vụ.", FOUNDED, Claim.DOCUMENT),
    ("Quyết định số 222/1999/QĐ/UBND thành lập Sở Ngoại vụ.", FOUNDED, Claim.DOCUMENT),
    ("Quyết định số 222/1998/QĐ-TTg thành lập Sở Ngoại vụ.", FOUNDED, Claim.DOCUMENT),
    ("Nghị định 222 thành lập Sở Ngoại vụ.", FOUNDED, Claim.DOCUMENT),
    ("Nghị định 78/2025/NĐ-CP quy định thể thức văn bản.", ARTICLE, Claim.DOCUMENT),
    ("Nghị định 34 quy định thể thức văn bản.", ARTICLE, Claim.DOCUMENT),
    ("Huế trực thuộc Trung ương theo Nghị quyết 176/2024/QH15.", RENAMED, Claim.DOCUMENT),
    # names
    ("Sở Du lịch được thành lập năm 1998.", FOUNDED, Claim.NAME),
    ("Đoàn Champasak gồm 25 đại biểu.", DELEGATION, Claim.NAME),
    ("Ông Nguyễn Văn Anh làm trưởng đoàn.", DELEGATION, Claim.NAME),
    ("Ông Nguyễn Văn Bình làm trưởng đoàn.", DELEGATION, Claim.NAME),
    ("Trưởng đoàn là Trần Văn An.", DELEGATION, Claim.NAME),
    ("Hàn Quốc tài trợ 1.250 USD.", MONEY, Claim.NAME),
    ("Sở dự kiến đón 12 đoàn Nhật Bản.", PLAN, Claim.NAME),
    ("Đoàn Campuchia thăm Huế.", PLACES, Claim.NAME),
    ("Đoàn Lào thăm Hà Nội.", PLACES, Claim.NAME),
    ("Việt Nam tài trợ 1.250 USD.", MONEY, Claim.NAME),
    ("Bà Lê Thị Hằng giữ chức Phó Giám đốc.", LEADERS, Claim.NAME),
    ("Thành phố Đà Nẵng trực thuộc Trung ương từ ngày 01/01/2025.", RENAMED, Claim.NAME),
    # posts
    ("Bà Lê Thị Hoa giữ chức Giám đốc Sở.", LEADERS, Claim.POST),
    ("Ông Trần Văn Bình giữ chức Phó Giám đốc Sở.", LEADERS, Claim.POST),
    ("Ông Trần Văn Bình giữ chức Chủ tịch.", LEADERS, Claim.POST),
    ("Giám đốc Sở là bà Lê Thị Hoa.", LEADERS, Claim.POST),
    # ordinals
    ("Sở được tặng Huân chương Lao động hạng Ba năm 2018.", MEDAL, Claim.ORDINAL),
    ("Sở được tặng Huân chương Lao động hạng Nhất.", MEDAL, Claim.ORDINAL),
    ("Sở được tặng Huân chương Lao động hạng III.", MEDAL, Claim.ORDINAL),
    ("Sở dự kiến đón 12 đoàn Hàn Quốc trong quý IV năm 2026.", PLAN, Claim.ORDINAL),
    ("Điều 11 Nghị định số 30/2020/NĐ-CP quy định thể thức văn bản.", ARTICLE, Claim.ORDINAL),
    ("Khoản 3 nói về lề trang.", ARTICLE, Claim.ORDINAL),
    # negation
    ("Hội nghị tổ chức lễ ký kết.", DENIED, Claim.NEGATION),
    ("Chương trình đã được phê duyệt.", DENIED, Claim.NEGATION),
    ("Sở Ngoại vụ chưa được thành lập năm 1998.", FOUNDED, Claim.NEGATION),
    ("Sở không đón đoàn khách nào trong năm 2022.", YEARLY, Claim.NEGATION),
    ("Nhật Bản không tài trợ 1.250 USD.", MONEY, Claim.NEGATION),
    ("The Department did not receive 25 delegations from Japan.", ENGLISH, Claim.NEGATION),
    # planned, proposed, allowed against done
    ("Sở đón 12 đoàn Hàn Quốc trong quý III năm 2026.", PLAN, Claim.MODALITY),
    ("Sở đã đón 12 đoàn Hàn Quốc.", PLAN, Claim.MODALITY),
    ("Ủy ban nhân dân thành phố phê duyệt kế hoạch hợp tác.", PROPOSED, Claim.MODALITY),
    ("Ủy ban nhân dân thành phố đã phê duyệt kế hoạch hợp tác.", PROPOSED, Claim.MODALITY),
    ("Sở dự kiến đón 15 đoàn khách năm 2022.", YEARLY, Claim.MODALITY),
    ("Sở đề nghị thành lập Sở Ngoại vụ.", FOUNDED, Claim.MODALITY),
    ("Mỗi đoàn ra phải có tối đa 10 người.", LIMIT, Claim.MODALITY),
    ("Cơ quan chủ trì có thể gửi hồ sơ ít nhất 15 ngày làm việc.", RULE, Claim.MODALITY),
    # comparisons
    ("Huế có quan hệ với 44 địa phương.", PARTNERS, Claim.COMPARISON),
    ("Huế có quan hệ với gần 44 địa phương.", PARTNERS, Claim.COMPARISON),
    ("Huế có quan hệ với khoảng 44 địa phương.", PARTNERS, Claim.COMPARISON),
    ("Huế có quan hệ với ít nhất 44 địa phương.", PARTNERS, Claim.COMPARISON),
    ("Huế có quan hệ với dưới 44 địa phương.", PARTNERS, Claim.COMPARISON),
    ("Sở Ngoại vụ được thành lập với hơn 15 công chức.", FOUNDED, Claim.COMPARISON),
    ("Sở Ngoại vụ được thành lập với khoảng 15 công chức.", FOUNDED, Claim.COMPARISON),
    ("Hồ sơ phải gửi tối đa 15 ngày làm việc trước khi tổ chức.", RULE, Claim.COMPARISON),
    ("Mỗi đoàn ra ít nhất 10 người.", LIMIT, Claim.COMPARISON),
    ("Mỗi đoàn ra 10 người.", LIMIT, Claim.COMPARISON),
    ("Số đoàn vào giảm 12,5 % so với năm 2024.", RISE, Claim.COMPARISON),
    ("Số đoàn ra tăng 12,5 % so với năm 2024.", RISE, Claim.COMPARISON),
    ("Số đoàn vào thấp hơn mức bình quân của cả nước.", RISE, Claim.COMPARISON),
    ("Hồ sơ phải gửi ít nhất 15 ngày làm việc sau khi tổ chức hội nghị.", RULE, Claim.COMPARISON),
    ("Nhật Bản là nước duy nhất tài trợ 1.250 USD.", MONEY, Claim.COMPARISON),
    ("Sở đón tất cả 15 đoàn khách năm 2022.", YEARLY, Claim.COMPARISON),
    # what is not there at all
    (
        "Sở đã nhận nhiều bằng khen vì thành tích xuất sắc trong phòng chống dịch.",
        MEDAL,
        Claim.WORDS,
    ),
    ("Món bún bò được nhiều du khách yêu thích khi ghé qua cố đô.", FOUNDED, Claim.WORDS),
    (
        "Sở Ngoại vụ được thành lập năm 1998, góp phần nâng cao đời sống đồng bào vùng núi.",
        FOUNDED,
        Claim.WORDS,
    ),
    # English
    ("The Department received 26 delegations from Japan in 2023.", ENGLISH, Claim.NUMBER),
    ("The Department received 25 delegations from Korea in 2023.", ENGLISH, Claim.NAME),
    ("The Department received 25 delegations from Japan in 2022.", ENGLISH, Claim.DATE),
    ("The Department received more than 25 delegations from Japan.", ENGLISH, Claim.COMPARISON),
    ("Năm 2023, cơ quan đón 35 đoàn từ Nhật Bản.", ENGLISH, Claim.NUMBER),
    ("Năm 2023, cơ quan đón 25 đoàn từ Hàn Quốc.", ENGLISH, Claim.NAME),
]


@pytest.mark.parametrize(("sentence", "source"), BORNE_OUT)
def test_what_the_source_says_in_other_words_passes(sentence: str, source: str) -> None:
    verdict = verify(sentence, [Evidence.of(source)], NAMES)
    assert verdict.unsupported == ()
    assert verdict.passes


@pytest.mark.parametrize(("sentence", "source", "kind"), ALTERED)
def test_what_the_source_does_not_say_fails(sentence: str, source: str, kind: Claim | None) -> None:
    verdict = verify(sentence, [Evidence.of(source)], NAMES)
    assert not verdict.passes
    if kind:
        assert kind in {lack.kind for lack in verdict.unsupported}


def test_the_table_is_as_long_as_it_claims() -> None:
    assert len(BORNE_OUT) + len(ALTERED) >= 120


# What holds of every sentence -----------------------------------------------------------------

SOURCES = [
    FOUNDED, YEARLY, MONEY, DELEGATION, PLAN, PROPOSED, DENIED, MEDAL, PARTNERS, LEADERS,
    MARGINS, RISE, SHARE, RULE, LIMIT, ENGLISH, SPENT, PLACES, RENAMED, ARTICLE,
]  # fmt: skip
sources = st.sampled_from(SOURCES)
unhurried = settings(deadline=None)  # the machine may be busy
days = st.dates(date(1945, 9, 2), date(2030, 12, 31))
SYLLABLES = (
    "An Bình Châu Dũng Giang Hạnh Khánh Liên Minh Ngọc Phúc Quỳnh Sơn Thảo Uyên Vinh".split()
)
people = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3).map(
    lambda given: " ".join(["Nguyễn", *given])
)
COUNTRIES = [
    name.key
    for name in NAMES.names
    if name.kind == "country" and [mention.name for mention in NAMES.find(name.key)] == [name]
]
countries = st.sampled_from(COUNTRIES)
SPELLINGS: list[Callable[[date], str]] = [
    lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}",
    lambda day: f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
    lambda day: f"ngày {day.day}/{day.month}/{day.year}",
    lambda day: f"ngày {day:%d/%m/%Y}",
    lambda day: f"ngày {day:%d-%m-%Y}",
]


@unhurried
@given(st.lists(sources, min_size=1, max_size=5, unique=True), st.data())
def test_a_sentence_of_the_evidence_itself_passes(given: list[str], data: st.DataObject) -> None:
    sentence = data.draw(st.sampled_from(given))
    verdict = verify(sentence, [Evidence.of(source) for source in given], NAMES)
    assert verdict.passes
    assert verdict.support == ((given.index(sentence), 0),)


@unhurried
@given(sources, st.integers(0, 9999), st.data())
def test_another_number_in_any_place_fails(source: str, number: int, data: st.DataObject) -> None:
    match = data.draw(st.sampled_from([*re.finditer(r"\d+", source)] or [None]))
    assume(match is not None and str(number) not in source and int(match[0]) != number)
    altered = f"{source[: match.start()]}{number}{source[match.end() :]}"
    assert not verify(altered, [Evidence.of(source)], NAMES).passes


@unhurried
@given(st.integers(1, 10**7), st.sampled_from(["người", "đoàn", "triệu đồng", "USD", "quốc gia"]))
def test_thousands_may_be_parted_or_not(number: int, unit: str) -> None:
    parted = f"{number:,}".replace(",", ".")
    source = Evidence.of(f"Kết quả cả năm của Sở là {parted} {unit}.")
    assert verify(f"Kết quả cả năm là {number} {unit}.", [source], NAMES).passes


@unhurried
@given(days, days, st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_a_day_is_the_same_day_in_every_spelling_and_no_other(
    day: date, other: date, one: Callable[[date], str], two: Callable[[date], str]
) -> None:
    source = Evidence.of(f"Lễ ký diễn ra {one(day)} tại trụ sở.")
    assert verify(f"Lễ ký diễn ra {two(day)}.", [source], NAMES).passes
    assert verify(f"Lễ ký diễn ra năm {day.year}.", [source], NAMES).passes
    if other != day:
        assert not verify(f"Lễ ký diễn ra {two(other)}.", [source], NAMES).passes
    neighbour = day + timedelta(days=1)
    assert not verify(f"Lễ ký diễn ra {two(neighbour)}.", [source], NAMES).passes


@unhurried
@given(people, people)
def test_another_person_fails(name: str, other: str) -> None:
    source = Evidence.of(f"Trưởng đoàn công tác là ông {name}.")
    assert verify(f"Trưởng đoàn công tác là bà {name}.", [source], NAMES).passes
    assume(f"{other} " not in f"{name} ")
    assert not verify(f"Trưởng đoàn công tác là ông {other}.", [source], NAMES).passes


@unhurried
@given(countries, countries)
def test_another_country_fails(name: str, other: str) -> None:
    source = Evidence.of(f"Sở đã đón đoàn công tác của {name}.")
    assert verify(f"Sở đón đoàn công tác của {name}.", [source], NAMES).passes
    assume(name != other)
    assert not verify(f"Sở đón đoàn công tác của {other}.", [source], NAMES).passes


@unhurried
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_it(sentence: str, source: str) -> None:
    verify(sentence, [Evidence.of(source)], NAMES)


# What the evidence stands under ----------------------------------------------------------------


def test_the_documents_title_number_and_date_count() -> None:
    source = Evidence.of(
        "Sở đón 20 đoàn khách.",
        title="Báo cáo công tác đối ngoại năm 2023",
        number="45/BC-SNgV",
        date="2023-12-20",
    )
    assert verify("Năm 2023, Sở đón 20 đoàn khách.", [source], NAMES).passes
    assert verify("Theo báo cáo số 45/BC-SNgV, Sở đón 20 đoàn khách.", [source], NAMES).passes
    assert verify("Báo cáo ngày 20/12/2023 nêu: Sở đón 20 đoàn khách.", [source], NAMES).passes
    assert not verify("Năm 2022, Sở đón 20 đoàn khách.", [source], NAMES).passes
    assert not verify("Theo báo cáo số 46/BC-SNgV, Sở đón 20 đoàn.", [source], NAMES).passes


REPORT = Evidence.of(
    "Năm 2023, Giám đốc Sở là ông Trần Công Minh. Năm 2026, Giám đốc Sở là ông Nguyễn Văn Phúc. "
    "Giai đoạn 2005 - 2009, Sở nhận Huân chương Lao động hạng Ba. Giai đoạn 2013 - 2017, Sở nhận "
    "Huân chương Lao động hạng Nhì. Phòng Hợp tác có 5 công chức. Cả Sở có 31 công chức. "
    "Đoàn Lào đến Huế ngày 5/3/2024. Đoàn Thái Lan đến Huế ngày 7/3/2024."
)


@pytest.mark.parametrize(
    "mixed",
    [
        "Năm 2023, Giám đốc Sở là ông Nguyễn Văn Phúc.",
        "Năm 2026, Giám đốc Sở là ông Trần Công Minh.",
        "Giai đoạn 2005 - 2009, Sở nhận Huân chương Lao động hạng Nhì.",
        "Giai đoạn 2013 - 2017, Sở nhận Huân chương Lao động hạng Ba.",
        "Phòng Hợp tác có 31 công chức.",
        "Đoàn Lào đến Huế ngày 7/3/2024.",
        "Đoàn Thái Lan đến Huế ngày 5/3/2024.",
    ],
)
def test_no_fact_is_put_together_from_two_sentences_that_speak_of_different_things(
    mixed: str,
) -> None:
    assert not verify(mixed, [REPORT], NAMES).passes


@pytest.mark.parametrize(
    "both",
    [
        "Giám đốc Sở năm 2023 là ông Trần Công Minh, năm 2026 là ông Nguyễn Văn Phúc.",
        "Sở nhận Huân chương Lao động hạng Ba (giai đoạn 2005 - 2009) và hạng Nhì (2013 - 2017).",
        "Cả Sở có 31 công chức, trong đó Phòng Hợp tác có 5 công chức.",
        "Đoàn Lào đến Huế ngày 5/3/2024, đoàn Thái Lan đến ngày 7/3/2024.",
    ],
)
def test_two_facts_of_two_sentences_may_stand_in_one(both: str) -> None:
    assert verify(both, [REPORT], NAMES).passes


def test_what_two_sentences_say_together_is_borne_out_by_both() -> None:
    source = Evidence.of(
        "Đoàn tỉnh Savannakhet thăm Huế ngày 5/3/2024. Thời tiết thuận lợi. Đoàn gồm 12 người."
    )
    verdict = verify("Đoàn Savannakhet gồm 12 người.", [source], NAMES)
    assert verdict.passes
    assert verdict.support == ((0, 0), (0, 2))


def test_a_known_name_need_not_be_said_unless_another_is() -> None:
    (home,) = {mention.name for mention in NAMES.find("Huế")}
    silent = Evidence(("Sở đón 20 đoàn khách.",), known=frozenset({home}))
    other = Evidence(("Sở Ngoại vụ Đà Nẵng đón 20 đoàn khách.",), known=frozenset({home}))
    assert verify("Sở tại Huế đón 20 đoàn khách.", [silent], NAMES).passes
    assert not verify("Sở tại Huế đón 20 đoàn khách.", [other], NAMES).passes


def test_it_says_what_stands_there_instead() -> None:
    (lack,) = verify("Sở thành lập với 25 công chức.", [Evidence.of(FOUNDED)], NAMES).unsupported
    assert (lack.kind, lack.claimed) == (Claim.NUMBER, "25 công chức.")
    assert lack.found == ("15 công chức.",)


def test_nothing_is_borne_out_by_no_evidence() -> None:
    assert not verify(FOUNDED, [], NAMES).passes
