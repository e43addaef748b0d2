"""A language's letters in one form, however they were typed: one sentence has one key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import apostrophes_folded

if TYPE_CHECKING:
    from aisha_docs_audio.model import Language

_CURLED = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


def letters_folded(text: str, language: Language) -> str:
    """Fold the apostrophes: oʻ, gʻ and ʼ in Uzbek, the one of "don't" in English."""
    if language == "uz":
        return apostrophes_folded(text)
    if language == "en":
        return _CURLED.sub("'", text)
    return text
