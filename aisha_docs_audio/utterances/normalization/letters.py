"""A language's letters in one form, however they were typed: one sentence has one key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.spelling import old_spelling
from aisha_docs_audio.utterances.normalization.uzbek import fold_apostrophes

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language

_CURLED = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
# A suffix behind a literal: `foo`'ni. The literal stands in the text as one letter beyond U+1FFFF.
_BEHIND_LITERAL = re.compile("(?<=[+#\U00020000-\U0002a6df])['’‘`´ʻʼ′](?=[a-zа-яўқғҳ])")


def fold_letters(text: str, language: Language) -> str:
    """Fold the new Uzbek spelling into the old, and apostrophes: oʻ, gʻ, ʼ; English "don't"."""
    if language == "uz":
        return _BEHIND_LITERAL.sub("ʼ", fold_apostrophes(old_spelling(text)))
    if language == "en":
        return _CURLED.sub("'", text)
    return text
