"""What a number in a Russian text means, and how it is said: case, gender and agreement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import (
    DASH,
    DOTTED_DATE,
    ISO_DATE,
    ROMAN,
    SPACE,
    SPACED,
    START,
    TIME,
    UNTIL,
    all_said,
    is_code,
    roman_value,
    whole,
)
from aisha_docs_audio.utterances.numbers.russian_nouns import (
    CURRENCIES,
    FEMININE,
    UNITS,
    Forms,
    counted_noun,
    gender_of,
)
from aisha_docs_audio.utterances.numbers.russian_words import (
    compound,
    plural_form,
    ru_cardinal,
    ru_digits_said,
    ru_ordinal,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender

_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
_GENITIVE = {1: ("десятая", "десятых"), 2: ("сотая", "сотых"), 3: ("тысячная", "тысячных")} | {
    4: ("десятитысячная", "десятитысячных"), 5: ("стотысячная", "стотысячных"),
    6: ("миллионная", "миллионных"),
}  # fmt: skip

_PREPOSITIONS: Mapping[Case, str] = {
    "gen": "до от из без около более менее больше меньше свыше после порядка для кроме против у",
    "dat": "к ко благодаря",
    "ins": "между над перед",
    "pre": "о об при",
}
_BEFORE: Mapping[str, Case] = {
    word: case for case, words in _PREPOSITIONS.items() for word in words.split()
}
_ORDINAL_ENDINGS: Mapping[str, tuple[Case, Gender]] = {
    "й": ("nom", "m"), "я": ("nom", "f"), "е": ("nom", "n"), "го": ("gen", "m"),
    "му": ("dat", "m"), "м": ("pre", "m"), "х": ("gen", "pl"), "ми": ("ins", "pl"),
    "ю": ("acc", "f"), "ю́": ("acc", "f"),
}  # fmt: skip
_YEAR_CASES: Mapping[str, tuple[Case, Gender]] = {
    "год": ("nom", "m"), "года": ("gen", "m"), "году": ("dat", "m"), "годом": ("ins", "m"),
    "годе": ("pre", "m"), "годы": ("nom", "pl"), "годов": ("gen", "pl"), "годах": ("pre", "pl"),
    "годам": ("dat", "pl"), "годами": ("ins", "pl"),
}  # fmt: skip
_CENTURY_CASES: Mapping[str, Case] = {
    "": "nom", "а": "gen", "у": "dat", "ом": "ins", "е": "pre", "ов": "gen", "ах": "pre",
}  # fmt: skip

_AMOUNT = rf"(?:{SPACED}|[0-9]{{1,3}}(?:,[0-9]{{3}}){{2,}}(?![0-9,])|[0-9]+)"
_NUMBER = re.compile(
    rf"(?<!\w)(?P<roman>{ROMAN})(?= (?P<century>век|квартал)(?P<century_end>[а-я]{{0,2}})(?!\w))"
    rf"|{START}(?:{ISO_DATE}|{DOTTED_DATE}|{TIME}"
    rf"|(?P<prefix>US\$|[$€£₽¥₸]){SPACE}?(?P<paid>{_AMOUNT})(?:{DASH}(?:US\$|[$€£₽¥₸])?(?P<paid_to>{_AMOUNT}(?![.,]?[0-9])))?(?:[.,](?P<cents>[0-9]{{1,2}}))?(?![0-9])"
    rf"(?P<multiple>{SPACE}(?:тыс\.|млн|млрд|трлн)(?!\w)\.?)?"
    rf"|(?<!-)(?P<low>{_AMOUNT})(?:{DASH}| [–—-] )(?P<high>{_AMOUNT})(?!{DASH}?[0-9])(?![.,:][0-9])"
    r"|(?P<share>[1-9])/(?P<of>[2-9]|10|100)(?![\w/.,]*[0-9])"
    r"|(?P<dotted>[0-9]+(?:\.[0-9]+)+)(?!\w)"
    rf"|(?P<first>{_AMOUNT})(?:,(?P<part>[0-9]{{1,6}})(?![0-9,]))?(?![^\W_])(?!\.[0-9]))"
)
_TAIL = re.compile(
    rf"{SPACE}?(?P<unit>[%‰](?!-[а-я])|°[CСF]?|[$€£₽₸])"
    rf"|{SPACE}(?P<word>(?:тыс|руб|коп|долл)\.|(?:млн|млрд|трлн)(?!\w)\.?|(?:USD|EUR|RUB|UZS)(?!\w))"
    rf"|{SPACE}?%-(?P<percentage>й|я|е|го|му|м|х|ми|ю)(?!\w)"
    r"|-(?P<counted>ти|и|ю|мя|тью|ух|ёх|рех|рёх|х)(?![\w-])"
    r"|-(?:о|ы|а|ь|у|и)?(?P<order>й|я|е|го|му|м|х|ми|ю)(?![\w-])"
    r"|-(?P<part_of>[а-яё]{3,40})"
    rf"|{SPACE}(?P<year_word>год(?:а|у|ом|е|ы|ов|ах|ам|ами)?(?!\w)|гг?\.)"
    rf"|{SPACE}(?P<month_word>(?:{'|'.join(_MONTHS)})(?!\w))"
)
_GENDER = re.compile(
    rf"{SPACE}(?:[а-яё]{1, 30}(?:ая|ую|ой|ые|ых|ое|ый|ий|ого) )?(?P<noun>[а-яё]{{2,}})"
)
_IN_CASE = re.compile(
    r" (?:[а-яё]+(?:ых|их|ым|им|ыми|ими) )?[а-яё]+(?P<ending>[ая]х|[ая]м|[ая]ми)(?![^\W_])"
)
_NOUN_CASES: dict[str, Case] = {
    "ах": "pre", "ях": "pre", "ам": "dat", "ям": "dat", "ами": "ins", "ями": "ins",
}  # fmt: skip
_PREPOSITION = re.compile(r"(?<!\w)([а-яё]+) \Z", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)[сСcC]о? \Z")
_TO = re.compile(rf" (?:(?:по|до) [0-9]{{1,2}} (?P<month>{'|'.join(_MONTHS)})(?!\w)|до )")
_UNTIL_DAY = re.compile(r"(?<!\w)по \Z")
_MINUS = re.compile(
    rf"(?<=\b[a-zA-Zа-яА-Я]) [-–−] (?=[0-9]+\b)|(?<![^\s(«“\"=])[-–−](?=[0-9])(?![0-9]+{DASH})"
)
_RAISED = re.compile("(?<=[0-9A-Za-zА-Яа-я)])(⁻?[⁰¹²³⁴-⁹]+)")
_POWERS = {"2": "в квадрате", "3": "в кубе"}
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def russian_numbers_said(text: str) -> str:
    """Put the numbers of a Russian text into words; digits inside names ("utf8") stay.

    The case is read from a preposition in front, from the ending written behind a hyphen, or from
    that of the noun behind ("в 5 файлах"); elsewhere it is the nominative.
    Other nouns are in the right form already.
    """
    text = _MINUS.sub(" минус ", _RAISED.sub(_power, text))
    return all_said(text, _NUMBER, _read)


def _power(found: re.Match[str]) -> str:
    power = found[1].translate(_SUPERSCRIPTS)
    return f" {_POWERS.get(power) or f'в степени {power}'}"


def _read(found: re.Match[str]) -> tuple[str, int]:
    """Return what is said, and where in the text it ends."""
    end = found.end()
    if found["roman"]:
        said = ru_ordinal(
            roman_value(found["roman"]), _CENTURY_CASES.get(found["century_end"], "nom")
        )
    elif found["year"] or found["d"]:
        year, month, day = (
            found[a] or found[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        in_year = f"{ru_ordinal(int(year), 'gen')} года"
        said = f"{ru_ordinal(int(day), 'gen')} {_MONTHS[int(month) - 1]} {in_year}"
    elif found["hour"]:
        parts = [found["hour"], found["minute"], *filter(None, [found["second"]])]
        said = " ".join(_clock(part) for part in parts)
        until = UNTIL.match(found.string, end)
        if until:
            return f"{said} – ", until.end()
    elif found["prefix"]:
        said = _money(found)
    elif found["low"]:
        return _range(found)
    elif found["share"]:
        said = _share(int(found["share"]), int(found["of"]))
    elif found["dotted"]:
        return _dotted(found)
    else:
        return _quantity(found)
    return said, end


def _clock(digits: str) -> str:
    if digits == "00":
        return "ноль ноль"
    return ru_digits_said(digits) if digits[0] == "0" else ru_cardinal(int(digits))


def _case(found: re.Match[str]) -> Case:
    before = _PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    return _BEFORE.get(before[1].lower(), "nom") if before else "nom"


def _money(found: re.Match[str]) -> str:
    forms, small = CURRENCIES[found["prefix"]]
    amount, case = whole(found["paid"]), _case(found)
    multiple = (found["multiple"] or "").strip().rstrip(".")
    if found["paid_to"]:
        upper = ru_cardinal(whole(found["paid_to"]), "gen")
        scale = UNITS["тыс." if multiple == "тыс" else multiple][2] if multiple else ""
        return " ".join(f"от {ru_cardinal(amount, 'gen')} до {upper} {scale} {forms[2]}".split())
    if multiple:
        key = "тыс." if multiple == "тыс" else multiple
        gender: Gender = "f" if key in FEMININE else "m"
        many = (
            _fraction(amount, found["cents"])
            if found["cents"]
            else ru_cardinal(amount, case, gender)
        )
        name = UNITS[key][1] if found["cents"] else counted_noun(amount, UNITS[key], case)
        return f"{many} {name} {forms[2]}"
    return _paid(amount, forms, int((found["cents"] or "0").ljust(2, "0")), small, case)


def _paid(amount: int, forms: Forms, cents: int, small: Forms, case: Case) -> str:
    said = f"{ru_cardinal(amount, case, gender_of(forms))} {counted_noun(amount, forms, case)}"
    if cents:
        said += f" {ru_cardinal(cents, case, gender_of(small))} {counted_noun(cents, small, case)}"
    return said


def _fraction(number: int, part: str, case: Case = "nom") -> str:
    """Say 3,14 as "три целых четырнадцать сотых"."""
    one, many = _GENITIVE[len(part)]
    value = int(part)
    if case != "nom":
        case = "gen"
    head = "целая" if plural_form(number) == 0 and case == "nom" else "целых"
    if number == 0:
        head = "целых"
    tail = one if plural_form(value) == 0 and value and case == "nom" else many
    return f"{ru_cardinal(number, case, 'f')} {head} {ru_cardinal(value, case, 'f')} {tail}"


def _plain(digits: str, case: Case = "nom", gender: Gender = "m") -> str:
    return ru_digits_said(digits) if is_code(digits) else ru_cardinal(whole(digits), case, gender)


def _share(share: int, of: int) -> str:
    if share >= of:
        return f"{ru_cardinal(share)} {ru_cardinal(of)}"
    special = {(1, 2): "одна вторая", (1, 3): "одна треть", (2, 3): "две трети"}
    special |= {(1, 4): "одна четверть", (3, 4): "три четверти"}
    part = ru_ordinal(of, "nom", "f") if share == 1 else ru_ordinal(of, "gen", "pl")
    return special.get((share, of), f"{ru_cardinal(share, 'nom', 'f')} {part}")


def _dotted(found: re.Match[str]) -> tuple[str, int]:
    said = " точка ".join(_plain(part) for part in found["dotted"].split("."))
    tail = _TAIL.match(found.string, found.end())
    if tail and tail["unit"]:
        return f"{said} {_unit_forms(tail)[1]}", tail.end()
    return said, found.end()


def _unit_forms(tail: re.Match[str]) -> Forms:
    sign = tail["unit"] or tail["word"]
    sign = sign.replace("С", "C") if sign.startswith("°") else sign
    if sign in CURRENCIES:
        return CURRENCIES[sign][0]
    return UNITS[sign] if sign in UNITS else UNITS[sign.rstrip(".")]


def _range(found: re.Match[str]) -> tuple[str, int]:
    """Say "10–15" as "от десяти до пятнадцати", "2–3" as "два-три", years in their case."""
    low, high = found["low"], found["high"]
    end = found.end()
    if is_code(low) or is_code(high) or whole(low) >= whole(high):
        spaced = " " in found.group() and not is_code(high)
        return (
            f"{_plain(low)}{' минус ' if spaced and '-' in found.group() else ', '}{_plain(high)}",
            end,
        )
    first, last = whole(low), whole(high)
    tail = _TAIL.match(found.string, end)
    if tail and tail["year_word"] and first > 999:
        case, _, word = _year(found, tail, plural=True)
        return f"{ru_ordinal(first, case)} – {ru_ordinal(last, case)} {word}", tail.end()
    if tail and tail["month_word"]:
        return f"{ru_ordinal(first, 'gen')} – {ru_ordinal(last, 'gen')}", end
    if tail and tail["order"]:
        case, gender = _ORDINAL_ENDINGS[tail["order"]]
        return f"{ru_ordinal(first, case, gender)} – {ru_ordinal(last, case, gender)}", tail.end()
    unit = ""
    few = last <= 20 and last - first <= 2
    case = _case(found)
    if tail and (tail["unit"] or tail["word"]):
        forms, end = _unit_forms(tail), tail.end()
        unit = f" {forms[plural_form(last)] if few and case == 'nom' else forms[2]}"
    if few or case != "nom":
        gender = (
            _agreement(found.string, end, last)
            if not unit
            else gender_of(_unit_forms(tail))
            if tail
            else "m"
        )
        return f"{ru_cardinal(first, case, gender)}-{ru_cardinal(last, case, gender)}{unit}", end
    return f"от {ru_cardinal(first, 'gen')} до {ru_cardinal(last, 'gen')}{unit}", end


def _quantity(found: re.Match[str]) -> tuple[str, int]:
    digits, text, end = found["first"], found.string, found.end()
    tail, case = _TAIL.match(text, end), _case(found)
    if is_code(digits) or found["part"]:
        return _fractional(found, tail, case)
    number = whole(digits)
    from_day = _FROM.search(text, max(0, found.start() - 4), found.start())
    if from_day and tail is None and (to := _TO.match(text, end)):
        # "с 5 по 10 мая" are days, "с 5 до 10" numbers
        return ru_ordinal(number, "gen", "n") if to["month"] else ru_cardinal(number, "gen"), end
    if tail is None:
        if case == "nom" and (of := _IN_CASE.match(text, end)):
            case = _NOUN_CASES[of["ending"]]  # "в 5 файлах", "с 3 аргументами"
        gender = _agreement(text, end, number)
        noun = _GENDER.match(text, end)
        one = gender == "f" and number % 10 == 1 and case == "nom"
        if one and noun and noun["noun"][-1] in "ую":
            case = "acc"  # "одну страницу"
        return ru_cardinal(number, case, gender), end
    if tail["unit"] or tail["word"]:
        forms = _unit_forms(tail)
        said = f"{ru_cardinal(number, case, gender_of(forms))} {counted_noun(number, forms, case)}"
        return _multiplied(said, text, tail.end())
    return _tailed(found, tail, number, case)


def _fractional(found: re.Match[str], tail: re.Match[str] | None, case: Case) -> tuple[str, int]:
    digits, part = found["first"], found["part"]
    code = is_code(digits)
    said = _plain(digits) if code else _fraction(whole(digits), part, case)
    if part and code:
        said = f"{said} {ru_digits_said(part)}"
    if tail is None or not (tail["unit"] or tail["word"]):
        return said, found.end()
    forms = _unit_forms(tail)
    small = dict(CURRENCIES.values()).get(forms)
    if small and part and len(part) == 2 and not code:
        return _paid(whole(digits), forms, int(part), small, case), tail.end()
    return f"{said} {forms[1 if part else 2]}", tail.end()


def _tailed(  # noqa: PLR0911 - one for each kind of tail
    found: re.Match[str], tail: re.Match[str], number: int, case: Case
) -> tuple[str, int]:
    """Say a number with an ending, a word's second part, a month or a year behind it."""
    if tail["counted"] is not None and not (tail["counted"] == "х" and number > 4):
        case = "gen" if tail["counted"] not in {"ю", "мя", "тью"} else "ins"
        return ru_cardinal(number, case), tail.end()
    if tail["counted"] or tail["order"]:
        return ru_ordinal(number, *_order(number, tail)), tail.end()
    if tail["part_of"]:
        return f"{compound(number)}{tail['part_of']}", tail.end()
    if tail["percentage"]:
        in_order = ru_ordinal(1, *_ORDINAL_ENDINGS[tail["percentage"]])
        return f"{compound(number)}процентн{in_order.removeprefix('перв')}", tail.end()
    if tail["month_word"]:
        if not 1 <= number <= 31:
            return ru_cardinal(number), found.end()
        until = _UNTIL_DAY.search(found.string, max(0, found.start() - 4), found.start())
        form: Case = "nom" if until else "dat" if case == "dat" else "gen"
        return ru_ordinal(number, form, "n"), found.end()
    if number < 1000:
        return ru_cardinal(number, case), found.end()
    year_case, gender, word = _year(found, tail, plural=False)
    return f"{ru_ordinal(number, year_case, gender)} {word}", tail.end()


