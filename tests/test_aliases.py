"""Names of the same thing: found as people write them, and not where they mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import aliases
from index.aliases import AliasError, Aliases, Name

KOREA = Name("country", ("Hàn Quốc", "Korea", "Đại Hàn Dân Quốc"))
ENGLAND = Name("country", ("Anh", "Vương quốc Anh", "United Kingdom"))
FRANCE = Name("country", ("Pháp", "nước Pháp"))
HUE = Name("locality", ("Huế", "TP. Huế", "Thừa Thiên Huế"))
TABLE = Aliases([KOREA, ENGLAND, FRANCE, HUE], ["anh", "pháp", "phap"], ["pháp luật", "anh hùng"])


def named(text: str, table: Aliases = TABLE) -> list[tuple[str, str]]:
    """What is found, as it is written and by its first name."""
    return [(text[m.start : m.end], m.name.key) for m in table.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đoàn Hàn Quốc", [("Hàn Quốc", "Hàn Quốc")]),
        ("đoàn hàn quốc", [("hàn quốc", "Hàn Quốc")]),
        ("ĐOÀN HÀN QUỐC", [("HÀN QUỐC", "Hàn Quốc")]),
        ("doan han quoc", [("han quoc", "Hàn Quốc")]),
        ("South Korea", [("Korea", "Hàn Quốc")]),
        ("Vương quốc Anh", [("Vương quốc Anh", "Anh")]),
        ("ở TP. Huế", [("TP. Huế", "Huế")]),
        ("tỉnh Thừa Thiên Huế", [("Thừa Thiên Huế", "Huế")]),
        ("từ Pháp sang Anh", [("Pháp", "Pháp"), ("Anh", "Anh")]),
        ("Hàn-Quốc", [("Hàn-Quốc", "Hàn Quốc")]),
        ("hàn gắn quốc gia", []),
        ("Hán Quốc là gì", []),  # another word with diacritics
        ("anh ấy đi họp", []),
        ("đúng phép, đúng pháp", []),
        ("Pháp luật Việt Nam", []),
        ("Anh hùng lao động", []),
        ("", []),
        ("…—?!", []),
    ],
)
def test_names_in_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_places_point_into_the_text_and_do_not_overlap() -> None:
    text = "Huế, TP. Huế và Thừa Thiên Huế; Korea"
    mentions = TABLE.find(text)
    assert [text[m.start : m.end] for m in mentions] == [
        "Huế",
        "TP. Huế",
        "Thừa Thiên Huế",
        "Korea",
    ]
    ends = [0, *(mention.end for mention in mentions)]
    assert all(m.start >= end for m, end in zip(mentions, ends, strict=False))


def test_all_spellings_of_what_a_question_names() -> None:
    assert set(TABLE.spellings("Đoàn Korea thăm Huế?")) == {*KOREA.names, *HUE.names}
    assert TABLE.spellings("Lễ tân là gì?") == []


def test_an_empty_table_finds_nothing() -> None:
    assert named("Hàn Quốc", Aliases([])) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hàn Quốc", "Korea"),
        ("Thừa Thiên Huế", "TP. Huế"),
        ("Sở Ngoại vụ", "SNgV"),
        ("Savannakhet", "Xa-vẳn-na-khẹt"),
        ("Nhật Bản", "Japan"),
        ("Lào", "CHDCND Lào"),
    ],
)
def test_the_shipped_names(one: str, other: str) -> None:
    table = aliases.load()
    [(_, first)] = named(one, table)
    [(_, second)] = named(other, table)
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"), [("Huế", "Đà Nẵng"), ("Hàn Quốc", "Triều Tiên"), ("Anh", "Pháp")]
)
def test_shipped_names_of_different_things(one: str, other: str) -> None:
    table = aliases.load()
    assert named(one, table)[0][1] != named(other, table)[0][1]


def test_every_shipped_spelling_is_found() -> None:
    """As it is written, in a sentence; and a spelling belongs to one thing only."""
    table = aliases.load()
    owner: dict[str, str] = {}
    entries = [*table._accented.values()]
    lost = []
    for name in dict.fromkeys(entries):
        if name.kind == "phrase":
            continue
        for spelling in name.names:
            assert owner.setdefault(spelling, name.key) == name.key
            capital = spelling[0].upper() + spelling[1:]
            if not table.find(capital):
                lost.append(spelling)
    assert lost == []


# Everyday words ------------------------------------------------------------------------------

SAID = Aliases([], everyday={"sếp": ["lãnh đạo"], "giấy tờ": ["hồ sơ", "văn bản"], "giấy": ["tờ"]})


@pytest.mark.parametrize(
    ("question", "passage", "asked"),
    [
        ("Sếp nộp giấy tờ gì?", "Lãnh đạo gửi văn bản.", "lãnh đạo nộp văn bản gì?"),
        ("Sếp nộp giấy tờ gì?", "Hồ sơ kèm văn bản.", "Sếp nộp hồ sơ gì?"),
        ("Sếp nộp giấy tờ gì?", "Sếp nộp đơn.", "Sếp nộp giấy tờ gì?"),
        ("sep nop giay to gi", "Lãnh đạo nộp hồ sơ.", "lãnh đạo nop hồ sơ gi"),
        ("Nộp giấy tờ gì?", "Nộp giấy tờ, hồ sơ.", "Nộp giấy tờ gì?"),  # it says so itself
    ],
)
def test_a_question_is_asked_in_a_passages_own_words(
    question: str, passage: str, asked: str
) -> None:
    assert SAID.as_in(question, passage) == asked


def test_the_longest_everyday_word_counts() -> None:
    question = "Giấy tờ và giấy"
    found = [question[one.start : one.end] for one in SAID.wordings(question)]
    assert found == ["Giấy tờ", "giấy"]


def test_shipped_wordings_are_words_of_their_own() -> None:
    """One syllable stands in other words too: «phí» in «kinh phí»."""
    alone = {"lần", "tiếng"}
    for word, others in aliases.load()._everyday[False].items():
        assert " ".join(word) not in others
        assert [one for one in others if " " not in one and one not in alone] == []


def test_the_office_adds_everyday_words(tmp_path: Path) -> None:
    own = write(tmp_path, "everyday:\n  giấy đi đường: [công lệnh]\n")
    said = aliases.load(own).as_in("Giấy đi đường do ai cấp?", "Công lệnh do Chánh Văn phòng cấp.")
    assert said == "công lệnh do ai cấp?"


# The office's own file -----------------------------------------------------------------------


def write(folder: Path, content: str) -> Path:
    path = folder / "aliases.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_office_adds_names_and_its_own_hold(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        "names:\n"
        "  - {kind: organisation, names: [Trung tâm Phục vụ đối ngoại, TTPVĐN]}\n"
        "  - {kind: term, names: [Korea, quán Korea]}\n",
    )
    table = aliases.load(own)
    assert named("TTPVĐN ở đâu", table) == [("TTPVĐN", "Trung tâm Phục vụ đối ngoại")]
    assert named("Korea", table) == [("Korea", "Korea")]
    assert named("Hàn Quốc", table) == [("Hàn Quốc", "Hàn Quốc")]


@pytest.mark.parametrize("content", ["", "# chưa có gì\n", "names:\n", "words: []\nnames: []\n"])
def test_an_own_file_without_names_changes_nothing(tmp_path: Path, content: str) -> None:
    assert named("Korea", aliases.load(write(tmp_path, content))) == [("Korea", "Hàn Quốc")]


def test_no_own_file_is_no_error(tmp_path: Path) -> None:
    assert aliases.load(tmp_path / "aliases.yaml").find("Huế")


@pytest.mark.parametrize(
    "content",
    [
        "names: [",
        "- a\n- b\n",
        "names:\n  - Huế\n",
        "names:\n  - {kind: locality}\n",
        "names:\n  - {kind: locality, names: []}\n",
        "names:\n  - {kind: locality, names: Huế}\n",
        "names:\n  - {kind: locality, names: [Huế, '—']}\n",
        "everyday: [sếp]\n",
        "everyday:\n  sếp: []\n",
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(AliasError) as error:
        aliases.load(path)
    assert error.value.path == path


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aliases.yaml"
    path.write_bytes(b"names: \xff\xfe")
    with pytest.raises(AliasError):
        aliases.load(path)


def test_the_file_runs_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, f"names: !!python/object/apply:os.mkdir ['{tmp_path}/made']\n")
    with pytest.raises(AliasError):
        aliases.load(path)
    assert not (tmp_path / "made").exists()


def test_abbreviations_among_the_names_and_beside_them(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        "names:\n  - {kind: organisation, names: [Hội Hữu nghị Việt - Lào, HHNVL, WHO]}\n"
        "abbreviations:\n  HTQT: [hợp tác quốc tế, hội thảo quốc tế]\n  PGĐ: phó giám đốc\n",
    )
    found = aliases.load(own).abbreviations
    assert found["HHNVL"] == ("Hội Hữu nghị Việt - Lào",)
    assert found["HTQT"] == ["hợp tác quốc tế", "hội thảo quốc tế"]  # not the shipped one
    assert found["PGĐ"] == ["phó giám đốc"]
    assert found["SNgV"] == ("Sở Ngoại vụ",)
    assert "WHO" not in found  # no spelling in Vietnamese is its own


@pytest.mark.parametrize("section", ["[HTQT]", "{HTQT: []}", "{'…': hợp tác}", "{HTQT: '…'}"])
def test_a_bad_section_of_abbreviations_is_refused(tmp_path: Path, section: str) -> None:
    with pytest.raises(AliasError):
        aliases.load(write(tmp_path, f"abbreviations: {section}\n"))
