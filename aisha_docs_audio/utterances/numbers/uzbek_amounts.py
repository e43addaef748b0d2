"""Amounts in Uzbek: a number with its unit, its currency and the endings joined to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import latin
from aisha_docs_audio.utterances.numbers.literals import is_code, whole
from aisha_docs_audio.utterances.numbers.uzbek_patterns import (
    CURRENCIES,
    CURRENCY,
    SCALES,
    TAIL,
    UNITS,
)
from aisha_docs_audio.utterances.numbers.uzbek_words import (
    ended,
    fraction,
    uz_cardinal,
    uz_digits_said,
    uz_ordinal,
)

if TYPE_CHECKING:
    import re


def uz_number(digits: str) -> str:
    """Return a whole number in words, or a code digit by digit."""
    return uz_digits_said(digits) if is_code(digits) else uz_cardinal(whole(digits))


def uz_with_ending(said: str, text: str, end: int) -> tuple[str, int]:
    """Join the ending that stands in the text at `end`; return also where that ends."""
    tail = TAIL.match(text, end)
    if tail is None or tail["ending"] is None:
        return said, end
    return ended(said, latin(tail["ending"])), tail.end()


def uz_money(currency: str, amount: str, cents: str | None, multiple: str | None) -> str:
    """Return an amount of a currency, with its small money or "million" and the like."""
    unit, small = CURRENCIES[currency]
    if multiple:
        many = latin(multiple).replace("mln", "million").replace("mlrd", "milliard")
        number = fraction(str(whole(amount)), cents) if cents else uz_number(amount)
        return f"{number} {many} {unit}"
    rest = f" {uz_cardinal(int(cents))} {small}" if cents and int(cents) else ""
    return f"{uz_number(amount)} {unit}{rest}"


def uz_tailed(said: str, number: int, tail: re.Match[str]) -> str:  # noqa: PLR0911 - one a tail
    """Return a number with what is written behind it: a unit, an ending, a hyphen and a noun."""
    if tail["unit"]:
        unit = tail["unit"].lstrip(" \u00a0\u2009\u202f-")
        name = CURRENCIES[unit][0] if unit in CURRENCIES else UNITS[unit]
        ending = latin((tail["unit_ending"] or "").lstrip(" \u00a0\u2009\u202f-"))
        return f"{said} {ended(name, ending)}"
    if tail["in_order"] is not None:
        return ended(uz_ordinal(number), latin(tail["in_order"]))
    if tail["pieces"] is not None or tail["bits"] is not None:
        return f"{said} {(tail['pieces'] or tail['bits']).strip()}"
    if tail["possessed"] is not None:
        return uz_ordinal(number) + latin(tail["possessed"])
    if tail["ending"] is not None:
        return ended(said, latin(tail["ending"]))
    if tail["year_dot"] is not None:
        return f"{uz_ordinal(number)} yil"
    return uz_ordinal(number) + " " * (tail["hanging"] is None)


def with_currency(said: str, text: str, end: int) -> tuple[str, int]:
    """Go on behind "1,5 mln" where the currency's sign follows."""
    sign = CURRENCY.match(text, end) if said.rpartition(" ")[2] in SCALES else None
    return (f"{said} {CURRENCIES[sign['sign']][0]}", sign.end()) if sign else (said, end)
