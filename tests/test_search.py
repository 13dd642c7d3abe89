"""Searching as people type: with and without diacritics, by number, by article, by any name
of a thing, and what nobody should type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import passages
import pytest
from fakes import assert_hits_are_verbatim, opened

from assistant.build import Office
from index.access import OPERATOR, Viewer
from index.embed import Embedder
from index.reader import PassageReading
from index.search import Hit, Searcher, without_own_number, without_own_year
from ingest.document import Span

DOCUMENTS = {
    "qd-222-1998.txt": """UBND TỈNH THỪA THIÊN HUẾ
Số: 222/1998/QĐ/UBND
Huế, ngày 14 tháng 02 năm 1998

QUYẾT ĐỊNH
Về việc thành lập Sở Ngoại vụ

Điều 1. Thành lập Sở Ngoại vụ trực thuộc Ủy ban nhân dân tỉnh.

Điều 2. Sở Ngoại vụ có con dấu và tài khoản riêng.""",
    "qd-222-2021.txt": """UBND TỈNH THỪA THIÊN HUẾ
Số: 222/QĐ-UBND
Huế, ngày 20 tháng 01 năm 2021

QUYẾT ĐỊNH
Về việc phê duyệt kế hoạch đoàn ra

Điều 1. Phê duyệt kế hoạch đoàn ra năm 2021.

Điều 10. Các sở, ngành chịu trách nhiệm thi hành.""",
    "nd-30-2020.txt": """CHÍNH PHỦ
Số: 30/2020/NĐ-CP
Hà Nội, ngày 05 tháng 3 năm 2020

NGHỊ ĐỊNH
Về công tác văn thư

Điều 1. Nghị định này quy định về công tác văn thư.

Điều 10. Văn bản được soạn thảo theo đúng thể thức.

