"""The gate for state secrets: no stamp missed, no alarm at the mere words."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from corpus import CORPUS, needs_corpus
from hypothesis import given
from hypothesis import strategies as st
from secrecy_cases import BODY, DATED, HEAD, MORE, PLAIN, STAMPED, TT, M, T, blocks_of

from ingest.document import RawBlock
from ingest.errors import IntakeError
from ingest.formats import detect
from ingest.secrecy import stamped

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@pytest.mark.parametrize(("degree", "document"), STAMPED)
def test_a_stamp_is_seen(degree: str, document: str) -> None:
    assert stamped(blocks_of(document)) == degree


@pytest.mark.parametrize("document", PLAIN)
def test_words_are_no_stamp(document: str) -> None:
    assert stamped(blocks_of(document)) is None


def disguised(data: st.DataObject, text: str) -> str:
    """The same text to the eye: decomposed, or with characters that nobody sees."""
    hidden = data.draw(st.text(INVISIBLE, max_size=3))
    at = data.draw(st.integers(0, len(text)))
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    return unicodedata.normalize(form, text[:at] + hidden + text[at:])


@given(st.data())
def test_a_stamp_is_seen_however_it_is_set(data: st.DataObject) -> None:
    degree = data.draw(st.sampled_from([M, T, TT]))
    gap = data.draw(st.sampled_from(["", " ", "  ", ".", "-", "\u00a0"]))
    words = [gap.join(word) for word in degree.split()]
    stamp = data.draw(st.sampled_from([" ", "  ", "   "])).join(words)
    before, after = data.draw(st.sampled_from(["  ", "[]", "()", "**", "||", "««", "__", "–-"]))
    pad = data.draw(st.sampled_from(["", " "]))
    line = disguised(data, f"{before}{pad}{stamp}{pad}{after}")
    layout = data.draw(st.booleans())
    above = data.draw(st.sampled_from(["", HEAD]))
    below = data.draw(st.sampled_from([BODY, f"{DATED}¦BÁO CÁO¦{BODY}", ""]))
    blocks = [*blocks_of(above), RawBlock(line, in_layout=layout), *blocks_of(below)]
    assert stamped(blocks) == degree


@given(st.data())
def test_a_field_is_seen_in_any_letters(data: st.DataObject) -> None:
    degree = data.draw(st.sampled_from([M, T, TT]))
    label = data.draw(st.sampled_from(["Độ mật", "Mức độ mật", "Dấu chỉ độ mật"]))
    cased = data.draw(st.sampled_from([str.lower, str.upper, str.capitalize, str.title]))
    colon = data.draw(st.sampled_from([":", " :", ": ", " : ", ":  "]))
    line = disguised(data, cased(f"{label}{colon}{degree}"))
    assert stamped([RawBlock(line), *blocks_of(f"{HEAD}¦{BODY}")]) == degree


@given(st.data())
def test_disguise_makes_no_stamp_of_words(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(PLAIN))
    blocks = [replace(block, text=disguised(data, block.text)) for block in blocks_of(document)]
    assert stamped(blocks) is None


@given(st.lists(st.text("MẬTỐIUYỆ ẬmậtđộĐỘ:-|.☐☑()x\n", max_size=40), max_size=12))
def test_no_text_breaks_the_gate(texts: list[str]) -> None:
    assert stamped([RawBlock(text) for text in texts]) in (None, M, T, TT)


def test_a_long_document_with_its_stamp_at_the_end() -> None:
    blocks = [RawBlock(f"{BODY} {MORE}")] * 2000
    assert stamped(blocks) is None
    assert stamped([*blocks, RawBlock("TUYỆT MẬT")]) == TT


@needs_corpus
def test_the_public_corpus_passes() -> None:
    for path in CORPUS.rglob("*.*"):
        try:
            data = path.read_bytes()
            blocks = detect(data, path.name)(data).blocks
        except IntakeError:
            continue
        assert stamped(blocks) is None, path
