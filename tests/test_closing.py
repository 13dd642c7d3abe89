"""Who signed and as what, and nơi nhận."""

from __future__ import annotations

import pytest
from benchmarks.metadata import metadata_of

HEAD = "SỞ NGOẠI VỤ¦Số: 5/TB-SNgV¦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦THÔNG BÁO"
BODY = "Các phòng thực hiện thông báo này và báo cáo kết quả trước ngày 20 hằng tháng./."
TO = "Nơi nhận:¦- Như trên;¦- Lưu: VT."


@pytest.mark.parametrize(
    ("lines", "signer", "post"),
    [
        ("GIÁM ĐỐC¦Nguyễn Văn An", "Nguyễn Văn An", "Giám đốc"),
        (
            "KT. GIÁM ĐỐC¦PHÓ GIÁM ĐỐC¦(Đã ký)¦Lê Thị Bình",
            "Lê Thị Bình",
            "Phó Giám đốc (ký thay Giám đốc)",
        ),
        (
            "TM. ỦY BAN NHÂN DÂN¦CHỦ TỊCH¦Trần Công Minh",
            "Trần Công Minh",
            "Chủ tịch (thay mặt Ủy ban nhân dân)",
        ),
        (
            "TM. ỦY BAN NHÂN DÂN¦KT. CHỦ TỊCH¦PHÓ CHỦ TỊCH¦Hoàng Hải",
            "Hoàng Hải",
            "Phó Chủ tịch (thay mặt Ủy ban nhân dân, ký thay Chủ tịch)",
        ),
        ("TM. UBND KT. CHỦ TỊCH PHÓ CHỦ TỊCH¦Hoàng Hải", "Hoàng Hải", None),
        (
            "TL. CHỦ TỊCH¦CHÁNH VĂN PHÒNG¦Phan Ngọc Thọ",
            "Phan Ngọc Thọ",
            "Chánh Văn phòng (thừa lệnh Chủ tịch)",
        ),
        (
            "TUQ. GIÁM ĐỐC¦TRƯỞNG PHÒNG HỢP TÁC QUỐC TẾ¦Võ Thị Hà",
            "Võ Thị Hà",
            "Trưởng phòng Hợp tác quốc tế (thừa ủy quyền Giám đốc)",
        ),
        ("Q. GIÁM ĐỐC¦Đặng Quang Huy", "Đặng Quang Huy", "Quyền Giám đốc"),
        ("QUYỀN GIÁM ĐỐC¦Đặng Quang Huy", "Đặng Quang Huy", "Quyền Giám đốc"),
        ("GIÁM ĐỐC SỞ NGOẠI VỤ¦NGUYỄN VĂN AN", "Nguyễn Văn An", "Giám đốc Sở Ngoại vụ"),
        ("BỘ TRƯỞNG¦[đã ký]¦TS. Bùi Thanh Lâm", "Bùi Thanh Lâm", "Bộ trưởng"),
        ("KT. BỘ TRƯỞNG THỨ TRƯỞNG¦Đỗ Hùng Vĩ", "Đỗ Hùng Vĩ", "Thứ trưởng (ký thay Bộ trưởng)"),
        ("GIÁM ĐỐC¦(đã ký)", "", "Giám đốc"),
        ("GIÁM ĐỐC¦Huế", "", "Giám đốc"),
        ("Nguyễn Văn An", "", ""),
        ("THƯ KÝ¦CHỦ TỌA¦Nguyễn Văn An¦Lê Thị Bình", "", ""),
        ("ĐẠI DIỆN BÊN A¦ĐẠI DIỆN BÊN B¦Nguyễn Văn An¦Lê Thị Bình", "", ""),
        ("GIÁM ĐỐC¦CHỦ TỊCH¦Nguyễn Văn An¦Lê Thị Bình", "", ""),
    ],
)
@pytest.mark.parametrize("place", ["below", "above", "alone"])
def test_signatures(lines: str, signer: str, post: str | None, place: str) -> None:
    ending = {"below": f"{TO}¦{lines}", "above": f"{lines}¦{TO}", "alone": lines}[place]
    found = metadata_of(f"{HEAD}¦{BODY}¦{ending}")
    assert found.signer == signer
    assert post is None or found.signer_post == post


def test_two_columns_read_across() -> None:
    found = metadata_of(
        f"{HEAD}¦{BODY}¦Nơi nhận: KT. GIÁM ĐỐC¦- Như trên; PHÓ GIÁM ĐỐC¦"
        "- Lưu: VT, HTQT. Nguyễn Văn An"
    )
    assert (found.signer, found.signer_post) == ("Nguyễn Văn An", "Phó Giám đốc (ký thay Giám đốc)")
    assert found.recipients == ("Như trên", "Lưu: VT, HTQT")


def test_an_annex_does_not_sign() -> None:
    found = metadata_of(
        f"{HEAD}¦{BODY}¦{TO}¦GIÁM ĐỐC¦Nguyễn Văn An¦PHỤ LỤC¦Danh sách¦KT. CHỦ TỊCH¦Lê Thị Bình"
    )
    assert (found.signer, found.signer_post) == ("Nguyễn Văn An", "Giám đốc")


def test_who_issues_is_not_who_signs() -> None:
    found = metadata_of(
        "ỦY BAN NHÂN DÂN¦Số: 5/QĐ-UBND¦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦QUYẾT ĐỊNH¦"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN¦Căn cứ Luật Thủ đô;¦Điều 1. Thành lập Tổ công tác.¦"
        f"{TO}¦TM. ỦY BAN NHÂN DÂN¦CHỦ TỊCH"
    )
    assert found.signer_post == "Chủ tịch (thay mặt Ủy ban nhân dân)"


@pytest.mark.parametrize(
    ("lines", "recipients"),
    [
        (
            "Nơi nhận:¦- UBND thành phố (b/c);¦- Các sở, ban, ngành;¦- Lưu: VT, VP.",
            ("UBND thành phố (b/c)", "Các sở, ban, ngành", "Lưu: VT, VP"),
        ),
        ("Nơi nhận: - Như trên; - Lưu: VT.", ("Như trên", "Lưu: VT")),
        ("Nơi nhận:¦– Như Điều 3;¦– Văn phòng¦tỉnh;¦GIÁM ĐỐC", ("Như Điều 3", "Văn phòng tỉnh")),
        ("Kính gửi: Bộ Ngoại giao", ()),
        ("Nơi nhận:¦Nguyễn Văn An", ()),
    ],
)
def test_recipients(lines: str, recipients: tuple[str, ...]) -> None:
    assert metadata_of(f"{HEAD}¦{BODY}¦{lines}").recipients == recipients