Điều 16. Văn bản đi phải được phát hành trong ngày.""",
    "han-quoc.txt": "Đoàn Hàn Quốc đến thăm thành phố vào mùa xuân, hội đàm về du lịch.",
    "nhat-ban.txt": "Đoàn Nhật Bản đến thăm thành phố vào mùa thu, hội đàm về môi trường.",
    "le-tan.txt": "Tiệc chiêu đãi do phòng Lễ tân chuẩn bị. Sơ đồ chỗ ngồi xếp theo ngôi thứ.",
    "an-toan.txt": "Chỗ để xe ở sân sau. Cửa khóa lúc 18 giờ.",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data")) as office:
        for name, text in DOCUMENTS.items():
            office.intake.ingest_bytes(text.encode(), name=name)
        yield office


def first(office: Office, question: str) -> str:
    hits = office.searcher.search(question, OPERATOR)
    assert_hits_are_verbatim(office, hits)
    return hits[0].chunk.document.file


# With and without diacritics -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("tiệc chiêu đãi do ai chuẩn bị?", "le-tan.txt"),
        ("tiec chieu dai do ai chuan bi?", "le-tan.txt"),
        ("TIỆC CHIÊU ĐÃI", "le-tan.txt"),
        ("TIEC CHIEU DAI", "le-tan.txt"),
        ("sơ đồ chỗ ngồi", "le-tan.txt"),
        ("so do cho ngoi", "le-tan.txt"),
        ("thành lập sở ngoại vụ", "qd-222-1998.txt"),
        ("thanh lap so ngoai vu", "qd-222-1998.txt"),
        ("công tác văn thư", "nd-30-2020.txt"),
        ("cong tac van thu", "nd-30-2020.txt"),
    ],
)
def test_wording(office: Office, question: str, file: str) -> None:
    assert first(office, question) == file


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("ai chuẩn bị tieejc chieeu ddaxi?", "le-tan.txt"),  # Telex left in
        ("ai chuẩn bị tie6c5 chieu đa4i?", "le-tan.txt"),  # VNI
        ("sơ đồ chỗ ngòi xép theo gì?", "le-tan.txt"),  # some marks missing, some wrong
        ("đoàn hàn quôc đến mùa nào", "han-quoc.txt"),
        ("ĐOÀN HÀN QUỐC HỘI ĐÀM VỀ GÌ", "han-quoc.txt"),
        ("doan nhat ban hoi dam ve gi", "nhat-ban.txt"),
        ("cửa khoá lúc mấy giờ", "an-toan.txt"),  # the old place of the tone
        ("chỗ để xe ở đâu trong sânsau", "an-toan.txt"),
    ],
)
def test_as_people_type(office: Office, typed: str, file: str) -> None:
    assert first(office, typed) == file


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ai chuẩn bị tieejc chiêu đãi?", "Ai chuẩn bị tiệc chiêu đãi?"),
        ("Phòng Lễ tan chuẩn bị gì?", "Phòng Lễ tân chuẩn bị gì?"),
        # Without any diacritics it is read without.
        ("ai chuan bi tiec chieu dai", "ai chuan bi tiec chieu dai"),
        # Names that the documents do not have, and numbers, are the person's own.
        ("Đoàn Gimcheon đến ngày 5/3/2024 theo 45/KH-SNgV?",) * 2,
        ("What is the seating plan?",) * 2,
    ],
)
def test_a_question_is_read_as_meant(office: Office, typed: str, read: str) -> None:
    assert office.searcher.mended(typed, OPERATOR) == read


def test_decomposed_letters_are_the_same_question(office: Office) -> None:
    question = "sơ đồ chỗ ngồi"
    apart = unicodedata.normalize("NFD", question)
    assert office.searcher.search(apart, OPERATOR) == office.searcher.search(question, OPERATOR)


# By number and article -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "222/1998/QĐ/UBND",
        "222/1998/qđ/ubnd",
        "Quyết định số 222/1998/QĐ/UBND quy định gì?",
        "QĐ 222 năm 1998",
        "QĐ 222/1998",
        "quyết định 222/1998 nói gì",
        "quyet dinh so 222 nam 1998",
        "Quyết định số 222 ngày 14/2/1998",
    ],
)
def test_a_document_by_its_number(office: Office, question: str) -> None:
    assert first(office, question) == "qd-222-1998.txt"


@pytest.mark.parametrize("question", ["QĐ 222", "Quyết định 222", "quyet dinh so 222"])
def test_a_number_that_two_documents_have_brings_both(office: Office, question: str) -> None:
    hits = office.searcher.search(question, OPERATOR, 4)
    files = {hit.chunk.document.file for hit in hits}
    assert files == {"qd-222-1998.txt", "qd-222-2021.txt"}


@pytest.mark.parametrize(
    "question",
    ["Nghị định 30", "NĐ 30", "nghi dinh 30/2020", "Nghị định số 30/2020/NĐ-CP", "nđ 030/2020"],
)
def test_a_decree_by_its_number(office: Office, question: str) -> None:
    assert first(office, question) == "nd-30-2020.txt"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Điều 10 Nghị định 30/2020/NĐ-CP", "đúng thể thức"),
        ("dieu 10 nghi dinh 30", "đúng thể thức"),
        ("Điều 16 của Nghị định 30 quy định gì?", "phát hành trong ngày"),
        ("Điều 1 Nghị định 30", "quy định về công tác văn thư"),
        ("Điều 10 Quyết định 222 năm 2021", "chịu trách nhiệm thi hành"),
        ("điều 2 quyết định 222/1998/QĐ/UBND", "con dấu"),
    ],
)
def test_an_article_of_a_document(office: Office, question: str, words: str) -> None:
    [best, *_] = office.searcher.search(question, OPERATOR)
    assert words in best.chunk.text


# By any name ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Korea", "han-quoc.txt"),
        ("đoàn Korea đến thăm", "han-quoc.txt"),
        ("doan Han Quoc", "han-quoc.txt"),
        ("Đại Hàn Dân Quốc", "han-quoc.txt"),
        ("Japan", "nhat-ban.txt"),
        ("SNgV được thành lập khi nào?", "qd-222-1998.txt"),
    ],
)
def test_another_name_of_the_same_thing(office: Office, question: str, file: str) -> None:
    assert first(office, question) == file


# What nobody should type ---------------------------------------------------------------------


@pytest.mark.parametrize("question", ["", " \n\t ", "\x00", "\u200b", "\ufeff\x07"])
def test_nothing_finds_nothing(office: Office, question: str) -> None:
    assert office.searcher.search(question, OPERATOR) == []


@pytest.mark.parametrize(
    "question",
    [
        "???",
        "—…«»",
        "🎎🎎🎎",
        "lễ tân 🎎",
        "lễ\x00tân",
        "\ud800 lễ tân",
        "a" * 2000,
        "lễ tân " * 286,
        " ".join(f"tu{n}" for n in range(400)),
        "'; DROP TABLE documents; --",
        '" OR 1=1',
        "%_%",
        'accented:lễ AND NOT folded:"x" +chunk:* ^2 ~1 [a TO b] {x',
        "\\", "(((((", "lễ AND", "*", "chunk:*", "/.*/",
        "Điều " * 100,
        "QĐ 99999999999999",
        "ﷺ Ⅷ ﬁ ½ ٣ ǅ İ ß",
        "日本 한국 ไทย",
        "e" + "\u0301" * 500,
    ],
)  # fmt: skip
def test_odd_questions_do_no_harm(office: Office, question: str) -> None:
    hits = office.searcher.search(question, OPERATOR)
    assert_hits_are_verbatim(office, hits)
    assert all(hit.score == hit.score for hit in hits)  # no NaN
    assert len(office.library.documents(OPERATOR)) == len(DOCUMENTS)


@pytest.mark.parametrize("k", [1, 3, 100])
def test_at_most_k_hits_best_first(office: Office, k: int) -> None:
    hits = office.searcher.search("đoàn đến thăm thành phố", OPERATOR, k)
    assert 0 < len(hits) <= k
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(len(hit.sentence_cosines) == len(hit.chunk.sentences) for hit in hits)


def test_a_viewer_of_nothing_finds_nothing(office: Office) -> None:
    assert office.searcher.search("lễ tân Điều 10 Nghị định 30", Viewer()) == []


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        assert office.searcher.search("lễ tân", OPERATOR) == []
        assert office.answerer.ask("Lễ tân là gì?", OPERATOR).refused


# Same question, same hits --------------------------------------------------------------------


def test_the_order_is_the_same_every_time_and_after_opening_again(tmp_path: Path) -> None:
    questions = ["đoàn thăm thành phố", "văn bản", "so ngoai vu", "Huế"]
    with opened(tmp_path) as office:
        for n in range(6):  # equal texts, so that ties must be broken
            office.intake.ingest_bytes("Đoàn thăm thành phố Huế.".encode(), name=f"{n}.txt")
        first = [office.searcher.search(question, OPERATOR) for question in questions]
        assert [office.searcher.search(question, OPERATOR) for question in questions] == first
    with opened(tmp_path) as office:
        again = [office.searcher.search(question, OPERATOR) for question in questions]
    order = [[hit.chunk.id for hit in hits] for hits in first]
    assert [[hit.chunk.id for hit in hits] for hits in again] == order


# Rarity --------------------------------------------------------------------------------------


def test_rarity_falls_with_frequency_and_is_never_negative(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        for n in range(10):
            text = f"Lễ tân số {n}.\n\nĐiều 1. Mật danh là kimphung{n}."
            office.intake.ingest_bytes(text.encode(), name=f"{n}.txt")
        rarity = office.searcher.rarity(["lễ", "kimphung3", "không_có"], folded=False)
        assert 0 <= rarity["lễ"] < rarity["kimphung3"] < rarity["không_có"]
        for record in office.library.documents(OPERATOR)[1:]:
            office.library.delete(record.id, OPERATOR)
        rarity = office.searcher.rarity(["lễ", "danh", "không_có"], folded=False)
        assert all(value >= 0 for value in rarity.values())


def test_with_the_real_model_words_need_not_match(tmp_path: Path, embedder: Embedder) -> None:
    with opened(tmp_path, embedder) as office:
        for name, text in DOCUMENTS.items():
            office.intake.ingest_bytes(text.encode(), name=name)
        assert first(office, "ô tô đỗ ở đâu?") == "an-toan.txt"
        assert first(office, "khách Seoul") == "han-quoc.txt"
        assert first(office, "Điều 10 Nghị định 30") == "nd-30-2020.txt"


# The reader as a second stage ------------------------------------------------------------------


class LikesLater:
    """A reader to which each passage that it is shown answers better than the one before."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> list[PassageReading]:
        self.shown = [passage for _, passage, _ in asked]
        return [
            PassageReading(10.0 * place, (None,) * len(sentences))
            for place, (_, _, sentences) in enumerate(asked)
        ]


