"""Questions as people type them are read as they were meant, and right ones are left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import hit

from index import aliases
from index.aliases import Aliases
from index.keywords import KeywordIndex, keyword_terms
from index.spelling import Kind, Speller
from ingest import text as vi

PASSAGES = """Sở Ngoại vụ tỉnh Thừa Thiên Huế được thành lập theo Quyết định số 222/1998/QĐ/UBND.
Sở Ngoại vụ tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước về công tác đối ngoại.
Giám đốc Sở Ngoại vụ chủ trì hội nghị về hợp tác quốc tế với tỉnh Savannakhet của Lào.
Đoàn công tác của thành phố Gyeongju, Hàn Quốc thăm và làm việc với lãnh đạo thành phố.
Công tác lãnh sự, bảo hộ công dân và quản lý đoàn ra, đoàn vào được tăng cường.
Hai bên ký bản ghi nhớ về hợp tác du lịch, văn hóa; huyện Hà Quảng có ba dự án mới.
Trường đại học đón đoàn sinh viên nước ngoài; năm 2023 có hai hội thảo quốc tế.""".splitlines()


class Corpus:
    """Satisfies `index.counts.Frequencies`."""

    def __init__(self, passages: Iterable[str]) -> None:
        self._passages = list(passages)
        self._counts = {
            folded: Counter(
                term
                for passage in self._passages
                for term in set(keyword_terms(passage, folded=folded))
            )
            for folded in (False, True)
        }

    def document_frequencies(self, terms: Iterable[str], *, folded: bool) -> dict[str, int]:
        return {term: self._counts[folded][term] for term in terms}

    def count(self) -> int:
        return len(self._passages)


NAMES = aliases.load()
SPELLER = Speller(Corpus(PASSAGES), NAMES)
EMPTY = Speller(Corpus([]), Aliases([]))


def read(question: str) -> str:
    return SPELLER.read(question).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # none
        ("giam doc so ngoai vu la ai?", "giám đốc sở ngoại vụ là ai?"),
        ("So Ngoai vu duoc thanh lap nam nao", "Sở Ngoại vụ được thành lập năm nào"),
        ("o dau", "ở đâu"),
        ("co bao nhieu du an", "có bao nhiêu dự án"),
        ("vi sao phai quan ly doan ra", "vì sao phải quản lý đoàn ra"),
        ("GIAM DOC SO NGOAI VU LA AI", "giám đốc sở ngoại vụ là ai"),
        # some words without
        ("Sở Ngoai vụ được thành lập năm nào", "Sở Ngoại vụ được thành lập năm nào"),
        ("truong đại hoc có gì", "trường đại học có gì"),
        # some marks missing
        ("đoàn sinh viên nươc ngoai", "đoàn sinh viên nước ngoài"),
        ("doàn công tac thăm tỉnh nào", "đoàn công tác thăm tỉnh nào"),
        # a tone on the wrong letter
        ("Sở Ngọai vụ làm gì", "Sở Ngoại vụ làm gì"),
        ("văn hóa và du lịch", "văn hóa và du lịch"),
        ("VĂN HOÁ LÀ GÌ", "văn hoá là gì"),
    ],
)
def test_diacritics(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ngoaij giao vieetj nam", "ngoại giao việt nam"),
        ("hợp tác quoocs tees", "hợp tác quốc tế"),
        ("Sowr Ngoaij vuj", "Sở Ngoại vụ"),
        ("hop tac quocs te", "hợp tác quốc tế"),  # keys and missing marks in one word
        ("tr]owngf đại học", "trường đại học"),
        ("so73 ngoai5 vu5 thanh2 la65p na8m na2o", "sở ngoại vụ thành lập năm nào"),
        ("thang5 nawm 2020", "tháng 5 năm 2020"),
    ],
)
def test_keys_left_by_input_methods(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giám dốc Sở Ngoại vụ là ai", "giám đốc Sở Ngoại vụ là ai"),
        ("công tác đôia ngoại", "công tác đối ngoại"),
        ("sở ngaọi vụ", "sở ngoại vụ"),
        ("quản lhý đoàn ra", "quản lý đoàn ra"),
        ("hợp tác qúôc tế", "hợp tác quốc tế"),
        ("giám đốc sở ngoaivu", "giám đốc sở ngoại vụ"),
        ("lãnh đạo sở ngoạivụ", "lãnh đạo sở ngoại vụ"),
        ("ng oại vụ là gì", "ngoại vụ là gì"),
        ("tỉnh Savannakheet", "tỉnh Savannakhet"),
    ],
)
def test_typing_errors(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Sở Ngoại vụ được thành lập năm nào?",
        "Hai bên ký gì, ba dự án nào?",
        "Champasak có quan hệ gì với Huế?",
        "Gimcheon đã ký bản ghi nhớ nào?",
        "Hà Giang có bao nhiêu dự án?",
        "Huyện Hà Quang ở đâu?",
        "Laos, Hanoi và press class",
        "Văn bản 222/1998/QĐ/UBND, 14/02/1998, A4, K51, TP5, 39,5 %",
        "email a.b@hue.gov.vn là của ai",
        "Who is the director of the department of foreign affairs?",
        "What is the role of UBND in Hue?",
        "Quel est le directeur du département des affaires étrangères ?",
        "Người dân Pà Cò trồng gì trên nương?",
    ],
)
def test_what_is_right_stays(question: str) -> None:
    assert SPELLER.read(question).text == question
    assert not SPELLER.read(question).changed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giám đốc SNgV là ai", "giám đốc Sở Ngoại vụ là ai"),
        ("giam doc SNgV la ai", "giám đốc Sở Ngoại vụ là ai"),
        ("hdnd tinh", "Hội đồng nhân dân tỉnh"),
        ("CNTT và KTXH", "công nghệ thông tin và kinh tế - xã hội"),
        ("lãnh đạo TP. Huế", "lãnh đạo thành phố Huế"),
        ("công tác ĐN là gì", "công tác đối ngoại là gì"),
        ("du lịch TP ĐN", "du lịch thành phố Đà Nẵng"),
        ("vốn ODA, FDI và WHO", "vốn ODA, FDI và WHO"),  # known by these very letters
        ("LSQ ở TTH", "lãnh sự quán ở Thừa Thiên Huế"),
        ("DU AN CUA TINH", "dự án của tỉnh"),
    ],
)
def test_abbreviations(typed: str, meant: str) -> None:
    assert read(typed) == meant


def test_what_was_changed_is_told() -> None:
    found = SPELLER.read("  SNgV  quoocs te thành lâp, ngoaivu ")
    assert found.typed == "SNgV quoocs te thành lâp, ngoaivu"
    assert [(change.typed, change.understood, change.kind) for change in found.changes] == [
        ("SNgV", "Sở Ngoại vụ", Kind.ABBREVIATION),
        ("quoocs", "quốc", Kind.TELEX),
        ("te", "tế", Kind.DIACRITICS),
        ("lâp", "lập", Kind.DIACRITICS),
        ("ngoaivu", "ngoại vụ", Kind.SPACE),
    ]
    assert all(found.typed[change.start : change.end] == change.typed for change in found.changes)
    assert all(0.5 <= change.confidence <= 1 for change in found.changes)
    assert [change.understood for change in found.of(Kind.TELEX, Kind.VNI)] == ["quốc"]


def test_without_documents_the_shipped_words_help() -> None:
    empty = Speller(Corpus([]), NAMES)
    assert empty.read("giam doc so ngoai vu la ai").text == "giám đốc sở ngoại vụ là ai"
    assert empty.read("Sở Ngoại vụ ở đâu?").text == "Sở Ngoại vụ ở đâu?"


def test_a_real_index_serves_as_corpus(tmp_path: Path) -> None:
    index = KeywordIndex(tmp_path)
    index.add([hit(passage).chunk for passage in PASSAGES])
    speller = Speller(index, NAMES)
    assert speller.read("doan ra cua Gyeongju").text == "đoàn ra của Gyeongju"
    index.close()


SYLLABLES = sorted({token.text for passage in PASSAGES for token in vi.tokens(passage)})


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12))
def test_restored_words_only_gain_diacritics(syllables: list[str]) -> None:
    plain = vi.fold(" ".join(syllables))
    found = SPELLER.read(plain)
    if all(change.kind is Kind.DIACRITICS for change in found.changes):
        assert vi.fold(found.text) == plain


@given(st.sampled_from(PASSAGES))
def test_text_of_the_corpus_stays(passage: str) -> None:
    assert SPELLER.read(passage).text == passage


@given(st.sampled_from(PASSAGES))
def test_what_was_read_is_read_the_same(passage: str) -> None:
    once = read(vi.fold(passage))
    assert read(once) == once


NUMBERS = ["222/1998/QĐ/UBND", "14/02/1998", "30/2020/NĐ-CP", "39,5", "2025", "1.250", "A4", "K51"]


@given(st.lists(st.sampled_from(NUMBERS + SYLLABLES + ["nam", "ngoaij", "so", "vụhuế"])))
def test_numbers_stay(words: list[str]) -> None:
    found = read(" ".join(words))
    tokens = found.split()
    assert [word for word in words if word in NUMBERS] == [
        token for token in tokens if token in NUMBERS
    ]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for speller in (SPELLER, EMPTY):
        found = speller.read(text)
        assert found.typed == vi.clean(text)
        assert found == speller.read(text)
        if not found.changed and not found.typed.isupper():
            assert found.text == found.typed
