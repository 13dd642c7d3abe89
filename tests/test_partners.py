"""Countries, foreign localities and organisations named in a text; and capitals put back."""

from __future__ import annotations

import pytest

from ingest.casing import agency, truecased
from ingest.partners import find_partners, with_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn đại biểu tỉnh Savannakhet (Lào) thăm Huế.", ["Savannakhet", "Lào"]),
        ("Xa-vẳn-na-khẹt, Chăm-pa-sắc và Xa-ra-van", ["Savannakhet", "Champasak"]),
        ("Hợp tác với Hàn Quốc, Nhật Bản và Hàn Quốc.", ["Hàn Quốc", "Nhật Bản"]),
        ("Cộng hòa Dân chủ Nhân dân Lào; CHDCND Lào", ["Lào"]),
        ("Đại Hàn Dân Quốc và Cộng hoà Pháp", ["Hàn Quốc", "Pháp"]),
        ("In-đô-nê-xi-a, Ma-lai-xi-a, Bru-nây", ["Indonesia", "Malaysia", "Brunei"]),
        ("Các nước Pháp, Đức, Bỉ và Áo", ["Pháp", "Đức", "Bỉ", "Áo"]),
        ("Đại sứ quán Ý; nước Ý; I-ta-li-a", ["Ý"]),
        ("Đại sứ quán Mỹ, Đại sứ quán Nga", ["Hoa Kỳ", "Nga"]),
        ("Thủ tướng Lào Sonexay Siphandone", ["Lào"]),
        ("Quan hệ Việt - Pháp, Việt Nam - Lào", ["Pháp", "Lào"]),
        ("HỢP TÁC VỚI HÀN QUỐC VÀ TỈNH GIFU", ["Hàn Quốc", "Gifu"]),
        ("ĐẠI SỨ QUÁN PHÁP TẠI VIỆT NAM", ["Pháp"]),
        ("UNESCO, KOICA và Quỹ Nhi đồng Liên hợp quốc", ["UNESCO", "KOICA", "UNICEF"]),
        ("tỉnh Hải Nam (Trung Quốc)", ["Hải Nam", "Trung Quốc"]),
        ("Quốc gia: Lào; Địa phương: Salavan", ["Lào", "Salavan"]),
        ("A delegation from Japan and the Republic of Korea", ["Nhật Bản", "Hàn Quốc"]),
        ("Don doan Nhat Ban va Han Quoc den Hue", ["Nhật Bản", "Hàn Quốc"]),
        # No partners.
        ("Thành phố Huế, Việt Nam", []),
        ("Pháp luật, Pháp lệnh, biện pháp, phương pháp, Vụ Pháp chế", []),
        ("theo quy định của Pháp luật và Pháp lệnh", []),
        ("Anh hùng lao động, anh em, các anh", []),
        ("Ông Nguyễn Văn Đức, bà Lê Thị Nga, anh Lào", []),
        ("đồng chí Đức, ông Pháp, chị Nga, bà Mỹ", []),
        ("Bà Trần Hà Lan và chị Nguyễn Thị Ba Lan", []),
        ("Bảo tàng Mỹ thuật, hàng thủ công Mỹ nghệ", []),
        ("Thánh địa Mỹ Sơn, tỉnh Lào Cai, thành phố Mỹ Tho", []),
        ("Ý kiến, ý nghĩa, Ý Nhi; xin ý của Sở", []),
        ("Áo dài Huế; mặc áo ấm", []),
        ("Cập nhật, chủ nhật, Nhật ký", []),
        ("học tiếng Anh, tiếng Pháp, tiếng Nhật", []),
        ("PHÁP LUẬT VÀ ANH HÙNG, MỸ THUẬT", []),
        ("thôn Đức, xã Mỹ, đường Nga", []),
        ("công ty Hải Nam, ông Phan Thanh Hải", []),
        ("châu Mỹ, Ấn Độ Dương, Thái Bình Dương", []),
        ("WHO WE ARE AND HOW WE CARE", []),
        ("They are nice and take care on their tours.", []),
        ("", []),
    ],
)
def test_partners(text: str, expected: list[str]) -> None:
    assert list(find_partners(text)) == expected


def test_a_long_text_takes_linear_time() -> None:
    assert find_partners("Pháp, Đức - Lào và Cộng hòa " * 40_000)[0] in {"Pháp", "Đức", "Lào"}


def test_capitals_of_countries() -> None:
    assert with_names("hợp tác với hàn quốc và việt nam") == "hợp tác với Hàn Quốc và Việt Nam"
    assert with_names("pháp luật của nước anh") == "pháp luật của nước anh"


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("UBND THÀNH PHỐ HUẾ", "Ủy ban nhân dân thành phố Huế"),
        ("UỶ BAN NHÂN DÂN HUYỆN PHÚ AN", "Ủy ban nhân dân huyện Phú An"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH AN BÌNH", "Hội đồng nhân dân tỉnh An Bình"),
        ("SỞ NGOẠI VỤ", "Sở Ngoại vụ"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "Sở Kế hoạch và Đầu tư"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("VĂN PHÒNG UBND TỈNH AN BÌNH", "Văn phòng Ủy ban nhân dân tỉnh An Bình"),
        ("TRUNG TÂM XÚC TIẾN ĐẦU TƯ", "Trung tâm Xúc tiến đầu tư"),
        ("TỈNH ỦY AN BÌNH", "Tỉnh ủy An Bình"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("BỘ NGOẠI GIAO - BỘ TÀI CHÍNH", "Bộ Ngoại giao - Bộ Tài chính"),
        ("HỘI HỮU NGHỊ VIỆT NAM - NHẬT BẢN", "Hội Hữu nghị Việt Nam - Nhật Bản"),
        ("GIÁM ĐỐC SỞ NGOẠI VỤ", "Giám đốc Sở Ngoại vụ"),
        ("Sở Ngoại vụ", "Sở Ngoại vụ"),
    ],
)
def test_agencies(capitals: str, expected: str) -> None:
    assert agency(capitals) == expected


def test_a_title_takes_the_case_of_the_text() -> None:
    text = "Đoàn đã làm việc với Sở Du lịch và tỉnh Nara về du lịch."
    assert truecased("LÀM VIỆC VỚI SỞ DU LỊCH", text) == "làm việc với Sở Du lịch"
    assert truecased("Giữ nguyên", text) == "Giữ nguyên"
