"""Which sentences make the answer: the newest for today, the year asked for, or none."""

from __future__ import annotations

from passages import NAMES, hit, read, record

from assistant.select import Selection, explaining, select
from index.search import Hit

OLD = hit(
    "Năm 2019, ông Lê Quang Vinh là Chánh Văn phòng của Sở Ngoại vụ.",
    record("Báo cáo 2019", date="2019-06-01"),
)
NEW = hit(
    "Bà Phạm Thu Hà là Chánh Văn phòng của Sở Ngoại vụ.",
    record("Báo cáo 2025", date="2025-06-01"),
)


def chosen(question: str, *hits: Hit, most: int = 3) -> Selection:
    asked, candidates = read(question, *hits)
    return select(asked, candidates, NAMES, most)


def texts(selection: Selection) -> list[str]:
    return [candidate.text for candidate in selection.chosen]


def test_for_today_the_newest_wins_and_the_older_is_mentioned() -> None:
    for hits in ((OLD, NEW), (NEW, OLD)):
        selection = chosen("Ai là Chánh Văn phòng của Sở Ngoại vụ hiện nay?", *hits)
        assert texts(selection) == [NEW.chunk.text]
        assert [candidate.text for candidate in selection.older] == [OLD.chunk.text]


def test_a_year_in_the_question_is_honoured() -> None:
    selection = chosen("Năm 2019 ai là Chánh Văn phòng của Sở Ngoại vụ?", OLD, NEW)
    assert texts(selection) == [OLD.chunk.text]
    assert selection.older == ()


def test_a_year_that_nothing_bears_out_is_refused() -> None:
    assert chosen("Năm 2012 ai là Chánh Văn phòng của Sở Ngoại vụ?", OLD, NEW) == Selection()


def test_another_place_is_refused() -> None:
    asked = "Năm 2020 Đà Nẵng đón bao nhiêu đoàn khách quốc tế?"
    hue = hit("Năm 2020 Huế đón 31 đoàn khách quốc tế.")
    danang = hit("Năm 2020 Đà Nẵng đón 58 đoàn khách quốc tế.", record("Khác"))
    assert chosen(asked, hue) == Selection()
    assert texts(chosen(asked, hue, danang)) == [danang.chunk.text]


def test_each_listed_name_gets_its_sentence_or_is_reported() -> None:
    japan = hit("Nhật Bản có 12 đoàn khách đến thăm tỉnh.", record("Một"))
    laos = hit("Lào có 7 đoàn khách đến thăm tỉnh.", record("Hai"))
    asked = "Nhật Bản và Lào có bao nhiêu đoàn khách đến thăm tỉnh?"
    both = chosen(asked, japan, laos)
    assert sorted(texts(both)) == sorted([japan.chunk.text, laos.chunk.text])
    assert both.uncovered == ()
    one = chosen(asked, japan)
    assert [name.key for name in one.uncovered] == ["Lào"]


def test_the_same_sentence_is_not_quoted_twice() -> None:
    text = "Phí cấp thị thực một lần là 25 USD."
    selection = chosen(
        "Phí cấp thị thực một lần là gì?", hit(text, record("A")), hit(text, record("B"))
    )
    assert texts(selection) == [text]


def test_a_number_in_another_unit_does_not_answer_before_the_right_one() -> None:
    text = "Bìa hồ sơ có lề trên rộng 30 mm. Bìa hồ sơ có lề trên in chữ cỡ 14."
    selection = chosen("Bìa hồ sơ có lề trên rộng bao nhiêu mm?", hit(text))
    assert texts(selection) == ["Bìa hồ sơ có lề trên rộng 30 mm."]


def test_no_more_than_asked_for() -> None:
    hits = [
        hit(f"Hộ chiếu công vụ gồm loại {kind}.", record(kind))
        for kind in ("phổ thông màu xanh lá", "ngắn hạn cho đoàn", "điện tử gắn chíp mới")
    ]
    assert len(chosen("Hộ chiếu công vụ gồm những loại nào?", *hits, most=2).chosen) == 2
    assert len(chosen("Hộ chiếu công vụ gồm những loại nào?", *hits, most=3).chosen) == 3


def test_an_article_is_quoted_from_its_heading_on() -> None:
    document = record("Nghị định", number="30/2020/NĐ-CP")
    inside = hit("Bản gốc được lưu. Bản sao được gửi.", document, "Điều 5. Lưu văn bản")
    beside = hit("Bản nháp bị hủy.", document, "Điều 6. Hủy văn bản")
    selection = chosen("Điều 5 của Nghị định 30 nói gì?", beside, inside)
    assert texts(selection) == ["Bản gốc được lưu.", "Bản sao được gửi."]
    assert chosen("Điều 9 của Nghị định 30 nói gì?", beside, inside) == Selection()


def test_nothing_found_is_nothing_chosen() -> None:
    assert chosen("Giá vàng hôm nay?") == Selection()
    assert chosen("Thủ tục nuôi ong lấy mật ra sao?", NEW) == Selection()


def test_what_only_sounds_alike_is_refused() -> None:
    found = hit("Sở Ngoại vụ phối hợp tổ chức hội chợ hoa xuân hằng năm.")
    assert chosen("Sở Ngoại vụ thuê luật sư nào bào chữa vụ kiện tàu cá?", found) == Selection()


def test_an_example_brings_the_rule_that_it_is_of() -> None:
    text = "Tên các vịnh viết hoa chữ đầu. Ví dụ: vịnh Lăng Cô được viết hoa như vậy."
    selection = chosen("Vịnh Lăng Cô được viết hoa như vậy là ví dụ của quy tắc gì?", hit(text))
    assert texts(selection) == [
        "Tên các vịnh viết hoa chữ đầu.",
        "Ví dụ: vịnh Lăng Cô được viết hoa như vậy.",
    ]


