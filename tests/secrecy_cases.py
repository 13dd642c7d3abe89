"""Documents that carry a stamp of a degree of state secrecy, and ones that only talk of secrets.

A case is the degree expected (None for no stamp) and the blocks, parted by «¦»: «▦» before a
block makes it a cell of a layout table, «▤» the row of a data table, «¶» within one breaks its
line, and a block of its own «⏏» begins a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.document import BlockKind, RawBlock

M, T, TT = "MẬT", "TỐI MẬT", "TUYỆT MẬT"

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦Độc lập - Tự do - Hạnh phúc"
HEAD = f"UBND TỈNH AN BÌNH¦SỞ NGOẠI VỤ¦Số: 17/BC-SNgV¦{NATION}"
DATED = "An Bình, ngày 04 tháng 6 năm 2025"
BODY = "Trong quý vừa qua, Sở đã đón ba đoàn khách quốc tế và cử hai đoàn đi công tác."
MORE = "Các đơn vị căn cứ nhiệm vụ được giao để triển khai và báo cáo trước ngày 20 hằng tháng."
SCANNED = "UY BAN NHAN DAN¦CONG HOA XA HOI CHU NGHIA VIET NAM¦Doc lap - Tu do - Hanh phuc"

STAMPED: list[tuple[str, str]] = [
    # Alone, where the decree puts it.
    (M, f"UBND TỈNH AN BÌNH¦SỞ NGOẠI VỤ¦Số: 17/BC-SNgV¦MẬT¦{NATION}¦{DATED}¦BÁO CÁO¦{BODY}"),
    (T, f"{HEAD}¦TỐI MẬT¦{DATED}¦BÁO CÁO¦Tình hình đoàn vào¦{BODY}"),
    (TT, f"TUYỆT MẬT¦{HEAD}¦{DATED}¦TỜ TRÌNH¦{BODY}"),
    (M, f"MẬT¦{BODY}¦{MORE}"),
    (TT, f"TUYỆT MẬT¦{BODY}"),
    (T, f"{BODY}¦TỐI MẬT¦{MORE}"),
    (M, f"{BODY}¦{MORE}¦MẬT"),
    # Cells of the masthead.
    (M, f"▦UBND TỈNH AN BÌNH¦▦SỞ NGOẠI VỤ¦▦Số: 3/SNgV-HTQT¦▦MẬT¦▦{DATED}¦{BODY}"),
    (T, f"▦SỞ NGOẠI VỤ¶Số: 8/TTr-SNgV¶TỐI MẬT¦▦{DATED}¦TỜ TRÌNH¦{BODY}"),
    (TT, f"▦TUYỆT¦▦MẬT¦▦SỞ NGOẠI VỤ¦▦{DATED}¦{BODY}"),
    (T, f"▦TỐI¶MẬT¦▦SỞ NGOẠI VỤ¦▦Số: 8/TTr-SNgV¦{BODY}"),
    (T, "▦TỐI¦▦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦▦MẬT¦▦Độc lập - Tự do - Hạnh phúc"),
    (M, f"▦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¶Độc lập - Tự do - Hạnh phúc¶MẬT¦{BODY}"),
    # Spaced out, decorated, framed.
    (M, f"{HEAD}¦M Ậ T¦{BODY}"),
    (T, f"{HEAD}¦T Ố I   M Ậ T¦{BODY}"),
    (TT, f"T U Y Ệ T  M Ậ T¦{HEAD}¦{BODY}"),
    (TT, f"T.U.Y.Ệ.T  M.Ậ.T¦{BODY}"),
    (M, f"M-Ậ-T¦{BODY}"),
    (M, f"[MẬT]¦{BODY}"),
    (M, f"{HEAD}¦* MẬT *¦{BODY}"),
    (T, f"*** TỐI MẬT ***¦{BODY}"),
    (TT, f"=== TUYỆT MẬT ===¦{BODY}"),
    (M, f"| MẬT |¦{BODY}"),
    (M, f"{HEAD}¦-MẬT-¦{BODY}"),
    (T, f"«TỐI MẬT»¦{HEAD}¦{BODY}"),
    (M, f"(MẬT)¦{HEAD}¦{BODY}"),
    (M, f"MẬT!¦{BODY}"),
    (TT, f"【TUYỆT MẬT】¦{BODY}"),
    (M, f"■ MẬT ■¦{BODY}"),
    (M, f"☆ M Ậ T ☆¦{HEAD}¦{BODY}"),
    (M, f"__MẬT__¦{BODY}"),
    (T, f"<TỐI MẬT>¦{BODY}"),
    # As a field.
    (T, f"{HEAD}¦Độ mật: Tối mật¦{BODY}"),
    (M, f"ĐỘ MẬT: MẬT¦{HEAD}¦{BODY}"),
    (TT, f"Mức độ mật: Tuyệt mật¦{BODY}"),
    (M, f"{BODY}¦Độ mật: Mật¦{MORE}"),
    (M, f"{HEAD}¦Độ mật : “Mật”¦{BODY}"),
    (T, f"Dấu chỉ độ mật: TỐI MẬT¦{BODY}"),
    (M, f"▤Độ mật: Mật¦▤Độ khẩn: Thường¦{BODY}"),
    (M, f"▤Độ mật: Mật; Độ khẩn: Khẩn¦{BODY}"),
    (T, f"Độ mật:¦Tối mật¦{BODY}"),
    (M, f"{HEAD}¦▦Độ mật¦▦Mật¦{BODY}"),
    (M, f"Độ mật - Mật¦{HEAD}¦{BODY}"),
    (TT, f"Cấp độ mật: tuyệt mật¦{HEAD}¦{BODY}"),
    (M, f"ĐỘ MẬT: [X] MẬT¦{BODY}"),
    (T, f"Độ mật: ☐ Mật ☑ Tối mật ☐ Tuyệt mật¦{HEAD}¦{BODY}"),
    (M, f"Phân loại: MẬT¦{HEAD}¦{BODY}"),
    # Title and lower case in the masthead.
    (M, f"SỞ NGOẠI VỤ¦Số: 41/BC-SNgV¦Mật¦{NATION}¦{BODY}"),
    (T, f"{HEAD}¦Tối mật¦{DATED}¦{BODY}"),
    (TT, f"Tuyệt mật¦{HEAD}¦{BODY}"),
    (M, f"{HEAD}¦mật¦{DATED}¦BÁO CÁO"),
    # Beside something else on the line.
    (M, f"{HEAD}¦MẬT - KHẨN¦{BODY}"),
    (T, f"HỎA TỐC - TỐI MẬT¦{HEAD}¦{BODY}"),
    (M, f"MẬT/THƯỢNG KHẨN¦{BODY}"),
    (M, f"{HEAD}¦MẬT (Bản số: 02)¦{BODY}"),
    (TT, f"TUYỆT MẬT - Bản số 01/03¦{HEAD}¦{BODY}"),
    (M, f"MẬT    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦Độc lập - Tự do - Hạnh phúc¦{BODY}"),
    (M, f"SỞ NGOẠI VỤ          MẬT¦{NATION}¦{BODY}"),
    (T, f"SỞ NGOẠI VỤ TỐI MẬT Độc lập - Tự do - Hạnh phúc¦{DATED}¦{BODY}"),
    (M, f"Số: 55/BC-SNgV MẬT¦{NATION}¦{BODY}"),
    (M, f"Số: 55/BC-SNgV   {DATED}   MẬT¦BÁO CÁO¦{BODY}"),
    (M, f"Số: 12/BC-SNgV(M)¦{NATION}¦{BODY}"),
    (M, f"TÀI LIỆU MẬT¦{HEAD}¦{BODY}"),
    (T, f"VĂN BẢN TỐI MẬT¦{HEAD}¦{BODY}"),
    (M, f"BẢN MẬT¦{HEAD}¦{BODY}"),
    # Heads and feet of pages.
    (M, f"{HEAD}¦{BODY}¦MẬT - Trang 1/4¦⏏¦{MORE}"),
    (T, f"⏏¦Trang 2 - TỐI MẬT¦{BODY}¦⏏¦Trang 3 - TỐI MẬT¦{MORE}"),
    (M, f"{BODY}¦- 2 -  MẬT¦⏏¦{MORE}"),
    (M, f"Sở phối hợp với các đơn vị¦MẬT¦⏏¦liên quan triển khai các việc trên.¦{MORE}"),
    # Damaged by OCR, by encodings, by hands.
    (M, f"{HEAD}¦MÂT¦{BODY}"),
    (M, f"{HEAD}¦MẬT.¦{BODY}"),
    (TT, f"TUYÊT MẬT¦{HEAD}¦{BODY}"),
    (T, f"TÓI MẬT¦{HEAD}¦{BODY}"),
    (M, f"{HEAD}¦MẶT¦{DATED}¦BÁO CÁO¦{BODY}"),
    (M, f"{HEAD}¦MA\u0323\u0302T¦{BODY}"),
    (M, f"M\u200bẬ\u200bT¦{BODY}"),
    (T, f"TỐI\u00a0MẬ\u00adT¦{BODY}"),
    (M, f"ＭẬＴ¦{BODY}"),
    (TT, f"ТUYỆТ МẬТ¦{BODY}"),
    (T, f"{SCANNED}¦TOI MAT¦{BODY}"),
]

PLAIN: list[str] = [
    # The words in ordinary text.
    f"{HEAD}¦BÁO CÁO¦Về công tác bảo vệ bí mật nhà nước¦{BODY}",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC¦Cán bộ giữ gìn bí mật của cơ quan.",
    "MẬT ĐỘ DÂN SỐ¦Mật độ dân số của xã là 312 người trên mỗi cây số vuông.",
    "Mật ong rừng An Bình¦Mật ong được lấy vào tháng ba.",
    f"{HEAD}¦KẾ HOẠCH¦Bảo mật thông tin năm 2025¦{BODY}",
    "Cuộc gặp diễn ra trong không khí thân mật.",
    "Hai bên giữ quan hệ mật thiết.",
    "Đoàn kiểm tra mật khẩu và mật mã của từng máy.",
    "Giấy tờ gửi kèm phải được giữ bí¦mật¦cho đến khi công bố.",
    "QUY CHẾ¦BẢO VỆ BÍ¦MẬT¦CỦA SỞ NGOẠI VỤ¦Điều 1. Phạm vi",
    "CÔNG TÁC BẢO¦MẬT THÔNG TIN¦Điều 1. Phạm vi",
    "Việc này phải giữ kín tuyệt đối, tuyệt mật.",
    "Đây là một chiến dịch tuyệt mật của quân ta năm ấy, nay đã kể lại.",
    # The degrees explained or listed.
    "Người soạn thảo đề xuất độ mật (tuyệt mật, tối mật hoặc mật) của văn bản.",
    "Có ba độ: TUYỆT MẬT, TỐI MẬT và MẬT.",
    "Tuyệt mật¦Tối mật¦Mật",
    "TUYỆT MẬT¦TỐI MẬT¦MẬT¦Ba con dấu này do Văn thư giữ.",
    "▦TUYỆT MẬT¦▦Thiệt hại đặc biệt nghiêm trọng¦▦TỐI MẬT¦▦Thiệt hại rất nghiêm trọng¦▦MẬT",
    "1. TUYỆT MẬT¦Nội dung về đàm phán.¦2. TỐI MẬT¦Nội dung về biên giới.¦3. MẬT¦Nội dung khác.",
    "▤Độ: Tuyệt mật; Thời hạn: 30 năm¦▤Độ: Tối mật; Thời hạn: 20 năm¦▤Độ: Mật; Thời hạn: 10 năm",
    "▤STT: 1; Độ mật: Mật; Màu mực: đỏ¦▤STT: 2; Độ mật: Tối mật; Màu mực: đỏ",
    "Độ mật: Mật/Tối mật/Tuyệt mật (chọn một)",
    "Độ mật: Tuyệt mật, Tối mật, Mật",
    "Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật",
    "a) Mật;¦b) Tối mật;¦c) Tuyệt mật.",
    "- Mật: đóng dấu chữ thường.¦- Tối mật: đóng dấu viền đôi.",
    "Dấu “MẬT” được đóng bằng mực đỏ.",
    "“Tối mật” là độ mật ở giữa.",
    "Mẫu số 3: Mẫu dấu chỉ độ mật¦MẬT¦Kích thước 20 mm x 8 mm¦Ghi chú: khắc bằng gỗ.",
    "Điều 8. Xác định độ mật¦Văn bản có nội dung bí mật phải ghi rõ độ mật.",
    "10a¦Dấu chỉ độ mật",
    "MỨC ĐỘ MẬT, ĐỘ KHẨN",
    "ĐỘ MẬT¦ĐỘ KHẨN¦NƠI NHẬN",
    # Empty fields and fields that say no.
    f"Độ mật:¦{HEAD}¦{BODY}",
    f"Độ mật: ........¦{HEAD}¦{BODY}",
    f"{HEAD}¦Độ mật: Không¦{BODY}",
    f"Độ mật: Thường¦{HEAD}¦{BODY}",
    f"KHÔNG MẬT¦{HEAD}¦{BODY}",
    f"{HEAD}¦Không mật¦{BODY}",
    f"Mức độ mật: không có¦{BODY}",
    f"▤Độ mật: Không; Độ khẩn: Khẩn¦{BODY}",
    "▤Trường: Độ mật; Kiểu: chuỗi; Dài: 20",
    f"Độ mật:¦Không¦{HEAD}¦{BODY}",
    f"Độ mật (nếu có):¦{HEAD}¦{BODY}",
    f"Độ mật: (1)¦{BODY}",
    # Declassified.
    f"ĐÃ GIẢI MẬT¦{HEAD}¦{BODY}",
    f"MẬT¦ĐÃ GIẢI MẬT¦{HEAD}¦{BODY}",
    f"{HEAD}¦TỐI MẬT¦GIẢI MẬT¦Từ ngày 02 tháng 5 năm 2021¦{BODY}",
    f"GIẢI MẬT¦{HEAD}¦{BODY}",
    f"{HEAD}¦MẬT¦Đã giải mật theo Quyết định số 9/QĐ-SNgV ngày 02/5/2021¦{BODY}",
    "Hồ sơ được giải mật sau 30 năm.",
    "GIẢI MẬT HỒ SƠ ĐÀM PHÁN¦Tập hồ sơ nay đã được giải mật và công bố.",
    # Names, places, things.
    "Bà Nguyễn Thị Mật¦Phó Chủ tịch Hội",
    "NGUYỄN VĂN MẬT",
    "GIÁM ĐỐC¦Trần Mật",
    "CHỦ TỊCH¦TRẦN MẬT",
    "Xã Mật Sơn¦XÃ MẬT SƠN",
    "Mật Sơn, ngày 04 tháng 6 năm 2025",
    "▤Mặt hàng: Mật ong; Số lượng: 20 chai",
    "▤STT: 3; Tên: Mật; Đơn vị: lít",
    "Đường, mật, sữa",
    "HỘI MẬT TÔNG¦MẬT TÔNG Ở TÂY TẠNG",
    "MẶT TRẬN TỔ QUỐC VIỆT NAM¦TỈNH AN BÌNH",
    "▦MẶT¦▦TRẬN TỔ QUỐC VIỆT NAM¦▦TỈNH AN BÌNH",
    "ỦY BAN¦MẶT TRẬN TỔ QUỐC¦" + NATION,
    "MẤT¦Mất con dấu phải báo ngay.",
    "KHUÔN MẶT¦MẶT TRƯỚC¦MẶT SAU",
    "Mắt¦Mũi¦Miệng",
    "TỐI¦7 giờ: dạ tiệc chào mừng đoàn¦SÁNG¦8 giờ: hội đàm",
    "Tôi mất hộ chiếu ngày 4 tháng 6.",
    # In capitals, wrapped, in English.
    "DANH MỤC BÍ MẬT NHÀ NƯỚC",
    "QUẢN LÝ TÀI LIỆU MẬT TRONG CƠ QUAN¦Điều 1. Phạm vi",
    "SOẠN THẢO VĂN BẢN¦CÓ NỘI DUNG TUYỆT¦MẬT¦VÀ GIAO NHẬN VĂN BẢN",
    "Điều 5. Văn bản mật¦Văn bản mật được đăng ký riêng.",
    "1. Tài liệu mật¦Tài liệu mật không được chụp.",
    "Văn thư đóng dấu độ¦MẬT¦lên góc trái của trang đầu.",
    "MATERIALS¦MAT¦The mat is 2 m wide.",
    "SECRET GARDEN¦A novel.",
    "CONFIDENTIALITY¦The parties keep the terms confidential.",
    "PHÒNG BẢO MẬT¦TRUNG TÂM BẢO MẬT DỮ LIỆU¦" + NATION,
]


# Written after the rules, without a look at them.
STAMPED += [
    (M, f"ỦY BAN NHÂN DÂN¦THÀNH PHỐ BÌNH HẢI¦M Ậ T¦Số: 31/TTr-UBND¦{NATION}¦TỜ TRÌNH¦{BODY}"),
    (TT, f"▦BỘ NGOẠI GIAO¶VỤ CHÂU ÂU¦▦TUYỆT  MẬT¦▦{NATION.replace('¦', '¶')}¦{BODY}"),
    (T, f"BỘ NGOẠI GIAO¦Số: 88/BNG-LPQT¦Độ mật: TỐI MẬT¦Độ khẩn: HỎA TỐC¦{NATION}¦{BODY}"),
    (
        M,
        "CÔNG ĐIỆN MẬT¦Hà Nội, ngày 9 tháng 9 năm 2024¦Kính gửi: UBND tỉnh An Bình¦Số: 3/CĐ-BNG¦"
        + BODY,
    ),
    (M, f"ĐẢNG CỘNG SẢN VIỆT NAM¦TỈNH ỦY AN BÌNH¦*¦Số 45-BC/TU¦Mật¦BÁO CÁO¦{BODY}"),
    (T, f"TỈNH ỦY AN BÌNH  TỐI MẬT  ĐẢNG CỘNG SẢN VIỆT NAM¦Số 45-BC/TU¦{DATED}¦BÁO CÁO¦{BODY}"),
    (TT, f"{HEAD}¦{DATED}¦BÁO CÁO¦{BODY}¦TUYỆT MẬT¦{MORE}¦TUYỆT MẬT"),
    (M, f"1¦MẬT¦{HEAD}¦{BODY}¦2¦MẬT¦{MORE}"),
    (M, f"{HEAD}¦Mật - Khẩn¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦“MẬT”¦{DATED}¦{BODY}"),
    (M, f"Nơi nhận:¦- Như trên;¦- Lưu: VT (02 bản mật).¦MẬT¦{BODY}"),
    (TT, f"⏏¦TUYỆT MẬT¦{HEAD}¦{BODY}¦⏏¦TUYỆT MẬT¦{MORE}"),
    (M, f"⏏¦{HEAD}¦{BODY}¦⏏¦{MORE}¦Trang 2/2 | MẬT"),
    (M, f"MẬ T¦{HEAD}¦{BODY}"),
    (M, f"M ẬT¦{HEAD}¦{BODY}"),
    (T, f"TỐ I M ẬT¦{HEAD}¦{BODY}"),
    (TT, f"TUYỆTMẬT¦{HEAD}¦{BODY}"),
    (T, f"TỐIMẬT¦{HEAD}¦{BODY}"),
    (TT, f"TUYỆT-MẬT¦{HEAD}¦{BODY}"),
    (M, f"M¦Ậ¦T¦{HEAD}¦{BODY}"),
    (TT, f"{SCANNED}¦TUYET MAT¦BAO CAO¦{BODY}"),
    (M, f"{SCANNED}¦MAT¦So: 12/BC-SNgV¦BAO CAO¦{BODY}"),
    (T, f"{SCANNED}¦Do mat: TOI MAT¦{BODY}"),
    (M, f"{HEAD}¦MẬT,¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦I MẬT I¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦[ MẬT ]¦{BODY}"),
    (M, f"{HEAD}¦'MẬT'¦{BODY}"),
    (T, f"{HEAD}¦TÔI MẬT¦{DATED}¦{BODY}"),
    (TT, f"{HEAD}¦TUYỆT MẶT¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦ĐỘ MẬT: “MẬT”¦{BODY}"),
    (M, f"Mức độ mật của văn bản: Mật¦{BODY}"),
    (T, f"Độ mật: Tối mật. Bản số 02.¦{HEAD}¦{BODY}"),
    (M, f"Độ mật: Mật; Thời hạn bảo vệ: 10 năm¦{HEAD}¦{BODY}"),
    (M, f"MẬT¦Thời hạn bảo vệ bí mật nhà nước: 10 năm¦{HEAD}¦{BODY}"),
    (M, f"MẬT¦Giải mật sau ngày 31 tháng 12 năm 2035¦{HEAD}¦{BODY}"),
    (T, f"{HEAD}¦TỐI MẬT¦Chưa giải mật¦{BODY}"),
    (
        M,
        "UBND TỈNH AN BÌNH MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦"
        f"SỞ NGOẠI VỤ Độc lập - Tự do - Hạnh phúc¦{BODY}",
    ),
    (T, f"Số: 17/BC-SNgV TỐI MẬT {DATED}¦{NATION}¦BÁO CÁO¦{BODY}"),
    (M, f"PHỤ LỤC I¦(Kèm theo Báo cáo số 17/BC-SNgV)¦MẬT¦{BODY}"),
    (TT, f"{HEAD}¦ТUYỆT\u200d MẬT¦{BODY}"),
]
PLAIN += [
    f"{HEAD}¦QUYẾT ĐỊNH¦Ban hành Quy chế bảo vệ bí mật nhà nước¦Điều 1. Độ mật¦{BODY}",
    f"{HEAD}¦KẾ HOẠCH¦BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2025¦{BODY}",
    f"{HEAD}¦V/v rà soát tài liệu mật, tối mật¦{DATED}¦{BODY}",
    f"{HEAD}¦V/v xử lý tài liệu đã giải mật¦{DATED}¦{BODY}",
    f"{HEAD}¦BÁO CÁO¦Tổng kết công tác bảo mật¦{BODY}",
    f"BAN CƠ YẾU¦PHÒNG MẬT MÃ¦Số: 3/BC-CY¦{NATION}¦BÁO CÁO¦{BODY}",
    f"UBND XÃ MẬT SƠN¦Số: 4/BC-UBND¦{NATION}¦Mật Sơn, ngày 3 tháng 3 năm 2025¦BÁO CÁO¦{BODY}",
    f"HỢP TÁC XÃ MẬT ONG AN BÌNH¦Số: 4/GM-HTX¦{NATION}¦GIẤY MỜI¦{BODY}",
    "SỔ ĐĂNG KÝ VĂN BẢN MẬT ĐI¦▤Số: 1; Ngày: 2/3/2025; Độ mật: ; Nơi nhận: ",
    "MẪU SỔ ĐĂNG KÝ BÍ MẬT NHÀ NƯỚC ĐẾN¦STT¦Số đến¦Độ mật¦Ký nhận",
    "Câu 12. Độ mật nào cao nhất?¦A. Mật¦B. Tối mật¦C. Tuyệt mật¦D. Không có độ nào",
    "Bài 3. Các độ mật¦Tuyệt mật: đặc biệt quan trọng.¦Tối mật: rất quan trọng.¦Mật: quan trọng.",
    "Văn bản có độ mật: Tuyệt mật, Tối mật, Mật thì không nhận.",
    "Hệ thống không tiếp nhận tài liệu đóng dấu MẬT, TỐI MẬT, TUYỆT MẬT.",
    "Không tải lên tài liệu có dấu MẬT.",
    "Theo lời kể, bức điện mang dấu “TUYỆT MẬT” ấy đến tay ông vào đêm 30.",
    "Phim “Tuyệt mật” chiếu tối thứ Bảy.",
    "Cuốn sách: Hồ sơ tuyệt mật về sông Hương",
    "Tuyệt mật",
    "Mật",
    "mật",
    "Mật ong¦Mật¦Sáp ong¦Phấn hoa",
    "▦Mật¦▦Sáp¦▦Phấn",
    "▤Sản phẩm: Mật; Giá: 200.000 đồng",
    "Túi mật¦SỎI MẬT¦VIÊM TÚI MẬT",
    "GAN¦TÚI MẬT¦LÁCH",
    "Ông Lê Mật, Phó Giám đốc; bà Trần Thị Tuyết Mật, Trưởng phòng.",
    "KT. GIÁM ĐỐC¦PHÓ GIÁM ĐỐC¦Lê Tuyệt Mật",
    "Mặt¦Mắt¦Mật",
    "Quan hệ hai bên ngày càng mật¦thiết, tin cậy.",
    "Khách được tiếp trong không khí thân¦mật¦và cởi mở.",
    f"{HEAD}¦Độ mật: ……………¦Độ khẩn: ……………¦{BODY}",
    f"{HEAD}¦Độ mật: Bình thường¦{BODY}",
    f"{HEAD}¦Độ mật: (Tuyệt mật/Tối mật/Mật)¦{BODY}",
    f"{HEAD}¦Độ mật: Không mật¦{BODY}",
    f"▤Độ mật: Thường; Độ khẩn: Thường; Số: 3/BC¦{BODY}",
    f"{HEAD}¦(Không đóng dấu mật)¦{BODY}",
    f"{HEAD}¦TUYỆT MẬT¦ĐÃ GIẢI MẬT theo Quyết định số 5/QĐ-BNG ngày 3/4/2015¦{BODY}",
    f"TÀI LIỆU ĐÃ GIẢI MẬT¦{HEAD}¦{BODY}",
    "TUYỆT ĐỐI KHÔNG CHỤP ẢNH¦TUYỆT ĐỐI GIỮ BÍ MẬT",
]

# And once more.
STAMPED += [
    (M, f"DỰ THẢO¦MẬT¦{HEAD}¦{BODY}"),
    (M, f"{HEAD}¦MẬT¶(Bản số 3)¦{DATED}¦{BODY}"),
    (T, f"⏏¦Tối mật¦{BODY}¦⏏¦Tối mật¦{MORE}"),
    (M, f"⏏¦{BODY}¦Mật - Trang 1/2¦⏏¦{MORE}¦Mật - Trang 2/2"),
    (M, f"▤Số ký hiệu: 9/BC-SNgV; Ngày: 03/4/2025; Độ mật: Mật; Độ khẩn: Thường¦{BODY}"),
    (TT, f"▤Mức độ mật: TUYỆT MẬT¦{BODY}"),
    (M, f"BIÊN BẢN HỘI ĐÀM¦MẬT¦1. Thành phần¦{BODY}"),
    (T, f"NOTE¦TỐI MẬT¦The two sides met on 3 May.¦{BODY}"),
    (M, f"{HEAD}¦(Mật)¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦— MẬT —¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦Số bản: 05, MẬT¦{DATED}¦{BODY}"),
    (T, f"{HEAD}¦TỐI MẬT, HỎA TỐC¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦HỎA TỐC¦MẬT¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦BÁO CÁO¦Kết quả chuyến thăm (Mật)¦Độ mật: Mật¦{BODY}"),
    (M, f"SỞ NGOẠI VỤ Số: 17/BC-SNgV MẬT {NATION.replace('¦', ' ')} {DATED} BÁO CÁO {BODY}"),
    (T, f"▦SỞ NGOẠI VỤ¦▦CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦▦TỐI MẬT¦▦Số: 1/BC-SNgV¦{BODY}"),
    (M, f"{HEAD}¦MẬT\u0301¦{DATED}¦{BODY}"),
    (M, f"{HEAD}¦M\u2060Â\u0323T¦{DATED}¦{BODY}"),
    (TT, f"{HEAD}¦TUYET MẬT¦{DATED}¦{BODY}"),
    (M, f"MẬT¦¦MẬT¦{BODY}¦Việc giải mật thực hiện theo luật định.¦{MORE}"),
]
PLAIN += [
    f"{HEAD}¦GIẢI MẬT¦ngày 12 tháng 5 năm 2020¦{DATED}¦{BODY}",
    f"{HEAD}¦TỜ TRÌNH¦Về việc giải mật, giảm độ mật của tài liệu¦{BODY}",
    f"{HEAD}¦GIẤY MỜI¦Dự lớp tập huấn bảo vệ bí mật nhà nước¦{BODY}",
    "LUẬT¦BẢO VỆ BÍ MẬT NHÀ NƯỚC¦Điều 1. Phạm vi điều chỉnh¦" + BODY,
    "Điều 4. Phân loại¦1. Tuyệt mật là độ cao nhất.¦2. Tối mật đứng thứ hai.¦3. Mật đứng cuối.",
    "▤Loại: Mật; Hình dạng: chữ nhật¦▤Loại: Tối mật; Hình dạng: chữ nhật",
    "▦Loại dấu¦▦Kích thước¦▦MẬT¦▦20 x 8¦▦TỐI MẬT¦▦30 x 8¦▦TUYỆT MẬT¦▦40 x 8",
    "Mẫu dấu “Mật”¦▦MẬT",
    "Hình 2. Mẫu dấu chỉ độ mật¦TỐI MẬT",
    "Tối¦Mật ong chấm bánh¦Sáng¦Cháo gà",
    f"{HEAD}¦CHƯƠNG TRÌNH¦TỐI¦Dạ tiệc thân mật tại tư gia¦{BODY}",
    f"{HEAD}¦Kính gửi: Ông Mật¦{BODY}",
    f"SỞ Y TẾ¦KHOA GAN MẬT¦Số: 5/BC-KGM¦{NATION}¦BÁO CÁO¦{BODY}",
    f"BỆNH VIỆN AN BÌNH¦KHOA TIÊU HÓA - GAN MẬT¦Số: 5/BC-KGM¦{NATION}¦{BODY}",
    f"VIỆN NGHIÊN CỨU MẬT¦Số: 5/BC-V¦Trụ sở: xã An Bình¦{BODY}",
    "Hỏi: Độ mật là gì? Đáp: là mức độ quan trọng của bí mật nhà nước.",
    "Trường “Độ mật” để trống nếu văn bản không có bí mật.",
    "Không được ghi chữ mật lên phong bì.",
    "ĐƯỜNG¦MẬT¦Bánh kẹo có đường, mật.",
    "Mật khẩu: ********",
]


def blocks_of(document: str) -> list[RawBlock]:
    return list(_blocks(document))


def _blocks(document: str) -> Iterator[RawBlock]:
    page = 1 if "⏏" in document else None
    for piece in document.split("¦"):
        text = piece.lstrip("▦▤").replace("¶", "\n")
        if piece == "⏏" and page is not None:
            page += 1
        elif piece.startswith("▤"):
            yield RawBlock(text, BlockKind.ROW, page=page)
        else:
            yield RawBlock(text, page=page, in_layout=piece.startswith("▦"))
