"""Times of day, decades and centuries in Russian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.literals import UNTIL, roman_value
from aisha_docs_audio.utterances.numbers.russian_agreement import hour_case, is_genitive
from aisha_docs_audio.utterances.numbers.russian_patterns import CENTURY_CASES, PREPOSITION
from aisha_docs_audio.utterances.numbers.russian_words import ru_cardinal, ru_ordinal

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.numbers.russian_words import Case

DECADES = re.compile(r"(?P<inside>\b[вВоО] )?(?P<decade>\b[0-9]{1,3}0-)(?P<ending>[ех]) гг?\.")
_CENTURY = {"nom": "век", "gen": "века", "dat": "веку", "ins": "веком", "pre": "веке"}
_CENTURIES = {"nom": "века", "gen": "веков", "dat": "векам", "ins": "веками", "pre": "веках"}
_SENTENCE = re.compile(r" [^\Wа-яё0-9_]|[»”)]?\Z")


def decade_said(found: re.Match[str]) -> str:
    """Return "90-е годы" for "90-е гг."."""
    word = "годы" if found["ending"] == "е" else "годах" if found["inside"] else "годов"
    return f"{found['inside'] or ''}{found['decade']}{found['ending']} {word}"


def time_said(found: re.Match[str]) -> tuple[str, int]:
    """Return a time of day, and where it ends: «с девяти ноль ноль до восемнадцати тридцати»."""
    case = hour_case(found)
    parts = [found["hour"], found["minute"], *filter(None, [found["second"]])]
    said = " ".join(_clock(part, case) for part in parts)
    until = UNTIL.match(found.string, found.end())
    return (f"{said} – ", until.end()) if until else (said, found.end())


def _clock(digits: str, case: Case) -> str:
    if digits == "00":
        return "ноль ноль"
    said = ru_cardinal(int(digits), case)
    return f"ноль {said}" if digits[0] == "0" and len(digits) > 1 else said


def century_said(found: re.Match[str]) -> tuple[str, int]:
    """Return a century or a quarter: "XXI век", "в XXI в.", "XIX–XX вв."."""
    text, end = found.string, found.end()
    many = found["roman_to"] is not None
    if found["century"] is None:
        case, word = CENTURY_CASES.get(found["century_end"], "nom"), ""
    else:
        case = _case_of_century(text, found.start())
        word = f" {(_CENTURIES if many else _CENTURY)[case]}"
        word += "." * (_SENTENCE.match(text, end) is not None)
    said = ru_ordinal(roman_value(found["roman"]), case)
    if many:
        said += f" – {ru_ordinal(roman_value(found['roman_to']), case)}"
    return said + word, end


def _case_of_century(text: str, start: int) -> Case:
    before = PREPOSITION.search(text, max(0, start - 16), start)
    word = before[1].lower() if before else ""
    if word in ("в", "во", "о"):
        return "pre"
    if word == "к":
        return "dat"
    return "gen" if is_genitive(text[max(0, start - 20) : start]) else "nom"
