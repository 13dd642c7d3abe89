"""Archives as folders and messages with what is attached to them."""

from __future__ import annotations

import bz2
import codecs
import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import docx
import pytest

from ingest.containers import Container, Limits, Member, Spent, kind, members
from ingest.document import BlockKind
from ingest.errors import IntakeError, Reason
from ingest.formats import eml
from ingest.read import read


def zipped(
    *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def raw_named(name: bytes, extra: bytes = b"") -> bytes:
    """An archive whose one name is in those bytes, without the mark of UTF-8."""
    info = zipfile.ZipInfo("N" * len(name))
    info.extra = extra
    return zipped((info, b"x")).replace(b"N" * len(name), name)


def names(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> list[str]:
    return [member.name for member in members(data, name, limits or Limits())]


def reason(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> Reason:
    with pytest.raises(IntakeError) as caught:
        names(data, name, limits)
    return caught.value.reason


def office_file() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def message(body: str = "Kính gửi Sở.", subject: str = "Mời họp", **headers: str) -> EmailMessage:
    found = EmailMessage()
    found["From"] = "Nguyễn Văn An <an@hue.gov.vn>"
    found["To"] = "sngv@hue.gov.vn"
    found["Subject"] = subject
    found["Date"] = "Wed, 05 Mar 2025 20:30:00 +0000"
    found["Message-ID"] = "<1@hue.gov.vn>"
    for name, value in headers.items():
        found[name] = value
    found.set_content(body)
    return found


def lines(data: bytes) -> list[str]:
    return [block.text for block in eml.parse(data).blocks]


# What is a container -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (zipped(("a.txt", b"x")), "a.zip", Container.ARCHIVE),
        (zipped(("a.txt", b"x")), "không đuôi", Container.ARCHIVE),
        (zipped(("thư mục/a.docx", office_file())), "a.zip", Container.ARCHIVE),
        (zipped(), "a.zip", Container.ARCHIVE),
        (b"PK\x03\x04 cut off", "a.zip", Container.ARCHIVE),
        (b"PK\x03\x04 cut off", "a.docx", None),
        (office_file(), "a.zip", None),
        (zipped(("[Content_Types].xml", b""), ("xl/workbook.bin", b"")), "a.xlsb", None),
        (zipped(("mimetype", b"application/epub+zip")), "a.epub", None),
        (b"%PDF-1.7", "a.zip", None),
        (b"rubbish", "a.txt", None),
        (message().as_bytes(), "a.eml", Container.MESSAGE),
        (message().as_bytes(), "a.txt", Container.MESSAGE),
        (b"Subject: x\n\ny", "a.eml", Container.MESSAGE),
        (b"From: x\n\nThe beginning of a letter.", "a.txt", None),
    ],
)
def test_kinds(data: bytes, name: str, expected: Container | None) -> None:
    assert kind(data, name) is expected


def test_a_message_is_a_document_too_an_archive_is_not() -> None:
    assert Container.MESSAGE.readable
    assert not Container.ARCHIVE.readable


def test_what_is_no_container_has_no_members() -> None:
    assert names(office_file(), "a.docx") == []


# Archives ------------------------------------------------------------------------------------


def test_members_in_order_with_their_bytes() -> None:
    data = zipped(("b/", b""), ("b/hai.txt", b"2"), ("a.txt", b"1"))
    assert list(members(data, "x.zip")) == [Member("b/hai.txt", b"2"), Member("a.txt", b"1")]


def test_members_are_unpacked_one_by_one() -> None:
    data = zipped(("a.txt", b"tot"), ("b.txt", b"hong-hong"), method=zipfile.ZIP_STORED)
    found = members(data.replace(b"hong-hong", b"hong+hong"), "a.zip")
    assert next(found).name == "a.txt"
    with pytest.raises(IntakeError) as caught:
        next(found)
    assert caught.value.reason is Reason.DAMAGED


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\x01b?.txt", "a_b_.txt"),
        ("..", "_"),
        (unicodedata.normalize("NFD", "Huế.txt"), "Huế.txt"),
    ],
)
def test_names_never_lead_out(stated: str, expected: str) -> None:
    assert names(zipped((stated, b"x"))) == [expected]


def test_two_members_never_share_a_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.txt", b"1"), ("a.txt", b"2"), ("A.TXT", b"3"), ("x/../a.txt", b"4"))
    found = {member.name: member.data for member in members(data, "a.zip")}
    assert found == {"a.txt": b"1", "a (2).txt": b"2", "A (3).TXT": b"3", "x/a.txt": b"4"}


