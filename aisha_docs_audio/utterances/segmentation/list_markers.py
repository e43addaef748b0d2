"""Where the items of a list begin that was written into one paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BULLETS = "•⁃‣◦▪●"
_MARKER = re.compile(
    rf"[{BULLETS}]?\(?(?:(?P<number>[0-9]{{1,3}})|(?P<letter>[a-zа-я]))(?P<form>\.\)|\.|\))\Z"
)
_BEFORE_NUMBERS = frozenset(
    word
    for words in (
        "most least than to of in at by is are and or version step page chapter section only",
        "до от на в к из и или версии шаг страница глава раздел больше меньше",
        "koʻpi kamida va yoki versiya qadam bet bob python",
    )
    for word in words.split()
)
"""Behind these words a number is a number, not the marker of the next item."""


def item_starts(words: Sequence[str]) -> frozenset[int]:
    """Return the indices of the words that begin an item: "1.", "2)", "b.", "•".

    A list begins with the first marker of its kind (1, a, а) where the text or a sentence begins,
    and goes on with the marker that follows it, in the same form. So a number at a sentence's end
    is an item only in a list, and only where it is its turn.
    """
    starts: set[int] = set()
    turn: tuple[str, str] | None = None
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        bulleted = word[0] in BULLETS
        if bulleted:
            starts.add(index)
        found = _MARKER.match(word)
        if found is None:
            continue
        value, form = found["number"] or found["letter"], found["form"]
        if (value, form) == turn and before.lower() not in _BEFORE_NUMBERS:
            if before[:1] not in BULLETS:  # "" is in every text, but the turn is never first
                starts.add(index)
            turn = (_next(value), form)
        elif value in {"1", "a", "а"} and (not before or before[-1] in ".!?…:;" + BULLETS):
            if not before:
                starts.add(index)
            turn = (_next(value), form)
    return frozenset(starts)


def is_bracketed(word: str) -> bool:
    """Return whether a word looks like an item's marker and like nothing else: "2)", "b.)"."""
    return word.endswith(")") and _MARKER.match(word) is not None


def _next(value: str) -> str:
    return str(int(value) + 1) if value.isdigit() else chr(ord(value) + 1)
