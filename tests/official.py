"""Official documents of known kind, issuer, day and subject, and a note that has none of these."""

from __future__ import annotations

from assistant.build import Office

HEAD = """{issuer}
Số: {number}
Huế, ngày {day} tháng {month} năm {year}

{kind}
Về việc {subject}

Điều 1. Nội dung về việc {subject}.
"""
OFFICIAL = (
    ("qd1", "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "11/QĐ-UBND", "QUYẾT ĐỊNH", "2024-03-05",
     "đón đoàn Nhật Bản"),
    ("qd2", "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "12/QĐ-UBND", "QUYẾT ĐỊNH", "2023-06-01",
     "đón đoàn Hàn Quốc"),
    ("bc1", "SỞ NGOẠI VỤ", "21/BC-SNgV", "BÁO CÁO", "2024-12-20", "hợp tác với Nhật Bản"),
    ("bc2", "SỞ NGOẠI VỤ", "22/BC-SNgV", "BÁO CÁO", "2025-12-18", "hợp tác với Hàn Quốc"),
    ("kh1", "SỞ NGOẠI VỤ", "31/KH-SNgV", "KẾ HOẠCH", "2019-01-10", "đón đoàn Lào"),
)  # fmt: skip
UNDATED = "The two sides agree to cooperate with the delegation in the field of tourism."


def take_in(office: Office) -> None:
    for name, issuer, number, kind, day, subject in OFFICIAL:
        of, month, at = day.split("-")
        text = HEAD.format(
            issuer=issuer, number=number, kind=kind, subject=subject, year=of, month=month, day=at
        )
        office.intake.ingest_bytes(text.encode(), name=f"{name}.txt")
    office.intake.ingest_bytes(UNDATED.encode(), name="en.txt")
