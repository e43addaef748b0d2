"""The Russian nouns that go with numbers: money, percent and degrees, in number and case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.russian_words import plural_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender

Forms = tuple[str, str, str]
"""A noun behind 1, behind 2, behind 5."""

_DOLLAR: Forms = ("доллар", "доллара", "долларов")
_RUBLE: Forms = ("рубль", "рубля", "рублей")
_CENT: Forms = ("цент", "цента", "центов")
_KOPECK: Forms = ("копейка", "копейки", "копеек")
CURRENCIES: Mapping[str, tuple[Forms, Forms]] = {
    "US$": (_DOLLAR, _CENT), "$": (_DOLLAR, _CENT), "USD": (_DOLLAR, _CENT),
    "€": (("евро",) * 3, _CENT), "EUR": (("евро",) * 3, _CENT),
    "£": (("фунт", "фунта", "фунтов"), ("пенс", "пенса", "пенсов")),
    "₽": (_RUBLE, _KOPECK), "RUB": (_RUBLE, _KOPECK),
    "UZS": (("сум", "сума", "сумов"), ("тийин", "тийина", "тийинов")),
    "¥": (("иена", "иены", "иен"), ("сен",) * 3),
    "₸": (("тенге",) * 3, ("тиын", "тиына", "тиынов")),
}  # fmt: skip


def _masculine(*nouns: str, many: str = "") -> tuple[Forms, ...]:
    return tuple((noun, f"{noun}а", f"{noun}{many}") for noun in nouns)


_METRE, _KILOMETRE, _CENTIMETRE, _MILLIMETRE, _LITRE, _HOUR, _GRAM, _KILOGRAM = _masculine(
    "метр", "километр", "сантиметр", "миллиметр", "литр", "час", "грамм", "килограмм", many="ов"
)
_KILOBYTE, _MEGABYTE, _GIGABYTE, _TERABYTE, _KILOBIT, _MEGABIT, _GIGABIT = _masculine(
    "килобайт", "мегабайт", "гигабайт", "терабайт", "килобит", "мегабит", "гигабит"
)
_HERTZ, _KILOHERTZ, _MEGAHERTZ, _GIGAHERTZ, _WATT, _KILOWATT, _VOLT = _masculine(
    "герц", "килогерц", "мегагерц", "гигагерц", "ватт", "киловатт", "вольт"
)
_SECOND: Forms = ("секунда", "секунды", "секунд")
_MILLISECOND: Forms = ("миллисекунда", "миллисекунды", "миллисекунд")
MEASURES: Mapping[str, Forms] = {
    "км": _KILOMETRE, "м": _METRE, "см": _CENTIMETRE, "мм": _MILLIMETRE, "л": _LITRE,
    "мл": ("миллилитр", "миллилитра", "миллилитров"), "кг": _KILOGRAM, "г": _GRAM,
    "ч": _HOUR, "мин": ("минута", "минуты", "минут"), "сек": _SECOND, "с": _SECOND,
    "мс": _MILLISECOND, "ms": _MILLISECOND, "мкс": ("микросекунда", "микросекунды", "микросекунд"),
    "КБ": _KILOBYTE, "Кб": _KILOBYTE, "KB": _KILOBYTE, "kB": _KILOBYTE, "МБ": _MEGABYTE,
    "Мб": _MEGABYTE, "MB": _MEGABYTE, "ГБ": _GIGABYTE, "Гб": _GIGABYTE, "GB": _GIGABYTE,
    "ТБ": _TERABYTE, "Тб": _TERABYTE, "TB": _TERABYTE, "Кбит": _KILOBIT, "Мбит": _MEGABIT,
    "Гбит": _GIGABIT, "Гц": _HERTZ, "кГц": _KILOHERTZ, "МГц": _MEGAHERTZ, "ГГц": _GIGAHERTZ,
    "Вт": _WATT, "кВт": _KILOWATT, "В": _VOLT, "px": ("пиксель", "пикселя", "пикселей"),
    "м²": ("квадратный метр", "квадратных метра", "квадратных метров"),
    "км²": ("квадратный километр", "квадратных километра", "квадратных километров"),
    "м³": ("кубический метр", "кубических метра", "кубических метров"),
}  # fmt: skip
UNITS: Mapping[str, Forms] = {
    **MEASURES,
    "%": ("процент", "процента", "процентов"), "‰": ("промилле",) * 3,
    "°C": ("градус Цельсия", "градуса Цельсия", "градусов Цельсия"),
    "°F": ("градус Фаренгейта", "градуса Фаренгейта", "градусов Фаренгейта"),
    "°": ("градус", "градуса", "градусов"),
    "тыс.": ("тысяча", "тысячи", "тысяч"), "млн": ("миллион", "миллиона", "миллионов"),
    "млрд": ("миллиард", "миллиарда", "миллиардов"),
    "трлн": ("триллион", "триллиона", "триллионов"),
    "руб.": _RUBLE, "коп.": _KOPECK, "долл.": _DOLLAR,
}  # fmt: skip
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
FEMININE = frozenset({"тыс.", "коп.", "¥"})


def counted_noun(number: int, forms: Forms, case: Case) -> str:
    """Return the noun behind a number: as counted, or in the case that the number stands in."""
    form = plural_form(number)
    if case in ("nom", "acc"):
        feminine = case == "acc" and form == 0 and gender_of(forms) == "f"
        return f"{forms[0][:-1]}у" if feminine else forms[form]
    if case == "gen":
        return forms[1] if form == 0 else forms[2]
    return _of_one(forms, case) if form == 0 else _of_many(forms, case)


def _of_one(forms: Forms, case: Case) -> str:
    """Return a noun in the singular: «к 21 мегабайту», «с 1 секундой»."""
    noun, space, rest = forms[0].partition(" ")
    if noun[-1] not in "аь" + _CONSONANTS or len(set(forms)) == 1:
        return forms[0]
    stem, endings = noun, {"dat": "у", "ins": "ом", "pre": "е"}
    if noun[-1] in "аь":
        soft = noun[-1] == "ь"
        stem = noun[:-1]
        endings = {"dat": "ю" if soft else "е", "ins": "ем" if soft else "ой", "pre": "е"}
    return f"{stem}{endings[case]}{space}{rest}"


def _of_many(forms: Forms, case: Case) -> str:
    stem, space, rest = forms[2].partition(" ")
    ending = {"dat": "ам", "ins": "ами", "pre": "ах"}[case]
    if stem.endswith("ей"):
        stem, ending = stem[:-2], {"ам": "ям", "ами": "ями", "ах": "ях"}[ending]
    elif stem.endswith("ов"):
        stem = stem[:-2]
    elif stem[-1] not in _CONSONANTS or stem.endswith("ых") or len(set(forms)) == 1:
        return forms[2]
    return f"{stem}{ending}{space}{rest}"


def gender_of(forms: Forms) -> Gender:
    """Return a noun's gender; there are no neuter ones here."""
    return "f" if forms[0].endswith("а") else "m"
