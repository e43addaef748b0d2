"""Russian numerals: cardinals and ordinals with gender and case, and the nouns they govern.

Declension after the Academy's grammar of 1980, sections 1368 to 1379.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

Case: TypeAlias = Literal["nom", "gen", "dat", "acc", "ins", "pre"]
Gender: TypeAlias = Literal["m", "f", "n", "pl"]

CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "pre")

_ONE = {
    "m": ("один", "одного", "одному", "один", "одним", "одном"),
    "f": ("одна", "одной", "одной", "одну", "одной", "одной"),
    "n": ("одно", "одного", "одному", "одно", "одним", "одном"),
    "pl": ("одни", "одних", "одним", "одни", "одними", "одних"),
}
_TWO_OBLIQUE = ("двух", "двум", "", "двумя", "двух")
_SMALL = {
    3: ("три", "трёх", "трём", "три", "тремя", "трёх"),
    4: ("четыре", "четырёх", "четырём", "четыре", "четырьмя", "четырёх"),
    8: ("восемь", "восьми", "восьми", "восемь", "восемью", "восьми"),
    0: ("ноль", "нуля", "нулю", "ноль", "нулём", "нуле"),
    40: ("сорок", "сорока", "сорока", "сорок", "сорока", "сорока"),
    90: ("девяносто", "девяноста", "девяноста", "девяносто", "девяноста", "девяноста"),
    100: ("сто", "ста", "ста", "сто", "ста", "ста"),
}
_SOFT = {
    5: "пять", 6: "шесть", 7: "семь", 9: "девять", 10: "десять", 11: "одиннадцать",
    12: "двенадцать", 13: "тринадцать", 14: "четырнадцать", 15: "пятнадцать", 16: "шестнадцать",
    17: "семнадцать", 18: "восемнадцать", 19: "девятнадцать", 20: "двадцать", 30: "тридцать",
}  # fmt: skip
_TENS = {50: "пят", 60: "шест", 70: "сем", 80: "восем"}
_HUNDREDS = {
    2: ("двести", "двухсот", "двумстам", "двести", "двумястами", "двухстах"),
    3: ("триста", "трёхсот", "трёмстам", "триста", "тремястами", "трёхстах"),
    4: ("четыреста", "четырёхсот", "четырёмстам", "четыреста", "четырьмястами", "четырёхстах"),
}
_THOUSAND = ("тысяча", "тысячи", "тысяче", "тысячу", "тысячей", "тысяче")
_THOUSANDS = ("тысячи", "тысяч", "тысячам", "тысячи", "тысячами", "тысячах")
_MILLIONS = ("", "", "миллион", "миллиард", "триллион")
_ORDINALS = {
    0: "нулев", 1: "перв", 2: "втор", 3: "трет", 4: "четвёрт", 5: "пят", 6: "шест", 7: "седьм",
    8: "восьм", 9: "девят", 10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат",
    14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат", 17: "семнадцат", 18: "восемнадцат",
    19: "девятнадцат", 20: "двадцат", 30: "тридцат", 40: "сороков", 50: "пятидесят",
    60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност", 100: "сот",
}  # fmt: skip
_STRESSED = frozenset({0, 2, 6, 7, 8, 40})
"""Ordinals whose masculine nominative ends in -ой."""
_ADJECTIVE: dict[Gender, tuple[str, ...]] = {
    "m": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
    "n": ("ое", "ого", "ому", "ое", "ым", "ом"),
    "pl": ("ые", "ых", "ым", "ые", "ыми", "ых"),
}
_THIRD: dict[Gender, tuple[str, ...]] = {
    "m": ("ий", "ьего", "ьему", "ий", "ьим", "ьем"),
    "f": ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
    "n": ("ье", "ьего", "ьему", "ье", "ьим", "ьем"),
    "pl": ("ьи", "ьих", "ьим", "ьи", "ьими", "ьих"),
}


def ru_cardinal(number: int, case: Case = "nom", gender: Gender = "m") -> str:
    """Return a whole number from 0 to below 10¹⁵ in a case: 2, "gen" is "двух".

    The last word agrees with `gender`: 21, "f" is "двадцать одна".
    """
    if number == 0:
        return _form(_SMALL[0], case)
    words: list[str] = []
    for place in reversed(range(5)):
        group = number // 1000**place % 1000
        if not group:
            continue
        if place == 0:
            words.append(_below_thousand(group, case, gender))
            continue
        if not (group == 1 and not words):
            words.append(_below_thousand(group, case, "f" if place == 1 else "m"))
        words.append(_thousands(place, group, case))
    return " ".join(words)


def _thousands(place: int, count: int, case: Case) -> str:
    form = plural_form(count)
    direct = case in ("nom", "acc")
    if place == 1:
        if form == 0:
            return _form(_THOUSAND, case)
        return (_THOUSAND[1] if form == 1 else "тысяч") if direct else _form(_THOUSANDS, case)
    stem = _MILLIONS[place]
    if form == 0:
        return stem + _form(("", "а", "у", "", "ом", "е"), case)
    if direct:
        return stem + ("а" if form == 1 else "ов")
    return stem + _form(("", "ов", "ам", "", "ами", "ах"), case)


def _below_thousand(number: int, case: Case, gender: Gender) -> str:
    words = []
    hundreds, rest = divmod(number, 100)
    if hundreds:
        words.append(_hundred(hundreds, case))
    if rest > 20 and rest % 10:
        words += [_simple(rest // 10 * 10, case, gender), _simple(rest % 10, case, gender)]
    elif rest:
        words.append(_simple(rest, case, gender))
    return " ".join(words)


def _hundred(hundreds: int, case: Case) -> str:
    if hundreds == 1:
        return _form(_SMALL[100], case)
    if hundreds in _HUNDREDS:
        return _form(_HUNDREDS[hundreds], case)
    if case in ("nom", "acc"):
        return f"{_simple(hundreds, 'nom', 'm')}сот"
    ending = {"gen": "сот", "dat": "стам", "ins": "стами", "pre": "стах"}[case]
    return f"{_simple(hundreds, case, 'm')}{ending}"


def _simple(number: int, case: Case, gender: Gender) -> str:
    if number == 1:
        return _form(_ONE[gender], case)
    if number == 2:
        if case in ("nom", "acc"):
            return "две" if gender == "f" else "два"
        return _form(("", *_TWO_OBLIQUE), case)
    if number in _SMALL:
        return _form(_SMALL[number], case)
    if number in _TENS:
        stem = _TENS[number]
        first, second = (
            ("ь", "") if case in ("nom", "acc") else ("ью", "ью") if case == "ins" else ("и", "и")
        )
        if number == 80 and first == "и":
            stem = "восьм"
        return f"{stem}{first}десят{second}"
    word = _SOFT[number]
    ending = {"nom": "ь", "acc": "ь", "ins": "ью"}.get(case, "и")
    return word[:-1] + ending


def ru_ordinal(number: int, case: Case = "nom", gender: Gender = "m") -> str:
    """Return a number in its order: 2024, "pre" is "две тысячи двадцать четвёртом"."""
    for place in (4, 3, 2, 1):
        if number and number % 1000**place == 0:
            count = number // 1000**place
            stem = ("", "тысячн", "миллионн", "миллиардн", "триллионн")[place]
            return f"{compound(count) if count > 1 else ''}{stem}{_form(_ADJECTIVE[gender], case)}"
    last = number % 100
    last = last if last <= 20 or last % 10 == 0 else last % 10
    if last == 0 and number:
        hundreds = number // 100 % 10
        last, rest = 100, number - hundreds * 100
        stem = f"{compound(hundreds) if hundreds > 1 else ''}{_ORDINALS[100]}"
    else:
        rest, stem = number - last, _ORDINALS[last]
    endings = _THIRD[gender] if last == 3 else _ADJECTIVE[gender]
    ending = _form(endings, case)
    if ending == "ый" and last in _STRESSED:
        ending = "ой"
    return f"{ru_cardinal(rest)} {stem}{ending}" if rest else f"{stem}{ending}"


def compound(number: int) -> str:
    """Return a number as the first part of a word: 64 is "шестидесятичетырёх" ("-битный")."""
    said = ru_cardinal(number, "gen", "m")
    for whole, part in (
        ("одного", "одно"),
        ("ста", "сто"),
        ("девяноста", "девяносто"),
        ("тысячи", "тысяче"),
    ):
        said = " ".join(part if word == whole else word for word in said.split(" "))
    return said.replace(" ", "")


def plural_form(number: int) -> int:
    """Return which form of a noun a number asks for: 0 "файл", 1 "файла", 2 "файлов"."""
    if 11 <= number % 100 <= 14:
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)


def ru_digits_said(digits: str) -> str:
    """Return digits in words, one by one."""
    return " ".join(ru_cardinal(int(digit)) for digit in digits)


def _form(forms: tuple[str, ...], case: Case) -> str:
    return forms[CASES.index(case)]
