"""What the readers of Word (.doc, .docx), RTF, OpenDocument and PowerPoint files give."""

from __future__ import annotations

import io
import random
import re
import shutil
import struct
import subprocess
import unicodedata
import zipfile
from collections import Counter as Multiset
from collections.abc import Callable, Iterator

import docx
import olefile
import pptx
import pytest
from corpus import CORPUS, needs_corpus
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from office import fodt
from pptx.util import Cm

from ingest import text as vi
from ingest.document import BlockKind, RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats import Content, detect
from ingest.formats import doc as doc_format
from ingest.formats import odt as odt_format
from ingest.formats import pptx as pptx_format
from ingest.formats import rtf as rtf_format
from ingest.formats.numbering import Counter, Level

Parse = Callable[[bytes], Content]

DECREE = CORPUS / "nghi-dinh-30-2020"

# What every format has to make of office.fodt(): level, text; «*» for bold.
EXPECTED = [
    "1* Chương I. Đối ngoại địa phương",
    "0* ỦY BAN NHÂN DÂN THÀNH PHỐ",
    "0 Sở giúp Ủy ban nhân dân quản lý “lễ tân” – hội nghị và thỏa thuận quốc tế.",
    "0 Kể cả hội thảo trực tuyến.",
    "0 Theo pháp luật hiện hành.",
    "2* Chữ cũ",
    "0 Tên là Së Ngo¹i vô HuÕ trước đây.",
    "0 Điều 1. Phạm vi",
    "0 1. Khoản đầu:",
    "0 a) điểm đầu;",
    "0 b) điểm sau.",
    "0 2. Khoản sau.",
    "0 Điều 2. Hiệu lực",
    "0 1. Từ ngày ký.",
    "0 TT: 1; Nước: Lào; Số đoàn vào: 12; Số đoàn ra: 7",
    "0 TT: 2; Nước: Lào; Số đoàn vào: 3",
    "0 Xếp theo vần.",
    "0 Khung chữ:",
    "0 HỎA TỐC",
    "0 Hết văn bản.",
]


@pytest.fixture(scope="session")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The document of tests/office.py in each format, written by LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed: no real .doc, .rtf, .odt files")
    folder = tmp_path_factory.mktemp("office")
    source = folder / "van-ban.fodt"
    source.write_bytes(fodt())
    soffice = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    for suffix in ("doc", "docx", "odt", "rtf"):
        subprocess.run(
            [*soffice, "--convert-to", suffix, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    return {path.suffix: path.read_bytes() for path in folder.glob("van-ban.*")}


def parse(data: bytes, name: str = "") -> Content:
    return detect(data, name)(data)


def reason(data: bytes, name: str = "") -> Reason:
    with pytest.raises(IntakeError) as caught:
        parse(data, name)
    return caught.value.reason


def texts(content: Content) -> list[str]:
    return [vi.clean(block.text) for block in content.blocks]


def shown(block: RawBlock) -> str:
    return f"{block.level}{'*' if block.bold else ''} {vi.clean(block.text)}"


def legacy_spans(block: RawBlock) -> list[tuple[str, str]]:
    return [(block.text[start:end], font) for start, end, font in block.fonts]


def words(text: str) -> Multiset[str]:
    letters = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text))
    return Multiset(letters.split())


def recall(expected: str, found: Content) -> float:
    wanted = words(expected)
    return (wanted & words("\n".join(texts(found)))).total() / wanted.total()


# One document in every format ----------------------------------------------------------------

