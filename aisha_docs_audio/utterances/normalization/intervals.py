"""Intervals that are open at one end, in words: "0 to 1, without 1" for [0, 1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_END = r"[-−+]?(?:[0-9][0-9.]*|[a-z]|∞)"
_INTERVAL = re.compile(rf"(?P<open>[\[(])(?P<low>{_END}),? (?P<high>{_END})(?P<close>[\])])")
_IN = re.compile(r"(?<!\w)(?:[Вв]о?|[Нн]а) \Z")
_NAMED = re.compile(
    r" ?(?:oraliq|oraligʻ|оралиқ|оралиғ)|(?:промежут|интервал|диапазон|отрез)\w* \Z"
)


def hold_intervals(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the words of every interval that leaves out one of its ends."""
    return held.hold_all(_INTERVAL, text, lambda found: _interval_said(found, words))


def _interval_said(found: re.Match[str], words: Vocabulary) -> str | None:
    low, high = found["low"], found["high"]
    if (found["open"] == "[") == (found["close"] == "]"):
        return None
    said = words.phrase("from to", _signed(low, words), _signed(high, words))
    left_out = low if found["open"] == "(" else high
    if "∞" not in left_out:
        said = f"{said}, {words.phrase('left out', _signed(left_out, words))}"
    around = found.string[max(0, found.start() - 20) : found.start()]
    if words.column == "ru":
        noun = "промежутке" if _IN.search(around) else "промежуток"
        return said if _NAMED.search(around) else f"{noun} {said}"
    if words.column == "en" or _NAMED.match(found.string, found.end()):
        return said
    return f"{said}, {words.phrase('interval')}"


def _signed(end: str, words: Vocabulary) -> str:
    end = end.replace("∞", words.math_signs["∞"])
    return f"{words.operators['-']} {end[1:]}" if end[0] in "-−" else end
