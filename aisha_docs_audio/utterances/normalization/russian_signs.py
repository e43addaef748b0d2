"""The name of a sign in a Russian sentence: in the case that the word before it asks for.

Names of signs come from a table in the nominative. A noun before them takes the case («начинается
с символа решётка»), or the name itself where it begins with «знак» or a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.run_names import COUNTS, RUSSIAN_COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

_CASES: Mapping[str, str] = {
    **dict.fromkeys(
        ("со", "из", "от", "до", "без", "для", "после", "вместо", "около", "кроме", "у", "против",
         "внутри", "вокруг", "из-за", "помощью", "посредством", "начиная"), "genitive"
    ),
    **dict.fromkeys(("к", "ко", "по", "благодаря", "согласно"), "dative"),
    **dict.fromkeys(("между", "над", "под", "перед", "за"), "instrumental"),
    **dict.fromkeys(("в", "во", "о", "об", "при"), "prepositional"),
    **dict.fromkeys(("на", "через", "про"), "accusative"),
}  # fmt: skip
_ENDINGS: Mapping[str, str] = {
    "genitive": "а", "dative": "у", "instrumental": "ом", "prepositional": "е", "accusative": "",
}  # fmt: skip
_PLURAL: Mapping[str, str] = {
    "genitive": "ов", "dative": "ам", "instrumental": "ами", "prepositional": "ах",
    "accusative": "ы",
}  # fmt: skip
_ADJECTIVE: Mapping[str, str] = {
    "genitive": "ого", "dative": "ому", "instrumental": "ым", "prepositional": "ом",
    "accusative": "ой",
}  # fmt: skip
_OPTION_ENDINGS: Mapping[str, str] = {
    "genitive": "и", "dative": "и", "instrumental": "ей", "prepositional": "и", "accusative": "ю",
}  # fmt: skip
_DATE_OF_PAGE = "дата на странице"
_DATES: Mapping[str, str] = {
    "genitive": "даты", "dative": "дате", "instrumental": "датой", "prepositional": "дате",
    "accusative": "дату",
}  # fmt: skip
_DATE_ENDINGS: Mapping[str, str] = dict.fromkeys(_DATES, "ой") | {"accusative": "ую"}
_OF_COUNT = dict(
    zip(COUNTS["ru"], ("двух", "трёх", "четырёх", "пяти", "шести"), strict=True), две="двух"
)
# The word before a sign, or before the sign that "and" or "or" joins this one to.
_BEFORE = re.compile(
    r"(?P<earlier>[\w-]+)?\s*(?<![\w-])(?P<word>[\w-]+) [«\"]?"
    r"(?:[^\w\s«»]{1,8}[»\"]?(?:,? (?:и|или|либо) |, ))?[«\"]?\Z"
)
_BEGINS = re.compile(r"нач(?:ин|н|ать|ал)|старт|сним|слева|справа", re.IGNORECASE)
_ASKS_OBJECT = re.compile(r"(?:[ийь]те|[аеиуыя]ть)\Z")
_AFTER_SIGN = re.compile(r"(?<!\w)[Зз]нак(?:а|у|ом|е)? [«\"]?\Z")
_OF_SIGN = {"вопросительный знак": "вопроса", "восклицательный знак": "восклицания"}
_SIGN = re.compile(r"(двойн|тройн)ой знак\b|знак\b")


def in_case(said: str, shown: str, before: str) -> str:
    """Return the name `said` of the signs `shown`, as it stands behind the text `before`."""
    if _AFTER_SIGN.search(before):  # "знак `?`", "после знака `%`"
        return _OF_SIGN.get(said) or said.removeprefix("знак ")
    case = _case_after(before)
    if case is None or said.startswith("пуст"):
        return said
    first, _, rest = said.partition(" ")
    if case == "genitive" and first in _OF_COUNT and shown[:1] in RUSSIAN_COUNTED:
        return f"{_OF_COUNT[first]} {RUSSIAN_COUNTED[shown[0]][1]}"
    if sign := _SIGN.match(said):
        adjective = f"{sign[1]}{_ADJECTIVE[case]} " if sign[1] else ""
        return f"{adjective}знак{_ENDINGS[case]}{said[sign.end() :]}"
    if first in _OF_COUNT and rest:
        return f"символ{_PLURAL[case]} {said}"
    return f"символ{_ENDINGS[case]} {said}"


def with_option(said: str, before: str) -> str:
    """Put a noun before an option that a preposition governs: «с опцией два дефиса workers»."""
    found = _BEFORE.search(before)
    word = found["word"].lower() if found and before.endswith(" ") else ""
    if word != "с" and word not in _CASES:
        return said
    return f"опци{_OPTION_ENDINGS['instrumental' if word == 'с' else _CASES[word]]} {said}"


def date_in_case(said: str, before: str) -> str:
    """Fit «дата на странице», said for the date of a build, into its sentence."""
    if said != _DATE_OF_PAGE or not before.endswith(" ") or not before[:-1][-1:].isalnum():
        return said
    word = before.rsplit(maxsplit=1)[-1].lower()
    case = "genitive" if word in ("с", "со") else _CASES.get(word, "")
    return f"{_DATES[case]}, указанн{_DATE_ENDINGS[case]} на странице" if case else f", {said}"


def _case_after(before: str) -> str | None:
    found = _BEFORE.search(before)
    if found is None:
        return None
    word, earlier = found["word"].lower(), found["earlier"] or ""
    if word == "с":
        # "начинается с #, а конец — с ;": a verb that is left out is the one that was there.
        return "genitive" if not earlier or _BEGINS.search(earlier) else "instrumental"
    if word in _CASES:
        return _CASES[word]
    return "accusative" if _ASKS_OBJECT.search(word) else None
