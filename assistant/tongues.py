"""The languages that drafts are put into, each rewritten into the notation of English that the
readers of numbers and names know. Pure.

A language needs its words for numbers, months and bounds, and what it calls a country's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """By ISO 639-1."""

    ENGLISH = "en"
    FRENCH = "fr"


def in_notation(text: str, language: Language) -> str:
    """The text with its numbers, dates, currencies and the adjectives of countries as English
    writes them, without diacritics; its other words as they are, its offsets lost."""
    text = _plain(text)
    for pattern, said in _REWRITTEN[language]:
        text = pattern.sub(said, text)
    return text


def _plain(text: str) -> str:
    """Without diacritics, in its own capitals."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


# Words that titles, offices and papers are named with: capitals that name nobody.
TITLES = frozenset(
    "a academy affairs agency agreement ambassador ancient and article arts assembly association "
    "authority award bank board bridge bureau business capital central centre center chair "
    "chairman chairperson chairwoman chamber chapter chief city civil class clause college "
    "commerce commission committee communist company complex conference congress consul consulate "
    "convention cooperation corporation council country courier culture cultural day decision "
    "declaration decree delegation department deputy development director district division doctor "
    "dr economic education embassy emperor environment executive excellency exchange external "
    "fair faculty federation festival finance first foreign forum foundation friendship fund "
    "general government governor group head health her heritage high highness his history home "
    "honorable honourable hospital i imperial industry information institute international "
    "investment joint justice king labor labour ladies gentlemen law legislature letter local "
    "madam majesty market mayor medal meeting memorandum minister ministry mission monument "
    "monuments mountain mr mrs ms museum national new north northern notice office officer order "
    "organisation organization palace park partnership party people people's permanent plan "
    "planning police policy port prefectural prefecture premier president prime prince princess "
    "prize professor programme program promotion protocol province provincial public quarter "
    "queen railway region regional regulation relations report republic resolution river royal "
    "school science second secretary secretariat section security service sir sister social "
    "society south southern east eastern west western spokesperson standing state street strategy "
    "summit sustainable technology temple third tourism town trade transport treaty "
    "tunnel union united university vice victory village visit war ward week workshop world year "
    "your youth zone no of the for to in "
    "ambassade ambassadeur comite consulat culturel departement directeur directrice etat "
    "excellence ministere ministre monsieur madame mesdames messieurs ordre president presidente "
    "populaire prefecture republique resolution decision decret ville votre son sa universite "
    "travail classe affaires etrangeres parti gouverneur maire".split()
)

_Rules = tuple[tuple[re.Pattern[str], str], ...]

# Whatever stands before an amount comes behind it, by its code.
_CURRENCIES = {
    "USD": r"US\$|US\s?dollars?|USD|\$", "EUR": "EUR|€", "JPY": "JPY|¥", "KRW": "KRW|₩",
    "VND": "VND|₫",
}  # fmt: skip
_AMOUNT = r"(\d[\d.,]*\d|\d)((?:\s*(?:thousand|million|billion|trillion))*)"


def _words(table: Mapping[str, str]) -> _Rules:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), said)
        for said, words in table.items()
    )


_MONEY: _Rules = (
    *(
        (re.compile(rf"(?<!\w)(?:{signs})\s?{_AMOUNT}"), rf"\1\2 {code}")
        for code, signs in _CURRENCIES.items()
    ),
    (re.compile(r"(?<=[\dn])\s?(?:dongs?|₫)(?!\w)", re.IGNORECASE), " VND"),
)
_ENGLISH: _Rules = (
    # «No. 175» denies nothing.
    (re.compile(r"\bNos?\.?\s*(?=\d)", re.IGNORECASE), ""),
    (re.compile(r"\bnot only\b", re.IGNORECASE), ""),
    (re.compile(r"n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"\btwice\b", re.IGNORECASE), "2 times"),
    *_MONEY,
    *_words(
        {
            "Vietnam": "vietnamese", "Japan": "japanese", "Laos": "lao|laotian", "Korea": "korean",
            "France": "french", "Thailand": "thai", "China": "chinese", "Germany": "german",
            "Australia": "australian", "United States": "american", "India": "indian",
            "United Kingdom": "british|english", "Russia": "russian", "Cambodia": "cambodian",
            "Belgium": "belgian", "Czechia": "czech", "Switzerland": "swiss", "Italy": "italian",
            "Poland": "polish", "Netherlands": "dutch", "Cuba": "cuban", "Canada": "canadian",
            "Singapore": "singaporean", "Indonesia": "indonesian", "Malaysia": "malaysian",
        }
    ),
)  # fmt: skip
_FRENCH: _Rules = (
    (re.compile(r"\bn[°ºo]s?\.?\s*(?=\d)", re.IGNORECASE), ""),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))"), ""),
    (re.compile(r"(?<=\d),(?=\d)"), "."),
    (re.compile(r"\bnon seulement\b", re.IGNORECASE), ""),
    (re.compile(r"\bne\b|\bn['’]", re.IGNORECASE), "not "),
    (re.compile(r"\b1er\b"), "1"),
    (re.compile(r"(?<=\d)\s?%"), "%"),
    *_words(
        {
            "January": "janvier", "February": "fevrier", "March": "mars", "April": "avril",
            "May": "mai", "June": "juin", "July": "juillet", "August": "aout",
            "September": "septembre", "October": "octobre", "November": "novembre",
            "December": "decembre",
            "seventy": "soixante-dix", "eighty": "quatre-vingts?", "one": "une?", "two": "deux",
            "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "seven": "sept",
            "eight": "huit", "nine": "neuf", "ten": "dix", "eleven": "onze", "twelve": "douze",
            "thirteen": "treize", "fourteen": "quatorze", "fifteen": "quinze", "sixteen": "seize",
            "twenty": "vingt", "thirty": "trente", "forty": "quarante", "fifty": "cinquante",
            "sixty": "soixante", "hundred": "cents?", "thousand": "mille", "million": "millions?",
            "billion": "milliards?", "percent": "pour ?cent|pour cents?", "USD": "dollars?",
            "first": "premiere?s?", "second": "deuxieme|seconde?", "third": "troisieme",
            "fourth": "quatrieme", "fifth": "cinquieme",
            "more than": "plus de|plus d'", "nearly": "pres de|pres d'", "about": "environ",
            "less than": "moins de|moins d'", "at least": "au moins",
            "years": "ans|annees?", "months": "mois", "days": "jours?", "countries": "pays",
            "Vietnam": "vietnamiens?|vietnamiennes?|viet nam", "Japan": "japonaise?s?",
            "Laos": "laotiens?|laotiennes?", "Korea": "coree du sud|coreens?|coreennes?",
            "France": "francaise?s?", "Thailand": "thailande|thailandaise?s?",
            "China": "chine|chinoise?s?", "Germany": "allemagne|allemande?s?",
            "Australia": "australie|australiens?|australiennes?",
            "United States": "etats-unis|americaine?s?", "Switzerland": "suisses?",
            "Belgium": "belgique|belges?", "Czechia": "republique tcheque|tcheques?",
            "Italy": "italie|italiens?|italiennes?", "Europe": "europe",
            "Ms": "mme|madame", "Mr": "m\\.|monsieur",
        }
    ),
    (re.compile(r"(\d)\s*(?:eme|e)\b"), r"\1th"),
    (re.compile(r"\b(million|billion) d(?:e |['’])\s*", re.IGNORECASE), r"\1 "),
    *_MONEY,
)  # fmt: skip
_REWRITTEN: Mapping[Language, _Rules] = {Language.ENGLISH: _ENGLISH, Language.FRENCH: _FRENCH}
