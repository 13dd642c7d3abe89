"""A translated sentence beside its Vietnamese one: numbers, dates, document numbers and names
have to be the same, in English and in French, whatever the words around them."""

from __future__ import annotations

import re

import pytest

from assistant.parallel import Wrong, faults
from assistant.tongues import Language
from index import aliases

NAMES = aliases.load()
MONEY = "Năm 2025 có 11 dự án FDI, vốn đăng ký trên 39 triệu USD, khoảng 981 tỷ đồng."
SINCE = "Huế là thành phố trực thuộc trung ương từ ngày 01/01/2025 theo Nghị quyết 175/2024/QH15."
BOTH = "Tỉnh Kimsan nhận 45 sinh viên và 12 giảng viên của Huế năm 2024."
MET = "Sáng 14/2/2026, ông Sugiyama Mitsuki gặp Phó Chủ tịch UBND thành phố Huế Nguyễn Văn An."
COUNTRIES = "Huế có quan hệ với 44 quốc gia ở năm châu lục, tăng 12,5% so với năm trước."

GOOD = [
    (MONEY, "In 2025 there were 11 FDI projects with over US$39 million, about VND 981 billion."),
    (MONEY, "In 2025 there were eleven FDI projects, more than 39 million dollars, "
            "about 981 billion dong."),
    (SINCE, "Hue has been a centrally governed city since 1 January 2025 under "
            "Resolution No. 175/2024/QH15."),
    (SINCE, "Since January 1, 2025, Huế has been a city under the central government by "
            "Resolution 175/2024/QH15."),
    (BOTH, "Kimsan Province received 45 students and twelve lecturers from Hue in 2024."),
    (MET, "On the morning of 14 February 2026, Mr Sugiyama Mitsuki met Nguyen Van An, "
          "Vice Chairman of the Hue City People's Committee."),
    (COUNTRIES, "Hue has relations with 44 countries on five continents, up 12.5 percent on the "
                "year before."),
    ("Hai bên ký kết Bản ghi nhớ hợp tác lần thứ ba.", "Both sides signed a third memorandum."),
    ("Các doanh nghiệp Nhật Bản chưa đầu tư.", "Japanese businesses have not invested yet."),
    ("Kính thưa quý vị đại biểu!", "Distinguished delegates!"),
    ("Chào mừng ngài Đại sứ Ito Naoki đến Huế.", "Welcome to Hue, Ambassador Ito Naoki."),
    ("Lượng khách tăng gần 2 lần.", "The number of visitors has grown nearly twice."),
    ("Đến nay có 1.250 người tham dự.", "So far 1,250 people have attended."),
    ("Giai đoạn 2011 - 2022 ký 32 bản ghi nhớ.", "From 2011 to 2022, 32 memoranda were signed."),
]  # fmt: skip

BAD = [
    (MONEY, "In 2025 there were 11 FDI projects with over US$39 billion, about VND 981 billion."),
    (MONEY, "In 2025 there were 11 FDI projects with over EUR 39 million, about VND 981 billion."),
    (MONEY, "In 2025 there were 11 FDI projects with over US$39 million."),
    (MONEY, "In 2025 there were 11 FDI projects with nearly US$39 million, about VND 981 billion."),
    (MONEY, "In 2026 there were 11 FDI projects with over US$39 million, about VND 981 billion."),
    (MONEY, "In 2025 there were 11 FDI projects, over US$39 million, about VND 981 billion, "
            "creating 300 jobs."),
    (SINCE, "Hue has been a city since 1 February 2025 under Resolution 175/2024/QH15."),
    (SINCE, "Hue has been a city since 1 January 2025 under Resolution 157/2024/QH15."),
    (SINCE, "Da Nang has been a city since 1 January 2025 under Resolution 175/2024/QH15."),
    (SINCE, "Hue and Da Nang have been cities since 1 January 2025 by Resolution 175/2024/QH15."),
    (SINCE, "Hue has not been a city since 1 January 2025 under Resolution 175/2024/QH15."),
    (BOTH, "Kimsan Province received 12 students and 45 lecturers from Hue in 2024."),
    (BOTH, "The province received 45 students and 12 lecturers from Hue in 2024."),
    (BOTH, "Kimsan Province received forty-six students and 12 lecturers from Hue in 2024."),
    (MET, "On 14 February 2026, Mr Sugiyama Mitsuki met Tran Van Binh, Vice Chairman of the Hue "
          "City People's Committee."),
    (MET, "On 14 February 2026, Mr Tanaka Mitsuki met Nguyen Van An of the Hue City People's "
          "Committee."),
    (BOTH, "Kimsan Province, led by Tanaka, received 45 students and 12 lecturers from Hue in "
           "2024."),
    (COUNTRIES, "Hue has relations with 44 countries on six continents, up 12.5 percent."),
    (COUNTRIES, "Hue has relations with 44 countries on five continents, up 12.5 points."),
    (BOTH, BOTH),
    (BOTH, ""),
    (BOTH, "La province de Kimsan a reçu 45 étudiants et 12 enseignants de Hué en 2024."),
]  # fmt: skip


