"""Beginnings of documents with what they say of themselves; blocks in the notation of
secrecy_cases. Fields that a case does not name are not judged, apart from number and date,
which are empty unless named. A «~» before a value means that only its beginning is given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Header:
    blocks: str
    number: str = ""
    date: str | None = None
    issuer: str | None = None
    kind: str | None = None
    subject: str | None = None
    title: str | None = None
    urgency: str | None = None


QH = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TN = "Độc lập - Tự do - Hạnh phúc"
NATION = f"{QH}¦{TN}"
BODY = "Căn cứ chức năng, nhiệm vụ được giao, các đơn vị triển khai những việc sau đây."
SNGV = "UBND THÀNH PHỐ HUẾ¦SỞ NGOẠI VỤ"
UB = "ỦY BAN NHÂN DÂN¦THÀNH PHỐ HUẾ"
UBH = "Ủy ban nhân dân thành phố Huế"
SO = "Sở Ngoại vụ"

HEADERS: list[Header] = [
    # Decisions, resolutions, directives: left cell, right cell, as Word files give them.
    Header(
        f"▦{UB}¦▦Số: 512/QĐ-UBND¦▦{NATION}¦▦Huế, ngày 04 tháng 3 năm 2025¦QUYẾT ĐỊNH¦"
        "Về việc kiện toàn Ban Chỉ đạo công tác đối ngoại¦CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ¦"
        + BODY,
        "512/QĐ-UBND",
        "2025-03-04",
        UBH,
        "Quyết định",
        "Về việc kiện toàn Ban Chỉ đạo công tác đối ngoại",
        "Quyết định về việc kiện toàn Ban Chỉ đạo công tác đối ngoại",
    ),
    Header(
        f"▦{UB}¦▦{NATION}¦▦Số: 18/2024/QĐ-UBND¦▦Huế, ngày 17 tháng 10 năm 2024¦QUYẾT ĐỊNH¦"
        f"Ban hành Quy định quản lý đoàn ra, đoàn vào¦{BODY}",
        "18/2024/QĐ-UBND",
        "2024-10-17",
        UBH,
        "Quyết định",
        "Ban hành Quy định quản lý đoàn ra, đoàn vào",
    ),
    Header(
        f"{UB}¦Số: 77 /QĐ - UBND¦{NATION}¦Huế, ngày  3  tháng  2  năm 2025¦QUYẾT ĐỊNH¦{BODY}",
        "77/QĐ-UBND",
        "2025-02-03",
        UBH,
        "Quyết định",
        "",
    ),
    Header(
        f"{UB}¦Số:       /QĐ-UBND¦{NATION}¦Huế, ngày     tháng     năm 2025¦QUYẾT ĐỊNH¦{BODY}",
        issuer=UBH,
        kind="Quyết định",
    ),
    Header(
        f"{UB}¦Số: ……/QĐ-UBND¦{NATION}¦Huế, ngày … tháng … năm 2025¦QUYẾT ĐỊNH¦{BODY}",
        issuer=UBH,
        kind="Quyết định",
    ),
    Header(
        "UBND TỈNH QUẢNG HÒA¦Số: 222/1999/QĐ/UB¦"
        f"{NATION}¦Quảng Hòa, ngày 9 tháng 8 năm 1999¦QUYẾT ĐỊNH CỦA UBND TỈNH¦"
        f"V/v thành lập Sở Ngoại vụ¦{BODY}",
        "222/1999/QĐ/UB",
        "1999-08-09",
        "Ủy ban nhân dân tỉnh Quảng Hòa",
        "Quyết định",
    ),
    Header(
        f"HỘI ĐỒNG NHÂN DÂN¦TỈNH QUẢNG HÒA¦Số: 21/2023/NQ-HĐND¦{NATION}¦"
        "Quảng Hòa, ngày 07 tháng 12 năm 2023¦NGHỊ QUYẾT¦"
        "Quy định mức chi tiếp khách nước ngoài trên địa bàn tỉnh¦"
        f"HỘI ĐỒNG NHÂN DÂN TỈNH QUẢNG HÒA¦KHÓA XV, KỲ HỌP THỨ 12¦{BODY}",
        "21/2023/NQ-HĐND",
        "2023-12-07",
        "Hội đồng nhân dân tỉnh Quảng Hòa",
        "Nghị quyết",
        "Quy định mức chi tiếp khách nước ngoài trên địa bàn tỉnh",
    ),
    Header(
        f"CHÍNH PHỦ¦Số: 64/2021/NĐ-CP¦{NATION}¦Hà Nội, ngày 30 tháng 6 năm 2021¦NGHỊ ĐỊNH¦"
        f"VỀ KÝ KẾT THỎA THUẬN QUỐC TẾ¦{BODY}",
        "64/2021/NĐ-CP",
        "2021-06-30",
        "Chính phủ",
        "Nghị định",
    ),
    Header(
        f"THỦ TƯỚNG CHÍNH PHỦ¦Số: 6/2020/QĐ-TTg¦{NATION}¦Hà Nội, ngày 21 tháng 02 năm 2020¦"
        f"QUYẾT ĐỊNH¦Về tổ chức và quản lý hội nghị quốc tế¦{BODY}",
        "6/2020/QĐ-TTg",
        "2020-02-21",
        "Thủ tướng Chính phủ",
        "Quyết định",
        "Về tổ chức và quản lý hội nghị quốc tế",
    ),
    Header(
        f"QUỐC HỘI¦Luật số: 71/2020/QH14¦{NATION}¦LUẬT¦SỬA ĐỔI MỘT SỐ ĐIỀU VỀ LỄ TÂN¦{BODY}",
        "71/2020/QH14",
        None,
        "Quốc hội",
        "Luật",
    ),
    Header(
        f"QUỐC HỘI¦Nghị quyết số: 176/2024/QH15¦{NATION}¦NGHỊ QUYẾT¦VỀ THÀNH LẬP THÀNH PHỐ¦{BODY}",
        "176/2024/QH15",
        None,
        "Quốc hội",
        "Nghị quyết",
    ),
    Header(
        f"BỘ NGOẠI GIAO¦Số: 9/2025/TT-BNG¦{NATION}¦Hà Nội, ngày 30 tháng 6 năm 2025¦THÔNG TƯ¦"
        f"Hướng dẫn chức năng của cơ quan chuyên môn về ngoại vụ¦{BODY}",
        "9/2025/TT-BNG",
        "2025-06-30",
        "Bộ Ngoại giao",
        "Thông tư",
        "Hướng dẫn chức năng của cơ quan chuyên môn về ngoại vụ",
    ),
    Header(
        f"BỘ NGOẠI GIAO - BỘ TÀI CHÍNH¦Số: 02/2013/TTLT-BNG-BTC¦{NATION}¦"
        f"Hà Nội, ngày 25 tháng 6 năm 2013¦THÔNG TƯ LIÊN TỊCH¦Về lệ phí lãnh sự¦{BODY}",
        "02/2013/TTLT-BNG-BTC",
        "2013-06-25",
        "Bộ Ngoại giao - Bộ Tài chính",
        "Thông tư liên tịch",
    ),
    Header(
        f"THỦ TƯỚNG CHÍNH PHỦ¦Số: 14/CT-TTg¦{NATION}¦Hà Nội, ngày 2 tháng 5 năm 2023¦CHỈ THỊ¦"
        f"Về tăng cường ngoại giao kinh tế¦{BODY}",
        "14/CT-TTg",
        "2023-05-02",
        "Thủ tướng Chính phủ",
        "Chỉ thị",
        "Về tăng cường ngoại giao kinh tế",
    ),
    # The named kinds of the decree.
    Header(
        f"{SNGV}¦Số: 45/BC-SNgV¦{NATION}¦Huế, ngày 15 tháng 6 năm 2025¦BÁO CÁO¦"
        f"Kết quả công tác đối ngoại 6 tháng đầu năm 2025¦{BODY}",
        "45/BC-SNgV",
        "2025-06-15",
        SO,
        "Báo cáo",
        "Kết quả công tác đối ngoại 6 tháng đầu năm 2025",
        "Báo cáo Kết quả công tác đối ngoại 6 tháng đầu năm 2025",
    ),
    Header(
        f"{SNGV}¦Số: 46/BC-SNgV¦{NATION}¦Huế, ngày 16 tháng 6 năm 2025¦BÁO CÁO TÓM TẮT¦"
        f"Về việc rà soát các bản ghi nhớ¦{BODY}",
        "46/BC-SNgV",
        "2025-06-16",
        SO,
        "Báo cáo",
        "Về việc rà soát các bản ghi nhớ",
        "Báo cáo tóm tắt về việc rà soát các bản ghi nhớ",
    ),
    Header(
        f"{SNGV}¦Số: 7/KH-SNgV¦{NATION}¦Huế, ngày 08 tháng 01 năm 2026¦KẾ HOẠCH¦"
        f"TỔ CHỨC ĐÓN ĐOÀN ĐẠI BIỂU TỈNH SAVANNAKHET¦{BODY} Tỉnh Savannakhet cử đoàn đại biểu.",
        "7/KH-SNgV",
        "2026-01-08",
        SO,
        "Kế hoạch",
        "Tổ chức đón đoàn đại biểu tỉnh Savannakhet",
        "Kế hoạch tổ chức đón đoàn đại biểu tỉnh Savannakhet",
    ),
    Header(
        f"{SNGV}¦Số: 12/TTr-SNgV¦{NATION}¦Huế, ngày 20 tháng 01 năm 2026¦TỜ TRÌNH¦"
        f"Về việc cử đoàn đi công tác tại Nhật Bản¦Kính gửi: Ủy ban nhân dân thành phố¦{BODY}",
        "12/TTr-SNgV",
        "2026-01-20",
        SO,
        "Tờ trình",
        "Về việc cử đoàn đi công tác tại Nhật Bản",
    ),
    Header(
        f"{SNGV}¦Số: 30/TB-SNgV¦{NATION}¦Huế, ngày 11 tháng 11 năm 2025¦THÔNG BÁO¦"
        f"Kết luận của Giám đốc Sở tại cuộc họp giao ban¦{BODY}",
        "30/TB-SNgV",
        "2025-11-11",
        SO,
        "Thông báo",
        "Kết luận của Giám đốc Sở tại cuộc họp giao ban",
    ),
    Header(
        f"{SNGV}¦Số: 5/HD-SNgV¦{NATION}¦Huế, ngày 02 tháng 4 năm 2025¦HƯỚNG DẪN¦"
        f"Trình tự xin phép tổ chức hội thảo quốc tế¦{BODY}",
        "5/HD-SNgV",
        "2025-04-02",
        SO,
        "Hướng dẫn",
        "Trình tự xin phép tổ chức hội thảo quốc tế",
    ),
    Header(
        f"{UB}¦Số: 3/CTr-UBND¦{NATION}¦Huế, ngày 05 tháng 01 năm 2025¦CHƯƠNG TRÌNH¦"
        f"Công tác đối ngoại năm 2025¦{BODY}",
        "3/CTr-UBND",
        "2025-01-05",
        UBH,
        "Chương trình",
    ),
    Header(
        f"{UB}¦Số: 6/PA-UBND¦{NATION}¦Huế, ngày 06 tháng 01 năm 2025¦PHƯƠNG ÁN¦"
        f"Bảo đảm an ninh cho đoàn khách¦{BODY}",
        "6/PA-UBND",
        "2025-01-06",
        UBH,
        "Phương án",
    ),
    Header(
        f"{UB}¦Số: 8/ĐA-UBND¦{NATION}¦Huế, ngày 07 tháng 01 năm 2025¦ĐỀ ÁN¦"
        f"Nâng cao năng lực hội nhập quốc tế đến năm 2030¦{BODY}",
        "8/ĐA-UBND",
        "2025-01-07",
        UBH,
        "Đề án",
    ),
    Header(
        f"{SNGV}¦Số: 9/DA-SNgV¦{NATION}¦Huế, ngày 08 tháng 01 năm 2025¦DỰ ÁN¦"
        f"Số hóa hồ sơ thỏa thuận quốc tế¦{BODY}",
        "9/DA-SNgV",
        "2025-01-08",
        SO,
        "Dự án",
    ),
    Header(
        f"{SNGV}¦Số: 4/QC-SNgV¦{NATION}¦Huế, ngày 09 tháng 01 năm 2025¦QUY CHẾ¦"
        f"Làm việc của Sở Ngoại vụ¦{BODY}",
        "4/QC-SNgV",
        "2025-01-09",
        SO,
        "Quy chế",
        "Làm việc của Sở Ngoại vụ",
    ),
    Header(
        f"{SNGV}¦Số: 2/QyĐ-SNgV¦{NATION}¦Huế, ngày 10 tháng 01 năm 2025¦QUY ĐỊNH¦"
        f"Về sử dụng xe công¦{BODY}",
        "2/QyĐ-SNgV",
        "2025-01-10",
        SO,
        "Quy định",
        "Về sử dụng xe công",
    ),
    Header(
        f"{SNGV}¦Số: 11/BB-SNgV¦{NATION}¦BIÊN BẢN¦Làm việc với đoàn chuyên gia tỉnh Gifu¦"
        "Thời gian bắt đầu: 8 giờ, ngày 03 tháng 3 năm 2025",
        "11/BB-SNgV",
        None,
        SO,
        "Biên bản",
        "Làm việc với đoàn chuyên gia tỉnh Gifu",
    ),
    Header(
        f"{SNGV}¦Số: 1/HĐ-SNgV¦{NATION}¦HỢP ĐỒNG¦Thuê phiên dịch¦{BODY}",
        "1/HĐ-SNgV",
        None,
        SO,
        "Hợp đồng",
        "Thuê phiên dịch",
    ),
    Header(
        f"BỘ NGOẠI GIAO¦Số: 33/CĐ-BNG¦{NATION}¦Hà Nội, ngày 01 tháng 8 năm 2025¦CÔNG ĐIỆN¦"
        f"Về bảo hộ công dân tại vùng lũ¦{BODY}",
        "33/CĐ-BNG",
        "2025-08-01",
        "Bộ Ngoại giao",
        "Công điện",
        "Về bảo hộ công dân tại vùng lũ",
    ),
    Header(
        f"{SNGV}¦Số: 14/GM-SNgV¦{NATION}¦Huế, ngày 05 tháng 5 năm 2025¦GIẤY MỜI¦"
        f"Dự họp chuẩn bị đón đoàn¦Kính gửi: Sở Du lịch¦{BODY}",
        "14/GM-SNgV",
        "2025-05-05",
        SO,
        "Giấy mời",
        "Dự họp chuẩn bị đón đoàn",
        "Giấy mời Dự họp chuẩn bị đón đoàn",
    ),
    Header(
        f"{SNGV}¦Số: 15/GGT-SNgV¦{NATION}¦Huế, ngày 06 tháng 5 năm 2025¦GIẤY GIỚI THIỆU¦"
        "Sở Ngoại vụ trân trọng giới thiệu:¦Ông (bà): Nguyễn Văn An",
        "15/GGT-SNgV",
        "2025-05-06",
        SO,
        "Giấy giới thiệu",
        "",
        "Giấy giới thiệu",
    ),
    Header(
        f"{SNGV}¦Số: 16/GNP-SNgV¦{NATION}¦Huế, ngày 07 tháng 5 năm 2025¦GIẤY NGHỈ PHÉP¦"
        "Xét Đơn đề nghị nghỉ phép ngày 05 tháng 5 năm 2025 của ông Lê An",
        "16/GNP-SNgV",
        "2025-05-07",
        SO,
        "Giấy nghỉ phép",
        "",
    ),
    Header(
        f"{SNGV}¦Số: 17/GUQ-SNgV¦{NATION}¦Huế, ngày 08 tháng 5 năm 2025¦GIẤY ỦY QUYỀN¦{BODY}",
        "17/GUQ-SNgV",
        "2025-05-08",
        SO,
        "Giấy ủy quyền",
    ),
    Header(
        f"{SNGV}¦Số: 18/PG-SNgV¦{NATION}¦Huế, ngày 09 tháng 5 năm 2025¦PHIẾU GỬI¦{BODY}",
        "18/PG-SNgV",
        "2025-05-09",
        SO,
        "Phiếu gửi",
    ),
    Header(
        f"{SNGV}¦Số: 19/BGN-SNgV¦{NATION}¦BẢN GHI NHỚ¦"
        "Về hợp tác giữa Sở Ngoại vụ và Văn phòng tỉnh Gifu¦" + BODY,
        "19/BGN-SNgV",
        None,
        SO,
        "Bản ghi nhớ",
        "Về hợp tác giữa Sở Ngoại vụ và Văn phòng tỉnh Gifu",
    ),
    Header(
        f"{NATION}¦BẢN THỎA THUẬN¦Về giao lưu thanh niên giữa hai thành phố¦{BODY}",
        kind="Bản thỏa thuận",
        subject="Về giao lưu thanh niên giữa hai thành phố",
    ),
    # Official letters.
    Header(
        f"▦{SNGV}¦▦Số: 233/SNgV-HTQT¦▦V/v góp ý dự thảo chương trình đón đoàn¦▦{NATION}¦"
        f"▦Huế, ngày 12 tháng 9 năm 2025¦Kính gửi: Sở Tài chính¦{BODY}",
        "233/SNgV-HTQT",
        "2025-09-12",
        SO,
        "Công văn",
        "Về việc góp ý dự thảo chương trình đón đoàn",
        "Công văn về việc góp ý dự thảo chương trình đón đoàn",
    ),
    Header(
        f"{SNGV}¦Số 234/SNgV-LS¦V/v hướng dẫn thủ tục¦hợp pháp hóa lãnh sự¦{NATION}¦"
        f"Huế, ngày 13/9/2025¦Kính gửi: Bà Lê An¦{BODY}",
        "234/SNgV-LS",
        "2025-09-13",
        SO,
        "Công văn",
        "Về việc hướng dẫn thủ tục hợp pháp hóa lãnh sự",
    ),
    Header(
        f"BỘ NGOẠI GIAO¦CỤC LÃNH SỰ¦Số: 810/BNG-LS¦{NATION}¦Hà Nội, ngày 5-3-2024¦"
        f"V/v: cấp thị thực cho đoàn khách¦Kính gửi: UBND thành phố Huế¦{BODY}",
        "810/BNG-LS",
        "2024-03-05",
        "Cục Lãnh sự",
        "Công văn",
        "Về việc cấp thị thực cho đoàn khách",
    ),
    # Two columns read across, as PDF, OCR and plain text give them.
    Header(
        f"UBND THÀNH PHỐ HUẾ   {QH}¦SỞ NGOẠI VỤ   {TN}¦"
        "Số: 61/SNgV-HTQT   Huế, ngày 05 tháng 3 năm 2024¦V/v mời dự tiếp xúc cử tri¦"
        f"Kính gửi: Sở Nội vụ¦{BODY}",
        "61/SNgV-HTQT",
        "2024-03-05",
        SO,
        "Công văn",
        "Về việc mời dự tiếp xúc cử tri",
    ),
    Header(
        f"ỦY BAN NHÂN DÂN {QH}¦TỈNH QUẢNG HÒA {TN}¦"
        "Số: 62/QĐ-UBND Quảng Hòa, ngày 06 tháng 3 năm 2024¦QUYẾT ĐỊNH¦"
        f"Về việc tặng Bằng khen¦{BODY}",
        "62/QĐ-UBND",
        "2024-03-06",
        "Ủy ban nhân dân tỉnh Quảng Hòa",
        "Quyết định",
        "Về việc tặng Bằng khen",
    ),
    Header(
        f"{QH}¦UBND THÀNH PHỐ HUẾ {TN}¦SỞ NGOẠI VỤ Huế, ngày 07 tháng 3 năm 2024¦"
        f"Số: 63/BC-SNgV¦BÁO CÁO¦Kết quả khảo sát nhu cầu¦{BODY}",
        "63/BC-SNgV",
        "2024-03-07",
        SO,
        "Báo cáo",
        "Kết quả khảo sát nhu cầu",
    ),
    Header(
        f"SỞ NGOẠI VỤ {QH} {TN} Số: 64/KH-SNgV Huế, ngày 08 tháng 3 năm 2024¦KẾ HOẠCH¦"
        f"Học tập kinh nghiệm¦{BODY}",
        "64/KH-SNgV",
        "2024-03-08",
        SO,
        "Kế hoạch",
        "Học tập kinh nghiệm",
    ),
    Header(
        f"{QH}¦{TN}¦{SNGV}¦Số: 65/TB-SNgV Thừa Thiên Huế, ngày 09 tháng 3 năm 2024¦THÔNG BÁO¦"
        f"Lịch tiếp công dân¦{BODY}",
        "65/TB-SNgV",
        "2024-03-09",
        SO,
        "Thông báo",
        "Lịch tiếp công dân",
    ),
    # Damaged by OCR.
    Header(
        f"UBND THÀNH PHỐ HUẾ¦SỞ NGOẠI VỤ¦Sô: 1O5/BC-SNgV¦{NATION}¦"
        f"Huế, ngày O5 tháng 3 năm 2O24¦BÁO CÁO¦Công tác tháng 2¦{BODY}",
        "105/BC-SNgV",
        "2024-03-05",
        SO,
        "Báo cáo",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số : l2/KH - SNgV¦{NATION}¦Huế, ngày l4 tháng l0 năm 2024¦KẾ HOẠCH¦"
        f"Tập huấn lễ tân¦{BODY}",
        "12/KH-SNgV",
        "2024-10-14",
        SO,
        "Kế hoạch",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số. 13/KH-SNgV¦CONG HOA XA HOI CHU NGHIA VIET NAM¦Doc lap - Tu do - Hanh phuc"
        f"¦Huế, ngày 15 tháng 10 năm 2024¦KẾ HOẠCH¦Tập huấn lễ tân¦{BODY}",
        "13/KH-SNgV",
        "2024-10-15",
        SO,
        "Kế hoạch",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 14/BC-SNgV¦{NATION}¦Huế, ngày 16 tháng 10 năm 2024 .¦BÁO CÁO¦{BODY}",
        "14/BC-SNgV",
        "2024-10-16",
        SO,
        "Báo cáo",
    ),
    # Party documents.
    Header(
        "ĐẢNG CỘNG SẢN VIỆT NAM¦TỈNH ỦY QUẢNG HÒA¦*¦Số 45-BC/TU¦"
        f"Quảng Hòa, ngày 20 tháng 7 năm 2025¦BÁO CÁO¦Công tác đối ngoại đảng¦{BODY}",
        "45-BC/TU",
        "2025-07-20",
        "Tỉnh ủy Quảng Hòa",
        "Báo cáo",
        "Công tác đối ngoại đảng",
    ),
    Header(
        "BAN CHẤP HÀNH TRUNG ƯƠNG¦*¦Số 273-QĐ/TW¦ĐẢNG CỘNG SẢN VIỆT NAM¦"
        f"Hà Nội, ngày 21 tháng 01 năm 2015¦QUY CHẾ¦Quản lý hoạt động đối ngoại¦{BODY}",
        "273-QĐ/TW",
        "2015-01-21",
        "Ban Chấp hành Trung ương",
        "Quy chế",
    ),
    Header(
        "THÀNH ỦY HUẾ¦VĂN PHÒNG¦*¦Số 12-TB/VPTU¦ĐẢNG CỘNG SẢN VIỆT NAM¦"
        f"Huế, ngày 3 tháng 6 năm 2025¦THÔNG BÁO¦{BODY}",
        "12-TB/VPTU",
        "2025-06-03",
        None,
        "Thông báo",
    ),
    # Urgent ones.
    Header(
        f"{SNGV}¦Số: 70/SNgV-LT¦HỎA TỐC¦V/v đón đoàn tại sân bay¦{NATION}¦"
        f"Huế, ngày 1 tháng 7 năm 2025¦Kính gửi: Công an thành phố¦{BODY}",
        "70/SNgV-LT",
        "2025-07-01",
        SO,
        "Công văn",
        "Về việc đón đoàn tại sân bay",
        urgency="HỎA TỐC",
    ),
    Header(
        f"{SNGV}¦Số: 71/GM-SNgV¦THƯỢNG KHẨN¦{NATION}¦Huế, ngày 2 tháng 7 năm 2025¦GIẤY MỜI¦{BODY}",
        "71/GM-SNgV",
        "2025-07-02",
        SO,
        "Giấy mời",
        urgency="THƯỢNG KHẨN",
    ),
    Header(
        f"{SNGV}¦Số: 72/SNgV-VP KHẨN¦{NATION}¦Huế, ngày 3 tháng 7 năm 2025¦V/v báo cáo số liệu¦"
        f"Kính gửi: Các phòng¦{BODY}",
        "72/SNgV-VP",
        "2025-07-03",
        SO,
        "Công văn",
        urgency="KHẨN",
    ),
    Header(
        f"{SNGV}¦Số: 73/SNgV-VP¦Hỏa tốc hẹn giờ: 10h00 ngày 05/7/2025¦{NATION}¦"
        f"Huế, ngày 4 tháng 7 năm 2025¦V/v báo cáo bão¦Kính gửi: Các phòng¦{BODY}",
        "73/SNgV-VP",
        "2025-07-04",
        SO,
        "Công văn",
        urgency="HỎA TỐC HẸN GIỜ",
    ),
    # Dates as people write them.
    Header(
        f"SỞ NGOẠI VỤ¦Số: 80/BC-SNgV¦{NATION}¦Huế, 05/03/2024¦BÁO CÁO¦{BODY}",
        "80/BC-SNgV",
        "2024-03-05",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 81/BC-SNgV¦{NATION}¦Huế, ngày 05.3.2024¦BÁO CÁO¦{BODY}",
        "81/BC-SNgV",
        "2024-03-05",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 82/BC-SNgV¦{NATION}¦TP. Huế, ngày 5 tháng 03, năm 2024¦BÁO CÁO¦{BODY}",
        "82/BC-SNgV",
        "2024-03-05",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 83/BC-SNgV¦{NATION}¦Huế, ngày …/3/2024¦BÁO CÁO¦{BODY}",
        "83/BC-SNgV",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 84/BC-SNgV¦{NATION}¦Huế, ngày 30 tháng 02 năm 2024¦BÁO CÁO¦{BODY}",
        "84/BC-SNgV",
    ),
    # Notes verbales and letters in English.
    Header(
        "DEPARTMENT OF FOREIGN AFFAIRS¦No: 45/NV-DFA¦NOTE VERBALE¦"
        "The Department of Foreign Affairs of Hue City presents its compliments to the Consulate"
        " General.¦Hue, 5 March 2024",
        "45/NV-DFA",
        "2024-03-05",
        kind="Công hàm",
    ),
    Header(
        "MEMORANDUM OF UNDERSTANDING¦between Hue City and Gyeongju City¦The two cities agree:",
        kind="Bản ghi nhớ",
    ),
]

# Written after the rules, without a look at them.
HELD_OUT: list[Header] = [
    Header(
        "ỦY BAN NHÂN DÂN¦HUYỆN PHÚ AN¦Số: 1205/QĐ-UBND¦"
        f"{NATION}¦Phú An, ngày 28 tháng 02 năm 2022¦QUYẾT ĐỊNH¦"
        "Về việc cử cán bộ đi công tác nước ngoài¦CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN PHÚ AN¦" + BODY,
        "1205/QĐ-UBND",
        "2022-02-28",
        "Ủy ban nhân dân huyện Phú An",
        "Quyết định",
        "Về việc cử cán bộ đi công tác nước ngoài",
    ),
    Header(
        f"VĂN PHÒNG CHÍNH PHỦ¦Số: 4512/VPCP-QHQT¦{NATION}¦Hà Nội, ngày 19 tháng 6 năm 2024¦"
        f"V/v phê duyệt văn kiện dự án do JICA tài trợ¦Kính gửi:¦- Bộ Ngoại giao;¦{BODY}",
        "4512/VPCP-QHQT",
        "2024-06-19",
        "Văn phòng Chính phủ",
        "Công văn",
        "Về việc phê duyệt văn kiện dự án do JICA tài trợ",
    ),
    Header(
        f"UBND TỈNH PHÚ AN   {QH}¦SỞ KẾ HOẠCH VÀ ĐẦU TƯ   {TN}¦"
        "Số: 318/SKHĐT-KTĐN   Phú An, ngày 3 tháng 4 năm 2023¦V/v tham gia ý kiến dự thảo¦"
        f"thỏa thuận hợp tác¦Kính gửi: Sở Ngoại vụ¦{BODY}",
        "318/SKHĐT-KTĐN",
        "2023-04-03",
        "Sở Kế hoạch và Đầu tư",
        "Công văn",
        "Về việc tham gia ý kiến dự thảo thỏa thuận hợp tác",
    ),
    Header(
        f"BAN ĐỐI NGOẠI TRUNG ƯƠNG¦*¦Số 118-HD/BĐNTW¦ĐẢNG CỘNG SẢN VIỆT NAM¦"
        f"Hà Nội, ngày 14 tháng 5 năm 2021¦HƯỚNG DẪN¦Về đối ngoại đảng ở địa phương¦{BODY}",
        "118-HD/BĐNTW",
        "2021-05-14",
        "Ban Đối ngoại Trung ương",
        "Hướng dẫn",
        "Về đối ngoại đảng ở địa phương",
    ),
    Header(
        f"LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ¦TỈNH PHÚ AN¦Số: 27/BC-LHHN¦{NATION}¦"
        f"Phú An, ngày 30 tháng 11 năm 2024¦BÁO CÁO¦Hoạt động đối ngoại nhân dân năm 2024¦{BODY}",
        "27/BC-LHHN",
        "2024-11-30",
        "Liên hiệp các tổ chức hữu nghị tỉnh Phú An",
        "Báo cáo",
        "Hoạt động đối ngoại nhân dân năm 2024",
    ),
    Header(
        f"▦ĐẠI HỌC HUẾ¦▦TRƯỜNG ĐẠI HỌC NGOẠI NGỮ¦▦{QH}¦▦{TN}¦▦Số: 90/TB-ĐHNN¦"
        f"▦Huế, ngày 21 tháng 8 năm 2025¦THÔNG BÁO¦Tuyển sinh lớp tiếng Lào¦{BODY}",
        "90/TB-ĐHNN",
        "2025-08-21",
        "Trường đại học Ngoại ngữ",
        "Thông báo",
        "Tuyển sinh lớp tiếng Lào",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số:   /BC-SNgV¦{NATION}¦Huế, ngày 12 tháng 12 năm 2025¦BÁO CÁO¦{BODY}",
        "",
        "2025-12-12",
        SO,
        "Báo cáo",
    ),
    Header(
        f"SỞ NGOẠI VỤ¦Số: 5O/TB-SNgV¦{NATION}¦Huê, ngày 1I tháng 1 năm 2O25¦THÔNG BÁO¦"
        f"Nghỉ Tết Nguyên đán¦{BODY}",
        "50/TB-SNgV",
        "2025-01-11",
        SO,
        "Thông báo",
        "Nghỉ Tết Nguyên đán",
    ),
    Header(
        f"{SNGV}¦HỎA TỐC¦Số: 19/CĐ-SNgV¦{NATION}¦Huế, ngày 9 tháng 9 năm 2024¦CÔNG ĐIỆN¦"
        f"Về ứng phó bão số 3¦{BODY}",
        "19/CĐ-SNgV",
        "2024-09-09",
        SO,
        "Công điện",
        "Về ứng phó bão số 3",
        urgency="HỎA TỐC",
    ),
    Header(
        f"{SNGV}¦Số: 20/SNgV-VP¦KHẨN¦V/v cung cấp danh sách đoàn¦{NATION}¦"
        f"Huế, ngày 10 tháng 9 năm 2024¦Kính gửi: Công an thành phố Huế¦{BODY}",
        "20/SNgV-VP",
        "2024-09-10",
        SO,
        "Công văn",
        "Về việc cung cấp danh sách đoàn",
        urgency="KHẨN",
    ),
    Header(
        f"{QH}¦{TN}¦------------¦Số: 21/GUQ-SNgV¦Huế, ngày 11 tháng 9 năm 2024¦GIẤY ỦY QUYỀN¦"
        f"Bên ủy quyền: Sở Ngoại vụ¦{BODY}",
        "21/GUQ-SNgV",
        "2024-09-11",
        "",
        "Giấy ủy quyền",
    ),
    Header(
        f"{QH}¦{TN}¦HỢP ĐỒNG DỊCH VỤ¦Số: 22/2024/HĐDV¦Hôm nay, ngày 12 tháng 9 năm 2024, tại Huế"
        " chúng tôi gồm:¦Bên A: Sở Ngoại vụ",
        "22/2024/HĐDV",
        "2024-09-12",
        "",
        "Hợp đồng",
    ),
    Header(
        f"QUỐC HỘI¦{QH}¦{TN}¦Luật số: 108/2025/QH15¦Hà Nội, ngày 10 tháng 12 năm 2025¦LUẬT¦"
        f"NGOẠI GIAO ĐỊA PHƯƠNG¦{BODY}",
        "108/2025/QH15",
        "2025-12-10",
        "Quốc hội",
        "Luật",
    ),
    Header(
        f"HỘI ĐỒNG NHÂN DÂN {QH}¦THÀNH PHỐ HUẾ {TN}¦Số: 33/NQ-HĐND Huế, ngày 9 tháng 12 năm 2025¦"
        f"NGHỊ QUYẾT¦Về chương trình giám sát năm 2026¦{BODY}",
        "33/NQ-HĐND",
        "2025-12-09",
        "Hội đồng nhân dân thành phố Huế",
        "Nghị quyết",
        "Về chương trình giám sát năm 2026",
    ),
    Header(
        f"{UB}¦Số: 34/CT-UBND¦{NATION}¦Thành phố Huế, ngày 8 tháng 1 năm 2026¦CHỈ THỊ¦"
        f"VỀ VIỆC TĂNG CƯỜNG KỶ LUẬT HÀNH CHÍNH¦{BODY}",
        "34/CT-UBND",
        "2026-01-08",
        UBH,
        "Chỉ thị",
        "Về việc tăng cường kỷ luật hành chính",
    ),
    Header(
        f"{SNGV}¦Số: 35/SNgV-HTQT¦V/v trả lời Công văn số 12/SDL-QLLH¦"
        f"ngày 01/02/2025 của Sở Du lịch¦{NATION}¦Huế, ngày 08 tháng 02 năm 2025¦"
        f"Kính gửi: Sở Du lịch¦{BODY}",
        "35/SNgV-HTQT",
        "2025-02-08",
        SO,
        "Công văn",
    ),
    Header(
        f"DỰ THẢO¦{SNGV}¦Số: 36/ĐA-SNgV¦{NATION}¦Huế, ngày 09 tháng 02 năm 2025¦ĐỀ ÁN¦"
        f"Kết nghĩa với thành phố Gyeongju (Hàn Quốc)¦{BODY}",
        "36/ĐA-SNgV",
        "2025-02-09",
        SO,
        "Đề án",
        "Kết nghĩa với thành phố Gyeongju (Hàn Quốc)",
    ),
    Header(
        "EMBASSY OF THE SOCIALIST REPUBLIC OF VIET NAM¦IN JAPAN¦No. 77/2024/NV¦NOTE VERBALE¦"
        "The Embassy presents its compliments to the Ministry.¦Tokyo, May 21, 2024",
        "77/2024/NV",
        "2024-05-21",
        kind="Công hàm",
    ),
    Header(
        "Huế đón đoàn doanh nghiệp Nhật Bản¦Ngày đăng: 21/5/2024¦"
        "Sáng nay, theo Kế hoạch số 12/KH-UBND, lãnh đạo thành phố tiếp đoàn.",
        "",
        "2024-05-21",
        "",
        "",
        "",
        "Huế đón đoàn doanh nghiệp Nhật Bản",
    ),
    Header(
        f"{SNGV}¦Số: 37/TTr-SNgV¦{NATION}¦Huế, ngày 10/02/2025¦TỜ TRÌNH¦"
        "V/v xin chủ trương đón đoàn tỉnh Salavan (Lào)¦Kính gửi: UBND thành phố Huế¦" + BODY,
        "37/TTr-SNgV",
        "2025-02-10",
        SO,
        "Tờ trình",
        "Về việc xin chủ trương đón đoàn tỉnh Salavan (Lào)",
    ),
]
