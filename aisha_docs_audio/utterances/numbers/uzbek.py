"""What a number in an Uzbek text means, in either script, and how it is said.

Rules: the spelling rules of 1995 (section 40: a hyphen between a numeral and a noun stands for the
ordinal's -nchi: "5-mart"; endings are joined: "10ta" is "oʻnta").
"""

from __future__ import annotations

import re

from aisha_docs_audio.utterances.numbers.literals import (
    UNTIL,
    all_said,
    is_code,
    roman_value,
    whole,
)
from aisha_docs_audio.utterances.numbers.uzbek_amounts import (
    uz_money,
    uz_number,
    uz_tailed,
    uz_with_ending,
    with_currency,
)
from aisha_docs_audio.utterances.numbers.uzbek_patterns import (
    CYRILLIC,
    EVERY_NUMBER,
    FOLLOWED,
    JOINED,
    LATIN,
    LATIN_WORD,
    METRES,
    MINUS,
    MONTHS,
    NUMBER,
    OF_A_NAME,
    PLUS,
    SINCE,
    SQUARE,
    TAIL,
)
from aisha_docs_audio.utterances.numbers.uzbek_ranges import uz_range_said
from aisha_docs_audio.utterances.numbers.uzbek_words import (
    ended,
    fraction,
    in_cyrillic,
    uz_cardinal,
    uz_digits_said,
    uz_ordinal,
)


def uzbek_numbers_said(text: str, *, everywhere: bool = False, cyrillic: bool = False) -> str:
    """Put the numbers of an Uzbek text into words, in the script of the text.

    `everywhere`: also the digits inside names ("MP3"), for a voice that cannot say any.
    `cyrillic`: the script of the page, for a text that has only names ("Python 3.11").
    """
    if not any("0" <= letter <= "9" or letter in "IVX" for letter in text):
        return text
    cyrillic = _is_cyrillic(text, otherwise=cyrillic)
    text = MINUS.sub(" minus " if not cyrillic else " минус ", text)
    text = PLUS.sub(" plyus " if not cyrillic else " плюс ", text)
    text = SQUARE.sub(lambda found: _square(found, cyrillic=cyrillic), text)

    def read(found: re.Match[str]) -> tuple[str, int]:
        words, end = _read(found)
        joined = JOINED.match(text, end)
        if joined and not words.endswith(" "):
            listed = text[end] == "/" and re.match("[0-9]{3}", text[end + 1 :])
            words, end = f"{words}{', ' if listed else ' '}", joined.end()
        return in_cyrillic(words) if cyrillic else words, end

    return all_said(text, EVERY_NUMBER if everywhere else NUMBER, read)


def _is_cyrillic(text: str, *, otherwise: bool) -> bool:
    theirs, ours = len(CYRILLIC.findall(text)), len(LATIN.findall(text))
    if theirs > ours:
        return True
    return (otherwise or theirs > 1) and LATIN_WORD.search(text) is None


def _square(found: re.Match[str], *, cyrillic: bool) -> str:
    words = f"{'kvadrat' if found['power'] == '²' else 'kub'} {METRES[found['unit'].strip()]}"
    return f" {in_cyrillic(words) if cyrillic else words}"


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
        return uz_with_ending(said, text, end)
    if found["hour"]:
        parts = [found["hour"], found["minute"], *filter(None, [found["second"]])]
        said = " ".join(
            uz_digits_said(p) if p[0] == "0" and len(p) > 1 else uz_cardinal(int(p)) for p in parts
        )
        until = UNTIL.match(text, end)
        if until:
            return f"{ended(said, 'dan')} ", until.end()
        with_ending = uz_with_ending(said, text, end)
        last = with_ending[1] == end and SINCE.search(
            text, max(0, found.start() - 8), found.start()
        )
        return (ended(said, "gacha"), end) if last else with_ending
    if found["prefix"]:
        said = uz_money(found["prefix"], found["paid"], found["cents"], found["multiple"])
        if found["paid_to"]:
            upper = uz_money(found["prefix"], found["paid_to"], found["cents"], found["multiple"])
            return f"{ended(uz_number(found['paid']), 'dan')} {ended(upper, 'gacha')}", end
        return uz_with_ending(said, text, end)
    if found["low"] or found["part_low"] or found["ratio"]:
        return uz_range_said(found)
    if found["share"] and int(found["share"]) < int(found["of"]):
        said = f"{ended(uz_cardinal(int(found['of'])), 'dan')} {uz_cardinal(int(found['share']))}"
        return uz_with_ending(said, text, end)
    if found["share"]:
        return f"{uz_cardinal(int(found['share']))} {uz_cardinal(int(found['of']))}", end
    return _quantity(found)


def _quantity(found: re.Match[str]) -> tuple[str, int]:
    digits = found["first"] or found.group()
    if "." in digits or found["dotted"]:
        said = " nuqta ".join(uz_number(part) for part in digits.split("."))
        digits = digits.rpartition(".")[2]
        tail = TAIL.match(found.string, found.end())
        if tail and (tail["noun"] is not None or tail["in_order"] is not None):
            last = uz_tailed("", int(digits), tail)
            return f"{said.rpartition(' nuqta ')[0]} nuqta {last}", tail.end()
    elif found["part"]:
        said = fraction(str(whole(digits)), found["part"])
    else:
        said = uz_number(digits)
    tail = TAIL.match(found.string, found.end())
    named = tail is not None and tail["noun"] is not None
    if named and OF_A_NAME.search(found.string, max(0, found.start() - 60), found.start()):
        return f"{said} ", found.end() + 1  # "gpt-4-turbo"
    if tail is not None and (found["first"] or found["dotted"] or tail["unit"]):
        value = 0 if is_code(digits) else whole(digits)
        return with_currency(uz_tailed(said, value, tail), found.string, tail.end())
    followed = FOLLOWED.match(found.string, found.end())
    if followed and not found["part"] and not is_code(digits):
        number = whole(digits)
        if (followed["month"] and number <= 31) or (followed["year"] and 999 < number < 2200):
            said = uz_ordinal(number)
            if followed["short"]:
                return f"{said} yil", followed.end()
    return said, found.end()
