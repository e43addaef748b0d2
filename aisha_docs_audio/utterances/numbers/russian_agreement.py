"""In which case, gender and form a Russian number stands, by the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.russian_nouns import gender_of
from aisha_docs_audio.utterances.numbers.russian_patterns import (
    BEFORE,
    BETWEEN,
    GENDER,
    ORDINAL_ENDINGS,
    PREPOSITION,
    SIGN_BEHIND,
    YEAR_CASES,
)

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.numbers.russian_nouns import Forms
    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender


_UNTIL_AMOUNT = re.compile(r"[^.,;:!?]{0,12} до [0-9]")
# "до 2026 г.", "осенью 2026 г.", "3-й кв. 2026 г."; but "по 2026 г.", "за 2026 г.", "и 2026 г."
_IS_GENITIVE = re.compile(
    r"(?:\b(?!(?:по|за|на|через|про|и|или|это|был|либо|как|что) )[а-яё]{1,15}"
    r"|\b(?:кв|пол|нач|кон)\.) \Z"
)


def case_of(found: re.Match[str]) -> Case:
    """Return the case that a preposition in front asks for."""
    before = PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    if before is None:
        return "nom"
    if before[1] == "и" and BETWEEN.search(found.string, max(0, found.start() - 80), found.start()):
        return "ins"
    return BEFORE.get(before[1].lower(), "nom")


def case_of_amount(found: re.Match[str], unit: Forms, number: int, end: int) -> Case:
    """Return the case of an amount, where a preposition with several cases is read by its unit."""
    before = PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    preposition = before[1].lower() if before else ""
    if preposition in ("с", "со"):
        return "gen" if _UNTIL_AMOUNT.match(found.string, end) else "ins"
    if preposition in ("на", "в", "за", "через") and gender_of(unit) == "f" and number % 10 == 1:
        return "acc"
    return case_of(found)


def hour_case(found: re.Match[str]) -> Case:
    """Return the case of a time: "с 9:00 до 18:00" are genitives."""
    before = PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    return "gen" if before and before[1].lower() in ("с", "со") else case_of(found)


def order_of(number: int, tail: re.Match[str]) -> tuple[Case, Gender]:
    """Return what the ending written behind an ordinal says: "5-й", "90-е"."""
    case, gender = ORDINAL_ENDINGS[tail["order"] or tail["counted"]]
    # "90-е" are years; "5-е" is a date or a thing.
    if tail["order"] == "е" and number % 10 == 0 and number >= 10:
        gender = "pl"
    return case, gender


def year_of(found: re.Match[str], tail: re.Match[str], *, plural: bool) -> tuple[Case, Gender, str]:
    """Return the case and gender of a year's ordinal, and its noun in full."""
    word = tail["year_word"]
    if not word.endswith("."):
        case, gender = YEAR_CASES[word]
        before = PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
        if case == "dat" and gender == "m" and before and before[1].lower() in {"в", "о", "при"}:
            case = "pre"
        return case, gender, word
    before = PREPOSITION.search(found.string, max(0, found.start() - 16), found.start())
    preposition = before[1].lower() if before else ""
    if preposition in {"в", "во", "о", "при"}:
        case, word = "pre", "годах" if plural else "году"
    elif preposition == "к":
        case, word = "dat", "годам" if plural else "году"
    elif is_genitive(found.string[max(0, found.start() - 20) : found.start()]):
        case, word = "gen", "годов" if plural else "года"
    else:
        case, word = "nom", "годы" if plural else "год"
    # The sentence's own full stop stays a full stop.
    stop = "." if _ends(found.string, tail.end()) else ""
    return case, "m", word + stop


def is_genitive(before: str) -> bool:
    """Return whether a year or a century behind these words is one of something."""
    return _IS_GENITIVE.search(before) is not None


def _ends(text: str, end: int) -> bool:
    rest = text[end : end + 3].lstrip(" »”)")
    return not rest or (text[end : end + 1] == " " and rest[:1].isupper())


def gender_behind(text: str, end: int, number: int) -> Gender:
    """Guess the gender that 1 and 2 agree with from the noun behind: "1 страница", "2 слова"."""
    if number % 10 not in (1, 2) or number % 100 in (11, 12):
        return "m"
    noun = GENDER.match(text, end)
    if noun is None or SIGN_BEHIND.match(text, end):
        return "m"
    last = noun["noun"][-1]
    if number % 10 == 1:
        return "f" if last in "аяую" else "n" if last in "ое" else "m"
    return "f" if last in "ыи" else "m"
