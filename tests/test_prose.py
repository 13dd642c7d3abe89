"""A model's running text becomes sentences with what each cites."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.prose import Prose, Sentence, with_marks

TEXT = (
    "Sở thành lập năm 1998. [1] Trưởng đoàn là PGS.TS. Bình [2][3]. Có 1.250 người [1, 2].\n"
    "- **Một là** đón đoàn [1].\n\n2) Hai là tiễn đoàn.[2] Hết"
)


def taken(text: str, size: int = 10_000) -> list[Sentence]:
    prose = Prose()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [*(one for piece in pieces for one in prose.add(piece)), *prose.end()]


def test_each_sentence_has_the_marks_behind_it() -> None:
    assert [(one.text, one.cited) for one in taken(TEXT)] == [
        ("Sở thành lập năm 1998.", (1,)),
        ("Trưởng đoàn là PGS.TS. Bình.", (2, 3)),
        ("Có 1.250 người.", (1, 2)),
        ("Một là đón đoàn.", (1,)),
        ("Hai là tiễn đoàn.", (2,)),
        ("Hết", ()),
    ]


def test_a_line_opens_a_paragraph() -> None:
    assert [one.opens for one in taken(TEXT)] == [True, False, False, True, True, False]


@settings(deadline=None)
@given(st.integers(1, 40))
def test_it_does_not_matter_how_the_text_is_cut(size: int) -> None:
    assert taken(TEXT, size) == taken(TEXT)


def test_a_sentence_is_given_as_soon_as_the_next_one_begins() -> None:
    prose = Prose()
    assert prose.add("Sở thành lập năm 1998 [1].") == []
    assert prose.add(" ") == []
    (sentence,) = prose.add("Năm")
    assert sentence.text == "Sở thành lập năm 1998."


def test_what_the_model_thinks_aloud_is_dropped() -> None:
    thought = "<think>\nSở có 99 người [1]. Xem lại.\n</think>\n\nSở có 15 người [1]."
    for size in (1, 5, 100):
        assert [one.text for one in taken(thought, size)] == ["Sở có 15 người."]
    assert taken("<think>Không bao giờ xong [1].") == []


@pytest.mark.parametrize(
    "text",
    [
        "Xem [tại đây](http://a.example) [1].",
        "Xem https://a.example [1].",
        "![ảnh](x.png) [1]",
        "<img src=x onerror=alert(1)> [1]",
        "Bấm <a href='x'>vào đây</a> [1].",
        "Chạy `rm -rf` [1].",
        "| a | b | [1]",
        "Xem javascript:alert(1) [1].",
    ],
)
def test_links_and_markup_are_odd(text: str) -> None:
    assert all(one.odd for one in taken(text) if one.cited)
    assert not any(one.odd for one in taken("Sở có hơn 15 người (năm 2024) [1]."))


def test_marks_stand_before_the_full_stop() -> None:
    assert with_marks("Sở thành lập năm 1998.", [1, 2]) == "Sở thành lập năm 1998 [1][2]."
    assert with_marks("Sở thành lập năm 1998", [3]) == "Sở thành lập năm 1998 [3]."
    assert with_marks("Ông nói “xong.”", [1]) == "Ông nói “xong [1].”"


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 30))
def test_no_text_breaks_it(text: str, size: int) -> None:
    for sentence in taken(text, size):
        assert sentence.text
