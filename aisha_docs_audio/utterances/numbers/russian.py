"""What a number in a Russian text means, and how it is said: case, gender and agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import (
    all_said,
    is_code,
    whole,
)
from aisha_docs_audio.utterances.numbers.russian_agreement import (
    case_of,
    case_of_amount,
    gender_behind,
    order_of,
    year_of,
)
from aisha_docs_audio.utterances.numbers.russian_amounts import (
    fraction_in,
    money_said,
    one_and_half,
    paid,
    parts_said,
    plain_number,
    ratio_said,
    share_said,
    unit_forms,
)
from aisha_docs_audio.utterances.numbers.russian_nouns import (
    CURRENCIES,
    counted_noun,
    gender_of,
)
from aisha_docs_audio.utterances.numbers.russian_patterns import (
    FROM,
    MINUS,
    MONTHS,
    NUMBER,
    ORDINAL_ENDINGS,
    PLUS,
    POWERS,
    RAISED,
    SUPERSCRIPTS,
    TAIL,
    TO,
    UNTIL_DAY,
)
from aisha_docs_audio.utterances.numbers.russian_standing import standing
from aisha_docs_audio.utterances.numbers.russian_times import (
    DECADES,
    century_said,
    decade_said,
    time_said,
)
from aisha_docs_audio.utterances.numbers.russian_words import (
    compound,
    plural_form,
    ru_cardinal,
    ru_digits_said,
    ru_ordinal,
)

if TYPE_CHECKING:
    import re

    from aisha_docs_audio.utterances.numbers.russian_words import Case


_SCALES = ("тысяч", "миллион", "миллиард", "триллион")


def russian_numbers_said(text: str) -> str:
    """Put the numbers of a Russian text into words; digits inside names ("utf8") stay.

    The case is read from a preposition in front, from the ending written behind a hyphen, or from
    that of the noun behind ("в 5 файлах"). Where they do not tell it, the digits stay. Other nouns
    are in the right form already.
    """
    text = PLUS.sub(" плюс ", MINUS.sub(" минус ", RAISED.sub(_power, text)))
    if "0-" in text:
        text = DECADES.sub(decade_said, text)
    return all_said(text, NUMBER, _read)


def _power(found: re.Match[str]) -> str:
    power = found[1].translate(SUPERSCRIPTS)
    return f" {POWERS.get(power) or f'в степени {power}'}"


def _read(found: re.Match[str]) -> tuple[str, int]:  # noqa: PLR0911 - one for each way to write
    """Return what is said, and where in the text it ends."""
    end = found.end()
    if found["roman"]:
        return century_said(found)
    if found["year"] or found["d"]:
        year, month, day = (
            found[a] or found[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        in_year = f"{ru_ordinal(int(year), 'gen')} года"
        said = f"{ru_ordinal(int(day), 'gen')} {MONTHS[int(month) - 1]} {in_year}"
    elif found["hour"]:
        return time_said(found)
    elif found["ratio"]:
        said = ratio_said(found)
    elif found["prefix"]:
        said = money_said(found)
    elif found["part_low"]:
        return parts_said(found, TAIL.match(found.string, end))
    elif found["low"]:
        return _range(found)
    elif found["share"]:
        said = share_said(int(found["share"]), int(found["of"]))
    elif found["dotted"]:
        return _dotted(found)
    else:
        return _quantity(found)
    return said, end


def _dotted(found: re.Match[str]) -> tuple[str, int]:
    said = " точка ".join(plain_number(part) for part in found["dotted"].split("."))
    tail = TAIL.match(found.string, found.end())
    if tail and tail["unit"]:
        return f"{said} {unit_forms(tail)[1]}", tail.end()
    return said, found.end()


def _range(found: re.Match[str]) -> tuple[str, int]:
    """Return a range: "10–15" is "от десяти до пятнадцати", "2–3" "два-три", years in a case."""
    low, high = found["low"], found["high"]
    end = found.end()
    if is_code(low) or is_code(high) or whole(low) >= whole(high):
        spaced = " " in found.group() and not is_code(high)
        between = " минус " if spaced and "-" in found.group() else ", "
        return f"{plain_number(low)}{between}{plain_number(high)}", end
    first, last = whole(low), whole(high)
    tail = TAIL.match(found.string, end)
    if tail and tail["year_word"] and first > 999:
        case, _, word = year_of(found, tail, plural=True)
        return f"{ru_ordinal(first, case)} – {ru_ordinal(last, case)} {word}", tail.end()
    if tail and tail["month_word"]:
        return f"{ru_ordinal(first, 'gen')} – {ru_ordinal(last, 'gen')}", end
    if tail and tail["order"]:
        case, gender = ORDINAL_ENDINGS[tail["order"]]
        return f"{ru_ordinal(first, case, gender)} – {ru_ordinal(last, case, gender)}", tail.end()
    unit = ""
    few = last <= 20 and last - first <= 2
    case = case_of(found)
    if tail and (tail["unit"] or tail["word"]):
        forms, end = unit_forms(tail), tail.end()
        unit = f" {forms[plural_form(last)] if few and case == 'nom' else forms[2]}"
    if few or case != "nom":
        gender = (
            gender_behind(found.string, end, last)
            if not unit
            else gender_of(unit_forms(tail))
            if tail
            else "m"
        )
        return f"{ru_cardinal(first, case, gender)}-{ru_cardinal(last, case, gender)}{unit}", end
    return f"от {ru_cardinal(first, 'gen')} до {ru_cardinal(last, 'gen')}{unit}", end


def _quantity(found: re.Match[str]) -> tuple[str, int]:
    digits, text, end = found["first"], found.string, found.end()
    tail, case = TAIL.match(text, end), case_of(found)
    if is_code(digits) or found["part"]:
        return _fractional(found, tail, case)
    number = whole(digits)
    from_day = FROM.search(text, max(0, found.start() - 4), found.start())
    if from_day and tail is None and (to := TO.match(text, end)):
        # "с 5 по 10 мая" are days, "с 1990 по 1999 год" years, "с 5 до 10" numbers
        if to["years"]:
            return ru_ordinal(number, "gen"), end
        return ru_ordinal(number, "gen", "n") if to["month"] else ru_cardinal(number, "gen"), end
    if tail is None:
        stands = standing(text, found.start(), end, number, case)
        return (digits if stands is None else ru_cardinal(number, *stands)), end
    if tail["unit"] or tail["word"]:
        forms = unit_forms(tail)
        case = case_of_amount(found, forms, number, tail.end())
        said = f"{ru_cardinal(number, case, gender_of(forms))} {counted_noun(number, forms, case)}"
        return _multiplied(said, text, tail.end())
    return _tailed(found, tail, number, case)


def _fractional(found: re.Match[str], tail: re.Match[str] | None, case: Case) -> tuple[str, int]:
    digits, part = found["first"], found["part"]
    code = is_code(digits)
    if digits == "1" and part == "5" and (half := one_and_half(found, tail, case)):
        return _multiplied(half[0], found.string, half[1])
    said = plain_number(digits) if code else fraction_in(whole(digits), part, case)
    if part and code:
        said = f"{said} {ru_digits_said(part)}"
    if tail is None or not (tail["unit"] or tail["word"]):
        return said, found.end()
    forms = unit_forms(tail)
    small = dict(CURRENCIES.values()).get(forms)
    if small and part and len(part) == 2 and not code:
        return paid(whole(digits), forms, int(part), small, case), tail.end()
    return _multiplied(f"{said} {forms[1 if part else 2]}", found.string, tail.end())


def _tailed(  # noqa: PLR0911 - one for each kind of tail
    found: re.Match[str], tail: re.Match[str], number: int, case: Case
) -> tuple[str, int]:
    """Return a number with an ending, a word's second part, a month or a year behind it."""
    if tail["counted"] is not None and not (tail["counted"] == "х" and number > 4):
        case = "gen" if tail["counted"] not in {"ю", "мя", "тью"} else "ins"
        return ru_cardinal(number, case), tail.end()
    if tail["counted"] or tail["order"]:
        return ru_ordinal(number, *order_of(number, tail)), tail.end()
    if tail["part_of"]:
        return f"{compound(number)}{tail['part_of']}", tail.end()
    if tail["percentage"]:
        in_order = ru_ordinal(1, *ORDINAL_ENDINGS[tail["percentage"]])
        return f"{compound(number)}процентн{in_order.removeprefix('перв')}", tail.end()
    if tail["month_word"]:
        if not 1 <= number <= 31:
            return ru_cardinal(number), found.end()
        until = UNTIL_DAY.search(found.string, max(0, found.start() - 4), found.start())
        form: Case = "nom" if until else "dat" if case == "dat" else "gen"
        return ru_ordinal(number, form, "n"), found.end()
    if number < 1000:
        return ru_cardinal(number, case), found.end()
    year_case, gender, word = year_of(found, tail, plural=False)
    return f"{ru_ordinal(number, year_case, gender)} {word}", tail.end()


def _multiplied(said: str, text: str, end: int) -> tuple[str, int]:
    """Go on behind "5 тыс." where the currency follows: "5 тыс. руб." is "пять тысяч рублей"."""
    more = TAIL.match(text, end)
    if said.rpartition(" ")[2].startswith(_SCALES) and more and (more["word"] or more["unit"]):
        return f"{said} {unit_forms(more)[2]}", more.end()
    return said, end