@pytest.mark.parametrize(("vietnamese", "translated"), GOOD)
def test_the_same_in_english_passes(vietnamese: str, translated: str) -> None:
    assert faults(vietnamese, translated, Language.ENGLISH, NAMES) == ()


@pytest.mark.parametrize(("vietnamese", "translated"), BAD)
def test_what_says_another_thing_is_told(vietnamese: str, translated: str) -> None:
    assert faults(vietnamese, translated, Language.ENGLISH, NAMES)


@pytest.mark.parametrize(
    ("vietnamese", "translated"),
    [
        (MONEY, "En 2025, 11 projets FDI représentaient plus de 39 millions de dollars, environ "
                "981 milliards de VND."),
        (SINCE, "Hué est une ville relevant du pouvoir central depuis le 1er janvier 2025 selon la "
                "Résolution n° 175/2024/QH15."),
        (BOTH, "La province de Kimsan a reçu 45 étudiants et douze enseignants de Hué en 2024."),
        ("Đến nay có 1.250 người tham dự, tăng 12,5%.",
         "À ce jour 1 250 personnes ont participé, en hausse de 12,5 %."),
    ],
)  # fmt: skip
def test_the_same_in_french_passes(vietnamese: str, translated: str) -> None:
    assert faults(vietnamese, translated, Language.FRENCH, NAMES) == ()


@pytest.mark.parametrize(
    ("vietnamese", "translated"),
    [
        (MONEY, "En 2025, 11 projets FDI représentaient plus de 39 milliards de dollars, environ "
                "981 milliards de VND."),
        (SINCE, "Hué est une ville relevant du pouvoir central depuis le 1er février 2025 selon la "
                "Résolution n° 175/2024/QH15."),
        (BOTH, "La province de Kimsan a reçu 45 étudiants et treize enseignants de Hué en 2024."),
    ],
)  # fmt: skip
def test_what_says_another_thing_in_french_is_told(vietnamese: str, translated: str) -> None:
    assert faults(vietnamese, translated, Language.FRENCH, NAMES)


def test_it_is_said_what_is_wrong() -> None:
    found = faults(BOTH, "Kimsan received 54 students and 12 lecturers from Hue in 2024.",
                   Language.ENGLISH, NAMES)  # fmt: skip
    assert [(one.wrong, one.what) for one in found] == [
        (Wrong.MISSING, "45"),
        (Wrong.ADDED, "54"),
    ]


def _mutations(translated: str) -> list[str]:
    """The sentence with each of its numerals another one, and with each left out."""
    numerals = list(re.finditer(r"\d+", translated))
    changed = [
        translated[: one.start()] + str(int(one[0]) + 7) + translated[one.end() :]
        for one in numerals
    ]
    return changed + [translated[: one.start()] + translated[one.end() :] for one in numerals]


@pytest.mark.parametrize(
    ("vietnamese", "mutated"),
    [(vietnamese, one) for vietnamese, translated in GOOD for one in _mutations(translated)],
)
def test_no_numeral_may_be_another(vietnamese: str, mutated: str) -> None:
    assert faults(vietnamese, mutated, Language.ENGLISH, NAMES)
