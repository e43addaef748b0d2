"""Signs that are no letters, and the words a reader says for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.model import Language

_COLUMNS = ("uz", "uz-Cyrl", "en", "ru")
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    ".": ("nuqta", "нуқта", "dot", "точка"),
    "/": ("slesh", "слеш", "slash", "слеш"),
    "\\": ("teskari slesh", "тескари слеш", "backslash", "обратный слеш"),
    "@": ("et", "эт", "at", "собака"),
    "&": ("va", "ва", "and", "и"),
    "||": ("yoki", "ёки", "or", "или"),
    "+": ("plyus", "плюс", "plus", "плюс"),
    "−": ("minus", "минус", "minus", "минус"),
    "±": ("plyus minus", "плюс минус", "plus or minus", "плюс-минус"),
    "⁰": ("ning {}-darajasi", "нинг {}-даражаси", "to the power of {}", "в степени {}"),
    "×": ("ga", "га", "by", "на"),
    "÷": ("boʻlingan", "бўлинган", "divided by", "делить на"),
    "=": ("teng", "тенг", "equals", "равно"),
    "≠": ("teng emas", "тенг эмас", "is not equal to", "не равно"),
    "<": ("kichik", "кичик", "less than", "меньше"),
    ">": ("katta", "катта", "greater than", "больше"),
    "≤": ("koʻpi bilan", "кўпи билан", "at most", "не больше"),
    "≥": ("kamida", "камида", "at least", "не меньше"),
    "≈": ("taxminan", "тахминан", "about", "примерно"),
    "∞": ("cheksizlik", "чексизлик", "infinity", "бесконечность"),
    "√": ("ildiz", "илдиз", "root", "корень"),
    "№": ("raqam", "рақам", "number", "номер"),
    "§": ("paragraf", "параграф", "section", "параграф"),
    "✓": ("ha", "ҳа", "yes", "да"),
    "✗": ("yoʻq", "йўқ", "no", "нет"),
}

_KEYS: Mapping[str, str] = {
    "⌘": "Command", "⌥": "Option", "⇧": "Shift", "⌃": "Control", "⎋": "Escape",
    "⌫": "Backspace", "⌦": "Delete", "⏎": "Enter", "↵": "Enter", "⇥": "Tab",
}  # fmt: skip
"""As they are called in all three languages."""

PAUSE = "→"
"""Stands for a short pause between two things, however it was written."""

# All arrows but for those that are keys; the dots and bars that part things.
_PAUSES = "[←-↴↶-⇤⇦⇨-⇿⟰-⟿⤀-⥿·•‣⁃∙‖¦]"
_SIGNS = f"[−±×÷≠≤≥≈∞√№§✓✗{''.join(_KEYS)}]"
_SPOKEN = re.compile(f"(?: ?{_PAUSES})+ ?| ?(?P<sign>{_SIGNS}) ?")
_POWER = re.compile("(?<=[0-9])⁻?[⁰¹²³⁴-⁹]+")
_ANY_SPOKEN = re.compile(f"{_PAUSES}|{_SIGNS}")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_NO_PAUSE_AFTER = ",.;:!?…—–-([{«“„"
_NO_PAUSE_BEFORE = ",.;:!?…)]}»”"
_CYRILLIC = re.compile('(?<![^ («“"])[Ѐ-ӿ]')
# Whole words of letters: names such as "index.md" are Latin in either script.
_LATIN = re.compile('(?<![^ («“"])[A-Za-z][^\\W0-9_]*(?![^ .,;:!?…)»”"])')

_BY_COLUMN: Mapping[str, Mapping[str, str]] = {
    column: {sign: said[place] for sign, said in _WORDS.items()} | dict(_KEYS)
    for place, column in enumerate(_COLUMNS)
}


def words_for(text: str, language: Language) -> Mapping[str, str]:
    """Give the word for each sign in the language, and for Uzbek in the script, of `text`."""
    if language == "uz" and _CYRILLIC.search(text):
        cyrillic, latin = (len(script.findall(text)) for script in (_CYRILLIC, _LATIN))
        return _BY_COLUMN["uz-Cyrl" if cyrillic >= latin else "uz"]
    return _BY_COLUMN[language]


def powers_said(text: str, words: Mapping[str, str]) -> str:
    """Say the superscript digits behind a number; those behind a unit (m²) are the voice's."""

    def said(found: re.Match[str]) -> str:
        return f" {words['⁰'].format(found.group().translate(_RAISED))} "

    return _POWER.sub(said, text)


def signs_said(text: str, words: Mapping[str, str]) -> str:
    """Say the signs outside ASCII: arrows as a pause, keys by name, comparisons in words.

    ✓ and ✗ are "yes" and "no" where they stand for an answer, as in a table's cell, and nothing
    where a phrase follows, as in a list of features.
    """
    if not _ANY_SPOKEN.search(text):
        return text

    def said(found: re.Match[str]) -> str:
        before = text[max(found.start() - 1, 0) : found.start()]
        after = text[found.end() : found.end() + 1]
        sign = found["sign"]
        if sign is None:
            # "" is in every text: no pause at the start and at the end.
            quiet = before in _NO_PAUSE_AFTER or after in _NO_PAUSE_BEFORE
            return " " if quiet else ", "
        word = "" if sign in "✓✗" and after.isalnum() else words[sign]
        return f" {word} "

    return _SPOKEN.sub(said, text)
