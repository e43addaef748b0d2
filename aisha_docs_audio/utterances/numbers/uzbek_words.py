"""Uzbek numerals: cardinals, ordinals, fractions, and the endings that nouns and numerals take."""

from __future__ import annotations

import re

_ONES = ("", "bir", "ikki", "uch", "toʻrt", "besh", "olti", "yetti", "sakkiz", "toʻqqiz")
_TENS = (
    "", "oʻn", "yigirma", "oʻttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "toʻqson",
)  # fmt: skip
_THOUSANDS = ("", "ming", "million", "milliard", "trillion")
_PARTS = ("oʻndan", "yuzdan", "mingdan", "oʻn mingdan", "yuz mingdan", "milliondan")


def uz_cardinal(number: int) -> str:
    """Return a whole number from 0 to below 10¹⁵: 2024 is "ikki ming yigirma toʻrt"."""
    if not 0 <= number < 10**15:
        raise ValueError(f"a number from 0 to below 10 to the 15th is needed, not {number}")
    if number in (100, 1000):  # elsewhere "bir yuz", "bir ming"
        return "yuz" if number == 100 else "ming"
    words: list[str] = []
    for place in reversed(range(len(_THOUSANDS))):
        group = number // 1000**place % 1000
        if group:
            hundreds, ones = divmod(group, 100)
            words += [_ONES[hundreds], "yuz"] if hundreds else []
            words += [_TENS[ones // 10], _ONES[ones % 10], _THOUSANDS[place]]
    return " ".join(filter(None, words)) or "nol"


def uz_ordinal(number: int) -> str:
    """Return a number in its order: 5 is "beshinchi", 2 "ikkinchi"."""
    word = uz_cardinal(number)
    return word + ("nchi" if word[-1] in "aiou" else "inchi")


def ended(word: str, ending: str) -> str:
    """Join a noun's ending to a numeral: "qirq" + "ga" is "qirqqa", "bir" + "ta" "bitta".

    Spelling rules of 1995, section 33: -ga is -ka behind k and g, -qa behind q.
    """
    if ending.startswith("ta") and word.endswith("bir"):
        return f"{word[:-1]}t{ending}"
    if ending[:2] in {"ka", "qa"}:
        ending = f"g{ending[1:]}"
    if ending.startswith("ga") and word[-1] in "kgq":
        return f"{word}{'q' if word[-1] == 'q' else 'k'}{ending[1:]}"
    return word + ending


def uz_digits_said(digits: str) -> str:
    """Return digits in words, one by one."""
    return " ".join(_ONES[int(digit)] or "nol" for digit in digits)


def fraction(whole: str, part: str) -> str:
    """Return a decimal fraction: 3,5 is "uch butun oʻndan besh"; a long one digit by digit."""
    if len(part) > len(_PARTS):
        return f"{uz_cardinal(int(whole))} butun {uz_digits_said(part)}"
    return f"{uz_cardinal(int(whole))} butun {_PARTS[len(part) - 1]} {uz_cardinal(int(part))}"


_LETTERS = {
    "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "ye": "е", "yo": "ё", "yu": "ю", "ya": "я",
    "a": "а", "b": "б", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "ҳ", "i": "и", "j": "ж",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "қ", "r": "р", "s": "с",
    "t": "т", "u": "у", "v": "в", "x": "х", "y": "й", "z": "з",
}  # fmt: skip


def in_cyrillic(words: str) -> str:
    """Write our own number words in Cyrillic; not a transliterator for any other text."""
    for name, cyrillic in (("Selsiy", "Цельсий"), ("Farengeyt", "Фаренгейт")):
        words = words.replace(name, cyrillic)
    written, place = [], 0
    while place < len(words):
        pair = words[place : place + 2]
        starts = place == 0 or not words[place - 1].isalpha()
        if pair in _LETTERS:
            written.append(_LETTERS[pair])
            place += 2
        else:
            letter = "э" if starts and words[place] == "e" else _LETTERS.get(pair[:1], pair[:1])
            written.append(letter)
            place += 1
    return re.sub(r"\bнол\b", "ноль", "".join(written))
