"""Uzbek numbers in words, for a voice that cannot say them."""

from __future__ import annotations

import re

_ONES = ("", "bir", "ikki", "uch", "toʻrt", "besh", "olti", "yetti", "sakkiz", "toʻqqiz")
_TENS = (
    "", "oʻn", "yigirma", "oʻttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "toʻqson",
)  # fmt: skip
_THOUSANDS = ("", "ming", "million", "milliard", "trillion")
_PARTS = {1: "oʻndan", 2: "yuzdan", 3: "mingdan"}
_DIGITS = 15
"""The longest number said as one; a longer one is a code, said digit by digit."""

_NUMBER = re.compile(
    r"(?<![0-9])(?:"
    r"(?<!\w)(?P<grouped>[0-9]{1,3}(?:[ \u00a0][0-9]{3}){1,4})(?! ?[0-9])"  # 12 500
    r"|(?P<whole>[0-9]{1,15}),(?P<part>[0-9]{1,3})(?![0-9,])"  # 3,5
    r"|(?P<ordinal>[0-9]{1,15})-(?=[^\W\d_])(?!(?:ta|tadan|ga|dan|da|ni|ning)\b)"  # 5-mart
    r"|(?P<digits>[0-9]+))"
)
_BETWEEN = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_JOINED = re.compile(r"(?<=[0-9])[-–:/×](?=[0-9])")
_SIGNED = re.compile(r"(?<![^\s(«“\"])[-−+](?=[0-9])")
_UNITS = {
    "%": "foiz", "‰": "promille", "°C": "daraja Selsiy", "°": "daraja",
    "$": "dollar", "€": "yevro", "₽": "rubl", "£": "funt",
}  # fmt: skip
_UNIT = re.compile(f" ?({'|'.join(map(re.escape, _UNITS))})")


def cardinal(number: int) -> str:
    """Say a whole number from 0 to below 10¹⁵: 2024 is "ikki ming yigirma toʻrt"."""
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


def ordinal(number: int) -> str:
    """Say a number in its order: 5 is "beshinchi", 2 "ikkinchi"."""
    word = cardinal(number)
    return word + ("nchi" if word[-1] in "aiou" else "inchi")


def numbers_said(text: str) -> str:
    """Put the numbers of an Uzbek text in Latin letters, and the units behind them, into words.

    A hyphen between number and word makes an ordinal ("5-mart", spelling rules of 1995), but not
    before a noun's ending ("5-ta"). Points are said ("2.0.1"), a decimal comma is "butun". What
    begins with 0 or has more than 15 digits is said digit by digit.
    """
    text = _UNIT.sub(lambda found: f" {_UNITS[found[1]]}", text)
    text = _SIGNED.sub(lambda sign: "plyus " if sign.group() == "+" else "minus ", text)
    text = _JOINED.sub(" ", _BETWEEN.sub(" nuqta ", text))
    return " ".join(_NUMBER.sub(_said, text).split())


def _said(found: re.Match[str]) -> str:
    if found["grouped"]:
        said = cardinal(int("".join(found["grouped"].split())))
    elif found["whole"]:
        part = found["part"]
        said = f"{cardinal(int(found['whole']))} butun {_PARTS[len(part)]} {cardinal(int(part))}"
    elif found["ordinal"]:
        said = ordinal(int(found["ordinal"]))
    elif len(found["digits"]) > _DIGITS or (found["digits"][0] == "0" and found["digits"] != "0"):
        said = " ".join(_ONES[int(digit)] or "nol" for digit in found["digits"])
    else:
        said = cardinal(int(found["digits"]))
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return f"{' ' * before.isalnum()}{said}{' ' * after.isalnum()}"
