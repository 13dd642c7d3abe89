"""Text in scripts without spaces: its tokens, terms, sentences and chunks; and that none of
this touches Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from ingest import scripts
from ingest import text as vi
from ingest.document import RawBlock, assemble
from ingest.split import split

JAPANESE = (
    "両都市は観光及び文化の分野で協力することに合意した。岐阜県知事は、来年の春にフエ市を訪問し、"
    "市長と会談する予定である。代表団は県議会議員と企業経営者あわせて二十五名から成る。"
)
CHINESE = "两市同意在旅游和文化领域开展合作，代表团将于明年春天访问顺化市，并与市长举行会谈，"
KOREAN = "양 도시는 관광과 문화 분야에서 협력하기로 합의하였다. 대표단은 후에시를 방문한다. "
LAO = "ຄະນະຜູ້ແທນແຂວງສະຫວັນນະເຂດຈະມາຢ້ຽມຢາມນະຄອນເຫວ້ໃນເດືອນມີນາປີໜ້າ ແລະ ຈະພົບປະກັບປະທານນະຄອນ "
THAI = "ทั้งสองฝ่ายตกลงร่วมมือด้านการท่องเที่ยวและวัฒนธรรม คณะผู้แทนจะเดินทางเยือนเมืองเว้ในเดือนมีนาคม "
KANJI = "国際交流員派遣事業実施要綱第五条第二項規定基附属書類提出期限延長申請書様式第七号別紙"
FOREIGN = (JAPANESE, CHINESE, KOREAN, LAO, THAI, KANJI)

mixed = st.text(
    st.one_of(st.sampled_from("".join(FOREIGN) + "。！？」』，、ABCđễ 0123/-.។"), st.characters()),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("日本", ["日本"]),
        ("日本国", ["日本", "本国"]),
        ("第10条", ["第", "10", "条"]),
        ("2025年度", ["2025", "年度"]),
        ("岐阜県 Gifu-ken", ["岐阜", "阜県", "gifu", "ken"]),
        ("한국은", ["한국", "국은", "한국은"]),
        ("협력 합의", ["협력", "합의"]),
        ("ລາວ", ["ລາ", "າວ"]),
        ("ກັບ", ["ກັບ"]),  # a mark stays on its letter
        ("กรุงเทพ", ["กรุ", "รุง", "งเ", "เท", "ทพ"]),
        ("ភ្នំពេញ", ["ភ្នំពេ", "ពេញ"]),
        ("thư 日本 đến", ["thư", "日本", "đến"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert vi.terms(text, folded=False) == terms


def test_a_name_within_a_longer_word_is_found() -> None:
    inside = " ".join(vi.terms("大韓民国政府との協力", folded=False))
    assert " ".join(vi.terms("大韓民国", folded=False)) in inside


@settings(deadline=None)
@given(mixed)
def test_tokens_lie_where_they_say(raw: str) -> None:
    text = vi.clean(raw)
    reached = 0
    for token in vi.tokens(text):
        assert reached <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        reached = token.end


@pytest.mark.parametrize("character", ["한", "が", "국", "日", "ກ"])
def test_folding_leaves_other_scripts(character: str) -> None:
    assert vi.fold(character) == character


@pytest.mark.parametrize(
    ("text", "folded"),
    [("日本との協力", False), ("한국", False), ("doan Nhat Ban (日本)", True), ("doan ra", True)],
)
def test_what_has_lost_its_diacritics(text: str, folded: bool) -> None:
    assert vi.is_folded(text) is folded


@pytest.mark.parametrize(
    "sentences",
    [
        ["両市は合意した。", "知事は訪問する！", "いつですか？"],
        ["知事は「行く。」と述べた。", "以上。"],
        ["双方签署了备忘录。", "市长表示感谢。"],
        ["대표단은 2026. 3. 5. 후에시를 방문한다.", "시장과 회담한다."],
        ["환영합니다!", "감사합니다."],
        ["ភាគីទាំងពីរបានយល់ព្រម។", "គណៈប្រតិភូនឹងមក។"],
    ],
)
@pytest.mark.parametrize("joint", ["", " "])
def test_sentences(sentences: list[str], joint: str) -> None:
    if not joint and scripts.has_hangul(sentences[0]):
        joint = " "
    text = joint.join(sentences)
    assert [text[start:end] for start, end in vi.sentences(text)] == sentences


def test_lao_and_thai_end_at_spaces() -> None:
    for text in (LAO * 4, THAI * 4):
        pieces = [text[start:end] for start, end in vi.sentences(text)]
        assert len(pieces) > 3
        assert all(len(piece) >= 40 for piece in pieces)


@settings(deadline=None)
@given(mixed)
def test_sentences_are_ordered_disjoint_and_lose_nothing(raw: str) -> None:
    covered = 0
    for start, end in vi.sentences(raw):
        assert covered <= start < end <= len(raw)
        assert not raw[covered:start].strip()
        covered = end
    assert not raw[covered:].strip()


@pytest.mark.parametrize("text", FOREIGN)
def test_a_chunk_stays_within_what_the_model_takes(model_folder: Path, text: str) -> None:
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    stored, blocks = assemble([RawBlock(text * 60), RawBlock(text * 2)])
    chunks = split(stored, blocks)
    lengths = [len(tokenizer.encode(stored[one.start : one.end]).ids) for one in chunks]
    assert max(lengths) <= 400  # the headings come on top


def test_vietnamese_is_measured_in_characters() -> None:
    assert scripts.weights("Sở Ngoại vụ – “Huế” №1… €") is None
    assert not scripts.present("Sở Ngoại vụ – “Huế” №1… €")
