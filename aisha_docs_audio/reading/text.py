"""How pieces of text become one text that can be said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.reading.spans import CLOSE, has_marks, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAK = "\0"
"""Stands in a run of text where a line or a paragraph ends inside one block.

No text of a parsed page holds U+0000: the tokenizer drops or replaces it (HTML Standard,
"Tokenization").
"""

_PAUSES = frozenset(".!?…:;,。！？；：")
_CLOSERS = f"\"'”’»)]}}{CLOSE}"

_LOOSE_MARK = re.compile(r" (?=[.,;:!?](?: |\Z))|[(\[] ?[)\]]")
_LOOSE_DASH = re.compile(r"\A[-–—] | [-–—]\Z")


def collapse(run: Iterable[str]) -> str:
    """Join a run of text and collapse its white space; breaks become commas where none stands."""
    text = "".join(run)
    if "¶" in text:
        text = text.replace("¶", " ")
    if has_marks(text):
        text = tidy(text)
    if BREAK in text:
        return join_with(", ", text.split(BREAK))
    return " ".join(text.split())


def join_with(pause: str, pieces: Iterable[str]) -> str:
    """Join pieces, leaving the pause out after one that ends in a punctuation mark of its own."""
    joined: list[str] = []
    for piece in pieces:
        text = " ".join(piece.split())
        if not text:
            continue
        if joined:
            joined.append(" " if ends_in_pause(joined[-1]) else pause)
        joined.append(text)
    return "".join(joined)


def as_sentence(text: str) -> str:
    """Give the text a full stop unless it ends in a punctuation mark."""
    return text if ends_in_pause(text) else f"{text}."


def ends_in_pause(text: str) -> bool:
    """Tell whether a reader pauses after the text anyhow."""
    return text.rstrip(_CLOSERS)[-1:] in _PAUSES


def close_gap(text: str) -> str:
    """Tidy what an element that is not read leaves around it, such as the space in "x [1] ."."""
    return _LOOSE_DASH.sub("", " ".join(_LOOSE_MARK.sub("", text).split()))
