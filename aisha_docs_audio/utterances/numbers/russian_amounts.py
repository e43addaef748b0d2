"""Amounts in Russian: money, fractions, units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import (
    is_code,
    whole,
)
from aisha_docs_audio.utterances.numbers.russian_agreement import (
    case_of,
)
from aisha_docs_audio.utterances.numbers.russian_nouns import (
    CURRENCIES,
    FEMININE,
    UNITS,
    Forms,
    counted_noun,
    gender_of,
)
from aisha_docs_audio.utterances.numbers.russian_patterns import (
    GENITIVE,
)
from aisha_docs_audio.utterances.numbers.russian_words import (
    plural_form,
    ru_cardinal,
    ru_digits_said,
    ru_ordinal,
)

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender


_NOUN = re.compile(" (?P<noun>[а-яё]{2,})")
_IN_A_FILE = re.compile(r"точка \w+: \Z")


def money_said(found: re.Match[str]) -> str:
    """Return an amount behind a currency's sign: "$5,50", "$5 млн", "$5–10"."""
    forms, small = CURRENCIES[found["prefix"]]
    amount, case = whole(found["paid"]), case_of(found)
    multiple = (found["multiple"] or "").strip().rstrip(".")
    if found["paid_to"]:
        upper = ru_cardinal(whole(found["paid_to"]), "gen")
        scale = UNITS["тыс." if multiple == "тыс" else multiple][2] if multiple else ""
        return " ".join(f"от {ru_cardinal(amount, 'gen')} до {upper} {scale} {forms[2]}".split())
    if multiple:
        key = "тыс." if multiple == "тыс" else multiple
        gender: Gender = "f" if key in FEMININE else "m"
        many = (
            fraction_in(amount, found["cents"])
            if found["cents"]
            else ru_cardinal(amount, case, gender)
        )
        name = UNITS[key][1] if found["cents"] else counted_noun(amount, UNITS[key], case)
        return f"{many} {name} {forms[2]}"
    return paid(amount, forms, int((found["cents"] or "0").ljust(2, "0")), small, case)


def paid(amount: int, forms: Forms, cents: int, small: Forms, case: Case) -> str:
    """Return an amount of a currency with its small money."""
    said = f"{ru_cardinal(amount, case, gender_of(forms))} {counted_noun(amount, forms, case)}"
    if cents:
        said += f" {ru_cardinal(cents, case, gender_of(small))} {counted_noun(cents, small, case)}"
    return said


def fraction_in(number: int, part: str, case: Case = "nom") -> str:
    """Return a decimal fraction: 3,14 is "три целых четырнадцать сотых"."""
    one, many = GENITIVE[len(part)]
    value = int(part)
    if case != "nom":
        case = "gen"
    head = "целая" if plural_form(number) == 0 and case == "nom" else "целых"
    if number == 0:
        head = "целых"
    tail = one if plural_form(value) == 0 and value and case == "nom" else many
    return f"{ru_cardinal(number, case, 'f')} {head} {ru_cardinal(value, case, 'f')} {tail}"


def one_and_half(
    found: re.Match[str], tail: re.Match[str] | None, case: Case
) -> tuple[str, int] | None:
    """Return "полтора" or "полторы" for 1,5 before a noun, and where it ends."""
    if tail and (tail["unit"] or tail["word"]):
        forms, end = unit_forms(tail), tail.end()
        noun, feminine = f" {forms[2 if case != 'nom' else 1]}", gender_of(forms) == "f"
    elif behind := _NOUN.match(found.string, found.end()):
        noun, end, feminine = "", found.end(), behind["noun"][-1] in "ыи"
    else:
        return None
    return f"{'полутора' if case != 'nom' else 'полторы' if feminine else 'полтора'}{noun}", end


def parts_said(found: re.Match[str], tail: re.Match[str] | None) -> tuple[str, int]:
    """Return a range of decimal fractions: "1,5–2 %" is "от полутора до двух процентов"."""
    unit, end, case = "", found.end(), case_of(found)
    if tail and (tail["unit"] or tail["word"]):
        forms, end = unit_forms(tail), tail.end()
        upper = found["part_high"]
        unit = f" {forms[1 if ',' in upper or plural_form(int(upper)) == 0 else 2]}"
        case = "gen"
    low, high = (_decimal(found[each], case) for each in ("part_low", "part_high"))
    return (f"от {low} до {high}{unit}" if unit else f"{low} – {high}"), end


def _decimal(digits: str, case: Case) -> str:
    number, _, part = digits.partition(",")
    if (number, part) == ("1", "5"):
        return "полтора" if case == "nom" else "полутора"
    return fraction_in(int(number), part, case) if part else ru_cardinal(int(number), case)


def ratio_said(found: re.Match[str]) -> str:
    """Return a ratio: "16:9" is "шестнадцать к девяти"; a place in a file is two numbers."""
    if _IN_A_FILE.search(found.string, max(0, found.start() - 60), found.start()):
        return f"{ru_cardinal(int(found['ratio']))}, {ru_cardinal(int(found['to']))}"
    return f"{ru_cardinal(int(found['ratio']))} к {ru_cardinal(int(found['to']), 'dat')}"


def plain_number(digits: str, case: Case = "nom", gender: Gender = "m") -> str:
    """Return a whole number, or a code digit by digit."""
    return ru_digits_said(digits) if is_code(digits) else ru_cardinal(whole(digits), case, gender)


def share_said(share: int, of: int) -> str:
    """Return a fraction written with a slash: "1/2"."""
    if share >= of:
        return f"{ru_cardinal(share)} {ru_cardinal(of)}"
    special = {(1, 2): "одна вторая", (1, 3): "одна треть", (2, 3): "две трети"}
    special |= {(1, 4): "одна четверть", (3, 4): "три четверти"}
    part = ru_ordinal(of, "nom", "f") if share == 1 else ru_ordinal(of, "gen", "pl")
    return special.get((share, of), f"{ru_cardinal(share, 'nom', 'f')} {part}")


def unit_forms(tail: re.Match[str]) -> Forms:
    """Return the forms of the unit or currency behind a number."""
    sign = tail["unit"] or tail["word"]
    sign = sign.replace("С", "C") if sign.startswith("°") else sign
    if sign in CURRENCIES:
        return CURRENCIES[sign][0]
    return UNITS[sign] if sign in UNITS else UNITS[sign.rstrip(".")]
