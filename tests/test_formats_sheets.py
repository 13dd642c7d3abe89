"""Spreadsheets: what is on a sheet becomes rows that a person would read out the same way."""

from __future__ import annotations

import io
import re
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import BlockKind, RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats import delimited, sheets, xls, xlsx
from ingest.formats.values import display
from ingest.read import read

BOLD = Font(bold=True)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(*rows: tuple[object, ...], title: str = "Sheet1", bold: int = 0) -> openpyxl.Workbook:
    """A book of one sheet, its first `bold` rows set in bold."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for cells in book.active.iter_rows(max_row=bold) if bold else ():
        for cell in cells:
            cell.font = BOLD
    return book


def blocks(book: openpyxl.Workbook) -> list[RawBlock]:
    return xlsx.parse(saved(book)).blocks


def texts(book: openpyxl.Workbook) -> list[str]:
    return [block.text for block in blocks(book)]


def reason(parse: Callable[[bytes], object], data: bytes) -> Reason:
    with pytest.raises(IntakeError) as caught:
        parse(data)
    return caught.value.reason


def replaced(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with the XML of one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content, before = change(content.decode()).encode(), content
                assert content != before
            new.writestr(entry.filename, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_shared_strings(data: bytes, strings: str) -> bytes:
    """The package with its strings in a part of their own, which openpyxl does not write."""
    kept = iter(range(1000))
    data = replaced(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(
            r't="inlineStr"><is>.*?</is>', lambda _: f't="s"><v>{next(kept)}</v>', xml
        ),
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'
    data = replaced(data, "[Content_Types].xml", lambda xml: xml.replace("</Types>", part))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(STRINGS, strings)
    return buffer.getvalue()


STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ("STT", "Nước", "Số đoàn")

# Tables --------------------------------------------------------------------------------------


def test_a_sheet_is_its_name_and_its_rows() -> None:
    book = workbook(HEADER, (1, "Lào", 12), (2, "Nhật Bản", None), title="Đoàn vào")
    assert blocks(book) == [
        RawBlock("Đoàn vào", BlockKind.HEADING, 1),
        RawBlock("STT: 1; Nước: Lào; Số đoàn: 12", BlockKind.ROW),
        RawBlock("STT: 2; Nước: Nhật Bản", BlockKind.ROW),
    ]


@pytest.mark.parametrize("name", ["Sheet1", "Trang tính1", "Trang_tính 2", "sheet", "3"])
def test_a_name_that_says_nothing_is_no_heading(name: str) -> None:
    assert blocks(workbook(HEADER, (1, "Lào", 12), title=name))[0].kind is BlockKind.ROW


def test_merged_cells_stand_at_each_of_their_places() -> None:
    book = workbook(
        ("TT", "Đối tác", "Số đoàn", None),
        (None, None, "Đoàn ra", "Đoàn vào"),
        (1, "Lào", 3, 4),
        (2, None, 5, 6),
    )
    for area in ("A1:A2", "B1:B2", "C1:D1", "B3:B4"):
        book.active.merge_cells(area)
    assert texts(book) == [
        "TT: 1; Đối tác: Lào; Số đoàn Đoàn ra: 3; Số đoàn Đoàn vào: 4",
        "TT: 2; Đối tác: Lào; Số đoàn Đoàn ra: 5; Số đoàn Đoàn vào: 6",
    ]


def test_what_lies_beneath_a_merged_cell_is_not_read() -> None:
    book = workbook(HEADER, (1, "Lào", "thấy"), (2, "Lào", "khuất"))
    data = replaced(
        saved(book),
        SHEET,
        lambda xml: xml.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="C2:C3"/></mergeCells>'
        ),
    )
    assert [block.text for block in xlsx.parse(data).blocks] == [
        "STT: 1; Nước: Lào; Số đoàn: thấy",
        "STT: 2; Nước: Lào; Số đoàn: thấy",
    ]


def test_columns_of_one_name_lose_nothing() -> None:
    book = workbook(("STT", "Tên", "Ghi chú", "Ghi chú"), (1, "A", "x", "y"))
    assert texts(book) == ["STT: 1; Tên: A; Ghi chú: x; Ghi chú (2): y"]


def test_two_tables_with_their_captions_and_notes() -> None:
    book = workbook(
        ("DANH SÁCH ĐOÀN VÀO NĂM 2025",),
        (None, "Đơn vị tính: đoàn"),
        HEADER,
        (1, "Lào", 12),
        ("Nguồn: Sở Ngoại vụ",),
        (),
        ("BIÊN BẢN GHI NHỚ",),
        ("STT", "Đối tác", "Năm ký"),
        (1, "Gyeongju", 2007),
    )
    assert texts(book) == [
        "DANH SÁCH ĐOÀN VÀO NĂM 2025",
        "Đơn vị tính: đoàn",
        "STT: 1; Nước: Lào; Số đoàn: 12",
        "Nguồn: Sở Ngoại vụ",
        "BIÊN BẢN GHI NHỚ",
        "STT: 1; Đối tác: Gyeongju; Năm ký: 2007",
    ]


def test_a_caption_merged_over_the_table_is_said_once() -> None:
    book = workbook(("DANH SÁCH",), (), HEADER, (1, "Lào", 12))
    book.active.merge_cells("A1:C2")
    book.active["A1"].font = BOLD
    found = blocks(book)
    assert [block.text for block in found] == ["DANH SÁCH", "STT: 1; Nước: Lào; Số đoàn: 12"]
    assert found[0].bold
    assert not found[0].in_layout


def test_rows_after_a_spacing_row_keep_the_header_above() -> None:
    book = workbook(HEADER, (1, "Lào", 12), (), ("Châu Âu",), (2, "Pháp", 3), bold=1)
    assert texts(book)[-2:] == ["Châu Âu", "STT: 2; Nước: Pháp; Số đoàn: 3"]


def test_a_second_table_of_other_columns_has_its_own_header() -> None:
    book = workbook(HEADER, (1, "Lào", 12), (), ("TT", "Tên", "Chức vụ"), (1, "An", "TP"), bold=1)
    for cell in book.active[4]:
        cell.font = BOLD
    assert texts(book)[-1] == "TT: 1; Tên: An; Chức vụ: TP"


def test_rows_without_any_header_stay_rows() -> None:
    book = workbook(*((i, f"Nước {i}", 10 * i) for i in range(1, 8)))
    assert texts(book)[1] == "2; Nước 2; 20"
    assert {block.kind for block in blocks(book)} == {BlockKind.ROW}


def test_labels_and_values() -> None:
    book = workbook(("Tên đoàn:", "Gyeongju"), ("Trưởng đoàn:", "Ông Kim"), ("Số người:", 8))
    assert texts(book) == ["Tên đoàn: Gyeongju", "Trưởng đoàn: Ông Kim", "Số người: 8"]


def test_signatures_side_by_side_are_no_labels_and_values() -> None:
    book = workbook(("Người lập biểu", None, "Giám đốc"), ("Trần Thị Bình", None, "Lê Văn Cư"))
    assert texts(book) == ["Người lập biểu", "Giám đốc", "Trần Thị Bình", "Lê Văn Cư"]


def test_legacy_fonts_are_told() -> None:
    book = workbook(("B¸o c¸o",))
    book.active["A1"].font = Font(name=".VnTime")
    assert blocks(book)[0].fonts == ((0, 7, ".VnTime"),)


# What is not read ----------------------------------------------------------------------------


def test_hidden_sheets_rows_and_columns_are_not_read() -> None:
    book = workbook(
        ("STT", "Nước", "Lương", "Số đoàn"),
        (1, "Lào", 99, 12),
        (2, "Ẩn", 98, 3),
        (3, "Pháp", 97, 4),
    )
    book.active.column_dimensions["C"].hidden = True
    book.active.row_dimensions[3].hidden = True
    for name, state in (("Kín", "hidden"), ("Rất kín", "veryHidden")):
        book.create_sheet(name).append(("bí mật",))
        book[name].sheet_state = state
    assert texts(book) == ["STT: 1; Nước: Lào; Số đoàn: 12", "STT: 3; Nước: Pháp; Số đoàn: 4"]


def test_formulas_show_their_value_or_nothing() -> None:
    book = workbook(HEADER, (1, "Lào", "=1+2"), (2, "Pháp", "=1+3"), (3, "Ý", "#REF!"))
    data = replaced(
        saved(book),
        SHEET,
        lambda xml: re.sub(r"1\+3</f><v ?/>|1\+3</f><v></v>", "1+3</f><v>4</v>", xml),
    )
    assert [block.text for block in xlsx.parse(data).blocks] == [
        "STT: 1; Nước: Lào",
        "STT: 2; Nước: Pháp; Số đoàn: 4",
        "STT: 3; Nước: Ý",
    ]


def test_comments_and_pronunciation_are_not_read() -> None:
    book = workbook(HEADER, (1, "東京", 12))
    book.active["B2"].comment = openpyxl.comments.Comment("lời bình", "An")
    items = "".join(f"<si><t>{name}</t></si>" for name in HEADER)
    items += "<si><t>東京</t><rPh sb='0' eb='2'><t>トウ</t></rPh></si>"
    data = with_shared_strings(saved(book), f'<sst xmlns="{MAIN}">{items}</sst>')
    assert xlsx.parse(data).blocks[0].text == "STT: 1; Nước: 東京; Số đoàn: 12"


def test_headers_and_drawings_are_margins() -> None:
    book = workbook(HEADER, (1, "Lào", 12))
    book.active.oddHeader.center.text = "MẬT"
    book.active.oddHeader.center.font = "Arial,Bold"
    book.active.add_chart(openpyxl.chart.BarChart(), "E5")
    data = replaced(
        saved(book),
        "xl/drawings/drawing1.xml",
        lambda xml: xml.replace(
            "</wsDr>",
            '<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            "<a:r><a:t>HỎA </a:t></a:r><a:r><a:t>TỐC</a:t></a:r></a:p></wsDr>",
        ),
    )
    content = xlsx.parse(data)
    assert [block.text for block in content.margins if block.text] == ["MẬT", "HỎA TỐC"]
    assert [block.text for block in content.blocks] == ["STT: 1; Nước: Lào; Số đoàn: 12"]


# Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (2023, "General", "2023"),
        (2023, "0", "2023"),
        (2023, "#,##0", "2.023"),
        (1234567, "#,##0", "1.234.567"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (1234567, "General", "1234567"),
        (123, "00000", "00123"),
        ("00123", "General", "00123"),
        (912345678, "0000 000 000", "0912 345 678"),
        (0.125, "0.0%", "12,5%"),
        (0.125, "0%", "13%"),
        (2.5, "0", "3"),
        (0.1 + 0.2, "General", "0,3"),
        (1 / 3, "General", "0,333333333"),
        (12.5, "#.##", "12,5"),
        (0.5, "#.##", "0,5"),
        (12.0, "General", "12"),
        (1e-12, "General", "1e-12"),
        (-1234, "#,##0", "-1.234"),
        (-1234, "#,##0;(#,##0)", "(1.234)"),
        (-1234, "#,##0;[Red]-#,##0", "-1.234"),
        (-0.001, "0.0", "0,0"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (5, ";;;", ""),
        (1500000, '#,##0 "đ"', "1.500.000 đ"),
        (1500000, r"#,##0\ [$₫-42A]", "1.500.000 ₫"),
        (1500000, r'_-* #,##0\ "₫"_-', "1.500.000 ₫"),
        (1500000, '#,##0,"K"', "1.500K"),
        (1500000, '#,##0.0,, "triệu"', "1,5 triệu"),
        (1500000, "0.00E+00", "1500000"),
        (0.5, "# ?/?", "0,5"),
        (5, '[>3]"nhiều";"ít"', "5"),
        (10**30, "#,##0", "1" + ".000" * 10),
        (float("inf"), "General", ""),
        (True, "General", "Có"),
        (False, "0", "Không"),
        (None, "General", ""),
        (datetime(2025, 3, 5), "mm-dd-yy", "05/03/2025"),
        (datetime(2025, 3, 5, 14, 30), "dd/mm/yyyy", "05/03/2025"),
        (datetime(2025, 3, 5, 14, 30), "dd/mm/yyyy h:mm", "05/03/2025 14:30"),
        (datetime(2025, 3, 1), "mm/yyyy", "03/2025"),
        (datetime(2025, 3, 1), '"năm" yyyy', "2025"),
        (datetime(2025, 3, 1), "[$-42A]dd mmmm yyyy", "01/03/2025"),
        (date(2025, 3, 5), "General", "05/03/2025"),
        (time(8, 5), "h:mm", "08:05"),
        (timedelta(hours=37, minutes=5), "[h]:mm", "37:05"),
    ],
)
def test_values_read_as_they_look(value: object, code: str, expected: str) -> None:
    assert display(value, code) == expected


def test_values_of_a_workbook() -> None:
    book = workbook(("STT", "Ngày", "Tỷ lệ", "Kinh phí", "Đạt", "Mã", "Giờ"))
    book.active.append((1, datetime(2025, 3, 5), 0.125, 1234567, True, "00123", time(8, 5)))
    for place, code in (("B2", "dd/mm/yyyy"), ("C2", "0.0%"), ("D2", "#,##0")):
        book.active[place].number_format = code
    assert texts(book) == [
        "STT: 1; Ngày: 05/03/2025; Tỷ lệ: 12,5%; Kinh phí: 1.234.567; Đạt: Có; Mã: 00123; "
        "Giờ: 08:05"
    ]


# Size and malice -----------------------------------------------------------------------------


def test_fifty_thousand_rows() -> None:
    rows = (f"<row><c><v>{i}</v></c><c/><c/></row>" for i in range(1, 50_001))
    data = replaced(
        saved(workbook(HEADER)),
        SHEET,
        lambda xml: xml.replace("</sheetData>", f"{''.join(rows)}</sheetData>"),
    )
    found = xlsx.parse(data).blocks
    assert len(found) == 50_000
    assert found[-1].text == "STT: 50000"


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_CELLS", 5), ("MOST_CHARACTERS", 10), ("_MOST_PLACES", 5)]
)
def test_too_large_a_workbook_is_refused_not_cut(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    data = saved(workbook(HEADER, (1, "Lào", 12)))
    assert xlsx.parse(data).blocks
    monkeypatch.setattr(sheets, limit, value)
    assert reason(xlsx.parse, data) is Reason.TOO_LONG


def test_a_merged_cell_counts_at_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 1000)
    book = workbook(*((i,) for i in range(100)))
    book.active["U1"] = "x"
    book.active.merge_cells("B1:T100")
    assert reason(xlsx.parse, saved(book)) is Reason.TOO_LONG


def test_a_sheet_that_claims_the_whole_grid_is_quick() -> None:
    book = workbook(HEADER)
    book.active["XFD1048576"] = "góc"
    data = replaced(
        saved(book),
        SHEET,
        lambda xml: xml.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>'
        ),
    )
    assert reason(xlsx.parse, data) is Reason.TOO_LONG
    assert texts(book) == ["STT", "Nước", "Số đoàn", "góc"]


def test_forged_places_fill_no_memory() -> None:
    def forged(xml: str) -> str:
        xml = xml.replace(
            "<sheetData>", '<cols><col min="4" max="9999999999" hidden="1"/></cols><sheetData>'
        )
        xml = xml.replace("</sheetData>", '<row r="9999999999"><c><v>7</v></c></row></sheetData>')
        return xml.replace(
            "</sheetData>", '</sheetData><mergeCells><mergeCell ref="X1:Y1048576"/></mergeCells>'
        )

    data = replaced(saved(workbook(HEADER, (1, "Lào", 12))), SHEET, forged)
    assert [block.text for block in xlsx.parse(data).blocks] == [
        "STT: 1; Nước: Lào; Số đoàn: 12",
        "7",
    ]


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">'
        for inner, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


def test_an_entity_bomb_in_a_sheet_is_refused() -> None:
    data = replaced(
        saved(workbook(HEADER, (1, "Lào", 12))),
        SHEET,
        lambda xml: BOMB + xml.replace("Lào", "&j;"),
    )
    assert reason(lambda data: read(data, "a.xlsx"), data) is Reason.DAMAGED


def test_an_entity_bomb_in_the_strings_is_refused() -> None:
    strings = BOMB + f'<sst xmlns="{MAIN}">{"<si><t>&j;</t></si>" * 4}</sst>'
    data = with_shared_strings(saved(workbook(HEADER, (1, "Lào", 12))), strings)
    assert reason(lambda data: read(data, "a.xlsx"), data) is Reason.DAMAGED


def test_an_entity_in_the_workbook_part_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu")
    data = replaced(
        saved(workbook(HEADER, (1, "Lào", 12), title="Tên")),
        "xl/workbook.xml",
        lambda xml: (
            f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
            + xml.replace("<sheets>", "<sheets>&s;")
        ),
    )
    assert reason(lambda data: read(data, "a.xlsx"), data) is Reason.DAMAGED


def test_too_much_xml_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = replaced(saved(workbook(HEADER)), SHEET, lambda xml: xml + " " * 2_000_000)
    monkeypatch.setattr(xlsx, "_MOST_UNPACKED", 1_000_000)
    assert reason(xlsx.parse, data) is Reason.TOO_LONG


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"PK\x03\x04 cut off", "a.xlsx", Reason.DAMAGED),
        (b"rubbish", "a.xls", Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", Reason.DAMAGED),
        (saved(workbook()), "a.xlsx", Reason.NO_TEXT),
    ],
)
def test_refusals(data: bytes, name: str, expected: Reason) -> None:
    assert reason(lambda data: read(data, name), data) is expected


# Written by other programs -------------------------------------------------------------------

MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def test_a_workbook_with_macros() -> None:
    data = replaced(
        saved(workbook(HEADER, (1, "Lào", 12))),
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", MACRO_TYPE
        ),
    )
    assert MACRO_TYPE in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()
    document = read(data, "a.xlsm")
    assert document.text == "STT: 1; Nước: Lào; Số đoàn: 12"


def rich_sheet(sheet: Worksheet) -> None:
    sheet.title = "Đoàn vào 2025"
    for row in (
        ("DANH SÁCH ĐOÀN VÀO",),
        ("TT", "Đối tác", "Thời gian", "Kinh phí", "Tỷ lệ", "Ẩn", "Tổng"),
        (1, "Lào", datetime(2025, 3, 5), 1234567, 0.125, "kín", "=D3*2"),
        (2, None, datetime(2025, 4, 6), 2023, 0.5, "kín", "=D4*2"),
        (3, "Ẩn", datetime(2025, 4, 7), 1, 0.5, "kín", "=1/0"),
    ):
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B3:B4")
    sheet.column_dimensions["F"].hidden = True
    sheet.row_dimensions[5].hidden = True
    for cell in sheet[2]:
        cell.font = BOLD
    for row in (3, 4):
        sheet[f"C{row}"].number_format = "dd/mm/yyyy"
        sheet[f"D{row}"].number_format = "#,##0" if row == 3 else "General"
        sheet[f"E{row}"].number_format = "0.0%"


RICH = [
    "Đoàn vào 2025",
    "DANH SÁCH ĐOÀN VÀO",
    "TT: 1; Đối tác: Lào; Thời gian: 05/03/2025; Kinh phí: 1.234.567; Tỷ lệ: 12,5%; Tổng: 2469134",
    "TT: 2; Đối tác: Lào; Thời gian: 06/04/2025; Kinh phí: 2023; Tỷ lệ: 50,0%; Tổng: 4046",
]


@pytest.fixture(scope="session")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same sheet as .xls and .xlsx, both written by LibreOffice, its formulas computed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")
    book = openpyxl.Workbook()
    rich_sheet(book.active)
    hidden = book.create_sheet("Kín")
    hidden.append(("bí mật",))
    hidden.sheet_state = "hidden"
    book.save(folder / "rich.xlsx")
    for suffix in ("xls", "xlsx"):
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", suffix),
                *("--outdir", str(folder / "out"), str(folder / "rich.xlsx")),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return folder / "out"


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_a_workbook_that_an_office_program_wrote(office_files: Path, suffix: str) -> None:
    path = office_files / f"rich.{suffix}"
    parse = {"xls": xls.parse, "xlsx": xlsx.parse}[suffix]
    assert [block.text for block in parse(path.read_bytes()).blocks] == RICH
    assert read(path.read_bytes(), "a.tmp").text.startswith(RICH[0])


def test_an_old_workbook_counts_its_cells_too(
    office_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_CELLS", 10)
    assert reason(xls.parse, (office_files / "rich.xls").read_bytes()) is Reason.TOO_LONG


def test_sectors_in_a_circle_end(office_files: Path) -> None:
    data = bytearray((office_files / "rich.xls").read_bytes())
    sector = struct.unpack_from("<I", data, 76)[0]  # of the allocation table ([MS-CFB] 2.2)
    for i in range(128):
        struct.pack_into("<I", data, 512 * (sector + 1) + 4 * i, i)  # each its own successor
    assert reason(lambda data: read(data, "a.xls"), bytes(data)) is Reason.DAMAGED


# Plain tables --------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    text = 'Nước|Ghi chú\nLào|"ký ""MOU"",\nnăm 2025"\nPháp|00123\n'.replace("|", delimiter)
    found = delimited.parse(text.encode(encoding)).blocks
    assert [block.text for block in found] == [
        'Nước: Lào; Ghi chú: ký "MOU", năm 2025',
        "Nước: Pháp; Ghi chú: 00123",
    ]


def test_a_stated_delimiter_and_commas_in_values() -> None:
    found = delimited.parse(b"sep=;\r\nTen;So\r\na,b,c;1,5\r\nd,e,f;2,5\r\n").blocks
    assert [block.text for block in found] == ["Ten: a,b,c; So: 1,5", "Ten: d,e,f; So: 2,5"]


def test_lines_without_a_delimiter_are_lines() -> None:
    assert [block.text for block in delimited.parse("Một\nHai\n".encode()).blocks] == ["Một", "Hai"]


def test_tables_go_by_their_suffix() -> None:
    document = read(b"Ma\tTen\n1\tLao\n", "a.tsv")
    assert document.text == "Ma: 1; Ten: Lao"
    assert reason(delimited.parse, b"a,b\x00c") is Reason.DAMAGED
