"""In which case and gender a Russian number stands between its preposition and its noun.

Where the two do not tell, nothing is said of it: digits left to the voice are better than a number
in a wrong form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import SPACE
from aisha_docs_audio.utterances.numbers.russian_patterns import (
    IN_CASE,
    NOUN_CASES,
    PREPOSITION,
    SIGN_BEHIND,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.numbers.russian_words import Case, Gender

_ADJECTIVE = r"[а-яё]{1,30}(?:ая|ую|ой|ей|ые|ых|ое|ый|ий|ого|его|ому|ему|ым|им|ом|ем|ыми|ими)"
_NOUN = re.compile(rf"{SPACE}(?:{_ADJECTIVE} )?(?P<noun>[а-яё]{{2,}})(?!\w)")
_CHAIN = re.compile(r" (?:и|или|либо) [0-9а-яё]{1,20}(?![\w.,])")
_NO_NOUN = frozenset(
    ("и", "или", "либо", "до", "по", "на", "в", "из", "от", "для", "при", "как", "что", "не", "то",
     "за", "то", "это", "ли", "но", "если", "раза")
)  # fmt: skip
_GENITIVE_PLURAL = ("ов", "ев", "ений", "аний", "ций", "лей", "тей", "рей", "жей")
_ONE_INSTRUMENTAL = ("ой", "ей", "ом", "ем")
_SOFT_FEMININE = ("сть", "пись", "дель", "еть", "едь", "чь", "шь", "жь", "знь", "рь")
_SOFT_MASCULINE = ("тель", "ень", "арь", "рубль", "уль", "брь")

_ENDINGS: Mapping[str, tuple[tuple[tuple[str, ...], Case, Gender], ...]] = {
    "gen": ((("а", "я"), "gen", "m"), (("ы", "и"), "gen", "f")),
    "dat": ((("у", "ю"), "dat", "m"), (("е", "и"), "dat", "f")),
    "ins": ((("ом", "ем", "ём"), "ins", "m"), (("ой", "ей", "ёй", "ью"), "ins", "f")),
    "pre": ((("и",), "pre", "f"),),
}
"""What the ending of a noun in the singular tells behind a preposition that asks for one case."""

_OF_ONE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("в", "во", "на"), ("accusative", "pre")),
    **dict.fromkeys(("с", "со"), ("gen", "ins")),
    "за": ("accusative", "ins"),
    "по": ("dat",),
}
"""Prepositions with several cases: the noun's ending tells which."""

_FEMININE = re.compile(
    r"(?:страниц|строк|минут|секунд|недел|групп|папк|команд|ошибк|колонк|ячейк|таблиц|ссылк|букв"
    r"|цифр|точк|задач|попытк|тем|глав|машин|книг|библиотек|сборк|проверк|вкладк|кнопк|иконк"
    r"|программ|систем|схем|баз|сред|ветк|метк|сноск|скобк|картинк|единиц|стран|платформ)е"
)
_MASCULINE = re.compile(
    r"(?:файл|модул|блок|проект|пункт|раздел|каталог|параметр|слов|мест|окн|пол|поток|процесс"
    r"|запрос|ответ|сервер|язык|пример|случа|тест|шаг|экран|абзац|символ|знак|канал|пакет|образ"
    r"|контейнер|кластер|узл|элемент|класс|метод|объект|аргумент|документ|формат|числ|день|дн)е"
)


def standing(
    text: str, start: int, end: int, number: int, case: Case
) -> tuple[Case, Gender] | None:
    """Return case and gender of a number from `start` to `end`; None where they are not known.

    `case` is the one that the preposition asks for, "nom" where it asks for none or for several.
    """
    before = PREPOSITION.search(text, max(0, start - 16), start)
    preposition = before[1].lower() if before else ""
    chain = _CHAIN.match(text, end)
    behind = _NOUN.match(text, chain.end() if chain else end)
    noun = behind["noun"] if behind and behind["noun"] not in _NO_NOUN else ""
    if SIGN_BEHIND.match(text, end):
        noun = ""
    singular = number % 10 == 1 and number % 100 != 11
    if noun and chain and (singular or noun.endswith(_ONE_INSTRUMENTAL)):
        return None  # "к 1 и 2 файлам", "между 1 и 2 версией" (ordinals)
    if not noun:
        return None if preposition in ("с", "со") else (case, "m")
    if singular:
        return _of_one(noun, preposition, case)
    if noun.endswith(_ONE_INSTRUMENTAL) and (case == "ins" or preposition in ("и", "или")):
        return None
    few = 1 < number % 10 < 5 and number // 10 % 10 != 1
    if case == "nom" and few and noun.endswith(_GENITIVE_PLURAL) and preposition not in ("с", "со"):
        case = "gen"  # "настройка 3 соединений"
    elif case == "nom" and (of := IN_CASE.match(text, end)):
        case = NOUN_CASES[of["ending"]]  # "в 5 файлах", "с 3 аргументами"
    elif preposition in ("с", "со"):
        return ("gen", "m") if noun.endswith(("ов", "ев", "ей")) else None
    return case, "f" if number % 10 == 2 and number % 100 != 12 and noun[-1] in "ыи" else "m"


def _of_one(noun: str, preposition: str, case: Case) -> tuple[Case, Gender] | None:
    """Return how "1", "21" and the like stand before a noun in the singular."""
    if case != "nom":
        return _by_ending(noun, (case,))
    if preposition in _OF_ONE:
        return _by_ending(noun, _OF_ONE[preposition])
    if noun[-1] == "ь" and not noun.endswith(_SOFT_MASCULINE):
        return None  # "1 запись" is "одна" or "одну"
    return ("nom", "f") if noun[-1] in "ая" else _by_ending(noun, ("accusative",))


def _by_ending(noun: str, cases: tuple[str, ...]) -> tuple[Case, Gender] | None:
    for each in cases:
        for endings, case, gender in _ENDINGS.get(each, ()):
            if noun.endswith(endings):
                return case, gender
        if each == "pre" and noun[-1] == "е":
            if _FEMININE.fullmatch(noun):
                return "pre", "f"
            if _MASCULINE.fullmatch(noun):
                return "pre", "m"
        if each == "accusative" and (found := _accusative(noun, also_pre="pre" in cases)):
            return found
    return None


def _accusative(noun: str, *, also_pre: bool) -> tuple[Case, Gender] | None:
    if noun[-1] in "ую":
        return "acc", "f"
    if noun[-1] == "о" or (noun[-1] == "е" and not also_pre):
        return "nom", "n"
    if noun[-1] == "ь":
        is_feminine = noun.endswith(_SOFT_FEMININE) and not noun.endswith(_SOFT_MASCULINE)
        if is_feminine:
            return "acc", "f"
        return ("nom", "m") if noun.endswith(_SOFT_MASCULINE) else None
    return ("nom", "m") if noun[-1] not in "аеиоуыэюя" else None
