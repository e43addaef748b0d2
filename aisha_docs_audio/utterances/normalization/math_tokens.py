"""The words of a formula's tokens: its letters, signs and texts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.math_tree import SAME

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

BIG = {
    "∑": "sum", "∏": "product", "∫": "integral", "∬": "integral", "∭": "integral",
    "∮": "integral", "⋃": "union", "⋂": "intersection", "lim": "limit",
}  # fmt: skip
"""Big operators, and the shapes they are said with."""

_SILENT = "\u2061\u2062\u2063\u2064\u200b\u00a0\u2009\u2005\u200a &\u2003"


_LOOSE_DOLLAR = re.compile(r"\$(?![0-9])")


class UnsaidError(Exception):
    """No table has words for a part of this formula."""


def token_said(text: str, name: str, words: Vocabulary) -> str:
    """Return the words of a token: a letter, a number, an operator, a text. Raises UnsaidError."""
    if name in ("mtext", "ms"):
        if "\\" in text or _LOOSE_DOLLAR.search(text):
            raise UnsaidError
        return f" {text} "
    text = "".join(mark for mark in text if mark not in _SILENT).translate(SAME)
    if name == "mn" or not text:
        return text
    known = words.functions.get(text) or words.math_signs.get(text)
    if known or text in BIG:
        return known or words.shapes[BIG[text]]
    if text in ",;:.":
        return "," if text != "." else ""
    return _letter(text, words) if len(text) == 1 else _word(text, words)


def _word(text: str, words: Vocabulary) -> str:
    if set(text) == {"′"}:
        return words.math_signs["′"]
    if all(letter.isalnum() for letter in text):
        return text
    said = [words.math_signs.get(sign) for sign in text]
    if None in said:
        raise UnsaidError
    return " ".join(filter(None, said))


def _letter(letter: str, words: Vocabulary) -> str:
    if known := words.greek.get(letter):
        return known
    if letter == "Δ":
        return words.greek["δ"]
    if letter.isalpha() and (known := words.greek.get(letter.lower())):
        return words.shape("capital", known)
    plain = unicodedata.normalize("NFKC", letter)  # 𝑥 and 𝐱 are x
    if plain != letter and plain.isalnum():
        return words.greek.get(plain, plain)
    if not letter.isalnum():
        raise UnsaidError
    return letter
