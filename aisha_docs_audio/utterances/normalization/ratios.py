"""Ratios: "1:10" is a time of day unless the sentence speaks of a ratio, a scale or odds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.vocabulary import Vocabulary

_RATIO = re.compile(
    r"(?<![\w.:/,])(?P<first>[0-9]{1,4}(?:[.,][0-9]{1,3})?)(?P<rest>(?: ?: ?"
    r"[0-9]{1,3}(?:[ ,][0-9]{3}(?![0-9])|[0-9]){0,6}(?:[.,][0-9]{1,3})?){1,3})(?![\w:/]|[.,][0-9])"
)
_PART = re.compile(" ?: ?")
_BEFORE = re.compile(
    r"(?<!\w)(?:ratios?|scales?|scaled|dilut(?:ions?|ed)|odds|proportions?|aspect|соотношени[а-яё]*"
    r"|масштаб[а-яё]*|пропорци[а-яё]*|разбавлени[а-яё]*|отношени[а-яё]*|nisbat[a-z]*|masshtab[a-z]*"
    r"|proporsiya[a-z]*|suyultir[a-z]*|нисбат[а-яўқғҳ]*|масштаб[а-яўқғҳ]*|пропорция[а-яўқғҳ]*)(?!\w)"
    r"[^.,;!?()0-9]{0,24}"
    r"(?:[0-9]{1,6} ?: ?[0-9]{1,6}(?:, | (?:and|or|и|или|va|yoki|ва|ёки) )){0,3}\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[ -](?:aspect |dilution |screen )?(?:ratios?|scales?|dilutions?|odds|proportions?|mix|mixture"
    r"|nisbat|masshtab|suyultir|нисбат|масштаб|соотношени)",
    re.IGNORECASE,
)
_NEAR = 48


def ratios_said(text: str, words: Vocabulary) -> str:
    """Return the text with the colon of such ratios in words: "1 to 10", «1 к 10», "1 ga 10"."""
    if ":" not in text:
        return text
    return _RATIO.sub(lambda found: _said(found, words), text)


def _said(found: re.Match[str], words: Vocabulary) -> str:
    text, start, end = found.string, found.start(), found.end()
    near = _BEFORE.search(text, max(0, start - _NEAR), start) or _BEHIND.match(text, end)
    if near is None:
        return found.group()
    parts = _PART.split(found.group())
    if parts[-1][0] == "0":
        return found.group()  # at 9:05
    return f" {words.phrase('ratio')} ".join(parts)