def test_what_systems_leave_behind_is_left_out() -> None:
    link = zipfile.ZipInfo("liên kết")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    litter = ["__MACOSX/._a.txt", ".DS_Store", ".git/config", "~$a.docx", "x/Thumbs.db"]
    data = zipped(("a.txt", b"1"), (link, b"/etc/passwd"), *((name, b"") for name in litter))
    assert names(data) == ["a.txt"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Báo cáo đối ngoại.txt".encode(), "Báo cáo đối ngoại.txt"),
        ("Hôi nghi\u0323 Huê\u0301.txt".encode("cp1258"), "Hôi nghị Huế.txt"),
        ("Résumé.txt".encode("cp437"), "Résumé.txt"),
        (b"bao cao.txt", "bao cao.txt"),
    ],
)
def test_names_without_the_mark_of_utf_8(raw: bytes, expected: str) -> None:
    assert names(raw_named(raw)) == [expected]


def test_names_with_the_mark_and_with_info_zips_own_field() -> None:
    assert names(zipped(("Thành phố Huế.txt", b"x"))) == ["Thành phố Huế.txt"]
    raw = b"b\x82o.txt"
    path = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + "bảo.txt".encode()
    field = struct.pack("<HH", 0x7075, len(path)) + path
    assert names(raw_named(raw, field)) == ["bảo.txt"]
    assert names(raw_named(b"c\x82o.txt", field)) == ["céo.txt"]  # written for another name


def encrypted() -> bytes:
    data = bytearray(zipped(("a.txt", b"x")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_a_forged_archive_is_damaged_whatever_zipfile_raises() -> None:
    data = zipped(("Huế.txt", b"x" * 100))
    seeking = bytearray(data)
    seeking[-6:-2] = struct.pack("<I", len(data))  # the directory begins after its end
    undecodable = data.replace("Huế".encode(), b"Hu\xc3\xc3\xc3")
    for forged in (bytes(seeking), undecodable):
        with (
            pytest.raises(ValueError, match=r"seek|decode"),
            zipfile.ZipFile(io.BytesIO(forged)) as archive,
        ):
            archive.read(archive.infolist()[0])
        assert reason(forged) is Reason.DAMAGED


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (encrypted(), Reason.ENCRYPTED),
        (b"PK\x03\x04 cut off", Reason.DAMAGED),
        (zipped(("a.txt", b"x" * 5000))[:-30], Reason.DAMAGED),
        (zipped(("a.txt", b"x"), method=zipfile.ZIP_BZIP2), Reason.UNSUPPORTED),
    ],
)
def test_archives_that_cannot_be_unpacked(data: bytes, expected: Reason) -> None:
    assert kind(data, "a.zip") is Container.ARCHIVE
    assert reason(data) is expected


# Bombs ---------------------------------------------------------------------------------------


def test_each_limit() -> None:
    data = zipped(*((f"{i}.txt", bytes(range(100))) for i in range(5)))
    assert len(names(data, limits=Limits(members=5, member_bytes=100, total_bytes=500))) == 5
    assert reason(data, limits=Limits(members=4)) is Reason.BOMB
    assert reason(data, limits=Limits(member_bytes=99)) is Reason.BOMB
    assert reason(data, limits=Limits(total_bytes=499)) is Reason.BOMB


def test_a_high_ratio_is_a_bomb_only_where_it_unpacks_to_much() -> None:
    assert names(zipped(("a.bmp", bytes(10 * 2**20)))) == ["a.bmp"]
    assert reason(zipped(("a.bmp", bytes(30 * 2**20)))) is Reason.BOMB


def test_a_size_that_lies_is_never_exceeded() -> None:
    data = zipped(("a.txt", bytes(5 * 2**20)))
    size = struct.pack("<I", 5 * 2**20)
    lying = data.replace(size, struct.pack("<I", 10))
    assert lying != data
    assert reason(lying) is Reason.DAMAGED


def test_bzip2_which_unpacks_unboundedly_is_not_touched() -> None:
    small = bz2.compress(bytes(45 * 2**20))
    assert len(small) < 200
    assert reason(zipped(("a", bytes(2**20)), method=zipfile.ZIP_BZIP2)) is Reason.UNSUPPORTED


def test_a_directory_of_too_many_entries_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"PK\x03\x04" + b"PK\x01\x02" * 50_001
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("opened"))
    assert kind(data, "a.zip") is Container.ARCHIVE
    assert reason(data) is Reason.BOMB


