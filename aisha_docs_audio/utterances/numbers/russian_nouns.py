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
UNITS: Mapping[str, Forms] = {
    "%": ("процент", "процента", "процентов"), "‰": ("промилле",) * 3,
    "°C": ("градус Цельсия", "градуса Цельсия", "градусов Цельсия"),
    "°F": ("градус Фаренгейта", "градуса Фаренгейта", "градусов Фаренгейта"),
    "°": ("градус", "градуса", "градусов"),
    "тыс.": ("тысяча", "тысячи", "тысяч"), "млн": ("миллион", "миллиона", "миллионов"),
    "млрд": ("миллиард", "миллиарда", "миллиардов"),
    "трлн": ("триллион", "триллиона", "триллионов"),
    "руб.": _RUBLE, "коп.": _KOPECK, "долл.": _DOLLAR,
}  # fmt: skip
FEMININE = frozenset({"тыс.", "коп.", "¥"})


def counted_noun(number: int, forms: Forms, case: Case) -> str:
    """Return the noun behind a number: as counted, or in the case that the number stands in."""
    if case == "nom":
        return forms[plural_form(number)]
    if case == "gen":
        return forms[1] if plural_form(number) == 0 else forms[2]
    stem = forms[2].split(" ")[0]
    ending = {"dat": "ам", "ins": "ами", "pre": "ах"}.get(case, "")
    for cut in ("ов", "ей"):
        if stem.endswith(cut):
            soft = {"ам": "ям", "ами": "ями", "ах": "ях"}[ending] if cut == "ей" else ending
            return forms[2].replace(stem, stem[: -len(cut)] + soft, 1)
    return forms[2]


def gender_of(forms: Forms) -> Gender:
    """Return a noun's gender; there are no neuter ones here."""
    return "f" if forms[0].endswith("а") else "m"
