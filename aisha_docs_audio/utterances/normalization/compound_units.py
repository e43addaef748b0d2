"""Units made of others, and what is counted by one: "rad/s", "J/(kg·K)", "10^6/ml", "5/day"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.unit_words import PER
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

# Units above and below a slash. Single letters that are also answers and choices (W/L, A/B, M/F)
# stand only beside those that make a unit with them.
_ABOVE = (
    r"(?:rad|deg|grad|[kcmµμn]?m[²³]?|[kmµμ]?g|mcg|[kmµμ]?mol|[kMGT]i?[bB]|[kMG]?bit|bits?|bytes?"
    r"|[kMG]?J|k?cal|[kMG]?Wh?|[kMm]?V|[kM]?N|[mcµμ]?[lL]|lm|cd|[kMh]?Pa|mi|ft|lb|oz|gal|min|[°º][CF]"
    r"|sm[²³]?|k?Vt|рад|град|[кмсн]?м[²³]?|мкм|[км]?г|мкг|[км]?моль|[КМГТ]?бит|бит|байт|[КМГТ]Б"
    r"|[кМ]?Дж|к?кал|[кМГ]?Вт|[кМм]?В|[кМ]?Н|м?л|лм|к?Па)"
)
_BELOW = (
    r"(?:[kcdmµμn]?m[²³]|[kcdm]m|s[²³]?|[mµμn]s|h|min|[dmcµμ]l|[dmcµμ]?L|kg|mol|K|[°º][CF]|ft[²³]?|in[²³]?|gal"
    r"|l|k?Wh|sm[²³]?|soat|[кдмс]?м[²³]|[кдсм]м|с[²³]?|м?с|ч|мин|[дм]л|л|кг|моль|сут|[°º]С)"
)
_NUMBER = r"(?:(?<![\w.,^])[0-9]{1,9}(?:[ \u00a0][0-9]{3}(?![0-9]))*(?:[.,][0-9]{1,6})? ?)"
_POWER = (
    r"(?:[0-9.,]{1,9} ?[·×*] ?)?[0-9]{1,9}(?:[.,][0-9]{1,6})?"
    r"(?:(?:\^|\*\*)(?:[-−+]?[0-9]{1,3}|\{[-−+]?[0-9]{1,3}\})|[⁻⁰¹²³⁴-⁹]{1,4})"
)
_LEFT = r"(?<![\w/.$^\\~-])"
_RIGHT = r"(?![\w²³(/]|\.\w)"
_TEMPERATURES = re.compile(
    rf"([°º][CFС]|[℃℉]|{_LEFT}K) ?/ ?((?:[-−]?[0-9.,]{{1,6}} ?)?[°º][CFС]|[℃℉])(?!\w)"
)
_PAIR = re.compile(
    rf"{_LEFT}(?![A-Z]/[A-IL-Z](?!\w))(?P<above>{_ABOVE})/(?P<below>{_BELOW}){_RIGHT}"
    rf"|{_LEFT}(?P<other>[mVNWJAмВНА])/(?P<other_below>[mм][²³]?){_RIGHT}(?<!m/m)(?<!м/м)"
)
_OVER_PRODUCT = re.compile(
    rf"(?P<above>(?:{_NUMBER}|{_LEFT}){_ABOVE})"
    rf"/\((?P<below>[^\W\d_]{{1,4}}[²³]?(?:[·⋅* ][^\W\d_]{{1,4}}[²³]?){{1,3}})\)"
)
_OF_POWER = re.compile(
    rf"(?<![\w.,^])(?P<above>{_POWER}(?: [^\W\d_]{{1,14}})?)/(?P<below>{_BELOW}|[mм]|[lл]){_RIGHT}"
)
_OVER_AMOUNT = re.compile(
    rf"(?:(?<=[\U00020000-\U0002a6df])|{_LEFT}(?P<above>{_ABOVE}))"
    rf"/(?P<below>[0-9]+(?:[.,][0-9]+)? ?[^\W\d_]{{1,4}}[²³]?)(?![\w/])"
    r"(?P<other>)(?P<other_below>)"
)
_TIMES = (
    "second|sec|s|minute|min|hour|h|day|week|month|year|user|person|request|soniya|daqiqa|soat"
    "|kun|hafta|oy|yil|kishi|сония|дақиқа|соат|кун|ҳафта|ой|йил|киши|сек|с|мин|час|ч|день|сутки|сут"
    "|неделю|нед|месяц|мес|год|чел"
)
_COUNT = re.compile(
    rf"(?<![\w.,/:^$€£₽%-])(?P<above>[0-9]+(?:[.,][0-9]+)?)/(?P<below>{_TIMES})(?![\w/])"
)
# "8 bits/byte": a plural is counted by what stands in the singular; "cats/dogs" is a choice.
_PLURAL = re.compile(
    r"(?<![\w.,/])(?P<above>[0-9]+(?:[.,][0-9]+)* [a-z]{2,14}s)"
    r"/(?P<below>[a-z]{2,14}(?<!s))(?![\w/])|(?<![\w/.$-])(?P<other>[a-z]{2,14}s)"
    r"/(?P<other_below>s|sec|second|minute|min|hour|day|week|month|year)"
    r"(?![\w/])"
)
_RUSSIAN = re.compile(
    r"(?<![\w.,/])(?P<above>[0-9]+(?:[.,][0-9]+)? (?:бит|байт|строк[аи]?|символ(?:а|ов)?|слов[ао]?"
    r"|запрос(?:а|ов)?|кадр(?:а|ов)?|точ(?:ек|ка|ки)|токен(?:а|ов)?|страниц[аы]?|файл(?:а|ов)?"
    r"|сообщени[еяй]|раза?))/(?P<below>[а-яё]{1,14})(?![\w/])"
    r"|(?<![\w/.-])(?P<other>оп|[а-яё]{3,14})/(?P<other_below>сек|с|мин|ч)(?![\w/.])"
)
_PRODUCT = re.compile(
    r"(?<![\w·⋅])(?:[kMGmкМГм]?(?:Wh?|Vt|N|Pa|g|m|A|V|J|mol|Вт|Н|Па|г|м|А|В|Дж|моль)[²³]?)"
    r"(?:[·⋅](?:[kMGmкМГм]?(?:s|h|m|g|K|mol|soat|с|ч|м|г|К|моль)[²³]?)){1,3}(?!\w)"
)
_DOT = re.compile("[·⋅*]")
_PAID = re.compile("[$€£¥₽₸₴₹¢]|(?<!\\w)(?:руб|коп|сум|долл|евро|цент|UZS|USD|EUR|RUB)")


def hold_compound_units(text: str, words: Vocabulary, held: Held) -> str:
    """Hold such units and counts in words; "°C/°F" is one or the other."""
    if "·" in text or "⋅" in text:
        text = _PRODUCT.sub(_product_said, text)
    if "/" not in text:
        return text
    text = held.hold_all(
        _TEMPERATURES, text, lambda found: f"{found[1]} {words.phrase('or')} {found[2]}"
    )
    for pattern in (_OVER_PRODUCT, _OF_POWER, _COUNT):
        text = pattern.sub(lambda found: _said(found["above"], found["below"], words, held), text)
    return text


def hold_unit_pairs(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the pairs of units that no number stands before, once amounts are held."""
    if "/" not in text:
        return text
    counted = {"en": _PLURAL, "ru": _RUSSIAN}.get(words.column)
    for pattern in (_OVER_AMOUNT, _PAIR, counted):
        if pattern is not None:
            text = pattern.sub(lambda found: _either_said(found, words, held), text)
    return text