def unpacked(data: bytes, name: str, limits: Limits, spent: Spent, depth: int) -> Iterator[str]:
    """As a caller goes down nested containers."""
    for member in members(data, name, limits, spent):
        yield member.name
        if depth < limits.depth:
            yield from unpacked(member.data, member.name, limits, spent, depth + 1)


def test_nested_archives_share_the_limits() -> None:
    data = zipped(("0.dll", bytes(50_000)))
    for _ in range(5):  # 42.zip in small: 16 archives in each of 5 archives' layers
        data = zipped(*((f"lib {i}.zip", data) for i in range(16)))
    limits = Limits(members=500)
    spent = Spent()
    with pytest.raises(IntakeError) as caught:
        list(unpacked(data, "42.zip", limits, spent, 1))
    assert caught.value.reason is Reason.BOMB
    assert spent.members == 501
    limits, spent = Limits(members=5000), Spent()
    assert len(list(unpacked(data, "42.zip", limits, spent, 1))) == 16 + 16**2 + 16**3
    assert spent.members == 16 + 16**2 + 16**3


# Messages ------------------------------------------------------------------------------------


def test_a_message_as_a_document() -> None:
    data = message(Cc="b@x.vn").as_bytes()
    content = eml.parse(data)
    assert [block.text for block in content.blocks] == [
        "Mời họp",
        "Từ: Nguyễn Văn An <an@hue.gov.vn>",
        "Đến: sngv@hue.gov.vn",
        "Đồng gửi: b@x.vn",
        "Ngày: 06/03/2025",  # 20:30 in Greenwich
        "Kính gửi Sở.",
    ]
    assert content.blocks[0].kind is BlockKind.HEADING
    assert content.properties == {"title": "Mời họp", "date": "2025-03-06"}
    document = read(data, "thư.eml")
    assert document.metadata.title == "Mời họp"
    assert document.metadata.date == "2025-03-06"