def _order(number: int, tail: re.Match[str]) -> tuple[Case, Gender]:
    case, gender = _ORDINAL_ENDINGS[tail["order"] or tail["counted"]]
    # "90-е" are years; "5-е" is a date or a thing.
    if tail["order"] == "е" and number % 10 == 0 and number >= 10:
        gender = "pl"
    return case, gender


def _multiplied(said: str, text: str, end: int) -> tuple[str, int]:
    """Go on behind "5 тыс." where the currency follows: "5 тыс. руб." is "пять тысяч рублей"."""
    more = _TAIL.match(text, end)
    if more and (more["word"] or more["unit"]):
        return f"{said} {_unit_forms(more)[2]}", more.end()
    return said, end


def _year(found: re.Match[str], tail: re.Match[str], *, plural: bool) -> tuple[Case, Gender, str]:
    """Return the case and gender of a year's ordinal, and its noun in full."""
    word = tail["year_word"]
    if not word.endswith("."):
        case, gender = _YEAR_CASES[word]
        before = _PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
        if case == "dat" and gender == "m" and before and before[1].lower() in {"в", "о", "при"}:
            case = "pre"
        return case, gender, word
    before = _PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    preposition = before[1].lower() if before else ""
    if preposition in {"в", "во", "о", "при"}:
        case, word = "pre", "годах" if plural else "году"
    elif preposition in {"к", "по"}:
        case, word = "dat", "годам" if plural else "году"
    elif preposition in {"с", "до", "от", "из", "после", "около"} or preposition in _MONTHS:
        case, word = "gen", "годов" if plural else "года"
    else:
        case, word = "nom", "годы" if plural else "год"
    # The sentence's own full stop stays a full stop.
    stop = "." if _ends(found.string, tail.end()) else ""
    return case, "m", word + stop


def _ends(text: str, end: int) -> bool:
    rest = text[end : end + 3].lstrip(" »”)")
    return not rest or (text[end : end + 1] == " " and rest[:1].isupper())


def _agreement(text: str, end: int, number: int) -> Gender:
    """Guess the gender that 1 and 2 agree with from the noun behind: "1 страница", "2 слова"."""
    if number % 10 not in (1, 2) or number % 100 in (11, 12):
        return "m"
    noun = _GENDER.match(text, end)
    if noun is None:
        return "m"
    last = noun["noun"][-1]
    if number % 10 == 1:
        return "f" if last in "аяую" else "n" if last in "ое" else "m"
    return "f" if last in "ыи" else "m"
