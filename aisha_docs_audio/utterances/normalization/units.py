"""Rates, money, percent and sizes: what a slash or a sign means beside a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.compound_units import (
    hold_compound_units,
    hold_unit_pairs,
    per_said,
)
from aisha_docs_audio.utterances.normalization.unit_words import PER, UNITS

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_NUMBER = r"[0-9]{1,9}(?:[ \u00a0\u2009\u202f,.][0-9]{3}(?![0-9])){0,4}(?:[.,][0-9]{1,6})? ?"
_SCALE = r"(?:(?:ming|mln|mlrd|минг|тыс|млн|млрд|million|billion|thousand)\b\.? )?"
_MONEY = r"(?:[A-Z]{1,3})?[$€£¥₽₸₴₹¢]"
_DENOMINATORS = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
_MARK = r"(?![\w²³])"
_RATE = re.compile(
    rf"(?P<amount>(?<![\w.,^])(?<!\^[-−+])(?:{_MONEY} ?{_NUMBER}"
    rf"|{_NUMBER}{_SCALE}(?:[kM]?{_MONEY}|[%‰]|[°º][CFС]|[^\W\d_]{{1,14}}\.?)))"
    rf" ?/ ?(?P<per>{_DENOMINATORS}){_MARK}"
    r"(?:(?<=мес|сек|мин|нед|чел)\.(?=[,;:)]| [a-zа-я]))?"
)
_UNIT_RATE = re.compile(
    rf"(?<![\w/.])(?P<amount>{'|'.join(UNITS)})/(?P<per>s|sec|h|hr|min|с|сек|ч|мин|soat|соат){_MARK}"
)
_MONEY_RATE = re.compile(
    rf"(?<![\w/.])(?P<amount>[$€£¥₽]|руб|сум|сўм|soʻm|UZS|USD|EUR|RUB)/(?P<per>{_DENOMINATORS}){_MARK}"
)
_CHAIN = re.compile(rf"(?<=[\U00020000-\U0002a6df])/(?P<per>{_DENOMINATORS}){_MARK}")
_PER_CHAIN = re.compile(
    rf"(?:(?<=\bper [a-z]{{4}})|(?<=\b(?:на|за) [а-я]{{12}}))/(?P<per>{_DENOMINATORS}){_MARK}"
)
_PER_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<amount>{_MONEY} ?[0-9]+(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,][0-9]+)? ?[^\W\d_]{1,8})"
    r"/(?P<per>[0-9]+ ?[^\W\d_]{1,8})(?!\w)"
)
_MEASURE = (
    r"(?:[kKMGT]?i?[Bb]|[kKMGT]?bit|[µmn]?s|min|h|[kmµ]?g|lb|oz|[kcm]?m|mi|ft|in|yd|[mc]?l|L|[kMG]?Wh?|[kM]?J|k?cal"
    r"|m?V|m?A|[kMG]?Hz|px|pt|r?em|[°º][CFС]|°|K|dB|ppm|мс|мин|[КМГ]?Б|[кмс]?м|[кМ]?Вт|к?г|л|[кМГ]?Гц"
    r"|lm|lx|cd|mol|[kMh]?Pa|k?N|bar|psi|rpm|fps|points?|lines?|words?|characters?|users?"
    rf"|{_MONEY})"
)
# "100 ms/frame", "5 lb/ft²": what a measure is counted by, whatever it is.
_MEASURE_RATE = re.compile(
    rf"(?P<amount>(?<![\w.,^])(?:{_NUMBER})(?:{_MEASURE}))/(?P<per>[^\W\d_]{{1,14}}(?:[·⋅][^\W\d_]{{1,4}})?[²³]?)"
    r"(?![\w/])"
)
_KEPT = re.compile(
    r"(?<![A-Za-z])[A-Z]{1,3}\$(?= ?[0-9])"  # US$7
    r"|(?<=[0-9]) ?%(?=-?[^\W\d_]{2})"  # 15 %dan
)
_TIMES = re.compile(
    r"(?P<into>(?<!\w)[Вв] )?(?<![\w.,])(?P<number>[0-9]+(?:[.,][0-9]+)?) ?×"
    r"(?! ?[0-9])(?=[\s.,;:!?)]|\Z)"
    r"|(?<![\w.,])(?P<plain>[0-9]+(?:[.,][0-9]+)?)x(?= (?:faster|slower|more|less|as|the|быстрее|"
    r"медленнее|больше|меньше|tez|sekin|koʻp|kam|тез|секин|кўп|кам)\b)"
)


def hold_units(text: str, words: Vocabulary, held: Held) -> str:
    """Hold rates in words ("5 km per hour"), money and percent as they stand ("US$7")."""
    text = hold_compound_units(text, words, held)
    if "/" in text:
        text = _PER_CHAIN.sub(lambda found: f" {held.hold(per_said(found['per'], words))}", text)
        text = held.hold_all(_RATE, text, lambda found: _rate_said(found, words))
        text = held.hold_all(_CHAIN, text, lambda found: f" {per_said(found['per'], words)}")
        text = held.hold_all(_MEASURE_RATE, text, lambda found: _per_amount_said(found, words))
        text = held.hold_all(_PER_AMOUNT, text, lambda found: _per_amount_said(found, words))
        for rate in (_UNIT_RATE, _MONEY_RATE):
            text = held.hold_all(rate, text, lambda found: _rate_said(found, words))
        text = hold_unit_pairs(text, words, held)
    text = held.hold_all(_KEPT, text, re.Match.group)
    if "×" in text or "x " in text:
        text = held.hold_all(_TIMES, text, lambda found: _times_said(found, words))
    return text


def _rate_said(found: re.Match[str], words: Vocabulary) -> str:
    amount = found["amount"].strip()
    per = per_said(found["per"], words, amount)
    if words.column in ("uz", "uz-Cyrl"):
        return f"{per} {amount}"
    return f"{amount} {per}"


def _per_amount_said(found: re.Match[str], words: Vocabulary) -> str:
    """Return "5 l/100 km" in words; in Uzbek what it is counted by comes first."""
    if _alike(found["amount"], found["per"]):
        return words.phrase("or").join((f"{found['amount']} ", f" {found['per']}"))  # 4xx/5xx
    parts = (found["amount"], re.sub("[·⋅]", " ", found["per"]))
    if found["per"].endswith(("Hz", "Гц")):
        return ", ".join(parts)  # 220 V/50 Hz
    return words.phrase("per", *(reversed(parts) if words.column.startswith("uz") else parts))


def _alike(amount: str, per: str) -> bool:
    """Distinguish "4xx/5xx", "12 pt/14 pt" and "8 GB/1 TB", one of two, from "5 l/100 km"."""
    units = tuple(each.lstrip("0123456789., ") for each in (amount, per))
    sizes = all(unit in ("p", "K", "xx") or unit[-1:] in ("B", "Б") for unit in units)
    return units[0] == units[1] or sizes


def _times_said(found: re.Match[str], words: Vocabulary) -> str:
    number = found["number"] or found["plain"]
    few = not number.isdigit() or (number[-1] in "234" and number[-2:-1] != "1")
    said = words.phrase("times more" if few else "times more many", number)
    # "В 2× быстрее" has the preposition already.
    return f"{found['into']}{said[2:]}" if found["into"] and words.column == "ru" else said
