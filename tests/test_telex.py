"""Keys that an input method left undone, and syllables taken apart and put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import text as vi
from ingest.syllables import accented, is_syllable, skeletons, take_apart
from ingest.telex import telex, vni


def read(meanings: tuple[object, ...]) -> set[str]:
    return {str(meaning) for meaning in meanings if meaning.exists}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ngoaij", "ngoại"),
        ("quoocs", "quốc"),
        ("tees", "tế"),
        ("vieetj", "việt"),
        ("vietej", "việt"),  # the second e behind the t
        ("vieejt", "việt"),  # the tone before it
        ("Vieejt", "việt"),
        ("dduwowcj", "được"),
        ("dduowcj", "được"),  # one w for both of ươ
        ("dduocwj", "được"),
        ("nguwowif", "người"),
        ("ngwowif", "người"),
        ("tr]owngf", "trường"),
        ("thuowr", "thuở"),
        ("muaw", "mưa"),
        ("hoawcj", "hoặc"),
        ("quys", "quý"),
        ("quôcs", "quốc"),  # the shape came through, the tone did not
        ("tw", "tư"),
        ("Laos", "láo"),  # decoding does not judge
    ],
)
def test_telex(typed: str, meant: str) -> None:
    assert meant in read(telex(typed))


@pytest.mark.parametrize(
    "typed", ["press", "class", "good", "tours", "ngoại", "ngoai", "Hue", "222", "", "A4", "ngoai5"]
)
def test_no_telex(typed: str) -> None:
    assert not read(telex(typed))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ngoai5", "ngoại"),
        ("quo6c1", "quốc"),
        ("te61", "tế"),
        ("d9uo7c5", "được"),
        ("duo7ng2", "dường"),
        ("ngu7o7i2", "người"),
        ("vie65t", "việt"),
        ("co2n", "còn"),
    ],
)
def test_vni(typed: str, meant: str) -> None:
    assert meant in read(vni(typed))


@pytest.mark.parametrize("typed", ["K51", "TP5", "G20", "covid19", "222", "5a", "ngoaij", "", "Q1"])
def test_no_vni(typed: str) -> None:
    assert not read(vni(typed))


def test_marks_may_still_be_missing() -> None:
    (meaning,) = telex("nuocs")
    assert not meaning.exists
    assert meaning.letters == "nuoc"


@given(st.text())
def test_any_text_decodes_or_does_not(text: str) -> None:
    telex(text)
    vni(text)


@given(st.sampled_from(sorted(skeletons())))
def test_accented_syllables_fold_back(plain: str) -> None:
    for syllable in accented(plain):
        written = str(syllable)
        assert vi.fold(written) == plain
        assert is_syllable(written)
        assert vi.lower_key(written) == written
        assert take_apart(written) == syllable


_KEYS = {"â": "aa", "ă": "aw", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}


@given(st.sampled_from(sorted(skeletons())), st.data())
def test_what_telex_types_is_read_back(plain: str, data: st.DataObject) -> None:
    syllable = data.draw(st.sampled_from(accented(plain) or (None,)))
    if syllable is None:
        return
    keys = "".join(_KEYS.get(letter, letter) for letter in syllable.letters)
    keys += _TONES.get(syllable.tone, "")
    if keys != str(syllable) and len(keys) <= 11:
        assert str(syllable) in read(telex(keys))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ngọai", "ngoại"), ("tòan", "toàn"), ("qúy", "quý"), ("gỉa", "giả"), ("hoà", "hòa")],
)
def test_a_tone_on_the_wrong_letter(typed: str, meant: str) -> None:
    assert str(take_apart(typed)) == meant
