"""Signs that are no letters, and the words a reader says for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.cyrillic import CYRILLIC, LATIN
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.settings.languages import Language
    from aisha_docs_audio.utterances.normalization.sign_names import Row
    from aisha_docs_audio.utterances.normalization.vocabulary import Column

_WORDS: Mapping[str, Row] = {
    "−": ("minus", "минус", "minus", "минус"),
    "±": ("plyus minus", "плюс минус", "plus or minus", "плюс-минус"),
    "×": ("ga", "га", "by", "на"),
    "÷": ("boʻlingan", "бўлинган", "divided by", "делить на"),
    "≠": ("teng emas", "тенг эмас", "is not equal to", "не равно"),
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
_ANY_SPOKEN = re.compile(f"{_PAUSES}|{_SIGNS}")
_NO_PAUSE_AFTER = ",.;:!?…—–-([{«“„"
_NO_PAUSE_BEFORE = ",.;:!?…)]}»”"
_ENDS = frozenset(".!?…")
_FEW_WORDS = 4

_BY_COLUMN: Mapping[Column, Mapping[str, str]] = {
    column: {sign: row[place] for sign, row in _WORDS.items()} | dict(_KEYS)
    for place, column in enumerate(COLUMNS)
}


def column_for(text: str, language: Language, *, cyrillic: bool = False) -> Column:
    """Return the tables' column for the language, and for Uzbek the script, of `text`.

    `cyrillic` says that the page is written so: it decides where a text has few words of its own.
    """
    if language != "uz":
        return language
    theirs, ours = (len(script.findall(text)) for script in (CYRILLIC, LATIN))
    if cyrillic and (theirs or ours < _FEW_WORDS):
        return "uz-Cyrl"
    return "uz-Cyrl" if theirs and theirs >= ours else "uz"


def answer_said(answer: str, column: Column) -> str:
    """Return the word for an answer of "yes" or "no"."""
    return _BY_COLUMN[column]["✓" if answer == "yes" else "✗"]


def say_symbols(text: str, column: Column) -> str:
    """Return `text` with the signs outside ASCII said: arrows as a pause, keys by name, ≥ in words.

    ✓ and ✗ are "yes" and "no" where they stand for an answer, as in a table's cell, and nothing
    where a phrase follows, as in a list of features, or a sentence has ended ("It works. ✅").
    """
    if not _ANY_SPOKEN.search(text):
        return text

    words = _BY_COLUMN[column]

    def said(found: re.Match[str]) -> str:
        before = text[max(found.start() - 1, 0) : found.start()]
        after = text[found.end() : found.end() + 1]
        sign = found["sign"]
        if sign is None:
            # "" is in every text: no pause at the start and at the end.
            quiet = before in _NO_PAUSE_AFTER or after in _NO_PAUSE_BEFORE
            return " " if quiet else ", "
        decorates = sign in "✓✗" and (after.isalnum() or before in _ENDS)
        word = "" if decorates else words[sign]
        return f" {word} "

    return _SPOKEN.sub(said, text)
