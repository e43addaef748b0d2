"""Which elements stand on lines of their own."""

from __future__ import annotations

from aisha_docs_audio.reading.semantics import BY_TAG, Semantics

_LINES = frozenset(
    name
    for name, meaning in BY_TAG.items()
    if meaning
    not in {
        Semantics.SKIPPED,
        Semantics.LINE_BREAK,
        Semantics.MATH,
        Semantics.SCRIPT,
        Semantics.IMAGE,
        Semantics.KEY,
        Semantics.LINK,
        Semantics.CODE,
        Semantics.RAISED,
        Semantics.LOWERED,
        Semantics.CONTROL,
        Semantics.INPUT,
        Semantics.TAB_LABEL,
    }
) | {"nav", "dialog"}


def breaks_line(tag: str) -> bool:
    """Return whether the element stands on lines of its own."""
    return tag in _LINES
