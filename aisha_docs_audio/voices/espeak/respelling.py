"""What eSpeak NG needs of a text and AIsha does not: for the local voice only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.uzbek import TUTUQ, apostrophes_folded, latin
from aisha_docs_audio.voices.espeak.uzbek_numbers import numbers_said

if TYPE_CHECKING:
    from aisha_docs_audio.model import Language

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
    """Respell a spoken text for eSpeak NG; English and Russian it speaks well as they are.

    eSpeak NG 1.51 and 1.52 in Uzbek: Cyrillic, U+02BC, w and letters with accents are said as
    their English names, numbers from 100 up digit by digit, points not at all, % in English.
    """
    if language != "uz":
        return text
    text = numbers_said(apostrophes_folded(latin(text)))
    text = _SOFT_C.sub(lambda found: "S" if found.group() == "C" else "s", text)
    text = _HARD_C.sub(lambda found: "K" if found.group() == "C" else "k", text)
    return text.translate(_FOREIGN)