VIETNAMESE = "Sở Ngoại vụ thành phố Huế trân trọng kính mời."


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("utf-8", "base64", VIETNAMESE),
        ("utf-8", "quoted-printable", VIETNAMESE),
        ("utf-8", "8bit", VIETNAMESE),
        ("iso-2022-jp", "7bit", "外務省の皆様へ"),
        ("shift_jis", "base64", "外務省の皆様へ"),
        ("euc-kr", "quoted-printable", "경주시 대표단"),
        ("windows-1258", "base64", "Hô\u0300i âm: Huê\u0301 gư\u0309i lơ\u0300i cha\u0300o"),
        ("no-such-charset", "base64", VIETNAMESE),
    ],
)
def test_charsets(charset: str, encoding: str, text: str) -> None:
    known = codecs.lookup("utf-8" if charset.startswith("no-") else charset).name
    body = text.encode(known)
    coded = {
        "base64": lambda: codecs.encode(body, "base64"),
        "quoted-printable": lambda: codecs.encode(body, "quopri"),
    }.get(encoding, lambda: body)()
    subject = Header(text, known).encode() if not charset.startswith("no-") else "x"
    data = (
        f"From: a@b.vn\nSubject: {subject}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    ).encode() + coded
    found = read(data, "a.eml")
    expected = unicodedata.normalize("NFC", text)
    assert found.text.split("\n\n")[-1] == expected
    if subject != "x":
        assert found.text.split("\n\n")[0] == expected


def test_headers_in_raw_utf_8_and_parted_encoded_words() -> None:
    raw = "Từ chối".encode()
    parted = b" ".join(
        b"=?utf-8?B?" + codecs.encode(piece, "base64").strip() + b"?="
        for piece in (raw[:2], raw[2:])
    )
    for subject in (raw, parted, "Từ ".encode() + b"=?utf-8?Q?ch=E1=BB=91i?="):
        data = b"From: a@b.vn\nMIME-Version: 1.0\nSubject: " + subject + b"\n\nx"
        assert lines(data)[0] == "Từ chối"


def test_html_only_and_a_meta_that_contradicts() -> None:
    found = message()
    found.set_content(
        '<html><head><meta charset="windows-1252"></head><body><p>Huế</p><p>Lào</p></body></html>',
        subtype="html",
    )
    assert lines(found.as_bytes())[-2:] == ["Huế", "Lào"]


@pytest.mark.parametrize(("plain", "expected"), [("Chữ trơn", "Chữ trơn"), ("  ", "Chữ HTML")])
def test_of_alternatives_the_plain_one_unless_it_is_blank(plain: str, expected: str) -> None:
    found = message(plain)
    found.add_alternative("<p>Chữ HTML</p>", subtype="html")
    assert lines(found.as_bytes())[4:] == [expected]


def attached() -> bytes:
    found = message()
    found.add_alternative("<p>Chữ <img src='cid:1'></p>", subtype="html")
    html = found.get_payload()[1]
    html.add_related(b"\x89PNG", "image", "png", cid="<1>")
    found.add_attachment(b"1", "application", "pdf", filename="Báo cáo.pdf")
    found.add_attachment(b"2", "application", "pdf", filename="../Báo cáo.pdf")
    found.add_attachment(b"3", "application", "ms-tnef", filename="winmail.dat")
    found.add_attachment(b"4", "image", "png", filename="bản quét.png")
    found.add_attachment("năm".encode(), "application", "pdf")
    found.add_attachment("sáu", filename="ghi chú.txt")
    inner = message("Thư trong thư", subject="Chuyển tiếp: đoàn Lào")
    inner.add_attachment(b"7", "application", "pdf", filename="trong.pdf")
    found.add_attachment(inner)
    return found.as_bytes()


def test_attachments() -> None:
    found = {member.name: member.data for member in members(attached(), "a.eml")}
    inner = found.pop("Chuyển tiếp_ đoàn Lào.eml")
    assert {name: data for name, data in found.items() if name != "ghi chú.txt"} == {
        "Báo cáo.pdf": b"1",
        "Báo cáo (2).pdf": b"2",
        "bản quét.png": b"4",
        "Tệp đính kèm 4.pdf": "năm".encode(),
    }
    assert found["ghi chú.txt"].decode().strip() == "sáu"
    assert lines(inner)[0] == "Chuyển tiếp: đoàn Lào"
    assert lines(inner)[-1] == "Thư trong thư"
    assert names(inner, "b.eml") == ["trong.pdf"]


def test_a_message_names_its_attachments_and_leaves_their_text_to_them() -> None:
    found = lines(attached())
    assert "Tệp đính kèm: Báo cáo.pdf; ../Báo cáo.pdf; bản quét.png" in found[4]
    assert not any("Thư trong thư" in line or line == "sáu" for line in found)


def test_text_after_an_attachment_belongs_to_the_body() -> None:
    found = MIMEMultipart()
    found["From"] = "a@b.vn"
    found["Subject"] = "x"
    for part in (MIMEText("Trước."), MIMEText("tệp"), MIMEText("Sau.")):
        found.attach(part)
    found.get_payload()[1]["Content-Disposition"] = 'attachment; filename="t.txt"'
    assert lines(found.as_bytes())[-2:] == ["Trước.", "Sau."]
    assert names(found.as_bytes(), "a.eml") == ["t.txt"]


def test_file_names_however_they_are_coded() -> None:
    stated = [
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
        "filename*0*=UTF-8''B%C3%A1o; filename*1*=%20c%C3%A1o.pdf",
        'filename="=?utf-8?B?QsOhbyBjw6FvLnBkZg==?="',
        'filename="Báo cáo.pdf"',
    ]
    for parameter in stated:
        data = (
            "From: a@b.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/pdf\n"
            f"Content-Disposition: attachment; {parameter}\n\n%PDF"
        ).encode()
        assert names(data, "a.eml") == ["Báo cáo.pdf"], parameter


def test_the_limits_hold_for_attachments() -> None:
    assert reason(attached(), "a.eml", Limits(members=3)) is Reason.BOMB
    assert reason(attached(), "a.eml", Limits(total_bytes=2)) is Reason.BOMB


def test_messages_that_cannot_be_read() -> None:
    sealed = Message()
    sealed["From"] = "a@b.vn"
    sealed["Content-Type"] = 'multipart/encrypted; protocol="application/pgp-encrypted"'
    for data, expected in ((sealed.as_bytes(), Reason.ENCRYPTED), (b"rubbish", Reason.DAMAGED)):
        with pytest.raises(IntakeError) as caught:
            read(data, "a.eml")
        assert caught.value.reason is expected
        assert reason(data, "a.eml") is expected


def test_a_message_nested_without_end_is_damaged() -> None:
    deep = b"From: a@b.vn\nMIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)
    )
    assert reason(deep, "a.eml") is Reason.DAMAGED