TIED = {"Đoàn đến sớm.": 20.0, "Đoàn đến muộn.": 19.6, "Đoàn về sớm.": 18.0, "Đoàn về muộn.": 9.0}
EVIDENCE = partial(Searcher.evidence, k=10)


@pytest.mark.parametrize(
    ("ask", "likely", "read", "found"),
    [
        (Searcher.search, 20.0, [0, 1], [1, 0, 2, 3]),
        (Searcher.search, 0.0, [], [0, 1, 2, 3]),
        (EVIDENCE, 20.0, [0, 1, 2], [2, 1, 0, 3]),
        (EVIDENCE, 0.0, [0, 1, 2], [2, 1, 0, 3]),
    ],
)
def test_the_reader_settles_near_ties_and_for_an_answer_more(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[..., list[Hit]],
    likely: float,
    read: list[int],
    found: list[int],
) -> None:
    reader, texts = LikesLater(), list(TIED)
    hits = [passages.hit(text, score=score + likely) for text, score in TIED.items()]
    monkeypatch.setattr(office.searcher, "_reader", reader)
    monkeypatch.setattr(office.searcher, "_found", lambda *_: hits)
    order = ask(office.searcher, "Đoàn nào đến?", OPERATOR)
    assert reader.shown == [texts[place] for place in read]
    assert [hit.chunk.text for hit in order] == [texts[place] for place in found]


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("Năm 2023 ai là Giám đốc?", "Giám đốc là bà Hà.", "Ai là Giám đốc?"),
        ("Ai là Giám đốc trong năm 2023?", "Giám đốc là bà Hà.", "Ai là Giám đốc ?"),
        ("nam 2023 ai la giam doc", "Giám đốc là bà Hà.", "Ai la giam doc"),
        ("Năm 2023 ai là Giám đốc?", "Năm 2023 bà Hà là Giám đốc.", "Năm 2023 ai là Giám đốc?"),
        ("Năm 2022 ai là Giám đốc?", "Giám đốc là bà Hà.", "Năm 2022 ai là Giám đốc?"),
        ("Năm 2023?", "Giám đốc là bà Hà.", "Năm 2023?"),
    ],
)
def test_the_reader_is_not_asked_for_the_year_that_the_document_is_of(
    question: str, text: str, asked: str
) -> None:
    chunk = passages.hit(text, passages.record(date="2023-05-01")).chunk
    assert without_own_year(question, chunk) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Nghị định 12 quy định khổ giấy thế nào?", "Khổ giấy thế nào?"),
        ("Theo Nghị định 12, khổ giấy thế nào?", "Khổ giấy thế nào?"),
        ("Khổ giấy theo Nghị định 12 là gì?", "Khổ giấy là gì?"),
        ("Nghị định 15 quy định khổ giấy thế nào?", "Nghị định 15 quy định khổ giấy thế nào?"),
        ("Điều 3 Nghị định 12 nói gì?", "Điều 3 Nghị định 12 nói gì?"),
    ],
)
def test_the_reader_is_not_asked_for_the_documents_own_number(question: str, asked: str) -> None:
    decree = passages.record(number="12/2021/NĐ-CP", date="2021-05-01")
    chunk = passages.hit("Khổ giấy là A4.", decree).chunk
    assert without_own_number(question, chunk) == asked
