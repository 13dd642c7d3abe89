import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import text as vi

VIETNAMESE = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aăâbcdđeêghiklmnoôơpqrstuưvxyấạảàãẹểệỗộợứừữỵAĂÂĐÊÔƠƯỲ .,;:!?…\n0123456789/-()“”"
        ),
        st.characters(),
    ),
    max_size=300,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Sở\u00a0Ngoại vụ \n Huế ", "Sở Ngoại vụ Huế"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "Thừa Thiên Huế"),
        ("đối\u00ad ngoại\u200b", "đối ngoại"),
        ("3\u202e21\u202c và 4\u206065", "321 và 465"),
        ("ấ\u200b\u0323 a\u200b\u0301", "\u1ead\u0301 á"),
        ("Huế\U000e0041\U000e0042\ufe0f\u3164", "Huế"),
        ("a\x00b\x1fc", "a b c"),
        ("\ud800x", "?x"),
        ("", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert vi.clean(raw) == expected


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đà Nẵng", "da nang"), ("ƯỚC NGUYỆN", "uoc nguyen"), ("số 45/KH-SNgV", "so 45/kh-sngv")],
)
def test_fold(text: str, folded: str) -> None:
    assert vi.fold(text) == folded


@settings(deadline=None)
@given(VIETNAMESE)
def test_fold_keeps_the_length_of_clean_text(raw: str) -> None:
    cleaned = vi.clean(raw)
    assert len(vi.fold(cleaned)) == len(cleaned)


@settings(deadline=None)
@given(VIETNAMESE)
def test_clean_is_stable(raw: str) -> None:
    assert vi.clean(vi.clean(raw)) == vi.clean(raw)
    assert unicodedata.is_normalized("NFC", vi.clean(raw))


@pytest.mark.parametrize(
    ("one", "other"), [("hoà bình", "hòa bình"), ("UỶ BAN", "ủy ban"), ("thuý", "THÚY")]
)
def test_lower_key_has_one_place_for_the_tone(one: str, other: str) -> None:
    assert vi.lower_key(one) == vi.lower_key(other)


@pytest.mark.parametrize("word", ["quý", "quỳ", "hoàn", "hoáng", "loét"])
def test_lower_key_leaves_other_rimes(word: str) -> None:
    assert vi.lower_key(word) == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 222/1998/QĐ/UBND.", ["Quyết", "định", "số", "222/1998/QĐ/UBND"]),
        ("39,5 triệu USD", ["39,5", "triệu", "USD"]),
        ("Á - Thái Bình/Dương", ["Á", "Thái", "Bình", "Dương"]),
        ("ngày 14/02/1998,", ["ngày", "14/02/1998"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    found = list(vi.tokens(text))
    assert [token.text for token in found] == expected
    assert all(text[token.start : token.end] == token.text for token in found)


def test_terms_hold_a_number_and_its_parts() -> None:
    assert vi.terms("Số 45/KH-SNgV", folded=True) == ["so", "45/kh-sngv", "45", "kh", "sngv"]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Một câu."],
        ["Câu một.", "Câu hai!", "Câu ba?"],
        ["Điều 1. Phạm vi điều chỉnh"],
        ["Gặp PGS.TS. Nguyễn Văn A tại TP. Huế.", "Sau đó về."],
        ["Ông nói: “Sẽ hợp tác.”", "Bà đồng ý."],
        ["Vốn 39.5 triệu USD.", "Tăng 12,4%."],
        ["2.1. Công tác lễ tân được chú trọng.", "Đoàn ra 10, đoàn vào 12."],
        ["TM. ỦY BAN NHÂN DÂN"],
        ["Ông A. Nguyễn đến thăm.", "Bà B. Trần tiếp."],
        ["Văn bản được ghi vào sổ.", "Việc này bắt buộc."],
        ["Kết quả đã có.", "Đoàn trở về."],
        ["Gồm Lào, Thái Lan...và nhiều nước khác."],
        ["Hiệu lực từ ngày 05/3/2020.", "Thay thế văn bản cũ."],
        ["Theo d/c Bí thư, v.v. là đủ."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in vi.sentences(text)] == sentences


@settings(deadline=None)
@given(VIETNAMESE)
def test_sentences_are_ordered_disjoint_and_lose_nothing(raw: str) -> None:
    covered = 0
    for start, end in vi.sentences(raw):
        assert covered <= start < end <= len(raw)
        assert not raw[covered:start].strip()
        assert raw[start:end].strip() == raw[start:end]
        covered = end
    assert not raw[covered:].strip()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Quyết định số 123/QĐ-UBND và 45/BC-SNgV.", ["123/QĐ-UBND", "45/BC-SNgV"]),
        ("Nghị định 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("Luật số 70/2020/QH14;", ["70/2020/QH14"]),
        ("Công văn 809/BNG-LS", ["809/BNG-LS"]),
        ("Quy định 272-QĐ/TW", ["272-QĐ/TW"]),
        ("Quyết định số 222/1998/QĐ/UBND ngày 14/02/1998", ["222/1998/QĐ/UBND"]),
        ("ngày 14/02/1998, tỷ lệ 3/4", []),
    ],
)
def test_document_numbers(text: str, numbers: list[str]) -> None:
    found = vi.document_numbers(text)
    assert [number for _, number in found] == numbers
    assert all(text[start:end] == number for (start, end), number in found)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("ngày 05 tháng 3 năm 2020", ["2020-03-05"]),
        ("14/02/1998 và 1-3-2025", ["1998-02-14", "2025-03-01"]),
        ("date 2026-02-14", ["2026-02-14"]),
        ("29/02/2024", ["2024-02-29"]),
        ("29/02/2023, 31/4/2020, ngày 32 tháng 1 năm 2020, 2020-13-01", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [date for _, date in vi.dates(text)] == dates


def test_years() -> None:
    text = "giai đoạn 1998-2023, năm 2026, số 2020/QĐ"
    assert [year for _, year in vi.years(text)] == [1998, 2023, 2026]
