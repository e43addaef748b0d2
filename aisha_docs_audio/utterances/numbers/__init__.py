"""Numbers, dates, times, percent and money in words, in three languages.

====================  =========================================================
module                owns
====================  =========================================================
``uzbek_words``       Uzbek numerals: cardinals, ordinals, their endings
``uzbek``             what a number in an Uzbek text means, in either script
``uzbek_amounts``     a number with what is joined to it
``uzbek_ranges``      two numbers: ranges, ratios
``english_words``     English numerals
``english``           what a number in an English text means
``russian_words``     Russian numerals: gender, case, agreement
``russian``           what a number in a Russian text means
``russian_times``     times of day, decades, centuries
``literals``          how numbers are written, whatever the language
====================  =========================================================

No library: the one that has Uzbek, English and Russian numerals with cases, num2words, is under
the LGPL and knows no Uzbek suffixes, ranges or units (docs/decisions/0183).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.numbers.english import english_numbers_said
from aisha_docs_audio.utterances.numbers.russian import russian_numbers_said
from aisha_docs_audio.utterances.numbers.uzbek import uzbek_numbers_said

if TYPE_CHECKING:
    from aisha_docs_audio.settings.languages import Language

__all__ = ["numbers_in_words"]


def numbers_in_words(text: str, language: Language, *, cyrillic: bool = False) -> str:
    """Put the numbers of a spoken text into words, with what is written with them.

    Pure, idempotent, linear in the text's length. Digits inside names ("utf8") stay. `cyrillic`
    says that the page is in Cyrillic Uzbek: that decides where the text has no words of its own.
    """
    match language:
        case "uz":
            return uzbek_numbers_said(text, cyrillic=cyrillic)
        case "ru":
            return russian_numbers_said(text)
        case "en":
            return english_numbers_said(text)
