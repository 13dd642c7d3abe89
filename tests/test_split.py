"""Chunks: nothing lost, nothing twice, no sentence cut, the right heading path."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Block, BlockKind, Chunk, RawBlock, assemble
from ingest.files import load
from ingest.read import read
from ingest.split import split
from ingest.structure import mark

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
SENTENCE = "Sở Ngoại vụ tham mưu công tác đối ngoại. "

Split = tuple[str, tuple[Chunk, ...]]


def chunks_of(*blocks: RawBlock | str, target: int = 900, longest: int = 1400) -> Split:
    raw = [RawBlock(block, bold=False) if isinstance(block, str) else block for block in blocks]
    text, placed = assemble(mark(raw))
    return text, split(text, placed, target=target, longest=longest)


def corpus_chunks(name: str) -> Split:
    path = CORPUS / name
    if not path.is_file():
        pytest.skip(f"the public corpus is not at hand: {path}")
    document = read(load(path), path.name)
    return document.text, split(document.text, document.blocks)


def chunk_with(found: Split, words: str) -> Chunk:
    text, chunks = found
    return next(chunk for chunk in chunks if words in text[chunk.start : chunk.end])


RAW_BLOCKS = st.lists(
    st.builds(
        RawBlock,
        text=st.one_of(
            st.text(max_size=60),
            st.sampled_from(["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "1. Yêu cầu", "a:"]),
            st.integers(1, 60).map(lambda n: SENTENCE * n),
        ),
        kind=st.sampled_from(BlockKind),
        level=st.integers(0, 6),
        page=st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(RAW_BLOCKS, st.integers(1, 1000), st.integers(1, 1500))
def test_every_character_is_in_exactly_one_chunk_and_sentence(
    raw: list[RawBlock], target: int, longest: int
) -> None:
    text, blocks = assemble(raw)
    chunks = split(text, blocks, target=target, longest=max(target, longest))
    assert [chunk.ordinal for chunk in chunks] == list(range(len(chunks)))
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    covered = 0
    for chunk in chunks:
        assert (chunk.start, chunk.end) == (chunk.sentences[0][0], chunk.sentences[-1][1])
        for start, end in chunk.sentences:
            assert covered <= start < end
            assert not text[covered:start].strip()
            covered = end
    assert not text[covered:].strip()


@settings(deadline=None)
@given(RAW_BLOCKS)
def test_rows_and_headings_stay_whole(raw: list[RawBlock]) -> None:
    text, blocks = assemble(raw)
    spans = {span for chunk in split(text, blocks) for span in chunk.sentences}
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            assert (block.start, block.end) in spans


@settings(deadline=None)
@given(RAW_BLOCKS)
def test_a_chunk_is_longer_than_allowed_only_for_one_unit(raw: list[RawBlock]) -> None:
    text, blocks = assemble(raw)
    for chunk in split(text, blocks):
        if chunk.end - chunk.start > 1400:
            leads = [text[start:end] for start, end in chunk.sentences[:-1]]
            headings = {text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADING}
            assert all(lead in headings or lead.endswith(":") for lead in leads)


def test_nothing_comes_of_nothing() -> None:
    assert split("", ()) == ()


def test_headings_go_with_the_text_under_them() -> None:
    found = chunks_of("Chương I", RawBlock("QUY ĐỊNH CHUNG"), "Điều 1. Phạm vi", SENTENCE)
    text, chunks = found
    assert len(chunks) == 1
    assert chunks[0].headings == ("Chương I QUY ĐỊNH CHUNG", "Điều 1. Phạm vi")
    assert text[slice(*chunks[0].sentences[2])] == "Điều 1. Phạm vi"


def test_articles_are_never_joined() -> None:
    _, chunks = chunks_of("Điều 1. Một", SENTENCE, "Điều 2. Hai", SENTENCE)
    assert [chunk.headings for chunk in chunks] == [("Điều 1. Một",), ("Điều 2. Hai",)]


def test_small_clauses_of_an_article_are_joined_under_it() -> None:
    _, chunks = chunks_of("Điều 1. Một", "1. Yêu cầu", SENTENCE, "2. Nguyên tắc", SENTENCE)
    assert [chunk.headings for chunk in chunks] == [("Điều 1. Một",)]


def test_an_article_in_one_paragraph_opens_its_own_path() -> None:
    _, chunks = chunks_of("Điều 1. Thành lập Sở Ngoại vụ.", "Điều 2. Hiệu lực từ ngày ký.")
    assert [chunk.headings for chunk in chunks] == [("Điều 1",), ("Điều 2",)]


def test_a_clause_does_not_stay_under_the_heading_before_it() -> None:
    found = chunks_of("Điều 1. Một", "1. Yêu cầu", SENTENCE * 20, f"2. Còn lại. {SENTENCE * 20}")
    assert chunk_with(found, "2. Còn lại").headings == ("Điều 1. Một",)
    assert chunk_with(found, "1. Yêu cầu").headings == ("Điều 1. Một", "1. Yêu cầu")


def test_long_text_is_cut_into_even_pieces_between_sentences() -> None:
    text, chunks = chunks_of(*[SENTENCE * 10] * 6)
    sizes = [chunk.end - chunk.start for chunk in chunks]
    assert max(sizes) <= 1400
    assert min(sizes) > 0.5 * max(sizes)
    assert all(text[chunk.end - 1] == "." for chunk in chunks)


def test_a_lead_in_stays_with_the_first_item() -> None:
    items = [f"- {SENTENCE * 5}"] * 8
    text, chunks = chunks_of(SENTENCE * 22, "Các nhiệm vụ gồm:", *items)
    assert not any(text[chunk.start : chunk.end].endswith(":") for chunk in chunks)


def test_a_chunk_stands_on_the_page_of_its_first_block() -> None:
    text, blocks = assemble([RawBlock(SENTENCE, page=3), RawBlock(SENTENCE, page=4)])
    assert [chunk.page for chunk in split(text, blocks)] == [3]


def test_a_heading_alone_at_the_end_is_kept() -> None:
    text, chunks = split_pair(Block(0, 7, BlockKind.HEADING, 1, None))
    assert text[chunks[0].start : chunks[0].end] == "Phụ lục"


def split_pair(block: Block) -> Split:
    return "Phụ lục", split("Phụ lục", [block])


# The public corpus ---------------------------------------------------------------------------


def test_article_10_of_the_decree() -> None:
    chunk = chunk_with(
        corpus_chunks("nghi-dinh-30-2020/30_2020_ND_CP.docx"), "Điều 10. Soạn thảo văn bản"
    )
    assert chunk.headings == (
        "Chương II SOẠN THẢO, KÝ BAN HÀNH VĂN BẢN HÀNH CHÍNH",
        "Mục 2 SOẠN THẢO VÀ KÝ BAN HÀNH VĂN BẢN HÀNH CHÍNH",
        "Điều 10. Soạn thảo văn bản",
    )


def test_page_margins_in_annex_1() -> None:
    found = corpus_chunks("nghi-dinh-30-2020/Phuluc1.docx")
    chunk = chunk_with(found, "Định lề trang: Cách mép trên")
    quotes = [found[0][start:end] for start, end in chunk.sentences]
    assert (
        "3. Định lề trang: Cách mép trên và mép dưới 20 - 25 mm, cách mép trái 30 - 35 mm, "
        "cách mép phải 15 - 20 mm." in quotes
    )
    assert chunk.headings[-1] == "I. QUY ĐỊNH CHUNG"


def test_subheadings_of_an_article_in_plain_text() -> None:
    found = corpus_chunks("so-ngoai-vu-25-nam.txt")
    assert chunk_with(found, "sức mạnh mềm").headings == (
        "Phát huy truyền thống 25 năm xây dựng và phát triển",
    )
