"""What a number in an Uzbek text means, in either script, and how it is said.

Rules: the spelling rules of 1995 (section 40: a hyphen between a numeral and a noun stands for the
ordinal's -nchi: "5-mart"; endings are joined: "10ta" is "oʻnta").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import latin
from aisha_docs_audio.utterances.numbers.literals import (
    UNTIL,
    all_said,
    is_code,
    roman_value,
    whole,
)
from aisha_docs_audio.utterances.numbers.uzbek_patterns import (
    CURRENCIES,
    CYRILLIC,
    EVERY_NUMBER,
    FOLLOWED,
    JOINED,
    LATIN,
    MINUS,
    MONTHS,
    NUMBER,
    PLUS,
    SCALES,
    TAIL,
    UNITS,
)
from aisha_docs_audio.utterances.numbers.uzbek_words import (
    ended,
    fraction,
    in_cyrillic,
    uz_cardinal,
    uz_digits_said,
    uz_ordinal,
)

if TYPE_CHECKING:
    import re


def uzbek_numbers_said(text: str, *, everywhere: bool = False) -> str:
    """Put the numbers of an Uzbek text into words, in the script of the text.

    `everywhere`: also the digits inside names ("MP3"), for a voice that cannot say any.
    """
    if not any("0" <= letter <= "9" or letter in "IVX" for letter in text):
        return text
    cyrillic = len(CYRILLIC.findall(text)) > len(LATIN.findall(text))
    text = MINUS.sub(" minus " if not cyrillic else " минус ", text)
    text = PLUS.sub(" plyus " if not cyrillic else " плюс ", text)

    def read(found: re.Match[str]) -> tuple[str, int]:
        words, end = _read(found)
        joined = JOINED.match(text, end)
        if joined and not words.endswith(" "):
            words, end = f"{words} ", joined.end()
        return in_cyrillic(words) if cyrillic else words, end

    return all_said(text, EVERY_NUMBER if everywhere else NUMBER, read)


def _read(found: re.Match[str]) -> tuple[str, int]:  # noqa: PLR0911 - one for each way to write
    """Return what is said, and where in the text it ends."""
    text, end = found.string, found.end()
    if found["roman"]:
        low = found["roman_low"]
        first = f"{uz_cardinal(roman_value(low))}, " if low else ""
        said = first + uz_ordinal(roman_value(found["roman"]))
        return said + " " * found.group().endswith("-"), end
    if found["year"] or found["d"]:
        year, month, day = (
            found[a] or found[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        said = f"{uz_ordinal(int(year))} yil {uz_ordinal(int(day))} {MONTHS[int(month) - 1]}"
        return _with_ending(said, text, end)
    if found["hour"]:
        parts = [found["hour"], found["minute"], *filter(None, [found["second"]])]
        said = " ".join(
            uz_digits_said(p) if p[0] == "0" and len(p) > 1 else uz_cardinal(int(p)) for p in parts
        )
        until = UNTIL.match(text, end)
        if until:
            return f"{ended(said, 'dan')} ", until.end()
        return _with_ending(said, text, end)
    if found["prefix"]:
        said = _money(found["prefix"], found["paid"], found["cents"], found["multiple"])
        if found["paid_to"]:
            upper = _money(found["prefix"], found["paid_to"], found["cents"], found["multiple"])
            return f"{ended(_said(found['paid']), 'dan')} {ended(upper, 'gacha')}", end
        return _with_ending(said, text, end)
    if found["low"]:
        return _range(found)
    if found["share"] and int(found["share"]) < int(found["of"]):
        said = f"{ended(uz_cardinal(int(found['of'])), 'dan')} {uz_cardinal(int(found['share']))}"
        return _with_ending(said, text, end)
    if found["share"]:
        return f"{uz_cardinal(int(found['share']))} {uz_cardinal(int(found['of']))}", end
    return _quantity(found)


def _with_ending(said: str, text: str, end: int) -> tuple[str, int]:
    tail = TAIL.match(text, end)
    if tail is None or tail["ending"] is None:
        return said, end
    return ended(said, latin(tail["ending"])), tail.end()


def _money(currency: str, amount: str, cents: str | None, multiple: str | None) -> str:
    unit, small = CURRENCIES[currency]
    if multiple:
        many = latin(multiple).replace("mln", "million").replace("mlrd", "milliard")
        number = fraction(str(whole(amount)), cents) if cents else _said(amount)
        return f"{number} {many} {unit}"
    rest = f" {uz_cardinal(int(cents))} {small}" if cents and int(cents) else ""
    return f"{_said(amount)} {unit}{rest}"


def _said(digits: str) -> str:
    return uz_digits_said(digits) if is_code(digits) else uz_cardinal(whole(digits))


def _range(found: re.Match[str]) -> tuple[str, int]:  # noqa: PLR0911 - by what follows
    """Return "10–100 MB" as "oʻndan yuz megabaytgacha", but "2024–2025-yillar" with its ordinal."""
    low, high = found["low"], found["high"]
    codes = is_code(low) or is_code(high)
    if codes or whole(low) >= whole(high):
        spaced = " " in found.group() and not codes and "-" in found.group()
        return f"{_said(low)}{' minus ' if spaced else ', '}{_said(high)}", found.end()
    first, last = _said(low), _said(high)
    few = whole(high) <= 20 and whole(high) - whole(low) <= 2
    tail = TAIL.match(found.string, found.end())
    if tail is None:
        followed = FOLLOWED.match(found.string, found.end())
        if followed and (followed["month"] or whole(low) > 999):
            return f"{first}, {uz_ordinal(whole(high))}", found.end()
        spoken = f"{first}-{last}" if few else f"{ended(first, 'dan')} {ended(last, 'gacha')}"
        return spoken, found.end()
    if tail["unit"]:
        unit = _tailed("", 0, tail).strip()
        if unit in SCALES:  # "10–15 mln soʻm": the ending is the next word's
            return f"{first}, {last} {unit}", tail.end()
        if few and not tail["unit_ending"]:
            return f"{first}-{last} {unit}", tail.end()
        if not tail["unit_ending"]:
            unit = ended(unit, "gacha")
        elif not unit.endswith("gacha"):
            return f"{first}, {last} {unit}", tail.end()
        return f"{ended(first, 'dan')} {last} {unit}", tail.end()
    if tail["ending"] and latin(tail["ending"]) == "gacha":
        return f"{ended(first, 'dan')} {ended(last, 'gacha')}", tail.end()
    return f"{first}, {_tailed(last, whole(high), tail)}", tail.end()


def _quantity(found: re.Match[str]) -> tuple[str, int]:
    digits = found["first"] or found.group()
    if "." in digits or found["dotted"]:
        said = " nuqta ".join(_said(part) for part in digits.split("."))
        digits = digits.rpartition(".")[2]
        tail = TAIL.match(found.string, found.end())
        if tail and (tail["noun"] is not None or tail["in_order"] is not None):
            last = _tailed("", int(digits), tail)
            return f"{said.rpartition(' nuqta ')[0]} nuqta {last}", tail.end()
    elif found["part"]:
        said = fraction(str(whole(digits)), found["part"])
    else:
        said = _said(digits)
    tail = TAIL.match(found.string, found.end())
    if tail is not None and (found["first"] or found["dotted"] or tail["unit"]):
        value = 0 if is_code(digits) else whole(digits)
        return _tailed(said, value, tail), tail.end()
    followed = FOLLOWED.match(found.string, found.end())
    if followed and not found["part"] and not is_code(digits):
        number = whole(digits)
        if (followed["month"] and number <= 31) or (followed["year"] and 999 < number < 2200):
            said = uz_ordinal(number)
    return said, found.end()


def _tailed(said: str, number: int, tail: re.Match[str]) -> str:  # noqa: PLR0911 - one a tail
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