def test_of_a_term_that_is_compared_only_its_explanation_is_chosen() -> None:
    mention = hit("Thư mời của đối tác được gửi trước ba tuần.", record("Một"))
    meaning = hit("Thư mời: văn bản của phía bạn mời đoàn sang làm việc.", record("Hai"))
    asked, candidates = read("Thư mời là gì?", mention, meaning)
    assert texts(explaining(asked, candidates, 2)) == [meaning.chunk.text]
    assert explaining(*read("Thư mời là gì?", mention), 2) == Selection()


def test_a_value_named_with_its_column_tells_the_rows_apart() -> None:
    rows = (
        "Số: 1; Việc: In thư mời; Chủ trì: Văn phòng Sở",
        "Số: 2; Việc: Đặt phòng họp; Chủ trì: Phòng Lễ tân",
        "Số: 3; Việc: Đặt xe đón khách; Chủ trì: Phòng Lễ tân và đơn vị mời",
    )
    table = hit("\n\n".join(rows), record("Phân công"))
    assert texts(chosen("Những việc nào do Phòng Lễ tân chủ trì?", table)) == list(rows[1:])


def test_who_holds_a_post_is_told_by_the_list_of_members_where_no_sentence_tells() -> None:
    rows = (
        "TT: 1; Họ tên: Ông Vũ Mạnh Cường; Chức vụ: Phó Chủ tịch; Nhiệm vụ: Trưởng đoàn",
        "TT: 2; Họ tên: Bà Đỗ Hải Yến; Chức vụ: Chánh Văn phòng; Nhiệm vụ: Phó Trưởng đoàn",
        "TT: 3; Họ tên: Ông Tạ Quang Huy; Chức vụ: Chuyên viên; Nhiệm vụ: Thành viên",
    )
    table = hit("\n\n".join(rows), record("Quyết định cử đoàn đi Lào"))
    other = hit("Bà Phạm Thu Hà là Chánh Văn phòng của Sở Ngoại vụ.", record("Báo cáo"))
    assert texts(chosen("Ai là phó trưởng đoàn đi Lào?", table, other)) == [rows[1]]
    assert chosen("Ai là phó trưởng đoàn đi Nhật Bản?", table, other) == Selection()
    assert chosen("Ai là kế toán trưởng của đoàn đi Lào?", table, other) == Selection()
    assert chosen("Ai cử phó trưởng đoàn đi Lào?", table, other) == Selection()


def test_who_heads_one_body_is_not_told_by_who_heads_another() -> None:
    heads = hit(
        "Trưởng đại diện của Quỹ Mái Xanh là bà Đỗ Hải Yến. Quỹ Nguồn Sáng mở tại tỉnh năm 2019.",
        record("Danh mục"),
    )
    assert texts(chosen("Trưởng đại diện Quỹ Mái Xanh tại tỉnh là ai?", heads))
    assert chosen("Trưởng đại diện Quỹ Nguồn Sáng tại tỉnh là ai?", heads) == Selection()


def test_an_item_that_settles_it_only_under_its_heading_comes_with_it() -> None:
    heading = "Điều 3. Những thứ không được mang vào kho quà"
    kept = hit("1. Thư từ riêng của khách mời trong đoàn.", record("Nội quy"), heading)
    found = chosen("Thư từ riêng của khách mời có được mang vào kho quà không?", kept)
    assert found.heading == heading


def test_a_short_sentence_that_says_as_much_is_read_aloud_before_a_long_one() -> None:
    awards = ", ".join(f"Bằng khen thứ {n} của tỉnh" for n in range(12))
    long = hit(
        f"Huân chương Lao động hạng Nhì được tặng năm 2018 cùng với {awards}.", record("Dài")
    )
    short = hit("Huân chương Lao động hạng Nhì được tặng năm 2018.", record("Ngắn"))
    found = chosen("Huân chương Lao động hạng Nhì được tặng năm nào?", long, short)
    assert texts(found)[0] == short.chunk.text


def test_who_is_in_charge_may_be_an_office_of_the_table() -> None:
    row = hit("Số: 1; Việc: Rà soát thỏa thuận quốc tế; Chủ trì: Văn phòng Sở", record("Việc"))
    assert texts(chosen("Ai chủ trì việc rà soát thỏa thuận quốc tế?", row)) == [row.chunk.text]
    assert texts(chosen("Ai ký văn bản rà soát thỏa thuận quốc tế?", row)) == []


def test_an_item_with_a_label_of_its_own_answers_without_its_neighbours() -> None:
    place = "2. Nơi ghi âm của đoàn Lyon: chùa Từ Hiếu và cầu ngói."
    items = hit(f"1. Nhân sự: hai kỹ thuật viên.\n\n{place}\n\n3. Trang bị: hai máy ảnh.")
    selection = chosen("Đoàn Lyon ghi âm ở những nơi nào?", items)
    assert texts(selection) == [place]


def test_when_something_was_posted_answers_nothing() -> None:
    posted = hit("Thứ Năm, 22/01/2026 - 16:45\n\nLễ hội Sông Xanh sẽ có hội hoa đăng.")
    assert chosen("Lễ hội Sông Xanh khai mạc ngày nào?", posted) == Selection()


def test_where_something_takes_place_is_no_matter_of_how_many_places_are_named() -> None:
    label = "2. Địa điểm ghi hình: Duyệt Thị Đường và bến Tòa Khâm."
    other = "Đoàn ghi hình đến từ Nhật Bản, sang Huế sau khi qua Hà Nội và Đà Nẵng."
    found = hit(f"{other}\n\n{label}")
    assert texts(chosen("Đoàn ghi hình tại những địa điểm nào?", found, most=1)) == [label]
