"""What eSpeak NG needs of a text and AIsha does not: for the local voice only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import TUTUQ, fold_apostrophes, latin
from aisha_docs_audio.utterances.numbers import numbers_in_words
from aisha_docs_audio.utterances.numbers.uzbek import uzbek_numbers_said
from aisha_docs_audio.voices.espeak.abbreviations import abbreviations_said

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language

_FOREIGN = str.maketrans(
    dict(zip("áàâäãåéèêëíìîïóòôúùûüñýÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÚÙÛÜÑÝ",
             "aaaaaaeeeeiiiiooouuuunyAAAAAAEEEEIIIIOOOUUUUNY", strict=True))
    | {"w": "v", "W": "V", TUTUQ: "'"}
    # the Latin alphabet of 1993, and the one proposed since 2019
    | {"ğ": "gʻ", "Ğ": "Gʻ", "ş": "sh", "Ş": "Sh", "ç": "ch", "Ç": "Ch", "õ": "oʻ", "Õ": "Oʻ",
       "ö": "oʻ", "Ö": "Oʻ"}
)  # fmt: skip
_SOFT_C = re.compile(r"[Cc](?=[EIYeiy])")
_HARD_C = re.compile(r"[Cc](?![Hh])")


def for_espeak(text: str, language: Language) -> str:
    """Respell a spoken text for eSpeak NG.

    eSpeak NG 1.51 and 1.52 in Uzbek: Cyrillic, U+02BC, w and letters with accents are said as
    their English names, numbers from 100 up digit by digit, points not at all, % in English. In
    English and Russian: ranges, groups of thousands, ordinals of Russian, amounts of money and
    abbreviations are said in pieces.
    """
    if language == "uz":
        text = fold_apostrophes(latin(text))
    text = abbreviations_said(text, language)
    if language != "uz":
        return numbers_in_words(text, language)
    text = uzbek_numbers_said(text, everywhere=True)
    text = _SOFT_C.sub(lambda found: "S" if found.group() == "C" else "s", text)
    text = _HARD_C.sub(lambda found: "K" if found.group() == "C" else "k", text)
    return text.translate(_FOREIGN)
