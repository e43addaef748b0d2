"""Numbers written in a way that a voice would misread: 20,000 in Uzbek, 1920x1080, 2½, "<1 s"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.fraction_words import FRACTIONS, MIXED
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_SIZE = re.compile(
    r"(?<![\w.,])[1-9][0-9]{0,5}(?:(?P<gap> ?)[xх×](?P=gap)[1-9][0-9]{0,5})+"
    r"(?![0-9_])(?![^\W\d_]{1,3}[0-9])"
)
_BY = re.compile("[xх]")
_COUNTED = (
    "ta|dona|nafar|belgi|token|qator|satr|fayl|soʻz|soʻrov|foydalanuvchi|bayt|marta|та|дона|белги|токен"
    "|қатор|сатр|файл|сўз|сўров|фойдаланувчи|байт|марта|строк|символ|знак|слов|запрос|пользовател|раз"
)
"""Things that come in whole numbers."""
# The comma is the decimal point of Uzbek and Russian; no decimal fraction is written with two
# zeros at its end, and no number with two commas.
_GROUPED = re.compile(
    r"(?<![\w.,])[1-9][0-9]{0,2}(?:(?:,[0-9]{3})*,[0-9]00|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3})*\.000"
    rf"|,[0-9]{{3}}(?= ?(?:{_COUNTED})))(?![0-9])(?![.,][0-9])"
)
_FRACTION = re.compile(
    rf"(?:(?<![\w.,])(?P<whole>[0-9]{{1,9}}) ?)?(?P<sign>[{''.join(FRACTIONS)}])"
)
_NETWORK = re.compile(r"(?<![\w.])((?:[0-9]{1,3}\.){3}[0-9]{1,3})/([0-9]{1,2})(?![\w/]|\.[0-9])")
_LETTER_POINT = re.compile(r"(?<![\w.])([A-Z])\.(?=[0-9]{3}(?![0-9]|\.[0-9]))")
_PERCENT_ADJECTIVE = re.compile(r"(?<=[0-9]) ?%-(?=н[а-яё]{2})")
_LESS_OR_MORE = re.compile(
    r"(?<![^\s(«“])(?P<sign>[<>])(?P<amount>[0-9]+(?:[ .,][0-9]+)*"
    r"(?: ?[%‰]| ?(?:[kKMGT]i?[bB]|[kM]?bit|ms|s|sek|min|soat|daqiqa|kun|oy|yil|yosh|km|sm|mm|m|kg"
    r"|g|px|[kMG]?Hz|мс|с|соат|дақиқа|кун|ой|йил|ёш|км|см|мм|м|кг|г|[КМГТ]Б)(?![^\W_]))?)"
)
_HALF_IN = {"acc": "половину", "gen": "половины"}
_BEFORE_HALF = re.compile(
    r"(?<!\w)(?:(?P<acc>за|в|на|через|про|[а-яё]{2,20}(?:[ийь]те|[аеиуыя]ть))"
    r"|(?P<gen>до|от|из|около|более|менее|больше|меньше|после|для|без)) \Z",
    re.IGNORECASE,
)


def hold_quantities(text: str, words: Vocabulary, held: Held) -> str:
    """Return the text with such numbers as the language writes them, or in words."""
    text = _SIZE.sub(lambda found: _BY.sub("×", found.group()), text)
    text = held.hold_all(_FRACTION, text, lambda found: _fraction_said(found, words))
    if "/" in text:
        text = held.hold_all(
            _NETWORK, text, lambda found: f"{found[1]} {words.inside['/']} {found[2]}"
        )
    text = _LETTER_POINT.sub(r"\1 ", text)
    if words.column != "en":
        text = _GROUPED.sub(lambda found: re.sub("[.,]", " ", found.group()), text)
    if words.column == "ru":
        text = _PERCENT_ADJECTIVE.sub("-процент", text)
    elif words.column != "en" and ("<" in text or ">" in text):
        text = held.hold_all(_LESS_OR_MORE, text, lambda found: _compared(found, words))
    return text


def _fraction_said(found: re.Match[str], words: Vocabulary) -> str:
    column, sign, whole = COLUMNS.index(words.column), found["sign"], found["whole"]
    said = FRACTIONS[sign][column]
    if whole:
        return MIXED.get(sign, MIXED[""])[column].format(whole, said)
    before = _BEFORE_HALF.search(found.string, max(0, found.start() - 24), found.start())
    if sign == "½" and words.column == "ru" and before:
        return _HALF_IN[before.lastgroup or "acc"]
    return said


def _compared(found: re.Match[str], words: Vocabulary) -> str:
    return words.phrase("less than" if found["sign"] == "<" else "more than", found["amount"])
