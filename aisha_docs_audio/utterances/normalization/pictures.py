"""Pictures that stand in a sentence for a word: "works on 🐧 and 🍎", "click the ⚙ icon"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aisha_docs_audio.utterances.normalization.picture_names import PICTURE_NAMES
from aisha_docs_audio.utterances.normalization.russian_signs import in_case
from aisha_docs_audio.utterances.normalization.vocabulary import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aisha_docs_audio.utterances.normalization.held import Held
    from aisha_docs_audio.utterances.normalization.vocabulary import Column, Vocabulary

# What answers (✅, 🔴) and what parts steps of a menu (➡) is known to other rules.
_PICTURE = re.compile(
    "(?![✅✔☑🗸❌✘✖✕❎☒🗴🗙🟢🔴⛔🚫])"
    "[ℹ⋮⋯▶⌨⏏-⏺\u2600-\u2712\u2728-\u2793\u2b00-\u2bff\U0001f000-\U0001faff]"
    "(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\u2600-\u27bf\U0001f000-\U0001faff])*"
)
_NEAR = 40
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,16}),? ?\Z")
_LIST = re.compile(r"[\s,]{1,3}\Z")
_ENDS = re.compile(r" ?(?:[.,;:!?)»”…]|\Z)")

# What asks for a noun behind it, and what may follow one: between the two stands a word.
_BEFORE: Mapping[Column, re.Pattern[str]] = {
    "en": re.compile(
        "(?:on|and|or|with|without|for|to|of|by|in|from|the|a|an|this|that|your|click|press|tap"
        "|select|choose|hit|see|use|like|named|called|via|between|is|are|I|we|you)\\Z",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        "(?:на|и|или|в|во|с|со|без|для|к|по|от|из|под|над|за|между|через|кнопк[аиуе]|кнопкой|знач[оё]к"
        "|значка|символ|символа|иконк[аиуе]|нажмите|нажать|выберите|выбрать|щёлкните|я|мы|это)\\Z",
        re.IGNORECASE,
    ),
    "uz": re.compile("(?:va|yoki|hamda|bu|shu)\\Z", re.IGNORECASE),
    "uz-Cyrl": re.compile("(?:ва|ёки|ҳамда|бу|шу)\\Z", re.IGNORECASE),
}
_BEHIND: Mapping[Column, re.Pattern[str]] = {
    "en": re.compile(
        " (?:and|or|on|in|to|for|with|by|from|at|is|are|if|when|then|icons?|buttons?|symbols?"
        "|signs?|emojis?|menus?|keys?|tabs?|logos?|next|above|below|again|here|there)\\b"
    ),
    "ru": re.compile(
        " (?:и|или|на|в|с|для|к|по|от|из|если|когда|рядом|чтобы|справа|слева|вверху|внизу|выше"
        "|ниже)\\b"
    ),
    "uz": re.compile(
        "['’ʼ-]?(?:da|dan|ga|ni|ning|lar)| (?:va|yoki|bilan|uchun|belgisi|belgi|tugmasi|tugma"
        "|ikonkasi|emoji|ustiga)"
    ),
    "uz-Cyrl": re.compile(
        "['’ʼ-]?(?:да|дан|га|ни|нинг|лар)| (?:ва|ёки|билан|учун|белгиси|белги|тугмаси|тугма|устига)"
    ),
}
_LOVES = re.compile(r"(?:I|we|you|я|мы|men|мен)\Z", re.IGNORECASE)


def hold_pictures(text: str, words: Vocabulary, held: Held) -> str:
    """Hold the names of pictures that a sentence cannot do without; all others are decoration."""
    if text.isascii() or not _PICTURE.search(text):
        return text
    column = words.column
    uzbek = column.startswith("uz")
    parts: list[str] = []
    place, named_to = 0, -1
    for found in _PICTURE.finditer(text):
        before = text[max(0, found.start() - _NEAR) : found.start()]
        word = _WORD_BEFORE.search(before)
        listed = named_to >= 0 and _LIST.match(text[named_to : found.start()][:4]) is not None
        asked = word is not None and _BEFORE[column].match(word[1]) is not None
        heart = found.group()[0] in "❤♥" and word is not None and _LOVES.match(word[1]) is not None
        followed = _BEHIND[column].match(text, found.end()) is not None
        ends = _ENDS.match(text, found.end()) is not None
        between = (asked or listed) and (followed or ends)
        if not (heart or between or (uzbek and followed)):
            continue
        said = words.phrase("love") if heart else _named(found.group(), before, words)
        parts += [text[place : found.start()], held.hold(said)]
        place = named_to = found.end()
    return "".join([*parts, text[place:]])


def _named(picture: str, before: str, words: Vocabulary) -> str:
    row = PICTURE_NAMES.get(picture[0])
    name = row[COLUMNS.index(words.column)] if row else words.phrase("picture")
    return in_case(name, picture, before) if words.column == "ru" else name
