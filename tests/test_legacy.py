"""Text of encodings before Unicode comes back right, and Unicode is never touched."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import CORPUS, needs_corpus
from hypothesis import given, settings
from hypothesis import strategies as st
from legacy_corpus import FONTS, documents, right_from_bytes, right_from_fonts
from legacy_encoders import encode, surface

from ingest.decoding import decode
from ingest.document import RawBlock
from ingest.errors import IntakeError, Reason
from ingest.formats import html, plain
from ingest.legacy import convert, is_legacy_font
from ingest.syllables import is_syllable

SHARED = CORPUS.parent

TITLE = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PROSE = (
    "Sở Ngoại vụ là cơ quan tham mưu, giúp chính quyền quản lý công tác đối ngoại; "
    "đầu mối tiếp nhận hồ sơ về đoàn ra, đoàn vào, lãnh sự và thoả thuận quốc tế."
)
NUMBER = "Số: 45/QĐ-SNgV"
DOCUMENT = [TITLE, MOTTO, NUMBER, PROSE, "Nơi nhận: Uỷ ban; Bộ; lưu VT."]

ENCODINGS = ["tcvn3", "tcvn5712", "vni", "viscii", "vps", "cp1258", "utf8-mojibake"]


def converted(*texts: str) -> list[str]:
    blocks, _ = convert([RawBlock(text) for text in texts])
    return [block.text for block in blocks]


def spans(text: str, font: str) -> RawBlock:
    return RawBlock(text, fonts=((0, len(text), font),))


# Syllables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    "Huế nghiêng quyển giếng gì khuỷu thuở hoà hòa quý Đức ở yêu ƯỚC xoong quỳnh gìn oái".split(),
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", "Hús kà cế ngê mát̉ việć hoaà tùây étố hac nước̀ Paris bét̀ x".split()
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


# Fonts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    (
        ".VnTime|.VnArial NarrowH|VnTime|.VNTIME|VNI-Times|VNI Times|VPS Times|VISCII ABC|VI Times"
        "|ABCDEF+.VnTimeH|ABCDEF+VNI-Times,Bold"
    ).split("|"),
)
def test_legacy_fonts(name: str) -> None:
    assert is_legacy_font(name)


@pytest.mark.parametrize(
    "name", ["Verdana", "Times New Roman", "Vnano", "VNF-Comic Sans", "Vivaldi", "VPSans", ""]
)
def test_other_fonts(name: str) -> None:
    assert not is_legacy_font(name)


def test_a_span_is_read_in_its_fonts_encoding() -> None:
    assert convert([spans("HuÕ", ".VnTime")])[0][0] == RawBlock("Huế")
    assert convert([spans("Hueá", "VNI-Times")])[0][0] == RawBlock("Huế")
    assert convert([RawBlock("Thành phố HuÕ, §µ N½ng", fonts=((10, 22, ".VnTime"),))])[0] == [
        RawBlock("Thành phố Huế, Đà Nẵng")
    ]


def test_a_font_of_capitals_shows_capitals() -> None:
    text = "Céng hoµ x· héi"
    assert convert([spans(text, ".VnTimeH")])[0][0].text == "CỘNG HOÀ XÃ HỘI"
    assert convert([spans("Ban", ".VnTimeH")])[0][0].text == "BAN"
    first = RawBlock("ë HuÕ", fonts=((0, 1, ".VnTimeH"), (1, 5, ".VnTime")))
    assert convert([first])[0][0].text == "Ở Huế"


def test_a_letter_and_its_mark_may_stand_in_two_spans() -> None:
    block = RawBlock("Hueá", fonts=((0, 3, "VNI-Times"), (3, 4, "VNI-Times")))
    assert convert([block])[0][0].text == "Huế"


@pytest.mark.parametrize("font", FONTS.values())
def test_unicode_in_a_legacy_font_stays(font: str) -> None:
    blocks = [spans(text, font) for text in [*DOCUMENT, "có", "Hà Nam", "là"]]
    texts, conversion = convert(blocks)
    assert conversion is None
    assert texts == [RawBlock(block.text) for block in blocks]


def test_unicode_pasted_among_runs_of_a_legacy_font_stays() -> None:
    block = RawBlock("HuÕ và Nghệ An", fonts=((0, 4, ".VnTime"), (4, 14, ".VnTime")))
    assert convert([block])[0][0].text == "Huế và Nghệ An"


def test_spans_beyond_the_text_or_over_one_another_do_no_harm() -> None:
    block = RawBlock("HuÕ", fonts=((0, 2, ".VnTime"), (1, 99, ".VnTime"), (50, 60, ".VnTime")))
    assert convert([block])[0][0].text == "Huế"


# Without fonts -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps", "cp1258", "utf8-mojibake"])
def test_a_document_is_recognised_by_its_words(encoding: str) -> None:
    if encoding == "utf8-mojibake":
        shown = [encode(text, encoding).decode() for text in DOCUMENT]
    else:
        shown = [surface(text, encoding) for text in DOCUMENT]
    blocks, conversion = convert([RawBlock(text) for text in shown])
    assert [block.text for block in blocks] == DOCUMENT
    assert conversion is not None
    assert conversion.encoding == encoding
    assert conversion.confidence > 0.95
    assert conversion.words > 20
    assert conversion.raw.split("\n") == shown


def test_utf8_read_wrongly_twice() -> None:
    once = encode(PROSE, "utf8-mojibake").decode()
    assert converted(encode(once, "utf8-mojibake").decode()) == [PROSE]


def test_capitals_come_back_in_words_of_capitals() -> None:
    assert converted(
        "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "Uû BAN NH¢N D¢N TØNH THõA THI£N HUÕ"
    ) == [
        TITLE,
        "UỶ BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ",
    ]
    assert converted("ñOÄC LAÄP TÖÏ DO, Bộ".replace("ộ", "oä"), "Uyû ban nhaân daân, HUEá") == [
        "ĐỘC LẬP TỰ DO, Bộ",
        "Uỷ ban nhân dân, HUẾ",
    ]


def test_a_word_with_one_capital_goes_with_its_neighbours() -> None:
    prose = surface(PROSE, "tcvn3")
    shown = ["Sè TT", "Bé NGO¹I GIAO", "Uû ban nh©n d©n", "Tê tr×nh Bé tr­ëng"]
    assert converted(prose, *shown)[1:] == [
        "Số TT",
        "BỘ NGOẠI GIAO",
        "Uỷ ban nhân dân",
        "Tờ trình Bộ trưởng",
    ]


def test_titles_cells_and_names_follow_the_document() -> None:
    prose = surface(PROSE, "tcvn3")
    cells = ["Bé", "Tªn n­íc", "Gi¸ 10.000®", "®) Kh¸c", "Kr«ng P¾k", "Q§-UBND", "ViÖt Nam"]
    assert converted(prose, *cells)[1:] == [
        "Bộ",
        "Tên nước",
        "Giá 10.000đ",
        "đ) Khác",
        "Krông Pắk",
        "QĐ-UBND",
        "Việt Nam",
    ]


FOREIGN = [
    "Le Comité a été créé à Paris ; les élèves français étaient présents.",
    "Où est passé l'été ? Voilà, déjà là-bas, près du thé. «Bonjour», dit-elle.",
    "Die Größe der Straße wäre für die Bürger schön; § 5 Abs. 3.",
    "O município não tem relações; população, coração, mãe, órgãos, três, avó.",
    "¿Dónde está el niño? El año pasado la delegación visitó España y Perú.",
    "İstanbul'da güneşli bir gün; öğrenci çok güzel şarkı söylüyor.",
    "Türkiye Büyük Millet Meclisi üyeleri görüştü; çözüm için önemli.",
    "På ön där är det så skönt att få gå och höra på sjön. Åh, då är vi på väg.",
    "På fjellet så vi både små og store dyr; vi må nå båten før kvelden.",
    "Rødgrød med fløde på øen; så får vi se, når båden når Århus.",
    "Ísland er eyja í Norður-Atlantshafi; Reykjavík er höfuðborgin.",
    "Città di Perugia: perché il caffè è già più buono? Così è la libertà.",
    "The façade of the café cost £5 ± 2 (© 2005, ® brand, 3 × 4, 5 µm, 25 °C, 6½).",
    "The office welcomed a delegation from Gyeongju.",
]


def test_other_languages_stay() -> None:
    assert convert([RawBlock(text) for text in FOREIGN])[1] is None
    for text in FOREIGN:
        assert convert([RawBlock(text)])[1] is None


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps", "cp1258"])
def test_other_languages_and_unicode_stay_in_a_legacy_document(encoding: str) -> None:
    shown = [surface(text, encoding) for text in DOCUMENT]
    assert converted(*shown, *FOREIGN) == [*DOCUMENT, *FOREIGN]
    unicode = [*DOCUMENT, "Có", "Hà Nam", "Tên là", "Phòng Hành chính", "Ký", "Hoàng Hà"]
    long = [text for text in shown if text != surface(NUMBER, encoding)]
    assert converted(*long, *unicode)[len(long) :] == unicode


def test_names_in_a_legacy_paragraph_stay() -> None:
    shown = surface(PROSE, "tcvn3")
    assert converted(f"{shown} Napoléon ® 2005")[0] == f"{PROSE} Napoléon ® 2005".replace("®", "đ")


# Unicode is sacred ---------------------------------------------------------------------------

_ONSETS = ["", *"b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x".split()]
_RIMES = "a ai anh ao âm ăn ây e em ê ênh i iên iêu o oan oi ong ô ông ơ ơi u uân ưng ươc y".split()
_TONES = ["", *"\u0300\u0301\u0303\u0309\u0323"]
SYLLABLES = sorted(
    word
    for onset in _ONSETS
    for rime in _RIMES
    for at in range(len(rime))
    for tone in _TONES
    if is_syllable(
        word := unicodedata.normalize("NFC", onset + rime[: at + 1] + tone + rime[at + 1 :])
    )
)
_words = st.sampled_from([*SYLLABLES, *map(str.title, SYLLABLES), *map(str.upper, SYLLABLES)])
_texts = st.lists(_words, min_size=1, max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(_texts, min_size=1, max_size=8))
def test_vietnamese_in_unicode_is_never_changed(texts: list[str]) -> None:
    assert convert([RawBlock(text) for text in texts])[1] is None


@settings(max_examples=30, deadline=None)
@given(st.lists(_texts, min_size=1, max_size=8), st.sampled_from(["tcvn3", "vni", "viscii"]))
def test_nor_is_it_beside_legacy_paragraphs(texts: list[str], encoding: str) -> None:
    shown = [surface(text, encoding) for text in DOCUMENT]
    assert converted(*shown, *texts, PROSE)[len(shown) :] == [*texts, PROSE]


@needs_corpus
def test_no_word_of_the_real_documents_is_changed() -> None:
    for name, paragraphs in documents().items():
        assert convert([RawBlock(text) for text in paragraphs])[1] is None, name


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _stored(folder: str, pattern: str) -> list[Path]:
    found = sorted((SHARED / folder).glob(pattern))
    if not found:
        pytest.skip(f"needs the texts in ../shared/{folder}")
    return found


@pytest.mark.parametrize(("folder", "pattern"), [("eval", "*.json"), ("train", "*.gz")])
def test_no_word_of_other_texts_is_changed(folder: str, pattern: str) -> None:
    for path in _stored(folder, pattern):
        data = path.read_bytes()
        texts = list(_strings(json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)))
        texts = random.Random(0).sample(texts, min(len(texts), 1500))
        assert convert([RawBlock(text) for text in texts])[1] is None, path.name
        for text in texts[:100]:
            assert convert([RawBlock(text)])[1] is None, path.name


# Bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_file(encoding: str) -> None:
    blocks, _ = convert(plain.parse(encode("\n\n".join(DOCUMENT), encoding)).blocks)
    assert [block.text for block in blocks] == DOCUMENT


@pytest.mark.parametrize("declared", ["", "windows-1252", "iso-8859-1", "utf-8", "x-user-defined"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_web_page_whatever_it_declares(encoding: str, declared: str) -> None:
    body = f"<h1>{TITLE}</h1><p>{PROSE}</p><p>{MOTTO}</p>"
    head = f'<html><head><meta charset="{declared}"></head><body>'
    blocks, _ = convert(html.parse(encode(f"{head}{body}</body></html>", encoding)).blocks)
    assert [block.text for block in blocks] == [TITLE, PROSE, MOTTO]


def test_windows_1258_by_name() -> None:
    data = b'<html><head><meta charset="windows-1258"></head><body><p>' + encode("Sở", "cp1258")
    assert html.parse(data).blocks[0].text == "Sở"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PROSE, "The office.\n", "Huế"])
def test_utf16_without_a_mark(name: str, text: str) -> None:
    assert decode(text.encode(name)) == text


def test_a_mark_wins_over_the_declaration() -> None:
    assert decode(PROSE.encode("utf-8-sig"), "windows-1252") == PROSE
    assert decode(PROSE.encode("utf-16"), "utf-8") == PROSE


def test_a_declared_encoding_of_another_language() -> None:
    assert decode("外務省の報告".encode("shift_jis"), "shift_jis") == "外務省の報告"
    assert decode(PROSE.encode(), "utf-16") == PROSE


@pytest.mark.parametrize("text", FOREIGN[:1] + FOREIGN[2:5] + FOREIGN[7:8])
def test_western_text_without_a_declaration(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_a_stray_byte_does_not_spoil_utf8() -> None:
    data = (PROSE * 3).encode()
    assert decode(data[:-50] + b"\xff" + data[-50:]).replace("\ufffd", "") == PROSE * 3


@pytest.mark.parametrize("length", [64, 4096, 100_000])
def test_binary_data_are_refused(length: int) -> None:
    for seed in range(3):
        with pytest.raises(IntakeError) as caught:
            decode(random.Random(seed).randbytes(length))
        assert caught.value.reason is Reason.DAMAGED
    with pytest.raises(IntakeError):
        decode(b"abc\x00def")


# The real documents --------------------------------------------------------------------------


@needs_corpus
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_real_documents_come_back_from_text_files(encoding: str) -> None:
    for name, paragraphs in documents().items():
        assert right_from_bytes(paragraphs, encoding) >= 0.99, name


@needs_corpus
@pytest.mark.parametrize("encoding", FONTS)
def test_real_documents_come_back_from_legacy_fonts(encoding: str) -> None:
    for name, paragraphs in documents().items():
        assert right_from_fonts(paragraphs, encoding) >= 0.99, name


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps"])
@pytest.mark.parametrize("line", ["Số: 16/KH-SNgV", "Số 222/1998/QĐ-UB", "Số:     /KH-UBND"])
def test_the_line_with_the_number_is_converted(encoding: str, line: str) -> None:
    body = "Ủy ban nhân dân tỉnh quyết định ban hành kế hoạch đón tiếp các đoàn khách nước ngoài."
    data = encode(f"{line}\n\n{body}\n\n{body}", encoding)
    blocks, _ = convert([RawBlock(part) for part in decode(data).split("\n\n")])
    assert blocks[0].text == line
