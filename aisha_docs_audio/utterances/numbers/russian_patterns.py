"""What numbers in Russian texts look like: as they stand, and with what stands around them."""

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
from aisha_docs_audio.utterances.numbers.russian_nouns import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
GENITIVE = {1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных")} | {
    4: ("десятитысячная", "десятитысячных"), 5: ("стотысячная", "стотысячных"),
    6: ("миллионная", "миллионных"),
}  # fmt: skip

PREPOSITIONS: Mapping[Case, str] = {
    "gen": "до от из без около более менее больше меньше свыше после порядка для кроме против у "
    "ок. течение продолжение протяжении количестве размере пределах объёме",
    "dat": "к ко благодаря",
    "ins": "между над перед",
    "pre": "о об при",
}
BEFORE: Mapping[str, Case] = {
    word: case for case, words in PREPOSITIONS.items() for word in words.split()
}
ORDINAL_ENDINGS: Mapping[str, tuple[Case, Gender]] = {
    "й": ("nom", "m"), "я": ("nom", "f"), "е": ("nom", "n"), "го": ("gen", "m"),
    "му": ("dat", "m"), "м": ("pre", "m"), "х": ("gen", "pl"), "ми": ("ins", "pl"),
    "ю": ("acc", "f"), "ю́": ("acc", "f"),
}  # fmt: skip
YEAR_CASES: Mapping[str, tuple[Case, Gender]] = {
    "год": ("nom", "m"), "года": ("gen", "m"), "году": ("dat", "m"), "годом": ("ins", "m"),
    "годе": ("pre", "m"), "годы": ("nom", "pl"), "годов": ("gen", "pl"), "годах": ("pre", "pl"),
    "годам": ("dat", "pl"), "годами": ("ins", "pl"),
}  # fmt: skip
CENTURY_CASES: Mapping[str, Case] = {
    "": "nom", "а": "gen", "у": "dat", "ом": "ins", "е": "pre", "ов": "gen", "ах": "pre",
}  # fmt: skip

AMOUNT = rf"(?:{SPACED}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}(?!,?[0-9])|[0-9]+)"
NUMBER = re.compile(
    rf"(?<![\w–-])(?P<roman>{ROMAN})"
    rf"(?:[–-](?P<roman_to>{ROMAN}))?(?:(?= (?:век|квартал)(?P<century_end>[а-я]{{0,2}})(?!\w))"
    r"|(?P<century> вв?\.)(?!\w))"
    rf"|{START}(?:{ISO_DATE}|{DOTTED_DATE}|{TIME}|(?P<ratio>[0-9]{{1,3}}):(?P<to>[0-9]{{1,3}})(?![0-9:])"
    rf"|{PARTS}"
    rf"|(?P<prefix>US\$|[$€£₽¥₸]){SPACE}?(?P<paid>{AMOUNT})(?:{DASH}(?:US\$|[$€£₽¥₸])?(?P<paid_to>{AMOUNT}(?![.,]?[0-9])))?(?:[.,](?P<cents>[0-9]{{1,2}}))?(?![0-9])"
    rf"(?P<multiple>{SPACE}(?:тыс\.|млн|млрд|трлн)(?!\w)\.?)?"
    rf"|(?<!-)(?P<low>{AMOUNT})(?:{DASH}| [–—-] )(?P<high>{AMOUNT})(?!{DASH}?[0-9])(?![.,:][0-9])"
    r"|(?P<share>[1-9])/(?P<of>[2-9]|10|100)(?![\w/.,]*[0-9])"
    r"|(?P<dotted>[0-9]+(?:\.[0-9]+)+)(?!\w)"
    rf"|(?P<first>{AMOUNT})(?:,(?P<part>[0-9]{{1,6}})(?!,?[0-9]))?(?![^\W_])(?![.,][0-9]))"
)
_MEASURES = "|".join(sorted((unit for unit in MEASURES if len(unit) > 1), key=len, reverse=True))
TAIL = re.compile(
    rf"{SPACE}?(?P<unit>[%‰](?!-[а-я])|°[CСF]?|[$€£₽₸]"
    rf"|(?:{_MEASURES})(?![^\W_])(?![²³/·])"
    r"|[сВ](?=[,;:.)]|\Z| в )|[мчл](?![^\W_²³/·])(?!\. ?[^\WА-ЯЁ])"
    r"|(?<![12][0-9]{3} )г(?![\w./·]))"
    rf"|{SPACE}(?P<word>(?:тыс|руб|коп|долл)\.|(?:млн|млрд|трлн)(?!\w)\.?|(?:USD|EUR|RUB|UZS)(?!\w))"
    rf"|{SPACE}?%-(?P<percentage>й|я|е|го|му|м|х|ми|ю)(?!\w)"
    r"|-(?P<counted>ти|и|ю|мя|тью|ух|ёх|рех|рёх|х)(?![\w-])"
    r"|-(?:о|ы|а|ь|у|и)?(?P<order>й|я|е|го|му|м|х|ми|ю)(?![\w-])"
    r"|-(?P<part_of>[а-яё]{3,40})"
    rf"|{SPACE}(?P<year_word>год(?:а|у|ом|е|ы|ов|ах|ам|ами)?(?!\w)|гг?\.)"
    rf"|{SPACE}(?P<month_word>(?:{'|'.join(MONTHS)})(?!\w))"
)
GENDER = re.compile(
    rf"{SPACE}(?:[а-яё]{{1,30}}(?:ая|ую|ой|ые|ых|ое|ый|ий|ого) )?(?P<noun>[а-яё]{{2,}})"
)
SIGN_BEHIND = re.compile(
    " (?:точка|запятая|решётка|тильда|двоеточие|дефис|слеш|собака|апостроф|закрывающ|открывающ"
    "|косая|умножить|делить|плюс|минус|равно|обратная косая|вертикальн|нижнее)"
)
"""A sign that was named: "1.*" is no one point."""
IN_CASE = re.compile(
    r" (?:[а-яё]+(?:ых|их|ым|им|ыми|ими) )?[а-яё]+(?P<ending>[ая]х|[ая]м|[ая]ми)(?![^\W_])"
)
NOUN_CASES: dict[str, Case] = {
    "ах": "pre", "ях": "pre", "ам": "dat", "ям": "dat", "ами": "ins", "ями": "ins",
}  # fmt: skip
PREPOSITION = re.compile(r"(?<!\w)([а-яё]+|ок\.) \Z", re.IGNORECASE)
BETWEEN = re.compile(r"(?<!\w)между [^.;:!?]{1,60} и \Z", re.IGNORECASE)
FROM = re.compile(r"(?<!\w)[сСcC]о? \Z")
TO = re.compile(
    rf" (?:(?:по|до) [0-9]{{1,2}} (?P<month>{'|'.join(MONTHS)})(?!\w)"
    r"|(?P<years>(?:по|до) [12][0-9]{3} г)|до )"
)
UNTIL_DAY = re.compile(r"(?<!\w)по \Z")
MINUS = re.compile(
    rf"(?<=\b[a-zA-Zа-яА-Я]) [-–−] (?=[0-9]+\b)|(?<![^\s(«“\"=])[-–−](?=[0-9])(?![0-9]+{DASH})"
)
PLUS = re.compile(r"(?<![^\s(«“\"=…])\+(?=[0-9])")
RAISED = re.compile("(?<=[0-9A-Za-zА-Яа-я)])(?<![0-9] м)(?<![0-9]м)(?<![0-9] км)(⁻?[⁰¹²³⁴-⁹]+)")
POWERS = {"2": "в квадрате", "3": "в кубе"}
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
