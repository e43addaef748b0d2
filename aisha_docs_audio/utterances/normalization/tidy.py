"""Punctuation that is left over where something was left out of a sentence."""

from __future__ import annotations

import re

_EMPTY = re.compile(
    r" ?(?:\(\s*[,;]?\s*\)|\[\s*\]|\{\s*\}|«\s*»|“\s*”|„\s*[“”]|‘\s*’|(?<!\S)\"\s*\"(?!\w))"
)
_BEFORE = re.compile(r"(?<!\() (?=[.,;:!?…)»”]+(?:\s|\Z))")
_AFTER = re.compile(r"(?<=[(«“„]) ")
_RUN = r"(?<![,;:])(?<![,;:] )"  # a run of marks is looked at once, from its first
_DOUBLED = re.compile(
    rf"{_RUN}(?:[,;] ?)+(?=[.:!?…](?:\s|\Z))|{_RUN}(?P<marks>[,;:](?:\s?[,;])+)(?=\s|\Z)"
    r"|(?<=[^.])(?P<end>[!?…])\s?,(?=\s|\Z)"
)
_START = re.compile(r"\A[\s,;:.!?)»”]+(?=\s|\Z)")
_INSIDE = re.compile(r"(?<=[(«“„])[,;:]\s?|,\s?(?=[)»”])")
_FULL_STOPS = re.compile(r"(?<=[^.])\.\s\.(?=\s|\Z)|(?<=[^\W_])\.\.(?=\s[^\W\d_]|\Z)")
_QUOTED = 200
"""How far back the beginning of a quotation is looked for."""
_STOPPED = re.compile(r"(?<=[^?!\s][?!])\.(?=\s|\Z)")


def tidy_text(text: str) -> str:
    """Return `text`, which has single spaces, without empty brackets, doubled commas and the like.

    A sentence's own punctuation stays; of two marks that have met the stronger one does.
    """
    text = _EMPTY.sub("", text)
    text = _BEFORE.sub("", text)
    text = _AFTER.sub(_unless_closing, text)
    text = _DOUBLED.sub(_stronger, text)
    text = _INSIDE.sub(_unless_closing, text)
    text = _STOPPED.sub("", _FULL_STOPS.sub(".", text))
    return " ".join(_START.sub("", text).split())


def _unless_closing(found: re.Match[str]) -> str:
    """Keep what stands behind “ where it closes a „."""
    before = found.string[max(0, found.start() - _QUOTED) : found.start()]
    closes = before.endswith("“") and before.rfind("„") > before.rfind("“", 0, -1)
    return found.group() if closes else ""


def _stronger(found: re.Match[str]) -> str:
    marks = found["marks"] or ""
    return next((mark for mark in ":;," if mark in marks), found["end"] or "")
