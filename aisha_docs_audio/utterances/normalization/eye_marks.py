"""What a writer puts down for the eye: endings in brackets, a dash whose space was forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aisha_docs_audio.utterances.normalization.vocabulary import Column

# "контейнеру(-ам)", "файл(ы)", "fayl(lar)": the ending of another number is for the eye.
_OTHER_ENDING = re.compile(
    r"(?<=[а-яёўқғҳ])\(-[а-яёўқғҳ]{1,4}\)|(?<=[а-яё]{2})\([а-яё]{1,2}\)|(?<=[a-zʻʼ]{2})\(lari?\)"
    r"|(?<=[а-яёўқғҳ]{2})\(лари?\)"
)
_AND_OR = re.compile(r"(?<!\w)(и|va|ва)\((?=(?:или|yoki|ёки)\))(\w+)\)")
# "data -Маълумот": a dash whose space was forgotten; options are written in Latin letters.
_TIGHT_DASH = re.compile(r"(?:(?<=\s)|(?<=\A))-(?=[Ѐ-Я]|[Ѐ-ӿ]{4})")


def eye_marks_gone(text: str, column: Column) -> str:
    """Return the text as one would read it to others: "файл(ы)" is one file."""
    if "(" in text:
        text = _OTHER_ENDING.sub("", _AND_OR.sub(r"\1 \2", text))
    if "-" in text and column in ("ru", "uz-Cyrl"):
        text = _TIGHT_DASH.sub("— ", text)
    return text
