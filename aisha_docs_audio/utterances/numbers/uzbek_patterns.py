"""What numbers in Uzbek texts look like, in either script, with their endings and units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import (
    DASH,
    DOTTED_DATE,
    ISO_DATE,
    PARTS,
    ROMAN,
    SPACE,
    SPACED,
    START,
    TIME,
)
from aisha_docs_audio.utterances.numbers.uzbek_words import in_cyrillic

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr",
    "noyabr", "dekabr",
)  # fmt: skip
CURRENCIES: Mapping[str, tuple[str, str]] = {
    "US$": ("dollar", "sent"), "$": ("dollar", "sent"), "USD": ("dollar", "sent"),
    "€": ("yevro", "sent"), "EUR": ("yevro", "sent"), "£": ("funt", "pens"),
    "₽": ("rubl", "tiyin"), "RUB": ("rubl", "tiyin"), "UZS": ("soʻm", "tiyin"),
    "¥": ("yuan", "fen"), "₸": ("tenge", "tiyin"),
}  # fmt: skip
UNITS: Mapping[str, str] = {
    "%": "foiz", "‰": "promille", "°C": "daraja Selsiy", "°F": "daraja Farengeyt", "°": "daraja",
    "bit": "bit", "bayt": "bayt", "kbit": "kilobit", "Mbit": "megabit", "kB": "kilobayt",
    "KB": "kilobayt", "KiB": "kibibayt", "MB": "megabayt", "MiB": "mebibayt", "GB": "gigabayt",
    "GiB": "gibibayt", "TB": "terabayt", "ms": "millisekund", "Hz": "gers", "kHz": "kilogers",
    "MHz": "megagers", "GHz": "gigagers", "px": "piksel", "km": "kilometr", "sm": "santimetr",
    "cm": "santimetr", "mm": "millimetr", "kg": "kilogramm", "m": "metr", "l": "litr",
    "W": "vatt", "kW": "kilovatt", "V": "volt",
    "Vt": "vatt", "kVt": "kilovatt", "sek": "sekund", "daq": "daqiqa", "s": "soniya",
    "mln": "million", "mlrd": "milliard", "trln": "trillion", "млн": "million", "млрд": "milliard",
    "бит": "bit", "байт": "bayt", "КБ": "kilobayt", "МБ": "megabayt", "ГБ": "gigabayt",
    "ТБ": "terabayt", "мс": "millisekund", "км": "kilometr", "см": "santimetr", "кг": "kilogramm",
}  # fmt: skip
SCALES = frozenset({"million", "milliard", "trillion"})
MULTIPLES = "ming|mln|mlrd|million|milliard|минг|млн|млрд|миллион|миллиард"

CASES = "ga|ka|qa|dan|dagi|da|ni|ning|niki|gacha|dek|day"


def _both_scripts(endings: str) -> str:
    return f"(?:{endings}|{in_cyrillic(endings)})"


ENDING = (
    _both_scripts(
        f"{CASES}|ta(?:si(?:{CASES})?|lik|lab|cha|lar|{CASES})?|lar(?:i)?(?:{CASES})?"
        f"|lik(?:lar)?(?:{CASES})?|lab|li"
    )
    + r"(?![^\W_])"
)
IN_ORDER = _both_scripts(f"(?:si|lar|lari)?(?:{CASES})?") + r"(?![^\W_])"
ORDINAL = r"(?:(?:и|i)?(?:nchi|нчи)|chi|чи)"
AMOUNT = rf"(?:{SPACED}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}(?!,?[0-9])|[0-9]+)"
NUMBER = re.compile(
    rf"(?<![\w–-])(?:(?P<roman_low>{ROMAN})[–-])?(?P<roman>{ROMAN})"
    r"(?=(?:-| )(?:asr|аср|bob|боб|boʻlim|бўлим|qism|қисм|jild|жилд|"
    r"tom|том|kvartal|квартал|chora[kg]|чора[кг]|sinf|синф|a\.|а\.))-?"
    rf"|{START}(?:{ISO_DATE}|{DOTTED_DATE}|{TIME}|(?P<ratio>[0-9]{{1,3}}):(?P<to>[0-9]{{1,3}})(?![0-9:])|{PARTS}"
    rf"|(?P<prefix>US\$|[$€£₽¥₸]){SPACE}?(?P<paid>{AMOUNT})(?:{DASH}(?:US\$|[$€£₽¥₸])?(?P<paid_to>{AMOUNT}(?![.,]?[0-9])))?(?:[.,](?P<cents>[0-9]{{2}}))?(?![0-9])"
    rf"(?:{SPACE}(?P<multiple>{MULTIPLES})\b\.?)?"
    rf"|(?<!-)(?P<low>{AMOUNT})(?:{DASH}| [–—-] )(?P<high>{AMOUNT})(?!{DASH}?[0-9])(?![.,:][0-9])"
    r"|(?P<share>[1-9])/(?P<of>[2-9]|10|100)(?![\w/.,]*[0-9])"
    r"|(?P<dotted>[0-9]+(?:\.[0-9]+)+)"
    rf"|(?P<first>{AMOUNT})(?:,(?P<part>[0-9]+)(?!,?[0-9]))?(?!,[0-9]))"
)
EVERY_NUMBER = re.compile(f"{NUMBER.pattern}|(?P<any>[0-9]+(?:\\.[0-9]+)*)")
TAIL = re.compile(
    rf"(?P<unit>{SPACE}?(?:[%‰]|°[CF]?)|(?:{SPACE}|-)?(?:"
    + "|".join(sorted((re.escape(unit) for unit in UNITS if unit.isalpha()), key=len, reverse=True))
    + rf")(?:(?![^\W_])|(?={ENDING}))|{SPACE}?(?:[$€£₽₸]|(?:USD|EUR|RUB|UZS)\b))"
    r"(?:(?:(?<=mln|млн|sek|daq)|(?<=mlrd|trln|млрд))\.(?= [^\W\dA-ZА-Я]))?"
    rf"(?P<unit_ending>{SPACE}?-?{ENDING})?"
    rf"|-?{ORDINAL}(?P<in_order>{IN_ORDER})"
    rf"|-(?P<possessed>{_both_scripts(f'si(?:{CASES})?')}(?![^\W_]))"
    r"|-(?P<bits>(?:bit|bayt|бит|байт)[^\W\d_]{1,12})"
    rf"|(?:[-ʼ]?|{SPACE}(?=[gkqdnгкқдн]))(?P<ending>{ENDING})"
    rf"|(?P<pieces>{SPACE}(?:ta|та|dona|дона|nafar|нафар)(?![^\W_]))"
    r"|-(?:y|й)\.(?P<year_dot>)"
    r"|-(?!(?:rc|alpha|beta|dev|pre|post|lts|preview|snapshot|stable|final)\b)(?P<noun>)(?=[^\W\d_])"
    r"|-(?P<hanging>)(?=,| (?:va|yoki|ва|ёки)(?!\w))"
)
FOLLOWED = re.compile(
    rf"{SPACE}(?:(?P<month>(?:{'|'.join(MONTHS)}|январ|феврал|март|апрел|май|июн|июл|август|"
    rf"сентябр|октябр|ноябр|декабр)ь?(?:{_both_scripts(CASES)})?(?![^\W_]))|(?P<year>yil(?!lik)|йил(?!лик)|(?P<short>[yй]{{1,2}}\.)))",
    re.IGNORECASE,
)
JOINED = re.compile(r"[-–:/×](?=[0-9])")
MINUS = re.compile(
    rf"(?<=\b[a-zA-Z]) [-–−] (?=[0-9])|(?<![^\s(«“\"=])[-–−](?=[0-9])(?![0-9]+{DASH})"
)
PLUS = re.compile(r"(?<![^\s(«“\"=…])\+(?=[0-9])")
SQUARE = re.compile(r"(?<=[0-9])(?P<unit> ?(?:km|sm|cm|mm|m|км|см|мм|м))(?P<power>[²³])(?![/·])")
METRES = {
    "m": "metr", "km": "kilometr", "sm": "santimetr", "cm": "santimetr", "mm": "millimetr",
    "м": "metr", "км": "kilometr", "см": "santimetr", "мм": "millimetr",
}  # fmt: skip
CURRENCY = re.compile(rf"{SPACE}?(?P<sign>[$€£₽₸]|(?:USD|EUR|RUB|UZS)\b)")
OF_A_NAME = re.compile(r"[A-Za-z]-\Z")
IN_A_FILE = re.compile(r"(?:nuqta|нуқта) \w+: \Z")
SINCE = re.compile(rf"[0-9]:[0-9]{{2}} ?{DASH} ?\Z")
LATIN_WORD = re.compile(
    r"ʻ|\b(?:va|yoki|bilan|uchun|ham|esa|bu|shu|kerak|emas|faqat|har|yil|soat|kun)\b"
    r"|[a-z](?:ning|dan|lar|gan|adi|gacha|ydi|moq|ish)\b"
)
"""Tells Uzbek in Latin letters from names and code."""
CYRILLIC, LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-z]")
