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

GAP = "\ud806"
"""Stands in a run of text where something is left out inside a line, such as the mark of a note."""

_LOOSE_MARK = re.compile(r"[.,;:!?](?:\s|\Z)")
_LOOSE_START = re.compile(r"\A\s*[-–—]\s")
_LOOSE_END = re.compile(r"(?<=\s)[-–—]\s*\Z")


def collapse(run: Iterable[str]) -> str:
    """Join a run of text and collapse its white space; breaks become commas where none stands."""
    text = "".join(run)
    if "¶" in text:
        text = text.replace("¶", " ")
    if GAP in text:
        text = text.replace(GAP, "")
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
    """Return the text with a full stop unless it ends in a punctuation mark."""
    return text if ends_in_pause(text) else f"{text}."


def ends_in_pause(text: str) -> bool:
    """Return whether a reader pauses after the text anyhow."""
    return text.rstrip(_CLOSERS)[-1:] in _PAUSES


def close_gaps(text: str) -> str:
    """Tidy what elements that are not read leave around them, such as the space in "x [1] ."."""
    first, *others = text.split(GAP)
    pieces = [first]
    space = ""
    for part in others:
        if not part or part.isspace():
            space = " " if part else space
            continue
        left, right = _without_brackets(pieces.pop(), space + part)
        space = ""
        while pieces and not left.strip():
            left = pieces.pop() + left
        if not left.strip():
            right = _LOOSE_START.sub("", right, count=1)
        elif _LOOSE_MARK.match(right.lstrip()):
            left, right = left.rstrip(), right.lstrip()
        pieces += left, right
    if not others[-1] or others[-1].isspace():
        pieces[-1] = _LOOSE_END.sub("", pieces[-1])
    return "".join(pieces)


def _without_brackets(left: str, right: str) -> tuple[str, str]:
    """Take the brackets away that held what was between two pieces."""
    before, after = left.rstrip(), right.lstrip()
    if before[-1:] in ("(", "[") and after[:1] in (")", "]"):
        return before[:-1], after[1:]
    return left, right