def _either_said(found: re.Match[str], words: Vocabulary, held: Held) -> str:
    above, below = found["above"] or found["other"] or "", found["below"] or found["other_below"]
    return _said(above, below, words, held)


def per_said(unit: str, words: Vocabulary, amount: str = "") -> str:
    """Return what an amount is counted by: "per hour", «в час»; money is paid «за литр»."""
    said = PER[unit][COLUMNS.index(words.column)]
    paid = _PAID.search(amount) is not None
    return f"на {said[3:]}" if said.startswith("за ") and not paid else said


def _product_said(found: re.Match[str]) -> str:
    product = found.group()
    # "N·m" may be a product of two quantities, each of them one letter.
    return product if max(map(len, _DOT.split(product))) < 2 else _DOT.sub(" ", product)


def _said(above: str, below: str, words: Vocabulary, held: Held) -> str:
    """Return "{above} per {below}"; powers in `above` are left to their own rule."""
    below = _DOT.sub(" ", below)
    uzbek = words.column.startswith("uz")
    if below in PER:
        per = per_said(below, words)
    else:
        per = words.phrase("per", below, "") if uzbek else words.phrase("per", "", below)
    per = held.hold(per.strip())
    return f"{per} {above}".strip() if uzbek and above else f"{above} {per}"