SUFFIXES = [".doc", ".docx", ".odt", ".fodt", ".rtf"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_gives_the_same_document(office_files: dict[str, bytes], suffix: str) -> None:
    content = parse(office_files[suffix], "tên sai.txt")
    assert [shown(block) for block in content.blocks] == EXPECTED
    kinds = {shown(block): block.kind for block in content.blocks}
    assert [kinds[line] for line in EXPECTED[:2]] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert kinds[EXPECTED[14]] is BlockKind.ROW


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_names_spans_in_legacy_fonts(
    office_files: dict[str, bytes], suffix: str
) -> None:
    spans = [span for block in parse(office_files[suffix]).blocks for span in legacy_spans(block)]
    assert spans == [("Së Ngo¹i vô HuÕ", ".VnTime")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_puts_by_margins_and_marks_text_boxes(
    office_files: dict[str, bytes], suffix: str
) -> None:
    content = parse(office_files[suffix])
    assert "Tiêu đề trang" in [vi.clean(block.text) for block in content.margins]
    assert [vi.clean(b.text) for b in content.blocks if b.in_layout] == ["HỎA TỐC"]


# Word 97–2003 --------------------------------------------------------------------------------


@needs_corpus
def test_doc_of_the_corpus_loses_no_word_of_its_docx() -> None:
    expected = "\n".join(texts(parse((DECREE / "Phuluc1.docx").read_bytes())))
    found = parse((DECREE / "Phuluc1.doc").read_bytes())
    assert recall(expected, found) >= 0.99
    assert words("\n".join(texts(found))).total() <= 1.01 * words(expected).total()


@needs_corpus
@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
@pytest.mark.parametrize("name", ["Phuluc1.doc", "Phuluc4.doc"])
def test_doc_of_the_corpus_loses_no_word_that_antiword_finds(name: str) -> None:
    path = DECREE / name
    printed = subprocess.run(
        ["antiword", "-m", "UTF-8.txt", "-w", "0", str(path)], capture_output=True, check=True
    )
    assert recall(printed.stdout.decode(), parse(path.read_bytes())) >= 0.99


FLAGS, CLX = 0x0A, 0x01A2  # places in the stream WordDocument


def places(data: bytes) -> tuple[int, int]:
    """Where the streams WordDocument and table begin in a .doc, whose sectors lie in order."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        table = "1Table" if file.exists("1Table") else "0Table"
        main, other = (
            data.index(file.openstream(name).read()[:512]) for name in ("WordDocument", table)
        )
        return main, other


def patched(data: bytes, at: int, form: str, value: int) -> bytes:
    new = struct.pack(form, value)
    return data[:at] + new + data[at + len(new) :]


def test_doc_with_a_password_is_encrypted(office_files: dict[str, bytes]) -> None:
    data = office_files[".doc"]
    at = places(data)[0] + FLAGS
    flags = struct.unpack_from("<H", data, at)[0]
    assert reason(patched(data, at, "<H", flags | 0x100)) is Reason.ENCRYPTED


def test_doc_of_word_95_is_unsupported(office_files: dict[str, bytes]) -> None:
    data = office_files[".doc"]
    assert reason(patched(data, places(data)[0], "<H", 0xA5DC)) is Reason.UNSUPPORTED


def test_doc_whose_pieces_lie_beyond_the_file_is_damaged(office_files: dict[str, bytes]) -> None:
    data = office_files[".doc"]
    main, table = places(data)
    at = table + struct.unpack_from("<I", data, main + CLX)[0]
    kind, size = struct.unpack_from("<BI", data, at)
    assert kind == 2  # the piece table itself, no modifiers before it
    pieces = (size - 4) // 12
    last_position = at + 5 + 4 * pieces
    assert reason(patched(data, last_position, "<I", 0x7FFFFFFF)) is Reason.DAMAGED
    assert reason(patched(data, last_position + 6, "<I", 0x3FFFFFFF)) is Reason.DAMAGED


def test_docx_with_a_password_is_encrypted_under_any_name(office_files: dict[str, bytes]) -> None:
    """Office wraps it into an OLE file; here a .doc with its main stream renamed."""
    data = office_files[".doc"]
    entry = data.index("WordDocument".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    renamed = patched(data, entry + 64, "<H", len(name) + 2)
    renamed = renamed[:entry] + name + renamed[entry + len(name) :]
    assert {reason(renamed, f"a{suffix}") for suffix in (".docx", ".doc", ".x")} == {
        Reason.ENCRYPTED
    }


# RTF -----------------------------------------------------------------------------------------

HEAD = (
    r"{\rtf1\ansi\ansicpg1258\deff0{\fonttbl{\f0\fcharset1 Times;}{\f1\fcharset0 VNI-Times;}"
    r"{\f2\fcharset2 Wingdings;}{\f3\fcharset163{\*\falt Arial}Tahoma;}{\f4\fcharset2 .VnTime;}}"
    r"{\stylesheet{Normal;}{\s1\outlinelevel1 Muc;}{\s2 heading 3;}{\s9 toc 1;}}"
)


def rtf(body: str) -> Content:
    return parse(f"{HEAD}{body}}}".encode("latin-1"), "a.rtf")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"H\u7871? \u272\'d0\u7875\'65", "Hế Để"),  # one fallback character each
        (r"\uc2 H\u7871 e^ {\uc0\u273}i", "Hế đi"),
        (r"\uc1 \u-10179?\u-9152?", "\U0001f440"),
        (r"Hu\'ea\'ec", "Huế"),  # the document's code page, tones written apart
        (r"{\f3 Hu\'ea\'ec} ", "Huế"),
        (r"\lquote a\rquote\~b\_c\-d\emdash\{\}\\", "‘a’ b-cd—{}\\"),
        (r"hi\v an\v0 en {\deleted bo}{\v an}", "hien"),
        (r"{\pict\bin9 }}}}}}}}} 0a0b}{\*\unknown lạ}{\object{\*\objdata 0}{\result ro}}", "ro"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}", "y"),
        (r"{\f2 \'fc}ok", "ok"),
        ("a\r\nb\\\nc", "ab|c"),
        (r"\pard\s9 Muc luc 1\par\pard Thân", "Thân"),
    ],
)
def test_rtf_text(body: str, expected: str) -> None:
    body = "".join(c if ord(c) < 256 else rf"\u{ord(c)}?" for c in body)
    assert "|".join(texts(rtf(body))).strip() == expected


def test_rtf_headings_by_style_and_by_outline_level() -> None:
    content = rtf(r"\pard\s1 Mot\par\pard\s2 Hai\par\pard\outlinelevel0 Ba\par\pard\b Bon\par")
    assert [shown(b) for b in content.blocks] == ["2 Mot", "3 Hai", "1 Ba", "0* Bon"]


def test_rtf_spans_in_legacy_fonts_go_on_over_changes_of_type() -> None:
    (block,) = rtf(r"Xin {\f1 Ngoa\b\'ef\b0 i} {\f4 \'ab}").blocks
    assert legacy_spans(block) == [("Ngoaïi", "VNI-Times"), ("«", ".VnTime")]


def test_rtf_table_with_merged_cells_and_a_nested_one() -> None:
    row = r"\trowd\cellx1000\clvmgf\cellx3000\clmgf\cellx4000\clmrg\cellx5000"
    inner = (
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\cellx500\cellx900"
        r"\nestrow}{\nonesttables\par}"
    )
    content = rtf(
        rf"{row}\pard\intbl TT\cell Nuoc\cell Doan\cell\cell\row"
        rf"{row}\pard\intbl 1\cell Lao\cell vao\cell\cell\row"
        r"\trowd\cellx1000\clvmrg\cellx3000\cellx4000\cellx5000"
        rf"\pard\intbl 2\cell\cell {inner}\pard\intbl ra\cell het\cell\row\pard Sau."
    )
    assert texts(content) == [
        "TT: 1; Nuoc: Lao; Doan: vao",
        "TT: 2; Nuoc: Lao; Doan: x y ra; Doan: het",
        "Sau.",
    ]


@pytest.mark.parametrize("depth", [10_000, 1_000_000])
def test_rtf_nested_beyond_measure_is_damaged(depth: int) -> None:
    assert reason(b"{\\rtf1" + b"{" * depth + b"x" + b"}" * (depth + 1)) is Reason.DAMAGED


def test_rtf_that_is_cut_off_is_damaged() -> None:
    assert reason(HEAD.encode() + b"Van ban\\par ") is Reason.DAMAGED


# OpenDocument --------------------------------------------------------------------------------

OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def odt(body: str = "", **parts: str) -> bytes:
    content = fodt().decode()
    start = content.index("<office:text>") + len("<office:text>")
    content = content[:start] + body + content[content.index("</office:text>") :]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", OPEN_TEXT)
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def test_odt_spaces_hidden_sections_and_indexes() -> None:
    data = odt(
        '<text:p>a<text:s text:c="2"/>b</text:p><text:section text:display="none"><text:p>c'
        "</text:p></text:section><text:table-of-content><text:index-body><text:p>d</text:p>"
        "</text:index-body></text:table-of-content><text:section><text:p>e</text:p></text:section>"
    )
    assert [block.text for block in parse(data).blocks] == ["a  b", "e"]


def test_odt_list_that_goes_on_after_a_paragraph_and_one_that_begins_anew() -> None:
    item = "<text:list-item><text:p>m</text:p></text:list-item>"
    data = odt(
        f'<text:list text:style-name="Articles">{item}</text:list><text:p>xen</text:p>'
        f'<text:list text:style-name="Articles" text:continue-numbering="true">{item}</text:list>'
        f'<text:list text:style-name="Articles">{item}</text:list>'
    )
    assert texts(parse(data)) == ["Điều 1. m", "xen", "Điều 2. m", "Điều 1. m"]


def test_odt_with_a_password_is_encrypted() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    assert reason(odt(**{"META-INF/manifest.xml": manifest})) is Reason.ENCRYPTED
    assert reason(odt(**{"encrypted-package": "x"})) is Reason.ENCRYPTED


def test_odt_that_unpacks_beyond_measure_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ingest.formats.odt._MOST_UNPACKED", 1000)
    assert reason(odt("<text:p>x</text:p>")) is Reason.TOO_LONG


def test_odt_with_entities_is_damaged() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    data = fodt().replace(b"<office:document ", bomb.encode() + b"<office:document ", 1)
    assert reason(data, "a.fodt") is Reason.DAMAGED


def test_odt_with_hostile_counts_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="999999999" '
        'table:number-columns-spanned="999999999"><text:p>x<text:s text:c="999999999"/></text:p>'
        "</table:table-cell>"
    )
    row = f"<table:table-row>{cell * 5}</table:table-row>"
    table = f"<table:table>{row * 3}</table:table>"
    assert sum(len(block.text) for block in parse(odt(table)).blocks) < 10**6
    monkeypatch.setattr("ingest.formats.odt._MOST_CELLS", 1000)
    assert reason(odt(table)) is Reason.TOO_LONG


# Presentations -------------------------------------------------------------------------------


def presentation() -> bytes:
    package = pptx.Presentation()
    first = package.slides.add_slide(package.slide_layouts[1])
    first.shapes.title.text = "Hợp tác\nđịa phương"
    first.placeholders[1].text = "Ý thứ nhất\nÝ thứ hai"
    run = first.placeholders[1].text_frame.paragraphs[1].add_run()
    run.text, run.font.name, run.font.bold = " Së", ".VnTime", True
    first.notes_slide.notes_text_frame.text = "Lời dẫn"

    second = package.slides.add_slide(package.slide_layouts[6])
    second._element.set("show", "0")
    for left, top, text in ((12, 2.0, "phải"), (1, 2.3, "trái"), (1, 12, "dưới")):
        box = second.shapes.add_textbox(Cm(left), Cm(top), Cm(4), Cm(1))
        box.text_frame.text = text
    group = second.shapes.add_group_shape()
    for top, text in ((8, "nhóm dưới"), (6, "nhóm trên")):
        group.shapes.add_textbox(Cm(1), Cm(top), Cm(4), Cm(1)).text_frame.text = text
    table = second.shapes.add_table(3, 3, Cm(1), Cm(9), Cm(9), Cm(2)).table
    rows = [("TT", "Nước", "Đoàn"), ("1", "Lào", "12"), ("2", "", "7")]
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    package.slide_masters[0].shapes._spTree.append(box_xml("Dấu chung"))
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def box_xml(text: str) -> docx.oxml.xmlchemy.BaseOxmlElement:
    package = pptx.Presentation()
    slide = package.slides.add_slide(package.slide_layouts[6])
    box = slide.shapes.add_textbox(0, 0, Cm(4), Cm(1))
    box.text_frame.text = text
    return box._element


def test_pptx_slide_by_slide_in_reading_order() -> None:
    content = parse(presentation(), "a.bin")
    assert [(block.page, vi.clean(block.text)) for block in content.blocks] == [
        (1, "Hợp tác địa phương"),
        (1, "Ý thứ nhất"),
        (1, "Ý thứ hai Së"),
        (1, "Lời dẫn"),
        (2, "trái"),
        (2, "phải"),
        (2, "nhóm trên"),
        (2, "nhóm dưới"),
        (2, "TT: 1; Nước: Lào; Đoàn: 12"),
        (2, "TT: 2; Nước: Lào; Đoàn: 7"),
        (2, "dưới"),
    ]
    assert shown(content.blocks[0]).startswith("1 ")
    assert content.blocks[0].kind is BlockKind.HEADING
    assert legacy_spans(content.blocks[2]) == [(" Së", ".VnTime")]
    assert [block.text for block in content.margins] == ["Dấu chung"]


def test_pptx_fonts_and_bold_come_from_master_and_theme() -> None:
    package = pptx.Presentation()
    slide = package.slides.add_slide(package.slide_layouts[1])
    slide.shapes.title.text = "Së"
    slide.placeholders[1].text = "Huế"
    master = package.slide_masters[0]
    level = next(master._element.iter("{*}bodyStyle")).find(".//{*}lvl1pPr/{*}defRPr")
    level.set("b", "1")
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    theme._blob = re.sub(rb'(<a:majorFont>\s*<a:latin typeface=")[^"]*', rb"\1.VnArial", theme.blob)
    buffer = io.BytesIO()
    package.save(buffer)
    title, body = parse(buffer.getvalue()).blocks
    assert legacy_spans(title) == [("Së", ".VnArial")]
    assert (title.bold, body.bold) == (False, True)


# DOCX ----------------------------------------------------------------------------------------


def docx_bytes(package: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def listed(package: docx.document.Document, number: str, depth: int, text: str) -> None:
    properties = package.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
            "</w:numPr>"
        )
    )


def test_docx_automatic_numbers() -> None:
    package = docx.Document()
    root = package.part.numbering_part.element
    levels = [("decimal", "Điều %1."), ("decimal", "%1.%2."), ("lowerLetter", "%3)")]
    shown_levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{shown_levels}</w:abstractNum>'
        ),
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    for number, override in (("91", ""), ("92", ""), ("93", restart)):
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                f"{override}</w:num>"
            )
        )
    for number, depth, text in [
        ("91", 0, "a"), ("91", 1, "b"), ("91", 2, "c"), ("91", 2, "d"), ("91", 1, "e"),
        ("92", 0, "f"), ("92", 1, "g"), ("93", 0, "h"), ("93", 0, "i"), ("0", 0, "k"),
    ]:  # fmt: skip
        listed(package, number, depth, text)
    package.add_paragraph("l", style="List Bullet")
    assert texts(parse(docx_bytes(package))) == [
        "Điều 1. a", "1.1. b", "a) c", "b) d", "1.2. e",
        "Điều 2. f", "2.1. g", "Điều 7. h", "Điều 8. i", "k", "- l",
    ]  # fmt: skip


def test_docx_fonts_come_from_runs_styles_and_defaults() -> None:
    package = docx.Document()
    fonts = package.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{kind}"), ".VnTime")
    paragraph = package.add_paragraph("Së ")
    paragraph.add_run("Huế ").font.name = "Arial"
    paragraph.add_run("vô")
    hidden = paragraph.add_run(" ẩn")
    hidden.font.hidden = True
    (block,) = parse(docx_bytes(package)).blocks
    assert block.text == "Së Huế vô"
    assert legacy_spans(block) == [("Së ", ".VnTime"), ("vô", ".VnTime")]


# Automatic numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Level("upperRoman", "Chương %1", 3), ["Chương III ", "Chương IV "]),
        (Level("lowerLetter", "%1)", 26), ["z) ", "aa) "]),
        (Level("decimalZero", "%1", 9), ["09 ", "10 "]),
        (Level("bullet", "\uf0b7"), ["- ", "- "]),
        (Level("bullet", "+"), ["+ ", "+ "]),
        (Level("none", "%1"), ["", ""]),
        (Level("upperRoman", "%1", 0), ["0 ", "I "]),
        (Level("chicken", "%1", -1), ["-1 ", "0 "]),
    ],
)
def test_forms_of_numbers(level: Level, expected: list[str]) -> None:
    counter = Counter({0: level})
    assert [counter.label(0), counter.label(0)] == expected


def test_a_level_counts_anew_under_each_item_above_unless_it_goes_on() -> None:
    levels = {
        0: Level("upperRoman", "%1."),
        1: Level("decimal", "%1.%2", legal=True),
        2: Level("decimal", "%3", restarts=False),
    }
    counter = Counter(levels)
    labels = [counter.label(depth) for depth in (0, 1, 1, 2, 0, 1, 2, 5)]
    assert labels == ["I. ", "1.1 ", "1.2 ", "1 ", "II. ", "2.1 ", "2 ", ""]


# Hostile files -------------------------------------------------------------------------------


def hostile(data: bytes, seed: int, cuts: int, flips: int) -> Iterator[bytes]:
    for i in range(cuts):
        yield data[: len(data) * i // cuts]
    chance = random.Random(seed)
    for _ in range(flips):
        changed = bytearray(data)
        for _ in range(chance.choice([1, 10, 100])):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed)


def readable(parse: Parse, data: bytes) -> bool:
    """Any other exception than IntakeError fails the test."""
    try:
        content = parse(data)
    except IntakeError:
        return False
    assert sum(len(block.text) for block in content.blocks) < 10 * len(data)
    return True


@pytest.mark.parametrize(
    ("suffix", "parse"),
    [(".doc", doc_format.parse), (".odt", odt_format.parse), (".rtf", rtf_format.parse)],
)
def test_broken_files_end_in_text_or_in_a_refusal(
    office_files: dict[str, bytes], suffix: str, parse: Parse
) -> None:
    files = list(hostile(office_files[suffix], seed=5, cuts=30, flips=50))
    results = [readable(parse, data) for data in files]
    assert not any(results[:27])  # what is cut off is refused, not taken for the whole
    assert any(results[30:])  # the readers do get at the text behind some of the flips


def test_broken_presentations_end_in_text_or_in_a_refusal() -> None:
    results = [readable(pptx_format.parse, d) for d in hostile(presentation(), 5, 20, 60)]
    assert not any(results[:20])


def test_doc_with_broken_structures(office_files: dict[str, bytes]) -> None:
    """Flips at the head of both streams alone, where every structure has its place and size."""
    data = office_files[".doc"]
    streams = places(data)
    chance = random.Random(9)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice([1, 5, 20])):
            at = chance.choice(streams) + chance.randrange(4000)
            changed[at] = chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)])
        readable(doc_format.parse, bytes(changed))


@pytest.mark.parametrize("name", ["a.doc", "a.rtf", "a.odt", "a.fodt", "a.pptx", "a.docx"])
def test_anything_else_under_the_name_of_an_office_file_is_damaged(name: str) -> None:
    assert reason(b"b\xe1\xbb\x8b h\xe1\xbb\x8fng", name) is Reason.DAMAGED
